"""Lab G: how much of a substance dissolves in water? Molecules as formulas, and two ways to split them."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.chemistry import fingerprint, parse, scaffold
from nnlearn.lessons.applications.contest import parted
from nnlearn.lessons.applications.regression import regression_network

TEST, VALIDATION = 228, 180  # molecules
FORESTS = [{"features": features, "leaf": leaf} for features in (0.1, 0.3) for leaf in (1, 3)]
RIDGES = [{"alpha": alpha} for alpha in (0.3, 1, 3, 10, 30, 100)]
NETWORKS = [{"decay": decay, "epochs": epochs} for decay in (0.1, 0.5, 2.0) for epochs in (40, 80)]
SETTINGS: dict = {
    "mean": [{}],
    "ridge on counts": RIDGES,
    "ridge on bits": RIDGES,
    "ridge on circles": RIDGES,
    "ridge on both": RIDGES,
    "forest on counts": [{"features": features, "leaf": leaf} for features in (0.3, 1.0) for leaf in (1, 3)],
    "forest on both": FORESTS,
    "support vectors on both": [{"C": C, "gamma": gamma} for C in (3.0, 10.0) for gamma in (0.0003, 0.001, 0.003)],
    "network on counts": NETWORKS,
    "network on bits": NETWORKS,
    "network on circles": NETWORKS,
    "network on both": NETWORKS,
}
RANDOM = tuple(name for name in SETTINGS if name.startswith(("forest", "network")))
CHOICE = min, "error"


class Molecules(NamedTuple):
    """Three ways to write 1,128 molecules as numbers, their solubility, and what belongs together."""

    counts: np.ndarray  # (n, 11): what a chemist would look at first
    bits: np.ndarray  # (n, 1024): which circles of bonds occur
    circles: np.ndarray  # (n, 1024): log(1 + how often each occurs)
    y: np.ndarray  # (n,): log10 of moles per litre
    scaffold: np.ndarray  # (n,): 0 without a ring
    substance: np.ndarray  # (n,): equal for molecules with the same circles, so that no double is on both sides


@lru_cache(maxsize=1)
def data():
    """Return the molecules as numbers; takes about a second.

    Examples
    --------
    >>> molecules = data()
    >>> molecules.counts.shape, molecules.bits.shape, int((molecules.bits.sum(axis=0) > 0).sum())
    ((1128, 11), (1128, 1024), 1015)
    """
    table = datasets.solubility()
    parsed = [parse(text) for text in table.smiles]
    circles = np.stack([fingerprint(one, counts=True) for one in parsed])
    substance = np.unique(circles, axis=0, return_inverse=True)[1].ravel()
    scaffolds = np.array([scaffold(one) for one in parsed])
    counts = np.array([eleven(one) for one in parsed], np.float32)
    bits = (circles > 0).astype(np.float32)
    return Molecules(counts, bits, np.log1p(circles), table.y[:, 0].astype(float), scaffolds, substance)


def eleven(molecule):
    """Return eight counts of atoms and bonds, and three of rings, that anybody could take.

    Atoms, C, N, O, halogens, S and P, the share of aromatic atoms; bonds that turn; N and O with one neighbour by a
    single bond; whether there is a ring, and how many bonds lie in one.

    Examples
    --------
    >>> eleven(parse("CCO"))
    [3, 2, 0, 1, 0, 0, 0.0, 0, 1, False, 0]
    """
    atoms, near = molecule.atoms, molecule.neighbours()
    symbols = [atom.symbol for atom in atoms]
    ring = sum(bond.in_ring for bond in molecule.bonds)
    turning = sum(
        bond.order == 1 and not bond.in_ring and len(near[bond.first]) > 1 and len(near[bond.second]) > 1
        for bond in molecule.bonds
    )
    ends = sum(
        symbol in ("N", "O") and len(bonds) == 1 and bonds[0][1] == 1
        for symbol, bonds in zip(symbols, near, strict=True)
    )
    halogens = sum(symbols.count(one) for one in ("F", "Cl", "Br", "I"))
    elements = [*map(symbols.count, "CNO"), halogens, symbols.count("S") + symbols.count("P")]
    aromatic = sum(atom.aromatic for atom in atoms) / len(atoms)
    return [len(atoms), *elements, aromatic, turning, ends, ring > 0, ring]


def split(kind, k):
    """Return split k at "random", or by "scaffold": whole ring systems are held out.

    Validation and test are made alike; doubles of a substance stay on one side.

    Examples
    --------
    >>> parts, molecules = split("random", 0), data()
    >>> len(parts.test) >= 228, len(np.intersect1d(molecules.substance[parts.final], molecules.substance[parts.test]))
    (True, 0)
    """
    molecules, rng = data(), np.random.default_rng(k)
    group = molecules.substance if kind == "random" else molecules.scaffold
    order = rng.permutation(np.unique(group[group != 0] if kind == "scaffold" else group))
    parts: list = []
    for least in (TEST, VALIDATION):
        held: list[int] = []
        while len(held) < least:
            one, order = order[0], order[1:]
            held += np.flatnonzero(group == one).tolist()
        parts.append(np.array(held))
    rest = np.setdiff1d(np.arange(len(group)), np.concatenate(parts))
    return parted(rest, parts[1], parts[0])


def columns(kind, learn):
    """Return all molecules as "counts" (standardised by those in `learn`), "bits", "circles", or counts and circles."""
    molecules = data()
    if kind in ("bits", "circles"):
        return getattr(molecules, kind)
    counts = molecules.counts - molecules.counts[learn].mean(axis=0)
    counts /= molecules.counts[learn].std(axis=0) + 1e-6
    return counts if kind == "counts" else np.concatenate([counts, molecules.circles], axis=1)


def predicted(rival, setting, learn, ask, seed=0, nn=nn):
    """Return the solubility (n,) that a rival expects of the molecules `ask`, having learned from `learn`.

    Examples
    --------
    >>> predicted("mean", {}, np.arange(100), np.arange(3)).round(1)
    array([-3.5, -3.5, -3.5])
    """
    y = data().y[learn]
    if rival == "mean":
        return np.full(len(ask), y.mean())
    model, kind = rival.split(" on ")
    x = columns(kind, learn)
    if model == "network":
        return regression_network(x[learn], y, seed, **setting, lr=0.002, batch_size=32, nn=nn)(x[ask])
    return regressor(model, setting, seed).fit(x[learn], y).predict(x[ask])


def regressor(model, setting, seed):
    """Return scikit-learn's model of a name."""
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import Ridge
    from sklearn.svm import SVR

    if model == "ridge":
        return Ridge(**setting)
    if model == "support vectors":
        return SVR(**setting)
    features, leaf = setting["features"], setting["leaf"]
    return RandomForestRegressor(100, max_features=features, min_samples_leaf=leaf, random_state=seed)


def measures(said, ask):
    """Return the root of the mean squared error, in powers of ten."""
    return {"error": round(float(np.sqrt(((said - data().y[ask]) ** 2).mean())), 4)}
