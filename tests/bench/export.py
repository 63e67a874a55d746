#!/usr/bin/env python3
"""./dev bench export: rows to a CSV file, beside psql's \\copy of the same columns.

`gatehousectl seed` fills a private Postgres. Then, in alternating rounds and with a warm cache, `gatehousectl events
export` and `psql \\copy (SELECT ... ORDER BY received_at DESC, id DESC) TO file CSV HEADER` write the same rows, as the
same role, to the same disk: without and with the bodies. Both count from the start of the program to its end, and both
files must have the same number of lines. Ours gives RFC 3339 times and cells that no spreadsheet takes for a formula, in
a file that appears whole; \\copy gives Postgres's own text.

  vs_copy         time of \\copy / time of the export, without bodies; medians
  vs_copy_bodies  the same with bodies
  rss_added_mb    the most memory that an export takes, beyond what the same program takes to list one row

Ends with one line of JSON.
"""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from ingress import BUILD, Server

COLUMNS = ["received_at", "id", "status", "event_type", "source", "tenant", "subject_id", "error"]
CTL = f"{BUILD}/gatehousectl"


def seeded_gateway(folder, events):
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/share",
               LC_ALL="C.UTF-8")
    data = folder + "/data"
    subprocess.run([CTL, "seed", "--events", str(events), "--data", data, "--json"], env=env, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server("gateway", [CTL, "serve", "--listen", "127.0.0.1:0", "--data", data], env)
    with open(folder + "/config/gatehouse/connections/local.json", encoding="utf-8") as file:
        return server, env, json.load(file)["database"]


def measured(command, env):
    """Seconds, and the most memory of it in MB."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]}: {complaint.strip()}")
    return took, usage.ru_maxrss / 1024


def copy_command(conninfo, file, bodies):
    columns = ", ".join(f"e.{name}" for name in COLUMNS)
    source = "console.events AS e"
    if bodies:
        columns += ", convert_from(CASE WHEN NOT p.is_sealed THEN p.raw_body END, 'UTF8') AS body"
        source += " LEFT JOIN console.payloads AS p ON p.event_id = e.id AND p.received_at = e.received_at"
    select = f"SELECT {columns} FROM {source} ORDER BY e.received_at DESC, e.id DESC"
    return ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", conninfo, "-c", f"\\copy ({select}) TO '{file}' CSV HEADER"]


def export_command(file, bodies):
    return [CTL, "events", "export", "--columns", ",".join(COLUMNS), "-o", file] + ["--with-payload"] * bodies


def records(file):
    """Lines that are none within a quoted cell."""
    count, quotes = 0, 0
    with open(file, "rb") as lines:
        for line in lines:
            quotes += line.count(b'"')
            count += quotes % 2 == 0
    return count


def compare(folder, env, conninfo, bodies, rounds):
    ours, theirs = f"{folder}/ours.csv", f"{folder}/theirs.csv"
    commands = [export_command(ours, bodies), copy_command(conninfo, theirs, bodies)]
    took, memory = ([], []), ([], [])
    for number in range(rounds + 1):  # the first one warms the cache
        for which in ((0, 1), (1, 0))[number % 2]:
            seconds, megabytes = measured(commands[which], env)
            if number:
                took[which].append(seconds)
                memory[which].append(megabytes)
    counts = [records(ours), records(theirs)]
    if counts[0] != counts[1]:
        raise RuntimeError(f"{counts[0]} rows were exported and {counts[1]} copied")
    return {"rows": counts[0] - 1, "seconds": [statistics.median(each) for each in took],
            "mb": [os.path.getsize(ours) / 1e6, os.path.getsize(theirs) / 1e6],
            "rss": [max(each) for each in memory]}


def show(title, found):
    print(f"\n{title}, {found['rows']:,} rows{'':12}MB       s    MB/s   peak MB")
    for which, name in enumerate(("gatehousectl events export", "psql \\copy")):
        size, seconds = found["mb"][which], found["seconds"][which]
        print(f"  {name:30}{size:9.0f}{seconds:8.2f}{size / seconds:8.0f}{found['rss'][which]:10.0f}")
    print(f"  ratio of times {found['seconds'][1] / found['seconds'][0]:.2f}")


def run(folder, arguments):
    server, env, conninfo = seeded_gateway(folder, arguments.events)
    try:
        narrow = compare(folder, env, conninfo, False, arguments.rounds)
        bodies = compare(folder, env, conninfo, True, arguments.rounds)
        idle = max(measured([CTL, "events", "list", "--limit", "1"], env)[1] for _ in range(3))
    finally:
        server.stop()
    show("without bodies", narrow)
    show("with bodies", bodies)
    print(f"\n  listing one row takes {idle:.0f} MB")
    figures = {"vs_copy": round(narrow["seconds"][1] / narrow["seconds"][0], 2),
               "vs_copy_bodies": round(bodies["seconds"][1] / bodies["seconds"][0], 2),
               "rss_added_mb": round(max(narrow["rss"][0], bodies["rss"][0]) - idle, 1)}
    conditions = {"events": arguments.events, "rounds": arguments.rounds, "cores": os.cpu_count(),
                  "load": round(os.getloadavg()[0], 1), "machine": platform.machine()}
    print(json.dumps({"bench": "export", "figures": figures, "conditions": conditions}))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="some 3.2 GB of disk a million")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    try:
        return run(folder, arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
