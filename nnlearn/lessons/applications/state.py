"""What can be set in the money explorer, and what it shows for it."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.applications.loans import DEFAULT
from nnlearn.lessons.applications.risks import DRAWS, MODELS, Applicants, applicants, curve, losses

TITLES = {
    "logistic": "logistic regression",
    "boosting": "boosting",
    "forest": "random forest",
    "network": "network",
    "network, no decay": "network, no decay",
}


@dataclass(frozen=True)
class State:
    """Settings of the money explorer."""

    threshold: float = slide(0.5, 0.0, 1.0, 0.001, "threshold t")
    default: int = slide(DEFAULT, 1, 20, 1, "a bad loan costs", "good ones refused")
    model: str = pick("logistic", [(TITLES[model], model) for model in MODELS], "model")
    draw: int = slide(1, 1, DRAWS, 1, "300 others (draw)", buttons="step")


@dataclass(frozen=True)
class View:
    """The applicants, and what the threshold makes of them."""

    state: State
    people: Applicants
    p: np.ndarray  # (300,) risks that the chosen model sees
    refused: np.ndarray  # (300,) bool
    lost: dict  # {model: (in bad loans granted, in good ones refused)} per applicant, at this threshold
    curves: dict  # {model: (levels, costs)}

    @property
    def cost(self):
        """Money lost per applicant."""
        return sum(self.lost[self.state.model])

    @property
    def wrong(self):
        """Applicants who cost money: bad loans granted, good ones refused (300,)."""
        return self.people.bad != self.refused

    @property
    def formula(self):
        """The best threshold, if the risks are right."""
        return 1 / (1 + self.state.default)

    def cost_of(self, model, threshold):
        """Return what a model costs at a threshold."""
        return sum(losses(self.people.risks[model], self.people.bad, threshold, self.state.default))

    def lowest(self, model):
        """Return the lowest cost of a model at any threshold, and where it is."""
        levels, costs = self.curves[model]
        place = int(costs.argmin())
        return float(costs[place]), max(float(levels[place]), 0.0)


def view_of(state):
    """Return what a state shows.

    Examples
    --------
    >>> view = view_of(State(threshold=1.0))
    >>> view.cost, int(view.refused.sum())
    (1.5, 0)
    """
    people = applicants(state.draw - 1)
    p = people.risks[state.model]
    lost = {model: losses(q, people.bad, state.threshold, state.default) for model, q in people.risks.items()}
    curves = {model: curve(q, people.bad, state.default) for model, q in people.risks.items()}
    return View(state, people, p, p > state.threshold, lost, curves)


def beyond(view, step):
    """Return the threshold that refuses one applicant more (step -1), or one fewer (step 1), or the next possible.

    Examples
    --------
    >>> view = view_of(State())
    >>> more = view_of(State(threshold=beyond(view, -1)))
    >>> int(more.refused.sum() - view.refused.sum())
    1
    """
    levels = np.concatenate([[0.0], np.unique(view.p)])
    here = int(np.searchsorted(levels, view.state.threshold, side="right")) - 1  # the last level at or below it
    return float(levels[min(max(here + step, 0), len(levels) - 1)])
