"""What an optimizer remembers, in PyTorch's form and back."""

from typing import Any

import numpy as np

from nnlearn.arguments import describe
from nnlearn.numpy.internals.param_groups import PYTORCHS, Group

LATER = ("maximize", "amsgrad", "decoupled_weight_decay")  # settings that older files of PyTorch do not have


def pack(groups, state, counts):
    """Return {"state": {index of the parameter: {name: array}}, "param_groups": [...]}, as copies."""
    parameters = [p for group in groups for p in group["params"]]
    packed, starts = {}, np.cumsum([0] + [len(group["params"]) for group in groups]).tolist()
    for i, p in enumerate(parameters):
        own = {name: np.array(value) for name, value in state.get(p, {}).items()}
        step = own.pop("step", 0)
        if step and counts:
            own = {"step": np.array(step, np.float32), **own}
        if own:
            packed[i] = own
    return {
        "state": packed,
        "param_groups": [
            {**group, "params": list(range(start, start + len(group["params"])))}
            for group, start in zip(groups, starts, strict=False)
        ],
    }


def unpack(caller, state_dict, groups, defaults):
    """Return groups and state as a state dict has them, for the parameters of these groups, or raise."""
    if not isinstance(state_dict, dict) or not {"state", "param_groups"} <= state_dict.keys():
        raise TypeError(f"{caller}.load_state_dict expected an optimizer's state_dict(), got {describe(state_dict)}")
    saved = state_dict["param_groups"]
    if not isinstance(saved, list | tuple) or not all(isinstance(g, dict) and "params" in g for g in saved):
        raise TypeError(f"{caller}.load_state_dict expected param_groups to be a list of dicts, got {describe(saved)}")
    counts, own = ([len(group["params"]) for group in each] for each in (saved, groups))
    if counts != own:
        raise ValueError(f"{caller}.load_state_dict expected groups of {own} parameters, got {counts}")
    new = []
    for group, old in zip(saved, groups, strict=True):
        missing = defaults.keys() - group.keys() - set(LATER)
        if missing:
            raise ValueError(
                f"{caller}.load_state_dict expected param_groups with {', '.join(sorted(missing))}, got one with "
                f"{', '.join(sorted(group.keys() - {'params'}))}: it is another optimizer's"
            )
        kept = {name: defaults[name] for name in defaults if name in LATER}
        kept |= {name: value for name, value in group.items() if name not in PYTORCHS}
        new.append(Group(caller, {**kept, "params": old["params"]}))
    state = state_dict["state"]
    if not isinstance(state, dict) or not all(isinstance(each, dict) for each in state.values()):
        raise TypeError(f"{caller}.load_state_dict expected state to be a dict of dicts, got {describe(state)}")
    names = [name for group in saved for name in group["params"]]
    parameters = [p for group in groups for p in group["params"]]
    unknown = state_dict["state"].keys() - set(names)
    if unknown:
        raise ValueError(f"{caller}.load_state_dict expected the state of parameters {names}, got {sorted(unknown)}")
    values = [state_dict["state"].get(name, {}) for name in names]
    return new, {p: remembered(caller, i, v, p) for i, v, p in zip(names, values, parameters, strict=True)}


def remembered(caller, index, values, parameter):
    """Return what is remembered of one parameter, as arrays of its shape and dtype, or raise."""
    found: dict[str, Any] = {"step": 0}
    for name, value in values.items():
        array = np.asarray(value) if value is not None else None  # PyTorch's velocity before the first step
        shape = () if name == "step" else parameter.shape
        if array is None:
            continue
        if array.shape != shape or array.dtype.kind not in "fiub":
            raise ValueError(
                f"{caller}.load_state_dict expected {name} of parameter {index} to hold numbers of shape {shape}, "
                f"got {describe(array)}"
            )
        found[name] = int(array) if name == "step" else np.array(array, parameter.dtype)
    return found


def small_to_zero(state):
    """Set to zero what has decayed to almost nothing.

    A dead unit no longer gets a gradient: its means halve again and again until they are denormal numbers, below
    1.2e-38 in float32, where rounding keeps them from falling further. Processors compute with such numbers up to a
    hundred times slower. This never changes an update: eps is far above sqrt(`small`).
    """
    for name, values in state.items():
        if name != "step":
            small = 1024 * np.finfo(values.dtype).tiny  # a product with 1 - b2 = 0.001 must not be denormal either
            values[np.abs(values) < small] = 0
