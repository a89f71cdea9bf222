"""Words in the text of a page become links that say more when they are pointed at or focused (`terms.js`)."""

from bs4 import NavigableString

SKIPPED = {"a", "abbr", "button", "code", "figure", "form", "pre", "script", "style", "h1", "h2", "h3", "h4", "svg"}
SKIPPED_CLASSES = {"math", "nnlearn-player", "nnlearn-predicted", "nnlearn-open"}
SKIPPED_SECTIONS = {"new-terms", "sources"}  # the definitions themselves, and titles of papers


def link(soup, pattern, look_up):
    """Link what a pattern finds in the text of a page.

    Parameters
    ----------
    soup : BeautifulSoup
        Is changed; headings, code, formulas and what is a link already stay as they are.
    pattern : re.Pattern
    look_up : function
        `look_up(match, section) -> (address, what it says)`, or None; `section` is the anchor of the section around it.
    """
    for text in list(soup.select_one("article").find_all(string=True)):
        if type(text) is not NavigableString or _skipped(text):
            continue
        pieces, at = [], 0
        for match in pattern.finditer(text):
            if found := look_up(match, _section(text)):
                pieces += [text[at : match.start()], _made(soup, match[0], *found)]
                at = match.end()
        if pieces:
            text.replace_with(*pieces, text[at:])


def _made(soup, words, address, told):
    made = soup.new_tag("a", href=address)
    made["class"], made["data-definition"], made.string = "nnlearn-term", told, words
    return made


def _skipped(text):
    return any(
        one.name in SKIPPED or SKIPPED_CLASSES & set(one.get("class", ())) or one.get("id") in SKIPPED_SECTIONS
        for one in text.parents
    )


def _section(text):
    """Return the anchor of the section of the second level that a text is in; None above the first."""
    around = [one for one in text.parents if one.name == "section"]
    return around[-2]["id"] if len(around) > 1 else None
