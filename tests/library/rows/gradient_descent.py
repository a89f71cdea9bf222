"""The rows of gradient descent on a function."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, NOT_COUNTS, NOT_SIZES, WORDS
from rows.parity import Program, close


def path(nn, device):
    """Take five steps with numerical slopes and five with the slopes given."""
    function = lambda t: ((t - 1) ** 2).sum() + (t**4).sum()  # noqa: E731
    t = torch.tensor([0.5, -1.0], dtype=torch.float64, requires_grad=True)
    optimizer, points = torch.optim.SGD([t], lr=0.05), [t.detach().clone()]
    for _ in range(5):
        optimizer.zero_grad()
        function(t).backward()
        optimizer.step()
        points.append(t.detach().clone())
    close(nn.gradient_descent(function, [0.5, -1.0], lr=0.05, steps=5), torch.stack(points), "path", rtol=1e-7)
    slope = lambda t: 2 * (t - 1) + 4 * t**3  # noqa: E731
    exact = nn.gradient_descent(function, [0.5, -1.0], lr=0.05, steps=5, gradient=slope)
    close(exact, torch.stack(points), "path by the gradient given")


PARITY = {"gradient_descent": Program(path)}


def bowl(t):
    return (t**2).sum()


NOT_FUNCTIONS = ("text", 3, [1], {"a": 1})
NOT_STARTS = (*WORDS, 3.0, [], [[1.0]], [NAN], [INF], [1, [2]], ["a"])
FUZZ = {
    "gradient_descent": [
        ("function", (*WORDS, 3), lambda nn, bad: nn.gradient_descent(bad, [1.0], lr=0.1, steps=2)),
        ("start", NOT_STARTS, lambda nn, bad: nn.gradient_descent(bowl, bad, lr=0.1, steps=2)),
        ("lr", NOT_SIZES, lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=bad, steps=2)),
        ("steps", NOT_COUNTS, lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=0.1, steps=bad)),
        ("gradient", NOT_FUNCTIONS, lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=0.1, steps=2, gradient=bad)),
        (
            "gradient",
            (np.ones(3), np.ones((1, 2))),
            lambda nn, bad: nn.gradient_descent(bowl, [1.0, 2.0], lr=0.1, steps=2, gradient=lambda t: bad),
        ),
    ]
}
