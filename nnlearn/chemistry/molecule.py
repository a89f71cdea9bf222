"""A molecule as a graph: atoms, bonds, and which bonds lie in a ring."""

from dataclasses import dataclass
from typing import NamedTuple


class Atom(NamedTuple):
    """One atom of a `Molecule`; hydrogens are counted and not listed."""

    symbol: str  # "C", "Cl"
    aromatic: bool
    charge: int
    hydrogens: int


class Bond(NamedTuple):
    """One bond of a `Molecule`, between the atoms at two places."""

    first: int
    second: int
    order: float  # 1, 2, 3, or 1.5 in an aromatic ring
    in_ring: bool


@dataclass(frozen=True)
class Molecule:
    """Atoms and bonds, made by `parse`.

    Attributes
    ----------
    atoms : tuple of Atom
        Symbol, whether aromatic, charge, number of hydrogens; in the order of the SMILES.
    bonds : tuple of Bond
        Places of two atoms, the smaller first; order (1, 1.5, 2 or 3); whether the bond lies in a ring.

    Examples
    --------
    >>> from nnlearn.chemistry import parse
    >>> molecule = parse("OC=C")
    >>> molecule.atoms[0], molecule.bonds[1]
    (Atom(symbol='O', aromatic=False, charge=0, hydrogens=1), Bond(first=1, second=2, order=2.0, in_ring=False))
    >>> molecule.neighbours()
    [[(1, 1.0)], [(0, 1.0), (2, 2.0)], [(1, 2.0)]]
    """

    atoms: tuple[Atom, ...]
    bonds: tuple[Bond, ...]

    def neighbours(self):
        """Return, for each atom, a list of (place of a neighbour, order of the bond to it)."""
        found: list[list[tuple[int, float]]] = [[] for _ in self.atoms]
        for bond in self.bonds:
            found[bond.first].append((bond.second, bond.order))
            found[bond.second].append((bond.first, bond.order))
        return found


def ring_bonds(atoms, pairs):
    """Return the pairs that lie in a ring: those whose two atoms stay connected without the bond itself.

    Examples
    --------
    >>> sorted(ring_bonds(4, [(0, 1), (1, 2), (0, 2), (2, 3)]))  # a triangle with a tail
    [(0, 1), (0, 2), (1, 2)]
    """
    near: list[set[int]] = [set() for _ in range(atoms)]
    for i, j in pairs:
        near[i].add(j)
        near[j].add(i)
    found = set()
    for i, j in pairs:
        seen, waiting = {i}, list(near[i] - {j})
        while waiting and j not in seen:
            k = waiting.pop()
            if k not in seen:
                seen.add(k)
                waiting.extend(near[k] - seen)
        if j in seen:
            found.add((i, j))
    return found
