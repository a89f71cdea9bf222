"""What is done to the pages that Sphinx has made: smaller pictures, definitions, buttons, texts for the search."""

import re
import shutil
from pathlib import Path

import book_open
import book_pictures
import book_search
import book_sources
import book_terms
from bs4 import BeautifulSoup

WEB = Path(__file__).with_name("book_web")
PLACE = "_static/nnlearn"  # of our scripts and pictures in the site
NOT_SERVED = (
    "**/*.map",
    "_sources",
    "_static/sphinx-thebe.*",
    "_static/*.html",
    "genindex.html",
    "objects.inv",
    ".buildinfo",
)


def finish(site, pictures, root, folders):
    """Finish a site in its folder.

    Parameters
    ----------
    site : Path
        What Sphinx has made.
    pictures : Path
        Those of the explorers.
    root : Path
        Of the course.
    folders : sequence of str
        Those whose notebooks are pages.
    """
    for pattern in NOT_SERVED:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(WEB, site / PLACE)
    shutil.copytree(pictures, site / PLACE / "pictures")
    names, address = book_pictures.shrink(site), book_open.repository(root)
    glossary = book_terms.terms(root / "notebooks" / "glossary.ipynb")
    texts = {}
    for folder in folders:
        for path in sorted((site / folder).glob("*.html")):
            name = f"{folder}/{path.stem}"
            shutil.copy(root / f"{name}.ipynb", path.with_suffix(".ipynb"))
            soup = BeautifulSoup(plain(book_pictures.renamed(path.read_text(encoding="utf-8"), names)), "html.parser")
            texts[name] = book_search.texts(soup)
            _finish_page(soup, name, glossary, address)
            path.write_text(str(soup), encoding="utf-8")
    (site / PLACE / "texts.js").write_text(book_search.script(texts), encoding="utf-8")
    _search_page(site / "search.html")


def plain(text):
    """Return a page without what would start a kernel elsewhere (thebe), and with MathJax once, not twice.

    Examples
    --------
    >>> plain('<script>const THEBE_JS_URL = "far away";</script><script src="mathjax/es5/tex-svg.js?1"></script>')
    ''
    >>> plain('<a href="../_sources/notebooks/01_neuron.ipynb">')
    '<a href="../notebooks/01_neuron.ipynb">'
    """
    for script in (
        r"<script>const THEBE_JS_URL.*?</script>",
        r"<script [^>]*sphinx-thebe.*?</script>",
        r'<script type="text/x-thebe-config">.*?</script>',
        r"<link [^>]*sphinx-thebe[^>]*>",
        r'<link rel="index"[^>]*>',
        r'<script src="[^"]*mathjax/[^"]*"></script>',  # the other one is deferred, after its settings
    ):
        text = re.sub(script, "", text, flags=re.DOTALL)
    return text.replace("../_sources/", "../")


def _finish_page(soup, name, glossary, address):
    stem = name.partition("/")[2]
    if stem == "glossary":
        book_terms.anchor(soup, glossary)
    elif stem != "00_start":
        lesson = int(stem[:2]) if stem[:2].isdigit() else 99
        book_sources.mark(soup)
        book_terms.mark(soup, book_terms.known(glossary, lesson), "../notebooks/glossary.html")
    book_open.buttons(soup, f"{name}.ipynb", address)
    wanted = {"player": ".nnlearn-player", "quiz": ".nnlearn-quiz", "terms": ".nnlearn-term"}
    scripts = [script for script, needs in wanted.items() if soup.select_one(needs)]
    _add(soup, "../", [f"{script}.js" for script in scripts])


def _add(soup, root, scripts):
    """Add our style and scripts to a page."""
    soup.head.append(soup.new_tag("link", rel="stylesheet", href=f"{root}{PLACE}/site.css"))
    for script in scripts:
        soup.head.append(soup.new_tag("script", defer="", src=f"{root}{PLACE}/{script}"))


def _search_page(path):
    soup = BeautifulSoup(plain(path.read_text(encoding="utf-8")), "html.parser")
    _add(soup, "", ["texts.js", "excerpts.js"])
    path.write_text(str(soup), encoding="utf-8")
