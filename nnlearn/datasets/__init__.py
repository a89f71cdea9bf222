"""The data of the course: plain arrays in, labels out, nothing downloaded.

Every set is a function that returns a `Dataset`: `x` float32 (n, features), `y` int64 (n,) for classes or float32
(n, 1) for regression. The values are in the source's own units; `standardise` puts them on one scale. Each call makes
new arrays, so what you write into them stays with you. scikit-learn is imported by the functions that need it, on
their first call, because it costs a second.
"""

from nnlearn.datasets.clouds import blobs, circles, moons
from nnlearn.datasets.dataset import Dataset
from nnlearn.datasets.gates import gates
from nnlearn.datasets.patterns import checkerboard, sine, spirals
from nnlearn.datasets.sampling import batches, split
from nnlearn.datasets.scaling import mean_and_std, standardise
from nnlearn.datasets.tables import breast_cancer, diabetes, digits, iris, wine

__all__ = [
    "Dataset",
    "batches",
    "blobs",
    "breast_cancer",
    "checkerboard",
    "circles",
    "diabetes",
    "digits",
    "gates",
    "iris",
    "mean_and_std",
    "moons",
    "sine",
    "spirals",
    "split",
    "standardise",
    "wine",
]
