#!/usr/bin/env python3
"""./dev bench charts: how long a frame takes while a line of up to a million points is panned at 1280x720.

Ours, QtCharts as it is, and QCustomPlot (Debian's, built against Qt 6; without it the run says so) in turns, without a
window system. Each draws with antialiasing; QCustomPlot with a pen of one pixel, as its manual advises, since it takes
ten times as long with our 1.5. Also counts the columns of pixels in which ours does not draw the lowest or the highest
raw value. Ends with one line of JSON; its times are medians of the rounds' 99th percentiles.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys

from ingress import BUILD

POINTS = (10_000, 100_000, 1_000_000)
NAMES = {"ours": "ours", "qtcharts": "QtCharts as it is", "qcustomplot": "QCustomPlot"}
PLAIN_FRAMES = 20  # of QtCharts as it is, which takes a second for each
MISSING = 3  # exit code


def measure(who, points, frames):
    """The figures of one round, or None where it is not built in."""
    done = subprocess.run([f"{BUILD}/tests/bench-charts", who, str(points), str(frames)], text=True,
                          env=dict(os.environ, QT_QPA_PLATFORM="offscreen"), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    if done.returncode == MISSING:
        return None
    done.check_returncode()
    return json.loads(done.stdout)


def run(points, rounds, frames):
    """Of each contestant the medians over its rounds, which take turns, so that a busy machine is busy for all."""
    found = {who: [] for who in NAMES}
    for round_ in range(rounds):
        for who in NAMES:
            if who == "qtcharts" and round_ > 0:
                continue
            found[who].append(measure(who, points, PLAIN_FRAMES if who == "qtcharts" else frames))
    return {who: {"p50_ms": statistics.median(each["p50_ms"] for each in seen),
                  "p99_ms": statistics.median(each["p99_ms"] for each in seen),
                  "peaks_lost": sum(each["peaks_lost"] for each in seen)}
            for who, seen in found.items() if None not in seen}


def report(found):
    for points, seen in found.items():
        for who, figures in seen.items():
            print(f"{points:9,} points  {NAMES[who]:18} p50 {figures['p50_ms']:8.2f}  p99 {figures['p99_ms']:8.2f} ms"
                  + (f"  {figures['peaks_lost']} peaks lost" if who == "ours" else ""))
    most = found[POINTS[-1]]
    figures = {"frame_p50_ms_1m": round(most["ours"]["p50_ms"], 2),
               "frame_p99_ms_1m": round(most["ours"]["p99_ms"], 2),
               "vs_qtcharts": round(most["ours"]["p99_ms"] / most["qtcharts"]["p99_ms"], 3),
               "peaks_lost": sum(seen["ours"]["peaks_lost"] for seen in found.values())}
    if "qcustomplot" in most:
        figures["vs_qcustomplot"] = round(most["ours"]["p99_ms"] / most["qcustomplot"]["p99_ms"], 2)
    else:
        print("QCustomPlot was not found when this was built (libqcustomplot-dev), so ours is compared with QtCharts "
              "as it is, and vs_qcustomplot is left out.")
    conditions = {"size": "1280x720", "cpus": os.cpu_count(), "system": platform.platform()}
    print(json.dumps({"bench": "charts", "figures": figures, "conditions": conditions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frames", type=int, default=200, help="of each round")
    arguments = parser.parse_args()
    found = {}
    for points in POINTS:
        print(f"panning {points:,} points ...", file=sys.stderr)
        found[points] = run(points, arguments.rounds, arguments.frames)
    report(found)


if __name__ == "__main__":
    main()
