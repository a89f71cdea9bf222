"""Limits hold: whatever an answer catches, it is stopped; a limit that does not hold never ends its test."""

import subprocess
import sys
import time
import types

import pytest

from nnlearn.checks.limits import TimeUp, memory_limit, time_limit


def stubborn():
    while True:
        try:  # noqa: SIM105
            time.sleep(0.01)
        except:  # noqa: E722
            pass


def test_a_bare_except_does_not_outlive_the_limit():
    before = sys.exception()
    with pytest.raises(TimeUp), time_limit(0.3):
        stubborn()
    assert sys.exception() is before


def test_what_is_stopped_leaves_no_error_behind():
    before = sys.exception()
    with pytest.raises(TimeUp), time_limit(0.05):
        time.sleep(5)
    assert sys.exception() is before


def test_a_limit_holds_while_an_earlier_one_is_being_handled():
    try:
        raise TimeUp
    except TimeUp:
        with pytest.raises(TimeUp), time_limit(0.3):
            stubborn()


def stopped_once_then_stubborn():
    with pytest.raises(TimeUp), time_limit(0.1):
        stubborn()
    stubborn()


def test_a_limit_in_a_limit_leaves_the_outer_one():
    with pytest.raises(TimeUp), time_limit(0.6):
        stopped_once_then_stubborn()


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_memory_without_end_is_an_error():
    code = (
        "from nnlearn.checks.limits import memory_limit\n"
        "with memory_limit(2 ** 27):\n"
        "    try:\n"
        "        kept = []\n"
        "        for _ in range(400): kept.append(bytearray(2 ** 20))\n"
        "    except MemoryError:\n"
        "        print('stopped at', len(kept) < 200)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "stopped at True"


HUNGRY = """
import functools
from nnlearn.checks import judge
from nnlearn.checks.exercise import Exercise
from nnlearn.checks.limits import memory_limit

def grow():
    kept = [bytearray(2 ** 20) for _ in range(400)]
    return len(kept), True, "It grew."

judge.memory_limit = functools.partial(memory_limit, 2 ** 27)
exercise = Exercise(id="90.1", title="Grow", hints=("a", "b", "c"), target="an end", measure=lambda answer: answer())
print(judge.judge(exercise, grow).message)
exercise = Exercise(id="90.1", title="Grow", hints=("a", "b", "c"), reference=lambda x: x, cases=((1,),))
print(judge.judge(exercise, lambda x: grow()).message)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_the_memory_of_every_form_of_exercise_is_limited():
    done = subprocess.run([sys.executable, "-c", HUNGRY], capture_output=True, text=True)
    assert done.stdout.count("90.1 Grow: not yet.") == 2, done.stderr
    assert done.stdout.count("MemoryError") == done.stdout.count("Does a list grow without end") == 2


def test_a_gpu_has_no_memory_limit(monkeypatch):
    """Its driver maps more memory than it uses."""
    gpu = types.SimpleNamespace(cuda=types.SimpleNamespace(is_available=lambda: True))
    monkeypatch.setitem(sys.modules, "torch", gpu)
    with memory_limit(1):
        assert len(bytearray(2**24)) == 2**24


def test_the_memory_limit_is_taken_back():
    with memory_limit():
        pass
    assert len(bytearray(2**20)) == 2**20
