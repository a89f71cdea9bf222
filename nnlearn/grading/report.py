"""One page about a class: where it stands, which mistakes are common, and a table of everyone."""

import base64
import os
from collections import Counter
from html import escape
from pathlib import Path
from urllib.parse import quote

from nnlearn.grading.results import plain
from nnlearn.grading.signs import answers
from nnlearn.image_html import image_html
from nnlearn.plots import figure, png
from nnlearn.plots.style import BLUE, FAINT, INK, ORANGE, PAPER, SMALL, TEXT

EARLIER = "caused by an earlier one"  # not yet right, because it uses an earlier answer that is not
# status: (mark, colour, hatch); mark and hatch say the same as the colour
STATES = {
    "passed": ("\u2713", BLUE, ""),
    "not yet": ("\u2717", ORANGE, "//"),
    EARLIER: ("\u2191", "#F6C9A8", "\\\\"),
    "not started yet": ("\u25cb", "#DDDDDD", ""),
    "not checked": ("\u2013", PAPER, ""),
}
BEST = ("not checked", "not started yet", EARLIER, "not yet", "passed")  # the best of a learner's notebooks counts
MAX_MISTAKES = 12  # bars in the picture
MAX_CODE = 3000  # characters of an answer
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
img { max-width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; }
th, td { padding: .15rem .6rem; border-bottom: 1px solid #8888; text-align: center; }
th[scope=row] { text-align: left; font-weight: normal; } .wide { overflow-x: auto; }
th button { font: inherit; font-weight: bold; border: 0; background: none; color: inherit; cursor: pointer;
  text-decoration: underline dotted; }
summary { cursor: pointer; } pre { overflow-x: auto; padding: .5rem; border: 1px solid #8888; }
"""
SORT = """
for (const button of document.querySelectorAll("th button")) button.addEventListener("click", () => {
  const head = button.closest("th"), place = [...head.parentNode.children].indexOf(head);
  const up = head.getAttribute("aria-sort") !== "ascending", body = head.closest("table").tBodies[0];
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (row) => row.children[place].dataset.key ?? row.children[place].textContent;
  const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), undefined, {numeric: true}));
  body.append(...(up ? rows : rows.reverse()));
});
"""


def page(class_, told, folder, out):
    """Return the HTML page of a class, which needs no other file.

    Parameters
    ----------
    class_ : list of (learner, path, Verdict)
    told : list of str
        What a reader must know about how it was made.
    folder : Path
        Where the notebooks are, for links to them.
    out : Path
        Where the page will be.

    Returns
    -------
    str
    """
    found = by_learner(class_)
    counts, mistakes = standing(found), common_mistakes(found)
    said = f"{_count(len(found), 'learner')}, {_count(len(class_), 'notebook')}. {' '.join(told[:2])}"
    parts = [
        f"<h1>Where the class stands</h1><p>{escape(plain(said, 2000))}</p>",
        _list("Files that changed while the notebooks ran", told[2:]),
        "<h2>By exercise</h2>",
        picture(draw_standing(counts), "; ".join(_sentence(name, states) for name, states in counts.items())),
        "<h2>Common mistakes</h2>",
        picture(draw_mistakes(mistakes), "; ".join(f"{name}: {count}" for name, count in mistakes))
        if mistakes
        else "<p>No mistake was recognised.</p>",
        "<h2>Everyone</h2>",
        _table(found, list(counts)),
        _list("Look at these", [f"{path}: {sign}" for _, path, verdict in class_ for sign in verdict.signs]),
        _handed_in(class_, folder, out),
        _notes(class_),
    ]
    body = "\n".join(part for part in parts if part)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The class</title>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head><body><main>\n{body}\n</main>'
        f"<script>{SORT}</script></body></html>\n"
    )


def by_learner(class_):
    """Return {learner: {exercise: row}}; of several notebooks the best row of each exercise."""
    found: dict = {}
    for learner, _, verdict in class_:
        rows = found.setdefault(learner, {})
        for row in verdict.rows:
            before = rows.get(row["exercise"])
            if before is None or _rank(row) > _rank(before):
                rows[row["exercise"]] = row
    return found


def state_of(row):
    """Return the state of a row on the page: what an earlier exercise has caused is a state of its own.

    Examples
    --------
    >>> state_of({"status": "not yet", "caused_by": "02.1"}), state_of({"status": "passed", "caused_by": ""})
    ('caused by an earlier one', 'passed')
    """
    status = row["status"] if row["status"] in STATES else "not yet"
    return EARLIER if status == "not yet" and row.get("caused_by") else status


def said_of(row):
    """Return what is known of a row that did not pass, in a few words.

    Examples
    --------
    >>> said_of({"status": "not yet", "caused_by": "02.1", "mistake": None})
    'caused by 02.1'
    """
    return f"caused by {row['caused_by']}" if row.get("caused_by") else row["mistake"] or ""


def _rank(row):
    return BEST.index(state_of(row))


def standing(found):
    """Count the states of each exercise over learners: {"02.1": Counter({"passed": 3, ...})}, in order."""
    counts: dict = {}
    for rows in found.values():
        for id, row in rows.items():
            counts.setdefault(id, Counter())[state_of(row)] += 1
    return dict(sorted(counts.items()))


def common_mistakes(found):
    """Return (exercise and mistake, how many learners made it), the most common first."""
    made = Counter(f"{id} {row['mistake']}" for rows in found.values() for id, row in rows.items() if row["mistake"])
    return sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_MISTAKES]


def draw_standing(counts):
    """Draw a bar for each exercise, divided into passed, not yet passed, not started and not checked."""
    fig, ax = figure(height=1.4 + 0.32 * max(1, len(counts)))
    left = [0] * len(counts)
    for state, (mark, colour, hatch) in STATES.items():
        widths = [states[state] for states in counts.values()]
        label = f"{mark} {state}"
        ax.barh(list(counts), widths, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6, label=label)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    ax.invert_yaxis()
    ax.set_xlabel("learners", size=TEXT)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(ncols=3, fontsize=SMALL, frameon=False, loc="lower center", bbox_to_anchor=(0.45, 1))
    return fig


def draw_mistakes(mistakes):
    """Draw how often each mistake was recognised."""
    fig, ax = figure(height=0.9 + 0.32 * len(mistakes))
    names = [name if len(name) <= 62 else f"{name[:60]} ..." for name, _ in mistakes]
    ax.barh(range(len(mistakes)), [count for _, count in mistakes], color=ORANGE, edgecolor=FAINT)
    ax.set_yticks(range(len(mistakes)), names)
    ax.invert_yaxis()
    ax.set_xlabel("learners", size=TEXT)
    ax.xaxis.get_major_locator().set_params(integer=True)
    return fig


def picture(fig, alt):
    """Return an image as HTML that contains its data."""
    data = base64.b64encode(png(fig)).decode()
    return f"<p>{image_html(data, alt, width=round(100 * fig.get_figwidth()))}</p>"


def _sentence(exercise, states):
    return f"{exercise}: " + ", ".join(f"{states[state]} {state}" for state in STATES if states[state])


def _count(number, noun):
    return f"{number} {noun}{'s' * (number != 1)}"


def _table(found, exercises):
    head = "".join(f'<th scope="col"><button>{escape(one)}</button></th>' for one in ["learner", *exercises])
    body = "".join(
        f'<tr><th scope="row">{escape(plain(learner))}</th>{"".join(_cell(rows.get(id)) for id in exercises)}</tr>'
        for learner, rows in found.items()
    )
    marks = ", ".join(f"{mark} {state}" for state, (mark, _, _) in STATES.items())
    return (
        f"<p>{escape(marks)}. A heading sorts by its column; the mistakes stand below, with what was handed in.</p>"
        f'<div class="wide" tabindex="0" role="region" aria-label="Everyone"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(row):
    if row is None:
        return '<td data-key="9"></td>'
    status = state_of(row)
    said = ("not yet" if status == EARLIER else status) + (f": {said_of(row)}" if said_of(row) else "")
    key = len(BEST) - BEST.index(status)
    mark = f'<span role="img" aria-label="{escape(said, quote=True)}" title="{escape(said, quote=True)}">'
    return f'<td data-key="{key}">{mark}{STATES[status][0]}</span></td>'


def _handed_in(class_, folder, out):
    """Return what was handed in and did not pass, each notebook with a link to it."""
    parts = []
    for learner, path, verdict in class_:
        code = answers(Path(folder) / path)
        open_ones = [row for row in verdict.rows if row["status"] == "not yet"]
        if not open_ones:
            continue
        link = quote(os.path.relpath(Path(folder) / path, out).replace(os.sep, "/").encode("utf-8", "surrogateescape"))
        caused = sum(state_of(row) == EARLIER for row in open_ones)
        told = f"{len(open_ones) - caused} not yet" + (f", {caused} {EARLIER}" if caused else "")
        inside = "".join(
            f"<h4>{escape(row['exercise'])}: {escape(plain(said_of(row) or 'not yet'))}</h4>"
            f"<p>{escape(plain(row['message']))}</p>"
            f"<pre>{escape(plain(code.get(row['exercise'], ''), MAX_CODE))}</pre>"
            for row in open_ones
        )
        parts.append(
            f"<details><summary>{escape(plain(learner))}: {told}</summary>"
            f'<p><a href="{link}">{escape(plain(path))}</a></p>{inside}</details>'
        )
    return "<h2>What was handed in and is not right yet</h2>" + "".join(parts) if parts else ""


def _notes(class_):
    return _list(
        "What did not run",
        [
            f"{path}: {text}"
            for _, path, verdict in class_
            for text in [
                *([verdict.ended] if verdict.ended else []),
                *(f"cell {cell} fails: {fault}" for cell, fault in verdict.faults),
            ]
        ],
    )


def _list(title, sentences):
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(plain(sentence, 500))}</li>" for sentence in sentences)
    return f"<h2>{title}</h2><ul>{items}</ul>"
