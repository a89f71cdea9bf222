"""The quizzes of a page without a kernel: the same form, and every reply that the live quiz would give.

The answers lie in the page: that is a courtesy, as everywhere. Nothing is stored.
"""

import re

from book_data import data

from nnlearn.checks import registry
from nnlearn.checks.box import Box, marked
from nnlearn.checks.predicted import compared
from nnlearn.checks.quiz_answers import judged, summed_up

CALL = re.compile(r'^(quiz|predicted)\("(\d\d\.\w+)"\)$', re.MULTILINE)


def for_the_site(source):
    """Return the HTML that stands in place of a cell's output; "" if the cell asks and shows no quiz."""
    call = CALL.search(source)
    if not call:
        return ""
    found = registry.find("quizzes", call[2])
    return {"quiz": form, "predicted": comparison}[call[1]](found)


def form(quiz):
    """Return a quiz as a form, with what `quiz.js` needs to answer."""
    many = len(quiz.questions) > 1
    fields = "".join(_field(quiz, number, question, many) for number, question in enumerate(quiz.questions))
    return (
        f'<form class="nnlearn-quiz" data-quiz="{quiz.id}" aria-label="Quiz {quiz.id}">'
        f'<p class="nnlearn-heading" role="status"><strong>Quiz {quiz.id}</strong></p>{fields}'
        f'<button type="submit">Answer</button>{data({"sums": sums(quiz), "replies": replies(quiz)})}</form>'
    )


def replies(quiz):
    """Return for each question {letter: reply as HTML}."""
    first = [question.letters[0] for question in quiz.questions]
    return [
        {
            letter: judged(quiz, "".join([*first[:place], letter, *first[place + 1 :]]))[place].html
            for letter in question.letters
        }
        for place, question in enumerate(quiz.questions)
    ]


def sums(quiz):
    """Return [heading as HTML, status] for 0, 1, 2 ... right choices."""
    wrong = [next(one for one in question.letters if one != question.answer) for question in quiz.questions]
    right = [question.answer for question in quiz.questions]
    found = []
    for count in range(len(right) + 1):
        box = summed_up(quiz, judged(quiz, "".join(right[:count] + wrong[count:])))
        found.append([box.heading_html, box.status])
    return found


def comparison(quiz):
    """Return the box that a prediction comes back in, with what each choice makes of it."""
    question = quiz.questions[0]
    boxes = {letter: compared(quiz, letter).html for letter in question.letters}
    empty = Box(f"You have not answered {quiz.id} yet", lines=("Answer it above.",)).html
    return f'<div class="nnlearn-predicted" data-quiz="{quiz.id}"><div>{empty}</div>{data(boxes)}</div>'


def _field(quiz, number, question, many):
    reply = f"reply-{quiz.id}-{number}"
    options = "".join(
        f'<label><input type="radio" name="question-{number}" value="{letter}" required>'
        f"<span>{letter}) {marked(text)}</span></label>"
        for letter, (text, _) in zip(question.letters, question.options, strict=True)
    )
    text = f"{f'{number + 1}. ' * many}{marked(question.text)}"
    return (
        f'<fieldset aria-describedby="{reply}" data-right="{question.answer}"><legend>{text}</legend>{options}'
        f'<div id="{reply}" class="nnlearn-reply" role="status"></div></fieldset>'
    )
