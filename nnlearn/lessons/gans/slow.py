"""What happens in each part of a training step in slow motion, in words made from its points."""

import numpy as np

from nnlearn.lessons.gans.game import BATCH
from nnlearn.lessons.gans.pipeline import amount
from nnlearn.lessons.gans.state import rates_at
from nnlearn.lessons.gans.turn import LEARN_D, LEARN_G, MAKE, PARTS, SAMPLE, SCORE
from nnlearn.plots.numbers import significant


def heading(view):
    """Return which part of which step it is."""
    part = view.state.part
    step = view.at + (part != LEARN_G)
    return f"Step {step}, part {part} of {len(PARTS)}: {PARTS[part - 1]}"


def sentence(view):
    """Return what happens, in at most two lines."""
    part, batch = view.state.part, view.batch
    judge = "critic" if view.state.loss == "wasserstein" else "discriminator"
    change = f"from {amount(batch.loss_before)} to {amount(batch.loss)}"
    if part == SAMPLE:
        return f"{BATCH} vectors u of random noise are drawn (left), and {BATCH} points of the data (below)."
    if part == MAKE:
        return (
            "G turns each u into a point of the plane. It has never seen the data;\n"
            "the grid shows how it bends the noise."
        )
    if part == SCORE:
        made, real = view.misjudged
        return (
            f"The {judge} scores both. Ringed, it takes them for the other kind:\n"
            f"{made.sum()} of the {BATCH} generated points, {real.sum()} of the {BATCH} from the data."
        )
    if part == LEARN_D:
        k = rates_at(view.state, view.at)[2]
        turns = "" if k == 1 else f", {k} times with new points"
        return (
            f"Now the {judge} moves its weights down its gradient{turns}.\n"
            f"The colours change, G stays. The loss on these points goes {change}."
        )
    if part == LEARN_G:
        far = significant(np.linalg.norm(batch.made - batch.before, axis=1).mean(), 2)
        return (
            f"G moves its weights down that gradient; D stays. The points have moved by {far} on average,\n"
            f"G's loss on them goes {change}."
        )
    return (
        f"G's turn, with {BATCH} new u. Through D, each point learns which way the score rises (arrows).\n"
        f"G's loss is {amount(batch.loss)}; D's weights stay."
    )
