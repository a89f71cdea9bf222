"""The crossover explorer: the time of a matrix product in a loop, in NumPy, in PyTorch and on a GPU, and why."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, PURPLE, SMALL, TEXT, VERMILION

WIDTHS = 2 ** np.arange(2, 14)  # of the layer: (batch, n) @ (n, n)
LOOKS = {  # colour, marker and line of each way
    "Python loop": (INK, "o", ":"),
    "NumPy": (BLUE, "s", "-"),
    "PyTorch, CPU": (GREEN, "^", "--"),
    "PyTorch, GPU": (VERMILION, "D", "-."),
}
MACHINES = {  # seconds per call, products per second, bytes per second: round numbers for such machines
    "a laptop and a small GPU": {
        "Python loop": (0.0, 2e7, 1e10),
        "NumPy": (1e-6, 4e10, 2e10),
        "PyTorch, CPU": (5e-6, 4e10, 2e10),
        "PyTorch, GPU": (3e-5, 2e12, 2e11),
    },
    "a server and a large GPU": {
        "Python loop": (0.0, 2e7, 1e10),
        "NumPy": (1e-6, 5e11, 1e11),
        "PyTorch, CPU": (5e-6, 5e11, 1e11),
        "PyTorch, GPU": (2e-5, 3e13, 2e12),
    },
}
NEAR = 8  # pixels from a line at which the pointer is on it
WIDTH_STEPS = {"ArrowLeft": -1, "ArrowRight": 1}


@dataclass(frozen=True)
class State:
    """Settings of the crossover explorer."""

    machine: str = pick("a laptop and a small GPU", MACHINES, "machine")
    width: int = slide(6, 2, 13, 1, "width: 2 to the power")
    batch: int = slide(5, 0, 12, 1, "batch, as a power of 2")
    launch: float = slide(1.0, 0.1, 10.0, 0.1, "cost of a call, times")
    calls: int = slide(1, 1, 20, 1, "calls for each product")


@dataclass(frozen=True)
class View:
    """The times, and which way is fastest where."""

    state: State
    times: dict  # way: (12,) seconds
    fastest: list  # for each width
    why: str  # where the time at the chosen width goes


class CrossoverExplorer(Explorer):
    """See at which size a GPU begins to pay: the time of one product (batch, n) @ (n, n), computed in four ways.

    The time is a model with three parts: a fixed cost per call, the number of products divided by the products per
    second, and the bytes divided by the bytes per second; of the last two the larger counts. The numbers are round ones
    for the chosen kind of machine; the lesson measures yours for comparison.

    The left and right arrow keys, or a click in the picture, choose the width.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = CrossoverExplorer(width=13)
    >>> print(explorer)  # doctest: +ELLIPSIS
    At width 8192 and batch 32 the fastest is PyTorch, GPU...
    >>> explorer.close()
    """

    State = State
    size = (640, 380)
    keys = tuple(WIDTH_STEPS)
    help = "Press the left and right arrow keys, or click in the picture, to choose the width of the layer."
    cursors = {"times": "pointer"}
    suggestion = "set the batch to 1, then 4096: where do the lines cross? Then let a product take ten calls."

    def build(self, picture):
        self.title, self.line = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.plane = picture.axes("times", 66, 66, 410, 262)
        self.plane.set(xscale="log", yscale="log", xlim=(3, 11000), ylim=(1e-7, 1e3))
        self.plane.set(xlabel="width n of the layer", ylabel="seconds", xticks=[10, 100, 1000, 10000])
        self.plane.minorticks_off()
        self.lines = {}
        for name, (colour, marker, kind) in LOOKS.items():
            style = {"color": colour, "marker": marker, "ls": kind, "ms": 4.5, "mec": PAPER, "mew": 0.5, "lw": 1.8}
            (self.lines[name],) = self.plane.plot([], [], label=name, **style)
        self.mark = self.plane.axvline(10, color=FAINT, lw=1.2, zorder=0)
        (self.ring,) = self.plane.plot([], [], "o", mfc="none", mec=PURPLE, mew=2, ms=13, zorder=5)
        picture.fig.legend(
            loc="upper left", bbox_to_anchor=(0.755, 0.84), fontsize=SMALL, labelcolor=INK, frameon=False
        )
        self.facts = picture.words(488, 180, SMALL)
        picture.moving(*self.lines.values(), self.mark, self.ring)

    def compute(self, state):
        times = {way: cost(state, way, WIDTHS) for way in LOOKS}
        stacked = np.array(list(times.values()))
        fastest = [list(LOOKS)[k] for k in stacked.argmin(axis=0)]
        return View(state, times, fastest, spent(state, fastest[state.width - 2]))

    def draw(self, view):
        for name, line in self.lines.items():
            line.set_data(WIDTHS, view.times[name])
        k = view.state.width - 2
        self.mark.set_xdata([WIDTHS[k], WIDTHS[k]])
        best = view.fastest[k]
        self.ring.set_data([WIDTHS[k]], [view.times[best][k]])
        self.title.say(title(view))
        self.line.say(view.why)
        self.facts.say("\n".join(f"{name}:\n   {readable(view.times[name][k])}" for name in LOOKS))

    def describe(self, view):
        k = view.state.width - 2
        each = ", ".join(f"{name} {readable(view.times[name][k])}" for name in LOOKS)
        return f"{title(view)}: {view.why}. {each}. {crossing(view)}"

    def code(self, view):
        state = view.state
        rows = "\n".join(
            f'    "{way}": ({state.launch * state.calls * a:g}, {b:g}, {c:g}),'
            for way, (a, b, c) in MACHINES[state.machine].items()
        )
        return "\n".join(
            [
                "import numpy as np",
                "",
                f"n, batch = 2 ** np.arange(2, 14), {2**state.batch}",
                f"machine = {{  # seconds of the call, products and bytes a second\n{rows}\n}}",
                "products, moved = batch * n**2.0, 4.0 * (n**2.0 + 2 * batch * n)",
                "times = {way: call + np.maximum(products / speed, moved / traffic)",
                "         for way, (call, speed, traffic) in machine.items()}",
                "print(times)",
            ]
        )

    def numbers(self, view):
        return {f"times[{way!r}]": times for way, times in view.times.items()}

    def on_pointer(self, event):
        if event["axes"] == "times" and event["type"] != "up":
            self.set(width=self.under(event))

    def under(self, event):
        """Return the width under the pointer, as a power of 2."""
        return int(np.clip(round(np.log2(max(event["x"], 1e-9))), 2, 13))

    def on_hover(self, event):
        k, (*_, down, _, _, low, high) = self.under(event) - 2, self.canvas.axes["times"]
        decade = down / np.log10(high / low)  # pixels of a power of ten
        away = {
            name: decade * abs(np.interp(np.log(event["x"]), np.log(WIDTHS), np.log10(times)) - np.log10(event["y"]))
            for name, times in self.view.times.items()
        }
        return times_at(self.view, k, [name for name in away if away[name] < NEAR])

    def on_key(self, key):
        self.set(width=int(np.clip(self.state.width + WIDTH_STEPS[key], 2, 13)))


def cost(state, way, n):
    """Return the seconds of one product (batch, n) @ (n, n)."""
    call, speed, traffic = MACHINES[state.machine][way]
    batch, n = 2**state.batch, np.asarray(n, float)
    products, moved = batch * n**2, 4 * (n**2 + 2 * batch * n)  # four bytes per number
    return state.launch * state.calls * call + np.maximum(products / speed, moved / traffic)


def spent(state, way):
    """Return where most of the time goes, as a sentence."""
    call, speed, traffic = MACHINES[state.machine][way]
    batch, n = 2**state.batch, 2.0**state.width
    parts = {
        "the cost of the call": state.launch * state.calls * call,
        "computing" if way != "Python loop" else "looking up what to do": batch * n**2 / speed,
        "moving numbers to and from memory": 4 * (n**2 + 2 * batch * n) / traffic,
    }
    return f"{way} spends most of its time on {max(parts, key=lambda part: parts[part])}"


def title(view):
    """Return which way is fastest at the chosen width."""
    k = view.state.width - 2
    return f"At width {WIDTHS[k]} and batch {2**view.state.batch} the fastest is {view.fastest[k]}"


def times_at(view, k, near):
    """Return the times of the lines near the pointer at one of the widths, or else the fastest way there."""
    ways = [name for name in near if name != view.fastest[k]]
    times = [f"{name}: {readable(view.times[name][k])}" for name in ways[:2]]
    fastest = f"width {WIDTHS[k]}: {view.fastest[k]} is the fastest, {readable(view.times[view.fastest[k]][k])}"
    return "\n".join([fastest, *times, "click to choose this width"])


def crossing(view):
    """Return the width from which the GPU is the fastest, as a sentence."""
    wins = [int(n) for n, way in zip(WIDTHS, view.fastest, strict=True) if way == "PyTorch, GPU"]
    return f"The GPU is the fastest from width {min(wins)} on" if wins else "The GPU is never the fastest here"


def readable(seconds):
    """Return a time with its unit.

    Examples
    --------
    >>> readable(0.00002), readable(0.5), readable(90.0)
    ('20 us', '500 ms', '90 s')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{significant(seconds / size)} {unit}"
    return f"{significant(seconds / 1e-9)} ns"
