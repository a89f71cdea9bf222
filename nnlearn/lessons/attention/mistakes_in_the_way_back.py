"""Mistakes that people really make in 21.2: the softmax's slope, its scale, and matrices the wrong way round."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _with(slope=None, scales=(1, 1), dq=None, dk=None, dv=None, da=None):
    """Return an answer with something else in place of one of its lines; scales: powers of sqrt(d) in dq and dk."""
    slope = slope or (lambda a, da: a * (da - (a * da).sum(axis=1, keepdims=True)))
    da = da or (lambda g, v: g @ v.T)
    dq = dq or (lambda ds, q, k: ds @ k)
    dk = dk or (lambda ds, q, k: ds.T @ q)
    dv = dv or (lambda a, g: a.T @ g)

    def attention_backward(g, a, q, k, v):
        ds, root = slope(a, da(g, v)), np.sqrt(q.shape[1])
        return dq(ds, q, k) / root ** scales[0], dk(ds, q, k) / root ** scales[1], dv(a, g)

    return attention_backward


def root_of_the_values(g, a, q, k, v):
    da = g @ v.T
    ds = a * (da - (a * da).sum(axis=1, keepdims=True)) / np.sqrt(v.shape[1])
    return ds @ k, ds.T @ q, a.T @ g


WRONG = {
    "the slope of the softmax lacks its sum": Wrong(
        _with(slope=lambda a, da: a * da),
        "All weights of a row sum to 1: pushing one score up pushes the other weights down. Add up your slopes at the "
        "scores of one query; they should give 0.",
        also=(_with(slope=lambda a, da: a * (1 - a) * da), _with(slope=lambda a, da: da)),
    ),
    "the sum in the slope runs over the wrong places": Wrong(
        _with(slope=lambda a, da: a * (da - (a * da).sum(axis=0, keepdims=True))),
        "A softmax was taken for each query by itself, so each row has a sum of its own, over its S keys.",
        also=(_with(slope=lambda a, da: a * (da - (a * da).sum())),),
    ),
    "the sum in the slope has other terms than a times dL/da": Wrong(
        _with(slope=lambda a, da: a * (da - da.sum(axis=1, keepdims=True))),
        "What is subtracted is the mean of dL/da under the weights: each one counts as much as its weight a.",
        also=(_with(slope=lambda a, da: a * (da - da.mean(axis=1, keepdims=True))),),
    ),
    "places of weight 0 get a slope": Wrong(
        _with(slope=lambda a, da: da - (a * da).sum(axis=1, keepdims=True)),
        "Where a is 0, because the mask hides the place, nothing can move it: by what is the difference multiplied?",
        also=(_with(slope=lambda a, da: da - (a * da)), _with(slope=lambda a, da: da - a)),
    ),
    "dL/dq or dL/dk is not divided by the square root of d": Wrong(
        _with(scales=(0, 0)),
        "The score is q · k over the square root of d, and dL/dq and dL/dk both come through it: once each.",
        also=(
            *(_with(scales=(0, 1)), _with(scales=(1, 0)), _with(scales=(2, 2)), _with(scales=(-1, -1))),
            *(_with(scales=(2, 1)), _with(scales=(1, 2)), root_of_the_values),
        ),
    ),
    "the slopes at the scores stand the wrong way round in dL/dk": Wrong(
        _with(dk=lambda ds, q, k: ds @ q),
        "A key was asked by all queries: row s of dL/dk sums over t. Which axis of the slopes (T, S) is t?",
    ),
    "queries and keys are exchanged": Wrong(
        _with(dq=lambda ds, q, k: ds @ q, dk=lambda ds, q, k: ds.T @ k),
        "The slope of q · k at q is k, and at k it is q.",
        also=(
            _with(dq=lambda ds, q, k: ds @ q),
            _with(dk=lambda ds, q, k: ds.T @ k),
            _with(dq=lambda ds, q, k: ds.T @ q, dk=lambda ds, q, k: ds @ k),
        ),
    ),
    "dL/dv does not give each value its own weights": Wrong(
        _with(dv=lambda a, g: a @ g),
        "A value was read by all queries, each with its weight: row s of dL/dv sums a[t, s] g[t] over t. The result "
        "has the shape of v.",
        also=(
            *(_with(dv=lambda a, g: g), _with(dv=lambda a, g: a.T @ (a @ (a.T @ g)))),
            _with(dv=lambda a, g: np.tile(g.sum(axis=0), (a.shape[1], 1))),
        ),
    ),
}
