"""A room's server: learners who joined send news, and the instructor's page asks where everybody stands.

Two tokens: with the one that learners get they can join, send and leave; only the other one shows the room. The page
opens on the instructor's own machine alone, unless it is shared.
"""

import asyncio
import contextlib
import hmac
import ipaddress
import secrets
import socket
import sys
import time

from nnlearn.room import page, web
from nnlearn.room.news import key_of, name_of, news_of
from nnlearn.room.standing import Full, Standing

MAX_CONNECTIONS = 200  # at the same time; one lasts ten seconds at most
RATE, BURST = 50.0, 200.0  # requests per second from one address, and how many at once: forty may share an address
MAX_ADDRESSES = 1000  # whose rate is known
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike on a wall
FOR_LEARNERS = (
    "This address is for a notebook: from nnlearn.checks import join, then join(ADDRESS, name=...) with all of the "
    "address that your instructor shows. The page itself opens on the instructor's machine.\n"
)


def short_token():
    """Return a token that can be typed from a wall: 31^8 possibilities, which take centuries at the rate allowed."""
    letters = [secrets.choice(LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def same(one, other):
    """Compare two tokens in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def named_here(host):
    """Return whether a Host header names this machine, or any machine by its number.

    A page of a stranger whose name was made to lead here (DNS rebinding) comes with the stranger's name.
    """
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    own = socket.gethostname().lower()
    return name.lower() in ("localhost", own, f"{own.partition('.')[0]}.local")


class Server:
    """Answers requests about one room.

    Parameters
    ----------
    standing : Standing
    listening : socket.socket
        Bound to its address.
    share : bool
        True if other machines may open the page, too.
    keep : function, optional
        Called with (name, news) of each check.
    """

    def __init__(self, standing: Standing, listening, *, share=False, keep=None, clock=time.monotonic):
        self.standing, self.listening, self.share, self.keep, self.clock = standing, listening, share, keep, clock
        self.view_token, self.join_token = secrets.token_urlsafe(24), short_token()
        self.join_address = ""  # where learners reach it
        self.open = 0
        self.rates: dict = {}  # by address: what is left in its bucket, and since when
        self.ended = asyncio.Event()

    async def serve(self):
        """Answer until `stop` is called or the task is cancelled."""
        self.loop = asyncio.get_running_loop()
        serving = await asyncio.start_server(self._connected, sock=self.listening, limit=web.MAX_HEAD)
        try:
            await self.ended.wait()
        finally:
            serving.close()

    def stop(self):
        """End `serve`, from any thread."""
        self.loop.call_soon_threadsafe(self.ended.set)

    async def _connected(self, reader, writer):
        if self.open >= MAX_CONNECTIONS:
            writer.transport.abort()
            return
        self.open += 1
        try:
            await asyncio.wait_for(self._answer(reader, writer), web.SECONDS)
            writer.close()
            await asyncio.wait_for(writer.wait_closed(), web.SECONDS)
        except (OSError, EOFError):  # too slow, or gone
            writer.transport.abort()
        finally:
            self.open -= 1

    async def _answer(self, reader, writer):
        try:
            request = await web.read(reader, writer)
            peer = writer.get_extra_info("peername") or ("",)
            data = self.answer(request, peer[0])
        except web.Refused as refused:
            data = web.answer(refused.status, refused.sentence)
        except (OSError, EOFError):  # the connection's; asyncio's IncompleteReadError is an EOFError
            raise
        except Exception as error:  # a fault of ours: one request of one learner must not close the room
            print(
                f"nnlearn room: a request failed ({type(error).__name__}: {error}). Please report this.",
                file=sys.stderr,
            )
            data = web.answer(500, "the room could not answer this")
        writer.write(data)
        await writer.drain()

    def answer(self, request, address):
        """Return the answer to a request, as bytes; Refused if there is none."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if not named_here(host) or (origin is not None and origin != f"http://{host}"):
            raise web.Refused(403, "this request was made for another machine or by another page")
        path = request.path.partition("?")[0]
        if request.method == "GET":
            return self._page(request, path)
        if request.method != "POST":
            raise web.Refused(405, "only GET and POST are answered here")
        return self._news(request, path, address)

    def _page(self, request, path):
        if path != "/standing" and path not in page.FILES:
            raise web.Refused(404, "there is nothing here")
        if not (self.share or request.same_machine):
            raise web.Refused(403, FOR_LEARNERS)
        if path in page.FILES:
            kind, text = page.FILES[path]
            return web.answer(200, text, kind)
        if not same(request.token, self.view_token):
            raise web.Refused(403, "this is not the token of the page")
        return web.answer(200, {**self.standing.picture(), "join": self.join_address, "kept": self.keep is not None})

    def _news(self, request, path, address):
        does = {"/join": self._join, "/news": self._hear, "/leave": self._leave}.get(path)
        if does is None:
            raise web.Refused(404, "there is nothing here")
        self._count(address)
        if not same(request.token, self.join_token):
            raise web.Refused(403, "this is not the token of the room")
        said = request.said()
        try:
            return web.answer(200, does(key_of(said), said))
        except KeyError:
            raise web.Refused(409, "this learner has not joined") from None
        except Full as full:
            raise web.Refused(503, str(full)) from None
        except ValueError as wrong:
            raise web.Refused(400, str(wrong)) from None

    def _join(self, key, said):
        return {"number": self.standing.join(key, name_of(said.get("name"))), "kept": self.keep is not None}

    def _hear(self, key, said):
        news = news_of(said)
        self.standing.hear(key, news)
        if self.keep is not None:
            self.keep(self.standing.learners[key].name, news)
        return {}

    def _leave(self, key, said):
        self.standing.leave(key)
        return {}

    def _count(self, address):
        """Count a request of an address, or refuse it: a bucket that holds BURST and fills at RATE."""
        now = self.clock()
        left, before = self.rates.pop(address, (BURST, now))
        left = min(left + RATE * (now - before), BURST)
        if len(self.rates) >= MAX_ADDRESSES:
            del self.rates[next(iter(self.rates))]  # the one not heard of for longest
        self.rates[address] = (max(left - 1, 0.0), now)
        if left < 1:
            raise web.Refused(429, "too many requests: wait a second")
