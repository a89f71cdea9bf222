"""The open exercise 21.6 says what is wrong with a way to write dates, and leaves the lesson's model as it was."""

import datetime

import pytest

from nnlearn import datasets
from nnlearn.lessons.attention import practice
from nnlearn.lessons.attention.networks import network

NUMBERS = (*("{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%Y.%m.%d}", "{:%Y%m%d}", "{:%d-%m-%Y}"), *("{:%m-%d-%Y}", "{:%d %m %Y}"))


def numbers(day):
    return [form.format(day) for form in NUMBERS[:5]]


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ("1998-03-05", "Expected the function ways itself"),
        (lambda: [], "yours takes 0"),
        (lambda day: None, "list of at least 5 texts; for"),
        (lambda day: f"{day}", "list of at least 5 texts; for"),
        (lambda day: [day] * 5, "list of at least 5 texts; for"),
        (lambda day: numbers(day)[:4], "yours returns 4"),
        (lambda day: [*numbers(day), "x"][: 5 + day.day % 2], "more texts for some days than for others"),
        (lambda day: [*numbers(day)[:4], f"{day:%d/%m/%Y}"], "has '/', a character that the model does not know"),
        (lambda day: [*numbers(day)[:4], f"the day that is called {day}"], "has 33 characters"),
        (lambda day: [*numbers(day)[:4], f"{day:%d.%m}"], "Nobody can tell which"),
        (lambda day: [*numbers(day)[:4], str(day)], "Two of the ways are the same"),
    ],
)
def test_ways_of_another_form_are_named(ways, words):
    with pytest.raises((TypeError, ValueError), match=words):
        practice.measure(ways)


def test_practice_repairs_the_first_way_and_leaves_the_model_of_the_lesson_alone():
    before = {name: value.copy() for name, value in network("dates", 1000).state_dict().items()}
    share, passed, sentence, said = practice.measure(numbers)
    assert passed
    assert share > practice.TARGET
    assert said == ""
    assert "Of 200 unseen days" in sentence
    assert "The eight old ways: 100%" in sentence
    assert all((value == before[name]).all() for name, value in network("dates", 1000).state_dict().items())


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((0.9, 0.1, 0.1, 0.1, 0.1), (1.0, 0.1, 0.1, 0.1, 0.1), "The first way is one that it reads already, in 90%"),
        ((0.1, 0.1, 0.1, 0.1, 0.1), (0.4, 0.1, 0.1, 0.1, 0.1), "After 150 steps it reads 40% in the first way"),
        ((0.1, 0.1, 0.9, 0.8, 0.7), (1.0, 0.1, 0.9, 0.8, 0.7), "It reads '2005.03.01' (90%), '20050301' (80%)"),
    ],
)
def test_what_is_missing_is_said(before, after, words):
    texts = [[text] for text in numbers(datetime.date(2005, 3, 1))]
    assert words in practice.advice(texts, before, after)


def test_the_eight_ways_of_the_lesson_are_no_new_ones():
    forms = [datasets.dates(1, form).texts for form in range(8)]
    assert len({text for (text,) in forms}) == 8
    unseen, model = datasets.dates(100, seed=1, held_out=True), network("dates", 1000)
    assert practice.share(model, unseen, unseen.texts) > 0.98
