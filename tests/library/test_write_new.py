"""A file that is written only where there is none, whole or not at all."""

import os
import subprocess
import sys

import pytest

from nnlearn import files


def test_it_writes_text_and_bytes_that_others_may_read(tmp_path):
    files.write_new(tmp_path / "a", "é\r\n")
    files.write_new(str(tmp_path / "b"), b"\x00")
    assert (tmp_path / "a").read_bytes() == "é\r\n".encode()
    assert (tmp_path / "b").read_bytes() == b"\x00"
    assert sys.platform == "win32" or (tmp_path / "a").stat().st_mode & 0o777 == 0o644
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("kind", ["file", "folder", "broken link"])
def test_what_is_there_stays(tmp_path, monkeypatch, links, kind):
    path = tmp_path / "x"
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    if not links:
        without_links(monkeypatch)
    with pytest.raises(FileExistsError, match="'x'"):
        files.write_new(path, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["x"]
    assert kind != "file" or path.read_text() == "mine"


def without_links(monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_was_taken_after_the_look_stays(tmp_path, monkeypatch, links):
    if not links:
        without_links(monkeypatch)
    (tmp_path / "x").write_text("mine")
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(FileExistsError, match="'x'" if links else "x"):
        files.write_new(tmp_path / "x", "new")
    assert (tmp_path / "x").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_it_writes_where_a_file_has_one_name_alone(tmp_path, monkeypatch):
    without_links(monkeypatch)
    files.write_new(tmp_path / "x", "new")
    assert (tmp_path / "x").read_text() == "new"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    without_links(monkeypatch)
    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        files.write_new(tmp_path / "x", "new")
    assert not list(tmp_path.iterdir())


WRITER = """
import os, sys
from nnlearn import files
os.path.lexists = lambda path: False  # all look before one writes
try:
    files.write_new(sys.argv[1], sys.argv[2] * 100_000)
    print("wrote", sys.argv[2])
except FileExistsError:
    print("refused")
"""


def test_of_several_processes_one_writes(tmp_path):
    command = [sys.executable, "-c", WRITER, tmp_path / "x"]
    runs = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "abc"]
    said = [run.communicate()[0].split() for run in runs]
    (wrote,) = [words[1] for words in said if words[0] == "wrote"]
    assert (tmp_path / "x").read_text() == wrote * 100_000
