"""One thread with asyncio in it, for the servers that the benchmark plays itself."""
import asyncio
import socket
import struct
import threading


class Loop:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def listen(self, handler):
        """Starts a server on loopback; its port."""
        start = asyncio.start_server(handler, "127.0.0.1", 0, limit=1024 * 1024)
        server = asyncio.run_coroutine_threadsafe(start, self.loop).result(10)
        return server.sockets[0].getsockname()[1]

    def call(self, function):
        self.loop.call_soon_threadsafe(function)

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)


def reset(writer):
    """Ends a connection with RST instead of FIN, and what was not yet sent is gone."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
