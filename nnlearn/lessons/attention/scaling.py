"""How far the scores of random queries and keys spread, and what softmax makes of them."""

import numpy as np

from nnlearn.numpy.attention_functional import attention_backward, attention_weights


def spread_of(d, divided, *, keys=16, rows=2000, seed=0):
    """Measure the scores of queries and keys whose entries are independent, with mean 0 and variance 1.

    Parameters
    ----------
    d : int
        Width of a query.
    divided : bool
        Whether the products are divided by the root of d.
    keys : int, default 16
        That each query looks at.
    rows : int, default 2000
        Queries.
    seed : int, default 0

    Returns
    -------
    dict of str to float
        "spread": the standard deviation of the scores; "largest": the mean of the largest weight of a row; "one key":
        the share of rows in which one weight is above 0.99; "slope": the root mean square of dL/ds, for a gradient of
        dL/dy of unit variance and four values a key.

    Examples
    --------
    >>> round(spread_of(64, False)["spread"]), round(spread_of(64, True)["spread"])
    (8, 1)
    """
    rng = np.random.default_rng(seed)
    q, k, v = rng.normal(size=(rows, 1, d)), rng.normal(size=(rows, keys, d)), rng.normal(size=(rows, keys, 4))
    scale = d**-0.5 if divided else 1.0
    s, a = scale * q @ k.swapaxes(1, 2), attention_weights(q, k, None, scale)
    unit = np.eye(keys)[None].repeat(rows, axis=0)  # as keys: dL/dq is then dL/ds
    slope, _, _ = attention_backward(rng.normal(size=(rows, 1, 4)), a, np.zeros((rows, 1, keys)), unit, v, 1.0)
    return {
        "spread": float(s.std()),
        "largest": float(a.max(axis=2).mean()),
        "one key": float((a.max(axis=2) > 0.99).mean()),
        "slope": float(np.sqrt((slope**2).mean())),
    }
