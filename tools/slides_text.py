"""What of a lesson's text stands on the wall: lists, tables, formulas; of a section of prose, its key sentences.

What is said goes to the speaker's notes. A markdown cell may say otherwise: with the tag `slide-whole` all its text is
shown, with `slide-2` its second paragraph (headings not counted; several such tags may stand together), with
`slide-notes` none, and one tagged `slide-skip` is left out of the deck altogether.
"""

import re

import slides_formula
from nbconvert.filters import markdown2html

LINE, ROWS = 84, 13.5  # characters in a line of text, lines on a slide
KEY_WORDS = 60  # of the sentences that stand for a section of prose
LEANS = re.compile(  # a sentence that begins so needs the one before it
    "(?:This|That|These|Those|It|Its|They|Their|He|She|His|Her|Both|Neither|Either|But|And|So|Or|Yet|Then|There|Here|Now"
    "|Such|Nor|Not|Otherwise|Instead|However|Therefore|Hence|Thus|Each|One|Two|Three|Another|Others|Only|Again|Also"
    "|Still|Even|Too|Finally|Next|First|Second|Third|Watch|Look|Read|See|Run|Try|Below|Above)$"
)
LEANS_SOON = {"it", "its", "they", "their", "them", "this", "these", "that", "those", "he", "she", "here"}


def markdown(text):
    """Return markdown as HTML; links lead nowhere in a deck, so only their words stay.

    Examples
    --------
    >>> markdown("### A *b*, [c](d.ipynb)")
    '<h3>A <em>b</em>, c</h3>'
    """
    made = markdown2html(re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text))
    made = re.sub(r'<a class="anchor-link".*?</a>', "", made)
    return re.sub(r'(<h\d) id="[^"]*"', r"\1", made).strip()


def blocks(text):
    """Return the paragraphs of markdown, lists and tables whole, without its headings.

    Examples
    --------
    >>> blocks("## A\\n\\nb\\nc\\n\\n- d\\n- e")
    ['b\\nc', '- d\\n- e']
    """
    parts = [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [part for part in parts if not re.match(r"#+ ", part)]


def for_the_wall(block):
    """Tell whether a block of markdown is a list, a table, a quotation or a formula.

    Examples
    --------
    >>> [for_the_wall(block) for block in ("- b", "1. c", "| t |", "$$d$$", "f")]
    [True, True, True, True, False]
    """
    return block.startswith(("- ", "* ", "1. ", "|", "> ")) or "$$" in block


def sentences(block):
    """Return the sentences of a paragraph.

    Examples
    --------
    >>> sentences("It costs 0.5 a step. *Then* more: 3!")
    ['It costs 0.5 a step.', '*Then* more: 3!']
    """
    return re.split(r"(?<=[.?!])\s+(?=[A-Z*`$\"(])", " ".join(block.split()))


def pages(there, picked=()):
    """Return ([(slide, what is said to it)], what is said after the last) of numbered paragraphs, as markdown.

    Parameters
    ----------
    there : list of (int, str)
        As `enumerate(blocks(text), 1)` gives them.
    picked : collection of int, optional
        Which paragraphs are shown besides; None shows all.

    Examples
    --------
    >>> pages([(1, "Sums, first. Its sum is"), (2, "$$z = w x$$"), (3, "which is short.")])
    ([('Sums, first. Its sum is\\n\\n$$z = w x$$', 'Sums, first. Its sum is\\n\\n$$z = w x$$')], 'which is short.')
    """
    groups, waiting, before, joined = [], [], "", False  # a group: what is shown, what is said
    for number, block in there:
        shown = picked is None or number in picked or (for_the_wall(block) and picked != {0})
        if shown and not joined:
            lead = lead_in(before, alone=block.startswith("$$")) if before else ""
            groups.append(([f"{lead}\n\n{block}" if lead else block], [*waiting, block]))
            waiting = []
        elif shown:
            groups[-1][0].append(block)
            groups[-1][1].append(block)
        else:
            waiting.append(block)
        before, joined = block, shown
    made = []
    for group, told in groups:
        split = list(fitting([slides_formula.fit(block) for block in group]))
        made += zip(split, ["\n\n".join(told)] + [""] * len(split), strict=False)
    return made, "\n\n".join(waiting)


def lead_in(block, alone=False):
    """Return the sentence that a formula continues, "" if the block ends with a full stop or is not prose.

    A sentence that leans on the one before it brings that along. Before a formula that would stand `alone`, a short
    whole sentence says what it is.

    Examples
    --------
    >>> lead_in("All begins here. A unit has weights. Its sum is"), lead_in("A unit has weights.")
    ('A unit has weights. Its sum is', '')
    >>> lead_in("All begins here. A unit weighs all that it gets.", alone=True)
    'A unit weighs all that it gets.'
    """
    there = sentences(block)
    if for_the_wall(block) or there[-1].endswith((".", "?", "!", ")")):
        return there[-1] if alone and not for_the_wall(block) and stands_alone(there[-1]) else ""
    first = len(there) - 1
    while first and len(there) - first < 3 and leans(there[first]):
        first -= 1
    return " ".join(there[first:])


def leans(sentence):
    """Tell whether a sentence begins as one does that needs the sentence before it."""
    words = re.findall(r"[\w'`$]+", sentence)
    return not words or bool(LEANS.match(words[0])) or not LEANS_SOON.isdisjoint(words[:4])


def height(block):
    """Return about how many lines a block takes."""
    if "\n\n" in block:
        return sum(map(height, block.split("\n\n")))
    if block.startswith("|"):
        return sum(len(row) // LINE + 1 for row in block.split("\n")) - 1  # the line below the head is drawn
    if "$$" in block:
        words = re.sub(r"\$\$.*?\$\$", "", block, flags=re.DOTALL)
        return 3 * block.count("$$") / 2 + (len(words) // LINE + 1 if words.strip() else 0)
    return sum(len(" ".join(item.split())) // LINE + 1.2 for item in items(block))


def items(block):
    """Return the items of a list, each with its mark; anything else is one.

    Examples
    --------
    >>> items("- a\\n  b\\n- c"), items("d\\ne")
    (['- a\\n  b', '- c'], ['d\\ne'])
    """
    if not re.match(r"([-*>]|\d+\.) ", block):
        return [block]
    return re.split(r"\n(?=[-*] |\d+\. )", block)


def fitting(group):
    """Yield slides of at most `ROWS` lines; a list or table that is longer continues over several."""
    page = []
    for block in group:
        for piece in in_pieces(block):
            if page and (sum(map(height, page)) + height(piece) > ROWS or len(page) == 2):
                yield "\n\n".join(page)
                page = []
            page.append(piece)
    if page:
        yield "\n\n".join(page)


def in_pieces(block):
    """Return a list or table, with its lead-in if it has one, in pieces that fit and are about equally long.

    Examples
    --------
    >>> [len(piece.split("\\n")) for piece in in_pieces("\\n".join(["- a"] * 16))]
    [8, 8]
    """
    if height(block) <= ROWS or "$$" in block:
        return [block]
    lead, _, rest = block.rpartition("\n\n")
    head, there = "", items(rest)
    if rest.startswith("|"):
        lines = rest.split("\n")
        head, there = "\n".join(lines[:2]) + "\n", lines[2:]
    size = -(-len(there) // int(-(-height(block) // ROWS)))
    pieces = [head + "\n".join(there[k : k + size]) for k in range(0, len(there), size)]
    return [f"{lead}\n\n{pieces[0]}" if lead else pieces[0], *pieces[1:]]


def key_sentences(text):
    """Return what stands for a section that is all prose: the sentences that define or claim, each whole by itself.

    Examples
    --------
    >>> key_sentences("Now the price. A **step** costs one product and one sum per weight. That is little.")
    '- A **step** costs one product and one sum per weight.'
    """
    prose = [block for block in blocks(text) if not for_the_wall(block) and "[Exercise" not in block]
    there = [one for block in prose for one in sentences(block)]
    whole = [one for one in there if stands_alone(one)]
    ranked = sorted(whole, key=lambda one: (-weight(one), there.index(one)))
    chosen, words = [], 0
    for one in ranked:
        if len(chosen) < 3 and words + len(one.split()) <= KEY_WORDS:
            chosen.append(one)
            words += len(one.split())
    if not chosen:
        return next(iter(prose), "")
    return "\n".join(f"- {one}" for one in sorted(chosen, key=there.index))


def stands_alone(sentence):
    """Tell whether a sentence is a whole thought without those before it."""
    return len(sentence.split()) >= 7 and not leans(sentence) and not sentence.endswith((":", "?"))


def weight(sentence):
    """Return how much a sentence says: terms it defines, a length that is read at a glance, a claim with a number."""
    return 3 * ("**" in sentence) + (8 <= len(sentence.split()) <= 26) + bool(re.search(r"\d", sentence))
