"""Exercises that say which mistake was made: `check`, `hint`, `quiz`, `predicted` and `progress`.

    from nnlearn.checks import again, check, hint, quiz, predicted, progress

`check("02.1", answer)` compares an answer with its exercise and shows what is wrong, `again("02.1")` returns the
arguments of the wrong call that was shown, `hint("02.1")` shows the next of three hints, `quiz("02.predict")` asks
questions, `predicted("02.predict")` brings the answer back, and `progress()` shows what is done. `join(...)` lets an
instructor see how the checks go, until `leave()`; without it nothing is sent. All of them work in a notebook and in
plain Python, with or without a screen, and none raises.

Authors write `nnlearn/lessons/<name>/exercises.py` with the dataclasses of `exercise.py`; it is imported when one of
its exercises is used.
"""

from nnlearn.checks.api import again, check, progress
from nnlearn.checks.course_map import start
from nnlearn.checks.hints import hint
from nnlearn.checks.predicted import predicted
from nnlearn.checks.quiz import quiz
from nnlearn.checks.room.join import join, leave

__all__ = ["again", "check", "hint", "join", "leave", "predicted", "progress", "quiz", "start"]
