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
