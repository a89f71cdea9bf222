"""The scaffold of a molecule: its rings and what links them, without side chains."""

from nnlearn.chemistry.fingerprints import as_molecule, number_of


def scaffold_atoms(molecule):
    """Return which atoms belong to the scaffold: those that are left if atoms at an end are taken away until none is.

    Parameters
    ----------
    molecule : str or Molecule
        A SMILES, or what `parse` makes of it.

    Returns
    -------
    tuple of int
        Their places in `molecule.atoms`, rising; empty if there is no ring.

    Raises
    ------
    TypeError, ValueError
        If molecule is neither a SMILES nor a Molecule.

    References
    ----------
    Bemis, Murcko (1996), "The properties of known drugs. 1. Molecular frameworks". RDKit also keeps atoms that hang on
    the scaffold by a double bond, such as the O of a ketone.

    Examples
    --------
    >>> scaffold_atoms("CCc1ccccc1")  # ethylbenzene: the ring
    (2, 3, 4, 5, 6, 7)
    >>> scaffold_atoms("C1CC1CC2CC2"), scaffold_atoms("CCCC")  # two rings and their link; no ring
    ((0, 1, 2, 3, 4, 5, 6), ())
    """
    return left_over(as_molecule("scaffold_atoms", molecule))


def scaffold(molecule):
    """Return a number for the scaffold: molecules that share their rings and links have the same one.

    Elements and bonds count, side chains, charges and hydrogens do not. It is made like the numbers of `circles`, with
    a radius as large as the scaffold, so it is the same on every computer, whatever the order of the atoms.

    Parameters
    ----------
    molecule : str or Molecule
        A SMILES, or what `parse` makes of it.

    Returns
    -------
    int
        1 to 2^32 - 1; 0 if the molecule has no ring.

    Raises
    ------
    TypeError, ValueError
        If molecule is neither a SMILES nor a Molecule.

    References
    ----------
    Bemis, Murcko (1996), "The properties of known drugs. 1. Molecular frameworks".

    Examples
    --------
    >>> scaffold("Cc1ccccc1") == scaffold("OC(=O)c1ccccc1"), scaffold("c1ccncc1") == scaffold("c1ccccc1")
    (True, False)
    >>> scaffold("CCO")
    0
    """
    molecule = as_molecule("scaffold", molecule)
    left = left_over(molecule)
    if not left:
        return 0
    near = molecule.neighbours()
    numbers = {i: number_of(molecule.atoms[i].symbol, molecule.atoms[i].aromatic) for i in left}
    for _ in left:
        numbers = {i: number_of(numbers[i], *sorted((o, numbers[j]) for j, o in near[i] if j in numbers)) for i in left}
    return max(1, number_of(*sorted(numbers.values())))


def left_over(molecule):
    """Return the places of the atoms that are left."""
    near = [{j for j, _ in found} for found in molecule.neighbours()]
    waiting = [i for i, found in enumerate(near) if len(found) <= 1]
    gone = set()
    while waiting:
        i = waiting.pop()
        gone.add(i)
        for j in near[i] - gone:
            near[j].discard(i)
            if len(near[j]) <= 1:
                waiting.append(j)
    return tuple(i for i in range(len(near)) if i not in gone)
