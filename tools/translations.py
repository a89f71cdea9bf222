"""Texts in other languages: lessons/de/02_perceptron.py is lesson 02 in German; whatever is not there stays English.

python tools/translations.py de 02                   # begin one: the English text, ready to be translated in place
python tools/notebooks.py --language de              # build dist/de/, and say which English has changed since

A translation has the cells of the built English notebook, header and last line included, in the same order. Its code is
the English code, or the build refuses it. Each Markdown cell carries a fingerprint of the English that it translates.
Links are left as they are: the build turns their anchors into those of the translated headings.
"""

import argparse
import json
import sys
from pathlib import Path

import jupytext
from notebook_links import HEADING, LINK
from notebook_solutions import fill
from notebook_source import SourceError, answers, digest, plan

from nnlearn.files import write_atomically

ROOT = Path(__file__).resolve().parents[1]


def fingerprint(source):
    """Return eight characters that change whenever the English text of a cell does."""
    return digest(source)[:8]


class Translation:
    """The texts of one language, as `plan` asks for them.

    Parameters
    ----------
    root : Path
        The folder that holds lessons/.
    language : str
        A folder of lessons/, "de".

    Attributes
    ----------
    changed : list of str
        A sentence for each cell whose English has changed since; filled while `plan` runs.
    """

    def __init__(self, root, language):
        self.paths = {path.stem: path for path in sorted((root / "lessons" / language).glob("*.py"))}
        self.root, self.language, self.changed, self.anchors = root, language, [], {}
        if not self.paths:
            known = sorted({path.parent.name for path in root.glob("lessons/*/*.py")})
            raise SourceError(f"lessons/{language}/ holds no text; the languages are: {', '.join(known) or 'none'}")
        for stem in self.paths:
            if not (root / "lessons" / f"{stem}.py").is_file():
                raise SourceError(f"{self.name(stem)}: there is no lessons/{stem}.py to translate; rename the file")

    def name(self, stem):
        return f"lessons/{self.language}/{stem}.py"

    def __call__(self, stem, english):
        """Return the cells of a text, (cell_type, source, tags), translated if they are."""
        if stem not in self.paths:
            return english
        own = jupytext.reads(self.paths[stem].read_text(encoding="utf-8"), fmt="py:percent").cells
        if len(own) != len(english):
            raise SourceError(f"{self.name(stem)} has {len(own)} cells, the English text {len(english)}")
        solutions = answers(self.root, stem.removesuffix("_exercises"))
        cells = []
        for number, (cell, (kind, source, tags)) in enumerate(zip(own, english, strict=True), 1):
            where = f"{self.name(stem)}, cell {number} (`{cell.source.strip().splitlines()[0][:40]}`)"
            code = fill(cell.source, solutions) if cell.cell_type == "code" else source
            if (cell.cell_type, code, cell.metadata.get("tags", [])) != (kind, source, written(tags)):
                raise SourceError(f"{where}: kind, tags and code must be those of cell {number} of lessons/{stem}.py")
            if kind == "markdown":
                self.compare(where, stem, cell, source)
            cells.append((kind, cell.source if kind == "markdown" else source, tags))
        return cells

    def compare(self, where, stem, cell, english):
        """Note whether the English has changed, and which heading became which."""
        if cell.metadata.get("english") != fingerprint(english):
            self.changed.append(
                f'{where}: its English has changed since; bring it up to date, then write english="'
                f'{fingerprint(english)}" into its head'
            )
        before, after = HEADING.findall(english), HEADING.findall(cell.source)
        if len(before) != len(after):
            raise SourceError(f"{where} has {len(after)} headings, the English cell {len(before)}")
        for old, new in zip(before, after, strict=True):
            self.anchors[stem, old.replace(" ", "-")] = new.replace(" ", "-")

    def link(self, planned):
        """Turn the anchors of all links into those of the translated headings, in place."""
        for name, notebook in planned.items():

            def renewed(match, name=name):
                stem = Path(match["file"] or name).stem.replace("_solutions", "_exercises")
                anchor = self.anchors.get((stem, match["anchor"]), match["anchor"])
                return f"]({match['file']}#{anchor})" if anchor else match[0]

            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    cell.source = LINK.sub(renewed, cell.source)


def written(tags):
    """Return the tags that stand in a text; the build itself adds slide-skip to the last line."""
    return [tag for tag in tags if tag != "slide-skip"]


def begin(root, language, stem):
    """Write the English text with its fingerprints to where its translation belongs."""
    path = root / "lessons" / language / f"{stem}.py"
    if path.exists():
        raise SourceError(f"lessons/{language}/{stem}.py is there already; translate its cells")
    raw = jupytext.reads((root / "lessons" / f"{stem}.py").read_text(encoding="utf-8"), fmt="py:percent").cells
    texts = {}
    plan(root, lambda stem, cells: texts.setdefault(stem, cells))
    parts = []
    for number, (kind, source, tags) in enumerate(texts[stem]):
        tagged = f" tags={json.dumps(written(tags))}" if written(tags) else ""
        if kind == "code":
            parts.append(f"# %%{tagged}\n{raw[number].source}\n")
        else:
            parts.append(f'# %% [markdown]{tagged} english="{fingerprint(source)}"\nr"""\n{source}\n"""\n')
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, "\n".join(parts))
    print(f"lessons/{language}/{stem}.py holds the English text: translate its Markdown cells.")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", help="the folder in lessons/, for example de")
    parser.add_argument("number", metavar="NN", help="the number of a lesson")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds lessons/")
    asked = parser.parse_args(arguments)
    try:
        stems = [path.stem for path in sorted(asked.root.glob(f"lessons/{asked.number}_*.py"))]
        if not stems:
            raise SourceError(f"lessons/ holds no lesson {asked.number}; give its two digits, for example 02")
        for stem in stems:
            begin(asked.root, asked.language, stem)
    except SourceError as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
