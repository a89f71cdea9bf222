"""What is put into every public function and class, argument by argument, that must be refused.

A row is (argument, bad values, call): `call(nn, bad)` puts the bad value where the argument goes.
"""

import numpy as np
import torch

NAN, INF = float("nan"), float("inf")
WORDS = ("text", None, {"a": 1}, object())
NOT_NUMBERS = (*WORDS, [0.1], NAN, INF, -INF, True, 1 + 2j, 10**400, np.ones(3))
NEGATIVE = (-1, -1e-30)
NOT_COUNTS = (*WORDS, 2.5, NAN, 0, -1, [3], True)
NOT_FLAGS = (*WORDS, 1, 0.5, "False")
NOT_FUNCTIONS = ("text", 3, [1], {"a": 1})


def is_torch(nn):
    return nn.__name__ == "nnlearn.torch"


def array(nn, values, dtype="float32"):
    """Return the side's array on the CPU."""
    values = np.array(values, dtype)
    return torch.from_numpy(values) if is_torch(nn) else values


def good(nn, *shape):
    return array(nn, np.random.default_rng(0).normal(size=shape))


def spoilt(make, shape):
    """Return arrays of this shape with one NaN or infinity in them."""
    values = [np.random.default_rng(0).normal(size=shape).astype(np.float32) for _ in range(3)]
    for each, bad in zip(values, (NAN, INF, -INF), strict=True):
        each.flat[-1] = bad
    return [make(each) for each in values]


def not_batches(make, shape):
    """Return what is no finite array of numbers of this shape (the first axis may have any length)."""
    rows, *rest = shape
    wrong = [(), (rows, *rest, 2), (rows, *rest[:-1], rest[-1] + 1) if rest else (rows, 2), (0, *rest)]
    arrays = [make(np.zeros(each, np.float32)) for each in wrong]
    return [*WORDS, 3, np.ones(shape).tolist(), *arrays, *spoilt(make, shape)]


def model(nn):
    return nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2))


def other(nn):
    """Return the other side."""
    import nnlearn.numpy
    import nnlearn.torch

    return nnlearn.numpy if is_torch(nn) else nnlearn.torch


X = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
Y = np.array([0, 1, 1, 0, 1, 0])
BAD_X = [*not_batches(np.asarray, (6, 4)), X.astype(complex), X.astype(object), X.astype(str)]
BAD_LABELS = [
    *[bad for bad in not_batches(np.asarray, (6,)) if not (isinstance(bad, np.ndarray) and bad.shape == (0,))],
    Y.astype(np.float32), Y - 1, Y + 1, Y[:5], Y[:, None], Y.astype(str), Y.astype(object), Y[:0],
]  # fmt: skip
BAD_MODELS = (*WORDS, 3, lambda x: x)


def fit(nn, **changed):
    net = changed.get("model", model(nn))
    parameters = (net if isinstance(net, nn.Module) else model(nn)).parameters()
    settings = dict(
        criterion=nn.CrossEntropyLoss(), optimizer=nn.SGD(parameters, lr=0.1), x=X, y=Y, epochs=1, batch_size=4
    )
    settings |= {"model": net, **changed}
    return nn.fit(**settings)


def own_optimizer(nn, **settings):
    net = model(nn)
    optimizer = nn.SGD(net.parameters(), lr=0.1)
    optimizer.param_groups[0].update(settings)
    return fit(nn, model=net, optimizer=optimizer)


FIT = [
    ("model", BAD_MODELS, lambda nn, bad: fit(nn, model=bad)),
    ("model", [None], lambda nn, bad: fit(nn, model=nn.Linear)),
    ("model", [None], lambda nn, bad: fit(nn, model=model(other(nn)))),
    ("model", [None], lambda nn, bad: fit(nn, model=nn.Sequential(nn.Linear(4, 2), nn.Softmax(dim=1)))),
    ("criterion", (*WORDS, 3), lambda nn, bad: fit(nn, criterion=bad)),
    ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.MSELoss)),
    ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.Tanh())),
    ("criterion", [None], lambda nn, bad: fit(nn, criterion=other(nn).MSELoss())),
    ("criterion", [None], lambda nn, bad: fit(nn, criterion=nn.CrossEntropyLoss(reduction="none"))),
    ("optimizer", (*WORDS, 3), lambda nn, bad: fit(nn, optimizer=bad)),
    ("optimizer", [None], lambda nn, bad: fit(nn, optimizer=nn.SGD(model(nn).parameters(), lr=0.1))),
    ("optimizer", [None], lambda nn, bad: fit(nn, optimizer=nn.SGD)),
    ("lr", (NAN, INF, -1.0, "text", None), lambda nn, bad: own_optimizer(nn, lr=bad)),
    ("x", BAD_X, lambda nn, bad: fit(nn, x=bad)),
    ("y|target|targets", BAD_LABELS, lambda nn, bad: fit(nn, y=bad)),
    ("epochs", NOT_COUNTS, lambda nn, bad: fit(nn, epochs=bad)),
    ("batch_size", NOT_COUNTS, lambda nn, bad: fit(nn, batch_size=bad)),
    ("validation", ("text", 3, X, (X,), (X, Y, Y), {"a": 1}), lambda nn, bad: fit(nn, validation=bad)),
    ("validation|x", BAD_X, lambda nn, bad: fit(nn, validation=(bad, Y))),
    ("validation|target", BAD_LABELS, lambda nn, bad: fit(nn, validation=(X, bad))),
    ("metrics", (*WORDS, 3, ("accuracy",), (fit, fit)), lambda nn, bad: fit(nn, metrics=bad)),
    ("callbacks", (*WORDS, 3, ("text",), (None,)), lambda nn, bad: fit(nn, callbacks=bad)),
]
BACKPROP = [
    ("model", BAD_MODELS, lambda nn, bad: nn.backprop(bad, nn.CrossEntropyLoss(), X, Y)),
    ("model", [None], lambda nn, bad: nn.backprop(nn.Linear, nn.CrossEntropyLoss(), X, Y)),
    ("model", [None], lambda nn, bad: nn.backprop(model(other(nn)), nn.CrossEntropyLoss(), X, Y)),
    ("criterion", (*WORDS, 3), lambda nn, bad: nn.backprop(model(nn), bad, X, Y)),
    ("criterion", [None], lambda nn, bad: nn.backprop(model(nn), nn.MSELoss(reduction="none"), X, Y)),
    ("x", BAD_X, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), bad, Y)),
    ("y|target|labels", BAD_LABELS, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), X, bad)),
]
PREDICT = [
    ("model", BAD_MODELS, lambda nn, bad: nn.predict(bad, X)),
    ("model", [None], lambda nn, bad: nn.predict(model(other(nn)), X)),
    ("x", BAD_X, lambda nn, bad: nn.predict(model(nn), bad)),
    ("batch_size", NOT_COUNTS, lambda nn, bad: nn.predict(model(nn), X, batch_size=bad)),
]


def bowl(t):
    return (t**2).sum()


DESCENT = [
    ("function", (*WORDS, 3), lambda nn, bad: nn.gradient_descent(bad, [1.0], lr=0.1, steps=2)),
    (
        "start",
        (*WORDS, 3.0, [], [[1.0]], [NAN], [INF], [1, [2]], ["a"]),
        lambda nn, bad: nn.gradient_descent(bowl, bad, lr=0.1, steps=2),
    ),
    ("lr", (*NOT_NUMBERS, *NEGATIVE), lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=bad, steps=2)),
    ("steps", NOT_COUNTS, lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=0.1, steps=bad)),
    ("gradient", NOT_FUNCTIONS, lambda nn, bad: nn.gradient_descent(bowl, [1.0], lr=0.1, steps=2, gradient=bad)),
    (
        "gradient",
        (np.ones(3), np.ones((1, 2))),
        lambda nn, bad: nn.gradient_descent(bowl, [1.0, 2.0], lr=0.1, steps=2, gradient=lambda t: bad),
    ),
]


def perceptron(nn, classes=2):
    return nn.Perceptron(4, classes)


PERCEPTRON = [
    ("in_features", NOT_COUNTS, lambda nn, bad: nn.Perceptron(bad)),
    ("classes", (*NOT_COUNTS, 1), lambda nn, bad: nn.Perceptron(4, bad)),
    ("lr", (*NOT_NUMBERS, *NEGATIVE, 0), lambda nn, bad: nn.Perceptron(4, lr=bad)),
    ("pocket", NOT_FLAGS, lambda nn, bad: nn.Perceptron(4, pocket=bad)),
    ("x", BAD_X, lambda nn, bad: perceptron(nn).predict(bad)),
    ("x", BAD_X, lambda nn, bad: perceptron(nn).fit(bad, Y)),
    ("x", BAD_X, lambda nn, bad: perceptron(nn).steps(bad, Y)),
    ("y|labels", BAD_LABELS, lambda nn, bad: perceptron(nn).fit(X, bad)),
    ("y|labels", BAD_LABELS, lambda nn, bad: perceptron(nn).steps(X, bad)),
    ("epochs", NOT_COUNTS, lambda nn, bad: perceptron(nn).fit(X, Y, epochs=bad)),
    ("seed", (*WORDS, 2.5, NAN, -1, [3], True), lambda nn, bad: perceptron(nn).fit(X, Y, seed=bad)),
    ("shuffle", NOT_FLAGS, lambda nn, bad: perceptron(nn).steps(X, Y, shuffle=bad)),
    (
        "x",
        (*WORDS, 3, [[1.0]], np.ones(4, np.float32), np.ones((2, 3), np.float32)),
        lambda nn, bad: perceptron(nn)(bad),
    ),
]


def loss(name, width=2):
    """Rows of a loss of prediction and target of one shape."""

    def call(nn, p, t):
        return getattr(nn, name)()(p, t)

    def rows(nn):
        bad = not_batches(lambda values: array(nn, values), (5, width))
        return [*bad, array(nn, np.ones((5, width)), "int64"), array(nn, np.ones((4, width)))]

    half = lambda nn: array(nn, np.full((5, width), 0.5))  # noqa: E731
    return [
        ("reduction", (*WORDS, 3, "average"), lambda nn, bad: getattr(nn, name)(reduction=bad)),
        ("prediction|target", rows, lambda nn, bad: call(nn, bad, half(nn))),
        ("prediction|target", rows, lambda nn, bad: call(nn, half(nn), bad)),
        ("prediction|target", [None], lambda nn, bad: call(nn, good(nn, 5, 1), good(nn, 5))),
        ("prediction|target", [None], lambda nn, bad: call(nn, good(nn, 5), good(nn, 5, 1))),
    ]


def outside(name, which):
    """Rows of a loss whose prediction or target must lie in [0, 1]."""

    def call(nn, bad):
        half, wrong = array(nn, np.full((2, 1), 0.5)), array(nn, [[0.5], [bad]])
        return getattr(nn, name)()(*((wrong, half) if which == "prediction" else (half, wrong)))

    return [(which, (-0.1, 1.1, 9.0, 1e30), call)]


def cross_entropy_labels(nn):
    wrong = [array(nn, values, "int64") for values in (np.array(1), [0, 1], [[0], [1], [0]], [0, 1, 2], [-1, 0, 1], [])]
    return [*WORDS, 3, [0, 1, 0], array(nn, [0, 1, 0]), *wrong]


def cross_entropy_scores(nn):
    shapes = ((), (3,), (3, 2, 2), (4, 2), (0, 2), (3, 0))
    wrong = [*(good(nn, *shape) for shape in shapes), array(nn, np.ones((3, 2)), "int64")]
    return [*WORDS, 3, [[0.0, 1.0]] * 3, *wrong, *spoilt(lambda values: array(nn, values), (3, 2))]


CROSS_ENTROPY = [
    ("reduction", (*WORDS, 3, "average"), lambda nn, bad: nn.CrossEntropyLoss(reduction=bad)),
    (
        "prediction|labels",
        cross_entropy_scores,
        lambda nn, bad: nn.CrossEntropyLoss()(bad, array(nn, [0, 1, 0], "int64")),
    ),
    ("target|labels", cross_entropy_labels, lambda nn, bad: nn.CrossEntropyLoss()(good(nn, 3, 2), bad)),
]


def not_floats(nn):
    return [*WORDS, 3, 2.5, [1.0], array(nn, [1, 2], "int64")]


def activation(name, **setting):
    return [("x", not_floats, lambda nn, bad: getattr(nn, name)(**setting)(bad))]


def function(name, *more):
    return [("x", not_floats, lambda nn, bad: getattr(nn, name)(bad, *more))]


def over_an_axis(call):
    """Rows of what works along an axis `dim`."""
    return [
        ("dim", (*WORDS, 2.5, NAN, [1], True), lambda nn, bad: call(nn, bad, good(nn, 3, 2))),
        ("dim", (2, -3, 10**30), lambda nn, bad: call(nn, bad, good(nn, 3, 2))),
        ("dim", [1, 0], lambda nn, bad: call(nn, bad, good(nn, 0, 0))),
    ]


LINEAR = [
    ("in_features", NOT_COUNTS, lambda nn, bad: nn.Linear(bad, 3)),
    ("out_features", NOT_COUNTS, lambda nn, bad: nn.Linear(4, bad)),
    ("bias", NOT_FLAGS, lambda nn, bad: nn.Linear(4, 3, bad)),
    (
        "x",
        lambda nn: [*WORDS, 3, X.tolist(), good(nn, 4), good(nn, 6, 5), good(nn), good(nn, 4, 6)],
        lambda nn, bad: nn.Linear(4, 3)(bad),
    ),
]
