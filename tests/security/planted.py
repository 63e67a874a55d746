#!/usr/bin/env python3
"""Plants secrets in a gateway by every way that they come in, uses them, and looks for them in all that it writes;
then personal data, which with masking on may stand in no answer of the API and in nothing that gatehousectl prints, and
of a tenant whose bodies are sealed not in the database either.

Places: its log, a dump of its database, the database's files and write-ahead log, everything else in its folders,
what the admin API and /metrics answer, and the core file of a gateway that is aborted. Each secret is looked for as
it is, in hex and in base64. The files that are there to hold secrets are named below. Prints a table; exit code 1 when
a secret is found.
"""
import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CTL = ROOT / "build" / "release" / "gatehousectl"
# Theirs is to hold secrets, in clear, for their owner alone.
KEPT = {"gateway.env", "data/local.env", "data/admin.token", "data/credentials.json", "data/master.key"}


def plant(name):
    return f"planted-{name}-{uuid.uuid4().hex}"


class WordPress(http.server.BaseHTTPRequestHandler):
    """Refuses every other delivery, and sends back what it was sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.count += 1
        self.send_response(422 if self.server.count % 2 else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"message": "seen: " + str(dict(self.headers))}).encode() + body)

    def log_message(self, *_):
        pass


class Gateway:
    def __init__(self, folder, secrets):
        self.folder, self.secrets = pathlib.Path(folder), secrets
        self.wordpress = http.server.ThreadingHTTPServer(("127.0.0.1", 0), WordPress)
        self.wordpress.count = 0
        threading.Thread(target=self.wordpress.serve_forever, daemon=True).start()
        environment = self.folder / "gateway.env"
        environment.write_text(
            f"PROVIDER_SECRETS_STRIPE=acme:{secrets['stripe']}\nHMAC_SHARED_SECRET={secrets['deliveries']}\n"
            f"GATEHOUSE_ADMIN_TOKEN={secrets['admin token']}\nWORDPRESS_TOKEN={secrets['wordpress token']}\n"
            f"WORDPRESS_BASE_URL=http://127.0.0.1:{self.wordpress.server_port}\n")
        environment.chmod(0o600)
        self.log = open(self.folder / "gateway.log", "wb")
        self.process = subprocess.Popen(
            [CTL, "serve", "--listen", "127.0.0.1:0", "--data", self.folder / "data", "--env", environment],
            stdout=subprocess.PIPE, stderr=self.log, cwd=self.folder, text=True,
            env={"PATH": os.environ["PATH"], "HOME": folder, "XDG_CONFIG_HOME": folder + "/config",
                 "XDG_DATA_HOME": folder + "/share", "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2))
        self.url = self.process.stdout.readline().split()[-1]

    def call(self, method, path, body=None, token=None, headers=None):
        """Status and text, also of refusals."""
        headers = dict(headers or {}, Authorization="Bearer " + (token or self.secrets["admin token"]))
        if body is not None:
            headers["Content-Type"] = "application/json"
        if path.startswith("/admin") and method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def webhook(self, secret, kind="invoice.paid", **what):
        body = json.dumps({"id": str(uuid.uuid4()), "object": "event", "type": kind,
                           "created": int(time.time()), "data": {"object": {"id": "in_1", **what}}}).encode()
        now = int(time.time())
        digest = hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
        return self.call("POST", "/api/webhooks/stripe/ingest?tenant=acme", body, self.secrets["bearer of a webhook"],
                         {"Stripe-Signature": f"t={now},v1={digest}", "Cookie": self.secrets["cookie of a webhook"]})

    def dump(self):
        credentials = json.loads((self.folder / "data" / "credentials.json").read_text())
        socket = (self.folder / "data" / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        env = dict(os.environ, PGHOST=socket, PGPORT="5432", PGUSER="postgres", PGPASSWORD=credentials["postgres"])
        return subprocess.run(["pg_dump", "--inserts", "gatehouse"], env=env, check=True, capture_output=True).stdout

    def abort(self):
        self.process.send_signal(signal.SIGABRT)
        self.process.wait(30)
        self.wordpress.shutdown()


def expect(answer, *statuses):
    if answer[0] not in statuses:
        raise RuntimeError(f"answered {answer[0]}: {answer[1][:300]}")
    return json.loads(answer[1])


def use(gateway, secrets):
    """Every way in, with refusals, too."""
    for _ in range(6):
        expect(gateway.webhook(secrets["stripe"]), 202)
        expect(gateway.webhook(plant("forged")), 401)
    admin = "/admin/v1/"
    reason = {"reason": "planted"}
    expect(gateway.call("POST", admin + "secrets/stripe/acme/rotate", {"secret": secrets["stripe, new"], **reason}),
           201)
    expect(gateway.webhook(secrets["stripe, new"]), 202)
    made = expect(gateway.call("POST", admin + "secrets/github/acme/rotate", reason), 201)
    secrets["github, made here"] = made["secret"]
    made = expect(gateway.call("POST", admin + "tokens", {"name": "planted", "role": "viewer", **reason}), 201)
    secrets["token, made here"] = made["token"]
    expect(gateway.call("GET", admin + "events", token=secrets["token, made here"]), 200)
    expect(gateway.call("GET", admin + "events", token=secrets["guessed token"]), 401)
    expect(gateway.call("POST", admin + "destinations", {
        "name": "shop", "base_url": "https://wp.example", "signing_secret": secrets["destination's secret"],
        "auth": {"type": "basic", "user": "anna", "password": secrets["destination's password"]}}), 201)
    tell_of_alerts(gateway, secrets)
    expect(gateway.call("POST", admin + "verify", {"source": "stripe", "headers": {"Stripe-Signature": "t=1,v1=00"},
                                                   "body": "{}", "secret": secrets["given to verify"]}), 200)
    expect(gateway.call("POST", admin + "secrets/stripe/acme/test", reason), 200)
    wait_for_deliveries(gateway)


def tell_of_alerts(gateway, secrets):
    """To who does not listen."""
    admin, reason = "/admin/v1/alert-channels", {"reason": "planted"}
    made = expect(gateway.call("POST", admin, {"channels": [
        {"name": "chat", "kind": "slack", "url": "http://127.0.0.1:1/services/" + secrets["webhook of alerts"]},
        {"name": "mail", "kind": "email", "smtp_url": "smtp://127.0.0.1:1", "from": "alerts@example.com",
         "to": ["anna@example.com"], "user": "gatehouse", "password": secrets["mail server's password"]}], **reason}),
        200)
    for channel in made["channels"]:
        tried = expect(gateway.call("POST", f"{admin}/{channel['id']}/test", reason), 200)
        assert not tried["is_sent"] and tried["error"].startswith("127.0.0.1:1"), tried


def wait_for_deliveries(gateway):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        jobs = expect(gateway.call("GET", "/admin/v1/jobs?status=succeeded"), 200)["items"]
        letters = expect(gateway.call("GET", "/admin/v1/dlq"), 200)["items"]
        if jobs and letters:
            return
        time.sleep(0.2)
    raise RuntimeError("nothing was delivered")


def answers(gateway):
    lists = ["events", "jobs", "dlq", "audit", "secrets", "tokens", "destinations", "routes", "whoami", "healthz",
             "secrets/stripe/acme/usage", "workers", "circuit-breakers", "alert-channels", "alert-rules", "alerts"]
    text = [gateway.call("GET", "/admin/v1/" + path)[1] for path in lists]
    for event in json.loads(text[0])["items"]:
        for below in ("", "/raw", "/timeline"):
            text.append(gateway.call("GET", f"/admin/v1/events/{event['id']}{below}")[1])
    text.append(gateway.call("GET", "/metrics")[1])
    return "\n".join(text).encode()


def personal(gateway):
    """Masked, and sealed: what was planted, what was said, and what the database has of the sealed one."""
    code = uuid.uuid4().hex[:8]
    planted = {"e-mail": f"jane{code}@example.com", "name": f"Jane{code}", "phone": f"+49170{int(code, 16) % 10**8:08}",
               "street": f"Lane{code}", "e-mail in a note": f"joe{code}@example.org"}
    sealed = {"sealed body": f"sealed-{uuid.uuid4().hex}"}
    admin, reason = "/admin/v1/", {"reason": "planted"}
    expect(gateway.webhook(gateway.secrets["stripe, new"], customer_email=planted["e-mail"], phone=planted["phone"],
                           shipping={"name": planted["name"], "address": {"line1": planted["street"]}},
                           description=f"write to {planted['e-mail in a note']}"), 202)
    expect(gateway.call("POST", admin + "privacy", {"masking": "on", **reason}), 200)
    expect(gateway.call("POST", admin + "body-keys/acme", {"sealed": True, **reason}), 200)
    expect(gateway.webhook(gateway.secrets["stripe, new"], "product.created", description=sealed["sealed body"]), 202)
    token = gateway.folder / "token"
    token.write_text(gateway.secrets["admin token"])
    token.chmod(0o600)
    said = [answers(gateway)]
    events = expect(gateway.call("GET", admin + "events"), 200)["items"]
    for command in (["events", "list", "--json"], ["jobs", "list", "--json"], ["dlq", "list", "--json"],
                    *(["events", "show", event["id"], "--json"] for event in events)):
        said.append(subprocess.run([CTL, *command, "--url", gateway.url, "--token-file", token], check=True,
                                   capture_output=True, cwd=gateway.folder).stdout)
    token.unlink()
    return planted, said, sealed


def forms(secret):
    plain = secret.encode()
    yield plain
    yield plain.hex().encode()
    for offset in range(3):  # wherever it begins in a base64 text
        encoded = base64.b64encode(b"x" * offset + plain)
        yield encoded[(0, 4, 4)[offset]:-4]


def search(data, secrets):
    return sorted({name for name, secret in secrets.items() if any(form in data for form in forms(secret))})


def files(folder, chosen):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and name not in KEPT and chosen(name):
            with contextlib.suppress(OSError):
                yield path.read_bytes()


def report(places, secrets, what="secrets"):
    print(f"\n{len(secrets)} {what} planted: {', '.join(secrets)}\n")
    print(f"{'place':58}{'bytes':>14}   found")
    isClean = True
    for place, chunks in places:
        size, found = 0, set()
        for data in chunks:
            size += len(data)
            found.update(search(data, secrets))
        print(f"{place:58}{size:>14,}   {', '.join(sorted(found)) or '0'}")
        isClean = isClean and not found
    return 0 if isClean else 1


def main():
    folder = tempfile.mkdtemp(prefix="gatehouse-security-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    names = ["stripe", "stripe, new", "deliveries", "admin token", "wordpress token", "bearer of a webhook",
             "cookie of a webhook", "guessed token", "destination's secret", "destination's password",
             "given to verify", "webhook of alerts", "mail server's password"]
    secrets = {name: plant(name.replace(" ", "-").replace(",", "").replace("'", "")) for name in names}
    try:
        gateway = Gateway(folder, secrets)
        try:
            use(gateway, secrets)
            said, dump = answers(gateway), gateway.dump()
            planted, shown, sealed = personal(gateway)
            sealed_dump = gateway.dump()
        finally:
            gateway.abort()
        core = pathlib.Path("/proc/sys/kernel/core_pattern").read_text().strip()
        cores = list(files(folder, lambda name: name.rsplit("/", 1)[-1].startswith("core")))
        places = [
            ("log of the gateway", [(pathlib.Path(folder) / "gateway.log").read_bytes()]),
            ("answers of the admin API and /metrics", [said]),
            ("dump of the database", [dump]),
            ("files of the database, with its write-ahead log", files(folder, lambda n: n.startswith("data/postgres/"))),
            ("everything else in its folders", files(folder, lambda n: not n.startswith("data/postgres/"))),
            (f"core files after an abort ({len(cores)}; pattern {core[:20]})", cores),
        ]
        return max(report(places, secrets),
                   report([("answers and gatehousectl, with masking on", shown)], planted, "personal data"),
                   report([("dump of the database", [sealed_dump])], sealed, "sealed bodies"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
