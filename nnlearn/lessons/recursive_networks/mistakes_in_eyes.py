"""Mistakes that people really make in 20.5: eyes that look at the wrong picture, or to which no gradient comes."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.checks.exercise import Wrong


class _Eye(nn.Module):
    """The right eye in small steps, each of which a mistake may change."""

    def __init__(self, pictures, size):
        self.pictures = self.shown(pictures)
        self.layers = nn.Sequential(*self.made(size))

    def shown(self, pictures):
        return pictures

    def made(self, size):
        return nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, size), nn.Tanh()

    def forward(self, k):
        return self.layers(self.pictures[k])

    def backward(self, g):
        return self.layers.backward(g)


def _with(*names, hidden=32, bias=True):
    """Return an eye with these parts: D for a dense layer, T, R, S for tanh, ReLU, sigmoid."""

    class Eye(_Eye):
        def made(self, size):
            both = ((64, hidden), (hidden, size)) if names.count("D") == 2 else ((64, size),)
            dense, parts = iter([nn.Linear(into, out, bias=bias) for into, out in both]), []
            other = {"T": nn.Tanh, "R": nn.ReLU, "S": nn.Sigmoid}
            for name in names:
                parts.append(next(dense) if name == "D" else other[name]())
            return parts

    return Eye


class InOrder(_Eye):
    def forward(self, k):
        return self.layers(self.pictures[: len(k)])


class AllPictures(_Eye):
    def forward(self, k):
        return self.layers(self.pictures)


class NextPicture(_Eye):
    def forward(self, k):
        return self.layers(self.pictures[k - 1])


class NumbersThemselves(_Eye):
    def forward(self, k):
        return self.layers(k)


class OneByOne(_Eye):  # a layer goes back through its last call alone
    def forward(self, k):
        return np.concatenate([self.layers(self.pictures[i : i + 1]) for i in k])


class OneVector(_Eye):
    def forward(self, k):
        return np.stack([self.layers(self.pictures[i]) for i in k])


class HiddenAndSize(_Eye):  # the two numbers of units exchanged
    def made(self, size):
        return nn.Linear(64, size), nn.Tanh(), nn.Linear(size, 32), nn.Tanh()


class NoWayBack(_Eye):
    def backward(self, g):
        return g


class WayBackNotKept(_Eye):
    def backward(self, g):
        return np.zeros((len(g), 64))


class Parameters(_Eye):
    def shown(self, pictures):
        return nn.Parameter(pictures)

    def forward(self, k):
        return self.layers(self.pictures.data[k])


class Divided(_Eye):
    def shown(self, pictures):
        return pictures / 16


class DividedMore(_Eye):
    def shown(self, pictures):
        return pictures / 255


class Standardised(_Eye):
    def shown(self, pictures):
        return (pictures - pictures.mean()) / pictures.std()


class Centred(_Eye):
    def shown(self, pictures):
        return 2 * pictures - 1


class TanhBackLeftOut(_Eye):
    """The dense layers alone go backward."""

    def backward(self, g):
        first, _, second, _ = self.layers
        return first.backward(second.backward(g))


class LastLayerOnly(_Eye):
    def backward(self, g):
        _, _, second, tanh = self.layers
        return second.backward(tanh.backward(g))


class Halved(_Eye):
    def backward(self, g):
        return self.layers.backward(g / len(g))


WRONG = {
    "the last tanh is missing": Wrong(
        _with("D", "T", "D"),
        "A leaf's vector meets the same matrices as an inner node's, which come out of a tanh: end with one as well.",
        also=(_with("D", "R", "D"),),
    ),
    "the layers are others than dense, tanh, dense, tanh": Wrong(
        _with("D", "D", "T"),
        "The task asks for a dense layer of 32 units, tanh, a dense layer of `size` units, tanh, in this order, each "
        "dense layer with a bias: 64 * 32 + 32 and 32 * size + size weights.",
        also=(
            *(_with("D", "R", "D", "T"), _with("D", "S", "D", "T"), _with("D", "S", "D", "S"), _with("D", "T")),
            *(_with("D", "R", "D", "R"), _with("D", "R", "D", "S"), _with("D", "T", "D", "S")),
            *(_with("D", "T", "D", "T", hidden=units) for units in (16, 64)),
            *(_with("D", "T", "D", "T", bias=False), HiddenAndSize),
        ),
    ),
    "the eye does not look at the pictures that k names": Wrong(
        InOrder,
        "k holds the numbers of pictures, in the order of the leaves, and a number may occur twice. Rows of an array "
        "can be taken by such an array of numbers.",
        also=(AllPictures, NextPicture, NumbersThemselves),
    ),
    "the pictures go through the layers one by one": Wrong(
        OneByOne,
        "k is an array, and the layers take a batch: one call with the pictures of all leaves as its rows. A layer "
        "remembers its last call alone, so that backward would reach one picture only.",
        also=(OneVector,),
    ),
    "nothing comes down to the layers": Wrong(
        NoWayBack,
        "After the tree has gone backward, all gradients of the eye are 0. The tree calls backward(g) with one row "
        "for each leaf: hand it to your layers.",
        also=(WayBackNotKept,),
    ),
    "the way back is not that of all four parts": Wrong(
        TanhBackLeftOut,
        "Backward goes through the same parts in the opposite order, both tanh as well, and g comes as it should: it "
        "is not a mean.",
        also=(LastLayerOnly, Halved),
    ),
    "the pictures are parameters": Wrong(
        Parameters,
        "What is a Parameter is trained, and counts as a weight. The pictures are data: keep them as an array.",
    ),
    "the pictures are scaled once more": Wrong(
        Divided,
        "The pictures are in [0, 1] as they come. An eye that changes them sees other numbers than the task says.",
        also=(DividedMore, Standardised, Centred),
    ),
}
