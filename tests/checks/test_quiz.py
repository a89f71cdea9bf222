"""Quizzes, hints and checks in a terminal and in a real kernel."""

import io
import os
import re
import subprocess
import sys
import types

import jupyterlab_driver as lab
import nbformat
import pytest
from nbclient import NotebookClient

from nnlearn.checks import check, predicted, quiz, quiz_answers, registry
from nnlearn.checks.box import MARKS, Box, marked, plain, say
from nnlearn.checks.exercise import Exercise, Question, Quiz
from nnlearn.checks.forms.hint_button import HintButton
from nnlearn.checks.forms.quiz_form import QuizForm
from nnlearn.checks.progress_record import record, record_at

RECALL = Quiz(
    "90.recall",
    Question("One <b>?", (("this", "because <i>"), ("that", "why not")), answer="a"),
    Question("Two?", (("this", "no"), ("that", "yes"), ("all", "never")), answer="b"),
)
PREDICT = Quiz("90.predict", Question("What?", (("up", "yes"), ("down", "no")), answer="a"), answered_in="What you saw")
SINGLE = Quiz("90.one", Question("Why?", (("so", "yes"), ("not", "no")), answer="a"))


@pytest.fixture(autouse=True)
def lesson(monkeypatch):
    module = types.ModuleType("nnlearn.lessons.made_up.exercises")
    module.EXERCISES, module.QUIZZES = (), (RECALL, PREDICT, SINGLE)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(registry.MODULES, "90", module.__name__)
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")


def test_a_terminal_shows_questions_and_options(capsys):
    assert quiz("90.recall") is None
    assert capsys.readouterr().out == (
        "1. One <b>?\n   a) this\n   b) that\n2. Two?\n   a) this\n   b) that\n   c) all\n"
        'Answer like this, with your letters: quiz("90.recall", answer="aa")\n'
    )
    quiz("90.one")
    assert capsys.readouterr().out.startswith("Why?\n   a) so\n")


@pytest.mark.parametrize("answer", ["ab", "AB", "a, b", ["a", "b"], ("a", "b")])
def test_the_right_letters_pass(answer):
    result = quiz("90.recall", answer=answer)
    assert result
    assert "2 of 2 right: passed" in result.message


def test_under_each_question_stand_its_mark_the_choice_and_the_reason():
    result = quiz("90.recall", answer="ac")
    assert not result
    assert result.message == (
        "90.recall, 1 of 2 right: not yet.\n"
        "1. One <b>?\n  \u2713 Right: a) this\n    because <i>\n"
        "2. Two?\n  \u2717 Not right: c) all\n    never"
    )
    assert quiz("90.one", answer="a").message.splitlines()[1:] == ["Why?", "  \u2713 Right: a) so", "    yes"]


def test_the_right_option_of_a_wrong_question_is_not_given_away():
    form = QuizForm(RECALL)
    form._receive(form, {"answer": "ba"}, [])
    for shown in (quiz("90.recall", answer="ba").message, quiz("90.recall", answer="ba").box.html, str(form.replies)):
        assert "because" not in shown
        assert "yes" not in shown
        assert "a) this" in shown  # of the second question, where it was chosen
        assert shown.count("Not right") == 2
    form.close()


def luminance(colour):
    """Return the relative luminance of "#rrggbb" as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mark", quiz_answers.MARKS)
def test_a_mark_is_a_symbol_a_word_and_a_colour_with_contrast(mark):
    """The badge has a background of its own, so that it is the same in every theme."""
    sign, colour = quiz_answers.MARKS[mark]
    reply = quiz_answers.Reply(mark, "a) `x`", "*Why*.")
    assert reply.html.startswith(f'<p style="margin:4px 0"><span style="background:{colour};color:#fff;')
    assert f'<span aria-hidden="true">{sign}</span> {mark.capitalize()}</span>' in reply.html
    assert "<code>x</code>" in reply.html
    assert "<em>Why</em>" in reply.html
    assert (1 + 0.05) / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("answer", ["", "a", "abc", "ad", "xy", 3, [], {}, True, "a" * 10_000])
def test_letters_that_do_not_fit_are_explained(answer, capsys):
    assert not quiz("90.recall", answer=answer)
    assert 'expected 2 letters, for instance quiz("90.recall", answer="aa")' in capsys.readouterr().out


def test_a_prediction_is_noted_and_not_judged():
    for letter in "ab":
        result = quiz("90.predict", answer=letter)
        assert result
        assert "Noted: " in result.message
        assert "The answer is in the section 'What you saw'" in result.message
        assert "yes" not in result.message
        assert "no." not in result.message


@pytest.mark.parametrize("id", ["90.x", "99.recall", None, ""])
def test_an_unknown_quiz_says_which_there_are(id, capsys):
    assert not quiz(id)
    assert "There is no quiz" in capsys.readouterr().out


@pytest.mark.parametrize(
    "make",
    [
        lambda: Question("?", (("a", "b"),), answer="a"),
        lambda: Question("?", (("a", ""), ("b", "c")), answer="a"),
        lambda: Question("?", (("a", "x"), ("b", "c")), answer="c"),
        lambda: Quiz("90.x"),
        lambda: Quiz("90.x", "not a question"),
        lambda: Quiz("x", SINGLE.questions[0]),
    ],
)
def test_a_quiz_refuses_what_cannot_work(make):
    with pytest.raises((ValueError, TypeError)):
        make()


def test_the_form_answers_and_keeps_the_reasons_until_then():
    form = QuizForm(RECALL)
    assert "because" not in str(form.get_state())
    form._receive(form, {"answer": "ab"}, [])
    assert "90.recall, 2 of 2 right: passed." in form.heading
    assert (form.status, form.letters, len(form.replies)) == ("passed", "ab", 2)
    assert "because &lt;i&gt;" in form.replies[0]
    form._receive(form, {"nonsense": 1}, [])
    assert "expected 2 letters" in form.heading
    assert (form.status, form.letters, form.replies) == ("", "", [])
    form.close()


def test_a_prediction_that_is_opened_again_keeps_its_choice():
    record_at.cache_clear()  # a new kernel
    assert QuizForm(PREDICT).letters == ""
    quiz("90.predict", answer="b")
    form = QuizForm(PREDICT)
    assert form.letters == "b"
    assert "is noted" in form.heading
    assert "b) down" in form.replies[0]
    assert "yes" not in str(form.get_state())
    quiz("90.one", answer="b")
    assert QuizForm(SINGLE).letters == ""  # what is judged is asked again


@pytest.mark.parametrize("status", MARKS)
def test_a_box_says_its_status_in_words_and_escapes_what_it_shows(status):
    box = Box("90.1 <script>", status, ("a < b", "`x < y`"))
    assert "<script>" not in box.html
    assert status in box.html
    assert 'role="status"' in box.html
    assert "a &lt; b" in box.html
    assert "<code>x &lt; y</code>" in box.html


EMPHASIS = [  # what is written, as HTML, as text
    ("zero *or more*.", "zero <em>or more</em>.", "zero or more."),
    ("*fewer* or *more*", "<em>fewer</em> or <em>more</em>", "fewer or more"),
    ("`a *b* c`", "<code>a *b* c</code>", "`a *b* c`"),
    ("see:\n    a *b* c", "see:\n<code>a *b* c</code>", "see:\n    a *b* c"),
    *((text, text, text) for text in ("2 * 4 - 1 * 1", "x*y*z", "f(*a, *b)", "**a and **b", "*: 'int' and *", "* a *")),
]


@pytest.mark.parametrize(("written", "html", "text"), EMPHASIS)
def test_words_between_asterisks_are_emphasis_but_not_in_code(written, html, text):
    assert marked(written) == html
    assert plain(written) == text
    assert html in Box("90.1", lines=(written,)).html
    assert Box("90.1", lines=(written,)).text == f"90.1\n{text}"


def test_a_poor_terminal_gets_question_marks(capsysbinary, monkeypatch):
    poor = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", poor)
    say("σ(x)")
    poor.flush()
    assert poor.buffer.getvalue().strip() == b"?(x)"


def test_importing_the_checks_is_light():
    heavy = "torch", "matplotlib", "sklearn", "ipywidgets", "anywidget", "IPython", "scipy"
    code = f"import sys, nnlearn.checks; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


CELLS = (
    "import sys, types\n"
    "from nnlearn.checks import check, hint, progress, quiz, registry\n"
    "from nnlearn.checks.exercise import Exercise, Question, Quiz\n"
    "lesson = types.ModuleType('nnlearn.lessons.made_up.exercises')\n"
    "lesson.EXERCISES = (Exercise(id='90.1', title='Double', reference=lambda x: 2 * x, hints=('a', 'b', 'c'),\n"
    "                             inputs=lambda rng: (rng.normal(size=3),)),)\n"
    "lesson.QUIZZES = (Quiz('90.one', Question('Why?', (('so', 'yes'), ('not', 'no')), answer='a')),)\n"
    "sys.modules[lesson.__name__] = lesson\n"
    "registry.MODULES['90'] = lesson.__name__",
    "def double(x):\n    ...\ncheck('90.1', double)",
    "def double(x):\n    # a comment\n    return x\nresult = check('90.1', double)\nresult",
    "result",
    "hint('90.1')",
    "quiz('90.one')",
    "quiz('90.one', answer='b')",
    "def double(x):\n    return 2 * y\ncheck('90.1', double)",
    "progress()",
)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Return the outputs of CELLS from a real kernel."""
    return run(CELLS, tmp_path_factory.mktemp("kernel"))


def run(cells, folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, timeout=int(lab.patience(60)), resources={"metadata": {"path": str(folder)}})
    client.execute(env={**os.environ, "NNLEARN_PROGRESS": "memory"})
    return [cell.outputs for cell in notebook.cells]


def test_a_kernel_shows_one_box_a_cell(outputs):
    assert outputs[0] == []
    for cell in outputs[1:]:
        (output,) = cell
        assert set(output["data"]) >= {"text/plain", "text/html"}
        assert not re.search(" at 0x|/tmp|/home|ipykernel", str(output["data"]))


def test_a_kernel_shows_what_a_terminal_says(outputs):
    texts = [cell[0]["data"]["text/plain"] for cell in outputs[1:]]
    assert texts[0] == '90.1 Double: not started yet.\nhint("90.1") gets you started.'
    assert "result[0]: expected" in texts[1]
    assert texts[2] == texts[1]  # shown again in a later cell, but not twice in its own
    assert texts[3].startswith("90.1 Double: hint 1 of 3\na\n")
    assert texts[4].startswith("Why?")
    assert texts[5] == "90.one, 0 of 1 right: not yet.\nWhy?\n  \u2717 Not right: b) not\n    no"
    assert "NameError: name 'y' is not defined" in texts[6]
    assert "return 2 * y" in texts[6]
    assert texts[7].startswith("Progress\n")


def test_a_quiz_in_a_kernel_is_a_form_with_text_beside_it(outputs):
    data = outputs[5][0]["data"]
    assert set(data) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert '<ol type="a"><li>so</li><li>not</li></ol>' in data["text/html"]


def test_a_box_that_did_not_pass_has_a_button_with_text_beside_it(outputs):
    view = "application/vnd.jupyter.widget-view+json"
    assert [number for number, cell in enumerate(outputs) if cell and view in cell[0]["data"]] == [5, 7]  # the last
    assert 'hint("90.1") gives a hint.' in outputs[7][0]["data"]["text/html"]


BUTTONS = (
    CELLS[0],
    "import gc\n"
    "from nnlearn.checks.forms.hint_button import HintButton\n"
    "from nnlearn.checks.forms.quiz_form import QuizForm\n"
    "def living(kind):\n"
    "    gc.collect()\n"
    "    return sum(kind in type(one).__mro__ for one in gc.get_objects())",
    "for _ in range(100):\n    _ = check('90.1', 5), quiz('90.one')",
    "living(HintButton), living(QuizForm)",
    "check('90.1', lambda x: 2 * x)",
    "living(HintButton)",
)


def test_a_hundred_checks_leave_one_button(tmp_path):
    _, _, shown, counts, passed, none = run(BUTTONS, tmp_path)
    assert counts[0]["data"]["text/plain"] == "(1, 1)"
    views = [output for output in shown if "application/vnd.jupyter.widget-view+json" in output["data"]]
    assert len(shown) == 200
    assert views == shown[-1:]  # the others are still text and HTML, the last button since the exercise passed
    assert none[0]["data"]["text/plain"] == "0"
    assert "passed" in passed[0]["data"]["text/plain"]


def test_the_button_shows_hints_as_hint_counts_them(capsys):
    exercise = Exercise(id="90.1", title="Count", reference=3, hints=("one *now*", "two", "three"))
    record_at.cache_clear()
    record().add("90.1", hints=1)
    button = HintButton(exercise, Box("90.1 Count", "not yet", ("No.",)))
    assert (len(button.earlier), "one <em>now</em>" in button.earlier[0]) == (1, True)
    assert "two" not in str(button.get_state())
    labels = []
    for number in (2, 3, 4, 5):
        labels.append(button.label)
        button._receive(button, {}, [])
        assert record().read()["90.1"]["hints"] == min(number, 3)
    assert labels == ["Show the next hint", "Show the last hint", "Where is the solution?", "No more hints"]
    assert ["two" in button.hints[0], "three" in button.hints[1], "The solution is" in button.hints[2]] == [True] * 3
    assert len(button.hints) == 3
    button.close()


def test_check_needs_no_widgets(monkeypatch, capsys):
    """A kernel in which no widget can be made shows the box."""
    monkeypatch.setattr("nnlearn.checks.api.in_kernel", lambda: True)
    monkeypatch.setattr("nnlearn.checks.api.cell_count", lambda: 1)
    monkeypatch.setitem(sys.modules, "nnlearn.checks.forms.hint_button", None)
    lesson = sys.modules["nnlearn.lessons.made_up.exercises"]
    lesson.EXERCISES = (Exercise(id="90.1", title="Count", reference=3, hints=("a", "b", "c")),)
    assert not check("90.1", 4)
    assert 'That is not the value.\nhint("90.1") gives a hint.' in capsys.readouterr().out


def test_a_prediction_comes_back(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "progress.json"))
    predicted("90.predict")
    assert (
        capsys.readouterr().out == "You have not answered 90.predict yet\nAnswer it above, then run this cell again.\n"
    )
    quiz("90.predict", answer="b")
    capsys.readouterr()
    record_at.cache_clear()  # a new kernel
    predicted("90.predict")
    assert capsys.readouterr().out == "You predicted\nb) down no\nWhat happens is a) up yes\n"
    quiz("90.predict", answer="a")  # the last answer counts
    capsys.readouterr()
    predicted("90.predict")
    assert capsys.readouterr().out == "You predicted\na) up That is so. yes\n"
    record().add("90.predict", answer="h")  # of an earlier edition of the quiz
    predicted("90.predict")
    assert "You have not answered 90.predict yet" in capsys.readouterr().out
    for wrong in ("90.nothing", 3, None):
        predicted(wrong)
        assert "There is no quiz" in capsys.readouterr().out
