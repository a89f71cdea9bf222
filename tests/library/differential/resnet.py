"""Residual networks of random sizes, on random images.

In double precision only: thirteen batch normalizations in a row over the two rows of a small image pass float32's
rounding on, several times as large; each layer by itself is compared in both.
"""

from rows.resnet import resnet

from differential.programs import composition

drawn = composition(
    resnet,
    lambda draw: {"blocks": draw.pick(1, 1, 2), "channels": draw.size(1, 3), "classes": draw.size()},
    lambda **_: (1, 3, 5),
)


def check(name, draw):
    draw.dtype = "float64"
    drawn(name, draw)


CHECKS = {"ResNet": check}
