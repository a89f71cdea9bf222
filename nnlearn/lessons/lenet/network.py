"""What the LeNet explorer shows, as arrays: trained networks, what each layer makes of a digit, and what it costs."""

import copy
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.arguments import describe
from nnlearn.lessons.convolution.network import receptive_field, window

HERE = Path(__file__).parent
FORMS = (("of 1998: tanh, average pooling", "1998"), ("of today: ReLU, max pooling", "today"))


class Stage(NamedTuple):
    """A layer of LeNet-5 as the paper counts them: a convolution or a dense layer with its activation, or a pooling.

    Parameters
    ----------
    name : str
        "C1", as in the paper: C for convolution, S for subsampling (pooling), F for fully connected (dense).
    maps, side : int
        Feature maps, and their height and width; a dense layer is maps of one unit each.
    kernel, stride : int
        Of the windows; a dense layer has one window, everything.
    inputs : int
        Numbers that one unit sees, and has weights for; a pooling has no weights.
    before : int
        Numbers that the whole layer sees.
    """

    name: str
    maps: int
    side: int
    kernel: int
    stride: int
    inputs: int
    before: int

    @property
    def pools(self):
        """Whether it is a pooling, which has no weights."""
        return self.name.startswith("S")

    @property
    def padding(self):
        """Rows and columns of zeros around the layer before: none, the image brings its border."""
        return 0

    @property
    def units(self):
        """Number of outputs."""
        return self.maps * self.side**2

    @property
    def products(self):
        """Number of products, weight times input, for one image."""
        return 0 if self.pools else self.units * self.inputs

    @property
    def dense(self):
        """Parameters of a dense layer with the same inputs and outputs."""
        return 0 if self.pools else self.units * (self.before + 1)

    def parameters(self, sharing=True):
        """Return the number of weights and biases: for each map once, or without sharing for each unit."""
        return 0 if self.pools else (self.maps if sharing else self.units) * (self.inputs + 1)


STAGES = (
    Stage("C1", 6, 28, 5, 1, 25, 1024),
    Stage("S2", 6, 14, 2, 2, 4, 4704),
    Stage("C3", 16, 10, 5, 1, 150, 1176),
    Stage("S4", 16, 5, 2, 2, 4, 1600),
    Stage("C5", 120, 1, 5, 1, 400, 400),
    Stage("F6", 84, 1, 1, 1, 120, 120),
    Stage("output", 10, 1, 1, 1, 84, 84),
)
KEPT = (0, 2, 3, 5, 6, 8, 11, 12)  # the input and the stages, in the list of the input and all outputs of its modules
WEIGHTS = {"C1": 0, "C3": 3, "C5": 6, "F6": 9, "output": 11}  # which of its modules holds a stage's weights


@lru_cache(maxsize=1)
def held_out():
    """Return images (1000, 1, 32, 32), 0 to 1, and labels of the digits that the shipped networks were not trained on.

    They are the test part of the MNIST sample, with two rows and columns of paper around each digit.

    Examples
    --------
    >>> images, labels = held_out()
    >>> images.shape, labels.shape
    ((1000, 1, 32, 32), (1000,))
    """
    digits = datasets.mnist_sample("test")
    return np.pad(digits.x / 255, [(0, 0), (0, 0), (2, 2), (2, 2)]), digits.y


@lru_cache(maxsize=2)
def trained(form):
    """Return LeNet-5 with the weights that ship with the course: `train.py` trained them on 5,000 digits of MNIST.

    Parameters
    ----------
    form : {"1998", "today"}

    Returns
    -------
    nn.LeNet5
        For images of 32 x 32 pixels, in evaluation mode.

    Examples
    --------
    >>> images, labels = held_out()
    >>> bool((nn.predict(trained("today"), images).argmax(axis=1) == labels).mean() > 0.97)
    True
    """
    model = nn.LeNet5(form=form)
    weights = nn.load(HERE / f"weights_{form}.safetensors")
    model.load_state_dict({name: values.astype(np.float32) for name, values in weights.items()})
    return model.eval()


def favourites(model, count=100):
    """Return the kernels of C1, and what each answers to most: both arrays (6, 5, 5).

    Parameters
    ----------
    model : nn.LeNet5
        For images of 32 x 32 pixels.
    count : int
        For each kernel the window with the largest number is cut out of each unseen digit; returned is the mean of the
        `count` windows with the largest of these numbers.

    Examples
    --------
    >>> kernels, windows = favourites(trained("today"))
    >>> kernels.shape, windows.shape
    ((6, 5, 5), (6, 5, 5))
    """
    images = held_out()[0]
    maps = nn.predict(model[:2], images)  # (1000, 6, 28, 28)
    found = []
    for k in range(maps.shape[1]):
        flat = maps[:, k].reshape(len(images), -1)
        rows, columns = np.divmod(flat.argmax(axis=1), maps.shape[3])
        digits = np.argsort(-flat.max(axis=1), kind="stable")[:count]
        windows = [images[n, 0, rows[n] : rows[n] + 5, columns[n] : columns[n] + 5] for n in digits]
        found.append(np.mean(windows, axis=0))
    return model[0].weight.data[:, 0], np.array(found)


def read_lenet(model):
    """Return a copy of the reader's own LeNet-5 in evaluation mode.

    Raises
    ------
    TypeError, ValueError
        If it is not an `nnlearn.numpy.LeNet5`, or does not have ten classes.

    Examples
    --------
    >>> len(read_lenet(nn.LeNet5()))
    12
    """
    if not isinstance(model, nn.LeNet5):
        raise TypeError(f"LeNetExplorer expected a LeNet5 of nnlearn.numpy, got {describe(model)}")
    if len(model[11].weight.data) != 10:
        raise ValueError(f"LeNetExplorer expected a LeNet5 of ten classes, got {len(model[11].weight.data)}")
    return copy.deepcopy(model).eval()


def forward(model, image):
    """Return what the input and each stage hold for one image: arrays (maps, side, side).

    Parameters
    ----------
    model : nn.LeNet5
        One of size 28 gets the image without two rows and columns on each side; it pads them again.
    image : array of shape (1, 1, 32, 32)

    Examples
    --------
    >>> [maps.shape for maps in forward(nn.LeNet5(), np.zeros((1, 1, 32, 32), np.float32))][:3]
    [(1, 32, 32), (6, 28, 28), (6, 14, 14)]
    """
    cut = model[0].padding[0] if isinstance(model[0].padding, tuple) else model[0].padding
    values = [image[..., cut : 32 - cut, cut : 32 - cut]]
    with nn.no_grad():
        for module in model:
            values.append(module(values[-1]))
    sides = [32, *(stage.side for stage in STAGES)]
    kept = [image, *(values[k] for k in KEPT[1:])]
    return [maps.reshape(-1, side, side) for maps, side in zip(kept, sides, strict=True)]


def field(layer, row, column):
    """Return the row and column ranges (start, stop) of the input that a unit of STAGES[layer] sees.

    Examples
    --------
    >>> field(0, 0, 0), field(3, 4, 4)
    (((0, 5), (0, 5)), ((16, 32), (16, 32)))
    """
    return receptive_field(STAGES[: layer + 1], row, column, (32, 32))


def weights(model, layer, unit):
    """Return the weights of a map, arrays (maps before it, side, side), and its bias; a pooling has none.

    Examples
    --------
    >>> kernel, bias = weights(nn.LeNet5(), 2, 0)
    >>> kernel.shape
    (6, 5, 5)
    """
    stage = STAGES[layer]
    if stage.pools:
        return np.zeros((0, stage.kernel, stage.kernel), np.float32), 0.0
    module = model[WEIGHTS[stage.name]]
    return module.weight.data[unit].reshape(-1, stage.kernel, stage.kernel), float(module.bias.data[unit])


def weighted_sum(model, layer, values, unit):
    """Return the sum of a unit before its activation, products of weights and window plus bias; 0 for a pooling.

    Parameters
    ----------
    model : nn.LeNet5
    layer : int
        Index of the stage.
    values : list of arrays
        From `forward`.
    unit : (map, row, column)

    Examples
    --------
    >>> model, image = nn.LeNet5(), held_out()[0][:1]
    >>> values = forward(model, image)
    >>> bool(np.isclose(np.tanh(weighted_sum(model, 0, values, (3, 9, 9))), values[1][3, 9, 9], atol=1e-6))
    True
    """
    if STAGES[layer].pools:
        return 0.0
    which, row, column = unit
    (top, bottom), (left, right) = window(STAGES[layer], row, column)
    kernel, bias = weights(model, layer, which)
    return float((kernel * values[layer][:, top:bottom, left:right]).sum() + bias)
