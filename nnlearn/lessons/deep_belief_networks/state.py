"""The dream explorer's state and view: how ten dreams start, what is asked of them, and what the sweep shown brings."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.deep_belief_networks.dreamers import LABELS, machines, read
from nnlearn.lessons.deep_belief_networks.dreaming import DREAMS, LAST, PIXELS, Run, down, field, run, unseen
from nnlearn.lessons.deep_belief_networks.parts import binary

NOISE, DIGIT, OWN = STARTS = "noise at the top", "an unseen digit", "your own drawing"
MEANS, DRAWS = SHOWN = "probabilities", "draws"
NONE, EACH = -1, LABELS
ASKED = (("nothing", NONE), ("one of each", EACH), *((f"a {k}", k) for k in range(LABELS)))
COLUMNS, ROWS, SIDE = 20, 5, 8  # cells of a board; pixels of a side of the picture


@dataclass(frozen=True)
class State:
    """What the controls, the pointer and the keys of the dream explorer set."""

    asked: int = pick(NONE, ASKED, "ask for")
    shown: str = pick(MEANS, SHOWN, "show pixels as")
    start: str = pick(NOISE, STARTS, "start from")
    depth: int = slide(2, 1, 3, 1, "hidden layers", buttons="step")
    digit: int = slide(7, 0, 448, 1, "unseen digit", buttons="any")
    position: int = slide(0, 0, 1, 1, "sweep")
    seed: int = 40  # of all draws
    drawn: int = 0  # the reader's own picture as a number, bit by bit
    dream: int = 0  # which of the ten stands in the stack
    chosen: tuple = (2, 50)  # layer and cell; layer 0 is the picture
    flips: tuple = ()  # (sweep, dream, cell of the top layer), in order


RUN = ("asked", "start", "depth", "digit", "seed", "drawn")  # what another run begins with


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    at : int
        The sweep shown.
    run : Run
    layers : list of (cells, p)
        From the picture to the top, each an array (10, cells): drawn, and the probabilities.
    """

    state: State
    at: int
    run: Run
    layers: list

    @property
    def dream(self):
        """Which of the ten stands in the stack."""
        return self.state.dream

    @property
    def goes_up(self):
        """Whether a picture has just gone up, and nothing came down yet."""
        return self.at == 0 and self.state.start != NOISE

    @property
    def pictures(self):
        """The ten pictures as they are shown, (10, 64)."""
        cells, p = self.layers[0]
        return p if self.state.shown == MEANS else cells.astype(float)

    @property
    def label_p(self):
        """The probabilities of the label cells of the dream in the stack, (10,)."""
        return self.run.pen_p[self.at, self.dream, -LABELS:]

    @property
    def label_cells(self):
        """Which label cells of the dream in the stack are on, (10,)."""
        return self.run.pens[self.at, self.dream, -LABELS:]

    @property
    def asked(self):
        """The class that each dream is asked for, or ()."""
        return asked_of(self.state)

    @cached_property
    def reading(self):
        """How probable each digit is to the reader, (10, 10), in the pictures as they are shown."""
        return read(self.pictures)

    @property
    def reads(self):
        """What the reader reads in each picture, (10,)."""
        return self.reading.argmax(axis=1)

    @property
    def right(self):
        """How many dreams are read as asked."""
        return int((self.reads == self.asked).sum()) if self.asked else 0

    @property
    def flipped(self):
        """Top cells of the dream in the stack that were turned over in this very sweep."""
        return [cell for t, dream, cell in self.state.flips if (t, dream) == (self.at, self.dream)]

    @cached_property
    def before(self):
        """The view if nothing had been turned over in this sweep."""
        kept = tuple(flip for flip in self.state.flips if flip[:2] != (self.at, self.dream))
        return view_of(replace(self.state, flips=kept))

    @cached_property
    def field(self):
        """What the chosen cell adds to each pixel's score, (64,); zeros if a pixel is chosen."""
        layer, cell = self.state.chosen
        return field(self.state.depth, layer, cell) if layer else np.zeros(PIXELS)

    @property
    def label(self):
        """What the unseen digit is."""
        return int(binary().y_test[self.state.digit])


def asked_of(state):
    """Return the class that each dream is asked for, or ().

    Examples
    --------
    >>> asked_of(State(asked=7))[:3], asked_of(State(asked=EACH))[:3], asked_of(State())
    ((7, 7, 7), (0, 1, 2), ())
    """
    if state.asked == NONE:
        return ()
    return tuple(range(DREAMS)) if state.asked == EACH else (state.asked,) * DREAMS


def first_of(state):
    """Return the picture that goes up before the first sweep, as a tuple of 64 zeros and ones; () is noise."""
    if state.start == NOISE:
        return ()
    return unseen(state.digit) if state.start == DIGIT else bits_of(state.drawn)


def bits_of(number):
    """Return a picture as 64 zeros and ones, of its number.

    Examples
    --------
    >>> bits_of(5)[:4], number_of(bits_of(5))
    ((1, 0, 1, 0), 5)
    """
    return tuple(number >> k & 1 for k in range(PIXELS))


def number_of(bits):
    """Return a picture of 64 zeros and ones as a number."""
    return sum(int(bit) << k for k, bit in enumerate(bits))


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(position=30))
    >>> [cells.shape for cells, _ in view.layers], view.pictures.shape
    ([(10, 64), (10, 100), (10, 100)], (10, 64))
    """
    at = min(state.position, LAST)
    dreams = run(state.depth, asked_of(state), state.seed, first_of(state), state.flips)
    if at == 0 and dreams.lower:
        below = [(cells, cells.astype(float)) for cells in dreams.lower]
    else:
        below = down(state.depth, dreams.pens[at], state.seed, at)
        below.append((dreams.pens[at][:, :-LABELS], dreams.pen_p[at][:, :-LABELS]))
    return View(state, at, dreams, [*below, (dreams.tops[at], dreams.top_p[at])])


def next_state(state, **changes):
    """Return the state after changes: a run that begins otherwise forgets what was turned over in the one before.

    Examples
    --------
    >>> state = next_state(State(flips=((3, 0, 7),), position=40), depth=1)
    >>> state.flips, state.chosen, state.position
    ((), (1, 50), 40)
    >>> next_state(State(position=40), start=DIGIT).position
    0
    """
    new = replace(state, **changes)
    if new.digit != state.digit and "start" not in changes:
        new = replace(new, start=DIGIT)
    if any(getattr(new, name) != getattr(state, name) for name in RUN):
        new = replace(new, flips=changes.get("flips", ()))
    begins = ("start", "drawn") if new.start == OWN else ("start", "digit") if new.start == DIGIT else ()
    if any(getattr(new, name) != getattr(state, name) for name in begins):
        new = replace(new, position=changes.get("position", 0))
    layer, cell = new.chosen
    if layer > new.depth or (layer == state.depth != new.depth and "chosen" not in changes):
        new = replace(new, chosen=(new.depth, cell))  # what was chosen at the top stays at the top
    return new


def turned(state, at, cell):
    """Return `flips` after one more cell of the top layer was turned over; what came later is forgotten.

    Examples
    --------
    >>> state = State(dream=2, flips=((3, 0, 7), (9, 0, 1)))
    >>> turned(state, 5, 8), turned(State(flips=((5, 0, 8),)), 5, 8)
    (((3, 0, 7), (5, 2, 8)), ())
    """
    kept = {flip for flip in state.flips if flip[0] <= at}
    return tuple(sorted(kept ^ {(at, state.dream, cell)}))


def weight_shapes(depth):
    """Return the numbers of cells, from the picture to the top.

    Examples
    --------
    >>> weight_shapes(2)
    [64, 100, 100]
    """
    return [PIXELS, *(len(c) for _, _, c in machines(depth))]
