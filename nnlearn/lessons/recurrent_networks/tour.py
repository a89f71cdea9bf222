"""The tour of the recurrent explorer: what a unit remembers, where it is surprised, how far an error reaches."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.recurrent_networks import network as net
from nnlearn.lessons.recurrent_networks.state import OWN, STEPS
from nnlearn.plots.numbers import fixed, short

READ = {
    "tint": "unit",
    "unit": 2,
    "text": net.TEXTS[0],
    "network": "trained",
    "scale": 1.0,
    "cut": STEPS,
    "tanh": True,
    "position": STEPS,
}


def _vowels(view):
    ends = [k for k in range(view.at) if view.text[k] in "aeiou "]
    others = [k for k in range(view.at) if k not in ends]
    above, beside = (sum(view.values[k] > 0 for k in part) for part in (ends, others))
    return (
        f"The network has read {view.at} letters. The colours show how its unit 2 reacted: orange above zero, blue "
        f"below. It is above zero after {above} of {len(ends)} vowels and spaces, and after {beside} of the other "
        f"{len(others)} letters and commas."
    )


def _memory(view):
    letters = [k for k in range(view.at) if view.text[k] == "t"]
    first = [k for k in letters if k and view.text[k - 1] == " "]
    above, below = sum(view.values[k] > 0 for k in first), sum(view.values[k] < 0 for k in letters if k not in first)
    return (
        f"Same letter, other colour: unit 20 is above zero after {above} of the {len(first)} letters t that follow a "
        f"space, below zero after {below} of the other {len(letters) - len(first)}."
    )


def _surprise(view):
    text, surprises = view.text, view.surprises
    begins = [k for k in range(1, view.at) if text[k - 1] == " "]
    inside = [k for k in range(1, view.at) if text[k - 1] != " "]
    return (
        f"Now orange is surprise, −log p of each letter: {fixed(surprises[begins].mean())} on average after a space, "
        f"{fixed(surprises[inside].mean())} elsewhere. Inside a word it does better, and it mostly sees the end of a "
        "word coming."
    )


def _reach(view):
    return (
        f"The loss of one guess (dotted frame) sends its gradient back over the same text. "
        f"10 steps back {short(view.shares[10])} of it is left, though the radius of the weights, "
        f"{fixed(view.radius)}, alone would make it grow."
    )


def _explode(view):
    return (
        f"Random weights of radius {fixed(view.radius)}, without tanh: now it follows the dashed line, and at the "
        f"first letter the gradient is {short(view.shares[-1])} times as large as here."
    )


def _cut(view):
    lost, cut = view.back.shares[view.state.cut - 1], view.state.cut
    weights = net.weights_of("random")
    back = net.back(weights, net.read(weights, view.text), view.text, view.at)
    return (
        f"Truncated after {cut} steps (bar), the trained network loses {short(100 * lost)} % of dL/dW; random weights "
        f"of radius 1 would lose {short(100 * back.shares[cut - 1])} %. What has faded anyway costs nothing to cut."
    )


def _own(view):
    worst = int(np.argmax(view.surprises[: view.at]))
    return (
        f'Your turn: type your own text and watch it read. Here the letter "{view.text[worst]}" at step {worst + 1} '
        f"surprised it most, with {fixed(view.surprises[worst])}."
    )


TOUR = (
    Stop(READ, _vowels, "Press Rewind and Play: what does the unit wait for?"),
    Stop({**READ, "unit": 20}, _memory, "How can it know?"),
    Stop({**READ, "tint": "surprise"}, _surprise, "Why is a space followed by surprise?"),
    Stop({**READ, "tint": "gradient", "position": 24}, _reach, "What takes more than the weights give?"),
    Stop({**READ, "tint": "gradient", "network": "random", "scale": 1.5, "tanh": False}, _explode),
    Stop({**READ, "tint": "gradient", "position": 24, "cut": 5}, _cut),
    Stop({**READ, "tint": "surprise", "text": OWN}, _own),
)
