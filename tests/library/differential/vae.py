"""The variational autoencoder, its loss and its divergence: random sizes, layouts and precisions."""

import numpy as np
from rows.kl_divergence import prior
from rows.parity import copied
from rows.vae import Theirs

import nnlearn.numpy as nn
from differential.draw import same, tensor
from differential.losses import loss


def vae(name, draw):
    """Output and every gradient, twice, with the draws of the seed."""
    sizes = draw.size(), draw.size(1, 4), list(draw.sizes(draw.size(0, 2)))
    theirs = Theirs(*sizes).double()
    ours = copied(nn.VAE(*sizes), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    seed, what = draw.size(0, 99), f"{name}{sizes}, {draw.dtype}"
    nn.manual_seed(seed)
    rng = np.random.default_rng(seed)
    for _ in range(2):
        x = draw.probabilities(draw.size(), sizes[0])
        before, given = x.copy(), tensor(x, grad=True)
        expected = theirs(given, tensor(rng.standard_normal((len(x), sizes[1]))))
        upstream = draw.numbers(*expected.shape)
        expected.backward(tensor(upstream))
        same(ours(x), expected, f"{what}: output", draw.dtype)
        same(ours.backward(upstream), given.grad, f"{what}: gradient of x", draw.dtype)
        assert (x == before).all(), f"{what}: x has changed"
        for (key, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            same(p.grad, q.grad, f"{what}: gradient of {key}", draw.dtype)


def elbo(draw):
    features, code = draw.size(), draw.size(1, 4)

    def make():
        rows = draw.size()
        return draw.numbers(rows, features + 2 * code) / 3, draw.probabilities(rows, features)

    return draw.some(beta=draw.pick(0.0, draw.real(0.1, 3))), make


def divergence(name, draw):
    shape = draw.sizes(draw.size(0, 4))
    mean, s = (draw.laid_out(draw.numbers(*shape) / 3) for _ in range(2))
    before = mean.copy(), s.copy()
    same(nn.kl_normal(mean, s), prior(tensor(mean), tensor(s)), f"{name}, {shape}", draw.dtype)
    assert (mean == before[0]).all(), f"{name}: the mean has changed"
    assert (s == before[1]).all(), f"{name}: the log-variance has changed"


CHECKS = {"VAE": vae, "VAELoss": loss(elbo), "kl_normal": divergence}
