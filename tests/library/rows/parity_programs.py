"""The rows of the parity test for all that is no layer, loss or optimizer: small programs beside PyTorch's."""

import numpy as np
import scipy.stats
import torch
from parity_rows import Layer, array, close, copied, is_torch, numbers, passes
from parity_rows_models import MODELS


def network(nn):
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 4), nn.ReLU()), nn.Linear(4, 2))


def both(nn, device="cpu"):
    """Return a network of the side and PyTorch's own, in float64 with equal weights."""
    torch.manual_seed(1)
    theirs = network(torch.nn).double()
    return copied(network(nn), theirs, device), theirs


def examples(count=37):
    generator = np.random.default_rng(11)
    return generator.normal(size=(count, 3)), generator.integers(0, 2, count)


def sequential(nn, device):
    ours, theirs = both(nn, device)
    assert repr(ours) == repr(theirs)
    assert [name for name, _ in ours.named_parameters()] == [name for name, _ in theirs.named_parameters()]
    assert [name for name, _ in ours.named_modules()] == [name for name, _ in theirs.named_modules()]
    assert len(ours) == 4
    assert repr(ours[:2]) == repr(theirs[:2])
    assert repr(ours[-1]) == repr(theirs[-1])
    assert [type(layer).__name__ for layer in ours] == [type(layer).__name__ for layer in theirs]
    x, upstream = examples()[0], np.random.default_rng(2).normal(size=(37, 2))
    found, expected = passes(ours, x, upstream, device), passes(theirs, x, upstream)
    assert found.keys() == expected.keys()
    for what in expected:
        close(found[what], expected[what], what)


def module(nn, device):
    class Scale(nn.Module):
        def __init__(self):
            super().__init__()
            self.factor = nn.Parameter(array(nn, [2.0, 3.0], device))
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
    model(array(nn, [[1.0, 1.0]], device))
    handle.remove()
    model(array(nn, [[1.0, 1.0]], device))
    assert seen == [(Scale, (1, 2))]


def parameter(nn, device):
    p = nn.Parameter(array(nn, [[1.0, 2.0, 3.0]], device))
    assert (tuple(p.shape), p.ndim, p.numel()) == ((1, 3), 2, 3)
    p.data = array(nn, [[4.0, 5.0, 6.0]], device)
    close(p.data, [[4.0, 5.0, 6.0]], "data")
    p.grad = array(nn, [[1.0, 0.0, 1.0]], device)
    nn.SGD([p], lr=1.0).step()
    close(p.data, [[3.0, 5.0, 5.0]], "data after a step")


def dropout(nn, device):
    Layer(torch.nn.Dropout, ({"p": 0.0}, {"p": 1.0})).check(nn, "Dropout", device)
    nn.manual_seed(0)
    layer, x = nn.Dropout(0.25), np.ones((200, 200))
    if is_torch(nn):
        x = torch.tensor(x, device=device, requires_grad=True)
        y = layer(x)
        (grad,) = torch.autograd.grad(y.sum(), x)
    else:
        y = layer(x)
        grad = layer.backward(np.ones_like(y))
    assert set(np.unique(numbers(y))) == {0.0, 1 / 0.75}
    close(grad, y, "the gradient has the forward pass's mask")
    assert abs(numbers(y).mean() - 1) < 0.01
    assert layer.eval()(x) is x or (layer(x) == x).all()


def no_grad(nn, device):
    layer, x = nn.Linear(2, 1), array(nn, np.ones((1, 2), np.float32), device)
    layer.to(device)
    with nn.no_grad():
        y = layer(x)
    assert not getattr(y, "requires_grad", False)
    assert not getattr(layer, "_kept", {})


def backprop(nn, device):
    ours, theirs = both(nn, device)
    x, y = examples()
    loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
    loss.backward()
    for times in (1, 2):  # gradients add up
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), loss, "loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, times * q.grad, f"{name} after {times}")


def predict(nn, device):
    ours, theirs = both(nn, device)
    x, _ = examples()
    output = nn.predict(ours, x, batch_size=9)  # the last batch holds one row
    assert isinstance(output, np.ndarray)
    assert output.dtype == np.float64
    close(output, theirs(torch.tensor(x)), "output")
    assert ours.training


def fit(nn, device):
    """Batches in the order of NumPy's generator, the last one smaller: written out with PyTorch's own parts."""
    ours, theirs = both(nn, device)
    x, y = examples()
    nn.manual_seed(3)
    mine = nn.SGD(ours.parameters(), lr=0.1, momentum=0.9)
    history = nn.fit(ours, nn.CrossEntropyLoss(), mine, x, y, epochs=4, batch_size=8, validation=(x[:5], y[:5]))
    optimizer, order = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.9), np.random.default_rng(3)
    steps, epochs, validation = [], [], []
    for _ in range(4):
        rows = order.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), 8):
            batch = rows[start : start + 8]
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x[batch])), torch.tensor(y[batch]))
            loss.backward()
            optimizer.step()
            steps.append(loss.item())
            total += loss.item() * len(batch)
        epochs.append(total / len(x))
        validation.append(torch.nn.functional.cross_entropy(theirs(torch.tensor(x[:5])), torch.tensor(y[:5])).item())
    close(history.steps, steps, "loss of each batch", rtol=1e-8)
    close(history.loss, epochs, "loss of each epoch", rtol=1e-8)
    close(history.validation, validation, "validation loss", rtol=1e-8)


def gradient_descent(nn, device):
    function = lambda t: ((t - 1) ** 2).sum() + (t**4).sum()  # noqa: E731
    t = torch.tensor([0.5, -1.0], dtype=torch.float64, requires_grad=True)
    optimizer, path = torch.optim.SGD([t], lr=0.05), [t.detach().clone()]
    for _ in range(5):
        optimizer.zero_grad()
        function(t).backward()
        optimizer.step()
        path.append(t.detach().clone())
    close(nn.gradient_descent(function, [0.5, -1.0], lr=0.05, steps=5), torch.stack(path), "path", rtol=1e-7)
    slope = lambda t: 2 * (t - 1) + 4 * t**3  # noqa: E731
    exact = nn.gradient_descent(function, [0.5, -1.0], lr=0.05, steps=5, gradient=slope)
    close(exact, torch.stack(path), "path by the gradient given")


def perceptron(nn, device):
    """Rosenblatt's rule as a textbook writes it, one point after another."""
    generator = np.random.default_rng(5)
    for classes in (2, 3):
        x, y = generator.normal(size=(40, 2)).astype(np.float32), generator.integers(0, classes, 40)
        model = nn.Perceptron(2, classes, lr=0.5).to(device)
        w, b = np.zeros((classes, 2), np.float32), np.zeros(classes, np.float32)
        for step in model.steps(x, y, epochs=3):
            point, target = x[step.index], int(y[step.index])
            if classes == 2:
                guess = int(w[0] @ point + b[0] >= 0)
                w[0] += 0.5 * (target - guess) * point
                b[0] += 0.5 * (target - guess)
                expected = w[:1], b[:1]
            else:
                guess = int((w @ point + b).argmax())
                for row, sign in ((target, 0.5), (guess, -0.5)):
                    w[row] += sign * point
                    b[row] += sign
                expected = w, b
            assert (step.guess, step.target, step.mistake) == (guess, target, guess != target)
            close(step.weight, expected[0], "weight", rtol=1e-5, atol=1e-6)
            close(step.bias, expected[1], "bias", rtol=1e-5, atol=1e-6)
        scores = x @ expected[0].T + expected[1]
        close(model(array(nn, x, device)), scores, "scores", rtol=1e-5, atol=1e-5)
        labels = (scores[:, 0] >= 0) if classes == 2 else scores.argmax(axis=1)
        assert model.predict(x).dtype == np.int64
        assert (model.predict(x) == labels).all()


def initialiser(*settings, shape=(120, 250)):
    """Compare with PyTorch's numbers as samples of one distribution (Kolmogorov and Smirnov's test)."""

    def program(nn, device, name=None):
        for setting in settings:
            nn.manual_seed(0)
            ours = nn.Parameter(array(nn, np.zeros(shape), device))
            assert getattr(nn, name)(ours, **setting) is ours
            theirs = getattr(torch.nn.init, name)(torch.zeros(shape, dtype=torch.float64), **setting)
            p = scipy.stats.ks_2samp(numbers(ours.data).ravel(), theirs.numpy().ravel()).pvalue
            assert p > 1e-3, f"{name}({setting}): another distribution than PyTorch's, p = {p:.1e}"

    return program


def calculate_gain(nn, device):
    for name in ("linear", "sigmoid", "tanh", "relu", "leaky_relu"):
        close(nn.calculate_gain(name), torch.nn.init.calculate_gain(name), name)
    close(nn.calculate_gain("leaky_relu", 0.5), torch.nn.init.calculate_gain("leaky_relu", 0.5), "slope 0.5")


def manual_seed(nn, device):
    drawn = []
    for seed in (5, 5, 6):
        nn.manual_seed(seed)
        drawn.append(numbers(nn.Linear(3, 3).weight.data))
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()


def tensors(nn, device):
    kinds = (([1.5], "float32"), ([1], "int64"), ([True], "int64"), (np.zeros(2), "float32"), (3.0, "float32"))
    for data, dtype in kinds:
        values = nn.tensor(data)
        assert str(values.dtype).removeprefix("torch.") == dtype
        assert values.shape == np.shape(data)
        back = nn.to_numpy(values)
        assert isinstance(back, np.ndarray)
        close(back, np.asarray(data), "there and back")
    assert str(nn.tensor([1], dtype="float64").dtype).removeprefix("torch.") == "float64"
    assert nn.tensor(nn.tensor([1.5])).shape == (1,)
    source = np.ones(2, np.float32)
    nn.tensor(source)[0] = 5
    nn.to_numpy(source)[0] = 5
    assert (source == 1).all(), "tensor and to_numpy copy"
    weight = nn.Parameter(array(nn, np.ones(2)))
    nn.to_numpy(weight)[0] = 5
    assert (nn.to_numpy(weight) == 1).all()


def device_name(nn, device):
    assert nn.device() in (("cuda", "mps", "cpu") if is_torch(nn) else ("cpu",))


def save_and_load(nn, device, folder):
    ours, theirs = both(nn, device)
    nn.save(ours, folder / "net.safetensors")
    found = nn.load(folder / "net.safetensors")
    assert sorted(found) == sorted(theirs.state_dict())
    for name, values in theirs.state_dict().items():
        close(found[name], values, name, rtol=0, atol=0)
        assert isinstance(found[name], torch.Tensor if is_torch(nn) else np.ndarray)


PROGRAMS = {
    **MODELS,
    "Dropout": dropout,
    "Module": module,
    "Parameter": parameter,
    "Perceptron": perceptron,
    "Sequential": sequential,
    "backprop": backprop,
    "calculate_gain": calculate_gain,
    "device": device_name,
    "fit": fit,
    "gradient_descent": gradient_descent,
    "kaiming_normal_": initialiser({}, {"a": 0.2, "mode": "fan_out"}, {"nonlinearity": "tanh"}),
    "kaiming_uniform_": initialiser({}, {"a": 0.2, "mode": "fan_out"}, {"nonlinearity": "relu"}),
    "load": save_and_load,
    "manual_seed": manual_seed,
    "no_grad": no_grad,
    "normal_": initialiser({}, {"mean": 1.0, "std": 0.1}),
    "predict": predict,
    "save": save_and_load,
    "tensor": tensors,
    "to_numpy": tensors,
    "uniform_": initialiser({}, {"a": -0.1, "b": 0.3}),
    "xavier_normal_": initialiser({}, {"gain": 2.0}),
    "xavier_uniform_": initialiser({}, {"gain": 2.0}),
}
