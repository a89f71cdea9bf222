"""Tables that scikit-learn ships, read from its files: importing it takes a second or more, and is not needed."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import numpy as np


def digits():
    """Return what `sklearn.datasets.load_digits` does: data, target, feature_names, target_names."""
    table = _table("digits.csv.gz")
    if table is None:
        from sklearn.datasets import load_digits

        return load_digits()
    names = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    return _bunch(table, names, np.arange(10))


def breast_cancer():
    """Return what `sklearn.datasets.load_breast_cancer` does: data, target, feature_names, target_names."""
    table = _table("breast_cancer.csv", skiprows=1)
    if table is None:
        from sklearn.datasets import load_breast_cancer

        return load_breast_cancer()
    measures = (
        *("radius", "texture", "perimeter", "area", "smoothness", "compactness"),
        *("concavity", "concave points", "symmetry", "fractal dimension"),
    )
    names = [kind.format(measure) for kind in ("mean {}", "{} error", "worst {}") for measure in measures]
    return _bunch(table, names, ["malignant", "benign"])


def diabetes():
    """Return what `sklearn.datasets.load_diabetes(scaled=False)` does: data, target, feature_names."""
    x, y = _table("diabetes_data_raw.csv.gz", delimiter=None), _table("diabetes_target.csv.gz", delimiter=None)
    if x is None or y is None:
        from sklearn.datasets import load_diabetes

        return load_diabetes(scaled=False)
    names = ["age", "sex", "bmi", "bp", *(f"s{number}" for number in range(1, 7))]
    return SimpleNamespace(data=x, target=y, feature_names=names)


def _table(name, delimiter=",", skiprows=0):
    """Return the numbers of a file as an array, or None if this edition of scikit-learn keeps it elsewhere."""
    spec = importlib.util.find_spec("sklearn")  # finds it, and does not import it
    path = Path(spec.origin).parent / "datasets" / "data" / name if spec and spec.origin else None
    if path is None or not path.is_file():
        return None
    return np.loadtxt(path, delimiter=delimiter, skiprows=skiprows)


def _bunch(table, features, classes):
    return SimpleNamespace(
        data=table[:, :-1], target=table[:, -1].astype(int), feature_names=features, target_names=classes
    )
