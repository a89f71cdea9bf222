"""What can be set in the loss explorer, and what it shows for it."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.loss_functions.points import CRITERIA, MSE, SOURCES


@dataclass(frozen=True)
class State:
    """Settings of the loss explorer."""

    loss: str = pick(MSE, CRITERIA, "loss")
    data: str = pick("24 patients, one typing error", SOURCES, "data")
    unit: float = slide(1.0, 0.5, 3.0, 0.1, "arctan: error that counts as 1", buttons="step")
    chosen: int = 4  # the point that the keys move
    moved: tuple = ()  # (index, x, y) of each point that was moved


@dataclass(frozen=True)
class View:
    """The fits, and the chosen loss at each point."""

    state: State
    fits: object
    places: np.ndarray  # (n,) errors p - y, or logits under the cross-entropy
    losses: np.ndarray  # (n,)
    slopes: np.ndarray  # (n,) dl/dp, or dl/dz
