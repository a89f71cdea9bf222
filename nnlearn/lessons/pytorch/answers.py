"""The right answers to the exercises of lesson 11, and the inputs they are tried on.

PyTorch is imported where it is needed: the table of progress reads this file too.
"""

import numpy as np

# 11.1 pictures and labels of the dtype, shape and device that the line `criterion(model(x), y)` accepts


def ready(pictures, labels, model):
    """Return pictures and labels as tensors that the model and cross-entropy accept."""
    import torch

    weight = next(model.parameters())
    x = torch.from_numpy(pictures).reshape(len(pictures), -1)
    y = torch.from_numpy(labels)
    return x.to(weight.device, weight.dtype), y.to(weight.device, torch.int64)


def sample_pictures(rng, device="cpu", dtype="float32"):
    n = int(rng.integers(3, 7))
    return rng.uniform(0, 4, size=(n, 8, 8)), rng.integers(0, 10, n).astype(float), device, dtype


PLACES = (("cpu", "float32"), ("cpu", "float64"), ("meta", "float32"))
MODELS = tuple(sample_pictures(np.random.default_rng(11), *place) for place in PLACES)
ONE_PICTURE = tuple(one[:1] if isinstance(one, np.ndarray) else one for one in MODELS[0])
OTHER_PLACES = {
    "a model in float64 on meta": sample_pictures(np.random.default_rng(12), "meta", "float64"),
    "a model in bfloat16 on meta": sample_pictures(np.random.default_rng(13), "meta", "bfloat16"),
}


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


def sample_sizes(rng):
    sizes = [int(k) for k in rng.integers(2, 6, int(rng.integers(3, 5)))]
    return sizes, rng.normal(size=(3, sizes[0]))


THREE_LAYERS = ([4, 3, 3, 2], np.arange(8.0).reshape(2, 4))
ONE_LAYER = ([3, 2], np.array([[1.0, -2.0, 0.5], [-1.0, 2.0, -0.5], [3.0, 3.0, 1.0], [-3.0, -3.0, -1.0]]))
SIX_LAYERS = ([2, 5, 4, 3, 6, 7, 3], np.array([[1.0, -2.0], [-1.0, 0.5]]))
ONES = ([1, 3, 1, 2, 1], np.array([[1.5], [-2.0], [0.5]]))
ONE_EXAMPLE = ([3, 4, 2], np.array([[1.0, -2.0, 0.5]]))
AS_WIDE_AS_THE_OUTPUT = ([3, 2, 4, 2], np.array([[1.0, -2.0, 0.5], [-1.0, 0.0, 3.0]]))

# 11.3 a data set: how many examples there are, and example i


class Digits:
    """Pictures with pixels from 0 to 16 and their labels, one at a time."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return (self.x[i] / 16).astype(np.float32), int(self.y[i])


def sample_digits(rng, pixels=64):
    n = int(rng.integers(9, 12))
    return rng.integers(1, 15, size=(n, pixels)).astype(float), rng.permutation(n)  # none is as bright as can be


SMALL_DIGITS = sample_digits(np.random.default_rng(11), pixels=6)
NOT_WHOLE = (SMALL_DIGITS[0] + 0.3, SMALL_DIGITS[1])
BLACK_AND_WHITE = (np.array([[0.0, 0.0], [16.0, 16.0], [0.0, 16.0]]), np.array([1, 0, 1]))
ONE_PIXEL = (np.array([[4.0]]), np.array([300]))


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


def sample_batches(rng, n=None, loader="DataLoader", criterion="CrossEntropyLoss"):
    n = n or int(rng.integers(9, 12))
    return rng.normal(size=(n, 3)), rng.integers(0, 3, n), loader, criterion


OTHER_EPOCHS = {
    "a loader with drop_last=True": sample_batches(np.random.default_rng(1), 11, "DataLoader, drop_last=True"),
    "a list of batches": sample_batches(np.random.default_rng(2), 9, "list"),
    "another criterion": sample_batches(np.random.default_rng(4), 10, criterion="MultiMarginLoss"),
    "a single example": sample_batches(np.random.default_rng(5), 1),
}


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


def sample_loader(rng, right=0.7, n=None, loader="DataLoader", mode="training"):
    n = n or int(rng.integers(18, 22))  # the last batch is short
    x, y = rng.normal(size=(n, 3)), rng.integers(0, 3, n)
    return x, np.where(rng.uniform(size=n) < right, best_guess(x), y), loader, mode


def best_guess(x):
    """Return the largest logit's place for the model of the check in evaluation mode (see `watch_the_modes`)."""
    rng = np.random.default_rng(0)
    weight, bias, gamma, beta, last, shift = (rng.normal(size=s) / 2 for s in ((8, 3), 8, 8, 8, (3, 8), 3))
    h = gamma * (x @ weight.T + bias) / np.sqrt(1 + 1e-5) + beta  # the running averages are 0 and 1
    return (h @ last.T + shift).argmax(axis=1)


ALL_RIGHT = sample_loader(np.random.default_rng(11), right=1.0)
OTHER_LOADERS = {
    "a model that comes in evaluation mode": sample_loader(np.random.default_rng(1), mode="evaluation"),
    "a loader with drop_last=True": sample_loader(np.random.default_rng(2), n=21, loader="DataLoader, drop_last=True"),
    "a list of batches": sample_loader(np.random.default_rng(3), n=19, loader="list"),
    "one example left over": sample_loader(np.random.default_rng(5), n=17),
    "a single example": sample_loader(np.random.default_rng(6), n=1, right=1.0),
    "no answer that is right": (ALL_RIGHT[0], (ALL_RIGHT[1] + 1) % 3, *ALL_RIGHT[2:]),
}
