"""The molecule explorer of lesson 32: its bits are the library's, its predictions fair, and its drawings readable."""

from itertools import pairwise

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.chemistry import circles, fingerprint, parse
from nnlearn.explorers import MoleculeExplorer
from nnlearn.lessons.applications import molecule_records as kept
from nnlearn.lessons.applications.molecule_layout import crossings, distances, placed, rings
from nnlearn.lessons.applications.molecule_words import NAMES, letters
from nnlearn.lessons.applications.molecules import data, predicted
from nnlearn.lessons.applications.record_molecules import FOLDS
from nnlearn.lessons.applications.records import recorded, values

PARACETAMOL, BENZENE, GLUCOSE = 915, 835, 341


@pytest.fixture
def molecules():
    made = MoleculeExplorer()
    yield made
    made.close()


def event(axes, x, y, kind="down"):
    return {"type": kind, "axes": axes, "x": float(x), "y": float(y)}


def test_the_record_is_what_the_library_computes():
    found, table = kept.records(), datasets.solubility()
    np.testing.assert_array_equal(found.bits, data().bits > 0)
    np.testing.assert_allclose(found.measured, table.y[:, 0])
    every = [set(circles(one, 2).ravel().tolist()) for one in table.smiles]
    assert found.numbers.tolist() == sorted(set.union(*every))
    for number in found.numbers[::500].tolist():
        assert kept.having(number) == sum(number in one for one in every)
    assert [len(one) for one in found.places] == [len(parse(text).atoms) for text in table.smiles]
    for k in (PARACETAMOL, BENZENE, 3):
        np.testing.assert_allclose(found.places[k], placed(parse(table.smiles[k])), atol=0.011)


def test_each_prediction_is_of_a_model_that_learned_from_other_molecules():
    """One fold is predicted again; the errors are those of the lab's random splits, or close by."""
    substance = data().substance
    fold = np.random.default_rng(0).integers(FOLDS, size=substance.max() + 1)[substance]
    learn, ask = np.flatnonzero(fold != 2), np.flatnonzero(fold == 2)
    assert not set(substance[learn]) & set(substance[ask])
    found = kept.records()
    for name, rival in kept.MODELS.items():
        error = np.sqrt(np.mean((found.predicted[name] - found.measured) ** 2))
        assert error == pytest.approx(values("G", rival).mean(), abs=0.1), name
    rival = "network on bits"
    setting = recorded("molecules", split="random 0", rival=rival)[0]["setting"]
    said = predicted(rival, setting, learn, ask, 2)
    assert np.median(np.abs(said - found.predicted["network on bits"][ask])) < 0.05


def test_the_circle_s_bit_is_set_and_shared_as_it_says(molecules):
    table = datasets.solubility()
    for k, atom, radius in ((PARACETAMOL, 8, 2), (GLUCOSE, 3, 1), (BENZENE, 0, 0)):
        molecules.set(molecule=k, atom=atom, radius=radius)
        view = molecules.view
        assert view.number == circles(table.smiles[k], 2)[radius, atom]
        assert view.bits[view.bit]
        np.testing.assert_array_equal(view.bits, fingerprint(table.smiles[k]) > 0)
        assert view.sharing.tolist() == np.flatnonzero(data().bits[:, view.bit]).tolist()
        assert f"Bit {view.bit}: set by {len(view.sharing)} molecules" in molecules.canvas.alt
    assert view.alike.all()  # the six atoms of benzene


def test_what_lights_up_is_what_the_number_depends_on(molecules):
    """A bond is lit if it is less than the radius away from the chosen atom."""
    molecules.set(molecule=BENZENE, atom=0, radius=1)
    assert len(molecules.page.lit.get_segments()) == 2
    molecules.set(radius=2)
    assert len(molecules.page.lit.get_segments()) == 4
    molecules.set(radius=0)
    assert len(molecules.page.lit.get_segments()) == 0
    assert len(molecules.page.bonds.get_segments()) == 6
    assert kept.records().smiles[626] == "CC1CO1"
    molecules.set(molecule=626, atom=3, radius=1)  # the circle lacks the bond between the two neighbours
    assert len(molecules.page.lit.get_segments()) == 2


def test_atoms_bits_and_points_are_pressed(molecules):
    spots, _ = molecules.page.spots(molecules.view)
    molecules.on_pointer(event("molecule", *spots[3]))
    assert molecules.state.atom == 3
    bit = int(np.flatnonzero(molecules.view.bits)[5])
    row, column = divmod(bit, 64)
    molecules.on_pointer(event("bits", column + 0.5, row + 0.5))
    assert molecules.view.bit == bit
    unset = int(np.flatnonzero(~molecules.view.bits)[5])
    before = molecules.state
    molecules.on_pointer(event("bits", unset % 64 + 0.5, unset // 64 + 0.5))
    assert molecules.state == before
    assert "not by this one" in molecules.on_hover(event("bits", unset % 64 + 0.5, unset // 64 + 0.5, "hover"))
    found = kept.records()
    lowest = int(found.measured.argmin())
    spot = found.measured[lowest], found.predicted[molecules.state.model][lowest]
    molecules.on_pointer(event("map", *spot))
    assert (molecules.state.molecule, molecules.state.atom) == (lowest, 0)
    molecules.on_pointer(event("map", -12, 3))  # nothing lies there
    assert molecules.state.molecule == lowest


def test_the_next_molecule_sets_the_same_bit(molecules):
    bit, seen = molecules.view.bit, [molecules.state.molecule]
    for _ in range(4):
        molecules.on_key("n")
        assert molecules.view.bit == bit
        seen.append(molecules.state.molecule)
    sharing = molecules.view.sharing.tolist()
    assert all((sharing.index(one) + 1) % len(sharing) == sharing.index(other) for one, other in pairwise(seen))
    molecules.set(molecule=785, atom=3)  # an atom that a smaller molecule lacks: its last one
    molecules.set(molecule=835, atom=40)
    assert molecules.state.atom == 5


def test_drawings_can_be_read():
    """Bonds are about one long, atoms apart, and in nearly all molecules no two bonds cross."""
    crossed = crowded = 0
    for k, places in enumerate(kept.records().places):
        molecule, n = kept.read(k)[0], len(places)
        ends = np.array([bond[:2] for bond in molecule.bonds], int).reshape(-1, 2)
        lengths = np.hypot(*(places[ends[:, 0]] - places[ends[:, 1]]).T)
        crossed += crossings(places, ends) > 0
        crowded += n > 1 and bool((distances(places) + 9 * np.eye(n)).min() < 0.5)
        assert n == 1 or 0.85 < np.median(lengths) < 1.15
    assert crossed <= 25
    assert crowded <= 15


def test_rings_are_regular_polygons():
    for smiles, sizes in (("C1CC1", [3]), ("c1ccc2ccccc2c1", [6, 6]), ("C1CCC2(CC1)CCCC2", [5, 6])):
        molecule = parse(smiles)
        near = [[j for j, _ in one] for one in molecule.neighbours()]
        found = rings(molecule, near)
        assert sorted(map(len, found)) == sizes
        places = placed(molecule)
        for ring in found:
            corners = places[ring]
            sides = np.hypot(*(corners - np.roll(corners, 1, axis=0)).T)
            assert sides.max() / sides.min() < 1.15


def test_atoms_carry_their_hydrogens_and_the_names_are_the_molecules():
    assert [letters(atom) for atom in parse("C[NH2+]CS").atoms] == ["", "NH₂⁺", "", "SH"]
    for k, smiles in ((113, "Oc1ccccc1"), (256, "c1ccc2ccccc2c1"), (785, "NC(N)=O"), (1057, "Cc1ccccc1")):
        assert (fingerprint(kept.records().smiles[k]) == fingerprint(smiles)).all(), NAMES[k]


def test_the_stops_say_what_they_show(molecules):
    said = [stop.text(molecules.compute(stop.state(molecules))) for stop in molecules.tour]
    assert "724 molecules of 1,128 set its bit, 250" in said[0]
    assert "Of the 100 molecules that set it, the blue points, 39 have this circle" in said[1]
    assert said[2].startswith("Glucose sets bit 213, too")
    first, third = (molecules.compute(molecules.tour[k].state(molecules)) for k in (1, 2))
    assert first.bit == third.bit
    assert first.number != third.number
    assert "has the same bits as 9 shorter alcohols" in said[3]
    assert "it says −3.84, and −8.40 was measured; of all of them, −8.40 to −1.24" in said[3]
    assert said[4].startswith("With counts and circles it says −6.96")


def test_alcohols_have_the_same_bits_and_not_the_same_circles():
    alike, numbers = kept.twins(788), data()
    assert len(alike) == 10
    assert kept.twins(BENZENE).tolist() == [BENZENE]  # 135 others set its bits and more
    assert (numbers.bits[alike] == numbers.bits[788]).all()
    assert len(np.unique(numbers.circles[alike], axis=0)) == 10
    assert {set(kept.records().smiles[k]) == {"C", "O"} for k in alike} == {True}
    told = kept.records().predicted["network on bits"][alike]
    assert np.ptp(told) < 1  # one number for each fold
    assert np.ptp(kept.records().measured[alike]) > 7
