"""A training run in one file, on both sides: weights, what the optimizer remembers, schedule, random numbers, progress.

The file is a .safetensors file. Its arrays are "model.0.weight", "optimizer.0.exp_avg" and so on; everything that is
not an array stands as JSON in the file's metadata, under "checkpoint". Nothing in it can run code.
"""

import json
import math

import numpy as np

from nnlearn.arguments import describe

KEY = "checkpoint"


def check_parts(caller, model, optimizer, scheduler, kinds):
    """Raise unless these are a model, an optimizer or None, and a schedule or None of this side."""
    words = ("a Module", "an optimizer, such as nn.Adam, or None", "a schedule, such as nn.StepLR, or None")
    parts = {"model": model, "optimizer": optimizer, "scheduler": scheduler}
    for (name, part), kind, word in zip(parts.items(), kinds, words, strict=True):
        if not isinstance(part, kind) and (part is not None or name == "model"):
            raise TypeError(f"{caller} expected {name} to be {word}, got {describe(part)}")
    if scheduler is not None and scheduler.optimizer is not optimizer:
        raise ValueError(f"{caller} expected scheduler to be over this optimizer, got one over another")


def pack(model, optimizer, scheduler, random, progress, array):
    """Return the arrays of a checkpoint by name, and its metadata.

    Parameters
    ----------
    random : dict of str to JSON, or to an array
        The states of the random generators.
    progress : dict
        What the caller counts: epoch=3.
    array : type
        What counts as an array on this side.
    """
    arrays = {f"model.{name}": values for name, values in model.state_dict().items()}
    rest: dict = {"progress": {name: plain(name, value) for name, value in progress.items()}}
    parts = {"optimizer": optimizer, "scheduler": scheduler}
    rest["kinds"] = {name: type(part).__name__ for name, part in parts.items() if part is not None}
    if optimizer is not None:
        state = optimizer.state_dict()
        rest["param_groups"] = plain("the optimizer's settings", state["param_groups"])
        for index, remembered in state["state"].items():
            arrays |= {f"optimizer.{index}.{name}": v for name, v in remembered.items() if isinstance(v, array)}
    if scheduler is not None:
        rest["scheduler"] = plain("the schedule's state", scheduler.state_dict())
    arrays |= {f"random.{name}": state for name, state in random.items() if isinstance(state, array)}
    rest["random"] = {name: state for name, state in random.items() if not isinstance(state, array)}
    return arrays, {KEY: json.dumps(rest)}


def plain(name, value):
    """Return a value that JSON gives back as it is, or raise."""
    value = value.item() if isinstance(value, np.generic) else value  # such as a loss
    try:
        if is_plain(value):
            return value
    except RecursionError:  # a list that holds itself
        pass
    raise TypeError(
        f"save_checkpoint expected {name} to be finite numbers, strings, lists or dicts, got {describe(value)}: "
        f"a file holds nothing else"
    )


def is_plain(value):
    """Return whether a value is a finite number, a string, True, False, None, or lists or dicts of them."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and is_plain(each) for name, each in value.items())
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def metadata_of(content):
    """Return the JSON part of a checkpoint, given the file's bytes, or None if the file holds weights alone."""
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    text = header.get("__metadata__", {}).get(KEY)
    if text is None:
        return None
    rest = json.loads(text)
    if not isinstance(rest, dict) or not all(isinstance(rest.get(key), dict) for key in ("progress", "random")):
        raise ValueError("a checkpoint without progress and random numbers")
    for state in rest["random"].values():
        np.random.default_rng().bit_generator.state = state  # raises if it is not the state of such a generator
    return rest


def unpack(f, arrays, rest, model, optimizer, scheduler, restore):
    """Load a checkpoint into its parts: into all of them, or into none if one does not fit; return the progress.

    Parameters
    ----------
    restore : function of {name: state}
        Sets the random generators.
    """
    caller = "load_checkpoint"
    if rest is None:
        raise ValueError(f"{caller} expected f to be written by save_checkpoint, got weights alone in {f}: nn.load(f)")
    for name, part, key in (("optimizer", optimizer, "param_groups"), ("scheduler", scheduler, "scheduler")):
        if part is not None and key not in rest:
            raise ValueError(f"{caller} expected a checkpoint with the state of {name}, got {f} without one")
        if part is not None and (kind := rest.get("kinds", {}).get(name)) not in (None, type(part).__name__):
            raise ValueError(f"{caller} expected {name} to be the {kind} of {f}, got {describe(part)}")
    before = [(part, copied(part.state_dict())) for part in (model, optimizer, scheduler) if part is not None]
    try:
        model.load_state_dict(beginning("model", arrays))
        if optimizer is not None:
            optimizer.load_state_dict({"state": states(arrays), "param_groups": groups(rest["param_groups"])})
        if scheduler is not None:
            scheduler.load_state_dict(rest["scheduler"])
        restore({**rest["random"], **beginning("random", arrays)})
    except BaseException as error:
        for part, state in before:
            part.load_state_dict(state)
        if isinstance(error, KeyError | AttributeError | IndexError | RuntimeError):  # PyTorch's, if names are missing
            raise ValueError(f"{caller} expected f to fit these parts, got {error!r} from {f}") from None
        raise
    return rest["progress"]


def copied(state):
    """Return a state dict whose arrays later writing does not change."""
    if isinstance(state, dict):
        return {name: copied(value) for name, value in state.items()}
    if isinstance(state, list):
        return [copied(value) for value in state]
    return (state.clone if hasattr(state, "clone") else state.copy)() if hasattr(state, "dtype") else state


def beginning(word, arrays):
    """Return the arrays whose names begin with a word, without it."""
    return {name.partition(".")[2]: values for name, values in arrays.items() if name.startswith(f"{word}.")}


def states(arrays):
    """Return what an optimizer remembers, by the number of the parameter."""
    found: dict[int, dict] = {}
    for name, values in beginning("optimizer", arrays).items():
        index, _, key = name.partition(".")
        found.setdefault(int(index), {})[key] = values
    return found


def groups(saved):
    """Return groups of parameters as PyTorch has them, which JSON does not: two betas are a tuple."""
    return [{name: tuple(v) if name == "betas" else v for name, v in group.items()} for group in saved]
