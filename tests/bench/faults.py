#!/usr/bin/env python3
"""./dev bench faults: what is lost when things break under load.

For each fault: a real Postgres, one or two `gatehousectl serve`, and a stand-in for WordPress that writes down
each key it is sent. A provider posts signed Stripe webhooks at a steady rate over several connections, and sends
again what was not answered, as providers do. In the middle of it the fault is caused; when it is over the load goes
on for a while, then everything drains, and what was accepted is compared with what is stored and what arrived.

  accepted   ids that were answered 202, or 200 when an answer had been lost and the id was sent again
  stored     of these, the ones with a row in the database
  delivered  of these, the ones that the stand-in took
  twice      of these, the ones that it took more than once, each time with the same key: a receiver that does not
             go by the key would have done them twice. At least once is what the contract promises, so it is no error
  2 keys     ids that came under two keys or are stored twice: not even a receiver that goes by the key is safe
  dead, open became dead letters; were still on their way when the time to drain was over
  lost       accepted and not stored, or neither delivered nor a dead letter nor on their way
  away       the longest time in which nothing was accepted; what came then was accepted when it was sent again
  drained    how long it took, from the end of the load, until every job had ended

Ends with one line of JSON, and with 1 when something was lost, came under two keys, or a fault was not really caused
or not recovered from.
"""
import argparse
import signal
import sys

from faults.causes import FAULTS
from faults.report import print_row, print_summary, print_titles
from faults.run import Settings, run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=[fault.name for fault in FAULTS], metavar="FAULT",
                        help="of " + ", ".join(fault.name for fault in FAULTS))
    parser.add_argument("--rate", type=int, default=200, help="webhooks a second")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=3, help="of load before the fault, and after it")
    parser.add_argument("--drain", type=float, default=75, help="seconds until what is open counts as open")
    parser.add_argument("--json", action="store_true", help="one object for each row")
    parser.add_argument("--keep", action="store_true", help="the folders with logs and data")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by way of what stops the servers
    settings = Settings(arguments.rate, arguments.connections, arguments.seconds, arguments.drain, arguments.keep)
    if not arguments.json:
        print_titles()
    rows = []
    for fault in FAULTS:
        if not arguments.only or fault.name in arguments.only:
            rows.append(run(fault, settings))
            print_row(rows[-1], arguments.json)
    print_summary(rows, settings)
    return 1 if any(row.is_wrong for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
