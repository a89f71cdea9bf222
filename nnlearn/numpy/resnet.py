"""A residual network for small images: three stages of residual blocks, each stage with half the size of the last."""

from nnlearn.numpy.activations import ReLU
from nnlearn.numpy.adaptive_pool import AdaptiveAvgPool2d
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.flatten import Flatten
from nnlearn.numpy.init import kaiming_normal_
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.norm import BatchNorm2d
from nnlearn.numpy.residual import Residual
from nnlearn.shared.models import check_resnet


def convolution(inputs, outputs, size, stride=1):
    """Return a convolution without a bias (batch normalization would take it away again), with He's initial weights."""
    layer = Conv2d(inputs, outputs, size, stride=stride, padding=size // 2, bias=False)
    kaiming_normal_(layer.weight, nonlinearity="relu")
    return layer


def residual_block(inputs, outputs, stride):
    """Return y = s(x) + F(x), F twice batch normalization, ReLU, convolution; s projects where the shape changes."""
    changes = stride > 1 or inputs != outputs
    return Residual(
        BatchNorm2d(inputs), ReLU(), convolution(inputs, outputs, 3, stride),
        BatchNorm2d(outputs), ReLU(), convolution(outputs, outputs, 3),
        shortcut=convolution(inputs, outputs, 1, stride) if changes else None,
    )  # fmt: skip


class ResNet(Sequential):
    """A residual network of 6 blocks + 2 layers: images (batch, 1, height, width) in, one score per class out.

        C @ 8 x 8 -blocks-> C @ 8 x 8 -blocks-> 2C @ 4 x 4 -blocks-> 4C @ 2 x 2 -mean-> 4C -> classes

    Parameters
    ----------
    blocks : int
        Residual blocks in each of the three stages, >= 1; a block has two convolutions.
    channels : int
        C, the channels of the first stage, >= 1; the second and the third stage have twice and four times as many.
    classes : int
        Number of classes, >= 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number >= 1, or x does not have shape (batch, 1, height, width).

    Notes
    -----
    A block is y = s(x) + F(x), where F is batch normalization, ReLU, convolution, and the same again. The first block
    of the second and of the third stage halves the size (stride 2) and doubles the channels; there s is a 1 x 1
    convolution with stride 2, elsewhere s(x) = x. Convolutions have no bias and start from He's weights. Gradient:
    through the layers, last to first; in a block the sum over s and F.

    References
    ----------
    He, Zhang, Ren, Sun (2016), "Deep residual learning for image recognition", section 4.2; the order within a block:
    He, Zhang, Ren, Sun (2016), "Identity mappings in deep residual networks".

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> model = nn.ResNet(blocks=3, channels=8)
    >>> model(np.zeros((2, 1, 8, 8), np.float32)).shape, sum(p.numel() for p in model.parameters())
    ((2, 10), 68546)
    """

    def __init__(self, blocks=3, channels=8, classes=10):
        check_resnet(blocks, channels, classes)
        layers, width = [convolution(1, channels, 3)], channels
        for stage in (channels, 2 * channels, 4 * channels):
            for block in range(blocks):
                halved = block == 0 and stage > channels
                layers.append(residual_block(width, stage, stride=2 if halved else 1))
                width = stage
        super().__init__(*layers, BatchNorm2d(width), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(width, classes))
