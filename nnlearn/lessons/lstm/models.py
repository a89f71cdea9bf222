"""The model of lesson 19: a recurrent layer, and a dense layer on its output."""


def reader(nn, layer, outputs, *, last=True):
    """Return a model of either side that reads sequences and answers after the last step, or after every step.

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    layer : nn.RNN, nn.LSTM or nn.GRU
        Of that side, made with `batch_first=True`, in one direction.
    outputs : int
        Number of answers, >= 1.
    last : bool, default True
        Whether only the last output is read.

    Returns
    -------
    Module
        With the parts `recurrent` and `head`: x (N, T, features) -> (N, outputs); with `last=False` (N, outputs, T),
        which CrossEntropyLoss takes with targets (N, T).

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> x = np.ones((5, 7, 3), np.float32)
    >>> reader(nn, nn.LSTM(3, 8, batch_first=True), 4)(x).shape
    (5, 4)
    >>> reader(nn, nn.GRU(3, 8, batch_first=True), 4, last=False)(x).shape
    (5, 4, 7)
    """

    class Reader(nn.Module):  # type: ignore[name-defined]
        def __init__(self):
            super().__init__()
            self.recurrent = layer
            self.head = nn.Linear(layer.hidden_size, outputs)

        def forward(self, x):
            h, _ = self.recurrent(x)  # (N, T, units)
            if last:
                self.shape = h.shape
                return self.head(h[:, -1])
            return self.head(h).swapaxes(1, 2)

        def backward(self, grad):  # for the NumPy side; PyTorch's autograd has its own
            if last:
                end = self.head.backward(grad)
                grad = end[:, None].repeat(self.shape[1], axis=1)
                grad[:, :-1] = 0  # the loss depends on the last step only
            else:
                grad = self.head.backward(grad.swapaxes(1, 2))
            return self.recurrent.backward(grad)[0]

    return Reader()
