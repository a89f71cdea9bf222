"""14.5: a network trained on 400 signals and the learner's copies of them, and what is wrong with the copies."""

import inspect

import numpy as np

from nnlearn.arguments import describe

SIGNALS, PLACES, MAX_SIGNALS, STARTS, TARGET = 400, 40, 4000, 3, 0.42
STEPS, BATCH = 1500, 32  # equally many steps for everybody: 120 epochs of 400 signals


def few_signals():
    """Return the 400 signals of the lesson with their labels, and 1,000 others with theirs."""
    from nnlearn import datasets

    digits = datasets.mnist1d()
    return (digits.x[:SIGNALS], digits.y[:SIGNALS]), (digits.x[4000:], digits.y[4000:])


def measure(more):
    """Train the lesson's dense network on what `more` returns, from three starts, and read the unseen signals."""
    check_call("more", more, 3, "x, y and rng")
    (x, y), (unseen, labels) = few_signals()
    shares, told = [], ""
    for start in range(STARTS):
        made = two_arrays(more(x.copy(), y.copy(), np.random.default_rng(start)))
        if start == 0:
            refuse_the_unseen(made[0], unseen)
            told = advice(*made, x, y)
        shares.append(accuracy_after(made, unseen, labels, start))
    mean = float(np.mean(shares))
    each = ", ".join(f"{share:.1%}" for share in shares)
    sentence = (
        f"{mean:.1%} of 1,000 unseen signals are read, on average over three starts ({each}); without copies 32 %."
    )
    passed = mean >= TARGET
    return mean, passed, sentence, "" if passed else told


def accuracy_after(made, unseen, labels, seed):
    """Return the accuracy on unseen signals after 1,500 steps on the given ones."""
    import nnlearn.numpy as nn

    nn.manual_seed(seed)
    model = nn.Sequential(nn.Linear(PLACES, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10))
    optimizer = nn.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    epochs = max(1, round(STEPS * BATCH / len(made[0])))
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, *made, epochs=epochs, batch_size=BATCH)
    return float((nn.predict(model, unseen).argmax(axis=1) == labels).mean())


def check_call(name, function, count, words):
    """Raise a TypeError unless the answer is a function that takes so many arguments."""
    if not callable(function):
        raise TypeError(f"Expected the function {name} itself, got {describe(function)}.")
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        takes = len(inspect.signature(function).parameters)
        raise TypeError(f"{name} is called with {words}; yours takes {takes} arguments.") from None


def two_arrays(found):
    """Return signals and labels as arrays, or raise an error that says what `more` returned in their place."""
    wanted = "Expected more to return two arrays, signals (n, 40) and their labels (n,), got"
    if found is None:
        raise TypeError(f"{wanted} nothing (None): is there a `return`?")
    if not isinstance(found, tuple | list) or len(found) != 2:
        count = f"{len(found)} things" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"{wanted} {count}.")
    try:
        x, y = np.asarray(found[0], np.float32), np.asarray(found[1])
    except (TypeError, ValueError):
        raise TypeError(f"{wanted} {describe(found[0])} and {describe(found[1])}.") from None
    if x.ndim != 2 or x.shape[1] != PLACES:
        stacked = " Copies in a row of their own belong below one another: np.concatenate." if x.ndim == 3 else ""
        raise ValueError(f"{wanted} signals of shape {x.shape}.{stacked}")
    if y.shape != (len(x),):
        raise ValueError(f"{wanted} {len(x):,} signals and labels of shape {y.shape}: each signal has one label.")
    if len(x) > MAX_SIGNALS or not len(x):
        raise ValueError(f"more may return up to {MAX_SIGNALS:,} signals, the 400 included; yours returns {len(x):,}.")
    if not np.isfinite(x).all():
        raise ValueError("more returns signals with numbers that are not finite.")
    if not np.isin(y, np.arange(10)).all():
        raise ValueError("more returns labels that are not whole numbers from 0 to 9.")
    return x, y.astype(np.int64)


def refuse_the_unseen(x, unseen):
    """Raise if signals that are asked about are among those to train on."""
    asked = {row.tobytes() for row in np.ascontiguousarray(unseen, np.float32)}
    count = sum(row.tobytes() in asked for row in np.ascontiguousarray(x, np.float32))
    if count:
        raise ValueError(f"{count:,} of the signals are among the 1,000 that are asked about. Copy those in x alone.")


def advice(x, y, originals, labels):
    """Say what is wrong with the copies, found by looking for the original of each."""
    likeness, which, moved = nearest(x, originals)
    mirrored = nearest(x[:, ::-1], originals)[0]
    negative = nearest(-x, originals)[0]
    copies = likeness < 0.99999
    changed = copies | (moved != 0)
    if (mirrored > likeness + 0.02).mean() > 0.2:
        return (
            "Many of your copies run backwards. A stroke read from right to left is another stroke, and no longer "
            "deserves the label. What may happen to a signal without changing its digit?"
        )
    if (negative > likeness + 0.02).mean() > 0.2:
        return "Many of your copies are upside down. A 2 turned over is no 2 any more: here it looks like a 7 or a 5."
    wrong = (y != labels[which]) & (likeness > 0.9)
    if wrong.mean() > 0.1:
        return (
            f"{wrong.mean():.0%} of the signals stand beside the label of another. In which order do the copies come, "
            "and in which the labels? np.tile repeats the whole row of labels, np.repeat each label by itself."
        )
    if not changed.any():
        return f"All {len(x):,} signals are the 400 as they were: nothing new to see. Change something in each copy."
    if len(x) < 2 * SIGNALS:
        return f"Those are {len(x):,} signals, and {MAX_SIGNALS:,} are allowed: make more copies."
    if np.median(likeness[changed]) < 0.8:
        return (
            "The copies hardly resemble the signals they come from: half of them correlate with their original by less "
            f"than {np.median(likeness[changed]):.2f}. Change less, or something else."
        )
    if (moved[changed] != 0).mean() < 0.2:
        return (
            "The strokes stand where they stood; only their heights have changed. Look at ten signals of one digit: "
            "what differs most between them?"
        )
    far = np.minimum(moved, PLACES - moved)[changed]
    return f"The copies are moved by {far.mean():.1f} places on average. Try farther, or make more of them."


def nearest(x, originals):
    """Return for each signal its largest correlation with an original at any shift, which one, and the shift."""
    a, b = (z - z.mean(axis=1, keepdims=True) for z in (x.astype(np.float64), originals.astype(np.float64)))
    a, b = (z / (np.linalg.norm(z, axis=1, keepdims=True) + 1e-12) for z in (a, b))
    rolled = np.stack([np.roll(b, k, axis=1) for k in range(PLACES)])  # (40, originals, places)
    best = np.full(len(x), -np.inf)
    which, moved = np.zeros(len(x), int), np.zeros(len(x), int)
    for k, row in enumerate(rolled):
        found = a @ row.T
        index = found.argmax(axis=1)
        value = found[np.arange(len(x)), index]
        better = value > best + 1e-9
        best[better], which[better], moved[better] = value[better], index[better], k
    return best, which, moved
