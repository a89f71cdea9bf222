"""What the GAN explorer says in words."""

from itertools import pairwise

import numpy as np

from nnlearn.lessons.gans import slow
from nnlearn.lessons.gans.data import OWN
from nnlearn.lessons.gans.game import HIDDEN
from nnlearn.lessons.gans.picture import DATA_DRAWN, thinned
from nnlearn.lessons.gans.pipeline import LEADS, amount, outputs
from nnlearn.lessons.gans.run import PULLED
from nnlearn.lessons.gans.state import rates_at
from nnlearn.lessons.gans.turn import SAMPLE
from nnlearn.plots.numbers import fixed, significant


def title(view):
    """Return how far the game is."""
    text = slow.heading(view) if view.state.part else progress(view)
    return text[0].upper() + text[1:]


def progress(view):
    """Return how much the generator covers."""
    share, many = f"{100 * view.shares.sum():.0f} %", len(view.shares)
    modes = (
        f"{view.captured} of {many} modes captured, {share} of the points on a mode"
        if view.state.data == "eight Gaussians"
        else f"{view.captured} of {many} places reached, {share} of the points near one"
    )
    if view.now.half:
        return f"half of step {view.at + 1}, D has moved; {modes}"
    if view.at == 0:
        return f"before the first step; {modes}"
    return f"step {view.at}: {modes}"


def line(view):
    """Return what happens in a part of a step, otherwise what is played."""
    return slow.sentence(view) if view.state.part else rules(view)


def rules(view):
    """Return what is played, and at which rates."""
    lr_d, lr_g, k = rates_at(view.state, view.at)
    judge = f"discriminator, {k} turn{'s' * (k > 1)} per step"
    return f"{view.state.data}, {view.state.loss}; rates {lr_d:g} ({judge}), {lr_g:g} (generator)"


def describe(view):
    """Return the alt text."""
    pen = " The pen is at ({}, {}).".format(*map(fixed, view.state.pen)) if view.state.pen else ""
    part = f" {slow.heading(view)}. {slow.sentence(view)}" if view.state.part else ""
    (made, real), (judged, drawn) = outputs(view)[1], view.losses
    lost = f"; losses {amount(judged)} and {amount(drawn)}" if np.isfinite(view.losses).all() else ""
    scores = f"{outputs(view)[2]}: {real} of the data, {made} of generated points{lost}"
    return f"Two players in the plane, {progress(view)}. {scores}. {rules(view)}.{part}{pen}"


# What lies under the pointer.


def plane(view, x, near):
    """Return what lies at a place (2,) of the plane, at most `near` away, and what the discriminator says there."""
    batch, pull = view.batch, view.batch.pull if view.batch else view.now.pull
    made, real = (batch.made, batch.real) if batch else (view.now.generated[:PULLED], view.data.x[:DATA_DRAWN])
    for kind, places in (("generated", made), ("real", real))[view.state.part == SAMPLE :]:  # there G has made none yet
        away = np.hypot(*(places - x).T)
        if away.min() <= near:
            index = int(away.argmin())
            way = f"\npulled along {pair(pull[index])}" if kind == "generated" else ""
            mode = view.mode(places[index])
            on = f"on no {noun(view)}" if mode is None else f"{noun(view, 'on ', 'near ')} {mode + 1}"
            return f"{kind} point, {on}\n{pair(places[index])}\n{judgement(view, places[index])}{way}"
    does = "add to your data" if view.state.data == OWN and view.state.drawn else "make data of your own"
    return f"{pair(x)}\n{judgement(view, x)}\ndraw here to {does}"


def judgement(view, x):
    """Return what the discriminator says of a place (2,)."""
    score = view.score(x)
    if view.state.loss == "wasserstein":
        return f"critic: {significant(score)}, halfway: {significant(view.now.middle)}"
    return f"discriminator: z = {fixed(score)}, p(real) = {fixed((1 + np.tanh(score / 2)) / 2)}"


def bar(view, x):
    """Return what a bar says, "" beside the bars."""
    k, many = round(x), len(view.shares)
    if not 0 <= k < many:
        return ""
    verdict = f"{met(view)}: at least" if view.shares[k] >= 0.5 / many else f"not {met(view)}: less than"
    return (
        f"{noun(view)} {k + 1}: {100 * view.shares[k]:.1f} % of the generated points\n"
        f"{verdict} half of an even share, {50 / many:.1f} %"
    )


def noise(view, u):
    """Return what the generator makes of noise u (2,)."""
    return f"noise u = {pair(u)}\nbecomes the point {pair(view.made(u))}"


def losses(view, step):
    """Return what the curves of the losses say near a step, "" where they have not come yet."""
    (steps, judged), (_, drawn) = thinned(view.now.losses)
    if not len(steps) or step > view.at + 1:
        return ""
    k, size = np.abs(steps - step).argmin(), -(-view.at // len(steps))
    when = f"near step {steps[k]:.0f}, mean of {size}" if size > 1 else f"step {steps[k]:.0f}"
    return f"{when}\ndiscriminator {significant(judged[k])}\ngenerator {significant(drawn[k])}"


def count(view, step):
    """Return how many modes were captured at a step, "" where the game has not come yet."""
    counts = [*view.now.counts, (view.at, view.captured)]
    before = [(at, n) for at, n in counts if at <= step]
    if not before or step > view.at + 1:
        return ""
    at, n = before[-1]
    return f"step {at:.0f}: {n:.0f} of {len(view.shares)} {noun(view)}s {met(view)}"


def noun(view, mode="", place=""):
    """Return what is counted, each with a word before it: only the Gaussians have modes."""
    return f"{mode}mode" if view.state.data == "eight Gaussians" else f"{place}place"


def met(view):
    """Return what a mode or place is that has enough points."""
    return "captured" if view.state.data == "eight Gaussians" else "reached"


def pair(x):
    """Return a place (2,) as text.

    Examples
    --------
    >>> pair((0.5, -1.0))
    '(0.50, −1.00)'
    """
    return f"({fixed(x[0])}, {fixed(x[1])})"


def part_of(view, name):
    """Return what a part of the diagram is, and its numbers."""
    lr_d, lr_g, _ = rates_at(view.state, view.at)
    judged, drawn = view.losses
    (made, real), head = outputs(view)[1:]
    player = "critic" if view.state.loss == "wasserstein" else "discriminator"
    sizes = {"G": (2, *HIDDEN, 2), "D": (2, *HIDDEN, 1)}
    text = {
        "G": f"generator: noise in, points out\n{network(sizes['G'])}\n{numbers(lr_g, drawn)}",
        "D": f"{player}: is a point real?\n{network(sizes['D'])}\n{numbers(lr_d, judged)}",
        "generated": f"what G makes of the noise\nblue dots in the plane, {head}: {made}",
        "data": f"the points to imitate; only D sees them\norange squares in the plane, {head}: {real}",
        "p": f"{head} of generated points: {made}\nof the data: {real}",
    }[name]
    return f"{text}\nclick for part {LEADS[name]} of a step"


def network(sizes):
    """Return the layers of a network and the number of its weights.

    Examples
    --------
    >>> network((2, 3, 1))
    '2 → 3 → 1 units, 13 weights'
    """
    count = sum((a + 1) * b for a, b in pairwise(sizes))
    return f"{' → '.join(map(str, sizes))} units, {count:,} weights"


def numbers(rate, loss):
    """Return a player's learning rate and loss, if it has one already."""
    return f"learning rate {rate:g}{f', loss {amount(loss)}' if np.isfinite(loss) else ''}"
