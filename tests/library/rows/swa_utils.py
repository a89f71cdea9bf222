"""The rows of averaged weights, compared with PyTorch's own over several updates, with and without buffers."""

import numpy as np
import torch
from torch.optim import swa_utils

from rows.fuzz import BAD_MODELS, NOT_FLAGS, WORDS, other
from rows.parity import Program, array, close, copied

NOT_FUNCTIONS = [bad for bad in (*WORDS, 3, list) if bad is not None]
NOT_SHARES = (*WORDS, -0.1, 1.1, float("nan"), [0.5], True)


def made(nn):
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, 1))


def half(mean, new, n):
    return mean + (new - mean) / 2 + 0 * n


SETTINGS = {
    "the mean": lambda side: {},
    "one array at a time": lambda side: {"avg_fn": half},
    "EMA": lambda side: {"multi_avg_fn": side.get_ema_multi_avg_fn(0.7)},
    "EMA, with buffers": lambda side: {"multi_avg_fn": side.get_ema_multi_avg_fn(0.7), "use_buffers": True},
    "the mean, with buffers": lambda side: {"use_buffers": True},
}


def check(nn, device):
    x, y = np.random.default_rng(0).normal(size=(12, 3)), np.ones((12, 1))
    for what, settings in SETTINGS.items():
        torch.manual_seed(1)
        theirs = made(torch.nn).double()
        ours = copied(made(nn), theirs, device)
        mean, average = swa_utils.AveragedModel(theirs, **settings(swa_utils)), nn.AveragedModel(ours, **settings(nn))
        sgd, mine = torch.optim.SGD(theirs.parameters(), lr=0.1), nn.SGD(ours.parameters(), lr=0.1)
        for _ in range(4):
            sgd.zero_grad(), mine.zero_grad()
            torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(y)).backward()
            nn.backprop(ours, nn.MSELoss(), x, y)
            sgd.step(), mine.step()
            mean.update_parameters(theirs), average.update_parameters(ours)
            found, expected = average.state_dict(), mean.state_dict()
            assert list(found) == list(expected), what
            for name, values in expected.items():
                close(found[name], values, f"{what}: {name}")
        mean.eval(), average.eval()
        close(average(array(nn, x, device=device)), mean(torch.tensor(x)), f"{what}: output")
        close(nn.predict(average, x), mean(torch.tensor(x)), f"{what}: predict")
        mean.zero_grad(), average.zero_grad()
        torch.nn.functional.mse_loss(mean(torch.tensor(x)), torch.tensor(y)).backward()
        nn.backprop(average, nn.MSELoss(), x, y)
        for p, q in zip(average.parameters(), mean.parameters(), strict=True):
            close(p.grad, q.grad, f"{what}: gradient")


def ema(nn, device):
    for decay in (0.0, 0.3, 0.999, 1.0):
        for dtype in ("float32", "float64"):
            mean, new = (np.random.default_rng(seed).normal(size=(3, 2)).astype(dtype) for seed in (0, 1))
            expected = torch.tensor(mean)
            swa_utils.get_ema_multi_avg_fn(decay)([expected], [torch.tensor(new)], 1)
            found = array(nn, mean, device=device)
            nn.get_ema_multi_avg_fn(decay)([found], [array(nn, new, device=device)], 1)
            close(found, expected, f"EMA of {decay}, {dtype}", atol=1e-6 if dtype == "float32" else 1e-12, rtol=0)
            assert str(found.dtype).endswith(dtype)


PARITY = {"AveragedModel": Program(check), "get_ema_multi_avg_fn": Program(ema)}


def updated(nn, model):
    return nn.AveragedModel(nn.Linear(2, 1)).update_parameters(model)


def not_models(nn):
    return [*BAD_MODELS, nn.Linear, other(nn).Linear(2, 1)]


FUZZ = {
    "AveragedModel": [
        ("model", not_models, lambda nn, bad: nn.AveragedModel(bad)),
        ("device", (3, "text"), lambda nn, bad: nn.AveragedModel(nn.Linear(2, 1), bad)),
        ("avg_fn", NOT_FUNCTIONS, lambda nn, bad: nn.AveragedModel(nn.Linear(2, 1), None, bad)),
        ("avg_fn", [half], lambda nn, bad: nn.AveragedModel(nn.Linear(2, 1), None, bad, bad)),
        ("multi_avg_fn", NOT_FUNCTIONS, lambda nn, bad: nn.AveragedModel(nn.Linear(2, 1), multi_avg_fn=bad)),
        ("use_buffers", NOT_FLAGS, lambda nn, bad: nn.AveragedModel(nn.Linear(2, 1), use_buffers=bad)),
        ("model", not_models, updated),
        ("model", [(3, 1), (2, 2)], lambda nn, bad: updated(nn, nn.Linear(*bad))),
    ],
    "get_ema_multi_avg_fn": [("decay", NOT_SHARES, lambda nn, bad: nn.get_ema_multi_avg_fn(bad))],
}
