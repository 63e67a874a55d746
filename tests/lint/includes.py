#!/usr/bin/env python3
"""Finds the includes that the rooms' include directories cannot stop.

usage: includes.py BUILD-FOLDER   (a build that is up to date: the dependencies are Ninja's)

`../` and headers of /usr/include reach every room. So: nobody includes by `../`, and only the rooms
named here see OpenSSL, libpq, curl, Boost, CLI11 or QtWidgets.
"""
import re
import subprocess
import sys

# Header (as a path below /usr/include) -> the folders that may see it.
OWNERS = [
    (r"openssl/", ["services/signing", "services/secrets"]),
    (r"(postgresql/)?libpq-fe\.h", ["services/postgres"]),
    (r"(x86_64-linux-gnu/)?curl/", ["services/gateway/delivery", "services/gateway/simulator"]),
    (r"boost/(beast|asio)", ["services/gateway/http"]),
    (r"boost/json", ["services/gateway"]),
    (r"CLI/", ["app"]),
    (r"x86_64-linux-gnu/qt6/QtWidgets/", ["ui", "app/gatehouse"]),
    (r"x86_64-linux-gnu/qt6/QtGui/", ["ui", "app/gatehouse"]),
]
SOURCE = re.compile(r"(?:^|/)((?:app|ui|models|services|resources|translations)/[^ ]+\.cpp)\.o:")


def dependencies(build):
    """Yields (source below the root, dependency)."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, text=True,
                          capture_output=True).stdout
    source = None
    for line in text.splitlines():
        if not line.startswith(" "):
            match = re.search(r"CMakeFiles/([\w-]+)\.dir/(.*)\.cpp\.o:", line)
            source = room_source(match) if match and "autogen" not in line else None
        elif source:
            yield source, line.strip()


def room_source(match):
    """services/CMakeFiles/services-core.dir/core/hex.cpp.o belongs to services/core."""
    room = match.group(1).replace("-", "/")
    if room.startswith(("tests/", "integration", "support")):
        return None
    return room + "/" + match.group(2).rsplit("/", 1)[-1] + ".cpp"


def violations(build):
    for source, dependency in dependencies(build):
        below = dependency.split("/usr/include/", 1)
        if len(below) < 2:
            continue
        for pattern, owners in OWNERS:
            if re.match(pattern, below[1]) and not any(source.startswith(owner) for owner in owners):
                if source.split("/")[0] in ("app", "ui", "models", "services", "resources"):
                    yield source, below[1].split("/")[0] + "/" + below[1].split("/")[-1]


def relative_includes():
    grep = subprocess.run(["git", "grep", "-nE", r'#include "\.\./', "--", "*.cpp", "*.h"], text=True,
                          capture_output=True)
    return grep.stdout.splitlines()


def main():
    found = sorted({f"{source} includes {header}" for source, header in violations(sys.argv[1])})
    found += relative_includes()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
