"""The two players of a GAN, for points and for images: one generates, the other judges."""

from nnlearn.numpy.activations import LeakyReLU, ReLU, Tanh
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.flatten import Flatten, Unflatten
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.mlp import MLP
from nnlearn.numpy.upsample import Upsample
from nnlearn.shared.models import check_image_sizes, layer_sizes


class PointGenerator(MLP):
    """Generate points from noise: z (batch, latent) -> x (batch, features), a multilayer perceptron with ReLU.

    Parameters
    ----------
    latent : int
        Length of the noise, >= 1.
    features : int
        Number of coordinates of a point, >= 1.
    hidden : sequence of int
        Number of units in each hidden layer, >= 1.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number >= 1, or z does not have shape (batch, latent).

    References
    ----------
    Goodfellow et al. (2014), "Generative adversarial nets", section 3.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.PointGenerator(latent=3)(np.zeros((5, 3), np.float32)).shape
    (5, 2)
    """

    def __init__(self, latent=2, features=2, hidden=(64, 64)):
        super().__init__(layer_sizes("PointGenerator", latent=latent, hidden=hidden, features=features))


class PointDiscriminator(MLP):
    """Judge points: x (batch, features) -> score (batch, 1), above 0 for what looks real.

    The probability is sigmoid(score); a Wasserstein critic takes the score as it is.

    Parameters
    ----------
    features : int
        Number of coordinates of a point, >= 1.
    hidden : sequence of int
        Number of units in each hidden layer, >= 1; a LeakyReLU(0.2) follows each.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number >= 1, or x does not have shape (batch, features).

    References
    ----------
    Goodfellow et al. (2014), "Generative adversarial nets", section 3.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.PointDiscriminator()(np.zeros((5, 2), np.float32)).shape
    (5, 1)
    """

    def __init__(self, features=2, hidden=(64, 64)):
        sizes = layer_sizes("PointDiscriminator", features=features, hidden=hidden, scores=1)
        super().__init__(sizes, lambda: LeakyReLU(0.2))


class ImageGenerator(Sequential):
    """Generate images from noise: z (batch, latent) -> x (batch, channels, size, size) in (-1, 1).

    A dense layer makes small maps; then, twice, the maps are enlarged and a convolution refines them.

    Parameters
    ----------
    latent : int
        Length of the noise, >= 1.
    size : int
        Height and width of the images, a multiple of 4.
    channels : int
        1 for grey, 3 for colour.
    width : int
        Number of maps in the last hidden layer, >= 1; the layers before it have twice as many.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or z does not have shape (batch, latent).

    References
    ----------
    Radford, Metz, Chintala (2016), "Unsupervised representation learning with deep convolutional generative adversarial
    networks", section 3. Odena, Dumoulin, Olah (2016), "Deconvolution and checkerboard artifacts" (first enlarge, then
    convolve).

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.ImageGenerator(latent=16)(np.zeros((5, 16), np.float32)).shape
    (5, 1, 8, 8)
    """

    def __init__(self, latent=32, size=8, channels=1, width=32):
        check_image_sizes("ImageGenerator", size, channels, width, latent)
        small = size // 4
        super().__init__(
            Linear(latent, 2 * width * small * small), ReLU(), Unflatten(1, (2 * width, small, small)),
            Upsample(scale_factor=2), Conv2d(2 * width, width, 3, padding=1), ReLU(),
            Upsample(scale_factor=2), Conv2d(width, channels, 3, padding=1), Tanh(),
        )  # fmt: skip


class ImageDiscriminator(Sequential):
    """Judge images: x (batch, channels, size, size) -> score (batch, 1), above 0 for what looks real.

    Two convolutions with stride 2 and LeakyReLU(0.2), then a dense layer.

    Parameters
    ----------
    size : int
        Height and width of the images, a multiple of 4.
    channels : int
        1 for grey, 3 for colour.
    width : int
        Number of maps in the first layer, >= 1; the second has twice as many.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or x does not have shape (batch, channels, size, size).

    References
    ----------
    Radford, Metz, Chintala (2016), "Unsupervised representation learning with deep convolutional generative adversarial
    networks", section 3.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.ImageDiscriminator()(np.zeros((5, 1, 8, 8), np.float32)).shape
    (5, 1)
    """

    def __init__(self, size=8, channels=1, width=32):
        check_image_sizes("ImageDiscriminator", size, channels, width)
        super().__init__(
            Conv2d(channels, width, 3, stride=2, padding=1), LeakyReLU(0.2),
            Conv2d(width, 2 * width, 3, stride=2, padding=1), LeakyReLU(0.2),
            Flatten(), Linear(2 * width * (size // 4) ** 2, 1),
        )  # fmt: skip
