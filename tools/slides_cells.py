"""What goes onto a lesson's slides: headings, formulas, lists, short code, pictures; the text goes to the notes.

A cell tagged `slide-skip` is left out, one tagged `slide-whole` is shown with all its text.
"""

import html
import re

import tours
from nbconvert.filters import Highlight2HTML, markdown2html

from nnlearn.image_html import image_html

LONG = 16  # lines of code and print that are set in the usual size; more are set small
WIDE = 96  # characters in a line, likewise
MOST = 27  # more than that do not fit
NOT_SHOWN = ("New terms", "Sources")


def slides(notebook, lesson):
    """Return the slides of a lesson as pieces of HTML, each with its speaker's notes."""
    found, heading, recorded = [], lesson.title, tours.tours(notebook)
    for number, cell in enumerate(notebook.cells):
        if "slide-skip" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "code":
            found += code_slides(cell, heading, lesson)
            found += [(stop, []) for stop in tours.for_slides(recorded.get(number, ()), heading)]
            continue
        for name, text in parts(cell.source, heading):
            found += text_slides(cell, name, text)
            heading = name
    return [with_notes(shown, notes) for shown, notes in together(found)]


def together(found):
    """Return the slides; a part that has only notes adds them to the slide before it.

    Examples
    --------
    >>> together([("a", ["1"]), ("", ["2"]), ("b", [])])
    [('a', ['1', '2']), ('b', [])]
    """
    slides = []
    for shown, notes in found:
        if shown or not slides:
            slides.append((shown, list(notes)))
        else:
            slides[-1][1].extend(notes)
    return slides


def parts(source, heading):
    r"""Yield (heading, text) for each heading of a markdown cell, preceded by the text that continues the last heading.

    Examples
    --------
    >>> list(parts("on\n\n## Next (3 min)\n\ntext", "Before"))
    [('Before', 'on\n'), ('Next', '## Next\n\ntext')]
    """
    text = []
    for line in re.sub(r"^(#+ .*?) \(\d+ min\)$", r"\1", source, flags=re.MULTILINE).split("\n"):
        if re.match(r"#{1,3} ", line):
            if "".join(text).strip():
                yield heading, "\n".join(text)
            heading, text = line.lstrip("# "), []
        text.append(line)
    if "".join(text).strip():
        yield heading, "\n".join(text)


def text_slides(cell, heading, text):
    """Return the slide of one part of a markdown cell, if any of it is for the wall."""
    if heading in NOT_SHOWN:
        return []
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block]
    if "slide-whole" in cell.metadata.get("tags", ()):
        shown = blocks
    else:
        shown = [block for block in blocks if for_the_wall(block)]
        if len(shown) == 1 and shown[0].startswith("#") and len(blocks) > 1:
            shown.append(blocks[1] if heading == "What you saw" else first_sentence(blocks[1]))
    if not shown:
        return [("", [text])]
    if not shown[0].startswith("#"):
        shown.insert(0, f"### {heading}")
    return [(markdown("\n\n".join(shown)), [text])]


def for_the_wall(block):
    """Tell whether a block of markdown is a heading, a list, a table, a formula or a task.

    Examples
    --------
    >>> [for_the_wall(block) for block in ("## A", "- b", "1. c", "$$d$$", "**Your turn.** e", "f")]
    [True, True, True, True, True, False]
    """
    starts = ("#", "- ", "* ", "1. ", "|", "**Your turn")
    return block.startswith(starts) or "$$" in block or bool(re.fullmatch(r"\*[^*].*\*", block, re.DOTALL))


def first_sentence(block):
    """Return the first sentence of a paragraph.

    Examples
    --------
    >>> first_sentence("It costs 0.5 a step. Then more.")
    'It costs 0.5 a step.'
    """
    return re.split(r"(?<=[.?!:])\s+(?=[A-Z*`$\"])", block, maxsplit=1)[0]


def code_slides(cell, heading, lesson):
    """Return the slides of a code cell: its lines with what they printed, and each of its pictures."""
    tags, source = cell.metadata.get("tags", ()), cell.source.strip()
    outputs = [output.get("data", {}) for output in cell.outputs]
    pictures = [k for k, data in enumerate(outputs) if "image/png" in data]
    found = []
    lines, printed = source.split("\n"), "".join(output.get("text", "") for output in cell.outputs).strip()
    imports = all(line.startswith(("import ", "from ")) or not line.strip() for line in lines)
    rows = len(lines) + (printed.count("\n") + 1 if printed else 0)
    if not (imports or "hide-input" in tags or pictures or source.startswith("quiz(") or rows > MOST):
        code = Highlight2HTML(pygments_lexer="python")(source)
        small = rows > LONG or max(map(len, lines)) > WIDE
        code = code.replace("<pre>", '<pre class="small">' if small else "<pre>", 1)
        out = f'<pre class="out">{html.escape(printed)}</pre>' if printed else ""
        found.append((f"<h3>{html.escape(heading)}</h3>\n{code}{out}", []))
    for k in pictures:
        found.append((picture(outputs, k, heading, source, lesson), []))
    if source.startswith("quiz("):
        shown = "".join(data.get("text/html", "") for data in outputs)
        found.append((f'<h3>{html.escape(heading)}</h3>\n<div class="quiz">{shown}</div>', []))
    return found


def picture(outputs, k, heading, source, lesson):
    """Return a picture with its caption; of an explorer, with a line that says which cell to run live."""
    data, following = outputs[k], outputs[k + 1] if k + 1 < len(outputs) else {}
    image = image_html("".join(data["image/png"].split()), "".join(data["text/plain"]))
    live = tours.EXPLORER.search(source)
    if live:
        words = f'<p class="live">Live: run <code>{html.escape(live.group())}</code> in notebooks/{lesson.stem}.</p>'
    else:
        words = f'<div class="caption">{markdown("".join(following.get("text/markdown", "")))}</div>'
    return f"<h3>{html.escape(heading)}</h3>\n{image}\n{words}"


def markdown(text):
    """Return markdown as HTML; links lead nowhere in a deck, so only their words stay."""
    return markdown2html(re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)).replace("&#182;", "")


def with_notes(shown, notes):
    """Return one slide with its notes."""
    return f'{shown}\n<aside class="notes">{markdown(chr(10).join(notes))}</aside>' if notes else shown
