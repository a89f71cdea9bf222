"""Exercises for the wall: number, title, the task in a sentence or two, minutes, and a clock that runs down."""

import re
from functools import lru_cache
from pathlib import Path

import nbformat
import slides_text
from exercise_minutes import minutes

from nnlearn.checks import registry

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[Exercise\s+(\d\d\.\d+)[:\s]")
WORDS, BARE = 55, 12  # of the task; of a sentence that only names a function
ASKS = re.compile(r"\b(?:Write|Build|Give|Return|Find|Make|Choose|Train|Fill|Change|Replace|Invent|Design)\b")


@lru_cache
def tasks(path):
    """Return {"04.1": (title, text)} of a notebook of exercises."""
    notebook = nbformat.read(ROOT / path, 4)
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.findall(r"^## (\d\d\.\d+) (.*?)(?: \(.*\))?\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return {id: (title, told) for id, title, told in found}


def short(told):
    """Return a task's first sentence and the one that says what to do, or its first two.

    Examples
    --------
    >>> short("Write `f(x)`. It returns 1.\\n\\nThen more."), short("A line is wrong. Far off. Write `g()`:\\n\\n- 1")
    ('Write `f(x)`. It returns 1.', 'A line is wrong. Write `g()`: - 1')
    """
    there = [one for block in slides_text.blocks(told) for one in slides_text.sentences(block)]
    asks = next((k for k, one in enumerate(there) if ASKS.search(one)), 0)
    kept = [0, asks] if asks else [0, 1]
    if asks and len(there[asks].split()) < BARE:  # only a name: the next sentence says what it does
        kept.append(asks + 1)
    while len(kept) > 1 and sum(len(there[k].split()) for k in kept if k < len(there)) > WORDS:
        kept.pop(0 if asks else -1)
    return re.sub(r":$", ".", " ".join(there[k] for k in kept if k < len(there)))


def turn(id, lesson):
    """Return (heading, HTML, notes) of the slide of an exercise."""
    path = lesson.notebook("exercises")
    title, told = tasks(path)[id]
    time = minutes(id)
    body = (
        f'<div class="task">{slides_text.markdown(short(told))}</div>\n'
        f'<p class="where">{time} minutes, in <code>{path}</code></p>\n'
        f'<button type="button" class="clock" data-minutes="{time}">Start (T): {time}:00</button>'
    )
    hints = next(one for one in registry.exercises(lesson.number) if one.id == id).hints
    said = [
        f"T or a click starts the clock, stops it and lets it go on. It is silent.\n\nThe whole task: {told.strip()}"
    ]
    said += ["Its hints, one after the other:\n\n" + "\n".join(f"1. {hint}" for hint in hints)] if hints else []
    return f"Your turn: {id} {title}", body, said
