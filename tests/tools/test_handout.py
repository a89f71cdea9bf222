"""The handout: complete enough to start from, without a readable line of a solution, and its checks work as ever."""

import itertools
import json
import os
import re
import subprocess
import sys
import zipfile

import handout
import handout_answers
import nbformat
import pytest
import yaml

from nnlearn.app.cli import parser
from nnlearn.app.learner_copy import Workspace
from nnlearn.encoded import decode, encode

LEARNERS = ("notebooks", "exercises")
START = ("Makefile", "README.md", "environment.yml", "pyproject.toml", "requirements.lock", "tools/install.py")
HIDDEN = handout_answers.answers(handout.ROOT)
LONG = 25  # a shorter line is a turn of phrase of Python: `for _ in range(k):`
ELSEWHERE = {  # lines of solutions that the science of lessons needs as well; alone, none of them is an answer
    "if not isinstance(tree, tuple):",
    "if isinstance(layer, nn.Linear):",
    "eps = rng.standard_normal(x.shape)",
    "if isinstance(block, nn.Residual):",
    "data, found = datasets.mnist1d(), []",
    "return self.layers(self.pictures[k])",
    "p = np.exp(z - z.max(axis=1, keepdims=True))",
    "optimizer = nn.Adam(model.parameters(), lr=rate)",
    "return powers / powers.sum(axis=1, keepdims=True)",
    'nn.kaiming_normal_(layer.weight, nonlinearity="relu")',
    "e = np.exp(scores - scores.max(axis=1, keepdims=True))",
    "order = np.random.default_rng(seed).permutation(len(x))",
    "from nnlearn import datasets\ndata, found = datasets.mnist1d(), []",
    'nn.kaiming_normal_(layer.weight, nonlinearity="relu")\nnn.zeros_(layer.bias)',
    "def fall(run):\nif run.end_of_epoch:",
    "if run.end_of_epoch:\nfalling.step()",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    target = tmp_path_factory.mktemp("handout") / "course.zip"
    assert handout.write(target) > 100
    with zipfile.ZipFile(target) as packed:
        packed.extractall(target.parent)
    assert sorted(path.name for path in target.parent.iterdir()) == ["course.zip", handout.FOLDER]
    return target.parent / handout.FOLDER


def python(course, *arguments):
    """Run Python in a folder as a learner would, with the package that lies there."""
    env = {**os.environ, "PYTHONPATH": str(course), "NNLEARN_PROGRESS": "memory"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([sys.executable, *arguments], cwd=course, env=env, capture_output=True, text=True)


def test_it_holds_what_make_lab_needs_and_nothing_for_instructors(course):
    assert all((course / name).is_file() for name in START)
    assert (course / "nnlearn" / "explorers" / "web" / "canvas.js").is_file()
    assert {path.name for path in course.iterdir() if path.is_dir()} == {*handout.FOLDERS, "tools"}
    assert {f"tools/{path.name}" for path in (course / "tools").iterdir()} < set(handout.FILES)
    assert not (course / "TEACHING.md").exists()
    Workspace(course, course.parent / "copy").refresh()
    assert list((course.parent / "copy" / "exercises").glob("02_*.ipynb"))
    assert not (course.parent / "copy" / "solutions").exists()


def test_it_lists_its_files_so_that_another_can_be_unpacked_over_it(course):
    listed = (course / "handout_files.txt").read_text().split()
    there = {path.relative_to(course).as_posix() for folder in LEARNERS for path in (course / folder).rglob("*.ipynb")}
    assert there <= {*listed}
    assert Workspace(course).left_over == set()
    (course / "exercises/99_gone.ipynb").write_text("{}")
    try:
        assert Workspace(course).left_over == {"exercises/99_gone.ipynb"}
        assert "exercises/99_gone.ipynb" not in Workspace(course).sources()
    finally:
        (course / "exercises/99_gone.ipynb").unlink()


# What is readable


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def pairs(text):
    found = lines(text)
    return [f"{one}\n{two}" for one, two in itertools.pairwise(found)]


def told(value):
    """Return everything that a notebook says: cells, outputs, metadata; an image is one long line."""
    if isinstance(value, dict):
        return "\n".join(told(part) for part in value.values())
    if isinstance(value, list):
        return ("" if all(isinstance(part, str) for part in value) else "\n").join(told(part) for part in value)
    return str(value)


def read(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    return told(json.loads(text)["cells"]) if path.suffix == ".ipynb" else text


def cells(name):
    return [cell.source for cell in nbformat.read(handout.ROOT / name, 4).cells]


def of_solutions():
    """Return the lines of all solutions, and pairs of neighbours, without what lessons and exercises show."""
    shown, found = set(), set()
    for folder in ("notebooks", "exercises"):
        for path in (handout.ROOT / folder).glob("*.ipynb"):
            shown |= {what for cell in cells(f"{folder}/{path.name}") for what in [*lines(cell), *pairs(cell)]}
    for path in (handout.ROOT / "solutions").glob("*.ipynb"):
        for cell in cells(f"solutions/{path.name}"):
            found |= {line for line in lines(cell) if len(line) >= LONG} | set(pairs(cell))
    return found - shown


def test_no_line_of_a_solution_is_readable(course):
    notebooks = {path.name for path in (course / "exercises").glob("*.ipynb")}
    assert notebooks == {path.name for path in (handout.ROOT / "exercises").glob("*.ipynb")}
    solutions, readable = of_solutions(), {}
    assert len(solutions) > 2000
    for path in course.rglob("*"):
        name = path.relative_to(course).as_posix()
        library = name.startswith("nnlearn/") and not name.startswith(
            "nnlearn/lessons/"
        )  # it is what the course teaches
        if path.is_file() and path.suffix not in (".npz", ".safetensors") and not library:
            text = read(path)
            for what in {*lines(text), *pairs(text)} & solutions - ELSEWHERE:
                readable[what] = name
    assert readable == {}


def test_a_readable_answer_would_be_found():
    text = (handout.ROOT / "nnlearn/lessons/perceptron/answers.py").read_text()
    assert len({*lines(text), *pairs(text)} & of_solutions() - ELSEWHERE) > 10


def test_quizzes_hints_and_named_mistakes_are_not_readable_either(course):
    for path in (course / "nnlearn" / "lessons").rglob("*.py"):
        assert not re.search(r"\b(Question|Exercise|Wrong)\(", path.read_text()), path


# What is encoded


def test_every_encoded_file_decodes_to_its_source_and_every_other_is_the_source(course):
    assert {"nnlearn/lessons/lenet/answers.py", "nnlearn/lessons/perceptron/pocket_mistakes.py"} < HIDDEN
    assert not any(re.search(r"/(explorer|tour|words|__init__)\.py$", name) for name in HIDDEN)
    assert (
        not {"nnlearn/lessons/gans/data.py", "nnlearn/lessons/activation_functions/survival.py"} & HIDDEN
    )  # shown, too
    for name in handout.files():
        source, carried = (handout.ROOT / name).read_bytes(), (course / name).read_bytes()
        if name in HIDDEN:
            carried = decode(carried)[0].encode()
        assert carried == source or name in ("Makefile", "README.md"), name


TALK = '''
import inspect, linecache
from nnlearn.checks import again, check, hint, quiz, registry
from nnlearn.lessons.perceptron import answers

def mine(text):
    """Define a function as a notebook would, so that its source can be found."""
    space, name = {"np": __import__("numpy")}, f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    exec(compile(text, name, "exec"), space)
    return space["f"]

for line in ("x @ weight - bias >= 0", "x @ weight + bias > 0.2", "(x @ weight + bias >= 0)[:, 0]", "..."):
    check("02.1", mine(f"def f(weight, bias, x):\\n    return ({line}) * 1\\n"))
check("02.1", answers.predict)
for id in ("02.1", "02.2", "08.1"):
    hint(id)
    hint(id)
quiz("02.predict")
quiz("02.predict", "a")
quiz("02.recall", "abc")
print(inspect.getsource(answers.predict))
try:
    answers.predict(1, None, None)
except TypeError:
    import traceback
    print(traceback.format_exc().split("\\n")[-4:])
'''


def test_checks_hints_quizzes_and_tracebacks_are_those_of_the_repository(course):
    here, there = (python(folder, "-c", TALK) for folder in (course, handout.ROOT))
    assert here.stdout == there.stdout
    assert (here.stderr, there.stderr) == ("", "")
    assert "the bias counts with the wrong sign" in here.stdout
    assert "def predict(weight, bias, x):" in here.stdout
    assert list((course / "nnlearn/lessons/perceptron/__pycache__").glob("answers.*.pyc"))  # decoded once, then as fast


def test_nnlearn_check_runs_a_notebook_there(course):
    notebook = course.parent / "02_perceptron_exercises.ipynb"
    notebook.write_bytes((handout.ROOT / "solutions" / "02_perceptron_solutions.ipynb").read_bytes())
    done = python(course, "-m", "nnlearn", "check", str(notebook))
    assert done.returncode == 0, done.stderr
    assert "02.5" in done.stdout


def test_a_hint_does_not_name_a_file_that_is_not_there(course):
    said = python(course, "-c", "from nnlearn.checks import hint; hint('02.1', 3); hint('02.1', 4)").stdout
    assert said.count("nnlearn release 02") == 2
    assert "solutions/" not in said


def test_a_damaged_file_is_a_sentence(course):
    path = course / "nnlearn/lessons/loss_functions/answers.py"
    whole = path.read_bytes()
    for damaged in (whole[:-200], whole[:300] + b'"' + whole[301:], whole[:200].replace(b"\n", b"\r\n"), whole[:30]):
        path.write_bytes(damaged)
        said = python(course, "-c", "from nnlearn.checks import check; check('05.1', 1)")
        assert said.stderr == ""
        assert said.stdout.startswith(
            "05.1 cannot be checked: nnlearn/lessons/loss_functions/answers.py is damaged"
        ) or (damaged == whole[:30] and "05.1 cannot be checked" in said.stdout)
    path.write_bytes(whole.replace(b"\n", b"\r\n"))  # what a mail program may make of it does not count
    assert "not yet" in python(course, "-c", "from nnlearn.checks import check; check('05.1', lambda *_: 1)").stdout
    path.write_bytes(whole)


def test_encoded_text_keeps_every_character(tmp_path):
    source = '"""Ümlaute, 中文, \\n."""\n\n\nif x:\n\ty = 1  # no newline at the end'.encode()
    assert decode(encode(source, "a.py")) == (source.decode(), len(encode(source, "a.py")))
    long = "".join(f"x{k} = {k**9}\n" for k in range(5000))  # tracebacks read a long file in parts
    (tmp_path / "long.py").write_bytes(encode(long.encode(), "long.py"))
    assert (tmp_path / "long.py").stat().st_size > 20_000
    with (tmp_path / "long.py").open(encoding="nnlearn-encoded") as lines_of_it:
        assert "".join(lines_of_it) == long
    with pytest.raises(OSError, match="edit the sources"):
        "x".encode("nnlearn-encoded")


# The pages around it


def test_its_makefile_and_readme_name_only_what_is_there(course):
    listed = subprocess.run(["make"], cwd=course, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"make ([a-z]+)", listed) == list(handout.TARGETS)
    refused = subprocess.run(["make", "test"], cwd=course, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "there is no 'test' in this handout" in refused.stderr
    text = (course / "README.md").read_text()
    assert set(re.findall(r"\bmake (\w[\w-]+)(?=[ `\n])", text)) <= {*handout.TARGETS, "again"}
    assert all((course / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", text))
    assert len(re.findall(r"\]\(notebooks/", text)) == 33
    commands = parser()._subparsers._group_actions[0].choices
    assert set(re.findall(r"[`/\\ ]nnlearn ([a-z]+)\b", text)) - {"lab"} <= set(commands)


# Without git


def test_an_archive_gives_the_same_files_as_a_clone():
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=handout.ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    inside = {name for name in listed if name.split("/")[0] in handout.FOLDERS}
    assert set(handout.found(handout.ROOT)) == {name for name in inside if (handout.ROOT / name).is_file()} | set(
        handout.FILES
    )


def test_what_git_would_ignore_stays_out_where_there_is_no_git(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)  # an archive, unpacked inside somebody's repository
    root = tmp_path / "archive"
    kept = ("Makefile", "README.md", handout.FIRST_PAGE, "pyproject.toml", "nnlearn/a.py", "notebooks/01.ipynb")
    ignored = ("nnlearn/__pycache__/a.pyc", "notebooks/.ipynb_checkpoints/01.ipynb", "nnlearn/x.egg-info/P", "hub/a.py")
    for name in (*kept, *ignored, "nnlearn/.DS_Store", "course/mine.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    for name in (".gitignore", "Makefile", "README.md"):
        (root / name).write_bytes((handout.ROOT / name).read_bytes())
    os.utime(root / "nnlearn/a.py", (0, 0))  # archives may have no dates, and a zip none before 1980
    handout.write(root / "dist" / "handout.zip", root)
    with zipfile.ZipFile(root / "dist" / "handout.zip") as packed:
        names = {name.removeprefix(f"{handout.FOLDER}/") for name in packed.namelist()}
    assert names == {*kept, "handout_files.txt"} - {handout.FIRST_PAGE}


def test_the_workflow_for_a_fork_runs_what_ci_runs():
    text = (handout.ROOT / ".github" / "workflows" / "ci.yml").read_text()
    steps = yaml.safe_load(text)["jobs"]["tests"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert (handout.ROOT / ".ci" / "run").is_file()
