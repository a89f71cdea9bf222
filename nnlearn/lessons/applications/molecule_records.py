"""What the molecule explorer shows of the 1,128 molecules, as `record_molecules.py` recorded it."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnlearn import datasets
from nnlearn.chemistry import circles, parse

FILE = Path(__file__).with_name("molecule_records.npz")
BITS, RADIUS = 1024, 2  # of the fingerprint of lab G
MODELS = {"network on counts and circles": "network on both", "network on bits": "network on bits",
          "forest on counts and circles": "forest on both"}  # fmt: skip


class Records(NamedTuple):
    """All molecules."""

    smiles: tuple
    measured: np.ndarray  # (n,) log10 of moles per litre
    predicted: dict  # {model: (n,)}, each by a model that did not learn from the molecule
    bits: np.ndarray  # (n, 1024) bool
    numbers: np.ndarray  # (k,) the numbers of all circles that occur, rising
    molecules: np.ndarray  # (k,) how many molecules have each
    places: tuple  # of (atoms, 2): where the atoms are drawn


@lru_cache(maxsize=1)
def records():
    """Return what is recorded of all molecules.

    Examples
    --------
    >>> records().smiles[2], records().bits.shape, len(records().numbers)
    ('CC(C)=CCCC(C)=CC(=O)', (1128, 1024), 4949)
    """
    table = datasets.solubility()
    with np.load(FILE, allow_pickle=False) as arrays:
        ends = np.cumsum(arrays["atoms"])[:-1]
        return Records(
            smiles=table.smiles,
            measured=table.y[:, 0].astype(float),
            predicted={name: arrays[name] / 100 for name in MODELS},
            bits=np.unpackbits(arrays["bits"], axis=1).astype(bool),
            numbers=arrays["numbers"].astype(np.int64),
            molecules=arrays["molecules"].astype(int),
            places=tuple(np.split(arrays["places"] / 100, ends)),
        )


@lru_cache(maxsize=64)
def read(k):
    """Return molecule k, and the numbers of its circles, of shape (3, atoms).

    Examples
    --------
    >>> molecule, numbers = read(1)
    >>> len(molecule.atoms), numbers.shape
    (15, (3, 15))
    """
    molecule = parse(records().smiles[k])
    return molecule, circles(molecule, RADIUS)


def sharing(bit):
    """Return which molecules set a bit, and the numbers of the circles that fall on it.

    Examples
    --------
    >>> molecules, numbers = sharing(5)
    >>> set((numbers % 1024).tolist())
    {5}
    """
    found = records()
    return np.flatnonzero(found.bits[:, bit]), found.numbers[found.numbers % BITS == bit]


def having(number):
    """Return how many molecules have a circle of a number.

    Examples
    --------
    >>> having(-1)
    0
    """
    found = records()
    return int(found.molecules[found.numbers == number].sum())


@lru_cache(maxsize=64)
def twins(k):
    """Return all molecules with the bits of molecule k, itself included.

    Examples
    --------
    >>> [len(records().smiles[k]) for k in twins(788)]  # alcohols: chains of 6 to 18 carbons, and an O
    [8, 7, 17, 9, 10, 15, 19, 13, 16, 11]
    """
    bits = records().bits
    return np.flatnonzero((bits == bits[k]).all(axis=1))
