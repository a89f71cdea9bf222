"""The one source of randomness on this side: initial weights and dropout masks are sampled from it."""

from contextlib import contextmanager

import numpy as np

from nnlearn import arguments
from nnlearn.shared.seeds import seed_shared_rng

_default = np.random.default_rng()


def manual_seed(seed):
    """Make everything random from here on repeatable: initial weights, dropout and the order of batches.

    The order of batches has a generator of its own, so that it depends on the seed alone and is the same on both sides.

    Parameters
    ----------
    seed : int
        Any whole number in [0, 2^64).

    Raises
    ------
    TypeError, ValueError
        If `seed` is not such a number.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0); a = nn.Linear(2, 2).weight.data
    >>> nn.manual_seed(0); b = nn.Linear(2, 2).weight.data
    >>> bool((a == b).all())
    True
    """
    global _default
    seed = arguments.integer("manual_seed", "seed", seed, low=0, high=2**64 - 1)
    _default = np.random.default_rng(seed)
    seed_shared_rng(seed)


def generator(given=None):
    """Return the given generator, or for None the default one, which `manual_seed` sets."""
    if given is None:
        return _default
    if not isinstance(given, np.random.Generator):
        raise TypeError(f"expected generator to be a numpy.random.Generator, got {arguments.describe(given)}")
    return given


@contextmanager
def fork_rng():
    """Restore the default generator on exit, so that what is sampled inside does not change the reader's own numbers.

    Examples
    --------
    >>> before = generator().bit_generator.state
    >>> with fork_rng():
    ...     _ = generator().random(10)
    >>> generator().bit_generator.state == before
    True
    """
    source = generator()
    before = source.bit_generator.state
    try:
        yield
    finally:
        source.bit_generator.state = before
