"""The lines that "As code" shows in the gap explorer: what is on the screen, in about ten lines of Python."""

import numpy as np

from nnlearn.lessons.generalization.state import RANDOM, SINE

SINE_LINES = """import numpy as np
from nnlearn.lessons.generalization import bias_and_variance, chebyshev, hat_matrix, sine

x, where = np.linspace(-1, 1, {n}), np.linspace(-1, 1, 161)
H = hat_matrix(chebyshev(x, {degree}), chebyshev(where, {degree}), l2={l2:g}, steps={steps})  # p = H @ y
y = sine(x) + np.random.default_rng({draw}).normal(size={n}) * {sigma:g}  # this draw
{moved}fit = H @ y
bias, variance = bias_and_variance(H, sine(x), sine(where), sigma={sigma:g})
influence = H[:, {chosen}]  # of point {number}
print((bias**2).mean(), variance.mean(), {sigma:g} ** 2)"""

RANDOM_LINES = """import numpy as np
from nnlearn.lessons.generalization import fit_outputs, labelled, relu_features, unseen

x, y = labelled({n}, seed={seed}, wrong={wrong:g})
x_unseen, y_unseen = unseen()  # h is max(x W^T + b, 0) / sqrt(d)
h, h_unseen = relu_features(x, {d}, seed={seed}), relu_features(x_unseen, {d}, seed={seed})
weight = fit_outputs(h, np.eye(10)[y], l2={l2:g})  # least squares, the smallest weights of all that fit
training = ((h @ weight).argmax(axis=1) != y).mean()
error = ((h_unseen @ weight).argmax(axis=1) != y_unseen).mean()
print(training, error, np.linalg.norm(weight))"""

NETWORK_LINES = """import numpy as np
from nnlearn.lessons.generalization.replays import recorded_runs

run = recorded_runs(n={n}, dropout={dropout:g}, decay={decay:g}, shift={shift})  # five seeds, trained beforehand
training, error = run.training[:, {k}], run.unseen[:, {k}]  # after {step} steps
print(training.mean(), error.mean(), run.loss[:, {k}].mean())
# To train one of them again, which takes about a second:
# from nnlearn.lessons.generalization.training import watch_training
# watch_training(n={n}, dropout={dropout:g}, decay={decay:g}, shift={shift}, seed={seed}).unseen"""


def listing(view):
    """Return the lines of a view."""
    state = view.state
    if state.task == SINE:
        moved = "".join(f"y[{j}] = {y:g}  # moved by hand\n" for j, y in state.moved)
        steps = "np.inf" if np.isinf(view.step) else f"{view.step:.0f}"
        return SINE_LINES.format(
            n=state.points, degree=state.degree, l2=state.l2, steps=steps, draw=state.draw, sigma=state.sigma,
            moved=moved, chosen=state.chosen, number=state.chosen + 1,
        )  # fmt: skip
    if state.task == RANDOM:
        return RANDOM_LINES.format(n=state.examples, seed=state.seed, wrong=state.wrong, d=state.features, l2=state.l2)
    return NETWORK_LINES.format(
        n=state.signals, dropout=state.dropout, decay=state.decay, shift=state.shift, k=state.position,
        step=f"{view.step:,}", seed=state.seed,
    )  # fmt: skip


def numbers(view):
    """Return what the lines must give."""
    if view.state.task == SINE:
        bias2, variance, noise = view.parts
        return {
            "[(bias**2).mean(), variance.mean()]": [bias2, variance], f"{view.state.sigma:g} ** 2": noise,
            "fit": view.fits.fit, "influence": view.fits.influence[:, view.state.chosen],
        }  # fmt: skip
    if view.state.task == RANDOM:
        return {"training": view.own[0], "error": view.own[1]}
    return {
        "training.mean()": view.parts[0],
        "error.mean()": sum(view.parts),
        f"run.loss[:, {view.state.position}].mean()": view.loss,
    }
