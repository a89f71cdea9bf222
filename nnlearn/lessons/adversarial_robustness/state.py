"""The attack explorer's state and view: a digit, a reader, and a change made of chosen and of tossed signs."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.adversarial_robustness.readers import (
    COUNT,
    HELD,
    MLP,
    NOTHING,
    READERS,
    SIDE,
    SIZES,
    STEP,
    curve,
    free_pixels,
    held_out,
    reader,
)
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy

OWN = "your own"
DIGITS, TOSSES, PIXELS = 449, 10, SIDE * SIDE
FOUR = 88  # the digit that the tour attacks


@dataclass(frozen=True)
class State:
    """Settings of the attack explorer."""

    chosen: float = slide(0.0, 0.0, SIZES[-1], STEP, "chosen signs", "size")
    tossed: float = slide(0.2, 0.0, SIZES[-1], STEP, "tossed signs", "size")
    reader: str = pick(MLP, READERS, "reader")
    digit: int = slide(FOUR, 0, DIGITS - 1, 1, "digit", buttons="any")
    held: str = pick(NOTHING, (*HELD, OWN), "may not change")
    seed: int = slide(0, 0, TOSSES - 1, 1, "toss", buttons="step")
    drawn: int = 0  # the pixels that the pointer has fixed: bit k stands for pixel k


@lru_cache(maxsize=1)
def unseen():
    """Return the unseen digits, images (449, 8, 8) in float64, and their labels; read-only."""
    x, y = held_out()
    x = x[:, 0].astype(float)
    x.setflags(write=False)
    return x, y


@lru_cache(maxsize=len(READERS))
def steady(name):
    """Return a reader in float64, which all views share."""
    return reader(name).double()


def probabilities(name, images):
    """Return how probable each digit is to a reader.

    Parameters
    ----------
    name : str
    images : ndarray of shape (..., 8, 8), float64

    Returns
    -------
    ndarray of shape (..., 10), float64

    Examples
    --------
    >>> probabilities("linear", np.zeros((2, 3, 8, 8))).shape
    (2, 3, 10)
    """
    scores = nn.predict(steady(name), images.reshape(-1, 1, SIDE, SIDE)).reshape(*images.shape[:-2], -1)
    p = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return p / p.sum(axis=-1, keepdims=True)


@lru_cache(maxsize=64)
def signs(name, digit):
    """Return the signs of the slope of the loss in the digit, (8, 8): those that raise it most."""
    x, y = unseen()
    return np.sign(cross_entropy(steady(name))(x[digit : digit + 1, None], y[digit : digit + 1]))[0, 0]


def toss(seed):
    """Return 64 tossed signs, (8, 8)."""
    return 2.0 * np.random.default_rng(seed).integers(2, size=(SIDE, SIDE)) - 1


def free_of(state):
    """Return 1 where a pixel may change and 0 where it may not, (8, 8).

    Examples
    --------
    >>> int(free_of(State(held=OWN, drawn=5)).sum())
    62
    """
    if state.held == OWN:
        return np.array([1.0 - (state.drawn >> k & 1) for k in range(PIXELS)]).reshape(SIDE, SIDE)
    return free_pixels(state.held, unseen()[0][state.digit])


@lru_cache(maxsize=64)
def plane(name, digit, seed, free):
    """Return how probable each digit is at each place of the map.

    Parameters
    ----------
    name : str
    digit, seed : int
    free : bytes
        Of the pixels that may change, as `free_of` gives them.

    Returns
    -------
    ndarray of shape (31, 31, 10)
        Rows for the sizes of tossed signs, columns for those of chosen ones.
    """
    may, sizes = np.frombuffer(free).reshape(SIDE, SIDE), np.array(SIZES)[:, None, None]
    change = sizes[:, None] * (may * toss(seed)) + sizes * (may * signs(name, digit))
    return probabilities(name, np.clip(unseen()[0][digit] + change, 0, 1))


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    """

    state: State

    @cached_property
    def x(self):
        """The digit, (8, 8), ink from 0 to 1."""
        return unseen()[0][self.state.digit]

    @property
    def label(self):
        """What it is, an int."""
        return int(unseen()[1][self.state.digit])

    @cached_property
    def free(self):
        """1 where a pixel may change, (8, 8)."""
        return free_of(self.state)

    @cached_property
    def signs(self):
        """The chosen signs, (8, 8)."""
        return signs(self.state.reader, self.state.digit)

    @cached_property
    def toss(self):
        """The tossed signs, (8, 8)."""
        return toss(self.state.seed)

    @cached_property
    def changed(self):
        """The digit after the change, (8, 8); no ink is less than 0 or more than 1."""
        state = self.state
        change = self.free * (state.chosen * self.signs + state.tossed * self.toss)
        return np.clip(self.x + change, 0, 1)

    @property
    def change(self):
        """What has been added to each pixel, (8, 8)."""
        return self.changed - self.x

    @cached_property
    def map(self):
        """How probable each digit is, (31, 31, 10): rows for tossed, columns for chosen signs."""
        return plane(self.state.reader, self.state.digit, self.state.seed, self.free.tobytes())

    @cached_property
    def answers(self):
        """What is read at each place of the map, (31, 31)."""
        return self.map.argmax(axis=-1)

    @property
    def before(self):
        """How probable each digit is before the change, (10,)."""
        return self.map[0, 0]

    @property
    def p(self):
        """How probable each digit is after it, (10,)."""
        return self.map[index(self.state.tossed), index(self.state.chosen)]

    @property
    def read(self):
        """What is read, an int."""
        return int(self.p.argmax())

    @property
    def curve(self):
        """The shares of the 449 digits that the reader reads: {"chosen": 31 numbers, "tossed": 31}, all pixels free."""
        return curve(self.state.reader)

    def border(self, kind):
        """Return the size from which on the answer is wrong along "chosen" or "tossed" signs alone, or None.

        Examples
        --------
        >>> view = View(State())
        >>> view.border("chosen"), view.border("tossed")
        (0.12, 0.54)
        """
        line = self.answers[0] if kind == "chosen" else self.answers[:, 0]
        wrong = np.flatnonzero(line != self.label)
        return SIZES[wrong[0]] if len(wrong) else None


def index(size):
    """Return the number of a size in `SIZES`, the nearest if it is none of them.

    Examples
    --------
    >>> index(0.2), index(-3), index(0.611)
    (10, 0, 30)
    """
    return int(min(max(round(float(size) / STEP), 0), COUNT - 1))


def next_state(state, **changes):
    """Return the state after changes, with sizes that the map has.

    Examples
    --------
    >>> next_state(State(), chosen=0.113).chosen
    0.12
    """
    new = replace(state, **changes)
    return replace(new, chosen=SIZES[index(new.chosen)], tossed=SIZES[index(new.tossed)])


def fixed_pixel(state, pixel, on):
    """Return the changes that fix a pixel or let it go; what was fixed before stays.

    Examples
    --------
    >>> fixed_pixel(State(held=OWN, drawn=1), 2, True)
    {'held': 'your own', 'drawn': 5}
    """
    drawn = sum(1 << k for k, free in enumerate(free_of(state).ravel()) if not free)
    return {"held": OWN, "drawn": drawn | 1 << pixel if on else drawn & ~(1 << pixel)}
