#!/usr/bin/env python3
"""./dev bench rotation: are webhooks dropped while secrets rotate?

Two `gatehousectl serve` on one Postgres. A provider for each of the ten sources posts signed webhooks, alternately to
both, 200 a second in all. While they do, the secret of every source is rotated over the admin API. A second after the
answer (in which the other process hears of it) the provider signs with the new secret, but one in five is a late retry
that is still signed with the old one; one in twenty is signed by somebody who knows neither. The overlap of every other
source ends by itself; the old secret of the rest is revoked before its end. The load goes on after that.

  wrongly refused   signed with a secret that was valid until the answer, and not taken
  wrongly accepted  signed with none that was valid: a forgery, or the old secret a second after its end
  retired after     ms from the end of the old secret to the last request that it let in (0: none after the end)

Ends with one line of JSON, and with 1 when something was wrongly refused or accepted.
"""
import argparse
import datetime
import http.client
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import uuid

from ingress import BUILD, Postgres, Server
from rotation.senders import SENDERS, body_of, new_secret

TENANT = "acme"
TOKEN = "bench-admin-token-0123456789"
TOLD_AFTER = 1.0
GRACE = 1.0  # an old secret may be let in that long after its end


def start_gateways(folder, secrets):
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/share",
               GATEHOUSE_ADMIN_TOKEN=TOKEN, LC_ALL="C.UTF-8")
    env.update({f"PROVIDER_SECRETS_{source.upper()}": f"{TENANT}:{secret}" for source, secret in secrets.items()})
    for name in ("WORDPRESS_BASE_URL", "WORDPRESS_TOKEN"):
        env.pop(name, None)
    serve = [f"{BUILD}/gatehousectl", "serve", "--listen", "127.0.0.1:0"]
    first = Server("first gateway", serve + ["--data", folder + "/data"], env)
    postgres = Postgres(folder + "/data")
    env["GATEHOUSE_MASTER_KEY_FILE"] = folder + "/data/master.key"
    del env["GATEHOUSE_ADMIN_TOKEN"]  # the first one has stored it
    second = Server("second gateway", serve + ["--database", postgres.conninfo("gatehouse")], env)
    return [first, second]


def admin(url, method, path, body=None):
    request = urllib.request.Request(f"{url}/admin/v1/{path}", method=method,
                                     data=json.dumps(body).encode() if body else None,
                                     headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json",
                                              "Idempotency-Key": str(uuid.uuid4())})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


class Provider(threading.Thread):
    """One source's: sends at its rate, and writes down what it was answered."""

    def __init__(self, source, secret, urls, rate, seed):
        super().__init__(daemon=True)
        self.source = source
        self.random = random.Random(seed)
        self.urls = urls
        self.interval = 1 / rate
        self.old, self.new = secret, None
        self.new_from = None  # when the provider begins to sign with it
        self.old_until = None  # when the old one ended
        self.sent = []  # (kind, started, ended, status)
        self.stopping = threading.Event()
        self.connections = {}

    def run(self):
        due = time.time()
        while not self.stopping.is_set():
            self.send()
            due += self.interval
            time.sleep(max(0, due - time.time()))

    def pick(self):
        if self.random.random() < 0.05:
            return "forged", new_secret(self.source)
        uses_new = self.new and time.time() >= self.new_from and self.random.random() >= 0.2
        return ("new", self.new) if uses_new else ("old", self.old)

    def send(self):
        kind, secret = self.pick()
        url = self.urls[len(self.sent) % len(self.urls)]
        target = f"/api/webhooks/{self.source}/ingest?tenant={TENANT}"
        event_id = str(uuid.uuid4())
        body = body_of(self.source, event_id)
        headers = SENDERS[self.source](secret, body, url + target, event_id)
        headers["Content-Type"] = "application/json"
        started = time.time()
        status = self.post(url, target, body, headers)
        self.sent.append((kind, started, time.time(), status))

    def post(self, url, target, body, headers):
        connection = self.connections.setdefault(url, http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc,
                                                                                 timeout=20))
        try:
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except OSError as error:
            connection.close()
            return repr(error)


def rotate(provider, url, overlap):
    """The id of the old secret's row."""
    old = admin(url, "GET", f"secrets?source={provider.source}&state=active")["items"][0]["id"]
    secret = new_secret(provider.source)
    answer = admin(url, "POST", f"secrets/{provider.source}/{TENANT}/rotate",
                   {"secret": secret, "overlap_seconds": overlap, "reason": "benchmark"})
    end = datetime.datetime.fromisoformat(answer["previous_expires_at"]).timestamp()
    provider.old_until = end
    provider.new_from = time.time() + TOLD_AFTER
    provider.new = secret
    return old


def judge(provider):
    refused, accepted, late = [], [], 0.0
    for kind, started, ended, status in provider.sent:
        is_taken = status in (200, 202)
        is_valid = kind == "new" or (kind == "old" and ended < provider.old_until)
        is_over = kind == "forged" or (kind == "old" and started > provider.old_until + GRACE)
        if is_valid and not is_taken:
            refused.append((kind, status))
        if is_over and is_taken:
            accepted.append((kind, status))
        if kind == "old" and is_taken:
            late = max(late, started - provider.old_until)
    return refused, accepted, max(0.0, late) * 1000


def count(provider, kind):
    return sum(1 for each in provider.sent if each[0] == kind)


def run(folder, arguments):
    secrets = {source: new_secret(source) for source in SENDERS}
    gateways = start_gateways(folder, secrets)
    urls = [gateway.url for gateway in gateways]
    providers = [Provider(source, secret, urls, arguments.rate / len(secrets), number)
                 for number, (source, secret) in enumerate(secrets.items())]
    try:
        for provider in providers:
            provider.start()
        time.sleep(arguments.seconds)
        olds = [rotate(provider, urls[0], arguments.overlap) for provider in providers]
        time.sleep(arguments.overlap / 2)
        for provider, old in list(zip(providers, olds))[1::2]:
            admin(urls[0], "POST", f"secrets/{old}/revoke", {"reason": "benchmark"})
            provider.old_until = time.time()
        time.sleep(arguments.overlap / 2 + arguments.seconds)
    finally:
        for provider in providers:
            provider.stopping.set()
        for provider in providers:
            provider.join(30)
        for gateway in reversed(gateways):
            gateway.stop()
    return providers


def report(providers, arguments):
    print(f"{'source':14}{'new':>7}{'old':>7}{'forged':>8}{'wrongly refused':>17}{'wrongly accepted':>18}"
          f"{'retired after ms':>18}   how")
    totals = {"wrongly_refused": 0, "wrongly_accepted": 0, "retire_ms": 0.0}
    for number, provider in enumerate(providers):
        refused, accepted, late = judge(provider)
        totals["wrongly_refused"] += len(refused)
        totals["wrongly_accepted"] += len(accepted)
        totals["retire_ms"] = max(totals["retire_ms"], round(late, 1))
        print(f"{provider.source:14}{count(provider, 'new'):>7}{count(provider, 'old'):>7}"
              f"{count(provider, 'forged'):>8}{len(refused):>17}{len(accepted):>18}{late:>18.0f}   "
              f"{'revoked' if number % 2 else 'overlap ended'}")
        for kind, status in (refused + accepted)[:3]:
            print(f"    {kind}: {status}")
    sent = sum(len(provider.sent) for provider in providers)
    conditions = {"rate": arguments.rate, "requests": sent, "gateways": 2, "overlap_s": arguments.overlap,
                  "cores": os.cpu_count(), "machine": platform.machine()}
    print(json.dumps({"bench": "rotation", "figures": totals, "conditions": conditions}))
    return 1 if totals["wrongly_refused"] or totals["wrongly_accepted"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=200, help="webhooks a second, of all sources")
    parser.add_argument("--overlap", type=int, default=12, help="seconds")
    parser.add_argument("--seconds", type=float, default=5, help="of load before the rotations, and after the end")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    os.chmod(folder, 0o711)  # for root, Postgres runs as another user
    try:
        return report(run(folder, arguments), arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
