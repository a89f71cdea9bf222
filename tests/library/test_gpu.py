"""Check parity, refusals, lessons, files and mixed precision on a GPU, where there is one: CUDA, or Apple's MPS."""

import re

import numpy as np
import pytest
import test_fuzz
import test_notebooks
import torch
from rows import PARITY

import nnlearn.numpy
import nnlearn.torch as nn

DEVICE = nn.device()
pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(DEVICE == "cpu", reason="PyTorch finds neither a CUDA nor an MPS GPU"),
]
doubles = pytest.mark.skipif(DEVICE == "mps", reason="MPS has no float64, in which the rows compare")
X = np.random.default_rng(0).normal(size=(64, 1, 6, 6)).astype(np.float32)
REFUSED = [row for row in test_fuzz.ROWS if row.values[0] == "torch"]
Y = (X.mean(axis=(1, 2, 3)) > 0).astype(np.int64)


def network(side=nn):
    layers = side.Conv2d(1, 4, 3), side.ReLU(), side.Flatten(), side.Linear(64, 8), side.Tanh(), side.Linear(8, 2)
    return side.Sequential(*layers)


def trained(model, side=nn):
    """Train for a while, and return the history."""
    side.manual_seed(0)
    optimizer, settings = side.Adam(model.parameters(), lr=0.01), {"epochs": 15, "batch_size": 16, "validation": (X, Y)}
    return side.fit(model, side.CrossEntropyLoss(), optimizer, X, Y, **settings)


@doubles
@pytest.mark.parametrize("name", PARITY)
def test_numbers_are_pytorchs_on_the_gpu(name):
    torch.manual_seed(0)
    PARITY[name].check(nn, name, DEVICE)


@pytest.mark.parametrize(
    ("side", "argument", "bad", "call"), [row for row in test_fuzz.ROWS if row.values[0] == "torch"]
)
def test_what_is_wrong_is_refused_on_the_gpu(side, argument, bad, call):
    """Every tensor that a row makes is on the GPU; the words are tested on the CPU."""
    torch.set_default_device(DEVICE)
    try:
        for value in bad(nn) if callable(bad) else bad:
            with pytest.raises((ValueError, TypeError), match=re.compile("expected", re.DOTALL)):
                call(nn, value)
    finally:
        torch.set_default_device(None)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", test_notebooks.SWAPPED, ids=lambda one: one.stem)
def test_lesson_runs_on_the_gpu(lesson):
    """`nn.device()` is the GPU here, and the lessons move to it by themselves."""
    test_notebooks.test_lesson_runs_on_torch_by_changing_its_import(lesson)


def test_training_gives_the_losses_of_the_numpy_side():
    ours = network(nnlearn.numpy)
    theirs = network().to(DEVICE)
    theirs.load_state_dict({name: torch.from_numpy(values) for name, values in ours.state_dict().items()})
    expected, found = trained(ours, nnlearn.numpy), trained(theirs)
    np.testing.assert_allclose(found.steps[:8], expected.steps[:8], rtol=1e-3)
    assert found.validation[-1] < 0.5 * found.validation[0]


def test_a_model_on_the_gpu_takes_arrays_and_gives_arrays():
    model = network().to(DEVICE)
    assert nn.predict(model, X).shape == (64, 2)
    assert nn.tensor(X).device.type == DEVICE
    assert nn.landscape(model, nn.CrossEntropyLoss(), X, Y, resolution=3).losses.shape == (3, 3)


@pytest.mark.parametrize(("first", "second"), [("cpu", DEVICE), (DEVICE, "cpu"), (DEVICE, DEVICE)])
def test_weights_move_between_devices_by_file(first, second, tmp_path):
    one, other = network().to(first), network().to(second)
    nn.save(one, tmp_path / "net.safetensors")
    other.load_state_dict(nn.load(tmp_path / "net.safetensors"))
    np.testing.assert_allclose(nn.predict(other, X), nn.predict(one, X), rtol=1e-3, atol=1e-4)
    ours = network(nnlearn.numpy)
    ours.load_state_dict(nnlearn.numpy.load(tmp_path / "net.safetensors"))
    np.testing.assert_allclose(nn.predict(other, X), nnlearn.numpy.predict(ours, X), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_mixed_precision_trains(dtype):
    model = network().to(DEVICE)
    with torch.autocast(DEVICE, dtype=dtype):
        history = trained(model)
        assert nn.predict(model[:2], X).shape == (64, 4, 4, 4)
    assert history.loss[-1] < 0.5 * history.loss[0]
    assert {p.dtype for p in model.parameters()} == {torch.float32}
