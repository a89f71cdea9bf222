"""Two ways to train the embedding of lab C: as a classifier's hidden layer, and by pairs against other letters."""

import numpy as np

import nnlearn.numpy as nn

CLASSES = 24  # letters in a batch of pairs


def embedder(nn):
    """Return the network of lab C: a drawing (N, 1, 16, 16) -> 64 numbers, a vector of length 1.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> embedder(nn)(np.ones((2, 1, 16, 16), np.float32)).shape
    (2, 64)
    """
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(512, 64), nn.Normalize(),
    )  # fmt: skip


def twins(net, scale, nn):
    """Return a model of pairs (N, 2, 1, 16, 16) -> scores (N, N) of each first drawing with each second one.

    The scores are cosines times a scale; with CrossEntropyLoss and the targets 0..N-1, each first drawing looks for its
    partner among all second ones.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> twins(embedder(nn), 10, nn)(np.ones((3, 2, 1, 16, 16), np.float32)).shape
    (3, 3)
    """

    class Twins(nn.Module):  # type: ignore[name-defined]
        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, x):
            both = self.net(x.reshape(-1, *x.shape[2:]))
            self.first, self.second = both[0::2], both[1::2]
            return scale * (self.first @ self.second.T)  # (N, N)

        def backward(self, grad):  # for the NumPy side; PyTorch's autograd has its own
            both = np.empty((2 * len(grad), self.first.shape[1]), grad.dtype)
            both[0::2], both[1::2] = scale * grad @ self.second, scale * grad.T @ self.first
            return self.net.backward(both)

    return Twins()


def nudged(x, rng):
    """Return drawings each of which is moved by up to one pixel along both axes."""
    return np.stack([np.roll(one, rng.integers(-1, 2, 2), (1, 2)) for one in x])


def trained_by_pairs(net, x, letter, seed=0, *, scale=10, steps=600, nn=nn):
    """Train an embedding: two drawings of each of 24 letters a step; those of one letter are pulled together.

    Examples
    --------
    >>> x = np.random.default_rng(0).random((48, 1, 16, 16), np.float32)
    >>> nn.manual_seed(0)
    >>> trained_by_pairs(embedder(nn), x, np.arange(48) // 2, steps=1).round(1)  # the loss of its one step
    array([3.2])
    """
    rng, model, loss = np.random.default_rng(seed), twins(net, scale, nn), nn.CrossEntropyLoss()
    optimizer, losses = nn.Adam(net.parameters(), lr=0.001), []
    groups = [np.flatnonzero(letter == one) for one in range(letter.max() + 1)]
    for _ in range(steps):
        drawn = rng.choice(len(groups), CLASSES, replace=False)
        pairs = np.concatenate([rng.choice(groups[one], 2, replace=False) for one in drawn])
        optimizer.zero_grad()
        batch = nudged(x[pairs], rng).reshape(CLASSES, 2, *x.shape[1:])
        losses.append(nn.backprop(model, loss, batch, np.arange(CLASSES)))
        optimizer.step()
    return np.array(losses)


def trained_by_classes(net, x, letter, seed=0, *, rate=0.002, epochs=6, nn=nn):
    """Train an embedding as the last hidden layer of a network that classifies the letters it learns from.

    Examples
    --------
    >>> x = np.random.default_rng(0).random((48, 1, 16, 16), np.float32)
    >>> nn.manual_seed(0)
    >>> trained_by_classes(embedder(nn), x, np.arange(48) // 2, epochs=1)
    """
    layers = list(net)[:-1]  # not normalised while it classifies
    model = nn.Sequential(*layers, nn.ReLU(), nn.Linear(64, int(letter.max()) + 1)).to(nn.device())
    optimizer = nn.Adam(model.parameters(), lr=rate)

    def nudge(x, y, rng):
        return nudged(x, rng), y

    nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, letter, epochs=epochs, batch_size=32, transform=nudge)
