"""The two players of a GAN, for points and for images: one draws, the other judges."""

from nnlearn import arguments
from nnlearn.torch.activations import LeakyReLU, ReLU, Tanh
from nnlearn.torch.conv import Conv2d
from nnlearn.torch.flatten import Flatten, Unflatten
from nnlearn.torch.linear import Linear
from nnlearn.torch.mlp import MLP, Composition
from nnlearn.torch.upsample import Upsample


class PointGenerator(MLP):
    """Draw points from noise: z (batch, latent) -> x (batch, features), a multilayer perceptron with ReLU.

    See `nnlearn.numpy.PointGenerator`.

    Parameters
    ----------
    latent : int
        Length of the noise, >= 1.
    features : int
        Coordinates of a point, >= 1.
    hidden : sequence of int
        Units of the hidden layers.

    Raises
    ------
    TypeError, ValueError
        If a number is no whole number >= 1, or z has not shape (batch, latent).

    Examples
    --------
    >>> import torch, nnlearn.torch as nn
    >>> nn.PointGenerator(latent=3)(torch.zeros((5, 3))).shape
    torch.Size([5, 2])
    """

    def __init__(self, latent=2, features=2, hidden=(64, 64)):
        super().__init__(layer_sizes(self, latent=latent, hidden=hidden, features=features))


class PointDiscriminator(MLP):
    """Judge points: x (batch, features) -> score (batch, 1), above 0 for what looks real.

    See `nnlearn.numpy.PointDiscriminator`.

    The probability is sigmoid(score); as a critic (Wasserstein) the score is taken as it is.

    Parameters
    ----------
    features : int
        Coordinates of a point, >= 1.
    hidden : sequence of int
        Units of the hidden layers, with LeakyReLU(0.2) behind them.

    Raises
    ------
    TypeError, ValueError
        If a number is no whole number >= 1, or x has not shape (batch, features).

    Examples
    --------
    >>> import torch, nnlearn.torch as nn
    >>> nn.PointDiscriminator()(torch.zeros((5, 2))).shape
    torch.Size([5, 1])
    """

    def __init__(self, features=2, hidden=(64, 64)):
        super().__init__(layer_sizes(self, features=features, hidden=hidden, scores=1), lambda: LeakyReLU(0.2))


class ImageGenerator(Composition):
    """Draw images from noise: z (batch, latent) -> x (batch, channels, size, size) in (-1, 1).

    See `nnlearn.numpy.ImageGenerator`.

    A dense layer makes small maps, which are enlarged and drawn over by a convolution, twice.

    Parameters
    ----------
    latent : int
        Length of the noise, >= 1.
    size : int
        Height and width of the images, a multiple of 4.
    channels : int
        1 for grey, 3 for colour.
    width : int
        Maps of the last hidden layer, >= 1; twice as many before.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or z has not shape (batch, latent).

    Examples
    --------
    >>> import torch, nnlearn.torch as nn
    >>> nn.ImageGenerator(latent=16)(torch.zeros((5, 16))).shape
    torch.Size([5, 1, 8, 8])
    """

    def __init__(self, latent=32, size=8, channels=1, width=32):
        arguments.integer("ImageGenerator", "latent", latent, low=1)
        size, channels, width = measures(self, size, channels, width)
        small = size // 4
        super().__init__(
            Linear(latent, 2 * width * small * small), ReLU(), Unflatten(1, (2 * width, small, small)),
            Upsample(scale_factor=2), Conv2d(2 * width, width, 3, padding=1), ReLU(),
            Upsample(scale_factor=2), Conv2d(width, channels, 3, padding=1), Tanh(),
        )  # fmt: skip


class ImageDiscriminator(Composition):
    """Judge images: x (batch, channels, size, size) -> score (batch, 1), above 0 for what looks real.

    See `nnlearn.numpy.ImageDiscriminator`.

    Two convolutions with stride 2 and LeakyReLU(0.2), then a dense layer.

    Parameters
    ----------
    size : int
        Height and width of the images, a multiple of 4.
    channels : int
        1 for grey, 3 for colour.
    width : int
        Maps of the first layer, >= 1; twice as many in the second.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or x has not shape (batch, channels, size, size).

    Examples
    --------
    >>> import torch, nnlearn.torch as nn
    >>> nn.ImageDiscriminator()(torch.zeros((5, 1, 8, 8))).shape
    torch.Size([5, 1])
    """

    def __init__(self, size=8, channels=1, width=32):
        size, channels, width = measures(self, size, channels, width)
        super().__init__(
            Conv2d(channels, width, 3, stride=2, padding=1), LeakyReLU(0.2),
            Conv2d(width, 2 * width, 3, stride=2, padding=1), LeakyReLU(0.2),
            Flatten(), Linear(2 * width * (size // 4) ** 2, 1),
        )  # fmt: skip


def layer_sizes(model, hidden, **ends):
    """Return the sizes of all layers, hidden ones between the ends, or raise and name the wrong one."""
    caller = type(model).__name__
    if not isinstance(hidden, list | tuple):
        raise TypeError(f"{caller} expected hidden to be a list of whole numbers, got {arguments.describe(hidden)}")
    first, last = (arguments.integer(caller, name, size, low=1) for name, size in ends.items())
    return [first, *(arguments.integer(caller, "hidden", size, low=1) for size in hidden), last]


def measures(model, size, channels, width):
    """Return the numbers of an image network, or raise."""
    caller = type(model).__name__
    if arguments.integer(caller, "size", size, low=4) % 4:
        raise ValueError(f"{caller} expected size to be a multiple of 4, got {size}")
    return (
        size,
        arguments.integer(caller, "channels", channels, low=1),
        arguments.integer(caller, "width", width, low=1),
    )
