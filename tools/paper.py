"""Print the course: `make book` writes dist/nnlearn-course.pdf and dist/nnlearn-exercises.pdf with Debian's Chromium.

python tools/paper.py                          # from dist/site/, which is built first if it is missing or older
python tools/paper.py --only 02 15 --out look  # a few lessons, to look at them
"""

import argparse
import html
import json
import shutil
import subprocess
import sys
from pathlib import Path

import paper_join
from playwright.sync_api import sync_playwright
from tqdm import tqdm

from nnlearn import __version__
from nnlearn.files import write_atomically
from nnlearn.syllabus import existing

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "dist" / "site"
STYLE, PREPARE = ((Path(__file__).with_suffix(end)).read_text(encoding="utf-8") for end in (".css", ".js"))
WIDTH = 658  # CSS pixels between the margins of paper.css: 174 mm
SECONDS = 120  # for one page, on a slow machine


class PaperError(RuntimeError):
    """A page cannot be printed; the message names it and says what to do."""


def stale(site=SITE, root=ROOT):
    """Return whether the site must be built: it is missing, or older than a notebook."""
    made = site / "index.html"
    pages = [path for folder in ("notebooks", "exercises") for path in (root / folder).glob("*.ipynb")]
    return not made.exists() or made.stat().st_mtime < max(path.stat().st_mtime for path in pages)


def books(only=()):
    """Return {file: (title, [(part, name of a page)])}, in order; `only` gives numbers of lessons."""
    lessons = [one for one in existing(ROOT) if not only or one.number in only]
    course = [(one.part, f"notebooks/{one.stem}") for one in lessons]
    if not only:
        course = [("", "notebooks/00_start"), *course, ("More", "notebooks/playground"), ("More", "notebooks/glossary")]
    exercises = [(one.part, one.notebook("exercises").removesuffix(".ipynb")) for one in lessons]
    return {
        "nnlearn-course.pdf": ("nnlearn: the course", course),
        "nnlearn-exercises.pdf": ("nnlearn: the exercises", exercises),
    }


def settings(first, head):
    """Return the style that differs from page to page: the first page's number, and the line above the others."""
    font = '"DejaVu Sans", Arial, sans-serif'
    return (
        f"html {{ counter-reset: page {first - 1}; }}"
        f"@page {{ @bottom-center {{ content: counter(page); font: 9pt {font}; }}"
        f"@top-left {{ content: {json.dumps(head, ensure_ascii=False)}; font: 8pt {font}; }} }}"
        "@page :first { @top-left { content: none; } }"
    )


def ready(page):
    """Let a page of the browser be as wide as the paper, and keep out all scripts but those that set formulas."""
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.set_default_timeout(1000 * SECONDS)
    page.emulate_media(media="print", color_scheme="light")
    page.route("**/*.js*", lambda route: route.continue_() if "mathjax" in route.request.url else route.abort())
    return page


def print_page(page, site, name, first):
    """Print a page of the site; return its title and the PDF.

    Raises
    ------
    PaperError
        If a formula is not set or something is wider than the paper.
    """
    page.goto((site / f"{name}.html").as_uri())
    if page.locator("script[src*=mathjax]").count():  # a page without formulas does not load it
        page.wait_for_function("() => window.MathJax?.startup?.promise")
        page.evaluate("() => MathJax.startup.promise")
    unset = page.locator(".math:not(:has(mjx-container)), mjx-merror").all_inner_texts()
    title = page.locator("h1").first.evaluate("heading => heading.firstChild.textContent.trim()")
    page.add_style_tag(content=STYLE + settings(first, title))
    wide = page.evaluate(PREPARE, f"{name}-")
    page.evaluate("() => Promise.all([...document.images].map(image => image.decode()))")
    if wrong := [f"{text} is not set" for text in unset] + [f"{text} is wider than the paper" for text in wide]:
        raise PaperError(f"{name}: {'; '.join(wrong)}: change the lesson, or tools/paper.css")
    return title, page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def contents(title, entries, site):
    """Return the page of contents as HTML; an entry is (part, name, title, number of its page)."""
    rows, last = [], ""
    for part, name, heading, number in entries:
        if part != last:
            rows.append(f"</ul><h2>{html.escape(part)}</h2><ul>")
            last = part
        address = (site / f"{name}.html").as_uri()
        rows.append(f'<li><a href="{address}">{html.escape(heading)}</a><span>{number}</span></li>')
    return (
        f'<article class="contents"><h1>{html.escape(title)}</h1><p>Version {__version__}. What moves in the course, '
        f"and checks what you write, is in JupyterLab: <code>make lab</code>.</p><ul>{''.join(rows)}</ul></article>"
    )


def print_book(page, site, title, pages, bar):
    """Return a book as bytes; the contents are printed last, when every number is known, and bound first."""
    parts, entries, number = {}, [], 1
    for part, name in pages:
        bar.set_description(name)
        heading, parts[name] = print_page(page, site, name, number)
        entries.append((part, name, heading, number))
        number += paper_join.count(parts[name])
        bar.update()
    page.goto("about:blank")
    page.set_content(f"<style>{STYLE}</style>{contents(title, entries, site)}")
    return paper_join.join(page.pdf(prefer_css_page_size=True), parts, title)


def run(site, only, out):
    """Print both books into a folder."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise PaperError("Chromium prints the pages, and there is none: apt install chromium")
    wanted = books(only)
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as start, tqdm(total=sum(len(pages) for _, pages in wanted.values()), unit="page") as bar:
        browser = start.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = ready(browser.new_page())
        for name, (title, pages) in wanted.items():
            pdf = print_book(page, site, title, pages, bar)
            write_atomically(out / name, pdf)
            bar.write(f"{out / name}: {paper_join.count(pdf)} pages, {len(pdf) / 1e6:.1f} MB")
        browser.close()


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=(), metavar="NN", help="numbers of lessons; all by default")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    asked = parser.parse_args(arguments)
    try:
        if stale():
            subprocess.run([sys.executable, ROOT / "tools" / "book.py"], check=True)
        run(SITE, asked.only, asked.out)
    except (PaperError, subprocess.CalledProcessError) as error:
        print(f"nnlearn: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
