"""What it means that two shapes do not fit element by element."""

import re


def explain(shapes, text):
    """Return a sentence about an error of broadcasting, or "".

    Parameters
    ----------
    shapes : dict of str to str
        Of the arrays in the line, {"x": "(3, 5)"}.
    text : str
        The message of the error.

    Examples
    --------
    >>> explain({"m": "(3,)", "x": "(3, 5)"}, "operands could not be broadcast together with shapes (3,5) (3,)")[:45]
    '`m` holds one number for each row of `x`, but'
    """
    if "broadcast" not in text and "must match the size of tensor" not in text:
        return ""
    if "output operand" in text:
        return (
            "An operation that ends in `=`, such as `+=`, writes into what stands on its left, and that keeps its "
            "shape: it cannot grow. Make a new array of the two: a = a + b."
        )
    sizes = {name: [int(n) for n in re.findall(r"\d+", shape)] for name, shape in shapes.items() if shape[0] == "("}
    sizes = {name: size for name, size in sizes.items() if "whole" not in shapes[name]}  # an index stretches nothing
    for name, size in sizes.items():
        for other, table in sizes.items():
            alike = len(size) == 1 and len(table) == 2 and size[0] == table[0] != table[1]
            if alike and f"({size[0]},)" in text and f"({table[0]},{table[1]})" in text:
                return (
                    f"`{name}` holds one number for each row of `{other}`, but a single axis lies along the columns. "
                    f"With shape ({size[0]}, 1) it would fit: keepdims=True keeps such an axis, [:, None] makes one."
                )
    return (
        "Element by element, two axes fit if they are equally long or one has length 1; axes are laid side by side "
        "from the last one on. Which of these shapes is not what you expect there?"
    )
