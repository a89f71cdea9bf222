"""Quizzes of the site reply as the live ones do."""

import itertools
import json
import re

import book_quiz
import pytest

from nnlearn.checks import registry
from nnlearn.checks.quiz_answers import judged, summed_up

QUIZZES = [quiz for number in registry.lessons() for quiz in registry.quizzes(number)]


def told(html):
    return json.loads(re.search(r'<script type="application/json">(.*)</script>', html)[1])


@pytest.mark.parametrize("id", ["02.predict", "02.recall", "33.recall"])
def test_every_choice_gets_the_live_reply_and_heading(id):
    quiz = registry.find("quizzes", id)
    data = told(book_quiz.form(quiz))
    for letters in itertools.product(*(question.letters for question in quiz.questions)):
        live = judged(quiz, "".join(letters))
        assert [data["replies"][k][letter] for k, letter in enumerate(letters)] == [one.html for one in live]
        right = sum(letter == one.answer for letter, one in zip(letters, quiz.questions, strict=True))
        box = summed_up(quiz, live)
        assert data["sums"][right] == [box.heading_html, box.status]


def test_a_prediction_is_noted_and_comes_back_with_what_is_true():
    quiz = registry.find("quizzes", "02.predict")
    assert all("is noted" in heading for heading, _ in told(book_quiz.form(quiz))["sums"])
    (question,) = quiz.questions
    back = told(book_quiz.comparison(quiz))
    assert "That is so." in back[question.answer]
    assert all("What happens is" in text for letter, text in back.items() if letter != question.answer)


def test_every_quiz_can_be_answered_and_only_a_prediction_of_one_question_comes_back():
    assert len(QUIZZES) > 60
    for quiz in QUIZZES:
        assert book_quiz.form(quiz).count('type="radio"') == sum(len(one.options) for one in quiz.questions)
        assert not quiz.answered_in or len(quiz.questions) == 1, "the box of a prediction reads one letter"


def test_a_cell_that_only_mentions_a_quiz_keeps_its_output():
    assert book_quiz.for_the_site('print("quiz")') == ""
    assert book_quiz.for_the_site('x = model.predicted("ridge")') == ""
    assert "nnlearn-predicted" in book_quiz.for_the_site('predicted("02.predict")')
