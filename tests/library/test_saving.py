"""Weights move between the two sides by dict and by file, and no crash destroys a file."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import safetensors.numpy
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.files import write_atomically

SIDES = (nnlearn.numpy, nnlearn.torch)
X = np.random.default_rng(0).normal(size=(4, 3)).astype(np.float32)


def network(nn):
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 2, bias=False)))


def values(nn, model):
    return {name: nn.to_numpy(p) for name, p in model.named_parameters()}


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("there", SIDES)
@pytest.mark.parametrize("here", SIDES)
def test_a_file_of_one_side_loads_on_the_other(here, there, double, tmp_path):
    source, target = network(here), network(there)
    if double:
        source.double(), target.double()
    here.save(source, tmp_path / "net.safetensors")
    target.load_state_dict(there.load(tmp_path / "net.safetensors"))
    np.testing.assert_equal(values(there, target), values(here, source))
    np.testing.assert_allclose(there.predict(target, X), here.predict(source, X), rtol=1e-5, atol=1e-6)
    assert there.load(str(tmp_path / "net.safetensors")).keys() == {"0.weight", "0.bias", "2.0.weight"}


def test_a_state_dict_of_one_side_loads_on_the_other():
    ours, theirs = network(nnlearn.numpy), network(nnlearn.torch)
    ours.load_state_dict(theirs.state_dict())
    np.testing.assert_equal(values(nnlearn.numpy, ours), values(nnlearn.torch, theirs))
    nnlearn.numpy.normal_(ours[0].weight)
    theirs.load_state_dict({name: nnlearn.torch.tensor(array) for name, array in ours.state_dict().items()})
    np.testing.assert_equal(values(nnlearn.torch, theirs), values(nnlearn.numpy, ours))


def test_pytorchs_own_network_takes_our_weights():
    ours, theirs = network(nnlearn.numpy), network(torch.nn)
    assert ours.state_dict().keys() == theirs.state_dict().keys()
    ours.load_state_dict(theirs.state_dict())
    np.testing.assert_allclose(ours(X), theirs(torch.tensor(X)).detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("nn", SIDES)
def test_views_and_odd_layouts_are_saved_by_value(nn, tmp_path):
    whole = np.arange(12, dtype=np.float32).reshape(3, 4)
    parts = {"top": whole[:1], "rest": whole[1:], "across": whole.T, "backwards": whole[::-1]}
    weights = parts
    if nn is nnlearn.torch:
        tensor = torch.tensor(whole)
        weights = {"top": tensor[:1], "rest": tensor[1:], "across": tensor.T, "backwards": tensor.flip(0)}
    nn.save(weights, tmp_path / "parts.safetensors")
    found = safetensors.numpy.load_file(tmp_path / "parts.safetensors")
    np.testing.assert_equal(found, parts)


@pytest.mark.parametrize("nn", SIDES)
@pytest.mark.parametrize("content", [b"", b"\x80\x04K\x01.", b"\xff" * 100, b"PK\x03\x04"])
def test_another_content_is_refused(nn, content, tmp_path):
    path = tmp_path / "odd.safetensors"
    path.write_bytes(content)
    with pytest.raises(
        ValueError, match=r"load expected odd\.safetensors to hold safetensors weights, got other content"
    ):
        nn.load(path)


@pytest.mark.parametrize("nn", SIDES)
def test_a_half_file_is_refused(nn, tmp_path):
    path = tmp_path / "net.safetensors"
    nn.save(network(nn), path)
    whole = path.read_bytes()
    for cut in (4, 8, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(ValueError, match="got other content"):
            nn.load(path)


@pytest.mark.parametrize("nn", SIDES)
def test_a_missing_file_or_folder_is_an_os_error(nn, tmp_path):
    with pytest.raises(OSError, match="missing"):
        nn.load(tmp_path / "missing.safetensors")
    with pytest.raises(OSError, match="missing"):
        nn.save(network(nn), tmp_path / "missing" / "net.safetensors")


@pytest.mark.parametrize("nn", SIDES)
@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_failure_leaves_the_old_file_and_no_other(nn, step, tmp_path, monkeypatch):
    path = tmp_path / "net.safetensors"
    nn.save(network(nn), path)
    before = path.read_bytes()

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="disk full"):
        nn.save(network(nn), path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["net.safetensors"]


def test_the_mode_of_a_file_is_kept(tmp_path):
    path = tmp_path / "note.txt"
    write_atomically(path, "old")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_atomically(path, "grüße")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8") == "grüße"


WRITERS = """
import importlib, os, sys
import numpy as np

nn = importlib.import_module(sys.argv[1])
for line in sys.stdin:  # each line is a number: a new process saves from there on, until it is killed
    i = int(line)
    if not (writer := os.fork()):
        while True:
            i += 1
            nn.save({"weight": nn.tensor(np.full(100_000, i)), "bias": nn.tensor(np.full(3, i))}, sys.argv[2])
            if i == int(line) + 1:
                print(os.getpid(), flush=True)
    os.waitpid(writer, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("nn", SIDES)
def test_kill_9_while_saving_leaves_a_whole_file(nn, tmp_path):
    """A hundred times on each side, at random moments, the file is the old one or the new one, never a mixture."""
    path, pause = tmp_path / "net.safetensors", np.random.default_rng()
    nnlearn.numpy.save({"weight": np.zeros(100_000, np.float32), "bias": np.zeros(3, np.float32)}, path)
    broken_off, number = 0, 0
    command = [sys.executable, "-c", WRITERS, nn.__name__, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as writers:
        for attempt in range(100):
            writers.stdin.write(f"{number}\n")
            writer = int(writers.stdout.readline())
            time.sleep(pause.uniform(0, 0.02))
            os.kill(writer, signal.SIGKILL)
            assert writers.stdout.readline() == "dead\n"
            weights = SIDES[attempt % 2].load(path)
            found = int(weights["bias"][0])
            assert weights["weight"].shape == (100_000,)
            assert (weights["weight"] == found).all()
            assert (weights["bias"] == found).all()
            assert found > number
            number = found
            for part in tmp_path.glob(".net.safetensors.*.part"):  # how far it got
                broken_off += 1
                part.unlink()
        writers.stdin.close()
    assert broken_off > 5, "it was hardly ever killed during a write: the test proves nothing"


@pytest.mark.parametrize("nn", SIDES)
@pytest.mark.parametrize("name", ["", "a..b", "../a", "a\0", "a\n"])
def test_what_load_would_refuse_is_not_saved(nn, name, tmp_path):
    with pytest.raises(ValueError, match=r"save expected obj to have names such as '0\.weight'"):
        nn.save({name: nn.tensor([1.0])}, tmp_path / "net.safetensors")
    assert not list(tmp_path.iterdir())
    nn.save({}, tmp_path / "none.safetensors")
    assert nn.load(tmp_path / "none.safetensors") == {}
