"""The diffusion explorer's state: one way, out into the noise up to a step and back again, and where on it we are."""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide, slide_over, switch
from nnlearn.lessons.diffusion.mixtures import GUESSES, LAST, LEARNED, SIZES, SOURCES


@dataclass(frozen=True)
class State:
    """What the controls, the pointer and the keys of the diffusion explorer set."""

    data: str = pick(SOURCES[0], SOURCES, "data")
    arrows: str = pick(LEARNED, GUESSES, "arrows")
    turn: int = slide(LAST, 5, LAST, 1, "turn round at step", buttons="step")
    steps: int = slide_over(LAST, SIZES, "steps back, at most")
    fresh: bool = switch(True, "fresh noise in each step back")
    seed: int = slide(0, 0, 9, 1, "seed", buttons="step")
    position: int = slide(0, 0, 1, 1, "out and back")
    particle: tuple = ()  # (x1, x2) of a particle set down by hand

    @property
    def back(self):
        """How many steps there are on the way back."""
        return min(self.steps, self.turn)

    @property
    def length(self):
        """How many steps there are out and back."""
        return self.turn + self.back

    @property
    def done(self):
        """How many steps of the way back are done."""
        return max(min(self.position, self.length) - self.turn, 0)


def next_state(state, **changes):
    """Return the state after changes: on a longer or shorter way, we stand at about the same place of it.

    Examples
    --------
    >>> end = State(position=200)
    >>> next_state(end, steps=20).position, next_state(State(position=70), turn=40).position
    (120, 40)
    """
    new = replace(state, **changes)
    if "position" in changes or new.length == state.length:
        return new
    position = min(state.position, state.length)
    if position > state.turn:
        return replace(new, position=new.turn + max(round(state.done / state.back * new.back), 1))
    return replace(new, position=min(position, new.turn))


def settings_of(state):
    """Return the state with its defaults for what only changes the picture: equal settings, equal ways."""
    return replace(state, position=0, particle=())
