"""Mistakes that people really make in the exercises of lesson 11: the wrong answers that `check` names."""

import functools
import itertools

import numpy as np

from nnlearn.lessons.pytorch.answers import Digits

# 11.1


def _ready(pictures, labels, model, *, flat=True, dtype=None, moved="x y", labels_as="int64"):
    """Turn pictures and labels into tensors with one thing wrong."""
    import torch

    weight = next(model.parameters())
    x, y = torch.from_numpy(pictures), torch.from_numpy(labels)
    x = x.reshape(len(x), -1) if flat is True else flat(x) if flat else x
    x = x.to(getattr(torch, dtype) if dtype else weight.dtype)
    y = y.to(weight.dtype if labels_as == "the model's" else getattr(torch, labels_as))
    return x.to(weight.device) if "x" in moved else x, y.to(weight.device) if "y" in moved else y


def _readies(**choices):
    """Return an answer for each combination of the choices, {"moved": ("x", "y")}."""
    combined = itertools.product(*([(name, one) for one in values] for name, values in choices.items()))
    return tuple(functools.partial(_ready, **dict(chosen)) for chosen in combined)


MOVED = ("x y", "x", "y", "")
LABELS = ("float64", "float32", "the model's", "int32", "int16")
float64_kept, *OTHERS_FLOAT64 = _readies(dtype=("float64",), moved=MOVED)
float32_written, *OTHERS_FLOAT32 = _readies(dtype=("float32",), moved=MOVED)
not_flattened, *OTHERS_NOT_FLAT = _readies(flat=(False,), dtype=(None, "float32", "float64"), moved=MOVED)
labels_not_whole, *OTHERS_NOT_WHOLE = _readies(labels_as=LABELS, dtype=(None, "float32"), moved=MOVED)
device_forgotten, *OTHERS_FORGOTTEN = _readies(moved=("", "x", "y"))
pixels_mixed, *OTHERS_MIXED = _readies(
    flat=(
        lambda x: x.reshape(64, -1).T,
        lambda x: x.transpose(1, 2).reshape(len(x), 64),
        lambda x: x.permute(2, 1, 0).reshape(-1, 64),
        lambda x: x.flip(0).reshape(-1, 64),
    )
)
numbers_changed, *OTHERS_CHANGED = _readies(
    flat=(
        lambda x: x.reshape(-1, 64) / 16,
        lambda x: x.reshape(-1, 64) / 255,
        lambda x: x.reshape(-1, 64) / x.max(),
        lambda x: x.reshape(-1, 64) - x.mean(),
        lambda x: (x.reshape(-1, 64) - x.mean()) / x.std(),
        lambda x: x.reshape(-1, 64).round(),
        lambda x: x.reshape(-1, 64).long(),
    )
)


def model_changed(pictures, labels, model):
    x, y = _ready(pictures, labels, model)
    model.double()
    return x.double(), y


def model_made_float32(pictures, labels, model):
    x, y = _ready(pictures, labels, model)
    model.float()
    return x.float(), y


# 11.2


def _network(
    *, call=True, plain=False, local=False, late=False, end=None, between="relu", count=None, first=None, at=None
):
    """Return a function that makes a class Net with one thing wrong; `late="too"` also makes layers in __init__.

    `at` is the only layer that the activation follows.
    """

    def make():
        import torch

        activation = getattr(torch, between) if between else lambda z: z

        def layers(sizes):
            pairs = [(sizes[k], sizes[k + 1]) for k in range(count or len(sizes) - 1)]
            return [torch.nn.Linear(*pair) for pair in pairs]

        class Net(torch.nn.Module):
            def __init__(self, sizes):
                if call:
                    super().__init__()
                self.sizes = sizes if late else None
                if not local and late is not True:
                    self.layers = layers(sizes) if plain else torch.nn.ModuleList(layers(sizes))

            def forward(self, x):
                parts = layers(self.sizes) if late else self.layers
                x = torch.relu(x) if first else x
                for k, layer in enumerate(parts[:-1]):
                    x = activation(layer(x)) if at is None or k == at % (len(parts) - 1) else layer(x)
                x = parts[-1](x)
                return x if end is None else end(x)

        return Net

    return make


init_not_called = _network(call=False)
self_forgotten = _network(local=True)
plain_list = _network(plain=True)
layers_made_in_forward = _network(late=True)
LAYERS_MADE_TWICE = _network(late="too")
softmax_at_the_end = _network(end=lambda z: z.softmax(dim=1))
OTHER_ENDS = (
    _network(end=lambda z: z.relu()),
    _network(end=lambda z: z.log_softmax(dim=1)),
    _network(end=lambda z: z.softmax(dim=0)),
    _network(end=lambda z: z.sigmoid()),
    _network(end=lambda z: z.relu().softmax(dim=1)),
)
no_activation = _network(between=None)
OTHER_ACTIVATIONS = (
    *(_network(between=name) for name in ("tanh", "sigmoid", "sin", "abs", "selu")),
    *(_network(at=k) for k in (0, -1)),
)
relu_on_the_input = _network(first=True)
OTHERS_ON_THE_INPUT = (_network(first=True, between=None), _network(first=True, end=lambda z: z.relu()))
three_layers = _network(count=3)
OTHER_COUNTS = (_network(count=2), _network(count=1))


# 11.3


class LengthOfAPicture(Digits):
    def __len__(self):
        return self.x.shape[1]


class _OtherLength(Digits):
    length = staticmethod(lambda x: len(x) - 1)

    def __len__(self):
        return self.length(self.x)


class _Example(Digits):
    """A data set that makes picture and label in another way, which a subclass says."""

    def __getitem__(self, i):
        return self.picture(self.x[i]), self.label(self.y[i])

    def picture(self, row):
        return (row / 16).astype(np.float32)

    def label(self, one):
        return int(one)


def _data(base=_Example, **settings):
    made = {name: staticmethod(value) if callable(value) else value for name, value in settings.items()}
    return type("Digits", (base,), made)


def _tensor(values):
    import torch

    return torch.tensor(values)


OTHER_LENGTHS = (_data(_OtherLength), _data(_OtherLength, length=lambda x: x.size))
Float64Kept = _data(picture=lambda row: row / 16)
OTHER_DTYPES = (
    _data(picture=lambda row: _tensor(row / 16)),
    _data(picture=lambda row: row),
    _data(picture=lambda row: (row / 16).astype(np.float16)),
    _data(picture=lambda row: (row / 16).astype(int)),
    _data(picture=lambda row: (row / 16).tolist()),
)
NotScaled = _data(picture=lambda row: row.astype(np.float32))
OTHER_SCALES = tuple(
    _data(picture=picture)
    for picture in (
        lambda row: (row / 255).astype(np.float32),
        lambda row: (row / row.max()).astype(np.float32),
        lambda row: ((row - row.min()) / (row.max() - row.min())).astype(np.float32),
        lambda row: ((row - row.mean()) / row.std()).astype(np.float32),
        lambda row: (row * 16).astype(np.float32),
        lambda row: (row / 15).astype(np.float32),
        lambda row: (row / 17).astype(np.float32),
        lambda row: (row / 8 - 1).astype(np.float32),
    )
)


WholeNumbers = _data(picture=lambda row: (row // 16).astype(np.float32))
OtherWholeNumbers = _data(picture=lambda row: np.round(row / 16).astype(np.float32))


class TableScaled(Digits):
    def __getitem__(self, i):
        return (self.x[i] / self.x.max()).astype(np.float32), int(self.y[i])


class LabelInABox(Digits):
    def __getitem__(self, i):
        return super().__getitem__(i)[0], self.y[i : i + 1]


OTHER_LABELS = (
    _data(label=lambda one: one),
    _data(label=float),
    _data(label=lambda one: np.float32(one)),
    _data(label=_tensor),
    _data(label=lambda one: _tensor(int(one))),
    _data(label=lambda one: _tensor([int(one)])),
    _data(label=lambda one: [int(one)]),
    _data(label=str),
)


class ShuffledAlone(Digits):
    def __init__(self, x, y):
        super().__init__(np.random.default_rng(0).permutation(x), y)


class EverythingEachTime(Digits):
    def __getitem__(self, i):
        return (self.x / 16).astype(np.float32), self.y


class PicturesEachTime(Digits):
    def __getitem__(self, i):
        return (self.x / 16).astype(np.float32), int(self.y[i])


class AllLabelsEachTime(Digits):
    def __getitem__(self, i):
        return super().__getitem__(i)[0], self.y


class Square(Digits):
    def __getitem__(self, i):
        picture, label = super().__getitem__(i)
        return picture.reshape(8, 8), label


class Row(Digits):
    def __getitem__(self, i):
        picture, label = super().__getitem__(i)
        return picture.reshape(1, -1), label
