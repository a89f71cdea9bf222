"""The tour of the explorer of lesson 27: out, one hill, eight hills, the choice, the way back, few steps, a memory."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.diffusion.mixtures import (
    EXACT,
    LEARNED,
    MEMORY,
    SCHEDULE,
    SOURCES,
    TURNS,
    judged,
    log_density,
    record,
)
from nnlearn.lessons.diffusion.view import NEAR, loss
from nnlearn.lessons.diffusion.words import percent
from nnlearn.plots.numbers import fixed, significant


def _out(view):
    return (
        f"At step {view.t} each point is {fixed(view.a)} × data + {fixed(view.s)} × noise, in one jump; nothing is "
        f"learned here. {percent(view.home)} of the points are still nearest to their own mode."
    )


def _hill(view):
    learned, best = (_loss(view, kind) for kind in (LEARNED, EXACT))
    return (
        f"At step {view.t} the data have become one hill. Each arrow is the guessed noise, reversed: it points uphill, "
        f"here to the middle. The network's arrows cover the exact ones: its loss is {learned}, the least possible "
        f"{best}."
    )


def _hills(view):
    learned, best = (_loss(view, kind) for kind in (LEARNED, EXACT))
    return (
        f"At step {view.t} there are eight hills: halfway between two modes the density is {_between(view.t)} of that "
        f"at a mode; at step 25 it is {_between(25)}. Near the points the arrows agree (loss {learned}, least possible "
        f"{best}); where no point ever comes they do not."
    )


def _choice(view):
    home = {turn: percent(share) for turn, share in zip(TURNS, record()[f"home, {LEARNED}"].mean(axis=1), strict=True)}
    return (
        f"Sent back from step {view.state.turn}, {percent(view.home)} of the points return to their own mode. Over "
        f"five networks it is {home[10]} from step 10, {home[20]} from 20, {home[40]} from 40, and {home[100]} from "
        "100: one in eight."
    )


def _back(view):
    on, off, _ = judged(LEARNED, True, 100)
    return (
        f"All the way back from noise, in {view.state.back} steps with fresh noise: DDPM. Over five networks, 2,000 "
        f"points each, {percent(on)} land on a mode, and the shares of the modes are off by {fixed(off)}; by the "
        f"exact arrows it is {fixed(judged(EXACT, True, 100)[1])}, which is chance."
    )


def _few(view):
    few, fresh, exact = (judged(kind, noise, 10)[1] for kind, noise in ((LEARNED, 0), (LEARNED, 1), (EXACT, 0)))
    many = judged(LEARNED, False, 100)[1]
    return (
        f"DDIM, {view.state.back} steps without fresh noise. Over five networks the shares are off by {fixed(few)}, "
        f"with fresh noise {fixed(fresh)}. By exact arrows it is {fixed(exact)} without: fresh noise makes up "
        f"for the network's mistakes. In 100 steps they matter less: {fixed(many)} without."
    )


def _memory(view):
    memory, learned = (significant(loss(view.state.data, kind)[2], 2) for kind in (MEMORY, LEARNED))
    return (
        f"The best guess for 20 points is a memory of them: no loss on them is lower. {percent(view.on)} of the "
        f"{len(view.x)} points end within {NEAR} of one. On unseen points its loss at step 3 is {memory}, the "
        f"network's {learned}."
    )


def _loss(view, kind):
    return fixed(loss(view.state.data, kind)[view.t - 1], 3)


def _between(t):
    """Return the density halfway between two modes of the ring, as a share of that at a mode."""
    angle = np.pi / 8 * np.arange(2)
    ring = SCHEDULE.a[t] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    at, between = log_density(SOURCES[0], ring, t)
    return percent(np.exp(between - at))


WAY = {
    "data": SOURCES[0],
    "arrows": LEARNED,
    "turn": 100,
    "steps": 100,
    "fresh": True,
    "seed": 0,
    "position": 0,
    "particle": (),
}
TOUR = (
    Stop({**WAY, "position": 30}, _out, "At which step is nothing left?"),
    Stop({**WAY, "position": 80}, _hill, "Set a particle down at the edge: where do its eight ways lead?"),
    Stop(
        {**WAY, "position": 10}, _hills, "Where do the ways lead from halfway between two modes, here and at step 60?"
    ),
    Stop({**WAY, "turn": 20, "position": 40}, _choice, "When does a point choose its mode?"),
    Stop({**WAY, "position": 200}, _back, "How few steps would do? Try 20, 10, 5."),
    Stop({**WAY, "steps": 10, "fresh": False, "position": 110}, _few, "Press f: which bars change?"),
    Stop({**WAY, "data": "spirals", "arrows": MEMORY, "position": 200}, _memory, "Then why does the network invent?"),
)
