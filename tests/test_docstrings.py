"""Walk the public names: each docstring says in one sentence what it does, names the arguments, and has an example."""

import ast
import dataclasses
import doctest
import importlib
import inspect
import re
import textwrap
from pathlib import Path

import pytest
from numpydoc.docscrape import get_doc_object
from numpydoc.validate import validate

import nnlearn.numpy
from nnlearn import arguments
from nnlearn.shared import gan_step, gradient_descent, losses, models

MODULES = ["numpy", "torch", "datasets", "boltzmann", "metrics", "cluster", "gradcheck", "autograd", "shared.fit"]
MODULES += ["attacks", "attributions", "audio", "chemistry", "parallel", "worlds", "callbacks", "plots", "explorers"]
MODULES += ["checks", "lessons.perceptron", "report"]
SECTIONS = "Parameters|Attributes|Returns|Yields|Raises|Notes|References|Examples"
# What numpydoc asks for and we do without.
LEFT_OUT = {
    "ES01": "an extended summary: one sentence is often enough",
    "SA01": "See Also: the sentence says `see x` where it helps",
    "PR07": "a description of each parameter: `model : Module` explains itself",
    "PR08": "capital letters in them: many begin with a formula, `mu >= 0: ...`",
    "RT02": "only a type on the first line of Returns: `mean, std : ndarray` names two values",
    "RT03": "a description of what is returned: `ndarray of x's shape` says it all",
    "RT04": "a capital letter in it: `x (n, 2) float32; ...`",
}


def public():
    """Yield (name, thing) for every function and class of ours; what comes from elsewhere has its own docs."""
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
    """Return {section: its lines}; "" holds what comes before the first."""
    parts = re.split(rf"^({SECTIONS})\n-+\n", inspect.cleandoc(doc), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def parameters(thing):
    """Return the names in the signature, stars included."""
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    try:
        signature = inspect.signature(thing).parameters.values()
    except ValueError:
        return []
    if [p.name for p in signature] == ["args", "kwargs"]:  # a base class passes on its arguments
        return ["**kwargs"]
    return [stars.get(p.kind, "") + p.name for p in signature]


def documented(section):
    """Return the names explained in a Parameters section."""
    heads = [line.split(" : ")[0] for line in section.splitlines() if line and not line.startswith(" ")]
    return [name.strip().replace("\\", "") for head in heads for name in head.split(",")]


def refers(doc):
    """Return the names that a docstring sends the reader to: "see `sigmoid`", "as in `xavier_uniform_`"."""
    text = " ".join(doc.split())
    return re.findall(r"(?:[Ss]ee|as in) `([\w.]+)`", text)


def returns(function):
    """Return whether the function itself (not a function inside it) returns or yields something."""
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
    """Return whether its source raises, or calls an entry check."""
    modules = (arguments, gan_step, gradient_descent, losses, models)
    checks = {name for module in modules for name, check in vars(module).items() if inspect.isfunction(check)}
    checks -= {"describe", "name_of"}
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(thing)))))
    called = {getattr(n.func, "attr", getattr(n.func, "id", "")) for n in nodes if isinstance(n, ast.Call)}
    return bool(checks & called) or any(isinstance(node, ast.Raise) for node in nodes)


def faults(thing):
    """Return what is missing in a docstring."""
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


def numpydoc_faults(thing):
    """Return what numpydoc's own validation finds, as (code, message)."""
    left_out = set(LEFT_OUT)
    if dataclasses.is_dataclass(thing) and "Attributes" in sections(thing.__doc__):
        left_out.add("PR01")  # the fields are explained there
    if parameters(thing) == ["**kwargs"]:
        left_out |= {"PR01", "PR02"}  # the signature does not show the parameters
    doc = get_doc_object(thing, config={"show_class_members": False})  # ipywidgets' members warn when they are touched
    return [(code, text) for code, text in validate(doc)["errors"] if code not in left_out]


@pytest.mark.parametrize("name", THINGS)
def test_docstring(name):
    assert not faults(THINGS[name])


@pytest.mark.parametrize("name", THINGS)
def test_docstring_passes_numpydoc(name):
    assert not numpydoc_faults(THINGS[name])


@pytest.mark.parametrize("name", THINGS)
def test_what_a_docstring_sends_to_exists(name):
    thing = THINGS[name]
    home = importlib.import_module("nnlearn." + name.split(".")[0])
    for target in refers(thing.__doc__ or ""):
        place, _, last = target.rpartition(".")
        place = importlib.import_module(place) if place.startswith("nnlearn") else home
        assert hasattr(place, last) or hasattr(thing, last), f"{target} is nowhere"


def test_the_reading_order_of_the_numpy_side_names_files_that_exist():
    home = Path(nnlearn.numpy.__file__).parent
    names = re.findall(r"`([\w/]+\.py)`", nnlearn.numpy.__doc__)
    assert len(names) > 10
    assert not [name for name in names if not any((place / name).is_file() for place in (home, home.parents[1]))]


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
        If one is not a number.

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


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        (
            "GL07",
            "Returns\n    -------\n    float\n\n    Raises\n    ------\n",
            "Raises\n    ------\n    TypeError\n\n    Returns\n    -------\n",
        ),
        ("SS02", "Add two", "add two"),
        ("SS03", "Add two numbers.", "Add two numbers"),
        ("SS05", "Add two", "Adds two"),
        ("PR01", "x, y :", "x :"),
        ("PR02", "x, y :", "x, y, z :"),
        ("PR03", "x, y :", "y, x :"),
        ("PR04", "x, y : float", "x, y"),
        ("RT01", "Returns\n    -------\n    float\n\n", ""),
        ("EX01", "Examples\n    --------\n    >>> 1 + 1\n    2\n", ""),
    ],
)
def test_numpydoc_finds_a_fault(code, old, new, monkeypatch):
    assert not numpydoc_faults(good)
    assert old in good.__doc__
    monkeypatch.setattr(good, "__doc__", good.__doc__.replace(old, new, 1))
    assert code in dict(numpydoc_faults(good))
