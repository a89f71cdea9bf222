"""The picture of the molecule explorer: the molecule, the bits of its fingerprint, and the map of all molecules."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, greys
from nnlearn.lessons.applications import molecule_words as words
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, SMALL, VERMILION

DRAWING = (14, 34, 322, 266)  # left, top, width and height on the page
STRIP = (14, 324, 322, 84)  # of the bits: 64 columns, 16 rows
COLUMNS = 64
MAP = (402, 62, 226, 226)
LOW, HIGH = -12.6, 3.4  # of the map: log10 of moles per litre
MARGIN, BOND = 26, 52  # of the drawing, and the longest bond, in pixels
ROOM = 30  # the shortest bond at which letters carry their hydrogens
BESIDE = 4  # pixels from a bond to its second line
NEAR = 18  # pixels from which an atom or point counts as meant


class Page:
    """Artists of the explorer.

    Parameters
    ----------
    picture : Picture
    """

    def __init__(self, picture):
        ax, bits, points = (
            picture.axes(name, *place) for name, place in (("molecule", DRAWING), ("bits", STRIP), ("map", MAP))
        )
        ax.set(xlim=(0, DRAWING[2]), ylim=(DRAWING[3], 0))
        ax.set_axis_off()
        bits.set(xlim=(0, COLUMNS), ylim=(1024 // COLUMNS, 0), xticks=[], yticks=[])
        for edge in bits.spines.values():
            edge.set(visible=True, color=FAINT)
        points.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), xticks=[-12, -8, -4, 0], yticks=[-12, -8, -4, 0])
        points.set(xlabel="measured", ylabel="predicted")
        for axis in (points.xaxis, points.yaxis):
            axis.set_major_formatter(lambda value, _: words.fixed(value, 0))
            axis.label.set_size(SMALL)
        points.plot([LOW, HIGH], [LOW, HIGH], color=FAINT, lw=0.8, zorder=1)
        self.bonds, self.dashes, self.lit, self.lit_dashes = (
            ax.add_collection(LineCollection([], colors=colour, linewidths=width, linestyles=style, zorder=order))
            for colour, width, style, order in (
                (INK, 1.5, "-", 1),
                (INK, 1.2, (0, (2, 1.5)), 1),
                (VERMILION, 3.2, "-", 2),
                (VERMILION, 1.8, (0, (2, 1.5)), 2),
            )
        )
        (self.dots,) = ax.plot([], [], "o", ms=5, color=VERMILION, zorder=3)
        (self.blanks,) = ax.plot([], [], "o", ms=13, color=PAPER, zorder=3)
        (self.same,) = ax.plot([], [], "o", ms=21, mew=1.3, mec=VERMILION, mfc="none", ls="none", zorder=4)
        (self.ring,) = ax.plot([], [], "o", ms=21, mew=2.8, mec=VERMILION, mfc="none", ls="none", zorder=4)
        self.same.set_markeredgecolor("#E9A57D")
        self.letters = Labels(ax.transData, SMALL, weight="bold")
        self.strip = Images(bits.transData)
        (self.frame,) = bits.plot([], [], color=VERMILION, lw=2.2, zorder=4, clip_on=False)
        (self.all,) = points.plot([], [], "o", ms=2, mew=0, color="#B8B8B8", zorder=2)
        (self.shared,) = points.plot([], [], "o", ms=3.6, mew=0, color=BLUE, zorder=3)
        (self.here,) = points.plot([], [], "o", ms=10, mew=2.6, mec=VERMILION, mfc="none", zorder=4)
        picture.moving(self.bonds, self.dashes, self.lit, self.lit_dashes, self.blanks, self.dots, self.same, self.ring)
        picture.moving(self.letters, self.strip, self.frame, self.all, self.shared, self.here)
        self._still(picture)

    def _still(self, picture):
        """Write what never changes."""

        def write(x, y, text, colour=INK):
            picture.fig.text(x / picture.width, 1 - y / picture.height, text, size=SMALL, color=colour, va="top")

        write(MAP[0] - 40, MAP[1] - 30, "log10 of moles in a litre of water")
        for k, (mark, colour, text) in enumerate(
            (("●", BLUE, "set the same bit"), ("○", VERMILION, "this molecule"), ("●", "#B8B8B8", "all others"))
        ):
            write(372, 400 + 18 * k, mark, colour)
            write(390, 400 + 18 * k, text)
        write(372, 454, "molecule: dashed, an aromatic bond;")
        write(372, 472, "thin rings, the same circle again")

    def spots(self, view):
        """Return the places of the atoms in the axes of the drawing, and the length of a bond, in pixels."""
        places = view.places * (1, -1)
        low, high = places.min(axis=0), places.max(axis=0)
        room = np.array(DRAWING[2:]) - 2 * MARGIN
        scale = min(BOND, *(room / np.maximum(high - low, 1e-9)))
        return np.array(DRAWING[2:]) / 2 + scale * (places - (low + high) / 2), scale

    def draw(self, view, measured, predicted):
        """Show a view, and all molecules."""
        spots, scale = self.spots(view)
        self._molecule(view, spots, scale)
        self.strip.images = [(greys(1 - view.bits.reshape(-1, COLUMNS) * 0.75), 0, 0, COLUMNS, 1024 // COLUMNS)]
        row, column = divmod(view.bit, COLUMNS)
        self.frame.set_data(
            column + np.array([-0.3, 1.3, 1.3, -0.3, -0.3]), row + np.array([-0.3, -0.3, 1.3, 1.3, -0.3])
        )
        self.all.set_data(measured, predicted)
        self.shared.set_data(measured[view.sharing], predicted[view.sharing])
        self.here.set_data([view.measured], [view.predicted])

    def _molecule(self, view, spots, scale):
        lines: dict = {key: [] for key in ((False, "-"), (False, ":"), (True, "-"), (True, ":"))}
        near = view.molecule.neighbours()
        for i, j, order, _ in view.molecule.bonds:
            a, b = spots[i], spots[j]
            along = (b - a) / max(np.hypot(*(b - a)), 1e-9)
            aside = BESIDE * np.array([-along[1], along[0]])
            others = [spots[k] for end in (i, j) for k, _ in near[end] if k not in (i, j)]
            if others and (np.mean(others, axis=0) - (a + b) / 2) @ aside < 0:
                aside = -aside  # the second line lies inside the ring
            lit = bool(min(view.steps[i], view.steps[j]) < view.state.radius)
            lines[lit, "-"].append([a, b])
            if order > 1:
                short = 0.16 * (b - a)
                for side in (1, -1)[: 2 if order == 3 else 1]:
                    lines[lit, ":" if order == 1.5 else "-"].append(
                        [a + short + side * aside, b - short + side * aside]
                    )
        for artist, key in ((self.bonds, (False, "-")), (self.dashes, (False, ":")), (self.lit, (True, "-")),
                            (self.lit_dashes, (True, ":"))):  # fmt: skip
            artist.set_segments(lines[key])
        atoms = view.molecule.atoms
        texts = [words.letters(one, len(atoms) == 1, scale >= ROOM) for one in atoms]
        named = np.array([bool(text) for text in texts])
        self.letters.put([(text, tuple(spot)) for text, spot in zip(texts, spots, strict=True)])
        self.blanks.set_data(*spots[named].T)
        self.dots.set_data(*spots[(view.steps <= view.state.radius) & ~named].T)
        self.same.set_data(*spots[view.alike].T)
        self.ring.set_data(*spots[[view.state.atom]].T)
        size = min(21.0, 0.62 * scale)
        for artist in (self.same, self.ring):
            artist.set_markersize(size)
        self.blanks.set_markersize(min(13.0, 0.5 * scale))

    def found(self, view, event):
        """Return the atom, bit or molecule at a place, or None."""
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "bits":
            row, column = (int(np.clip(place, 0, most - 1)) for place, most in ((spot[1], 16), (spot[0], COLUMNS)))
            return row * COLUMNS + column
        if event["axes"] == "molecule":
            apart = np.hypot(*(self.spots(view)[0] - spot).T)
        else:
            measured, predicted = self.all.get_data()
            apart = np.hypot(measured - spot[0], predicted - spot[1]) * MAP[2] / (HIGH - LOW)
        k = int(apart.argmin())
        return k if apart[k] <= NEAR else None
