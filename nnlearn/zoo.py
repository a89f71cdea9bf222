"""The zoo of architectures: every kind of network in the course, as a small drawing with its lesson."""

import itertools
from dataclasses import dataclass

from nnlearn.syllabus import existing, lesson

KINDS = {  # letter: what a unit is
    "i": "input",
    "h": "hidden",
    "o": "output",
    "m": "hidden, recurrent",
    "b": "on or off, joined both ways",
    "z": "noise",
}


@dataclass(frozen=True)
class Architecture:
    """One kind of network, drawn small.

    Parameters
    ----------
    name : str
    lesson : str
        Number of the lesson that builds it.
    idea : str
        What is new in it, as part of a sentence.
    columns : tuple of str
        Its layers from left to right, a letter of `KINDS` for each unit: ("ii", "o").
    wires : str
        Between neighbouring columns: "all", "near" (each unit sees the few units opposite), "straight" (one to one),
        "past" (each unit sees its own row and earlier ones), "pairs" (two go into one), "ring" (one column in a
        circle, all joined with all).
    bows : tuple of pairs of int
        Columns joined by a skip connection.

    Examples
    --------
    >>> ARCHITECTURES[0].nodes
    (('i', 0.0, 0.75), ('i', 0.0, 0.25), ('o', 1.0, 0.5))
    >>> ARCHITECTURES[0].links
    ((0, 2), (1, 2))
    """

    name: str
    lesson: str
    idea: str
    columns: tuple[str, ...]
    wires: tuple[str, ...] | str = "all"
    bows: tuple[tuple[int, int], ...] = ()

    @property
    def ring(self):
        """Return whether its units are in a circle."""
        return self.wires == "ring"

    @property
    def nodes(self):
        """Return (kind, x, y) of each unit, column by column from the top, in a square of side 1."""
        if self.ring:
            units = self.columns[0]
            turns = [CIRCLE[k * len(CIRCLE) // len(units)] for k in range(len(units))]
            return tuple((kind, x, y) for kind, (x, y) in zip(units, turns, strict=True))
        tallest = max(map(len, self.columns))
        return tuple(
            (kind, c / (len(self.columns) - 1), 0.5 + ((len(column) - 1) / 2 - k) / tallest)
            for c, column in enumerate(self.columns)
            for k, kind in enumerate(column)
        )

    @property
    def arcs(self):
        """Return the pairs of units joined by a skip connection, as places in `nodes`: the top of each column."""
        starts = [0, *itertools.accumulate(map(len, self.columns))]
        return tuple((starts[a], starts[b]) for a, b in self.bows)

    @property
    def links(self):
        """Return the pairs of units joined by a line, as places in `nodes`."""
        if self.ring:
            return tuple(itertools.combinations(range(len(self.columns[0])), 2))
        gaps = len(self.columns) - 1
        wires = (self.wires,) * gaps if isinstance(self.wires, str) else self.wires
        starts = [0, *itertools.accumulate(map(len, self.columns))]
        found = []
        for c, wire in enumerate(wires):
            left, right = len(self.columns[c]), len(self.columns[c + 1])
            found += [
                (starts[c] + a, starts[c + 1] + b)
                for b in range(right)
                for a in range(left)
                if JOINED[wire](a, b, left, right)
            ]
        return tuple(found)


CIRCLE = ((0.5, 1.0), (0.93, 0.75), (0.93, 0.25), (0.5, 0.0), (0.07, 0.25), (0.07, 0.75))
JOINED = {  # whether unit a of `left` units is joined to unit b of `right` units
    "all": lambda a, b, left, right: True,
    "near": lambda a, b, left, right: abs((a + 0.5) - (b + 0.5) * left / right) <= left / right / 2 + 0.6,
    "straight": lambda a, b, left, right: a == b,
    "past": lambda a, b, left, right: a <= b,
    "pairs": lambda a, b, left, right: a // 2 == b,
}

ARCHITECTURES = (
    Architecture("perceptron", "02", "one unit, one line", ("ii", "o")),
    Architecture("feed-forward network", "04", "layers in a chain", ("iii", "hhhh", "hhh", "oo")),
    Architecture(
        "convolutional network", "15", "each unit sees a small window", ("iiiiii", "hhhh", "hh", "o"),
        ("near", "near", "all"),
    ),
    Architecture(
        "LeNet", "16", "windows first, then dense layers", ("iiiiiii", "hhhhh", "hhh", "hhhh", "ooo"),
        ("near", "near", "all", "all"),
    ),
    Architecture(
        "residual network", "17", "what comes in is added to what comes out", ("ii", "hh", "hh", "hh", "oo"),
        bows=((0, 2), (2, 4)),
    ),
    Architecture("recurrent network", "18", "hidden units that also get their own last output", ("ii", "mmm", "oo")),
    Architecture("LSTM and GRU", "19", "a memory with gates", ("iii", "hhh", "mmm", "oo"), ("all", "straight", "all")),
    Architecture("recursive network", "20", "one layer, again at each node of a tree", ("iiii", "hh", "o"), "pairs"),
    Architecture(
        "transformer", "21", "each place looks at the others, or at those before it", ("iiii", "hhhh", "oooo"),
        ("past", "straight"), bows=((0, 2),),
    ),
    Architecture("autoencoder", "22", "through a bottleneck and back", ("iiiii", "hhh", "h", "hhh", "ooooo")),
    Architecture("Hopfield network", "24", "every unit joined with every other", ("bbbbbb",), "ring"),
    Architecture(
        "restricted Boltzmann machine", "24", "two sides that answer each other at random", ("iiii", "bbb"),
    ),
    Architecture(
        "deep belief network", "25", "restricted Boltzmann machines on top of each other",
        ("iiii", "bbb", "bbbb", "bb"),
    ),
    Architecture("adversarial networks", "26", "a forger and an expert", ("zz", "hhh", "oooo", "hhh", "o")),
    Architecture(
        "diffusion model", "27", "noise is removed a little at a time", ("zzzz", "hhhh", "hhhh", "oooo"), "near"
    ),
)  # fmt: skip


def where(kind, there=None, folder=""):
    """Name the lesson of an architecture, as a Markdown link if it exists.

    Parameters
    ----------
    kind : Architecture
    there : collection of str, optional
        Stems of the lessons that exist; by default those whose files exist.
    folder : str
        Written before the file.

    Returns
    -------
    str

    Examples
    --------
    >>> where(ARCHITECTURES[0], {"02_perceptron"}), where(ARCHITECTURES[0], set())
    ('[02 The perceptron](02_perceptron.ipynb)', '02 The perceptron')
    """
    one = lesson(kind.lesson)
    there = {found.stem for found in existing()} if there is None else there
    name = f"{one.number} {one.title}"
    return f"[{name}]({folder}{one.stem}.ipynb)" if one.stem in there else name


def table(there=None, folder=""):
    """List all architectures as a Markdown table, with links to the lessons that exist.

    Parameters
    ----------
    there : collection of str, optional
        Stems of the lessons that exist; by default those whose files exist.
    folder : str
        Written before each file.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table({"02_perceptron"}).splitlines()[2])
    | perceptron | one unit, one line | [02 The perceptron](02_perceptron.ipynb) |
    """
    rows = (f"| {one.name} | {one.idea} | {where(one, there, folder)} |" for one in ARCHITECTURES)
    return "\n".join(["| network | what is new in it | lesson |", "|---|---|---|", *rows])
