"""What the card explorer shows of a state."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.explorers.pixels import colours
from nnlearn.lessons.capstone import claims
from nnlearn.lessons.capstone.replays import gaps, replay
from nnlearn.lessons.capstone.state import SIZES, State

STRONG = 0.1  # the gap with the strongest colour


@lru_cache(maxsize=1)
def tints():
    """Return the colours of all gaps, (11, 60, 4), uint8."""
    return colours(gaps(SIZES), STRONG)


@dataclass(frozen=True)
class View:
    """The card, the replays and the intervals of a state.

    Parameters
    ----------
    state : State
        As `next_state` gives it.
    bins : ndarray
        The edges of the histograms' bars.
    """

    state: State
    bins: np.ndarray

    @cached_property
    def lines(self):
        """The ten lines of the card."""
        return claims.lines(self.state)

    @property
    def measures(self):
        """The numbers of the network as it is today, and of its rival."""
        return claims.numbers(self.state)

    @cached_property
    def replays(self):
        """Accuracies, reported and fresh, a pair of (2000,)."""
        return replay(self.state.tries, self.state.test_size)

    @property
    def gap(self):
        """By how much the reported accuracy is too high, on average."""
        return float(self.gaps[SIZES.index(self.state.test_size), self.state.tries - 1])

    @property
    def gaps(self):
        """The same for every size and number of tries, (11, 60)."""
        return gaps(SIZES)

    @property
    def tints(self):
        """Their colours, (11, 60, 4)."""
        return tints()

    @cached_property
    def counts(self):
        """How many replays fall into each bar, a pair; an accuracy at an edge belongs to the bar on its right."""
        low, width = self.bins[0], self.bins[1] - self.bins[0]
        places = (np.floor((one - low) / width + 1e-4).astype(int) for one in self.replays)
        last = len(self.bins) - 2
        return [np.bincount(np.clip(one, 0, last), minlength=last + 1) for one in places]

    def count(self, standing):
        """Return how many lines stand in this way."""
        return sum(line.standing == standing for line in self.lines)
