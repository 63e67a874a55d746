"""The sender: signed Stripe webhooks at a steady rate, each sent again until it is taken, as providers do."""
import collections
import hashlib
import hmac
import http.client
import itertools
import json
import threading
import time

SECRET = "whsec_faults"
PATH = "/api/webhooks/stripe/ingest?tenant=acme"
TIMEOUT = 20.0
PAUSE = 0.2  # before it is sent again; a real provider waits longer


def body(event):
    """A payment of about 1.5 KB."""
    return json.dumps({
        "id": event, "object": "event", "type": "payment_intent.succeeded", "created": 1794922327, "livemode": False,
        "data": {"object": {"id": "pi_" + event, "object": "payment_intent", "amount": 4200, "currency": "eur",
                            "description": "A subscription for a month, with all that is in it. " * 20,
                            "metadata": {"order": event}, "status": "succeeded"}},
    }).encode()


def headers(data, now):
    signature = hmac.new(SECRET.encode(), f"{now}.".encode() + data, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "Stripe-Signature": f"t={now},v1={signature}"}


class Provider:
    def __init__(self, ports, rate, connections, clock_offset):
        self.ports = ports
        self.interval = connections / rate
        self.clock_offset = clock_offset  # a function: seconds that the gateway's clock is ahead
        self.accepted = {}  # when, by id
        self.answers = collections.Counter()  # by status; 0: none came
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._lane, args=(number,), daemon=True)
                        for number in range(connections)]
        for thread in self.threads:
            thread.start()

    def not_taken(self):
        with self.lock:
            return sum(count for status, count in self.answers.items() if status not in (200, 202))

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(TIMEOUT + 5)

    def longest_pause(self):
        times = sorted(self.accepted.values())
        return max((after - before for before, after in zip(times, times[1:])), default=0.0)

    def _lane(self, number):
        line = Line(self.ports, number)
        due = time.monotonic()
        for count in itertools.count():
            if self.stopping.is_set():
                return line.close()
            self._until_taken(line, f"evt_{number}_{count}")
            due = max(due + self.interval, time.monotonic() - 1)  # what an outage held up is not made up for
            self.stopping.wait(max(0.0, due - time.monotonic()))

    def _until_taken(self, line, event):
        data = body(event)
        while not self.stopping.is_set():
            status = line.post(data, headers(data, int(time.time() + self.clock_offset())))
            with self.lock:
                self.answers[status] += 1
                if status in (200, 202):
                    self.accepted[event] = time.monotonic()
                    return
            self.stopping.wait(PAUSE)


class Line:
    """One connection that is kept; to the next gateway when this one does not answer."""

    def __init__(self, ports, number):
        self.ports = itertools.cycle(ports[number % len(ports):] + ports[:number % len(ports)])
        self.connection = None

    def post(self, data, fields):
        """The answer's status; 0: none came."""
        try:
            if not self.connection:
                self.connection = http.client.HTTPConnection("127.0.0.1", next(self.ports), timeout=TIMEOUT)
            self.connection.request("POST", PATH, data, fields)
            answer = self.connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            self.close()
            return 0

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None
