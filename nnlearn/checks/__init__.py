"""Exercises that say which mistake was made: `check`, `hint`, `quiz` and `progress`.

    from nnlearn.checks import check, hint, quiz, progress

`check("02.1", answer)` compares an answer with its exercise and shows what is wrong, `hint("02.1")` shows the next of
three hints, `quiz("02.predict")` asks, and `progress()` shows what is done. All four work in a notebook, in plain
Python and headless, and none of them raises. An author writes `nnlearn/lessons/<name>/exercises.py` with the
dataclasses of `exercise.py`; it is imported when it is asked for.
"""

from nnlearn.checks.api import check, hint, progress
from nnlearn.checks.quiz import quiz

__all__ = ["check", "hint", "progress", "quiz"]
