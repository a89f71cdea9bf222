"""The explorer of lesson 28: what it shows, in one sentence."""

from dataclasses import dataclass

from nnlearn.explorers.controls import slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.reinforcement_learning.tour import TOUR
from nnlearn.plots.style import TEXT


@dataclass(frozen=True)
class State:
    """What the controls of the explorer set."""

    n: int = slide(4, 0, 9, 1, "number")


class QuayExplorer(Explorer):
    """Say in one sentence what a reader does here and sees.

    Parameters
    ----------
    **start
        Where the settings start: n. See `Explorer`.

    Examples
    --------
    >>> explorer = QuayExplorer(n=3)
    >>> explorer
    half of 3 is 1.5
    >>> explorer.close()
    """

    State = State
    size = (640, 400)
    tour = TOUR

    def build(self, picture):
        self.sentence = picture.words(14, 10, TEXT)

    def compute(self, state):
        return state.n, state.n / 2

    def draw(self, view):
        self.sentence.say(self.describe(view))

    def describe(self, view):
        n, half = view
        return f"half of {n} is {half}"

    def code(self, view):
        return f"half = {view[0]} / 2"

    def numbers(self, view):
        return {"half": view[1]}
