"""Which answers of a notebook are the published solution, statement by statement.

Comments, docstrings, annotations and the layout are left out of the comparison; names are not. How often an honest
answer is the solution by chance was measured with the 685 right answers in tests/lessons/wrong_answers, which were
written without sight of it: none of 149 with up to three statements, one of 338 with four to seven (25.2), none of 175
longer ones; the other 23 are values, which are not compared. But people who write the plain way meet in short answers:
of 982 wrong ones with two or three statements, 50 share all but one with the solution. So an answer is a sign from SURE
statements on, and a shorter one, from SHORT on, if there are two of them.
"""

import ast
import contextlib
import functools

from nnlearn.grading.signs import check_in, code_of
from nnlearn.originals import ROOT
from nnlearn.syllabus import BY_NUMBER

SHORT, SURE = 4, 8  # statements
MAX_CHARACTERS = 20_000  # of a cell: no answer is longer


def copied(path, number, root=ROOT):
    """Return a sentence in a list if answers of a notebook are those of solutions/, otherwise [].

    Parameters
    ----------
    path : Path
    number : str
        The lesson, "02"; "" is none.
    root : Path
        The folder of solutions/; without it nothing is compared.
    """
    known = solutions(number, root) if number in BY_NUMBER else {}
    own = definitions("\n".join(_plain(code) for code in _cells(path))) if known else {}
    same = {}
    for id, parts in known.items():
        if all(own.get(name, ("",))[0] == text for name, (text, _) in parts.items()):
            same[id] = sum(count for _, count in parts.values())
    found = [id for id, count in same.items() if count >= SHORT]
    if len(found) > 1 or any(same[id] >= SURE for id in found):
        return [
            f"{' and '.join(found)} {'is' if len(found) == 1 else 'are'} the published solution, statement by statement"
        ]
    return []


@functools.cache
def solutions(number, root=ROOT):
    """Return {"02.4": {"pocket": (its text without comments, its number of statements)}}; {} without solutions/.

    Values have no definition, and what stands in the exercise already is nobody's answer.
    """
    given: dict = {}
    found: dict = {}
    for folder, into in (("exercises", given), ("solutions", found)):
        for source in code_of(root / BY_NUMBER[number].notebook(folder)):
            into |= {id: definitions(source) for id in check_in(source)}
    own = {id: dict(parts.items() - given.get(id, {}).items()) for id, parts in found.items()}
    return {id: parts for id, parts in own.items() if parts}


def definitions(source):
    """Return {name: (text, statements)} of the functions and classes of a cell, without comments and docstrings.

    Examples
    --------
    >>> definitions('def f(x):  # twice' + chr(10) + '    "Doc."' + chr(10) + '    return 2*x')
    {'f': ('def f(x):\\n    return 2 * x', 1)}
    """
    found = {}
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                _strip(node)
                nodes = [one for one in ast.walk(node) if isinstance(one, ast.stmt)]
                outer = sum(isinstance(one, ast.FunctionDef | ast.ClassDef) for one in nodes)
                found[node.name] = ast.unparse(node), len(nodes) - outer
    return found


def _strip(tree):
    """Take docstrings and annotations out of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1:
                del node.body[0]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None


def _cells(path):
    return [code for code in code_of(path) if len(code) <= MAX_CHARACTERS]


def _plain(code):
    """Return a cell that can be parsed with others: without magic commands, or nothing if it is not Python."""
    kept = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in code.splitlines())
    try:
        ast.parse(kept)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return kept
