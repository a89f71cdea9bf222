"""The threshold explorer: one line decides, and everything that is said of a model follows from where it is."""

import numpy as np

from nnlearn.lessons.evaluation import held_out, rates, resampling, words
from nnlearn.lessons.evaluation.panels import Panel
from nnlearn.lessons.evaluation.people import People
from nnlearn.lessons.evaluation.pointing import Pointing
from nnlearn.lessons.evaluation.score_rows import ScoreRows
from nnlearn.lessons.evaluation.state import COST, PR, RELIABILITY, State, View
from nnlearn.lessons.evaluation.strip import Strip
from nnlearn.lessons.evaluation.tour import TOUR
from nnlearn.plots.style import TEXT

IMPORTS = """\
import numpy as np
from nnlearn.lessons.evaluation.held_out import stored_scores
from nnlearn.metrics import {metrics}
"""


class ThresholdExplorer(Pointing):
    """Move one line through the scores of samples that a model has never seen, and see all that is said of it follow.

    On top are 142 tissue samples at the probability that a model gave them: malignant ones as triangles, benign ones as
    circles. From the line up there is an alarm. Below, on the left: what that line does to 1,000 people of whom a
    chosen share is ill. On the right: the curve of all lines, with the point of this one. At the bottom: six numbers,
    each with the interval in which 95 % of 2,000 draws with replacement lie.

    The scores are stored: three models learned from 427 other samples of the same file, one neuron (a logistic
    regression), a network that was trained for too long, and naive Bayes. The prevalence changes how often each kind of
    person comes, not what the model says of them: that is an assumption.

    Drag the line, a sample, or the point on the curve, or use the keys.

    Parameters
    ----------
    **start
        Where the settings start: threshold, prevalence, model, shown ("ROC", "PR", "cost", "reliability"), cost, cases,
        redraw. See `Explorer`.

    Examples
    --------
    >>> explorer = ThresholdExplorer(threshold=0.02)
    >>> print(explorer)  # doctest: +ELLIPSIS
    142 samples. One neuron with a sigmoid, trained on 427 other samples. t = 0.020: 52 of 53 malignant found, ...
    >>> explorer.close()
    """

    State = State
    size = (640, 524)
    tour = TOUR
    keys = ("ArrowLeft", "ArrowRight", "d", "n", "p", "j", "l")
    help = "Drag the line (arrow keys), a sample (n, p choose; j, l move it) or the point on the curve. d draws again."
    cursors = {"scores": "grab", "curve": "grab"}
    suggestion = "drag the line to the left until no malignant sample is missed, and count the alarms."

    def build(self, picture):
        self.title = picture.words(14, 6, TEXT, "bold")
        self.rows, self.people = ScoreRows(picture), People(picture)
        self.panel_right, self.strip = Panel(picture), Strip(picture)

    def compute(self, state):
        sample = held_out.sample(state.model, state.cases, state.moved)
        place = sample.place(state.threshold)
        drawn, intervals = resampling.numbers(state.model, state.cases, state.moved, place, state.prevalence)
        ones = np.ones(len(sample.y))
        times = resampling.times(state.cases)[state.redraw - 1].astype(float) if state.redraw else ones
        path, plain = rates.path(sample, times), rates.path(sample, ones)
        numbers, plain_numbers = (
            rates.six(recall[place], alarms[place], rates.area(recall, alarms), state.prevalence)
            for recall, alarms in (path, plain)
        )
        alarm, ill = sample.p >= state.threshold, sample.y == 1
        boxes = (alarm & ill, ~alarm & ill, alarm & ~ill, ~alarm & ~ill)
        counts = tuple(round(float(times[box].sum())) for box in boxes)
        people = 1000 * rates.boxes_at(path[0][place], path[1][place], state.prevalence)
        return View(state, sample, times, path, place, counts, people, numbers, plain_numbers, intervals,
                    drawn[: state.redraw])  # fmt: skip

    def draw(self, view):
        self.title.say(words.title(view))
        self.rows.draw(view)
        self.people.draw(view)
        self.panel_right.draw(view)
        self.strip.draw(view)

    def describe(self, view):
        return words.alt(view)

    def next_state(self, state, **changes):
        after = super().next_state(state, **changes)
        if after.cases != state.cases:  # a case that is no longer there is not moved
            kept = tuple(entry for entry in after.moved if entry[0] < after.cases)
            chosen = after.chosen if after.chosen < after.cases else -1
            after = super().next_state(after, moved=kept, chosen=chosen)
        return after

    def code(self, view):
        state = view.state
        extra = {PR: ", average_precision_score", RELIABILITY: ", expected_calibration_error"}.get(state.shown, "")
        rows = f"row = rows[{state.redraw - 1}]  # draw {state.redraw}\nshown = rates(y[row], p[row])"
        parts = [
            IMPORTS.format(metrics="roc_auc_score" + extra.replace(", average_precision_score", "")),
            held_out.listing(state.model, state.cases, state.moved),
            rates.LINES.format(threshold=state.threshold, prevalence=state.prevalence),
            "",
            resampling.LINES.format(draws=held_out.DRAWS),
            rows if state.redraw else "shown = rates(y, p)",
            'names = "recall", "specificity", "AUC", "accuracy", "precision", "F1"',
            "for name, *values in zip(names, shown, low, high):",
            '    print(f"{name:12} {values[0]:.3f}  ({values[1]:.3f} to {values[2]:.3f})")',
        ]
        drawn = "y[row], p[row]" if state.redraw else "y, p"
        if state.shown == COST:
            parts += [
                "recall, specificity, *_ = shown",
                f"cost = 1000 * ({state.cost} * prevalence * (1 - recall) + (1 - prevalence) * (1 - specificity))",
                "print(cost)",
            ]
        elif state.shown == RELIABILITY:
            first, second = drawn.split(", ")
            parts += [f"ece = expected_calibration_error({second}, {first})", "print(ece)"]
        return "\n".join(parts)

    def numbers(self, view):
        found = {"shown": view.numbers, "low": view.intervals[0], "high": view.intervals[1]}
        if view.state.shown == COST:
            found["cost"] = words.cost(view)
        elif view.state.shown == RELIABILITY:
            found["ece"] = rates.calibration_error(rates.bins(view.sample, view.times))
        return found
