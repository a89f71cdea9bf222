"""A room on loopback with a simulated class: learners of random patience who make the course's own mistakes."""

import asyncio
import contextlib
import socket
import threading

import numpy as np

from nnlearn.checks import registry
from nnlearn.checks.room.address import Address, send
from nnlearn.room.server import Server
from nnlearn.room.standing import Standing

NAMES = ("Ada", "Alan", "Annie", "Barbara", "Claude", "Donald", "Edsger", "Emmy", "Frances", "Grace", "Hedy", "Ida")


class Clock:
    """A clock that moves when told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@contextlib.contextmanager
def running(lessons=("02",), clock=None, **settings):
    """Serve a room in a thread of this process; give the Server and the Address with which learners reach it."""
    standing = Standing(lessons) if clock is None else Standing(lessons, clock)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(standing, listening, **settings)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
        thread.start()
        try:
            yield server, Address("127.0.0.1", listening.getsockname()[1], server.join_token)
        finally:
            server.stop()
            thread.join()


def key(number):
    """Return a learner's key."""
    return f"{number:032x}"


def joins(address, number, name=None):
    """Let a learner join; return (status, answer)."""
    said = {"key": key(number), "name": NAMES[number % len(NAMES)] if name is None else name}
    return send(address, "/join", said)


def tells(address, number, exercise, passed=False, tries=1, mistake=None):
    """Let a learner tell of a check; return (status, answer)."""
    news = {"exercise": exercise, "passed": passed, "tries": tries, "mistake": mistake}
    return send(address, "/news", {"key": key(number), **news})


def a_morning(lesson="02", learners=40, minutes=30, seed=0):
    """Yield (minute, number of the learner, news or None for joining) of a simulated class, in order."""
    rng, happens = np.random.default_rng(seed), []
    for number in range(learners):
        minute = rng.uniform(0, 4)
        happens.append((minute, number, None))
        skill = rng.uniform(0.15, 0.85)
        for exercise in registry.exercises(lesson):
            names, passed, tries = list(exercise.wrong), False, 0
            while not passed and minute < minutes:
                minute, tries = minute + rng.exponential(3), tries + 1
                passed = bool(rng.random() < skill)
                common = names and not passed and rng.random() < 0.7
                mistake = names[min(int(rng.exponential(1.5)), len(names) - 1)] if common else None
                news = {"exercise": exercise.id, "passed": passed, "tries": tries, "mistake": mistake}
                happens.append((minute, number, news))
    return sorted((one for one in happens if one[0] <= minutes), key=lambda one: one[:2])


def play(standing, clock, happens):
    """Let a room hear what happens, each at its time."""
    for minute, number, news in happens:
        clock.now = 60 * minute
        if news is None:
            standing.join(key(number), NAMES[number % len(NAMES)])
        else:
            standing.hear(key(number), news)
