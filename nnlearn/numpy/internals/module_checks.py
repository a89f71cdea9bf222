"""What a module refuses: gradients that do not fit, other devices, hooks that cannot be called."""

import inspect

import numpy as np

from nnlearn.arguments import check_floats, check_kind, describe, name_of

NOTHING = None, ()  # what is kept before there was a forward pass
DEVICES = ("cuda", "mps", "xpu", "hip", "xla", "meta")  # where PyTorch computes too


def check_gradient(module, grad, kept):
    """Raise unless there was a forward pass and grad is an array of floats of its output's shape."""
    backward, shape = f"{name_of(module)}.backward", kept[0]
    if kept is NOTHING:
        raise ValueError(f"{backward} has no forward pass to go back through: call the layer, then backward once")
    try:
        if not isinstance(grad, np.generic):
            check_kind(backward, "grad", grad)
        if grad.shape != shape:
            raise ValueError(f"{backward} expected grad of its output's shape {shape}, got {grad.shape}")
        check_floats(backward, "grad", np.asarray(grad))
    except (TypeError, ValueError):
        module._kept[module.training] = kept  # the pass is still there for the right gradient
        raise


def check_options(module, options):
    """Raise unless each name is that of an argument of `forward` that has a default: inputs go by place."""
    known = inspect.signature(module.forward).parameters
    for name in options:
        p = known.get(name)
        if p is None or p.default is p.empty or p.kind is p.POSITIONAL_ONLY:
            taken = [p.name for p in known.values() if p.default is not p.empty and p.kind is not p.POSITIONAL_ONLY]
            raise TypeError(
                f"{name_of(module)} got an unexpected keyword argument {name!r}: expected "
                f"{' or '.join(taken) or 'none'}; inputs go by place"
            )


def check_device(device):
    """Raise unless this is the CPU."""
    place = str(device).partition(":")[0]
    known = isinstance(device, str) or type(device).__name__ == "device"  # PyTorch's class
    if known and place == "cpu":
        return
    if known and place in DEVICES:
        raise ValueError(
            f"nnlearn.numpy computes on the CPU, got device {str(device)!r}: "
            f"change `import nnlearn.numpy as nn` to `import nnlearn.torch as nn`"
        )
    error = ValueError if isinstance(device, str) else TypeError
    raise error(f'to expected device to be "cpu", got {describe(device)}: double() and float() set the precision')


def check_hook(hook):
    """Raise unless a hook can be called."""
    if not callable(hook):
        raise TypeError(
            f"register_forward_hook expected hook to be a function(module, inputs, output), got {describe(hook)}"
        )


def check_returned(value):
    """Raise if a hook returns something, which PyTorch takes for the output: there is no backward for it here."""
    if value is not None:
        raise TypeError(
            f"a forward hook is expected to return None, got {describe(value)}: a Module of your own, with its "
            f"backward, can change an output"
        )
