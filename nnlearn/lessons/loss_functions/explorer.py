"""The loss explorer: drag a point and feel how each loss pulls on the line."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.loss_functions import words
from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, CODES, CRITERIA, MAE, MSE, SOURCES, criterion, fit
from nnlearn.numpy import sigmoid
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, PURPLE, SMALL, TEXT, VERMILION

EXTENT = (-2.4, 3.4, -3.4, 6.4)  # of the plane; it never changes, so nothing jumps
GRASP, NEAR = 16, 7  # pixels: a point is grabbed from this far away, and anything else is named
STYLES = {MSE: (BLUE, "-"), MAE: (VERMILION, "--"), ARCTAN: (GREEN, "-."), BCE: (PURPLE, "-")}
SCALES = {MSE: (7, 40, 14), MAE: (7, 7, 1.3), ARCTAN: (7, 1.75, 1.3), BCE: (6, 6, 1.15)}  # errors, losses, slopes
CLOSE = 1.25  # a second minimum is drawn if its loss is at most this multiple of the lowest


@dataclass(frozen=True)
class State:
    """Settings of the loss explorer."""

    data: str = pick("24 patients, one typing error", SOURCES, "data")
    loss: str = pick(MSE, CRITERIA, "loss")
    # the error that counts as one under arctan; a long label would leave no room for the slider
    unit: float = slide(1.0, 0.5, 3.0, 0.1, "unit of arctan")
    chosen: int = 4  # the point that the keys move
    moved: tuple = ()  # (index, x, y) of each point that was moved


@dataclass(frozen=True)
class View:
    """The fits, and the chosen loss at each point."""

    state: State
    fits: object
    places: np.ndarray  # (n,) errors p - y, or logits under the cross-entropy
    losses: np.ndarray  # (n,)
    slopes: np.ndarray  # (n,) dl/dp, or dl/dz


class LossExplorer(Explorer):
    """Drag a point, and see the best line under each of four losses, and how hard each point pulls on it.

    In the plane are the patients, as squares if the target is above average, and the lines under MSE, MAE and arctan;
    the dotted one is a second minimum of the arctan error. Sticks connect the points to the chosen loss's line: a point
    pulls the line towards itself, against its gradient, and the harder it pulls, the wider its stick. Below are the
    same patients with labels 0 and 1, and the sigmoid that cross-entropy fits. On the right are the chosen loss and its
    slope, with a marker for each point.

    Drag a point with the pointer, or choose one with n and p and move it with the arrow keys.

    Parameters
    ----------
    **start
        Where the settings start: data, loss, unit. See `Explorer`.

    Examples
    --------
    >>> explorer = LossExplorer(loss="MAE")
    >>> explorer.move(4, (-1.6, 6.0))
    >>> print(explorer)  # doctest: +ELLIPSIS
    24 patients, one typing error, and the best lines: MSE ...
    >>> explorer.close()
    """

    State = State
    size = (640, 462)
    keys = ("n", "p", *ARROWS)
    help = "Drag a point; or press n or p to choose one and the arrow keys to move it."
    cursors = {"plane": "grab"}
    suggestion = "drag the ringed point up and down under each loss. Which lines follow it, and how far?"

    # The picture.

    def build(self, picture):
        left, right, bottom, top = EXTENT
        self.plane = picture.axes("plane", 46, 54, 356, 270)
        self.strip = picture.axes("strip", 46, 352, 356, 70)
        self.values, self.slopes = picture.axes("loss", 462, 70, 168, 130), picture.axes("slope", 462, 244, 168, 110)
        self.plane.set(xlim=(left, right), ylim=(bottom, top), ylabel="progression (std)")
        self.plane.axhline(0, color=FAINT, lw=0.8, ls=":", zorder=1)
        self.plane.tick_params(labelbottom=False)
        self.strip.set(xlim=(left, right), ylim=(-0.15, 1.15), yticks=(0, 1), ylabel="label y")
        self.strip.set_xlabel("body mass index (standard deviations)")
        for ax in (self.plane, self.strip):
            ax.yaxis.set_label_coords(-0.075, 0.5)
        for ax in (self.values, self.slopes):
            ax.axvline(0, color=FAINT, lw=0.8, ls=":", zorder=1)
        self.slopes.axhline(0, color=FAINT, lw=0.8, ls=":", zorder=1)

        def drawn(ax, colour=INK, style="-", **more):
            return picture.moving(ax.plot([], [], color=colour, linestyle=style, **more)[0])[0]

        self.sticks = LineCollection([], colors=FAINT, zorder=2)
        self.steps = LineCollection([], colors=FAINT, zorder=2)
        self.plane.add_collection(self.sticks, autolim=False)
        self.strip.add_collection(self.steps, autolim=False)
        picture.moving(self.sticks, self.steps)
        names = (MSE, MAE, ARCTAN)
        self.lines = {name: drawn(self.plane, *STYLES[name], zorder=3) for name in names}
        self.second = drawn(self.plane, GREEN, ":", lw=1.6, zorder=3)
        self.lines[BCE] = drawn(self.strip, *STYLES[BCE], zorder=3)
        self.legend = picture.fig.legend(
            [self.plane.plot([], [], color=STYLES[name][0], ls=STYLES[name][1], lw=2)[0] for name in STYLES],
            list(STYLES), loc="upper left", bbox_to_anchor=(0.06, 0.945), ncols=4, fontsize=SMALL, labelcolor=INK,
            frameon=False, handlelength=2.4, columnspacing=1.4, borderpad=0,
        )  # fmt: skip
        kinds = [self.plane.plot([], [], INK, ls="", marker=marker, ms=5.5)[0] for marker in "so"]
        self.plane.legend(
            kinds, ["label 1: y above 0", "label 0: y below 0"], loc="lower right", ncols=2, fontsize=SMALL,
            labelcolor=INK, frameon=False, handletextpad=0.2, columnspacing=1.2, borderpad=0,
        )  # fmt: skip
        self.curves = [[drawn(ax, lw=1.4, zorder=2) for _ in (0, 1)] for ax in (self.values, self.slopes)]
        marks = {"mec": PAPER, "mew": 0.6, "ms": 5.5, "zorder": 4}
        ring = {"mfc": "none", "mec": INK, "mew": 1.6, "ms": 12, "zorder": 5}
        self.dots, self.rings = [], []
        for ax in (self.plane, self.strip, self.values, self.slopes):
            self.dots.append([drawn(ax, INK, "", marker=marker, **marks) for marker in "os"])
            self.rings.append(drawn(ax, INK, "", marker="o", **ring))
        self.title, self.result = picture.words(14, 8, TEXT, "bold"), picture.words(450, 392, SMALL)
        self.heads = [picture.words(450, 46, SMALL), picture.words(450, 223, SMALL)]
        self._scale: tuple = ()

    def compute(self, state):
        fits = fit(state.data, state.moved, state.unit)
        outputs = fits.lines[state.loss](fits.x)
        losses, slopes = criterion(state.loss, outputs, fits.t if state.loss == BCE else fits.y, state.unit)
        return View(state, fits, outputs if state.loss == BCE else outputs - fits.y, losses, slopes)

    def draw(self, view):
        state, fits, loss = view.state, view.fits, view.state.loss
        ends = np.array(EXTENT[:2])
        for name, line in self.lines.items():
            x = np.linspace(ends[0], ends[1], 200) if name == BCE else ends
            outputs = fits.lines[name](x)
            line.set_data(x, sigmoid(outputs) if name == BCE else outputs)
            line.set_linewidth(3.2 if name == loss else 1.5)
        other = fits.minima[1] if words.second(fits, CLOSE) else None
        self.second.set_data(ends, other(ends) if other else ends * np.nan)
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
        for (x, y), dots, ring in zip(self._markers(view).values(), self.dots, self.rings, strict=True):
            for label, part in enumerate(dots):
                part.set_data(x[fits.t == label], y[fits.t == label])
            ring.set_data(x[ringed], y[ringed])
        self.title.say(words.title(view))
        self.result.say(words.facts(view))
        for head, text in zip(self.heads, words.heads(loss), strict=True):
            head.say(text)

    def _markers(self, view):
        """Return x and y of the points in each panel: those too far out stand at its edge."""
        fits, (across, up, steep) = view.fits, self._scale[1:]
        at = np.clip(view.places, -across, across)
        losses, slopes = np.clip(view.losses, 0, up), np.clip(view.slopes, -steep, steep)
        return {"plane": (fits.x, fits.y), "strip": (fits.x, fits.t), "loss": (at, losses), "slope": (at, slopes)}

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
        scale = (state.loss, across, up, steep)
        if scale != self._scale:
            self._scale = scale
            self.values.set(xlim=(-across * 1.05, across * 1.05), ylim=(-0.04 * up, up))
            self.slopes.set(xlim=(-across * 1.05, across * 1.05), ylim=(-1.06 * steep, 1.06 * steep))
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

    # Pointer and keys.

    def next_state(self, state, **changes):
        if changes.get("data", state.data) != state.data:
            changes = {"chosen": 4, "moved": (), **changes}
        return replace(state, **changes)

    def move(self, index, place):
        """Move a point, within the plane.

        Parameters
        ----------
        index : int
        place : array of two floats
        """
        left, right, bottom, top = EXTENT
        x, y = np.clip(place, (left, bottom), (right, top))
        others = tuple(entry for entry in self.state.moved if entry[0] != index)
        self.set(moved=(*others, (index, float(f"{x:.4g}"), float(f"{y:.4g}"))), chosen=index)

    def on_pointer(self, event):
        if event["axes"] != "plane":
            return
        if event["type"] == "down":
            self.set(chosen=self.under(event))
        elif event["type"] == "move" and self.state.chosen >= 0:
            self.move(self.state.chosen, np.array([event["x"], event["y"]]))

    def under(self, event):
        """Return the number of the point under the pointer, in whichever panel, or -1."""
        _, _, across, down, left, right, bottom, top = self.canvas.axes[event["axes"]]
        x, y = self._markers(self.view)[event["axes"]]
        pixels = across / (right - left), down / (top - bottom)
        away = np.hypot((x - event["x"]) * pixels[0], (y - event["y"]) * pixels[1])
        return int(away.argmin()) if away.min() < (GRASP if event["axes"] == "plane" else NEAR) else -1

    def on_hover(self, event):
        point = self.under(event)
        if point >= 0:
            return words.point(self.view, point, event["axes"])
        if event["axes"] != "plane":
            return words.curve(self.view, event["axes"], event["x"])
        _, _, across, down, left, right, bottom, top = self.canvas.axes["plane"]
        steep = down / (top - bottom) / (across / (right - left))  # pixels up for each pixel across, at a slope of 1
        lines = {name: self.view.fits.lines[name] for name in (MSE, MAE, ARCTAN)}
        if words.second(self.view.fits, CLOSE):
            lines["arctan, another minimum"] = self.view.fits.minima[1]
        near = {
            name: line
            for name, line in lines.items()
            if abs(line(event["x"]) - event["y"]) * down / (top - bottom) < NEAR * np.hypot(1, steep * line.weight)
        }
        return words.lines_at(near, event["x"])

    def on_key(self, key):
        fits, chosen = self.view.fits, self.state.chosen
        if key in ARROWS:
            chosen = max(chosen, 0)
            here = {i: place for i, *place in self.state.moved}.get(chosen, (fits.x[chosen], fits.y[chosen]))
            self.move(chosen, np.add(here, np.multiply(ARROWS[key], (0.1, 0.2))))
        else:
            self.set(chosen=(chosen + 1 if key == "n" else max(chosen, 0) - 1) % len(fits.x))
