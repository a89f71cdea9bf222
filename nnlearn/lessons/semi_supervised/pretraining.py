"""Features from pictures without labels: the first layer of an autoencoder, which a classifier starts from."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.semi_supervised.choosing import network

EPOCHS, NOISE = 40, 0.3


@lru_cache(maxsize=8)
def _trained(noise, seed, epochs):
    from nnlearn.lessons.semi_supervised.data import digits

    x, rng = digits().x, np.random.default_rng(seed)
    nn.manual_seed(seed)
    model, loss = nn.MLP([64, 128, 64]), nn.MSELoss()
    optimizer = nn.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)
    schedule = nn.CosineAnnealingLR(optimizer, T_max=epochs * 22)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 64):
            clean = x[order[start : start + 64]]
            spoiled = clean + noise * rng.standard_normal(clean.shape).astype(np.float32)
            optimizer.zero_grad()
            nn.backprop(model, loss, spoiled, clean)
            optimizer.step()
            schedule.step()
    return model[0]


def encoder(noise=NOISE, seed=0, epochs=EPOCHS):
    """Train an autoencoder 64-128-64 on all 1,348 pictures, and return its first layer; no label is used.

    Parameters
    ----------
    noise : float
        Standard deviation of what is added to the pixels; 0 is a plain autoencoder.
    seed, epochs : int

    Returns
    -------
    Linear
        64 to 128.
    """
    return _trained(noise, seed, epochs)


def features(layer, x):
    """Return what the 128 hidden units hand on, (n, 128) float32: the frozen features."""
    return np.maximum(nn.predict(layer, x), 0)


def started_from(layer, seed=0):
    """Return the network of this lesson with a pretrained first layer, to be fine-tuned.

    Examples
    --------
    >>> layer = nn.Linear(64, 128)
    >>> net = started_from(layer)
    >>> (net[0].weight.data == layer.weight.data).all().item()
    True
    """
    net = network(seed)
    net[0].load_state_dict(layer.state_dict())
    return net
