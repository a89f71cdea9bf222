"""Quizzes for the wall: a question with a counter for each option, and later its answer with the reason of each."""

from html import escape

from nnlearn.checks.box import marked, plain
from nnlearn.checks.registry import look_up

HOW = "Keys 1 to 4 count a hand for an option, with Shift they take it back; a click does the same. Nothing is stored."


def asked(id):
    """Return a quiz."""
    return look_up("quizzes", id, "cannot be asked")


def question(quiz, number, answered=False):
    """Return a question with its options as HTML; `answered` adds the reasons, which come with the next key."""
    one = quiz.questions[number]
    options = "".join(
        option(letter, *words, letter == one.answer, answered)
        for letter, words in zip(one.letters, one.options, strict=True)
    )
    return (
        f'<div class="vote" data-quiz="{quiz.id}.{number}"><p class="question">{marked(one.text)}</p>'
        f'<ol class="options">{options}</ol></div>'
    )


def option(letter, words, reason, is_right, answered):
    """Return one option: a button with its count and bar and, if asked for, its reason."""
    after = f'<p class="reason fragment" data-fragment-index="0">{marked(reason)}</p>' if answered else ""
    tick = '<span class="right fragment" data-fragment-index="0">✓ right</span>' if answered and is_right else ""
    return (
        f'<li><button type="button" class="option"><span class="letter">{letter}</span>'
        f'<span class="words">{marked(words)}</span>{tick}<span class="count">0</span></button>'
        f'<span class="bar"></span>{after}</li>'
    )


def pause(quiz):
    """Return what stands between a prediction and the picture."""
    later = f" The answer comes after <em>{escape(quiz.answered_in)}</em>." if quiz.answered_in else ""
    return (
        '<div class="pause"><p>Two minutes with your neighbour: what did you choose, and why?</p>'
        f"<p>Then we look.{later}</p></div>"
    )


def notes(quiz, number):
    """Return what the speaker should know of a question: the right option, and what each one shows."""
    one = quiz.questions[number]
    lines = [
        f"- {letter}{' (right)' if letter == one.answer else ''}: {plain(words)} *{plain(reason)}*"
        for letter, (words, reason) in zip(one.letters, one.options, strict=True)
    ]
    return "\n".join(lines)
