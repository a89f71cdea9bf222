"""A notebook from before the lessons moved into folders still runs, and each old path names the new one."""

import importlib
import sys

import pytest

from nnlearn.moved import MOVED, RENAMED

PRINTED = {  # every line that a notebook or "as code" printed before the move
    "nnlearn.checks.reference_03": "survive",
    "nnlearn.explorers.backprop_net": "BUGS, backward, data, fingerprint, forward, loss_of, parameters",
    "nnlearn.explorers.convolution_net": "by_hand",
    "nnlearn.explorers.descent_surfaces": "functions",
    "nnlearn.explorers.gan_data": "covered, points",
    "nnlearn.explorers.init_signal": "deep",
    "nnlearn.explorers.lenet_pass": "STAGES, held_out, mnist_record, trained",
    "nnlearn.explorers.lenet_watch": "TrainingWatch",
    "nnlearn.explorers.lif": "drive",
    "nnlearn.explorers.margin": "margin, mistake_bound",
    "nnlearn.explorers.playground_data": "inputs, batch, points",
    "nnlearn.explorers.playground_engine": "Engine",
    "nnlearn.explorers.playground_state": "State",
    "nnlearn.explorers.recurrent_forecast": "forecaster",
    "nnlearn.explorers.recurrent_net": "LETTERS, TEXTS, back, long_training, network, read",
    "nnlearn.explorers.recurrent_train": "train_long",
    "nnlearn.explorers.recurrent_watch": "TextWatch",
}


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    for name in MOVED:
        package, _, last = name.rpartition(".")
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.delattr(importlib.import_module(package), last, raising=False)


def test_every_old_path_is_tried():
    assert set(PRINTED) == set(MOVED)


@pytest.mark.parametrize("old", PRINTED)
def test_an_old_path_gives_the_names_it_gave_and_says_the_new_one(old):
    space: dict = {}
    with pytest.warns(FutureWarning, match=f"{old} has moved: write {MOVED[old]} instead") as warned:
        exec(f"from {old} import {PRINTED[old]}", space)
    assert len(warned) == 1
    assert warned[0].filename == "<string>"  # the reader's line, not one of Python's own
    for name in PRINTED[old].split(", "):
        new = RENAMED.get((MOVED[old], name), name)
        assert space[name] is getattr(importlib.import_module(MOVED[old]), new)


def test_a_module_is_found_under_its_old_package():
    with pytest.warns(FutureWarning):
        from nnlearn.explorers import playground_data
    assert callable(playground_data.points)


def test_a_path_that_never_was_is_not_found():
    with pytest.raises(ModuleNotFoundError, match=r"nnlearn\.explorers\.nothing"):
        importlib.import_module("nnlearn.explorers.nothing")


@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_an_old_method_of_the_character_model_still_runs(side):
    nn = importlib.import_module(f"nnlearn.{side}")
    model = nn.CharRNN("ab", hidden_size=4)
    codes = nn.tensor([[0, 1, 1]])
    with pytest.warns(FutureWarning, match=r"CharRNN\.through is now CharRNN\.read"):
        scores, _ = model.through(codes)
    assert nn.to_numpy(scores).tolist() == nn.to_numpy(model.read(codes)[0]).tolist()
