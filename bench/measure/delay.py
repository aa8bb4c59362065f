"""A proxy that holds back what passes, as a long way does, and counts how often the two sides took turns."""
import queue
import socket
import threading
import time


class DelayingProxy:
    """Listens on a port of its own. What it counts is that of all connections since the last reset."""

    def __init__(self, port, one_way=0.0):
        self.target = port
        self.one_way = one_way
        self.lock = threading.Lock()
        self.reset()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def reset(self):
        with self.lock:
            self.connections = 0
            self.turns = 0
            self.sent = 0
            self.received = 0
            self.last = None

    @property
    def round_trips(self):
        """One for each connection, and one each time that the client spoke after it had heard something."""
        return self.connections + self.turns

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.connections += 1
                self.last = None
            threading.Thread(target=self._open, args=(client,), daemon=True).start()

    def _open(self, client):
        time.sleep(2 * self.one_way)  # the handshake of TCP
        server = socket.create_connection(("127.0.0.1", self.target))
        for one in (client, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pass(client, server, True)
        self._pass(server, client, False)

    def _pass(self, source, sink, is_client):
        waiting = queue.Queue()

        def read():
            while True:
                try:
                    data = source.recv(65536)
                except OSError:
                    data = b""
                self._count(is_client, len(data))
                waiting.put((time.monotonic() + self.one_way, data))
                if not data:
                    return

        def write():
            while True:
                due, data = waiting.get()
                time.sleep(max(0.0, due - time.monotonic()))
                try:
                    if data:
                        sink.sendall(data)
                    else:
                        sink.shutdown(socket.SHUT_WR)
                        return
                except OSError:
                    return

        threading.Thread(target=read, daemon=True).start()
        threading.Thread(target=write, daemon=True).start()

    def _count(self, is_client, length):
        if not length:
            return
        with self.lock:
            if is_client:
                self.sent += length
                # What the client says first is no answer yet.
                self.turns += self.last is False
            else:
                self.received += length
            self.last = is_client
