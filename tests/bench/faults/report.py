"""The rows for people, and for programs."""
import dataclasses
import json
import os
import platform

COLUMNS = [("accepted", 9), ("stored", 8), ("delivered", 10), ("twice", 7), ("twice_recorded", 8), ("dead", 6),
           ("open", 6), ("lost", 6), ("away_s", 8), ("drained_s", 11)]
TITLES = {"twice_recorded": "2 keys", "away_s": "away s", "drained_s": "drained s"}


def print_titles():
    print(f"{'':36}" + "".join(f"{TITLES.get(name, name):>{width}}" for name, width in COLUMNS))


def print_row(row, as_json):
    values = dataclasses.asdict(row)
    if as_json:
        print(json.dumps(values), flush=True)
        return
    if row.skipped:
        print(f"{row.title:36}  skipped: {row.skipped}", flush=True)
        return
    print(f"{row.title:36}" + "".join(f"{values[name]:>{width}}" for name, width in COLUMNS) + f"  {row.note}")
    if row.failed:
        print(f"{'':36}  FAILED: {row.failed}")
    if row.lost_ids:
        print(f"{'':36}  LOST: {' '.join(row.lost_ids[:10])}")
    print(end="", flush=True)


def print_summary(rows, settings):
    figures = {name: sum(getattr(row, name) for row in rows)
               for name in ("accepted", "stored", "delivered", "twice", "twice_recorded", "dead", "open", "lost")}
    figures |= {"caused": sum(not row.skipped for row in rows), "skipped": [row.fault for row in rows if row.skipped],
                "failed": [row.fault for row in rows if row.failed]}
    conditions = {"rate": settings.rate, "connections": settings.connections, "cores": os.cpu_count(),
                  "machine": platform.machine()}
    print(json.dumps({"bench": "faults", "figures": figures, "conditions": conditions}))
