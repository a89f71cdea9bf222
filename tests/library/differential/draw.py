"""Draw sizes, numbers, memory layouts and precisions from one seed, and compare results."""

import numpy as np
import torch

TOLERANCE = {"float64": 1e-10, "float32": 2e-5}  # of the largest number of an array


class Draw:
    """One random case: a generator, and the precision in which ours computes."""

    def __init__(self, seed, number):
        self.rng, self.number = np.random.default_rng([seed, number]), number
        self.dtype = self.pick("float64", "float64", "float32")

    def pick(self, *options):
        """Return one of the options."""
        return options[self.rng.integers(len(options))]

    def size(self, low=1, high=6):
        return int(self.rng.integers(low, high + 1))

    def sizes(self, count, low=1, high=6):
        return tuple(self.size(low, high) for _ in range(count))

    def some(self, **settings):
        """Return each of these settings, or leave it out."""
        return {name: value for name, value in settings.items() if self.rng.random() < 0.5}

    def real(self, low, high):
        return float(self.rng.uniform(low, high))

    def numbers(self, *shape):
        """Return numbers of the precision: ordinary, small, large, or with ties and zeros; in any memory layout."""
        values = self.rng.normal(size=shape)
        kind = self.pick("ordinary", "ordinary", "small", "large", "ties")
        large = 30.0 if self.dtype == "float64" else 3.0  # 30 x 30 x float32's rounding is more than the tolerance
        scale = {"small": 1e-3, "large": large}.get(kind, 1.0)
        values = np.round(2 * values) / 2 if kind == "ties" else scale * values
        return self.laid_out(np.asarray(values, self.dtype))

    def probabilities(self, *shape):
        """Return numbers in [0, 1], both ends among them."""
        values = np.where(self.rng.random(shape) < 0.2, self.rng.integers(0, 2, shape), self.rng.random(shape))
        return self.laid_out(np.asarray(values, self.dtype))

    def labels(self, classes, *shape):
        return self.laid_out(self.rng.integers(0, classes, shape))

    def laid_out(self, values):
        """Return equal values in another order in memory, as a part of a larger array, or read-only."""
        values = np.asarray(values)  # a number too
        layout = self.pick("plain", "axes", "axes", "strided", "reversed", "read-only")
        if layout == "axes" and values.ndim:
            order = self.rng.permutation(values.ndim)
            return np.ascontiguousarray(values.transpose(order)).transpose(np.argsort(order))
        if layout in ("strided", "reversed") and values.ndim:
            whole = np.full([2 * length + 1 for length in values.shape], 7, values.dtype)
            part = whole[tuple(slice(1, 2 * length, 2) for length in values.shape)]
            part = np.flip(part) if layout == "reversed" else part
            part[...] = values
            return part
        values = values.copy()
        values.flags.writeable = layout != "read-only"
        return values


def tensor(values, grad=False):
    """Return an array as PyTorch's tensor in float64, or of whole numbers; in C order, which PyTorch does best.

    PyTorch 2.13 gives a wrong gradient of BatchNorm2d in evaluation mode if x of shape (N, C, 1, W) is stored with the
    channels last and the gradient is not.
    """
    result = torch.tensor(np.array(values, order="C"))
    return result.double().requires_grad_(grad) if result.is_floating_point() else result


def same(ours, theirs, what, dtype="float64"):
    """Raise unless ours has PyTorch's shape and numbers, to a part of its largest, and this dtype."""
    theirs = theirs.detach().numpy() if isinstance(theirs, torch.Tensor) else np.asarray(theirs)
    assert np.shape(ours) == theirs.shape, f"{what}: shape {np.shape(ours)} and not {theirs.shape}"
    assert str(ours.dtype) == dtype, f"{what} is {ours.dtype} and not {dtype}"
    largest = np.abs(theirs[np.isfinite(theirs)]).max(initial=1.0)
    tolerance = TOLERANCE.get(dtype, 0) * largest
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance, err_msg=what)
