"""The times that the crossover explorer shows: stored or measured here, a GPU by a model or measured, and who wins."""

from dataclasses import dataclass

import numpy as np

from nnlearn.lessons.pytorch.measuring import CPU_WAYS
from nnlearn.lessons.pytorch.products import BATCHES, GPU, GPUS, NUMPY, WIDTHS, Rates, bound, modelled


@dataclass(frozen=True)
class Curves:
    """The times of one batch."""

    batch: int
    calls: int
    times: dict  # way: seconds for each width (11,), NaN where it was not measured
    here: dict  # the same, measured on this machine so far
    rates: dict  # way: Rates
    modelled: bool  # whether the GPU's times are a model's
    own: bool  # whether `times` were measured on this machine


def curves(stored, here, gpu, batch, calls=1):
    """Return the curves of a batch.

    Parameters
    ----------
    stored, here : Measured
        Once `here` has been measured to the end at this batch, it counts.
    gpu : str
        Key of `GPUS`, for a machine without one.
    batch, calls : int

    Returns
    -------
    Curves

    Examples
    --------
    >>> from nnlearn.lessons.pytorch.measuring import Measured
    >>> nothing = Measured("nowhere", "never")
    >>> curves(nothing, nothing, "laptop GPU", 64).modelled
    True
    """
    times, points, rates, own = {}, {}, {}, batch in here.finished
    for way in (*CPU_WAYS, GPU):
        source = here if own else stored
        rates[way] = source.rates.get(way, Rates(0.0, 1.0, 1.0))
        times[way] = source.curve(batch, way) + (calls - 1) * rates[way].call
        if way in here.times.get(batch, {}):
            points[way] = here.curve(batch, way) + (calls - 1) * here.rates[way].call
    guessed = bool(np.isnan(times[GPU]).all())
    if guessed:
        rates[GPU] = GPUS[gpu]
        times[GPU] = modelled(GPUS[gpu], batch, WIDTHS, calls)
    return Curves(batch, calls, times, points, rates, guessed, own)


def parts(found, way, n):
    """Return what the time of a product consists of: {name: seconds}, {} if it was not measured.

    Examples
    --------
    >>> from nnlearn.lessons.pytorch.measuring import Measured
    >>> nothing = Measured("nowhere", "never")
    >>> list(parts(curves(nothing, nothing, "laptop GPU", 64), "PyTorch, GPU", 4096))
    ['the call', 'computing']
    """
    total = float(found.times[way][WIDTHS.index(n)])
    if np.isnan(total):
        return {}
    call = min(found.calls * found.rates[way].call, total)
    work = "looking up" if way == CPU_WAYS[0] else bound(found.rates[way], found.batch, n)
    return {"the call": call, work: total - call}


def fastest(found, n):
    """Return the way that takes the least time at a width."""
    k = WIDTHS.index(n)
    return min((way for way in found.times if not np.isnan(found.times[way][k])), key=lambda way: found.times[way][k])


def crossing(found):
    """Return the width from which the GPU is faster than NumPy, and the time there; None if there is no such place.

    Between two widths it is read off the straight lines of the picture, whose scales are logarithmic.
    """
    ahead = np.log(found.times[NUMPY]) - np.log(found.times[GPU])  # above 0 the GPU is faster
    for k in range(len(WIDTHS) - 1):
        if ahead[k] <= 0 < ahead[k + 1]:
            share = ahead[k] / (ahead[k] - ahead[k + 1])
            x = np.log(WIDTHS[k]) + share * np.log(WIDTHS[k + 1] / WIDTHS[k])
            y = np.interp(x, np.log(WIDTHS), np.log(found.times[GPU]))
            return float(np.exp(x)), float(np.exp(y))
    return None


def batch_with_crossing(stored, here, gpu, calls, width):
    """Return the batch whose crossing is nearest to a width, None if no batch has one."""
    places = {batch: crossing(curves(stored, here, gpu, batch, calls)) for batch in BATCHES}
    away = {batch: abs(np.log(place[0] / width)) for batch, place in places.items() if place}
    return min(away, key=away.__getitem__, default=None)
