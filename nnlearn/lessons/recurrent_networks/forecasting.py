"""A recurrent network that predicts a series: at each step it reads one number and predicts the next."""


def forecaster(nn, units=16):
    """Return a model of either side: x (batch, time, 1) -> the next value after each step, (batch, time, 1).

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    units : int
        Length of the hidden state, >= 1.

    Returns
    -------
    Module
        With the parts `recurrent` and `head`.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> model = forecaster(nn, 8)
    >>> nn.predict(model, np.ones((3, 20, 1), np.float32)).shape
    (3, 20, 1)
    """

    class Forecaster(nn.Module):  # type: ignore[name-defined]
        def __init__(self):
            super().__init__()
            self.recurrent = nn.RNN(1, units, batch_first=True)
            self.head = nn.Linear(units, 1)

        def forward(self, x):
            h, _ = self.recurrent(x)
            return self.head(h)

        def backward(self, grad):  # for the NumPy side; PyTorch's autograd has its own
            grad, _ = self.recurrent.backward(self.head.backward(grad))
            return grad

    return Forecaster()
