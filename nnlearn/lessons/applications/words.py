"""What the money explorer says in words, made from its view."""

from functools import lru_cache

from nnlearn import datasets
from nnlearn.lessons.applications.risks import MODELS
from nnlearn.lessons.applications.state import TITLES
from nnlearn.plots.numbers import fixed


def written(threshold):
    """Return a threshold as text.

    Examples
    --------
    >>> written(1 / 6), written(0.5)
    ('0.167', '0.500')
    """
    return fixed(threshold, 3)


def money(amount):
    """Return a cost per applicant as text."""
    return fixed(amount, 3)


def title(view):
    """Return what the threshold does, and what it costs."""
    return (
        f"t = {written(view.state.threshold)}: {int(view.refused.sum())} of {len(view.p)} refused, "
        f"{money(view.cost)} lost per applicant"
    )


def name(model):
    """Return what a model is called in a sentence."""
    return {"logistic": "logistic regression", "network, no decay": "network without weight decay"}.get(
        model, TITLES[model]
    )


def caption(view):
    """Return what the axis of the dots is."""
    return f"predicted risk p of a bad loan, by the {name(view.state.model)}; with a rim: it costs money"


def counts(view):
    """Return how many mistakes of each kind there are."""
    bad = view.people.bad
    return int((bad & ~view.refused).sum()), int((~bad & view.refused).sum())


def sums(view):
    """Return how the cost comes about."""
    granted, refused = counts(view)
    return f"({view.state.default} × {granted} bad granted + {refused} good refused) / {len(view.p)}"


def formula(view):
    """Return the threshold of the formula."""
    return f"dashed: 1/(1 + {view.state.default}) = {written(view.formula)}"


def alt(view):
    """Return all that the picture shows, as sentences."""
    each = ", ".join(f"{TITLES[model]} {money(sum(view.lost[model]))}" for model in MODELS)
    least, where = view.lowest(view.state.model)
    return (
        f"{len(view.p)} applicants of draw {view.state.draw} on the axis of the risk that the "
        f"{name(view.state.model)} predicts; a bad loan costs {view.state.default}. {title(view)}: {sums(view)}. "
        f"At this threshold: {each}. The formula says {written(view.formula)}, where "
        f"{money(view.cost_of(view.state.model, view.formula))} is lost; the lowest cost of all is {money(least)}, at "
        f"{written(where)}."
    )


# What lies under the pointer.


@lru_cache(maxsize=1)
def loan_columns():
    """Return the amount and the months of each of the 1,000 loans."""
    loans = datasets.credit()
    return tuple(loans.x[:, list(loans.features).index(name)] for name in ("amount", "duration"))


def applicant(view, number):
    """Return who an applicant is, and what the threshold does to this loan."""
    amount, months = (float(column[view.people.rows[number]]) for column in loan_columns())
    bad, refused = bool(view.people.bad[number]), bool(view.refused[number])
    price = {(True, False): f"{view.state.default} lost", (False, True): "1 lost"}.get((bad, refused), "nothing lost")
    kind = "not paid back" if bad else "paid back"
    return (
        f"{amount:,.0f} marks for {months:.0f} months, {kind}\n"
        f"risk {written(view.p[number])}: {'refused' if refused else 'granted'}, {price}"
    )


def threshold(view, t):
    """Return what a threshold would do."""
    return (
        f"t = {written(t)}: {int((view.p > t).sum())} of {len(view.p)} refused,\n"
        f"{money(view.cost_of(view.state.model, t))} lost per applicant: click or drag"
    )


def model(view, name):
    """Return what a model costs, and how."""
    granted, refused = view.lost[name]
    least, where = view.lowest(name)
    return (
        f"{TITLES[name]}: {money(granted)} + {money(refused)} = {money(granted + refused)}\n"
        f"at best {money(least)}, at t = {written(where)}; click to choose it"
    )
