"""State and view of the duel explorer."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over, switch
from nnlearn.lessons.ml_versus_dl.curves import MEASURES, SIZES
from nnlearn.lessons.ml_versus_dl.rivals import NAMES

PRICES = (0.1, 0.2, 0.5, 1, 2, 5, 10)  # minutes of an expert for a label
PLACES = 40
HIGHEST = 4.0  # height of the pen, up and down


@dataclass(frozen=True)
class State:
    """Settings of the duel explorer."""

    roll: int = slide(0, 0, PLACES - 1, 1, "roll", "places", buttons="step")
    sample: int = slide(217, 0, 999, 1, "unseen signal", buttons="any")
    focus: str = pick("pooled CNN", NAMES, "see it as")
    n: int = slide_over(400, SIZES, "curves: labels n")
    axis: str = pick("accuracy", MEASURES, "curves of")
    price: float = slide_over(1, PRICES, "price of a label", "min")
    places: str = pick("in order", ("in order", "shuffled"), "places")
    pen: bool = switch(False, "pen: bend the signal")
    ticked: tuple = NAMES  # whose curves are drawn
    bent: tuple = ()  # (place before the roll, height), by place
    spot: int = 20  # place on the line at which the keys draw


@dataclass(frozen=True)
class View:
    """One signal, what every rival answers to each roll of it, and what one of them sees."""

    state: State
    label: int
    line: np.ndarray  # (40,): the signal along the line, rolled, before any wires are crossed
    shown: np.ndarray  # (40,): as it reaches the rivals
    answers: dict  # rival: (40,), one answer for each roll
    shares: dict  # rival: (seeds, 40), how many answers to 1,000 signals each roll changes
    sight: object  # what the rival in focus sees

    def now(self, name):
        """Return a rival's answer to the signal as it is shown."""
        return int(self.answers[name][self.state.roll])

    def before(self, name):
        """Return its answer to the same signal without the roll."""
        return int(self.answers[name][0])

    def share(self, name):
        """Return which share of the answers to 1,000 signals this roll changes, mean over the seeds; in place, any."""
        shares, roll = self.shares[name], self.state.roll
        return float((shares[:, roll] if roll else shares[:, 1:]).mean())
