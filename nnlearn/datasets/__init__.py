"""The data of the course: plain arrays in, labels out; nothing is downloaded, unless you ask `fetch` for it.

Every set is a function that returns a `Dataset`: `x` float32 (n, features), `y` int64 (n,) for classes or float32
(n, 1) for regression. The values are in the source's own units; `standardise` puts them on one scale. Each call makes
new arrays, so what you write into them stays with you. scikit-learn is imported by the functions that need it, on
their first call, because it costs a second.
"""

from nnlearn.datasets.bars import bars
from nnlearn.datasets.clouds import blobs, circles, moons
from nnlearn.datasets.dataset import Dataset
from nnlearn.datasets.enlarge import enlarge
from nnlearn.datasets.gates import gates
from nnlearn.datasets.mnist1d import mnist1d
from nnlearn.datasets.mnist_sample import mnist_sample
from nnlearn.datasets.optional import fashion_mnist, fetch, mnist
from nnlearn.datasets.patterns import checkerboard, sine, spirals
from nnlearn.datasets.photographs import patches, photographs
from nnlearn.datasets.plays import shakespeare
from nnlearn.datasets.points import gaussians, ring
from nnlearn.datasets.sampling import batches, split
from nnlearn.datasets.scaling import mean_and_std, standardise
from nnlearn.datasets.series import sunspots, waves, windows
from nnlearn.datasets.tables import breast_cancer, diabetes, digits, iris, wine
from nnlearn.datasets.text import Text, python_docs

__all__ = [
    "Dataset",
    "Text",
    "bars",
    "batches",
    "blobs",
    "breast_cancer",
    "checkerboard",
    "circles",
    "diabetes",
    "digits",
    "enlarge",
    "fashion_mnist",
    "fetch",
    "gates",
    "gaussians",
    "iris",
    "mean_and_std",
    "mnist",
    "mnist1d",
    "mnist_sample",
    "moons",
    "patches",
    "photographs",
    "python_docs",
    "ring",
    "shakespeare",
    "sine",
    "spirals",
    "split",
    "standardise",
    "sunspots",
    "waves",
    "windows",
    "wine",
]
