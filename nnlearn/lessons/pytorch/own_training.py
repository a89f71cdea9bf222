"""How the open exercise 11.6 is tried: the learner's network, loop and optimizer are run and watched."""

import contextlib
import math

import numpy as np

from nnlearn.lessons.pytorch.watched_training import Watcher

SEEDS, WANTED = range(3), 0.96


def measure_training(train):
    """Train from three seeds with the learner's function, and measure the mean share of unseen digits read."""
    from torch.optim.optimizer import register_optimizer_step_post_hook

    from nnlearn import datasets

    fault = unfinished(train)
    if fault:
        return 0.0, False, fault
    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x.astype(float), digits.y, seed=0)
    borrowed: list[int] = []
    hook = register_optimizer_step_post_hook(lambda *_: borrowed.append(1))
    watcher = Watcher(train)
    shares, first = [], None
    try:
        for seed in SEEDS:
            with watcher if first is None else contextlib.nullcontext():
                model = network(train(x.copy(), y.copy(), seed))
            first = model if first is None else first
            shares.append(share_read(model, unseen / 16, labels))
    finally:
        hook.remove()
    mean = float(np.mean(shares))
    told = f"{shown(mean)} read ({shown(min(shares))} to {shown(max(shares))}), {len(shares)} seeds."
    if borrowed:
        return mean, False, told, "An optimizer of torch.optim has made the steps. Write the update yourself."
    if mean >= WANTED:
        return mean, True, told
    return mean, False, told, watcher.advice(first, read=mean, seen=share_read(first, x / 16, y), examples=len(y))


def shown(share):
    """Return a share in per cent, rounded down: what looks like the target has reached it."""
    return f"{math.floor(1000 * share + 1e-9) / 10:.1f} %"


def unfinished(train):
    """Return a sentence about an earlier answer that `train` uses and that does not pass yet, or ""."""
    import torch

    from nnlearn.checks import registry
    from nnlearn.checks.diagnosis.source import names_used
    from nnlearn.checks.judge import judge

    if isinstance(train, type | torch.nn.Module) or not callable(train):
        found = "a class" if isinstance(train, type) else f"a {type(train).__name__}"
        raise TypeError(f'expected the function train itself, found {found}: check("11.6", train)')
    earlier = {"Net": "11.2", "Digits": "11.3", "train_epoch": "11.4", "evaluate": "11.5"}
    for name, value in names_used(train).items():
        if name in earlier and not judge(registry.find("exercises", earlier[name]), value):
            return f"It uses your {name}, which does not pass {earlier[name]} yet. Look there first."
    return ""


def network(given):
    """Return the network that `train` returned, or raise an error that says what it returned instead."""
    import torch

    if isinstance(given, torch.nn.Module):
        return given
    if given is None:
        raise TypeError("train returns nothing (None); it should end with return model.")
    if isinstance(given, tuple | list) and any(isinstance(one, torch.nn.Module) for one in given):
        raise TypeError(f"train returns {len(given)} things. Only the model is asked for: return model.")
    if isinstance(given, type):
        raise TypeError("train returns a class. Return the model that was made and trained.")
    if isinstance(given, dict):
        raise TypeError("train returns a dict. If it is model.state_dict(), return the model itself.")
    raise TypeError(f"train returns a {type(given).__name__}; a torch.nn.Module is expected, the trained model.")


def share_read(model, pictures, labels):
    """Return the share of digits that a model reads, in evaluation mode, in its own dtype and on its own device."""
    import torch

    parameter = next(model.parameters(), torch.zeros(1))
    model.eval()
    with torch.no_grad():
        z = model(torch.from_numpy(pictures).to(parameter.device, parameter.dtype))
    if not isinstance(z, torch.Tensor) or z.shape != (len(labels), 10):
        found = tuple(z.shape) if isinstance(z, torch.Tensor) else type(z).__name__
        raise ValueError(f"the model gives {found} for {len(labels)} digits; logits of shape (N, 10) are expected.")
    return float((z.argmax(dim=1).cpu().numpy() == labels).mean())
