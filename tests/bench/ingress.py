#!/usr/bin/env python3
"""./dev bench ingress: webhooks a second, beside others, in one run.

wrk with 32 connections posts GitHub webhooks of 1.5 KB with good signatures, every id new, to
`gatehousectl serve` on its private Postgres; to a Django gateway (DRF, gunicorn) that takes the same
steps on the same Postgres; to Debian's webhook, which checks the signature and runs `true`; to nginx,
which answers 202; and to Gatehouse's own HTTP and HMAC without a database. GitHub's scheme, because
it signs no time, so that signatures made beforehand stay valid, and because webhook knows it.
Postgres's own ceiling (an event and a job, prepared and pipelined, 64 a transaction) is measured on
the same server, and so are claims: jobs of the run taken and finished in batches of 64. Nothing is
delivered, as there is no Celery behind Django: the workers are paused.

Each round measures all of them in turn; medians. Ends with one line of JSON.
"""
import argparse
import hashlib
import hmac
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "tests", "bench")
BUILD = os.path.join(ROOT, "build", "release")
SECRET = "It's a Secret to Everybody"
PATH = "/api/webhooks/github/ingest?tenant=acme"
CONNECTIONS = 32
BATCH = 64
DEADLINE = 60.0


def body(number):
    """An issue that was opened, of about 1.5 KB."""
    text = f"What I did, what I saw and what I expected instead, number {number}. " * 16
    return json.dumps({
        "action": "opened",
        "issue": {"id": 1000 + number, "number": number, "title": "It does not start", "state": "open", "body": text,
                  "user": {"login": "octocat", "id": 1}, "labels": [{"name": "bug"}], "comments": 0,
                  "created_at": "2026-11-17T14:32:07Z", "updated_at": "2026-11-17T14:32:07Z"},
        "repository": {"id": 42, "full_name": "octo/hello", "private": False, "html_url": "https://example.com/octo"},
        "sender": {"login": "octocat", "id": 1, "type": "User"},
    }).encode()


def signature(data):
    return "sha256=" + hmac.new(SECRET.encode(), data, hashlib.sha256).hexdigest()


def write_requests(path):
    with open(path, "wb") as file:
        for number in range(1, 257):
            data = body(number)
            file.write(signature(data).encode() + b"\n" + data + b"\n")


def tree(pid):
    """A process and all that it started."""
    found = [pid]
    for parent in found:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children", encoding="ascii") as file:
                    found += [int(child) for child in file.read().split()]
        except FileNotFoundError:
            pass
    return found


def rss_mb(pids):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/status", encoding="ascii") as status:
                total += sum(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
        except FileNotFoundError:
            pass
    return total / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """The gateway's private server, as its superuser."""

    def __init__(self, data):
        with open(os.path.join(data, "postgres", "postmaster.pid"), encoding="utf-8") as file:
            self.host = file.read().splitlines()[4]
        with open(os.path.join(data, "credentials.json"), encoding="utf-8") as file:
            self.password = json.load(file)["postgres"]

    def environment(self, database):
        return dict(os.environ, PGHOST=self.host, PGPORT="5432", PGUSER="postgres", PGPASSWORD=self.password,
                    PGDATABASE=database)

    def conninfo(self, database):
        return f"host={self.host} port=5432 user=postgres password={self.password} dbname={database}"

    def run(self, database, sql):
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql]
        return subprocess.run(command, env=self.environment(database), check=True, text=True,
                              capture_output=True).stdout.strip()


class Server:
    """A server under test. Its memory is with all that it started, unless told otherwise."""

    def __init__(self, name, command, env=None, url=None, own_memory_only=False):
        self.name = name
        self.own_memory_only = own_memory_only
        self.process = subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE if url is None else
                                        subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = url or self.announced()

    def announced(self):
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"{self.name} did not start")
        return line.split()[-1]

    def wait(self, expected):
        """Until a signed webhook is answered as expected."""
        data = body(0)
        headers = {"Content-Type": "application/json", "X-GitHub-Event": "issues", "X-GitHub-Delivery": "first",
                   "X-Hub-Signature-256": signature(data)}
        deadline = time.monotonic() + DEADLINE
        status = None
        while time.monotonic() < deadline:
            try:
                request = urllib.request.Request(self.url + PATH, data, headers)
                with urllib.request.urlopen(request, timeout=5) as answer:
                    status = answer.status
                if status in expected:
                    return self
            except OSError as error:
                status = error
            time.sleep(0.1)
        raise RuntimeError(f"{self.name}: {status} instead of {expected}")

    def memory(self):
        return rss_mb([self.process.pid] if self.own_memory_only else tree(self.process.pid))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_gatehouse(folder):
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/share",
               PROVIDER_SECRETS_GITHUB="acme:" + SECRET, LC_ALL="C.UTF-8")
    env.pop("WORDPRESS_BASE_URL", None)
    command = [f"{BUILD}/gatehousectl", "serve", "--listen", "127.0.0.1:0", "--data", folder + "/data"]
    return Server("Gatehouse", command, env, own_memory_only=True)  # not its Postgres, which Django uses, too


def add_route(postgres):
    """GitHub has no routes of its own."""
    postgres.run("gatehouse", """
        WITH made AS (INSERT INTO gatehouse.destination (id, name, base_url)
                      VALUES (gen_random_uuid(), 'bench', 'http://wordpress.invalid') RETURNING id)
        INSERT INTO gatehouse.route (id, source, event_type, destination_id, path, mode)
        SELECT gen_random_uuid(), 'github', '*', id, '/wp-json/bench', 'live' FROM made""")
    pause_workers(postgres)


def pause_workers(postgres):
    postgres.run("gatehouse", "INSERT INTO gatehouse.worker_pause (paused_by, reason) VALUES ('bench', 'ingress')")


def start_django(folder, postgres):
    postgres.run("postgres", "CREATE DATABASE bench_django")
    env = dict(postgres.environment("bench_django"), WEBHOOK_SECRET=SECRET, PYTHONPATH=f"{HERE}/peers",
               DJANGO_SETTINGS_MODULE="django_gateway.settings", PYTHONDONTWRITEBYTECODE="1", HOME=folder)
    subprocess.run(["/usr/bin/python3", "-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"], env=env,
                   check=True)
    port = free_port()
    command = ["/usr/bin/gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(2 * os.cpu_count() + 1),
               "--worker-class", "gthread", "--threads", "8", "--backlog", "512", "--log-level", "error",
               "django_gateway.wsgi:application"]
    return Server("Django", command, env, f"http://127.0.0.1:{port}")


def start_webhook(folder):
    rule = {"match": {"type": "payload-hmac-sha256", "secret": SECRET,
                      "parameter": {"source": "header", "name": "X-Hub-Signature-256"}}}
    hooks = [{"id": "ingest", "execute-command": "/bin/true", "trigger-rule": rule, "success-http-response-code": 202,
              "http-methods": ["POST"]}]
    path = os.path.join(folder, "hooks.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(hooks, file)
    port = free_port()
    command = ["webhook", "-hooks", path, "-ip", "127.0.0.1", "-port", str(port), "-urlprefix", "api/webhooks/github"]
    return Server("webhook", command, url=f"http://127.0.0.1:{port}")


def start_nginx(folder):
    port = free_port()
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000; client_body_temp_path {folder}/nginx-body;
  server {{ listen 127.0.0.1:{port}; location / {{ default_type application/json;
    return 202 '{{"status":"queued"}}'; }} }} }}
""")
    return Server("nginx", ["nginx", "-e", f"{folder}/nginx.log", "-p", folder, "-c", path],
                  url=f"http://127.0.0.1:{port}")


def wrk(server, requests, prefix, seconds):
    """What ingress.lua says at the end."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", f"{HERE}/ingress.lua",
               server.url + PATH, "--", requests, prefix]
    output = subprocess.run(command, check=True, text=True, capture_output=True).stdout
    result = json.loads(output.splitlines()[-1])
    if result["refused"]:
        raise RuntimeError(f"{server.name} refused {result['refused']} of {result['requests']} requests")
    result["rate"] = result["requests"] / result["seconds"]
    result["rss_mb"] = server.memory()
    return result


def sync_ms(folder):
    """What one write to this disk costs: a commit cannot be faster."""
    times = []
    with open(os.path.join(folder, "sync"), "wb", buffering=0) as file:
        for _ in range(50):
            started = time.monotonic()
            file.write(b"x" * 8192)
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - started) * 1000)
    return statistics.median(times)


def per_second(command):
    count, seconds = subprocess.run(command, check=True, text=True, capture_output=True).stdout.split()
    return float(count) / float(seconds)


def stored_events(postgres):
    return int(postgres.run("gatehouse", "SELECT count(*) FROM gatehouse.webhook_event e"
                            " JOIN gatehouse.job_execution j ON j.event_id = e.id"))


def measure_claims(postgres, seconds):
    """By a queue of the benchmark's own: the gateway has no credentials for the destination, so its worker takes none."""
    postgres.run("gatehouse", "VACUUM ANALYZE gatehouse.job_execution")
    postgres.run("gatehouse", "DELETE FROM gatehouse.worker_pause")
    rate = per_second([f"{BUILD}/tests/bench-claims", postgres.conninfo("gatehouse"), "bench", str(BATCH),
                       str(seconds)])
    pause_workers(postgres)
    return rate


def measure_ceiling(postgres, folder, seconds):
    path = os.path.join(folder, "body.json")
    with open(path, "wb") as file:
        file.write(body(1))
    return per_second([f"{BUILD}/tests/bench-pg-inserts", postgres.conninfo("bench_django"), str(BATCH), str(seconds),
                       path])


def start_all(folder, servers):
    gatehouse = start_gatehouse(folder)
    servers.append(gatehouse)
    postgres = Postgres(folder + "/data")
    add_route(postgres)
    gatehouse.wait({202, 200})
    servers.append(start_django(folder, postgres).wait({202, 200}))
    servers.append(start_webhook(folder).wait({202}))
    servers.append(start_nginx(folder).wait({202}))
    servers.append(Server("HTTP + HMAC", [f"{BUILD}/tests/bench-hmac-server", SECRET]).wait({202}))
    return postgres


def run(rounds, seconds):
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    requests = os.path.join(folder, "requests")
    write_requests(requests)
    servers = []
    samples = {"Postgres": [], "claims": [], "sync": []}
    try:
        postgres = start_all(folder, servers)
        for number in range(rounds + 1):  # the first round warms up and is left out
            postgres.run("postgres", "CHECKPOINT")
            samples["sync"].append(sync_ms(folder))
            for server in servers:
                result = wrk(server, requests, f"{number}-", seconds)
                samples.setdefault(server.name, []).append(result)
                if server.name == "Gatehouse":
                    check_stored(postgres, samples["Gatehouse"])
            samples["Postgres"].append(measure_ceiling(postgres, folder, seconds))
            samples["claims"].append(measure_claims(postgres, seconds))
    finally:
        for server in reversed(servers):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return {name: list_[1:] for name, list_ in samples.items()}


def check_stored(postgres, results):
    """Each answer stands for an event with its job; those under way when wrk ended are stored without being counted."""
    answered = sum(result["requests"] for result in results)
    stored = stored_events(postgres)
    if not answered <= stored <= answered + (CONNECTIONS + 1) * (len(results) + 1):
        raise RuntimeError(f"{answered} webhooks were answered 202, and {stored} are stored with a job")


def median(results, key):
    return statistics.median(result[key] for result in results)


LABELS = {
    "Gatehouse": "Gatehouse, answer after commit",
    "Django": "Django + DRF + gunicorn, the same",
    "webhook": "Debian's webhook, HMAC, runs true",
    "nginx": "nginx, answers 202",
    "HTTP + HMAC": "Gatehouse's HTTP + HMAC alone",
}


def print_table(samples, ceiling, claims, rounds):
    print(f"{'':36}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'RSS MB':>9}   medians of {rounds}")
    for name, label in LABELS.items():
        results = samples[name]
        print(f"{label:36}{median(results, 'rate'):>9.0f}{median(results, 'p50_ms'):>9.2f}"
              f"{median(results, 'p99_ms'):>9.2f}{median(results, 'rss_mb'):>9.0f}")
    print(f"{'Postgres, two inserts, pipelined':36}{ceiling:>9.0f}")
    print(f"{'jobs claimed and finished':36}{claims:>9.0f}")


def ratio(samples, ours, other, label):
    """Of each round, because what else the machine does differs between rounds."""
    values = [mine["rate"] / (theirs if isinstance(theirs, float) else theirs["rate"])
              for mine, theirs in zip(samples[ours], samples[other])]
    mine = median(samples[ours], "rate")
    value = statistics.median(values)
    print(f"{label:36}{value:>9.2f}   {mine:.0f} / {mine / value:.0f} req/s")
    return round(value, 2)


def report(samples, rounds, seconds):
    ceiling, claims = statistics.median(samples["Postgres"]), statistics.median(samples["claims"])
    print_table(samples, ceiling, claims, rounds)
    print(f"{'one fdatasync of 8 KiB, ms':36}{statistics.median(samples['sync']):>9.2f}\n")
    figures = {
        "vs_django": ratio(samples, "Gatehouse", "Django", "against Django"),
        "vs_webhook": ratio(samples, "Gatehouse", "webhook", "against webhook"),
        "vs_postgres_pipelined": ratio(samples, "Gatehouse", "Postgres", "of Postgres's ceiling"),
        "p99_ms": round(median(samples["Gatehouse"], "p99_ms"), 2),
        "rss_mb": round(median(samples["Gatehouse"], "rss_mb"), 1),
        "hmac_only_vs_nginx": ratio(samples, "HTTP + HMAC", "nginx", "HTTP + HMAC of nginx"),
        "claims_per_s": round(claims),
    }
    conditions = {"rounds": rounds, "seconds": seconds, "connections": CONNECTIONS, "body_bytes": len(body(1)),
                  "requests_per_s": round(median(samples["Gatehouse"], "rate")), "cores": os.cpu_count(),
                  "machine": platform.machine(), "load_before": round(samples["load"], 1),
                  "sync_ms": round(statistics.median(samples["sync"]), 2)}
    print(json.dumps({"bench": "ingress", "figures": figures, "conditions": conditions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each server in each round")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    samples = run(arguments.rounds, arguments.seconds)
    report(dict(samples, load=load), arguments.rounds, arguments.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
