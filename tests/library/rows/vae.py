"""The rows of the variational autoencoder: PyTorch's own layers and distributions, put together here."""

import numpy as np
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

from rows.fuzz import INF, NAN, NOT_GENERATORS, WORDS, good, not_batches, setting
from rows.losses import Loss
from rows.mlp import mlp
from rows.parity import NUMBERS, Program, array, close, copied, dtypes, numbers

PICTURES = (np.random.default_rng(1).random((7, 6)) < 0.4).astype(float)
PICTURES[0] = np.linspace(0, 1, 6)  # grey is taken too


class Theirs(torch.nn.Module):
    """A VAE that takes its noise as an argument."""

    def __init__(self, in_features, code, hidden):
        super().__init__()
        self.encoder, self.decoder = mlp([in_features, *hidden, 2 * code]), mlp([code, *hidden[::-1], in_features])

    def forward(self, x, eps):
        mean, log_variance = self.encoder(x).chunk(2, 1)
        return torch.cat([self.decoder(Normal(mean, (log_variance / 2).exp()).mean + (log_variance / 2).exp() * eps),
                          mean, log_variance], 1)  # fmt: skip


class Elbo(torch.nn.Module):
    """Minus the ELBO by PyTorch's distributions."""

    def __init__(self, beta=1.0, *, reduction="mean"):
        super().__init__()
        self.beta, self.reduction = beta, reduction

    def terms(self, rows, x):
        d = x.shape[1]
        scores, mean, log_variance = rows.split([d, *[(rows.shape[1] - d) // 2] * 2], 1)
        kl = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0))
        return -Bernoulli(logits=scores, validate_args=False).log_prob(x).sum(1), kl

    def forward(self, rows, x):
        reconstruction, kl = self.terms(rows, x)
        losses = reconstruction + self.beta * kl.sum(1)
        return losses if self.reduction == "none" else getattr(losses, self.reduction)()


def vae(nn, device):
    for in_features, code, hidden in ((6, 2, [5]), (6, 3, []), (6, 1, [4, 3])):
        torch.manual_seed(1)
        theirs = Theirs(in_features, code, hidden).double()
        ours = copied(nn.VAE(in_features, code, hidden), theirs, device)
        what = f"VAE({in_features}, {code}, {hidden})"
        assert list(ours.state_dict()) == list(theirs.state_dict())
        assert (ours.in_features, ours.code) == (in_features, code)
        x = torch.tensor(PICTURES)
        for mode, seed in (("train", 5), ("eval", 0), ("eval", 0)):  # in evaluation mode the draws stay the same
            getattr(ours, mode)()
            nn.manual_seed(5)
            eps = np.random.default_rng(seed).standard_normal((len(x), code))
            theirs.zero_grad(), ours.zero_grad()
            rows = theirs(x, torch.tensor(eps))
            expected = Elbo()(rows, x)
            expected.backward()
            close(nn.backprop(ours, nn.VAELoss(), PICTURES, PICTURES), expected, f"{what}, {mode}: loss")
            for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
                close(p.grad, q.grad, f"{what}, {mode}: gradient of {name}")
            nn.manual_seed(5)
            close(ours(array(nn, PICTURES, device=device)), rows, f"{what}, {mode}: output")
        doors(nn, ours, theirs, rows, what)
        assert dtypes({"y": ours.float()(array(nn, PICTURES, "float32", device))}) == {"y": "float32"}


def doors(nn, ours, theirs, rows, what):
    """What a trained VAE says, in arrays on both sides."""
    x, code = torch.tensor(PICTURES), ours.code
    ours.train()
    terms = Elbo().terms(rows, x)  # with the draws of evaluation mode
    for found, expected in zip(ours.terms(PICTURES), terms, strict=True):
        assert isinstance(found, np.ndarray)
        close(found, expected, f"{what}: terms")
    mean, s = theirs.encoder(x).chunk(2, 1)
    for found, expected in zip(ours.encode(PICTURES), (mean, s), strict=True):
        assert isinstance(found, np.ndarray)
        close(found, expected, f"{what}: encode")
    eps = np.random.default_rng(3).standard_normal((9, len(x), code))
    q, prior = Normal(mean, (s / 2).exp()), Normal(0.0, 1.0)
    z = mean + (s / 2).exp() * torch.tensor(eps)
    scores = theirs.decoder(z)
    close(ours.decode(numbers(z[0])), scores[0], f"{what}: decode")
    weights = Bernoulli(logits=scores, validate_args=False).log_prob(x).sum(2) + (
        prior.log_prob(z) - q.log_prob(z)
    ).sum(2)
    found = ours.log_likelihood(PICTURES, 9, np.random.default_rng(3))
    close(found, weights.logsumexp(0) - np.log(9), f"{what}: log_likelihood")
    assert ours.training


# Five pixels at the ends of the number line, and two code numbers.
ROWS = np.hstack([np.tile(NUMBERS[:, :1], (1, 5)), NUMBERS.clip(-20, 20)])
ROWS[0, 5:] = 0.0  # the prior itself
SHARES = np.random.default_rng(3).random((len(ROWS), 5)).round(1)
PARITY = {"VAE": Program(vae), "VAELoss": Loss(Elbo, ROWS, SHARES, ({}, {"beta": 0.3}, {"beta": 0.0}))}


def made(nn):
    return nn.VAE(6, 2, [3])


def not_rows(nn):
    return [
        *WORDS,
        3,
        PICTURES.tolist(),
        array(nn, PICTURES, "int64"),
        *(good(nn, *s) for s in ((), (6,), (2, 5), (2, 3, 6))),
    ]


def not_pictures(nn):
    return [*not_batches(np.asarray, (7, 6)), 2 * PICTURES, -PICTURES]


def not_codes(nn):
    return not_batches(np.asarray, (7, 2))


def pair(nn, width=10, rows=4):
    return good(nn, rows, width), array(nn, np.full((4, 6), 0.5), "float32")


def bad_predictions(nn):
    wrong = [good(nn, *shape) for shape in ((), (4,), (4, 6), (4, 9), (4, 5), (3, 10), (4, 10, 1), (0, 10))]
    return [*WORDS, 3, *wrong, array(nn, np.ones((4, 10)), "int64")]


def bad_targets(nn):
    wrong = [array(nn, values, "float32") for values in (np.full((4, 6), NAN), np.full((4, 6), 1.1), -np.ones((4, 6)))]
    return [*WORDS, 3, *wrong, good(nn, 3, 6), array(nn, np.ones((4, 6)), "int64")]


FUZZ = {
    "VAE": [
        setting("VAE", "in_features", (*WORDS, 0, 2.5, True), code=2),
        setting("VAE", "code", (*WORDS, 0, 2.5, NAN, True, [3]), 6),
        setting("VAE", "hidden", (*WORDS, 3, [0], [2.5], [True]), 6, 2),
        ("x", not_rows, lambda nn, bad: made(nn)(bad)),
        ("x", not_pictures, lambda nn, bad: made(nn).terms(bad)),
        ("x", not_pictures, lambda nn, bad: made(nn).log_likelihood(bad)),
        ("x", not_batches(np.asarray, (7, 6)), lambda nn, bad: made(nn).encode(bad)),
        ("z", not_codes, lambda nn, bad: made(nn).decode(bad)),
        ("draws", (*WORDS, 0, -1, 2.5, True), lambda nn, bad: made(nn).log_likelihood(PICTURES, bad)),
        ("rng", NOT_GENERATORS, lambda nn, bad: made(nn).log_likelihood(PICTURES, 2, bad)),
    ],
    "VAELoss": [
        setting("VAELoss", "beta", (*WORDS, -1, NAN, INF, True)),
        setting("VAELoss", "reduction", (*WORDS, 3, "average")),
        ("prediction|target", bad_predictions, lambda nn, bad: nn.VAELoss()(bad, pair(nn)[1])),
        ("prediction|target", bad_targets, lambda nn, bad: nn.VAELoss()(pair(nn)[0], bad)),
    ],
}
