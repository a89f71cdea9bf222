"""The rows of the normalisation layers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, NOT_FLAGS, NOT_SIZES, WORDS, array, good, setting
from rows.parity import close, copied, dtypes, numbers, passes, same_passes

FEATURES = 4
GRID = (
    {},
    {"momentum": 0.5, "eps": 1e-3},
    {"momentum": None},
    {"momentum": 1.0},
    {"affine": False},
    {"track_running_stats": False},
    {"affine": False, "track_running_stats": False},
)


def batches(rng, *shape, count=5):
    """Return batches that differ in mean and spread, one feature constant, in the memory order of a convolution."""
    scale = rng.uniform(0.1, 30, (count, 1, shape[1], *[1] * (len(shape) - 2)))
    x = rng.normal(size=(count, *shape)) * scale + 10 * scale
    x[:, :, 1] = 5.0
    x[:, 0] *= 3
    if len(shape) == 4:
        return [np.ascontiguousarray(each.transpose(2, 1, 3, 0)).transpose(3, 1, 0, 2) for each in x]
    return list(x)


def randomise(module):
    """Give weight and bias other values than 1 and 0."""
    torch.manual_seed(3)
    for p in module.parameters():
        torch.nn.init.normal_(p)
    return module


@dataclass(frozen=True)
class Norm:
    """Five batches in training mode and one in evaluation mode, the state compared after each."""

    reference: Any
    given: tuple
    settings: tuple
    shapes: tuple

    def check(self, nn, name, device="cpu"):
        rng = np.random.default_rng(21)
        for options in self.settings:
            for shape in self.shapes:
                theirs = randomise(self.reference(*self.given, **options)).double()
                ours = copied(getattr(nn, name)(*self.given, **options), theirs, device)
                assert repr(ours) == repr(theirs)
                for i, x in enumerate(batches(rng, *shape, count=6)):
                    mode = "eval" if i == 5 else "train"
                    getattr(ours, mode)(), getattr(theirs, mode)()
                    upstream = rng.normal(size=shape)
                    same_passes(ours, theirs, x, upstream, f"{name}({options}), {mode}, {shape}", device, atol=1e-10)
                    state = ours.state_dict()
                    assert list(state) == list(theirs.state_dict())
                    for what, values in theirs.state_dict().items():
                        close(state[what], values, f"{name}({options}), batch {i}: {what}")
            self.single(nn, name, options, rng, device)

    def single(self, nn, name, options, rng, device):
        """Compare float32, which stays float32, with float64."""
        shape = self.shapes[0]
        theirs = randomise(self.reference(*self.given, **options)).double()
        x, upstream = batches(rng, *shape, count=1)[0].astype(np.float32), rng.normal(size=shape).astype(np.float32)
        double = copied(getattr(nn, name)(*self.given, **options), theirs, device)
        exact = passes(double, x.astype(float), upstream.astype(float), device)
        small = copied(getattr(nn, name)(*self.given, **options), theirs, device).float()
        found = passes(small, x, upstream, device)
        assert set(dtypes(found).values()) == {"float32"}
        for what, values in exact.items():
            size = np.abs(numbers(values)).max()
            np.testing.assert_allclose(numbers(found[what]), numbers(values), rtol=1e-3, atol=1e-4 * size, err_msg=what)
        assert {str(b.dtype).removeprefix("torch.") for b in small.buffers()} <= {"float32", "int64"}


PARITY = {
    "BatchNorm1d": Norm(torch.nn.BatchNorm1d, (FEATURES,), GRID, ((6, 4), (2, 4), (3, 4, 5), (1, 4, 2))),
    "BatchNorm2d": Norm(torch.nn.BatchNorm2d, (FEATURES,), GRID, ((6, 4, 3, 5), (1, 4, 1, 2), (2, 4, 1, 1))),
    "LayerNorm": Norm(
        torch.nn.LayerNorm,
        (),
        (
            {"normalized_shape": 4},
            {"normalized_shape": (4,), "eps": 1e-3},
            {"normalized_shape": [3, 4], "bias": False},
            {"normalized_shape": (3, 4), "elementwise_affine": False},
            {"normalized_shape": (2, 3, 4)},
        ),
        ((5, 2, 3, 4), (2, 3, 4)),
    ),
}

NOT_SHARES = [bad for bad in (*NOT_SIZES, 1.1) if bad is not None]
NOT_SHAPES = (*WORDS, 2.5, NAN, 0, -1, True, (), [], (0,), (4, -1), (4, 2.5), ("4",), (None,))


def not_floats(nn):
    return [*WORDS, 3, [[1.0]], array(nn, [[1, 2, 3, 4]], "int64")]


def batch_norm(name, *shapes):
    """Return the rows of a batch normalisation; it refuses the shapes, the last one in training mode only."""
    build = lambda nn, **more: getattr(nn, name)(4, **more)  # noqa: E731
    return [
        setting(name, "num_features", NOT_COUNTS),
        setting(name, "eps", (*NOT_SIZES, 0), 4),
        setting(name, "momentum", NOT_SHARES, 4),
        setting(name, "affine", NOT_FLAGS, 4),
        setting(name, "track_running_stats", NOT_FLAGS, 4),
        ("x", not_floats, lambda nn, bad: build(nn)(bad)),
        ("x", [(), (4,), *shapes], lambda nn, shape: build(nn)(good(nn, *shape))),
        ("x", [()], lambda nn, _: build(nn, track_running_stats=False).eval()(good(nn, *shapes[-1]))),
    ]


FUZZ = {
    "BatchNorm1d": batch_norm("BatchNorm1d", (3, 5), (4, 3), (2, 4, 3, 3), (3, 5, 4), (0, 4), (1, 4, 1), (1, 4)),
    "BatchNorm2d": batch_norm("BatchNorm2d", (3, 4), (3, 4, 4), (2, 3, 3, 4), (0, 4, 2, 2), (1, 4, 1, 1)),
    "LayerNorm": [
        setting("LayerNorm", "normalized_shape", NOT_SHAPES),
        setting("LayerNorm", "eps", (*NOT_SIZES, 0), 4),
        setting("LayerNorm", "elementwise_affine", NOT_FLAGS, 4),
        setting("LayerNorm", "bias", NOT_FLAGS, 4),
        ("x", not_floats, lambda nn, bad: nn.LayerNorm(4)(bad)),
        ("x", [(), (3,), (4, 3), (4, 1)], lambda nn, shape: nn.LayerNorm(4)(good(nn, *shape))),
        ("x", [(), (4,), (3, 3, 4), (4, 2)], lambda nn, shape: nn.LayerNorm((2, 4))(good(nn, *shape))),
    ],
}
