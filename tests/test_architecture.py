"""Who may import whom: the table of ARCHITECTURE.md as data, held against every import of the package."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
PACKAGE = HOME / "nnlearn"

# part: (parts of nnlearn it may import, libraries it may import). `arguments` and `files` are open to all.
ARROWS = {
    "arguments": ((), ("numpy",)),
    "files": ((), ()),
    "gradcheck": ((), ("numpy",)),
    "autograd": ((), ("numpy",)),
    "metrics": ((), ("numpy",)),
    "planes": ((), ("numpy",)),
    "training": ((), ("numpy", "tqdm")),
    "numpy": (("training", "gradcheck", "planes"), ("numpy", "safetensors")),
    "torch": (("training", "planes"), ("numpy", "safetensors", "torch")),
    "datasets": ((), ("numpy", "sklearn", "certifi")),
    "plots": ((), ("numpy", "matplotlib", "PIL", "IPython")),
    "lessons": ((), ()),
    "zoo": (("lessons",), ()),
    "explorers": (
        ("plots", "training", "datasets", "numpy", "torch", "autograd", "gradcheck", "metrics", "lessons"),
        ("numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets", "IPython", "torch"),
    ),
    "checks": (
        ("numpy", "torch", "datasets", "autograd", "gradcheck", "metrics", "lessons"),
        ("numpy", "anywidget", "traitlets", "IPython", "torch"),
    ),
    "room": (("checks", "lessons", "plots"), ("IPython", "traitlets", "psutil", "tqdm")),
    "cli": (("lessons", "checks", "datasets", "room"), ("jupyterlab",)),
    "stills": ((), ("jupyter_server",)),
}
# Several files that are one part.
FAMILIES = {
    "callbacks": "training",
    "diverged": "training",
    "mistakes": "training",
    "characters": "training",
    "__main__": "cli",
    "doctor": "cli",
    "lab": "cli",
    "workspace": "cli",
}
OPEN = ("arguments", "files")
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]


def part(module):
    """Return the part that a module such as "nnlearn.numpy.linear" belongs to, "" for the package itself."""
    name = ([*module.split("."), ""])[1]
    return FAMILIES.get(name, name)


def module_of(path):
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")


def imports(tree, module, is_package=False):
    """Yield (name of an imported module, whether the import stands in a function)."""
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # from . import x
                above = module.split(".")[: None if is_package and node.level == 1 else is_package - node.level]
                base = ".".join([*above, *([base] if base else [])])
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "nnlearn" else [base]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            names = [str(node.args[0].value)] if called in ("import_module", "__import__") else []
        for name in names:
            yield name, id(node) in inside


def crossings(tree, module, is_package=False):
    """Say which imports go where no arrow goes."""
    own = part(module)
    parts, libraries = ARROWS[own] if own else ((), ())
    for name, inside in imports(tree, module, is_package):
        top, target = name.split(".")[0], part(name)
        if top == "nnlearn":
            if target not in (*parts, *OPEN, own, "__version__"):
                yield f"{module} imports {name}, but {own} -> {target} is no arrow"
            elif target == "torch" and own != "torch" and not inside:
                yield f"{module} imports {name} at its top: PyTorch costs seconds, import it where it is needed"
        elif top not in (*sys.stdlib_module_names, *libraries):
            yield f"{module} imports {name}, which {own} does without"


@pytest.mark.parametrize("name", NAMES)
def test_imports_follow_the_arrows(name):
    path = PACKAGE / name
    assert part(module_of(path)) in ("", *ARROWS), "a new part needs a row in ARROWS"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not list(crossings(tree, module_of(path), path.name == "__init__.py"))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("nnlearn.numpy.linear", "import torch"),
        ("nnlearn.numpy.linear", "from nnlearn.torch.linear import Linear"),
        ("nnlearn.numpy.linear", "from ..torch import linear"),
        ("nnlearn.numpy.linear", "import nnlearn.plots as plots"),
        ("nnlearn.torch.linear", "from nnlearn import numpy"),
        ("nnlearn.torch.fit", "importlib.import_module('nnlearn.numpy')"),
        ("nnlearn.training", "from nnlearn import checks"),
        ("nnlearn.mistakes", "import nnlearn.numpy"),
        ("nnlearn.plots.plane", "from nnlearn.numpy import predict"),
        ("nnlearn.datasets.gates", "def f():\n    import torch"),
        ("nnlearn.checks.lesson_02", "import nnlearn.torch as nn"),
        ("nnlearn.explorers.forward", "from nnlearn.checks import check"),
        ("nnlearn.metrics", "import matplotlib.pyplot"),
        ("nnlearn.files", "from nnlearn.cli import main"),
    ],
)
def test_a_wrong_import_is_found(module, line):
    assert list(crossings(ast.parse(line), module))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_one_idea(name):
    assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) <= 300, "past 300 lines it is two ideas"


def test_both_sides_have_the_same_files():
    """NumPy's side may have more: what PyTorch does by itself, such as a fast sum; no public name stands there."""
    numpy, torch = ({path.name for path in (PACKAGE / side).glob("*.py")} for side in ("numpy", "torch"))
    assert torch <= numpy


def test_each_public_name_is_in_the_same_file_on_both_sides():
    trees = [ast.parse((PACKAGE / side / "__init__.py").read_text(encoding="utf-8")) for side in ("numpy", "torch")]
    found = [
        {(node.module.split(".")[-1], alias.name) for node in tree.body if isinstance(node, ast.ImportFrom)
         for alias in node.names}
        for tree in trees
    ]  # fmt: skip
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("nnlearn", ("numpy", "torch", "matplotlib", "sklearn", "ipywidgets")),
        ("nnlearn.numpy", ("torch", "matplotlib", "sklearn", "scipy", "ipywidgets", "IPython", "nnlearn.torch")),
        (
            "nnlearn.datasets",
            ("torch", "matplotlib", "sklearn", "scipy", "ipywidgets", "nnlearn.numpy", "urllib.request"),
        ),
        ("nnlearn.torch", ("matplotlib", "sklearn", "scipy", "ipywidgets", "nnlearn.numpy")),
        ("nnlearn.checks", ("torch", "matplotlib", "sklearn")),
    ],
)
def test_an_import_loads_nothing_heavy(module, unwanted):
    code = f"import sys, {module}; print(*[name for name in {unwanted!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME)
    assert found.stdout.split() == []
