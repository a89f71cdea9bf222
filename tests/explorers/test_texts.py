"""No text of an explorer's picture leaves the canvas or meets another, in all settings, on plain and sharp screens."""

import pytest
from explorer_walk import awake, every_explorer, walk
from written import boxes, faults, sizes

from nnlearn.plots.style import DPI

EVERY = every_explorer()
LEAST = 12  # pixels of the page
RATIOS = (2.0, 1.0, 1.5, 1.0, 1.25)  # pixels of the screen for one of the page


@pytest.mark.parametrize("name", EVERY)
def test_no_text_leaves_the_canvas_or_meets_another(name):
    explorer = EVERY[name]()
    awake(explorer)
    assert len(boxes(explorer.picture)) > 5
    found = {fault: {} for fault in faults(explorer.picture, RATIOS[0])}
    for number, ratio in enumerate(RATIOS):  # one after the other: another ratio draws all that stands still again
        explorer.canvas.ratio = ratio
        for changes in walk(explorer, (number - 1) % len(RATIOS), len(RATIOS)):
            for fault in faults(explorer.picture, ratio):
                found.setdefault(fault, changes)
    explorer.close()
    assert found == {}


@pytest.mark.parametrize("name", EVERY)
def test_no_text_leaves_the_canvas_or_meets_another_at_a_stop_of_the_tour(name):
    explorer = EVERY[name]()
    found = {}
    for number in range(len(explorer.tour)):
        explorer.panel.tour.go(number)
        for fault in faults(explorer.picture):
            found.setdefault(fault, number + 1)
    explorer.close()
    assert found == {}


@pytest.mark.parametrize("name", EVERY)
def test_no_text_is_smaller_than_twelve_pixels(name):
    explorer = EVERY[name]()
    awake(explorer)
    small = {text: size for text, points in sizes(explorer.picture) if (size := points * DPI / 72) < LEAST - 0.01}
    explorer.close()
    assert small == {}
