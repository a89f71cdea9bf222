"""What a capstone measures: each function does the measurement, and returns what it found as plain values."""

import numpy as np

from nnlearn.arguments import describe, finite
from nnlearn.metrics import Undefined, paired_bootstrap, rank_correlation, roc_auc_score, wilson
from nnlearn.report.weights import state_hash, state_of

MEASURES = {
    "accuracy": lambda said, y: (said == y).astype(float),
    "absolute error": lambda said, y: -abs(np.asarray(said, float) - y).reshape(len(y), -1).mean(axis=1),
}


def scores(measure, said, y):
    """Return the score (n,) of each example: 1 where right and 0 where wrong, or minus the absolute error.

    Examples
    --------
    >>> scores("accuracy", np.array([1, 2]), np.array([1, 3])).tolist()
    [1.0, 0.0]
    """
    return MEASURES[measure](np.asarray(said), np.asarray(y))


def said_about(caller, said, y):
    """Return predictions and targets as arrays with one row per example, or raise."""
    said, y = (finite(caller, name, values) for name, values in (("said", said), ("y", y)))
    if said.shape != y.shape or y.ndim == 0:
        hint = ": scores.argmax(axis=1) are the labels" if said.ndim == y.ndim + 1 else ""
        raise ValueError(f"{caller} expected said and y of one shape, got {said.shape} and {y.shape}{hint}")
    return said, y


def group_scores(values, groups, *, accuracy):
    """Return (group, n, score, low, high) of each group, the worst first; without an interval for other measures.

    Examples
    --------
    >>> group_scores(np.array([1.0, 0.0, 1.0]), np.array(["a", "b", "b"]), accuracy=True)[0][:3]
    ('b', 2, 0.5)
    """
    rows = []
    for group in sorted(set(np.asarray(groups).tolist()), key=str):
        one = values[np.asarray(groups) == group]
        low, high = wilson(round(one.sum()), len(one)) if accuracy else _spread(one)
        rows.append((str(group), len(one), float(one.mean()), low, high))
    return sorted(rows, key=lambda row: row[2])


def _spread(values):
    found = paired_bootstrap(values, np.zeros(len(values)), rng=np.random.default_rng(0))
    return found.low, found.high


def changed(measure, predict, x, y, change, control):
    """Return the scores before a change of the input, after it, and after a control, with the size of both changes."""
    arrays = {"x": x, "changed": change, "control": control}
    for name, values in arrays.items():
        if finite("Evidence", name, values).shape != np.shape(x):
            raise ValueError(
                f"Evidence expected {name} of the shape of x, {np.shape(x)}, got {np.shape(values)}: "
                "the same examples, changed"
            )
    if np.array_equal(change, control) and not np.array_equal(change, x):
        raise ValueError(
            "Evidence expected control to be another change of equal size, got the same change twice: toss its signs, "
            "or change other numbers"
        )
    if not callable(predict):
        raise TypeError(f"Evidence expected predict to be a function of x, got {describe(predict)}")
    found: dict[str, float] = {"n": len(y)}
    for name, values in arrays.items():
        said, _ = said_about("Evidence", np.asarray(predict(values)), y)
        moved = abs(np.asarray(values, float) - x)
        found |= {f"{name} score": float(scores(measure, said, y).mean()), f"{name} size": float(moved.max())}
        found[f"{name} share"] = float((moved > 0).mean())
    return found


def strangers(confidence, known, strange):
    """Return how well a confidence tells known inputs from strange ones: the area under the ROC curve."""
    parts = []
    for name, x in (("known", known), ("strange", strange)):
        found = np.asarray(confidence(finite("Evidence.strangers", name, x)))
        if found.shape != (len(x),):
            raise ValueError(
                f"Evidence.strangers expected confidence(x) to return one number per example, shape ({len(x)},), "
                f"got {found.shape}: probabilities.max(axis=1) is one"
            )
        parts.append(found)
    if np.array_equal(known, strange):
        raise ValueError(
            "Evidence.strangers expected strange to be inputs of another kind, got the known ones: noise, other "
            "pictures, or these played backwards"
        )
    target = np.concatenate([np.ones(len(known), int), np.zeros(len(strange), int)])
    auroc = float(roc_auc_score(np.concatenate(parts), target))
    means = {f"mean {name}": float(part.mean()) for name, part in zip(("known", "strange"), parts, strict=True)}
    return {"known": len(known), "strange": len(strange), "auroc": auroc, **means}


def attribution(explain, model, untrained, x):
    """Return how much the maps of a trained network look like those of one that learned nothing: a rank correlation."""
    shapes = [
        {name: np.shape(one) for name, one in state_of("Evidence.attribution", net).items()}
        for net in (model, untrained)
    ]
    if shapes[0] != shapes[1]:
        raise ValueError(
            "Evidence.attribution expected untrained to have the layers of model, got other names or shapes of "
            "weights: build the same network from another seed and do not train it"
        )
    maps = [np.asarray(explain(net, x), float) for net in (model, untrained)]
    for one in maps:
        if one.ndim < 2 or len(one) != len(x):
            raise ValueError(
                f"Evidence.attribution expected explain(model, x) to return a map for each of {len(x)} examples, "
                f"got shape {one.shape}"
            )
    found = []
    for ours, theirs in zip(*maps, strict=True):
        try:
            found.append(rank_correlation(ours, theirs))
        except Undefined:  # a map without any difference in it
            continue
    return {
        "n": len(x),
        "flat": len(x) - len(found),
        "correlation": float(np.mean(found)) if found else None,
        "model": state_hash(model, digits=12),
        "untrained": state_hash(untrained, digits=12),
    }


def verdict(before, after, least):
    """Return what a measured drop says about "it falls by at least `least`", with the paired interval of the drop.

    Examples
    --------
    >>> right = np.array([1.0] * 90 + [0.0] * 10)
    >>> verdict(right, np.zeros(100), 0.2)[0], verdict(right, right, 0.2)[0]
    ('confirmed', 'refuted')
    """
    drop = paired_bootstrap(np.asarray(before, float), np.asarray(after, float), rng=np.random.default_rng(0))
    if drop.high < least:
        return "refuted", drop
    return ("confirmed" if drop.low > 0 and drop.difference >= least else "open"), drop
