"""Features by hand on images: digits read from pixels, and from histograms of gradient directions."""

from collections.abc import Callable

import numpy as np


def measured(seed):
    """Return accuracy of logistic regression on digits of 8 x 8 pixels, with three kinds of features.

    "right" is of unseen digits as they are, "moved" of the same ones moved by a pixel to either side, which no training
    digit was. The strength of the penalty is chosen on a fifth of the examples, as for all rivals of this lesson.

    Returns
    -------
    list of dict
        n, features ("pixels", "2 x 2 cells" or "4 x 4 cells"), seed, right and moved.
    """
    from sklearn.linear_model import LogisticRegression

    from nnlearn import datasets
    from nnlearn.lessons.ml_versus_dl.features import hog

    data = datasets.digits()
    (seen, known), (unseen, labels) = datasets.split(data.x / 16, data.y, seed=seed)
    images = unseen.reshape(-1, 8, 8)
    away = np.concatenate([np.roll(images, k, axis=2) for k in (-1, 1)]).reshape(-1, 64)
    kinds: dict[str, Callable] = {
        "pixels": np.asarray,
        "2 x 2 cells": lambda x: hog(x, 2),
        "4 x 4 cells": lambda x: hog(x, 4),
    }
    found = []
    for n in (100, len(seen)):
        for name, feature in kinds.items():
            x, y, fifth = feature(seen[:n]), known[:n], n // 5

            def fitted(strength, x=x, y=y, start=0):
                return LogisticRegression(C=strength, max_iter=1000).fit(x[start:], y[start:])

            best = max((0.3, 3.0, 30.0), key=lambda C: fitted(C, start=fifth).score(x[:fifth], y[:fifth]))
            model = fitted(best)
            row = {"n": n, "features": name, "seed": seed, "C": best}
            row["right"] = round(float(model.score(feature(unseen), labels)), 4)
            row["moved"] = round(float(model.score(feature(away), np.tile(labels, 2))), 4)
            found.append(row)
    return found
