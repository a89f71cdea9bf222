"""The lines of Python that give what the energy explorer shows."""

import numpy as np

from nnlearn.lessons.boltzmann_machines.state import LANDSCAPE, LEARNING, MEMORY
from nnlearn.lessons.boltzmann_machines.wake_sleep import EXACT, RATE


def code(view):
    """Return about twenty lines that reproduce the picture."""
    return "\n".join({LANDSCAPE: _machine, MEMORY: _memory, LEARNING: _learning}[view.state.view](view))


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    if view.state.view == MEMORY:
        return {"overlap": view.overlap, "energy": view.energy, "flips": view.at}
    if view.state.view == LEARNING:
        found = {"W": view.weight, "b": view.bias, "p": view.p, "wake - sleep": view.change}
        return found | {"wake - exact": view.exact_change, "log_p": view.curve[-1]}
    found = {"p": view.p, "p @ energy": view.exact_mean, "now": view.code}
    return found | ({"share": view.share, "gap": view.gap} if view.at else {})


def _machine(view):
    state = view.state
    n, held = state.cells, [i for i, _ in state.clamped]
    upper = [float(value) for value in view.weight[np.triu_indices(n, 1)]]
    lines = [
        "import numpy as np",
        "from nnlearn.lessons.boltzmann_machines import boltzmann, energies, shares, states, walk",
        "",
        f"n, T, sweeps, walkers, start = {n}, {state.temperature:g}, {view.at}, {state.walkers}, {state.start}",
        "weight, s = np.zeros((n, n)), states(n)",
        f"weight[np.triu_indices(n, 1)] = {upper}",
        f"weight, bias = weight + weight.T, np.array({[float(value) for value in view.bias]})",
        "energy = energies(weight, bias, s)",
        "p = boltzmann(energy, T)",
    ]
    if held:
        values = [1 if up else -1 for _, up in state.clamped]
        lines += [f"p = p * (s[:, {held}] == {values}).all(axis=1)", "p /= p.sum()  # the clamped cells are given"]
    lines += [
        "rng = np.random.default_rng(0)",
        f"seen = walk(weight, bias, T, sweeps, walkers, rng, start=np.full(walkers, start), clamped={held})",
        "now = int(seen[-1, 0])",
    ]
    if view.draws:
        lines += [
            "u = rng.random((n, walkers))[:, 0]",
            f"for i in {[draw.cell for draw in view.draws]}:  # the cells drawn of the next sweep",
            "    up = u[i] < 1 / (1 + np.exp(-2 * (s[now] @ weight[i] + bias[i]) / T))",
            "    now = now | 1 << i if up else now & ~(1 << i)",
        ]
    if view.at:
        lines += ["share = shares(seen[1:].reshape(-1, 1), n)[0]", "gap = abs(share - p).sum() / 2"]
    return [*lines, f"print(p.max(), p @ energy, s[now]{', gap' if view.at else ''})"]


def _memory(view):
    state = view.state
    lines = [
        "import numpy as np",
        "from nnlearn import datasets",
        "",
        "data = datasets.digits()",
        "means = np.stack([data.x[data.y == k].mean(axis=0) for k in range(10)])",
        "digits = np.where(means > 6, 1.0, -1.0)",
        f"x = digits[:{state.stored}]  # stored",
        "W = x.T @ x / 64" if state.rule == "Hebb" else "W = np.linalg.pinv(x) @ x",
        "W = (W + W.T) / 2",
        "np.fill_diagonal(W, 0)",
    ]
    if state.drawn < 0:
        lines.append(f"s = digits[{state.digit}].copy()")
        lines.append(f"s[np.random.default_rng({state.digit}).permutation(64)[:{state.spoiled}]] *= -1")
    else:
        lines.append(f"s = np.array([1.0 if {state.drawn} >> i & 1 else -1.0 for i in range(64)])")
    return [
        *lines,
        "rng, flips = np.random.default_rng(0), 0",
        "for i in np.concatenate([rng.permutation(64) for _ in range(30)]):",
        "    new = 1.0 if W[i] @ s > -1e-9 else -1.0",
        f"    if new != s[i] and flips < {view.at}:",
        "        s[i], flips = new, flips + 1",
        "overlap, energy = x @ s / 64, -s @ W @ s / 2",
        "print(np.where(s.reshape(8, 8) > 0, '#', '.'), overlap, energy)",
    ]


def _learning(view):
    codes, k = [int(code) for code in view.order if view.data[code] > 0], view.state.sleep
    ends = "p" if k == EXACT else f"data @ np.linalg.matrix_power(sweep_matrix(W, b), {k})  # CD-{k}, without noise"
    return [
        "import numpy as np",
        "from nnlearn.lessons.boltzmann_machines.spins import boltzmann, energies, states, sweep_matrix",
        "",
        "s, data, W, b = states(6), np.zeros(64), np.zeros((6, 6)), np.zeros(6)",
        f"data[{codes}] = {[round(float(view.data[code]), 9) for code in codes]}",
        "data /= data.sum()",
        "def means(p):  # <s_i s_j>, and <s_i> on the diagonal",
        "    return (s * p[:, None]).T @ s * (1 - np.eye(6)) + np.diag(p @ s)",
        f"for step in range({view.at} + 1):",
        "    p = boltzmann(energies(W, b, s))",
        f"    ends = {ends}",
        "    wake, sleep, exact = means(data), means(ends), means(p)",
        f"    if step < {view.at}:",
        f"        W += {RATE} * (wake - sleep) * (1 - np.eye(6))",
        f"        b += {RATE} * np.diag(wake - sleep)",
        "log_p = data[data > 0] @ np.log(p[data > 0])",
        "print(log_p, wake - sleep, wake - exact)",
    ]
