#!/usr/bin/env python3
"""./dev bench browse: a list of a million events, beside what others do with it, in one run.

`gatehousectl seed` fills the private Postgres of a gateway; VACUUM ANALYZE follows. Then, all on that server:

  pages     the first one (from no connection to the rows in the model), one at half depth and one at the end, beside
            plain libpq and psql with the same SQL; a filtered page; a look-up and a path in the payload, by index
  jumps     to times all over the list, until the rows are there
  search    for a text that no index serves: to the first hit (a tenth of the way down), and over everything beside a
            sequential scan
  memory    added by paging from the newest row to the oldest, and by QSqlQueryModel and QSqlTableModel until they have
            all rows
  adminer   on `php -S`: a first page of 200 rows, and one at half depth; it connects for each

Medians. Ends with one line of JSON.
"""
import argparse
import http.cookiejar
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from ingress import BUILD, Postgres, Server, free_port

DATABASE = "gatehouse"
ADMINER = "/usr/share/adminer/adminer.php"
FIRST_PAGE = "SELECT * FROM console.events ORDER BY received_at DESC, id DESC LIMIT 201"


def environment(folder):
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/share",
               LC_ALL="C.UTF-8", QT_LOGGING_RULES="*.debug=false")
    for name in ("WORDPRESS_BASE_URL", "WORDPRESS_TOKEN"):
        env.pop(name, None)
    return env


def seed(folder, events):
    started = time.monotonic()
    subprocess.run([f"{BUILD}/gatehousectl", "seed", "--events", str(events), "--data", folder + "/data"], check=True,
                   env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started


def measure(mode, conninfo, folder):
    command = [f"{BUILD}/tests/bench-browse", mode, conninfo]
    return json.loads(subprocess.run(command, env=environment(folder), check=True, text=True,
                                     stdout=subprocess.PIPE).stdout)


def psql_ms(postgres, sql, rounds=15):
    script = "\\timing on\n" + (sql + " \\g /dev/null\n") * rounds
    output = subprocess.run(["psql", "-XqAt"], env=postgres.environment(DATABASE), input=script, check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    return statistics.median(float(line.split()[1]) for line in output.splitlines() if line.startswith("Time:"))


class Adminer:
    """Logged in, on PHP's own web server."""

    def __init__(self, postgres):
        self.host = postgres.host
        port = free_port()
        self.base = f"http://127.0.0.1:{port}/"
        self.server = subprocess.Popen(["php", "-S", f"127.0.0.1:{port}", ADMINER], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        login = {"driver": "pgsql", "server": self.host, "username": "postgres", "password": postgres.password,
                 "db": DATABASE}
        data = urllib.parse.urlencode({f"auth[{name}]": value for name, value in login.items()}).encode()
        deadline = time.monotonic() + 20
        while True:
            try:
                self.opener.open(self.base, data, timeout=20).read()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def page_ms(self, page, rounds):
        query = urllib.parse.urlencode({"pgsql": self.host, "username": "postgres", "db": DATABASE, "ns": "console",
                                        "select": "events", "order[0]": "received_at", "desc[0]": "1", "limit": "200",
                                        "page": str(page)})
        times = []
        for _ in range(rounds):
            started = time.monotonic()
            body = self.opener.open(f"{self.base}?{query}", timeout=300).read()
            times.append((time.monotonic() - started) * 1000)
            if body.count(b"<tr") < 200:
                raise RuntimeError("adminer shows no rows")
        return statistics.median(times)

    def stop(self):
        self.server.terminate()
        self.server.wait()


def run(folder, events):
    print(f"seeding {events:,} events ...", file=sys.stderr)
    seeded = seed(folder, events)
    serve = [f"{BUILD}/gatehousectl", "serve", "--listen", "127.0.0.1:0", "--data", folder + "/data"]
    server = Server("gateway", serve, environment(folder))
    try:
        postgres = Postgres(folder + "/data")
        postgres.run(DATABASE, "VACUUM ANALYZE")
        conninfo = postgres.conninfo(DATABASE)
        found = {"seed_s": seeded, "pages": measure("pages", conninfo, folder)}
        for mode in ("walk", "query-model", "table-model"):
            print(f"{mode} ...", file=sys.stderr)
            found[mode] = measure(mode, conninfo, folder)
        found["psql_first_ms"] = psql_ms(postgres, FIRST_PAGE)
        found["psql_half_ms"] = psql_ms(postgres, FIRST_PAGE + f" OFFSET {events // 2}", 3)
        adminer = Adminer(postgres)
        try:
            found["adminer_first_ms"] = adminer.page_ms(0, 9)
            found["adminer_half_ms"] = adminer.page_ms(events // 400, 3)
        finally:
            adminer.stop()
        return found
    finally:
        server.stop()


def table(found):
    pages, walk = found["pages"], found["walk"]
    query, model = found["query-model"], found["table-model"]
    rows = [
        ("first page, from no connection", f"{pages['first_page_ms']:.1f} ms",
         f"QSqlQueryModel {query['first_ms']:,.0f} ms, QSqlTableModel {model['first_ms']:,.0f} ms"),
        ("first page", f"{pages['page_ms']:.2f} ms",
         f"libpq {pages['page_libpq_ms']:.2f}, psql {found['psql_first_ms']:.2f}, "
         f"adminer {found['adminer_first_ms']:.0f} ms"),
        ("page at half depth", f"{pages['half_ms']:.2f} ms",
         f"libpq {pages['half_libpq_ms']:.2f}, OFFSET in psql {found['psql_half_ms']:.0f}, "
         f"adminer {found['adminer_half_ms']:.0f} ms"),
        ("page at the end", f"{pages['end_ms']:.2f} ms", f"libpq {pages['end_libpq_ms']:.2f} ms"),
        ("page of one tenant", f"{pages['filtered_page_ms']:.2f} ms", ""),
        ("look-up by subject", f"{pages['lookup_ms']:.2f} ms", ""),
        ("path in the payload", f"{pages['path_filter_ms']:.2f} ms", ""),
        ("jump to a time", f"{pages['jump_ms']:.2f} ms", f"longest {pages['jump_max_ms']:.1f} ms"),
        ("search, first hit", f"{pages['first_hit_ms']:.0f} ms", "a tenth of the way down"),
        ("search, all rows", f"{pages['search_ms']:,.0f} ms", f"sequential scan {pages['seqscan_ms']:,.0f} ms"),
        ("all rows paged through", f"{walk['all_ms']:,.0f} ms",
         f"QSqlQueryModel {query['all_ms']:,.0f} ms, QSqlTableModel {model['all_ms']:,.0f} ms"),
        ("memory for them", f"{walk['rss_added_mb']:.0f} MB",
         f"QSqlQueryModel {query['rss_added_mb']:,.0f} MB, QSqlTableModel {model['rss_added_mb']:,.0f} MB"),
    ]
    for what, ours, others in rows:
        print(f"{what:32} {ours:>12}   {others}")


def report(found):
    pages, walk = found["pages"], found["walk"]
    if walk["rows"] != pages["events"]:
        print(f"paged through {walk['rows']:,} rows of {pages['events']:,}", file=sys.stderr)
    table(found)
    deep = max(pages["half_ms"] / pages["half_libpq_ms"], pages["end_ms"] / pages["end_libpq_ms"])
    figures = {
        "first_page_ms": pages["first_page_ms"],
        "page_vs_libpq": pages["page_ms"] / pages["page_libpq_ms"],
        "deep_page_vs_libpq": deep,
        "jump_ms": pages["jump_ms"],
        "rss_added_mb": walk["rss_added_mb"],
        "rss_vs_qsqlquerymodel": walk["rss_added_mb"] / found["query-model"]["rss_added_mb"],
        "search_vs_seqscan": pages["seqscan_ms"] / pages["search_ms"],
        "path_filter_ms": pages["path_filter_ms"],
        "adminer_vs_page": found["adminer_first_ms"] / pages["page_ms"],
    }
    conditions = {"events": pages["events"], "seed_seconds": round(found["seed_s"]), "cpus": os.cpu_count(),
                  "system": platform.platform()}
    print(json.dumps({"bench": "browse", "figures": {key: round(value, 3) for key, value in figures.items()},
                      "conditions": conditions}))
    return 0 if walk["rows"] == pages["events"] else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    try:
        return report(run(folder, arguments.events))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
