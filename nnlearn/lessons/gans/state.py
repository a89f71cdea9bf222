"""The GAN explorer's state: the game, the step shown, the pen; and what becomes of the game when a setting changes."""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.gans.data import SOURCES

LOSSES = ("non-saturating", "minimax", "wasserstein")
LEARNING_RATES = [(f"{rate:g}", rate) for rate in (0.0005, 0.001, 0.002, 0.003, 0.006, 0.01, 0.02)]


@dataclass(frozen=True)
class State:
    """What the controls, the pointer and the keys of the GAN explorer set."""

    data: str = pick("eight Gaussians", SOURCES, "data")
    loss: str = pick("non-saturating", LOSSES, "G's loss")
    lr_d: float = pick(0.006, LEARNING_RATES, "D's learning rate")
    lr_g: float = pick(0.002, LEARNING_RATES, "G's learning rate")
    k: int = slide(1, 1, 5, 1, "D's turns per step", buttons="step")
    seed: int = slide(0, 0, 9, 1, "seed", buttons="step")
    position: int = slide(0, 0, 1, 1, "step")
    half: bool = False  # whether the discriminator has taken its turns of the next step and the generator has not
    part: int = 0  # of a step in slow motion, 1 to 6, or 0: see `nnlearn.lessons.gans.turn`
    past: tuple = ()  # (until, lr_d, lr_g, k): the rates before each change during the game, in ascending order
    drawn: tuple = ()  # (x1, x2) of each point drawn
    pen: tuple = ()  # (x1, x2), once the keys or the pointer have moved it


SETTINGS = ("data", "drawn", "loss", "seed")  # of a whole game
RATES = ("lr_d", "lr_g", "k")  # these may change during a game


def next_state(state, **changes):
    """Return the next state: a new game if a setting has changed, a longer past if a rate has.

    Examples
    --------
    >>> late = State(position=100)
    >>> next_state(late, lr_g=0.01).past, next_state(late, seed=1).position
    (((100, 0.006, 0.002, 1),), 0)
    """
    if changes == {"half": False} and state.half:  # the second press of Half: the generator's turn
        changes["position"] = state.position + 1
    new = replace(state, **{"half": False, "part": 0, **changes})
    if not same_game(new, state):
        return replace(new, past=(), position=changes.get("position", 0))
    if any(getattr(new, name) != getattr(state, name) for name in RATES):
        return replace(new, past=past(state))
    return new


def part_of_step(state, part):
    """Return the changes that lead to a part of the step that is shown: the step after the last one completed.

    Examples
    --------
    >>> part_of_step(State(position=5), 6)
    {'position': 6, 'half': False, 'part': 6}
    >>> part_of_step(State(position=6, part=6), 4)
    {'position': 5, 'half': True, 'part': 4}
    """
    step = state.position - (state.part == 6)
    return {"position": step + (part == 6), "half": part in (4, 5), "part": part}


def next_part(state):
    """Return the changes that lead to the next part, after the sixth to the first of the next step.

    Examples
    --------
    >>> next_part(State(position=6, part=6)), next_part(State(position=3, half=True))
    ({'position': 6, 'half': False, 'part': 1}, {'position': 3, 'half': True, 'part': 5})
    """
    if state.part == 6:
        return {"position": state.position, "half": False, "part": 1}
    return part_of_step(state, state.part + 1 if state.part or not state.half else 5)


def same_game(one, other):
    """Return whether two states play the same game, though perhaps at other rates."""
    return all(getattr(one, name) == getattr(other, name) for name in SETTINGS)


def settings_of(state):
    """Return the state with its defaults for what only changes the picture: equal settings, equal games."""
    return replace(state, position=0, half=False, part=0, pen=())


def past(state):
    """Return the past of a state in which a rate changes now: the rates up to here; later changes are dropped.

    Examples
    --------
    >>> late = State(position=100)
    >>> past(late), past(State())
    (((100, 0.006, 0.002, 1),), ())
    """
    if state.position == 0:
        return ()
    before = tuple(entry for entry in state.past if entry[0] < state.position)
    return (*before, (state.position, *rates_at(state, state.position - 1)))


def rates_at(state, step):
    """Return (lr_d, lr_g, k) for the step taken after `step` steps.

    Examples
    --------
    >>> state = State(lr_g=0.01, past=((100, 0.006, 0.002, 1),))
    >>> rates_at(state, 99), rates_at(state, 100)
    ((0.006, 0.002, 1), (0.006, 0.01, 1))
    """
    for until, *values in state.past:
        if step < until:
            return tuple(values)
    return tuple(getattr(state, name) for name in RATES)
