"""What an error means that a class of the learner's raised: `self` forgotten, a method missing or misspelled."""

import ast
import difflib
import re

from nnlearn.checks.diagnosis.source import names_used, source_of

SPECIAL = (
    (r"object of type '(\w+)' has no len\(\)", "__len__", "len(...)"),
    (r"'(\w+)' object is not subscriptable", "__getitem__", "object[i]"),
    (r"'(\w+)' object does not support item assignment", "__setitem__", "object[i] = ..."),
    (r"'(\w+)' object is not callable", "__call__", "object(...)"),
    (r"'(\w+)' object is not iterable", "__iter__", "for ... in object"),
    (r"^(\w+)\(\) takes no arguments", "__init__", "Class(...)"),
    (r"Module \[(\w+)\] is missing the required \"forward\"", "forward", "model(x)"),
)


def explain(answer, text, line=""):
    """Return a sentence about an error that comes from a class which the answer is or uses, or "".

    Parameters
    ----------
    answer : function or class
    text : str
        The message.
    line : str
        The line that raised; a class of another module in it, `nn.Adam(...)`, is not the learner's.
    """
    classes = {tree.name: tree for tree in map(_tree, [answer, *names_used(answer).values()]) if tree is not None}
    classes = {name: tree for name, tree in classes.items() if f".{name}(" not in line}
    return _special(classes, text) or _attribute(classes, text) or _name(classes, text) or _count(classes, text)


def _tree(one):
    source = source_of(one) if isinstance(one, type) else None
    return source.tree if source else None


def _methods(tree):
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def _special(classes, text):
    for pattern, method, use in SPECIAL:
        found = re.search(pattern, text)
        if found and found[1] in classes:
            own = ", ".join(f"`{name}`" for name in _methods(classes[found[1]])) or "none"
            return (
                f"`{use}` calls the method `{method}`, and {found[1]} has none of this name. "
                f"Its methods: {own}. Look at the spelling, the underscores and the indentation."
            )
    return ""


def _attribute(classes, text):
    found = re.search(r"'(\w+)' object has no attribute '(\w+)'", text)
    if not found or found[1] not in classes:
        return ""
    tree, name = classes[found[1]], found[2]
    arguments = {one.arg for method in _methods(tree).values() for one in method.args.args}
    stored = {one.attr for one in _of_self(tree) if isinstance(one.ctx, ast.Store)}
    local = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    if name in stored:
        return f"`self.{name}` is read before it gets a value. Does the method that sets it run first?"
    if name in local:
        return f"`{name}` is a name inside one method, gone when that ends. `self.{name} = ...` keeps it in the object."
    if name in arguments:
        return (
            f"`{name}` is an argument of a method: there it is read without `self.`, and another "
            f"method knows it only after `self.{name} = {name}`."
        )
    near = difflib.get_close_matches(name, [*stored, *_methods(tree)], 1, 0.6)
    has = ", ".join(f"`{one}`" for one in sorted(stored)) or "nothing"
    return f"{found[1]} has no `{name}`. Is `{near[0]}` meant?" if near else f"It has no `{name}`: it keeps {has}."


def _of_self(tree):
    """Return all places with `self.` and a name."""
    attributes = [one for one in ast.walk(tree) if isinstance(one, ast.Attribute)]
    return [one for one in attributes if isinstance(one.value, ast.Name) and one.value.id == "self"]


def _name(classes, text):
    found = re.search(r"name '(\w+)' is not defined", text)
    for tree in classes.values():
        kept = {one.attr for one in _of_self(tree)} | set(_methods(tree))
        if found and found[1] in kept:
            return f"`{found[1]}` belongs to the object: write `self.{found[1]}`."
        names = [one for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
        arguments = [one.arg for method in _methods(tree).values() for one in method.args.args]
        if found and found[1] in [*arguments, *(one.id for one in names)]:
            return (
                f"`{found[1]}` is known in one method and gone when that ends. `self.{found[1]} = ...` keeps it for "
                "another method."
            )
    return ""


def _count(classes, text):
    found = re.search(r"(?:(\w+)\.)?(\w+)\(\) (?:takes (\d+) positional|missing (\d+) required)", text)
    if not found or found[1] not in classes or found[2] not in _methods(classes[found[1]]):
        return ""
    names = [one.arg for one in _methods(classes[found[1]])[found[2]].args.args]
    if names[:1] != ["self"]:
        return f"The first argument of a method is the object itself: `self` is missing in `def {found[2]}(...)`."
    shown = ", ".join(names[1:]) or "nothing"
    more = "too many" if found[3] else "too few"
    return f"`{found[2]}` is called with {more} things: besides `self` yours takes {shown}."
