"""What can be set in the threshold explorer, and what it shows for it."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.lessons.evaluation.held_out import CASES, DRAWS_SHOWN, FILE, Sample

MODELS = {
    "one neuron (logistic regression)": "logistic",
    "network, trained for too long": "network",
    "naive Bayes": "naive Bayes",
}
ROC, PR, COST, RELIABILITY = "ROC", "PR", "cost", "reliability"
PANELS = {"ROC curve": ROC, "precision against recall": PR, "what mistakes cost": COST, "are they honest?": RELIABILITY}
PREVALENCES = (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, FILE, 0.5)


@dataclass(frozen=True)
class State:
    """Settings of the threshold explorer."""

    threshold: float = slide(0.5, 0.0, 1.0, 0.001, "threshold t")
    prevalence: float = slide_over(FILE, PREVALENCES, "prevalence")
    model: str = pick("logistic", MODELS.items(), "model")
    shown: str = pick(ROC, PANELS.items(), "panel on the right")
    cost: int = slide(50, 1, 200, 1, "a miss costs", "false alarms")
    cases: int = slide(CASES, 40, CASES, 1, "test samples")
    redraw: int = slide(0, 0, DRAWS_SHOWN, 1, "draw again", buttons="step")
    chosen: int = -1  # the case that the keys move
    moved: tuple = ()  # (case, log-odds) of each case that was moved


@dataclass(frozen=True)
class View:
    """The cases, and what the threshold makes of them."""

    state: State
    sample: Sample
    times: np.ndarray  # (n,) how often this draw has each case; 1 without a draw
    path: tuple[
        np.ndarray, np.ndarray
    ]  # recall and false alarm rate, (k + 1,) each, with the k highest scores as alarms
    place: int  # k at the threshold
    counts: tuple  # TP, FN, FP, TN of the cases shown
    people: np.ndarray  # (4,) the same per 1,000 people at this prevalence
    numbers: np.ndarray  # (6,) of what is shown
    plain: np.ndarray  # (6,) of the cases as they are, without a draw
    intervals: np.ndarray  # (2, 6) 2.5 and 97.5 per cent of the draws; NaN where one of them is 0/0
    drawn: np.ndarray  # (draws so far, 6)
