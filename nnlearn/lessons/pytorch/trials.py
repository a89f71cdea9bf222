"""How the answers to the exercises of lesson 11 are tried: on models whose calls are counted and modes watched."""

import functools
import inspect

import numpy as np


def fixed(model, seed=0):
    """Fill the parameters of a model, in their order, with the same numbers every time."""
    import torch

    rng = np.random.default_rng(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.from_numpy(rng.normal(size=tuple(parameter.shape)) / 2))
    return model


# 11.1 the line of the task, with a model on any device and in any dtype


def run_the_line(answer, pictures, labels, device, dtype):
    """Return the shape of x, dtype and device of the model, and the loss (0 on meta, which has no numbers)."""
    import torch

    model = fixed(torch.nn.Linear(64, 10)).to(device, getattr(torch, dtype))
    x, y = answer(pictures, labels, model)
    weight = model.weight
    kept = f"{str(weight.dtype).removeprefix('torch.')} on {weight.device}"
    if weight.is_meta and isinstance(x, torch.Tensor) and isinstance(y, torch.Tensor):
        if not (x.is_meta and y.is_meta):  # the message of the line, which would load PyTorch's compiler first
            raise with_this_message("Tensor on device meta is not on the expected device cpu!")
        return tuple(x.shape), kept, 0.0
    try:
        loss = torch.nn.functional.cross_entropy(model(x), y)
    except RuntimeError as error:  # the message alone, without PyTorch's own lines
        raise with_this_message(str(error).splitlines()[0]) from None
    return tuple(x.shape), kept, loss.item()


@functools.cache
def error_class(message):
    return type("RuntimeError", (RuntimeError,), {})


def with_this_message(message):
    """Return an error of a class of its own, since `judge` takes two errors of one class for the same mistake."""
    return error_class(message)(message)


# 11.2


def use_module(answer, sizes, x):
    """Return the shapes of the parameters, whether the network answers the same twice, and its output."""
    import torch

    made = answer() if inspect.isfunction(answer) else answer  # the reference and the mistakes make their class
    if not isinstance(made, type) or not issubclass(made, torch.nn.Module):
        raise TypeError('expected a class that inherits from torch.nn.Module: check("11.2", Net)')
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = made(sizes)
        shapes = [f"{tuple(p.shape)}" for p in model.parameters()]
        fixed(model)
        x = torch.from_numpy(x).float()
        first, second = model.forward(x), model.forward(x)
        if not isinstance(first, torch.Tensor):
            raise TypeError(f"expected forward to return a tensor, got {type(first).__name__}")
    return shapes, bool(torch.equal(first, second)), first.detach().numpy() if shapes else None


# 11.3


def through_a_loader(answer, x, y):
    """Return what a shuffling DataLoader makes of the data set: kinds, pixels and labels in order, and the pairs."""
    from torch.utils.data import DataLoader

    data = answer(x, y)
    if len(data) and (not isinstance(data[0], tuple | list) or len(data[0]) != 2):
        raise TypeError("expected data[i] to be a pair: a picture and its label")
    batches = list(DataLoader(data, batch_size=4, shuffle=True))
    pixels = np.concatenate([batch[0].numpy() for batch in batches])
    labels = np.concatenate([batch[1].numpy() for batch in batches])
    kinds = f"{pixels.dtype} and {labels.dtype}"
    if pixels.ndim != 2 or labels.ndim != 1:
        return kinds, str(pixels.shape[1:]), str(labels.shape[1:]), 0.0, 0.0, False
    paired = True
    for row, label in zip(pixels / pixels.max(), labels, strict=True):  # whatever the scale
        nearest = np.abs(x / x.max() - row).sum(axis=1).argmin()
        paired = paired and bool(y[nearest] == label)
    shapes = str(pixels.shape[1:]), str(labels.shape[1:])
    return kinds, *shapes, np.array(sorted(pixels.tolist())), np.sort(labels), paired


# 11.4


def count_the_calls(answer, x, y):
    """Return how often backward and step ran, whether the loss is a plain number, the loss, and the weights."""
    import torch

    model = fixed(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 3))).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    calls = {"backward": 0, "step": 0}

    def note(name):
        calls[name] += 1

    model[2].bias.register_hook(lambda _: note("backward"))
    optimizer.register_step_post_hook(lambda *_: note("step"))
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    loader = list(zip(x.split(4), y.split(4), strict=True))  # the last batch is short
    try:
        found = answer(model, torch.nn.CrossEntropyLoss(), optimizer, loader)
    except NotImplementedError as error:  # what PyTorch raises if the labels come first
        raise RuntimeError(f"{error}. Is it criterion(prediction, target)?") from None
    plain = isinstance(found, int | float | np.number)
    weights = torch.cat([p.detach().ravel() for p in model.parameters()]).numpy()
    return calls["backward"], calls["step"], plain, float(found), weights


# 11.5


def watch_the_modes(answer, x, y):
    """Return how many passes ran in training mode, how many recorded a graph, the mode afterwards, and the share."""
    import torch

    hidden = (torch.nn.Linear(3, 8), torch.nn.BatchNorm1d(8), torch.nn.Dropout(0.5))
    model = fixed(torch.nn.Sequential(*hidden, torch.nn.Linear(8, 3)))
    seen = {"training": 0, "recorded": 0}

    def note(module, *_):
        seen["training"] += module.training
        seen["recorded"] += torch.is_grad_enabled()

    model.register_forward_hook(note)
    x, y = torch.from_numpy(x).float(), torch.from_numpy(y)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        share = answer(model, list(zip(x.split(8), y.split(8), strict=True)))
    return seen["training"], seen["recorded"], bool(model.training), float(share)


# 11.6 open: a network, a loop and an optimizer of the learner's own

EARLIER = {"Net": "11.2", "Digits": "11.3", "train_epoch": "11.4", "evaluate": "11.5"}
SEEDS, WANTED = range(5), 0.96


def earlier_fault(train):
    """Return a sentence about an earlier answer that `train` uses and that does not pass yet, or ""."""
    from nnlearn.checks import registry
    from nnlearn.checks.judge import judge

    code = getattr(train, "__code__", None)
    for name in code.co_names if code else ():
        if name in EARLIER and name in train.__globals__:
            exercise = registry.find("exercises", EARLIER[name])
            if not judge(exercise, train.__globals__[name]):
                return f"It uses your {name}, which does not pass {EARLIER[name]} yet. Look there first."
    return ""


def measure_training(train):
    """Train from five seeds with the learner's function, and measure the mean share of unseen digits read."""
    from torch.optim.optimizer import register_optimizer_step_post_hook

    from nnlearn import datasets

    fault = earlier_fault(train)
    if fault:
        return 0.0, False, fault
    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x.astype(float), digits.y, seed=0)
    borrowed = []
    watcher = register_optimizer_step_post_hook(lambda *_: borrowed.append(1))
    try:
        shares = [share_read(train(x.copy(), y.copy(), seed), unseen, labels) for seed in SEEDS]
    except RuntimeError as error:
        if "in-place operation" in str(error):
            return 0.0, False, "An update is not part of the graph: run it under torch.no_grad()."
        raise
    finally:
        watcher.remove()
    mean, told = float(np.mean(shares)), f"{np.mean(shares):.1%} read ({min(shares):.1%} to {max(shares):.1%})"
    if borrowed:
        return mean, False, f"{told}, but with an optimizer of torch.optim. Write the update yourself."
    if mean < 0.3:
        why = "Are the parameters of the model changed? `p = p - ...` makes a new tensor, `p -= ...` changes p."
        return mean, False, f"{told}: as good as untrained. {why}"
    return mean, mean >= WANTED, f"{told}, five seeds."


def share_read(model, unseen, labels):
    """Return the share of unseen digits that a model reads, in evaluation mode, with pixels from 0 to 1."""
    import torch

    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"expected train to return the model, a torch.nn.Module, got {type(model).__name__}")
    model.eval()
    with torch.no_grad():
        z = model(torch.from_numpy(unseen / 16).float())
    return float((z.argmax(dim=1).numpy() == labels).mean())
