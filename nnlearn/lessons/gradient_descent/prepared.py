"""Exercise 06.5: how far a hundred steps get with prepared data, and what an answer lacks."""

import math

import numpy as np

from nnlearn.arguments import describe

SHARE, FIT = 0.97, 0.45  # to be reached


def curvatures(x):
    """Return all curvatures of a linear model with a bias: the eigenvalues of 2 X^T X / N, X with a column of ones."""
    columns = np.column_stack([np.ones(len(x)), x])
    return np.linalg.eigvalsh(2 * columns.T @ columns / len(x))


def share_reached(x, y):
    """Return the share of the possible gain that 100 steps at half the edge reach, with x and a column of ones."""
    columns = np.column_stack([np.ones(len(x)), x])
    best = ((columns @ np.linalg.lstsq(columns, y, rcond=None)[0] - y) ** 2).mean()
    w, lr = np.zeros(columns.shape[1]), 1 / curvatures(x).max()
    for _ in range(100):
        w -= lr * 2 * columns.T @ (columns @ w - y) / len(y)
    start, end = (y**2).mean(), ((columns @ w - y) ** 2).mean()
    return (start - end) / (start - best) if start > best else 0.0


def explained(x, y):
    """Return the share of the variance of y, one column or several, that a linear model of x and a bias explains."""
    columns = np.column_stack([np.ones(len(x)), x])
    left = ((columns @ np.linalg.lstsq(columns, y, rcond=None)[0] - y) ** 2).mean(axis=0)
    spread = np.var(y, axis=0)
    return 1 - left / np.where(spread > 0, spread, 1)


def measure_prepare(prepare):
    """Measure how far 100 steps get with prepared data, and what the columns can explain."""
    from nnlearn.datasets import diabetes

    data = diabetes()
    x, y = data.x.astype(float), data.y[:, 0].astype(float) - data.y.mean()
    if not callable(prepare) or isinstance(prepare, type):
        raise TypeError(
            f'Expected the function itself, got {describe(prepare)}. Write check("06.5", prepare), without brackets.'
        )
    made = columns_of(prepare(x.copy()), x)
    share, fit = float(share_reached(made, y)), float(explained(made, y))
    sentence = f"100 steps reach {percent(share)} of what is possible, and your columns explain {percent(fit)} of "
    sentence += f"the variance. {steepness(made)}"
    if share < SHARE or fit < FIT:
        return share, False, sentence, advice(made, x, y, share, fit)
    other = _of_the_patients(prepare, x, y)
    return share, not other, sentence, other


def _of_the_patients(prepare, x, y):
    """Say so if the columns are not made from the measurements: they reach less where the patients come in reverse."""
    try:
        made = columns_of(prepare(x[::-1].copy()), x)
        kept = share_reached(made, y[::-1]) >= SHARE - 0.01 and explained(made, y[::-1]) >= FIT - 0.01
    except Exception:
        kept = False
    if kept:
        return ""
    return (
        "But it depends on the order of the patients, or on an earlier call: with the last patient first, the columns "
        "do not reach the target. Make each patient's row from x alone, in the order of its rows."
    )


def percent(share):
    """Return a share as a text, rounded down: what is shown as reaching a target does reach it.

    Examples
    --------
    >>> percent(0.9699), percent(0.97)
    ('96.9 %', '97.0 %')
    """
    return f"{math.floor(1000 * share + 1e-9) / 10:.1f} %"


def steepness(made):
    widths = made.std(axis=0)
    if (widths <= 1e-9 * np.abs(made).max(axis=0)).any() or np.linalg.cond((made - made.mean(axis=0)) / widths) > 1e7:
        return "One direction is flat: a column can be made of the others, or of ones."
    lengths = np.linalg.svd(np.column_stack([np.ones(len(made)), made]), compute_uv=False)
    ratio = float(f"{(lengths[0] / lengths[-1]) ** 2:.2g}")
    times = f"{ratio:,.0f} times as steep as" if ratio > 1 else "as steep as"
    return f"The steepest direction is {times} the flattest."


def columns_of(made, x):
    """Return what an answer gave as an array of shape (442, columns), or raise an error that says what to do."""
    wanted = f"an array of shape ({len(x)}, columns)"
    if made is None:
        raise TypeError(f"prepare returned None, expected {wanted}. Is there a `return`?")
    if isinstance(made, tuple):
        raise TypeError(f"prepare returned {len(made)} things, expected one, {wanted}. Return the columns alone.")
    if callable(made) or hasattr(made, "__next__"):
        kind = "a generator" if hasattr(made, "__next__") else "a function"
        raise TypeError(f"prepare returned {kind}, expected {wanted}. Make the array first, then return it.")
    try:
        made = np.asarray(made, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(
            f"prepare returned what is not a table of numbers, expected {wanted}: as many numbers in each row."
        ) from None
    if made.shape[:1] != x.shape[:1] or made.ndim != 2 or not made.shape[1]:
        raise ValueError(f"prepare returned shape {made.shape}, expected {wanted}. {_shape_advice(made, x)}")
    bad = ~np.isfinite(made)
    if bad.any():
        column = int(bad.any(axis=0).argmax())
        raise ValueError(
            f"prepare returned {'NaN' if np.isnan(made).any() else 'infinity'} in {int(bad.sum())} places, first in "
            f"column {column}, counted from 0. A division by a spread of 0 and the logarithm of a negative number do "
            "that."
        )
    return made


def _shape_advice(made, x):
    if made.ndim == 2 and made.shape[1] == len(x):
        return "Rows and columns are exchanged: a row is a patient."
    if made.shape == (len(x),):
        return "That is one number for each patient; a single column has shape (442, 1)."
    if made.ndim == 1:
        return "That is one number for each column, such as its mean: the patients have gone."
    return "Every patient keeps a row of their own."


def advice(made, x, y, share, fit):
    """Return what is wrong with the columns, or what they lack; "" if that is not found."""
    for sentence in (_as_they_came(made, x), _rows(made, x), _mixed_up(made, x)):
        if sentence:
            return sentence
    if fit < FIT:
        return _lost(made, x, y)
    return _missing(made, y) if share < SHARE else ""


def _as_they_came(made, x):
    """All numbers as they were, or all moved and stretched alike."""
    if made.shape != x.shape:
        return ""
    if np.allclose(made, x):
        return "The columns are as they came. Compare their means and their spreads. What sets the rate for all?"
    if np.allclose(made, x - x.mean(axis=0) / x.std(axis=0)):
        return "You take mean / spread off each number: a division comes before a subtraction, unless brackets say so."
    slope, start = np.polyfit(x.ravel(), made.ravel(), 1)
    if slope and np.allclose(made, slope * x + start, atol=1e-6 * np.abs(made).max()):
        return (
            "All numbers of the table were moved and stretched alike, so the columns differ as much as before. "
            "Each column needs a mean and a spread of its own: along which axis?"
        )
    return ""


def _rows(made, x):
    """Standardised or scaled along the wrong axis: each patient for themselves."""
    if made.shape != x.shape:
        return ""
    new, old = (rows - rows.mean(axis=1, keepdims=True) for rows in (made, x))
    lengths = np.linalg.norm(new, axis=1) * np.linalg.norm(old, axis=1)
    if (np.abs((new * old).sum(axis=1)) > (1 - 1e-9) * lengths).all():  # each row as it was, but for place and width
        return (
            "Each row is moved or stretched by a number of its own: blood pressure is then compared with age. "
            "Compare each measurement over all patients: the other axis."
        )
    return ""


def _mixed_up(made, x):
    """A column that holds the numbers of one of x, but in another order."""
    for column in made.T:
        for old in x.T:
            if np.ptp(old) and np.ptp(column):
                ordered = abs(np.corrcoef(np.sort(old), np.sort(column))[0, 1])
                if ordered > 1 - 1e-9 and abs(np.corrcoef(old, column)[0, 1]) < 0.99:
                    return "A column has its numbers in another order than before: row i must stay the same patient."
    return ""


def _lost(made, x, y):
    """Say what of the ten measurements the columns no longer hold."""
    known = explained(made, x)
    gone = int((known < 0.95).sum())
    most = percent(float(explained(x, y)))
    if not np.ptp(made, axis=0).any():
        return f"The ten measurements explain {most}. In each of your columns all numbers are the same."
    if explained(x, made).max(initial=0) < 0.1:
        return f"Your columns have nothing to do with x: the ten measurements explain {most}."
    if np.array_equal(made, np.round(made)) and not np.array_equal(x, np.round(x)):
        return (
            f"The ten measurements explain {most}. Your columns hold whole numbers only: what lay between them is lost."
        )
    if gone:
        return (
            f"The ten measurements explain {most}; {gone} of them can no longer be found in your "
            f"{made.shape[1]} columns. Keep what they tell, and change only where they lie and how wide they are."
        )
    return f"The ten measurements explain {most}. What do your columns lose?"


def _missing(made, y):
    """Try what would help: columns around 0, columns of equal width, or both, or columns that do not depend on others.

    What is tried takes milliseconds: four runs of 100 steps.
    """
    mean, spread = made.mean(axis=0), made.std(axis=0)
    widths = np.where(spread > 0, spread, 1)
    centred = made - mean
    far = int((np.abs(mean) / widths).argmax())
    off = np.abs(mean).max() > 0.1 * spread.max()  # then the means are steeper than the narrow columns, or than all
    places = (
        f"Your columns do not lie around 0 (column {far}, counted from 0, has mean {mean[far]:.3g} and spread "
        f"{spread[far]:.3g}): such a column is in part a constant, and competes with the bias."
    )
    if spread.max() < 1.5 * spread.min():
        width = f"All your columns have a spread near {spread.max():.2g}, far from that of the bias, a column of ones."
    else:
        width = (
            f"Your columns differ in width: the widest has a spread of {spread.max():.3g}, the narrowest of "
            f"{spread.min():.3g}. {'Once they are centred, the' if off else 'The'} widest sets the rate for all, and "
            "the narrow ones hardly move."
        )
    if share_reached(centred, y) >= SHARE:
        return places
    if share_reached(made / widths, y) >= SHARE:
        return width
    if share_reached(centred / widths, y) >= SHARE:
        return f"{places} {width}"
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    if share_reached(u[:, s > 1e-9 * s[0]] * np.sqrt(len(made)), y) >= SHARE:
        return (
            "Even around 0 and equally wide, your columns would not do: some say nearly the same as others, which "
            "makes a direction flat. Which ones, and do you need them?"
        )
    return ""
