"""Whole networks, training and what is around it: random networks and data, PyTorch's own parts alongside."""

from itertools import pairwise

import numpy as np
import torch
from rows import PARITY
from rows.gan import image_discriminator, image_generator, point_discriminator, point_generator
from rows.init import SHAPE
from rows.lenet import lenet
from rows.mlp import mlp
from rows.parity import copied

import nnlearn.numpy as nn
from differential.draw import same, tensor
from differential.layers import through

ACTIVATIONS = ("Tanh", "ReLU", "Sigmoid", "ELU", "GELU", "SiLU", "Softplus", "LeakyReLU")


def layers_of(draw, first, last):
    """Return names and arguments of a random dense network, as [(name, arguments)]."""
    sizes = [first, *draw.sizes(draw.size(0, 3), 3), last]
    found = []
    for i, o in pairwise(sizes):
        found += [("Linear", (i, o)), (draw.pick(*ACTIVATIONS), ())]
    if len(sizes) > 2 and draw.rng.random() < 0.5:  # one: several in a row magnify rounding
        found.insert(1, (draw.pick("LayerNorm", "BatchNorm1d"), (sizes[1],)))
    return found[:-1]


def network(side, layers):
    return side.Sequential(*(getattr(side, name)(*given) for name, given in layers))


def pair(draw, first, last):
    """Return one random network on both sides, with equal weights in float64."""
    layers = layers_of(draw, first, last)
    theirs = network(torch.nn, layers).double()
    return copied(network(nn, layers), theirs), theirs, [name for name, _ in layers]


def sequential(name, draw):
    draw.dtype = "float64"  # a normalisation magnifies the rounding of float32
    i, o = draw.sizes(2, 2)
    ours, theirs, layers = pair(draw, i, o)
    for _ in range(2):
        ours.train(mode := draw.pick(True, False)), theirs.train(mode)
        x = draw.laid_out(draw.rng.normal(size=(draw.size(3, 9), i)).astype(draw.dtype))
        through(ours, theirs, x, draw, f"{name}: {layers}")


def composition(own, arguments, shape):
    """Return the check of a network that the library puts together from PyTorch's layers."""

    def check(name, draw):
        settings = arguments(draw)
        theirs = own(**settings).double()
        ours = copied(getattr(nn, name)(**settings), theirs)
        ours = ours.float() if draw.dtype == "float32" else ours
        through(ours, theirs, draw.numbers(draw.size(1, 3), *shape(**settings)), draw, f"{name}({settings})")

    return check


def data(draw, i):
    """Return inputs, targets and both sides' losses for them."""
    n = draw.size(4, 12)
    x = draw.laid_out(draw.rng.normal(size=(n, i)))
    if draw.rng.random() < 0.5:
        return x, draw.labels(3, n), nn.CrossEntropyLoss(), torch.nn.CrossEntropyLoss()
    return x, draw.laid_out(draw.rng.normal(size=(n, 3))), nn.MSELoss(), torch.nn.MSELoss()


def one_pass(name, draw):
    """`backprop`, twice: gradients add up; and `predict`, in batches, which changes nothing."""
    i = draw.size()
    ours, theirs, layers = pair(draw, i, 3)
    x, y, criterion, own = data(draw, i)
    for _ in range(2):
        expected = own(theirs(tensor(x)), tensor(y))
        expected.backward()
        same(np.asarray(nn.backprop(ours, criterion, x, y)), expected, f"{name}: {layers}: loss")
        predicted = nn.predict(ours, x, batch_size=draw.size(1, 15))
        same(predicted, theirs.eval()(tensor(x)), f"{name}: {layers}: prediction")
        theirs.train()
        for (key, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            same(p.grad, q.grad, f"{name}: {layers}: gradient of {key}")


def slopes(name, draw):
    """`input_gradient`, in evaluation mode, which leaves the parameters' gradients alone."""
    i = draw.size()
    ours, theirs, layers = pair(draw, i, 3)
    data_x, y, criterion, own = data(draw, i)
    before = [p.grad.copy() for p in ours.parameters()]
    x = tensor(data_x).requires_grad_()
    own(theirs.eval()(x), tensor(y)).backward()
    same(nn.input_gradient(ours, criterion, data_x, y), x.grad, f"{name}: {layers}")
    assert all((p.grad == g).all() for p, g in zip(ours.parameters(), before, strict=True)), f"{name}: {layers}"


def fit(name, draw):
    i, epochs, size, seed = draw.size(), draw.size(1, 3), draw.size(2, 14), draw.size(0, 99)
    ours, theirs, layers = pair(draw, i, 3)
    x, y, criterion, own = data(draw, i)
    size = size if len(x) % size != 1 else len(x)  # a batch of one has no variance
    nn.manual_seed(seed)
    mine = nn.SGD(ours.parameters(), lr=0.1, momentum=0.5)
    history = nn.fit(ours, criterion, mine, x, y, epochs=epochs, batch_size=size)
    optimizer, order = torch.optim.SGD(theirs.parameters(), lr=0.1, momentum=0.5), np.random.default_rng(seed)
    losses = []
    for _ in range(epochs):
        rows = order.permutation(len(x))
        for start in range(0, len(x), size):
            batch = rows[start : start + size]
            optimizer.zero_grad()
            loss = own(theirs(tensor(x[batch])), tensor(y[batch]))
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    np.testing.assert_allclose(history.steps, losses, rtol=1e-7, err_msg=f"{name}: {layers}")
    for (key, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        np.testing.assert_allclose(p.data, q.detach(), rtol=1e-6, atol=1e-8, err_msg=f"{name}: {layers}: {key}")


def descent(name, draw):
    start, lr, steps = draw.rng.normal(size=draw.size()), draw.real(0.001, 0.1), draw.size(1, 9)
    a = draw.rng.normal(size=len(start))
    t, points = tensor(start, grad=True), [start]
    optimizer = torch.optim.SGD([t], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        ((t - tensor(a)) ** 2 + 0.1 * t**4).sum().backward()
        optimizer.step()
        points.append(t.detach().numpy().copy())
    value, slope = lambda t: ((t - a) ** 2 + 0.1 * t**4).sum(), lambda t: 2 * (t - a) + 0.4 * t**3
    same(nn.gradient_descent(value, start, lr=lr, steps=steps, gradient=slope), np.array(points), name)
    numerical = nn.gradient_descent(value, start, lr=lr, steps=steps)
    np.testing.assert_allclose(numerical, points, rtol=1e-6, atol=1e-7, err_msg=f"{name}: numerical slopes")


def landscape(name, draw):
    i = draw.size()
    ours, theirs, layers = pair(draw, i, 3)
    x, y, criterion, own = data(draw, i)
    found = nn.landscape(ours, criterion, x, y, resolution=3, seed=draw.size())
    theirs.eval()
    expected = np.zeros((3, 3))
    for row, b in enumerate(found.axes[1]):
        for column, a in enumerate(found.axes[0]):
            theta = found.centre + a * found.directions[0] + b * found.directions[1]
            torch.nn.utils.vector_to_parameters(torch.tensor(theta), theirs.parameters())
            expected[row, column] = own(theirs(tensor(x)), tensor(y)).item()
    same(found.losses, expected, f"{name}: {layers}")


def initialiser(name, draw):
    """Samples of random shapes have the spread of PyTorch's, and its ends if it has any."""
    settings = {
        "kaiming": lambda: draw.some(
            a=draw.real(0, 2), mode="fan_out", nonlinearity=draw.pick("relu", "tanh", "linear")
        ),
        "xavier": lambda: draw.some(gain=draw.real(0.1, 3)),
        "normal": lambda: draw.some(mean=draw.real(-1, 1), std=draw.real(0, 3)),
        "uniform": lambda: draw.some(a=draw.real(-2, 0), b=draw.real(1, 2)),
    }[name.partition("_")[0]]()
    shape = draw.pick(SHAPE, (60, 5, 10, 10), (9, 2000))
    nn.manual_seed(draw.size(0, 99))
    ours = getattr(nn, name)(nn.Parameter(np.zeros(shape)), **settings).data
    theirs = getattr(torch.nn.init, name)(torch.zeros(shape, dtype=torch.float64), **settings).numpy()
    for what in (np.std, np.ptp) if "uniform" in name else (np.std,):
        np.testing.assert_allclose(what(ours), what(theirs), rtol=0.05, err_msg=f"{name}({settings}), {shape}")
    assert abs(ours.mean() - theirs.mean()) <= 0.1 * theirs.std(), f"{name}({settings}): mean"


def gain(name, draw):
    kind = draw.pick("linear", "sigmoid", "tanh", "relu", "leaky_relu")
    given = draw.pick((kind,), ("leaky_relu", draw.real(0, 2)))
    assert abs(nn.calculate_gain(*given) - torch.nn.init.calculate_gain(*given)) < 1e-12


def dropout(name, draw):
    """What is left is scaled, about the right share is left, and the gradient takes the same way."""
    p = draw.pick(0.0, 1.0, draw.real(0.1, 0.9))
    layer, (x, upstream) = nn.Dropout(p), (draw.laid_out(draw.probabilities(40, 50) + 1) for _ in range(2))
    nn.manual_seed(draw.size(0, 99))
    y, x_grad = layer(x), layer.backward(upstream)
    mask, scale = y != 0, 1 / (1 - p) if p < 1 else 0
    assert abs(mask.mean() - (1 - p)) < 0.06, f"{name}({p}): {mask.mean()} are left"
    same(y, mask * x * scale, f"{name}({p}): output", draw.dtype)
    same(x_grad, mask * upstream * scale, f"{name}({p}): gradient", draw.dtype)
    same(layer.eval()(x), torch.nn.Dropout(p).eval()(tensor(x)), f"{name}({p}): evaluation", draw.dtype)


def there_and_back(name, draw):
    values = draw.pick(draw.numbers(*draw.sizes(draw.size(0, 3))), draw.labels(5, draw.size()))
    kind = draw.pick("float32", "float64")
    found = nn.tensor(values, dtype=kind)
    same(nn.to_numpy(found), values.astype(kind), f"{name}: there and back", kind)
    found[...] = 9
    nn.to_numpy(found)[...] = 8
    assert (found == 9).all()
    assert nn.device() == "cpu"


def perceptron(name, draw):
    """Rosenblatt's rule, as a textbook writes it, for points and classes that are drawn."""
    features, classes, lr = draw.size(), draw.size(2, 4), draw.real(0.1, 2)
    model, w, b = nn.Perceptron(features, classes, lr=lr).double(), np.zeros((classes, features)), np.zeros(classes)
    x, y = draw.laid_out(draw.rng.normal(size=(12, features))), draw.labels(classes, 12)
    for step in model.steps(x, y, epochs=2):
        point, target, scores = x[step.index], int(y[step.index]), w @ x[step.index] + b
        guess = int(scores[0] >= 0) if classes == 2 else int(scores.argmax())
        moves = [(0, lr * (target - guess))] if classes == 2 else [(target, lr), (guess, -lr)]
        for row, by in moves:
            w[row] += by * point
            b[row] += by
        assert step.guess == guess, f"{name}({features}, {classes}, lr={lr})"
        same(step.weight, w[: len(step.weight)], f"{name}: weight")
        same(step.bias, b[: len(step.bias)], f"{name}: bias")


def fixed(name, draw):
    """What has no arguments to draw: its rows run here too, once."""
    if not draw.number:
        PARITY[name].check(nn, name)


def image_settings(draw):
    return {"size": 4 * draw.size(1, 2), "channels": draw.size(1, 2), "width": 2 * draw.size(1, 2)}


CHECKS = {
    "Dropout": dropout,
    "ImageDiscriminator": composition(
        image_discriminator, image_settings, lambda size, channels, width: (channels, size, size)
    ),
    "ImageGenerator": composition(
        image_generator, lambda d: {"latent": d.size(), **image_settings(d)}, lambda latent, **_: (latent,)
    ),
    "LeNet5": composition(
        lenet,
        lambda d: {"classes": d.size(), "form": d.pick("1998", "today"), "size": d.pick(28, 32)},
        lambda size, **_: (1, size, size),
    ),
    "MLP": composition(mlp, lambda d: {"sizes": list(d.sizes(d.size(2, 5)))}, lambda sizes: sizes[:1]),
    "PointDiscriminator": composition(
        point_discriminator,
        lambda d: {"features": d.size(), "hidden": d.sizes(d.size(0, 3))},
        lambda features, **_: (features,),
    ),
    "PointGenerator": composition(
        point_generator,
        lambda d: {"latent": d.size(), "features": d.size(), "hidden": d.sizes(d.size(0, 3))},
        lambda latent, **_: (latent,),
    ),
    "Perceptron": perceptron,
    "Sequential": sequential,
    "backprop": one_pass,
    "input_gradient": slopes,
    "predict": one_pass,
    "fit": fit,
    "gradient_descent": descent,
    "landscape": landscape,
    "calculate_gain": gain,
    "tensor": there_and_back,
    "to_numpy": there_and_back,
    "device": there_and_back,
    **dict.fromkeys(("kaiming_normal_", "kaiming_uniform_", "normal_", "uniform_"), initialiser),
    **dict.fromkeys(("xavier_normal_", "xavier_uniform_"), initialiser),
    **dict.fromkeys(
        ("Module", "ModuleList", "Parameter", "ParameterList", "gan_step", "manual_seed", "no_grad"), fixed
    ),
}
