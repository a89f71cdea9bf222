"""Exercise 29.6: a reader that is harder to fool, attacked in several ways on digits that it has not seen."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from nnlearn import attacks
from nnlearn.checks.compare import named

SPLITS, OTHERS = range(3), range(3, 5)
EPS, STEPS = 0.15, 20
CLEAN, TARGET = 0.95, 0.60


@dataclass(frozen=True)
class Trial:
    """One split: shares of the digits that are read.

    Parameters
    ----------
    clean, tossed, one_step, many_steps, margin, carried, pixels : float
        Unchanged; signs tossed; FGSM and PGD with cross-entropy; PGD with the margin; attacks made for another reader;
        pixel after pixel, without a slope.
    worst : float
        The share read under each of the last five.
    seen : float
        The share of the digits to learn from that is read under PGD with the margin.
    """

    clean: float
    tossed: float
    one_step: float
    many_steps: float
    margin: float
    carried: float
    pixels: float
    worst: float
    seen: float


def digits(seed):
    """Return digits to learn from and held-out ones: ((1348, 64), (1348,)), ((449, 64), (449,)); ink from 0 to 1."""
    from nnlearn import datasets

    data = datasets.digits()
    return datasets.split((data.x / 16).astype("float32"), data.y, seed=seed)


def sided(model):
    """Return the slopes in x of cross-entropy and margin, which pictures are read, and the margin: functions of (x, y).

    Raises
    ------
    TypeError
        If it is not a network of `nnlearn.numpy` or `nnlearn.torch`. The sentence says so.
    """
    import nnlearn.numpy as nn

    if isinstance(model, type) or not callable(getattr(model, "parameters", None)):
        raise TypeError(
            f"learn returned {named(model)}, expected the reader itself, trained, such as nn.MLP([64, 128, 10])."
            + (" Is a `return` missing?" if model is None else "")
        )
    side: Any = nn
    if not isinstance(model, nn.Module):
        side = import_module("nnlearn.torch")
    entropy, square = side.CrossEntropyLoss(reduction="sum"), side.MSELoss(reduction="sum")

    def slope(loss, x, y):
        return side.input_gradient(model, loss, x, y)

    def scores(x):
        found = np.asarray(side.predict(model, x))
        if found.shape != (len(x), 10):
            raise ValueError(
                f"The reader answers {len(x)} digits with {named(found)}, expected ten scores each, ({len(x)}, 10)."
            )
        if not np.isfinite(found).all():
            raise ValueError("The reader answers with NaN or infinity: did the training diverge?")
        return found

    def parted(x, y):
        s, rows = scores(x), np.arange(len(x))
        wrong = s.copy()
        wrong[rows, y] = -np.inf
        return s, rows, wrong

    def lead(x, y):
        s, rows, wrong = parted(x, y)
        return wrong.max(axis=1) - s[rows, y]

    def margin(x, y):
        s, rows, wrong = parted(x, y)
        size = np.maximum(1, abs(s).max())
        aim = s.copy()  # sum (s - aim)^2 has the slope 2 (s - aim): `size` at the largest wrong score, -`size` at y's
        aim[rows, wrong.argmax(axis=1)] -= size / 2
        aim[rows, y] += size / 2
        return slope(square, x, aim)

    return (lambda x, y: slope(entropy, x, y)), margin, (lambda x, y: scores(x).argmax(axis=1) == y), lead


def pgd(slope, x, y):
    """Return pictures after 20 steps within the budget, from a random start."""
    return attacks.pgd(slope, x, y, EPS, steps=STEPS, rng=np.random.default_rng(0))


def pixel_after_pixel(margin, x, y):
    """Return pictures in which each pixel in turn goes to an end of its budget, wherever the margin rises by that.

    No slope is asked for, so none can be hidden. `margin(x, y)` gives a number for each picture.
    """
    a, ends = x.copy(), (np.maximum(x - EPS, 0), np.minimum(x + EPS, 1))
    best = margin(a, y)
    for i in range(x.shape[1]):
        for end in ends:
            tried = a.copy()
            tried[:, i] = end[:, i]
            found = margin(tried, y)
            a[found > best] = tried[found > best]
            best = np.maximum(best, found)
    return a


@cache
def carried(seed):
    """Return held-out digits, twice: as they fool a plain reader and one trained on attacks, each the checker's own."""
    import nnlearn.numpy as nn
    from nnlearn.numpy.random import fork_rng

    (x, y), (new, truth) = digits(seed)
    made = []
    for attack in (lambda slope, x, y: x, lambda slope, x, y: attacks.fgsm(slope, x, y, EPS)):
        rng = np.random.default_rng([seed, 29])
        with fork_rng():  # the reader's own random numbers stay as they are
            model = nn.MLP([64, 64, 10])
        for p in model.parameters():
            p.data[...] = rng.normal(0, np.sqrt(2 / p.shape[1]), p.shape) if len(p.shape) > 1 else 0
        entropy, margin, *_ = sided(model)
        loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.005)
        for _ in range(10):
            for batch in np.array_split(rng.permutation(len(x)), 42):
                adam.zero_grad()
                nn.backprop(model, loss, attack(entropy, x[batch], y[batch]), y[batch])
                adam.step()
        made.append(pgd(margin, new, truth))
    return made


def tried(learn, seed):
    """Let `learn` make a reader from one part of the digits, and attack it with the other.

    Raises
    ------
    TypeError, ValueError
        If what it returns is not a reader of ten scores. The sentence says so.
    """
    (x, y), (new, truth) = digits(seed)
    entropy, margin, right, lead = sided(learn(x.copy(), y.copy(), seed))
    clean = right(new, truth)
    shown = [attacks.fgsm(entropy, new, truth, EPS), pgd(entropy, new, truth), pgd(margin, new, truth), *carried(seed)]
    kept = [right(one, truth) for one in (*shown, pixel_after_pixel(lead, new, truth))]
    noise = attacks.tossed(new, EPS, rng=np.random.default_rng(0))
    shares = [clean, right(noise, truth), *kept[:3], kept[3] & kept[4], kept[5], np.all(kept, axis=0)]
    part = slice(0, len(new))
    seen = right(pgd(margin, x[part], y[part]), y[part])
    return Trial(*(float(one.mean()) for one in (*shares, seen)))


def measure(learn):
    """Let `learn` make a reader on three splits, and return the share of held-out digits that it reads under attack."""
    if isinstance(learn, type) or not callable(learn):
        raise TypeError(f"Expected the function learn itself, without brackets after its name, got {named(learn)}.")
    trials = [tried(learn, seed) for seed in SPLITS]
    clean, worst = (float(np.mean([getattr(one, name) for one in trials])) for name in ("clean", "worst"))
    sentence = (
        f"Of 100 unseen digits {100 * clean:.1f} are read, and {100 * worst:.1f} under attack; split by split "
        f"{', '.join(f'{100 * one.clean:.1f} and {100 * one.worst:.1f}' for one in trials)}."
    )
    if clean >= CLEAN and worst >= TARGET:
        others = float(np.mean([tried(learn, seed).worst for seed in OTHERS]))
        also = f"You may have chosen by these three splits; on two others it is {100 * others:.1f} under attack."
        return worst, True, f"{sentence} {also}"
    return worst, False, sentence, advice(trials)


def advice(trials):
    """Say what keeps the reader from the target, as far as it can be measured.

    Parameters
    ----------
    trials : list of Trial

    Returns
    -------
    str
    """
    names = "clean", "tossed", "one_step", "many_steps", "margin", "carried", "pixels", "worst", "seen"
    of = {name: float(np.mean([getattr(one, name) for one in trials])) for name in names}
    per = {name: f"{100 * share:.0f}" for name, share in of.items()}
    if of["clean"] < CLEAN and of["worst"] >= TARGET:
        return "Under attack it is good enough, but unchanged digits suffer: train longer, or attack less hard."
    if of["clean"] < CLEAN - 0.05:
        return (
            f"Only {per['clean']} of 100 unchanged digits are read. Begin with those: train longer, or with a smaller "
            "budget if yours is above 0.15. And does each step of your attack make the loss larger?"
        )
    if of["many_steps"] > min(of["margin"], of["carried"], of["pixels"]) + 0.15:
        return (
            f"PGD on the cross-entropy leaves {per['many_steps']} of 100, but PGD on the margin {per['margin']}, "
            f"digits that fool two other readers {per['carried']}, and changes pixel after pixel, without a slope, "
            f"{per['pixels']}. The slope is hidden; the mistakes are still there."
        )
    if of["one_step"] > of["many_steps"] + 0.2:
        return (
            f"Against one step it holds ({per['one_step']} of 100), against twenty small ones not "
            f"({per['many_steps']}). Its slope bends within the budget: train on attacks of several steps."
        )
    if of["worst"] < 0.4:
        return (
            f"With tossed signs {per['tossed']} of 100 are read: noise is not the trouble. In training, has it met "
            "changes that are chosen against it, as it is at that moment, with the full budget of 0.15?"
        )
    if of["seen"] > of["worst"] + 0.15:
        return (
            f"Under attack it reads {per['seen']} of 100 digits that it was given and {per['worst']} of the others: "
            "some of that is known by heart. Fewer epochs may do, or weight decay."
        )
    return "It is on its way. Try more hidden units, more epochs, or the full budget of 0.15 in every batch."
