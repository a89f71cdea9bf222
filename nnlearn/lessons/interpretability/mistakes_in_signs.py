"""Mistakes that people really make in 30.5: the wrong answers that `check` names."""

import numpy as np


def refitting(draw=None, share=None, rows=None):
    """Return an answer with some of its parts made otherwise.

    `draw(n, d, rng)` draws the examples of a refit, `rows(x, y, drawn, rng)` picks them, and `share(w, fit, x, y)`
    makes the result of all coefficients w (refits, d).
    """

    def answer(x, y, fit, refits, rng):
        fits = []
        for _ in range(refits):
            drawn = draw(*x.shape, rng) if draw else rng.integers(len(x), size=len(x))
            fits.append(fit(*(rows(x, y, drawn, rng) if rows else (x[drawn], y[drawn]))))
        w = np.array(fits)
        return share(w, fit, x, y) if share else np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0))

    return answer


without_replacement = refitting(lambda n, d, rng: rng.permutation(n))
NOT_DRAWN = (refitting(lambda n, d, rng: np.arange(n)),)
apart = refitting(rows=lambda x, y, drawn, rng: (x[drawn], y[rng.integers(len(y), size=len(y))]))
APART = (
    refitting(rows=lambda x, y, drawn, rng: (x[drawn], y)),
    refitting(rows=lambda x, y, drawn, rng: (x, y[drawn])),
    refitting(rows=lambda x, y, drawn, rng: (x[np.sort(drawn)], y[drawn])),
    refitting(rows=lambda x, y, drawn, rng: (x[drawn], rng.permutation(y[drawn]))),
)


def from_the_draw(x, y, fit, refits, rng):
    """Each refit draws from what the refit before it has drawn."""
    fits = []
    for _ in range(refits):
        drawn = rng.integers(len(x), size=len(x))
        x, y = x[drawn], y[drawn]
        fits.append(fit(x, y))
    w = np.array(fits)
    return np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0))


def features_drawn(x, y, fit, refits, rng):
    """Columns are drawn in place of rows."""
    w = np.array([fit(x[:, rng.integers(x.shape[1], size=x.shape[1])], y) for _ in range(refits)])
    return np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0))


fewer = refitting(lambda n, d, rng: rng.integers(n, size=n // 2))
SIZES = (
    from_the_draw,
    refitting(lambda n, d, rng: rng.integers(n, size=d)),
    refitting(lambda n, d, rng: rng.integers(n, size=n - 1)),
    refitting(lambda n, d, rng: np.unique(rng.integers(n, size=n))),
    features_drawn,
    refitting(lambda n, d, rng: rng.integers(n - 1, size=n) if n > 1 else rng.integers(n, size=n)),
)


def drawn_once(x, y, fit, refits, rng):
    """The examples are drawn once, for all refits."""
    drawn = rng.integers(len(x), size=len(x))
    w = np.array([fit(x[drawn], y[drawn]) for _ in range(refits)])
    return np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0))


def by_size(w):
    """Return the share of the larger of two sums, of the positive coefficients and of the negative ones."""
    up, down = np.maximum(w, 0).sum(axis=0), np.maximum(-w, 0).sum(axis=0)
    return np.maximum(up, down) / (up + down)


def more_than_half(w):
    """Return the share of plus where it is above a half, and that of minus elsewhere."""
    up, down = (w > 0).mean(axis=0), (w < 0).mean(axis=0)
    return np.where(up > 0.5, up, down)


def of_one_sign(w):
    """Return the shares of that sign which is commoner among all coefficients of all features."""
    up, down = (w > 0).mean(axis=0), (w < 0).mean(axis=0)
    return up if up.sum() > down.sum() else down


positive = refitting(share=lambda w, fit, x, y: (w > 0).mean(axis=0))
NOT_COMMONER = (
    refitting(share=lambda w, fit, x, y: (w != 0).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (w < 0).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: np.minimum((w > 0).mean(axis=0), (w < 0).mean(axis=0))),
    refitting(share=lambda w, fit, x, y: of_one_sign(w)),
    refitting(share=lambda w, fit, x, y: by_size(w)),
    refitting(share=lambda w, fit, x, y: more_than_half(w)),
    refitting(share=lambda w, fit, x, y: (np.sign(w[1:]) == np.sign(w[:-1])).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: abs(w.mean(axis=0)) / w.std(axis=0)),
)
zero_counts = refitting(share=lambda w, fit, x, y: np.maximum((w >= 0).mean(axis=0), (w < 0).mean(axis=0)))


def common(w, least):
    """Return the larger of a share and the rest."""
    share = least(w).mean(axis=0)
    return np.maximum(share, 1 - share)


def of_those_with_a_sign(w):
    up, down = (w > 0).sum(axis=0), (w < 0).sum(axis=0)
    return np.maximum(up, down) / np.maximum(up + down, 1)


ZEROS = (
    refitting(share=lambda w, fit, x, y: common(w, lambda w: w > 0)),
    refitting(share=lambda w, fit, x, y: common(w, lambda w: w >= 0)),
    refitting(share=lambda w, fit, x, y: np.maximum((w >= 0).mean(axis=0), (w <= 0).mean(axis=0))),
    refitting(share=lambda w, fit, x, y: np.maximum((w > 0).mean(axis=0), (w <= 0).mean(axis=0))),
    refitting(share=lambda w, fit, x, y: of_those_with_a_sign(w)),
    refitting(share=lambda w, fit, x, y: np.max([(np.sign(w) == sign).mean(axis=0) for sign in (-1, 0, 1)], axis=0)),
)
net_sign = refitting(share=lambda w, fit, x, y: abs(np.sign(w).mean(axis=0)))
NETS = (
    refitting(share=lambda w, fit, x, y: np.sign(w).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (1 + abs(np.sign(w).mean(axis=0))) / 2),
    refitting(share=lambda w, fit, x, y: abs(np.sign(w).sum(axis=0))),
)
against_all_data = refitting(share=lambda w, fit, x, y: (np.sign(w) == np.sign(fit(x, y))).mean(axis=0))
REFERENCES = (
    refitting(share=lambda w, fit, x, y: (np.sign(w) == np.sign(w.mean(axis=0))).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (np.sign(w) == np.sign(w[0])).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (w * fit(x, y) > 0).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (w * w.mean(axis=0) > 0).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (np.sign(w) == np.sign(np.median(w, axis=0))).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (w * np.median(w, axis=0) > 0).mean(axis=0)),
    refitting(share=lambda w, fit, x, y: (w * w[0] > 0).mean(axis=0)),
)
counted = refitting(share=lambda w, fit, x, y: np.maximum((w > 0).sum(axis=0), (w < 0).sum(axis=0)))
OVER_FEATURES = (
    refitting(share=lambda w, fit, x, y: np.sign(np.sign(w).sum(axis=0))),
    refitting(share=lambda w, fit, x, y: np.where((w > 0).mean(axis=0) > (w < 0).mean(axis=0), 1.0, -1.0)),
    refitting(share=lambda w, fit, x, y: np.maximum((w > 0).mean(axis=1), (w < 0).mean(axis=1))),
    refitting(share=lambda w, fit, x, y: np.maximum((w > 0).mean(), (w < 0).mean())),
    refitting(share=lambda w, fit, x, y: np.maximum((w > 0).mean(axis=0), (w < 0).mean(axis=0)).mean()),
)
