"""Walk the public names: each says in one sentence what it does, names its arguments, and shows itself at work."""

import ast
import dataclasses
import doctest
import importlib
import inspect
import re
import textwrap

import pytest

from nnlearn import arguments

MODULES = ["numpy", "torch", "datasets", "metrics", "gradcheck", "autograd", "shared.fit", "callbacks"]
MODULES += ["plots", "explorers", "checks"]
SECTIONS = "Parameters|Attributes|Returns|Yields|Raises|Notes|References|Examples"


def public():
    """Yield (name, thing) of every function and class of ours; what is handed on from elsewhere has its own docs."""
    for short in MODULES:
        module = importlib.import_module(f"nnlearn.{short}")
        exported = getattr(module, "__all__", None)
        for name in exported or [name for name in vars(module) if not name.startswith("_")]:
            thing = getattr(module, name)
            home = "nnlearn." if exported else module.__name__  # an exported name may be written anywhere in nnlearn
            ours = getattr(thing, "__module__", "").startswith(home)
            if ours and (inspect.isfunction(thing) or inspect.isclass(thing)):
                yield f"{short}.{name}", thing


THINGS = dict(public())


def sections(doc):
    """Return {section: its lines}; "" is what stands before the first."""
    parts = re.split(rf"^({SECTIONS})\n-+\n", inspect.cleandoc(doc), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def parameters(thing):
    """Return the names in the signature, stars included."""
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    try:
        signature = inspect.signature(thing).parameters.values()
    except ValueError:
        return []
    if [p.name for p in signature] == ["args", "kwargs"]:  # a base class passes on what it is given
        return ["**kwargs"]
    return [stars.get(p.kind, "") + p.name for p in signature]


def documented(section):
    """Return the names that a Parameters section explains."""
    heads = [line.split(" : ")[0] for line in section.splitlines() if line and not line.startswith(" ")]
    return [name.strip().replace("\\", "") for head in heads for name in head.split(",")]


def refers(doc):
    """Return the names that a docstring sends the reader to: "see `sigmoid`", "as in `xavier_uniform_`"."""
    text = " ".join(doc.split())
    return re.findall(r"(?:[Ss]ee|as in) `([\w.]+)`", text)


def returns(function):
    """Return whether the function itself (no function inside it) returns or yields something."""
    nodes = list(ast.parse(textwrap.dedent(inspect.getsource(function))).body[0].body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Yield | ast.YieldFrom) or (isinstance(node, ast.Return) and node.value is not None):
            return True
        nodes += ast.iter_child_nodes(node)
    return False


def raises(thing):
    """Return whether its source raises, or asks nnlearn.arguments to."""
    checks = {name for name, check in vars(arguments).items() if inspect.isfunction(check)} - {"describe", "name_of"}
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(thing)))))
    called = {getattr(n.func, "attr", getattr(n.func, "id", "")) for n in nodes if isinstance(n, ast.Call)}
    return bool(checks & called) or any(isinstance(node, ast.Raise) for node in nodes)


def faults(thing):
    """Say what is missing in a docstring."""
    doc = thing.__doc__
    if not doc:
        return ["no docstring"]
    parts, found = sections(doc), []
    summary = " ".join(parts[""].split("\n\n")[0].split())
    if not summary.endswith("."):
        found.append("the summary does not end in a full stop")
    if re.search(r"[.!?] (?!See `)[A-Z]", summary):
        found.append("the summary is more than one sentence")
    names, told = parameters(thing), documented(parts.get("Parameters", ""))
    elsewhere = refers(doc)
    if told != names and (told or not elsewhere):
        if dataclasses.is_dataclass(thing) and not told and "Attributes" in parts:
            told = documented(parts["Attributes"])
        found += [f"{name} is not explained" for name in names if name not in (*told, "**kwargs")]
        if not any(name.startswith("**") for name in names):
            found += [f"{name} is explained and no argument" for name in told if name not in names]
    if inspect.isfunction(thing) and returns(thing) and "Returns" not in parts and "Yields" not in parts:
        found += [] if elsewhere else ["Returns is missing"]
    if raises(thing) and "Raises" not in parts and not elsewhere:
        found.append("Raises is missing")
    if not doctest.DocTestParser().get_examples(doc):
        found.append("no example")
    return found


@pytest.mark.parametrize("name", THINGS)
def test_docstring(name):
    assert not faults(THINGS[name])


@pytest.mark.parametrize("name", THINGS)
def test_what_a_docstring_sends_to_exists(name):
    thing = THINGS[name]
    home = importlib.import_module("nnlearn." + name.split(".")[0])
    for target in refers(thing.__doc__ or ""):
        place, _, last = target.rpartition(".")
        place = importlib.import_module(place) if place.startswith("nnlearn") else home
        assert hasattr(place, last) or hasattr(thing, last), f"{target} is nowhere"


def good(x, y=1):
    """Add two numbers.

    Parameters
    ----------
    x, y : float

    Returns
    -------
    float

    Raises
    ------
    TypeError
        If one is no number.

    Examples
    --------
    >>> 1 + 1
    2
    """
    if isinstance(x, str):
        raise TypeError(x)
    return x + y


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Add two numbers.", "Add two numbers"),
        ("Add two numbers.", "Add two. Both are numbers."),
        ("x, y :", "x :"),
        ("x, y :", "x, y, z :"),
        ("Returns", "Notes"),
        ("Raises", "Notes"),
        (">>> 1 + 1", "1 + 1"),
    ],
)
def test_a_fault_is_found(old, new, monkeypatch):
    assert not faults(good)
    monkeypatch.setattr(good, "__doc__", good.__doc__.replace(old, new, 1))
    assert faults(good)
