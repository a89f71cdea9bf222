"""One training in the playground: a frozen snapshot of it at any step, and what it shares with another training."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers import snapshots
from nnlearn.lessons.playground import landscape, measure
from nnlearn.lessons.playground.data import Points
from nnlearn.lessons.playground.engine import Engine, Stopped
from nnlearn.lessons.playground.events import initial_rates
from nnlearn.lessons.playground.state import SETTINGS, State

MAX_STEPS = 20_000  # of a run
STEPS_BETWEEN_MEMORIES = 50
STEPS_BETWEEN_LOSSES = 5  # steps between two points of the loss curve


@dataclass(frozen=True, eq=False)
class Snapshot(snapshots.Snapshot):
    """A training after `step` steps, in read-only arrays.

    Parameters
    ----------
    stopped : str
        Why training stopped before the step asked for, "" if it did not.
    points : Points
    rows : ndarray of int
        The next batch, as rows of the training points.
    layers : tuple of Layer
    gradients : tuple of ndarray
        dL/dW of each layer on the next batch, penalties left out.
    bias_gradients : tuple of ndarray
        dL/db of each layer on it.
    updates : tuple of ndarray, or None if they were not asked for
        What the last step added to each weight matrix.
    maps : tuple of ndarray
        What the inputs and each unit give over the plane, (units, CELLS, CELLS) a layer.
    outputs : tuple of ndarray
        What each layer gives for the training points, (n, units) a layer.
    losses : tuple of two floats
        On the training points and on the others.
    curve : ndarray of shape (n, 3)
        Step, training loss and test loss, up to the last step reached.
    landscape : Landscape, or None if it was not asked for
    """

    stopped: str
    points: Points
    rows: np.ndarray
    layers: tuple
    gradients: tuple
    bias_gradients: tuple
    updates: tuple | None
    maps: tuple
    outputs: tuple
    losses: tuple
    curve: np.ndarray
    landscape: landscape.Landscape | None


class Run(snapshots.Run):
    """A training, from its settings and events, that can be shown at any step.

    Parameters
    ----------
    state : State
        Its settings and events; its position and what else only changes the picture do not matter.
    """

    def __init__(self, state):
        super().__init__(Engine(state), STEPS_BETWEEN_MEMORIES, STEPS_BETWEEN_LOSSES)
        self._survey = None  # the last landscape: its step, its plane, its losses

    def measure(self):
        return measure.losses(self.machine)

    def train_to(self, step):
        """Train up to a step; return the step where training is then, and why it stopped early, "" if it did not."""
        why = ""
        try:
            self.move_to(min(step, MAX_STEPS))
        except Stopped as stopped:
            why = str(stopped)
        return self.machine.position, why

    @np.errstate(all="ignore")  # a training that diverges overflows, and the picture shows how
    def at(self, step, updates=False, survey=None):
        """Return the training after `step` steps, or where it stopped before.

        Parameters
        ----------
        step : int
            Steps to train.
        updates : bool, default False
            Whether the updates of the last step are wanted.
        survey : int, optional
            The step, at most `step`, around whose weights the landscape is measured; by default there is none.

        Returns
        -------
        Snapshot
        """
        step, stopped = self.train_to(step)
        surveyed = None if survey is None else self.landscape(min(survey, step), step)
        before = self.layers(step - 1) if updates and step else None
        layers, engine = self.layers(step), self.machine
        changes = (new.weight - old.weight for new, old in zip(layers, before or layers, strict=True))
        gradients, bias_gradients, rows = measure.gradients(engine)
        losses = self.losses(step)
        return Snapshot(
            step=step,
            reached=self.reached,
            stopped=stopped,
            points=engine.points,
            rows=rows,
            layers=layers,
            gradients=gradients,
            bias_gradients=bias_gradients,
            updates=tuple(changes) if updates else None,
            maps=measure.maps(engine),
            outputs=measure.outputs(engine, engine.x),
            losses=losses,
            curve=self.curve(step, losses),
            landscape=surveyed,
        )

    def layers(self, step):
        """Return the dense layers after `step` steps, which were reached before."""
        self.move_to(step)
        return measure.layers(self.machine)

    def losses(self, step):
        """Return training and test loss after `step` steps, where the engine is."""
        k, rest = divmod(step, STEPS_BETWEEN_LOSSES)
        return self.measure() if rest else self.measurements[k]

    def curve(self, step, losses):
        """Return the loss curve (n, 3), with a point at the step shown."""
        curve = [(k * STEPS_BETWEEN_LOSSES, *pair) for k, pair in enumerate(self.measurements)]
        if step % STEPS_BETWEEN_LOSSES:
            curve.insert(step // STEPS_BETWEEN_LOSSES + 1, (step, *losses))
        return np.array(curve, float)

    def landscape(self, survey, step):
        """Return the landscape around the weights at one step, with the path up to another, both reached before."""
        thetas = np.array([theta for _, theta, _ in self.memories], float)
        if self._survey is None or self._survey[0] != survey:
            state, path = self.machine.state, thetas[: survey // STEPS_BETWEEN_MEMORIES + 1]
            plane = landscape.plane_of(self.theta(survey), path, state.seed)
            self._survey = survey, plane, landscape.losses_over(plane, state, survey)
        _, plane, losses = self._survey
        path = np.array([*thetas[: -(-step // STEPS_BETWEEN_MEMORIES)], self.theta(step)])
        return landscape.Landscape(losses, plane.reach, landscape.project(path, plane))

    def theta(self, step):
        """Return all weights (n,) after `step` steps, which were reached before."""
        self.move_to(step)
        return self.machine.theta().astype(float)


def shared_steps(one: State, other: State):
    """Return the last step up to which two states train alike, -1 if they differ from the start.

    A rate takes effect in the step after its event; a weight or a point differs at the step of its event already.

    Examples
    --------
    >>> from nnlearn.lessons.playground.events import next_state, with_event
    >>> plain = State(position=100)
    >>> shared_steps(plain, next_state(plain, lr=0.3)), shared_steps(plain, State(seed=1))
    (100, -1)
    >>> shared_steps(plain, with_event(plain, "weight", 0, 0, 0, 2.0))
    99
    """
    if any(getattr(one, name) != getattr(other, name) for name in SETTINGS):
        return -1
    if initial_rates(one) != initial_rates(other):
        return -1
    same = 0
    for ours, theirs in zip(one.events, other.events, strict=False):
        if ours != theirs:
            break
        same += 1
    rest = (*one.events[same:], *other.events[same:])
    return min((step - (what in ("weight", "point")) for step, what, *_ in rest), default=MAX_STEPS)
