"""The prover: in every exercise the stub does not pass, and each mistake is named.

It walks lessons/*_exercises.py and nnlearn/lessons/*/exercises.py, so a new lesson is covered as soon as it exists.
That every solution passes is proved where the solutions run anyway: tools/nbval_verdicts.py.
"""

import re

import nbformat
import pytest
from exercise_cells import run_notebook
from kept_trials import kept_trial
from notebook_solutions import BEGIN, END
from planned import PLANNED, TEXTS

from nnlearn.checks import judge as judging
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.syllabus import BY_STEM, lesson

STEMS = sorted(
    {stem.removesuffix("_exercises") for stem in TEXTS if stem.endswith("_exercises")}
    | {lesson(number).stem for number in registry.lessons()}
)
EXERCISES = {one.id: one for stem in STEMS for one in registry.exercises(stem[:2])}
QUIZZES = [one for stem in STEMS for one in registry.quizzes(stem[:2])]
MISTAKES = [(id, name) for id, one in EXERCISES.items() for name in one.wrong]
PLAIN = re.compile(  # lines that reveal nothing
    r"(def|class|import|from|@)\b.*|return [\w, ]+|@.*|super\(\)\.__init__\(\)"
)


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    monkeypatch.setattr(judging, "Trial", kept_trial)


def run(stem, folder, tmp_path, capsys):
    """Run a planned notebook; return the results of its checks. A cell that fails makes the test fail."""
    path = tmp_path / f"{stem}.ipynb"
    path.write_text(nbformat.writes(PLANNED[BY_STEM[stem].notebook(folder)]), encoding="utf-8")
    capsys.readouterr()
    results = run_notebook(path)
    assert not re.search(r"Cell \d+ fails: .*", capsys.readouterr().out)
    return results


def test_there_is_something_to_prove():
    assert STEMS
    assert EXERCISES
    assert MISTAKES


@pytest.mark.parametrize("stem", STEMS)
def test_a_lesson_has_three_to_six_exercises_the_last_one_open(stem):
    assert BY_STEM[stem].notebook("exercises") in PLANNED, f"lessons/{stem}_exercises.py is missing"
    found = registry.exercises(stem[:2])
    assert [one.id for one in found] == [f"{stem[:2]}.{k}" for k in range(1, len(found) + 1)]
    assert 3 <= len(found) <= 6
    assert [one.form == "open" for one in found] == [False] * (len(found) - 1) + [True]
    for one in found[:-1]:
        assert 3 <= len(one.wrong) <= 8, one.id
    headings = [line for _, text, _ in TEXTS[f"{stem}_exercises"] for line in text.splitlines() if line[:3] == "## "]
    assert headings == [f"## {one.id} {one.title}" for one in found]


@pytest.mark.parametrize("stem", STEMS)
def test_no_stub_passes_and_the_untouched_file_runs(stem, tmp_path, capsys):
    results = run(stem, "exercises", tmp_path, capsys)
    assert [result.id for result in results] == [one.id for one in registry.exercises(stem[:2])]
    assert {result.status for result in results} == {"not started yet"}


@pytest.mark.parametrize(("id", "name"), MISTAKES)
def test_a_named_mistake_gets_its_own_hint(id, name):
    exercise = EXERCISES[id]
    result = judge(exercise, exercise.wrong[name].answer)
    assert not result
    assert result.mistake == name
    assert exercise.wrong[name].hint in result.message


@pytest.mark.parametrize("id", EXERCISES)
def test_hints_of_mistakes_differ_and_the_reference_passes(id):
    exercise = EXERCISES[id]
    assert len({wrong.hint for wrong in exercise.wrong.values()} | set(exercise.hints)) == len(exercise.wrong) + 3
    if exercise.form == "function":
        assert judge(exercise, exercise.reference)


def solutions(cells):
    """Return {id of the check that follows: the lines between the markers}."""
    found, lines, inside = {}, [], False
    for kind, source, _ in cells:
        for line in source.splitlines() if kind == "code" else ():
            if BEGIN.match(line) or END.match(line):
                inside = bool(BEGIN.match(line))
            elif inside:
                lines.append(line)
            elif asked := re.search(r"\bcheck\(\s*[\"'](\d\d\.\w+)[\"']", line):
                found.setdefault(asked[1], []).extend(lines)
                lines = []
    return found, lines


def leaks(lines, text):
    """Return the lines of 15 characters or more (no signature, import, plain return) in the text, blanks ignored."""
    text = "".join(text.split())
    stripped = (line.split("  #")[0].strip() for line in lines)
    return [
        line for line in stripped if len(line) >= 15 and not PLAIN.fullmatch(line) and "".join(line.split()) in text
    ]


def above(text, id):
    """Return the lesson up to the link to the exercise, or None if there is no such link."""
    link = re.search(rf"\[[^\]]*\b{re.escape(id)}\b[^\]]*\]\(\.\./exercises/", text)
    return text[: link.start()] if link else None


@pytest.mark.parametrize("stem", STEMS)
def test_no_line_of_a_solution_is_given_away(stem):
    exercise = "\n".join(cell.source for cell in PLANNED[BY_STEM[stem].notebook("exercises")].cells)
    text = "\n".join(source for _, source, _ in TEXTS[stem])
    found, unchecked = solutions(TEXTS[f"{stem}_exercises"])
    assert set(found) == {one.id for one in registry.exercises(stem[:2])}
    assert not unchecked, "a solution that no check follows"
    for id, lines in found.items():
        assert any(line.strip() for line in lines), f"{id} has no solution"
        assert not leaks(lines, exercise), f"{id}: in the exercise file"
        assert above(text, id) is not None, (
            f"the lesson has no link [Exercise {id}: ...](../exercises/{stem}_exercises.ipynb)"
        )
        assert not leaks(lines, above(text, id)), f"{id}: in the lesson, above the link"


@pytest.mark.parametrize("stem", STEMS)
def test_a_lesson_asks_its_quizzes(stem):
    quizzes = {one.id: one for one in registry.quizzes(stem[:2])}
    predict, recall = quizzes[f"{stem[:2]}.predict"], quizzes[f"{stem[:2]}.recall"]
    text = "\n".join(source for _, source, _ in TEXTS[stem])
    headings = re.findall(r"^##+ (.*)$", text, re.MULTILINE)
    assert all(f'quiz("{id}")' in text for id in quizzes)
    assert any(heading.startswith(predict.answered_in) for heading in headings), f"no section {predict.answered_in!r}"
    assert predict.answered_in
    assert not recall.answered_in
    assert len(recall.questions) == 3
    assert len({question.answer for question in recall.questions}) > 1, "the right letter is always the same"


@pytest.mark.parametrize("stem", STEMS)
def test_no_hint_of_an_open_exercise_is_its_solution(stem):
    found, _ = solutions(TEXTS[f"{stem}_exercises"])
    for one in registry.exercises(stem[:2]):
        if one.form == "open":
            assert not leaks(found[one.id], "\n".join(one.hints)), one.id


def test_the_leak_finder_finds():
    cells = [
        (
            "code",
            "def f(x):\n    # BEGIN SOLUTION\n    y = x @ weight.T  # a comment\n    return y\n    # END SOLUTION\n",
            [],
        ),
        ("code", 'check("90.1", f)', []),
        ("code", "# BEGIN SOLUTION: a = ...\nlonely = 1 + 1 + 1\n# END SOLUTION", []),
    ]
    found, unchecked = solutions(cells)
    assert unchecked == ["lonely = 1 + 1 + 1"]
    assert leaks(found["90.1"], "... y = x@weight.T ...") == ["y = x @ weight.T"]
    assert leaks(found["90.1"], "y = x @ weight; return y; def f(x):") == []
    plain = ["def forward(self, x):", "import numpy as np", "return weight, bias", "from a import long_name"]
    assert leaks(plain, "\n".join(plain)) == []
    text = "see 90.1\n[Exercise 90.1: f](../exercises/90_f_exercises.ipynb)\nafter"
    assert above(text, "90.1") == "see 90.1\n"
    assert above(text, "90.2") is None
