"""The tour of the duel explorer: what knowledge is worth, which rivals change their minds, and what a label costs."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.ml_versus_dl import words
from nnlearn.lessons.ml_versus_dl.curves import curve, following, hours
from nnlearn.lessons.ml_versus_dl.record import recorded
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.plots.numbers import fixed

KEEPERS = ("logistic", "neighbours", "forest", "SVM", "dense", "CNN")  # learn from raw heights and keep the places
START = {
    "roll": 0,
    "sample": 217,
    "focus": "rules",
    "n": 400,
    "axis": "accuracy",
    "price": 1,
    "places": "in order",
    "pen": False,
    "ticked": NAMES,
    "bent": (),
    "spot": 20,
}


def right(name, n, places="in order"):
    """Return a rival's mean accuracy."""
    return curve(name, "accuracy", places)[n].mean


def _rules(view):
    n = view.state.n
    return (
        f"No data at all: ten templates, slid along the line, read {fixed(right('rules', n))} of 1,000 unseen signals. "
        f"With {n} labels a dense net reads {fixed(right('dense', n))}. That is knowledge."
    )


def _few(view):
    n = view.state.n
    best = max(right(name, n) for name in KEEPERS)
    return (
        f"{n} labels: logistic regression on hand-made features reads {fixed(right('hand-made', n))}, the CNN that "
        f"forgets places {fixed(right('pooled CNN', n))}, about as much as the rules without any. Of the six that "
        f"learn from raw heights and keep the places, none passes {fixed(best)}."
    )


def _roll(view):
    firm = [name for name in NAMES if name not in KEEPERS]
    shares = ", ".join(f"{name} {words.share(view.share(name))}" for name in firm)
    least, most = (fixed(pick(view.share(name) for name in KEEPERS)) for pick in (min, max))
    return (
        f"Rolled by {view.state.roll} places: {words.changed(view)} rivals change their minds about this signal. Of "
        f"1,000 answers the six that keep places change {least} to {most}; the others: {shares}."
    )


def _forgets(view):
    n = view.state.n
    return (
        f"{n} labels: the CNN that forgets places ({fixed(right('pooled CNN', n))}) beats the expert's features "
        f"({fixed(right('hand-made', n))}). Smaller convolutions with a head that keeps places read "
        f"{fixed(right('CNN', n))}."
    )


def _shuffled(view):
    n = view.state.n
    lost, kept = (
        ", ".join(f"{name} {fixed(right(name, n))} → {fixed(right(name, n, 'shuffled'))}" for name in names)
        for names in (("pooled CNN", "hand-made", "rules"), ("SVM", "dense"))
    )
    return (
        f"All signals with the same 40 places shuffled: what was known about neighbours is worth little now ({lost}), "
        f"and rivals that never used it do not notice ({kept})."
    )


def _asks(view):
    n, axis = view.state.n, view.state.axis
    svm, logistic = (words.amount(curve(name, axis)[n].mean, axis) for name in ("SVM", "logistic"))
    return (
        f"The SVM keeps {recorded('SVM', n, 'vectors').mean():,.0f} of its {n:,} examples and asks them all: {svm} for "
        f"an answer. Logistic regression takes {logistic}."
    )


def _price(view):
    n, price = view.state.n, view.state.price
    more = following(n)
    pooled, forest = (fixed(right(name, more) - right(name, n)) for name in ("pooled CNN", "forest"))
    return (
        f"At {price:g} minute a label, {n} labels cost {words.cost(hours(n, price))}. {more - n:,} more take "
        f"{words.cost(hours(more - n, price))}: they bring the pooled CNN {pooled}, the forest {forest}."
    )


TOUR = (
    Stop({**START, "n": 100}, _rules, "With how many labels do the others catch up?"),
    Stop({**START, "focus": "hand-made", "n": 100}, _few),
    Stop({**START, "focus": "CNN", "roll": 10}, _roll, "Drag the signal on."),
    Stop({**START, "focus": "pooled CNN"}, _forgets, "What do its bars know that their mean does not?"),
    Stop({**START, "focus": "pooled CNN", "places": "shuffled"}, _shuffled),
    Stop({**START, "focus": "SVM", "axis": "microseconds an answer", "n": 4000}, _asks),
    Stop({**START, "focus": "forest"}, _price, "Where would you stop?"),
)
