"""Mistakes that people really make in 20.1: six numbers that go wrong at once, or once they are nested."""

from nnlearn.checks.exercise import Wrong

AND, OR = (3.0, 3.0, -3.0), (3.0, 3.0, 3.0)


def _gates(one, other):
    return {"and": one, "or": other}


WRONG = {
    "`and` and `or` have changed places": Wrong(
        _gates(OR, AND),
        "T and F is false, T or F is true: with T = 1 and F = -1, which sign must the bias have in each of the two?",
    ),
    "`or` is an `and`": Wrong(
        _gates(AND, AND),
        "T or F gets l + r = 0, so its bias alone decides. Biases that put the border between 0 and 1 are for inputs "
        "of 0 and 1; here F is -1.",
        also=(_gates((1, 1, -1.5), (1, 1, -0.5)), _gates((1, 1, -3), (1, 1, -1))),
    ),
    "`and` is an `or`": Wrong(
        _gates(OR, OR),
        "T and F gets l + r = 0, so its bias alone decides, and that should make it false.",
        also=(_gates((1, 1, 1), (1, 1, 3)),),
    ),
    "a gate has no bias": Wrong(
        _gates((1, 1, 0), (1, 1, 0)),
        "T and F, T or F: both get l + r = 0, and tanh(0) = 0 is neither true nor false. The two gates differ in "
        "their bias alone.",
        also=(_gates((3, 3, 0), OR), _gates(AND, (3, 3, 0))),
    ),
    "true and false fade when gates are nested": Wrong(
        _gates((1, 1, -1), (1, 1, 1)),
        "Depth 1 is right, but its results only have the signs of 1 and -1 and are smaller, and the next gate gets "
        "them in place of 1 and -1. How large must a, b and c be, so that every result is nearly 1 or -1 again?",
        also=(_gates((0.5, 0.5, -0.5), (0.5, 0.5, 0.5)),),
    ),
    "the bias outweighs both children": Wrong(
        _gates((1, 1, -3), (1, 1, 3)),
        "T and T gets l + r = 2: a bias of -2 or less makes even this false. F or F comes out true in the same way.",
        also=(
            *(_gates((1, 1, -2), (1, 1, 2)), _gates((1, 1, -3), OR), _gates(AND, (1, 1, 3))),
            *(_gates((1, 1, -2), OR), _gates(AND, (1, 1, 2))),
        ),
    ),
    "a gate says the opposite": Wrong(
        _gates((-3, -3, 3), (-3, -3, -3)),
        "With negative weights a true child pulls the sum down: T and T comes out false.",
        also=(_gates((-3, -3, 3), OR), _gates(AND, (-3, -3, -3)), _gates((-3, -3, -3), (-3, -3, 3))),
    ),
    "one child outweighs the other": Wrong(
        _gates((3, 0, 0), (3, 0, 0)),
        "T and F should say the same as F and T: for `and` and `or` it does not matter which child is which. What does "
        "that mean for a and b?",
        also=(
            *(_gates((0, 3, 0), (0, 3, 0)), _gates((3, 0, 0), (0, 3, 0)), _gates((0, 3, 0), (3, 0, 0))),
            *(_gates((3, 0, 0), OR), _gates((0, 3, 0), OR), _gates(AND, (3, 0, 0)), _gates(AND, (0, 3, 0))),
        ),
    ),
}
