"""The energy explorer: a machine whose states can all be listed, its walkers, and a memory that settles."""

import asyncio

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.playing import CALM_SECONDS
from nnlearn.explorers.snapshots import RunCache
from nnlearn.lessons.boltzmann_machines import learn_words, listing, recall_words, walk_words, words
from nnlearn.lessons.boltzmann_machines.board import BOARD, CUE, SMALLS, Board, place_of_digit
from nnlearn.lessons.boltzmann_machines.columns import Columns
from nnlearn.lessons.boltzmann_machines.learned import learned_of
from nnlearn.lessons.boltzmann_machines.phases import Phases
from nnlearn.lessons.boltzmann_machines.pointing import Pointing
from nnlearn.lessons.boltzmann_machines.ring import Ring
from nnlearn.lessons.boltzmann_machines.state import LANDSCAPE, LEARNING, MEMORY, State
from nnlearn.lessons.boltzmann_machines.tour import TOUR
from nnlearn.lessons.boltzmann_machines.view import landscape_of, memory_of, settings_of, walk_of
from nnlearn.lessons.boltzmann_machines.wake_sleep import DATA, EXACT, Learner
from nnlearn.plots.style import DIVERGING, TEXT

WIDTH, HEIGHT = 640, 500
LAST = {LANDSCAPE: 2000, LEARNING: 1000}  # steps
FLIP_SECONDS = 0.25  # from one flip of the memory to the next
WORDS = {LANDSCAPE: walk_words, MEMORY: recall_words, LEARNING: learn_words}
CONTROLS = {
    LANDSCAPE: ("temperature", "machine", "cells", "walkers"),
    MEMORY: ("stored", "digit", "spoiled", "rule"),
    LEARNING: ("sleep", "data"),
}
HELP = {
    LANDSCAPE: "Click a cell to hold it, a column to start there; drag a line. Keys: left, right: another line; up, "
    "down: its weight; Space: one cell; s: a sweep; c: hold a cell; v: next view.",
    MEMORY: "Drag on the board to draw; click a stored digit. Keys: arrows move the pen, Space turns a cell over; s: a "
    "flip; v: next view.",
    LEARNING: "Point at a line or a square to see wake and sleep. Keys: left, right: another line; s: a step; v: next "
    "view.",
}


class EnergyExplorer(Pointing):
    """Let walkers explore all states of a small machine, a memory fall into what it stored, and a machine learn.

    Landscape: on the left the cells on a ring, their weights as lines; on the right all states from low energy to high,
    the exact probability of each as a column and the share of the walkers' visits as a dot. The gap between both, the
    total variation, stands above. Below is the energy of one walker in time.

    Memory: a board of 64 cells that stores digits. Spoil one or draw your own, and watch the energy fall, flip by flip,
    until the board is at rest: in a stored digit, or in a picture that nobody stored.

    Learning: a machine of six visible cells climbs towards its data. Each weight changes by wake minus sleep, and the
    change with a sleep phase of a few sweeps from the data, CD-k, stands beside the exact one.

    Drag a line of the ring up or down to change its weight, click a cell to hold it at + or -, click a column to start
    there, draw on the board. The keys do the same: arrows, Space, s, c, v.

    Parameters
    ----------
    **start
        Where the settings start: view, temperature, machine, cells, walkers, stored, digit, spoiled, rule,
        sleep, data, position. See `Explorer`.

    Examples
    --------
    >>> explorer = EnergyExplorer(machine="two valleys")
    >>> explorer.go(10)
    >>> print(explorer)  # doctest: +ELLIPSIS
    A machine of 6 cells, two valleys, T = 1, 1 walker. Total variation ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    max_steps, first_span = LAST[LANDSCAPE], 1000
    speeds = (("1 step a frame", 1.0), ("4 steps a frame", 4.0), ("20 steps a frame", 20.0))
    first_speed = 1
    keys = (*ARROWS, " ", "s", "c", "v")
    help = HELP[LANDSCAPE]
    suggestion = "press Play, then lower the temperature."
    tour = TOUR
    cursors: dict = {"scene": "pointer"}
    placed_elsewhere = ("position", "view", *(name for names in CONTROLS.values() for name in names))

    # The picture.

    def setup(self):
        self.walks = RunCache(walk_of, lambda *_: -1)
        self.learners = RunCache(lambda key: Learner(DATA[key[0]], key[1]), lambda *_: -1, max_runs=12)
        self._shown = None  # which view

    def build(self, picture):
        ax = picture.axes("scene", 0, 0, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.ring = Ring(picture, ax)
        self.scenes: dict = {LANDSCAPE: Columns(picture, ax), MEMORY: Board(picture, ax), LEARNING: Phases(picture, ax)}
        self.bar = ColourBar(picture, 84, 326, 70, DIVERGING, "weight −2", "+2")
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, TEXT)
        self.chosen = picture.words(14, 298, TEXT)

    def extras(self):
        buttons, slider = super().extras()
        self.one = self.action_button("One cell", "adjust", self.one_cell)
        *first, step = buttons.children[:4]
        buttons.children = (*first, step, self.one, *buttons.children[4:])
        self.rows = {name: row([self.panel.placed(one) for one in CONTROLS[name]]) for name in CONTROLS}
        return [row([self.panel.placed("view")]), buttons, slider, *self.rows.values()]

    def compute(self, state):
        if state.view == MEMORY:
            return memory_of(state)
        if state.view == LEARNING:
            own, exact = (self.learners.of((state.data, k)) for k in (state.sleep, EXACT))
            return learned_of(state, own, exact)
        return landscape_of(state, self.walks.of(settings_of(state)))

    def draw(self, view):
        kind = view.state.view
        if kind != self._shown:
            self._show(kind)
        self.canvas.prints = (
            papers(view.state) if kind == MEMORY else []
        )  # before the frame, which is painted with them
        if kind != MEMORY:
            self.ring.draw(view)
            self.chosen.say(words.edge(view, view.chosen))
        self.scenes[kind].draw(view)
        self.title.say(WORDS[kind].title(view))
        self.line.say(WORDS[kind].line(view))

    def _show(self, kind):
        """Show the artists of a view, and no others."""
        self._shown = kind
        for name, scene in self.scenes.items():
            for artist in scene.artists:
                artist.set_visible(name == kind)
            if name != kind:
                scene.hide()
        for artist in (*self.ring.artists, self.chosen):
            artist.set_visible(kind != MEMORY)
        self.bar.show(kind != MEMORY)
        self.picture.redraw()

    def after_draw(self, view):
        super().after_draw(view)
        kind = view.state.view
        for name, box in self.rows.items():
            box.layout.display = "" if name == kind else "none"
        self.one.layout.display = "" if kind == LANDSCAPE else "none"
        self.speed.layout.display = "none" if kind == MEMORY else ""
        self.canvas.help = HELP[kind]
        self.canvas.cursors = {"scene": "crosshair" if kind == MEMORY else "pointer"}

    # Words and code.

    def describe(self, view):
        return WORDS[view.state.view].describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        return listing.numbers(view)

    def on_hover(self, event):
        return WORDS[self.view.state.view].hover(self.view, event["x"], event["y"])

    # The run.

    def length(self, view):
        return view.reached if view.state.view == MEMORY else max(view.reached, self.first_span)

    def frame_key(self, state, view):
        return [] if state.cell else self._prerenderer.frame_key(state, view.at, view.reached)

    def last(self):
        """Return the last step of what is shown."""
        return LAST.get(self.state.view, self.view.reached)

    def go(self, position):
        self.set(position=min(max(position, 0), LAST.get(self.state.view, self.max_steps)))

    def finished(self):
        return self.at >= self.last()

    def advance(self):
        with self.lock:
            state = self.state
            if state.view == LEARNING:
                move = self.learners.of((state.data, state.sleep)).to
            else:
                move = self.walks.of(settings_of(state)).to
            return self.advance_by(move, self.last(), cell=0)

    async def _play(self):
        if self.state.view != MEMORY:
            await super()._play()
            return
        me = asyncio.current_task()
        try:
            while self._player is me and not self.finished():
                await asyncio.sleep(CALM_SECONDS if self.canvas.calm else FLIP_SECONDS)
                if self._player is me:
                    self.go(self.at + 1)
        finally:
            self._over(me)


def papers(state):
    """Return the places of a memory's pictures, in which dark is ink: left, top, width, height.

    Examples
    --------
    >>> papers(State(stored=1))
    [(24, 78, 240, 240), (24, 366, 96, 96), (300, 78, 52, 52)]
    """
    places = [BOARD + BOARD[2:], CUE + CUE[2:]]
    return places + [(*place_of_digit(k), SMALLS[2], SMALLS[2]) for k in range(state.stored)]
