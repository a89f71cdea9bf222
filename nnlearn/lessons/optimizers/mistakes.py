"""Mistakes that people really make in 07.1 and 07.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import batches, stop

# 07.1


def last_batch_dropped(order, size):
    return [order[i : i + size] for i in range(0, len(order) - size + 1, size)]


def last_element_dropped(order, size):
    """The range ends one short, which shows if the last batch has one element."""
    return [order[i : i + size] for i in range(0, len(order) - 1, size)]


def rest_joined(order, size):
    count = len(order) // size
    parts = [order[k * size : (k + 1) * size] for k in range(count)]
    if not parts:
        return [order]
    parts[-1] = order[(count - 1) * size :]
    return parts


def rest_joined_to_a_batch_that_must_be_there(order, size):
    """An error where the data do not fill one batch."""
    parts = last_batch_dropped(order, size)
    parts[-1] = np.concatenate([parts[-1], order[len(parts) * size :]])
    return parts


def rest_joined_and_lost_without_a_whole_batch(order, size):
    return rest_joined(order, size) if len(order) >= size else []


REST_JOINED = (rest_joined, rest_joined_to_a_batch_that_must_be_there, rest_joined_and_lost_without_a_whole_batch)


def empty_batch_at_the_end(order, size):
    return [order[i * size : (i + 1) * size] for i in range(len(order) // size + 1)]


def batches_overlap(order, size):
    return [order[i : i + size] for i in range(len(order))]


def batches_overlap_until_the_last_whole_one(order, size):
    return [order[i : i + size] for i in range(len(order) - size + 1)]


def rest_of_the_order(order, size):
    return [order[i:] for i in range(0, len(order), size)]


def end_at_size(order, size):
    return [order[i:size] for i in range(0, len(order), size)]


def one_short(order, size):
    return [order[i : i + size - 1] for i in range(0, len(order), size)]


def one_long(order, size):
    return [order[i : i + size + 1] for i in range(0, len(order), size)]


def single_examples(order, size):
    return [order[i] for i in range(0, len(order), size)]


def begins_at_its_number(order, size):
    return [order[i : i + size] for i in range(-(-len(order) // size))]


def equally_large(order, size):
    return np.array_split(order, -(-len(order) // size))


def equally_large_from_whole_batches(order, size):
    return np.array_split(order, len(order) // size)


def filled_up(order, size):
    return list(np.resize(order, (-(-len(order) // size), size)))


def size_as_number_of_batches(order, size):
    return np.array_split(order, size)


def size_as_number_of_equal_batches(order, size):
    """An error where it does not come out even."""
    return np.split(order, size)


def order_not_kept(order, size):
    return batches(np.sort(order), size)


def neighbours_parted(order, size):
    count = -(-len(order) // size)
    return [order[k::count] for k in range(count)]


def every_size_th(order, size):
    return [order[k::size] for k in range(size)]


def order_reversed(order, size):
    return batches(order[::-1], size)


def short_batch_first(order, size):
    first = len(order) % size
    return ([order[:first]] if first else []) + batches(order[first:], size)


def short_batch_first_even_if_empty(order, size):
    first = len(order) % size
    return [order[:first], *batches(order[first:], size)]


# 07.4


def one_epoch_too_early(losses, patience):
    return stop(losses, patience - 1)


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
