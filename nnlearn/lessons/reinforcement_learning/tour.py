"""The tour of the quay explorer: the best way, a slip, sweeps, arrows before values, no exploration, two learners."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.reinforcement_learning.records import recorded
from nnlearn.lessons.reinforcement_learning.state import Q_LEARNING, SARSA_WAY, START, SWEEPS, SWEEPS_OVER
from nnlearn.lessons.reinforcement_learning.walks import LOOKS
from nnlearn.lessons.reinforcement_learning.ways import row_above, sweeps
from nnlearn.lessons.reinforcement_learning.words import counts, number
from nnlearn.plots.numbers import fixed
from nnlearn.worlds.grid import QUAY

END = len(LOOKS) - 1
LOST = 2  # the seed that learns to stay at home


def _way(view):
    above = row_above(view.world, list(view.trail))
    return number(above, "row"), number(len(view.trail) - 1, "step")


def _dry(view):
    rows, steps = _way(view)
    return (
        f"No step slips. From the start the arrows lead {rows} above the water to the star, in {steps}, and that is "
        f"worth {fixed(view.v[view.world.start])}. Two arrows in one place are equally good."
    )


def _wet(view):
    rows, steps = _way(view)
    return (
        f"Now {100 * view.state.slip:g} of 100 steps slip to a side, and the way runs {rows} above the water, in "
        f"{steps}. The start is worth {fixed(view.v[view.world.start])}. Nobody has said “be careful”: a fall costs "
        "10, and the sweeps have weighed it."
    )


def known(view):
    """Return how many places are worth more than 0.

    Parameters
    ----------
    view : View

    Returns
    -------
    int
    """
    return int((view.v > 0).sum())


def _flow(view):
    places = int((~view.world.terminal).sum())
    return (
        f"After {number(view.at, 'sweep')} only {known(view)} of {places} places are worth more than 0: those from "
        f"which the star is at most {number(view.at, 'step')} away. Each sweep carries the news one place further."
    )


def _arrows(view):
    found = sweeps(view.world, view.state.gamma)
    return (
        f"After {number(view.at, 'sweep')} all arrows are right for the first time, while some value is still off by "
        f"{fixed(view.errors[-1])}. The values take {found.values}, to a millionth. Blue stays below the dashed line: "
        "each sweep leaves at most γ of the error."
    )


def ten(view):
    """Return the ten recorded seeds of a setting, as rows.

    Parameters
    ----------
    view : View

    Returns
    -------
    list of dict
    """
    state = view.state
    return recorded("tables", slip=state.slip, way=state.method, epsilon=state.epsilon, rate=None)


def _spread(view, part):
    values = [row[part] for row in ten(view)]
    return f"{fixed(np.mean(values))} ± {fixed(np.std(values, ddof=1))}"


def at_home(view):
    """Return the share of the steps that were taken from the start in the direction that looks best there.

    Parameters
    ----------
    view : View

    Returns
    -------
    float
    """
    s = view.world.start
    return float(view.visits[s, view.q[s].argmax()] / view.steps)


def _timid(view):
    s, gamma, values = view.world.start, view.state.gamma, sorted(row["value"] for row in ten(view))
    return (
        f"ε = 0, seed {view.state.seed}: in {fixed(100 * at_home(view), 0)} % of its steps the robot pushes against "
        f"the wall at the start. After {view.visits[s, 0]} tries it thinks that “up” is worth "
        f"{fixed(view.q[s, 0])}, and to push for ever costs only 0.1/(1 − γ) = {0.1 / (1 - gamma):.3g}. Its arrows are "
        f"worth {fixed(view.worth)}, those of the nine other seeds {fixed(values[1])} to {fixed(values[-1])}."
    )


def _edge(view):
    falls, goals = counts(view)
    return (
        f"Firm ground, ε = {view.state.epsilon:g}, Q-learning: the arrows lead along the edge, and the steps at random "
        f"into the water: {falls:,} falls, {goals:,} arrivals. Ten seeds: paid {_spread(view, 'paid')} a step, arrows "
        f"worth {_spread(view, 'value')}; the best are worth {fixed(view.best.v[view.world.start])}."
    )


def _inland(view):
    falls, goals = counts(view)
    return (
        f"SARSA, the same seed: it allows for its own random steps, and its arrows keep off the water: {falls:,} "
        f"falls, {goals:,} arrivals. Ten seeds: paid {_spread(view, 'paid')} a step, arrows worth "
        f"{_spread(view, 'value')}. "
        "It earns more while it learns, and learns a longer way."
    )


EXACT = {"method": SWEEPS_OVER, "slip": 0, "gamma": 0.95, "rows": QUAY, "chosen": START, "position": SWEEPS}
LEARNED = {**EXACT, "epsilon": 0.3, "seed": 0, "position": END}
TOUR = (
    Stop(EXACT, _dry, "Where will the way run if 2 of 100 steps slip?"),
    Stop({**EXACT, "slip": 0.02}, _wet, "Raise the slip: does the way ever climb another row?"),
    Stop({**EXACT, "position": 6}, _flow, "Press Play."),
    Stop({**EXACT, "slip": 0.02, "position": 13}, _arrows, "Step back once: which arrows are wrong?"),
    Stop(
        {**LEARNED, "method": Q_LEARNING, "slip": 0.02, "epsilon": 0, "seed": LOST},
        _timid,
        "Rewind and Play: what has scared it?",
    ),
    Stop({**LEARNED, "method": Q_LEARNING}, _edge, "Rewind, and watch its first walk at slow speed."),
    Stop({**LEARNED, "method": SARSA_WAY}, _inland, "And with ε = 0.1?"),
)
