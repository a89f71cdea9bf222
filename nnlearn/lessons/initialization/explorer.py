"""The initialisation explorer: one dial for the initial weights, and thirty layers that live, die or explode."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.initialization.propagation import FUNCTIONS, LAYERS, SCALES, deep
from nnlearn.plots.numbers import fixed, short, significant
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, TEXT, VERMILION

FLOOR, CEILING = 1e-12, 1e12  # of the picture; a line beyond them leaves the picture
NOTHING = 1e-300  # has a logarithm, unlike 0
SHOWN = (1, 10, 20, 30)  # layers with a histogram
GAIN_STEPS = {"ArrowLeft": -0.05, "ArrowRight": 0.05, "ArrowDown": -0.25, "ArrowUp": 0.25}


@dataclass(frozen=True)
class State:
    """Settings of the initialisation explorer."""

    gain: float = slide(0.6, 0.1, 4.0, 0.05, "gain")
    function: str = pick("tanh", FUNCTIONS, "activation")
    scale: str = pick("standardised", SCALES, "pixels")
    equal: bool = switch(False, "all first weights equal")
    norm: bool = switch(False, "batch normalisation")
    seed: int = slide(0, 0, 20, 1, "seed of the weights")


@dataclass(frozen=True)
class View:
    """The run, with its signal and gradient, and the state it belongs to."""

    state: State
    run: object


class InitExplorer(Explorer):
    """Turn one dial, the size of the initial weights, and see what thirty layers do to a signal and a gradient.

    Above, on a logarithmic scale, are the sizes of the signal after each layer (blue) and of the gradient on its way
    back (orange); level lines are the goal. Below are the values in four layers as histograms.

    The left and right arrow keys turn the dial a little, up and down more; a click in the upper picture turns it too.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = InitExplorer(gain=1.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    tanh, gain 1.00, pixels standardised. After 30 layers the signal is 0.1...
    >>> explorer.close()
    """

    State = State
    size = (640, 430)
    cursors = {"layers": "pointer"}
    keys = tuple(GAIN_STEPS)
    help = "Press the left and right arrow keys to change the gain a little, down and up to change it more."
    suggestion = "find the gain at which both lines stay level, for tanh and for ReLU. Then tick batch normalisation."

    def build(self, picture):
        self.title, self.line = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.plane = picture.axes("layers", 60, 82, 564, 174)
        self.plane.set(yscale="log", xlim=(-0.3, LAYERS + 0.3), ylim=(FLOOR, CEILING), xlabel="layer", ylabel="size")
        self.plane.set(yticks=[1e-12, 1e-8, 1e-4, 1, 1e4, 1e8, 1e12])
        self.plane.minorticks_off()
        self.plane.axhline(1, color=FAINT, lw=0.8, ls=":")
        style = {"lw": 2, "ms": 4}
        (self.signal,) = self.plane.plot([], [], "o-", color=BLUE, label="signal, forward", **style)
        (self.gradient,) = self.plane.plot([], [], "s--", color=VERMILION, label="gradient, backward", **style)
        above = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2}  # where no line can run through it
        self.plane.legend(fontsize=SMALL, frameon=False, labelcolor=INK, borderaxespad=0.2, **above)
        self.bars, self.heads = [], []
        for k, layer in enumerate(SHOWN):
            left = 30 + 154 * k
            ax = picture.axes(f"layer {layer}", left, 322, 130, 66)
            ax.set(yticks=[], xlabel="", ylim=(0, 1.05))
            ax.spines["left"].set_visible(False)
            (bar,) = ax.plot([], [], color=BLUE, lw=1.6, drawstyle="steps-mid")
            self.bars.append(bar)
            self.heads.append(picture.words(left, 304, SMALL))
            ax.set(xlim=(-1, 1), xticks=(-1, 0, 1), xticklabels=("−", "0", "+"))
        picture.moving(self.signal, self.gradient, *self.bars)

    def compute(self, state):
        run = deep(state.scale, state.function, state.gain, state.equal, state.norm, state.seed)
        return View(state, run)

    def draw(self, view):
        layers = np.arange(LAYERS + 1)
        self.signal.set_data(layers, np.maximum(view.run.signals, NOTHING))
        self.gradient.set_data(layers, np.maximum(view.run.gradients, NOTHING))
        for layer, bar, head in zip(SHOWN, self.bars, self.heads, strict=True):
            values = view.run.values[layer]
            counts, edges, limit = bars(values)
            bar.set_data((edges[1:] + edges[:-1]) / 2, counts / max(counts.max(), 1))
            head.say(f"layer {layer}: up to {short(limit)}")
        self.title.say(title(view))
        self.line.say(sentence(view))

    def describe(self, view):
        return f"{title(view)}. {sentence(view)}"

    def code(self, view):
        state = view.state
        call = f"{state.scale!r}, {state.function!r}, {state.gain:g}, {state.equal}, {state.norm}, {state.seed}"
        there, slope = FUNCTIONS[state.function]
        return "\n".join(
            [
                "from nnlearn.lessons.initialization import deep",
                "",
                f"# h = {there} after each layer, slope {slope}",
                f"run = deep({call})",
                "print(run.signals[-1], run.gradients[0])",
            ]
        )

    def numbers(self, view):
        return {"run.signals": view.run.signals, "run.gradients": view.run.gradients}

    def on_pointer(self, event):
        if event["axes"] == "layers" and event["type"] != "up":
            self._turn(gain_at(event["x"]))

    def on_hover(self, event):
        run, x = self.view.run, event["x"]
        if event["axes"] == "layers":
            k = int(np.clip(round(x), 0, LAYERS))
            signal, gradient = significant(run.signals[k], 2), significant(run.gradients[k], 2)
            found = f"{f'layer {k}' if k else 'input'}: signal {signal}, gradient {gradient}"
            return f"{found}\nclick for the gain {fixed(nearest(gain_at(x)))}"
        values = run.values[int(event["axes"].split()[1])]
        counts, edges, limit = bars(values)
        bar = int(np.clip((x + 1) / 2 * len(counts), 0, len(counts) - 1))
        low, high = (significant(limit * edge) for edge in edges[bar : bar + 2])
        return f"from {low} to {high}:\n{counts[bar]} of {values.size} values"

    def on_key(self, key):
        self._turn(self.state.gain + GAIN_STEPS[key])

    def _turn(self, gain):
        self.set(gain=nearest(gain))


def gain_at(x):
    """Return the gain that a click at x in the upper picture sets."""
    return 0.1 + 3.9 * x / LAYERS


def nearest(gain):
    """Return the place of the dial nearest to a gain.

    Examples
    --------
    >>> nearest(1.234), nearest(9)
    (1.25, 4.0)
    """
    return round(float(np.clip(round(gain / 0.05) * 0.05, 0.1, 4.0)), 2)


def bars(values):
    """Return the bars of a histogram, their edges as shares of the largest absolute value, and this value."""
    limit = max(float(np.abs(values).max()), 1e-300)
    return *np.histogram(values / limit, 41, (-1, 1)), limit


def title(view):
    """Return the settings."""
    state = view.state
    extras = [word for word, on in (("all weights equal", state.equal), ("batch normalisation", state.norm)) if on]
    return f"{state.function}, gain {state.gain:.2f}, pixels {state.scale}" + "".join(f", {word}" for word in extras)


def sentence(view):
    """Return a sentence about what is left at both ends."""
    run = view.run
    alike = "; all units are alike" if run.different == 1 else ""
    return (
        f"After {LAYERS} layers the signal is {significant(run.signals[-1], 2)}; "
        f"the gradient comes back as {significant(run.gradients[0], 2)}{alike}"
    )
