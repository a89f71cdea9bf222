"""Nothing of the torch side is made off the device of its inputs: every public name, and a lesson, on a fake device."""

import numpy as np
import pytest
import torch
from fake_accelerator import FakeAccelerator, WrongDevice
from rows import PARITY

import nnlearn.torch as nn


@pytest.fixture
def accelerator(monkeypatch):
    """Run the test with a device named cuda, which `nn.device()` finds."""
    monkeypatch.setattr("nnlearn.torch.tensors.device", lambda: "cuda")
    monkeypatch.setattr(nn, "device", lambda: "cuda")
    with torch.backends.cudnn.flags(enabled=False), FakeAccelerator() as mode:
        yield mode


@pytest.mark.parametrize("name", PARITY)
def test_every_name_stays_on_the_device_of_its_inputs(name, accelerator):
    """The rows of the parity walk; `test_parity.py` fails for a public name without one."""
    torch.manual_seed(0)
    PARITY[name].check(nn, name, "cuda")


def test_parameters_states_and_data_are_on_the_device(accelerator):
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 3)).to(nn.device())
    optimizer = nn.Adam(model.parameters())
    x, y = np.ones((6, 1, 4, 4), np.float32), np.array([0, 1, 2, 0, 1, 2])
    nn.fit(model, nn.CrossEntropyLoss(torch.ones(3)), optimizer, x, y, epochs=1, batch_size=4, validation=(x, y))
    placed = [*model.parameters(), *model.buffers(), *(p.grad for p in model.parameters()), nn.tensor(x)]
    placed += [value for state in optimizer.state.values() for value in state.values() if value.dim() > 0]
    assert {each.device.type for each in placed} == {"cuda"}
    assert isinstance(nn.predict(model, x), np.ndarray)
    model.to("cpu")
    assert {each.device.type for each in (*model.parameters(), *model.buffers())} == {"cpu"}


def test_weights_move_between_devices(accelerator, tmp_path):
    here, there = nn.MLP([3, 4, 2]), nn.MLP([3, 4, 2]).to("cuda")
    nn.save(there, tmp_path / "net.safetensors")
    here.load_state_dict(nn.load(tmp_path / "net.safetensors"))
    x = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    np.testing.assert_array_equal(nn.predict(here, x), nn.predict(there, x))
    nn.save(here, tmp_path / "net.safetensors")
    there.load_state_dict(nn.load(tmp_path / "net.safetensors"))
    assert {each.device.type for each in there.parameters()} == {"cuda"}


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16], ids=str)
def test_mixed_precision_trains(dtype):
    """Within `torch.autocast`, layers compute in 16 bits and the parameters stay in 32; NumPy has no bfloat16."""
    x = np.random.default_rng(0).normal(size=(64, 1, 6, 6)).astype(np.float32)
    y = (x.mean(axis=(1, 2, 3)) > 0).astype(np.int64)
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(64, 8), nn.Tanh(), nn.Linear(8, 2))
    optimizer = nn.Adam(model.parameters(), lr=0.01)
    with torch.autocast("cpu", dtype=dtype):
        settings = {"epochs": 15, "batch_size": 16, "validation": (x, y)}
        history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, **settings)
        assert nn.predict(model[:2], x).shape == (64, 4, 4, 4)
        assert nn.to_numpy(model[0](torch.from_numpy(x))).dtype.kind == "f"
    assert history.loss[-1] < 0.5 * history.loss[0]
    assert {p.dtype for p in model.parameters()} == {torch.float32}


X = torch.arange(6.0).reshape(2, 3)
MISTAKES = {
    "a new tensor without a device": lambda x: x + torch.ones(3),
    "a constant made of a list": lambda x: x * torch.tensor([1.0, 2.0, 3.0]),
    "an array": lambda x: x @ torch.from_numpy(np.ones((3, 1), np.float32)),
    "to NumPy without cpu()": lambda x: x.numpy(),
    "by np.asarray": lambda x: np.asarray(x),
    "stacked with one of the CPU": lambda x: torch.stack([x, torch.zeros(2, 3)]),
    "an index on the device, into one of the CPU": lambda x: torch.zeros(9)[x.long()],
    "targets left behind": lambda x: torch.nn.functional.mse_loss(x, torch.zeros(2, 3)),
    "a layer left behind": lambda x: torch.nn.Linear(3, 1)(x),
    "a generator of the CPU": lambda x: torch.randn(3, device=x.device, generator=torch.Generator()),
    "a dropout mask of a generator of the CPU": lambda x: torch.bernoulli(x / 9, generator=torch.Generator()),
    "within vmap": lambda x: torch.func.vmap(lambda row: row + torch.ones(3))(x),
}
RIGHT = {
    "a number": lambda x: 2 * x + 1,
    "like it": lambda x: x + torch.ones_like(x),
    "a new tensor of its own": lambda x: x + x.new_zeros(3),
    "with its device": lambda x: x + torch.zeros(3, device=x.device),
    "moved to it": lambda x: x + torch.zeros(3).to(x),
    "a single number of the CPU": lambda x: x * torch.tensor(2.0),
    "an index of the CPU": lambda x: x[torch.tensor([0])],
    "copied in": lambda x: x.clone().copy_(torch.zeros(2, 3)),
    "to NumPy by way of the CPU": lambda x: nn.tensor(nn.to_numpy(x)),
    "within vmap": lambda x: torch.func.vmap(lambda row: row + torch.ones_like(row))(x),
    "a gradient": lambda x: torch.func.grad(lambda z: (z * z).sum())(x),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_the_fake_device_refuses(what, accelerator):
    with pytest.raises((WrongDevice, TypeError)):
        MISTAKES[what](X.to("cuda"))


@pytest.mark.parametrize("what", RIGHT)
def test_the_fake_device_allows(what, accelerator):
    assert RIGHT[what](X.to("cuda")).device.type == "cuda"
