"""One page about a class: where it stands, which mistakes are common, and a table of everyone."""

import base64
from collections import Counter
from html import escape

from nnlearn.image_html import image_html
from nnlearn.plots import figure, png
from nnlearn.plots.style import BLUE, FAINT, INK, ORANGE, PAPER, SMALL, TEXT

# status: (mark, colour, hatch); mark and hatch say the same as the colour
STATES = {
    "passed": ("\u2713", BLUE, ""),
    "not yet": ("\u2717", ORANGE, "//"),
    "not started yet": ("\u25cb", "#DDDDDD", ""),
    "not checked": ("\u2013", PAPER, ""),
}
MAX_MISTAKES = 12  # bars in the picture
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
img { max-width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; }
th, td { padding: .15rem .6rem; border-bottom: 1px solid #8888; text-align: center; }
th[scope=row] { text-align: left; font-weight: normal; } .wide { overflow-x: auto; }
"""


def page(class_, notice):
    """Return the HTML page of a class, which needs no other file.

    Parameters
    ----------
    class_ : list of (learner, path, Verdict)
    notice : str
        What a reader must know about how it was made.

    Returns
    -------
    str
    """
    counts, mistakes = standing(class_), common_mistakes(class_)
    people = len({learner for learner, _, _ in class_})
    parts = [
        f"<h1>Where the class stands</h1><p>{people} learners, {len(class_)} notebooks. {escape(notice)}</p>",
        "<h2>By exercise</h2>",
        picture(draw_standing(counts), "; ".join(_sentence(name, states) for name, states in counts.items())),
        "<h2>Common mistakes</h2>",
        picture(draw_mistakes(mistakes), "; ".join(f"{name}: {count}" for name, count in mistakes))
        if mistakes
        else "<p>No mistake was recognised.</p>",
        "<h2>Everyone</h2>",
        _table(class_, list(counts)),
        _notes(class_),
    ]
    body = "\n".join(part for part in parts if part)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The class</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head><body>\n{body}\n</body></html>\n'


def standing(class_):
    """Count the states of each exercise: {"02.1": Counter({"passed": 3, ...})}, in order."""
    counts: dict = {}
    for _, _, verdict in class_:
        for row in verdict.rows:
            counts.setdefault(row["exercise"], Counter())[row["status"]] += 1
    return dict(sorted(counts.items()))


def common_mistakes(class_):
    """Return (exercise and mistake, count), the most common first."""
    found = Counter(f"{row['exercise']} {row['mistake']}" for *_, one in class_ for row in one.rows if row["mistake"])
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_MISTAKES]


def draw_standing(counts):
    """Draw a bar for each exercise, divided into passed, not yet passed, not started and not checked."""
    fig, ax = figure(height=1.1 + 0.32 * max(1, len(counts)))
    left = [0] * len(counts)
    for state, (mark, colour, hatch) in STATES.items():
        widths = [states[state] for states in counts.values()]
        label = f"{mark} {state}"
        ax.barh(list(counts), widths, left=left, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6, label=label)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    ax.invert_yaxis()
    ax.set_xlabel("notebooks", size=TEXT)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(ncols=len(STATES), fontsize=SMALL, frameon=False, loc="lower center", bbox_to_anchor=(0.45, 1))
    return fig


def draw_mistakes(mistakes):
    """Draw how often each mistake was recognised."""
    fig, ax = figure(height=0.9 + 0.32 * len(mistakes))
    names = [name if len(name) <= 62 else f"{name[:60]} ..." for name, _ in mistakes]
    ax.barh(range(len(mistakes)), [count for _, count in mistakes], color=ORANGE, edgecolor=FAINT)
    ax.set_yticks(range(len(mistakes)), names)
    ax.invert_yaxis()
    ax.set_xlabel("notebooks", size=TEXT)
    ax.xaxis.get_major_locator().set_params(integer=True)
    return fig


def picture(fig, alt):
    """Return an image as HTML that contains its data."""
    data = base64.b64encode(png(fig)).decode()
    return f"<p>{image_html(data, alt, width=round(100 * fig.get_figwidth()))}</p>"


def _sentence(exercise, states):
    return f"{exercise}: " + ", ".join(f"{states[state]} {state}" for state in STATES if states[state])


def _table(class_, exercises):
    head = "".join(f'<th scope="col">{escape(exercise)}</th>' for exercise in exercises)
    rows: dict = {}
    for learner, _, verdict in class_:
        rows.setdefault(learner, {}).update({row["exercise"]: row for row in verdict.rows})
    body = "".join(
        f'<tr><th scope="row">{escape(learner)}</th>{"".join(_cell(found.get(id)) for id in exercises)}</tr>'
        for learner, found in rows.items()
    )
    marks = ", ".join(f"{mark} {state}" for state, (mark, _, _) in STATES.items())
    return (
        f'<p>{marks}. Point at an underlined mark to see the mistake.</p><div class="wide"><table>'
        f'<thead><tr><th scope="col">learner</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(row):
    if row is None:
        return "<td></td>"
    mark = STATES.get(row["status"], STATES["not yet"])[0]
    if row["mistake"]:
        mistake = escape(row["mistake"], quote=True)
        return f'<td><abbr title="{mistake}" aria-label="{row["status"]}: {mistake}">{mark}</abbr></td>'
    return f'<td aria-label="{escape(row["status"], quote=True)}">{mark}</td>'


def _notes(class_):
    notes = [
        f"<li>{escape(str(path))}: {escape(text)}</li>"
        for _, path, verdict in class_
        for text in [
            *([verdict.ended] if verdict.ended else []),
            *(f"cell {cell} fails: {fault}" for cell, fault in verdict.faults),
        ]
    ]
    return f"<h2>What did not run</h2><ul>{''.join(notes)}</ul>" if notes else ""
