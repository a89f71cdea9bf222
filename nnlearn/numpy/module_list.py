"""Layers and parameters in lists, where a model finds them as its own."""

from collections.abc import Iterable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class Layers(Module):
    """What `Sequential` and `ModuleList` share: modules in a list, each at one place of the model only."""

    layers: list[Module]

    def append(self, module):
        """Add a module at the end, and return itself."""
        return self.change([*self.layers, module])

    def extend(self, modules):
        """Add the modules of another list or Sequential at the end, and return itself."""
        if not isinstance(modules, Iterable) or isinstance(modules, np.ndarray | str | dict):
            raise TypeError(f"{type(self).__name__} expected modules to be a list of them, got {describe(modules)}")
        return self.change([*self.layers, *modules])

    def insert(self, index, module):
        """Add a module in front of the one at `index`."""
        index = arguments.integer(f"{type(self).__name__}.insert", "index", index, low=-len(self), high=len(self))
        changed = list(self.layers)
        changed.insert(index, module)
        return self.change(changed)

    def pop(self, key):
        """Take the module at a place out, and return it."""
        taken = self[key]
        del self[key]
        return taken

    def change(self, layers):
        """Take these modules from now on, or raise and keep the old ones."""
        for module in layers:
            if not isinstance(module, Module):
                raise TypeError(f"{type(self).__name__} expected modules of nnlearn.numpy, got {describe(module)}")
        before, self.layers = self.layers, layers
        try:
            list(self.named_modules())
        except ValueError:
            self.layers = before
            raise
        return self

    def place(self, index):
        """Return a slice, or a whole number that is a place in the list, or raise."""
        if isinstance(index, slice):
            return index
        if isinstance(index, bool) or not isinstance(index, int | np.integer):
            raise TypeError(
                f"{type(self).__name__} expected index to be a whole number or a slice, got {describe(index)}"
            )
        if not -len(self) <= index < len(self):
            raise IndexError(f"{type(self).__name__} expected index in {-len(self)}..{len(self) - 1}, got {index}")
        return index

    def __getitem__(self, index):
        if type(index) is int and -len(self.layers) <= index < len(self.layers):  # the usual case first
            return self.layers[index]
        found = self.layers[self.place(index)]
        return self.of(found) if isinstance(index, slice) else found

    def of(self, layers):
        """Return a list of this kind with these modules."""
        raise NotImplementedError

    def __setitem__(self, index, module):
        changed = list(self.layers)
        changed[self.place(index)] = module
        self.change(changed)

    def __delitem__(self, index):
        changed = list(self.layers)
        del changed[self.place(index)]
        self.change(changed)

    def __add__(self, other):
        return self.of(self.layers).extend(other)

    def __iadd__(self, other):
        return self.extend(other)

    def __len__(self):
        return len(self.layers)

    def __iter__(self):
        return iter(self.layers)

    def named_children(self):
        yield from ((str(i), layer) for i, layer in enumerate(self.layers))
        yield from super().named_children()  # those that a subclass has set as attributes

    def children(self):  # without names, since training asks for the first part in every step
        yield from self.layers
        yield from (value for value in vars(self).values() if isinstance(value, Module))


class ModuleList(Layers):
    """Hold modules in a list, so that the model that has the list finds their parameters; it has no `forward`.

    Parameters
    ----------
    modules : iterable of Module, or None
        The modules; an instance can stand in one place of a model only.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a Module of this side, or stands in two places.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> class Net(nn.Module):
    ...     def __init__(self):
    ...         self.layers = nn.ModuleList([nn.Linear(2, 3), nn.Linear(3, 1)])
    >>> [name for name, _ in Net().named_parameters()]
    ['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias']
    """

    def __init__(self, modules=None):
        self.layers = []
        if modules is not None:
            self.extend(modules)

    def of(self, layers):
        return type(self)(layers)

    def insert(self, index, module):
        super().insert(index, module)  # PyTorch's returns nothing


class ParameterList(Module):
    """Hold parameters in a list, so that the model that has the list finds them.

    Parameters
    ----------
    values : iterable of Parameter or ndarray, or None
        Arrays become parameters.

    Raises
    ------
    TypeError, IndexError
        If one of them is neither, or an index is not a place in the list.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weights = nn.ParameterList([np.zeros((2, 3)), np.zeros(3)])
    >>> [name for name, _ in weights.named_parameters()], weights[1].shape
    (['0', '1'], (3,))
    """

    def __init__(self, values=None):
        self._size = 0
        if values is not None:
            self.extend(values)

    def append(self, value):
        """Add a parameter at the end, and return itself."""
        self._size += 1
        try:
            self[self._size - 1] = value
        except TypeError:
            self._size -= 1
            raise
        return self

    def extend(self, values):
        """Add parameters at the end, and return itself."""
        if not isinstance(values, Iterable) or isinstance(values, np.ndarray | str | dict):
            raise TypeError(f"ParameterList expected values to be a list of parameters, got {describe(values)}")
        for value in values:
            self.append(value)
        return self

    def name(self, index):
        """Return the name of a place in the list, or raise."""
        if isinstance(index, bool) or not isinstance(index, int | np.integer):
            raise TypeError(f"ParameterList expected index to be a whole number, got {describe(index)}")
        if not -len(self) <= index < len(self):
            raise IndexError(f"ParameterList expected index in {-len(self)}..{len(self) - 1}, got {index}")
        return str(index % len(self))

    def __getitem__(self, index):
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return getattr(self, self.name(index))

    def __setitem__(self, index, value):
        if not isinstance(value, Parameter | np.ndarray):
            raise TypeError(f"ParameterList expected values of parameters or arrays, got {describe(value)}")
        setattr(self, self.name(index), value if isinstance(value, Parameter) else Parameter(value))

    def __iadd__(self, values):
        return self.extend(values)

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter([self[i] for i in range(len(self))])

    def extra_repr(self):
        sizes = ["x".join(map(str, p.shape)) for p in self]
        return "".join(f"\n  ({i}): Parameter of size {size}" for i, size in enumerate(sizes)) + "\n" * bool(sizes)
