"""What the GAN explorer says in words, and the lines of Python that play the same game."""

from nnlearn.lessons.gans.data import COUNT, OWN, SPREAD
from nnlearn.lessons.gans.game import BATCH, BETAS, CLIP, HIDDEN
from nnlearn.lessons.gans.picture import ARROW_SCALE
from nnlearn.lessons.gans.state import rates_at
from nnlearn.plots.numbers import fixed


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
