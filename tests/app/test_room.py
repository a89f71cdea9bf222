"""`nnlearn room`: who stands where, a class of forty at once, and what the instructor reads."""

import asyncio
import concurrent.futures
import csv
import json
import socket

import pytest
import room_class
from room_class import Clock, joins, key, running, tells

from nnlearn.app import cli
from nnlearn.checks.room.address import Address, send
from nnlearn.room import command, saved, standing
from nnlearn.room.standing import Full, Standing

NOT_YET = {"exercise": "02.1", "passed": False, "tries": 1, "mistake": None}
PASSED = {**NOT_YET, "passed": True}
MISTAKE = "the bias makes no difference"


@pytest.fixture
def clock():
    return Clock()


def row(room, number=1):
    return next(one for one in room.picture()["learners"] if one["number"] == number)


def test_who_may_need_help_comes_first(clock):
    room = Standing(["02"], clock)
    for number in range(1, 6):
        room.join(key(number), "Ada")
    room.hear(key(2), PASSED)
    for _ in range(3):
        room.hear(key(3), {**NOT_YET, "tries": 3, "mistake": MISTAKE})
    room.hear(key(4), {**NOT_YET, "tries": standing.STUCK_TRIES})
    assert [(one["number"], one["state"]) for one in room.picture()["learners"]] == [
        (4, "stuck"), (1, "working"), (3, "working"), (5, "working"), (2, "working"),
    ]  # fmt: skip
    clock.now = standing.STUCK_SECONDS
    assert [one["number"] for one in room.picture()["learners"] if one["state"] == "stuck"] == [4, 3]
    clock.now = standing.QUIET_SECONDS
    room.hear(key(5), {**NOT_YET, "tries": 2})
    assert row(room, 1)["state"] == row(room, 2)["state"] == "quiet"
    assert row(room, 5)["state"] == "working"
    assert (row(room, 5)["news"], row(room, 5)["progress"]) == (0, standing.QUIET_SECONDS)
    for id in room.ids():
        room.hear(key(5), {**PASSED, "exercise": id})
    assert row(room, 5)["state"] == "done"
    assert room.picture()["learners"][-1]["number"] == 5


def test_passes_last_and_mistakes_do_not(clock):
    room = Standing(["02"], clock)
    room.join(key(1), "Ada")
    room.hear(key(1), {**NOT_YET, "mistake": MISTAKE})
    assert room.picture()["mistakes"] == [{"exercise": "02.1", "mistake": MISTAKE, "learners": 1}]
    room.hear(key(1), {**PASSED, "tries": 2})
    room.hear(key(1), {**NOT_YET, "tries": 3, "mistake": MISTAKE})
    assert row(room)["marks"][0] == {"passed": True, "tries": 3, "mistake": None}
    assert room.picture()["mistakes"] == []
    assert [one["passed"] for one in room.picture()["exercises"]] == [1, 0, 0, 0, 0]


def test_rows_are_those_of_learners_not_of_names(clock):
    room = Standing((), clock)
    assert [room.join(key(1), "Ada"), room.join(key(2), "Ada"), room.join(key(1), "Ada")] == [1, 2, 1]
    assert room.picture()["exercises"] == []
    room.hear(key(2), {**PASSED, "exercise": "03.2"})
    assert {one["id"][:2] for one in room.picture()["exercises"]} == {"03"}  # no lesson was chosen: those with news
    room.leave(key(1))
    assert [one["number"] for one in room.picture()["learners"]] == [2]
    assert room.join(key(1), "Ada") == 3
    with pytest.raises(KeyError):
        room.hear(key(9), PASSED)


def test_ten_thousand_names_do_not_fill_the_memory(clock):
    room, refused = Standing(["02"], clock), 0
    for number in range(10_000):
        try:
            room.join(key(number), f"n{number}")
        except Full:
            refused += 1
    assert len(room.learners) == standing.MAX_LEARNERS == 10_000 - refused


def test_a_class_of_forty_at_once(tmp_path):
    keep = saved.Saved(tmp_path / "room.csv")
    with running(keep=keep) as (server, address), concurrent.futures.ThreadPoolExecutor(40) as pool:

        def morning(number):
            status, told = joins(address, number, "=Ada()")
            assert (status, told["kept"]) == (200, True)
            for tries in (1, 2):
                assert tells(address, number, "02.1", tries == 2, tries, MISTAKE) == (200, {})
            assert tells(address, number, "02.2", mistake="the sign of the error is flipped")[0] == 200
            return told["number"]

        assert sorted(pool.map(morning, range(40))) == list(range(1, 41))
        assert [one["passed"] for one in server.standing.picture()["exercises"][:2]] == [40, 0]
        assert server.standing.picture()["mistakes"][0]["learners"] == 40
        assert send(address, "/leave", {"key": key(7)}) == (200, {})
        assert tells(address, 7, "02.1")[0] == 409
        assert len(server.standing.learners) == 39
    with keep.path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 120
    assert {line["learner"] for line in lines} == {"'=Ada()"}
    with pytest.raises(FileExistsError, match="choose another name"):
        saved.Saved(keep.path)


def test_a_full_disk_is_told_once(tmp_path, capsys):
    keep = saved.Saved(tmp_path / "room.csv")
    keep.path.unlink()
    keep.path.mkdir()
    keep("Ada", PASSED)
    keep("Ada", PASSED)
    assert capsys.readouterr().err.count("cannot be written") == 1


def test_what_the_instructor_reads(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "address_of_this_machine", lambda: "192.168.1.20")
    for host, share, save in (
        ("127.0.0.1", False, None),
        ("0.0.0.0", False, str(tmp_path / "a.csv")),
        ("0.0.0.0", True, None),
    ):
        server = command.open_room(["2"], host, 0, share, save)
        with server.listening:
            told, port = command.told(server, host, share, save), server.listening.getsockname()[1]
        there, page = ("127.0.0.1" if host == "127.0.0.1" else "192.168.1.20"), "192.168.1.20" if share else "127.0.0.1"
        assert f'join("http://{there}:{port}/#{server.join_token}", name="Ada")' in told
        assert f"http://{page}:{port}/#{server.view_token}" in told
        assert ("this machine only" in told) is not share
        assert ("--host" in told) is (host == "127.0.0.1")
        assert ("firewall" in told) is (host == "0.0.0.0")
        assert ("a.csv; learners are told" in told) is (save is not None)
        assert server.standing.lessons == ("02",)


def test_ctrl_c_closes_the_room(monkeypatch, capsys):
    def interrupted(serving):
        serving.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(asyncio, "run", interrupted)
    assert cli.main(["room", "02", "--port", "0"]) == 0
    assert "The room is closed, and nothing was kept." in capsys.readouterr().out


def test_what_cannot_be_is_one_sentence(capsys, tmp_path):
    (tmp_path / "old.csv").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for arguments, words in (
            (["99"], "'99' has no exercises"),
            (["--port", str(taken.getsockname()[1])], "choose another --port"),
            (["--port", "99999"], "choose another --port"),
            (["--host", "203.0.113.77"], "an address of this machine"),
            (["--port", "0", "--save", str(tmp_path / "old.csv")], "choose another name"),
        ):
            assert cli.main(["room", *arguments]) == 1
            err = capsys.readouterr().err
            assert words in err
            assert err.count("\n") == 1


def test_a_simulated_class_is_the_same_each_time(clock):
    room = Standing(["02"], clock)
    room_class.play(room, clock, room_class.a_morning())
    picture = room.picture()
    states = [one["state"] for one in picture["learners"]]
    assert len(states) == 40
    assert states == sorted(states, key=standing.STATES.index)
    assert set(states) == set(standing.STATES)
    assert json.loads(json.dumps(picture)) == picture


def test_an_address_in_eight_groups():
    assert Address("::1", 80, "abcd").place == "[::1]:80"
