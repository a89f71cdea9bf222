"""Build notebooks/, exercises/ and solutions/ from lessons/*.py: `make build`, `python tools/notebooks.py 02 --force`.

Only notebooks with changed code are executed again; with changed prose alone they keep their stored outputs. `--check`
builds nothing and fails if a built file is missing, stale, edited by hand or without a source.

`--language de` writes the course to dist/de/, in German where lessons/de/ has a text and in English elsewhere. It runs
nothing: code is the same in every language, so all outputs are those of the built English notebooks.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbval_verdicts import missing
from nbval_verdicts import text as printed
from notebook_links import broken_links, prose
from notebook_outputs import faults
from notebook_run import RunError, execute, normalise
from notebook_source import SourceError, origin, plan
from notebook_state import check, content, orphans, sentence, stale_readme, state
from tqdm import tqdm
from translations import Translation

from nnlearn.files import write_atomically

ROOT = Path(__file__).resolve().parents[1]


def take_outputs(notebook, stored):
    """Copy the stored outputs into a plan if its code is the same; return whether it is."""
    old, new = ([cell for cell in some.cells if cell.cell_type == "code"] for some in (stored, notebook))
    if [(cell.source, cell.metadata) for cell in old] != [(cell.source, cell.metadata) for cell in new]:
        return False
    for cell, known in zip(new, old, strict=True):
        cell.outputs, cell.execution_count = known.outputs, known.execution_count
    return True


def verdicts(notebook, folder):
    """Return a sentence for each check of a solution that does not pass."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"] if folder == "solutions" else []
    return [f"{id} does not pass" for cell in code for id in missing(cell.source, printed(cell.outputs), "passed")]


def build(name, notebook, stored, bar):
    """Give one planned notebook its outputs and return the text to write.

    Raises
    ------
    RunError
        If a cell fails or an output must not be stored.
    """
    folder = name.split("/")[0]
    if folder == "exercises":
        bar.update(len(notebook.cells))  # learners run them
    elif stored and take_outputs(notebook, stored):
        bar.update(len(notebook.cells))
    else:
        execute(notebook, folder, bar.update)
        normalise(notebook)
        if wrong := faults(notebook) + verdicts(notebook, folder):
            raise RunError("; ".join(wrong))
    written = json.loads(nbformat.writes(notebook, version=4))
    written["metadata"]["nnlearn"]["content"] = content(written)
    return json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def build_all(root, wanted=(), force=False):
    """Build what is not current, each file completely or not at all; return a sentence for each failure."""
    planned = plan(root)
    todo, wrong = [], broken_links(planned)
    for name, notebook in planned.items():
        if wanted and not Path(name).stem.startswith(tuple(wanted)):
            continue
        word, stored = state(root / name, notebook)
        if word in ("edited", "unreadable") and not force:
            wrong.append(sentence(word, name) + " (or --force, which loses the edit)")
        elif word != "current" or force:
            todo.append((name, notebook, None if force else stored))
    with tqdm(total=sum(len(notebook.cells) for _, notebook, _ in todo), unit="cell", disable=not todo) as bar:
        for name, notebook, stored in todo:
            bar.set_description(name)
            start = time.monotonic()
            try:
                text = build(name, notebook, stored, bar)
            except RunError as error:
                wrong.append(f"{origin(name)}: {error} ({name} is left as it was)")
                continue
            (root / name).parent.mkdir(exist_ok=True)
            write_atomically(root / name, text)
            words = len(prose(notebook).split())
            bar.write(f"{name}: {len(notebook.cells)} cells, {words} words, {time.monotonic() - start:.1f} s")
    if (readme := stale_readme(root)) is not None:
        write_atomically(root / "README.md", readme)
        print("README.md: table of lessons updated")
    return wrong + [sentence("orphan", name) for name in orphans(root, planned)]


def build_language(root, language):
    """Write the whole course in another language to dist/, whole or not at all; return a sentence for each fault."""
    translation, wrong = Translation(root, language), check(root)
    planned = plan(root, translation)
    translation.link(planned)
    wrong += [f"in {language}: {line}" for line in broken_links(planned)]
    if wrong:
        return wrong
    out = root / "dist" / language
    out.parent.mkdir(exist_ok=True)
    total = sum(len(notebook.cells) for notebook in planned.values())
    with tempfile.TemporaryDirectory(dir=out.parent) as folder, tqdm(total=total, unit="cell") as bar:
        for name, notebook in planned.items():
            path = Path(folder, language, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(build(name, notebook, nbformat.read(root / name, 4), bar), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        path.parents[1].rename(out)
    for line in translation.changed:
        print(line)
    print(f"{out} holds the course; in {language}: {', '.join(translation.paths)}")
    return []


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wanted", nargs="*", metavar="NN", help="numbers of lessons; all by default")
    parser.add_argument("--check", action="store_true", help="build nothing; fail if a built file is not up to date")
    parser.add_argument("--force", action="store_true", help="execute again, and overwrite files edited by hand")
    parser.add_argument("--language", metavar="de", help="write the course in a language of lessons/ to dist/")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds lessons/")
    options = parser.parse_args(arguments)
    try:
        if options.language:
            wrong = build_language(options.root, options.language)
        else:
            wrong = check(options.root) if options.check else build_all(options.root, options.wanted, options.force)
    except SourceError as error:
        wrong = [str(error)]
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
