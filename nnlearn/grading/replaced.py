"""Which names of the checks, and of what they compute with, a notebook has replaced."""

import sys

PACKAGES = "nnlearn.checks", "numpy"
ALONE = {"numpy"}  # only the package itself: its parts change when they are first used


def names():
    """Return {(module, name): object} of what the checks are made of, as it is now."""
    found: dict[tuple[str, str], object] = {}
    for module in list(sys.modules):
        for package in PACKAGES:
            if module == package or (module.startswith(f"{package}.") and package not in ALONE):
                held = vars(sys.modules[module])
                found |= {(module, name): one for name, one in held.items() if callable(one)}
    return found


def replaced(before):
    """Return the names, such as "numpy.argwhere", that stand for something else than before.

    Examples
    --------
    >>> import numpy as np
    >>> before, kept = names(), np.argwhere
    >>> np.argwhere = lambda x: ()
    >>> replaced(before)
    ['numpy.argwhere']
    >>> np.argwhere = kept
    """
    gone = object()
    return [
        f"{module}.{name}"
        for (module, name), one in before.items()
        if vars(sys.modules[module]).get(name, gone) is not one
    ]
