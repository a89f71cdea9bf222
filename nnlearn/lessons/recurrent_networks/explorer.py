"""The recurrent explorer: a network unrolled in time, its memory of a text, and how far a gradient reaches back."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.recurrent_networks import network as net
from nnlearn.lessons.recurrent_networks import words
from nnlearn.lessons.recurrent_networks.picture import MAX_COPIES, Unrolled, unit_at
from nnlearn.plots.numbers import short
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, TEXT, VERMILION

LETTERS, UNITS, STEPS = net.LETTERS, net.UNITS, len(net.TEXTS[0]) - 1
FLOOR, CEILING = 1e-12, 1e8  # of the gradient's axis
LEFT, TOP, WIDE, TALL = 62, 226, 13, 5  # corner of the strip, and the size of its cells, in pixels
BARS = 6  # number of letters whose probability is drawn
KEYS = {"ArrowLeft": ("position", -1), "ArrowRight": ("position", 1), "ArrowUp": ("scale", 0.05)}
KEYS |= {"ArrowDown": ("scale", -0.05), "+": ("unroll", 1), "-": ("unroll", -1)}


@dataclass(frozen=True)
class State:
    """Settings of the recurrent explorer."""

    text: str = pick(net.TEXTS[0], net.TEXTS, "text")
    network: str = pick("trained", net.NETWORKS, "weights")
    scale: float = slide(1.0, 0.5, 1.5, 0.05, "recurrent weights times")
    unroll: int = slide(6, 1, MAX_COPIES, 1, "unrolled", "steps")
    tanh: bool = switch(True, "tanh in every step")
    position: int = slide(30, 0, STEPS, 1, "step")


@dataclass(frozen=True)
class View:
    """The text being read, the gradient of the chosen step, and the state they belong to."""

    state: State
    run: net.Read
    back: net.Back
    at: int
    radius: float

    @property
    def shares(self):
        """|dL/dh_k| as a share of |dL/dh_t|, for k = t, t - 1, ..., 1."""
        sizes = self.back.sizes
        return sizes / max(sizes[0], 1e-300) if len(sizes) else sizes


class RecurrentExplorer(Recorded):
    """Unroll a small recurrent network over a text, watch its hidden state, and send a gradient back in time.

    Above are the last steps as copies of one network: the letter below each copy goes in, the box holds its 24 units,
    and the letter it expects next is on top; the gradient on its way back is vermilion. On the right are the
    probabilities of the next letter. Below, over the whole text, are the hidden state as a strip (a row per unit) and,
    on a logarithmic scale, the size of the gradient at each earlier step, next to the power of the spectral radius that
    one might expect.

    A click in the lower pictures goes to a step, and so do the left and right arrow keys; up and down scale the
    recurrent weights, plus and minus change the number of copies.

    Parameters
    ----------
    **start
        Where the settings start: text, network, scale, unroll, tanh, position. See `Explorer`.

    Examples
    --------
    >>> explorer = RecurrentExplorer(position=2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Trained network, spectral radius 3.41, after 2 of 43 letters, "to". Most probable next letter: ␣ ...
    >>> explorer.close()
    """

    State = State
    size = (640, 560)
    cursors = {"state": "pointer", "gradient": "pointer"}
    jump_label = "word"
    keys = tuple(KEYS)
    help = "Press left or right for a step, up or down to scale the recurrent weights, plus or minus for the copies."
    suggestion = (
        "take random weights and multiply the recurrent ones by 0.5 to 1.5: when does the gradient reach the first "
        "letter? Then remove the tanh."
    )

    # The picture.

    def build(self, picture):
        self.title, self.line = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.head = picture.words(14, 60, SMALL)
        self.unrolled = Unrolled(picture, 14, 76, 448, 136)
        self._bars(picture)
        self.strip = picture.axes("state", LEFT, TOP, WIDE * STEPS, TALL * UNITS)
        self.cells = Images(picture.page)
        self.strip.set(xlim=(0.5, STEPS + 0.5), ylim=(UNITS - 0.5, -0.5))
        self.strip.set(xticks=[], yticks=[0, UNITS - 1], yticklabels=["1", "24"], ylabel="units")
        self.strip.yaxis.set_label_coords(-0.05, 0.5)
        self.strip.spines[:].set_visible(False)
        self.strip.tick_params(length=0)
        self.window = self.strip.add_patch(
            Rectangle((0, 0), 1, UNITS, fill=False, ec=FAINT, lw=1.6, clip_on=False, zorder=4)
        )
        self.now = self.strip.add_patch(
            Rectangle((0, 0), 1, UNITS, fill=False, ec=INK, lw=2.2, clip_on=False, zorder=4)
        )
        self.read, self.ahead = Labels(self.strip.transData, TEXT), Labels(self.strip.transData, TEXT, colour=FAINT)
        self.plane = picture.axes("gradient", LEFT, 390, WIDE * STEPS, 132)
        self.plane.set(yscale="log", xlim=(0.5, STEPS + 0.5), ylim=(FLOOR, CEILING), xlabel="step (letter read)")
        self.plane.set(yticks=[1e-12, 1e-8, 1e-4, 1, 1e4, 1e8], ylabel="gradient, here 1")
        self.plane.yaxis.set_label_coords(-0.075, 0.5)
        self.plane.minorticks_off()
        self.plane.axhline(1, color=FAINT, lw=0.8, ls=":")
        (self.power,) = self.plane.plot([], [], "--", color=INK, lw=1.2, label="radius to the power of the steps back")
        (self.cut,) = self.plane.plot([], [], "o-", color=FAINT, lw=1.2, ms=2.5, label="cut off by truncation")
        (self.sent,) = self.plane.plot([], [], "o-", color=VERMILION, lw=2, ms=4, label="gradient of the loss")
        self.plane.legend(
            handles=[self.sent, self.cut, self.power], fontsize=SMALL, frameon=False, labelcolor=INK, ncols=3,
            loc="lower left", bbox_to_anchor=(0, 1), borderpad=0, handlelength=1.6, columnspacing=1.2,
        )  # fmt: skip
        picture.moving(
            self.cells, self.window, self.now, self.read, self.ahead, self.power, self.cut, self.sent,
        )  # fmt: skip

    def _bars(self, picture):
        self.next = picture.axes("next", 498, 84, 126, 116)
        self.next.set(xlim=(0, 1), ylim=(BARS - 0.5, -0.5), xticks=[], yticks=[])
        self.next.spines[:].set_visible(False)
        self.chance = picture.words(484, 60, SMALL)
        self.bars = self.next.add_collection(LineCollection([], linewidths=9, capstyle="butt"), autolim=False)
        self.likely, self.values = picture.moving(
            Labels(self.next.transData, TEXT, weight="bold"), Labels(self.next.transData, SMALL, across=0)
        )
        picture.moving(self.bars)

    def compute(self, state):
        weights = net.weights_of(state.network, state.scale)
        run = net.read(weights, state.text, state.tanh)
        at = min(state.position, STEPS)
        back = net.back(weights, run, state.text, at, state.tanh)
        return View(state, run, back, at, float(net.radius_of(weights[1])))

    def draw(self, view):
        state, at, run, shares = view.state, view.at, view.run, view.shares
        count = min(state.unroll, at)
        guesses = [LETTERS[k] for k in run.chances.argmax(axis=1)]
        steps = slice(at - count + 1, at + 1)
        letters = state.text[at - count : at]
        self.unrolled.draw(run.states[steps], letters, guesses[steps], shares[:count][::-1])
        self._next(view)
        cells = np.zeros((UNITS, STEPS, 4), np.uint8)
        cells[:, :at] = colours(run.states[1 : at + 1].T, 1.0)
        self.cells.images = [(cells, LEFT, TOP, WIDE * STEPS, TALL * UNITS)]
        self.now.set_xy((at - 0.5, -0.5))
        self.now.set_visible(at > 0)
        self.window.set_bounds(at - count + 0.5, -0.5, count, UNITS)
        self.window.set_visible(count > 1)
        places = [(SEEN.get(c, c), (k + 1, UNITS + 1.6)) for k, c in enumerate(state.text[:STEPS])]
        self.read.put(places[:at])
        self.ahead.put(places[at:])
        k = at - np.arange(len(shares))
        inside = np.where((shares >= FLOOR) & (shares <= CEILING), shares, np.nan)
        self.sent.set_data(k[:count], inside[:count])
        self.cut.set_data(k[max(count - 1, 0) :], inside[max(count - 1, 0) :])
        self.power.set_data(k, view.radius ** (at - k))
        self.title.say(title(view))
        self.line.say(sentence(view))
        self.head.say(header(view))

    def _next(self, view):
        chances, right = view.run.chances[view.at], view.state.text[view.at]
        best = np.argsort(-chances, kind="stable")[:BARS]
        self.bars.set_segments([[(0, row), (0.72 * chances[k], row)] for row, k in enumerate(best)])
        self.bars.set_color([VERMILION if LETTERS[k] == right else BLUE for k in best])
        names = [SEEN.get(LETTERS[k], LETTERS[k]) for k in best]
        self.likely.put([(name, (-0.07, row)) for row, name in enumerate(names)])
        self.values.put([(f"{chances[k]:.2f}", (0.72 * chances[k] + 0.03, row)) for row, k in enumerate(best)])
        self.chance.say(f"next letter (it is {SEEN.get(right, right)})")

    def length(self, view):
        return STEPS

    def jump_positions(self, view):
        return [k + 1 for k, letter in enumerate(view.state.text[:STEPS]) if letter == " "]

    # Text and code.

    def describe(self, view):
        text = view.state.text[: view.at]
        chances = view.run.chances[view.at]
        best = int(chances.argmax())
        guess = SEEN.get(LETTERS[best], LETTERS[best])
        return (
            f'{title(view)}, "{text}". Most probable next letter: {guess} with {chances[best]:.2f}. {sentence(view)}.'
        )

    def code(self, view):
        state = view.state
        z = "U[:, LETTERS.index(letter)] + W @ h[-1] + b"
        slope = " * (1 - h[k] ** 2)" if state.tanh else ""
        return "\n".join(
            [
                "import numpy as np",
                "from nnlearn.lessons.recurrent_networks import LETTERS, weights_of",
                "",
                f"U, W, b, V, c = weights_of({state.network!r}, {state.scale:g})",
                f"text, t, h = {state.text!r}, {view.at}, [np.zeros({UNITS})]",
                "for letter in text[:t]:",
                f"    h.append({f'np.tanh({z})' if state.tanh else z})",
                "p = np.exp(V @ h[t] + c - (V @ h[t] + c).max())",
                f"p, target = p / p.sum(), np.eye({len(LETTERS)})[LETTERS.index(text[t])]",
                "d, sizes = V.T @ (p - target), []  # dL/dh_t",
                "for k in range(t, 0, -1):",
                "    sizes.append(np.linalg.norm(d))",
                f"    d = W.T @ (d{slope})  # dL/dh_(k-1)",
                "print(LETTERS[p.argmax()], np.divide(sizes, sizes[0] if sizes else 1))",
            ]
        )

    def numbers(self, view):
        return {"h[t]": view.run.states[view.at], "p": view.run.chances[view.at], "sizes": view.back.sizes}

    # Pointer and keys.

    def on_pointer(self, event):
        if event["axes"] in ("state", "gradient") and event["type"] != "up":
            self.go(_step(event))

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "state":
            return f"{words.unit(view, _step(event), int(np.clip(round(y), 0, UNITS - 1)))}\nclick to go to this step"
        if axes == "gradient":
            return f"{words.sent(view, _step(event))}\nclick to go to this step"
        if axes == "next":
            return words.chance(view, int(np.clip(round(y), 0, BARS - 1)))
        found = unit_at(x, y, self.unrolled.width, min(view.state.unroll, view.at))
        return "" if found is None else words.copy(view, view.at - found[0], found[1])

    def on_key(self, key):
        name, by = KEYS[key]
        if name == "position":
            self.go(self.at + by)
            return
        low, high = (0.5, 1.5) if name == "scale" else (1, MAX_COPIES)
        value = min(max(getattr(self.state, name) + by, low), high)
        self.set(**{name: round(value, 2) if name == "scale" else value})


def _step(event):
    """Return the step at a place of the lower pictures."""
    return int(np.clip(round(event["x"]), 1, STEPS))


def title(view):
    """Return the network, its radius and the position."""
    state = view.state
    bend = "" if state.tanh else ", no tanh"
    name = state.network.capitalize()
    return f"{name} network, spectral radius {view.radius:.2f}{bend}, after {view.at} of {STEPS} letters"


def sentence(view):
    """Return a sentence on how far the gradient reaches and what truncation costs."""
    if not view.at:
        return "Nothing has been read yet: the state is zero, and no gradient can go back"
    back, shares = min(10, view.at - 1), view.shares
    count = min(view.state.unroll, view.at)
    lost = view.back.shares[count - 1]
    missing = "nothing of dL/dW" if count == view.at else f"{short(100 * lost)} % of dL/dW"
    steps = f"{back} step{'' if back == 1 else 's'} back"
    return f"{steps} the gradient is {short(shares[back])} of its size here; truncation after {count} loses {missing}"


def header(view):
    """Return the heading of the diagram."""
    count = min(view.state.unroll, view.at)
    if not count:
        return "no step yet"
    if count == 1:
        return "the network with its loop; unroll it for the steps before"
    return f"the last {count} steps: {count} copies, one set of weights; below them the gradient's share"
