"""The lines that give what the quay explorer shows."""

from nnlearn.lessons.reinforcement_learning.state import Q_LEARNING, SWEEPS_OVER
from nnlearn.worlds.grid import QUAY


def lines(view):
    """Return the code for a view."""
    state = view.state
    own = state.rows != QUAY
    world = f"Grid({list(state.rows)!r}, slip={state.slip:g})" if own else f"quay(slip={state.slip:g})"
    maker = "Grid" if own else "quay"
    if state.method == SWEEPS_OVER:
        names, made = sorted([maker, "value_iteration"], key=str.lower), _swept(view)
    else:
        learner = "QLearning" if state.method == Q_LEARNING else "SARSA"
        names, made = sorted([maker, learner, "policy_value"], key=str.lower), _learned(view, learner)
    return f"from nnlearn.worlds import {', '.join(names)}\n\nworld = {world}\n{made}"


def _swept(view):
    gamma, at = view.state.gamma, view.at
    found = f"value_iteration(world.P, world.R, {gamma:g}, sweeps={at}, tolerance=0).v" if at else "0 * best"
    return f"""\
best = value_iteration(world.P, world.R, {gamma:g}, tolerance=1e-12).v
v = {found}  # after {at} sweeps
error = abs(v - best).max()
print(world.picture(v).round(2))
print(v[world.start], error)"""


def _learned(view, learner):
    state = view.state
    return f"""\
learner = {learner}(world, gamma={state.gamma:g}, epsilon={state.epsilon:g}, seed={state.seed}).run({view.steps})
q = learner.q
arrows = (q > q.max(axis=1)[:, None] - 1e-9).argmax(axis=1)  # of equally good ones, the first
worth = policy_value(world.P, world.R, {state.gamma:g}, arrows)[world.start]
untried = (learner.visits[~world.terminal] == 0).sum()
print(world.picture(q.max(axis=1)).round(2))
print(worth, untried, learner.rewards.sum())"""


def numbers(view):
    """Return what of the picture the lines must give."""
    if not view.walk:
        return {"v": view.v, "error": view.errors[-1]}
    untried = int((~view.tried[~view.world.terminal]).sum())
    return {"q.max(axis=1)": view.v, "worth": view.worth, "untried": untried,
            "learner.rewards.sum()": view.rewards.sum()}  # fmt: skip
