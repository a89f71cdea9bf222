"""What models that write on share, on both sides: codes in, one code after the other out."""

from collections.abc import Callable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe
from nnlearn.shared.char_rnn import pick
from nnlearn.shared.seeds import rng_or_shared


class Writer:
    """The loop that writes; the model supplies `next_scores(x) -> (N, vocab_size)`, for an array of codes (N, T)."""

    vocab_size: int
    next_scores: Callable

    def generate(self, x, max_new_tokens, *, temperature=1.0, generator=None):
        """Write on: add one code after the other to each row, each from p = softmax(scores / temperature).

        Parameters
        ----------
        x : ndarray of shape (N, T) of whole numbers in 0..vocab_size-1
            What has been written; a plain array on both sides.
        max_new_tokens : int
            Number of codes to add, >= 1.
        temperature : float
            >= 0. At 0 the code with the highest score is taken; above 1 improbable ones become more likely.
        generator : numpy.random.Generator or None
            Source of the random numbers, the same on both sides; None takes the one that `manual_seed` sets.

        Returns
        -------
        ndarray of shape (N, T + max_new_tokens), int64
            x, and what was added.
        """
        check_codes(type(self).__name__ + ".generate", x, self.vocab_size)
        count = arguments.integer("generate", "max_new_tokens", max_new_tokens, low=1)
        temperature = arguments.number("generate", "temperature", temperature, low=0)
        rng = rng_or_shared("generate", "generator", generator)
        x = x.astype(np.int64)
        for _ in range(count):
            scores = self.next_scores(x)
            if temperature:
                each = [pick(s, temperature, u) for s, u in zip(scores, rng.random(len(x)), strict=True)]
            else:
                each = arguments.finite("generate", "the model's scores", scores).argmax(axis=1)
            x = np.column_stack([x, each])
        return x


def check_codes(caller, x, vocab_size, kind=np.ndarray, *, longest=None, shortest=1):
    """Raise unless x holds codes (N, T) of a vocabulary, and T lies between the shortest and the longest."""
    arguments.check_kind(caller, "x", x, kind)
    if len(x.shape) != 2 or 0 in x.shape:
        raise ValueError(f"{caller} expected x of shape (batch, time), got {describe(x)}")
    arguments.labels(caller, "x", x.reshape(-1), vocab_size, kind)
    if x.shape[1] < shortest or (longest and x.shape[1] > longest):
        expected = f"{shortest} places or more" if longest is None else f"at most {longest} places"
        raise ValueError(f"{caller} expected x with {expected}, got {x.shape[1]}")
