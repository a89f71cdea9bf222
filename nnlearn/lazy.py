"""Public names that cost nothing until they are used: a package's `__getattr__`, made from a table of names."""

import importlib


def attach(package, homes):
    """Return `__getattr__`, `__dir__` and `__all__` for a package that imports each name when it is first used.

    A name must not be that of a module in the package: importing that module would set the name to it.

    Parameters
    ----------
    package : str
        The package's `__name__`.
    homes : dict of str to list of str
        The names that each module provides: {"nnlearn.explorers.canvas": ["Canvas"]}.

    Returns
    -------
    tuple of function, function and list of str

    Examples
    --------
    >>> get, names, public = attach("example", {"math": ["pi", "tau"]})
    >>> public, round(get("pi"), 2)
    (['pi', 'tau'], 3.14)
    """
    modules = {name: module for module, names in homes.items() for name in names}

    def get(name):
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(modules[name]), name)

    return get, lambda: sorted(modules), sorted(modules)
