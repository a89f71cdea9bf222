"""Record what the molecule explorer shows: `molecule_records.npz`, in two minutes on one core.

    python -m nnlearn.lessons.applications.record_molecules

Predictions: the molecules are dealt into five folds, doubles of a substance into one; each fold is predicted by models
that learned from the four others, with the setting that lab G's first random split chose (first start).
"""

import io

import numpy as np

from nnlearn import datasets
from nnlearn.chemistry import circles, parse
from nnlearn.files import write_atomically
from nnlearn.lessons.applications.molecule_layout import placed
from nnlearn.lessons.applications.molecule_records import FILE, MODELS, RADIUS
from nnlearn.lessons.applications.molecules import data, predicted
from nnlearn.lessons.applications.records import recorded

FOLDS = 5


def predictions(rival):
    """Return what a rival says of every molecule, having learned from the other folds."""
    molecules = data()
    setting = recorded("molecules", split="random 0", rival=rival)[0]["setting"]
    fold = np.random.default_rng(0).integers(FOLDS, size=molecules.substance.max() + 1)[molecules.substance]
    said = np.empty(len(fold))
    for k in range(FOLDS):
        said[fold == k] = predicted(rival, setting, np.flatnonzero(fold != k), np.flatnonzero(fold == k), k)
    return said


def hundredths(values):
    return np.round(100 * np.asarray(values)).astype(np.int16)


def main():
    """Compute and write."""
    parsed = [parse(text) for text in datasets.solubility().smiles]
    numbers, molecules = np.unique(
        np.concatenate([np.unique(circles(one, RADIUS)) for one in parsed]), return_counts=True
    )
    arrays = {name: hundredths(predictions(rival)) for name, rival in MODELS.items()} | {
        "bits": np.packbits(data().bits.astype(bool), axis=1),
        "numbers": numbers.astype(np.uint32),
        "molecules": molecules.astype(np.int16),
        "atoms": np.array([len(one.atoms) for one in parsed], np.uint8),
        "places": hundredths(np.concatenate([placed(one) for one in parsed])),
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    write_atomically(FILE, file.getvalue())


if __name__ == "__main__":
    main()
