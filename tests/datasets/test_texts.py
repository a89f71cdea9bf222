"""Dates and names of colours: what they hold, that nothing held out is learned from, and what is refused."""

import datetime

import numpy as np
import pytest

from nnlearn import datasets as data

PATTERNS = "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y", "%d.%m.%Y", "%a %d %b %Y"


def test_no_day_that_is_held_out_is_learned_from_whatever_the_seed_and_the_form():
    held = {answer for seed in (0, 5) for answer in data.dates(1000, 0, seed, held_out=True).answers}
    learned = {answer for seed in (0, 1) for answer in data.dates(35_525, 4, seed).answers}
    assert (len(held), len(learned)) == (1000, 35_525)
    assert not held & learned
    assert min(held | learned) == "1950-01-01"
    assert max(held | learned) == "2049-12-31"


@pytest.mark.parametrize("form", range(6))
def test_python_reads_each_form_as_the_answer_says(form):
    dates = data.dates(300, form, 3)
    for text, answer in zip(dates.texts, dates.answers, strict=True):
        assert datetime.datetime.strptime(text, PATTERNS[form]).date().isoformat() == answer


@pytest.mark.parametrize(("form", "pattern"), [(6, "the {} of %B %Y"), (7, "%Y, %B {}")])
def test_days_get_the_ending_that_belongs_to_them(form, pattern):
    dates = data.dates(1000, form, held_out=True)
    endings = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    for text, answer in zip(dates.texts, dates.answers, strict=True):
        day = datetime.date.fromisoformat(answer)
        assert text == day.strftime(pattern).lower().format(f"{day.day}{endings.get(day.day, 'th')}")


def test_codes_are_the_text_the_sign_and_the_answer():
    dates = data.dates(50, [0, 7], 2)
    assert dates.x.shape == (50, 40)
    assert dates.y.shape == (50, 10)
    for text, answer, x, y in zip(dates.texts, dates.answers, dates.x, dates.y, strict=True):
        assert dates.decode(x) == f"{text}={answer[:-1]}"
        assert dates.decode(y) == answer
        assert (dates.encode([text])[0] == x[:31]).all()
        assert x[0] == 0  # padded on the left
    assert {text[0].isdigit() for text in dates.texts} == {True}
    assert data.dates(50, 0, 2).answers == dates.answers
    assert data.dates(50, 0, 3).answers != dates.answers
    assert dates.encode([]).shape == (0, 31)


@pytest.mark.parametrize(
    ("name", "given"),
    [("n", {"n": 0}), ("n", {"n": 35_526}), ("n", {"n": 1001, "held_out": True}), ("n", {"n": 2.0}),
     ("form", {"form": 8}), ("form", {"form": -1}), ("form", {"form": "a"}), ("form", {"form": []}),
     ("form", {"form": [1, 9]}), ("form", {"form": True}), ("seed", {"seed": -1}), ("seed", {"seed": None}),
     ("held_out", {"held_out": 1})],
)  # fmt: skip
def test_what_is_no_date_is_refused(name, given):
    with pytest.raises((TypeError, ValueError), match=f"dates expected {name} "):
        data.dates(**given)


def test_colours_are_918_names_without_coarse_words_and_949_with_them():
    colours, all_of_them = data.colour_names(), data.colour_names(coarse=True)
    assert (len(colours.names), len(all_of_them.names)) == (918, 949)
    assert set(colours.names) < set(all_of_them.names)
    assert not any("puke" in name for name in colours.names)
    assert list(colours.names) == sorted(colours.names)
    assert colours.rgb.shape == (918, 3)
    assert colours.rgb.min() >= 0
    assert colours.rgb.max() <= 1
    assert (255 * colours.rgb[colours.names.index("red")]).round().tolist() == [229, 0, 0]


def test_a_row_of_a_colour_is_its_name_and_what_follows_each_letter():
    colours = data.colour_names()
    for name, x, y in zip(colours.names, colours.x, colours.y, strict=True):
        assert colours.decode(x) == name
        assert (colours.encode(name) == x[: len(name) + 1]).all()
        assert colours.decode(y[: len(name)]) == name
        assert y[len(name)] == 0
        assert (y[len(name) + 1 :] == -100).all()


@pytest.mark.parametrize("text", [data.dates(2), data.colour_names()])
def test_wrong_texts_and_codes_are_refused(text):
    one = ["ä"] if isinstance(text, data.Dates) else "ä"
    for call, bad in ((text.encode, one), (text.encode, 3), (text.encode, None), (text.decode, "a")):
        with pytest.raises((TypeError, ValueError), match=r"(encode|decode) expected .*, got "):
            call(bad)
    for bad in (np.array([99]), np.array([-1]), np.ones(2), np.ones((1, 2), int)):
        with pytest.raises((TypeError, ValueError), match="decode expected codes"):
            text.decode(bad)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="30 characters at most"):
        data.dates(1).encode(["a" * 31])
    with pytest.raises(TypeError, match="colour_names expected coarse"):
        data.colour_names(coarse=1)


@pytest.mark.parametrize("make", [data.dates, data.colour_names])
def test_each_card_is_one_paragraph_and_each_call_gives_new_arrays(make):
    first, card = make(), make().card
    places = [card.index(word) for word in ("Source:", "Licence:", "Shapes:", "Good for:")]
    assert places == sorted(places)
    assert max(map(len, card.splitlines())) <= 96
    first.x[:] = -5
    assert make().x.min() == 0
    assert repr(first).startswith(type(first).__name__)
