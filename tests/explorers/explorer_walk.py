"""Find every explorer, every way to make one, and settings that cover every pair of extremes of its controls."""

import itertools

import nnlearn.explorers
from nnlearn.explorers import Explorer
from nnlearn.explorers.controls import declared


def every_explorer():
    """Return {name: function that makes one} for every explorer that `nnlearn.explorers` exports, with variants."""
    exported = [getattr(nnlearn.explorers, name) for name in nnlearn.explorers.__all__]
    kinds = [
        kind for kind in exported if isinstance(kind, type) and issubclass(kind, Explorer) and hasattr(kind, "State")
    ]
    return {
        " ".join(filter(None, [kind.__name__, name])): make
        for kind in kinds
        for name, make in {"": kind, **kind.variants()}.items()
    }


def corners(field):
    """Return the extreme values of a control, or all its options; of a text, none and the first."""
    settings = field.metadata["settings"]
    if isinstance(field.default, str) and "options" not in settings:
        return ["", field.default]
    if "options" in settings:
        return [option[1] if isinstance(option, tuple) else option for option in settings["options"]]
    return [settings["min"], settings["max"]] if "min" in settings else [False, True]


def settings(explorer):
    """Return {control: its corners}, without `position`, whose corners depend on the run."""
    fields = {name: field for name, field in declared(explorer.state).items() if name != "position"}
    return {name: corners(field) for name, field in fields.items()}


def cover(choices):
    """Return a few settings in which every pair of values of any two controls occurs: a greedy covering array.

    >>> len(cover({"a": [0, 1], "b": [0, 1], "c": [0, 1], "d": [0, 1]})) < 2**4
    True
    """
    numbered = {name: range(len(values)) for name, values in choices.items()}
    wanted = {
        frozenset(zip(names, places, strict=True))
        for names in itertools.combinations(numbered, min(2, len(numbered)))
        for places in itertools.product(*(numbered[name] for name in names))
    } - {frozenset()}
    rows = []
    while wanted:
        row = dict(sorted(min(wanted, key=sorted)))
        for name in numbered:
            if name not in row:
                row[name] = max(
                    numbered[name], key=lambda k: sum({(name, k), other} in wanted for other in row.items())
                )
        wanted -= {pair for pair in wanted if pair <= row.items()}
        rows.append({name: values[row[name]] for name, values in choices.items()})
    return rows


def walk(explorer, first=0, step=1):
    """Take an explorer through its cover, and a recorded one through its run; yield each setting, or each `step`-th."""
    for k, setting in list(enumerate(cover(settings(explorer))))[first::step]:
        explorer.set(**setting)
        if "position" in explorer.controls:
            explorer.go(explorer.length(explorer.view) * (k % 4) // 3)
        yield setting


def awake(explorer):
    """Take an explorer to where its controls and keys have an effect: a third into the run, if there is one."""
    if "position" in explorer.controls:
        explorer.go(explorer.length(explorer.view) // 3)
    return explorer
