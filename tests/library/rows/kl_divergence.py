"""The rows of the Kullback-Leibler divergence."""

import numpy as np
import torch
from torch.distributions import Normal, kl_divergence

from rows.fuzz import NOT_FLAGS, WORDS, good, not_batches, not_floats, setting
from rows.losses import REDUCTIONS, Loss
from rows.parity import NUMBERS, Program, array, close, dtypes, is_torch, numbers

LOG_Q = torch.log_softmax(torch.tensor(NUMBERS), 1).numpy()
T = torch.softmax(torch.tensor(NUMBERS[::-1].copy()), 1).numpy()
T[0] = [0.0, 1.0, 0.0, 0.0]
T[1] = np.exp(LOG_Q[1])  # a divergence of 0
WHOLE = (*REDUCTIONS, "batchmean")


class Both:
    """Compare with a target of probabilities, and with one of log-probabilities."""

    reference = torch.nn.KLDivLoss

    def check(self, nn, name, device="cpu"):
        images = T[:4].reshape(2, 2, 2, 2), LOG_Q[:4].reshape(2, 2, 2, 2)
        for t, log_q in ((T, LOG_Q), (T[0], LOG_Q[0]), images):
            Loss(self.reference, log_q, t, reductions=WHOLE).check(nn, name, device)
        log_t = np.maximum(np.log(np.maximum(T, 1e-300)), -1e3)
        Loss(self.reference, LOG_Q, log_t, ({"log_target": True},), WHOLE).check(nn, name, device)


def half(nn, value=0.5):
    return array(nn, np.full((5, 2), value), "float32")


def bad_batches(nn):
    wrong = not_batches(lambda values: array(nn, values, "float32"), (5, 2))
    return [*wrong, array(nn, np.zeros((5, 2)), "int64"), array(nn, np.zeros((4, 2)), "float32"), half(nn, 2.0)]


def prior(mean, log_variance):
    """Return PyTorch's own divergence from the standard normal distribution."""
    return kl_divergence(Normal(mean, (log_variance / 2).exp(), validate_args=False), Normal(0.0, 1.0))


def kl_normal(nn, device):
    """Values and slopes, in both precisions; means and log-variances of every size side by side."""
    s = np.concatenate([NUMBERS[:8].clip(-30, 30), [[1e-9, -1e-9, 1e-3, -1e-3]]])
    mean = np.roll(s, 1, axis=0)
    for dtype, tolerance in ((np.float64, {"rtol": 1e-10}), (np.float32, {"rtol": 1e-5, "atol": 1e-6})):
        theirs = [torch.tensor(values.astype(dtype).astype(float), requires_grad=True) for values in (mean, s)]
        expected = prior(*theirs)
        ours = [array(nn, values, dtype, device) for values in (mean, s)]
        if is_torch(nn):
            [each.requires_grad_() for each in ours]
        found = nn.kl_normal(*ours)
        assert dtypes({"kl": found}) == {"kl": np.dtype(dtype).name}
        close(found, expected, "kl_normal", **tolerance)
        assert (numbers(found) >= -1e-9).all()
        if is_torch(nn):
            found.sum().backward(), expected.sum().backward()
            for mine, own, what in zip(ours, theirs, ("mean", "log-variance"), strict=True):
                close(mine.grad, own.grad, f"gradient of the {what}", **tolerance)


PARITY = {"KLDivLoss": Both(), "kl_normal": Program(kl_normal)}
FUZZ = {
    "KLDivLoss": [
        setting("KLDivLoss", "reduction", (*WORDS, 3, "average")),
        setting("KLDivLoss", "log_target", NOT_FLAGS),
        ("prediction|target", bad_batches, lambda nn, bad: nn.KLDivLoss()(bad, half(nn))),
        ("prediction|target", bad_batches, lambda nn, bad: nn.KLDivLoss()(half(nn, -0.5), bad)),
        ("prediction", lambda nn: [half(nn), good(nn, 5, 2)], lambda nn, bad: nn.KLDivLoss()(bad, half(nn))),
        ("target", lambda nn: [half(nn, -0.5), half(nn, 1.1)], lambda nn, bad: nn.KLDivLoss()(half(nn, -0.5), bad)),
        ("target", lambda nn: [half(nn)], lambda nn, bad: nn.KLDivLoss(log_target=True)(half(nn, -0.5), bad)),
    ],
    "kl_normal": [
        ("mean", not_floats, lambda nn, bad: nn.kl_normal(bad, good(nn, 3))),
        ("log_variance", not_floats, lambda nn, bad: nn.kl_normal(good(nn, 3), bad)),
        ("log_variance", [(4,), (3, 1), (1, 3), ()], lambda nn, bad: nn.kl_normal(good(nn, 3), good(nn, *bad))),
    ],
}
