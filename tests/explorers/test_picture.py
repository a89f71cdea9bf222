"""Labels in a picture are where they should be."""

import numpy as np

from nnlearn.explorers import Picture
from nnlearn.explorers.labels import Labels


def test_words_stand_where_they_shall():
    picture = Picture(200, 100)
    (words,) = picture.moving(Labels(picture.page, 9, across=0, up=0))
    words.put([("HH", (50, 20))])
    dark = np.argwhere(picture.pixels()[..., 0] < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    assert 50 <= left <= 53
    assert 62 <= right <= 74
    assert top >= 20
    assert bottom <= 36
    assert 8 <= bottom - top <= 10  # an H of 9 points at 100 dots an inch


def test_an_end_of_line_goes_down_by_one_line():
    picture = Picture(100, 100)
    words = picture.words(10, 10, 8)
    words.say("H\nH")
    rows = np.flatnonzero((picture.pixels()[..., 0] < 128).any(axis=1))
    assert (np.diff(rows) > 1).sum() == 1


def test_the_page_counts_evenly_and_an_event_is_located_on_the_scale():
    picture = Picture(200, 100)
    ax = picture.axes("sizes", 20, 10, 160, 80)
    ax.set(xscale="log", xlim=(1, 10_000), ylim=(3, -1e-7))
    assert picture.places()["sizes"] == [20, 10, 160, 80, 1, 10_000, 3, -1e-7]
    event = {"type": "hover", "axes": "sizes", "x": 1 + 9999 / 4, "y": 2.5}  # a quarter of the way
    found = picture.located(event)
    np.testing.assert_allclose(found.pop("x"), 10)
    assert found == {"type": "hover", "axes": "sizes", "y": 2.5}
    assert picture.located({"type": "up"}) == {"type": "up"}
