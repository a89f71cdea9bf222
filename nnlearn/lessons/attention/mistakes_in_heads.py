"""Mistakes that people really make in 21.3: numbers that end up in another head, or at another place."""

from nnlearn.checks.exercise import Wrong


def _split(self, x):
    n, places, width = x.shape
    return x.reshape(n, places, self.H, width // self.H).swapaxes(1, 2)


def _join(self, y):
    n, heads, places, d = y.shape
    return y.swapaxes(1, 2).reshape(n, places, heads * d)


def _with(split=_split, join=_join):
    """Return a class with these two methods."""

    class Heads:
        def __init__(self, H):
            self.H = H

    Heads.split, Heads.join = split, join  # type: ignore[attr-defined]
    return Heads


def split_at_once(self, x):
    n, places, width = x.shape
    return x.reshape(n, self.H, places, width // self.H)


def join_at_once(self, y):
    n, heads, places, d = y.shape
    return y.reshape(n, places, heads * d)


def split_in_turns(self, x):  # number j goes to head j % H
    n, places, width = x.shape
    return x.reshape(n, places, width // self.H, self.H).transpose(0, 3, 1, 2)


def join_in_turns(self, y):
    n, heads, places, d = y.shape
    return y.transpose(0, 2, 3, 1).reshape(n, places, heads * d)


def split_not_swapped(self, x):
    n, places, width = x.shape
    return x.reshape(n, places, self.H, width // self.H)


def split_turned(self, x):
    return _split(self, x).swapaxes(2, 3)


def join_turned(self, y):
    n, heads, places, d = y.shape
    return y.transpose(0, 1, 3, 2).reshape(n, heads * d, places)


def split_heads_first(self, x):
    return _split(self, x).swapaxes(0, 1)


def join_heads_first(self, y):
    heads, n, places, d = y.shape
    return y.transpose(1, 2, 0, 3).reshape(n, places, heads * d)


def split_into_H_numbers(self, x):  # H is taken for the width of a head
    n, places, width = x.shape
    return x.reshape(n, places, width // self.H, self.H).swapaxes(1, 2)


def join_on_top(self, y):  # the heads one after the other, as more places
    n, heads, places, d = y.shape
    return y.reshape(n, heads * places, d)


def join_mean(self, y):
    return y.mean(axis=1)


def join_sum(self, y):
    return y.sum(axis=1)


def join_first(self, y):
    return y[:, 0]


def join_wrong_axes(self, y):
    n, heads, places, d = y.shape
    return y.swapaxes(2, 3).reshape(n, places, heads * d)


WRONG = {
    "split cuts without moving an axis, and heads mix places": Wrong(
        _with(split_at_once),
        "reshape keeps the order of all numbers: your head 0 has all numbers of the first places, not the first "
        "numbers of all places. Cut D alone, then move an axis.",
        also=(_with(split_at_once, join_at_once),),
    ),
    "join glues without moving the heads next to each other": Wrong(
        _with(join=join_at_once),
        "In (N, H, T, d) the numbers of one place stand far apart, one piece in each head. Which axis has to move "
        "before reshape can lay H and d side by side?",
        also=(_with(join=join_wrong_axes),),
    ),
    "the numbers are dealt to the heads in turns": Wrong(
        _with(split_in_turns, join_in_turns),
        "Head 0 gets the first d numbers of a place, one after the other; yours gets every H-th one. When D is cut in "
        "two, the head is the slower of both parts.",
        also=(_with(split_in_turns), _with(join=join_in_turns)),
    ),
    "the heads come after the places": Wrong(
        _with(split_not_swapped),
        "The shape should be (N, H, T, d), so that a product of the last two axes is between places; yours has T in "
        "front of H.",
    ),
    "the last two axes are exchanged": Wrong(
        _with(split_turned),
        "A row is a place, in each head, too: T comes before d.",
        also=(_with(split_turned, join_turned), _with(join=join_turned)),
    ),
    "the heads come before the sequences": Wrong(
        _with(split_heads_first),
        "The first axis is the sequence, N, and the second one the head, H; yours are the other way round.",
        also=(_with(split_heads_first, join_heads_first),),
    ),
    "H is taken for the width of a head": Wrong(
        _with(split_into_H_numbers), "There are H heads, and each gets D/H numbers. Yours has D/H heads of H numbers."
    ),
    "join does not lay the heads side by side": Wrong(
        _with(join=join_on_top),
        "Nothing is added and nothing put below: place t gets the d numbers of head 0, then those of head 1, up to "
        "D = H d in all.",
        also=(_with(join=join_mean), _with(join=join_sum), _with(join=join_first)),
    ),
}
