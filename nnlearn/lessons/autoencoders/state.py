"""The code explorer's state and view: a model, the picture that goes in, a code, and the line that leads to it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.autoencoders.codes import MODELS, Coder, coder, nearest
from nnlearn.lessons.autoencoders.parts import digits

STRONGEST = 0.6  # noise
LINE = 10  # pictures along the line


@dataclass(frozen=True)
class State:
    """Settings of the code explorer."""

    model: str = pick("autoencoder", MODELS, "model")
    digit: int = slide(32, 0, 448, 1, "unseen digit", buttons="any")
    noise: float = slide(0.0, 0.0, STRONGEST, 0.05, "noise", buttons="step")
    pen: tuple = ()  # (pixel, value) of each pixel that was drawn over, in ascending order
    code: tuple = ()  # set by hand; () is the code of the picture that goes in
    ring: tuple = ()  # the code at which the line begins; () is that of a usual 0


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    clean, x : ndarrays of shape (64,)
        The unseen digit, and the picture that goes in: spoiled, or drawn over.
    codes : ndarray of shape (2, 2)
        Of both.
    spread : ndarray of shape (2,)
        The standard deviation of the code of x, in a VAE; 0 in any other model.
    z : ndarray of shape (2,)
        The code that is decoded.
    ring : ndarray of shape (2,)
        Where the line begins.
    line : ndarray of shape (10, 64)
        What is decoded along it, up to z.
    kin : ndarray of shape (10,)
        Which digit that was learned from is nearest to each.
    away : ndarray of shape (10,)
        The mean squared difference to it.
    """

    state: State
    clean: np.ndarray
    x: np.ndarray
    codes: np.ndarray
    spread: np.ndarray
    z: np.ndarray
    ring: np.ndarray
    line: np.ndarray
    kin: np.ndarray
    away: np.ndarray

    @property
    def coder(self) -> Coder:
        """The model."""
        return coder(self.state.model)

    @property
    def by_hand(self):
        """Whether the code is set by hand, and not that of the picture that goes in."""
        return bool(self.state.code)

    @property
    def p(self):
        """The picture that comes out, (64,)."""
        return self.line[-1]

    @property
    def label(self):
        """What the unseen digit is."""
        return int(digits().y_test[self.state.digit])

    @property
    def spoiled(self):
        """Whether something else goes in than the unseen digit."""
        return bool(self.state.noise or self.state.pen)

    @property
    def own(self):
        """Whether nothing of the unseen digit is left: the pen was on every pixel."""
        return len(self.state.pen) == 64

    @property
    def shows_clean(self):
        """Whether the unseen digit itself is worth a look, beside what became of it."""
        return self.spoiled and not self.own

    @property
    def blank(self):
        """Whether an empty page goes in."""
        return not self.x.any()

    @property
    def target(self):
        """What should come out: the unseen digit, or whatever else goes in."""
        return self.x if self.own else self.clean

    @cached_property
    def error(self):
        """The mean squared error of what comes out."""
        return float(((self.p - self.target) ** 2).mean())

    @cached_property
    def damage(self):
        """The mean squared error of what goes in."""
        return float(((self.x - self.target) ** 2).mean())

    @property
    def worse(self):
        """The share of the unseen digits that come back with a larger error."""
        return float((self.coder.errors > self.error).mean())

    @property
    def kinds(self):
        """What the nearest digits along the line are, (10,)."""
        return digits().y[self.kin]


def settled(state, **changes):
    """Return the state after changes: in another model the line leads to the same digits, a new digit is clean.

    Examples
    --------
    >>> state = settled(State(code=(1.0, 0.0)), digit=7)
    >>> state.code, settled(State(pen=((9, 1),)), digit=7).pen
    ((), ())
    """
    new = replace(state, **changes)
    if new.model != state.model:
        ends = {name: getattr(state, name) for name in ("code", "ring") if name not in changes}
        new = replace(new, **{name: moved(end, state.model, new.model) for name, end in ends.items() if end})
    if new.digit != state.digit and "pen" not in changes:
        new = replace(new, pen=())
    if (new.digit, new.noise, new.pen) != (state.digit, state.noise, state.pen) and "code" not in changes:
        new = replace(new, code=())
    x0, x1, y0, y1 = coder(new.model).limits
    inside = {
        name: (float(np.clip(end[0], x0, x1)), float(np.clip(end[1], y0, y1)))
        for name in ("code", "ring")
        if (end := getattr(new, name))
    }
    return replace(new, **inside)


def moved(code, model, other):
    """Return the code that another model has for the digit nearest to what a model makes of a code."""
    which, _ = nearest(coder(model).decode(np.array([code])))
    return tuple(float(value) for value in coder(other).codes[which[0]].round(3))


def drawn(pen, pixel, value):
    """Return what the pen has done, after one more pixel.

    Examples
    --------
    >>> drawn(((3, 1), (5, 0)), 3, 0)
    ((3, 0), (5, 0))
    """
    return tuple(sorted({**dict(pen), pixel: value}.items()))


def whole(x):
    """Return the pen that draws all of a picture of 64 numbers, in hundredths.

    Examples
    --------
    >>> whole(np.full(64, 1 / 3))[63], BLANK[0]
    ((63, 0.33), (0, 0.0))
    """
    return tuple((pixel, float(value)) for pixel, value in enumerate(np.clip(x, 0, 1).round(2)))


BLANK = whole(np.zeros(64))


def went_in(state):
    """Return the picture that goes in, (64,): the unseen digit with noise, and the pen over it."""
    x = digits().x_test[state.digit].astype(float)
    x = x + state.noise * np.random.default_rng(state.digit).standard_normal(64)
    for pixel, value in state.pen:
        x[pixel] = value
    return x


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(digit=3, code=(0.5, -0.5)))
    >>> view.z.tolist(), view.line.shape
    ([0.5, -0.5], (10, 64))
    """
    model, clean, x = coder(state.model), digits().x_test[state.digit].astype(float), went_in(state)
    codes = model.encode(np.stack([clean, x]))
    z = np.array(state.code) if state.code else codes[1]
    ring = np.array(state.ring) if state.ring else model.middles[0]
    line = model.decode(ring + np.linspace(0, 1, LINE)[:, None] * (z - ring))
    return View(state, clean, x, codes, model.spread(x[None])[0], z, ring, line, *nearest(line))
