"""The tour of the card explorer: one try, twenty, more examples, pairs, other weights, a card that lies."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.capstone.claims import COMPUTED, OLD, TYPED
from nnlearn.lessons.capstone.replays import replay
from nnlearn.lessons.capstone.state import HONEST, SHOWN, SIZES, State
from nnlearn.lessons.capstone.words import points, three

FEW, MORE = 300, 1000


def _means(view):
    return [three(part.mean()) for part in view.replays]


def _one(view):
    reported, fresh = _means(view)
    size = view.state.test_size
    return (
        f"One start, measured on {size} test examples and again on {size} fresh ones, 2,000 times. The two histograms "
        f"lie on each other: {reported} and {fresh} on average. They are wide: one number is off by "
        f"{points(view.replays[0].std())} as a rule."
    )


def _twenty(view):
    reported, fresh = _means(view)
    real = view.replays[1].mean() - replay(1, view.state.test_size)[1].mean()
    return (
        f"Now the best of {view.state.tries} starts is reported. Nobody cheated in any single step, and yet the report "
        f"slides to {reported}. On fresh examples these networks score {fresh}: {points(real)} of the gain are real, "
        f"{points(view.gap)} are luck of the test set."
    )


def _more(view):
    small = view.gaps[SIZES.index(FEW), view.state.tries - 1]
    return (
        f"With {view.state.test_size:,} test examples the gap shrinks from {points(small)} to {points(view.gap)}. It "
        "does not vanish. The map shows the gap for every number of tries and every size: it is largest at the lower "
        "right, with many tries and few examples."
    )


def _paired(view):
    one = view.measures
    return (
        f"Below: the network ({three(one.accuracy)} ± {three(one.half)}) and tuned support vectors "
        f"({three(one.rival)} ± {three(one.rival_half)}) on the same {view.state.test_size}. Both fail on the same "
        f"hard examples, so the difference is known to ± {three(one.paired_half)}, not ± {three(one.apart_half)}. Is "
        "the network better? No: the rival is."
    )


def _again(view):
    return (
        f"The network was trained again. {view.count(OLD)} lines turn amber, with a diamond: their numbers belong to "
        f"the old weights. {view.count(COMPUTED)} lines do not depend on them. {view.count(TYPED)} were typed by "
        "hand all along: no cell shows them. Drag the one about all digits onto its cell, 17."
    )


def _lies(view):
    one = view.measures
    return (
        f"A stranger's card: all {view.count(COMPUTED)} lines are computed, and the network is ahead by "
        f"{three(one.difference)} ± {three(one.paired_half)}. One of these lines lies. Press r, or tick reveal, once "
        "you have an answer; k takes the next card."
    )


HERE = {
    **{"tries": 1, "test_size": FEW, "seeds": 5, "paired": False, "retrained": False, "claim": "accuracy"},
    **{"card": HONEST, "reveal": False, "cells": (), "done": State.done, "pulled": ()},
}
TOUR = (
    Stop(HERE, _one, "How far will the best of 20 move?"),
    Stop({**HERE, "tries": 20}, _twenty, "Which part grows if you go on to 60?"),
    Stop({**HERE, "tries": 20, "test_size": MORE}, _more, "Where is it less than one point?"),
    Stop({**HERE, "tries": 20, "paired": True}, _paired, "And with 50 examples?"),
    Stop({**HERE, "retrained": True, "claim": "worst digit", "done": 0}, _again, "What does it say then?"),
    Stop({**HERE, "paired": True, "card": "C", "cells": SHOWN}, _lies, "Which line would you ask about?"),
)
