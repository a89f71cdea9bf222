"""The state of a network, which is all of it but its code: parameters and buffers, under PyTorch's names."""

import numpy as np

from nnlearn.arguments import check_numbers, describe, name_of
from nnlearn.numpy.parameter import Parameter


def named_state(module):
    """Yield (name, parameter or buffer): for each part first its parameters, then its buffers, as PyTorch does."""
    for prefix, part in module.named_modules():
        own = [(name, value) for name, value in vars(part).items() if isinstance(value, Parameter)]
        own += [(name, getattr(part, name)) for name in part._buffers]
        yield from ((f"{prefix}.{name}" if prefix else name, value) for name, value in own if value is not None)


def named_parameters(module):
    """Yield (name, parameter); one that several parts share once, under its first name, as PyTorch does."""
    seen = set()
    for name, value in named_state(module):
        if isinstance(value, Parameter) and id(value) not in seen:
            seen.add(id(value))
            yield name, value


def check_assigned(module, name, before, value):
    """Raise if an assignment, such as `layer.weight = array`, would take a parameter, a part or a buffer away."""
    if before is None or value is None or isinstance(value, Parameter) or hasattr(value, "named_modules"):
        return
    if isinstance(before, Parameter):
        raise TypeError(
            f"{name_of(module)} expected {name} to be a Parameter or None, got {describe(value)}: "
            f"layer.{name}.data = ... writes its values"
        )
    if hasattr(before, "named_modules"):
        raise TypeError(f"{name_of(module)} expected {name} to be a Module or None, got {describe(value)}")
    if name in module._buffers and not isinstance(value, np.ndarray):
        raise TypeError(f"{name_of(module)} expected buffer {name} to be an array or None, got {describe(value)}")


def check_buffer(module, name, tensor):
    """Raise unless a module can hold this array as a buffer of this name."""
    if not isinstance(name, str) or not name.isidentifier():
        raise TypeError(f"register_buffer expected name to be an attribute's name, got {describe(name)}")
    if hasattr(module, name) and name not in module._buffers:
        raise ValueError(f"register_buffer expected name to be new, got {name!r}, which is an attribute already")
    if tensor is not None:
        check_numbers("register_buffer", "tensor", tensor)


def write_state(module, state_dict):
    """Write the values of a state dict into a module, in place, or raise before writing if anything does not fit."""
    if not isinstance(state_dict, dict):
        raise TypeError(f"load_state_dict expected a dict of name to array, got {describe(state_dict)}")
    own = dict(named_state(module))
    if own.keys() != state_dict.keys():
        raise ValueError(
            f"load_state_dict expected the names {sorted(own)}; "
            f"missing {sorted(own.keys() - state_dict.keys())}, unknown {sorted(state_dict.keys() - own.keys())}"
        )
    masked = np.ma.MaskedArray
    arrays = {name: value if isinstance(value, masked) else np.asarray(value) for name, value in state_dict.items()}
    for name, value in arrays.items():
        shape = own[name].shape
        numbers, kinds = ("numbers", "fiub") if own[name].dtype.kind == "f" else ("whole numbers", "iub")
        if value.shape != shape or value.dtype.kind not in kinds or isinstance(value, masked):
            raise ValueError(
                f"load_state_dict expected {name} to hold {numbers} of shape {shape}, got {describe(value)}"
            )
    with np.errstate(over="ignore"):
        for name, value in arrays.items():
            (own[name].data if isinstance(own[name], Parameter) else own[name])[...] = value
