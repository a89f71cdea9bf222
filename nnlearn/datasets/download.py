"""Download a file from the first mirror that has it: with a time limit, resumable, checked before it gets its name.

It uses only the standard library. pooch cannot resume, and waits as long as a server sends a byte now and then.
"""

import contextlib
import http.client
import queue
import ssl
import threading
import time
import urllib.error
import urllib.request

from nnlearn.datasets.idx import verified
from nnlearn.files import write_atomically

CHUNK_BYTES = 1 << 16
GZIP = b"\x1f\x8b"  # how every gzip file begins


class Failure(Exception):
    """The reason why a mirror did not deliver the file; the next one is tried."""

    def __init__(self, reason, status=None):
        super().__init__(reason)
        self.status = status


def download(file, mirrors, target, *, patience, slowest, progress):
    """Write a file (see `mirrors.File`) to `target`, trying the mirrors in turn; one that fails moves to the end.

    What arrived before a connection broke stays in `<target>.part`; the next mirror, or the next run, resumes there.
    """
    failures = []
    for mirror in list(mirrors):
        url = mirror.rstrip("/") + "/" + file.name
        try:
            data = _whole(url, file, target.with_name(target.name + ".part"), patience, slowest, progress)
        except Failure as failure:
            failures.append(f"{url}: {failure}")
            mirrors.append(mirrors.pop(mirrors.index(mirror)))
        else:
            write_atomically(target, data)  # from memory: no other run can change what was checked
            target.with_name(target.name + ".part").unlink(missing_ok=True)
            return
    raise ConnectionError(f"no mirror gave {file.name} ({'; '.join(failures)})")


def _whole(url, file, part, patience, slowest, progress):
    """Return the bytes of the file once they are checked; wrong bytes are deleted."""
    try:
        resumed = _receive(url, file, part, patience, slowest, progress)
    except Failure as failure:
        if failure.status != 416 or not part.exists():  # 416: there is nothing after what we have
            raise
        part.unlink()
        return _whole(url, file, part, patience, slowest, progress)
    data = part.read_bytes()
    try:
        verified(data, file)
    except ValueError as error:
        part.unlink()
        if resumed:  # perhaps from two mirrors whose bytes do not fit together
            return _whole(url, file, part, patience, slowest, progress)
        raise Failure(f"sent another file, {error}") from None
    return data


def _receive(url, file, part, patience, slowest, progress):
    """Write what the mirror sends to `part`, after what is there if possible; return whether it resumed there."""
    start = part.stat().st_size if part.exists() else 0
    max_bytes = 2 * file.size + CHUNK_BYTES  # mirrors compress better or worse, but never twice as badly
    if start >= max_bytes:
        part.unlink()
        start = 0
    with contextlib.closing(_chunks(url, start, patience, slowest)) as chunks:
        headers = next(chunks)
        if start and not (headers.get("Content-Range") or "").startswith(f"bytes {start}-"):
            start = 0  # the mirror cannot resume in the middle, and sends everything
        announced = headers.get("Content-Length") or ""
        total = start + int(announced) if announced.isdecimal() and len(announced) < 20 else None
        if total is not None and total > max_bytes:
            raise Failure(f"announced {total} bytes, expected about {file.size}")
        first = next(chunks, b"")
        if not start and first[:2] != GZIP[: len(first)]:
            raise Failure(f"sent {headers.get_content_type()} that is not a gzip file")
        size = start
        with part.open("ab" if start else "wb") as out:
            while first:
                size += len(first)
                if size > max_bytes:
                    break
                out.write(first)
                if progress is not None:
                    progress(file.name, size, total or file.size)
                first = next(chunks, b"")
    if size > max_bytes:
        part.unlink()
        raise Failure(f"sent more than {max_bytes} bytes, expected about {file.size}")
    if total is not None and size < total:
        raise Failure(f"broke off after {size} of {total} bytes")
    return start > 0


def _chunks(url, start, patience, slowest):
    """Yield the headers, then the bytes; raise Failure if too little arrives in `patience` seconds.

    One thread reads and this one watches the clock, because a socket's timeout does not stop a server that sends one
    byte per second, or a name that cannot be resolved.
    """
    inbox: queue.SimpleQueue = queue.SimpleQueue()
    left = threading.Event()
    threading.Thread(target=_read, args=(url, start, patience, inbox, left), daemon=True).start()
    try:
        yield from _in_time(inbox, patience, slowest)
    finally:
        left.set()


def _in_time(inbox, patience, slowest, clock=time.monotonic):
    """Yield what arrives in `inbox`, up to b"" or an exception; the clock restarts after the headers."""
    since, got = clock(), 0
    while True:
        item = None
        with contextlib.suppress(queue.Empty):
            item = inbox.get(timeout=max(0.001, since + patience - clock()))
        if isinstance(item, Exception):
            raise Failure(_reason(item), getattr(item, "code", None))
        if item == b"":
            return
        if item is not None:
            if isinstance(item, bytes):
                got += len(item)
            else:  # the headers: the clock for the bytes starts
                since = clock()
            yield item
        if clock() >= since + patience:
            if got < slowest * patience:
                raise Failure(f"sent {got} bytes in {patience:g} s")
            since, got = clock(), 0


def _read(url, start, patience, inbox, left):
    """Put the headers, the chunks, and at the end b"" or an exception into `inbox`; runs in a thread of its own."""
    headers = {"User-Agent": "nnlearn", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        with _opener(url).open(urllib.request.Request(url, headers=headers), timeout=patience) as response:
            inbox.put(response.headers)
            while not left.is_set():
                chunk = response.read1(CHUNK_BYTES)
                inbox.put(chunk)
                if not chunk:
                    return
    except urllib.error.HTTPError as error:
        error.close()
        inbox.put(error)
    except Exception as error:
        inbox.put(error)


def _opener(url):
    """Return an opener with the environment's proxies, and the system's and certifi's certificates."""
    if not url.startswith("https:"):
        return urllib.request.build_opener()
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # Python from python.org has none on a Mac
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))


def _reason(error):
    """Return in a few words what went wrong with the connection."""
    if isinstance(error, urllib.error.HTTPError):
        if 300 <= error.code < 400:
            return "redirects that lead nowhere"
        return f"{error.code} {http.client.responses.get(error.code, '')}".strip()
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception):
        error = error.reason
    if isinstance(error, TimeoutError):
        return "no answer"
    return f"{type(error).__name__} ({' '.join(str(error).split())[:100]})"
