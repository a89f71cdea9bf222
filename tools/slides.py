"""Make a deck of slides from each lesson: `make slides` writes dist/slides/, which works without a network.

python tools/slides.py             # all lessons
python tools/slides.py 02 04       # some
"""

import argparse
import html
import sys
from pathlib import Path

import nbformat
import slides_cells
import vendor
from pygments.formatters import HtmlFormatter

from nnlearn.syllabus import existing

ROOT = Path(__file__).resolve().parents[1]
CODE = HtmlFormatter(style="default")
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="reveal/dist/reveal.css"><link rel="stylesheet" href="reveal/dist/theme/white.css">
<style>{style}</style></head>
<body><div class="reveal"><div class="slides">
{slides}
</div></div>
<script>MathJax = {{tex: {{inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]]}}}};</script>
<script src="mathjax/es5/tex-svg.js"></script>
<script src="reveal/dist/reveal.js"></script><script src="reveal/plugin/notes/notes.js"></script>
<script>Reveal.initialize({{width: 1280, height: 720, margin: 0.05, hash: true, slideNumber: "c/t", center: true,
  transition: "none", navigationMode: "linear", plugins: [RevealNotes]}});</script>
</body></html>
"""
STYLE = (Path(__file__).parent / "slides.css").read_text(encoding="utf-8")


def deck(lesson, notebook):
    """Return the page of a lesson's slides."""
    slides = slides_cells.slides(notebook, lesson)
    return PAGE.format(
        title=html.escape(f"{lesson.number} {lesson.title}"),
        style=STYLE + CODE.get_style_defs(".highlight"),
        slides="\n".join(f"<section>\n{slide}\n</section>" for slide in slides),
    )


def index(lessons):
    """Return the index page of the decks."""
    rows = "\n".join(f'<li><a href="{one.stem}.html">{one.number} {html.escape(one.title)}</a></li>' for one in lessons)
    keys = "Arrow keys move; S opens the speaker's notes, the lesson's text; F fills the screen; O shows all slides."
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>nnlearn: slides</title></head>\n'
        f'<body style="font: 20px/1.6 sans-serif; max-width: 40em; margin: 2em auto">\n<h1>Slides</h1>\n<p>{keys}</p>\n'
        f"<ul style='list-style: none; padding: 0'>\n{rows}\n</ul>\n</body></html>\n"
    )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="numbers of lessons; all if left out")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "slides")
    asked = parser.parse_args(arguments)
    there = [one for one in existing(ROOT) if (ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]
    chosen = [one for one in there if not asked.lessons or one.number in asked.lessons]
    if not chosen:
        print(f"nnlearn: no lesson {', '.join(asked.lessons)}: there are {there[0].number} to {there[-1].number}")
        return 1
    try:
        vendor.bring(vendor.REVEAL, asked.out / "reveal")
        vendor.bring(vendor.MATHJAX, asked.out / "mathjax")
    except OSError as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    for lesson in chosen:
        notebook = nbformat.read(ROOT / "notebooks" / f"{lesson.stem}.ipynb", 4)
        (asked.out / f"{lesson.stem}.html").write_text(deck(lesson, notebook), encoding="utf-8")
    (asked.out / "index.html").write_text(index(there if not asked.lessons else chosen), encoding="utf-8")
    print(f"nnlearn: {len(chosen)} decks are in {asked.out}; open index.html there, no network is needed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
