"""Exercise 27.6: a learner's generator makes a ring and a cloud, judged by points that it has not seen.

Measured on five sets: shares told of the points made and of held-out ones, and the share nearer to training points.

===========================================  ==========  ==========  ==========
points                                       made        held out    nearer
===========================================  ==========  ==========  ==========
fresh data                                   .48 +- .02  .49 +- .02  .50 +- .01
the solution: DDPM, 2,400 batches, 2.9 s     .52 +- .02  .52 +- .01  .52 +- .01
the same with 750 batches, rate of 0.003     .70 +- .02  .72 +- .02  .51 +- .03
DDIM, 1,500 batches, rate of 0.003           .63 +- .02  .61 +- .04  .52 +- .03
one Gaussian                                 .72 +- .02  .75 +- .02  .51 +- .05
the training points                          .48 +- .02  .50 +- .01  1.00
a softmax memory of them                     .66 +- .01  .57 +- .03  .77 +- .02
the training points with noise of 0.02       .49 +- .02  .51 +- .01  .70 +- .01
the same with noise of 0.05 passes           .50 +- .02  .52 +- .02  .57 +- .02
===========================================  ==========  ==========  ==========

The last is a Parzen window of a good width: in the plane, with so many points, that is a fair model of the data.
"""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import named

SEEDS, COUNT = range(3), 500
MOST_TOLD, LEAST_TOLD, MOST_NEAR = 0.60, 0.40, 0.60
TARGET = (
    "shares of 0.40 to 0.60 in the nearest-neighbour test against held-out points, for both kinds, and at most 0.60 of "
    "the points nearer to training than to held-out points, averaged over three sets"
)


def points(seed, count=COUNT):
    """Return points on a ring of radius 1 around a cloud, half and half.

    Parameters
    ----------
    seed, count : int

    Returns
    -------
    ndarray of shape (count, 2), float32
    """
    rng = np.random.default_rng(seed)
    angle, radius = rng.uniform(0, 2 * np.pi, count), rng.normal(1, 0.05, count)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x[1::2] = rng.normal(0, 0.15, (count // 2, 2))
    return rng.permutation(x).astype(np.float32)


@dataclass(frozen=True)
class Made:
    """What is found of the points made for one set, float each.

    Parameters
    ----------
    told, real : float
        The two shares of the nearest-neighbour test: of what is made, and of held-out points.
    near : float
        Share of points that are nearer to a training point than to a held-out one.
    between, ring : float
        Share of points between cloud and ring, where no data lie; share of the others that are on the ring.
    width : float
        Standard deviation of the radius on the ring; the data's is 0.05.
    different : int
        How many different points there are.
    """

    told: float
    real: float
    near: float
    between: float
    ring: float
    width: float
    different: int


def made(make_cloud, seed):
    """Let `make_cloud` learn one set, and judge the points it makes.

    Raises
    ------
    TypeError, ValueError
        If it does not return that many points. The sentence says so.
    """
    from nnlearn import metrics

    x, held = points(seed), points(1000 + seed)
    found = make_cloud(x.copy(), COUNT, seed)
    found = found.detach().cpu() if hasattr(found, "detach") else found
    try:
        new = np.asarray(found, dtype=np.float64)
    except (TypeError, ValueError):
        new = np.empty(0)
    if new.shape != (COUNT, 2):
        raise ValueError(
            f"make_cloud returned {named(found)}, expected n points in the plane, shape ({COUNT}, 2)."
            + (" Is a `return` missing?" if found is None else "")
        )
    if not np.isfinite(new).all():
        raise ValueError("make_cloud returned NaN or infinity: did the training diverge? A smaller rate may do.")
    x, held = x.astype(np.float64), held.astype(np.float64)
    told, real = metrics.nearest_neighbour_test(new, held)
    radius = np.hypot(*new.T)
    between, ring = (radius > 0.5) & (radius < 0.8), radius >= 0.8
    on_data = max(int((~between).sum()), 1)
    return Made(
        told,
        real,
        metrics.nearer_to_training(new, x, held),
        float(between.mean()),
        float(ring.sum() / on_data),
        float(radius[ring].std()) if ring.any() else 0.0,
        len(np.unique(new, axis=0)),
    )


def measure(make_cloud):
    """Let `make_cloud` learn three sets, and return the larger of the two mean shares of the nearest-neighbour test."""
    if isinstance(make_cloud, type) or not callable(make_cloud):
        raise TypeError(
            f"Expected the function make_cloud itself, without brackets after its name, got {named(make_cloud)}."
        )
    return judged([made(make_cloud, seed) for seed in SEEDS])


def judged(sets):
    """Return value, whether it passes, a sentence, and the advice if it does not.

    Parameters
    ----------
    sets : list of Made
    """
    told, real, near = (float(np.mean([getattr(one, name) for one in sets])) for name in ("told", "real", "near"))
    sentence = (
        f"A nearest neighbour tells {told:.2f} of your points and {real:.2f} of the held-out ones, and 0.50 is chance. "
        f"Nearer to a training point than to a held-out one: {near:.2f} of yours."
    )
    passed = min(told, real) >= LEAST_TOLD and max(told, real) <= MOST_TOLD and near <= MOST_NEAR
    if passed:
        return max(told, real), True, sentence
    return max(told, real), False, sentence, advice(sets)


def advice(sets):
    """Say what gives the points away, as far as it can be measured.

    Parameters
    ----------
    sets : list of Made

    Returns
    -------
    str
    """
    told, real, near, between, ring, width = (
        float(np.mean([getattr(one, name) for one in sets]))
        for name in ("told", "real", "near", "between", "ring", "width")
    )
    least = min(one.different for one in sets)
    if least < COUNT / 2:
        return f"Only {least} of your {COUNT} points are different."
    if near > MOST_NEAR:
        return (
            "New points would be nearer to a training point half the time. Yours lie on those they were made from, or "
            "beside them: that is a memory, and it copies."
        )
    said = []
    if between > 0.05:
        said.append(f"{between:.0%} of your points lie between the cloud and the ring, where the data have none.")
    if abs(ring - 0.5) > 0.1:
        said.append(f"Of the data half lie on the ring, of your points {ring:.0%}.")
    if ring > 0.4 and not 0.035 < width < 0.07:
        said.append(f"Your ring has a standard deviation of {width:.3f} across, the data's has 0.05.")
    if not said and told > real:
        said.append("Your points lie a little too close together.")
    if not said:
        said.append("Your points are spread a little too widely.")
    return " ".join(said) + " Longer training, a falling rate or a sampler with fresh noise may help."
