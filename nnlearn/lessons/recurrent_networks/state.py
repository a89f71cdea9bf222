"""The recurrent explorer's state and view: one text, what its letters are coloured by, what the network makes of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.lessons.recurrent_networks import network as net

OWN = "my own text"
STEPS = len(net.TEXTS[0]) - 1  # letters that are read, at most: the last one of a text is only guessed
NAMES = ("to be, or not to be ...", "but, soft, what light ...", "a horse, a horse ...", "abababab ...")
TEXTS = (*zip(NAMES, net.TEXTS, strict=True), (OWN, OWN))
TINTS = (("a unit's value", "unit"), ("surprise", "surprise"), ("gradient, going back", "gradient"))


@dataclass(frozen=True)
class State:
    """Settings of the recurrent explorer."""

    tint: str = pick("unit", TINTS, "colour by")
    text: str = pick(net.TEXTS[0], TEXTS, "text")
    network: str = pick("trained", net.NETWORKS, "weights")
    tanh: bool = switch(True, "tanh")
    scale: float = slide(1.0, 0.5, 1.5, 0.05, "recurrent weights ×", buttons="step")
    cut: int = slide(STEPS, 1, STEPS, 1, "truncate after", "steps", buttons="step")
    position: int = slide(30, 0, STEPS, 1, "step")
    unit: int = 2  # of the hidden state, from 1
    own: str = "hello, who is there, and what comes next"  # what the reader has typed


@dataclass(frozen=True)
class View:
    """The text that is read, the gradient of the chosen step, and the state they belong to."""

    state: State
    text: str
    run: net.Read
    back: net.Back
    at: int
    radius: float

    @cached_property
    def shares(self):
        """|dL/dh_k| as a share of |dL/dh_t|, for k = t, t - 1, ..., 1."""
        sizes = self.back.sizes
        return sizes / max(sizes[0], 1e-300) if len(sizes) else sizes

    @cached_property
    def surprises(self):
        """-log p of each letter of the text, p being the probability that the network gave it beforehand."""
        codes = [net.LETTERS.index(letter) for letter in self.text]
        return -np.log(np.maximum(self.run.chances[np.arange(len(codes)), codes], 1e-300))

    @property
    def values(self):
        """What the chosen unit says after each letter that has been read."""
        return self.run.states[1 : self.at + 1, self.state.unit - 1]

    @property
    def limit(self):
        """Size of a unit's value with the strongest colour: 1; without tanh the largest so far, if that is more."""
        return 1.0 if self.state.tanh or not self.at else float(max(1.0, np.abs(self.values).max()))


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(position=2))
    >>> view.text[: view.at], view.values.shape, view.surprises.shape
    ('to', (2,), (44,))
    """
    text = readable(state.own) if state.text == OWN else state.text
    at = min(state.position, len(text) - 1)
    weights = net.weights_of(state.network, state.scale)
    run = net.read(weights, text, state.tanh)
    back = net.back(weights, run, text, at, state.tanh)
    return View(state, text, run, back, at, float(net.radius_of(weights[1])))


def readable(typed):
    """Return what the network can read of a text: small letters, commas, full stops, one space for anything else.

    Examples
    --------
    >>> readable("Hello, World!"), readable("I")
    ('hello, world ', 'i ')
    """
    kept = "".join(letter if letter in net.LETTERS else " " for letter in typed.lower())
    while "  " in kept:
        kept = kept.replace("  ", " ")
    return kept.lstrip()[: STEPS + 1].ljust(2)
