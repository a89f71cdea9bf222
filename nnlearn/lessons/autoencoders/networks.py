"""Autoencoders for digits: dense layers down to the code and up again, and how they are trained."""

import nnlearn.numpy as nn

ACTIVATIONS = {"ReLU": nn.ReLU, "tanh": nn.Tanh}


def autoencoder(inputs, code, width=128, activation="ReLU", seed=0):
    """Return an autoencoder of four dense layers; the code itself and the picture have no activation.

    Parameters
    ----------
    inputs : int
        Numbers of an example.
    code : int
        Numbers in the code.
    width : int, default 128
        Units of the two other layers.
    activation : {"ReLU", "tanh"}
    seed : int, default 0

    Returns
    -------
    Sequential
        Its first three layers are the encoder, (N, inputs) -> (N, code), the last three the decoder.

    Examples
    --------
    >>> import numpy as np
    >>> net = autoencoder(64, 2)
    >>> net[:3](np.zeros((5, 64), "f4")).shape, net(np.zeros((5, 64), "f4")).shape
    ((5, 2), (5, 64))
    """
    nn.manual_seed(seed)
    bend = ACTIVATIONS[activation]
    down = nn.Linear(inputs, width), bend(), nn.Linear(width, code)
    return nn.Sequential(*down, nn.Linear(code, width), bend(), nn.Linear(width, inputs))


def linear_autoencoder(inputs, code, seed=0):
    """Return two dense layers without bias or activation, in float64.

    Examples
    --------
    >>> linear_autoencoder(64, 2)
    Sequential(
      (0): Linear(in_features=64, out_features=2, bias=False)
      (1): Linear(in_features=2, out_features=64, bias=False)
    )
    """
    nn.manual_seed(seed)
    down, up = nn.Linear(inputs, code, bias=False), nn.Linear(code, inputs, bias=False)
    return nn.Sequential(down, up).double()


def train(net, x, epochs, lr=0.003, decay=0.0, batch=64, transform=None, criterion=None, callbacks=()):
    """Train a network to return its own input, with AdamW and a rate that falls along half a cosine.

    Parameters
    ----------
    net : Module
    x : ndarray of shape (n, inputs)
        Inputs and targets.
    epochs : int
    lr, decay : float
        Learning rate at the start (it ends at a thousandth of it) and weight decay.
    batch : int, default 64
    transform : callable, optional
        Spoils each batch's inputs, see `nn.fit`.
    criterion : loss, optional
        The mean squared error by default.
    callbacks : sequence of callables
        Called after each step, too.

    Returns
    -------
    Module
        The network.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.eye(4, dtype="f4")
    >>> net = train(autoencoder(4, 2, 16), x, 200, lr=0.01)
    >>> bool(error(net, x) < x.var(axis=0).mean())
    True
    """
    optimizer = nn.AdamW(net.parameters(), lr=lr, weight_decay=decay)
    falling = nn.CosineAnnealingLR(optimizer, epochs, eta_min=lr / 1000)

    def fall(run):
        if run.end_of_epoch:
            falling.step()

    calls = [fall, *callbacks]
    nn.fit(net, criterion or nn.MSELoss(), optimizer, x, x, epochs=epochs, batch_size=batch, callbacks=calls,
           transform=transform)  # fmt: skip
    return net


def error(net, x):
    """Return the mean squared error of pictures that went through a network and back."""
    return float(((nn.predict(net, x).astype(float) - x) ** 2).mean())
