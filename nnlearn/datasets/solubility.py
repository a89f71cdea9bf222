"""How much of a substance dissolves in water, measured for 1,128 molecules."""

from dataclasses import dataclass

import numpy as np

from nnlearn.datasets.dataset import paragraph
from nnlearn.datasets.frozen import read

SHA256 = "41f56f879dcb14c05fb2412d91a0f0074210e74e6e867ba818fa99d37696805d"

CARD = """{n:,} small molecules as SMILES, a line of text that spells atoms, bonds and rings, with the logarithm to base
10 of how many moles dissolve in a litre of water, as measured. {doubled} molecules occur twice, some with two values: a
hint of how exact the measurements are. Source: J. S. Delaney (2004), ESOL, the supplement of the paper, in the copy of
DeepChem; what ESOL predicts and other columns are left out. Licence: MIT, of the copy; the values are measured facts,
see solubility_LICENSE.txt next to it. Shapes: {n:,} texts, y ({n}, 1) float32. Good for: predicting a property from a
formula, and splitting by ring system instead of at random."""


@dataclass(frozen=True, eq=False, repr=False)
class Solubility:
    """Molecules as SMILES, and their solubility; made by `solubility`.

    Attributes
    ----------
    smiles : tuple of str
        The molecules.
    y : ndarray of shape (n, 1), float32
        Logarithm to base 10 of the solubility in moles per litre.
    card : str
        One paragraph: source, licence, shapes, what the molecules are good for.

    Examples
    --------
    >>> molecules = solubility()
    >>> molecules.smiles[1], f"{molecules.y[1, 0]:.1f}"
    ('Cc1occc1C(=O)Nc2ccccc2', '-3.3')
    """

    smiles: tuple[str, ...]
    y: np.ndarray
    card: str

    def __repr__(self):
        return f"Solubility({len(self.smiles)} molecules, y {self.y.dtype} {self.y.shape})"


def solubility():
    """Return 1,128 molecules and how much of each dissolves in water, which ship with the course.

    Returns
    -------
    Solubility

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Delaney (2004), "ESOL: estimating aqueous solubility directly from molecular structure", Journal of Chemical
    Information and Computer Sciences 44. Wu and others (2018), "MoleculeNet: a benchmark for molecular machine
    learning", Chemical Science 9.

    Examples
    --------
    >>> solubility()
    Solubility(1128 molecules, y float32 (1128, 1))
    """
    rows = [line.split(",") for line in read("solubility.csv", SHA256).decode("ascii").split()[1:]]
    smiles = tuple(text for text, _ in rows)
    y = np.array([[value] for _, value in rows], np.float32)
    return Solubility(smiles, y, paragraph(CARD.format(n=len(rows), doubled=len(smiles) - len(set(smiles)))))
