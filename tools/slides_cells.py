"""The slides of a lesson, section by section: what stands on the wall, and what the speaker says."""

import ast
import base64
import html
import re
from dataclasses import dataclass, field

import slides_code
import slides_exercises
import slides_notes
import slides_quiz
import slides_text
import tours

from nnlearn.image_html import image_html

NOT_SHOWN = ("New terms", "Sources")
WITHOUT_WORDS = {"code": "Go step by step; ask what comes next, and what it will print, before the key that shows it."}
QUIZ = re.compile(r'^(quiz|predicted)\("([\w.]+)"\)$', re.MULTILINE)
MAY_BREAK = re.compile(r"(?=Explorer)|(?<=[(/_])")  # of a call or a path, in a narrow column
LARGEST = 1.9  # times its size in a notebook: then the smallest text of a picture has 22 pixels


@dataclass
class Slide:
    """One slide: its kind, the heading, the HTML below it, and the speaker's notes as markdown."""

    kind: str
    heading: str
    body: str
    notes: list = field(default_factory=list)


def slides(notebook, lesson):
    """Return the slides of a lesson."""
    found, recorded = [], tours.tours(notebook)
    for heading, items in sections(notebook):
        found += section(heading, items, lesson, recorded)
    slides_notes.add(found, lesson.number)
    return found


def sections(notebook):
    """Return [(heading, items)]: an item is ("text", tags, markdown) or ("code", number, cell)."""
    found = []
    for number, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", ())
        if "slide-skip" in tags:
            continue
        if cell.cell_type == "code":
            found[-1][1].append(("code", number, cell))
            continue
        text = re.sub(r"^(#+ .*?) \(\d+ min\)$", r"\1", cell.source, flags=re.MULTILINE)
        passed = 0  # paragraphs of the cell, which a tag counts
        for part in re.split(r"^(?=#{1,3} )", text, flags=re.MULTILINE):
            if re.match("#", part):
                found.append((part.split("\n")[0].lstrip("# "), []))
            if not found:
                found.append(("", []))
            found[-1][1].append(("text", picked(tags, passed), part))
            passed += len(slides_text.blocks(part))
    return [(heading, items) for heading, items in found if heading not in NOT_SHOWN]


def picked(tags, passed=0):
    """Return which paragraphs of a text an author's tags show: None is all, () is left to the rule.

    Examples
    --------
    >>> picked(["slide-whole"]), picked(["slide-3"], passed=1), picked(["slide-notes"]), picked([])
    (None, {2}, {0}, ())
    """
    if "slide-whole" in tags:
        return None
    if "slide-notes" in tags:
        return {0}
    return {int(tag[6:]) - passed for tag in tags if re.fullmatch(r"slide-\d+", tag)} or ()


def section(heading, items, lesson, recorded):
    """Return the slides of one section; a text that shows nothing is said to what follows it."""
    made, said = [], []
    for kind, which, what in items:
        if kind == "text":
            new, rest = text_slides(heading, which, what, lesson)
        else:
            new, rest = code_slides(heading, what, lesson, recorded.get(which, ())), ""
        if new:
            new[0].notes[:0] = said
            made, said = made + new, []
        said += [rest] if rest else []
    prose = "\n\n".join(what for kind, which, what in items if kind == "text" and which != {0})
    carried = {slide.kind for slide in made} & {"title", "text", "code", "picture", "explorer"}
    if not carried and slides_text.blocks(prose) and heading not in ("Predict", "Recall"):
        shown = slides_text.markdown(slides_text.key_sentences(prose))
        made.insert(0, Slide("text", heading, shown, [prose]))
    if made:
        made[-1].notes += said
    for slide in made:
        if not slide.notes:
            slide.notes.append(WITHOUT_WORDS.get(slide.kind, f"*{heading}*, continued."))
    return made


def text_slides(heading, which, text, lesson):
    """Return the slides of one part of a markdown cell, and what of it is said after them."""
    if text.startswith("# "):
        return [title(text, lesson)], ""
    made, run, said = [], [], ""
    for number, block in [*enumerate(slides_text.blocks(text), 1), (0, "")]:
        ids = dict.fromkeys(slides_exercises.LINK.findall(block))
        if block and not ids:
            run.append((number, block))
            continue
        shown, said = slides_text.pages(run, which)
        made += [Slide("text", heading, slides_text.markdown(page), [told] * bool(told)) for page, told in shown]
        if ids:
            new = [Slide("turn", *slides_exercises.turn(id, lesson)) for id in ids]
            new[0].notes[:0] = [part for part in (said, block) if part]
            made += new
        run = []
    return made, said


def title(text, lesson):
    """Return the title page: the lesson's name, what it is about, and what one can do afterwards."""
    about = next((one for one in slides_text.blocks(text) if re.fullmatch(r"\*[^*].*\*", one, re.DOTALL)), "")
    aims = next((one for one in slides_text.blocks(text) if one.startswith("- ")), "")
    aims = f"Afterwards you can\n\n{aims}" if aims else ""
    return Slide(
        "title",
        f"{lesson.number} {lesson.title}",
        slides_text.markdown(f"{about}\n\n{aims}"),
        [text.split("\n", 1)[-1].strip()],
    )


def code_slides(heading, cell, lesson, stops):
    """Return the slides of a code cell: its lines with what they printed, its pictures, its quiz, its tour."""
    source, tags = cell.source.strip(), cell.metadata.get("tags", ())
    asked = QUIZ.findall(source)
    source = QUIZ.sub("", source).strip()
    quizzes = [slide for function, id in asked for slide in quiz_slides(heading, function, id)]
    if not source:
        return quizzes
    outputs = [output.get("data", {}) for output in cell.outputs]
    printed = "".join(output.get("text", "") for output in cell.outputs).strip("\n")
    pictures = [k for k, data in enumerate(outputs) if "image/png" in data]
    made, live = [], tours.EXPLORER.search(source)
    if pictures and not live:  # what leads to the picture is shown if it prints, what draws it is not
        source = re.split(r"\nfig\b", f"\n{source}")[0].strip() if printed and "hide-input" not in tags else ""
    if not (only_imports(source) or live or "hide-input" in tags):
        made += [Slide("code", heading, page) for page in slides_code.pages(source, printed)]
    made += [picture(outputs, k, heading, live, lesson) for k in pictures]
    return made + [stop(one, k, len(stops), heading) for k, one in enumerate(stops, 1)] + quizzes


def only_imports(source):
    """Tell whether a cell does nothing but import; one that is empty does not even that."""
    try:
        return all(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(source).body)
    except SyntaxError:  # a magic of the notebook
        return False


def quiz_slides(heading, function, id):
    """Return a question and a pause for a prediction, later its answer; for a recall each question with its answer."""
    quiz = slides_quiz.asked(id)
    if function == "predicted":
        ask = "Vote once more: who has changed their mind? The next key shows the answer."
        return [
            Slide(
                "answer",
                "Predict: and now?",
                slides_quiz.question(quiz, k, answered=True),
                [ask, slides_quiz.notes(quiz, k)],
            )
            for k in range(len(quiz.questions))
        ]
    made, predict = [], id.endswith(".predict")
    for k in range(len(quiz.questions)):
        said = [slides_quiz.HOW, "Not to be told yet:" if predict else "The next key shows the answer:"]
        said.append(slides_quiz.notes(quiz, k))
        name = f"{heading} {k + 1} of {len(quiz.questions)}" if len(quiz.questions) > 1 else heading
        made.append(Slide("vote", name, slides_quiz.question(quiz, k, answered=not predict), said))
    if predict:
        made.append(
            Slide("pause", "Pause", slides_quiz.pause(quiz), ["Be silent while they talk; walk through the room."])
        )
    return made


def shown_picture(png, alt):
    """Return a picture that fills its slide; Z enlarges it until its smallest text can be read from the last row."""
    wide = int.from_bytes(base64.b64decode(png[:32])[16:20], "big") // 2  # notebooks store two pixels for each
    return image_html(png, alt).replace("<img ", f'<img data-enlarged="{round(wide * LARGEST)}" ', 1)


def picture(outputs, k, heading, live, lesson):
    """Return the slide of a picture with its caption; of an explorer, with a line that says which cell to run live."""
    data, following = outputs[k], outputs[k + 1] if k + 1 < len(outputs) else {}
    alt = "".join(data["text/plain"])
    image = shown_picture("".join(data["image/png"].split()), alt)
    if live:
        call, place = (MAY_BREAK.sub("<wbr>", html.escape(text)) for text in (live.group(), f"notebooks/{lesson.stem}"))
        words = f'<p class="live">Live: run <code>{call}</code> in {place}.</p>'
    else:
        words = f'<div class="caption">{slides_text.markdown("".join(following.get("text/markdown", "")))}</div>'
    said = ["Z enlarges the picture; the arrow keys and the pointer move in it.", f"The picture shows: {alt}"]
    return Slide("explorer" if live else "picture", heading, f"{image}\n{words}", said)


def stop(one, k, many, heading):
    """Return the slide of a tour's stop; its question is answered by the next stop's picture."""
    told = slides_text.sentences(one.sentence)
    ask = told.pop() if len(told) > 1 and told[-1].endswith("?") else ""
    image = shown_picture(base64.b64encode(one.png).decode(), one.alt)
    asks = f" <strong>{html.escape(ask)}</strong>" if ask else ""
    words = f'<p class="stop">{html.escape(" ".join(told))}{asks}</p>'
    said = [
        "The tour, stop by stop. Ask its question before you go on, and wait: the next picture answers it.",
        one.sentence,
    ]
    return Slide("stop", f"{heading}: stop {k} of {many}", f"{image}\n{words}", said)
