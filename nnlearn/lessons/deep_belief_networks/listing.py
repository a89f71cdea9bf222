"""The lines of Python that give what the dream explorer shows."""

from nnlearn.lessons.deep_belief_networks.state import DIGIT, DRAWS, NOISE, bits_of

HEAD = """import numpy as np
from nnlearn.lessons.deep_belief_networks.dreamers import machines, read
from nnlearn.lessons.deep_belief_networks.parts import binary

layers = machines({depth})  # (W, b, c) from the picture to the top
W, b, c = layers[-1]
rng = np.random.default_rng({seed})
p = lambda z: 1 / (1 + np.exp(-z))
draw = lambda p, rng: rng.random(p.shape) < p"""
CHAIN = """for sweep in range({sweeps}):
    if sweep:
        top_p = p(cells @ W + c)
    top = draw(top_p, rng)"""
BACK = """    cells_p = p(top @ W.T + b)  # the layer below, and the label cells
    {given}
    cells = draw(cells_p, rng)"""
DOWN = """rng, h_p = np.random.default_rng([{seed}, {at}]), cells_p[:, :-10]
h = cells[:, :-10]
for W, b, c in layers[-2::-1]:
    h_p = p(h @ W.T + b)  # one pass down
    h = draw(h_p, rng)"""


def code(view):
    """Return about twenty-five lines that reproduce the picture."""
    state, first = view.state, view.state.start != NOISE
    lines = [HEAD.format(depth=state.depth, seed=state.seed)]
    if view.asked:
        lines.append(f"labels = np.eye(10)[{list(view.asked)}]")
    if first:
        picture = f"binary().x_test[{state.digit}]"
        if state.start != DIGIT:
            picture = f"np.array({list(bits_of(state.drawn))})"
        lines += [f"h = v = np.tile({picture}, (10, 1)).astype(bool)", "for low in layers[:-1]:"]
        lines += ["    h = draw(p(h @ low[0] + low[2]), rng)  # up: a guess"]
        lines += [] if view.asked else ["labels = np.full((10, 10), 1 / 10)"]
        lines.append("top_p, start = p(np.hstack([h, labels]) @ W + c), h")
    else:
        lines.append("top_p = np.full((10, 100), 0.5)  # noise")
    lines.append(CHAIN.format(sweeps=view.at + 1))
    for t, dream, cell in (flip for flip in state.flips if flip[0] <= view.at):
        lines.append(f"    top[{dream}, {cell}] ^= sweep == {t}  # turned over")
    given = ["if sweep == 0:\n        cells_p[:, :-10] = start"] if first else []
    given += ["cells_p[:, -10:] = labels  # what is asked for"] if view.asked else []
    back = BACK.format(given="\n    ".join(given))
    lines.append("\n".join(one for one in back.split("\n") if one.strip()))
    if view.goes_up:
        lines.append("h = h_p = v  # the picture itself")
    else:
        lines.append(DOWN.format(seed=state.seed, at=view.at))
    lines.append(f"pictures = {'h' if state.shown == DRAWS else 'h_p'}.astype(float)")
    return "\n".join([*lines, f"print(pictures[{view.dream}].reshape(8, 8).round(1), read(pictures).argmax(axis=1))"])


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    return {
        "pictures": view.pictures,
        "top": view.layers[-1][0],
        "cells[:, -10:]": view.run.pens[view.at][:, -10:],
        "read(pictures)": view.reading,
    }
