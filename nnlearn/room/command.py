"""`nnlearn room 02 03`: open the room, print the two addresses, and serve until the instructor ends it."""

import asyncio
import contextlib
import socket

from nnlearn.checks import registry
from nnlearn.room.saved import Saved
from nnlearn.room.server import Server
from nnlearn.room.standing import Standing

EVERYWHERE = ("0.0.0.0", "::")
NETWORK = (
    "If nobody can join: let Python accept incoming connections when this machine's firewall asks (for private "
    "networks). A guest network that keeps machines apart needs another one, such as a phone's hotspot."
)
HERE_ALONE = "Only notebooks on this machine can join. For the laptops of a room: nnlearn room ... --host"


def address_of_this_machine():
    """Return the address under which the room's network knows this machine; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # kept for examples: a datagram socket looks up the way there, and that is all
        return probe.getsockname()[0]
    return "127.0.0.1"


def listen(host, port):
    """Return a socket that listens, or raise an OSError with a sentence."""
    try:
        if not 0 <= port <= 65535:
            raise OSError("a port is a number up to 65535")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise OSError(
            f"cannot listen on {host} with port {port} ({why}): choose another --port, or as --host an address of this "
            "machine, after the numbers of the lessons"
        ) from None


def open_room(lessons, host="127.0.0.1", port=8000, share=False, save=None):
    """Return the Server of a room.

    Parameters
    ----------
    lessons : sequence of str
        Numbers; none: the lessons from which news comes.
    host : str
        Where it listens.
    port : int
        0 for any that is free.
    share : bool
        Whether other machines may open the page.
    save : str, optional
        A new file for what comes in.

    Returns
    -------
    Server

    Raises
    ------
    ValueError, OSError
        If a lesson has no exercises, the address cannot be had, or the file cannot be written.
    """
    numbers = [f"{one:0>2}" for one in lessons]
    for number in numbers:
        if number not in registry.lessons():
            raise ValueError(f"lesson {number!r} has no exercises: expected some of {', '.join(registry.lessons())}")
    listening = listen(host, port)
    try:
        server = Server(Standing(numbers), listening, share=share, keep=Saved(save) if save else None)
    except OSError:
        listening.close()
        raise
    reached = address_of_this_machine() if host in EVERYWHERE else host
    server.join_address = (
        f'from nnlearn.checks import join; join("{url(listening, reached, server.join_token)}", name="Ada")'
    )
    return server


def url(listening, host, token):
    """Return an address of the room."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/#{token}"


def told(server, host, share, save):
    """Return what the instructor reads when the room opens."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    alone = host in ("127.0.0.1", "::1", "localhost")
    page = url(server.listening, address_of_this_machine() if share and host in EVERYWHERE else here, server.view_token)
    opens = "for everybody who has this address" if share else "it opens on this machine only"
    return "\n\n".join(
        [
            f"Your page ({opens}):\n\n    {page}",
            f"Learners who want to be on it run this in a notebook, each with a name:\n\n    {server.join_address}",
            HERE_ALONE if alone else NETWORK,
            f"What comes in is kept in {save}; learners are told." if save else "Nothing is kept when the room closes.",
            "Ctrl+C closes it.",
        ]
    )


def room(lessons, host, port, share, save):
    """Serve a room until Ctrl+C; return the exit status."""
    server = open_room(lessons, host, port, share, save)
    print(told(server, host, share, save), flush=True)
    with server.listening, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve())
    print(f"The room is closed{f'; what came in is in {save}' if save else ', and nothing was kept'}.")
    return 0
