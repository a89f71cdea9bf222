"""The right answers to the exercises of lesson 11, and how each is tried. PyTorch is imported where it is needed."""

import functools
import inspect

import numpy as np

# 11.1 pictures and labels of the dtype, shape and device that the line `criterion(model(x), y)` accepts


def ready(pictures, labels, model):
    """Return pictures and labels as tensors that the model and cross-entropy accept."""
    import torch

    weight = next(model.parameters())
    x = torch.from_numpy(pictures).reshape(len(pictures), -1)
    y = torch.from_numpy(labels)
    return x.to(weight.device, weight.dtype), y.to(weight.device, torch.int64)


def run_the_line(answer, pictures, labels, device, dtype):
    """Return the shape of x, dtype and device of the model, and the loss (0 on meta, which has no numbers)."""
    import torch

    model = fixed(torch.nn.Linear(64, 10)).to(device, getattr(torch, dtype))
    x, y = answer(pictures, labels, model)
    weight = model.weight
    kept = f"{str(weight.dtype).removeprefix('torch.')} on {weight.device}"
    try:
        loss = torch.nn.functional.cross_entropy(model(x), y)
    except RuntimeError as error:  # the message alone, without PyTorch's own lines
        raise with_this_message(str(error).splitlines()[0]) from None
    return tuple(x.shape), kept, 0.0 if loss.is_meta else loss.item()


@functools.cache
def error_class(message):
    return type("RuntimeError", (RuntimeError,), {})


def with_this_message(message):
    """Return an error of a class of its own, since `judge` takes two errors of one class for the same mistake."""
    return error_class(message)(message)


def sample_pictures(rng, device="cpu", dtype="float32"):
    n = int(rng.integers(3, 7))
    return rng.uniform(size=(n, 8, 8)), rng.integers(0, 10, n).astype(float), device, dtype


PLACES = (("cpu", "float32"), ("cpu", "float64"), ("meta", "float32"))
MODELS = tuple(sample_pictures(np.random.default_rng(11), *place) for place in PLACES)


def fixed(model, seed=0):
    """Fill the parameters of a model, in their order, with the same numbers every time."""
    import torch

    rng = np.random.default_rng(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.from_numpy(rng.normal(size=tuple(parameter.shape)) / 2))
    return model


# 11.2 a Module with any number of layers


def network():
    """Return the class Net, made here since PyTorch is not imported before it is used."""
    import torch

    class Net(torch.nn.Module):
        def __init__(self, sizes):
            super().__init__()
            layers = [torch.nn.Linear(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]
            self.layers = torch.nn.ModuleList(layers)

        def forward(self, x):
            for layer in self.layers[:-1]:
                x = torch.relu(layer(x))
            return self.layers[-1](x)

    return Net


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


def sample_sizes(rng):
    sizes = [int(k) for k in rng.integers(2, 6, int(rng.integers(3, 5)))]
    return sizes, rng.normal(size=(3, sizes[0]))


THREE_LAYERS = ([4, 3, 3, 2], np.arange(8.0).reshape(2, 4))

# 11.3 a data set: how many examples there are, and example i


class Digits:
    """Pictures with pixels from 0 to 16 and their labels, one at a time."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return (self.x[i] / 16).astype(np.float32), int(self.y[i])


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


def sample_digits(rng):
    n = int(rng.integers(9, 12))
    return rng.integers(0, 17, size=(n, 6)).astype(float), rng.permutation(n)


# 11.4 one epoch: zero, forward, backward, step, and the mean loss over all examples


def train_epoch(model, criterion, optimizer, loader):
    """Train for one pass over the loader; return the mean loss of its examples, a plain number."""
    total = count = 0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count


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


def sample_batches(rng):
    n = int(rng.integers(9, 12))
    return rng.normal(size=(n, 3)), rng.integers(0, 3, n)


# 11.5 the share of right answers, in evaluation mode and without a graph


def evaluate(model, loader):
    """Return the share of the loader's examples that the model gets right; leave it in training mode."""
    import torch

    model.eval()
    right = count = 0
    with torch.no_grad():
        for batch, labels in loader:
            right += (model(batch).argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train()
    return right / count


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


def sample_loader(rng):
    n = int(rng.integers(18, 22))  # the last batch is short
    return rng.normal(size=(n, 3)), rng.integers(0, 3, n)


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
