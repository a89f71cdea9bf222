"""The syllabus, and a walk over all lessons: each keeps the rules of lesson_rules.py."""

import re
from collections import Counter
from pathlib import Path

import jupytext
import pytest
from lesson_rules import COLUMNS, LINT, RULES, broken, sources
from notebook_pages import header, terms
from notebook_source import make
from planned import PLANNED

from nnlearn.syllabus import BY_STEM, LESSONS, existing, lesson

ROOT = Path(__file__).resolve().parents[2]
THERE = existing(ROOT)
# {(number, rule): reason}: a lesson may omit a section that its idea has no use for, never to save work.
NO_CLASS = next(rule for rule in RULES if rule.startswith("defines no class"))
EXCUSED: dict[tuple[str, str], str] = {
    ("11", NO_CLASS): "A PyTorch network is a class: the lesson shows one that runs, and the learner writes another."
}


def test_syllabus_is_whole_and_in_order():
    assert [one.number for one in LESSONS] == [f"{number:02}" for number in range(1, 34)]
    assert len({one.name for one in LESSONS}) == len({one.title for one in LESSONS}) == 33
    for one in LESSONS:
        assert all(number < one.number for number in one.before), f"{one.stem} needs a lesson that comes later"
        assert one.minutes >= 40
        assert one.promise.endswith(".")
        assert one.swap is None or one.swap.endswith(".")


def test_lesson_is_found_by_number():
    assert lesson(2) is lesson("02") is BY_STEM["02_perceptron"]
    for wrong in (0, "34", "perceptron", None):
        with pytest.raises(ValueError, match="from 01 to 33"):
            lesson(wrong)


def test_existing_needs_no_files(tmp_path):
    assert existing(tmp_path) == ()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "04_forward_propagation.ipynb").touch()
    (tmp_path / "notebooks" / "44_nothing.ipynb").touch()
    assert existing(tmp_path) == (lesson(4),)


@pytest.mark.parametrize("one", THERE, ids=lambda one: one.stem)
def test_lesson_keeps_the_rules(one):
    excused = [rule for number, rule in EXCUSED if number == one.number]
    assert broken(one, PLANNED[one.notebook()].cells, excused) == []


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
@pytest.mark.parametrize("one", THERE, ids=lambda one: one.stem)
def test_code_of_exercises_fits_and_shows_no_lint_comment(one, folder):
    text = "\n".join(sources(PLANNED[one.notebook(folder)].cells))
    assert [line for line in text.splitlines() if len(line) > COLUMNS] == []
    assert not re.search(LINT, text)


@pytest.mark.parametrize("one", THERE, ids=lambda one: one.stem)
def test_lesson_has_exercises(one):
    cells = PLANNED[one.notebook("exercises")].cells
    assert sum(f'check("{one.number}.' in cell.source for cell in cells) >= 3


def test_no_excuse_outlives_its_need():
    for number, rule in EXCUSED:
        assert rule in RULES
        assert rule in broken(lesson(number), PLANNED[f"notebooks/{lesson(number).stem}.ipynb"].cells)


NAMES = {"tanh", "float16"}  # written small wherever they stand


def cut_off(text):
    """Return the beginnings of sentences that begin with a small letter: something before them was lost."""
    flat = re.sub(r"\s+", " ", re.sub(r"\$\$.*?\$\$|```.*?```", "", text, flags=re.DOTALL))
    found = re.finditer(r"(?<=[a-z)])[.?!] (([a-z]\w+).{,20})", flat)
    return [one[1] for one in found if one[2] not in NAMES]


def test_a_lost_beginning_is_found():
    assert cut_off("a table of truth against\nanswer. you divide by which:") == ["you divide by which:"]
    assert cut_off("It stays. As before, tanh. tanh bends.") == []


@pytest.mark.parametrize("path", sorted((ROOT / "lessons").glob("*.py")), ids=lambda path: path.stem)
def test_sentences_begin_with_a_capital(path):
    texts = re.findall(r'r"""\n(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL)
    assert [one for text in texts for one in cut_off(text)] == []


def test_a_term_is_new_only_once():
    found = Counter(
        term.casefold()
        for one in THERE
        for cell in PLANNED[one.notebook()].cells
        if cell.cell_type == "markdown"
        for term, _ in terms(cell.source)
    )
    assert [term for term, count in found.items() if count > 1] == []


@pytest.mark.parametrize("one", THERE, ids=lambda one: one.stem)
def test_the_meaning_of_a_term_is_whole(one):
    cells = PLANNED[one.notebook()].cells
    found = [pair for cell in cells if cell.cell_type == "markdown" for pair in terms(cell.source)]
    assert found
    assert [term for term, meaning in found if not meaning.endswith(".")] == []


# The rules themselves: a lesson that keeps them all, and for each rule a change that breaks only that one.

GOOD = '''# %% [markdown]
r"""
<!-- header -->

Afterwards you can
- one
- two
- three
"""

# %%
import nnlearn.numpy as nn
from nnlearn.plots import figure, scatter, show

# %% [markdown]
r"""
## Predict (15 min)
"""

# %%
quiz("02.predict")

# %% [markdown]
r"""
## Explore (20 min)
"""

# %%
PerceptronExplorer()

# %% [markdown]
r"""
### What you saw

### Your turn

[Exercise 02.1](../exercises/02_perceptron_exercises.ipynb)
"""

# %%
fig, ax = figure()
scatter(
    ax, x, y)
show(fig, alt="a",
     caption="b")

# %% [markdown]
r"""
It shows a line.

## Learning from one mistake (5 min)
"""

# %%
predicted("02.predict")

# %% [markdown]
r"""
## On a GPU (5 min)
"""

# %%
import nnlearn.torch as mirror

# %% [markdown]
r"""
## Where it breaks (5 min)
"""

# %%
def f(x):
    return x

# %% [markdown]
r"""
## Recall (5 min)
"""

# %%
quiz("02.recall")

# %% [markdown]
r"""
## Summary (5 min)
"""

# %% [markdown]
r"""
### New terms

- **margin**: the distance.
"""

# %% [markdown]
r"""
### Sources

- Rosenblatt (1958), equation 1.
"""

# %% [markdown]
r"""
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
"""

# %% [markdown]
r"""
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
"""

# %% [markdown]
r"""
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ... ...
"""
'''

BREAKS = [  # (a part of the rule, old text, new text)
    ("header", "<!-- header -->", "# Perceptron"),
    ("three things", "- three\n", ""),
    ("in this order", "### What you saw\n", ""),
    ("in this order", "## Recall", "## Recalls"),
    ("add up", "## Explore (20 min)", "## Explore (21 min)"),
    ("add up", "## Summary (5 min)", "## Summary (5 min)\n\n## More"),
    ("under Predict", 'quiz("02.predict")', 'quiz("02.recall")'),
    ("under Recall", 'quiz("02.recall")', 'quiz("02.predict")'),
    ("explorer", "PerceptronExplorer()", "1"),
    (
        "sixth cell",
        '# %% [markdown]\nr"""\n## Predict',
        '# %%\n1\n\n# %%\n2\n\n# %%\n3\n\n# %% [markdown]\nr"""\n## Predict',
    ),
    ("first third", "[Exercise 02.1](../exercises/02_perceptron_exercises.ipynb)", ""),
    ("prediction back", 'predicted("02.predict")', 'predicted("02.recall")'),
    ("prediction back", "## Learning from one mistake", "## Learning"),
    ("88 columns", "    return x\n", "    return x" + " " * 70 + "# a note\n"),
    ("lint comment", "def f(x):", "def f(x):  # noqa"),
    ("lint comment", "def f(x):", "def f(x):  # fmt: skip"),
    ("beliefs", "- two\n", '- two\n\n"*a*", "*b*" and "*c*"\n'),
    ("On a GPU", "import nnlearn.torch as mirror", "1"),
    ("in code under", "def f(x):\n    return x", "# nothing"),
    ("New terms", "- **margin**: the", "- margin: the"),
    ("Sources", "- Rosenblatt", "Rosenblatt"),
    ("figure", '# %% [markdown]\nr"""\nIt shows a line.\n\n', '# %%\n1\n\n# %% [markdown]\nr"""\n'),
    ("lines of plotting", "scatter(\n", "scatter(\n" + "    # a line\n" * 9),
    ("belongs in the library", "    return x\n", "    x = 1\n" * 7 + "    return x\n"),
    ("belongs in the library", "def f(x):\n    return x", "class F:\n    x = 1"),
]


def judge(text):
    one = lesson("02")
    notebook = jupytext.reads(text, fmt="py:percent")
    cells = [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells]
    markdown = "\n\n".join(source for kind, source, _ in cells if kind == "markdown")
    cells[0] = ("markdown", cells[0][1].replace("<!-- header -->", header(one.stem, markdown, set())), [])
    return broken(one, make(cells, [f"c{i}" for i in range(len(cells))]).cells)


def test_a_good_lesson_keeps_every_rule():
    assert judge(GOOD) == []


@pytest.mark.parametrize(("part", "old", "new"), BREAKS)
def test_each_rule_can_be_broken(part, old, new):
    assert old in GOOD
    found = judge(GOOD.replace(old, new, 1))
    assert any(part in rule for rule in found), found


def test_every_rule_is_broken_once_above():
    for rule in RULES:
        assert any(part in rule for part, _, _ in BREAKS), rule
