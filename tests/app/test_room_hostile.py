"""Requests to `nnlearn room` that nobody honest sends: refused within limits, and nothing is changed by them."""

import json
import socket

import jupyterlab_driver as lab
import pytest
from room_class import Clock, joins, key, running

from nnlearn.room import web
from nnlearn.room.news import name_of, news_of
from nnlearn.room.server import Server, named_here
from nnlearn.room.standing import Standing

MISTAKE = "the bias makes no difference"
NOT_YET = {"exercise": "02.1", "passed": False, "tries": 1, "mistake": None}
PASSED = {**NOT_YET, "passed": True}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="module")
def room():
    """Give one room for all requests that must leave it as it was."""
    with running() as (server, address):
        yield server, address


def ask(address, request):
    """Send the bytes of a request; return the status of the answer, 0 if there is none."""
    with socket.create_connection((address.host, address.port), timeout=lab.patience(10)) as connection:
        try:
            connection.sendall(request)
            return int((connection.recv(100) or b"- 0").split(b" ")[1])
        except ConnectionError:  # the server ends it before all has come
            return 0


def request(first="GET / HTTP/1.1", *headers, body=b"", host="127.0.0.1"):
    lines = [first, *([f"Host: {host}"] if host else []), *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def post(address, path, body, *headers, token=None, length=None):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = f"Content-Length: {len(body) if length is None else length}", "Content-Type: application/json"
    token = address.token if token is None else token
    return request(f"POST {path} HTTP/1.1", *told, f"Authorization: Bearer {token}", *headers, body=body)


HOSTILE = {
    "a wrong token": (lambda a: post(a, "/join", {"key": key(1), "name": "Ada"}, token="aaaa-aaaa"), 403),
    "no token": (lambda a: post(a, "/join", {"key": key(1), "name": "Ada"}, token=""), 403),
    "a token that is not ASCII": (lambda a: post(a, "/join", {"key": key(1)}, token="é"), 403),
    "a learner asks for the page's data": (
        lambda a: request("GET /standing HTTP/1.1", f"Authorization: Bearer {a.token}"),
        403,
    ),
    "a huge body": (lambda a: post(a, "/news", b"x" * 5_000_000), (413, 0)),
    "a body that is said to be huge": (lambda a: post(a, "/news", b"", length=10**11), 413),
    "a length that is not a number": (lambda a: post(a, "/news", b"", length="-1"), 400),
    "a length of a thousand digits": (lambda a: post(a, "/news", b"", length="9" * 1000), 400),
    "no end of a body": (lambda a: post(a, "/news", b"", "Transfer-Encoding: chunked"), 411),
    "no JSON": (lambda a: post(a, "/join", b"{"), 400),
    "nested without end": (lambda a: post(a, "/join", b"[" * 1990), 400),
    "a list": (lambda a: post(a, "/join", []), 400),
    "a form": (lambda a: post(a, "/join", {}).replace(b"application/json", b"text/plain"), 415),
    "a name that is a number": (lambda a: post(a, "/join", {"key": key(1), "name": 3}), 400),
    "a name that is empty": (lambda a: post(a, "/join", {"key": key(1), "name": "\u202e \n"}), 400),
    "a long name": (lambda a: post(a, "/join", {"key": key(1), "name": "a" * 41}), 400),
    "no key": (lambda a: post(a, "/join", {"name": "Ada"}), 400),
    "news of nobody": (lambda a: post(a, "/news", {"key": key(1), **PASSED}), 409),
    "an exercise that is not there": (lambda a: post(a, "/news", {"key": key(1), **PASSED, "exercise": "02.99"}), 400),
    "a list as exercise": (lambda a: post(a, "/news", {"key": key(1), **PASSED, "exercise": ["02.1"]}), 400),
    "true as tries": (lambda a: post(a, "/news", {"key": key(1), **PASSED, "tries": True}), 400),
    "a million and one tries": (lambda a: post(a, "/news", {"key": key(1), **PASSED, "tries": 1_000_001}), 400),
    "a name rebound to this machine": (lambda a: request(host="evil.example"), 403),
    "no host": (lambda a: request(host=""), 403),
    "two hosts": (lambda a: request("GET / HTTP/1.1", "Host: 127.0.0.1"), 400),
    "another page": (lambda a: post(a, "/join", {}, "Origin: http://evil.example"), 403),
    "a page without origin": (lambda a: post(a, "/join", {}, "Origin: null"), 403),
    "a question before a request from another page": (lambda a: request("OPTIONS /join HTTP/1.1"), 405),
    "a way out of the folder": (lambda a: request("GET /../../etc/passwd HTTP/1.1"), 404),
    "a folder": (lambda a: request("GET /nnlearn/ HTTP/1.1"), 404),
    "not HTTP": (lambda a: b"\x16\x03\x01 hello\r\n\r\n", 400),
    "a head without end": (lambda a: request("GET / HTTP/1.1", "X: " + "x" * 20_000), (431, 0)),
    "a header without a colon": (lambda a: request("GET / HTTP/1.1", "nonsense"), 400),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_request_is_refused_and_changes_nothing(room, case):
    server, address = room
    server.rates.clear()
    made, expected = HOSTILE[case]
    assert ask(address, made(address)) in (expected if isinstance(expected, tuple) else (expected,))
    assert server.standing.learners == {}
    assert ask(address, request()) == 200


def test_a_learner_writes_no_sentence_on_the_page():
    assert news_of({**NOT_YET, "mistake": "<script>"})["mistake"] is None
    assert news_of({**NOT_YET, "mistake": MISTAKE})["mistake"] == MISTAKE
    assert news_of({**PASSED, "mistake": MISTAKE})["mistake"] is None
    assert name_of("<b>\u200b\n Ada") == "<b> Ada"  # shown as text; tests/browser/test_browser_room.py sees it


def test_slow_clients_end_and_hold_nobody_up(monkeypatch):
    monkeypatch.setattr(web, "SECONDS", 0.3)
    with running() as (server, address):
        slow = [socket.create_connection((address.host, address.port)) for _ in range(30)]
        for one in slow:
            one.sendall(b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\n{")
        assert joins(address, 1)[0] == 200
        for one in slow:
            one.settimeout(lab.patience(5))
            with one:
                assert one.recv(10) == b""
        lab.wait_for(lambda: server.open == 0, 5, "a connection stayed open")


def test_a_fault_of_ours_is_one_answer_and_one_line(monkeypatch, capsys):
    with running() as (server, address):
        monkeypatch.setattr(server.standing, "join", lambda key, name: 1 / 0)
        assert joins(address, 1)[0] == 500
        assert ask(address, request()) == 200
    assert capsys.readouterr().err.count("ZeroDivisionError") == 1


def test_more_connections_than_it_takes_are_closed(monkeypatch):
    monkeypatch.setattr("nnlearn.room.server.MAX_CONNECTIONS", 2)
    with running() as (server, address):
        held = [socket.create_connection((address.host, address.port)) for _ in range(2)]
        lab.wait_for(lambda: server.open == 2, 5, "it did not take two")
        assert ask(address, request()) == 0
        for one in held:
            one.close()
        lab.wait_for(lambda: server.open == 0, 5, "a connection stayed open")
        assert ask(address, request()) == 200


@pytest.fixture
def quiet_server(clock):
    """Give a Server that listens nowhere, with a clock that stands still."""
    server = Server(Standing(["02"], clock), None, clock=clock)
    server.join_token = "abcd-2345"
    return server


def asked(server, path, address="10.0.0.7", method="GET", body=b"{}", **more):
    headers = {"host": "192.168.1.20:8000", "content-type": "application/json", **more.pop("headers", {})}
    try:
        return int(server.answer(web.Request(method, path, headers, body, **more), address).split(b" ")[1])
    except web.Refused as refused:
        return refused.status


def test_one_address_may_not_ask_without_end(quiet_server, clock):
    def guess(address):
        return asked(quiet_server, "/join", address, "POST", headers={"authorization": "Bearer aaaa-aaaa"})

    assert [guess("10.0.0.7") for _ in range(201)].count(403) == 200
    assert guess("10.0.0.7") == 429
    assert guess("10.0.0.8") == 403  # others are not held up
    clock.now = 0.1  # seconds: five more
    assert [guess("10.0.0.7") for _ in range(6)].count(403) == 5
    for number in range(2000):
        guess(f"address {number}")
    assert len(quiet_server.rates) <= 1000


def test_the_page_opens_on_the_instructor_s_machine_alone_unless_it_is_shared(quiet_server):
    view = {"authorization": f"Bearer {quiet_server.view_token}"}
    for path in ("/", "/page.js", "/page.css", "/standing"):
        assert asked(quiet_server, path, headers=view, same_machine=True) == 200
        assert asked(quiet_server, path, headers=view) == 403
    quiet_server.share = True
    assert asked(quiet_server, "/standing", headers=view) == 200
    assert asked(quiet_server, "/standing") == 403  # still with its token
    assert asked(quiet_server, "/join", method="POST", headers=view) == 403  # which lets nobody join


def test_every_answer_forbids_foreign_scripts():
    told = web.answer(200, {"a": 1}).decode()
    assert (
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" in told
    )
    assert "Access-Control" not in told
    for header in ("X-Content-Type-Options: nosniff", "Cache-Control: no-store", "Referrer-Policy: no-referrer"):
        assert header in told


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8000", True),
        ("192.168.1.20", True),
        ("[::1]:8000", True),
        ("LOCALHOST:80", True),
        (socket.gethostname(), True),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("", False),
        ("[", False),
    ],
)
def test_a_host_is_this_machine_or_a_number(host, ours):
    assert named_here(host) is ours
