"""LeNet-5: convolution, pooling, convolution, pooling, dense layers."""

from nnlearn.numpy.activations import ReLU, Tanh
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.flatten import Flatten
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.pool import AvgPool2d, MaxPool2d
from nnlearn.shared.models import check_lenet


class LeNet5(Sequential):
    """LeNet-5, which once read the digits on cheques: images (batch, 1, size, size) in, one score per class out.

        1 @ 32 x 32 -C1-> 6 @ 28 x 28 -S2-> 6 @ 14 x 14 -C3-> 16 @ 10 x 10 -S4-> 16 @ 5 x 5 -C5-> 120 -F6-> 84 -> 10

    Parameters
    ----------
    classes : int
        Number of classes, >= 1.
    form : {"1998", "today"}
        "1998" with tanh and average pooling, "today" with ReLU and max pooling.
    size : {32, 28}
        Height and width of the images; images of 28 are padded with two rows and columns of zeros on each side.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or x does not have shape (batch, 1, size, size).

    Notes
    -----
    Gradient: through the layers, last to first. The network in the paper differs in details that hardly matter and are
    left out here: its pooling has a weight and a bias per map, each map of C3 sees only some maps of S2, tanh is
    1.7159 tanh(2/3 x), and the outputs measure distances to drawn digits.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", section II.B.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> model = nn.LeNet5()
    >>> model(np.zeros((2, 1, 32, 32), np.float32)).shape, sum(p.numel() for p in model.parameters())
    ((2, 10), 61706)
    """

    def __init__(self, classes=10, *, form="1998", size=32):
        check_lenet(classes, form, size)
        activation, pool = (Tanh, AvgPool2d) if form == "1998" else (ReLU, MaxPool2d)
        super().__init__(
            Conv2d(1, 6, 5, padding=(32 - size) // 2), activation(), pool(2),  # C1, S2
            Conv2d(6, 16, 5), activation(), pool(2),  # C3, S4
            Conv2d(16, 120, 5), activation(), Flatten(),  # C5
            Linear(120, 84), activation(),  # F6
            Linear(84, classes),
        )  # fmt: skip
