"""Mistakes that people really make in 30.3: the wrong answers that `check` names."""

import numpy as np


def integrating(places=None, start=None, mean=None, way=None):
    """Return an answer with some of its parts made otherwise.

    `places(points)` are the places along the way, `start(a, x, baseline)` a picture on it, `mean(slopes, points)` what
    the slopes are put together to, and `way(x, baseline)` what that is multiplied with.
    """

    def answer(slope, x, baseline, points):
        path = places(points) if places else (np.arange(points) + 0.5) / points
        slopes = np.array([slope(start(a, x, baseline) if start else baseline + a * (x - baseline)) for a in path])
        together = mean(slopes, points) if mean else slopes.mean(axis=0)
        return (way(x, baseline) if way else x - baseline) * together

    return answer


at_the_end = integrating(lambda points: np.ones(1))
AT_THE_END = (
    integrating(lambda points: np.ones(1), way=lambda x, baseline: 1.0),
    integrating(lambda points: np.ones(1), way=lambda x, baseline: x),
    integrating(lambda points: np.zeros(1)),
    integrating(lambda points: np.full(1, 0.5)),
)
left_ends = integrating(lambda points: np.arange(points) / points)
PLACES = (
    integrating(lambda points: np.arange(1, points + 1) / points),
    integrating(lambda points: np.linspace(0, 1, points)),
    integrating(lambda points: np.linspace(0, 1, points + 1)),
    integrating(lambda points: np.linspace(0, 1, points + 2)[1:-1]),
    integrating(lambda points: np.linspace(0, 1, points + 1), mean=lambda slopes, points: slopes.sum(axis=0) / points),
    integrating(
        lambda points: np.linspace(0, 1, points + 1),
        mean=lambda slopes, points: (slopes[1:] + slopes[:-1]).sum(axis=0) / 2 / points,
    ),
    integrating(lambda points: (np.arange(points) + 0.5) / (points + 1)),
    integrating(lambda points: (np.arange(points + 1) + 0.5) / (points + 1)),
    integrating(lambda points: (np.arange(points - 1) + 0.5) / (points - 1)),
    integrating(lambda points: np.arange(0.5, points - 1) / points),
    integrating(lambda points: np.linspace(0.5 / points, 1, points)),
    integrating(lambda points: np.arange(points) + 0.5 / points),
    integrating(lambda points: np.arange(points) / points + 0.5),
    integrating(lambda points: np.arange(1, points + 1) / points + 0.5 / points),
)


def where_it_is(slope, x, baseline, points):
    """Each slope is multiplied with the picture at which it is taken."""
    path = [baseline + (i + 0.5) / points * (x - baseline) for i in range(points)]
    return np.mean([here * slope(here) for here in path], axis=0)


no_way = integrating(way=lambda x, baseline: 1.0)
times_x = integrating(way=lambda x, baseline: x)
TIMES = (
    where_it_is,
    integrating(way=lambda x, baseline: baseline),
    integrating(way=lambda x, baseline: x * baseline),
    integrating(way=lambda x, baseline: x + baseline),
    integrating(way=lambda x, baseline: np.linalg.norm(x - baseline)),
    integrating(way=lambda x, baseline: np.linalg.norm(x - baseline, axis=-1, keepdims=True)),
)
summed = integrating(mean=lambda slopes, points: slopes.sum(axis=0))
SUMMED = (
    integrating(mean=lambda slopes, points: slopes.sum(axis=0) / (points + 1)),
    integrating(mean=lambda slopes, points: slopes.sum(axis=0) / points**2),
    integrating(mean=lambda slopes, points: slopes[-1] / points),
    integrating(mean=lambda slopes, points: slopes.mean()),
    integrating(mean=lambda slopes, points: np.median(slopes, axis=0)),
    integrating(mean=lambda slopes, points: slopes.mean(axis=(0, 1))),
)


def one_at_a_time(slope, x, baseline, points):
    """Each number is led from the baseline to x alone, with all others at x."""
    mean = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        for i in range(points):
            here = x.astype(float)
            here[place] = baseline[place] + (i + 0.5) / points * (x[place] - baseline[place])
            mean[place] += slope(here)[place] / points
    return mean * (x - baseline)


from_zero = integrating(start=lambda a, x, baseline: a * x)
FROM_ZERO = (
    one_at_a_time,
    integrating(  # i + 0.5 / points without brackets
        lambda points: np.arange(points) + 0.5 / points,
        lambda a, x, baseline: baseline + a // 1 + a % 1 * (x - baseline),
    ),
    integrating(start=lambda a, x, baseline: a * x, way=lambda x, baseline: x),
    integrating(start=lambda a, x, baseline: a * (x - baseline)),
    integrating(start=lambda a, x, baseline: baseline + a * x),
    integrating(start=lambda a, x, baseline: x + a * (x - baseline)),
    integrating(start=lambda a, x, baseline: a * (x - baseline), way=lambda x, baseline: x),
)
backwards = integrating(way=lambda x, baseline: baseline - x)
absolute = integrating(mean=lambda slopes, points: abs(slopes).mean(axis=0))


def absolute_share(slope, x, baseline, points):
    return abs(integrating()(slope, x, baseline, points))


ABSOLUTES = (absolute_share, integrating(way=lambda x, baseline: abs(x - baseline)))


def added_up(slope, x, baseline, points):
    """The shares of a row are added up."""
    return integrating()(slope, x, baseline, points).sum(axis=-1)
