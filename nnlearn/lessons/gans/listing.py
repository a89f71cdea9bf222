"""The lines of Python that play the same game as the GAN explorer."""

from nnlearn.lessons.gans.data import COUNT, OWN, SPREAD
from nnlearn.lessons.gans.game import BATCH, BETAS, CLIP, HIDDEN
from nnlearn.lessons.gans.run import JUDGED, NOISE
from nnlearn.lessons.gans.state import rates_at
from nnlearn.lessons.gans.turn import LEARN_D, LEARN_G


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
    lines += shown(view)
    return "\n".join(lines)


def shown(view):
    """Return the lines that give the scores shown: of the points of a part of a step, otherwise of fixed ones."""
    state = view.state
    if state.part:
        first = state.part <= LEARN_D
        step = state.position - (state.part == LEARN_G)
        turn = 0 if first else rates_at(state, step)[2]
        lines = [
            f"rng = np.random.default_rng([seed, {step}, {turn}])  # the points of this part",
            f"real, u = x[rng.integers(len(x), size={BATCH})], rng.standard_normal(({BATCH}, 2)).astype(np.float32)",
        ]
    else:
        lines = [
            f"real, u = x[:{JUDGED}], np.random.default_rng(26).standard_normal(({len(NOISE)}, 2)).astype(np.float32)"
        ]
    lines += ["made = nn.predict(G, u)", "scores = nn.predict(D, real)[:, 0], nn.predict(D, made)[:, 0]"]
    value = "scores" if state.loss == "wasserstein" else "1 / (1 + np.exp(-scores))"
    return [
        *lines,
        f"print([{value.replace('scores', 'z')}.mean() for z in scores])  # of the data, of generated points",
    ]
