"""Words that all views of the energy explorer share."""

from nnlearn.plots.numbers import fixed


def signs(code, cells):
    """Return a state as signs, the first cell first.

    Examples
    --------
    >>> signs(0b0101, 4)
    '+−+−'
    """
    return "".join("+" if code >> i & 1 else "−" for i in range(cells))


def counted(count, name):
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "sweep"), counted(1000, "sweep")
    ('1 sweep', '1,000 sweeps')
    """
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def edge(view, pair):
    """Return a weight or a bias."""
    i, j = pair
    if i == j:
        return f"bias of cell {i + 1}: {fixed(float(view.bias[i]))}"
    return f"weight between cells {i + 1} and {j + 1}: {fixed(float(view.weight[i, j]))}"
