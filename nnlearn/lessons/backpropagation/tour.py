"""The tour of the backpropagation explorer: one weight, its input, its error, its gradient, the check, and a bug."""

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.backpropagation import words
from nnlearn.lessons.backpropagation.steps import agreeing
from nnlearn.plots.numbers import fixed

ONE = {"bug": "none", "example": 0, "seed": 0, "layer": 1, "units": (2, 1, 1, 1), "bias": False}


def _before(view):
    weight, *_ = words.names(view)
    value = fixed(words.values(view)[0])
    return (
        f"Green is one of 73 weights and biases, {weight} = {value}. By how much would the loss change if you moved "
        "it a little? "
        "The dashed boxes wait for the numbers that say so."
    )


def _forward(view):
    weight, *_ = words.names(view)
    value, number, *_ = words.values(view)
    return (
        f"Forward. Thin frames: the row of {weight} times the strip h1, term by term in the table below. Our weight "
        f"gives one term, {fixed(number)} × {fixed(value)} = {fixed(number * value)}."
    )


def _begins(view):
    right = words.label(view)
    p, error = (part[-1][view.state.example] for part in (view.run.signals, view.run.errors))
    return (
        f"The way back begins: p minus the target y, divided by 12, the number of flowers. The right class {right} "
        "got p = "
        f"{fixed(p[right])}, so its error is {fixed(error[right], 3)}: below 0, its sum should rise."
    )


def _back(view):
    return (
        f"The errors come back through a column of W3: {len(view.sum.heads)} products, then the slope of tanh. So "
        f"{view.sum.name} is {fixed(view.sum.result, 3)}: how the loss changes with the sum that our weight flows into."
    )


def _gradient(view):
    weight, *_ = words.names(view)
    _, number, error, product, gradient, _ = words.values(view)
    return (
        f"Input times error, {fixed(number)} × {fixed(error, 3)} = {fixed(product, 3)}: that is what this flower says. "
        f"All twelve add up to the gradient {fixed(gradient, 3)}. The value of {weight} is not in it."
    )


def _check(view):
    good, count = agreeing(view)
    *_, gradient, measured = words.values(view)
    return (
        f"Now move the weight a little up and down and compute the loss twice: {fixed(measured, 3)}, and "
        f"backpropagation says {fixed(gradient, 3)}. {good} of {count} gradients agree."
    )


def _bug(view):
    good, count = agreeing(view)
    return (
        f"A bug in the line for W2: grad @ W2.T in place of grad @ W2. NumPy raises no error, since W2 is square, but "
        f"{count - good} of {count} gradients are wrong, each with a cross."
    )


TOUR = (
    Stop({**ONE, "position": 0}, _before),
    Stop({**ONE, "position": 3}, _forward, "Where in the picture is that term?"),
    Stop({**ONE, "position": 5}, _begins, "And the two others?"),
    Stop({**ONE, "position": 7}, _back, "What else does its gradient need?"),
    Stop({**ONE, "position": 8}, _gradient),
    Stop({**ONE, "position": END}, _check),
    Stop(
        {**ONE, "bug": "W transposed on the way back", "position": END, "layer": 0, "units": (2, 0, 1, 1)},
        _bug,
        "Why only in the first layer?",
    ),
)
