"""What every layer, loss and network has in common: its parts, its parameters, and one kept forward pass."""

from functools import lru_cache

import numpy as np

from nnlearn.arguments import FLOATS, flag, name_of
from nnlearn.numpy.internals.module_checks import (
    NOTHING,
    check_device,
    check_gradient,
    check_hook,
    check_options,
    check_returned,
)
from nnlearn.numpy.no_grad import recording
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.state import check_assigned, check_buffer, named_parameters, named_state, write_state


class _ModuleState:
    """What a module has before its `__init__` runs, so that a layer of your own needs no super().__init__()."""

    __slots__ = ("__dict__", "__weakref__", "_buffers", "_hooks", "_kept")  # the last three do not count as parts
    training = True
    _kept: dict  # {training mode: (shape of the output, arrays)}
    _hooks: dict  # {handle: function}
    _buffers: dict  # {name of an attribute: None}, in order

    def __new__(cls, *args, **kwargs):
        module = super().__new__(cls)
        module._kept, module._hooks, module._buffers = {}, {}, {}
        return module


class Module(_ModuleState):
    """A function with parameters that can be run forward, and backward for its gradients.

    To write a layer, define `forward(x)`, which returns `self.keep(output, *what_backward_needs)`, and
    `backward(grad)`, which begins with `self.kept(grad)`, adds to the gradients of its parameters and returns dL/dx.
    Parameters and modules that are set as attributes are found automatically; `register_buffer` names arrays that are
    state.

    A module keeps the arrays of its last forward pass, not copies of them. Until `backward`, change neither input nor
    output in place: write `y = y + 1`, since `y += 1` changes what `backward` needs, and the gradient is then silently
    wrong. (PyTorch counts the changes of each tensor; here a look at each array would cost a third of a small step.)

    Raises
    ------
    TypeError, ValueError
        If `backward` is called before `forward`, twice, or with a gradient that does not hold floats in the output's
        shape; if one instance stands in two places of a model; if a parameter, module or buffer is replaced by
        something else.

    Examples
    --------
    >>> class Scale(Module):
    ...     def __init__(self):
    ...         self.factor = Parameter(np.ones(1))
    ...     def forward(self, x):
    ...         return self.keep(self.factor.data * x, x)           # y = a x
    ...     def backward(self, grad):
    ...         x = self.kept(grad)
    ...         self.factor.grad += (grad * x).sum()                # dL/da = sum dL/dy x
    ...         return grad * self.factor.data                      # dL/dx = dL/dy a
    >>> layer = Scale()
    >>> y = layer(np.array([1.0, 2.0]))
    >>> layer.backward(np.array([1.0, 1.0])), layer.factor.grad
    (array([1., 1.]), array([3.]))
    """

    def __init__(self):  # it refuses the arguments that __new__ lets through
        pass

    def __setattr__(self, name, value):
        check_assigned(self, name, self.__dict__.get(name), value)
        object.__setattr__(self, name, value)

    def __call__(self, *inputs, **options):  # inputs go by place; masks and other options may go by name
        if options:
            check_options(self, options)
            output = self.forward(*inputs, **options)
        else:
            output = self.forward(*inputs)
        if self._hooks:
            for hook in tuple(self._hooks.values()):
                check_returned(hook(self, inputs, output))
        return output

    def forward(self, *inputs):
        raise TypeError(f"{type(self).__name__} has no forward: write one")

    def backward(self, grad):
        raise TypeError(f"{type(self).__name__} has no backward: write one")

    def accumulate(self, grad):
        """Go backward for the parameters' gradients only: enough for the first layer, whose input is data."""
        self.backward(grad)

    # One forward pass is kept in training mode and one in evaluation mode, so that measuring the validation loss
    # between forward and backward cannot change a gradient.

    def keep(self, output, *arrays):
        """Return `output`, and keep `arrays` for `backward`."""
        if recording.get():
            self._kept[self.training] = output.shape, arrays[0] if len(arrays) == 1 else arrays
        return output

    def kept(self, grad):
        """Return what `keep` kept, once; raise if there is nothing, or `grad` does not fit the output."""
        kept = self._kept.pop(self.training, NOTHING)
        if grad.__class__ is not np.ndarray or grad.shape != kept[0] or grad.dtype not in FLOATS:
            check_gradient(self, grad, kept)
        return kept[1]

    # Parts and parameters, under PyTorch's names.

    def named_children(self):
        """Yield (name, module) for each direct part."""
        yield from ((name, value) for name, value in vars(self).items() if isinstance(value, Module))

    def children(self):
        """Yield the direct parts."""
        yield from (module for _, module in self.named_children())

    def named_modules(self, prefix=""):
        """Yield (name, module) for itself and all parts; raise if one instance stands in two places."""
        seen = set()
        for name, module in self._walk(prefix):
            if id(module) in seen:
                raise ValueError(
                    f"{name_of(module)} stands in the model twice (again as {name!r}), but keeps one forward pass: "
                    f"make a second instance"
                )
            seen.add(id(module))
            yield name, module

    def _walk(self, prefix):
        yield prefix, self
        for name, module in self.named_children():
            yield from module._walk(f"{prefix}.{name}" if prefix else name)

    def modules(self):
        """Yield itself and all parts."""
        yield from (module for _, module in self.named_modules())

    def named_parameters(self):
        """Yield (name, parameter) for all parameters, such as ("0.weight", ...); a shared one once, as in PyTorch."""
        yield from named_parameters(self)

    def parameters(self):
        """Yield all parameters, in the order in which PyTorch yields them."""
        yield from (parameter for _, parameter in self.named_parameters())

    def register_buffer(self, name, tensor):
        """Set an attribute that is state but not learned: saved, loaded and cast with the parameters, never optimized.

        Raises
        ------
        TypeError, ValueError
            If `name` is not the name of a new attribute, or `tensor` is neither an array of numbers nor None (no
            state).
        """
        check_buffer(self, name, tensor)
        self._buffers[name] = None
        setattr(self, name, tensor)

    def named_buffers(self):
        """Yield (name, array) for all buffers, such as ("1.running_mean", ...)."""
        yield from ((name, value) for name, value in named_state(self) if not isinstance(value, Parameter))

    def buffers(self):
        """Yield all buffers."""
        yield from (buffer for _, buffer in self.named_buffers())

    def zero_grad(self, set_to_none=True):
        """Set all gradients to zero; see `zero_grad` of an optimizer."""
        set_to_none = flag("zero_grad", "set_to_none", set_to_none)
        for parameter in self.parameters():
            parameter.zero_grad(set_to_none)

    def requires_grad_(self, requires_grad=True):
        """Let all parameters learn, or freeze them: they get no gradient and do not move. Return itself."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def state_dict(self):
        """Return {name: copy of the values}; later training does not change it."""
        return {name: np.array(value) for name, value in named_state(self)}

    def load_state_dict(self, state_dict):
        """Write the values of a state dict into parameters and buffers, in place: all of them, or none if one is wrong.

        Raises
        ------
        TypeError, ValueError
            If it is not a dict, names are missing or unknown, a shape differs, or a count is not a whole number.
        """
        write_state(self, state_dict)

    # Modes, precision, place.

    def train(self, mode=True):
        """Set training mode (dropout on) for itself and all parts, and return itself.

        Raises
        ------
        TypeError
            If `mode` is neither True nor False.
        """
        mode = flag("train", "mode", mode)
        for module in self.modules():
            module.training = mode
        return self

    def eval(self):
        """Set evaluation mode (dropout off) for itself and all parts, and return itself."""
        return self.train(False)

    def double(self):
        """Compute in float64 from now on (as gradient checks need it), and return itself."""
        return self._cast(np.float64)

    def float(self):
        """Compute in float32 from now on, and return itself."""
        return self._cast(np.float32)

    def _cast(self, dtype):
        for parameter in self.parameters():
            if parameter.dtype != dtype:
                parameter.cast(dtype)
        for module in self.modules():
            module._kept.clear()
            for name in module._buffers:
                if (buffer := getattr(module, name)) is not None and buffer.dtype.kind == "f":  # a count stays whole
                    setattr(module, name, buffer.astype(dtype))
        return self

    def to(self, device):
        """Return itself for device "cpu"; the other side has all other devices.

        Raises
        ------
        TypeError, ValueError
            If `device` is not "cpu"; the message says which import to change for another device.
        """
        check_device(device)
        return self

    def register_forward_hook(self, hook):
        """Call `hook(module, inputs, output)` after each forward pass, until the returned handle's `remove()`.

        Raises
        ------
        TypeError
            If `hook` cannot be called.
        """
        check_hook(hook)
        handle = _Handle(self._hooks)
        self._hooks[handle] = hook
        return handle

    def extra_repr(self):
        """Return the arguments that `repr` shows, in PyTorch's words."""
        return ""

    def __repr__(self):
        lines = [f"({name}): " + repr(module).replace("\n", "\n  ") for name, module in self.named_children()]
        inside = "\n  " + "\n  ".join(lines) + "\n" if lines else self.extra_repr()
        return f"{type(self).__name__}({inside})"


def accumulate(module, grad):
    """Call `module.accumulate`, or `backward` if a subclass overrides it, which the inherited shortcut would skip."""
    (module.accumulate if _has_own_accumulate(module.__class__) else module.backward)(grad)


@lru_cache(maxsize=256)
def _has_own_accumulate(kind):  # is `accumulate` defined no further up than `backward`?
    return "accumulate" in next(
        vars(cls) for cls in kind.__mro__ if "accumulate" in vars(cls) or "backward" in vars(cls)
    )


class _Handle:
    def __init__(self, hooks):
        self.hooks = hooks

    def remove(self):
        self.hooks.pop(self, None)
