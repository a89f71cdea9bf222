"""Exercise 13.4: small networks whose layers are read, the reader that is given, and how an answer is run."""

import contextlib

import numpy as np


def linear(features, y):
    """Return a function that reads labels: least squares for each class, without a bias, and with small weights."""
    features, y = np.asarray(features, float), np.asarray(y)
    if features.ndim != 2 or len(features) != len(y):
        raise ValueError(
            f"fit expected one row of features for each of {len(y)} labels, shape ({len(y)}, k), got shape "
            f"{features.shape}"
        )
    classes = np.unique(y)
    held = 0.3 * len(y) * np.eye(features.shape[1])
    w = np.linalg.solve(features.T @ features + held, features.T @ (2.0 * (y[:, None] == classes) - 1))

    def read(new):
        new = np.asarray(new, float)
        if new.ndim != 2 or new.shape[1] != len(w):
            raise ValueError(
                f"the reader was fitted on {len(w)} features and expected shape (n, {len(w)}), got shape {new.shape}"
            )
        return classes[(new @ w).argmax(axis=1)]

    return read


def strokes(rng, n, places, classes=3):
    """Return n noisy signals of unequal loudness, (n, 1, 1, places), and their labels."""
    shapes = np.random.default_rng(places).normal(size=(classes, places))
    y = rng.integers(0, classes, size=n)
    y[:classes] = np.arange(classes)
    loud = np.linspace(0.2, 5, places)
    x = loud * (0.7 * shapes[y] + rng.normal(size=(n, places))) + 2
    return x[:, None, None].astype(np.float32), y


def convolutional(rng, places, channels=3):
    """Return a network in training mode: a convolution, ReLU, dropout, and a dense layer on what it gives."""
    import nnlearn.numpy as nn

    layers = nn.Conv2d(1, channels, (1, 3)), nn.ReLU(), nn.Dropout(0.5), nn.Flatten()
    return filled(nn.Sequential(*layers, nn.Linear(channels * (places - 2), 5), nn.ReLU()), rng)


def dense(rng, places, units=4):
    """Return a dense network in training mode."""
    import nnlearn.numpy as nn

    first = nn.Flatten(), nn.Linear(places, units), nn.ReLU(), nn.Dropout(0.5)
    return filled(nn.Sequential(*first, nn.Linear(units, 3)), rng)


def one_layer(rng, places):
    """Return a network of a single layer, for signals (n, places)."""
    import nnlearn.numpy as nn

    return filled(nn.Sequential(nn.Linear(places, 2)), rng)


def filled(net, rng):
    """Return the network with weights drawn from a generator."""
    for p in net.parameters():
        p.data[...] = rng.normal(size=p.shape) / np.sqrt(max(1, p.numel() / p.shape[0]))
    return net


def silent(net):
    """Return the network with one unit of its first layer with weights that is always 0 after ReLU."""
    first = next(one for one in net if hasattr(one, "weight"))
    first.weight.data[0], first.bias.data[0] = 0, -1
    return net


def sample(rng):
    """Return the arguments of read_layers after nn."""
    places = int(rng.integers(6, 9))
    x, y = strokes(rng, int(rng.integers(40, 50)), places)
    unseen, labels = strokes(rng, int(rng.integers(90, 99)), places)
    make = convolutional if rng.random() < 0.7 else dense
    return make(rng, places), x, y, unseen, labels, linear


def edges():
    """Return special arguments by name."""
    rng = np.random.default_rng(13)
    net, x, y, unseen, labels, fit = sample(rng)
    places = x.shape[-1]
    more, more_labels = strokes(rng, 700, places)
    return {
        "a unit that is always 0": (silent(dense(rng, places)), x, y, unseen, labels, fit),
        "one unseen example": (net, x, y, unseen[:1], labels[:1], fit),
        "a network of one layer": (one_layer(rng, places), x[:, 0, 0], y, unseen[:, 0, 0], labels, fit),
        "an input of thousandths": (net, x / 2000, y, unseen / 2000, labels, fit),
        "700 examples": (net, more, more_labels, unseen, labels, fit),
        "labels that do not begin at 0": (net, x, y + 4, unseen, labels + 4, fit),
    }


def run(read_layers, net, x, y, unseen, labels, fit):
    """Return the shares, and whether dropout took part."""
    import nnlearn.numpy as nn

    with dropped() as layers:
        nn.manual_seed(0)
        shares = read_layers(nn, net, x, y, unseen, labels, fit)
    return shares, "on" if layers else "off"


@contextlib.contextmanager
def dropped():
    """Yield a list of the dropout layers that are called in training mode in the block."""
    from nnlearn.numpy.module import Module

    call, found = Module.__call__, []

    def watch(self, *inputs):
        if type(self).__name__ == "Dropout" and self.training:
            found.append(self)
        return call(self, *inputs)

    Module.__call__ = watch  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Module.__call__ = call  # type: ignore[method-assign]
