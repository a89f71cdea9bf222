"""Pointer and keys of the threshold explorer: drag the line, a case, or the point on the curve."""

import numpy as np

from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.evaluation import people, strip, words
from nnlearn.lessons.evaluation.held_out import SURE
from nnlearn.lessons.evaluation.rates import boxes_at, precision_of
from nnlearn.lessons.evaluation.score_rows import placed
from nnlearn.lessons.evaluation.state import COST, RELIABILITY, ROC
from nnlearn.lessons.evaluation.thresholds import log_odds, stretched, threshold_at

GRASP, HANDLE = 6, 10  # pixels from a case; height at the top of the rows where only the line is
LINE, CASE, POINT = "line", "case", "point"


class Pointing(Explorer):
    """The hands of the threshold explorer, which makes the attribute.

    Attributes
    ----------
    people : People
    """

    people: people.People
    _held = ""  # what the pointer drags

    # What is there.

    def case_under(self, event):
        """Return the number of the case under the pointer, or -1."""
        _, _, across, down, left, right, bottom, top = self.canvas.axes["scores"]
        state = self.view.state
        places = placed(state.model, state.cases, state.moved)
        away = np.hypot((places[:, 0] - event["x"]) * across / (right - left), (places[:, 1] - event["y"]) * down
                        / (top - bottom))  # fmt: skip
        return int(away.argmin()) if away.min() < GRASP and event["y"] < top - HANDLE else -1

    def point_near(self, event):
        """Return the number of alarms at the point of the curve that is nearest to the pointer."""
        view = self.view
        recall, alarms = view.path
        if view.state.shown == ROC:
            x, y = alarms, recall
        else:
            x, y = recall, precision_of(boxes_at(recall, alarms, view.state.prevalence))
        _, _, across, down, *_ = self.canvas.axes["curve"]
        away = np.hypot((x - event["x"]) * across, (y - event["y"]) * down)
        return int(np.nanargmin(away))

    def threshold_under(self, event):
        """Return the threshold that a place in the panel on the right stands for."""
        if self.state.shown == COST:
            return threshold_at(event["x"])
        if self.state.shown == RELIABILITY:
            return float(f"{min(max(event['x'], 0.0), 1.0):.3f}")
        return self.view.sample.threshold(self.point_near(event))

    # What is done.

    def on_pointer(self, event):
        if event["type"] == "up":
            self._held = ""
            return
        if event["type"] == "down":
            self._held = {"scores": LINE, "curve": POINT}.get(event["axes"], "")
            case = self.case_under(event) if self._held == LINE else -1
            if case >= 0:
                self._held = CASE
                self.set(chosen=case)
                return
        if self._held == LINE:
            self.set(threshold=threshold_at(event["x"]))
        elif self._held == CASE:
            self.move(self.state.chosen, log_odds(event["x"]))
        elif self._held == POINT:
            self.set(threshold=self.threshold_under(event))

    def move(self, case, z):
        """Give a case another score.

        Parameters
        ----------
        case : int
        z : float
            Log-odds; at most 36 from zero.
        """
        others = tuple(entry for entry in self.state.moved if entry[0] != case)
        self.set(moved=(*others, (case, round(float(np.clip(z, -SURE, SURE)), 2))), chosen=case)

    def on_key(self, key):
        sample, state = self.view.sample, self.state
        if key in ("ArrowLeft", "ArrowRight"):
            place = sample.place(state.threshold) + (1 if key == "ArrowLeft" else -1)
            self.set(threshold=sample.threshold(place))
        elif key == "d":
            self.draw_again()
        elif key in ("n", "p"):
            order = np.argsort(sample.z, kind="stable").tolist()
            here = order.index(state.chosen) if 0 <= state.chosen < len(order) else len(order) // 2
            self.set(chosen=order[(here + (1 if key == "n" else -1)) % len(order)])
        else:
            chosen = state.chosen if 0 <= state.chosen < len(sample.z) else int(np.abs(sample.z).argmin())
            self.move(chosen, log_odds(stretched(sample.z[chosen]) + (0.15 if key == "l" else -0.15)))

    def draw_again(self):
        """Show the next draw; after the last, the cases as they are."""
        last = self.controls["redraw"].max
        self.set(redraw=(self.state.redraw + 1) % (last + 1))

    def on_hover(self, event):
        view, where = self.view, event["axes"]
        if where == "scores":
            case = self.case_under(event)
            return words.case(view, case) if case >= 0 else words.threshold(view, threshold_at(event["x"]))
        if where == "people":
            column, row = (min(max(int(event[side]), 0), most - 1) for side, most in (("x", 40), ("y", 25)))
            return words.people(view, list(people.COLOURS)[people.kinds(view.people)[row, column]])
        if where == "numbers":
            return words.number(view, min(max(int(event["x"] // strip.PITCH), 0), 5))
        if view.state.shown == COST:
            return words.price(view, threshold_at(event["x"]))
        if view.state.shown == RELIABILITY:
            return words.honesty(view, min(max(event["x"], 0.0), 1.0))
        return words.point(view, self.point_near(event))

    def lit(self, event):
        """Return the words of the boxes that a number of the strip is made of."""
        if event["axes"] != "numbers":
            return []
        column = min(max(int(event["x"] // strip.PITCH), 0), 5)
        used: tuple = (("TP", "FN"), ("TN", "FP"), (), people.ORDER, ("TP", "FP"), ("TP", "FP", "FN"))[column]
        return [[x - 17, y - 9, 92 if x < 100 else 148, 18] for x, y in (self.people.spots[box] for box in used)]
