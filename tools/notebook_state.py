"""Compare the built files with the lessons: which are missing, stale, edited by hand or without a source."""

import json
import re

import nbformat
from notebook_links import broken_links
from notebook_pages import with_table
from notebook_source import FOLDERS, FORMAT, SourceError, digest, origin, plan

from nnlearn.checks import registry
from nnlearn.checks.quiz import html
from nnlearn.syllabus import existing

COMMAND = "make build"


def content(notebook):
    """Return a fingerprint of everything in a built file, so that an edit by hand is noticed."""
    marks = {key: value for key, value in notebook["metadata"].get("nnlearn", {}).items() if key != "content"}
    return digest({**notebook, "metadata": {**notebook["metadata"], "nnlearn": marks}})


def asks_as_stored(stored):
    """Return whether every quiz of a notebook is stored with today's words, which are not in its source."""
    for cell in stored["cells"]:
        asked = re.fullmatch(r'quiz\("([^"]+)"\)', "".join(cell["source"]).strip())
        quiz = asked and registry.look_up("quizzes", asked[1], "")
        if quiz and not isinstance(quiz, str):  # a sentence is about a quiz that does not exist: the run will say so
            shown = ["".join(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", [])]
            if shown != [html(quiz)]:
                return False
    return True


def state(path, planned):
    """Compare a built file with its plan: return (word, stored notebook if its outputs may still be valid).

    The word is current, missing, unreadable, edited or stale.
    """
    if not path.is_file():
        return "missing", None
    text = path.read_text(encoding="utf-8")
    try:
        stored = json.loads(text)
        marks = stored["metadata"]["nnlearn"]
        if marks["content"] != content(stored):
            return "edited", None
    except (ValueError, KeyError, TypeError):
        return "unreadable", None
    if marks["format"] != FORMAT:
        return "stale", None
    if marks["source"] != planned.metadata.nnlearn["source"]:
        return "stale", nbformat.reads(text, as_version=4)
    if not asks_as_stored(stored) and path.parent.name != "exercises":
        return "stale", None
    return "current", None


def sentence(word, name):
    """Return what is wrong with a built file and what fixes it."""
    source = origin(name)
    answers = " or its answers.py" if name.startswith("solutions/") else ""
    return {
        "missing": f"{name} is missing: {COMMAND}",
        "stale": f"{name} is older than {source}{answers}: {COMMAND}",
        "unreadable": f"{name} was not written by the build: delete it, then {COMMAND}",
        "edited": f"{name} was edited by hand: move the change to {source}, delete {name}, then {COMMAND}",
        "orphan": f"{name} has no source {source}: write that, or delete {name}",
    }[word]


def orphans(root, planned):
    """Return the notebooks in the built folders that no lesson makes."""
    found = [path.relative_to(root).as_posix() for folder in FOLDERS for path in (root / folder).glob("**/*.ipynb")]
    return sorted(name for name in found if name not in planned and ".ipynb_checkpoints" not in name)


def stale_readme(root):
    """Return the README with an up-to-date table of lessons, or None if it is up to date."""
    readme = root / "README.md"
    if not readme.is_file():
        return None
    text = readme.read_text(encoding="utf-8")
    renewed = with_table(text, {lesson.stem for lesson in existing(root)})
    return None if renewed == text else renewed


def check(root):
    """Return a sentence for everything in the built files that does not match the lessons; empty if all is well."""
    try:
        planned = plan(root)
    except SourceError as error:
        return [str(error)]
    words = {name: state(root / name, notebook)[0] for name, notebook in planned.items()}
    wrong = [sentence(word, name) for name, word in words.items() if word != "current"]
    wrong += [sentence("orphan", name) for name in orphans(root, planned)]
    wrong += broken_links(planned)
    if stale_readme(root) is not None:
        wrong.append(f"README.md: its table of lessons is stale: {COMMAND}")
    return wrong
