"""The recurrent explorer: one text, coloured by a unit of the hidden state, by surprise, or by the gradient's reach."""

from dataclasses import replace

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.recurrent_networks import network as net
from nnlearn.lessons.recurrent_networks import words
from nnlearn.lessons.recurrent_networks.letters import Letters, letter_at
from nnlearn.lessons.recurrent_networks.machine import HEIGHT, TOP, Machine, under
from nnlearn.lessons.recurrent_networks.state import OWN, STEPS, TINTS, State, view_of
from nnlearn.lessons.recurrent_networks.tour import TOUR
from nnlearn.plots.style import TEXT

KEYS = {"ArrowLeft": ("position", -1), "ArrowRight": ("position", 1), "ArrowUp": ("unit", -1), "ArrowDown": ("unit", 1)}
KEYS |= {"+": ("cut", 1), "-": ("cut", -1)}
LIMITS = {"unit": (1, net.UNITS), "cut": (1, STEPS)}


class RecurrentExplorer(Recorded):
    """Let a small recurrent network read a text, watch what it remembers, and send a gradient back in time.

    The letters of one text are coloured by what a unit of the hidden state says after each, by how unexpected each was,
    or by how much of the gradient of the framed step's loss arrives there. Below is the network at that step, the
    letter, its 24 units and the probabilities of the next letter; or, with the gradient, its size on a logarithmic
    scale next to the power of the spectral radius that one might expect.

    A click on a letter goes to its step, one on a unit colours the text by it. With the keys: left and right for a
    step, up and down for a unit, c for the next colouring, plus and minus for the truncation.

    Parameters
    ----------
    **start
        Where the settings start: tint, unit, text, own, network, scale, cut, tanh, position. See `Explorer`.

    Examples
    --------
    >>> explorer = RecurrentExplorer(position=2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Trained network, spectral radius 3.41, after 2 of 43 letters, "to". Most probable next letter: ␣ ...
    >>> explorer.close()
    """

    State = State
    size = (640, TOP + HEIGHT)
    cursors: dict = {"text": "pointer", "lower": "pointer"}
    keys: tuple = (*KEYS, "c")
    help = "Click a letter or a unit. Keys: left, right: step; up, down: unit; c: next colouring; +, −: truncation."
    placed_elsewhere = ("position", "tint", "text")
    suggestion = "type your name."
    tour = TOUR

    # The picture.

    def build(self, picture):
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 30, TEXT)
        self.letters, self.machine = Letters(picture), Machine(picture)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.letters.draw(view)
        self.machine.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.line(view))

    def length(self, view):
        return len(view.text) - 1

    def extras(self):
        self.typed = widgets.Text(
            value=self.state.own,
            description="or type your own",
            continuous_update=True,
            tooltip="Letters, commas, full stops and spaces; anything else becomes a space",
            layout={"width": "auto", "max_width": "100%"},
        )
        self.typed.style.description_width = "initial"
        self.typed.observe(lambda change: self._type(change.new), "value")
        controls = self.controls
        return [row([controls["tint"]]), *super().extras(), row([controls["text"], self.typed])]

    def _type(self, typed):
        """Read what the reader has typed, up to its end."""
        if typed != self.state.own:
            self.set(own=typed, text=OWN, position=STEPS)

    def after_draw(self, view):
        super().after_draw(view)
        if self.typed.value != self.state.own:
            self.typed.value = self.state.own

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state = view.state
        z = "U[:, LETTERS.index(letter)] + W @ h[-1] + b"
        lines = [
            "import numpy as np",
            "from nnlearn.lessons.recurrent_networks import LETTERS, weights_of",
            "",
            f"U, W, b, V, c = weights_of({state.network!r}, {state.scale:g})",
            f"text, t, h = {view.text!r}, {view.at}, [np.zeros({net.UNITS})]",
            "for letter in text[:t]:",
            f"    h.append({f'np.tanh({z})' if state.tanh else z})",
            "z = np.array(h) @ V.T + c",
            "p = np.exp(z - z.max(axis=1, keepdims=True))",
            "p, codes = p / p.sum(axis=1, keepdims=True), [LETTERS.index(letter) for letter in text[: t + 1]]",
        ]
        if state.tint == "unit":
            lines += [f"print([round(float(state[{state.unit - 1}]), 2) for state in h[1:]])  # unit {state.unit}"]
        elif state.tint == "surprise":
            lines += ["surprises = -np.log(np.maximum(p[range(t), codes[:t]], 1e-300))", "print(surprises)"]
        else:
            lines += [
                f"d, sizes = V.T @ (p[t] - np.eye({len(net.LETTERS)})[codes[t]]), []  # dL/dh_t",
                "for k in range(t, 0, -1):",
                "    sizes.append(np.linalg.norm(d))",
                f"    d = W.T @ (d{' * (1 - h[k] ** 2)' if state.tanh else ''})  # dL/dh_(k-1)",
                "print(np.divide(sizes, sizes[0] if sizes else 1))",
            ]
        return "\n".join([*lines, "print(LETTERS[p[t].argmax()], p[t].max())"])

    def numbers(self, view):
        found = {"h[t]": view.run.states[view.at], "p[t]": view.run.chances[view.at]}
        if view.state.tint == "gradient":
            return found | {"sizes": view.back.sizes}
        return found | ({"surprises": view.surprises[: view.at]} if view.state.tint == "surprise" else {})

    # Pointer and keys.

    def next_state(self, state, **changes):
        """Return the state after changes: who chooses a unit or a truncation sees it."""
        for name, tint in (("unit", "unit"), ("cut", "gradient")):
            if changes.get(name, getattr(state, name)) != getattr(state, name):
                changes = {"tint": tint, **changes}
        return replace(state, **changes)

    def on_pointer(self, event):
        if event["type"] == "up":
            return
        if event["axes"] == "text":
            index = letter_at(self.view, event["x"], event["y"])
            if index is not None:
                self.go(index + 1)
        elif event["axes"] == "lower" and event["type"] == "down":
            kind, number = under(self.view, event["x"], event["y"])
            if kind == "unit":
                self.set(unit=number + 1, tint="unit")
            elif kind == "back":
                self.go(self.at - number)

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "text":
            index = letter_at(view, event["x"], event["y"])
            return "" if index is None else words.letter(view, index)
        kind, number = under(view, event["x"], event["y"])
        say = {"unit": words.unit, "chance": words.chance, "back": words.sent}.get(kind)
        return say(view, number) if say else ""

    def on_key(self, key):
        if key == "c":
            kinds = [kind for _, kind in TINTS]
            self.set(tint=kinds[(kinds.index(self.state.tint) + 1) % len(kinds)])
            return
        name, by = KEYS[key]
        if name == "position":
            self.go(self.at + by)
            return
        low, high = LIMITS[name]
        value = min(self.state.cut, max(self.at, 1)) if name == "cut" else self.state.unit
        self.set(**{name: min(max(value + by, low), high)})
