"""The molecule explorer: press an atom, and see the bit its circle sets, who shares it, and what models make of it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.applications import molecule_words as words
from nnlearn.lessons.applications.molecule_layout import steps_from
from nnlearn.lessons.applications.molecule_picture import Page
from nnlearn.lessons.applications.molecule_records import BITS, MODELS, RADIUS, having, read, records, sharing, twins
from nnlearn.lessons.applications.molecule_tour import BOTH, TOUR
from nnlearn.plots.style import SMALL, TEXT

MOLECULES = 1128


@dataclass(frozen=True)
class State:
    """Settings of the molecule explorer."""

    radius: int = slide(1, 0, RADIUS, 1, "radius of the circle", "bonds", buttons="step")
    molecule: int = slide(915, 0, MOLECULES - 1, 1, "molecule", buttons="any")
    model: str = pick(BOTH, MODELS, "model")
    atom: int = 8


@dataclass(frozen=True)
class View:
    """A molecule, one of its circles, and what was measured and predicted."""

    state: State
    smiles: str
    molecule: Any
    places: np.ndarray  # (atoms, 2)
    numbers: np.ndarray  # (3, atoms): those of its circles
    steps: np.ndarray  # (atoms,) bonds from the chosen atom: the circle holds those up to its radius
    alike: np.ndarray  # (atoms,) bool: which atoms have the same circle around them
    number: int
    bit: int
    bits: np.ndarray  # (1024,) bool: all that the molecule sets
    twins: np.ndarray  # molecules with the same bits, itself included
    sharing: np.ndarray  # molecules that set the bit
    having: int  # how many have this circle
    others: int  # how many other circles fall on the bit
    measured: float
    predicted: float
    error: float

    def error_of(self, model):
        """Return the root of the mean squared error of a model, over all molecules."""
        return error_of(model)


def error_of(model):
    """Return the root of the mean squared error of a model, over all molecules.

    Examples
    --------
    >>> error_of("network on bits") > error_of("network on counts and circles")
    True
    """
    found = records()
    return float(np.sqrt(np.mean((found.predicted[model] - found.measured) ** 2)))


class MoleculeExplorer(Explorer):
    """Press an atom of a molecule and see which bit of the fingerprint the circle around it sets.

    On the left is the molecule: lines are bonds, a corner without a letter is carbon. The ring marks the chosen atom,
    orange are the atoms and bonds of its circle. Below are the 1,024 bits of the fingerprint, those that the molecule
    sets dark, and the circle's framed. On the right is each of the 1,128 molecules, predicted against measured: blue
    are those that set the same bit, and the ring is this one. Every prediction is of a model that did not learn from
    the molecule.

    Click an atom, a bit or a point; or move with the arrow keys: left and right to another atom, up and down to another
    radius. n goes to the next molecule that sets the bit.

    Parameters
    ----------
    **start
        Where the settings start: molecule, atom, radius, model. See `Explorer`.

    Examples
    --------
    >>> explorer = MoleculeExplorer(atom=8, radius=0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    paracetamol: CC(=O)Nc1ccc(O)cc1. Its fingerprint, 1,024 bits. Circle: radius 0 around oxygen with 1 neighbour. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 500)
    cursors = {"molecule": "pointer", "bits": "pointer", "map": "pointer"}
    keys = (*ARROWS, "n")
    help = "Click an atom, a bit or a point; arrow keys: atom and radius; n: the next molecule with this bit."
    suggestion = "press an atom, then make its circle larger."
    tour = TOUR

    def build(self, picture):
        self.title = picture.words(14, 8, TEXT, "bold")
        self.page = Page(picture)
        self.bits = picture.words(14, 306, SMALL)
        self.circle, self.solubility = picture.words(14, 420, SMALL), picture.words(372, 336, SMALL)
        self.prints = ("bits",)

    def compute(self, state):
        found, (molecule, numbers) = records(), read(state.molecule)
        number = int(numbers[state.radius, state.atom])
        bit = number % BITS
        molecules, circles = sharing(bit)
        near = [[j for j, _ in one] for one in molecule.neighbours()]
        return View(
            state=state,
            smiles=found.smiles[state.molecule],
            molecule=molecule,
            places=found.places[state.molecule],
            numbers=numbers,
            steps=np.array(steps_from(state.atom, near)),
            alike=numbers[state.radius] == number,
            number=number,
            bit=bit,
            bits=found.bits[state.molecule],
            twins=twins(state.molecule),
            sharing=molecules,
            having=having(number),
            others=len(circles) - 1,
            measured=float(found.measured[state.molecule]),
            predicted=float(found.predicted[state.model][state.molecule]),
            error=error_of(state.model),
        )

    def draw(self, view):
        found = records()
        self.page.draw(view, found.measured, found.predicted[view.state.model])
        self.title.say(words.title(view))
        self.bits.say(words.bits(view))
        self.circle.say(words.circle(view))
        self.solubility.say(words.solubility(view) + "\n" + words.error(view))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state = view.state
        return "\n".join(
            [
                "import numpy as np",
                "from nnlearn.chemistry import circles, fingerprint",
                "from nnlearn.lessons.applications.molecule_records import records",
                "",
                "found = records()  # of `datasets.solubility`, by record_molecules.py",
                f"smiles = found.smiles[{state.molecule}]  # {view.smiles}",
                f"number = circles(smiles)[{state.radius}, {state.atom}]  # radius, atom",
                "bit = number % 1024",
                "sharing = np.flatnonzero(found.bits[:, bit])  # molecules",
                "having = found.molecules[found.numbers == number].sum()",
                "others = (found.numbers % 1024 == bit).sum() - 1",
                f'predicted = found.predicted["{state.model}"]',
                "error = np.sqrt(np.mean((predicted - found.measured) ** 2))",
                f"print(bit, len(sharing), having, others, found.measured[{state.molecule}], "
                f"predicted[{state.molecule}], error)",
            ]
        )

    def numbers(self, view):
        k = view.state.molecule
        return {
            "number": view.number,
            "bit": view.bit,
            "sharing": view.sharing,
            "having": view.having,
            "others": view.others,
            "fingerprint(smiles)": view.bits,
            f"predicted[{k}]": view.predicted,
            "error": view.error,
        }

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        count = len(read(new.molecule)[0].atoms)
        if new.molecule != state.molecule and "atom" not in changes:
            new = replace(new, atom=0)
        return replace(new, atom=int(np.clip(new.atom, 0, count - 1)))

    def go_to_sharing(self):
        """Go to the next molecule that sets the bit, to the circle that sets it there."""
        molecules, k = self.view.sharing, self.state.molecule
        other = int(molecules[(np.searchsorted(molecules, k) + 1) % len(molecules)])
        self.choose_bit(other, self.view.bit)

    def choose_bit(self, k, bit):
        """Choose the smallest circle of molecule k that sets a bit, if there is one."""
        places = np.argwhere(read(k)[1] % BITS == bit)
        if len(places):
            radius, atom = places[0].tolist()
            self.set(molecule=k, radius=radius, atom=atom)

    def on_pointer(self, event):
        if event["type"] != "down":
            return
        kind, found = event["axes"], self.page.found(self.view, event)
        if found is None:
            return
        if kind == "molecule":
            self.set(atom=found)
        elif kind == "bits":
            self.choose_bit(self.state.molecule, found)
        else:
            self.set(molecule=found)

    def on_hover(self, event):
        view, found = self.view, self.page.found(self.view, event)
        if found is None:
            return ""
        if event["axes"] == "molecule":
            return words.under_atom(view, found)
        if event["axes"] == "bits":
            return words.under_bit(view, found, len(sharing(found)[0]), bool(view.bits[found]))
        return words.under_point(records(), found, records().predicted[view.state.model])

    def on_key(self, key):
        if key in ARROWS:
            across, up = ARROWS[key]
            atoms = len(self.view.molecule.atoms)
            radius = min(max(self.state.radius + up, 0), RADIUS)
            self.set(atom=(self.state.atom + across) % atoms, radius=radius)
        else:
            self.go_to_sharing()
