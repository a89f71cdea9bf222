"""The variational autoencoder: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_reduction
from nnlearn.shared.vae import Coder, check_pair, check_rows, draws, sizes, split
from nnlearn.torch.backprop import predict
from nnlearn.torch.kl_divergence import kl_normal
from nnlearn.torch.losses import reduce
from nnlearn.torch.mlp import MLP
from nnlearn.torch.module import Module


class VAE(Coder, Module):
    """A variational autoencoder of pictures of ink or no ink: encode to a normal distribution, draw a code, decode it.

    q(z|x) = N(m, e^s), and z = m + e^(s/2) eps with eps ~ N(0, 1). See `nnlearn.numpy.VAE`.

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

    Examples
    --------
    >>> model = VAE(64, 8)
    >>> model(torch.rand(5, 64)).shape  # 64 scores, 8 means, 8 log-variances
    torch.Size([5, 80])
    """

    _run = staticmethod(predict)

    def __init__(self, in_features, code, hidden=(128,)):
        super().__init__()
        layers = sizes(in_features, code, hidden)
        self.in_features, self.code = layers[0], layers[-1]
        self.encoder = MLP([*layers[:-1], 2 * self.code])
        self.decoder = MLP(layers[::-1])

    def forward(self, x):  # (N, in) -> (N, in + 2 code)
        arguments.floats("VAE", x, torch.Tensor)
        check_rows("VAE", "x", x, self.in_features)
        mean, s = self.encoder(x).chunk(2, dim=1)
        noise = (s / 2).exp() * torch.from_numpy(draws(self, tuple(s.shape))).to(s)
        z = mean + noise  # z = m + e^(s/2) eps
        return torch.cat([self.decoder(z), mean, s], dim=1)


class VAELoss(torch.nn.Module):
    """Minus the ELBO of a VAE, in nats a picture: L = 1/N sum (-log p(x|z) + beta KL(q(z|x) || p(z))).

    See `nnlearn.numpy.VAELoss`.

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

    Examples
    --------
    >>> VAELoss()(torch.tensor([[0.0, 0.0, 2.0, 0.0]]), torch.tensor([[0.0, 1.0]]))  # 2 log 2 + 2
    tensor(3.3863)
    """

    def __init__(self, beta=1.0, *, reduction="mean"):
        super().__init__()
        self.reduction = check_reduction(self, reduction)
        self.beta = arguments.number("VAELoss", "beta", beta, low=0)

    def forward(self, prediction, target):
        check_pair(prediction, target, torch.Tensor)
        scores, mean, s = split(prediction, target.shape[1])
        binary = torch.nn.functional.binary_cross_entropy_with_logits(scores, target, reduction="none")
        kl = kl_normal(mean, s).sum(dim=1) if self.beta else 0  # KL(q(z|x) || p(z))
        return reduce(binary.sum(dim=1) + self.beta * kl, self.reduction)  # -log p(x|z) + beta KL
