"""Listings: the lines on the screen are the lines that ran, and only one place of the package runs text."""

import ast
from pathlib import Path

import pytest

import nnlearn
from nnlearn.explorers.listing import evaluate, run_listing


def test_a_listing_gives_what_it_defines_and_keeps_what_it_was_given():
    given = {"n": 2}
    assert run_listing("m = n + 1", "m", **given) == 3
    assert run_listing("n = n + 1\nm = 2 * n", "m", "n", **given) == (6, 3)
    assert given == {"n": 2}


def test_two_listings_know_nothing_of_each_other():
    run_listing("secret = 1", "secret")
    with pytest.raises(NameError):
        run_listing("found = secret", "found")


def test_functions_of_a_listing_see_its_names():
    double = run_listing("factor = 2\ndef double(x): return factor * x", "double")
    assert double(4) == 8
    assert evaluate("lambda x: factor * x", factor=3)(4) == 12


def test_a_name_that_is_missing_is_named():
    with pytest.raises(NameError, match="expected a listing that defines y, z, got one that defines x"):
        run_listing("x = 1", "x", "y", "z", np=None)
    with pytest.raises(NameError, match="defines y, got one that defines nothing"):
        run_listing("", "y", np=None)


@pytest.mark.parametrize("text", [None, b"x = 1", compile("x = 1", "", "exec"), ["x = 1"]])
def test_only_text_is_run(text):
    with pytest.raises(TypeError, match=r"run_listing expected lines of Python as text, got \w+"):
        run_listing(text, "x")
    with pytest.raises(TypeError, match=r"evaluate expected lines of Python as text, got \w+"):
        evaluate(text)


def runners(tree):
    """Return the names of the built-in functions called here that run text."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call.id for call in calls if isinstance(call, ast.Name) and call.id in ("exec", "eval", "compile")]


def test_nothing_else_in_the_package_runs_text():
    assert runners(ast.parse("exec(lines, {})\nmodel.eval()\nf(eval('1'))")) == ["exec", "eval"]
    package = Path(nnlearn.__file__).parent
    found = {path for path in package.rglob("*.py") if runners(ast.parse(path.read_text(encoding="utf-8")))}
    own_code_changed = package / "checks" / "diagnosis" / "source.py"  # a learner's function, which has run already
    own_script = package / "parallel" / "worker.py"  # a learner's script, in a process of its own
    assert found == {package / "explorers" / "listing.py", own_code_changed, own_script}
