"""The address of a room, one message to it, and what to do if it cannot be reached."""

import errno
import json
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS = 3.0  # for each step of a message
MAX_ANSWER = 2_000  # bytes
EXAMPLE = 'join("http://192.168.1.20:8000/#abcd-2345", name="Ada")'


@dataclass(frozen=True)
class Address:
    """Where a room is, and its token.

    Parameters
    ----------
    host : str
    port : int
    token : str
    """

    host: str
    port: int
    token: str

    @property
    def place(self):
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def address_of(text):
    """Return the Address in a text, or raise a ValueError with a sentence.

    Examples
    --------
    >>> address_of(" http://192.168.1.20:8000/#abcd-2345 ").place
    '192.168.1.20:8000'
    """
    wrong = f"expected the whole address that your instructor shows, as in {EXAMPLE}"
    if not isinstance(text, str) or len(text) > 500:
        raise ValueError(f"{wrong}; got {type(text).__name__ if not isinstance(text, str) else 'a very long text'}")
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port or 80
    except ValueError:
        host = None
    if not host or parts.scheme != "http":
        raise ValueError(f"{wrong}; got {text.strip()!r}")
    if not re.fullmatch(r"[\w-]{4,80}", parts.fragment, re.ASCII):
        raise ValueError(f"{wrong}; the part after # is missing in {text.strip()!r}")
    return Address(host, port, parts.fragment)


def send(address, what, said):
    """Send one message; return (status, what was answered: a dict or a text). OSError if there is no answer.

    Parameters
    ----------
    address : Address
    what : str
        "/join", "/news" or "/leave".
    said : dict
    """
    import http.client  # only learners who join pay for it

    connection = http.client.HTTPConnection(address.host, address.port, timeout=SECONDS)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {address.token}"}
    try:
        connection.request("POST", what, json.dumps(said), headers)
        answer = connection.getresponse()
        text = answer.read(MAX_ANSWER).decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise OSError(f"not a room: {type(error).__name__}") from None
    finally:
        connection.close()
    try:
        return answer.status, json.loads(text)
    except (ValueError, RecursionError):
        return answer.status, text


def unreachable(address, error):
    """Return a sentence about a room that does not answer, with what to do."""
    if isinstance(error, socket.gaierror):
        return f"There is no machine called {address.host}: copy the address again."
    if isinstance(error, ConnectionRefusedError):
        return f"No room answers at {address.place}: copy the address again, or ask whether `nnlearn room` still runs."
    cut_off = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT)
    if isinstance(error, TimeoutError) or getattr(error, "errno", None) in cut_off:
        return (
            f"{address.place} does not answer within {SECONDS:g} seconds. A firewall there may block Python (the "
            "instructor can allow it), or this network keeps machines apart: ask for another network."
        )
    return f"What answers at {address.place} is not a room ({error}): copy the address again."


def refused(status, answer):
    """Return a sentence about a room that answered, but not with yes."""
    if status == 403:
        return "The room does not know this address's token: copy all of it, also what stands after #."
    reason = answer[:200] if isinstance(answer, str) else f"status {status}"
    return f"The room did not take this: {reason}"
