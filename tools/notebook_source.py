"""Read lessons/*.py into the notebooks for notebooks/, exercises/ and solutions/, not yet executed."""

import hashlib
import json
from functools import cache
from pathlib import PurePosixPath

import jupytext
import notebook_pages as pages
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_solutions import cut, fill

from nnlearn import zoo
from nnlearn.syllabus import BY_STEM

FORMAT = 1  # raise it if the build treats the same source differently: then everything is built again
FOLDERS = ("notebooks", "exercises", "solutions")
TAGS = {"machine", "nbval-ignore-output", "raises-exception", "hide-input", "try", "solution", "exercise"}


class SourceError(ValueError):
    """A lesson's text cannot be built; the message names the file and says what to do."""


def read(root):
    """Read every lesson's text, with its solutions written out: {stem: list of (cell_type, source, tags)}."""
    texts = {}
    for path in sorted((root / "lessons").glob("*.py")):
        base = path.stem.removesuffix("_exercises")
        if base not in BY_STEM and base not in ("00_start", "glossary", "playground"):
            raise SourceError(f"lessons/{path.name}: no lesson of nnlearn/syllabus.py has this name; rename the file")
        cells = parsed(path.read_text(encoding="utf-8"))
        try:
            texts[path.stem] = [
                (kind, fill(source, answers(root, base)) if kind == "code" else source, list(tags))
                for kind, source, tags in cells
            ]
        except ValueError as error:
            raise SourceError(f"lessons/{path.name}: {error}") from None
        for number, (_, _, tags) in enumerate(texts[path.stem], 1):
            if unknown := set(tags) - TAGS:
                raise SourceError(
                    f"lessons/{path.name}, cell {number}: unknown tag {sorted(unknown)[0]!r}; "
                    f"known ones are {', '.join(sorted(TAGS))}"
                )
    return texts


@cache
def parsed(text):
    """Return the cells of a text, (cell_type, source, tags); the tests read every lesson many times."""
    cells = jupytext.reads(text, fmt="py:percent").cells
    return tuple((cell.cell_type, cell.source, tuple(cell.metadata.get("tags", ()))) for cell in cells)


def answers(root, stem):
    """Return the text of a lesson's answers.py, "" if it has none."""
    path = root / "nnlearn" / "lessons" / stem[3:] / "answers.py"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def identities(cells):
    """Return a stable id for each cell, made from its content: an unchanged cell keeps its id wherever it moves."""
    seen, ids = {}, []
    for kind, source, _ in cells:
        name = hashlib.sha256(f"{kind}\n{source}".encode()).hexdigest()[:12]
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def make(cells, ids, *, without=(), solved=True):
    """Make a notebook of these cells, leaving out those that carry one of the tags in `without`."""
    notebook = new_notebook(
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    notebook.metadata.language_info = {"name": "python"}
    for (kind, source, tags), identity in zip(cells, ids, strict=True):
        if set(tags) & set(without):
            continue
        if kind == "code":
            cell = new_code_cell(cut(source, solved), id=identity)
        else:
            cell = new_markdown_cell(source, id=identity)
        if "machine" in tags:
            tags = [*tags, "nbval-ignore-output"]
        if tags:
            cell.metadata.tags = sorted(set(tags))
        if "hide-input" in tags:
            cell.metadata.jupyter = {"source_hidden": True}
        notebook.cells.append(cell)
    notebook.metadata.nnlearn = {"format": FORMAT, "source": digest(notebook)}
    return notebook


def digest(value):
    """Return a short fingerprint of anything JSON can hold, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def plan(root, translate=lambda stem, cells: cells):
    """Return every notebook that should exist: {"notebooks/02_perceptron.ipynb": notebook without outputs}.

    `translate` may put other cells in place of a text's, one for one; their ids stay those of the English cells.
    """
    texts = read(root)
    markdown = {
        stem: "\n\n".join(source for kind, source, _ in cells if kind == "markdown") for stem, cells in texts.items()
    }
    existing = {stem for stem in texts if stem in BY_STEM}
    fill = {
        "<!-- glossary -->": lambda stem: pages.glossary(markdown),
        "<!-- notation -->": lambda stem: pages.notation(root),
        "<!-- zoo -->": lambda stem: zoo.table(existing),
        "<!-- header -->": lambda stem: pages.header(stem, markdown[stem], existing),
    }
    planned = {}
    for stem, raw in texts.items():
        cells = []
        for kind, source, tags in raw:
            for marker, write in fill.items():
                if kind == "markdown" and marker in source:
                    source = source.replace(marker, write(stem))
            cells.append((kind, source, tags))
        ids, base = identities(raw), stem.removesuffix("_exercises")
        if base in BY_STEM:
            cells.append(("markdown", pages.onward(stem, texts), ["slide-skip"]))
            ids.append("onward")
        cells = translate(stem, cells)
        try:
            if base == stem:
                planned[f"notebooks/{stem}.ipynb"] = make(cells, ids)
            else:
                planned[f"exercises/{base}_exercises.ipynb"] = make(cells, ids, without=["solution"], solved=False)
                planned[f"solutions/{base}_solutions.ipynb"] = make(cells, ids, without=["exercise"])
        except ValueError as error:
            raise SourceError(f"lessons/{stem}.py: {error}") from error
    return planned


def origin(name):
    """Return the source of a built file: "lessons/02_perceptron.py" for "notebooks/02_perceptron.ipynb"."""
    return f"lessons/{PurePosixPath(name).stem.replace('_solutions', '_exercises')}.py"
