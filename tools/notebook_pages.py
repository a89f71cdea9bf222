"""The text that the build inserts into pages: headers, the table of lessons, the glossary."""

import re

from nnlearn.syllabus import BY_STEM, LESSONS, lesson

SECTION = re.compile(r"^## (?P<name>.+?) \((?P<minutes>\d+) min\)\s*$", re.MULTILINE)
TERM = re.compile(r"^- \*\*(?P<term>.+?)\*\*: (?P<meaning>.+(?:\n  .+)*)$", re.MULTILINE)  # a meaning may be wrapped
NEW_TERMS = re.compile(r"^### New terms\s*$(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
LESSON_FOLDER = "../notebooks/"  # seen from exercises/ and solutions/
TABLE = re.compile(r"(<!-- lessons -->\n).*?(<!-- /lessons -->)", re.DOTALL)


def sections(markdown):
    """Return (name, minutes) of every section `## Name (N min)` of a lesson's text."""
    return [(match["name"], int(match["minutes"])) for match in SECTION.finditer(markdown)]


def terms(markdown):
    """Return (term, meaning) of every item `- **term**: meaning` under `### New terms`; the meaning on one line."""
    items = (item for part in NEW_TERMS.findall(markdown) for item in TERM.finditer(part))
    return [(item["term"], " ".join(item["meaning"].split())) for item in items]


def link(one, existing, folder=""):
    """Name a lesson, as a link if its notebook exists."""
    name = f"{one.number} {one.title}"
    return f"[{name}]({folder}{one.stem}.ipynb)" if one.stem in existing else name


def header(stem, markdown, existing):
    """Return the first lines of a lesson or of its exercises."""
    if stem.endswith("_exercises"):
        one = BY_STEM[stem.removesuffix("_exercises")]
        return f"# {one.number} {one.title}: exercises\n\nThe lesson: {link(one, existing, '../notebooks/')}."
    one = BY_STEM[stem]
    parts = ", ".join(f"{name} {minutes}" for name, minutes in sections(markdown))
    before = ", ".join(link(lesson(number), existing) for number in one.before) or "nothing"
    return (
        f"# {one.number} {one.title}\n\n*{one.promise}*\n\n"
        f"{one.minutes} minutes{': ' + parts if parts else ''}.\n\nBefore this lesson: {before}."
    )


def onward(stem, texts):
    """Return the last line of a lesson or of its exercises, which says where to go; `texts` are all stems there are."""
    one = BY_STEM[stem.removesuffix("_exercises")]
    written = [lesson for lesson in LESSONS if lesson.stem in texts]
    place = written.index(one)
    before, after = written[:place][-1:], written[place + 1 :][:1]
    chart = ["[The map]({}00_start.ipynb)"] if "00_start" in texts else []
    if stem.endswith("_exercises"):
        ways = [f"The lesson: {link(one, texts, LESSON_FOLDER)}", *(way.format(LESSON_FOLDER) for way in chart)]
        return " · ".join([*ways, *(f"**Next: {link(lesson, texts, LESSON_FOLDER)}**" for lesson in after)])
    ways = [*(f"Previous: {link(lesson, texts)}" for lesson in before), *(way.format("") for way in chart)]
    if f"{stem}_exercises" in texts:
        ways.append(f"[Exercises {one.number}](../{one.notebook('exercises')})")
    return " · ".join([*ways, *(f"**Next: {link(lesson, texts)}**" for lesson in after)])


def table(existing, folder=""):
    """Return the map of the course: a Markdown table, with links to the lessons that exist."""
    rows = ["| Lesson | Minutes | What it gives |", "|---|---|---|"]
    part = None
    for one in LESSONS:
        if one.part != part:
            part = one.part
            rows.append(f"| **{part}** | | |")
        rows.append(f"| {link(one, existing, folder)} | {one.minutes} | {one.promise} |")
    return "\n".join(rows)


def glossary(texts):
    """Return every new term of the lessons, in alphabetical order, each with its lesson; `texts` is {stem: text}."""
    entries = [
        (term, f"- **{term}**: {meaning} ([{BY_STEM[stem].number}]({stem}.ipynb))")
        for stem, markdown in texts.items()
        if stem in BY_STEM
        for term, meaning in terms(markdown)
    ]
    return "\n".join(entry for _, entry in sorted(entries, key=lambda pair: pair[0].casefold()))


def notation(root):
    """Return NOTATION.md without its heading; "" if there is none."""
    page = root / "NOTATION.md"
    return page.read_text(encoding="utf-8").partition("\n")[2].strip() if page.is_file() else ""


def with_table(readme, existing):
    """Return the README's text with an up-to-date table of lessons between the two markers."""
    rows = table(existing, "notebooks/")
    return TABLE.sub(lambda match: f"{match[1]}{rows}\n{match[2]}", readme)
