"""What all schedules of a learning rate share."""

import math
from collections.abc import Callable

from nnlearn import arguments
from nnlearn.numpy.optimizers import Optimizer


class Schedule:
    """Set the optimizer's learning rate to lr_t = `rate(t, lr_0)` after t calls of `step`, in each of its groups.

    lr_0 is the learning rate that the optimizer was made with, or that was set by hand since; a schedule made again
    over an optimizer begins again there, where PyTorch's continues from the present rate. A schedule steps after the
    optimizer, once per epoch or once per batch; in `fit`, as a callback:

        nn.fit(..., callbacks=[lambda run: run.end_of_epoch and schedule.step()])   # once per epoch
        nn.fit(..., callbacks=[lambda run: schedule.step()])                        # once per batch

    Parameters
    ----------
    optimizer : Optimizer

    Raises
    ------
    TypeError, ValueError
        If `optimizer` is not an optimizer, or something other than this schedule changed the rate in between.
    """

    settings: tuple[str, ...] = ()  # the names of its own arguments, which its state_dict holds
    configure: Callable[..., None] = lambda self: None  # checks and stores them

    def __init__(self, optimizer):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(
                f"{type(self).__name__} expected optimizer to be one of nnlearn.numpy, such as nn.SGD, "
                f"got {arguments.describe(optimizer)}"
            )
        self.optimizer, self.last_epoch = optimizer, 0
        self.base_lrs = [group.get("initial_lr", group["lr"]) for group in optimizer.param_groups]
        self.set_rate()

    def rate(self, t, base):
        """Return lr_t."""
        raise NotImplementedError

    def set_rate(self):
        rates = self.get_last_lr()
        for group, base, lr in zip(self.optimizer.param_groups, self.base_lrs, rates, strict=True):
            group["lr"] = lr
            group["initial_lr"] = base  # PyTorch's name

    def step(self):
        """Set the next learning rate."""
        found, own = [group["lr"] for group in self.optimizer.param_groups], self.get_last_lr()
        if len(found) != len(own):
            raise ValueError(
                f"{type(self).__name__} expected the optimizer's {len(own)} groups of parameters, got {len(found)}: "
                f"make a new schedule after add_param_group, which begins with the first rates again"
            )
        for lr, scheduled in zip(found, own, strict=True):
            if not math.isclose(lr, scheduled, rel_tol=1e-9, abs_tol=1e-300):
                raise ValueError(
                    f"{type(self).__name__} expected to find its own lr {scheduled:g}, got {lr:g}: a rate has one "
                    f"schedule (SequentialLR joins several); after changing it by hand, make a new schedule"
                )
        self.last_epoch += 1
        self.set_rate()

    def get_last_lr(self):
        """Return the learning rate of each group, in a list, as PyTorch does."""
        return [self.rate(max(self.last_epoch, 0), base) for base in self.base_lrs]

    def state_dict(self):
        """Return settings, rates and place, under PyTorch's names; a schedule that loads it continues from there."""
        own = {name: getattr(self, name) for name in self.settings}
        place = {"base_lrs": list(self.base_lrs), "last_epoch": self.last_epoch}
        return own | place | {"_step_count": self.last_epoch + 1, "_last_lr": self.get_last_lr()}

    def load_state_dict(self, state_dict):
        """Take over what `state_dict` returned, on either side, and set the optimizer's learning rates.

        Raises
        ------
        TypeError, ValueError
            If it is not the state of such a schedule, or of one over as many groups of parameters.
        """
        caller, groups = f"{type(self).__name__}.load_state_dict", len(self.optimizer.param_groups)
        needed = {*self.settings, "base_lrs", "last_epoch"}
        if not isinstance(state_dict, dict) or not needed <= state_dict.keys():
            found = sorted(map(str, state_dict)) if isinstance(state_dict, dict) else arguments.describe(state_dict)
            raise TypeError(f"{caller} expected a state_dict() with {', '.join(sorted(needed))}, got {found}")
        bases = state_dict["base_lrs"]
        if not isinstance(bases, tuple | list) or len(bases) != groups:
            raise ValueError(f"{caller} expected {groups} base_lrs, one a group of parameters, got {bases!r}")
        last_epoch = arguments.integer(caller, "last_epoch", state_dict["last_epoch"], low=-1)
        bases = [arguments.number(caller, "base_lrs", base, low=0) for base in bases]
        self.configure(**{name: state_dict[name] for name in self.settings})
        self.base_lrs, self.last_epoch = bases, max(last_epoch, 0)  # -1 is a part whose turn has not come, in PyTorch
        self.set_rate()

    def __repr__(self):
        rates = ", ".join(f"{lr:g}" for lr in self.get_last_lr())
        return f"{type(self).__name__}(lr={rates} after {self.last_epoch} steps)"


def power(base, exponent):
    """Return base ** exponent, infinity if it is too large for a float."""
    try:
        return base**exponent
    except OverflowError:
        return math.inf
