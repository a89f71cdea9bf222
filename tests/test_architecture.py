"""Who may import whom: the table of ARCHITECTURE.md as data, checked against every import of the package."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from nnlearn.syllabus import LESSONS, existing

HOME = Path(__file__).resolve().parents[1]
PACKAGE = HOME / "nnlearn"

# part: (parts of nnlearn it may import, libraries it may import). The parts of OPEN are open to all.
OPEN = ("arguments", "files", "image_html", "lazy", "locks", "originals")
ARROWS = {
    "arguments": (("array_kinds",), ("numpy",)),
    "array_kinds": ((), ("numpy",)),
    "files": ((), ()),
    "image_html": ((), ()),
    "lazy": ((), ()),
    "locks": ((), ("filelock",)),
    "originals": ((), ()),
    "encoded": ((), ()),
    "moved": ((), ()),
    "gradcheck": ((), ("numpy",)),
    "trees": ((), ("numpy",)),
    "autograd": ((), ("numpy",)),
    "attributions": ((), ("numpy",)),
    "boltzmann": ((), ("numpy",)),
    "metrics": ((), ("numpy",)),
    "audio": ((), ("numpy",)),
    "chemistry": ((), ("numpy",)),
    "cluster": (("metrics",), ("numpy",)),
    "diffusion": (("shared",), ("numpy",)),
    "worlds": (("shared",), ("numpy",)),
    "attacks": (("shared",), ("numpy",)),
    "report": (("shared", "gradcheck", "metrics"), ("numpy", "safetensors")),
    "parallel": ((), ("numpy", "torch")),
    "shared": ((), ("numpy", "tqdm", "safetensors")),
    "callbacks": (("shared",), ()),
    "numpy": (("shared", "gradcheck", "trees"), ("numpy", "safetensors")),
    "torch": (("shared", "trees"), ("numpy", "safetensors", "torch")),
    "datasets": (("trees",), ("numpy", "sklearn", "certifi")),
    "plots": (("trees",), ("numpy", "matplotlib", "PIL", "IPython")),
    "syllabus": ((), ()),
    "zoo": (("syllabus",), ()),
    "doctor": ((), ()),
    "explorers": (("plots",), ("numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets")),
    "checks": (("syllabus",), ("numpy", "anywidget", "traitlets", "IPython", "platformdirs")),
    "lessons": (
        (
            *("explorers", "checks", "plots", "datasets", "numpy", "torch", "callbacks", "autograd", "gradcheck"),
            *(
                "attacks",
                "attributions",
                "boltzmann",
                "metrics",
                "audio",
                "chemistry",
                "cluster",
                "diffusion",
                "worlds",
            ),
            *("parallel", "report", "syllabus", "trees"),
        ),
        ("numpy", "matplotlib", "PIL", "ipywidgets", "torch", "IPython", "sklearn"),
    ),
    "grading": (("checks", "report", "syllabus", "plots"), ("IPython", "traitlets", "psutil", "tqdm")),
    "room": (("checks", "grading"), ()),
    "assignments": (("checks", "syllabus"), ()),
    "app": (
        ("syllabus", "checks", "datasets", "grading", "assignments", "doctor", "room"),
        ("jupyterlab", "jupyter_server", "jupyter_core", "ipykernel"),
    ),
    "__main__": (("app",), ()),
}
FACES = {"nnlearn.explorers", "nnlearn.checks.registry"}  # they hold the lessons' names, as text
OWN = ("explorer", "picture", "words", "run", "tour", "exercises", "answers", "mistakes")  # of one lesson alone
ORDER = {lesson.name: place for place, lesson in enumerate(LESSONS)}
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]
TEXTS = sorted(path.name for path in (HOME / "lessons").glob("*.py"))


def part(module):
    """Return the part that a module such as "nnlearn.numpy.linear" belongs to, "" for the package itself."""
    return ([*module.split("."), ""])[1]


def module_of(path):
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")


def imports(tree, module, is_package=False):
    """Yield (name of an imported module, whether the import is inside a function).

    The name of `from nnlearn.x import y` is "nnlearn.x.y": y may be a module; where it is not, the part is the same.
    """
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
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            names = [str(node.args[0].value)] if called in ("import_module", "__import__") else []
        for name in names:
            yield name, id(node) in inside


def crossings(tree, module, is_package=False):
    """Yield the imports that no arrow allows."""
    own = part(module)
    parts, libraries = ARROWS[own] if own else (("encoded", "moved"), ())
    for name, inside in imports(tree, module, is_package):
        top, target = name.split(".")[0], part(name)
        if top == "nnlearn":
            if target not in (*parts, *OPEN, own, "__version__"):
                yield f"{module} imports {name}, but {own} -> {target} is not an arrow"
            elif target == "torch" and own != "torch" and not inside:
                yield f"{module} imports {name} at its top: PyTorch costs seconds, import it where it is needed"
            elif target == own == "lessons":
                yield from trespasses(module, name)
        elif top not in (*sys.stdlib_module_names, *libraries):
            yield f"{module} imports {name}, which {own} does without"


def trespasses(module, name):
    """Yield the rules that an import of one lesson's module by another's breaks."""
    _, _, here, *mine = module.split(".")
    _, _, there, *theirs = (*name.split("."), "")
    mine, theirs = (names[0] if names else "" for names in (mine, theirs))
    if here != there:
        if theirs in OWN or there not in ORDER:
            yield f"{module} imports {name}: what two lessons share belongs into the toolkit"
        elif here in ORDER and ORDER[here] < ORDER[there]:
            yield f"{module} imports {name}, which the syllabus lists later"
    elif "explorer" in (mine, theirs) and {mine, theirs} & {"exercises", "answers", "mistakes"}:
        yield f"{module} imports {name}: the picture and the exercises of a lesson do not know each other"


def names_a_lesson(text, module):
    """Yield the lessons that the toolkit or the engine names; only the two faces may name any."""
    if part(module) in ("explorers", "checks") and module not in FACES:
        for lesson in (*ORDER, "playground"):
            if f"nnlearn.lessons.{lesson}" in text:
                yield f"{module} names nnlearn.lessons.{lesson}"


@pytest.mark.parametrize("name", NAMES)
def test_imports_follow_the_arrows(name):
    path = PACKAGE / name
    text, module = path.read_text(encoding="utf-8"), module_of(path)
    assert part(module) in ("", *ARROWS), "a new part needs a row in ARROWS"
    assert not list(crossings(ast.parse(text), module, path.name == "__init__.py"))
    assert not list(names_a_lesson(text, module))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("nnlearn.numpy.linear", "import torch"),
        ("nnlearn.numpy.linear", "from nnlearn.torch.linear import Linear"),
        ("nnlearn.numpy.linear", "from ..torch import linear"),
        ("nnlearn.numpy.linear", "import nnlearn.plots as plots"),
        ("nnlearn.torch.linear", "from nnlearn import numpy"),
        ("nnlearn.torch.fit", "importlib.import_module('nnlearn.numpy')"),
        ("nnlearn.shared.fit", "from nnlearn import checks"),
        ("nnlearn.shared.perceptron", "import nnlearn.numpy"),
        ("nnlearn.plots.plane", "from nnlearn.numpy import predict"),
        ("nnlearn.datasets.gates", "def f():\n    import torch"),
        ("nnlearn.lessons.perceptron.exercises", "import nnlearn.torch as nn"),
        ("nnlearn.lessons.forward_propagation.explorer", "from nnlearn.grading import grade"),
        ("nnlearn.metrics", "import matplotlib.pyplot"),
        ("nnlearn.cluster.centres", "from nnlearn.datasets import digits"),
        ("nnlearn.files", "from nnlearn.app.cli import main"),
        # the toolkits know no lesson, and no library
        ("nnlearn.explorers.recorded", "from nnlearn.lessons.perceptron.explorer import ARROWS"),
        ("nnlearn.explorers.pixels", "import nnlearn.numpy as nn"),
        ("nnlearn.checks.judge", "from nnlearn.lessons.neuron import exercises"),
        ("nnlearn.checks.room.join", "from nnlearn.room.news import name_of"),
        # (a) lessons do not share their own parts; they may use the science of earlier lessons
        ("nnlearn.lessons.convolution.explorer", "from nnlearn.lessons.perceptron.explorer import ARROWS"),
        ("nnlearn.lessons.lenet.table", "from nnlearn.lessons.convolution import words"),
        ("nnlearn.lessons.gans.run", "from nnlearn.lessons.playground.engine import started"),
        ("nnlearn.lessons.convolution.network", "from nnlearn.lessons.lenet.network import STAGES"),
        # (b) picture and exercises of a lesson do not know each other
        ("nnlearn.lessons.neuron.exercises", "from nnlearn.lessons.neuron.explorer import NeuronExplorer"),
        ("nnlearn.lessons.neuron.answers", "from nnlearn.lessons.neuron import explorer"),
        ("nnlearn.lessons.neuron.explorer", "from nnlearn.lessons.neuron.answers import spikes"),
        ("nnlearn.lessons.neuron.mistakes", "from nnlearn.lessons.neuron.explorer import NeuronExplorer"),
        ("nnlearn.lessons.lenet.mistakes", "from nnlearn.lessons.convolution.mistakes import no_padding"),
    ],
)
def test_a_wrong_import_is_found(module, line):
    assert list(crossings(ast.parse(line), module))


def test_a_lesson_s_science_may_be_used_by_a_later_one():
    line = ast.parse("from nnlearn.lessons.convolution.network import by_hand")
    assert not list(crossings(line, "nnlearn.lessons.lenet.network"))


def test_a_toolkit_that_names_a_lesson_is_found():
    line = "HOME = 'nnlearn.lessons.perceptron.explorer'"
    assert list(names_a_lesson(line, "nnlearn.explorers.canvas"))
    assert list(names_a_lesson(line, "nnlearn.checks.judge"))
    assert not list(names_a_lesson(line, "nnlearn.explorers"))


def room(module):
    """Return what counts as one node in the search for circles: a lesson, or a part."""
    names = module.split(".")
    return ".".join(names[1:3]) if names[1:2] == ["lessons"] else part(module)


def circle(arrows):
    """Return nodes that import each other in a circle, [] if there are none."""

    def visit(place, above):
        if place in above:
            return [*above[above.index(place) :], place]
        return next(filter(None, (visit(next_one, [*above, place]) for next_one in sorted(arrows.get(place, ())))), [])

    return next(filter(None, (visit(place, []) for place in sorted(arrows))), [])


def test_no_room_imports_itself_in_a_circle():
    arrows: dict = {}
    for path in FILES:
        module = module_of(path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, _ in imports(tree, module, path.name == "__init__.py"):
            if name.startswith("nnlearn.") and room(module) and room(name) not in (room(module), ""):
                arrows.setdefault(room(module), set()).add(room(name))
    assert not circle(arrows)
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_one_idea(name):
    assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) <= 300, "past 300 lines it is two ideas"


@pytest.mark.parametrize("toolkit", ["explorers", "checks"])
def test_a_toolkit_stays_a_toolkit(toolkit):
    files = [path for path in (PACKAGE / toolkit).iterdir() if path.is_file()]
    assert len(files) <= 24, "a file of one lesson belongs into nnlearn/lessons/<name>/"


def lacks(name, home=HOME):
    """Return the files that a lesson must have but does not."""
    folder = f"nnlearn/lessons/{name}"
    needed = [f"{folder}/{part}.py" for part in ("__init__", "explorer", "exercises", "answers")]
    return [path for path in (*needed, f"tests/lessons/test_explorer_{name}.py") if not (home / path).is_file()]


@pytest.mark.parametrize("name", [lesson.name for lesson in existing(HOME)])
def test_a_lesson_is_whole(name):
    assert not lacks(name)


def test_a_lesson_with_a_part_missing_is_found(tmp_path):
    for path in lacks("neuron", tmp_path)[1:]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert lacks("neuron", tmp_path) == ["nnlearn/lessons/neuron/__init__.py"]


def test_every_folder_of_a_lesson_is_in_the_syllabus():
    folders = {path.name for path in (PACKAGE / "lessons").iterdir() if (path / "__init__.py").is_file()}
    assert folders - {"playground"} <= set(ORDER)


def deep(tree):
    """Return the imports of a lesson's text that reach past the public names."""
    return [
        name
        for node in ast.walk(tree)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                     if isinstance(node, ast.Import) else [])
        if name.startswith("nnlearn.") and name.count(".") > (2 if name.startswith("nnlearn.lessons.") else 1)
    ]  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_imports_public_names(name):
    assert not deep(ast.parse((HOME / "lessons" / name).read_text(encoding="utf-8")))


def test_a_deep_import_in_a_text_is_found():
    assert deep(ast.parse("from nnlearn.lessons.lenet.network import STAGES"))
    assert deep(ast.parse("import nnlearn.numpy.linear"))
    assert not deep(ast.parse("from nnlearn.lessons.lenet import STAGES\nfrom nnlearn import datasets"))


ALONE = {"state.py"}  # what PyTorch's own classes do without such a file


def test_both_sides_have_the_same_files():
    numpy, torch = ({path.name for path in (PACKAGE / side).glob("*.py")} for side in ("numpy", "torch"))
    assert numpy == torch | ALONE
    assert not ALONE & torch


def test_each_public_name_is_in_the_same_file_on_both_sides():
    trees = [ast.parse((PACKAGE / side / "__init__.py").read_text(encoding="utf-8")) for side in ("numpy", "torch")]
    found = [
        {(node.module.split(".")[-1], alias.name) for node in tree.body if isinstance(node, ast.ImportFrom)
         for alias in node.names if "internals" not in node.module}
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
        ("nnlearn.explorers", ("torch", "matplotlib", "nnlearn.numpy", "nnlearn.lessons.neuron")),
        *(
            (f"nnlearn.lessons.{lesson.name}.exercises", ("torch", "matplotlib", "ipywidgets"))
            for lesson in existing(HOME)
        ),
    ],
)
def test_an_import_loads_nothing_heavy(module, unwanted):
    code = f"import sys, {module}; print(*[name for name in {unwanted!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME)
    assert found.stdout.split() == []


def arrow_table():
    """Return the table of ARCHITECTURE.md."""
    rows = ["| part | imports parts | imports libraries |", "|---|---|---|"]
    rows += [f"| {name} | {', '.join(parts)} | {', '.join(libraries)} |" for name, (parts, libraries) in ARROWS.items()]
    return "\n".join(rows)


def test_the_document_shows_these_arrows():
    document = (HOME / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert document.split("<!-- arrows -->\n")[1].split("\n<!-- /arrows -->")[0] == arrow_table()
