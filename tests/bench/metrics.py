#!/usr/bin/env python3
"""./dev bench metrics: what charts of months cost, and how exact they are.

A private Postgres gets ten million calls of AI systems over 90 days, which are rolled up as the gateway does it. Then

  open      the page of metrics with all its charts over 90 days, from its first sight to the last chart painted
  frame     a zoom or a pan of all charts, until the window is painted anew
  p95       over whole days, from the rollups' merged histograms and by percentile_disc over the calls themselves
  upkeep    minutes of the past that are measured in a second, and how many calls they hold

Medians. Ends with one line of JSON.
"""
import argparse
import json
import os
import platform
import subprocess
import sys

from ingress import BUILD


def measure(events, days):
    command = [f"{BUILD}/tests/bench-metrics", str(events), str(days)]
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8", QT_LOGGING_RULES="*.debug=false")
    return json.loads(subprocess.run(command, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout)


def report(found, events, days):
    error = abs(found["p95"] / found["p95_exact"] - 1) * 100
    speedup = found["p95_raw_ms"] / found["p95_rollup_ms"]
    print(f"open the page over {days} days     {found['open_ms']:8.0f} ms")
    print(f"zoom or pan, a frame            {found['frame_p50_ms']:8.1f} ms, p99 {found['frame_p99_ms']:.1f} ms")
    print(f"p95 from rollups                {found['p95_rollup_ms']:8.1f} ms: {found['p95']:.1f} ms")
    print(f"p95 by percentile_disc          {found['p95_raw_ms']:8,.0f} ms: {found['p95_exact']:.1f} ms")
    print(f"upkeep                          {found['rolled_minutes'] / found['rollup_s']:8,.0f} minutes a second, with "
          f"{events / found['rollup_s']:,.0f} calls")
    figures = {"open_ms": round(found["open_ms"], 1), "frame_p99_ms": round(found["frame_p99_ms"], 2),
               "p95_error_pct": round(error, 3), "p95_speedup": round(speedup, 1),
               "upkeep_minutes_per_s": round(found["rolled_minutes"] / found["rollup_s"], 1),
               "upkeep_calls_per_s": round(events / found["rollup_s"])}
    conditions = {"events": events, "days": days, "generated_in_s": round(found["add_s"]), "cpus": os.cpu_count(),
                  "system": platform.platform()}
    print(json.dumps({"bench": "metrics", "figures": figures, "conditions": conditions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--days", type=int, default=90)
    arguments = parser.parse_args()
    print("generating, then rolling up ...", file=sys.stderr)
    report(measure(arguments.events, arguments.days), arguments.events, arguments.days)


if __name__ == "__main__":
    main()
