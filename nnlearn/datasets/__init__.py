"""The data of the course, as plain arrays; nothing is downloaded unless you ask `fetch` for it.

Every data set is a function that returns a `Dataset`: `x` float32 (n, features), `y` int64 (n,) for classes or float32
(n, 1) for regression. Values are in the units of the source; `standardise` puts them on one scale. Each call makes new
arrays, so you can change them without affecting the next call. The functions that need scikit-learn import it when
they are first called, because that takes a second.
"""

from nnlearn.datasets.augmentation import augment
from nnlearn.datasets.bars import bars
from nnlearn.datasets.baskets import Baskets, baskets
from nnlearn.datasets.bikes import bikes
from nnlearn.datasets.brackets import Brackets, brackets
from nnlearn.datasets.clouds import blobs, circles, moons
from nnlearn.datasets.code_signs import Statements, code_signs
from nnlearn.datasets.colour_names import ColourNames, colour_names
from nnlearn.datasets.credit import Credit, credit
from nnlearn.datasets.dataset import Dataset
from nnlearn.datasets.dates import Dates, dates
from nnlearn.datasets.enlarge import enlarge
from nnlearn.datasets.expressions import Expressions, conditions, expressions
from nnlearn.datasets.few_labels import draw_labels
from nnlearn.datasets.folds import folds
from nnlearn.datasets.gates import gates
from nnlearn.datasets.label_noise import corrupt_labels
from nnlearn.datasets.memory_tasks import Counts, adding_task, counting_task, recall_task
from nnlearn.datasets.mnist1d import mnist1d, strokes
from nnlearn.datasets.mnist_sample import mnist_sample
from nnlearn.datasets.observed import sunspot_numbers
from nnlearn.datasets.omniglot import Omniglot, omniglot
from nnlearn.datasets.optional import fashion_mnist, fetch, mnist
from nnlearn.datasets.patterns import checkerboard, sine, spirals
from nnlearn.datasets.photographs import patches, photographs
from nnlearn.datasets.plays import shakespeare
from nnlearn.datasets.points import gaussians, ring
from nnlearn.datasets.sampling import batches, split
from nnlearn.datasets.scaling import mean_and_std, standardise
from nnlearn.datasets.sentences import Sentences, sentences
from nnlearn.datasets.series import sunspots, waves, windows
from nnlearn.datasets.solubility import Solubility, solubility
from nnlearn.datasets.spoken_digits import SpokenDigits, spoken_digits
from nnlearn.datasets.tables import breast_cancer, diabetes, digits, iris, wine
from nnlearn.datasets.text import Text, python_docs
from nnlearn.datasets.vowels import vowel_sound, vowels

__all__ = [
    "Baskets",
    "Brackets",
    "ColourNames",
    "Counts",
    "Credit",
    "Dataset",
    "Dates",
    "Expressions",
    "Omniglot",
    "Sentences",
    "Solubility",
    "SpokenDigits",
    "Statements",
    "Text",
    "adding_task",
    "augment",
    "bars",
    "baskets",
    "batches",
    "bikes",
    "blobs",
    "brackets",
    "breast_cancer",
    "checkerboard",
    "circles",
    "code_signs",
    "colour_names",
    "conditions",
    "corrupt_labels",
    "counting_task",
    "credit",
    "dates",
    "diabetes",
    "digits",
    "draw_labels",
    "enlarge",
    "expressions",
    "fashion_mnist",
    "fetch",
    "folds",
    "gates",
    "gaussians",
    "iris",
    "mean_and_std",
    "mnist",
    "mnist1d",
    "mnist_sample",
    "moons",
    "omniglot",
    "patches",
    "photographs",
    "python_docs",
    "recall_task",
    "ring",
    "sentences",
    "shakespeare",
    "sine",
    "solubility",
    "spirals",
    "split",
    "spoken_digits",
    "standardise",
    "strokes",
    "sunspot_numbers",
    "sunspots",
    "vowel_sound",
    "vowels",
    "waves",
    "windows",
    "wine",
]
