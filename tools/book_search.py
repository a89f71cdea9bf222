"""What the search page quotes: Sphinx fetches every page that it has found, which a browser refuses at file://."""

import json
import re

LEFT_OUT = {"pre", "script", "style"}
LEFT_OUT_CLASSES = {"headerlink", "nnlearn-player", "nnlearn-open"}


def texts(soup):
    """Return {anchor: text} of the sections of a page, each without the sections in it.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> page = '<article><section id="a"><p>One <b>line</b></p><pre>x</pre></section></article>'
    >>> texts(BeautifulSoup(page, "html.parser"))
    {'a': 'One line'}
    """
    found: dict = {}
    for text in soup.select_one("article").find_all(string=True):
        section = text.find_parent("section")
        if section is not None and not any(_left_out(one) for one in text.parents):
            found.setdefault(section["id"], []).append(text)
    words = {name: " ".join(re.sub(r"\\[()\[\]]", "", "".join(parts)).split()) for name, parts in found.items()}
    return {name: text for name, text in words.items() if text}


def script(pages):
    """Return the texts of all pages, {name: {anchor: text}}, as a script."""
    return f"window.NNLEARN_TEXTS = {json.dumps(pages, ensure_ascii=False, separators=(',', ':'))};\n"


def _left_out(tag):
    return tag.name in LEFT_OUT or bool(LEFT_OUT_CLASSES & set(tag.get("class", ())))
