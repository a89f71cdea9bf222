"""The variational autoencoder: a picture becomes a cloud of codes, and a code drawn from it becomes a picture again."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import predict
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.kl_divergence import kl_normal
from nnlearn.numpy.losses import Loss
from nnlearn.numpy.mlp import MLP
from nnlearn.numpy.module import Module, accumulate
from nnlearn.shared.vae import Coder, check_pair, check_rows, draws, sizes, split


class VAE(Coder, Module):
    """A variational autoencoder of pictures of ink or no ink: encode to a normal distribution, draw a code, decode it.

    q(z|x) = N(m, e^s), where the encoder gives mean m and log-variance s of each number of the code, and
    z = m + e^(s/2) eps with eps ~ N(0, 1): the draw comes from outside, so that there is a gradient through z
    (reparametrisation). The decoder gives the scores of p(x|z), a probability of ink in each pixel; p(z) = N(0, 1).

    `model(x)` takes pictures (N, in_features) and returns rows (N, in_features + 2 code): scores, means, log-variances
    side by side, which `VAELoss` takes with the pictures as targets. `nn.sigmoid` makes probabilities of scores.

    Parameters
    ----------
    in_features : int
        Number of pixels, >= 1.
    code : int
        Number of numbers in a code, >= 1.
    hidden : sequence of int
        Number of units in each hidden layer of the encoder, >= 1, with ReLU; the decoder has them in reverse order.

    Attributes
    ----------
    encoder, decoder : MLP
        x (N, in_features) -> (N, 2 code), and z (N, code) -> scores (N, in_features).

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number >= 1, or x does not have shape (N, in_features).

    Notes
    -----
    `encode(x)`, `decode(z)`, `terms(x)` and `log_likelihood(x, draws, rng)` take and return NumPy arrays on both sides.
    The eps come from the generator that `manual_seed` sets, the same on both sides. In evaluation mode they are the
    same in every call, so that validation moves no random number of the training, and its losses can be compared.

    Gradient, with G = dL/dz from the decoder: dL/dm = G, dL/ds = G eps e^(s/2) / 2, added to those that arrive at the
    means and log-variances directly; then through the encoder.

    References
    ----------
    Kingma, Welling (2014), "Auto-encoding variational Bayes", section 3 and appendix B. Burda, Grosse, Salakhutdinov
    (2016), "Importance weighted autoencoders", section 3 (`log_likelihood`).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> x = np.eye(4, dtype=np.float32).repeat(50, axis=0)  # four pictures
    >>> model, criterion = nn.VAE(4, 1, hidden=[16]), nn.VAELoss()
    >>> history = nn.fit(model, criterion, nn.Adam(model.parameters(), lr=0.02), x, x, epochs=150, batch_size=20)
    >>> reconstruction, kl = model.terms(np.eye(4, dtype=np.float32))
    >>> reconstruction.shape, kl.shape, model.decode(np.array([[0.5]])).shape
    ((4,), (4, 1), (1, 4))
    >>> bool(model.log_likelihood(np.eye(4, dtype=np.float32)).mean() > -1.7)  # log(1/4) = -1.39 is the best
    True
    """

    _run = staticmethod(predict)

    def __init__(self, in_features, code, hidden=(128,)):
        layers = sizes(in_features, code, hidden)
        self.in_features, self.code = layers[0], layers[-1]
        self.encoder = MLP([*layers[:-1], 2 * self.code])
        self.decoder = MLP(layers[::-1])

    @ignore_overflow
    def forward(self, x):  # (N, in) -> (N, in + 2 code)
        arguments.floats("VAE", x)
        check_rows("VAE", "x", x, self.in_features)
        mean, s = np.split(self.encoder(x), 2, axis=1)
        noise = np.exp(s / 2) * draws(self, s.shape).astype(s.dtype)
        z = mean + noise  # z = m + e^(s/2) eps
        return self.keep(np.concatenate([self.decoder(z), mean, s], axis=1), noise)

    @ignore_overflow
    def backward(self, grad):
        return self.encoder.backward(self.grad_of_code(grad))

    @ignore_overflow
    def accumulate(self, grad):
        accumulate(self.encoder, self.grad_of_code(grad))

    def grad_of_code(self, grad):
        """Return the gradient of the means and log-variances: what arrives at them directly, and through the draw."""
        noise = self.kept(grad)
        grad_scores, grad_mean, grad_s = split(grad, self.in_features)
        grad_z = self.decoder.backward(grad_scores)
        return np.concatenate([grad_mean + grad_z, grad_s + grad_z * noise / 2], axis=1)  # dz/dm = 1, dz/ds = noise/2


class VAELoss(Loss):
    """Minus the ELBO of a VAE, in nats a picture: L = 1/N sum (-log p(x|z) + beta KL(q(z|x) || p(z))).

    Both terms are sums within a picture: -log p(x|z) = sum log(1 + e^a) - a x over the pixels, with scores a, and the
    KL over the numbers of the code, each of `kl_normal`. "mean" divides by the number of pictures alone.

    Parameters
    ----------
    beta : float
        Weight of the KL, >= 0; 1 gives the ELBO. It may be changed while `fit` runs: `criterion.beta = 0.5`.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If beta is not a number >= 0; if prediction and target do not have shapes (N, features + 2 code) and
        (N, features), or one is empty, does not hold floats, or holds NaN or infinity; if a target is not in [0, 1].

    Notes
    -----
    Gradient: dL/da = 1/N (sigmoid(a) - x), dL/dm = 1/N beta m, dL/ds = 1/N beta (e^s - 1) / 2.

    References
    ----------
    Kingma, Welling (2014), "Auto-encoding variational Bayes", equation 10. Higgins et al. (2017), "beta-VAE: learning
    basic visual concepts with a constrained variational framework" (beta).

    Examples
    --------
    >>> criterion = VAELoss()
    >>> rows = np.array([[0.0, 0.0, 2.0, 0.0]])  # scores of two pixels, mean and log-variance of one code number
    >>> round(float(criterion(rows, np.array([[0.0, 1.0]]))), 4)  # 2 log 2 + 2
    3.3863
    >>> criterion.backward().tolist()
    [[0.5, -0.5, 2.0, 0.0]]
    """

    def __init__(self, beta=1.0, *, reduction="mean"):
        super().__init__(reduction=reduction)
        self.beta = arguments.number("VAELoss", "beta", beta, low=0)

    @ignore_overflow
    def forward(self, prediction, target):
        check_pair(prediction, target)
        scores, mean, s = split(prediction, target.shape[1])
        log_p = np.minimum(scores, 0) - np.log1p(np.exp(-np.abs(scores)))  # log sigmoid(a)
        reconstruction = ((1 - target) * scores - log_p).sum(axis=1)  # -log p(x|z)
        kl = kl_normal(mean, s).sum(axis=1)  # KL(q(z|x) || p(z))
        return self.reduce(reconstruction + weighed(self.beta, kl), log_p, target, mean, s)

    @ignore_overflow
    def backward(self, grad=None):
        share, log_p, target, mean, s = self.kept(grad)
        slopes = np.exp(log_p) - target, weighed(self.beta, mean), weighed(self.beta, np.expm1(s) / 2)
        return np.concatenate(slopes, axis=1) * (share[:, None] if np.ndim(share) else share)


def weighed(beta, values):
    """Return beta times values, and 0 for a beta of 0, whatever they are."""
    return beta * values if beta else np.zeros_like(values)
