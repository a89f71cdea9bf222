"""Measure the third input of exercise 02.5, and find out by trying it what keeps a plane from computing XOR with it."""

import numpy as np

from nnlearn.arguments import describe
from nnlearn.checks.guarded_call import quiet

SEEDS = 5
SHARE = 0.97  # of the unseen points


def measure_third(third):
    """Train five perceptrons on XOR with the third input, each on other points, and measure what they get right."""
    from nnlearn.datasets import gates

    if not callable(third) or isinstance(third, type):
        raise TypeError(f'Expected the function itself, got {describe(third)}. Write check("02.5", third).')
    corners = gates("xor")
    right, shares = [], []
    for seed in range(SEEDS):
        train, test = (gates("xor", n=400, noise=0.12, seed=2 * seed + part) for part in (0, 1))
        model = _trained(corners, train, third)
        right.append(_right(model, corners, third))
        shares.append(_right(model, test, third) / len(test.x))
    share = float(np.mean(shares))
    shown, worst = (np.floor(1000 * one + 1e-9) / 10 for one in (share, min(shares)))  # 96.97 is not shown as 97.0
    sentence = (
        f"On {SEEDS} sets of points, {shown:.1f} % of the unseen points are right on average "
        f"({worst:.1f} % at worst), and {min(right)} of 4 corners at worst."
    )
    by_itself = _by_itself(third, corners, gates("xor", n=400, noise=0.12, seed=1))
    if min(right) == 4 and share >= SHARE:
        return share, not by_itself, sentence, by_itself
    with quiet(), np.errstate(all="ignore"):
        return share, False, sentence, by_itself or _advice(third, corners, gates("xor", n=400, noise=0.12, seed=1))


def _trained(corners, points, third, scale=1.0):
    import nnlearn.numpy as nn

    model = nn.Perceptron(3, pocket=True)
    x = np.concatenate([_three(third, one.x, scale) for one in (corners, points)])
    model.fit(x, np.concatenate([corners.y, points.y]), epochs=60, shuffle=True)
    return model


def _right(model, points, third, scale=1.0):
    return int((model.predict(_three(third, points.x, scale)) == points.y).sum())


def _three(third, x, scale=1.0):
    return np.column_stack([x, scale * _extra(third, x)])


def _extra(third, x):
    """Return the third input of n points, or raise what is wrong with what `third` returns."""
    try:
        found = third(x.copy())
    except TypeError as error:
        if "bitwise_" not in str(error):
            raise
        raise TypeError(
            "`^`, `&`, `|` and `~` need whole numbers, or yes and no, and in `third` they were given floats. np.round "
            "gives floats as well; .astype(int) after it makes them whole numbers."
        ) from None
    n = len(x)
    if found is None:
        raise TypeError("`third` returned None. Is its `return` missing?")
    if callable(found) or isinstance(found, str | dict | set) or np.asarray(found).dtype.kind not in "biuf":
        kind = f"{describe(found)} of texts" if np.asarray(found).dtype.kind == "U" else describe(found)
        raise TypeError(f"Expected `third` to return an array of {n} numbers, got {kind}.")
    extra = np.asarray(found, dtype=float)
    if extra.shape != (n,):
        raise ValueError(_shape(extra.shape, n))
    if not np.isfinite(extra).all():
        i = int(np.flatnonzero(~np.isfinite(extra))[0])
        raise ValueError(f"`third` gives {extra[i]} for the point {_point(x[i])}. It must give a number everywhere.")
    return extra


def _shape(shape, n):
    """Return what a shape other than (n,) says."""
    found = f"Expected `third` to return shape ({n},) for {n} points, got {shape}."
    if shape == ():
        return f"{found} Each point needs a number of its own."
    if shape == (2,):
        return f"{found} x[0] is the first point; x[:, 0] holds the first number of every point."
    if shape == (4,):
        return f"{found} Four numbers fit the corners alone: compute the number of a point from x, whatever the points."
    if shape == (n, 1):
        return f"{found} The axis of length 1 is too many: x[:, 0] lacks it, x[:, :1] has it."
    if shape in ((n, 2), (n, 3)):
        return f"{found} Only the new number of each point is asked for; the check puts it beside the other two."
    return found


def _point(x):
    return f"({x[0]:.2g}, {x[1]:.2g})"


def _by_itself(third, corners, points):
    """Return what is wrong if what `third` gives for a point does not depend on this point alone, else ""."""
    x = np.vstack([corners.x, points.x[:40]])
    found = _extra(third, x)
    if not np.allclose(_extra(third, x), found):
        return "`third` gives something else at a second call. What it gives must depend on the point alone."
    alone = np.concatenate([_extra(third, one[None]) for one in x])
    if not np.allclose(alone, found) or not np.allclose(_extra(third, x[::-1])[::-1], found):
        return (
            "What `third` gives for a point depends on the other points it is called with. Does it use their largest, "
            "their mean or their order?"
        )
    return ""


def _advice(third, corners, points):
    """Return why the third input does not help, found by calling `third` on corners and points near them."""
    clean, noisy = _extra(third, corners.x), _extra(third, points.x)
    low_low, low_high, high_low, high_high = (
        clean[_corner(corners.x, a, b)] for a, b in ((0, 0), (0, 1), (1, 0), (1, 1))
    )
    gap = low_low - low_high - high_low + high_high
    shown = [f"{round(float(one), 3) + 0:g}" for one in (low_low, low_high, high_low, high_high)]
    listed = "{} at (0, 0), {} at (0, 1), {} at (1, 0) and {} at (1, 1)".format(*shown)
    if abs(gap) < 1e-6 * max(1.0, np.abs(clean).max()):
        same = "the same everywhere" if np.ptp(clean) < 1e-9 else listed
        return (
            f"At the corners it gives {same}. As heights above the four corners these lie on one plane, so the "
            "perceptron learns nothing from them that a weighted sum of its two inputs could not give. Lift one corner "
            "out of the plane of the others."
        )
    off = np.abs(noisy - clean[_nearest(corners.x, points.x)])
    far = off > 0.4 * abs(gap)
    if far.mean() > 0.02:
        point = points.x[off.argmax()].round(4)  # as it is shown, so that who tries it finds the same
        gives = _extra(third, np.vstack([point, corners.x]))[0]
        return (
            f"At the corners it would do, with {listed}, but noise changes it: at ({point[0]:g}, {point[1]:g}) it "
            f"gives {gives:.4g}. For {100 * far.mean():.0f} % of the noisy points it is far from what it gives at the "
            "nearest corner. It must change only a little when a point moves a little, or not at all."
        )
    scale = 1 / abs(gap)
    if not 0.2 < scale < 5 and _right(_trained(corners, points, third, scale), points, third, scale) >= 388:
        size = "small" if scale > 1 else "large"
        return f"It tells the corners apart, but its numbers are too {size} beside those of x: near 1 it works."
    return f"At the corners it gives {listed}: the plane has little room between them. Make their difference clearer."


def _corner(x, first, second):
    return int(np.flatnonzero((x[:, 0] == first) & (x[:, 1] == second))[0])


def _nearest(corners, x):
    return ((x[:, None] - corners) ** 2).sum(axis=-1).argmin(axis=1)
