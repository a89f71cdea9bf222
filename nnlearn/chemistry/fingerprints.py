"""Circular fingerprints: a bit for each kind of neighbourhood that occurs in a molecule."""

import zlib

import numpy as np

from nnlearn.arguments import describe, flag, integer
from nnlearn.chemistry.molecule import Molecule
from nnlearn.chemistry.smiles import parse


def circles(molecule, radius=2):
    """Return a number for each atom's circle of each radius: equal numbers are equal neighbourhoods.

    At radius 0 the number is a hash of what the atom is: symbol, whether aromatic, charge, number of neighbours,
    whether in a ring. At radius r + 1 it is a hash of the atom's own number at r and the sorted list of (order of the
    bond, number at r) of its neighbours, so that it knows one bond more around the atom.

    Parameters
    ----------
    molecule : str or Molecule
        A SMILES, or what `parse` makes of it.
    radius : int, 0 to 10
        The largest radius, in bonds.

    Returns
    -------
    ndarray of shape (radius + 1, atoms), int64
        Numbers from 0 to 2^32 - 1, the same on every computer and in every run, whatever the order of the atoms.

    Raises
    ------
    TypeError, ValueError
        If molecule is neither a SMILES nor a Molecule, or radius is out of its range.

    References
    ----------
    Rogers, Hahn (2010), "Extended-connectivity fingerprints". Theirs also tells hydrogens and masses apart, and counts
    two circles once that hold the same bonds.

    Examples
    --------
    >>> c = circles("CCCO")
    >>> c.shape, bool(c[0, 1] == c[0, 2]), bool(c[1, 1] == c[1, 2])  # the two CH2 differ one bond further out
    ((3, 4), True, False)
    """
    return hashes(as_molecule("circles", molecule), integer("circles", "radius", radius, low=0, high=10))


def fingerprint(molecule, radius=2, bits=1024, *, counts=False):
    """Return which kinds of neighbourhoods occur in a molecule, as a vector of bits.

    Each circle of each radius up to `radius` sets the bit `number % bits`, with the numbers of `circles`.

    Parameters
    ----------
    molecule : str or Molecule
        A SMILES, or what `parse` makes of it.
    radius : int, 0 to 10
        The largest radius, in bonds.
    bits : int, 1 to 2**20
        Length of the vector. Different circles may share a bit; the fewer bits, the more often.
    counts : bool, keyword only
        Whether to count the circles of each bit, in place of 0 and 1.

    Returns
    -------
    ndarray of shape (bits,), float32

    Raises
    ------
    TypeError, ValueError
        If molecule is neither a SMILES nor a Molecule, or another argument is not of the kind or in the range above.

    References
    ----------
    Rogers, Hahn (2010), "Extended-connectivity fingerprints".

    Examples
    --------
    >>> ethanol = fingerprint("CCO")
    >>> ethanol.shape, int(ethanol.sum()), bool((ethanol == fingerprint("OCC")).all())
    ((1024,), 9, True)
    >>> benzene = fingerprint("c1ccccc1", counts=True)  # six atoms that are alike, at three radii
    >>> benzene[benzene > 0]
    array([6., 6., 6.], dtype=float32)
    """
    molecule = as_molecule("fingerprint", molecule)
    radius = integer("fingerprint", "radius", radius, low=0, high=10)
    bits = integer("fingerprint", "bits", bits, low=1, high=2**20)
    counted = np.bincount(hashes(molecule, radius).ravel() % bits, minlength=bits)
    return (counted if flag("fingerprint", "counts", counts) else counted > 0).astype(np.float32)


def hashes(molecule, radius):
    """Return the numbers of `circles`."""
    near = molecule.neighbours()
    in_ring = {place for bond in molecule.bonds if bond.in_ring for place in bond[:2]}
    numbers = [
        number_of(atom.symbol, atom.aromatic, atom.charge, len(near[i]), i in in_ring)
        for i, atom in enumerate(molecule.atoms)
    ]
    found = [numbers]
    for _ in range(radius):
        numbers = [
            number_of(numbers[i], *sorted((order, numbers[j]) for j, order in near[i])) for i in range(len(near))
        ]
        found.append(numbers)
    return np.array(found, np.int64)


def number_of(*values):
    """Return a hash of values; Python's own hash of text changes from run to run.

    Examples
    --------
    >>> number_of("C", False)
    941277889
    """
    return zlib.crc32(repr(values).encode())


def as_molecule(caller, molecule):
    """Return a molecule, read from SMILES if it is a str."""
    if isinstance(molecule, Molecule):
        return molecule
    if not isinstance(molecule, str):
        raise TypeError(f"{caller} expected molecule to be a SMILES or a Molecule, got {describe(molecule)}")
    return parse(molecule)
