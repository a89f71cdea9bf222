"""What the character models of both sides share: text to numbers and back, and sampling."""

import warnings
from collections.abc import Callable

import numpy as np

from nnlearn import arguments
from nnlearn.shared.seeds import rng_or_shared

CELLS = ("RNN", "LSTM", "GRU")


class CharacterModel:
    """The alphabet of a model and the loop that samples; the model supplies `step(x, state) -> (scores, state)`."""

    characters: str
    step: Callable
    read: Callable

    def set_alphabet(self, characters):
        """Keep every character of a text, once, in order."""
        if not isinstance(characters, str):
            raise TypeError(f"CharRNN expected characters to be a string, got {arguments.describe(characters)}")
        self.characters = "".join(sorted(set(characters)))
        if len(self.characters) < 2:
            raise ValueError(
                f"CharRNN expected characters with at least two different ones, got {arguments.describe(characters)}"
            )
        self._numbers = {character: number for number, character in enumerate(self.characters)}

    def encode(self, text):
        """Return the place of each character of a text in `characters`, an int64 array (n,)."""
        if not isinstance(text, str) or not text:
            raise TypeError(f"CharRNN.encode expected text to be a string that is not empty, got {text!r:.40}")
        unknown = sorted(set(text) - self._numbers.keys())
        if unknown:
            raise ValueError(f"CharRNN.encode expected text of known characters, got {unknown[0]!r}")
        return np.array([self._numbers[character] for character in text])

    def through(self, x, state=None):
        """Call `read`: notebooks that were copied before it had this name still run."""
        warnings.warn("CharRNN.through is now CharRNN.read.", FutureWarning, stacklevel=2)
        return self.read(x, state)

    def decode(self, numbers):
        """Return the text that whole numbers (n,) stand for."""
        return "".join(self.characters[i] for i in arguments.labels("decode", "numbers", numbers, len(self.characters)))

    def check(self, x, kind):
        """Raise unless x is a batch of sequences of known characters."""
        if not isinstance(x, kind):
            raise TypeError(f"CharRNN expected x to be an array of shape (batch, time), got {arguments.describe(x)}")
        if len(x.shape) != 2:
            raise ValueError(f"CharRNN expected x of shape (batch, time), got {arguments.describe(x)}")
        arguments.labels("CharRNN", "x", x.reshape(-1), len(self.characters), kind)

    def sample(self, start, length=100, *, temperature=1.0, generator=None):
        """Continue a text: read `start`, then sample character after character, each from p = softmax(scores / T).

        Parameters
        ----------
        start : str
            At least one of the model's characters.
        length : int
            Number of characters to sample, >= 1.
        temperature : float
            T > 0. Near 0 the most probable character is taken; above 1 improbable ones become more likely.
        generator : numpy.random.Generator or None
            Source of the random numbers, the same on both sides; None takes the one that `manual_seed` sets.

        Returns
        -------
        str
            `start` and what was sampled.
        """
        length = arguments.integer("sample", "length", length, low=1)
        temperature = arguments.number("sample", "temperature", temperature, low=0, open_low=True)
        rng = rng_or_shared("sample", "generator", generator)
        try:
            read = self.encode(start)
        except (TypeError, ValueError) as error:
            raise type(error)(str(error).replace("CharRNN.encode expected text", "sample expected start")) from None
        sampled, state = [], None
        for _ in range(length):
            scores, state = self.step(read[None], state)  # (1, T) -> scores of what follows the last, (characters,)
            read = np.array([pick(scores, temperature, rng.random())])
            sampled.append(read[0])
        return start + self.decode(np.array(sampled))


def check_settings(cell, **sizes):
    """Raise unless the cell is one of `CELLS` and each size a whole number >= 1."""
    arguments.choice("CharRNN", "cell", cell, CELLS)
    for name, size in sizes.items():
        arguments.integer("CharRNN", name, size, low=1)


def pick(scores, temperature, uniform):
    """Return the place that a uniform number in [0, 1) picks from softmax(scores / temperature).

    Examples
    --------
    >>> even = np.array([0.0, 0.0])
    >>> pick(even, 1.0, 0.4), pick(even, 1.0, 0.6), pick(np.array([0.0, 9.0]), 1e-9, 0.0)
    (0, 1, 1)
    """
    scores = arguments.finite("sample", "the model's scores", np.asarray(scores, dtype=float))
    with np.errstate(under="ignore", over="ignore"):
        cumulative = np.cumsum(np.exp((scores - scores.max()) / temperature))  # e^(s/T), up to a factor
    return min(int(np.searchsorted(cumulative, uniform * cumulative[-1], side="right")), len(scores) - 1)
