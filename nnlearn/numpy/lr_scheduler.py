"""Learning rates that change during training: large steps first, small ones to finish."""

import bisect
import math

from nnlearn import arguments
from nnlearn.numpy.internals.schedule import Schedule, power


class StepLR(Schedule):
    """Multiply the learning rate by gamma every step_size steps: lr_t = lr_0 gamma^floor(t / step_size).

    Parameters
    ----------
    optimizer : Optimizer
    step_size : int
        Steps of the schedule (epochs or batches, see Examples) between two drops, >= 1.
    gamma : float
        Factor of each drop, >= 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; in `step`, if something else changed the learning rate.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> optimizer = nn.SGD(nn.Linear(1, 1).parameters(), lr=1.0)
    >>> schedule = StepLR(optimizer, step_size=2, gamma=0.5)
    >>> every_epoch = lambda run: run.end_of_epoch and schedule.step()  # nn.fit(..., callbacks=[every_epoch])
    >>> every_batch = lambda run: schedule.step()
    >>> for _ in range(4):
    ...     optimizer.step(); schedule.step()
    >>> optimizer.param_groups[0]["lr"]
    0.25
    """

    settings = ("step_size", "gamma")

    def __init__(self, optimizer, step_size, gamma=0.1):
        self.configure(step_size, gamma)
        super().__init__(optimizer)

    def configure(self, step_size, gamma):
        self.step_size = arguments.integer("StepLR", "step_size", step_size, low=1)
        self.gamma = arguments.number("StepLR", "gamma", gamma, low=0)

    def rate(self, t, base):
        return base and base * power(self.gamma, t // self.step_size)


class ExponentialLR(Schedule):
    """Multiply the learning rate by gamma in every step: lr_t = lr_0 gamma^t.

    Parameters
    ----------
    optimizer : Optimizer
    gamma : float
        Factor of each step, >= 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; in `step`, if something else changed the learning rate.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> schedule = ExponentialLR(nn.SGD(nn.Linear(1, 1).parameters(), lr=1.0), gamma=0.5)
    >>> schedule.step()  # in nn.fit: see StepLR
    >>> schedule
    ExponentialLR(lr=0.5 after 1 steps)
    """

    settings = ("gamma",)

    def __init__(self, optimizer, gamma):
        self.configure(gamma)
        super().__init__(optimizer)

    def configure(self, gamma):
        self.gamma = arguments.number("ExponentialLR", "gamma", gamma, low=0)

    def rate(self, t, base):
        return base and base * power(self.gamma, t)


class CosineAnnealingLR(Schedule):
    """Lower the learning rate along half a cosine: lr_t = eta_min + (lr_0 - eta_min) (1 + cos(pi t / T_max)) / 2.

    After T_max it rises again, as the cosine does.

    Parameters
    ----------
    optimizer : Optimizer
    T_max : int
        Steps until eta_min is reached, >= 1.
    eta_min : float
        The lowest learning rate, >= 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; in `step`, if something else changed the learning rate.

    References
    ----------
    Loshchilov, Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", equation 5 (without restarts).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> schedule = CosineAnnealingLR(nn.SGD(nn.Linear(1, 1).parameters(), lr=1.0), T_max=2)
    >>> schedule.step()  # in nn.fit: see StepLR
    >>> schedule
    CosineAnnealingLR(lr=0.5 after 1 steps)
    """

    settings = ("T_max", "eta_min")

    def __init__(self, optimizer, T_max, eta_min=0.0):
        self.configure(T_max, eta_min)
        super().__init__(optimizer)

    def configure(self, T_max, eta_min):
        self.T_max = arguments.integer("CosineAnnealingLR", "T_max", T_max, low=1)
        self.eta_min = arguments.number("CosineAnnealingLR", "eta_min", eta_min, low=0)

    def rate(self, t, base):
        return self.eta_min + (base - self.eta_min) * (1 + math.cos(math.pi * t / self.T_max)) / 2


class LinearLR(Schedule):
    """Change the learning rate linearly, then hold it (a warm-up): lr_t = lr_0 (a + (b - a) min(t / total_iters, 1)).

    Parameters
    ----------
    optimizer : Optimizer
    start_factor : float
        a in (0, 1].
    end_factor : float
        b in [0, 1].
    total_iters : int
        Steps from a to b, >= 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; in `step`, if something else changed the learning rate.

    References
    ----------
    Goyal et al. (2017), "Accurate, large minibatch SGD: training ImageNet in 1 hour", section 2.2 (gradual warm-up).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> schedule = LinearLR(nn.SGD(nn.Linear(1, 1).parameters(), lr=1.0), start_factor=0.1, total_iters=3)
    >>> schedule.step()  # in nn.fit: see StepLR
    >>> schedule
    LinearLR(lr=0.4 after 1 steps)
    """

    settings = ("start_factor", "end_factor", "total_iters")

    def __init__(self, optimizer, start_factor=1 / 3, end_factor=1.0, total_iters=5):
        self.configure(start_factor, end_factor, total_iters)
        super().__init__(optimizer)

    def configure(self, start_factor, end_factor, total_iters):
        self.start_factor = arguments.number("LinearLR", "start_factor", start_factor, low=0, high=1, open_low=True)
        self.end_factor = arguments.number("LinearLR", "end_factor", end_factor, low=0, high=1)
        self.total_iters = arguments.integer("LinearLR", "total_iters", total_iters, low=1)

    def rate(self, t, base):
        share = min(t / self.total_iters, 1)
        return base * (self.start_factor + (self.end_factor - self.start_factor) * share)


class SequentialLR(Schedule):
    """Run schedules one after another; each counts from the milestone at which it begins.

    Parameters
    ----------
    optimizer : Optimizer
    schedulers : list of schedules
        All of them over this optimizer. Do not step them yourself.
    milestones : list of int
        Steps at which the second, third, ... schedule begins, in increasing order: one fewer than schedulers.

    Raises
    ------
    TypeError, ValueError
        If schedulers are not schedules over this optimizer, or milestones are not increasing whole numbers, one fewer
        than schedulers; in `step`, if something else changed the learning rate.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> optimizer = nn.SGD(nn.Linear(1, 1).parameters(), lr=1.0)
    >>> warm_up = LinearLR(optimizer, start_factor=0.25, total_iters=3)
    >>> cosine = CosineAnnealingLR(optimizer, T_max=4)
    >>> schedule, rates = SequentialLR(optimizer, [warm_up, cosine], milestones=[3]), []
    >>> for _ in range(8):
    ...     rates.append(optimizer.param_groups[0]["lr"])
    ...     optimizer.step(); schedule.step()
    >>> [round(rate, 2) for rate in rates]
    [0.25, 0.5, 0.75, 1.0, 0.85, 0.5, 0.15, 0.0]
    """

    def __init__(self, optimizer, schedulers, milestones):
        for name, values in (("schedulers", schedulers), ("milestones", milestones)):
            if not isinstance(values, tuple | list):
                raise TypeError(f"SequentialLR expected {name} to be a list, got {arguments.describe(values)}")
        for schedule in schedulers:
            if not isinstance(schedule, Schedule) or schedule.optimizer is not optimizer:
                raise ValueError(
                    f"SequentialLR expected schedulers over this optimizer, got {arguments.describe(schedule)}"
                )
        milestones = [arguments.integer("SequentialLR", "milestones", m, low=1) for m in milestones]
        if len(schedulers) != len(milestones) + 1 or milestones != sorted(set(milestones)):
            raise ValueError(
                f"SequentialLR expected milestones to increase and to be one fewer than schedulers, "
                f"got {milestones} for {len(schedulers)} schedulers"
            )
        self.schedulers, self.milestones = list(schedulers), milestones
        super().__init__(optimizer)
        self.place_parts()

    def rate(self, t, base):
        place = bisect.bisect_right(self.milestones, t)
        return self.schedulers[place].rate(t - [0, *self.milestones][place], base)

    def step(self):
        super().step()
        self.place_parts()

    def place_parts(self):
        """Let each part count the steps since its milestone, as in PyTorch; -1 before its turn."""
        for part, begin, end in zip(self.schedulers, [0, *self.milestones], [*self.milestones, math.inf], strict=True):
            part.last_epoch = int(min(self.last_epoch, end - 1) - begin) if self.last_epoch >= begin else -1

    def state_dict(self):
        parts = [part.state_dict() for part in self.schedulers]
        return {"_milestones": list(self.milestones), **super().state_dict(), "_schedulers": parts}

    def load_state_dict(self, state_dict):
        caller = "SequentialLR.load_state_dict"
        if not isinstance(state_dict, dict) or not {"_schedulers", "_milestones", "last_epoch"} <= state_dict.keys():
            raise TypeError(
                f"{caller} expected the state_dict() of a SequentialLR, got {arguments.describe(state_dict)}"
            )
        parts = state_dict["_schedulers"]
        milestones = state_dict["_milestones"]
        if not isinstance(milestones, list | tuple):
            raise TypeError(f"{caller} expected _milestones to be a list, got {arguments.describe(milestones)}")
        milestones = [arguments.integer(caller, "_milestones", m, low=1) for m in milestones]
        if len(parts) != len(self.schedulers) or len(milestones) != len(self.milestones):
            raise ValueError(f"{caller} expected {len(self.schedulers)} schedulers, got {len(parts)}")
        for own, part in zip(self.schedulers, parts, strict=True):
            own.load_state_dict(part)
        self.milestones = milestones
        bases = state_dict.get("base_lrs", self.schedulers[0].base_lrs)  # PyTorch's has none of its own
        super().load_state_dict({**state_dict, "base_lrs": bases})
        self.place_parts()
