"""What the molecule explorer says in words."""

from nnlearn.plots.numbers import fixed

NAMES = {  # places in `datasets.solubility` of some that readers know
    43: "menthol", 113: "phenol", 134: "limonene", 256: "naphthalene", 341: "glucose", 750: "testosterone",
    785: "urea", 788: "octadecanol", 835: "benzene", 855: "DDT", 915: "paracetamol", 1038: "caffeine", 1057: "toluene",
}  # fmt: skip
LONG = 46  # letters of a SMILES that fit
ELEMENTS = {"C": "carbon", "N": "nitrogen", "O": "oxygen", "S": "sulphur", "P": "phosphorus", "F": "fluorine",
            "Cl": "chlorine", "Br": "bromine", "I": "iodine", "B": "boron"}  # fmt: skip


def title(view):
    """Return the molecule's name, if it has one here, and its SMILES."""
    smiles = view.smiles if len(view.smiles) <= LONG else view.smiles[: LONG - 1] + "…"
    name = NAMES.get(view.state.molecule, f"molecule {view.state.molecule}")
    return f"{name}: {smiles}"


def letters(atom, alone=False, room=True):
    """Return what stands at an atom: its symbol and hydrogens; of carbon nothing, unless it is alone.

    Examples
    --------
    >>> from nnlearn.chemistry import parse
    >>> [letters(atom) for atom in parse("NCC=O").atoms], letters(parse("C").atoms[0], alone=True)
    (['NH₂', '', '', 'O'], 'CH₄')
    """
    if atom.symbol == "C" and not alone:
        return ""
    count = atom.hydrogens if room else 0
    charge = "⁺" if atom.charge > 0 else "⁻" if atom.charge < 0 else ""
    return atom.symbol + "H" * (count > 0) + (chr(0x2080 + count) if count > 1 else "") + charge


def atom(view, i):
    """Return what an atom is.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from nnlearn.chemistry import parse
    >>> atom(SimpleNamespace(molecule=parse("Cc1ccccc1")), 1)
    'aromatic carbon with 3 neighbours'
    """
    one, count = view.molecule.atoms[i], len(view.molecule.neighbours()[i])
    return f"{'aromatic ' * one.aromatic}{ELEMENTS[one.symbol]} with {many(count, 'neighbour')}"


def many(count, what):
    """Return a count with its noun.

    Examples
    --------
    >>> many(1, "molecule"), many(2, "molecule")
    ('1 molecule', '2 molecules')
    """
    return f"{count:,} {what}{'s' * (count != 1)}"


def bits(view):
    """Return the heading of the bits."""
    others = len(view.twins) - 1
    return "its fingerprint, 1,024 bits" + f": {many(others, 'other')} with the same" * (others > 0)


def circle(view):
    """Return which bit the circle sets, and who shares it; in three lines."""
    there = [
        f"circle: radius {view.state.radius} around {atom(view, view.state.atom)}",
        f"its number {view.number} mod 1,024 is {view.bit}, its bit",
        f"bit {view.bit}: set by {many(len(view.sharing), 'molecule')}; this circle: in {view.having} of them",
        f"circles of another kind that fall on the same bit: {view.others}",
    ]
    return "\n".join(there)


def solubility(view):
    """Return what was measured and predicted."""
    off = view.predicted - view.measured
    factor = f"{float(f'{10 ** abs(off):.2g}'):,g}"
    return (
        f"measured {fixed(view.measured)}, predicted {fixed(view.predicted)}:\n"
        f"off by {fixed(abs(off))}, a factor of {factor}"
    )


def error(view):
    """Return how far the model is off on all molecules."""
    return f"all 1,128: error (RMSE) {fixed(view.error)}"


def under_atom(view, i):
    """Return what is said of an atom under the pointer."""
    number = int(view.numbers[view.state.radius, i])
    return f"atom {i}: {atom(view, i)}\nits circle of radius {view.state.radius} sets bit {number % 1024}; click it"


def under_point(found, k, predicted):
    """Return what is said of a molecule under the pointer."""
    smiles = found.smiles[k]
    name = NAMES.get(k, smiles if len(smiles) <= LONG else smiles[: LONG - 1] + "…")
    return f"{name}\nmeasured {fixed(found.measured[k])}, predicted {fixed(predicted[k])}\nclick to choose it"


def under_bit(view, bit, count, own):
    """Return what is said of a bit under the pointer."""
    said = f"bit {bit}: set by {many(count, 'molecule')}"
    return f"{said}\nthis one sets it; click for the circle" if own else f"{said}, not by this one"


def describe(view):
    """Return the alt text."""
    lines = [title(view), bits(view), *circle(view).split("\n"), " ".join(solubility(view).split("\n")), error(view)]
    return ". ".join(line[0].upper() + line[1:] if k else line for k, line in enumerate(lines)) + "."
