"""The gap explorer: what a model gets wrong on what it has seen and on what it has not, and what helps."""

from dataclasses import replace

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.hands import Hands
from nnlearn.lessons.generalization.listings import listing, numbers
from nnlearn.lessons.generalization.picture import HEIGHT, WIDTH, Scene
from nnlearn.lessons.generalization.state import CONTROLS, RANDOM, State
from nnlearn.lessons.generalization.tour import TOUR
from nnlearn.lessons.generalization.views import length, view_of

MINE = (  # in the order in which they stand, which is that of each task
    *("degree", "points", "sigma", "features", "examples", "wrong", "l2", "draw"),
    *("signals", "dropout", "decay", "shift", "seed", "sine_axis", "feature_axis", "run_axis"),
)


class GapExplorer(Hands, Recorded):
    """See the gap between what a model has seen and what it has not, and try what closes it.

    Three tasks. A polynomial through noisy points of a sine: the blue fit is this draw's, the pale ones are those of 20
    draws of the noise; how wrong their mean is and how far they spread, bias and variance, is exact. Signals, read by
    least squares on random features, and by a trained network: five seeds of each setting were computed beforehand.

    On the right are the error on training data and on unseen data, against whatever you choose; the bar below says
    what the unseen error consists of. Drag a point of the sine: the strip below it says how far the fit follows. Click
    or drag in the curves to choose a setting. Keys: n and p choose a point, up and down move it, left and right go
    along the curves; with signals n, p, up and down choose the seed.

    Parameters
    ----------
    **start
        Where the settings start: task, degree, features, points, examples, signals, sigma, wrong, dropout, decay,
        shift, l2, draw, seed, position. See `Explorer`.

    Examples
    --------
    >>> explorer = GapExplorer(degree=1)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Degree 1 on 20 points, no L2. Squared error, mean of all draws: training 0.312, unseen 0.304. ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = ("n", "p", *ARROWS)
    help = "Drag a point (or n, p, up, down), or along the errors (or left, right). On signals n and p change the seed."
    suggestion = "push the degree up to 19, and on."
    cursors = {"sine": "grab", "errors": "grab"}
    placed_elsewhere = ("position", "task", *MINE)

    def build(self, picture):
        self.scene = Scene(picture)

    def extras(self):
        self.boxes = {name: self.panel.placed(name) for name in MINE}
        self.player, self.controlled = super().extras(), None
        return [row([self.panel.placed("task")]), row(self.boxes.values()), *self.player]

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def after_draw(self, view):
        """Show the controls of the task."""
        super().after_draw(view)
        task = view.state.task
        if task == self.controlled:
            return
        self.controlled = task
        for name, box in self.boxes.items():
            box.layout.display = "" if name in CONTROLS[task] else "none"
        for part in self.player:
            part.layout.display = "none" if task == RANDOM else ""

    def length(self, view):
        return length(view.state)

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        if "moved" not in changes and any(
            getattr(new, name) != getattr(state, name) for name in ("task", "points", "sigma", "draw")
        ):
            new = replace(new, moved=())
        return replace(new, chosen=min(new.chosen, new.points - 1))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing(view)

    def numbers(self, view):
        return numbers(view)
