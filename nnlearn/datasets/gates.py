"""Truth tables: the smallest data sets of all, one of which stopped the perceptron."""

import numpy as np

from nnlearn.arguments import choice
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.generated import checked

TRUTH = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0), "not": (1, 0)}

CARD = """The truth table of the logic gate {gate}. Source: written out by nnlearn. Licence: none needed, nobody owns a
truth table. Shapes: x ({n}, {inputs}) float32 of 0 (false) and 1 (true), y ({n},) int64; noise moves the points off the
corners. Good for: checking a learning rule by hand. {lesson}"""

LESSON = {
    "and": "One straight line separates its classes.",
    "or": "One straight line separates its classes.",
    "xor": "No straight line separates its classes, so a single perceptron fails on it.",
    "not": "One input and a negative weight are enough.",
}


def gates(gate, *, n=None, noise=0.0, seed=0):
    """Return the truth table of a logic gate, or clouds of points around its corners.

    `x = corner + noise * N(0, 1)`, taking the corners in turn; the label is that of the corner.

    Parameters
    ----------
    gate : {"and", "or", "xor", "not"}
        Which gate; "not" has one input, the others two.
    n : int, optional
        Number of points, at least one per corner. Default: each corner once.
    noise : float, 0 or more
        Standard deviation of the clouds, in units of the inputs. 0 gives the exact corners.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32, or (n, 1) for "not"; y (n,) int64, 0 for false and 1 for true.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    References
    ----------
    Minsky and Papert (1969), *Perceptrons*: what a single perceptron cannot compute.

    Examples
    --------
    >>> xor = gates("xor")
    >>> xor.x.tolist(), xor.y.tolist()
    ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0])
    >>> gates("and", n=200, noise=0.1)
    Dataset(and: x float32 (200, 2), y int64 (200,), classes false, true)
    """
    choice("gates", "gate", gate, TRUTH)
    truth = np.array(TRUTH[gate], np.int64)
    n, noise, seed = checked("gates", len(truth) if n is None else n, noise, seed, least=len(truth))
    rng = np.random.default_rng(seed)
    inputs = 1 if gate == "not" else 2
    corner = np.arange(n) % len(truth)
    bits = corner[:, None] >> np.arange(inputs)[::-1] & 1  # corner 2 is binary 10: first input 1, second 0
    x = bits + noise * rng.standard_normal(bits.shape)
    card = paragraph(CARD.format(gate=gate.upper(), n=n, inputs=inputs, lesson=LESSON[gate]))
    return Dataset(gate, x.astype(np.float32), truth[corner], ("a", "b")[:inputs], ("false", "true"), card)
