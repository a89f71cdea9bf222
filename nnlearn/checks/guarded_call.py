"""Call a learner's function safely: on copies, with prints captured and errors caught."""

import contextlib
import copy
import io
import linecache
import os
import traceback
import warnings
from dataclasses import dataclass, field
from typing import Any

from nnlearn.checks.diagnosis.shapes import shapes_in
from nnlearn.checks.limits import TimeUp

PACKAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "")


@dataclass
class Outcome:
    """The result of one call: a value or an error, the arguments after it, and what was printed or warned."""

    value: Any = None
    error: BaseException | None = None
    line: str = ""
    shapes: dict[str, str] = field(default_factory=dict)
    refused: str = ""  # what the exercise itself says about the form of the answer
    arguments: tuple = ()
    printed: str = ""
    warned: list[str] = field(default_factory=list)

    @property
    def raised(self):
        """Return the type of the error and its first line; both empty if there was none."""
        if self.error is None:
            return "", ""
        return type(self.error).__name__, (str(self.error).strip().splitlines() or [""])[0][:300]


def call(function, arguments, *, copies=True):
    """Call `function` on deep copies of `arguments`; return the Outcome. Only an interrupt and TimeUp pass through."""
    outcome = Outcome(arguments=copy.deepcopy(arguments) if copies else arguments)
    kept = io.StringIO()
    with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(kept):
        warnings.simplefilter("always")
        try:
            outcome.value = _kept(function(*outcome.arguments))
        except (KeyboardInterrupt, TimeUp):
            raise
        except BaseException as error:  # SystemExit as well: exit() in a function must not end the kernel
            outcome.error = error
            outcome.line, outcome.shapes = _last_line(error)
            outcome.refused = _refusal(error) if not outcome.line else ""
    outcome.printed = kept.getvalue()
    outcome.warned = list(dict.fromkeys(str(warning.message) for warning in seen))
    return outcome


def _kept(value):
    """Return a copy if possible: a function that reuses one array would change its earlier results."""
    try:
        return copy.deepcopy(value)
    except Exception:  # generators, tensors inside a graph
        return value


def _last_line(error):
    """Return the line that raised, in the file (a notebook cell is one) that holds the learner's function.

    With the shapes of the arrays it reads.
    """
    frames = [
        (frame, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(PACKAGE)
    ]
    if not frames:
        return "", {}
    frame, number = [one for one in frames if one[0].f_code.co_filename == frames[0][0].f_code.co_filename][-1]
    line = linecache.getline(frame.f_code.co_filename, number or 0).strip()
    return line, shapes_in(line, frame.f_locals)


def _refusal(error):
    """Return the sentence of an error that a lesson raised itself because an answer has the wrong form, else ""."""
    *_, (frame, number) = traceback.walk_tb(error.__traceback__)
    file = frame.f_code.co_filename
    meant = isinstance(error, ValueError | TypeError) and file.startswith(os.path.join(PACKAGE, "lessons"))
    if not meant or not linecache.getline(file, number or 0).strip().startswith("raise "):
        return ""
    text = str(error).strip()
    return text if text.endswith((".", "?")) else f"{text}."


@contextlib.contextmanager
def quiet():
    """Keep what is printed and warned in the block from being seen."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
