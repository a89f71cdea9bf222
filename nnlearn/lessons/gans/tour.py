"""The tour of the GAN explorer: two players, whose turn it is, a ring, clouds, and a collapse with its cure."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.gans.pipeline import amount, outputs
from nnlearn.lessons.gans.turn import LEARN_D, THROUGH
from nnlearn.plots.numbers import significant

GAME = {
    "data": "eight Gaussians",
    "loss": "non-saturating",
    "lr_d": 0.006,
    "lr_g": 0.002,
    "k": 1,
    "seed": 9,
    "position": 0,
    "half": False,
    "part": 0,
    "past": (),
    "drawn": (),
    "pen": (),
}


def _before(view):
    (made, real), _ = outputs(view)[1:]
    return (
        f"Nothing is learned yet. G maps noise to the blue dots, and D, which should tell them from the orange data, "
        f"gives both about the same p(real), {made} and {real}."
    )


def _judge(view):
    batch = view.batch
    return (
        f"Step {view.at + 1}, slowly. D has scored 64 points of each kind and moved its own weights; its loss on them "
        f"went from {amount(batch.loss_before)} to {amount(batch.loss)}. G has not moved."
    )


def _through(view):
    return (
        f"Now G's turn. It never sees the data: all it gets is, through D, a gradient at each of its points, here "
        f"{significant(float(np.linalg.norm(view.batch.pull, axis=1).mean()), 2)} long on average; the arrows are "
        "drawn "
        "at a fifth of that."
    )


def _ring(view):
    return (
        f"After {view.at} steps G has bent its grid into a ring through all the clouds: {view.captured} of 8 modes "
        f"have enough points, and {100 * view.shares.sum():.0f} % of all points lie on one."
    )


def _captured(view):
    first, last = (" and ".join(map(amount, losses)) for losses in (view.now.losses[0], view.losses))
    return (
        f"After {view.at} steps {view.captured} of 8 modes are captured, with {100 * view.shares.sum():.0f} % of the "
        f"points. Yet the losses are {last}; in the first step they were {first}."
    )


def _collapse(view):
    spread = np.linalg.norm(view.now.generated.std(axis=0))
    return (
        f"The two rates swapped, and seed {view.state.seed}: G now learns faster than D. All its points crowd into "
        "one place (spread "
        f"{significant(spread, 2)}; the data's is {significant(np.linalg.norm(view.data.x.std(axis=0)), 2)}), and "
        f"{view.captured} modes are captured."
    )


def _cure(view):
    return (
        f"The same rates, but D takes {view.state.k} turns for each of G's: after {view.at} steps "
        f"{view.captured} of 8 modes are captured, and {100 * view.shares.sum():.0f} % of the points lie on one."
    )


HASTY = {**GAME, "lr_d": 0.002, "lr_g": 0.006, "seed": 3}

TOUR = (
    Stop(GAME, _before, "Who should learn first?"),
    Stop({**GAME, "position": 30, "half": True, "part": LEARN_D}, _judge, "What has changed in the plane?"),
    Stop({**GAME, "position": 30, "half": True, "part": THROUGH}, _through, "Where will the dots go?"),
    Stop({**GAME, "position": 300}, _ring, "What would make a cloud better than a ring?"),
    Stop({**GAME, "position": 1200}, _captured, "What, then, do the losses tell?"),
    Stop({**HASTY, "position": 300}, _collapse, "What could D do against it?"),
    Stop({**HASTY, "k": 5, "position": 300}, _cure),
)
