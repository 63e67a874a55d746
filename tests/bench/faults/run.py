"""One fault from the start of its servers to its row."""
import dataclasses
import subprocess
import time

from faults.causes import wait_until
from faults.provider import Provider
from faults.rig import Rig
from faults.verdict import Row, compare, open_jobs


@dataclasses.dataclass
class Settings:
    rate: int
    connections: int
    seconds: float
    drain: float
    keep: bool


def run(fault, settings):
    row = Row(fault.name, fault.title)
    row.skipped = fault.why_not() or ""
    if row.skipped:
        return row
    with Rig(settings.keep) as rig:
        try:
            measure(fault, rig, row, settings)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            row.failed = row.failed or str(error)
        if settings.keep:
            row.note += f" ({rig.folder})"
    return row


def measure(fault, rig, row, settings):
    fault.prepare(rig)
    provider = Provider(rig.ports(), settings.rate, settings.connections,
                        lambda: rig.clock.offset if rig.clock else 0)
    try:
        load_with(fault, rig, provider, row, settings)
    except (RuntimeError, subprocess.SubprocessError) as error:
        row.failed = str(error)
    finally:
        provider.stop()
    row.drained_s = drain(rig, settings.drain)
    compare(row, rig, provider)


def load_with(fault, rig, provider, row, settings):
    wanted = settings.rate * settings.seconds / 2
    time.sleep(settings.seconds)
    wait_until(lambda: len(provider.accepted) > wanted, "the load did not begin")
    row.note = fault.cause(rig, provider)
    count = len(provider.accepted)
    time.sleep(settings.seconds)
    wait_until(lambda: len(provider.accepted) > count + wanted, "too little was accepted after the fault")


def drain(rig, seconds):
    started = time.monotonic()
    while open_jobs(rig) and time.monotonic() - started < seconds:
        time.sleep(0.25)
    return round(time.monotonic() - started, 1)
