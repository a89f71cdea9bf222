"""The other generators of Part V, and a simpler one, on the points and the digits of lesson 27."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders.record_models import vae as train_vae
from nnlearn.lessons.boltzmann_machines import train as train_rbm
from nnlearn.lessons.diffusion import digits

SWEEPS = 1000  # of the RBM, from noise to a picture


def forger(x, seed, steps=3000):
    """Return as many points as x has, made by the GAN of lesson 26 with its balanced rates.

    Examples
    --------
    >>> forger(np.zeros((64, 2), np.float32), 0, steps=2).shape
    (64, 2)
    """
    nn.manual_seed(seed)
    G, D = nn.PointGenerator(2, 2, [32, 32]), nn.PointDiscriminator(2, [32, 32])
    moves = nn.Adam(G.parameters(), 0.002, (0.5, 0.9)), nn.Adam(D.parameters(), 0.006, (0.5, 0.9))
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        nn.gan_step(G, D, *moves, x[rng.integers(len(x), size=64)], rng=rng)
    return nn.predict(G, rng.standard_normal((len(x), 2)).astype(np.float32))


def gaussians(x, y, labels, seed, parts=3):
    """Return digits of the classes asked for, drawn from three Gaussians a class.

    Examples
    --------
    >>> x, y = np.random.default_rng(0).normal(size=(40, 64)), np.arange(40) % 2
    >>> gaussians(x, y, np.array([0, 1, 1]), 0).shape
    (3, 64)
    """
    from sklearn.mixture import GaussianMixture

    made = np.empty((len(labels), x.shape[1]))
    for label in np.unique(labels):
        mixture = GaussianMixture(parts, reg_covar=0.004, random_state=seed).fit(x[y == label])
        which = np.flatnonzero(labels == label)
        made[which] = mixture.sample(len(which))[0]
    return np.clip(made, -1, 1)


def vae(x, y, seed):
    """Return a maker of digits: the VAE of lesson 22 with 8 numbers and its chosen setting.

    All makers here learn from digits (n, 64) from -1 to 1; they are functions (labels, seed) -> (count, 64), positive
    where there is ink. Only some look at the labels that are asked for: `ASKED` names them.
    """
    model = train_vae(ink(x), 8, (256, 0.1, 200), seed)

    def make(labels, seed):
        return model.decode(np.random.default_rng(seed).standard_normal((len(labels), 8)).astype(np.float32))

    return make


def rbm(x, y, seed):
    """Return a maker of digits: the RBM of lesson 24 with its chosen setting; each chain starts from noise."""
    model = train_rbm(ink(x), 128, 150, 0.05, seed=seed)

    def make(labels, seed):
        rng = np.random.default_rng(seed)
        v = model.gibbs((rng.random((len(labels), 64)) < 0.5).astype(np.float32), SWEEPS, rng=rng)
        return model.visible(model.hidden(v)) - 0.5

    return make


def dbn(x, y, seed):
    """Return a maker of digits: two machines with label cells, with the settings of lesson 25."""
    nn.manual_seed(seed)
    model, rng = nn.DBN([64, 100, 100], labels=10, std=0.05).double(), np.random.default_rng(seed)
    v = ink(x).astype(float)
    model.pretrain(v, layer=0, rng=rng, epochs=100, lr=0.1, momentum=0.9)
    model.pretrain(v, y, layer=1, rng=rng, epochs=150, lr=0.05, chains=100)

    def make(labels, seed):
        rng = np.random.default_rng(seed)
        return model.dream(len(labels), 100, labels=labels, draws=False, rng=rng) - 0.5

    return make


def gan(x, y, seed, steps=1200):
    """Return a maker of digits: the GAN of lesson 26, for twice as many steps as there."""
    nn.manual_seed(seed)
    G, D = nn.ImageGenerator(16, width=16), nn.ImageDiscriminator(width=16)
    moves = nn.Adam(G.parameters(), 0.001, (0.5, 0.9)), nn.Adam(D.parameters(), 0.002, (0.5, 0.9))
    pictures, rng = x.reshape(-1, 1, 8, 8), np.random.default_rng(seed)
    for _ in range(steps):
        nn.gan_step(G, D, *moves, pictures[rng.integers(len(pictures), size=64)], rng=rng)

    def make(labels, seed):
        u = np.random.default_rng(seed).standard_normal((len(labels), 16)).astype(np.float32)
        return nn.predict(G, u).reshape(-1, 64)

    return make


def drawn_by(network):
    """Return a maker of digits: the network of this lesson, 100 DDPM steps."""
    return lambda labels, seed: digits.made(network.noise, labels, seed, count=len(labels))


def templates(x, y, seed):
    """Return a maker of digits: three Gaussians a class."""
    return lambda labels, seed: gaussians(x, y, labels, seed)


def ink(x):
    """Return 1 where there is ink, else 0, float32."""
    return (x >= 0).astype(np.float32)


MAKERS = {"VAE (22)": vae, "RBM (24)": rbm, "DBN (25)": dbn, "GAN (26)": gan, "3 Gaussians a class": templates}
ASKED = ("DBN (25)", "diffusion (27)", "3 Gaussians a class")
