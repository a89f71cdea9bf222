"""The tour of the perceptron explorer: a line is found, one is not, and the best of a run is kept."""

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.perceptron.run import SOURCES

IRIS = {
    "data": "iris: setosa, versicolor (petal)",
    "lr": 1.0,
    "shuffle": True,
    "pocket": False,
    "centred": False,
    "moved": (),
}


def _before(view):
    run, (_, one) = view.run, SOURCES[view.state.data].classes
    return (
        f"Nothing has been learned yet: w and b are 0, so every score is 0 and every flower counts as {one}. "
        f"{run.wrong[view.at]} of {len(run.x)} predictions are wrong."
    )


def _mistake(view):
    run, at, classes = view.run, view.at, SOURCES[view.state.data].classes
    step, wrong = run.steps[at - 1], run.wrong[at]
    change = "adds the flower to w" if step.target > step.guess else "subtracts the flower from w"
    return (
        f"The ringed {classes[step.target]} was taken for {classes[step.guess]}. So the perceptron {change}, and the "
        f"line jumps into the picture; {wrong} of {len(run.x)} flowers are still on the wrong side."
    )


def _done(view):
    run = view.run
    return (
        f"{run.mistakes[-1]} mistakes were enough: then all {len(run.x)} flowers passed by without another, and the "
        f"line will never move again. A theorem had allowed up to {run.bound:,.0f}."
    )


def _never(view):
    run, at = view.run, view.at
    return (
        f"Four points that no line separates: after {run.steps[at - 1].epoch + 1} epochs and {run.mistakes[at]} "
        f"mistakes, {run.wrong[at]} of the {len(run.x)} are still on the wrong side, and the line keeps jumping."
    )


def _pocket(view):
    run, at, (zero, one) = view.run, view.at, SOURCES[view.state.data].classes
    return (
        f"{zero.capitalize()} and {one} overlap, so the perceptron never stops; after {run.steps[at - 1].epoch + 1} "
        "epochs its line gets "
        f"{run.wrong[at]} of {len(run.x)} flowers wrong. The pocket algorithm has kept the best line, in green: "
        f"{run.wrong[run.best[at]]} wrong."
    )


def _far(view):
    run, at = view.run, view.at
    return (
        f"A line separates these sepals, but after {run.mistakes[at]} mistakes {run.wrong[at]} of {len(run.x)} are "
        f"still wrong, and the bound is {run.bound:,.0f}: all lie far from the origin, in nearly the same direction."
    )


def _centred(view):
    run = view.run
    return (
        f"The same flowers with each column's mean subtracted: {run.mistakes[-1]} mistakes, and the line rests. The "
        f"bound is down to {run.bound:,.0f}."
    )


SEPALS = {**IRIS, "data": "iris: setosa, versicolor (sepal)", "position": END}

TOUR = (
    Stop({**IRIS, "position": 0}, _before, "Where would you draw the line?"),
    Stop({**IRIS, "position": 6}, _mistake, "Is the ringed one on the right side now?"),
    Stop({**IRIS, "position": END}, _done, "What could make the bound so much larger than the count?"),
    Stop({**IRIS, "data": "XOR", "position": 199}, _never, "How many of the four can a line get right?"),
    Stop(SEPALS, _far, "What if the origin lay in the middle of the flowers?"),
    Stop({**SEPALS, "centred": True}, _centred, "The flowers are the same: what has changed?"),
    Stop({**IRIS, "data": "iris: versicolor, virginica (petal)", "pocket": True, "position": END}, _pocket),
)
