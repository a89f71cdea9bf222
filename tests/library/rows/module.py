"""The rows of Module and no_grad."""

import numpy as np

from rows.parity import Program, array, is_torch


def module(nn, device):
    class Scale(nn.Module):
        def __init__(self):
            super().__init__()
            self.factor = nn.Parameter(array(nn, [2.0, 3.0], device=device))
            self.inner = nn.Linear(2, 2)

        def forward(self, x):
            return self.inner(x * (self.factor if is_torch(nn) else self.factor.data))

    model = Scale()
    assert [name for name, _ in model.named_parameters()] == ["factor", "inner.weight", "inner.bias"]
    assert list(model.state_dict()) == ["factor", "inner.weight", "inner.bias"]
    assert model.training
    assert not model.eval().inner.training
    assert model.train().inner.training
    model.double().to(device)
    assert "float64" in str(model.inner.weight.dtype)
    seen = []
    handle = model.register_forward_hook(lambda module, inputs, output: seen.append((type(module), output.shape)))
    model(array(nn, [[1.0, 1.0]], device=device))
    handle.remove()
    model(array(nn, [[1.0, 1.0]], device=device))
    assert seen == [(Scale, (1, 2))]


def no_grad(nn, device):
    layer, x = nn.Linear(2, 1), array(nn, np.ones((1, 2)), "float32", device)
    layer.to(device)
    with nn.no_grad():
        y = layer(x)
    assert not getattr(y, "requires_grad", False)
    assert not getattr(layer, "_kept", {})


PARITY = {"Module": Program(module), "no_grad": Program(no_grad)}


def backward(nn, bad):
    layer = nn.Tanh()
    layer(array(nn, [1.0], "float32"))
    layer.backward(bad)


FUZZ = {
    "Module": [("grad", ([1.0], "text", None, 3), backward)],
    "no_grad": [],  # takes nothing
}
