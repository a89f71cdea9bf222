"""Mistakes that people really make in 30.1 and 30.2: the wrong answers that `check` names."""

import numpy as np

# 30.1


def through(layers, h):
    for layer in layers:
        h = layer(h)
    return h


def ablating(value=None, place=None, at=0, source=None):
    """Return an answer with some of its parts made otherwise.

    `value(trained, units, h)` makes what the units get where a mean is asked for, `place(units, h)` an index of what
    is silenced, `at` moves the cut, and `source(x, x_train)` says where the mean comes from.
    """

    def answer(layers, cut, units, x, x_train=None):
        cut = min(max(cut + at, 0), len(layers))
        h = through(layers[:cut], x).copy()
        index = place(units, h) if place else (slice(None), units)
        pictures = source(x, x_train) if source else x_train
        if pictures is None:
            h[index] = 0.0
            return through(layers[cut:], h)
        trained = through(layers[:cut], pictures)
        h[index] = value(trained, units, h) if value else trained.mean(axis=0)[index[1:]]
        return through(layers[cut:], h)

    return answer


def per_example(h):
    """Return the mean of each example over all its units."""
    return h.mean(axis=tuple(range(1, h.ndim)), keepdims=True)


def per_unit(h):
    """Return one mean for each unit, over examples and places."""
    mean = h.mean(axis=(0, *range(2, h.ndim)))
    return mean.reshape(-1, *[1] * (h.ndim - 2))


own_mean = ablating(source=lambda x, x_train: None if x_train is None else x)
OWN_MEANS = (
    ablating(lambda trained, units, h: per_example(h)),
    ablating(lambda trained, units, h: h[:, units].mean(axis=tuple(range(2, h.ndim)), keepdims=True)),
    ablating(lambda trained, units, h: per_example(h[:, units]) if len(units) else 0.0),
)
map_mean = ablating(lambda trained, units, h: per_unit(trained)[units])
MAP_MEANS = (
    ablating(lambda trained, units, h: trained.mean()),
    ablating(lambda trained, units, h: trained[:, units].mean() if len(units) else 0.0),
    ablating(lambda trained, units, h: trained.mean(axis=(0, 1))),
    ablating(lambda trained, units, h: trained[:, units].mean(axis=(0, 1)) if len(units) else 0.0),
)
always_zero = ablating(lambda trained, units, h: 0.0)
NOT_MEANS = (
    ablating(lambda trained, units, h: trained[0][units]),
    ablating(lambda trained, units, h: trained[-1][units]),
    ablating(lambda trained, units, h: trained.max(axis=0)[units]),
    ablating(lambda trained, units, h: np.median(trained, axis=0)[units]),
    ablating(lambda trained, units, h: trained.sum(axis=0)[units]),
    ablating(lambda trained, units, h: (trained.sum(axis=0) / np.maximum((trained > 0).sum(axis=0), 1))[units]),
)
one_earlier, one_later = ablating(at=-1), ablating(at=1)


def earlier_then_mean(layers, cut, units, x, x_train=None):
    """What is cut away is put before the last layer below the cut, with the mean from after it."""
    below = max(cut - 1, 0)
    h = through(layers[:below], x).copy()
    h[:, units] = 0.0 if x_train is None else through(layers[:cut], x_train)[:, units].mean(axis=0)
    return through(layers[below:], h)


def others(units, h):
    kept = np.isin(np.arange(h.shape[1]), units)
    return slice(None), np.flatnonzero(~kept)


all_but_these = ablating(place=others)
first_alone = ablating(place=lambda units, h: (slice(None), units[:1]))


def others_usual(layers, cut, units, x, x_train=None):
    """Where a mean is asked for, every unit gets its own."""
    if x_train is None:
        return ablating()(layers, cut, units, x)
    h = through(layers[:cut], x)
    return through(layers[cut:], np.broadcast_to(through(layers[:cut], x_train).mean(axis=0), h.shape).copy())


def one_by_one(layers, cut, units, x, x_train=None):
    """Each unit is taken away alone, and the scores are averaged."""
    alone = [ablating()(layers, cut, [unit], x, x_train) for unit in units]
    return np.mean(alone, axis=0) if alone else through(layers, x)


OTHERS = (
    first_alone,
    others_usual,
    one_by_one,
    ablating(place=lambda units, h: (slice(None), slice(None))),
    ablating(place=lambda units, h: (slice(None), slice(len(units)))),
)


def rows(layers, cut, units, x, x_train=None):
    """The examples with these numbers are silenced, not the units."""
    h = through(layers[:cut], x).copy()
    h[units] = 0.0 if x_train is None else through(layers[:cut], x_train).mean(axis=0)
    return through(layers[cut:], h)


def rows_of_the_mean(layers, cut, units, x, x_train=None):
    h = through(layers[:cut], x).copy()
    h[units] = 0.0 if x_train is None else through(layers[:cut], x_train)[units].mean(axis=0)
    return through(layers[cut:], h)


def last_axis(layers, cut, units, x, x_train=None):
    """Columns of the maps are silenced, not maps."""
    h = through(layers[:cut], x).copy()
    h[..., units] = 0.0 if x_train is None else through(layers[:cut], x_train)[..., units].mean(axis=0)
    return through(layers[cut:], h)


def pixels(layers, cut, units, x, x_train=None):
    """Pixels are silenced, not units."""
    x = x.copy()
    x[:, units] = 0.0 if x_train is None else x_train[:, units].mean(axis=0)
    return through(layers, x)


def units_returned(layers, cut, units, x, x_train=None):
    h = through(layers[:cut], x).copy()
    h[:, units] = 0.0 if x_train is None else through(layers[:cut], x_train)[:, units].mean(axis=0)
    return h


def from_the_beginning(layers, cut, units, x, x_train=None):
    """Nothing of what was silenced is used."""
    return through(layers, x)


def of_the_mean_picture(layers, cut, units, x, x_train=None):
    """The mean picture of the training is sent up, in place of the pictures."""
    h = through(layers[:cut], x).copy()
    h[:, units] = 0.0 if x_train is None else through(layers[:cut], x_train.mean(axis=0, keepdims=True))[0][units]
    return through(layers[cut:], h)


# 30.2


def dreaming(slope=None, on=None, size=None, step=None, clip=None):
    """Return an answer with some of its parts made otherwise.

    `on(x, W1, b1)` says which units are on, `slope(W1, W2, k, on, p)` makes the slope (p are the probabilities),
    `size(slope)` what it is divided by, `step(x, move)` the new pictures, and `clip(x, new)` what becomes of them.
    """

    def answer(x, k, W1, b1, W2, b2, rate):
        open_ = on(x, W1, b1) if on else x @ W1.T + b1 > 0
        scores = np.maximum(x @ W1.T + b1, 0.0) @ W2.T + b2
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        g = slope(W1, W2, k, open_, p) if slope else (W2[k] * open_) @ W1
        length = size(g) if size else np.sqrt((g**2).mean(axis=1, keepdims=True))
        move = rate * (g / np.where(length > 0, length, 1.0))
        new = step(x, move) if step else x + move
        return clip(x, new) if clip else np.clip(new, 0.0, 1.0)

    return answer


downhill = dreaming(step=lambda x, move: x - move)
move_alone = dreaming(step=lambda x, move: move)
always_on = dreaming(on=lambda x, W1, b1: np.ones((len(x), len(b1))))
ONS = (
    dreaming(on=lambda x, W1, b1: x @ W1.T > 0),
    dreaming(on=lambda x, W1, b1: np.maximum(x @ W1.T + b1, 0.0)),
    dreaming(on=lambda x, W1, b1: x @ W1.T + b1 < 0),
    dreaming(on=lambda x, W1, b1: x @ W1.T + b1),
)


def one_hot(k, p):
    return np.eye(p.shape[1])[k]


def chosen(k, p):
    return p[np.arange(len(k)), k][:, None]


of_probability = dreaming(lambda W1, W2, k, on, p: ((chosen(k, p) * (one_hot(k, p) - p)) @ W2 * on) @ W1)
OF_PROBABILITIES = (
    dreaming(lambda W1, W2, k, on, p: ((one_hot(k, p) - p) @ W2 * on) @ W1),
    dreaming(lambda W1, W2, k, on, p: ((p - one_hot(k, p)) @ W2 * on) @ W1),
)
all_classes = dreaming(lambda W1, W2, k, on, p: (W2.sum(axis=0) * on) @ W1)
ALL_CLASSES = (
    dreaming(lambda W1, W2, k, on, p: (W2[p.argmax(axis=1)] * on) @ W1),
    dreaming(lambda W1, W2, k, on, p: (W2[k[0]] * on) @ W1),
    dreaming(lambda W1, W2, k, on, p: (W2[k].sum(axis=0) * on) @ W1),
    dreaming(lambda W1, W2, k, on, p: (W2[np.unique(k)].sum(axis=0) * on) @ W1),
)
as_long_as_it_is = dreaming(size=np.ones_like)
one_size = dreaming(size=lambda g: np.full((len(g), 1), np.sqrt((g**2).mean())))
ONE_SIZES = (
    dreaming(size=lambda g: np.full((len(g), 1), np.sqrt((g**2).sum()))),
    dreaming(size=lambda g: np.sqrt((g**2).mean(axis=0))),
    dreaming(size=lambda g: np.sqrt((g**2).sum(axis=0))),
    dreaming(size=lambda g: np.full((len(g), 1), abs(g).max())),
)
length = dreaming(size=lambda g: np.sqrt((g**2).sum(axis=1, keepdims=True)))
LENGTHS = (
    dreaming(size=lambda g: (g**2).mean(axis=1, keepdims=True)),
    dreaming(size=lambda g: (g**2).sum(axis=1, keepdims=True)),
    dreaming(size=lambda g: abs(g).mean(axis=1, keepdims=True)),
    dreaming(size=lambda g: abs(g).max(axis=1, keepdims=True)),
    dreaming(size=lambda g: abs(g).sum(axis=1, keepdims=True)),
    dreaming(size=lambda g: g.std(axis=1, keepdims=True)),
    dreaming(size=lambda g: np.sqrt(abs(g.mean(axis=1, keepdims=True)))),
    dreaming(size=abs),
)
not_clipped = dreaming(clip=lambda x, new: new)
CLIPS = (
    dreaming(clip=lambda x, new: np.clip(new, -1.0, 1.0)),
    dreaming(clip=lambda x, new: x + np.clip(new - x, 0.0, 1.0)),
    dreaming(clip=lambda x, new: np.clip(new, x.min(), x.max())),
    dreaming(clip=lambda x, new: new - x),
    dreaming(clip=lambda x, new: new % 1),
    dreaming(clip=lambda x, new: np.maximum(new, 0.0)),
    dreaming(clip=lambda x, new: np.minimum(new, 1.0)),
    dreaming(clip=lambda x, new: (new - new.min()) / (new.max() - new.min())),
    dreaming(
        clip=lambda x, new: (
            (new - new.min(axis=1, keepdims=True)) / np.maximum(np.ptp(new, axis=1, keepdims=True), 1e-12)
        )
    ),
)
