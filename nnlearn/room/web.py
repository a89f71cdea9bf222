"""Read one HTTP request within limits of bytes and seconds, and write one answer: all that a room needs of HTTP."""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus

MAX_HEAD, MAX_BODY = 8_000, 2_000  # bytes
SECONDS = 5.0  # for a request, and again for its answer
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}


class Refused(Exception):
    """A request that is not answered as asked.

    Parameters
    ----------
    status : int
    sentence : str
        What is said in place of the answer.
    """

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Request:
    """One request: its method and path, its headers by names in small letters, its body."""

    method: str
    path: str
    headers: dict
    body: bytes = b""
    same_machine: bool = False

    @property
    def token(self):
        """What follows "Bearer" in its Authorization, or ""."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    def said(self):
        """Return the JSON object in its body, or raise."""
        if self.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Refused(415, "expected application/json")
        try:
            said = json.loads(self.body)
        except (ValueError, RecursionError):
            raise Refused(400, "the body is not JSON") from None
        if not isinstance(said, dict):
            raise Refused(400, "expected a JSON object")
        return said


async def read(reader, writer):
    """Return the next Request of a connection; Refused if it breaks a limit."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except asyncio.LimitOverrunError:
        raise Refused(431, f"the head has more than {MAX_HEAD} bytes") from None
    first = head[0].split(" ")
    if len(first) != 3 or not first[2].startswith("HTTP/1."):
        raise Refused(400, "this is not HTTP/1")
    headers: dict = {}
    for line in filter(None, head[1:]):
        name, colon, value = line.partition(":")
        if not colon or name != name.strip() or name.lower() in headers:  # folded, or twice: nobody honest sends it
            raise Refused(400, "a header is wrong or comes twice")
        headers[name.lower()] = value.strip()
    if "transfer-encoding" in headers:
        raise Refused(411, "say how long the body is")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Refused(400, "the length of the body is not a number")
    if int(length) > MAX_BODY:
        raise Refused(413, f"the body has more than {MAX_BODY} bytes")
    body = await reader.readexactly(int(length))
    peer, here = (writer.get_extra_info(name) for name in ("peername", "sockname"))
    same = bool(peer and here) and peer[0] == here[0]  # who reaches this machine from itself has its own address
    return Request(first[0], first[1], headers, body, same)


def answer(status, body, kind="text/plain"):
    """Return the bytes of an answer; a body that is not text is sent as JSON."""
    if not isinstance(body, str):
        body, kind = json.dumps(body), "application/json"
    data = body.encode("utf-8")
    told = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(data)), **HEADERS}
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data
