#!/usr/bin/env python3
"""./dev bench recovery: are dead letters recovered once each, whoever dies meanwhile, and at the rate asked for?

A `gatehousectl serve` on a real Postgres takes signed webhooks for a WordPress that refuses them all, until there are
so many dead letters. Then WordPress takes everything again, and a console (`gatehousectl bulk`) starts one bulk
operation for all of them at the highest rate, 1,000 a second. The console is killed (SIGKILL) as soon as the operation
is there, and, when it has come back and follows it, once more. The gateway is killed three times and started again.

  items           frozen when the operation began
  recorded        items with the outcome `done`
  in the ledger   entries that name the operation, and the dead letters that they are about
  twice recorded  entries beyond one for each dead letter
  delivered       events that WordPress took at least once; of these, how many more than once (each with one key)
  two keys        events that came under two keys
  lost            events that WordPress never got

Then the rate: what was recovered becomes dead letters once more, and operations at 10, 100 and 1,000 a second are timed
from the first item's outcome to the last one's, by the database's clock.

Ends with one line of JSON, and with 1 when something was lost, done or recorded twice, or a rate was off by more than
2 %.
"""
import argparse
import dataclasses
import json
import os
import platform
import subprocess
import sys
import time

from faults.causes import wait_until
from faults.provider import Provider
from faults.rig import Rig
from faults.verdict import open_jobs
from ingress import BUILD

OPEN_LETTERS = '{"field":"state","operator":"is","values":["open"]}'
HIGHEST = 1000
RATES = {10: 300, 100: 2000, 1000: 10000}  # items a second, and how many
TOLERANCE = 0.02


class Console:
    """Who starts the operation and watches it: commands, each a process of its own that can be killed."""

    def __init__(self, rig):
        self.rig = rig
        self.token_file = os.path.join(rig.folder, "token")
        with open(os.open(self.token_file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write("gh_token_of_the_bench")

    def popen(self, *arguments):
        url = f"http://127.0.0.1:{self.rig.gateways[0].port}"
        command = [f"{BUILD}/gatehousectl", *arguments, "--url", url, "--token-file", self.token_file, "--json"]
        return subprocess.Popen(command, env=self.rig.gateways[0].env, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def run(self, *arguments):
        """The objects that it printed."""
        process = self.popen(*arguments)
        out, errors = process.communicate(timeout=600)
        if process.returncode:
            raise RuntimeError(f"gatehousectl {' '.join(arguments[:2])}: {errors.strip()}")
        return [json.loads(line) for line in out.splitlines()]


@dataclasses.dataclass
class Recovery:
    items: int = 0
    recorded: int = 0
    in_ledger: int = 0
    letters_in_ledger: int = 0
    delivered: int = 0
    delivered_twice: int = 0
    two_keys: int = 0
    lost: int = 0
    seconds: float = 0.0
    gateway_kills: int = 0
    console_kills: int = 0
    chain: str = ""

    @property
    def twice_recorded(self):
        return self.in_ledger - self.letters_in_ledger

    def is_right(self, wanted):
        counts = {self.items, self.recorded, self.in_ledger, self.letters_in_ledger, self.delivered}
        return counts == {wanted} and not (self.two_keys or self.lost) and self.chain == "holds"


def make_dead_letters(rig, count):
    """Through the front door; gives their providers' ids."""
    rig.wordpress.refuses_all = True
    provider = Provider(rig.ports(), count, 8, lambda: 0)
    wait_until(lambda: len(provider.accepted) >= count, "too few webhooks were taken", 300)
    provider.stop()
    wait_until(lambda: not open_jobs(rig), "jobs are still open", 300)
    rig.wordpress.refuses_all = False
    return list(provider.accepted)


def progress(rig):
    found = rig.sql("SELECT done + not_eligible + failed FROM gatehouse.bulk_operation ORDER BY created_at DESC LIMIT 1")
    return int(found.strip() or 0)


def operations(rig):
    return int(rig.sql("SELECT count(*) FROM gatehouse.bulk_operation"))


def start(rate):
    return ["bulk", "start", "reenqueue", "--filter", OPEN_LETTERS, "--rate", str(rate), "--stop-on-failure-ratio", "1",
            "--reason", "WordPress is back"]


def recover(rig, console, events, row):
    """With both killed; the operation's id."""
    began = time.monotonic()
    starting = console.popen(*start(HIGHEST))
    wait_until(lambda: operations(rig) == 1, "the operation was not made")
    starting.kill()
    starting.wait()
    row.console_kills += 1
    operation = console.run("bulk", "list")[0]["id"]
    watching = console.popen("bulk", "show", operation, "--follow")
    for part in (0.15, 0.4, 0.65):
        wait_until(lambda part=part: progress(rig) >= part * len(events), "the operation does not go on")
        rig.gateways[0].kill()
        row.gateway_kills += 1
        if watching:
            watching.kill()
            watching.wait()
            watching = None
            row.console_kills += 1
        rig.gateways[0].start()
    console.run("bulk", "show", operation, "--follow")
    wait_until(lambda: not open_jobs(rig), "jobs are still open", 300)
    row.seconds = round(time.monotonic() - began, 1)
    return operation


def judge(rig, console, events, operation, row):
    items, recorded = rig.sql("SELECT count(*), count(*) FILTER (WHERE outcome = 'done') FROM gatehouse.bulk_item"
                              f" WHERE operation_id = '{operation}'").strip().split("|")
    entries, letters = rig.sql("SELECT count(*), count(DISTINCT target_id) FROM gatehouse.audit"
                               f" WHERE detail->>'bulk_operation' = '{operation}'").strip().split("|")
    row.items, row.recorded, row.in_ledger, row.letters_in_ledger = int(items), int(recorded), int(entries), int(letters)
    for event in events:
        times = rig.wordpress.times_taken(event)
        row.delivered += times > 0
        row.delivered_twice += times > 1
        row.two_keys += len(rig.wordpress.keys.get(event, ())) > 1
        row.lost += times == 0
    row.chain = "holds" if console.run("audit", "verify")[-1].get("unbroken") else "is broken"


def bury(rig, count):
    """What was recovered is dead once more."""
    rig.sql(f"""
        WITH chosen AS (SELECT id, job_id FROM gatehouse.dead_letter ORDER BY id LIMIT {count}),
             jobs AS (UPDATE gatehouse.job_execution j SET status = 'dead' FROM chosen WHERE j.id = chosen.job_id)
        UPDATE gatehouse.dead_letter l SET state = 'open' FROM chosen WHERE l.id = chosen.id""")


def measure_rate(rig, console, rate, count):
    bury(rig, count)
    operation = console.run(*start(rate))[0]["id"]
    console.run("bulk", "show", operation, "--follow")
    done, seconds = rig.sql("SELECT count(*), extract(epoch FROM max(settled_at) - min(settled_at))"
                            f" FROM gatehouse.bulk_item WHERE operation_id = '{operation}' AND outcome = 'done'"
                            ).strip().split("|")
    wait_until(lambda: not open_jobs(rig), "jobs are still open", 300)
    measured = (int(done) - 1) / float(seconds)
    return {"rate": rate, "items": int(done), "seconds": round(float(seconds), 2), "measured": round(measured, 2),
            "off": round(measured / rate - 1, 5)}


def report(row, rates):
    print(f"{row.items:,} dead letters, gateway killed {row.gateway_kills} times, console {row.console_kills} times: "
          f"{row.seconds} s until all was delivered")
    print(f"  recorded {row.recorded:,}, in the ledger {row.in_ledger:,} entries of {row.letters_in_ledger:,} letters, "
          f"twice recorded {row.twice_recorded}, chain {row.chain}")
    print(f"  delivered {row.delivered:,}, of these twice {row.delivered_twice} (one key), two keys {row.two_keys}, "
          f"lost {row.lost}")
    for each in rates:
        print(f"  {each['rate']:>5} a second asked for: {each['measured']:.2f} ({each['off']:+.2%}), {each['items']:,} "
              f"items in {each['seconds']} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=10000)
    parser.add_argument("--rates", type=int, nargs="*", default=list(RATES), choices=list(RATES), metavar="RATE")
    parser.add_argument("--keep", action="store_true", help="the folder with database and logs")
    settings = parser.parse_args()
    row, rates = Recovery(), []
    with Rig(settings.keep) as rig:
        rig.with_private_postgres()
        console = Console(rig)
        events = make_dead_letters(rig, settings.letters)
        operation = recover(rig, console, events, row)
        judge(rig, console, events, operation, row)
        for rate in settings.rates:
            rates.append(measure_rate(rig, console, rate, min(RATES[rate], len(events))))
    report(row, rates)
    figures = {"accepted": len(events), "stored": row.recorded, "delivered": row.delivered, "lost": row.lost,
               "twice_recorded": row.twice_recorded + row.two_keys,
               "rate_error_pct": max((abs(each["off"]) * 100 for each in rates), default=None)}
    conditions = {**dataclasses.asdict(row), "rates": rates, "cpus": os.cpu_count(), "machine": platform.machine()}
    print(json.dumps({"bench": "recovery", "figures": figures, "conditions": conditions}))
    is_right = row.is_right(len(events)) and all(abs(each["off"]) <= TOLERANCE for each in rates)
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
