"""Exercises for the wall: number, title, the task in a sentence or two, minutes, and a clock that runs down."""

import re
from functools import lru_cache
from pathlib import Path

import nbformat
import slides_text
from exercise_minutes import minutes

from nnlearn.checks import registry

ROOT = Path(__file__).resolve().parents[1]
RETURNS = re.compile(r"\b[Rr]eturns?\b")
LINK = re.compile(r"\[Exercise\s+(\d\d\.\d+)[:\s]")
WORDS = 75  # of the task
ASKS = re.compile(r"\b(?:Write|Build|Give|Return|Find|Make|Choose|Train|Fill|Change|Replace|Invent|Design)\b")


@lru_cache
def tasks(path):
    """Return {"04.1": (title, text)} of a notebook of exercises."""
    notebook = nbformat.read(ROOT / path, 4)
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.findall(r"^## (\d\d\.\d+) (.*?)(?: \(.*\))?\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return {id: (title, told) for id, title, told in found}


def short(told):
    """Return what a task asks for and what is returned, and as much of what is around them as a slide holds.

    Examples
    --------
    >>> short("Write `f(x)`. It has one axis. It returns 1.\\n\\nThen more.")
    'Write `f(x)`. It has one axis. It returns 1.'
    >>> short("A line is wrong. Write:\\n\\n- 1\\n- 2"), short("Write `g`. Its law is\\n\\n$$z$$")
    ('A line is wrong. Write:\\n\\n- 1\\n- 2', 'Write `g`.')
    """
    there = [one for block in slides_text.blocks(told) for one in parts(block)]
    asks = next((k for k, one in enumerate(there) if ASKS.search(one)), 0)
    returns = next((k for k, one in enumerate(there) if k >= asks and RETURNS.search(one)), asks)
    after = asks + 1 + (returns == asks + 1)
    kept, words = set(), 0
    for k in dict.fromkeys((asks, returns, asks + 1 if there[asks].endswith(":") else asks, 0, after)):
        if k < len(there) and (not kept or words + len(there[k].split()) <= WORDS):
            kept.add(k)
            words += len(there[k].split())
    said = ""
    for k in sorted(kept):
        leads = k + 1 < len(there) and slides_text.for_the_wall(there[k + 1]) and k + 1 not in kept
        if slides_text.for_the_wall(there[k]):
            said += f"\n\n{there[k]}"
        elif not leads or there[k].endswith((".", ":")):  # else its end is a formula that is not shown
            said += " " + (re.sub(r":$", ".", there[k]) if leads else there[k])
    return said.strip()


def parts(block):
    """Return the sentences of a paragraph; a list, a table or a formula is one part."""
    return [block] if slides_text.for_the_wall(block) else slides_text.sentences(block)


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
