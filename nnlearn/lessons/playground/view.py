"""What the playground shows of a run at a step, as arrays: maps, weights, gradients, statistics, landscape."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.arguments import NotFinite
from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.data import Points
from nnlearn.lessons.playground.engine import asked, data_at
from nnlearn.lessons.playground.run import key

SIDE = 17  # places along each side of the landscape
SATURATED = 0.98  # of tanh's range: there its slope is below 1 - 0.98^2 = 0.04


@dataclass(frozen=True)
class View:
    """One frame of the playground."""

    state: states.State
    at: int
    reached: int
    stopped: str
    points: Points
    layers: list
    maps: list
    drawn: list  # what the lines show, one matrix a layer
    rows: np.ndarray  # the batch of the next step, as rows of the training points
    stats: list  # (spread of the signal, RMS of the gradient, flags of the units) a layer
    curve: np.ndarray  # (n, 3): step, training loss, test loss
    losses: tuple
    landscape: object  # (grid of losses, reach, path) or None
    frozen: object  # the View of the run beside this one, or None


@np.errstate(all="ignore")  # a training that diverges overflows, and shall be seen doing so
def view_of(runs, state, landscapes, beside=True):
    """Return what is to be seen at `state.position`, or where training stopped before it."""
    run = runs.of(state)
    try:
        gradients, rows = run.gradients()
    except NotFinite:
        gradients, rows = [np.full(tuple(w.shape), np.nan) for w in run.engine.weights], np.zeros(0, int)
    layers = run.layers()
    shown = "gradients" if state.half else state.lines
    lines = [layer.weight for layer in layers] if shown == "weights" else gradients
    landscape = landscape_of(run, state, landscapes) if state.panel == "landscape" else None
    if shown == "updates":
        lines = run.updates()
    at = run.engine.at
    curve = np.array([(s, *run.curve[s]) for s in sorted(run.curve) if s % 5 == 0 or s == at], float)
    frozen = None
    if beside and state.frozen is not None:
        frozen = view_of(runs, replace(state.frozen, position=state.position, panel="chosen unit"), landscapes, False)
    return View(
        state,
        at,
        run.reached,
        run.stopped,
        data_at(state, at),
        layers,
        [np.nan_to_num(m, nan=0.0, posinf=1e30, neginf=-1e30) for m in run.maps()],
        [np.nan_to_num(m, nan=0.0, posinf=1e30, neginf=-1e30) for m in lines],
        rows,
        statistics(run, gradients),
        curve,
        run.curve[at],
        landscape,
        frozen,
    )


def statistics(run, gradients):
    """Return for each layer the spread of its outputs, the RMS of its gradient, and a flag for each unit.

    A hidden unit is "dead" if it gives the same for all training points, "saturated" if it stands at an end of its
    range for 95 % of them.
    """
    engine, state = run.engine, run.state
    h, found, start = engine.x, [], 0
    model = list(engine.model)
    last = len(gradients) - 1
    for k, gradient in enumerate(gradients):
        end = 2 * k + 2 if k < last else len(model)
        h = asked(engine.nn, engine.nn.Sequential(*model[start:end]), h) if len(h) else np.zeros((0, len(gradient)))
        start = end
        flags = [flag(state.activation, column) for column in h.T] if k < last and len(h) else [""] * len(gradient)
        spread = float(np.std(h.astype(float))) if len(h) else 0.0
        found.append((spread, float(np.sqrt(np.mean(np.square(gradient)))), flags))
    return found


def flag(activation, values):
    """Return "dead", "saturated" or "" for what a unit gives over the training points.

    Examples
    --------
    >>> flag("ReLU", np.zeros(5)), flag("tanh", np.array([1.0, -1.0])), flag("tanh", np.array([0.1, 0.5]))
    ('dead', 'saturated', '')
    """
    if np.ptp(values) < 1e-7:
        return "dead"
    middle, half = {"tanh": (0, 1), "sigmoid": (0.5, 0.5)}.get(activation, (0, np.inf))
    return "saturated" if np.mean(np.abs(values - middle) > SATURATED * half) > 0.95 else ""


def landscape_of(run, state, landscapes):
    """Return the loss over the plane in which the run moved most, (SIDE, SIDE), its reach, and the path in it.

    The plane goes through the weights at the step of the survey; its directions are the first two principal components
    of the path until there. A path too short for that gets random directions. The path is projected on the plane, so
    the losses below it are not quite its own.
    """
    survey = min(max(state.survey, 0), run.engine.at)
    here, theta = run.engine.at, run.engine.theta().astype(float)
    name = (key(state), survey)
    if name not in landscapes:
        landscapes.clear()
        landscapes[name] = measure(run, survey, state.seed)
        run.to(here)
    centre, axes, reach, losses = landscapes[name]
    path = [run.kept[s][0] for s in sorted(run.kept) if s < here]
    return losses, reach, (np.array([*path, theta], float) - centre) @ axes.T


def measure(run, survey, seed):
    """Return centre, axes (2, n), reach and losses of a landscape; the run is moved to the survey's step."""
    run.to(survey)
    nn, engine = run.engine.nn, run.engine
    centre = engine.theta().astype(float)
    path = np.array([run.kept[s][0] for s in sorted(run.kept) if s <= survey], float) - centre
    axes = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(centre), 2)))[0].T
    if len(path) > 2:
        axes = np.linalg.svd(path, full_matrices=False)[2][:2]
    reach = max(1.2 * np.abs(path @ axes.T).max(initial=0.0), 1.0)
    places, losses = np.linspace(-reach, reach, SIDE), np.full((SIDE, SIDE), np.nan)
    for i, j in np.ndindex(SIDE, SIDE):
        theta = centre + places[j] * axes[0] + places[i] * axes[1]
        nn.vector_to_parameters(nn.tensor(theta.astype("f4"), dtype="float32"), engine.parameters)
        losses[i, j] = run.losses()[0]
    nn.vector_to_parameters(nn.tensor(centre.astype("f4"), dtype="float32"), engine.parameters)
    return centre, axes, reach, losses
