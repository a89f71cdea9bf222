"""Join a room and leave it: what is sent, that nothing else is, and that no check waits for it."""

import json
import os
import socket
import subprocess
import sys
import threading
import types

import jupyterlab_driver as lab
import pytest
from room_class import running

from nnlearn.checks import api, check, hint, join, leave, quiz, registry
from nnlearn.checks.exercise import Exercise, Question, Quiz, Wrong
from nnlearn.checks.progress_record import record_at
from nnlearn.checks.room import address as address_module
from nnlearn.checks.room import join as join_module
from nnlearn.checks.room import sender
from nnlearn.checks.room.address import Address, address_of, unreachable
from nnlearn.grading import process

HINTS = ("first", "second", "third")
EXERCISES = (
    Exercise(id="90.1", title="Count", reference=3, hints=HINTS, wrong={"one too many": Wrong(4, "Count again.")}),
    Exercise(id="90.2", title="Count more", reference=4, hints=HINTS),
)
QUIZZES = (Quiz("90.recall", Question("Which?", (("this", "yes"), ("that", "no")), answer="a")),)
SOMEWHERE = "http://192.0.2.1:8000/#abcd-2345"


@pytest.fixture(autouse=True)
def lesson(monkeypatch):
    """Register lesson 90, and no other; leave every room at the end."""
    module = types.ModuleType("nnlearn.lessons.made_up.exercises")
    module.EXERCISES, module.QUIZZES = EXERCISES, QUIZZES
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(registry.MODULES, "90", module.__name__)
    monkeypatch.setattr("nnlearn.checks.registry.lessons", lambda: ["90"])
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    monkeypatch.delenv(process.MARK, raising=False)
    record_at.cache_clear()
    yield
    monkeypatch.setattr(join_module, "send", lambda *given: (200, {}))
    leave()
    assert api.listeners == []


@pytest.fixture
def room():
    """Give a room on loopback: its Server and the address to join."""
    with running(["90"]) as (server, address):
        yield server, f"http://{address.place}/#{address.token}"


@pytest.fixture
def sent(monkeypatch):
    """Give the list of what is sent, in place of a network; `sent.status` is what the room answers, 0 for silence."""

    class Sent(list):
        status = 200

        def __call__(self, address, what, said):
            self.append((address.place, what, json.loads(json.dumps(said))))
            if self.status == 0:
                raise TimeoutError
            return self.status, {"number": 7, "kept": False}

    sent = Sent()
    monkeypatch.setattr(join_module, "send", sent)
    monkeypatch.setattr(sender, "send", sent)
    return sent


def marks(server):
    return [one["marks"] for one in server.standing.picture()["learners"]]


def test_a_check_arrives(room, capsys):
    server, address = room
    join(address, name="Ada")
    said = capsys.readouterr().out
    assert f"You have joined the room at {address_of(address).place} as Ada, number 1." in said
    assert "Never what you wrote" in said
    assert "The room keeps nothing after it closes." in said
    assert marks(server) == [[None, None]]
    check("90.1", 4)
    lab.wait_for(lambda: marks(server)[0][0], 5, "no news")
    assert marks(server) == [[{"passed": False, "tries": 1, "mistake": "one too many"}, None]]
    check("90.1", 3)
    lab.wait_for(lambda: marks(server)[0][0]["passed"], 5, "no news")
    assert marks(server) == [[{"passed": True, "tries": 2, "mistake": None}, None]]
    capsys.readouterr()
    leave()
    assert "nothing more is sent, and your row is gone from its page" in capsys.readouterr().out
    assert marks(server) == []
    check("90.2", 4)
    assert marks(server) == []


def test_what_is_sent_is_what_was_told_and_nothing_else(sent):
    check("90.1", 7)
    assert sent == []
    join(SOMEWHERE, name="  Ada   Lovelace ")
    key = join_module.key_of(address_of(SOMEWHERE), "Ada Lovelace")
    assert sent == [("192.0.2.1:8000", "/join", {"key": key, "name": "Ada Lovelace"})]
    hint("90.1")
    quiz("90.recall", answer="b")
    check("90.1")  # not started
    check("90.7", 1)  # not there
    check("90.2", "a secret")
    lab.wait_for(lambda: len(sent) > 1, 5, "no news")
    news = {"key": key, "exercise": "90.2", "passed": False, "tries": 1, "mistake": None}
    assert sent[1:] == [("192.0.2.1:8000", "/news", news)]
    leave()
    check("90.2", 4)
    assert sent[2:] == [("192.0.2.1:8000", "/leave", {"key": key})]


NOBODY_JOINED = """
import sys
from nnlearn.checks import check, hint, progress, quiz
opened = []
sys.addaudithook(lambda event, given: opened.append(event) if event.startswith("socket.") else None)
check("02.1", lambda weight, bias, x: x @ weight > 0); hint("02.1"); quiz("02.recall", answer="aaa"); progress()
assert opened == [], opened
assert "http.client" not in sys.modules
import socket; socket.socket().close()
print("heard:", *opened)
"""


def test_without_joining_no_socket_is_opened():
    done = subprocess.run([sys.executable, "-c", NOBODY_JOINED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("heard: socket.__new__\n")  # the hook hears


def test_a_check_does_not_wait_for_a_room_that_hangs(sent, monkeypatch):
    hangs = threading.Event()

    def hanging(*given):
        hangs.wait()
        answer = sent(*given)
        if len(sent) == 2:  # joining is the first
            raise MemoryError
        return answer

    monkeypatch.setattr(sender, "send", hanging)
    join(SOMEWHERE, name="Ada")
    join_module._joined["room"].sender.pause = 0.01
    for answer in range(50):
        assert not check("90.2", 10 + answer)  # returns, though nothing gets through
    assert not hangs.is_set()
    room = join_module._joined["room"]
    assert len(room.sender.waiting) <= 2  # one for each exercise, however many checks
    hangs.set()
    lab.wait_for(lambda: sent[-1][2].get("tries") == 50, 5, "the last news did not arrive")


def test_a_room_that_is_gone_is_told_once_and_tried_again(sent, capsys):
    join(SOMEWHERE, name="Ada")
    room = join_module._joined["room"]
    sent.status = 0
    for id in ("90.1", "90.2", "90.1", "90.2", "90.2"):
        tries = len(sent)
        check(id, 9)
        lab.wait_for(lambda tries=tries: len(sent) > tries and room.sender.fault, 5, "not tried")
    assert capsys.readouterr().out.count(sender.SILENT) == 1
    sent.status, before = 200, len(sent)
    check("90.1", 3)
    lab.wait_for(lambda: not room.sender.waiting and not room.sender.fault, 5, "not sent again")
    latest = {said["exercise"]: (said["passed"], said["tries"]) for _, _, said in sent[before:]}
    assert latest == {"90.1": (True, 3), "90.2": (False, 3)}


def test_a_pause_ends_without_a_new_check(monkeypatch, sent):
    sent.status = 0
    one = sender.Sender(address_of(SOMEWHERE), "k", pause=0.01)
    one.start()
    one.tell({"exercise": "90.1"})
    lab.wait_for(lambda: len(sent) > 3, 5, "not tried again")
    sent.status = 200
    lab.wait_for(lambda: not one.fault, 5, "not sent")
    one.close()
    one.join()


@pytest.mark.parametrize("status", [403, 409])
def test_a_room_that_takes_no_more_gets_no_more(status, sent, capsys):
    join(SOMEWHERE, name="Ada")
    sent.status = status
    check("90.1", 9)
    room = join_module._joined["room"]
    lab.wait_for(lambda: not room.sender.open, 5, "still open")
    check("90.1", 9)
    check("90.1", 9)
    room.sender.join()
    assert len(sent) == 2
    assert capsys.readouterr().out.count(sender.ENDED) == 1


def test_another_room_or_name_takes_the_place_of_the_first(sent):
    join(SOMEWHERE, name="Ada")
    join(SOMEWHERE, name="Ada")  # the same row
    assert [what for _, what, _ in sent] == ["/join", "/join"]
    join(SOMEWHERE, name="Ada L")
    assert [what for _, what, _ in sent[2:]] == ["/join", "/leave"]
    sent.status = 0
    join("http://192.0.2.2:8000/#abcd-2345", name="Ada")  # does not answer: the first stays
    assert join_module._joined["room"].name == "Ada L"
    assert len(api.listeners) == 1


def test_a_restarted_kernel_finds_its_row_and_another_learner_has_another(monkeypatch, tmp_path):
    place = address_of(SOMEWHERE)
    key = join_module.key_of(place, "Ada")
    assert key == join_module.key_of(address_of(SOMEWHERE), "Ada")
    others = [join_module.key_of(place, "Ben"), join_module.key_of(Address(place.host, place.port, "other"), "Ada")]
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "of_another_account.json"))
    others.append(join_module.key_of(place, "Ada"))
    monkeypatch.setattr(join_module.uuid, "getnode", lambda: 1)
    others.append(join_module.key_of(place, "Ada"))
    assert len({key, *others}) == 5


def test_a_notebook_that_is_checked_joins_nothing(sent, monkeypatch, capsys):
    assert join_module.CHECKED == process.MARK
    monkeypatch.setenv(process.MARK, "x")
    join(SOMEWHERE, name="Ada")
    assert sent == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        (None, "Ada", "got NoneType"),
        ("192.168.1.20:8000", "Ada", "expected the whole address"),
        ("https://192.168.1.20:8000/#abcd-2345", "Ada", "expected the whole address"),
        ("http://192.168.1.20:8000/", "Ada", "the part after # is missing"),
        ("http://192.168.1.20:99999/#abcd-2345", "Ada", "expected the whole address"),
        ("http://[::1/#abcd-2345", "Ada", "expected the whole address"),
        ("x" * 1000, "Ada", "a very long text"),
        (SOMEWHERE, "", "expected a name of 1 to 40 characters"),
        (SOMEWHERE, "a" * 41, "expected a name of 1 to 40 characters"),
        (SOMEWHERE, "a\u202eb", "expected a name of 1 to 40 characters"),
    ],
)
def test_what_cannot_be_joined_is_one_sentence(address, name, words, sent, capsys):
    join(address, name=name)
    said = capsys.readouterr().out
    assert said.startswith("You have not joined: ")
    assert words in said
    assert sent == []
    assert api.listeners == []


def test_a_wrong_token_a_closed_room_and_something_else(room, capsys):
    _, address = room
    join(address[:-1] + "9" * (address[-1] != "9") + "8" * (address[-1] == "9"), name="Ada")
    assert "copy all of it, also what stands after #" in capsys.readouterr().out
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    join(f"http://127.0.0.1:{port}/#abcd-2345", name="Ada")
    assert f"No room answers at 127.0.0.1:{port}" in capsys.readouterr().out
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer():
            connection, _ = other.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(b"220 mail.example ESMTP\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        join(f"http://127.0.0.1:{other.getsockname()[1]}/#abcd-2345", name="Ada")
        thread.join()
    assert "is not a room" in capsys.readouterr().out


def test_a_room_that_does_not_answer_has_a_cure(monkeypatch, capsys):
    monkeypatch.setattr(address_module, "SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and says nothing
        join(f"http://127.0.0.1:{silent.getsockname()[1]}/#abcd-2345", name="Ada")
    assert "A firewall there may block Python" in capsys.readouterr().out
    place = address_of(SOMEWHERE)
    assert "firewall" in unreachable(place, OSError(address_module.errno.EHOSTUNREACH, "No route to host"))
    assert "no machine called 192.0.2.1" in unreachable(place, socket.gaierror(-2, "Name or service not known"))


def test_leaving_a_room_that_is_gone(sent, capsys):
    join(SOMEWHERE, name="Ada")
    sent.status = 0
    capsys.readouterr()
    leave()
    assert "nothing more is sent, but it did not answer: your row stays there" in capsys.readouterr().out
    leave()
    assert "You are in no room" in capsys.readouterr().out
    assert os.environ.get(process.MARK) is None
