"""The money explorer: a threshold on predicted risks, what it costs, and how little the choice of the model changes."""

import numpy as np

from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.applications import words
from nnlearn.lessons.applications.picture import HEIGHT, ROW, WIDTH, Scene, placed
from nnlearn.lessons.applications.risks import MODELS
from nnlearn.lessons.applications.state import State, beyond, view_of
from nnlearn.lessons.applications.tour import TOUR

GRASP = 5  # pixels from a dot in which the pointer is on it
LINES = """\
import numpy as np
from nnlearn.lessons.applications.risks import applicants

people = applicants({draw})  # 300, whom no model has learned from
p, bad = people.risks[{model!r}], people.bad
threshold, default = {threshold!r}, {default}
refused = p > threshold
bad_granted = default * np.sum(bad & ~refused) / len(p)
good_refused = np.sum(~bad & refused) / len(p)
print(bad_granted, "+", good_refused, "=", bad_granted + good_refused)
best = 1 / (1 + default)  # where default * p is 1 - p
costs = [np.where(q > threshold, ~bad, default * bad).mean() for q in people.risks.values()]
print(dict(zip(people.risks, costs)))"""


class MoneyExplorer(Explorer):
    """Move the threshold above which applicants for a loan are refused, and see what it costs.

    On top are 300 applicants at the risk that a model predicts: bad loans as triangles above, good ones as circles
    below. Those on the right of the line are refused. A mistake has a rim and costs money: 1 for a good loan that
    is refused, more for a bad one that is granted. Below, on the left: the money lost per applicant, for five models
    at this threshold. On the right: the same for every threshold; the chosen model's curve is thick.

    The risks are stored: for each of five draws of 300 applicants, the models chose their settings and learned from
    the other 700 of the 1,000 loans.

    Drag the line or the point on the curve and click a model, or use the keys.

    Parameters
    ----------
    **start
        Where the settings start: threshold, default (what a bad loan costs), model, draw. See `Explorer`.

    Examples
    --------
    >>> explorer = MoneyExplorer(threshold=0.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    300 applicants of draw 1 ... t = 0.000: 300 of 300 refused, 0.700 lost per applicant: ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = ("ArrowLeft", "ArrowRight", "f", "m")
    help = "Drag the line (arrow keys) or the point on the curve; click a model (m: next). f: to the formula."
    cursors = {"risks": "grab", "curve": "grab", "models": "pointer"}
    suggestion = "drag the line to the left until as little money as possible is lost."
    _held = False  # whether the pointer drags the threshold

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def describe(self, view):
        return words.alt(view)

    def code(self, view):
        state = view.state
        return LINES.format(
            draw=state.draw - 1, model=state.model, threshold=float(state.threshold), default=state.default
        )

    def numbers(self, view):
        granted, refused = view.lost[view.state.model]
        costs = [sum(view.lost[model]) for model in MODELS]
        return {"bad_granted": granted, "good_refused": refused, "best": view.formula, "costs": costs}

    # Pointer and keys.

    def applicant_under(self, event):
        """Return the number of the applicant under the pointer, or -1."""
        _, _, across, down, left, right, bottom, top = self.canvas.axes["risks"]
        places = placed(self.view.state.draw, self.view.state.model)
        away = np.hypot((places[:, 0] - event["x"]) * across / (right - left), (places[:, 1] - event["y"]) * down
                        / (top - bottom))  # fmt: skip
        return int(away.argmin()) if away.min() < GRASP else -1

    def on_pointer(self, event):
        kind, axes = event["type"], event["axes"]
        if kind == "down" and axes == "models":
            self.set(model=model_at(event["y"]))
        elif axes in ("risks", "curve") and (kind == "down" or (self._held and kind == "move")):
            self._held = True
            self.set(threshold=threshold_at(event["x"]))
        if kind == "up":
            self._held = False

    def on_hover(self, event):
        if event["axes"] == "models":
            return words.model(self.view, model_at(event["y"]))
        one = self.applicant_under(event) if event["axes"] == "risks" else -1
        return words.applicant(self.view, one) if one >= 0 else words.threshold(self.view, threshold_at(event["x"]))

    def on_key(self, key):
        view = self.view
        if key == "f":
            self.set(threshold=view.formula)
        elif key == "m":
            self.set(model=MODELS[(MODELS.index(view.state.model) + 1) % len(MODELS)])
        else:
            self.set(threshold=beyond(view, -1 if key == "ArrowLeft" else 1))


def threshold_at(x):
    """Return the threshold at a place of an axis.

    Examples
    --------
    >>> threshold_at(0.16666), threshold_at(-0.2)
    (0.167, 0.0)
    """
    return round(min(max(float(x), 0.0), 1.0), 3)


def model_at(y):
    """Return the model whose bar is at a height.

    Examples
    --------
    >>> model_at(0), model_at(9999)
    ('logistic', 'network, no decay')
    """
    return MODELS[min(max(int(y // ROW), 0), len(MODELS) - 1)]
