"""What an instructor has at hand for a lesson: the votes of Predict, the mistakes people make, the tour as a script.

`tools/teaching.py` writes a page for each lesson, instructors/02_perceptron.md, from the quizzes, the exercises and
the recorded tours. These pages hold answers: a handout leaves them out.
"""

import re
import textwrap
from pathlib import Path

import nbformat
import tours
from exercise_minutes import minutes
from plan_needs import needs, place

from nnlearn.checks.registry import exercises, quizzes
from nnlearn.syllabus import lesson

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "instructors"
TOUR = re.compile(r"(?<=<!-- tour -->\n).*?(?=<!-- /tour -->)", re.DOTALL)


def path(number):
    """Return where a lesson's page is.

    Examples
    --------
    >>> path("02").name
    '02_perceptron.md'
    """
    return FOLDER / f"{lesson(number).stem}.md"


def page(number, script=None):
    """Return a lesson's page; without `script` the one that is stored stays, since recording a tour takes seconds."""
    one = lesson(number)
    if script is None:
        stored = TOUR.search(path(number).read_text(encoding="utf-8")) if path(number).exists() else None
        script = stored[0] if stored else ""
    parts = [
        f"# {number} {one.title}: for the instructor",
        "Written by `tools/teaching.py` from the quizzes, the checks and the explorers; the notes on the lesson are in "
        "[TEACHING.md](../TEACHING.md). It holds answers: not for learners.",
        *predict(number),
        "## Exercises, and the mistakes that people make",
        "The minutes are an estimate (`tools/exercise_minutes.py`). `check` recognises the mistakes by what the code "
        "computes, and tells the learner the sentence after the colon. Ask it before you show it.",
        *(mistakes(exercise) for exercise in exercises(number)),
    ]
    return "\n\n".join(_wrapped(part) for part in parts) + f"\n\n## The tour\n\n<!-- tour -->\n{script}<!-- /tour -->\n"


def predict(number):
    """Return the parts of a page on the lesson's quizzes."""
    found = {quiz.id.split(".")[1]: quiz for quiz in quizzes(number)}
    parts = []
    if "predict" in found:
        question = found["predict"].questions[0]
        votes = [
            f"- {f'**{letter}) {text}** Right.' if letter == question.answer else f'{letter}) *{text}*'} {comment}"
            for letter, (text, comment) in zip(question.letters, question.options, strict=True)
        ]
        where = f"The lesson answers it in *{found['predict'].answered_in}*."
        parts += ["## Predict", question.text, "\n".join(votes)]
        parts += [f"Let them vote before anybody moves anything, and do not say who is right. {where}"]
    if "recall" in found:
        key = ", ".join(f"{k} {one.answer}" for k, one in enumerate(found["recall"].questions, 1))
        parts += [f"**Recall**, the answers: {key}."]
    return parts


def mistakes(exercise):
    """Return an exercise's part of a page."""
    head = f"### {exercise.id} {exercise.title}\n\n"
    first = needs(exercise.id)
    facts = [f"{minutes(exercise.id)} minutes", f"after *{place(exercise.id)}*"]
    facts += [f"needs {', '.join(first)}"] if first else []
    if exercise.target:
        return f"{head}Open; {'; '.join(facts)}. The target: {exercise.target}."
    names = "\n".join(f"- **{name}**: {wrong.hint}" for name, wrong in exercise.wrong.items())
    return f"{head}{'; '.join(facts)}.\n\n{names}"


def script(number):
    """Return what the tours of a lesson's explorers say, as lists."""
    notebook = nbformat.read(ROOT / lesson(number).notebook(), 4)
    found = []
    for call in tours.calls(notebook).values():
        said = tours.sentences(call)
        lines = [f"`{tours.EXPLORER.search(call)[1]}`, *Next stop*:", ""]
        for k, sentence in enumerate(said, 1):
            lines += textwrap.wrap(f"{k}. {sentence}", 120, subsequent_indent="   ", break_on_hyphens=False)
        found += ["\n".join(lines)] if said else []
    return "\n\n".join(found) + "\n"


def _wrapped(text):
    """Return text with lines of at most 120 characters; what belongs to a list is indented."""
    wrap = textwrap.TextWrapper(120, break_on_hyphens=False, break_long_words=False)
    lines = []
    for line in text.split("\n"):
        wrap.subsequent_indent = "  " if line.startswith("- ") else ""
        lines += wrap.wrap(line) or [""]
    return "\n".join(lines)
