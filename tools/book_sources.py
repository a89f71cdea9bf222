"""Citations lead to the entry in a lesson's Sources, which leads on where it has an address; none is made up here."""

import re

import book_links

NAME = r"[^\W\d_a-z][\w’'-]+"
CITED = re.compile(rf"({NAME})(?:,?\s+(?:and\s+)?(?:{NAME}|others))*,?\s+\(?((?:1[5-9]|20)\d\d)\b(?!-)")


def mark(soup):
    """Make the citations in the text of a page links to their entries."""
    section = soup.find(id="sources")
    if section is None:
        return
    found = entries(section)

    def look_up(match, _):
        item = found.get((match[1], match[2]))
        return item and (f"#{item['id']}", " ".join(item.get_text().split()))

    book_links.link(soup, CITED, look_up)


def entries(section):
    """Return {(first author, year): element} for a list of sources; each element gets an anchor.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> page = BeautifulSoup('<li>Ba, Hinton (2016), "Layers". He and others (2015), "Deep".</li>', "html.parser")
    >>> sorted(entries(page))
    [('Ba', '2016'), ('He', '2015')]
    """
    found: dict = {}
    for number, item in enumerate(section.find_all("li"), 1):
        item["id"] = f"source-{number}"
        for name, year in CITED.findall(item.get_text()):
            found.setdefault((name, year), item)
    return found
