"""The tour of the attention explorer: rows and columns, what a row needs, and what the map does not say."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.attention.networks import scores_of
from nnlearn.lessons.attention.reading import read
from nnlearn.lessons.attention.state import TEXTS
from nnlearn.lessons.attention.words import seen
from nnlearn.plots.numbers import fixed

DAY = 8, 9  # rows of an answer


def _rows(view):
    reading = view.reading
    return (
        f"Each row of the map writes one letter of {reading.writes}, from top to bottom. Each column is a letter that "
        f"it may look at. Row {view.at + 1} writes “{view.writes}” and has {fixed(100 * view.row.max(), 0)} % of its "
        f"weight on one letter, “{seen(reading.text[view.brightest])}”. Press Play."
    )


def _day(view):
    places = [k for k, letter in enumerate(view.reading.text) if letter.isdigit()][:2]
    day, shares = "".join(view.reading.text[k] for k in places), view.weights[:, places].sum(axis=1)
    first, second = (fixed(100 * shares[row], 0) for row in DAY)
    return (
        f"The day is “{day}”. Its two digits are written in the last two rows, which give {first} % and {second} % of "
        "their weight to these two letters. A triangle marks a letter that the row cannot do without."
    )


def _month(view):
    other = read(view.state.network, view.state.steps, "thu 5 mar 1998")
    moved = 0.5 * np.abs(view.weights - other.weights[0, 0]).sum(axis=1)
    changed = [k + 1 for k in range(len(moved)) if view.reading.writes[k] != other.writes[k]]
    return (
        f"One letter differs from “{other.text}”, and row {' and '.join(map(str, changed))} writes "
        f"“{view.writes}” for “{other.writes[view.at]}”. It looks at “{seen(view.reading.text[view.brightest])}”, the "
        "last letter of the month, whose state has read the two before it."
    )


def _heat(view):
    cold = read(view.state.network, view.state.steps, view.reading.text)
    before, after = (fixed(100 * one.weights[0, 0].max(axis=1).mean(), 0) for one in (cold, view.reading))
    return (
        f"The scores are divided by {view.state.temperature:g}: the largest weight of a row falls from {before} % to "
        f"{after} % on average, the map is a blur, and {view.plain.writes} comes out in place of {cold.writes}."
    )


def _hide(view):
    single = int(view.plain.changes[view.at].sum())
    letter = seen(view.reading.text[view.state.hidden[0]])
    return (
        f"“{letter}”, the brightest letter of row {view.at + 1}, is hidden, and the row writes “{view.writes}” in "
        f"place of “{view.plain.writes[view.at]}”. Of the {len(view.row)} letters, {single} alone "
        f"{'does' if single == 1 else 'do'} that. Show it again and hide a pale one."
    )


def _seed(view):
    other = read("dates", view.state.steps, view.reading.text)
    distance = 0.5 * np.abs(view.weights - other.weights[0, 0]).sum(axis=1).mean()
    same = sum(one.argmax() == two.argmax() for one, two in zip(view.weights, other.weights[0, 0], strict=True))
    return (
        f"The same training, another seed: the answer is {view.reading.writes} again, but {fixed(100 * distance, 0)} % "
        f"of the weight lies on other letters, and {same} of {len(other.writes)} rows look most at the same one."
    )


def _leak(view):
    as_trained, alone = scores_of("names, no mask", 1000)
    right, rows = fixed(scores_of("names", 1000)[1]), view.reading.typed - 1
    ahead = fixed(100 * np.mean([view.weights[row, row + 1] for row in range(rows)]), 0)
    return (
        "A small GPT, trained without the causal mask: this head gives the very letter that is to be predicted "
        f"{ahead} % of the weight, and the loss is {fixed(as_trained, 3)}. Letter by letter it is {fixed(alone)} "
        f"(with the mask {right}), and it invents “{view.samples[0]}”."
    )


LONG = {"text": TEXTS["dates"], "network": "dates"}
SHORT = {**LONG, "text": "thu 5 may 1998"}
TOUR = (
    Stop({**LONG, "position": 9}, _rows, "Which letters will the first row need?"),
    Stop({**LONG, "position": 8}, _day, "And what do the rows of the dashes look at?"),
    Stop({**SHORT, "position": 6}, _month, "What must you type to get a 6?"),
    Stop({**LONG, "position": 9, "temperature": 4.0}, _heat, "What will 0.25 do?"),
    Stop({**LONG, "position": 9, "hidden": (12,), "place": 12}, _hide),
    Stop({**LONG, "position": 0, "network": "dates, other seed"}, _seed, "Which map explains the answer?"),
    Stop(
        {"network": "names, no mask", "text": "dark", "position": 2, "head": 3},
        _leak,
        "Choose names of colours: what turns grey?",
    ),
)
