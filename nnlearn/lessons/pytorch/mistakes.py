"""Mistakes that people really make in the exercises of lesson 11: the wrong answers that `check` names."""

import functools
import itertools

from nnlearn.lessons.pytorch.answers import THREE_LAYERS, network

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


def _of_the_class(own):
    """Return a function that makes a class Net whose layers stand in the class; `own(torch)` is the empty list.

    The first network of a check begins with an empty one, as it does after the cell of the class has run.
    """

    @functools.cache
    def make():
        import torch

        class Net(torch.nn.Module):
            layers = own(torch)

            def __init__(self, sizes):
                super().__init__()
                if sizes == THREE_LAYERS[0]:
                    Net.layers = own(torch)
                for k in range(len(sizes) - 1):
                    self.layers.append(torch.nn.Linear(sizes[k], sizes[k + 1]))

            def forward(self, x):
                for layer in self.layers[:-1]:
                    x = torch.relu(layer(x))
                return self.layers[-1](x)

        return Net

    return lambda: make()


LISTS_OF_THE_CLASS = (_of_the_class(lambda torch: torch.nn.ModuleList()), _of_the_class(lambda torch: []))


def _told_by_width():
    """Return a class Net without a ReLU after each layer that is as wide as the output."""

    class Net(network()):  # type: ignore[misc]
        def __init__(self, sizes):
            super().__init__(sizes)
            self.classes = sizes[-1]

        def forward(self, x):
            for layer in self.layers:
                x = layer(x) if layer.out_features == self.classes else layer(x).relu()
            return x

    return Net


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
    _told_by_width,
)
relu_on_the_input = _network(first=True)
OTHERS_ON_THE_INPUT = (_network(first=True, between=None), _network(first=True, end=lambda z: z.relu()))
three_layers = _network(count=3)
OTHER_COUNTS = (_network(count=2), _network(count=1))
