"""Join an instructor's live view, and leave it: what is sent, and until when."""

import hashlib
import os
import platform
import uuid

from nnlearn.checks import api
from nnlearn.checks.box import Box, say
from nnlearn.checks.progress_file import progress_path
from nnlearn.checks.progress_record import record
from nnlearn.checks.room.address import address_of, refused, send, unreachable
from nnlearn.checks.room.sender import Sender

MAX_NAME = 40  # characters, as in nnlearn/room/news.py
CHECKED = "NNLEARN_RUN"  # in the environment of a notebook that `nnlearn check` runs (nnlearn/grading/process.py)
SENT = (
    "Two things were sent: your name, and a code that keeps your row apart from others (made from this address, your "
    "name and this machine). From now on each `check` in this notebook sends that code, the exercise, whether it "
    "passed, how many tries you have had, and the course's own name of the mistake, if the check recognised one. Never "
    "what you wrote, your answers to quizzes, hints or files.",
    "It travels unencrypted, so choose a name that you would write on the board. It ends when you call `leave()`, "
    "which also removes your row, or when this kernel ends: a new kernel sends nothing until you join again.",
)
NOT_KEPT = "The room keeps nothing after it closes."
KEPT = "Your instructor keeps what comes in, in a file on that machine; `leave()` does not remove it there."
_joined: dict = {}  # "room": the Room, while there is one


class Room:
    """A room that this kernel has joined; it is called with each result of a check."""

    def __init__(self, address, name):
        self.address, self.name = address, name
        self.key = key_of(address, name)
        self.sender = Sender(address, self.key)
        self.said = set()

    def __call__(self, result):
        if result.status in ("passed", "not yet"):
            tries = record().read().get(result.id, {}).get("tries", 1)
            mistake = None if result.passed else result.mistake
            self.sender.tell({"exercise": result.id, "passed": result.passed, "tries": tries, "mistake": mistake})
        fault = self.sender.fault
        if fault and fault not in self.said:  # each sentence once
            self.said.add(fault)
            say(fault)


def key_of(address, name):
    """Return what tells this learner's row from another's: the same after a restart of the kernel."""
    machine = (uuid.getnode(), platform.node(), os.path.expanduser("~"), str(progress_path()))
    return hashlib.sha256(repr((address.token, name, machine)).encode("utf-8", "replace")).hexdigest()[:32]


def join(address, name=""):
    """Let your instructor see how your checks go, until you call `leave()` or this kernel ends.

    Parameters
    ----------
    address : str
        What the instructor shows: "http://192.168.1.20:8000/#abcd-2345".
    name : str
        What the instructor's page calls you: any 1 to 40 characters.

    Notes
    -----
    Before you join, nothing is sent anywhere. What is sent is shown when you join: never your code. A room that does
    not answer slows no check down.

    Examples
    --------
    >>> join("192.168.1.20", name="Ada")
    You have not joined: expected the whole address that your instructor shows, as in \
join("http://192.168.1.20:8000/#abcd-2345", name="Ada"); got '192.168.1.20'
    """
    if os.environ.get(CHECKED):
        return  # somebody checks this notebook: it is not the learner who joins
    _join(address, " ".join(str(name).split())).show()


def leave():
    """Send nothing more to the room that you joined, and remove your row from its page.

    Examples
    --------
    >>> leave()
    You are in no room, and nothing is sent anywhere.
    """
    room = _joined.get("room")
    said = "You are in no room, and nothing is sent anywhere."
    if room is not None:
        gone = "and your row is gone from its page" if _end(room) else "but it did not answer: your row stays there"
        said = f"You have left the room at {room.address.place}: nothing more is sent, {gone}."
    Box(said).show()


def _join(address, name):
    """Join, and return what to show."""
    try:
        place = address_of(address)
        if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
            raise ValueError(
                f'expected a name of 1 to {MAX_NAME} characters, as in join("...", name="Ada"); got {name!r}'
            )
    except ValueError as wrong:
        return Box(f"You have not joined: {wrong}")
    new = Room(place, name)
    try:
        status, answer = send(place, "/join", {"key": new.key, "name": name})
    except (OSError, ValueError) as error:
        return Box(f"You have not joined. {unreachable(place, error)} Your checks work without it.")
    if status != 200 or not isinstance(answer, dict):
        return Box(f"You have not joined. {refused(status, answer)} Your checks work without it.")
    before = _joined.get("room")
    if before is not None:
        (_stop if before.key == new.key else _end)(before)
    _joined["room"] = new
    new.sender.start()
    api.listeners.append(new)
    number = answer.get("number")
    as_number = f", number {number}" if isinstance(number, int) else ""
    kept = KEPT if answer.get("kept") else NOT_KEPT
    return Box(f"You have joined the room at {place.place} as {name}{as_number}.", lines=(*SENT, kept))


def _stop(room):
    """Send nothing more."""
    room.sender.close()
    if room in api.listeners:
        api.listeners.remove(room)
    _joined.pop("room", None)


def _end(room):
    """Stop, and ask the room to forget this learner; return whether it has."""
    _stop(room)
    try:
        return send(room.address, "/leave", {"key": room.key})[0] == 200
    except (OSError, ValueError):
        return False
