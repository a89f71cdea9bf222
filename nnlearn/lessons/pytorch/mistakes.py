"""Mistakes that people really make in the exercises of lesson 11: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.pytorch.answers import Digits

# 11.1


def _ready(pictures, labels, model, *, flat=True, dtype=None, device=True, whole=True):
    """Turn pictures and labels into tensors with one thing wrong."""
    import torch

    weight = next(model.parameters())
    x, y = torch.from_numpy(pictures), torch.from_numpy(labels)
    x = x.reshape(len(x), -1) if flat else x
    x, y = x.to(dtype or weight.dtype), y.to(torch.int64 if whole else torch.float32)
    return (x.to(weight.device), y.to(weight.device)) if device else (x, y)


def float64_kept(pictures, labels, model):
    import torch

    return _ready(pictures, labels, model, dtype=torch.float64)


def float32_written(pictures, labels, model):
    import torch

    return _ready(pictures, labels, model, dtype=torch.float32)


def not_flattened(pictures, labels, model):
    return _ready(pictures, labels, model, flat=False)


def labels_not_whole(pictures, labels, model):
    return _ready(pictures, labels, model, whole=False)


def device_forgotten(pictures, labels, model):
    return _ready(pictures, labels, model, device=False)


def model_changed(pictures, labels, model):
    x, y = _ready(pictures, labels, model)
    model.double()
    return x.double(), y


# 11.2


def _network(*, call=True, plain=False, local=False, late=False, end=None):
    """Return a class Net with one thing wrong."""
    import torch

    def layers(sizes):
        return [torch.nn.Linear(sizes[k], sizes[k + 1]) for k in range(len(sizes) - 1)]

    class Net(torch.nn.Module):
        def __init__(self, sizes):
            if call:
                super().__init__()
            if late:
                self.sizes = sizes
            elif not local:
                self.layers = layers(sizes) if plain else torch.nn.ModuleList(layers(sizes))

        def forward(self, x):
            parts = layers(self.sizes) if late else self.layers
            for layer in parts[:-1]:
                x = torch.relu(layer(x))
            x = parts[-1](x)
            return x if end is None else end(x)

    return Net


def init_not_called():
    return _network(call=False)


def self_forgotten():
    return _network(local=True)


def plain_list():
    return _network(plain=True)


def layers_made_in_forward():
    return _network(late=True)


def softmax_at_the_end():
    return _network(end=lambda z: z.softmax(dim=1))


def relu_at_the_end():
    return _network(end=lambda z: z.relu())


# 11.3


class LengthOfAPicture(Digits):
    def __len__(self):
        return self.x.shape[1]


class Float64Kept(Digits):
    def __getitem__(self, i):
        return self.x[i] / 16, int(self.y[i])


class NotScaled(Digits):
    def __getitem__(self, i):
        return self.x[i].astype(np.float32), int(self.y[i])


class LabelInABox(Digits):
    def __getitem__(self, i):
        return super().__getitem__(i)[0], self.y[i : i + 1]


class ShuffledAlone(Digits):
    def __init__(self, x, y):
        super().__init__(np.random.default_rng(0).permutation(x), y)


class EverythingEachTime(Digits):
    def __getitem__(self, i):
        return (self.x / 16).astype(np.float32), self.y


# 11.4


def _train_epoch(model, criterion, optimizer, loader, *, lines="zero backward step", mean=True, plain=True):
    """Train for one epoch with lines left out or in another order."""
    losses, sizes = [], []
    for x, y in loader:
        loss = criterion(model(x), y)
        for line in lines.split():
            {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}[line]()
        losses.append(loss.item() if plain else loss)
        sizes.append(len(y) if mean else 1)
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)


def zero_grad_forgotten(*parts):
    return _train_epoch(*parts, lines="backward step")


def backward_forgotten(*parts):
    return _train_epoch(*parts, lines="zero step")


def step_forgotten(*parts):
    return _train_epoch(*parts, lines="zero backward")


def cleared_before_the_step(*parts):
    return _train_epoch(*parts, lines="backward zero step")


def mean_of_means(*parts):
    return _train_epoch(*parts, mean=False)


def graph_kept(*parts):
    return _train_epoch(*parts, plain=False)


# 11.5


def _evaluate(model, loader, *, mode=True, back=True, record=False, axis=1, score=None):
    """Evaluate with one thing wrong."""
    import torch

    if mode:
        model.eval()
    right, sizes = [], []
    with torch.set_grad_enabled(record):
        for x, y in loader:
            right.append((model(x).argmax(dim=axis) == y).sum().item())
            sizes.append(len(y))
    if back:
        model.train()
    return score(np.array(right), np.array(sizes)) if score else sum(right) / sum(sizes)


def eval_forgotten(model, loader):
    return _evaluate(model, loader, mode=False)


def left_in_eval(model, loader):
    return _evaluate(model, loader, back=False)


def graph_recorded(model, loader):
    return _evaluate(model, loader, record=True)


def mean_of_batches(model, loader):
    return _evaluate(model, loader, score=lambda right, sizes: (right / sizes).mean())


def wrong_axis(model, loader):
    return _evaluate(model, loader, axis=0)


def counted_not_shared(model, loader):
    return _evaluate(model, loader, score=lambda right, sizes: right.sum())
