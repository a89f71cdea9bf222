"""The depth explorer: make a network deeper until it stops learning, add the skip, and take its blocks out."""

import numpy as np

from nnlearn.explorers import colour_bar
from nnlearn.explorers.controls import row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.residual_networks import words
from nnlearn.lessons.residual_networks.column import place_at
from nnlearn.lessons.residual_networks.lesions import lines
from nnlearn.lessons.residual_networks.picture import BAR, HEIGHT, WIDTH, Scene
from nnlearn.lessons.residual_networks.replays import MOMENTS, STORED
from nnlearn.lessons.residual_networks.state import State, blocks_of, settled, view_of
from nnlearn.lessons.residual_networks.tour import TOUR

KEYS = {"ArrowUp": -1, "ArrowDown": 1, "ArrowLeft": -1, "ArrowRight": 1}


class DepthExplorer(Recorded):
    """Watch networks of 2 to 40 hidden layers learn, plain and residual, and take the trained ones apart.

    On the left is the network: its blocks from the first layer to the last, and the skips, as thick as their share of
    the signal. Beside it are the spread of the signal after each block and the size of dL/dW in each layer, on scales
    of powers of ten. On the right are the training curves of all four depths, and a slice of the loss.

    A click on a block takes it out or puts it back, one dragged onto another changes places with it. Keys: up and down
    choose a block, x takes it out, s swaps it with the next, r puts all back; left and right go along the training.

    Parameters
    ----------
    **start
        Where the settings start: kind, depth, position, order, off, chosen. See `Explorer`.

    Examples
    --------
    >>> explorer = DepthExplorer(kind="x + F, zero", depth=20)
    >>> explorer.set(off=(3,))
    >>> print(explorer)  # doctest: +ELLIPSIS
    20 hidden layers, x + F, zero start: after 480 steps. ... Without block 4: the first start reads ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = ("r", *KEYS, "x", "s")
    help = (
        "Click a block to take it out, drag it onto another to swap them. Keys: up, down: choose; x: take out; s: swap "
        "with the next; r: put all back; left, right: training."
    )
    suggestion = "choose 40 hidden layers."
    cursors = {"network": "pointer", "curves": "grab"}
    prints = ("slice", [*BAR, colour_bar.HEIGHT])
    placed_elsewhere = ("position", "kind", "depth")
    _held = None  # the place of the block under the pointer that is down, or "moment"

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        return [row([self.panel.placed("kind"), self.panel.placed("depth")]), *super().extras()]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def length(self, view):
        return len(MOMENTS) - 1

    def next_state(self, state, **changes):
        return settled(state, **changes)

    # Pointer and keys.

    def toggle(self, block):
        """Take a block out, or put it back."""
        off = set(self.state.off) ^ {block}
        if self.state.depth in STORED:
            self.set(off=tuple(sorted(off)), chosen=block)
        else:
            self.set(chosen=block)

    def swap(self, first, second):
        """Let the blocks at two places change places."""
        if self.state.depth not in STORED or first == second:
            return
        order = list(self.view.order)
        order[first], order[second] = order[second], order[first]
        self.set(order=tuple(order), chosen=order[second])

    def block_at(self, event):
        """Return the place of the block under the pointer, or None."""
        if event["axes"] != "network":
            return None
        place = place_at(self.view, event["y"])
        return place if place is not None and 0 <= place < len(self.view.order) else None

    def on_pointer(self, event):
        kind, held = event["type"], self._held
        if kind == "down":
            self._held = "moment" if event["axes"] == "curves" else self.block_at(event)
        if self._held == "moment" and kind != "up" and event["axes"] == "curves":
            self.go(self.moment_at(event))
        if kind == "up":
            self._held, place = None, self.block_at(event)
            if held == "moment" or held is None or place is None:
                return
            if place == held:
                self.toggle(self.view.order[place])
            else:
                self.swap(held, place)

    def moment_at(self, event):
        """Return the place of the moment that is nearest to the pointer."""
        return int(np.abs(np.array(MOMENTS) - event["x"]).argmin())

    def on_hover(self, event):
        view = self.view
        if event["axes"] == "curves":
            return words.moment(view, self.moment_at(event))
        if event["axes"] == "slice":
            return words.loss(view, event["x"], event["y"])
        place = place_at(view, event["y"])
        if place is None:
            return ""
        return words.block(view, place) if 0 <= place < len(view.order) else words.ends(view, place < 0)

    def on_key(self, key):
        chosen = self.state.chosen
        place, number = self.view.order.index(chosen), blocks_of(self.state)
        if key in ("ArrowLeft", "ArrowRight"):
            self.go(self.at + KEYS[key])
        elif key in KEYS:
            self.set(chosen=self.view.order[(place + KEYS[key]) % number])
        elif key == "x":
            self.toggle(chosen)
        elif key == "r":
            self.set(off=(), order=())
        elif place + 1 < number:
            self.swap(place, place + 1)

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state = view.state
        first = [
            "import numpy as np",
            "from nnlearn.lessons.residual_networks.replays import learned, recorded_runs, trained",
            "",
            f"run, k = recorded_runs({state.kind!r}, {state.depth}), {view.at}  # five starts, trained beforehand",
            f"training, unseen = run.training[:, k].mean(), run.unseen[:, k].mean()  # after {view.step} steps",
        ]
        if view.live is None:
            rest = ["spread, gradient = run.spread[k], run.gradient[k]  # of the first start", "print(spread)"]
        else:
            left = tuple(block for block in view.order if block not in state.off)
            rest = ["", lines(state.kind, state.depth, left), "print(accuracy)"]
        return "\n".join([*first, "print(training, unseen)", *rest])

    def numbers(self, view):
        found = {"training": view.run.training[:, view.at].mean(), "unseen": view.run.unseen[:, view.at].mean()}
        if view.live is None:
            after = "spread[1::2]" if view.residual else "spread"
            return found | {after: view.spreads, "gradient": view.gradients}
        kept = view.spreads[np.isfinite(view.spreads)]
        return found | {"accuracy": view.live.accuracy, "spreads": [view.stem, *kept]}
