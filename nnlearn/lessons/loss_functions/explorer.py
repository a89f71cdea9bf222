"""The loss explorer: drag a point and feel how each loss pulls on the line."""

from dataclasses import replace

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.loss_functions import words
from nnlearn.lessons.loss_functions.line_names import LineNames
from nnlearn.lessons.loss_functions.pointing import SECOND, Pointing
from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, CODES, MAE, MSE, SOURCES, criterion, fit
from nnlearn.lessons.loss_functions.state import State, View
from nnlearn.lessons.loss_functions.tour import GROUPS, TOUR
from nnlearn.numpy import sigmoid
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, PURPLE, SMALL, TEXT, VERMILION

PLANE, STRIP = (46, 38, 308, 310), (46, 384, 308, 84)  # left, top, width, height in pixels
RIGHT, HEAD = 456, 48  # where the texts of the right side begin, and the last line of the first heading
STYLES = {MSE: (BLUE, "-"), MAE: (VERMILION, "--"), ARCTAN: (GREEN, "-."), BCE: (PURPLE, "-")}
NAMES = {MSE: "MSE", MAE: "MAE", ARCTAN: "arctan", SECOND: "other arctan\nminimum", BCE: "binary\ncross-\nentropy"}
SCALES = {MSE: (7, 40, 14), MAE: (7, 7, 1.3), ARCTAN: (7, 1.75, 1.3), BCE: (6, 6, 1.15)}  # errors, losses, slopes
VIEW = (-2.65, 3.65, -3.8, 6.8)  # of the plane: room for a ring at its edge; it never changes, so nothing jumps
GRID = "#C8C8C8"  # the lines at zero
DARK = "#A2447C"  # purple in which text can be read


class LossExplorer(Pointing):
    """Drag a point, and see the best line under each of four losses, and how hard each point pulls on it.

    In the plane are the patients, as squares if the target is above average, and the lines under MSE, MAE and arctan;
    the dotted one is a second minimum of the arctan error. Sticks connect the points to the chosen loss's line: a point
    pulls the line towards itself, against its gradient, and the harder it pulls, the wider its stick. Below are the
    same patients with labels 0 and 1, and the sigmoid that cross-entropy fits. On the right are the chosen loss and its
    slope, with a marker for each point.

    Drag a point with the pointer, or choose one with n and p and move it with the arrow keys. A click on a line or its
    name chooses its loss.

    Parameters
    ----------
    **start
        Where the settings start: loss, data, unit. See `Explorer`.

    Examples
    --------
    >>> explorer = LossExplorer(loss="MAE")
    >>> explorer.move(4, (-1.6, 6.0))
    >>> print(explorer)  # doctest: +ELLIPSIS
    24 patients, one typing error, and the best lines: MSE ...
    >>> explorer.close()
    """

    State = State
    size = (640, 520)
    tour = TOUR
    keys = ("n", "p", *ARROWS)
    help = "Drag a point (or n, p for a point and the arrow keys). Click a line or its name to choose its loss."
    cursors = {"plane": "grab", "strip": "grab", "names": "pointer", "loss": "pointer", "slope": "pointer"}
    suggestion = "drag the ringed point up and down under each loss."

    # The picture.

    def build(self, picture):
        left, right, bottom, top = VIEW
        self.plane, self.strip = picture.axes("plane", *PLANE), picture.axes("strip", *STRIP)
        self.values, self.slopes = picture.axes("loss", 492, 70, 140, 136), picture.axes("slope", 492, 264, 140, 110)
        self.plane.set(xlim=(left, right), ylim=(bottom, top))
        self.plane.tick_params(labelbottom=False)
        self.strip.set(xlim=(left, right), ylim=(-0.3, 1.3), yticks=(0, 1), ylabel="label y")
        for ax in (self.plane, self.strip):
            ax.yaxis.set_label_coords(-0.09, 0.5)
        for ax in (self.values, self.slopes):
            ax.axvline(0, color=GRID, lw=0.8, zorder=1)
        for ax in (self.plane, self.slopes):
            ax.axhline(0, color=GRID, lw=0.8, zorder=1)

        def drawn(ax, colour=INK, style="-", **more):
            return picture.moving(ax.plot([], [], color=colour, linestyle=style, **more)[0])[0]

        self.sticks = LineCollection([], colors=FAINT, zorder=2)
        self.steps = LineCollection([], colors=FAINT, zorder=2)
        self.plane.add_collection(self.sticks, autolim=False)
        self.strip.add_collection(self.steps, autolim=False)
        picture.moving(self.sticks, self.steps)
        self.lines = {name: drawn(self.plane, *STYLES[name], zorder=3) for name in (MSE, MAE, ARCTAN)}
        self.second = drawn(self.plane, GREEN, ":", lw=1.8, zorder=3)
        self.lines[BCE] = drawn(self.strip, *STYLES[BCE], zorder=3)
        colours = {name: colour for name, (colour, _) in STYLES.items()} | {SECOND: GREEN, BCE: DARK}
        margin = PLANE[0] + PLANE[2], PLANE[1], 100, STRIP[1] + STRIP[3] - PLANE[1]
        self.names = LineNames(picture, *margin, {name: (text, colours[name]) for name, text in NAMES.items()})
        self.curves = [[drawn(ax, lw=1.6, zorder=2) for _ in (0, 1)] for ax in (self.values, self.slopes)]
        marks = {"mec": PAPER, "mew": 0.6, "ms": 5.5, "zorder": 4}
        ring = {"mfc": "none", "mec": INK, "mew": 1.6, "ms": 12, "zorder": 5}
        self.dots, self.rings = [], []
        for ax in (self.plane, self.strip, self.values, self.slopes):
            self.dots.append([drawn(ax, INK, "", marker=marker, **marks) for marker in "os"])
            self.rings.append(drawn(ax, INK, "", marker="o", **ring))
        self._legend(picture)
        self.title, self.result = picture.words(14, 8, TEXT, "bold"), picture.words(RIGHT, 424, SMALL)
        self.heads = [picture.words(RIGHT, HEAD, SMALL), picture.words(RIGHT, 224, SMALL)]
        (self.invitation,) = picture.moving(Labels(self.plane.transData, TEXT, weight="bold", across=0, zorder=6))
        self._scale: tuple = ()
        self._measured = None  # whether the axes name what was measured

    def _legend(self, picture):
        """Say what squares, circles and sticks are."""
        kinds = [self.plane.plot([], [], INK, ls="", marker=marker, ms=5.5)[0] for marker in "so"]
        picture.fig.legend(
            kinds, ["y above 0: label 1", "y below 0: label 0"], loc="upper left", ncols=2, fontsize=SMALL,
            bbox_to_anchor=(PLANE[0] / self.size[0], 1 - 354 / self.size[1]), labelcolor=INK, frameon=False,
            handletextpad=0.0, columnspacing=1.0, borderpad=0,
        )  # fmt: skip
        picture.words(PLANE[0] + 6, PLANE[1] + PLANE[3] - 42, SMALL).say(
            "The wider its stick,\nthe harder a point pulls."
        )

    def compute(self, state):
        fits = fit(state.data, state.moved, state.unit)
        outputs = fits.lines[state.loss](fits.x)
        losses, slopes = criterion(state.loss, outputs, fits.t if state.loss == BCE else fits.y, state.unit)
        return View(state, fits, outputs if state.loss == BCE else outputs - fits.y, losses, slopes)

    def draw(self, view):
        state, fits, loss = view.state, view.fits, view.state.loss
        ends = np.array(VIEW[:2])
        for name, line in self.lines.items():
            x = np.linspace(ends[0], ends[1], 200) if name == BCE else ends
            outputs = fits.lines[name](x)
            line.set_data(x, sigmoid(outputs) if name == BCE else outputs)
            line.set_linewidth(3.2 if name == loss else 1.5)
        other = fits.minima[1] if words.second(fits) else None
        self.second.set_data(ends, other(ends) if other else ends * np.nan)
        self._names(view, other)
        self._sticks(view)
        self._limits(state)
        across = self._scale[1]
        for kind, (curve, slope) in enumerate(zip(*self.curves, strict=True)):
            where = np.linspace(-across, across, 201)
            target = np.full_like(where, kind if loss == BCE else 0)
            for artist, line in zip((curve, slope), criterion(loss, where, target, state.unit), strict=True):
                artist.set(color=STYLES[loss][0], linestyle="-" if loss != BCE or kind else "--")
                artist.set_data(where, line)
        ringed = [state.chosen] if state.chosen >= 0 else []
        for (x, y), dots, ring in zip(self.markers(view).values(), self.dots, self.rings, strict=True):
            for label, part in enumerate(dots):
                part.set_data(x[fits.t == label], y[fits.t == label])
            ring.set_data(x[ringed], y[ringed])
        self._invite(view)
        self.title.say(words.title(view))
        self.result.say(words.facts(view))
        self.heads[0].place = RIGHT, HEAD - 18 * (loss == BCE)  # it has two lines then
        for head, text in zip(self.heads, words.heads(loss), strict=True):
            head.say(text)

    def markers(self, view):
        """Return x and y of the points in each panel: those too far out stand at its edge."""
        fits, (across, up, steep) = view.fits, self._scale[1:]
        at = np.clip(view.places, -across, across)
        losses, slopes = np.clip(view.losses, 0, up), np.clip(view.slopes, -steep, steep)
        return {"plane": (fits.x, fits.y), "strip": (fits.x, fits.t), "loss": (at, losses), "slope": (at, slopes)}

    def _names(self, view, other):
        """Write each line's name where it leaves the plane on the right."""
        _, right, bottom, top = VIEW
        lines = {name: view.fits.lines[name] for name in (MSE, MAE, ARCTAN)} | ({SECOND: other} if other else {})
        ends = {name: (top - line(right)) / (top - bottom) * PLANE[3] for name, line in lines.items()}
        low, high = self.strip.get_ylim()
        share = (high - sigmoid(view.fits.lines[BCE](right))) / (high - low)
        ends = {name: float(np.clip(end, 0, PLANE[3])) for name, end in ends.items()}
        self.names.draw({**ends, BCE: STRIP[1] - PLANE[1] + share * STRIP[3]}, view.state.loss)

    def _invite(self, view):
        """Write "drag me" at the chosen point, until a point has been moved."""
        k, fits = view.state.chosen, view.fits
        if k < 0 or view.state.moved:
            self.invitation.put([])
            return
        on_left = fits.x[k] > 1.5
        self.invitation.across = 1 if on_left else 0
        self.invitation.put([("drag me", (fits.x[k] + (-0.28 if on_left else 0.28), fits.y[k]))])

    def _sticks(self, view):
        """Draw a stick from each point to the chosen line: the harder the pull, the wider."""
        fits, loss = view.fits, view.state.loss
        outputs = fits.lines[loss](fits.x)
        outputs, targets = (sigmoid(outputs), fits.t) if loss == BCE else (outputs, fits.y)
        pull = np.abs(view.slopes) / max(np.abs(view.slopes).max(), 1e-12)
        used, idle = (self.steps, self.sticks) if loss == BCE else (self.sticks, self.steps)
        used.set(segments=np.array([[fits.x, targets], [fits.x, outputs]]).transpose(2, 0, 1))  # (n, ends, 2)
        used.set(linewidths=0.6 + 4.4 * np.sqrt(pull), colors=STYLES[loss][0], alpha=0.45)
        idle.set(segments=[])

    def _limits(self, state):
        """Set the limits of the two panels on the right: they depend on the loss and the unit, not on a point."""
        across, up, steep = SCALES[state.loss]
        if state.loss == ARCTAN:
            up, steep = up * state.unit**2, steep * state.unit
        measured = state.data != GROUPS
        scale = (state.loss, across, up, steep)
        if (scale, measured) != (self._scale, self._measured):
            self._scale, self._measured = scale, measured
            self.values.set(xlim=(-across * 1.05, across * 1.05), ylim=(-0.04 * up, up))
            self.slopes.set(xlim=(-across * 1.05, across * 1.05), ylim=(-1.06 * steep, 1.06 * steep))
            self.plane.set_ylabel("progression (std)" if measured else "y")
            self.strip.set_xlabel("body mass index (standard deviations)" if measured else "x")
            self.slopes.set_xlabel("logit z" if state.loss == BCE else "error e = p − y")
            self.picture.redraw()

    # Text and code.

    def describe(self, view):
        return f"{words.lines(view)} {words.title(view)}. {words.facts(view)}"

    def code(self, view):
        state = view.state
        lines = ["import numpy as np", "from nnlearn import datasets", "", SOURCES[state.data]]
        lines += [f"x[{i}], y[{i}] = {a:.4g}, {b:.4g}  # moved by hand" for i, a, b in state.moved]
        if state.loss == BCE and view.fits.split:
            return "\n".join(
                [*lines, "label = y > 0  # one place separates the classes: no minimum", "print(label.sum())"]
            )
        return "\n".join([*lines, CODES[state.loss].format(c=state.unit)])

    def numbers(self, view):
        if view.state.loss == BCE and view.fits.split:
            return {"label.sum()": view.fits.t.sum()}
        found = view.fits.lines[view.state.loss]
        return {"found": [found.weight, found.bias, found.loss]}

    def next_state(self, state, **changes):
        if changes.get("data", state.data) != state.data:
            changes = {"chosen": 4, "moved": (), **changes}
        return replace(state, **changes)
