"""Watch a network of nnlearn.numpy while an answer trains it: what it was shown, its losses, the optimizer's steps.

The checks of open exercises read from it what was missing. It sees nothing of a network written without the library.
"""

import contextlib
from dataclasses import dataclass, field

import numpy as np

LESS = "that is less than one epoch"
GUESSING = float(np.log(10))  # the loss of a network that gives each of ten classes a tenth


@dataclass
class Watched:
    """What happened while the block ran.

    Parameters
    ----------
    losses : list of float
        In the order in which they were computed, those outside of no_grad.
    rates : list of float
        The learning rate of each step of an optimizer.
    cleared : int
        How often zero_grad was called, of an optimizer or of a network.
    optimizer : str
        The name of its class.
    networks : dict
        The networks that were called, by id: {id: Module}.
    layers : dict
        One layer of each class that was called: {"Conv2d": Conv2d}.
    shown : int
        How many examples went through a whole network in training mode, or had a loss in eval mode if all had.
    samples : list of (ndarray, number or None)
        One example of each batch in training, with the target that the loss had for it.
    flattened : tuple
        The shape that the last Flatten got.
    """

    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    cleared: int = 0
    optimizer: str = ""
    networks: dict = field(default_factory=dict)
    layers: dict = field(default_factory=dict)
    shown: int = 0
    samples: list = field(default_factory=list)
    flattened: tuple = ()

    @property
    def steps(self):
        return len(self.rates)

    def has(self, *beginnings):
        """Return whether a layer was called whose name begins so."""
        return any(name.startswith(beginnings) for name in self.layers)

    def last_loss(self):
        """Return the mean of the last twentieth of the losses."""
        return float(np.mean(self.losses[-max(5, len(self.losses) // 20) :]))

    def still_falling(self):
        """Return whether the loss of the last fifth of training is well below that of the fifth before it."""
        fifth = len(self.losses) // 5
        if fifth < 10:
            return fifth > 0
        before, after = np.mean(self.losses[-2 * fifth : -fifth]), np.mean(self.losses[-fifth:])
        return bool(after < 0.9 * before)

    def wrong_label(self, x, labels):
        """Return a sentence if examples of `x` were trained with other labels than theirs, else ""."""
        known = {np.asarray(one, np.float32).tobytes(): i for i, one in enumerate(x)}
        pairs = [(known.get(np.asarray(one, np.float32).tobytes()), target) for one, target in self.samples]
        pairs = [(i, target) for i, target in pairs if i is not None and target is not None]
        wrong = [(i, target) for i, target in pairs if target != labels[i]]
        if len(wrong) <= len(pairs) / 10:
            return ""
        i, target = wrong[0]
        return (
            "In training, images and labels did not belong together: the network was shown "
            f"x[{i}] as a {target:g}, and its label is {labels[i]}."
        )

    def what_went_wrong(self, x, labels):
        """Return a sentence if nothing was trained, or the loss did not fall, else ""."""
        if not self.losses and not self.steps:
            return "It was not trained: no loss was computed, and no optimizer took a step." if self.layers else ""
        if not self.steps:
            return f"A loss was computed {len(self.losses)} times, but no optimizer took a step."
        wrong = self.wrong_label(x, labels)
        if wrong:
            return wrong
        if self.shown < 0.9 * len(x):
            return (
                f"In training it was shown {self.shown:,} digits, those shown again included, and x holds {len(x):,}: "
                f"{LESS}. Show it all of x, several times."
            )
        if self.cleared == 0 and self.steps > 1:
            return "zero_grad was never called, and gradients add up from step to step until they are set to 0."
        start, end = np.mean(self.losses[: max(5, len(self.losses) // 20)]), self.last_loss()
        rate, epochs = max(self.rates), self.shown / len(x)
        told = (
            f"The loss was {start:.2f} in the first steps and {end:.2f} in the last, at a learning rate of {rate:g}; "
            f"guessing has {GUESSING:.2f}."
        )
        small = 1e-2 if self.optimizer == "SGD" else 3e-4
        large = 1.0 if self.optimizer == "SGD" else 0.03
        if end > 0.5 * min(start, GUESSING) and rate <= small:
            return f"{told} That rate is small for {self.optimizer}: try ten times as much."
        if end > 0.9 * GUESSING and rate >= large:
            return f"{told} That rate is large for {self.optimizer}: try a tenth of it."
        if end > 0.5 * GUESSING:
            return f"{told} It had {epochs:.2g} epoch{'s' * (epochs != 1)}; train for longer."
        return ""


@contextlib.contextmanager
def watched():
    """Watch all networks of nnlearn.numpy in the block; yields a Watched."""
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module
    from nnlearn.numpy.no_grad import recording
    from nnlearn.numpy.optimizers import Optimizer

    seen, state = Watched(), {"depth": 0, "place": 0, "in_eval": 0, "last": 0}
    call, step, clear = Module.__call__, Optimizer.step, (Module.zero_grad, Optimizer.zero_grad)
    rng = np.random.default_rng(0)

    def watch_call(self, *inputs):
        seen.layers[type(self).__name__] = self
        if type(self).__name__ == "Flatten":
            seen.flattened = np.shape(inputs[0])
        if state["depth"] == 0 and not isinstance(self, Loss) and np.ndim(inputs[0]) > 1:
            seen.networks[id(self)] = self
            state["last"] = 0 if self.training else len(inputs[0])
            if self.training:
                seen.shown += len(inputs[0])
                state["place"] = int(rng.integers(len(inputs[0])))
                seen.samples.append((np.array(inputs[0][state["place"]]), None))
        state["depth"] += 1
        try:
            output = call(self, *inputs)
        finally:
            state["depth"] -= 1
        if isinstance(self, Loss) and recording.get() and np.ndim(output) == 0:
            seen.losses.append(float(output))
            state["in_eval"] += state["last"]
            state["last"] = 0
            if len(inputs) > 1 and np.ndim(inputs[1]) == 1 and len(inputs[1]) > state["place"] and seen.samples:
                seen.samples[-1] = seen.samples[-1][0], inputs[1][state["place"]]
        return output

    def watch_step(self):
        seen.rates.append(float(self.param_groups[0].get("lr", 0)))
        seen.optimizer = type(self).__name__
        return step(self)

    def counted(method):
        def watch_clear(self, *given, **options):
            seen.cleared += 1
            return method(self, *given, **options)

        return watch_clear

    Module.__call__, Optimizer.step = watch_call, watch_step  # type: ignore[method-assign]
    Module.zero_grad, Optimizer.zero_grad = map(counted, clear)  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Module.__call__, Optimizer.step = call, step  # type: ignore[method-assign]
        Module.zero_grad, Optimizer.zero_grad = clear  # type: ignore[method-assign]
        if not seen.shown:  # all of the training in eval mode: what a loss was computed of
            seen.shown = state["in_eval"]
