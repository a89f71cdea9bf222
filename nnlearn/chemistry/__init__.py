"""Molecules as graphs: read from SMILES, turned into a vector of bits, and grouped by their rings.

Written out in a few pages, for the molecules of `datasets.solubility` and others like them; RDKit does all of it for
all of chemistry.
"""

from nnlearn.chemistry.fingerprints import circles, fingerprint
from nnlearn.chemistry.molecule import Molecule
from nnlearn.chemistry.scaffolds import scaffold, scaffold_atoms
from nnlearn.chemistry.smiles import parse

__all__ = ["Molecule", "circles", "fingerprint", "parse", "scaffold", "scaffold_atoms"]
