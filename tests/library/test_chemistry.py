"""Molecules that everybody knows, what RDKit says about 212 others, and what is not a molecule.

`rdkit_molecules.json` was written once with RDKit 2026.09.1 in an environment of its own, since RDKit is not a
dependency: every fifth molecule of `datasets.solubility`, sorted by the number of its rings. Left out beforehand were
68 of 1,128, most of which RDKit rewrites: it gives N(=O)=O charges, and finds other bonds aromatic in eight
molecules.
"""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.chemistry import Molecule, circles, fingerprint, parse, scaffold, scaffold_atoms

RDKIT = json.loads(Path(__file__).with_name("rdkit_molecules.json").read_text(encoding="utf-8"))["molecules"]
NUMBERS = [[4241132111, 4230965498], [1815772026, 3473286009], [241598137, 237534540]]  # of the circles of CO
BENZENE = 3307931093  # its scaffold
FORMULAS = {
    "O": "H2 O1",  # water
    "C": "C1 H4",
    "CCO": "C2 H6 O1",  # ethanol
    "C#N": "C1 H1 N1",  # hydrogen cyanide
    "OS(=O)(=O)O": "H2 O4 S1",  # sulphuric acid
    "ClC(Cl)(Cl)Cl": "C1 Cl4",
    "c1ccccc1": "C6 H6",  # benzene, and again with its double bonds written out
    "C1=CC=CC=C1": "C6 H6",
    "c1ccc(cc1)-c1ccccc1": "C12 H10",  # biphenyl; its two rings share a digit
    "c1ccc2ccccc2c1": "C10 H8",  # naphthalene
    "c1ccc2[nH]ccc2c1": "C8 H7 N1",  # indole
    "CC(=O)Oc1ccccc1C(=O)O": "C9 H8 O4",  # aspirin
    "Cn1cnc2c1c(=O)n(C)c(=O)n2C": "C8 H10 N4 O2",  # caffeine
    "OCC1OC(O)C(O)C(O)C1O": "C6 H12 O6",  # glucose
    "O=N(=O)c1ccccc1": "C6 H5 N1 O2",  # nitrobenzene, in both ways of writing
    "[O-][N+](=O)c1ccccc1": "C6 H5 N1 O2",
    "C[NH3+].[Cl-]": "C1 Cl1 H6 N1",
    "N[C@@H](C)C(=O)O": "C3 H7 N1 O2",  # alanine
    "F/C=C/F": "C2 F2 H2",
    "C%12CCCCC%12": "C6 H12",  # cyclohexane
}


def formula(molecule):
    count = Counter(atom.symbol for atom in molecule.atoms) + Counter(H=sum(atom.hydrogens for atom in molecule.atoms))
    return " ".join(f"{symbol}{count[symbol]}" for symbol in sorted(count))


@pytest.mark.parametrize("smiles", FORMULAS)
def test_the_formula_is_the_one_in_books(smiles):
    assert formula(parse(smiles)) == FORMULAS[smiles]


def test_atoms_bonds_and_rings_of_a_small_molecule():
    molecule = parse("CC1=C(Cl)[N+]1[O-]")
    assert [tuple(atom) for atom in molecule.atoms] == [
        ("C", False, 0, 3), ("C", False, 0, 0), ("C", False, 0, 0), ("Cl", False, 0, 0), ("N", False, 1, 0),
        ("O", False, -1, 0),
    ]  # fmt: skip
    assert sorted(molecule.bonds) == [
        (0, 1, 1, False), (1, 2, 2, True), (1, 4, 1, True), (2, 3, 1, False), (2, 4, 1, True), (4, 5, 1, False)
    ]  # fmt: skip
    assert molecule.neighbours()[1] == [(0, 1.0), (2, 2.0), (4, 1.0)]


@pytest.mark.parametrize("smiles", ["c1ccccc1c1ccccc1", "c1ccc2c(c1)Cc1ccccc12"])
def test_a_bond_between_two_aromatic_rings_is_single(smiles):
    orders = Counter(bond.order for bond in parse(smiles).bonds)
    assert orders[1.5] == 12
    assert orders[1.0] == len(parse(smiles).bonds) - 12


@pytest.mark.parametrize("number", range(len(RDKIT)))
def test_hydrogens_bonds_rings_and_scaffold_are_rdkits(number):
    smiles, hydrogens, orders, in_ring, framework, _, _ = RDKIT[number]
    molecule = parse(smiles)
    assert "".join(str(atom.hydrogens) for atom in molecule.atoms) == hydrogens
    bonds = sorted(molecule.bonds)
    assert [bond.order for bond in bonds] == orders
    assert "".join(str(int(bond.in_ring)) for bond in bonds) == in_ring
    assert list(scaffold_atoms(molecule)) == framework


def one_to_one(ours, theirs):
    """Return whether two lists of labels tell the same things apart."""
    return len(set(zip(ours, theirs, strict=True))) == len(set(ours)) == len(set(theirs))


def test_circles_and_scaffolds_tell_apart_what_rdkit_tells_apart():
    ours, theirs = [], []
    for smiles, *_, expected in RDKIT:
        found = circles(smiles)
        assert found.shape == np.shape(expected)
        ours += [(radius, int(value)) for radius, row in enumerate(found) for value in row]
        theirs += [value for row in expected for value in row]
    assert one_to_one(ours, theirs)
    assert not one_to_one(ours, [*theirs[1:], theirs[0]])
    assert one_to_one([scaffold(row[0]) for row in RDKIT], [row[5] for row in RDKIT])
    assert all((scaffold(row[0]) == 0) == (row[5] == 0) for row in RDKIT)


@pytest.mark.parametrize("spellings", [
    ("CCO", "OCC", "C(O)C", "C(C)O"),
    ("Cc1ccncc1", "c1cc(C)ccn1", "n1ccc(C)cc1", "Cc9ccncc9"),
    ("CC(=O)Oc1ccccc1C(=O)O", "OC(=O)c1ccccc1OC(C)=O", "c1cccc(C(=O)O)c1OC(=O)C"),
    ("C1CC1CCC2CCCC2", "C1CCCC1CCC2CC2"),
])  # fmt: skip
def test_the_spelling_does_not_count(spellings):
    for bits in (64, 1024):
        for counts in (False, True):
            vectors = [fingerprint(each, bits=bits, counts=counts) for each in spellings]
            assert all((vector == vectors[0]).all() for vector in vectors)
    assert len({scaffold(each) for each in spellings}) == 1
    assert len({tuple(np.sort(circles(each, 4), axis=1).ravel()) for each in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [
    ("CC", "C=C"), ("CCO", "CCS"), ("C1CCCCC1", "c1ccccc1"), ("C1CCCCC1", "CCCCCC"), ("[O-]C", "OC"), ("COC", "CCO"),
])  # fmt: skip
def test_what_differs_has_another_fingerprint(one, other):
    assert (fingerprint(one) != fingerprint(other)).any()


def test_the_numbers_are_the_same_on_every_computer():
    """Written down here; Python's own hash would give others in every run."""
    assert circles("CO").tolist() == NUMBERS
    assert np.flatnonzero(fingerprint("CO")).tolist() == sorted({value % 1024 for row in NUMBERS for value in row})
    assert scaffold("c1ccccc1") == BENZENE


def test_radius_and_counts():
    assert circles("CCCC", 0).shape == (1, 4)
    assert fingerprint("C").sum() == 3  # one atom has a circle of each radius
    butane = fingerprint("CCCC", counts=True)
    assert butane.sum() == 12
    assert sorted(butane[butane > 0]) == [2] * 6
    assert ((butane > 0) == fingerprint("CCCC")).all()
    assert fingerprint("CCCC", bits=1) == 1
    assert fingerprint(parse("CCCC"), 3).dtype == np.float32
    far = circles("NCCCCO", 3)  # the second carbon sees the N at radius 1 and the O at radius 4
    assert far[0, 2] == far[0, 3]
    assert far[2, 1] != far[2, 4]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Cc1ccccc1", "OCCc1ccccc1", True),
    ("O=C1CCCCC1", "C1CCCCC1", True),  # a ketone's O hangs on the ring
    ("c1ccccc1", "c1ccncc1", False),
    ("C1CCCCC1", "C1=CCCCC1", False),
    ("C1CC1CC2CC2", "C1CC1CCC2CC2", False),  # the link counts
    ("C1CC1", "C1CCC1", False),
    ("CC[NH+]1CCCCC1", "C1CCNCC1", True),
])  # fmt: skip
def test_scaffolds_by_hand(one, other, same):
    assert (scaffold(one) == scaffold(other)) is same
    assert 0 not in (scaffold(one), scaffold(other))


def test_two_rings_that_share_the_molecule_only_by_a_dot():
    assert scaffold_atoms("CC.C1CC1") == (2, 3, 4)
    assert scaffold("CC.C1CC1") == scaffold("C1CC1")


def test_all_of_solubility_is_read():
    molecules = [parse(smiles) for smiles in datasets.solubility().smiles]
    vectors = np.array([fingerprint(molecule) for molecule in molecules])
    assert all(isinstance(molecule, Molecule) for molecule in molecules)
    assert (vectors.sum(axis=0) > 0).sum() == 1015  # of 1,024 bits, so circles share them
    assert len({scaffold(molecule) for molecule in molecules}) == 231
    hydrogens = [atom.hydrogens for molecule in molecules for atom in molecule.atoms]
    assert set(hydrogens) == {0, 1, 2, 3, 4}


NO_SMILES = [
    ("", "parse expected an atom at place 0, got ''"),
    ("C C", "not ' ', at place 1"),
    ("Xe", "not 'X', at place 0"),
    ("[Xe]", r"an atom such as \[nH\] or \[O-\], of B, C, .*, not '\[Xe\]', at place 0"),
    ("[C", r"not '\[', at place 0"),
    ("CC(O", r"parse expected a '\)' for the '\(' at place 2, got 'CC\(O'"),
    ("CC)O", r"a '\(' before the '\)' at place 2"),
    ("C()O", r"an atom between '\(' and '\)' at place 2"),
    ("(C)O", r"an atom before '\(' at place 0"),
    ("=CC", "an atom before '=' at place 0"),
    ("CC=", "an atom after the last bond at place 3"),
    ("C==C", "an atom or a digit after a bond, not '=', at place 2"),
    ("C=(C)O", r"an atom or a digit after a bond, not '\(', at place 2"),
    ("C1CC", "a second 1 for the ring that begins at place 1"),
    ("C11", "a ring of three atoms or more at place 2"),
    ("C1C1", "a ring of three atoms or more at place 3"),
    ("C=1CCCCC#1", "the same bond at both ends of ring 1"),
    ("C.", "an atom at place 2"),
    ("C.1CC1", "an atom before '1' at place 2"),
    ("CC(C)(C)(C)C", "C at place 1 with 4 bonds at most, got 5"),
    ("O=O=O", "O at place 2 with 2 bonds at most, got 4"),
    ("FCl=C", "Cl at place 1 with 1 bonds at most, got 3"),
]


@pytest.mark.parametrize(("smiles", "message"), NO_SMILES)
def test_what_is_not_a_smiles_is_refused_with_its_place(smiles, message):
    for function in (parse, fingerprint, scaffold, circles, scaffold_atoms):
        with pytest.raises(ValueError, match=message) as told:
            function(smiles)
        assert str(told.value).startswith("parse expected")
        assert "got" in str(told.value)


WRONG = [
    (lambda: parse(None), "parse expected smiles to be a str, got None"),
    (lambda: fingerprint(3), "fingerprint expected molecule to be a SMILES or a Molecule, got 3"),
    (lambda: circles(["CC"]), "circles expected molecule to be a SMILES or a Molecule, got a list"),
    (lambda: scaffold(b"CC"), "scaffold expected molecule to be a SMILES or a Molecule, got a bytes"),
    (lambda: scaffold_atoms(None), "scaffold_atoms expected molecule to be"),
    (lambda: fingerprint("C", -1), r"fingerprint expected radius in 0\.\.10, got -1"),
    (lambda: fingerprint("C", 2.0), "fingerprint expected radius to be a whole number"),
    (lambda: fingerprint("C", bits=0), r"fingerprint expected bits in 1\.\.1048576, got 0"),
    (lambda: fingerprint("C", counts=1), "fingerprint expected counts to be True or False, got 1"),
    (lambda: circles("C", 11), r"circles expected radius in 0\.\.10, got 11"),
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_other_arguments_are_refused(number):
    call, message = WRONG[number]
    with pytest.raises((TypeError, ValueError), match=message):
        call()
