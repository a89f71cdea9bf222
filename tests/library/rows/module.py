"""The row of Module."""

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


PARITY = {"Module": Program(module)}


def backward(nn, bad):
    layer = nn.Tanh()
    layer(array(nn, [1.0], "float32"))
    layer.backward(bad)


FUZZ = {"Module": [("grad", ([1.0], "text", None, 3), backward)]}
