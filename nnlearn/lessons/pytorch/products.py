"""One matrix product, (batch, n) @ (n, n), in four ways: how to compute it, and how long a call and its work take."""

from dataclasses import dataclass

import numpy as np

WIDTHS = tuple(2**k for k in range(2, 13))
BATCHES = tuple(2**k for k in range(13))
LOOP, NUMPY, TORCH, GPU = "Python loop", "NumPy", "PyTorch, CPU", "PyTorch, GPU"
WAYS = (LOOP, NUMPY, TORCH, GPU)
BYTES = 4  # of a float32


@dataclass(frozen=True)
class Rates:
    """What a way can do: seconds of a call that computes nothing, products and bytes per second."""

    call: float
    speed: float
    traffic: float


GPUS = {  # models, not measured: round numbers for such machines
    "laptop GPU": Rates(3e-5, 2e12, 2e11),
    "data-centre GPU": Rates(2e-5, 3e13, 2e12),
}


def multiplied(batch, n):
    """Return the number of products of two numbers."""
    return batch * np.asarray(n, float) ** 2


def moved(batch, n):
    """Return the bytes that are read and written once each: the weights, the rows, the result."""
    return BYTES * (np.asarray(n, float) ** 2 + 2 * batch * np.asarray(n, float))


def modelled(rates, batch, n, calls=1):
    """Return the seconds of a product by the model: the calls, and computing or moving, whichever takes longer.

    Parameters
    ----------
    rates : Rates
    batch : int
    n : int or array of int
    calls : int, default 1
        Calls that the product is split into.

    Returns
    -------
    float or ndarray

    Examples
    --------
    >>> print(f"{modelled(GPUS['laptop GPU'], 32, 4):.1e}")
    3.0e-05
    """
    work = np.maximum(multiplied(batch, n) / rates.speed, moved(batch, n) / rates.traffic)
    return calls * rates.call + work


def bound(rates, batch, n):
    """Return what the work of a product consists of, "computing" or "moving numbers", whichever takes longer.

    Examples
    --------
    >>> bound(GPUS["laptop GPU"], 1, 4096), bound(GPUS["laptop GPU"], 4096, 4096)
    ('moving numbers', 'computing')
    """
    return "computing" if multiplied(batch, n) / rates.speed > moved(batch, n) / rates.traffic else "moving numbers"


def loops(a, columns):
    """Return the product of a list of rows and a list of columns, number by number."""
    return [[sum(p * q for p, q in zip(row, column, strict=True)) for column in columns] for row in a]


def product(way, batch, n):
    """Return a function without arguments that computes one product.

    Parameters
    ----------
    way : str
        One of `WAYS`.
    batch, n : int

    Returns
    -------
    callable

    Examples
    --------
    >>> product("NumPy", 2, 3)().shape
    (2, 3)
    """
    row = np.random.default_rng(0).standard_normal(n, dtype=np.float32)
    a, b = (np.tile(row, (rows, 1)) for rows in (batch, n))  # to sample them all would take longer than the product
    if way == LOOP:
        rows, columns = a.tolist(), b.T.tolist()
        return lambda: loops(rows, columns)
    if way == NUMPY:
        return lambda: a @ b
    import torch

    place = "cuda" if way == GPU else "cpu"
    left, right = torch.from_numpy(a).to(place), torch.from_numpy(b).to(place)
    if way == TORCH:
        return lambda: left @ right
    return lambda: (left @ right)[0, 0].item()  # .item() waits until the GPU is done
