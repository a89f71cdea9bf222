"""Mistakes that people really make in 10.4, layer normalisation backward."""

import numpy as np


def _root(z, axis):
    return np.sqrt(z.var(axis=axis, keepdims=True) + 1e-5)


def _moved(z_hat, r):
    """Return z minus its mean, where z^ belongs."""
    return z_hat * r


def _by_examples(values, axis, keepdims):
    return values.sum(axis=axis, keepdims=keepdims) / len(values)


def _less_one(values, axis, keepdims):
    return values.sum(axis=axis, keepdims=keepdims) / (values.shape[axis] - 1)


def _backward(
    z, gamma, grad, *, axis=1, means=(1, 1), paths=(1, 1), inside=1.0, outside=1.0, over=0, mean=(np.mean, np.mean),
    z_hats=(1, 1), root=_root
):  # fmt: skip
    """Run layer normalisation backward with one thing wrong; gamma acts inside or outside the means.

    `z_hats` are the powers of z^ in the mean of the third term and before it, or functions of z^ and r. `means` and
    `mean` are the axis and the kind of the two means.
    """
    r = root(z, axis)
    z_hat = (z - z.mean(axis=axis, keepdims=True)) / r
    g = grad * inside
    inner, outer = (z_hat**power if isinstance(power, int) else power(z_hat, r) for power in z_hats)
    pairs = zip(mean, (g, g * inner), means, strict=True)
    through_mean, through_spread = (one(values, axis=along, keepdims=True) for one, values, along in pairs)
    dz = outside * (g - paths[0] * through_mean - paths[1] * outer * through_spread) / r
    return dz, (grad * z_hat).sum(axis=over), grad.sum(axis=over)


def _answer(**wrong):
    return lambda z, gamma, grad: _backward(z, gamma, grad, **{"inside": gamma, **wrong})


over_the_batch = _answer(axis=0, means=(0, 0))
OTHERS_OVER_THE_BATCH = tuple(
    _answer(axis=axis, means=means)
    for axis, means in (
        (1, (0, 0)),
        (0, (1, 1)),
        (1, (0, 1)),
        (1, (1, 0)),
        (None, (None, None)),
        (1, (None, None)),
        (None, (1, 1)),
        (1, (None, 1)),
        (1, (1, None)),
    )
)


def gamma_outside(z, gamma, grad):
    return _backward(z, gamma, grad, outside=gamma)


def gamma_left_out(z, gamma, grad):
    return _backward(z, gamma, grad)


Z_HAT_FORGOTTEN = _answer(z_hats=(1, 0))
OTHER_Z_HATS = tuple(_answer(z_hats=powers) for powers in ((0, 1), (0, 0), (2, 0), (0, 2), (_moved, _moved)))
constants = _answer(paths=(0, 0))
OTHER_PATHS = tuple(_answer(paths=paths) for paths in ((1, 0), (0, 1), (-1, -1)))
sums_for_means = _answer(mean=(np.sum, np.sum))
OTHER_COUNTS = tuple(
    _answer(mean=mean)
    for mean in ((np.sum, np.mean), (np.mean, np.sum), (_by_examples, _by_examples), (_less_one, _less_one))
)


def gamma_in_its_own_gradient(z, gamma, grad):
    dz, dgamma, dbeta = _backward(z, gamma, grad, inside=gamma)
    return dz, gamma * dgamma, gamma * dbeta


def z_for_z_hat(z, gamma, grad):
    dz, _, dbeta = _backward(z, gamma, grad, inside=gamma)
    return dz, (grad * z).sum(axis=0), dbeta


OTHER_GRADIENTS = (_answer(over=1), z_for_z_hat)
NO_EPSILON = _answer(root=lambda z, axis: z.std(axis=axis, keepdims=True))
OTHER_ROOTS = tuple(
    _answer(root=root)
    for root in (
        lambda z, axis: z.std(axis=axis, keepdims=True) + 1e-5,
        lambda z, axis: z.var(axis=axis, keepdims=True) + 1e-5,
        lambda z, axis: z.var(axis=axis, keepdims=True),
        lambda z, axis: np.sqrt(z.var(axis=axis, keepdims=True) + 1e-8),
        lambda z, axis: np.sqrt(z.var(axis=axis, keepdims=True, ddof=1) + 1e-5),
        lambda z, axis: z.std(axis=axis, keepdims=True, ddof=1),
    )
)


def _r_again(power):
    def answer(z, gamma, grad):
        dz, *others = _backward(z, gamma, grad, inside=gamma)
        return dz * _root(z, 1) ** power, *others

    return answer


def r_under_the_first(z, gamma, grad):
    dz, *others = _backward(z, gamma, grad, inside=gamma)
    r, g = _root(z, 1), grad * gamma
    return g / r + (r * dz - g), *others


R_LEFT_OUT, R_TWICE, R_MULTIPLIED = _r_again(1), _r_again(-1), _r_again(2)
