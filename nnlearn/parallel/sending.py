"""How a function gets into another process: by its name, or, if it was written in a notebook, as its code."""

import builtins
import importlib
import marshal
import pickle
import sys
import types


def pack(function):
    """Return a function as bytes.

    A function of an importable module is sent as its name. One of a notebook or script cannot be imported elsewhere:
    its code is sent, with every global name that it uses: modules by name, functions like itself, all else pickled.
    """
    return pickle.dumps(parts(function, {}))


def unpack(packed):
    """Return the function that `pack` made bytes of."""
    return whole(pickle.loads(packed), {})


def local(thing):
    """Return whether a function was written where another process cannot import it."""
    if not isinstance(thing, types.FunctionType):
        return False
    found = sys.modules.get(thing.__module__) if thing.__module__ != "__main__" else None
    for name in thing.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is not thing


def parts(thing, seen):
    if isinstance(thing, types.ModuleType):
        return "module", thing.__name__
    if not local(thing):
        return "pickled", pickle.dumps(thing)
    if id(thing) in seen:  # it calls itself, or two call each other
        return "seen", seen[id(thing)]
    seen[id(thing)] = len(seen)
    if thing.__closure__:
        raise TypeError(
            f"Workers.run expected a function that uses only its arguments and global names, got {thing.__qualname__}, "
            f"which uses {', '.join(thing.__code__.co_freevars)} of the function around it: pass these as arguments"
        )
    used = {name: thing.__globals__[name] for name in names(thing.__code__) if name in thing.__globals__}
    needs = {name: need(thing, name, value, seen) for name, value in used.items()}
    code = marshal.dumps(thing.__code__)
    return "code", code, thing.__name__, thing.__defaults__, thing.__kwdefaults__, needs


def need(function, name, value, seen):
    try:
        return parts(value, seen)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        if isinstance(error, TypeError) and "Workers.run" in str(error):
            raise
        raise TypeError(
            f"Workers.run expected {function.__name__} to use only what can be sent to another process, got {name}, "
            f"a {type(value).__name__}: make it inside the function"
        ) from error


def names(code):
    """Yield the global names that a code object and those inside it use."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from names(constant)


def whole(packed, seen):
    kind, first, *rest = packed
    if kind == "module":
        return importlib.import_module(first)
    if kind == "pickled":
        return pickle.loads(first)
    if kind == "seen":
        return seen[first]
    name, defaults, keyword_defaults, needs = rest
    function = types.FunctionType(marshal.loads(first), {"__builtins__": builtins}, name, defaults)
    function.__kwdefaults__ = keyword_defaults
    seen[len(seen)] = function
    function.__globals__.update({name: whole(value, seen) for name, value in needs.items()})
    return function
