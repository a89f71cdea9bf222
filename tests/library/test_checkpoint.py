"""A training that is saved in the middle and continues in a new process is the uninterrupted one, to the last bit."""

import json
import os

import numpy as np
import pytest
import safetensors.numpy
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.shared.checkpoint import copied

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
OPTIMIZERS = {
    "SGD": ("SGD", {"lr": 0.1}),
    "SGD with momentum": ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-3}),
    "Adam": ("Adam", {"lr": 0.01}),
    "AMSGrad": ("Adam", {"lr": 0.01, "amsgrad": True}),
    "AdamW": ("AdamW", {"lr": 0.01}),
    "RMSprop": ("RMSprop", {"lr": 0.01, "momentum": 0.9, "centered": True}),
    "Adagrad": ("Adagrad", {"lr": 0.05, "lr_decay": 0.01}),
}
SCHEDULES = {
    "none": lambda nn, optimizer: None,
    "StepLR": lambda nn, optimizer: nn.StepLR(optimizer, 2, gamma=0.3),
    "ExponentialLR": lambda nn, optimizer: nn.ExponentialLR(optimizer, 0.9),
    "CosineAnnealingLR": lambda nn, optimizer: nn.CosineAnnealingLR(optimizer, 5, eta_min=1e-4),
    "LinearLR": lambda nn, optimizer: nn.LinearLR(optimizer, 0.1, total_iters=4),
    "SequentialLR": lambda nn, optimizer: nn.SequentialLR(
        optimizer, [nn.LinearLR(optimizer, 0.1, total_iters=3), nn.CosineAnnealingLR(optimizer, 4)], [3]
    ),
}
X = np.random.default_rng(0).normal(size=(20, 4)).astype(np.float32)
Y = np.random.default_rng(1).integers(0, 3, 20)


def network(nn):
    first = nn.Linear(4, 8, bias=False)  # before a batch normalisation, a bias has no gradient but rounding errors
    return nn.Sequential(first, nn.BatchNorm1d(8), nn.Tanh(), nn.Dropout(0.3), nn.Linear(8, 3))


def parts(nn, optimizer, schedule):
    """Return a new model with dropout and batch statistics, its optimizer in two groups, and a schedule."""
    model = network(nn)
    kind, settings = OPTIMIZERS[optimizer]
    groups = [{"params": model[0].parameters(), "lr": 0.02}, {"params": model[1:].parameters()}]
    made = getattr(nn, kind)(groups, **settings)
    return {"model": model, "optimizer": made, "scheduler": SCHEDULES[schedule](nn, made)}


def train(nn, model, optimizer, scheduler, epochs, path=None, before=0):
    """Train with shuffled batches; at the end of each epoch the schedule steps, and the run is saved."""
    epoch = before

    def end_of_epoch(run):
        nonlocal epoch
        if run.end_of_epoch:
            epoch += 1
            if scheduler is not None:
                scheduler.step()
            if path is not None:
                nn.save_checkpoint(path, model=model, optimizer=optimizer, scheduler=scheduler, epoch=epoch)

    loss = nn.CrossEntropyLoss()
    return nn.fit(model, loss, optimizer, X, Y, epochs=epochs, batch_size=6, callbacks=[end_of_epoch]).steps


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("side", SIDES)
def test_interrupted_and_resumed_equals_uninterrupted(side, optimizer, schedule, tmp_path):
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    nn.manual_seed(3)
    whole = parts(nn, optimizer, schedule)
    losses = train(nn, **whole, epochs=7)
    nn.manual_seed(3)
    first = parts(nn, optimizer, schedule)
    found = train(nn, **first, epochs=3, path=path)
    nn.manual_seed(99)  # another process, with weights and numbers of its own
    later = parts(nn, optimizer, schedule)
    before = nn.load_checkpoint(path, **later)["epoch"]
    assert before == 3
    found += train(nn, **later, epochs=4, before=before)
    assert found == losses
    for name, values in whole["model"].state_dict().items():
        np.testing.assert_array_equal(later["model"].state_dict()[name], values, err_msg=name)
    rates = [[group["lr"] for group in each["optimizer"].param_groups] for each in (whole, later)]
    assert rates[0] == rates[1]


@pytest.mark.parametrize(
    ("optimizer", "schedule"), [*((o, "StepLR") for o in OPTIMIZERS), *(("Adam", s) for s in SCHEDULES)]
)
@pytest.mark.parametrize(("here", "there"), [("numpy", "torch"), ("torch", "numpy")])
def test_a_run_goes_on_on_the_other_side(here, there, optimizer, schedule, tmp_path):
    """With equal batches and no dropout, both sides take the same steps, so that a run may move between them."""
    ends = []
    for second in (here, there):
        nn = SIDES[here]
        nn.manual_seed(5)
        first = without_dropout(parts(nn, optimizer, schedule))
        train(nn, **first, epochs=4, path=tmp_path / "run.safetensors")
        nn = SIDES[second]
        later = without_dropout(parts(nn, optimizer, schedule))
        nn.load_checkpoint(tmp_path / "run.safetensors", **later)
        train(nn, **later, epochs=4)
        ends.append([np.asarray(nn.to_numpy(p)) for p in later["model"].parameters()])
    for mine, other in zip(*ends, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-8, atol=1e-10)


def without_dropout(made):
    made["model"].double()
    made["model"][3].p = 0.0
    return made


@pytest.mark.parametrize("side", SIDES)
def test_what_does_not_fit_changes_nothing(side, tmp_path):
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    saved = parts(nn, "Adam", "StepLR")
    train(nn, **saved, epochs=1, path=path)
    for other in (("SGD", "StepLR"), ("Adam", "CosineAnnealingLR")):
        later = parts(nn, *other)
        before = [copied(later[name].state_dict()) for name in later]
        with pytest.raises(ValueError, match=r"load_checkpoint expected (optimizer|scheduler) to be the (Adam|StepLR)"):
            nn.load_checkpoint(path, **later)
        assert repr([copied(later[name].state_dict()) for name in later]) == repr(before)
    model = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 3))
    optimizer = nn.Adam(model.parameters())
    before = nn.to_numpy(model[0].weight).copy()
    with pytest.raises(ValueError, match="load_"):
        nn.load_checkpoint(path, model=model, optimizer=optimizer)
    np.testing.assert_array_equal(nn.to_numpy(model[0].weight), before)


@pytest.mark.parametrize("side", SIDES)
def test_weights_alone_and_missing_parts_are_told(side, tmp_path):
    nn, model = SIDES[side], SIDES[side].Linear(4, 2)
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    nn.save(model, tmp_path / "weights.safetensors")
    with pytest.raises(ValueError, match="written by save_checkpoint, got weights alone"):
        nn.load_checkpoint(tmp_path / "weights.safetensors", model=model)
    nn.save_checkpoint(tmp_path / "run.safetensors", model=model)
    with pytest.raises(ValueError, match="expected a checkpoint with the state of optimizer"):
        nn.load_checkpoint(tmp_path / "run.safetensors", model=model, optimizer=optimizer)
    assert nn.load_checkpoint(tmp_path / "run.safetensors", model=model) == {}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("text", ["{", "[]", '{"progress": {}}', '{"random": 5}', "null", "3"])
def test_odd_metadata_is_a_value_error(side, text, tmp_path):
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    path.write_bytes(safetensors.numpy.save({"model.weight": np.ones((1, 1), np.float32)}, {"checkpoint": text}))
    with pytest.raises(ValueError, match="load_checkpoint expected"):
        nn.load_checkpoint(path, model=nn.Linear(1, 1, bias=False))


@pytest.mark.parametrize("side", SIDES)
def test_the_file_is_plain(side, tmp_path):
    """Other programs read it: arrays under the model's names, and JSON; nothing is pickled."""
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    made = parts(nn, "Adam", "StepLR")
    train(nn, **made, epochs=1, path=path)
    with safetensors.safe_open(path, "numpy") as file:
        assert {"model.0.weight", "optimizer.0.exp_avg", "optimizer.0.step"} <= set(file.keys())
        rest = json.loads(file.metadata()["checkpoint"])
    assert rest["progress"] == {"epoch": 1}
    assert rest["scheduler"]["last_epoch"] == 1
    assert b"pickle" not in path.read_bytes()


@pytest.mark.parametrize("side", SIDES)
def test_a_failure_while_writing_leaves_the_old_file(side, tmp_path, monkeypatch):
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    made = parts(nn, "Adam", "StepLR")
    nn.save_checkpoint(path, **made, epoch=1)
    before = path.read_bytes()

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        nn.save_checkpoint(path, **made, epoch=2)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run.safetensors"]


def test_pytorchs_own_optimizer_and_schedule_load_what_numpy_saved(tmp_path):
    nn = nnlearn.numpy
    made = parts(nn, "AdamW", "StepLR")
    train(nn, **made, epochs=3, path=tmp_path / "run.safetensors")
    model = network(torch.nn)
    own = torch.optim.AdamW([{"params": model[0].parameters()}, {"params": model[1:].parameters()}])
    schedule = torch.optim.lr_scheduler.StepLR(own, 1)
    nnlearn.torch.load_checkpoint(tmp_path / "run.safetensors", model=model, optimizer=own, scheduler=schedule)
    assert [group["lr"] for group in own.param_groups] == [group["lr"] for group in made["optimizer"].param_groups]
    assert (schedule.last_epoch, schedule.step_size, schedule.gamma) == (3, 2, 0.3)
    steps = [state["step"].item() for state in own.state_dict()["state"].values()]
    assert steps == [12] * 5


@pytest.mark.parametrize("side", SIDES)
def test_another_kind_of_optimizer_or_schedule_is_refused(side, tmp_path):
    """PyTorch takes some of them, and fails, or divides the rate by ten, in a later step."""
    nn, path = SIDES[side], tmp_path / "run.safetensors"
    model = nn.Linear(2, 1)
    optimizer = nn.Adam(model.parameters())
    nn.save_checkpoint(path, model=model, optimizer=optimizer, scheduler=nn.StepLR(optimizer, 30), best=np.float32(0.5))
    sgd, adam = nn.SGD(model.parameters(), lr=0.1), nn.Adam(model.parameters())
    with pytest.raises(ValueError, match=r"load_checkpoint expected optimizer to be the Adam of .*, got a SGD"):
        nn.load_checkpoint(path, model=model, optimizer=sgd)
    with pytest.raises(ValueError, match=r"expected scheduler to be the StepLR of .*, got a ExponentialLR"):
        nn.load_checkpoint(path, model=model, optimizer=adam, scheduler=nn.ExponentialLR(adam, 0.99))
    with pytest.raises(ValueError, match="load_"):
        nn.load_checkpoint(path, model=nn.Linear(3, 1))
    assert nn.load_checkpoint(path, model=model, optimizer=adam) == {"best": 0.5}
