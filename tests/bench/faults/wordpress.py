"""The receiver: takes every delivery and writes down its key. It does not go by the key, on purpose."""
import asyncio
import collections
import json
import time

DELAY = 0.05  # of each answer: so that deliveries are under way when the fault comes
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"
REFUSAL = b"HTTP/1.1 422 Unprocessable Entity\r\nContent-Length: 0\r\n\r\n"
STORM = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n"


class WordPress:
    def __init__(self, loop):
        self.taken = collections.Counter()  # how often, by key
        self.keys = collections.defaultdict(set)  # by the provider's id
        self.refused = 0
        self.refuses_all = False
        self.storm_ends = 0.0
        self.port = loop.listen(self._serve)

    def storm(self, seconds):
        self.storm_ends = time.monotonic() + seconds

    def times_taken(self, event):
        return sum(self.taken[key] for key in list(self.keys.get(event, ())))

    async def _serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
                body = await reader.readexactly(int(headers["content-length"]))
                writer.write(await self._answer(headers["idempotency-key"], body))
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    async def _answer(self, key, body):
        if self.refuses_all:
            self.refused += 1
            return REFUSAL
        if time.monotonic() < self.storm_ends:
            self.refused += 1
            return STORM
        # Before the answer: what is cut off now was done all the same.
        self.taken[key] += 1
        self.keys[json.loads(body)["raw"]["id"]].add(key)
        await asyncio.sleep(DELAY)
        return OK
