"""What each rival sees of a signal: a template at its best place, neighbours, weights, a spectrum, a window."""

from dataclasses import dataclass, field

import numpy as np

from nnlearn.lessons.ml_versus_dl.features import WIDTHS, fits
from nnlearn.lessons.ml_versus_dl.live import stored
from nnlearn.lessons.ml_versus_dl.rivals import RIVALS
from nnlearn.plots.numbers import fixed

WINDOW, FIRST, HOP = 17, 8, {"CNN": 8, "pooled CNN": 2}  # places that a unit of the last convolution sees; its centres


@dataclass(frozen=True)
class Sight:
    """What a rival sees.

    Attributes
    ----------
    title : str
        What the bars are.
    bars : ndarray of shape (m,)
    along : {"places", "digits", "frequencies", "units"}
        What the bars stand for.
    lines : list of ndarray of shape (p, 2)
        Drawn over the signal: places and heights.
    window : pair of int, or None
        First and last place of a window that one unit looks through.
    words : str
        One sentence.
    """

    title: str
    bars: np.ndarray
    along: str
    words: str
    lines: list = field(default_factory=list)
    window: tuple | None = None


def sight(name, x, places="in order"):
    """Return what a stored rival sees of a signal.

    Parameters
    ----------
    name : str
        One of `rivals.NAMES`.
    x : ndarray of shape (40,), float32
        As it reaches the rivals.
    places : {"in order", "shuffled"}

    Returns
    -------
    Sight

    Examples
    --------
    >>> sight("hand-made", np.zeros(40, np.float32)).bars.shape
    (21,)
    """
    rival = stored(name, places)
    kind, feature, _ = RIVALS[name]
    if feature is not None and name.startswith("hand-made"):
        return _spectrum(x)
    return SIGHTS["rule scores" if name == "rule scores" else kind](rival, x)


def _spectrum(x):
    sizes = np.abs(np.fft.rfft(x))
    words = "How strong each frequency is, not where it stands: a roll only turns phases."
    return Sight("strength of each frequency (part of its 120 features)", sizes, "frequencies", words)


def _rules(rival, x):
    found = fits(x[None])[0]  # (10, widths, 40)
    digit, which, start = (int(k) for k in np.unravel_index(found.argmax(), found.shape))
    width, best = WIDTHS[which], fixed(found.max())
    words = f"It fits best from place {start} on, {width} places wide: correlation {best}."
    bars = found[digit, which]
    return Sight(
        f"how well the stroke of a {digit} fits from each place on", bars, "places", words, _template(x, found)
    )


def _scores(rival, x):
    parts, found = rival.seen(x[None])[0], fits(x[None])[0]
    words = f"It weighs ten best fits: here that of a {int(parts.argmax())} is furthest above what is usual."
    return Sight("best fit of each digit's stroke, against the mean", parts, "digits", words, _template(x, found))


def _template(x, found):
    """Return the stroke that fits best as lines over the signal: two, if it goes over the end of the line."""
    digit, which, start = np.unravel_index(found.argmax(), found.shape)
    at = (start + np.arange(WIDTHS[which])) % len(x)
    line = np.column_stack([at, _fitted(int(digit), x[at])]).astype(float)
    return np.split(line, np.flatnonzero(np.diff(at) < 0) + 1)


def _fitted(digit, window):
    """Return the stroke, lifted and scaled so that it comes as near to a window as it can."""
    from nnlearn import datasets

    stroke = datasets.strokes().x[digit].astype(float)
    wide = np.interp(np.linspace(0, 1, len(window)), np.linspace(0, 1, len(stroke)), stroke)
    basis = np.column_stack([wide, np.ones(len(window))])
    return basis @ np.linalg.lstsq(basis, window.astype(float), rcond=None)[0]


def _weighted(rival, x):
    scores = rival.scores(x[None])[0]
    digit, order = int(scores.argmax()), _back(rival)
    parts = (rival.weight[digit] * rival.seen(x[None])[0])[order]
    words = f"One weight for each place: these 40 products add up to what speaks for {digit}."
    return Sight(f"what each place says for {digit}: weight × height", parts, "places", words)


def _neighbours(rival, x):
    which = rival.nearest(x[None])[0]
    votes = rival.scores(x[None])[0]
    lines = _examples(rival, which[:3])
    digits = " and ".join(str(digit) for digit in rival.digits[which[:3]])
    words = f"The nearest of its 400 examples, height for height: a {digits}."
    return Sight("votes of the nearest for each digit", votes, "digits", words, lines)


def _machine(rival, x):
    near = rival.near(x[None])[0]
    which = np.argsort(-near, kind="stable")[:3]
    sums = np.bincount(rival.digits, near, minlength=10)
    digits = ", ".join(str(digit) for digit in rival.digits[which])
    words = f"It asks all {len(near)} examples that it kept; the nearest three show {digits}."
    return Sight("nearness of the kept examples of each digit", sums, "digits", words, _examples(rival, which))


def _examples(rival, which):
    """Return kept examples as lines over the signal."""
    heights = (rival.vectors[which] * rival.spread + rival.mean)[:, _back(rival)]
    return [np.column_stack([np.arange(40), one]) for one in heights]


def _back(rival):
    """Return where each place that is shown lies in the order in which the rival was fitted."""
    return slice(None) if isinstance(rival.wires, slice) else np.argsort(rival.wires, kind="stable")


def _forest(rival, x):
    votes, asked = rival.scores(x[None])[0], rival.asked(x[None])[0][_back(rival)]
    trees, digit = len(rival.starts), int(votes.argmax())
    words = f"{int(votes.max())} of {trees} trees say {digit}. Each asks of one place after another if it is high."
    return Sight("how often its trees asked for each place", asked.astype(float), "places", words)


def _dense(rival, x):
    hidden = rival.outputs(x[None])[3][0]
    unit = int(hidden.argmax())
    weights = rival.net[1].weight.data[unit][_back(rival)]
    words = f"Hidden unit {unit} answers most ({fixed(hidden[unit], 1)}): it has a weight of its own for each place."
    return Sight(f"the 40 weights of hidden unit {unit}", np.asarray(weights), "places", words)


def _maps(rival, x):
    found = rival.outputs(x[None])
    name, digit = rival.name, int(found[-1][0].argmax())
    maps = np.asarray(found[6][0, :, 0])  # after the last convolution: (channels, places)
    weights = np.asarray(rival.net[len(rival.net) - 1].weight.data[digit])
    flat = name == "CNN"
    parts = (weights.reshape(maps.shape) * maps).sum(axis=1) if flat else weights * maps.mean(axis=1)
    channel = int(parts.argmax())
    at = int(maps[channel].argmax())
    centre = HOP[name] * at
    window = (max(centre - FIRST, 0), min(centre + FIRST, 39))
    if flat:
        words = f"Its head has a weight for each of these {maps.shape[1]} units: where the stroke stands matters to it."
    else:
        mean = fixed(maps[channel].mean())
        words = f"Its head gets only the mean of these {maps.shape[1]}, {mean}: where they stand is forgotten."
    title = f"channel {channel}, which says most for {digit}, along the line"
    return Sight(title, maps[channel], "units", words, window=window)


SIGHTS = {
    "rules": _rules,
    "rule scores": _scores,
    "logistic": _weighted,
    "neighbours": _neighbours,
    "SVM": _machine,
    "forest": _forest,
    "dense": _dense,
    "CNN": _maps,
    "pooled CNN": _maps,
}
