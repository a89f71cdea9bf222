"""The lines that give what the inside explorer shows."""

from nnlearn.lessons.interpretability.maps import WINDOW
from nnlearn.lessons.interpretability.state import COVERED, OCCLUSION


def lines(view):
    """Return the code for a view."""
    state = view.state
    (row, column), shown = state.spot, state.shown
    name = OCCLUSION if shown == COVERED else shown
    x, seven = f"u[[{state.digit}]]", []
    if state.stamp:
        x, seven = f"stamped({x})", ["u = np.where((v == 7)[:, None, None, None], stamped(u), u)  # all sevens"]
    off = [f"net[-1].weight.data[:, {list(state.off)}] = 0  # units of F6 taken away"] if state.off else []
    return "\n".join([
        "import copy",
        "import numpy as np",
        "import nnlearn.numpy as nn",
        "from nnlearn.lessons.interpretability.maps import map_of",
        "from nnlearn.lessons.interpretability.networks import digits, network, stamped",
        "",
        "_, (u, v) = digits()  # unseen ones (1000, 1, 32, 32), and their labels",
        f"x, k = {x}, {view.k}",
        *seven,
        f"net = copy.deepcopy(network({state.network!r}))",
        *off,
        "scores = nn.predict(net, x)[0]",
        "covered = x.copy()",
        f"covered[..., {row}:{row + WINDOW}, {column}:{column + WINDOW}] = 0",
        "fall = scores[k] - nn.predict(net, covered)[0, k]",
        f"shares = map_of({name!r}, net, x, k)[0, 0]  # the map",
        "right = (nn.predict(net, u).argmax(axis=1) == v).mean()",
        "print(scores.round(1), fall, right)",
    ])  # fmt: skip


def numbers(view):
    """Return what of the picture the lines must give; differences of scores in units of the largest, for rounding."""
    shown = OCCLUSION if view.state.shown == COVERED else view.state.shown
    size = abs(view.scores).max()
    return {
        "scores": view.scores,
        "fall / abs(scores).max()": view.fall / size,
        "shares / abs(scores).max()": view.maps[shown] / size,
        "right": view.rate,
    }
