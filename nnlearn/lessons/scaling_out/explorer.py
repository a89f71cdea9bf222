"""The ring explorer: workers that add their gradients, message by message, and what that does to the time of a step."""

import asyncio

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import FRAME, Recorded
from nnlearn.lessons.scaling_out import listing, words
from nnlearn.lessons.scaling_out.picture import HEIGHT, WIDTH, Scene, piece_at, worker_at
from nnlearn.lessons.scaling_out.state import State, View, next_state, sending, sent_by_hand
from nnlearn.lessons.scaling_out.tour import TOUR

ON_THE_WAY = (0.2, 0.4, 0.6, 0.8)  # of the way of a message, shown on Play


class RingExplorer(Recorded):
    """Add up the gradients of several workers, message by message, and see when more workers make a step faster.

    Each worker holds its gradient, cut into as many pieces as there are workers; the coloured bands of a piece say
    whose gradients it holds. Drag a piece to the worker that it goes to: only what is outlined can be sent now. Bars
    count what each worker has sent. The curve says how many times as fast as one worker 1 to 8 workers are, by a cost
    model; its marker can be dragged to another number of workers, and is a star where a step is shortest.

    Keys: left and right choose a worker, up and down its piece, Space sends it, minus takes the last message back, plus
    sends the next one of the plan.

    Parameters
    ----------
    **start
        Where the settings start: workers, way, position, parameters, serial, latency. See `Explorer`.

    Examples
    --------
    >>> explorer = RingExplorer(workers=8, position=112)
    >>> print(explorer)  # doctest: +ELLIPSIS
    A ring of 8 workers: 112 of 112 messages sent. Every worker holds the sum of all gradients. ...
    >>> explorer.view.moved[0].max()
    np.float64(1.75)
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, " ", "+", "-")
    help = (
        "Drag an outlined piece to the worker that it goes to; drag the marker on the curve. Keys: arrows: choose "
        "worker and piece; Space: send it; +, −: one message."
    )
    suggestion = "drag an outlined piece clockwise to the next worker."
    cursors: dict = {"ring": "grab", "speed": "grab"}
    jump_label = "round"
    placed_elsewhere = ("position", "workers", "way")
    _marker = False  # whether the pointer holds the marker of the curve

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        buttons, slider = super().extras()
        return [row(self.panel.placed(name) for name in ("workers", "way")), buttons, slider]

    def compute(self, state):
        return View(state)

    def draw(self, view):
        self.scene.draw(view)

    def length(self, view):
        return len(view.plan)

    def jump_positions(self, view):
        return view.rounds

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    def frame_key(self, state, view):
        return [] if state.moving or state.held or state.refused else super().frame_key(state, view)

    async def on_the_way(self):
        """Show the next message under way, in a few pictures."""
        try:
            for share in ON_THE_WAY:
                self.set(moving=share)
                await asyncio.sleep(FRAME)
        except asyncio.CancelledError:
            self.set(moving=0.0)
            raise

    # What a reader does.

    def send(self, worker, piece, receiver):
        """Send a piece by hand, or say why it cannot be sent."""
        self.pause()
        view = View(self.state)
        message = sending(view, worker, piece, receiver)
        changes = sent_by_hand(view, message) if message else {"refused": (worker, piece, receiver)}
        self.set(**changes, chosen=(worker, piece))

    # Pointer and keys.

    def on_pointer(self, event):
        kind, axes, x, y = event["type"], event["axes"], event["x"], event["y"]
        held = self.state.held
        if axes == "speed" and (kind == "down" or self._marker):
            self._marker = True
            self.set(workers=words.count_at(x))
        elif axes == "ring" and kind == "down":
            found = piece_at(self.state.workers, x, y)
            if found:
                self.pause()
                self.set(chosen=found, held=(*found, x, y))
        elif axes == "ring" and held and kind == "move":
            self.set(held=(*held[:2], x, y))
        if kind == "up":
            self._marker = False
            to = worker_at(self.state.workers, x, y) if held and axes == "ring" else None
            if to is not None and to != held[0]:
                self.send(held[0], held[1], to)
            elif held:
                self.set(held=None)

    def on_hover(self, event):
        axes, x, y = event["axes"], event["x"], event["y"]
        if axes == "ring":
            found = piece_at(self.state.workers, x, y)
            return words.at_piece(self.view, *found) if found else ""
        return words.at_curve(self.view, x) if axes == "speed" else words.at_bar(self.view, y)

    def on_key(self, key):
        (worker, piece), workers = self.state.chosen, self.state.workers
        if key in ARROWS:
            right, up = ARROWS[key]
            self.set(chosen=((worker + right) % workers, (piece + up) % workers))
        elif key == " ":
            self.send(worker, piece, words.sendable(View(self.state), worker, piece))
        else:
            self.go(self.at + (1 if key == "+" else -1))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.lines(view)

    def numbers(self, view):
        return listing.numbers(view)
