"""Where the texts of an explorer's picture stand, in pixels of the page."""

import itertools

import numpy as np
from matplotlib.text import Text

from nnlearn.explorers.labels import LINE, Labels, stamp, whole


def boxes(picture, ratio=1.0):
    """Return (text, left, bottom, right, top) of every line that is drawn, in pixels of a frame."""
    picture.pixels(ratio)
    renderer, found = picture.canvas.get_renderer(), []
    unseen = {label for ax in picture.fig.axes for label in _unseen(ax)}
    for one in picture.fig.findobj(Text):
        if one.get_text().strip() and one.get_visible() and one not in unseen:
            box = one.get_window_extent(renderer)
            found.append((one.get_text(), box.x0, box.y0, box.x1, box.y1))
    for labels in (one for one in picture._moving if isinstance(one, Labels) and one.get_visible()):
        found += _of_labels(labels, renderer.points_to_pixels(1.0))
    return [one for one in found if one[3] - one[1] > 1]


def _unseen(ax):
    """Yield the labels of ticks outside the limits, and of axes that are off."""
    for axis, across in ((ax.xaxis, 0), (ax.yaxis, 1)):
        low, high = (ax.bbox.x0, ax.bbox.x1) if across == 0 else (ax.bbox.y0, ax.bbox.y1)
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            place = ax.transData.transform([(tick.get_loc(), ax.get_ylim()[0]), (ax.get_xlim()[0], tick.get_loc())])
            inside = low - 0.5 <= place[across, across] <= high + 0.5
            if not (inside and axis.get_visible() and ax.axison and ax.get_visible()):
                yield from (tick.label1, tick.label2)
        if not (ax.axison and ax.get_visible()):
            yield axis.label


def _of_labels(labels, point):
    pixels = labels.size * point
    for text, place in labels.items:
        x, y = labels.get_transform().transform(place)
        for k, line in enumerate(text.split("\n")):
            if line.strip():
                image = stamp(line, whole(pixels), labels.weight, labels.colour)
                height, width, _ = image.shape
                rows = np.flatnonzero(image[..., 3].any(axis=1))
                left, bottom = x - labels.across * width, y - (1 - labels.up) * height - k * LINE * pixels
                yield line, left, bottom + rows.min(), left + width, bottom + rows.max() + 1


def sizes(picture):
    """Return (text, size in points) of every text that is there."""
    labels = [one for one in picture._moving if isinstance(one, Labels)]
    found = [(one.get_text(), one.get_size()) for one in picture.fig.findobj(Text)]
    return [(text, size) for text, size in found + [(one.get_text(), one.size) for one in labels] if text.strip()]


def faults(picture, ratio=1.0):
    """Return sentences about texts that leave the canvas or meet another."""
    width, height = picture.width * ratio, picture.height * ratio
    found, said = boxes(picture, ratio), []
    for text, x0, y0, x1, y1 in found:
        if x0 < -ratio or y0 < -ratio or x1 > width + ratio or y1 > height + ratio:
            said.append(f"{text!r} leaves the canvas")
    for (one, a0, b0, a1, b1), (other, c0, d0, c1, d1) in itertools.combinations(found, 2):
        if min(a1, c1) - max(a0, c0) > ratio and min(b1, d1) - max(b0, d0) > 1.5 * ratio:
            said.append(f"{one!r} meets {other!r}")
    return said
