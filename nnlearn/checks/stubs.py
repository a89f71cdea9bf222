"""Distinguish an answer that was not started from a wrong one."""

import types


def _bare(): ...


def _documented():
    """A docstring moves the constant that is returned."""


EMPTY = {_bare.__code__.co_code, _documented.__code__.co_code}


def untouched(answer):
    """Return whether an answer is a stub: `...`, None, an empty function, or a class with one.

    Examples
    --------
    >>> untouched(...), untouched((..., None)), untouched(lambda x: x), untouched(0)
    (True, True, False, False)
    """
    if isinstance(answer, list | tuple):
        return bool(answer) and all(part is ... or part is None for part in answer)
    return answer is ... or answer is None or any(map(_is_stub, _functions(answer)))


def _functions(answer):
    """Return the function itself, the methods of a class, or those of an object whose class the learner wrote."""
    if isinstance(answer, types.FunctionType):
        return [answer]
    if isinstance(answer, types.MethodType):
        return [answer.__func__]
    owner = answer if isinstance(answer, type) else type(answer)
    methods = {name: part for name, part in vars(owner).items() if isinstance(part, types.FunctionType)}
    if len(methods) > 1:
        methods.pop("__init__", None)  # a class may have nothing to do there
    return [*methods.values()]


def _is_stub(function):
    """Return whether nothing but a docstring and `...` is there; dots left over in a written function are none."""
    code = function.__code__
    return code.co_code in EMPTY and set(code.co_consts) <= {None, function.__doc__}
