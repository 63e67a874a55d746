#!/usr/bin/env python3
"""Finds the includes that the rooms' include directories cannot stop.

usage: includes.py BUILD-FOLDER   (configured, and what moc makes is there; objects are not needed)

`../` and headers of /usr/include reach every room. So: nobody includes by `../`, and only the rooms
named here see OpenSSL, libpq, curl, Boost, CLI11, QtWidgets or QtCharts.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# Header (as a path below /usr/include) -> the folders that may see it.
OWNERS = [
    (r"openssl/", ["services/signing", "services/secrets"]),
    (r"(postgresql/)?libpq-fe\.h", ["services/postgres"]),
    (r"(x86_64-linux-gnu/)?curl/", ["services/gateway/delivery", "services/gateway/simulator"]),
    (r"boost/(beast|asio)", ["services/gateway/http"]),
    (r"boost/json", ["services/gateway", "services/metrics"]),
    (r"zlib\.h", ["services/gateway/telemetry"]),
    (r"google/protobuf/", ["services/metrics"]),
    (r"CLI/", ["app"]),
    (r"qt6keychain/", ["services/connections"]),
    (r"x86_64-linux-gnu/qt6/QtCharts/", ["ui/charts"]),
    (r"x86_64-linux-gnu/qt6/QtWidgets/", ["ui", "app/gatehouse"]),
    (r"x86_64-linux-gnu/qt6/QtGui/", ["ui", "app/gatehouse"]),
]
FOLDERS = ("app/", "ui/", "models/", "services/", "resources/")
ROOT = str(pathlib.Path(__file__).resolve().parents[2]) + "/"


def dependencies(build):
    """Yields (source below the root, dependency)."""
    entries = json.loads((pathlib.Path(build) / "compile_commands.json").read_text())
    ours = [entry for entry in entries if entry["file"].removeprefix(ROOT).startswith(FOLDERS)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as database:
        json.dump(ours, database)
        database.flush()
        text = subprocess.run(["clang-scan-deps-14", "-compilation-database", database.name],
                              check=True, text=True, stdout=subprocess.PIPE).stdout
    for rule in text.replace("\\\n", " ").splitlines():
        source, *headers = rule.split(": ", 1)[1].split()
        for header in headers:
            yield source.removeprefix(ROOT), header


def violations(build):
    for source, dependency in dependencies(build):
        below = dependency.split("/usr/include/", 1)
        if len(below) < 2:
            continue
        for pattern, owners in OWNERS:
            if re.match(pattern, below[1]) and not any(source.startswith(owner) for owner in owners):
                yield source, below[1].split("/")[0] + "/" + below[1].split("/")[-1]


def relative_includes():
    grep = subprocess.run(["git", "grep", "-nE", r'#include "\.\./', "--", "*.cpp", "*.h"], text=True,
                          capture_output=True)
    return grep.stdout.splitlines()


def main():
    found = sorted({f"{source} includes {header}" for source, header in violations(sys.argv[1])})
    found += relative_includes()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
