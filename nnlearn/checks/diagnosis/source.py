"""The source of a function or class as a syntax tree, and functions made from a changed tree."""

import ast
import builtins
import inspect
import linecache
import types
from typing import Any


class Source:
    """The definition of a function or class.

    Parameters
    ----------
    tree : ast.FunctionDef or ast.ClassDef
    file : str
        The file or notebook cell it stands in.
    namespace : dict
        The names that its code sees.

    Examples
    --------
    >>> Source(ast.parse("def f(x): return x + 1").body[0], "<text>", {}).build()(2)
    3
    """

    def __init__(self, tree, file, namespace):
        self.tree, self.file, self.namespace = tree, file, namespace

    def build(self):
        """Return the function or class that the tree defines now."""
        module = ast.fix_missing_locations(ast.Module([self.tree], []))
        names = dict(self.namespace)
        exec(compile(module, self.file, "exec"), names)
        return names[self.tree.name]

    def line(self, number):
        """Return one line of the file, without the blanks around it."""
        return linecache.getline(self.file, number).strip()

    @property
    def parameters(self):
        """The names of the arguments of a function, [] for a class."""
        if isinstance(self.tree, ast.ClassDef):
            return []
        return [one.arg for one in (*self.tree.args.posonlyargs, *self.tree.args.args)]


def source_of(answer):
    """Return the Source of a function or class, or None if its text is not at hand (a lambda, a builtin)."""
    function = answer.__func__ if isinstance(answer, types.MethodType) else answer
    if isinstance(function, type):
        methods = [one for one in vars(function).values() if isinstance(one, types.FunctionType)]
        return _find(methods[0], function.__name__, ast.ClassDef) or _assembled(function, methods) if methods else None
    if isinstance(function, types.FunctionType):
        return _find(function, function.__name__, ast.FunctionDef)
    return None


def code_of(answer):
    """Return the code of a function or class without its comments, "" if its text is not at hand."""
    source = source_of(answer)
    return ast.unparse(source.tree) if source else ""


def _find(function, name, kind):
    code = function.__code__
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except (SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, kind) and node.name == name and _holds(node, code.co_firstlineno):
            closed = inspect.getclosurevars(function).nonlocals if function.__closure__ else {}
            return Source(node, code.co_filename, {**function.__globals__, **closed})
    return None


def _assembled(kind, methods):
    """Return the Source of a class whose methods are functions that stand outside it, or None."""
    found = [_find(one, one.__name__, ast.FunctionDef) for one in methods]
    if None in found:
        return None
    tree: Any = ast.parse(f"class {kind.__name__}: pass").body[0]
    names = [name for name, one in vars(kind).items() if isinstance(one, types.FunctionType)]
    for name, one in zip(names, found, strict=True):
        one.tree.name = name
    tree.body = [one.tree for one in found]
    return Source(tree, found[0].file, {name: value for one in found for name, value in one.namespace.items()})


def _holds(node, line):
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return first <= line <= (node.end_lineno or node.lineno)


def names_used(answer):
    """Return the functions and classes of the learner that an answer uses, by name, and those that these use."""
    found, waiting = {}, [answer]
    while waiting:
        one = waiting.pop()
        functions = (
            [part for part in vars(one).values() if isinstance(part, types.FunctionType)]
            if (isinstance(one, type))
            else [one]
            if isinstance(one, types.FunctionType)
            else []
        )
        for function in functions:
            for name in _loaded(function.__code__):
                value = function.__globals__.get(name)
                if name not in found and not hasattr(builtins, name) and _own(value, function):
                    found[name] = value
                    waiting.append(value)
    return found


def _loaded(code):
    """Yield the names of a code object and of the functions defined in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _loaded(constant)


def _own(value, function):
    return isinstance(value, types.FunctionType | type) and value.__module__ == function.__module__


def value_of(expression, names):
    """Return the value of an expression without calls, from the names that a line of the learner's saw.

    Parameters
    ----------
    expression : ast.expr
    names : dict
    """
    return eval(compile(ast.Expression(expression), "<expression>", "eval"), {"__builtins__": {}}, names)
