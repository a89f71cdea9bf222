"""The lines of Python that give what the energy explorer shows."""

import numpy as np

from nnlearn.lessons.boltzmann_machines.view import is_landscape


def code(view):
    """Return about twenty lines that reproduce the picture."""
    return "\n".join((_machine if is_landscape(view) else _memory)(view))


def numbers(view):
    """Return {expression: value}: what of the picture the lines must give."""
    if not is_landscape(view):
        return {"overlap": view.overlap, "energy": view.energy, "flips": view.at}
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
