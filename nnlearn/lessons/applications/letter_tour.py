"""The tour of the letter explorer."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.applications import letter_words as words
from nnlearn.lessons.applications.letter_sheet import drawn
from nnlearn.lessons.applications.records import recorded
from nnlearn.plots.numbers import fixed

LAMBDA = drawn([(4, 9), (6, 12), (23, 20)], [(13, 15), (23, 8)])
STILL = {"right": 0, "down": 0, "own": False}


def _both(view):
    pixels, network = view.pixels.argmin(), view.network.argmin()
    return (
        f"This is {words.name(view.first + view.right)}, a letter that the network never trained on. The shortest bar "
        f"of a colour is the nearest example: {words.name(view.first + int(pixels))} by pixels, "
        f"{words.name(view.first + int(network))} by the network. A length of 1 is as far as two different letters are "
        "on average."
    )


def _moved(view):
    pixels, network = view.itself
    return (
        f"Two pixels to the right, and the drawing is {fixed(pixels)} away from where it was by pixels, but only "
        f"{fixed(network)} by the network. Nearest by pixels is now {words.nearest(view, view.pixels)}; by the network "
        f"{words.nearest(view, view.network)}."
    )


def _far(view):
    pixels, network = view.itself
    return (
        f"Four pixels along both axes: {fixed(pixels)} by pixels, {fixed(network)} by the network. In its training "
        "no drawing was moved by more than two of these pixels. Nearest by the network is "
        f"{words.nearest(view, view.network)}."
    )


def _person(view):
    found = [recorded("letters", split=1, rival=rival, seed=1)[0]["of 5"] for rival in ("pixels", "network")]
    return (
        f"Another person wrote {words.name(view.first + view.right)} another way. By pixels: "
        f"{words.nearest(view, view.pixels)}; by the network: {words.nearest(view, view.network)}. In the lab's 1,000 "
        f"trials with these two alphabets, pixels found {100 * found[0]:.0f} of 100 letters, the network "
        f"{100 * found[1]:.0f}."
    )


def _own(view):
    return (
        f"A drawing of nobody in the data: a lambda in two strokes. The network finds "
        f"{words.nearest(view, view.network)} at {fixed(view.network.min())}. Press c for an empty sheet and draw the "
        "next letter yourself."
    )


TOUR = (
    Stop({**STILL, "group": 2, "letter": 4, "person": 12}, _both, "What will a small move do to the bars?"),
    Stop({**STILL, "group": 2, "letter": 4, "person": 12, "right": 2}, _moved, "And two more?"),
    Stop({**STILL, "group": 2, "letter": 4, "person": 12, "right": 4, "down": 4}, _far),
    Stop({**STILL, "group": 2, "letter": 3, "person": 3}, _person),
    Stop({**STILL, "group": 2, "own": True, "sheet": LAMBDA}, _own, "Can you draw one that it gets wrong?"),
)
