"""Mistakes that people really make in 07.1: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import batches


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


def without_the_last(order, size):
    return batches(order, size)[:-1]


def empty_batch_at_the_end(order, size):
    return [order[i * size : (i + 1) * size] for i in range(len(order) // size + 1)]


def whole_order_at_the_end(order, size):
    """With nothing left over, order[-0:] is all of it."""
    return [*batches(order, size), order] if len(order) % size == 0 else batches(order, size)


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


END_ELSEWHERE = (
    end_at_size,
    one_short,
    one_long,
    single_examples,
    lambda order, size: [order[i : i + 1] for i in range(0, len(order), size)],
    lambda order, size: [order[: i + size] for i in range(0, len(order), size)],  # the batch is not emptied
    lambda order, size: [order[i * size : i + size] for i in range(-(-len(order) // size))],
)


def begins_at_its_number(order, size):
    return [order[i : i + size] for i in range(-(-len(order) // size))]


def equally_large(order, size):
    return np.array_split(order, -(-len(order) // size))


def equally_large_from_whole_batches(order, size):
    return np.array_split(order, len(order) // size)


def filled_up(order, size):
    return list(np.resize(order, (-(-len(order) // size), size)))


def filled_up_with(number):
    """Return an answer whose last batch is as long as the others: the missing examples are all this number."""

    def answer(order, size):
        rest = -len(order) % size
        return list(np.concatenate([order, np.full(rest, number, dtype=int)]).reshape(-1, size))

    return answer


EQUALLY_LARGE = (
    equally_large_from_whole_batches,
    filled_up,
    filled_up_with(-1),
    filled_up_with(0),
    lambda order, size: [*batches(order, size)[:-1], order[-size:]],  # examples of the batch before, once more
    lambda order, size: np.array_split(order, round(len(order) / size)),
    lambda order, size: np.split(order, len(order) // size),  # an error where it does not come out even
)


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


def size_as_number_of_batches_and_a_rest(order, size):
    return batches(order, len(order) // size)


def sorted_in_each_batch(order, size):
    return [np.sort(batch) for batch in batches(order, size)]


def reversed_in_each_batch(order, size):
    return [batch[::-1] for batch in batches(order, size)]


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


NOT_A_WHOLE_ONE_FIRST = (
    short_batch_first_even_if_empty,
    lambda order, size: batches(order, size)[1:],  # the range begins at size
    lambda order, size: [order[:1], *batches(order[1:], size)],  # cut where k % size is 0, after example k
    lambda order, size: [order[:1], *batches(order[1:], size)][: len(order[1:]) // size + 1],  # and the rest lost
    lambda order, size: [order[:0], *batches(order, size)],  # before example k
    lambda order, size: [order[:0], *batches(order, size)[:-1]],
)
