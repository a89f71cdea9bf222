"""MNIST and Fashion-MNIST against a server that does everything wrong; IDX files whose headers lie."""

import gzip
import hashlib
import os
import queue
import socket
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from faulty_server import ZEROS, serve

from nnlearn import datasets
from nnlearn.app import cli
from nnlearn.datasets import download, idx, mirrors, optional

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "mnist"
QUICK = {"patience": 0.7, "slowest": 10_000}  # like 5 s and 1000 bytes per second, but for a quick test
CALM = {"patience": 20.0}  # a busy machine may take longer


def idx_bytes(array):
    header = bytes((0, 0, 8, array.ndim)) + b"".join(length.to_bytes(4, "big") for length in array.shape)
    return header + array.astype(np.uint8).tobytes()


RNG = np.random.default_rng(0)
DIGITS, LABELS = RNG.integers(0, 256, (200, 28, 28)), np.arange(200) % 10
CONTENT = {"images.gz": idx_bytes(DIGITS), "labels.gz": idx_bytes(LABELS)}
PACKED = {name: gzip.compress(content, mtime=0) for name, content in CONTENT.items()}


def file(name, known=True):
    sha = [hashlib.sha256(part[name]).hexdigest() for part in (PACKED, CONTENT)]
    return mirrors.File(name, len(PACKED[name]), sha[0], len(CONTENT[name]), sha[1] if known else None)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Put small sets in place of MNIST, whose content is known, and Fashion-MNIST, where only the gzip file is."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name, known in (("mnist", True), ("fashion_mnist", False)):
        parts = (file("images.gz", known), file("labels.gz", known))
        monkeypatch.setitem(mirrors.SOURCES, name, mirrors.Source(("http://127.0.0.1:9/",), {"train": parts}))


@pytest.fixture
def server():
    with serve(PACKED) as server:
        yield server


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def is_whole(folder):
    assert names(folder) == ["images.gz", "labels.gz"]
    for path in folder.rglob("*.gz"):
        assert gzip.decompress(path.read_bytes()) == CONTENT[path.name]


# What the mirror does, what the error says, and whether the beginning of the file stays for the next run.
FAULTS = [
    ("403", "403 Forbidden", False),
    ("404", "404 Not Found", False),
    ("503", "503 Service Unavailable", False),
    ("reset", "ConnectionResetError|broke off after", True),
    ("reset_at_once", "ConnectionResetError|RemoteDisconnected", False),
    ("short", "broke off after .* of|IncompleteRead", True),
    ("short_chunked", "IncompleteRead", True),
    ("short_without_length", "sent another file, it breaks off after", False),
    ("wrong_bytes", "sent another file, ", False),
    ("other_content", "sent another file, the SHA-256 of its content is", False),
    ("html", "sent text/html that is not a gzip file", False),
    ("empty", "sent another file, it breaks off", False),
    ("slow", r"sent \d+ bytes in 0.7 s", True),
    ("slow_headers", "sent 0 bytes in 0.7 s|no answer", False),
    ("hang", "sent 0 bytes in 0.7 s|no answer", False),
    ("hang_in_the_middle", "sent (0|100) bytes in 0.7 s|no answer", True),
    ("redirect", "redirects that lead nowhere", False),
    ("redirect_far", "redirects that lead nowhere", False),
    ("redirect_to_disk", "redirects that lead nowhere", False),
    ("bomb", r"sent another file, it unpacks to more than the expected \d+ bytes", False),
    ("endless", r"sent more than \d+ bytes, expected about", False),
    ("announces_too_much", "announced 1000000000000 bytes, expected about", False),
    ("nonsense", "BadStatusLine|sent text/plain that is not a gzip file", False),
]
WAITS = ("slow", "slow_headers", "hang", "hang_in_the_middle")


def limits(fault):
    return QUICK if fault in WAITS else CALM


@pytest.mark.parametrize(("fault", "words", "stays"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_is_one_clear_error_and_leaves_no_bad_file(fault, words, stays, server, tmp_path):
    with pytest.raises(ConnectionError, match=words) as caught:
        datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at(fault)], **limits(fault))
    said = str(caught.value)
    assert server.at(fault) + "images.gz: " in said
    assert "\n" not in said
    assert "by hand, or use digits(), which ships with the course" in said
    assert names(tmp_path) == (["images.gz.part"] if stays else [])
    if stays:
        beginning = (tmp_path / "mnist/images.gz.part").read_bytes()
        assert PACKED["images.gz"].startswith(beginning)
        assert beginning


@pytest.mark.parametrize("fault", [row[0] for row in FAULTS])
def test_after_a_fault_the_next_mirror_is_asked(fault, server, tmp_path):
    goods = [server.at("good")] * (3 if fault in WAITS else 1)  # a busy machine may be late as well
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at(fault), *goods], **limits(fault))
    is_whole(tmp_path)
    if fault not in WAITS:
        asked = [asked for asked, _ in server.asked]
        assert asked[-2:] == ["good", "good"], "the mirror that failed is not the first for the next file"


@pytest.mark.parametrize("fault", ["good", "recompressed", "without_length", "moved", "whole", "huge_length"])
def test_what_is_no_fault_is_taken(fault, server, tmp_path):
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at(fault)], **CALM)
    is_whole(tmp_path)


def test_without_a_hash_of_the_content_only_the_original_file_counts(server, tmp_path):
    with pytest.raises(ConnectionError, match=r"its SHA-256 is \w{12}\.\.\., expected \w{12}\.\.\."):
        datasets.fetch("fashion_mnist", folder=tmp_path, mirrors=[server.at("recompressed")], **CALM)
    assert names(tmp_path) == []
    datasets.fetch("fashion_mnist", folder=tmp_path, mirrors=[server.at("good")], **CALM)
    is_whole(tmp_path)


@pytest.mark.parametrize("fault", ["reset", "short", "slow", "hang_in_the_middle"])
def test_the_next_run_goes_on_where_the_last_one_broke_off(fault, server, tmp_path):
    with pytest.raises(ConnectionError):
        datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at(fault)], **limits(fault))
    had = (tmp_path / "mnist/images.gz.part").stat().st_size
    server.asked.clear()
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("good")], **CALM)
    assert server.asked == [("good", f"bytes={had}-"), ("good", None)]
    is_whole(tmp_path)


def test_a_mirror_that_cannot_go_on_sends_all(server, tmp_path):
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist/images.gz.part").write_bytes(PACKED["images.gz"][:1000])
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("whole")], **CALM)
    assert server.asked[0] == ("whole", "bytes=1000-")
    is_whole(tmp_path)


@pytest.mark.parametrize("left", ["wrong beginning", "other compression", "whole", "too long", "far too long"])
def test_a_beginning_that_does_not_fit_is_thrown_away(left, server, tmp_path):
    packed = PACKED["images.gz"]
    part = {
        "wrong beginning": b"\x1f\x8b" + bytes(5000),
        "other compression": gzip.compress(CONTENT["images.gz"], 1, mtime=0)[:5000],
        "whole": packed,
        "too long": packed + b"more",
        "far too long": bytes(3 * len(packed) + 100_000),
    }[left]
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist/images.gz.part").write_bytes(part)
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("good")], **CALM)
    is_whole(tmp_path)


def test_html_does_not_cost_what_was_there(server, tmp_path):
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist/images.gz.part").write_bytes(PACKED["images.gz"][:1000])
    with pytest.raises(ConnectionError, match="text/html"):
        datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("html")], **CALM)
    assert (tmp_path / "mnist/images.gz.part").read_bytes() == PACKED["images.gz"][:1000]


def test_what_is_there_is_not_fetched_again_and_what_is_damaged_is(server, tmp_path):
    there = [server.at("good")]
    datasets.fetch("mnist", folder=tmp_path, mirrors=there, **CALM)
    server.asked.clear()
    datasets.fetch("mnist", folder=tmp_path, mirrors=there, **CALM)
    assert server.asked == []
    (tmp_path / "mnist/labels.gz").write_bytes(b"damaged")
    with pytest.raises(OSError, match=r"^mnist is damaged, .*labels\.gz .*: `nnlearn data fetch mnist` gets it"):
        datasets.mnist(folder=tmp_path)
    datasets.fetch("mnist", folder=tmp_path, mirrors=there, **CALM)
    assert len(server.asked) == 1
    is_whole(tmp_path)


class Script:
    """An inbox to which a mirror's items come at given seconds of a fake clock."""

    def __init__(self, *items):
        self.items, self.now = list(items), 0.0

    def get(self, timeout):
        if self.items and self.items[0][0] <= self.now + timeout:
            second, item = self.items.pop(0)
            self.now = max(self.now, second)
            return item
        self.now += timeout
        raise queue.Empty


HEADERS = {}
LATE = {  # what comes when, with 5 s of patience and 1000 bytes per second; the error; the second at which it ends
    "nothing": ([], "sent 0 bytes", 5),
    "headers, then nothing": ([(4, HEADERS)], "sent 0 bytes", 9),
    "a byte a second": ([(0, HEADERS), *((k, b"x") for k in range(1, 99))], "sent 5 bytes", 5),
    "slower and slower": ([(1, HEADERS), (2, bytes(5000)), (7, bytes(4999))], "sent 4999 bytes", 11),
    "an error": ([(1, HEADERS), (3, TimeoutError())], "no answer", 3),
}


@pytest.mark.parametrize("case", LATE)
def test_too_little_in_time_ends_it_when_the_patience_does(case):
    items, words, end = LATE[case]
    script = Script(*items)
    with pytest.raises(download.Failure, match=words):
        list(download._in_time(script, 5, 1000, clock=lambda: script.now))
    assert script.now == pytest.approx(end)


def test_a_slow_mirror_that_sends_enough_may_take_its_time():
    items = [(0, HEADERS), *((3 * k, bytes(5000)) for k in range(1, 200)), (600, b"")]
    script = Script(*items)
    found = list(download._in_time(script, 5, 1000, clock=lambda: script.now))
    assert len(found) == 200
    assert script.now == 600


def test_three_hanging_mirrors_end_within_three_times_the_patience(tmp_path, monkeypatch):
    script = Script()

    def hang(url, start, patience, slowest):
        return download._in_time(script, patience, slowest, clock=lambda: script.now)

    monkeypatch.setattr(download, "_chunks", hang)
    with pytest.raises(ConnectionError) as caught:
        datasets.fetch("mnist", folder=tmp_path, mirrors=["http://127.0.0.1:9/hang"] * 3, patience=5.0)
    assert str(caught.value).count("/hang/images.gz: ") == 3
    assert script.now == pytest.approx(3 * 5)


def test_the_default_patience_ends_three_mirrors_within_30_seconds():
    import inspect

    patience = inspect.signature(datasets.fetch).parameters["patience"].default
    assert 3 * 2 * patience <= 30  # once for the headers, once for the bytes


def test_a_closed_port_and_a_name_that_nobody_knows(tmp_path, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(ConnectionError, match="ConnectionRefusedError"):
        datasets.fetch("mnist", folder=tmp_path, mirrors=[closed], **CALM)
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(ConnectionError, match=r"nobody\.invalid/images\.gz: "):
        datasets.fetch("mnist", folder=tmp_path, mirrors=["https://nobody.invalid"], **QUICK)
    waits = threading.Event()  # a resolver that hangs until the test is over
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **more: waits.wait())
    with pytest.raises(ConnectionError, match=r"sent 0 bytes in 0\.7 s"):
        datasets.fetch("mnist", folder=tmp_path, mirrors=["http://nobody.invalid"], **QUICK)
    waits.set()


def test_a_disk_that_cannot_be_written_is_no_mirror_s_fault(server, tmp_path):
    (tmp_path / "mnist").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="mnist") as caught:
        datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("good")], **CALM)
    assert not isinstance(caught.value, ConnectionError)
    assert server.asked == []


def test_an_interrupt_keeps_the_beginning(server, tmp_path):
    def stop(name, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("good")], progress=stop, **CALM)
    assert names(tmp_path) == ["images.gz.part"]
    datasets.fetch("mnist", folder=tmp_path, mirrors=[server.at("good")], **CALM)
    is_whole(tmp_path)


def test_progress_is_told_file_by_file(server, tmp_path):
    told = []
    datasets.fetch(
        "mnist", folder=tmp_path, mirrors=[server.at("good")], progress=lambda *row: told.append(row), **CALM
    )
    for name, packed in PACKED.items():
        done = [row[1] for row in told if row[0] == name]
        assert done == sorted(done)
        assert done[-1] == len(packed)
        assert {row[2] for row in told if row[0] == name} == {len(packed)}


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"name": "emnist"}, ValueError, "name to be one of 'mnist', 'fashion_mnist', got the string 'emnist'"),
        ({"name": None}, ValueError, "name"),
        ({"part": "all"}, ValueError, "part to be one of"),
        ({"folder": 3}, TypeError, "folder to be a path, got 3"),
        ({"mirrors": "http://x"}, TypeError, "mirrors to be a list of addresses"),
        ({"mirrors": []}, TypeError, "mirrors"),
        ({"mirrors": ["file:///etc/"]}, ValueError, "mirrors to begin with http:// or https://"),
        ({"patience": 0}, ValueError, "patience > 0"),
        ({"patience": np.nan}, ValueError, "patience"),
        ({"slowest": -1}, ValueError, "slowest >= 0"),
    ],
)
def test_a_wrong_argument_of_fetch_is_named(settings, error, words, tmp_path):
    with pytest.raises(error, match=r"^fetch expected ") as caught:
        datasets.fetch(**{"name": "mnist", "folder": tmp_path, **settings})
    assert words in str(caught.value)


# ---- loading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_a_fetched_set_is_a_dataset_like_the_others(name, server, tmp_path, monkeypatch):
    monkeypatch.setenv("NNLEARN_DATA", str(tmp_path))
    load = getattr(datasets, name)
    instead = "digits" + r"\(\) (or mnist1d\(\) )?ships with the course"
    with pytest.raises(
        FileNotFoundError, match=rf"^{name} is not here: `nnlearn data fetch {name}` gets it; {instead}"
    ):
        load()
    assert datasets.fetch(name, mirrors=[server.at("good")], **CALM) == tmp_path / name
    got = load()
    np.testing.assert_array_equal(got.x[:, 0], DIGITS)
    np.testing.assert_array_equal(got.y, LABELS)
    assert (got.x.dtype, got.x.shape, got.y.dtype) == (np.float32, (200, 1, 28, 28), np.int64)
    assert (got.name, len(got.classes), got.features) == (name, 10, ())
    assert len(load(n=7).x) == len(load(n=7).y) == 7
    words = " ".join(load(n=7).card.split())
    places = [words.index(word) for word in ("Source: ", "Licence: ", "Shapes: ", "Good for: ")]
    assert places == sorted(places)
    assert "x (7, 1, 28, 28)" in words
    assert max(map(len, got.card.splitlines())) <= 96
    for n, error in ((0, ValueError), (201, ValueError), (2.0, TypeError)):
        with pytest.raises(error, match=f"^{name} expected n"):
            load(n=n)
    with pytest.raises(TypeError, match=f"^{name} expected folder to be a path"):
        load(folder=3)


def test_where_the_sets_are_kept(monkeypatch, tmp_path):
    monkeypatch.delenv("NNLEARN_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(optional.sys, "platform", "linux")
    assert optional._home("fetch", None) == tmp_path / "nnlearn" / "data"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setattr(optional.sys, "platform", "win32")
    assert optional._home("fetch", None) == tmp_path / "local" / "nnlearn" / "data"
    monkeypatch.setattr(optional.sys, "platform", "darwin")
    assert "Caches" in optional._home("fetch", None).parts
    monkeypatch.setenv("NNLEARN_DATA", str(tmp_path / "told"))
    assert optional._home("fetch", None) == tmp_path / "told"
    monkeypatch.setenv("NNLEARN_DATA", "here")
    before = optional._home("fetch", None)
    monkeypatch.chdir(tmp_path)
    assert optional._home("fetch", None) == before == optional.from_the_start("here").absolute() != tmp_path / "here"


def test_the_command_fetches_and_says_where(server, tmp_path, monkeypatch, capsys):
    source = mirrors.Source((server.at("404"), server.at("good")), mirrors.SOURCES["mnist"].parts)
    monkeypatch.setitem(mirrors.SOURCES, "mnist", source)
    monkeypatch.setenv("NNLEARN_DATA", str(tmp_path))
    assert cli.main(["data", "fetch", "mnist"]) == 0
    out, err = capsys.readouterr()
    assert out == f"mnist is in {tmp_path / 'mnist'}: datasets.mnist() loads it\n"
    assert err.splitlines() == ["images.gz: 0.16 of 0.16 MB", "labels.gz: 0.00 of 0.00 MB"]
    monkeypatch.setitem(mirrors.SOURCES, "mnist", mirrors.Source((server.at("403"),), source.parts))
    monkeypatch.setenv("NNLEARN_DATA", str(tmp_path / "other"))
    assert cli.main(["data", "fetch", "mnist"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("nnlearn data: fetch could not get mnist: no mirror gave images.gz (")
    assert err.count("\n") == 1
    assert cli.main(["data", "fetch", "emnist"]) == 1


def test_importing_the_data_sets_loads_no_network():
    code = "import sys, nnlearn.datasets; print({'urllib.request', 'ssl', 'certifi'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


# ---- IDX and gzip -------------------------------------------------------------------------------------------------


def header(*shape, magic=None):
    return (magic or bytes((0, 0, 8, len(shape)))) + b"".join(length.to_bytes(4, "big") for length in shape)


@pytest.mark.parametrize(
    ("data", "axes"),
    [
        (b"", 3),
        (b"\0", 1),
        (header(2, 2, 2)[:15], 3),
        (header(2, 2, 2) + bytes(7), 3),
        (header(2, 2, 2) + bytes(9), 3),
        (header(2**32 - 1, 2**32 - 1, 2**32 - 1) + bytes(8), 3),
        (header(2**31, 2, 1), 3),
        (header(2**16, 2**16, 1), 3),  # a product of 2**32: 0 in 32 bits
        (header(0, 28, 28), 3),
        (header(0), 1),
        (header(8) + bytes(8), 3),
        (header(2, 2, 2) + bytes(8), 1),
        (header(8, magic=b"\0\0\x0d\x01") + bytes(8), 1),  # floats
        (header(8, magic=b"\0\1\x08\x01") + bytes(8), 1),
        (header(8, magic=b"\x1f\x8b\x08\x01") + bytes(8), 1),
        (b"<!DOCTYPE html>", 1),
    ],
)
def test_a_header_that_lies_is_refused_and_costs_nothing(data, axes):
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"^expected an IDX file"):
            idx.parse(data, axes)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_an_idx_file_is_read():
    np.testing.assert_array_equal(idx.parse(CONTENT["images.gz"], 3), DIGITS)
    np.testing.assert_array_equal(idx.parse(CONTENT["labels.gz"], 1), LABELS)


def test_a_bomb_is_unpacked_no_further_than_expected():
    packed = gzip.compress(bytes(ZEROS), 1, mtime=0)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="unpacks to more than the expected 1000 bytes"):
            idx.gunzip(packed, 1000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "breaks off after 0 of 1000"),
        (b"<html>", "not a complete gzip file"),
        (gzip.compress(bytes(1000), mtime=0)[:-4], "breaks off"),
        (gzip.compress(bytes(1000), mtime=0)[:-8] + bytes(8), "not a complete gzip file"),
        (gzip.compress(bytes(999), mtime=0), "unpacks to 999 bytes instead of 1000"),
        (gzip.compress(bytes(1000), mtime=0) + b"x", "continues past its end"),
        (gzip.compress(bytes(500), mtime=0) * 2, "continues past its end"),
    ],
)
def test_gzip_files_that_are_refused(data, words):
    with pytest.raises(ValueError, match=words):
        idx.gunzip(data, 1000)


# ---- the table, and the real files --------------------------------------------------------------------------------


def test_the_table_of_mirrors_is_whole():
    code = "from nnlearn.datasets.mirrors import SOURCES; print(SOURCES)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
    from importlib import reload

    for name, source in reload(mirrors).SOURCES.items():
        assert len(source.mirrors) == len(set(source.mirrors)) == 3
        assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in source.mirrors)
        assert set(source.parts) == {"train", "test"}
        files = [file for part in source.parts.values() for file in part]
        assert [file.length for file in files] == [47_040_016, 60_008, 7_840_016, 10_008]
        hashes = [sha for file in files for sha in (file.sha256, file.content_sha256) if sha]
        assert len(hashes) == len(set(hashes)) == (8 if name == "mnist" else 4)
        assert all(len(sha) == 64 and int(sha, 16) for sha in hashes)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real MNIST test files lie in no ../shared/data/mnist here")
def test_the_real_test_digits_pass_although_they_were_compressed_anew(tmp_path):
    real = {path.name: path.read_bytes() for path in SHARED.glob("t10k-*.gz")}
    code = "import sys; from nnlearn import datasets as d; d.fetch('mnist', part='test', mirrors=sys.argv[1:]);"
    code += "m = d.mnist('test'); print(m, m.y[:5].tolist(), int(m.x.sum(dtype=float)))"
    with serve(real) as server:
        environment = {**os.environ, "NNLEARN_DATA": str(tmp_path), "NO_PROXY": "127.0.0.1"}
        command = [sys.executable, "-c", code, server.at("short"), server.at("good")]
        said = subprocess.run(command, env=environment, capture_output=True, text=True)
    images = gzip.decompress((tmp_path / "mnist/t10k-images-idx3-ubyte.gz").read_bytes())
    assert hashlib.md5(images).hexdigest() == "2646ac647ad5339dbf082846283269ea"
    assert said.stdout == (
        "Dataset(mnist: x float32 (10000, 1, 28, 28), y int64 (10000,), classes 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) "
        f"[7, 2, 1, 0, 4] {sum(images[16:])}\n"
    ), said.stderr
