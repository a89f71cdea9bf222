"""The attention explorer's state and view: a network, a text that it reads, one row of a map, and one cell of it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over, write
from nnlearn.explorers.recorded import END
from nnlearn.lessons.attention.networks import NETWORKS, STEPS
from nnlearn.lessons.attention.reading import Reading, cleaned, read, samples

SIZES = {"dates": (1, 1), "names": (2, 4), "copy": (2, 2)}  # layers and heads
TEXTS = {"dates": "wednesday, 14 september 2011", "names": "dark gre", "copy": "planetspl"}
NAMES = ("dates", "dates, another seed", "names of colours", "names, no causal mask", "copying")
MAPS = (("weights a", "weights"), ("scores s", "scores"), ("a × |v|", "moved"))
BRIGHTEST = -1  # the chosen place, until one is chosen


@dataclass(frozen=True)
class State:
    """Settings of the attention explorer."""

    text: str = write(TEXTS["dates"], "text", "type a date, a name of a colour, or letters to copy")
    network: str = pick("dates", tuple(zip(NAMES, NETWORKS, strict=True)), "network")
    steps: int = slide_over(STEPS[-1], STEPS, "trained for", "steps")
    temperature: float = slide_over(1.0, (0.25, 0.5, 1.0, 2.0, 4.0), "temperature of the scores")
    layer: int = pick(1, (("1", 1), ("2", 2)), "layer")
    head: int = pick(1, (("1", 1), ("2", 2), ("3", 3), ("4", 4)), "head")
    show: str = pick("weights", MAPS, "map")
    position: int = slide(END, 0, 1, 1, "rows before this one")
    place: int = BRIGHTEST  # the column of the cell that is opened
    hidden: tuple = ()  # places that no row may look at, in ascending order


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    reading : Reading
    plain : Reading
        The same without hidden places.
    at : int
        The row.
    samples : tuple of str
        What the network invents, if it writes names.
    """

    state: State
    reading: Reading
    plain: Reading
    at: int
    samples: tuple = ()

    @property
    def dates(self):
        """Whether the network translates dates."""
        return kind(self.state) == "dates"

    @property
    def layer(self):
        """The layer, from 0."""
        return self.state.layer - 1

    @property
    def head(self):
        """The head, from 0."""
        return self.state.head - 1

    @property
    def weights(self):
        """The weights of this head, of shape (T, S)."""
        return self.reading.weights[self.layer, self.head]

    @property
    def scores(self):
        """Its scores; -inf where it may not look."""
        return self.reading.scores[self.layer, self.head]

    @cached_property
    def moved(self):
        """Its weights, each times the length of the value that is found there."""
        return self.weights * np.linalg.norm(self.reading.values[self.layer, self.head], axis=1)

    @property
    def row(self):
        """The weights of the row."""
        return self.weights[self.at]

    @property
    def brightest(self):
        """The place with the largest weight in the row."""
        return int(self.row.argmax())

    @property
    def place(self):
        """The column of the cell that is opened."""
        return self.brightest if self.state.place == BRIGHTEST else min(self.state.place, len(self.row) - 1)

    @property
    def writes(self):
        """The letter that the row writes."""
        return self.reading.writes[self.at]

    @property
    def chance(self):
        """Its probability."""
        return float(self.reading.chances[self.at].max())

    @property
    def may_look(self):
        """Whether the row may look at each place."""
        return np.isfinite(self.scores[self.at])

    @property
    def changes(self):
        """Whether forbidding each place, in all rows, changes the letter that the row writes."""
        return self.reading.changes[self.at]

    @property
    def query(self):
        """The query of the row."""
        return self.reading.queries[self.layer, self.head, self.at]

    @property
    def key(self):
        """The key of the column."""
        return self.reading.keys[self.layer, self.head, self.place]

    @property
    def divisor(self):
        """What the sum of their products is divided by, in round numbers: the root of d."""
        return len(self.query) ** 0.5


def kind(state):
    """Return what a network does: "dates", "names" or "copy".

    Examples
    --------
    >>> kind(State(network="names, no mask"))
    'names'
    """
    return state.network.split(",")[0]


def settled(state, **changes):
    """Return the state after changes: another task gets another text, another text has nothing hidden.

    Examples
    --------
    >>> settled(State(hidden=(3,)), network="copy").text
    'planetspl'
    >>> settled(State(hidden=(3,)), text="5 may 1998").hidden
    ()
    """
    new = replace(state, **changes)
    if kind(new) != kind(state) and new.text == state.text:
        new = replace(new, text=TEXTS[kind(new)])
    if (kind(new), new.text) != (kind(state), state.text):
        rest = {"hidden": (), "place": BRIGHTEST, "position": END}
        new = replace(new, **{name: value for name, value in rest.items() if name not in changes})
    layers, heads = SIZES[kind(new)]
    return replace(new, layer=min(new.layer, layers), head=min(new.head, heads))


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(settled(State(text="5 may 1998")))
    >>> view.reading.writes, view.at
    ('1998-05-05', 9)
    """
    text = cleaned(state.network, state.text)
    plain = read(state.network, state.steps, text, state.temperature)
    hidden = tuple(place for place in state.hidden if place < len(plain.text))
    reading = read(state.network, state.steps, text, state.temperature, hidden) if hidden else plain
    invented = samples(state.network, state.steps, text) if kind(state) == "names" else ()
    return View(state, reading, plain, min(state.position, len(plain.writes) - 1), invented)
