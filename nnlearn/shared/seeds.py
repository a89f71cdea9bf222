"""The random numbers that both sides share: the order of batches, the noise of a GAN, sampled text.

They come from NumPy's generator on both sides, so that equal weights and equal seeds give equal numbers.
"""

import contextlib

import numpy as np

from nnlearn import arguments

_shared = np.random.default_rng()


def seed_shared_rng(seed):
    """Seed the generator that both sides share; `manual_seed` calls it."""
    global _shared
    _shared = np.random.default_rng(seed)


def shared_rng():
    """Return the generator that `manual_seed` sets and that gives the same numbers on both sides."""
    return _shared


@contextlib.contextmanager
def fork_shared_rng():
    """Restore the shared generator on exit."""
    source = _shared
    before = source.bit_generator.state
    try:
        yield
    finally:
        source.bit_generator.state = before


def rng_or_shared(caller, name, rng):
    """Return the generator that was given, or the shared one for None."""
    if rng is None:
        return _shared
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"{caller} expected {name} to be a numpy.random.Generator, got {arguments.describe(rng)}")
    return rng
