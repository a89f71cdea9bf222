"""The tour of the threshold explorer: one line, many numbers, other people, a price, an honest model, and chance."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.evaluation import words
from nnlearn.lessons.evaluation.held_out import FILE, sample
from nnlearn.lessons.evaluation.rates import NAMES, costs, path, six
from nnlearn.lessons.evaluation.strip import interval, value
from nnlearn.lessons.evaluation.thresholds import written
from nnlearn.plots.numbers import fixed

START = {
    "threshold": 0.5, "prevalence": FILE, "model": "logistic", "shown": "ROC", "cost": 50, "cases": 142, "redraw": 0,
    "chosen": -1, "moved": (),
}  # fmt: skip
RARE = 0.005


def _of(view, name):
    return value(view.numbers[NAMES.index(name)])


def _line(view):
    found, missed, false, left = view.counts
    return (
        f"Each mark is a tissue sample that the model has never seen, and the line decides: from {written(0.5)} up "
        f"there is an alarm. It finds {found} of {found + missed} malignant ones, with {false} alarms among the "
        f"{false + left} benign."
    )


def _left(view):
    found, missed, false, _ = view.counts
    return (
        f"Further left: only {missed} of {found + missed} malignant samples is missed, but there are {false} false "
        "alarms. No line is right for everybody."
    )


def _point(view):
    found, missed, false, left = view.counts
    return (
        "The dot on the curve is this line: how high it is says how many of the ill are found, how far to the right "
        f"how many of the healthy get an alarm. Here all {found + missed} are found, and {false} of {false + left} "
        f"healthy ones get an alarm: {fixed(false / (false + left))}."
    )


def _rare(view):
    place = view.place
    recall, alarms = (rate[place] for rate in view.path)
    before = six(recall, alarms, view.numbers[2], FILE)
    found, _, false, _ = view.people
    low, high = view.intervals[:, NAMES.index("precision")]
    return (
        "The same answers for people of whom 5 in 1,000 are ill. The curve does not move, and accuracy hardly: from "
        f"{value(before[3])} to {_of(view, 'accuracy')}, where no alarm for anybody would have {fixed(1 - RARE, 3)}. "
        f"But of {fixed(found + false, 1)} alarms only {fixed(found, 1)} are right: precision falls from "
        f"{value(before[4])} to {_of(view, 'precision')}, with an interval from {interval(low, high)}."
    )


def _price(view):
    formula, at_formula, at_lowest = words.bargain(view)
    return (
        f"A miss costs {view.state.cost} false alarms. At t = 0.5 the mistakes of 1,000 people cost "
        f"{words.amount(words.cost(view, 0.5))}; at the threshold of the formula, 1 / (1 + {view.state.cost}) = "
        f"{written(formula)}, {words.amount(at_formula)}. The lowest point costs {words.amount(at_lowest)}, but only "
        "these answers could tell where it is."
    )


def _dishonest(view):
    formula, at_formula, at_lowest = words.bargain(view)
    neuron = sample("logistic")
    place = neuron.place(formula)
    recall, alarms = (rate[place] for rate in path(neuron, np.ones(len(neuron.y))))
    logistic = float(costs(recall, alarms, view.state.prevalence, view.state.cost))
    return (
        f"Another model, with nearly the same AUC ({_of(view, 'AUC')}); its lowest cost is {words.amount(at_lowest)}. "
        "But it calls almost every sample certain, so the formula misses the valley: there it costs "
        f"{words.amount(at_formula)}, where the neuron cost {words.amount(logistic)}. Its probabilities are not honest."
    )


def _again(view):
    low, high = view.intervals[:, NAMES.index("precision")]
    return (
        f"Draw {view.state.redraw}: {len(view.sample.y)} samples, drawn with replacement from the same ones: some "
        "twice, some not at all. The green ticks are the draws so far. At 5 ill of 1,000, 95 % of 2,000 draws give a "
        f"precision from {interval(low, high)}."
    )


TOUR = (
    Stop(START, _line, "Which of the two kinds of mistakes is worse?"),
    Stop({**START, "threshold": 0.02}, _left, "Drag one malignant sample across the line: how far does recall jump?"),
    Stop({**START, "threshold": 0.00015}, _point, "Drag the dot along the curve: where would you stop?"),
    Stop({**START, "prevalence": RARE}, _rare, "Which three numbers did not change at all?"),
    Stop({**START, "shown": "cost", "threshold": 0.0196}, _price, "Where does the formula go if a miss costs 5?"),
    Stop(
        {**START, "shown": "cost", "threshold": 0.0196, "model": "naive Bayes"}, _dishonest,
        "Choose “are they honest?” on the right: what does it show?",
    ),
    Stop({**START, "prevalence": RARE, "redraw": 12}, _again, "Press + at “draw again”: which of the six shakes most?"),
)  # fmt: skip
