"""The rows of the Kullback-Leibler divergence."""

import numpy as np
import torch

from rows.fuzz import NOT_FLAGS, WORDS, good, not_batches, setting
from rows.losses import REDUCTIONS, Loss
from rows.parity import NUMBERS, array

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


PARITY = {"KLDivLoss": Both()}
FUZZ = {
    "KLDivLoss": [
        setting("KLDivLoss", "reduction", (*WORDS, 3, "average")),
        setting("KLDivLoss", "log_target", NOT_FLAGS),
        ("prediction|target", bad_batches, lambda nn, bad: nn.KLDivLoss()(bad, half(nn))),
        ("prediction|target", bad_batches, lambda nn, bad: nn.KLDivLoss()(half(nn, -0.5), bad)),
        ("prediction", lambda nn: [half(nn), good(nn, 5, 2)], lambda nn, bad: nn.KLDivLoss()(bad, half(nn))),
        ("target", lambda nn: [half(nn, -0.5), half(nn, 1.1)], lambda nn, bad: nn.KLDivLoss()(half(nn, -0.5), bad)),
        ("target", lambda nn: [half(nn)], lambda nn, bad: nn.KLDivLoss(log_target=True)(half(nn, -0.5), bad)),
    ]
}
