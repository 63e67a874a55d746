"""The faults, each really caused. A fault that nothing noticed is an error of the benchmark, and is said so."""
import contextlib
import os
import signal
import subprocess
import time

from faults import clock, disk
from faults.verdict import open_jobs


def wait_until(condition, what, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"after {seconds:.0f} s: {what}")
        time.sleep(0.05)


class Fault:
    """`name` on the command line, `title` in the table."""

    def why_not(self):
        """Why it cannot be caused on this machine."""
        return None

    def prepare(self, rig):
        rig.with_private_postgres()

    def cause(self, rig, provider):
        """Returns when it is over; what it did, for the row."""
        raise NotImplementedError


class KillGateway(Fault):
    name, title = "gateway", "kill -9 of the gateway"

    def cause(self, rig, provider):
        gateway, kills = rig.gateways[0], 3
        for _ in range(kills):
            gateway.kill()
            time.sleep(0.5)
            gateway.start()
            time.sleep(1.5)
        return f"{kills} times, started again"


class KillPostgres(Fault):
    name, title = "postgres", "kill -9 of Postgres"

    def cause(self, rig, provider):
        kills = 2
        for _ in range(kills):
            killed = rig.database.pid()
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda: rig.database.pid() not in (None, killed), "Postgres was not brought back")
            count = len(provider.accepted)
            wait_until(lambda: len(provider.accepted) > count + 100, "nothing was accepted after Postgres was back")
        return f"{kills} times, brought back by the gateway"


class KillWorker(Fault):
    """Of two gateways on one database: the other has to take over what the dead one had in hand."""
    name, title = "worker", "kill -9 of one of two, with leases"

    def prepare(self, rig):
        rig.with_private_postgres(gateways=2)

    def cause(self, rig, provider):
        running = "SELECT id || ' ' || worker || ' ' || attempts FROM gatehouse.job_execution WHERE status = 'running'"
        rig.gateways[0].kill()
        held = set(rig.sql(running).splitlines())
        time.sleep(3)  # the living one has long finished what it had
        held &= set(rig.sql(running).splitlines())
        if not held:
            raise RuntimeError("the worker that was killed held no leases")
        wait_until(lambda: not held & set(rig.sql(running).splitlines()), "its leases were not taken over")
        return f"it held {len(held)} leases; the other took them over"


class CutDatabase(Fault):
    name, title = "cut-database", "connection to Postgres cut"

    def prepare(self, rig):
        rig.with_cut_database()

    def cause(self, rig, provider):
        return cut(rig, 8)


class CutWordPress(Fault):
    name, title = "cut-wordpress", "connection to WordPress cut"

    def prepare(self, rig):
        rig.with_cut_wordpress()

    def cause(self, rig, provider):
        return cut(rig, 8)


def cut(rig, times):
    for _ in range(times):
        rig.proxy.cut()
        time.sleep(0.7)
    if not rig.proxy.cuts:
        raise RuntimeError("there was no connection to be cut")
    return f"{times} times, {rig.proxy.cuts} connections reset"


class FullDisk(Fault):
    name, title = "disk", "disk full"

    def why_not(self):
        return disk.why_not()

    def prepare(self, rig):
        rig.with_private_postgres(disk_mb=160)

    def cause(self, rig, provider):
        seconds, before = 6, provider.not_taken()
        postmaster = rig.database.pid()
        self._hold(rig, lambda: provider.not_taken() > before, 30)
        self._hold(rig, lambda: False, seconds / 2)
        # As it comes to every server that goes on writing: the log's next file finds no room, and that ends Postgres.
        with contextlib.suppress(subprocess.CalledProcessError):
            rig.sql("SELECT pg_switch_wal()")
        self._hold(rig, lambda: False, seconds / 2)
        if provider.not_taken() == before:
            raise RuntimeError("nobody noticed that the disk was full")
        rig.disk.empty()
        count = len(provider.accepted)
        wait_until(lambda: len(provider.accepted) > count + 100, "nothing was accepted when there was room again")
        ended = "" if rig.database.pid() == postmaster else "; Postgres ended and was brought back"
        return f"not a byte free for {seconds} s{ended}"

    @staticmethod
    def _hold(rig, condition, seconds):
        ends = time.monotonic() + seconds
        while not condition() and time.monotonic() < ends:
            rig.disk.fill()
            time.sleep(0.2)


class Jump(Fault):
    """For gateway and Postgres, and for the provider, whose signatures have to stay within the limit. WordPress refuses
    for a moment before, so that there are jobs whose time is in the database."""
    seconds = 0

    def why_not(self):
        return None if clock.library() else "Debian's libfaketime is not installed"

    def prepare(self, rig):
        rig.with_clock()

    def cause(self, rig, provider):
        rig.wordpress.storm(2)
        time.sleep(1)
        before = self._now(rig)
        rig.clock.jump(self.seconds)
        jumped = self._now(rig) - before
        if abs(jumped - self.seconds) > 30:
            raise RuntimeError(f"the clock of Postgres jumped by {jumped:.0f} s instead of {self.seconds}")
        jobs = open_jobs(rig)
        if not jobs:
            raise RuntimeError("no job was on its way when the clock jumped")
        time.sleep(3)
        return f"by {self.seconds:+d} s, for gateway and Postgres, with {jobs} jobs on their way"

    @staticmethod
    def _now(rig):
        return float(rig.sql("SELECT extract(epoch FROM clock_timestamp())"))


class JumpForwards(Jump):
    name, title, seconds = "clock-forwards", "clock jumps an hour forwards", 3600


class JumpBackwards(Jump):
    name, title, seconds = "clock-backwards", "clock jumps an hour backwards", -3600


class Storm(Fault):
    name, title = "storm", "WordPress answers 503"

    def cause(self, rig, provider):
        seconds = 20
        rig.wordpress.storm(seconds)
        time.sleep(seconds)
        if not rig.wordpress.refused:
            raise RuntimeError("the storm met no delivery")
        return f"for {seconds} s with Retry-After, {rig.wordpress.refused} tries refused"


FAULTS = [KillGateway(), KillPostgres(), KillWorker(), CutDatabase(), CutWordPress(), FullDisk(), JumpForwards(),
          JumpBackwards(), Storm()]
