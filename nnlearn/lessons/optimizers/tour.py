"""The tour of the optimizer explorer: what is counted, what noise does, what each remembers, and which rates work."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.optimizers.race import EXAMPLES, RATES, lowest
from nnlearn.lessons.optimizers.words import left_of, share
from nnlearn.plots.numbers import fixed, significant


def _one(view):
    return (
        f"The {view.state.size} lit examples are the first batch: their gradient gave SGD its first step, iteration "
        f"{view.at}. {view.looked} of {EXAMPLES} have had their turn."
    )


def _all(view):
    return (
        f"All {EXAMPLES} examples in every batch: {view.at} iterations are {view.epoch} epochs. SGD's path and its "
        "dotted one, without noise, are the same."
    )


def _single(view):
    away = np.abs(view.races["sgd"][0][: view.at + 1] - view.calm[: view.at + 1]).max()
    return (
        f"One example in every batch: {view.at} iterations are {view.epoch} epoch. Each step follows one example "
        f"only, and the path strays up to {fixed(away, 1)} from the dotted one."
    )


def _sgd(view):
    path = view.races["sgd"][0]
    fell = int(np.argmax(np.abs(path[:, 1] - view.calm[-1, 1]) < 0.1))
    return (
        f"SGD falls to the floor of the valley in {fell} steps and creeps along it in the other {view.at - fell}: it "
        f"is still {_left(view, 'sgd')} above the lowest loss."
    )


def _momentum(view):
    path = view.races["momentum"][0][: view.at + 1, 1]
    floor = view.calm[-1, 1]
    swings = int((np.diff(np.sign(path - floor)) != 0).sum())
    return (
        f"Momentum adds up gradients: it crosses the floor {swings} times, but gathers speed along the valley. It is "
        f"{_left(view, 'momentum')} above the lowest loss, SGD {_left(view, 'sgd')}."
    )


def _adam(view):
    first = np.abs(np.diff(view.races["adam"][0][:2], axis=0))[0]
    plain = np.abs(np.diff(view.races["sgd"][0][:2], axis=0))[0]
    return (
        f"Adam divides by the size of each weight's gradients: its first step is {fixed(first[0])} and "
        f"{fixed(first[1])} long in the two weights, SGD's {fixed(plain[0])} and {fixed(plain[1])}. So it sets "
        "off diagonally, closer to the direct way."
    )


def _map(view):
    lr, momentum = view.state.lr, view.state.momentum
    edge = RATES[np.isnan(view.gained[0])].min()
    return (
        f"The ring in the map: at learning rate {lr:g} and momentum {momentum:g}, {share(left_of(view, lr, momentum))} "
        f"of the loss above the lowest is left. Without momentum, the grey begins at {fixed(edge)}."
    )


def _left(view, name):
    return significant(view.races[name][1][view.at] - lowest(view.state.surface), 2)


RACE = {
    "focus": "momentum",
    "surface": "valley along an axis",
    "lr": 0.1,
    "momentum": 0.9,
    "size": 10,
    "shuffle": True,
    "start": (-1.6, 0.8),
    "solid": False,
    "turn": -60.0,
    "tilt": 40.0,
    "rivals": "nobody",
}

TOUR = (
    Stop({**RACE, "focus": "sgd", "position": 1}, _one, "When is the epoch over? Press Step."),
    Stop({**RACE, "focus": "sgd", "size": 60, "position": 60}, _all),
    Stop({**RACE, "focus": "sgd", "size": 1, "position": 60}, _single, "What does a batch of 10 do?"),
    Stop({**RACE, "focus": "sgd", "position": 60}, _sgd, "What would help?"),
    Stop({**RACE, "focus": "momentum", "rivals": "SGD", "position": 60}, _momentum, "Lower the momentum."),
    Stop({**RACE, "focus": "adam", "rivals": "SGD", "solid": True, "position": 60}, _adam),
    Stop({**RACE, "lr": 0.7, "momentum": 0.5, "size": 60, "position": 100}, _map, "Drag the ring into the grey."),
)
