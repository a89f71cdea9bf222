"""From a state of the gap explorer to its view: the sine is computed, the signals are replayed."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from nnlearn.lessons.generalization import sine_fits
from nnlearn.lessons.generalization.replays import FEATURES, STRENGTHS, recorded_features, recorded_runs
from nnlearn.lessons.generalization.state import AXES, AXIS_FIELD, NETWORK, RANDOM, SINE, Curves, View
from nnlearn.lessons.generalization.training import MOMENTS


def axis_of(state):
    """Return the axis that is chosen for the task of a state."""
    return AXES[state.task][getattr(state, AXIS_FIELD[state.task])]


def length(state):
    """Return the last position of the state's run: 0 if the task has none."""
    return {SINE: len(sine_fits.STEPS), RANDOM: 1, NETWORK: len(MOMENTS)}[state.task] - 1


def view_of(state):
    """Return the view of a state.

    Parameters
    ----------
    state : State

    Returns
    -------
    View
    """
    state = replace(state, position=min(state.position, length(state)))
    return {SINE: _sine, RANDOM: _random, NETWORK: _network}[state.task](state)


def place_of(state, axis):
    """Return the place of a setting among the values of an axis."""
    value = getattr(state, axis.field)
    return int(value) if axis.field == "position" else axis.values.index(value)


def along(state, axis):
    """Yield the state at each value of an axis."""
    for place, value in enumerate(axis.values):
        yield replace(state, **{axis.field: place if axis.field == "position" else value})


# The sine.


def sine_errors(state):
    """Return the exact errors of a state of the sine."""
    step = sine_fits.STEPS[state.position]
    return sine_fits.errors(state.points, state.degree, state.sigma, state.l2, step)


@lru_cache(maxsize=64)
def _sine_curves(state):
    found = [sine_errors(one) for one in along(state, axis_of(state))]
    training, unseen, bias2, variance = (
        np.array([getattr(one, name) for one in found]) for name in ("training", "unseen", "bias2", "variance")
    )
    return Curves(training, unseen, None, None, {"bias²": bias2, "variance": variance})


def _sine(state):
    axis, step = axis_of(state), sine_fits.STEPS[state.position]
    errors = sine_errors(state)
    fits = sine_fits.fits(state.points, state.degree, state.sigma, state.l2, step, state.draw, state.moved)
    return View(
        state, axis, place_of(state, axis), _sine_curves(replace(state, draw=0, chosen=0, moved=())),
        parts=(errors.bias2, errors.variance, errors.noise), own=(fits.training, fits.unseen), step=step, fits=fits,
        interpolation=_crossing(axis, {"degree": state.points - 1, "points": state.degree + 1}),
    )  # fmt: skip


def _crossing(axis, wanted):
    """Return the place on the axis of a value at which there are as many weights as examples, or None."""
    value = wanted.get(axis.field)
    if value is None or not axis.values[0] <= value <= axis.values[-1]:
        return None
    return (
        float(np.interp(np.log(value), np.log(axis.values), axis.places))
        if value not in axis.values
        else float(axis.places[axis.values.index(value)])
    )


# The signals.


def _over_seeds(training, unseen, below):
    """Return the curves of arrays of shape (values, seeds)."""
    low, high = (
        np.stack([pick(axis=1) for pick in picks])
        for picks in zip(*((one.min, one.max) for one in (training, unseen)), strict=True)
    )
    return Curves(training.mean(axis=1), unseen.mean(axis=1), low, high, below)


def _features_at(state):
    """Return training, unseen, norm and answers of a state of the random features, each with the seeds first."""
    runs = recorded_features(state.examples, state.wrong)
    return tuple(part[FEATURES.index(state.features), STRENGTHS.index(state.l2)] for part in runs)


@lru_cache(maxsize=64)
def _feature_curves(state):
    training, unseen, norm = (
        np.stack(part) for part in zip(*(_features_at(one)[:3] for one in along(state, axis_of(state))), strict=True)
    )
    return _over_seeds(training, unseen, {"norm": np.exp(np.log(np.maximum(norm, 1e-6)).mean(axis=1))})


def _random(state):
    axis = axis_of(state)
    training, unseen, norm, answers = _features_at(state)
    return View(
        state, axis, place_of(state, axis), _feature_curves(replace(state, seed=0, chosen=0, moved=())),
        parts=(training.mean(), unseen.mean() - training.mean()), own=(training[state.seed], unseen[state.seed]),
        step=0, answers=answers[state.seed], norm=float(np.exp(np.log(np.maximum(norm, 1e-6)).mean())),
        interpolation=_crossing(axis, {"features": state.examples, "examples": state.features}),
    )  # fmt: skip


def _runs_at(state):
    """Return training, unseen, loss and answers of a state of the trained network, each with the seeds first."""
    runs = recorded_runs(state.signals, state.dropout, state.decay, state.shift)
    return tuple(part[:, state.position] for part in runs)


@lru_cache(maxsize=64)
def _run_curves(state):
    training, unseen, loss = (
        np.stack(part) for part in zip(*(_runs_at(one)[:3] for one in along(state, axis_of(state))), strict=True)
    )
    return _over_seeds(training, unseen, {"loss": loss.mean(axis=1)})


def _network(state):
    axis = axis_of(state)
    training, unseen, loss, answers = _runs_at(state)
    return View(
        state, axis, place_of(state, axis), _run_curves(replace(state, seed=0, chosen=0, moved=())),
        parts=(training.mean(), unseen.mean() - training.mean()), own=(training[state.seed], unseen[state.seed]),
        step=MOMENTS[state.position], answers=answers[state.seed], loss=float(loss.mean()),
    )  # fmt: skip
