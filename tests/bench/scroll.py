#!/usr/bin/env python3
"""./dev bench scroll: how long a frame of the events' table takes while it is scrolled through a million events.

Sixty times a second the table goes down by three rows and is painted, without a window system: first while webhooks
arrive at a running gateway, then through what a search finds that no index serves, as it finds it. Ends with one line
of JSON; the figures are the slower of the two.
"""
import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

from browse import DATABASE, environment, seed
from ingress import BUILD, Postgres, Server

WEBHOOKS_A_SECOND = 100


def measure(mode, conninfo, seconds, env):
    command = [f"{BUILD}/tests/bench-scroll", mode, conninfo, str(seconds)]
    return json.loads(subprocess.run(command, env=dict(env, QT_QPA_PLATFORM="offscreen"), check=True, text=True,
                                     stdout=subprocess.PIPE).stdout)


def run(folder, events, seconds):
    print(f"seeding {events:,} events ...", file=sys.stderr)
    seed(folder, events)
    env = environment(folder)
    serve = [f"{BUILD}/gatehousectl", "serve", "--listen", "127.0.0.1:0", "--data", folder + "/data"]
    server = Server("gateway", serve, env)
    try:
        postgres = Postgres(folder + "/data")
        postgres.run(DATABASE, "VACUUM ANALYZE")
        conninfo = postgres.conninfo(DATABASE)
        traffic = [f"{BUILD}/gatehousectl", "simulator", "traffic"]
        subprocess.run(traffic + ["--rate", str(WEBHOOKS_A_SECOND)], check=True, env=env, stdout=subprocess.DEVNULL)
        arriving = measure("arriving", conninfo, seconds, env)
        subprocess.run(traffic + ["--stop"], check=True, env=env, stdout=subprocess.DEVNULL)
        return {"arriving": arriving, "searching": measure("searching", conninfo, seconds, env)}
    finally:
        server.stop()


def report(found, events):
    for mode, what in (("arriving", f"{WEBHOOKS_A_SECOND} webhooks a second"), ("searching", "a search as it finds them")):
        seen = found[mode]
        print(f"{what:26} {seen['frames']:6,} frames, {seen['rows']:8,} rows: p50 {seen['p50_ms']:.2f}, "
              f"p99 {seen['p99_ms']:.2f}, longest {seen['max_ms']:.1f} ms, {seen['dropped']} dropped")
    worst = {key: max(found[mode][key] for mode in found) for key in ("p50_ms", "p99_ms", "dropped")}
    figures = {"frame_p50_ms": worst["p50_ms"], "frame_p99_ms": worst["p99_ms"], "dropped_frames": worst["dropped"]}
    conditions = {"events": events, "cpus": os.cpu_count(), "system": platform.platform()}
    print(json.dumps({"bench": "scroll", "figures": {key: round(value, 3) for key, value in figures.items()},
                      "conditions": conditions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10, help="of each of the two")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    try:
        report(run(folder, arguments.events, arguments.seconds), arguments.events)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
