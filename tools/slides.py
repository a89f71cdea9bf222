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
import slides_code
import slides_text
import vendor

from nnlearn.syllabus import existing

ROOT = Path(__file__).resolve().parents[1]
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
<script>Reveal.initialize({{width: 1280, height: 720, margin: 0, hash: true, slideNumber: "c/t", center: false,
  display: "flex", transition: "none", navigationMode: "linear", pdfSeparateFragments: false, plugins: [RevealNotes]}});
{script}</script>
</body></html>
"""
KEYS = """\
<p>Arrow keys or the space bar move; S opens the speaker's notes; F fills the screen; O shows all slides; ? lists the
keys. 1 to 4 count a vote, with Shift they take it back; T starts and stops the clock of an exercise; Z enlarges a
picture. Votes are in memory only: they are gone with the page.</p>
<p>To print a deck or save it as PDF, open it with <code>?print-pdf</code> at the end of its address
(<code>01_neuron.html?print-pdf</code>) and print it from the browser, without margins.</p>"""


def deck(lesson, notebook):
    """Return the page of a lesson's slides."""
    here = Path(__file__).parent
    style = (here / "slides.css").read_text(encoding="utf-8")
    return PAGE.format(
        title=html.escape(f"{lesson.number} {lesson.title}"),
        style=style + slides_code.FORMATTER.get_style_defs(".highlight"),
        script=(here / "slides.js").read_text(encoding="utf-8"),
        slides="\n".join(map(shown, slides_cells.slides(notebook, lesson))),
    )


def shown(slide):
    """Return a slide as HTML."""
    notes = slides_text.markdown("\n\n".join(slide.notes))
    heading = slides_text.markdown(slide.heading).removeprefix("<p>").removesuffix("</p>")
    return (
        f'<section class="{slide.kind}">\n<h2>{heading}</h2>\n<div class="body">\n{slide.body}\n</div>\n'
        f'<aside class="notes">{notes}</aside>\n</section>'
    )


def index(lessons):
    """Return the index page of the decks."""
    rows = "\n".join(f'<li><a href="{one.stem}.html">{one.number} {html.escape(one.title)}</a></li>' for one in lessons)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>nnlearn: slides</title></head>\n'
        '<body style="font: 20px/1.6 sans-serif; max-width: 40em; margin: 2em auto">\n<main>\n<h1>Slides</h1>\n'
        f"{KEYS}\n<ul style='list-style: none; padding: 0'>\n{rows}\n</ul>\n</main>\n</body></html>\n"
    )


def ranges(numbers):
    """Return which lessons there are, in words.

    Examples
    --------
    >>> ranges(["01", "02", "03", "15", "18"])
    '01 to 03, 15 and 18'
    """
    runs = []
    for number in numbers:
        if runs and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="numbers of lessons; all if left out")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "slides")
    asked = parser.parse_args(arguments)
    there = [one for one in existing(ROOT) if (ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]
    wrong = sorted(set(asked.lessons) - {one.number for one in there})
    if wrong:
        print(f"nnlearn: no lesson {', '.join(wrong)}: there are {ranges([one.number for one in there])}")
        return 1
    chosen = [one for one in there if not asked.lessons or one.number in asked.lessons]
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
