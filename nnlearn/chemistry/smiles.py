"""Read SMILES, a line of text that spells a molecule: letters are atoms, brackets branches, pairs of digits rings."""

import re

from nnlearn.arguments import describe
from nnlearn.chemistry.molecule import Atom, Bond, Molecule, ring_bonds

VALENCES = {  # how many bonds an atom without charge can have; hydrogens fill up to the next of these
    "B": (3,), "C": (4,), "N": (3, 5), "O": (2,), "P": (3, 5), "S": (2, 4, 6),
    "F": (1,), "Cl": (1,), "Br": (1,), "I": (1,),
}  # fmt: skip
ORDERS = {"-": 1.0, "=": 2.0, "#": 3.0, ":": 1.5, "/": 1.0, "\\": 1.0}
TOKEN = re.compile(
    r"(?P<bracket>\[[^\]]*\])|(?P<atom>Br|Cl|[BCNOPSFI]|[bcnops])|(?P<bond>[-=#:/\\])|(?P<ring>%\d\d|\d)"
    r"|(?P<open>\()|(?P<close>\))|(?P<dot>\.)"
)
BRACKET = re.compile(r"\[\d*(Br|Cl|[BCNOPSFI]|[bcnops])@{0,2}(?:H(\d?))?(?:(\+\+?|--?)(\d?))?\]")


def parse(smiles):
    """Return the molecule that a SMILES spells.

    Letters are atoms, those of an aromatic ring in lower case; what stands side by side is bonded, once unless `=` or
    `#` says twice or three times; a bracket holds a branch; two equal digits join their atoms to a ring. Hydrogens are
    left out of the text, since the other bonds tell how many there are: CCO is CH3-CH2-OH.

    Parameters
    ----------
    smiles : str
        Of B, C, N, O, P, S, F, Cl, Br and I, more than `datasets.solubility` holds, charged ones in square brackets.
        What tells mirror images apart (`@`, `/`, `\\\\`) and isotopes are read and left out.

    Returns
    -------
    Molecule

    Raises
    ------
    TypeError
        If smiles is not a str.
    ValueError
        If it is not a SMILES, holds another element, or gives an atom more bonds than it can have; the message says
        where.

    References
    ----------
    Weininger (1988), "SMILES, a chemical language and information system. 1. Introduction to methodology and encoding
    rules".

    Examples
    --------
    >>> [(atom.symbol, atom.hydrogens) for atom in parse("CC(=O)O").atoms]  # acetic acid, CH3-COOH
    [('C', 3), ('C', 0), ('O', 0), ('O', 1)]
    >>> sum(bond.in_ring for bond in parse("Cc1ccccc1").bonds)  # toluene
    6
    >>> parse("CC(O")
    Traceback (most recent call last):
    ValueError: parse expected a ')' for the '(' at place 2, got 'CC(O'
    """
    if not isinstance(smiles, str):
        raise TypeError(f"parse expected smiles to be a str, got {describe(smiles)}")
    atoms, pairs = _read(smiles)
    rings = ring_bonds(len(atoms), pairs)
    # A bond that is not written is aromatic in a ring of aromatic atoms; between two such rings, and elsewhere, single.
    aromatic = ring_bonds(len(atoms), [(i, j) for i, j in pairs if atoms[i][1] and atoms[j][1]])
    orders = {pair: (1.5 if pair in aromatic else 1.0) if order is None else order for pair, order in pairs.items()}
    bonds = [Bond(i, j, order, (i, j) in rings) for (i, j), order in orders.items()]
    return Molecule(tuple(_with_hydrogens(smiles, atoms, bonds)), tuple(bonds))


def _read(smiles):
    """Return [(symbol, aromatic, charge, hydrogens or None, place)] and {(i, j): order, None if not written}."""
    atoms: list[tuple] = []
    pairs: dict[tuple[int, int], float | None] = {}
    branches: list[tuple[int, int]] = []  # (atom to go back to, place of the bracket)
    rings: dict[str, tuple] = {}  # {digit: (atom, order, place)}
    last, order, place = None, None, 0

    def wrong(expected, where=None):
        where = place if where is None else where
        return ValueError(f"parse expected {expected} at place {where}, got {smiles!r}")

    def join(i, j, written):
        pair = (min(i, j), max(i, j))
        if i == j or pair in pairs:
            raise wrong("a ring of three atoms or more")
        pairs[pair] = written

    while place < len(smiles):
        token = TOKEN.match(smiles, place)
        if token is None:
            raise wrong(f"an atom, a bond, a bracket or a digit, not {smiles[place]!r},")
        kind, text = token.lastgroup, token[0]
        if kind in ("atom", "bracket"):
            atom = _bracket(text) if kind == "bracket" else _letters(text)
            if atom is None:
                raise wrong(f"an atom such as [nH] or [O-], of {', '.join(VALENCES)}, not {text!r},")
            atoms.append((*atom, place))
            if last is not None:
                join(last, len(atoms) - 1, order)
            last, order = len(atoms) - 1, None
        elif last is None:
            raise wrong(f"an atom before {text!r}")
        elif kind == "bond":
            if order is not None:
                raise wrong(f"an atom or a digit after a bond, not {text!r},")
            order = ORDERS[text]
        elif kind == "ring":
            number = text.lstrip("%").lstrip("0") or "0"
            if number in rings:
                other, before, _ = rings.pop(number)
                if None not in (before, order) and before != order:
                    raise wrong(f"the same bond at both ends of ring {number}")
                join(other, last, before if order is None else order)
            else:
                rings[number] = last, order, place
            order = None
        elif order is not None:
            raise wrong(f"an atom or a digit after a bond, not {text!r},")
        elif kind == "open":
            branches.append((last, place))
        elif kind == "close":
            if not branches:
                raise wrong("a '(' before the ')'")
            if last == branches[-1][0]:
                raise wrong("an atom between '(' and ')'")
            last = branches.pop()[0]
        else:  # a dot: the next atom is of another molecule
            last = None
        place = token.end()
    if not atoms or last is None:
        raise wrong("an atom")
    if order is not None:
        raise wrong("an atom after the last bond")
    if branches:
        raise ValueError(f"parse expected a ')' for the '(' at place {branches[-1][1]}, got {smiles!r}")
    if rings:
        number, (_, _, where) = next(iter(rings.items()))
        raise ValueError(f"parse expected a second {number} for the ring that begins at place {where}, got {smiles!r}")
    return atoms, pairs


def _letters(text):
    return text.capitalize(), text.islower(), 0, None  # hydrogens are counted later


def _bracket(text):
    """Return symbol, aromatic, charge and hydrogens of what stands in square brackets, or None."""
    found = BRACKET.fullmatch(text)
    if not found:
        return None
    symbol, hydrogens, sign, size = found.groups()
    charge = 0 if not sign else (1 if "+" in sign else -1) * (int(size) if size else len(sign))
    return symbol.capitalize(), symbol.islower(), charge, 0 if hydrogens is None else int(hydrogens or 1)


def _with_hydrogens(smiles, atoms, bonds):
    """Yield the atoms with the hydrogens that fill their bonds up, or raise if one has too many bonds."""
    used = [0.0] * len(atoms)
    for bond in bonds:
        for place in (bond.first, bond.second):
            used[place] += 1 if bond.order == 1.5 else bond.order  # the other half is the ring's
    for (symbol, aromatic, charge, hydrogens, place), count in zip(atoms, used, strict=True):
        if hydrogens is None:
            possible = VALENCES[symbol]
            if count > possible[-1]:
                raise ValueError(
                    f"parse expected {symbol} at place {place} with {possible[-1]} bonds at most, got {count:.0f} "
                    f"in {smiles!r}"
                )
            if aromatic:  # one more bond is shared by the ring, if there is one left
                hydrogens = max(0, possible[0] - int(count) - 1)
            else:
                hydrogens = next(most for most in possible if most >= count) - int(count)
        yield Atom(symbol, aromatic, charge, hydrogens)
