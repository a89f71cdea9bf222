"""What a plan cannot leave out: exercises that use others, and sections that define what later ones use.

Both are read from the notebooks' code: a name that a cell uses and an earlier one defines. The dry run
(`tools/dry_run.py`) runs the cells and is the proof; this takes a second and is a test.
"""

import builtins
import dis
import re
from functools import cache
from pathlib import Path
from types import CodeType

import nbformat

from nnlearn.syllabus import lesson

ROOT = Path(__file__).resolve().parents[1]
STUB = "# your code here"


def needs(exercise):
    """Return the exercises that one uses, first to last, and what those use.

    Examples
    --------
    >>> needs("02.2"), needs("02.4")
    (('02.1',), ('02.1', '02.2'))
    """
    found, open_ones = set(), [exercise]
    while open_ones:
        more = _uses(exercise[:2])[open_ones.pop()] - found
        found |= more
        open_ones += more
    return tuple(sorted(found))


def place(exercise):
    """Return the section of the lesson that sends people to an exercise.

    Examples
    --------
    >>> place("02.1")
    'A line that decides'
    """
    return _places(exercise[:2])[exercise]


@cache
def borrowed(number, left_out):
    """Return the names that the other sections of a lesson take from those that are left out, as (section, name).

    Examples
    --------
    >>> borrowed("01", ("A network that reads",))
    (('From one to many', 'reader'),)
    """
    kept, lost, missing = set(), set(), []
    for section, code in cells(number):
        if section in left_out:
            lost |= defined(code)
            continue
        missing += [(section, name) for name in sorted(used(code)) if name in lost and name not in kept]
        kept |= defined(code)
    return tuple(dict.fromkeys(missing))


def used(code):
    """Return the names that a cell takes from outside of it, none of Python's own.

    Examples
    --------
    >>> sorted(used("def f(x):\\n    return g(x) + len(y)\\nz = f(2)"))
    ['g', 'y']
    """
    names = _names(code, ("LOAD_NAME", "LOAD_GLOBAL", "DELETE_NAME"))
    return {name for name in names - defined(code) if not hasattr(builtins, name)}


def defined(code):
    """Return the names that a cell defines.

    Examples
    --------
    >>> sorted(defined("import numpy as np\\nfor k in range(3):\\n    x = k"))
    ['k', 'np', 'x']
    """
    top = compile(code, "cell", "exec")
    return {step.argval for step in dis.get_instructions(top) if step.opname == "STORE_NAME"}


def _names(code, operations):
    found, stack = set(), [compile(code, "cell", "exec")]
    while stack:
        one = stack.pop()
        found |= {step.argval for step in dis.get_instructions(one) if step.opname in operations}
        stack += [constant for constant in one.co_consts if isinstance(constant, CodeType)]
    return found


@cache
def _uses(number):
    """Return {exercise: exercises whose functions it uses} of a lesson."""
    empty = nbformat.read(ROOT / lesson(number).notebook("exercises"), 4)
    stubs = {cell.id for cell in empty.cells if STUB in cell.source}
    found, makers, current = {}, {}, None  # makers: {name: exercises without which it is not there}
    for cell in nbformat.read(ROOT / lesson(number).notebook("solutions"), 4).cells:
        if cell.cell_type == "markdown":
            heading = re.match(r"## (\d\d\.\d+) ", cell.source)
            current = heading[1] if heading else current
            if current and "solution" not in cell.metadata.get("tags", ()):
                named = re.findall(r"[Yy]our `(\w+)", cell.source)  # "your `predict`", "with the layers of 04.2"
                asked = set(re.findall(r"\b\d\d\.\d\b", cell.source)) & set(found)
                found.setdefault(current, set()).update(asked, *(makers.get(name, ()) for name in named))
        elif current:
            taken = set().union(*(makers.get(name, ()) for name in used(cell.source)))
            if cell.id in stubs:  # a cell that only tries out what was written may fail without harm
                found[current] |= taken
                taken = {current}
            makers |= dict.fromkeys(defined(cell.source), taken)
    return {name: others - {name} for name, others in found.items()}


@cache
def _places(number):
    found, section = {}, ""
    for cell in nbformat.read(ROOT / lesson(number).notebook(), 4).cells:
        for part in re.split(r"^(?=## )", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else ():
            heading = re.match(r"## (.*?) \(\d+ min\)", part)
            section = heading[1] if heading else section
            for exercise in re.findall(r"_exercises\.ipynb#(\d\d\.\d+)-", part):
                found.setdefault(exercise, section)
    return found


@cache
def cells(number):
    """Return (section, code) of a lesson's code cells."""
    found, section = [], ""
    for cell in nbformat.read(ROOT / lesson(number).notebook(), 4).cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^## (.*?) \(\d+ min\)", cell.source, flags=re.MULTILINE)
            section = headings[-1] if headings else section
        else:
            found.append((section, cell.source))
    return tuple(found)
