"""The fuzz rows of every public name; names whose torch side is PyTorch's own are put to the NumPy side alone."""

import numpy as np
from fuzz_rows import (
    BACKPROP,
    CROSS_ENTROPY,
    DESCENT,
    FIT,
    INF,
    LINEAR,
    NAN,
    NEGATIVE,
    NOT_FLAGS,
    NOT_NUMBERS,
    PERCEPTRON,
    PREDICT,
    WORDS,
    activation,
    array,
    function,
    good,
    loss,
    outside,
    over_an_axis,
)
from fuzz_rows_images import IMAGES
from fuzz_rows_models import MODELS
from fuzz_rows_norm import NORM
from fuzz_rows_recurrent import RECURRENT

NOT_SIZES = (*NOT_NUMBERS, *NEGATIVE)


def optimizer(name, numbers=(), **more):
    """Rows of an optimizer: its parameters, and its settings, which are numbers >= 0 unless `more` says otherwise."""

    def call(nn, **setting):
        return getattr(nn, name)(nn.Linear(2, 1).parameters(), **setting)

    def setting(key, bad):
        return key, bad, lambda nn, value: call(nn, **{key: value})

    return [
        ("params", ("text", None, 3, object()), lambda nn, bad: getattr(nn, name)(bad)),
        ("parameters?", ([], [np.ones(2)], [None], ["a"]), lambda nn, bad: getattr(nn, name)(bad)),
        ("parameter", [None], lambda nn, bad: twice(nn, name)),
        setting("lr", NOT_SIZES),
        *(setting(key, NOT_SIZES) for key in ("weight_decay", *numbers)),
        *(setting(key, bad) for key, bad in more.items()),
    ]


def twice(nn, name):
    weight = nn.Linear(2, 1).weight
    return getattr(nn, name)([weight, weight])


BETAS = (*WORDS, 0.9, (0.9,), (0.9, 0.9, 0.9), (0.9, 1.0), (-0.1, 0.9), (0.9, NAN), ("a", 0.9), (None, None))


def initialiser(name, weight=True, **settings):
    parameter = lambda nn: nn.Parameter(good(nn, 3, 2))  # noqa: E731
    bad = [*WORDS, 3, [1.0], np.ones((2, 2), np.float32)]
    return [
        ("tensor|weight", bad, lambda nn, value: getattr(nn, name)(value)),
        *([("weight", [None], lambda nn, _: getattr(nn, name)(nn.Parameter(good(nn, 3))))] if weight else []),
        *(
            (key, values, lambda nn, value, key=key: getattr(nn, name)(parameter(nn), **{key: value}))
            for key, values in settings.items()
        ),
        ("generator", ("text", 3, object()), lambda nn, value: getattr(nn, name)(parameter(nn), generator=value)),
    ]


def assigned(nn, name, value):
    setattr(nn.Parameter(good(nn, 3, 2)), name, value)


def tensor_of(nn, bad):
    return nn.tensor(bad)


TENSOR = [
    ("data", (*WORDS, [1, [2]], ["a"], [None], 1j, [2**70]), tensor_of),
    ("data", ([1.5], [NAN], [INF], 1e300, np.array([2**63], np.uint64)), lambda nn, bad: nn.tensor(bad, dtype="int64")),
    ("dtype", ("float16", "text", 3, float, np.float32), lambda nn, bad: nn.tensor([1.0], dtype=bad)),
]
WEIGHTS = (
    "text",
    None,
    3,
    [1],
    {"a": [1.0]},
    {"a": None},
    {1: np.ones(2)},
    {"a": np.array(["b"])},
    {"a": np.ones(2) * 1j},
)
GAIN = {"gain": NOT_SIZES}
KAIMING = {"a": NOT_NUMBERS, "mode": (*WORDS, 3, "fan"), "nonlinearity": (*WORDS, 3, "selu")}
FLAT = (*WORDS, 2.5, NAN, [1], True)

FUZZ = {
    **MODELS,
    **IMAGES,
    **RECURRENT,
    **NORM,
    "SGD": optimizer("SGD", ("momentum",), dampening=NOT_NUMBERS, nesterov=(*NOT_FLAGS, True)),
    "Adagrad": optimizer("Adagrad", ("lr_decay", "initial_accumulator_value", "eps")),
    "RMSprop": optimizer("RMSprop", ("eps", "momentum"), alpha=(*NOT_SIZES, 1.1), centered=NOT_FLAGS),
    "Adam": optimizer("Adam", ("eps",), betas=BETAS),
    "AdamW": optimizer("AdamW", ("eps",), betas=BETAS),
    "ArctanLoss": loss("ArctanLoss"),
    "BCELoss": [*loss("BCELoss"), *outside("BCELoss", "prediction"), *outside("BCELoss", "target")],
    "BCEWithLogitsLoss": [*loss("BCEWithLogitsLoss"), *outside("BCEWithLogitsLoss", "target")],
    "CrossEntropyLoss": CROSS_ENTROPY,
    "L1Loss": loss("L1Loss"),
    "MSELoss": loss("MSELoss"),
    "Dropout": [("p", (*NOT_SIZES, 1.1), lambda nn, bad: nn.Dropout(bad)), *activation("Dropout")],
    "Flatten": [
        ("start_dim", FLAT, lambda nn, bad: nn.Flatten(bad)),
        ("end_dim", FLAT, lambda nn, bad: nn.Flatten(1, bad)),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Flatten()(bad)),
        ("x", ((3,), ()), lambda nn, shape: nn.Flatten()(good(nn, *shape))),
    ],
    "Identity": [("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Identity()(bad))],
    "Linear": LINEAR,
    "Heaviside": activation("Heaviside"),
    "Sigmoid": activation("Sigmoid"),
    "Tanh": activation("Tanh"),
    "ReLU": activation("ReLU"),
    "LeakyReLU": [("negative_slope", NOT_NUMBERS, lambda nn, bad: nn.LeakyReLU(bad)), *activation("LeakyReLU")],
    "Softmax": [*over_an_axis(lambda nn, dim, x: nn.Softmax(dim)(x)), *activation("Softmax", dim=1)],
    "LogSoftmax": [*over_an_axis(lambda nn, dim, x: nn.LogSoftmax(dim)(x)), *activation("LogSoftmax", dim=1)],
    "Module": [("grad", ([1.0], "text", None, 3), lambda nn, bad: backward(nn, bad))],
    "Parameter": [
        ("data", (*WORDS, 3, [1.0], np.ones(2, int), np.array("a")), lambda nn, bad: nn.Parameter(bad)),
        ("data", ("text", np.ones(3), np.ones((3, 2), complex)), lambda nn, bad: assigned(nn, "data", bad)),
        ("grad", ("text", np.ones(3), np.ones((3, 2), complex)), lambda nn, bad: assigned(nn, "grad", bad)),
    ],
    "Perceptron": PERCEPTRON,
    "Sequential": [("modules", (*WORDS, 3, [1]), lambda nn, bad: nn.Sequential(nn.Linear(2, 2), bad))],
    "backprop": BACKPROP,
    "calculate_gain": [
        ("nonlinearity", (*WORDS, 3, "selu"), lambda nn, bad: nn.calculate_gain(bad)),
        ("param", ("text", {"a": 1}, object(), NAN, INF, True), lambda nn, bad: nn.calculate_gain("leaky_relu", bad)),
    ],
    "device": [],  # takes nothing
    "fit": FIT,
    "gradient_descent": DESCENT,
    "heaviside": function("heaviside"),
    "sigmoid": function("sigmoid"),
    "tanh": function("tanh"),
    "relu": function("relu"),
    "leaky_relu": [
        *function("leaky_relu"),
        ("negative_slope", NOT_NUMBERS, lambda nn, bad: nn.leaky_relu(good(nn, 3), bad)),
    ],
    "softmax": [*over_an_axis(lambda nn, dim, x: nn.softmax(x, dim)), *function("softmax", 0)],
    "log_softmax": [*over_an_axis(lambda nn, dim, x: nn.log_softmax(x, dim)), *function("log_softmax", 0)],
    "kaiming_normal_": initialiser("kaiming_normal_", **KAIMING),
    "kaiming_uniform_": initialiser("kaiming_uniform_", **KAIMING),
    "normal_": initialiser("normal_", weight=False, mean=NOT_NUMBERS, std=NOT_SIZES),
    "uniform_": initialiser("uniform_", weight=False, a=NOT_NUMBERS, b=(*NOT_NUMBERS, -1.0)),
    "xavier_normal_": initialiser("xavier_normal_", **GAIN),
    "xavier_uniform_": initialiser("xavier_uniform_", **GAIN),
    "load": [("f", ("text", "a.npz", None, 3, [1]), lambda nn, bad: nn.load(bad))],
    "manual_seed": [("seed", (*WORDS, 2.5, NAN, -1, 2**64, [3], True), lambda nn, bad: nn.manual_seed(bad))],
    "no_grad": [],  # takes nothing
    "predict": PREDICT,
    "save": [
        ("obj", WEIGHTS, lambda nn, bad: nn.save(bad, "never.safetensors")),
        ("f", ("text", "a.npz", None, 3, [1]), lambda nn, bad: nn.save(nn.Linear(1, 1), bad)),
    ],
    "tensor": TENSOR,
    "to_numpy": [("x", WORDS, lambda nn, bad: nn.to_numpy(bad))],
}


def backward(nn, bad):
    layer = nn.Tanh()
    layer(array(nn, [1.0]))
    layer.backward(bad)
