"""Exercise 27.6: a learner's generator makes a ring and a cloud, judged by points that it has not seen.

Five seeds of the solution (500 points, 1,500 batches of 200, one block of 64 units): see `TARGET`'s test, with what
copies, a memory, a jitter and a single Gaussian get.
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
