"""A code cell for the wall: its lines appear in steps, what they print comes last, and what does not fit continues."""

import ast
import html
import re

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

COLUMNS, ROWS = 84, 19  # of code on a slide
WIDE = 97  # columns of an output, set closer
LARGE = 14, 70  # at most so many rows and columns are set larger
MOST = 3  # slides of code for one cell; the rest is in the notebook
STEP = 6  # lines that appear together
REST = "... (in the notebook)"
FORMATTER = HtmlFormatter(nowrap=True, style="default")


def pages(source, printed=""):
    """Return the slides of a cell as HTML: code in steps, then its output as a last step or as a slide of its own.

    Examples
    --------
    >>> len(pages("a = 1\\nprint(a)", "1")), len(pages("\\n".join(["a = 1"] * 30), "1"))
    (1, 2)
    """
    lines = re.sub(r"\n{3,}", "\n\n", source.strip("\n")).split("\n")
    coloured = highlight("\n".join(lines), PythonLexer(stripnl=False), FORMATTER).split("\n")
    coloured += [""] * (len(lines) - len(coloured))
    split = on_pages(lines, steps(lines))
    cut, split = len(split) > MOST, split[:MOST]
    out = cut_off(printed)
    made = []
    for number, page in enumerate(split):
        head = heads(lines, page[0][0]) if number else []
        used = sum(rows(lines[k]) for a, b in page for k in range(a, b)) + (len(head) + 1 if head else 0)
        last = number == len(split) - 1
        body = [shown_line(coloured[k], lines[k]) for k in head]
        body += [f'<span class="line rest">{" " * indent(lines[page[0][0]])}...</span>'] if head else []
        for k, (start, stop) in enumerate(page):
            step = "".join(shown_line(coloured[n], lines[n]) for n in range(start, stop))
            body.append(f'<span class="step{" fragment" if k else ""}">{step}</span>')
        body += [f'<span class="line rest">{REST}</span>'] if cut and last else []
        code = f'<pre class="highlight" tabindex="0">{"".join(body)}</pre>'
        fits = printed and last and used + sum(rows(line, WIDE) for line in out) + 1 <= ROWS
        shown = [line for a, b in page for line in lines[a:b]] + (out if fits else [])
        code = code.replace('"highlight"', '"highlight large"') if large(shown) and not number else code
        made.append(code + (printed_html(out, " fragment") if fits else ""))
    if printed and not fits:
        made.append(printed_html(out))
    return made


def shown_line(coloured, line):
    """Return one line as HTML; one that is too long continues further right than it began."""
    return f'<span class="line" style="--in:{indent(line)}">{coloured or " "}</span>'


def printed_html(lines, more=""):
    """Return what was printed as HTML."""
    more += " large" if large(lines) else " wide" if max(map(len, lines)) > COLUMNS else ""
    return f'<pre class="out{more}" tabindex="0">{html.escape(chr(10).join(lines))}</pre>'


def large(lines):
    """Tell whether lines may be set larger than they need be."""
    return len(lines) <= LARGE[0] and max(map(len, lines), default=0) <= LARGE[1]


def cut_off(printed):
    """Return the lines of an output that fit a slide.

    Examples
    --------
    >>> cut_off("\\n".join("abcdefghijklmnopqrstuvwxyz"))[-2:]
    ['q', '... (in the notebook)']
    """
    lines, used = [], 0
    for line in printed.split("\n"):
        used += rows(line, WIDE)
        if used > ROWS - 1:
            return [*lines[: ROWS - 2], REST]
        lines.append(line)
    return lines


def rows(line, columns=COLUMNS):
    """Return how many rows of a slide a line takes."""
    return max(-(-len(line) // columns), 1)


def indent(line):
    """Return by how many characters a line is indented."""
    return len(line) - len(line.lstrip())


def steps(lines):
    """Return (first, last + 1) of the lines that appear together: statements, and long ones by those inside.

    Examples
    --------
    >>> steps(["a = 1", "", "def f():", "    b = 1", "    c = 2", "    d = 3", "    e = 4", "    return b"])
    [(0, 2), (2, 8)]
    """
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:  # a magic of the notebook
        return [(0, len(lines))]
    starts = sorted(begins(tree.body, lines) | {0})
    found = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        if found and joins(lines, found[-1], stop):
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return found


def begins(body, lines):
    """Return the lines at which statements begin, with the comments above them; inside of long statements, too."""
    found = set()
    for node in body:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]) - 1
        while first and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        found.add(first)
        if node.end_lineno - first > STEP:
            inside = [one for name in ("body", "orelse", "finalbody") for one in getattr(node, name, ())]
            found |= begins(inside[1:], lines)  # the first stays with its head
    return found


def joins(lines, before, stop):
    """Tell whether a piece is shown together with the one before: both are short, and no blank line parts them."""
    start = before[1]
    parted = not lines[start - 1].strip() and start - before[0] > 2
    return stop - before[0] <= STEP and not parted


def on_pages(lines, found):
    """Return the steps, slide by slide."""
    split, used = [[]], 0
    for start, stop in found:
        for a in range(start, stop, ROWS - 4):  # a single statement may be longer than a slide
            b = min(a + ROWS - 4, stop)
            needs = sum(map(rows, lines[a:b]))
            if split[-1] and used + needs > ROWS:
                split.append([])
                used = len(heads(lines, a)) + 1
            split[-1].append((a, b))
            used += needs
    return split


def heads(lines, at):
    """Return the lines in whose body a line stands: `def`, `class`, `for`, from the outermost.

    Examples
    --------
    >>> heads(["def f():", "    a = 1", "    for b in c:", "        d()"], 3)
    [0, 2]
    """
    found, deep = [], indent(lines[at])
    for k in range(at - 1, -1, -1):
        if lines[k].strip() and indent(lines[k]) < deep and re.match(r"\s*(def|class|for|while|if|with)\b", lines[k]):
            found.insert(0, k)
            deep = indent(lines[k])
    return found
