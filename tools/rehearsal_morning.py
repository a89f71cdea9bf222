"""The morning of `rehearsal.py`: what happens on a learner's machine, and on the instructor's, without a network."""

import contextlib
import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

MAX_SECONDS = 1800  # of one command
NOTEBOOK = "exercises/02_perceptron_exercises.ipynb"
RIGHT = "def predict(weight, bias, x):\n    return (x @ weight + bias >= 0).astype(int)\n"
ANSWERS = {  # what a simulated learner hands in: whether it passes
    "right": (RIGHT, True),
    "no bias": (RIGHT.replace(" + bias", ""), False),
    "not started": ("def predict(weight, bias, x):\n    ...\n", False),
    "an error": (RIGHT.replace("weight +", "weights +"), False),
}
LEARNERS = 40
LEARNER = RIGHT + (
    "from nnlearn.checks import check, join, leave\nimport sys\n"
    "join(sys.argv[1], name=sys.argv[2])\ncheck('02.1', predict if sys.argv[2] == 'Ada' else 3)\ninput()\nleave()\n"
)
DECKS = """
import shutil, sys
from pathlib import Path
from playwright.sync_api import sync_playwright
failed = []
with sync_playwright() as start:
    browser = start.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    decks = sorted(path for path in Path(sys.argv[1]).glob("[0-9]*.html"))
    count = 0
    for deck in decks:
        page.goto(deck.as_uri())
        page.wait_for_function("() => window.Reveal?.isReady()")
        count += page.evaluate("() => Reveal.getTotalSlides()")
    browser.close()
assert decks and count > 10 * len(decks), f"{len(decks)} decks, {count} slides"
assert not failed, failed[:3]
print(f"{len(decks)} decks, {count} slides, nothing missing")
"""


class Failure(Exception):
    """A step failed, and the text says how."""


class Skip(Exception):
    """A step cannot be done on this machine."""


def environment():
    """Return an environment in which pip finds offline/ alone, and nothing of this machine's own settings counts."""
    own = ("PIP_", "NNLEARN_", "JUPYTER", "PYTHON", "MAKE", "MFLAGS", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {**kept, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHONUNBUFFERED": "1"}


def run(command, folder, env=None):
    """Run a command to its end; return what it printed, or raise with its last lines."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")} if env is None else env
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    done = subprocess.run(command, cwd=folder, env=around, stdin=subprocess.DEVNULL, timeout=MAX_SECONDS, **streams)
    if done.returncode:
        own = [line for line in done.stdout.splitlines() if line.startswith("nnlearn")]  # it says the cure
        said = last("\n".join(own)) or last(done.stdout, 3)
        raise Failure(f"{' '.join(map(str, command))[:80]} ended with {done.returncode}: {said}")
    return done.stdout


def last(printed, lines=1):
    """Return the last lines that say something, as one."""
    return " / ".join([line.strip() for line in printed.splitlines() if line.strip()][-lines:])[:400]


def python(course):
    return str(course / ".venv" / "bin" / "python")


def browser(folder):
    """Bring what drives Chromium into the instructor's clone, as `make test` would; learners do without it."""
    instructor = folder / "instructor"
    run([python(instructor), "-m", "pip", "install", "-q", "playwright", "-c", "requirements.lock"], instructor)
    return "Playwright, for the decks"


def nnlearn(course, *words):
    """Return the command nnlearn of a learner's course."""
    return [python(course), "-m", "nnlearn", *words]


def course_of(folder):
    """Return the learner's course, once unpacked."""
    found = [path.parent for path in (folder / "learner").glob("*/Makefile")]
    if not found:
        raise Failure("there is no unpacked handout: play the step unpack first")
    return found[0]


def loopback():
    """Switch the loopback on, which a new namespace has switched off (Linux)."""
    import fcntl
    import struct

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


def cut(folder):
    """Prove that there is no network: a datagram finds no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            return f"the network is cut: {error.strerror}"
    raise Skip("the network cannot be cut here: only pip is kept from it")


def unpack(folder):
    """Unpack the handout, and put offline/ beside it, as from a USB stick."""
    dist = folder / "instructor" / "dist"
    packed = sorted(dist.glob("*handout*.zip"))
    if not packed:
        raise Failure(f"there is no handout in {dist}")
    shutil.rmtree(folder / "learner", ignore_errors=True)
    with zipfile.ZipFile(packed[0]) as file:
        file.extractall(folder / "learner")
    course = course_of(folder)
    shutil.copytree(folder / "instructor" / "offline", course / "offline")
    return f"{packed[0].name} and {len(list((course / 'offline').iterdir()))} packages"


def install(folder):
    """Install on the learner's machine from offline/ alone."""
    run(["make", "lab", "LAB_ARGS=--version"], course_of(folder), environment())
    return "from offline/ alone"


def doctor(folder):
    """Let the doctor look at the learner's machine: no fault."""
    return last(run(nnlearn(course_of(folder), "doctor"), course_of(folder), environment()))


def lab(folder):
    """Open the learner's JupyterLab, and let it answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"LAB_ARGS=--no-browser --port={port} --ServerApp.port_retries=0"
    with started(["make", "lab", options], course_of(folder), environment()):
        waited(lambda: answers(f"http://127.0.0.1:{port}/api"), "JupyterLab did not answer")
    if not (course_of(folder) / "course" / NOTEBOOK).is_file():
        raise Failure("course/ has no exercises")
    return "it answers, and course/ is there"


def check(folder):
    """Let a learner's right answer pass, and a wrong one not."""
    told = f"{RIGHT}from nnlearn.checks import check\nassert check('02.1', predict) and not check('02.1', 3)\n"
    run([python(course_of(folder)), "-c", told], course_of(folder), {**environment(), "NNLEARN_PROGRESS": "memory"})
    return "02.1"


def room(folder):
    """Open a room, let two learners join, see where they stand, and let them leave."""
    course, around = course_of(folder), {**environment(), "NNLEARN_PROGRESS": "memory"}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # one that is ignored here would be ignored there
    with started(nnlearn(course, "room", "02", "--port", "0"), course, around) as opened:
        printed = ""
        while "Ctrl+C" not in printed:
            line = opened.stdout.readline()
            if not line:
                raise Failure(f"nnlearn room ended: {last(printed)}")
            printed += line
        page, token = re.search(r"(http://\S+)/#(\S+)\n", printed).groups()
        address = re.search(r'join\("(\S+)"', printed)[1]
        with contextlib.ExitStack() as both:
            learners = [
                both.enter_context(started([python(course), "-c", LEARNER, address, name], course, around))
                for name in ("Ada", "Ben")
            ]
            waited(lambda: sorted(stands(page, token)) == [("Ada", True), ("Ben", False)], "no news of both")
            for one in learners:
                one.stdin.write("\n")
                one.stdin.flush()
            waited(lambda: stands(page, token) == [], "they did not leave")
        opened.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            printed = opened.communicate(timeout=60)[0]
        if "nothing was kept" not in printed:
            raise Failure("Ctrl+C did not close the room")
    return "two joined, were seen and left"


def stands(page, token):
    """Return (name, whether 02.1 passed) of each learner in a room who has sent anything."""
    asked = urllib.request.Request(f"{page}/standing", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        learners = json.load(answer)["learners"]
    return [(one["name"], bool(one["marks"][0] and one["marks"][0]["passed"])) for one in learners if one["at"]]


def class_of_forty(folder):
    """Check the notebooks of a simulated class, and compare the table with what they handed in."""
    course, handed = course_of(folder), folder / "handed in"
    shutil.rmtree(handed, ignore_errors=True)
    stub, expected = json.loads((course / NOTEBOOK).read_text(encoding="utf-8")), {}
    for number in range(LEARNERS):
        code, passes = list(ANSWERS.values())[number % len(ANSWERS)]
        place = handed / f"learner {number + 1:02}" / Path(NOTEBOOK).name
        place.parent.mkdir(parents=True)
        cells = [dict(cell) for cell in stub["cells"]]
        for cell in cells:
            if cell["cell_type"] == "code" and 'check("02.1"' in "".join(cell["source"]):
                cell["source"] = f'{code}\n\ncheck("02.1", predict)'
        place.write_text(json.dumps({**stub, "cells": cells}), encoding="utf-8")
        expected[place.parent.name] = passes
    command = nnlearn(course, "check", str(handed), "--out", str(folder))
    subprocess.run(command, cwd=course, env=environment(), stdout=subprocess.DEVNULL, timeout=MAX_SECONDS)  # 1: not all
    with (folder / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["exercise"] == "02.1"]
    found = {row["learner"]: row["passed"] == "yes" for row in rows}
    if found != expected:
        wrong = sorted(name for name in expected.keys() | found.keys() if found.get(name) != expected.get(name))
        raise Failure(f"{len(wrong)} verdicts are wrong: {', '.join(wrong[:3])}")
    return f"{len(found)} notebooks, {sum(found.values())} passed 02.1, as handed in"


def decks(folder):
    """Open every deck in Chromium: nothing is missing."""
    if shutil.which("chromium") is None:
        raise Skip("it needs Chromium")
    instructor = folder / "instructor"
    return last(run([python(instructor), "-c", DECKS, str(instructor / "dist" / "slides")], instructor))


@contextlib.contextmanager
def started(command, folder, env):
    """Start a command in a process group of its own; end the group afterwards."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as unread:
        if command[0] == "make":
            streams["stdout"] = unread  # nobody reads it while it runs
        process = subprocess.Popen(command, cwd=folder, env=env, start_new_session=True, **streams)
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()


def answers(address):
    """Return whether a server answers there."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def waited(condition, failure, seconds=180):
    """Wait until a condition holds, or fail."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise Failure(f"{failure} within {seconds} s")
        time.sleep(0.2)
