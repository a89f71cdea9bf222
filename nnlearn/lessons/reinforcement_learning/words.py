"""What the quay explorer says: its title and lines, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.reinforcement_learning.state import SWEEPS
from nnlearn.lessons.reinforcement_learning.walks import LOOKS
from nnlearn.lessons.reinforcement_learning.ways import row_above
from nnlearn.plots.numbers import fixed, real_minus, significant
from nnlearn.worlds.grid import MOVES, QUAY

SIGNS = {"G": "+10", "~": "−10"}
KINDS = {".": "free", "#": "a wall", "G": "+10, the end", "~": "−10, the end", "S": "the start"}
TURNS = {".": "a wall", "#": "+10", "G": "−10", "~": "free"}
FALL = 5.0  # a step that pays or costs more has ended at +10 or -10


def number(count, noun):
    """Return a number with its noun.

    Examples
    --------
    >>> number(1, "sweep"), number(20_000, "step")
    ('1 sweep', '20,000 steps')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def tick(value):
    """Return a whole number as text.

    Examples
    --------
    >>> tick(-1.0), tick(0)
    ('−1', '0')
    """
    return real_minus(f"{value:.0f}")


def title(view):
    """Return the setting in one line."""
    state = view.state
    name = state.method[0].upper() + state.method[1:]
    said = f"{name}, slip {state.slip:g}, γ = {state.gamma:g}"
    if view.walk:
        said += f", ε = {state.epsilon:g}, seed {state.seed}"
    return f"{said}: after {number(view.steps, 'step' if view.walk else 'sweep')}"


def counts(view):
    """Return how often the walker has ended at -10 and at +10."""
    return int((view.rewards < -FALL).sum()), int((view.rewards > FALL).sum())


def first(view):
    """Return the line below the title: the way of the arrows, or what was paid."""
    if view.walk:
        if not view.at:
            return "The robot stands at the start and knows nothing."
        falls, goals = (number(count, "time") for count in counts(view))
        return f"Paid {fixed(view.rewards.mean())} a step so far; ended {falls} at −10, {goals} at +10."
    start = f"The start is worth {fixed(view.v[view.world.start])}. "
    if not view.arrived:
        return start + "The arrows do not lead from there to +10."
    return start + f"The way from there: {way(view)}."


def way(view):
    """Return how long the way of the arrows is, and on the quay as it was, how far above the water."""
    said = number(len(view.trail) - 1, "step")
    if view.state.rows == QUAY:
        said += f", {number(row_above(view.world, list(view.trail)), 'row')} above the water"
    return said


def second(view):
    """Return the second line: the error, or what the arrows are worth and what was never tried."""
    if view.walk:
        if not view.at:
            return "Press Play: at first you see each of its steps, later only some."
        best = view.best.v[view.world.start]
        return f"Its arrows are worth {fixed(view.worth)} at the start, the best ones {fixed(best)}. {untried(view)}"
    right = "All arrows are right." if not view.wrong else f"{number(view.wrong, 'place')} without a right arrow."
    return f"Largest error of a value: {error(view.errors[-1])}. {right}"


def never_tried(view):
    """Return how many actions were never tried."""
    return int((~view.tried[~view.world.terminal]).sum())


def untried(view):
    """Return that as a sentence."""
    count = never_tried(view)
    return f"{number(count, 'action')} never tried." if count else "All actions tried."


def legend(view):
    """Return what the green line is, and the grey tips, where there are any."""
    if not view.walk:
        return "green: the way from S"
    return "green: the newest walk" + ("; grey tips: never tried" if never_tried(view) else "")


def heads(view):
    """Return the two lines above the curve."""
    if view.walk:
        return "paid per step,", "mean of the last 500"
    return "largest error;", f"dashed: {significant(view.errors[0], 2)} · {view.state.gamma:g}ᵏ"


def error(value, digits=2):
    """Return an error as text; rounding alone makes the smallest ones.

    Examples
    --------
    >>> error(0.24058), error(1e-13)
    ('0.24', 'below 1e−9')
    """
    return significant(value, digits) if value > 1e-9 else "below 1e−9"


def named(view, place):
    """Return a place in words.

    Examples
    --------
    >>> from nnlearn.lessons.reinforcement_learning.state import State, view_of
    >>> named(view_of(State()), (4, 0))
    'row 5, place 1: the start'
    """
    r, c = place
    return f"row {r + 1}, place {c + 1}: {KINDS[view.state.rows[r][c]]}"


def actions(view, s, digits=2):
    """Return the values of the actions of a state, in one line."""
    told = [
        f"{name} {fixed(value, digits)}" if tried else f"{name} ?"
        for name, value, tried in zip(MOVES, view.q[s], view.tried[s], strict=True)
    ]
    return ", ".join(told)


def chosen(view):
    """Return what is known of the chosen place, in two lines."""
    place = view.state.chosen
    s, said = view.state_at(place), named(view, place)
    said = said[0].upper() + said[1:]
    if s is None or view.world.terminal[s]:
        return said
    return f"{said}, value {fixed(view.v[s])} (true: {fixed(view.best.v[s])})\n{actions(view, s)}"


def describe(view):
    """Return the alt text."""
    said = [title(view) + ".", first(view), second(view)]
    if view.walk and view.at:
        last = tuple((view.world.places[view.trail[-1]] + 1).tolist())
        said.append(f"The robot is in row {last[0]}, place {last[1]}.")
    walls, goals, waters = ("".join(view.state.rows).count(one) for one in "#G~")
    if view.state.rows != QUAY:
        said.append(f"Places changed: {walls} are walls, {goals} pay +10, {waters} pay −10.")
    return " ".join([*said, " ".join(chosen(view).split("\n")) + "."])


# Under the pointer.


def under(view, place):
    """Return what is known of a place, and what a click does."""
    r, c = place
    letter, s = view.state.rows[r][c], view.state_at(place)
    said = [named(view, place)]
    if s is not None and not view.world.terminal[s]:
        visits = f", {number(int(view.visits[s].sum()), 'visit')}" if view.walk else ""
        said += [f"value {fixed(view.v[s])}, true {fixed(view.best.v[s])}{visits}", actions(view, s, 1)]
    said.append("drag it to another place" if letter == "S" else f"click: {TURNS[letter]}")
    return "\n".join(said)


def error_at(view, x):
    """Return the largest error after a number of sweeps."""
    k = int(np.clip(round(x), 0, SWEEPS))
    if k > view.at:
        return f"sweep {k} has not been made"
    bound = view.errors[0] * view.state.gamma**k
    return f"after {number(k, 'sweep')}\nlargest error {error(view.errors[k], 3)}\nat most {significant(bound)}"


def pay_at(view, x):
    """Return what a step paid at a time."""
    steps, pay = view.pay
    if not len(steps) or x > steps[-1] + 50:
        return f"step {max(round(x), 0):,} has not been taken"
    k = int(np.abs(steps - x).argmin())
    return f"step {steps[k]:,}\nlast {min(500, steps[k])}: {fixed(pay[k])} a step"


def position_at(view, x):
    """Return the position of the run at a place of the curve."""
    return int(np.abs(np.array(LOOKS) - x).argmin()) if view.walk else int(np.clip(round(x), 0, SWEEPS))
