"""What the answers to 17.4 and 17.5 are tried on: small networks, made when they are asked for."""

import contextlib
import math
from collections.abc import Callable, Mapping

import numpy as np

from nnlearn.arguments import describe


class Made(Mapping):
    """Special inputs that are built when they are asked for: networks draw weights, which an import must not do."""

    def __init__(self, makers):
        self.makers: dict[str, Callable] = makers

    def __getitem__(self, kind):
        return self.makers[kind]()

    def __iter__(self):
        return iter(self.makers)

    def __len__(self):
        return len(self.makers)


# 17.4


def model_of(rng, n, widths=(4, 5, 3), blocks="NnS", training=True):
    """Return a trained-looking network, examples and labels; a letter for each block: N and n normalise, S scales."""
    import nnlearn.numpy as nn

    d, width, classes = widths
    model = nn.Sequential(nn.Linear(d, width), *(_block(nn, width, kind) for kind in blocks))
    model = nn.Sequential(*model, nn.BatchNorm1d(width), nn.ReLU(), nn.Linear(width, classes)).double()
    with_known_weights(nn, model, rng)
    model.train(training)
    return model, 2 * rng.normal(size=(n, d)), rng.integers(classes, size=n)


def _block(nn, width, kind):
    def dense():
        return nn.Linear(width, width)

    if kind == "S":
        return nn.Residual(nn.ReLU(), dense(), scale=0.5)
    if kind == "P":
        return nn.Residual(nn.ReLU(), dense(), shortcut=dense())
    return nn.Residual(
        *(part for _ in range(1 + (kind == "N")) for part in (nn.BatchNorm1d(width), nn.ReLU(), dense()))
    )


def with_known_weights(nn, model, rng):
    """Give every parameter and every running average a number that depends on its place."""
    for p in model.parameters():
        p.data[...] = rng.normal(size=p.shape) * 1.5 / np.sqrt(max(p.numel() / p.shape[0], 1))
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
            layer.running_mean[...] = rng.normal(size=layer.running_mean.shape)
            layer.running_var[...] = rng.uniform(0.3, 3, size=layer.running_var.shape)


def sample_model(rng):
    return model_of(rng, int(rng.integers(70, 90)))


SPECIAL_MODELS = Made(
    {
        "a single block": lambda: model_of(np.random.default_rng(1), 40, blocks="N"),
        "no block at all": lambda: model_of(np.random.default_rng(2), 40, blocks=""),
        "six blocks": lambda: model_of(np.random.default_rng(3), 60, blocks="nSnSSn"),
        "a block whose shortcut is a layer": lambda: model_of(np.random.default_rng(4), 60, blocks="nPn"),
        "a network in evaluation mode": lambda: model_of(np.random.default_rng(5), 60, training=False),
        "a single example": lambda: model_of(np.random.default_rng(6), 1),
        "one number in, one unit a layer": lambda: model_of(np.random.default_rng(7), 30, widths=(1, 1, 2)),
    }
)


def use_lesions(answer, model, x, y):
    """Return the accuracies, what the network says afterwards, and the mode it is left in."""
    import nnlearn.numpy as nn

    found = answer(nn, model, x, y)
    if not isinstance(found, list | tuple | np.ndarray) or not all(np.ndim(one) == 0 for one in found):
        came = "a list of things that are not numbers" if isinstance(found, list | tuple) else describe(found)
        raise TypeError(f"lesions should return a list of numbers, one for each residual block; yours returns {came}.")
    mode = "training" if all(one.training for one in model.modules()) else "evaluation"
    return np.array([float(one) for one in found]), nn.predict(model, x), mode


# 17.5


def use_stage(answer, before, after, stride, blocks):
    """Return how many blocks a stage has, and what comes out of its first block and of all, in both modes."""
    import nnlearn.numpy as nn

    found = answer(nn, before, after, stride, blocks)
    _check_stage(nn, found)
    model = nn.Sequential(*found).double()
    with_weights_by_shape(nn, model)
    x = np.random.default_rng(0).normal(size=(2, before, 4, 6))
    try:
        with nn.no_grad():
            model.eval()
            first, last = model[0](x), model(x)
            return len(model), first, last, model.train()(x)
    except ValueError as error:
        said = _misfit(nn, model, x) or f"The stage cannot take images of shape {x.shape}: {error}."
        raise ValueError(said) from None


def _misfit(nn, model, x):
    """Return a sentence about the first block whose branch and skip do not fit, or None."""
    with nn.no_grad(), contextlib.suppress(ValueError):
        for k, block in enumerate(model.eval(), start=1):
            branch, skip = block.body(x).shape, (x if block.shortcut is None else block.shortcut(x)).shape
            if branch != skip:
                return (
                    f"In block {k} images of shape {x.shape} come out of the branch with the shape {branch} and out of "
                    f"the skip with {skip}, and cannot be added. A 3 x 3 convolution keeps height and width with "
                    "padding=1 and a stride of 1; whatever the branch changes, the skip has to change in the same way."
                )
            x = block(x)
    return None


def _check_stage(nn, found):
    wanted = "stage should return a list of nn.Residual, one for each block; yours returns"
    if not isinstance(found, list | tuple | nn.Sequential):
        raise TypeError(f"{wanted} {describe(found)}.")
    if not len(found):
        raise TypeError(f"{wanted} an empty one.")
    for one in found:
        if not isinstance(one, nn.Residual):
            raise TypeError(f"{wanted} one that holds {describe(one)}.")


def with_weights_by_shape(nn, model):
    """Give parameters numbers that depend on their shape and on how many of this shape came before."""
    seen: dict[tuple, int] = {}

    def known(shape):
        seen[shape] = seen.get(shape, 0) + 1
        n = math.prod(shape)
        return np.sin(np.arange(n) * (1 + 0.37 * seen[shape]) + n).reshape(shape)

    for layer in model.modules():
        for p in vars(layer).values():
            if isinstance(p, nn.Parameter):
                p.data[...] = 1.5 * known(p.shape) / np.sqrt(max(p.numel() / p.shape[0], 1))
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean[...] = known(layer.running_mean.shape)
            layer.running_var[...] = np.exp(known(layer.running_var.shape))


def sample_stage(rng):
    before, after = (int(k) for k in rng.permutation([2, 3, 4, 5])[:2])
    return before, after, 2, int(rng.integers(2, 4))


STAGES = ((3, 3, 1, 2), (3, 3, 2, 3), (3, 4, 1, 2))
SPECIAL_STAGES = {
    "a single block": (2, 4, 2, 1),
    "a single block that keeps the shape": (4, 4, 1, 1),
    "one channel": (1, 1, 2, 2),
    "fewer channels than before": (5, 2, 2, 2),
    "a stride of 3": (2, 3, 3, 2),
    "five blocks": (2, 3, 2, 5),
}
