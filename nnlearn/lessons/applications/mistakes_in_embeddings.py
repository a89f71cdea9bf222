"""Mistakes that people really make in 32.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.applications.answers import pair_loss


def lengths(e):
    return np.linalg.norm(e, axis=1, keepdims=True)


def scores_of(u, v, scale):
    return scale * u @ v.T


def softmax(s, axis=1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def through(g, u, long):
    """The slope at e, from the slope g at u = e / |e|."""
    return (g - (g * u).sum(axis=1, keepdims=True) * u) / long


def along(p, scale):
    return scale * (p - np.eye(len(p))) / len(p)


def loss_of(p):
    return -np.log(np.maximum(np.diag(p), 1e-300)).mean()


def paired(unit=True, axis=1, slope=along, back=(through, through), sides=None, loss=loss_of):
    """Return an answer with some of its steps made otherwise."""

    def answer(a, b, scale):
        long = [lengths(e) if unit else np.ones((len(e), 1)) for e in (a, b)]
        u, v = a / long[0], b / long[1]
        p = softmax(scores_of(u, v, scale), axis)
        g = slope(p, scale)
        g_u, g_v = (g @ v, g.T @ u) if sides is None else sides(g, u, v)
        return loss(p), back[0](g_u, u, long[0]), back[1](g_v, v, long[1])

    return answer


def passed_on(g, u, long):
    return g


def divided(g, u, long):
    return g / long


def projected(g, u, long):
    return g - (g * u).sum(axis=1, keepdims=True) * u


def along_a(g, u, long):
    """The projection takes e itself where the unit vector belongs."""
    e = u * long
    return (g - (g * e).sum(axis=1, keepdims=True) * e) / long


def added(g, u, long):
    return (g + (g * u).sum(axis=1, keepdims=True) * u) / long


def of_all(g, u, long):
    return (g - (g * u).sum() * u) / long


def multiplied(g, u, long):
    return projected(g, u, long) * long


def twice_divided(g, u, long):
    return projected(g, u, long) / long**2


def alone(a, b, scale, leave_out):
    """The loss without the partner in the sum."""
    long = lengths(a), lengths(b)
    u, v = a / long[0], b / long[1]
    s = scores_of(u, v, scale)
    kept = s.copy()
    np.fill_diagonal(kept, -np.inf)
    if len(a) == 1:
        return 0.0, 0 * a, 0 * b
    p = softmax(kept)
    top = kept.max(axis=1)
    loss = (np.log(np.exp(kept - top[:, None]).sum(axis=1)) + top - np.diag(s)).mean()
    g = along(p, scale) if leave_out else scale * p / len(a)
    return loss, through(g @ v, u, long[0]), through(g.T @ u, v, long[1])


def partner_left_out(a, b, scale):
    return alone(a, b, scale, True)


def not_normalised(a, b, scale):
    return paired(unit=False, back=(passed_on, passed_on))(a, b, scale)


NOT_NORMALISED = (
    lambda a, b, scale: _all_numbers(a, b, scale),
    lambda a, b, scale: _columns(a, b, scale),
    lambda a, b, scale: _squared(a, b, scale),
)


def _squared(a, b, scale):
    """Divided by the sum of squares, and back as if that were the length."""
    long = lengths(a) ** 2, lengths(b) ** 2
    u, v = a / long[0], b / long[1]
    p = softmax(scores_of(u, v, scale))
    g = along(p, scale)
    return loss_of(p), through(g @ v, u, long[0]), through(g.T @ u, v, long[1])


def _all_numbers(a, b, scale):
    """Divided by the length of all vectors together."""
    u, v = a / np.linalg.norm(a), b / np.linalg.norm(b)
    g = along(softmax(scores_of(u, v, scale)), scale)
    p = softmax(scores_of(u, v, scale))
    slopes = [(w - (w * e).sum() * e) / np.linalg.norm(x) for w, e, x in ((g @ v, u, a), (g.T @ u, v, b))]
    return loss_of(p), *slopes


def _columns(a, b, scale):
    """Each column has the length 1, in place of each row."""
    (loss, *_), long = _unit_columns(a, b, scale), [np.linalg.norm(e, axis=0) for e in (a, b)]
    u, v = a / long[0], b / long[1]
    g = along(softmax(scores_of(u, v, scale)), scale)
    return loss, *((w - (w * e).sum(axis=0) * e) / x for w, e, x in ((g @ v, u, long[0]), (g.T @ u, v, long[1])))


def _unit_columns(a, b, scale):
    u, v = (e / np.linalg.norm(e, axis=0) for e in (a, b))
    return (loss_of(softmax(scores_of(u, v, scale))),)


other_axis = paired(axis=0)


def both_ways(a, b, scale):
    """The mean of both directions, as CLIP has it."""
    one, other = pair_loss(a, b, scale), pair_loss(b, a, scale)
    return (one[0] + other[0]) / 2, (one[1] + other[2]) / 2, (one[2] + other[1]) / 2


AXES = (
    both_ways,
    lambda a, b, scale: tuple(2 * part for part in both_ways(a, b, scale)),
    lambda a, b, scale: _softmax_of_all(a, b, scale),
)


def _softmax_of_all(a, b, scale):
    long = lengths(a), lengths(b)
    u, v = a / long[0], b / long[1]
    s = scores_of(u, v, scale)
    e = np.exp(s - s.max())
    p = e / e.sum()
    g = scale * (p - np.eye(len(a)) / len(a))
    return loss_of(p), through(g @ v, u, long[0]), through(g.T @ u, v, long[1])


scale_forgotten = paired(slope=lambda p, scale: along(p, 1.0))
SCALES = (
    lambda a, b, scale: pair_loss(a, b, 1.0),
    lambda a, b, scale: pair_loss(a, b, 1 / scale),
    paired(slope=lambda p, scale: along(p, scale**2)),
    paired(slope=lambda p, scale: along(p, 1 / scale)),
    lambda a, b, scale: _twice(a, b, scale),
)


def _twice(a, b, scale):
    loss, *slopes = pair_loss(a, b, scale)
    return loss / scale, *slopes


stops_at_units = paired(back=(passed_on, passed_on))
BACK = (
    *(paired(back=(way, way)) for way in (divided, projected, along_a, added, of_all, twice_divided, multiplied)),
    paired(back=(through, passed_on)),
    paired(back=(passed_on, through)),
)

one_side = paired(sides=lambda g, u, v: (g @ v, g @ u))
SIDES = (
    paired(sides=lambda g, u, v: (g @ v, 0 * v)),
    paired(sides=lambda g, u, v: (g @ u, g.T @ v)),
    paired(sides=lambda g, u, v: (g.T @ v, g @ u)),
    paired(sides=lambda g, u, v: (g @ v, g @ v)),
    lambda a, b, scale: (lambda loss, x, y: (loss, y, x))(*pair_loss(a, b, scale)),
    lambda a, b, scale: (lambda loss, x, y: (loss, x, -x))(*pair_loss(a, b, scale)),
    lambda a, b, scale: (lambda loss, x, y: (loss, x, x))(*pair_loss(a, b, scale)),
)


def weighed(loss, slope):
    """Return an answer whose loss and slopes are multiplied by functions of N."""

    def answer(a, b, scale):
        found, *slopes = pair_loss(a, b, scale)
        return loss(len(a)) * found, *(slope(len(a)) * one for one in slopes)

    return answer


summed = weighed(lambda n: n, lambda n: n)
SUMMED = (
    weighed(lambda n: 1, lambda n: n),
    weighed(lambda n: n, lambda n: 1),
    weighed(lambda n: 1 / n, lambda n: 1 / n),
    weighed(lambda n: 1, lambda n: 1 / n),
)

turned = weighed(lambda n: 1, lambda n: -1)
TURNED = (
    weighed(lambda n: -1, lambda n: -1),
    weighed(lambda n: -1, lambda n: 1),
    lambda a, b, scale: pair_loss(a, b, -scale),
    paired(slope=lambda p, scale: scale * (p + np.eye(len(p))) / len(p)),
    paired(slope=lambda p, scale: scale * p / len(p)),
    paired(slope=lambda p, scale: scale * (p - 1) / len(p)),
)
