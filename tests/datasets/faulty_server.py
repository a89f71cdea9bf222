"""A server on this machine that fails as servers on the network do, in one way per address."""

import contextlib
import gzip
import http.server
import re
import socket
import struct
import threading

import jupyterlab_driver as lab

ZEROS = 60_000_000


class Handler(http.server.BaseHTTPRequestHandler):
    """Handle paths such as /404/file.gz: the first part is the fault, the last one the file."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        _, fault, name = self.path.split("/", 2)
        self.close_connection = True
        self.content = self.server.files.get(name, b"")
        self.server.asked.append((fault, self.headers.get("Range")))
        if fault.isdecimal():
            self.send_error(int(fault))
        else:
            with contextlib.suppress(OSError):  # the client has gone
                getattr(self, fault)()

    def begin(self, length, kind="application/gzip", status=200, **more):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def good(self):
        """Send the file, or the rest of it that was asked for."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        start = int(found.group(1)) if found else 0
        if start and start >= len(self.content):
            self.begin(0, status=416)
        elif start:
            where = f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"
            self.begin(len(self.content) - start, status=206, Content_Range=where)
            self.wfile.write(self.content[start:])
        else:
            self.whole()

    def whole(self):
        """Send the file from its beginning, whatever was asked for."""
        self.begin(len(self.content))
        self.wfile.write(self.content)

    def recompressed(self):
        self.content = gzip.compress(gzip.decompress(self.content), 1)
        self.good()

    def without_length(self):
        self.begin(None)
        self.wfile.write(self.content)

    def short(self):
        self.begin(len(self.content))
        self.wfile.write(self.content[: len(self.content) // 2])

    def short_without_length(self):
        self.begin(None)
        self.wfile.write(self.content[: len(self.content) // 2])

    def short_chunked(self):
        self.begin(None, Transfer_Encoding="chunked")
        half = self.content[: len(self.content) // 2]
        self.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")

    def reset(self):
        """Cut the connection in the middle of the file."""
        self.begin(len(self.content))
        self.wfile.write(self.content[: len(self.content) // 2])
        self.wfile.flush()
        self.server.left.wait(lab.patience(0.1))  # the first half arrives
        self.cut()

    def reset_at_once(self):
        self.cut()

    def cut(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def wrong_bytes(self):
        """Send as many bytes as the file has, with one of them changed."""
        middle = len(self.content) // 2
        changed = self.content[:middle] + bytes((self.content[middle] ^ 1,)) + self.content[middle + 1 :]
        self.begin(len(changed))
        self.wfile.write(changed)

    def other_content(self):
        """Send an intact gzip file whose content is as long as the file's, but different."""
        self.content = gzip.compress(gzip.decompress(self.content)[::-1])
        self.whole()

    def html(self):
        page = b"<!DOCTYPE html><title>Please sign in to this network</title>"
        self.begin(len(page), "text/html; charset=utf-8")
        self.wfile.write(page)

    def empty(self):
        self.begin(0)

    def slow(self):
        """Send one byte at a time."""
        self.begin(len(self.content))
        for byte in self.content:
            self.wfile.write(bytes((byte,)))
            if self.server.left.wait(self.server.pause):
                return

    def slow_headers(self):
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 1000:
            self.wfile.write(bytes((byte,)))
            if self.server.left.wait(self.server.pause):
                return

    def hang(self):
        self.server.left.wait()

    def hang_in_the_middle(self):
        self.begin(len(self.content))
        self.wfile.write(self.content[:100])
        self.wfile.flush()
        self.server.left.wait()

    def redirect(self):
        self.begin(0, status=302, Location=self.path)

    def redirect_far(self):
        """Redirect to ever new addresses."""
        self.begin(0, status=302, Location=self.path + "x")

    def redirect_to_disk(self):
        self.begin(0, status=302, Location="file:///etc/hostname")

    def moved(self):
        self.begin(0, status=301, Location=self.path.replace("/moved/", "/good/"))

    def bomb(self):
        """Send a small gzip file that unpacks to 60 MB."""
        packed = gzip.compress(bytes(ZEROS), 1)
        self.begin(len(packed))
        self.wfile.write(packed)

    def endless(self):
        self.begin(None)
        while not self.server.left.is_set():
            self.wfile.write(b"\x1f\x8b" + bytes(65536))

    def huge_length(self):
        self.begin("9" * 5000)
        self.wfile.write(self.content)

    def announces_too_much(self):
        self.begin(10**12)
        self.server.left.wait()

    def nonsense(self):
        self.wfile.write(b"\x00\xff" * 5000)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def serve(files, pause=0.02):
    """Serve {name: bytes} on a free port; yield the server: `at(fault)` is a mirror, `asked` the list of requests."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.files, server.pause, server.left, server.asked = files, pause, threading.Event(), []
    server.handle_error = lambda *arguments: None  # it cuts connections itself
    server.at = lambda fault: f"http://127.0.0.1:{server.server_port}/{fault}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.left.set()
        server.shutdown()
        server.server_close()
        thread.join()
