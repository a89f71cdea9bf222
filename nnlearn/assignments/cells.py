"""The cells of a lesson's exercises joined with their solutions: what both tools make their assignments of."""

import ast
import difflib
import json
import re
from dataclasses import dataclass

from nnlearn.originals import ROOT

LINK = re.compile(r"\[([^]]+)\]\(\.\./[^)]*\)")  # into the course, which a handed-out assignment does not lie in
ONWARD = "onward"  # the id of the last cell: links to what comes next


@dataclass(frozen=True)
class Cell:
    """One cell; an answer also has the exercise and its solution.

    Parameters
    ----------
    kind : str
        "markdown" or "code".
    id : str
        The id of the cell in the course's notebook.
    source : str
        What a learner gets; of an answer without the line that checks it.
    exercise : str
        "02.1" for an answer, otherwise "".
    solution : str
        The right answer, in full.
    answer : str
        What is checked, "predict".
    check : str
        The statement that checks it, as the course's cell ends.
    """

    kind: str
    id: str
    source: str
    exercise: str = ""
    solution: str = ""
    answer: str = ""
    check: str = ""

    def marked(self, begin, end):
        """Return the answer with each part of its solution between two lines; without them it is the stub again.

        Examples
        --------
        >>> stub, solution = "def f(x):\\n    ...", "def f(x):\\n    return 2 * x"
        >>> print(Cell("code", "a", stub, "02.1", solution, "f").marked("# BEGIN", "# END"))
        def f(x):
            ...
            # BEGIN
            return 2 * x
            # END
        """
        stub, solution, lines = self.source.splitlines(), self.solution.splitlines(), []
        matcher = difflib.SequenceMatcher(None, stub, solution, autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            lines += stub[a:b]
            if what in ("replace", "insert"):
                first = [*stub[a:b], *solution[c:d]][0]
                space = first[: len(first) - len(first.lstrip())]
                lines += [space + begin, *solution[c:d], space + end]
        return "\n".join(lines)


def cells(lesson, root=ROOT):
    """Return the Cells of a lesson's exercises.

    Parameters
    ----------
    lesson : Lesson
    root : Path
        The folder of exercises/ and solutions/.

    Returns
    -------
    list of Cell

    Raises
    ------
    ValueError
        If one of its two notebooks is not there.
    """
    solutions = {cell["id"]: _source(cell) for cell in _read(root, lesson, "solutions")}
    found = []
    for cell in _read(root, lesson, "exercises"):
        source = _source(cell)
        if cell["cell_type"] == "markdown":
            if cell["id"] != ONWARD:
                found.append(Cell("markdown", cell["id"], LINK.sub(r"\1", source)))
        elif called := _check(source):
            (stub, check), (solution, _) = _cut(source), _cut(solutions[cell["id"]])
            found.append(Cell("code", cell["id"], stub, called[0], solution, called[1], check))
        else:
            found.append(Cell("code", cell["id"], source))
    return found


def _read(root, lesson, folder):
    path = root / lesson.notebook(folder)
    if not path.is_file():
        raise ValueError(
            f"export expected {lesson.notebook(folder)} in {root}, found none: assignments are made where the course "
            "is whole, from a git clone with its solutions"
        )
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def _source(cell):
    return "".join(cell["source"])


def _check(source):
    """Return (exercise, what is checked) of a cell that ends with a check, or None."""
    try:
        last = (ast.parse(source).body or [None])[-1]
    except SyntaxError:  # a magic command
        return None
    call = getattr(last, "value", None)
    if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check" and len(call.args) == 2):
        return None
    return ast.literal_eval(call.args[0]), ast.unparse(call.args[1])


def _cut(source):
    """Return the cell without its last statement, the check, and that statement."""
    lines, last = source.splitlines(), ast.parse(source).body[-1]
    return "\n".join(lines[: last.lineno - 1]).rstrip(), "\n".join(lines[last.lineno - 1 :])
