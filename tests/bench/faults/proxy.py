"""A TCP proxy that can cut all that runs through it."""
import asyncio

from faults.loop import reset


class Proxy:
    def __init__(self, loop, port):
        self.loop = loop
        self.to = port
        self.cuts = 0
        self.open = set()
        self.port = loop.listen(self._serve)

    def cut(self):
        """Both sides of every connection get a reset, with whatever was on its way."""
        self.loop.call(self._cut)

    def _cut(self):
        self.cuts += len(self.open) // 2
        for writer in self.open:
            if not writer.is_closing():
                reset(writer)
        self.open.clear()

    async def _serve(self, reader, writer):
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.to, limit=1024 * 1024)
        except OSError:
            reset(writer)
            return
        self.open |= {writer, back}
        await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
        self.open -= {writer, back}

    @staticmethod
    async def _pump(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()
