"""The tour of the money explorer: all, nobody, one half, one sixth, another model, another price, too sure."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.applications.risks import MODELS
from nnlearn.lessons.applications.words import counts, money, name

TUNED = MODELS[:4]


def _all(view):
    granted, _ = counts(view)
    return (
        f"Refuse nobody: {granted} of {len(view.p)} loans are not paid back, each costs {view.state.default}. That is "
        f"{money(view.cost)} per applicant, whatever the model."
    )


def _none(view):
    _, refused = counts(view)
    return (
        f"Refuse everybody: {refused} good customers are lost at 1 each, {money(view.cost)} per applicant. No model is "
        "needed for that, so a model has to cost less."
    )


def _half(view):
    granted, refused = counts(view)
    return (
        f"Refuse where a bad loan is the likelier outcome: {granted} bad loans are granted, and only {refused} good "
        f"ones refused. It costs {money(view.cost)}, more than refusing everybody "
        f"({money(view.cost_of(view.state.model, 0))})."
    )


def _sixth(view):
    half = view.cost_of(view.state.model, 0.5)
    return (
        f"Granting loses 5 p on average, refusing 1 − p: they are equal at p = 1/6. There the cost is "
        f"{money(view.cost)} in place of {money(half)}. The same model, {money(half - view.cost)} less."
    )


def _model(view):
    costs = [sum(view.lost[model]) for model in TUNED]
    return (
        f"The {name(view.state.model)} in place of the logistic regression: {money(view.cost)} and {money(costs[0])}. "
        f"The four tuned models lie between {money(min(costs))} and {money(max(costs))}, and their curves lie "
        "close together."
    )


def _price(view):
    return (
        f"Both mistakes cost {view.state.default}: money now counts mistakes, and the best threshold is 1/2. The same "
        f"model loses {money(view.cost)} there, and {money(view.cost_of(view.state.model, 1 / 6))} at 1/6. Nothing was "
        "trained again."
    )


def _sure(view):
    low = int((view.p < 0.02).sum())
    return (
        f"After 150 epochs without weight decay, a network is too sure: it gives {low} of {len(view.p)} a risk below "
        f"0.02. The formula needs honest risks; here it costs {money(view.cost)}, more than refusing everybody "
        f"({money(view.cost_of(view.state.model, 0))})."
    )


BASE = {"threshold": 1 / 6, "default": 5, "model": "logistic", "draw": 1}

TOUR = (
    Stop({**BASE, "threshold": 1.0}, _all, "What is lost if everybody is refused?"),
    Stop({**BASE, "threshold": 0.0}, _none, "Where would you put the line?"),
    Stop({**BASE, "threshold": 0.5}, _half, "Drag the line to where the curve is lowest."),
    Stop(BASE, _sixth),
    Stop({**BASE, "model": "network"}, _model, "Are they in the same order with other applicants?"),
    Stop({**BASE, "default": 1, "threshold": 0.5}, _price, "And if a bad loan costs 10? Press f for the formula."),
    Stop({**BASE, "model": "network, no decay"}, _sure, "Where is its curve lowest?"),
)
