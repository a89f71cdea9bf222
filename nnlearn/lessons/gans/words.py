"""What the GAN explorer says in words, and the lines of Python that play the same game."""

import numpy as np

from nnlearn.lessons.gans.data import COUNT, OWN, SPREAD
from nnlearn.lessons.gans.game import BATCH, BETAS, CLIP, HIDDEN
from nnlearn.lessons.gans.picture import ARROW_SCALE, DATA_DRAWN, thinned
from nnlearn.lessons.gans.run import PULLED
from nnlearn.lessons.gans.state import rates_at
from nnlearn.plots.numbers import fixed, significant


def title(view):
    """Return how far the game is."""
    share, many = f"{100 * view.shares.sum():.0f} %", len(view.shares)
    modes = (
        f"{view.captured} of {many} modes captured, {share} of the points on a mode"
        if view.state.data == "eight Gaussians"
        else f"{view.captured} of {many} places reached, {share} of the points near one"
    )
    if view.now.half:
        return f"half of step {view.at + 1}, the discriminator has moved; {modes}"
    if view.at == 0:
        return f"before the first step; {modes}"
    judged, drawn = view.now.losses[-1]
    return f"step {view.at}: losses {fixed(judged)} and {fixed(drawn)}; {modes}"


def rules(view):
    """Return what is played, and at which rates."""
    lr_d, lr_g, k = rates_at(view.state, view.at)
    judge = f"discriminator, {k} turn{'s' * (k > 1)} per step"
    return f"{view.state.data}, {view.state.loss}; rates {lr_d:g} ({judge}), {lr_g:g} (generator)"


def lengths(view):
    """Return what the length of an arrow means."""
    return "(scaled)" if view.state.loss == "wasserstein" else f"({ARROW_SCALE:g} of its gradient)"


def describe(view):
    """Return the alt text."""
    pen = " The pen is at ({}, {}).".format(*map(fixed, view.state.pen)) if view.state.pen else ""
    return f"Two players in the plane, {title(view)}. {rules(view)}.{pen}"


# What lies under the pointer.


def plane(view, x, near):
    """Return what lies at a place (2,) of the plane, at most `near` away, and what the discriminator says there."""
    for kind, places in (("generated", view.now.generated[:PULLED]), ("real", view.data.x[:DATA_DRAWN])):
        away = np.hypot(*(places - x).T)
        if away.min() <= near:
            index = int(away.argmin())
            way = f"\npulled along {pair(view.now.pull[index])}" if kind == "generated" else ""
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


def code(view):
    """Return the lines that play the same game up to here, to the same players."""
    state, at = view.state, view.at
    data = {
        "eight Gaussians": f"x = datasets.gaussians({COUNT}, noise={SPREAD}).x",
        "ring": f"x = datasets.ring({COUNT}, noise={SPREAD}).x",
        OWN: f"x = points({state.data!r}, {state.drawn!r}).x",
    }[state.data]
    source = "from nnlearn.lessons.gans import points" if state.data == OWN else "from nnlearn import datasets"
    optimizer = (
        "RMSprop(player.parameters()" if state.loss == "wasserstein" else f"Adam(player.parameters(), betas={BETAS}"
    )
    starts = [0, *(until for until, *_ in state.past if until < at)]
    stops = [*starts[1:], at]
    parts = [(a, b, *rates_at(state, a)) for a, b in zip(starts, stops, strict=True)]
    turn = [
        'who = "generator" if turn == k else "discriminator"',
        "rng = np.random.default_rng([seed, step, turn])  # every turn has its own stream",
        f"real = x[rng.integers(len(x), size={BATCH})]",
        f"nn.gan_step(G, D, opt_G, opt_D, real, loss={state.loss!r}, clip={CLIP}, turns=who, rng=rng)",
    ]
    lines = ["import numpy as np", "import nnlearn.numpy as nn", source, "", data, f"seed = {state.seed}"]
    lines += [
        "nn.manual_seed(seed)",
        f"G, D = nn.PointGenerator(2, 2, {HIDDEN}), nn.PointDiscriminator(2, {HIDDEN})",
        f"opt_G, opt_D = (nn.{optimizer}) for player in (G, D))",
    ]
    if view.now.half:
        parts.append((at, at + 1, *rates_at(state, at)))
    lines += [
        f"for start, stop, rate_D, rate_G, k in {parts}:",
        '    opt_D.param_groups[0]["lr"], opt_G.param_groups[0]["lr"] = rate_D, rate_G',
        "    for step in range(start, stop):",
        f"        for turn in range(k + {f'(step < {at})' if view.now.half else 1}):",
        *("            " + line for line in turn),
    ]
    lines += ["print(nn.predict(G, np.zeros((1, 2))), nn.predict(D, np.zeros((1, 2))))"]
    return "\n".join(lines)
