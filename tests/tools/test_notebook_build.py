"""The build, on small lessons in a temporary folder."""

import json
import shutil
import time
from pathlib import Path

import nbformat
import nbval_runs
import notebook_pages
import pytest
from notebook_run import RunError, execute
from notebook_solutions import body, cut, fill
from notebook_source import plan
from notebook_state import asks_as_stored

import notebooks

ROOT = Path(__file__).resolve().parents[2]

LESSON = '''# %% [markdown]
r"""
<!-- header -->

See [the exercise](../exercises/02_perceptron_exercises.ipynb#02.1-Double).

## Summary (60 min)

### New terms

- **margin**: the distance of the nearest point.
"""

# %%
print("one")
print("two")
1 / 4

# %% tags=["machine"]
import os, sys

print(os.getcwd(), file=sys.stderr)
print(os.getcwd())
'''
EXERCISES = '''# %% [markdown]
r"""
<!-- header -->

## 02.1 Double
"""

# %%
def double(x):
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


# %%
print(double(3))

# %% [markdown] tags=["solution"]
r"""
Because of the two.
"""
'''
README = "# Course\n<!-- lessons -->\n<!-- /lessons -->\nthe end\n"


def write(root):
    """Make `root` a repository of one lesson."""
    (root / "lessons").mkdir()
    (root / "lessons" / "02_perceptron.py").write_text(LESSON)
    (root / "lessons" / "02_perceptron_exercises.py").write_text(EXERCISES)
    (root / "README.md").write_text(README)
    return root


@pytest.fixture
def course(tmp_path):
    return write(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build once, for all tests that only read or copy the result."""
    root = write(tmp_path_factory.mktemp("built"))
    assert notebooks.build_all(root) == []
    return root


@pytest.fixture
def copy(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "copy"))


def rewrite(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def cells(root, name):
    return nbformat.read(root / name, as_version=4).cells


def test_build_makes_lesson_exercise_and_solution(built):
    lesson = cells(built, "notebooks/02_perceptron.ipynb")
    assert lesson[0].source.startswith("# 02 The perceptron\n\n*Watch a line learn")
    assert lesson[1].outputs[0].text == "one\ntwo\n"
    assert lesson[1].outputs[1].data["text/plain"] == "0.25"
    assert lesson[2].outputs == []
    assert lesson[2].execution_count is None
    exercise = cells(built, "exercises/02_perceptron_exercises.ipynb")
    solution = cells(built, "solutions/02_perceptron_solutions.ipynb")
    assert exercise[1].source == "def double(x):\n    ...  # your code here"
    assert solution[1].source == "def double(x):\n    return 2 * x"
    assert (len(exercise), len(solution)) == (4, 5)
    assert (exercise[2].outputs, solution[2].outputs[0].text) == ([], "6\n")
    assert [cell.id for cell in exercise] == [cell.id for cell in (*solution[:3], solution[-1])]


def test_a_lesson_ends_with_the_ways_on():
    texts = {"00_start", "01_neuron", "01_neuron_exercises", "02_perceptron", "04_forward_propagation"}
    assert notebook_pages.onward("02_perceptron", texts) == (
        "Previous: [01 A neuron](01_neuron.ipynb) · [The map](00_start.ipynb) · "
        "**Next: [04 Forward propagation](04_forward_propagation.ipynb)**"
    )
    assert notebook_pages.onward("01_neuron", texts) == (
        "[The map](00_start.ipynb) · [Exercises 01](../exercises/01_neuron_exercises.ipynb) · "
        "**Next: [02 The perceptron](02_perceptron.ipynb)**"
    )
    assert notebook_pages.onward("01_neuron_exercises", texts) == (
        "The lesson: [01 A neuron](../notebooks/01_neuron.ipynb) · [The map](../notebooks/00_start.ipynb) · "
        "**Next: [02 The perceptron](../notebooks/02_perceptron.ipynb)**"
    )
    assert notebook_pages.onward("04_forward_propagation", {"04_forward_propagation"}) == ""


def test_build_renews_the_readme_and_nothing_around_its_table(built):
    text = (built / "README.md").read_text()
    assert text.startswith("# Course\n<!-- lessons -->\n| Lesson")
    assert text.endswith("\n<!-- /lessons -->\nthe end\n")
    assert text.count("[02 The perceptron](notebooks/02_perceptron.ipynb)") == 1


def test_check_of_a_build_is_silent_and_quick(built, monkeypatch):
    """It runs no cell and writes no file."""
    monkeypatch.setattr(notebooks, "execute", None)
    monkeypatch.setattr(notebooks, "write_atomically", None)
    start = time.process_time()
    assert notebooks.check(built) == []
    assert time.process_time() - start < 1


def test_a_quiz_that_is_asked_in_other_words_makes_its_notebook_stale():
    """Its words stand in quizzes.py, and the cell that asks it stays the same."""
    path = ROOT / "notebooks/31_scaling_out.ipynb"
    stored = json.loads(path.read_text())
    assert asks_as_stored(stored)
    (asked,) = (cell for cell in stored["cells"] if "".join(cell["source"]) == 'quiz("31.predict")')
    asked["outputs"][0]["data"]["text/html"] = ["<ol></ol>"]
    assert not asks_as_stored(stored)
    asked["outputs"] = []
    assert not asks_as_stored(stored)


def test_every_built_file_is_valid_and_ends_with_a_newline(built):
    for path in built.glob("*/*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
        assert path.read_text().endswith("}\n")
        assert json.loads(path.read_text())["metadata"]["kernelspec"]["name"] == "python3"


SPOILED = {  # what an author or an accident may do, and the sentence that names it
    "stale": (
        lambda r: rewrite(r / "lessons/02_perceptron.py", '"two"', '"three"'),
        ["notebooks/02_perceptron.ipynb is older than lessons/02_perceptron.py: make build"],
    ),
    "stale prose": (
        lambda r: rewrite(r / "lessons/02_perceptron_exercises.py", "Because", "For"),
        ["solutions/02_perceptron_solutions.ipynb is older than lessons/02_perceptron_exercises.py or its"],
    ),
    "edited output": (
        lambda r: rewrite(r / "notebooks/02_perceptron.ipynb", '"two\\n"', '"tow\\n"'),
        ["notebooks/02_perceptron.ipynb was edited by hand: move the change to lessons/02_perceptron.py"],
    ),
    "edited metadata": (
        lambda r: rewrite(r / "notebooks/02_perceptron.ipynb", '"name": "python3"', '"name": "python2"'),
        ["notebooks/02_perceptron.ipynb was edited by hand"],
    ),
    "missing": (
        lambda r: (r / "exercises/02_perceptron_exercises.ipynb").unlink(),
        ["exercises/02_perceptron_exercises.ipynb is missing: make build"],
    ),
    "conflict": (
        lambda r: (r / "exercises/02_perceptron_exercises.ipynb").write_text("<<<<<<< HEAD"),
        ["exercises/02_perceptron_exercises.ipynb was not written by the build: delete it"],
    ),
    "orphan": (
        lambda r: (r / "solutions/03_gone_solutions.ipynb").write_text("{}"),
        ["solutions/03_gone_solutions.ipynb has no source lessons/03_gone_exercises.py: write that, or delete"],
    ),
    "readme": (
        lambda r: rewrite(r / "README.md", "[02 The perceptron]", "[02 perceptrons]"),
        ["README.md: its table of lessons is stale"],
    ),
    "link": (
        lambda r: rewrite(r / "lessons/02_perceptron.py", "exercises/02_", "exercises/03_"),
        [
            "notebooks/02_perceptron.ipynb is older",
            "lessons/02_perceptron.py links to ../exercises/03_perceptron_exercises.ipynb",
        ],
    ),
    "anchor": (
        lambda r: rewrite(r / "lessons/02_perceptron.py", "#02.1-Double", "#02.1-Triple"),
        ["notebooks/02_perceptron.ipynb is older", "lessons/02_perceptron.py links to #02.1-Triple"],
    ),
    "name": (
        lambda r: (r / "lessons/02_perceptrons.py").write_text(LESSON),
        ["lessons/02_perceptrons.py: no lesson of nnlearn/syllabus.py has this name"],
    ),
    "tag": (
        lambda r: rewrite(r / "lessons/02_perceptron.py", '"machine"', '"mashine"'),
        ["lessons/02_perceptron.py, cell 3: unknown tag 'mashine'"],
    ),
    "unclosed solution": (
        lambda r: rewrite(r / "lessons/02_perceptron_exercises.py", "# END SOLUTION", "# end"),
        ["lessons/02_perceptron_exercises.py: # BEGIN SOLUTION without # END SOLUTION"],
    ),
    "solution of nothing": (
        lambda r: rewrite(r / "lessons/02_perceptron_exercises.py", "# BEGIN SOLUTION", "# SOLUTION double"),
        ["lessons/02_perceptron_exercises.py: # SOLUTION double: answers.py defines no double"],
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_check_names_each_fault_and_its_cure(copy, name, capsys):
    spoil, said = SPOILED[name]
    spoil(copy)
    wrong = notebooks.check(copy)
    assert len(wrong) == len(said), wrong
    for sentence, start in zip(wrong, said, strict=True):
        assert sentence.startswith(start)
    assert notebooks.main(["--check", f"--root={copy}"]) == 1
    assert capsys.readouterr().err.splitlines() == wrong


def test_prose_is_rebuilt_without_executing(copy, monkeypatch):
    rewrite(copy / "lessons/02_perceptron.py", "See [the", "Look at [the")
    monkeypatch.setattr(notebooks, "execute", lambda *_: pytest.fail("executed although no code changed"))
    before = cells(copy, "notebooks/02_perceptron.ipynb")
    assert notebooks.build_all(copy) == []
    after = cells(copy, "notebooks/02_perceptron.ipynb")
    assert "Look at [the" in after[0].source
    assert after[1:] == before[1:]
    assert after[0].id != before[0].id
    assert notebooks.check(copy) == []


def test_changed_code_is_executed_again(copy):
    rewrite(copy / "lessons/02_perceptron.py", '"two"', '"three"')
    assert notebooks.build_all(copy) == []
    assert cells(copy, "notebooks/02_perceptron.ipynb")[1].outputs[0].text == "one\nthree\n"


def test_an_edit_by_hand_is_not_lost_unless_forced(copy):
    path = copy / "exercises/02_perceptron_exercises.ipynb"
    rewrite(path, "your code here", "my own work")
    rewrite(copy / "lessons/02_perceptron_exercises.py", "## 02.1 Double", "## 02.1 Double\n\nTwice.")
    (sentence,) = notebooks.build_all(copy)
    assert "was edited by hand" in sentence
    assert "my own work" in path.read_text()
    assert notebooks.build_all(copy, ["02"], force=True) == []
    assert "my own work" not in path.read_text()


FAILS = {
    "error": ("1 / 0", "cell 2 (`1 / 0`) fails with ZeroDivisionError: division by zero"),
    "stderr": ("import warnings; warnings.warn('old')", "writes to stderr ("),
    "address": ("object()", "stores a memory address: "),
    "path": ("import os; os.getcwd()", "stores a path of this machine: "),
    "javascript": ("from IPython.display import Javascript; Javascript('1')", "stores application/javascript"),
    "file": ("open('left.txt', 'w').close()", "leaves left.txt in the working folder"),
    "alt": ("display({'image/png': 'AAAA'}, raw=True)", "shows a picture without alt text: show(fig, alt=...)"),
    "figure": ("from matplotlib.figure import Figure; Figure()", "stores a figure that is not shown"),
    "kernel": ("import os; os._exit(1)", "cell 2 (`import os; os._exit(1)`) killed the kernel"),
}


@pytest.mark.parametrize("name", FAILS)
def test_a_lesson_that_fails_names_the_cell_and_writes_nothing(course, name):
    code, said = FAILS[name]
    (course / "lessons/02_perceptron.py").write_text(f'# %% [markdown]\nr"""\nText.\n"""\n\n# %%\n{code}\n')
    (course / "lessons/02_perceptron_exercises.py").unlink()
    (sentence,) = notebooks.build_all(course)
    assert sentence.startswith("lessons/02_perceptron.py: ")
    assert said in sentence
    assert not any(course.glob("notebooks/*"))


def test_a_cell_that_takes_too_long_is_named(monkeypatch):
    monkeypatch.setattr("notebook_run.CELL_SECONDS", 1)
    slow = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import time; time.sleep(5)")])
    with pytest.raises(RunError, match=r"cell 1 .* takes longer than 1 s"):
        execute(slow)


def test_solution_markers():
    source = "a = 1\n# BEGIN SOLUTION: b = ...  # yours\nb = 2\n# END SOLUTION\nc = 3"
    assert cut(source, solved=True) == "a = 1\nb = 2\nc = 3"
    assert cut(source, solved=False) == "a = 1\nb = ...  # yours\nc = 3"
    with pytest.raises(ValueError, match="without # BEGIN"):
        cut("# END SOLUTION", solved=True)
    with pytest.raises(ValueError, match="inside a solution"):
        cut("# BEGIN SOLUTION\n# BEGIN SOLUTION", solved=True)


ANSWERS = '''"""What lesson 02 computes."""

import math


def double(
    x,
):
    """Return twice x."""
    import numpy as np

    # a comment of its own
    y = np.add(x, x)  # and one beside

    return y


def bare(x):
    return x


class Pair:
    """Two numbers."""

    def swap(self):
        ...


def empty(x):
    """Return nothing."""
'''


def test_a_solution_is_the_body_of_the_answer():
    assert body(ANSWERS, "double") == "# a comment of its own\ny = np.add(x, x)  # and one beside\n\nreturn y"
    assert body(ANSWERS, "bare") == "return x"
    assert body(ANSWERS, "Pair") == "def swap(self):\n    ..."
    with pytest.raises(ValueError, match=r"# SOLUTION math: answers.py defines no math"):
        body(ANSWERS, "math")
    with pytest.raises(ValueError, match=r"answers.empty is empty"):
        body(ANSWERS, "empty")


def test_a_named_solution_is_filled_in_before_it_is_cut():
    source = "def f(x):\n    # SOLUTION double\n\n\n# SOLUTION bare: y = ...  # yours"
    filled = fill(source, ANSWERS)
    assert cut(filled, solved=False) == "def f(x):\n    ...  # your code here\n\n\ny = ...  # yours"
    assert cut(filled, solved=True) == (
        "def f(x):\n    # a comment of its own\n    y = np.add(x, x)  # and one beside\n\n    return y\n\n\nreturn x"
    )


def test_a_solution_is_built_from_answers_py_and_goes_stale_with_it(copy):
    answers = copy / "nnlearn" / "lessons" / "perceptron" / "answers.py"
    answers.parent.mkdir(parents=True)
    answers.write_text("def double(x):\n    return x + x\n")
    rewrite(
        copy / "lessons/02_perceptron_exercises.py",
        "# BEGIN SOLUTION\n    return 2 * x\n    # END SOLUTION",
        "# SOLUTION double",
    )
    assert notebooks.build_all(copy) == []
    assert cells(copy, "solutions/02_perceptron_solutions.ipynb")[1].source == "def double(x):\n    return x + x"
    assert (
        cells(copy, "exercises/02_perceptron_exercises.ipynb")[1].source == "def double(x):\n    ...  # your code here"
    )
    rewrite(answers, "x + x", "2.0 * x")
    (said,) = (line for line in notebooks.check(copy) if line.startswith("solutions/"))
    assert said.endswith("is older than lessons/02_perceptron_exercises.py or its answers.py: make build")


def test_glossary_gathers_the_new_terms(course):
    (course / "lessons/glossary.py").write_text('# %% [markdown]\nr"""\n<!-- glossary -->\n"""\n')
    text = plan(course)["notebooks/glossary.ipynb"].cells[0].source
    assert text == "- **margin**: the distance of the nearest point. ([02](02_perceptron.ipynb))"


def test_a_meaning_may_be_wrapped():
    from notebook_pages import terms

    text = (
        "### New terms\n\n- **margin**: the distance of\n  the nearest point.\n- **bias**: a number.\n\n### Sources\n"
    )
    assert terms(text) == [("margin", "the distance of the nearest point."), ("bias", "a number.")]


def test_nbval_fails_on_one_output_that_differs_and_only_there(copy, capfd, monkeypatch):
    shutil.copy(ROOT / "pyproject.toml", copy)  # with its filterwarnings = error
    monkeypatch.setattr(nbval_runs, "PYTEST", ["-m", "pytest", "-p", "no:cacheprovider"])
    monkeypatch.setattr(nbval_runs, "WORKERS", [])  # they take long to start
    monkeypatch.setattr(nbval_runs, "RUNS", {"--nbval": ("notebooks", "solutions")})
    rewrite(copy / "notebooks/02_perceptron.ipynb", '"two\\n"', '"tow\\n"')
    assert not nbval_runs.run(copy)
    said = capfd.readouterr().out
    assert "Cell outputs differ" in said
    assert "1 failed, 3 passed" in said


def test_a_solution_must_pass_where_nbval_ignores_what_it_prints(tmp_path, capfd, monkeypatch):
    """An exercise's open check says more digits elsewhere; its verdict counts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(nbval_runs, "WORKERS", [])
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for folder, said in (("solutions", "not yet. 0.512"), ("exercises", "passed")):
        cells = [f'check = lambda id, x: print(id, "Train: {said}.")', 'check("07.5", 3)']
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.cells[1].metadata["tags"] = ["nbval-ignore-output"]
        (tmp_path / folder).mkdir()
        nbformat.write(notebook, tmp_path / folder / "07.ipynb")
    assert not nbval_runs.run(tmp_path)
    printed = capfd.readouterr().out
    assert "07.5 should be passed, and said: 07.5 Train: not yet. 0.512." in printed
    assert "07.5 should be not started yet, and said: 07.5 Train: passed." in printed
    assert printed.count("1 failed, 1 passed") == 2


def test_the_build_refuses_a_solution_that_does_not_pass():
    said = [nbformat.v4.new_output("stream", text="02.1 Turn: not yet.\n")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('check("02.1", f)', outputs=said)])
    assert notebooks.verdicts(notebook, "solutions") == ["02.1 does not pass"]
    assert notebooks.verdicts(notebook, "notebooks") == []
    said[0]["text"] = "02.1 Turn: passed.\n"
    assert notebooks.verdicts(notebook, "solutions") == []
