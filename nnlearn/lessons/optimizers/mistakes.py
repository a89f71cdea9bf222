"""Mistakes that people really make in 07.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import stop


def one_epoch_too_early(losses, patience):
    return stop(losses, patience - 1)


def stopped_before_it_compares(losses, patience):
    """The loss of the epoch in which patience runs out is not looked at."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        waited += 1
        if waited >= patience:
            return best, epoch
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
    return best, len(losses) - 1


def one_epoch_too_late(losses, patience):
    return stop(losses, patience + 1)


def last_for_best(losses, patience):
    return stop(losses, patience)[1], stop(losses, patience)[1]


def never_stops(losses, patience):
    return int(np.argmin(losses)), len(losses) - 1


def looks_into_the_future(losses, patience):
    best = int(np.argmin(losses))
    return best, min(best + patience, len(losses) - 1)


def waiting(lower, reset=True, update=True, rises=False):
    """Return an answer with a counter of its own.

    Parameters
    ----------
    lower : function of (losses, epoch, lowest, best) -> whether the epoch counts as a new best
    reset : bool
        Whether a new best sets the counter to 0.
    update : bool
        Whether the lowest loss follows.
    rises : bool
        Whether the best epoch is the one with the lowest loss, whatever is counted.
    """

    def answer(losses, patience):
        best, lowest, waited = 0, losses[0], 0
        for epoch in range(1, len(losses)):
            if lower(losses, epoch, lowest, best):
                best, lowest = epoch, losses[epoch] if update else lowest
                waited = 0 if reset else waited
            else:
                waited += 1
            if waited >= patience:
                return (int(np.argmin(losses[: epoch + 1])) if rises else best), epoch
        return (int(np.argmin(losses)) if rises else best), len(losses) - 1

    return answer


def than_the_one_before(losses, epoch, lowest, best):
    return losses[epoch] < losses[epoch - 1]


def than_the_lowest(losses, epoch, lowest, best):
    return losses[epoch] < lowest


def compared_with_patience_epochs_back(losses, patience):
    for epoch in range(patience, len(losses)):
        if losses[epoch] > losses[epoch - patience]:
            return epoch - patience, epoch
    return int(np.argmin(losses)), len(losses) - 1


def from_a_start_value(lowest):
    """Return an answer whose lowest loss begins as a number that need not be above all losses."""

    def answer(losses, patience):
        best, low, waited = 0, lowest, 0
        for epoch, loss in enumerate(losses):
            best, low, waited = (epoch, loss, 0) if loss < low else (best, low, waited + 1)
            if waited >= patience:
                return best, epoch
        return best, len(losses) - 1

    return answer


NOT_THE_LOWEST = (
    waiting(than_the_one_before, rises=True),
    waiting(than_the_one_before),
    waiting(than_the_one_before, reset=False, rises=True),
    waiting(than_the_one_before, reset=False),
    waiting(than_the_lowest, update=False),
    waiting(lambda losses, epoch, lowest, best: losses[epoch] < losses[: epoch + 1].mean()),
    waiting(lambda losses, epoch, lowest, best: losses[epoch] < losses[:epoch].mean()),
    waiting(lambda losses, epoch, lowest, best: losses[epoch] > lowest),
    compared_with_patience_epochs_back,
    from_a_start_value(0.0),
    from_a_start_value(1.0),
    from_a_start_value(10.0),
)
count_not_reset = waiting(than_the_lowest, reset=False)


def every_epoch_counted(losses, patience):
    stopped = min(patience, len(losses) - 1)
    return int(np.argmin(losses[: stopped + 1])), stopped


def improvements_counted(losses, patience):
    """The counter is reset where it should be raised, and raised where it should be reset."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        best, waited = (epoch, waited + 1) if losses[epoch] < losses[best] else (best, 0)
        if waited >= patience:
            return best, epoch
    return best, len(losses) - 1


def ties_are_best(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


def loss_for_epoch(losses, patience):
    best, stopped = stop(losses, patience)
    return losses[best], stopped


def both_losses(losses, patience):
    best, stopped = stop(losses, patience)
    return losses[best], losses[stopped]


def loss_at_the_stop(losses, patience):
    best, stopped = stop(losses, patience)
    return best, losses[stopped]


def wait_for_epoch(losses, patience):
    best, stopped = stop(losses, patience)
    return best, stopped - best


def compared_with_an_epoch(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        best, waited = (epoch, 0) if loss < best else (best, waited + 1)
        if waited >= patience:
            return best, epoch
    return best, len(losses) - 1
