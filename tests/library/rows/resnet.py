"""The rows of the residual network."""

import torch

from rows.fuzz import NOT_COUNTS, setting
from rows.parity import Composition
from rows.residual import Theirs

T = torch.nn


class Residual(Theirs):
    """PyTorch has no such block: a few lines of its autograd stand in, under our block's name."""


def half(inputs, outputs, stride=1):
    return T.BatchNorm2d(inputs), T.ReLU(), T.Conv2d(inputs, outputs, 3, stride, 1, bias=False)


def block(inputs, outputs):
    stride = outputs // inputs
    way = None if stride == 1 else T.Conv2d(inputs, outputs, 1, stride, bias=False)
    return Residual(*half(inputs, outputs, stride), *half(outputs, outputs), shortcut=way)


def resnet(blocks=3, channels=8, classes=10):
    c, more = channels, blocks - 1
    stages = (c, c, 1 + more), (c, 2 * c, 1), (2 * c, 2 * c, more), (2 * c, 4 * c, 1), (4 * c, 4 * c, more)
    layers = [block(i, o) for i, o, n in stages for _ in range(n)]
    head = T.BatchNorm2d(4 * c), T.ReLU(), T.AdaptiveAvgPool2d(1), T.Flatten(), T.Linear(4 * c, classes)
    return T.Sequential(T.Conv2d(1, c, 3, padding=1, bias=False), *layers, *head)


PARITY = {
    "ResNet": Composition(
        resnet, ({"blocks": 1, "channels": 2}, {"blocks": 2, "channels": 1, "classes": 3}), lambda **_: (1, 8, 7)
    )
}
FUZZ = {"ResNet": [setting("ResNet", argument, NOT_COUNTS) for argument in ("blocks", "channels", "classes")]}
