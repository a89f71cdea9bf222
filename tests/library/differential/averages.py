"""Averaged weights: random updates, decays and numbers of models."""

import numpy as np
import torch
from rows.parity import copied
from torch.optim import swa_utils

import nnlearn.numpy as nn
from differential.draw import same, tensor


def averaged(name, draw):
    i, o = draw.sizes(2)
    theirs = torch.nn.Linear(i, o).double()
    ours = copied(nn.Linear(i, o), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    decay = draw.pick(None, draw.real(0, 1))
    mean, average = (
        side.AveragedModel(model, multi_avg_fn=None if decay is None else side.get_ema_multi_avg_fn(decay))
        for side, model in ((swa_utils, theirs), (nn, ours))
    )
    for _ in range(draw.size()):
        for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
            p.data = draw.numbers(*p.shape)
            with torch.no_grad():
                q.copy_(tensor(p.data))
        mean.update_parameters(theirs), average.update_parameters(ours)
    assert average.n_averaged == mean.n_averaged
    for p, q in zip(average.parameters(), mean.parameters(), strict=True):
        same(p.data, q, f"{name}, decay {decay}, {draw.dtype}", draw.dtype)


def ema(name, draw):
    decay, values = draw.real(0, 1), [draw.numbers(*draw.sizes(draw.size(0, 3))) for _ in range(draw.size())]
    means, expected = [np.array(each) for each in values], [tensor(each) for each in values]
    for _ in range(3):
        new = [draw.numbers(*each.shape) for each in values]
        nn.get_ema_multi_avg_fn(decay)(means, new, 1)
        swa_utils.get_ema_multi_avg_fn(decay)(expected, list(map(tensor, new)), 1)
    for p, q in zip(means, expected, strict=True):
        same(p, q, f"{name}({decay}), {draw.dtype}", draw.dtype)


CHECKS = {"AveragedModel": averaged, "get_ema_multi_avg_fn": ema}
