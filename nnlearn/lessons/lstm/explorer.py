"""The gate explorer: a text with much noise, one cell as a tank with three valves, and the gradient on its way back."""

from dataclasses import replace

from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.lstm import gate_networks as net
from nnlearn.lessons.lstm import words
from nnlearn.lessons.lstm.picture import HEIGHT, MOST, PITCH, WIDTH, GatePicture, step_at
from nnlearn.lessons.lstm.state import State, view_of
from nnlearn.lessons.lstm.tour import TOUR

KEYS: dict = {
    "ArrowLeft": ("position", -1),
    "ArrowRight": ("position", 1),
    "ArrowUp": ("unit", -1),
    "ArrowDown": ("unit", 1),
}
KEYS |= {"+": ("forget", 0.5), "-": ("forget", -0.5), ".": ("write", 0.5), ",": ("write", -0.5)}
LIMITS = {"unit": (1, net.UNITS), "forget": (-1.0, 5.0), "write": (-5.0, 1.0)}


class GateExplorer(Recorded):
    """Watch the gates of a recurrent network over time, and how far a gradient reaches back.

    A text of one symbol, noise and a question is read (or some letters a and as many b); below it are the gates and
    states of one unit, orange above zero, blue below. The unit is drawn as a tank at the framed step. Beside it is the
    share of a gradient at the last step that arrives k steps back. Pull the biases of the gates before training, look
    into trained networks, or hold a gate and see what is lost.

    A click goes to a step, a second one on the first cell takes another symbol. With the keys: left and right for a
    step, up and down for a unit, plus and minus for the forget bias, comma and full stop for the input bias, s for
    another symbol, h to hold the next gate at the framed step.

    Parameters
    ----------
    **start
        Where the settings start: forget, write, distance, network, hold, unit, position, held, symbol. See `Explorer`.

    Examples
    --------
    >>> explorer = GateExplorer(forget=3.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    LSTM, bias f +3: 0.73 of the gradient arrives 20 steps back. ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    cursors: dict = {"rows": "pointer", "gradient": "crosshair"}
    keys: tuple = (*KEYS, "s", "h")
    help = "Click a step. Keys: left, right: step; up, down: unit; +, −: forget bias; , and .: input bias; s, h."
    suggestion = "pull the forget bias from 0 to 3."
    tour = TOUR

    def build(self, picture):
        self.artists = GatePicture(picture)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.artists.draw(view)
        self.artists.title.say(words.title(view))
        self.artists.line.say(words.line(view))

    def length(self, view):
        return len(view.x)

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state, d = view.state, "(d, None)" if view.kind == "LSTM" else "d"
        gates = "layer.gates(x)" if view.kind != "RNN" else '{"h": layer(x)[0]}'
        text = f"{state.network!r}, {state.distance}, {state.symbol}, {state.hold!r}, {state.held}"
        lines = [
            "import numpy as np",
            "from nnlearn.lessons.lstm.gate_networks import layer_of, text_of",
            "",
            f"layer = layer_of({state.network!r}, {state.forget:g}, {state.write:g})",
            f"x = text_of({text})  # {view.x.shape[0]} steps; the last two columns hold a gate",
            f"seen = {gates}",
            f"print({{name: values[{max(view.at - 1, 0)}, 0, {view.unit}] for name, values in seen.items()}})",
            "",
            "h, _ = layer(np.repeat(x, 16, axis=1))  # 16 random gradients at the last h",
            f"d = np.random.default_rng(0).normal(size=(1, 16, {view.gates['h'].shape[1]})).astype(np.float32)",
            f"grad_x, _ = layer.backward(None, {d})",
            "sizes = np.sqrt((grad_x[..., :-2].astype(float) ** 2).sum(axis=(1, 2)))[::-1]",
            "print(sizes / sizes[0])",
        ]
        return "\n".join(lines)

    def numbers(self, view):
        step = max(view.at - 1, 0)
        found = {
            f'seen["{name}"][{step}, 0, {view.unit}]': values[step, view.unit] for name, values in view.gates.items()
        }
        return found | {"sizes / sizes[0]": view.shares}

    # Pointer and keys.

    def next_state(self, state, **changes):
        """Return the state after changes: a gate is held at the framed step; a pulled bias is one before training."""
        pulled = any(changes.get(name, getattr(state, name)) != getattr(state, name) for name in ("forget", "write"))
        if pulled and "network" not in changes and (state.network in net.TRAINED or state.network == "plain"):
            changes["network"] = "GRU" if net.kind_of(state.network) == "GRU" else "LSTM"
        if changes.get("hold", state.hold) != state.hold and "held" not in changes:
            changes["held"] = max(min(state.position, self.length(view_of(replace(state, **changes)))), 1)
        return replace(state, **changes)

    def on_pointer(self, event):
        if event["type"] == "up" or event["axes"] != "rows":
            return
        step = step_at(self.view, event["x"])
        if event["type"] == "down" and step == 1 == self.at and not self.view.counting:
            self.set(symbol=(self.state.symbol + 1) % 4)
        else:
            self.go(step)

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "rows":
            row = int(min(max(event["y"], 0) // PITCH, MOST - 1))
            return words.cell(view, row, step_at(view, event["x"]))
        if event["axes"] == "gradient":
            steps = round(event["x"])
            return words.back(view, steps) if 0 <= steps < len(view.shares) else ""
        return ""

    def on_key(self, key):
        state = self.state
        if key == "s":
            self.set(symbol=(state.symbol + 1) % 4)
        elif key == "h":
            self.set(hold=net.HOLDS[(net.HOLDS.index(state.hold) + 1) % len(net.HOLDS)])
        else:
            name, by = KEYS[key]
            if name == "position":
                self.go(self.at + by)
            else:
                low, high = LIMITS[name]
                self.set(**{name: min(max(getattr(state, name) + by, low), high)})
