"""The first page: where to go on, and the map of the course with a bar per lesson."""

from html import escape

from nnlearn.checks import registry
from nnlearn.checks.box import in_kernel, say, show_bundle
from nnlearn.checks.progress_record import record
from nnlearn.syllabus import BY_NUMBER

BUTTON = (
    "display:inline-block;padding:10px 20px;margin:4px 0 16px;border-radius:6px;font-weight:bold;font-size:1.1em;"
    "background:#0b5cad;color:#ffffff;text-decoration:none"
)
CELL = "padding:3px 12px 3px 0;text-align:left;vertical-align:top"
WHOLE = f"{CELL};white-space:nowrap"
TRACK = "width:72px;height:8px;margin-top:6px;border-radius:4px;background:var(--jp-border-color2, #c7c7c7)"
PART = "display:block;width:{percent}%;height:8px;border-radius:4px;background:#0b7a5c"


def start():
    """Show where to go on, and the map of the course with a bar for what is done in each lesson.

    Examples
    --------
    >>> start()  # doctest: +ELLIPSIS
    The map of the course
    ...
    """
    written, entries = [BY_NUMBER[number] for number in registry.lessons()], record().read()
    counts = {one.number: done(one.number, entries) for one in written}
    words, one = onward(written, counts, entries)
    if in_kernel():
        show_bundle({"text/plain": _text(words, counts), "text/html": _html(words, one, counts)})
    else:
        say(_text(words, counts))


def done(number, entries):
    """Return how many exercises and quizzes of a lesson are done, and how many there are."""
    ids = [one.id for one in (*registry.exercises(number), *registry.quizzes(number))]
    return sum(entries.get(id, {}).get("passed", False) for id in ids), len(ids)


def onward(written, counts, entries):
    """Return a sentence and the lesson it leads to: the last one begun, the one after it, or the first."""
    begun = [one for one in written if any(id[:2] == one.number for id in entries)]
    if not begun:
        return f"Begin with lesson {registry.title_of(written[0].number)}", written[0]
    passed, total = counts[begun[-1].number]
    after = written[written.index(begun[-1]) + 1 :]
    if passed < total or not after:
        return f"Go on with lesson {registry.title_of(begun[-1].number)}", begun[-1]
    return f"Go on with lesson {registry.title_of(after[0].number)}", after[0]


def _text(words, counts):
    lines = ["The map of the course", words]
    lines += [f"{registry.title_of(number)}: {passed} of {total} done" for number, (passed, total) in counts.items()]
    return "\n".join(lines)


def _html(words, one, counts):
    rows, part = [], None
    for lesson in [BY_NUMBER[number] for number in counts]:
        if lesson.part != part:
            part = lesson.part
            rows.append(
                f'<tr><th colspan="4" scope="colgroup" style="{CELL};padding-top:12px">{escape(part)}</th></tr>'
            )
        rows.append(_row(lesson, *counts[lesson.number]))
    head = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in ("Lesson", "Done", "Minutes", ""))
    return (
        f'<p><a href="{one.stem}.ipynb" style="{BUTTON}">{escape(words)}</a></p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _row(lesson, passed, total):
    name = f'<a href="{lesson.stem}.ipynb">{escape(f"{lesson.number} {lesson.title}")}</a>'
    full = PART.format(percent=round(100 * passed / total))
    bar = (
        f'<div role="img" aria-label="{passed} of {total} done" title="{passed} of {total} done" style="{TRACK}">'
        f'<span style="{full}"></span></div>'
    )
    cells = (name, bar, str(lesson.minutes), escape(lesson.promise))
    styles = (CELL, WHOLE, WHOLE, CELL)
    return "<tr>" + "".join(map('<td style="{}">{}</td>'.format, styles, cells)) + "</tr>"
