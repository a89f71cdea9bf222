"""The fuzz rows of landscapes, weight vectors, models and the game of two networks."""

import numpy as np
from fuzz_rows import BAD_LABELS, BAD_MODELS, BAD_X, INF, NAN, NOT_COUNTS, WORDS, X, Y, array, good, model, other

P = 23  # weights of the model


def landscape(nn, **changed):
    given = {"model": model(nn), "criterion": nn.CrossEntropyLoss(), "x": X, "y": Y, "resolution": 2, **changed}
    return nn.landscape(**given)


def setting(name, bad):
    return name, bad, lambda nn, value: landscape(nn, **{name: value})


NOT_WEIGHTS = (
    "text",
    3,
    object(),
    {"a": 1},
    [],
    [None, None],
    [np.ones(3)] * 2,
    [np.ones(P), np.full(P, NAN)],
    [["a"]] * 2,
)
LANDSCAPE = [
    setting("model", BAD_MODELS),
    ("model", [None], lambda nn, _: landscape(nn, model=model(other(nn)))),
    ("model", [None], lambda nn, _: landscape(nn, model=nn.Tanh())),
    setting("criterion", (*WORDS, 3)),
    ("criterion", [None], lambda nn, _: landscape(nn, criterion=nn.CrossEntropyLoss(reduction="none"))),
    setting("x", BAD_X),
    ("y|target|labels", BAD_LABELS, lambda nn, bad: landscape(nn, y=bad)),
    setting("directions", (*NOT_WEIGHTS, None, [np.ones(P)] * 3)),
    setting("through", (*NOT_WEIGHTS, [np.ones(P)], [np.ones(P)] * 2, [np.ones(P)] * 4, [{"a": np.ones(P)}] * 2)),
    setting("path", (*NOT_WEIGHTS, [np.ones(P)], [np.ones(P)] * 5)),
    setting("dimensions", (*WORDS, 0, 3, 1.5, True)),
    setting("span", ("text", {"a": 1}, object(), 0, -1.0, NAN, INF, True, [1], (1, 2, 3), (2, 1), (0, NAN), ("a", 1))),
    setting("resolution", (*NOT_COUNTS, 1)),
    setting("seed", (*WORDS, 2.5, NAN, -1, [3], True)),
]
NOT_PARAMETERS = (*WORDS, 3, [], [None], ["a"])
VECTOR = [("parameters", NOT_PARAMETERS, lambda nn, bad: nn.parameters_to_vector(bad))]
PARAMETERS = [
    ("parameters", NOT_PARAMETERS, lambda nn, bad: nn.vector_to_parameters(good(nn, 3), bad)),
    (
        "vec",
        lambda nn: [*WORDS, 3, [1.0, 2.0, 3.0], good(nn, 2), good(nn, 4), good(nn, 3, 1), np.array(["a", "b", "c"])],
        lambda nn, bad: nn.vector_to_parameters(bad, nn.Linear(2, 1).parameters()),
    ),
]
UNFLATTEN = [
    ("dim", (*WORDS, 2.5, NAN, [1], True), lambda nn, bad: nn.Unflatten(bad, (2, 2))),
    ("unflattened_size", (*WORDS, 3, [], ()), lambda nn, bad: nn.Unflatten(1, bad)),
    ("unflattened_size", NOT_COUNTS, lambda nn, bad: nn.Unflatten(1, (2, bad))),
    ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Unflatten(1, (2, 2))(bad)),
    ("x", ((4,), (), (4, 3)), lambda nn, shape: nn.Unflatten(1, (2, 2))(good(nn, *shape))),
]


def argument(model, name, bad):
    return name, bad, lambda nn, value: getattr(nn, model)(**{name: value})


def counts(model, *names):
    return [argument(model, name, NOT_COUNTS) for name in names]


NOT_LISTS = ("text", {"a": 1}, object(), 3, np.ones(3))
NOT_LAYERS = ("text", {"a": 1}, object(), 3, [1], dict, lambda: 3, lambda: None)
NOT_MULTIPLES = (*NOT_COUNTS, 2, 6, 9)
MLP = [
    ("sizes", (*NOT_LISTS, None, [], [2]), lambda nn, bad: nn.MLP(bad)),
    ("sizes", NOT_COUNTS, lambda nn, bad: nn.MLP([2, bad, 1])),
    ("activation", NOT_LAYERS, lambda nn, bad: nn.MLP([2, 3, 1], bad)),
]
LENET = [
    *counts("LeNet5", "classes"),
    argument("LeNet5", "form", (*WORDS, 1998, "1999")),
    argument("LeNet5", "size", (*NOT_COUNTS, 27, 64)),
]
HIDDEN = (*NOT_LISTS, None, [0], [2.5], ["a"])


def player(nn, **changed):
    g, d = nn.PointGenerator(), nn.PointDiscriminator()
    given = {
        "generator": g, "discriminator": d, "real": np.ones((3, 2), np.float32),
        "generator_optimizer": nn.SGD(g.parameters()), "discriminator_optimizer": nn.SGD(d.parameters()), **changed,
    }  # fmt: skip
    return nn.gan_step(**given)


def step(name, bad, called=None):
    return called or name, bad, lambda nn, value: player(nn, **{name: value})


def speaker(nn):
    return nn.CharRNN("abc", 3)


CHARACTERS = [
    ("characters", (*WORDS[1:], 3, "", "aaa", ["a", "b"]), lambda nn, bad: nn.CharRNN(bad)),
    ("cell", (*WORDS, 3, "lstm"), lambda nn, bad: nn.CharRNN("abc", cell=bad)),
    *(
        (name, NOT_COUNTS, lambda nn, bad, name=name: nn.CharRNN("abc", **{name: bad}))
        for name in ("hidden_size", "embedding_size", "num_layers")
    ),
    ("x", (*WORDS, 3, [[1, 2]]), lambda nn, bad: speaker(nn)(bad)),
    (
        "x",
        lambda nn: [
            good(nn, 2, 3),
            *(array(nn, np.zeros(each), "int64") for each in ((), (3,), (0, 3), (2, 0), (2, 3, 1))),
        ],
        lambda nn, bad: speaker(nn)(bad),
    ),
    ("x", (3, -1, 2**40), lambda nn, bad: speaker(nn)(array(nn, [[0, bad]], "int64"))),
    ("text", (*WORDS[1:], 3, "", "abx", ["a"]), lambda nn, bad: speaker(nn).encode(bad)),
    ("numbers", (*WORDS, 3, [0], np.array([3]), np.array([-1]), np.ones(2)), lambda nn, bad: speaker(nn).decode(bad)),
    ("start", (*WORDS[1:], 3, "", "abx", ["a"]), lambda nn, bad: speaker(nn).sample(bad)),
    ("length", NOT_COUNTS, lambda nn, bad: speaker(nn).sample("a", bad)),
    ("temperature", (*WORDS, 0, -1.0, NAN, INF, True), lambda nn, bad: speaker(nn).sample("a", 2, temperature=bad)),
    ("generator", ("text", {"a": 1}, object(), 3), lambda nn, bad: speaker(nn).sample("a", 2, generator=bad)),
]
NOT_REAL = [np.zeros(each, np.float32) for each in ((), (3,), (0, 2), (3, 3))]
GAN_STEP = [
    step("generator", BAD_MODELS, "model|generator"),
    step("discriminator", BAD_MODELS, "model|discriminator"),
    ("generator", [None], lambda nn, _: player(nn, generator=nn.Tanh())),
    ("discriminator", [None], lambda nn, _: player(nn, discriminator=nn.PointDiscriminator())),
    step("generator_optimizer", (*WORDS, 3)),
    step("discriminator_optimizer", (*WORDS, 3)),
    step("real", [*WORDS, 3, [[1.0, 2.0]], *NOT_REAL, np.full((3, 2), NAN), np.full((3, 2), "a")], "real|x"),
    step("loss", (*WORDS, 3, "hinge")),
    step("clip", (*WORDS, 0, -1.0, NAN, INF, True)),
    step("turns", (*WORDS, 3, "neither")),
    step("rng", ("text", {"a": 1}, object(), 3)),
]
MODELS = {
    "CharRNN": CHARACTERS,
    "ImageDiscriminator": [
        *counts("ImageDiscriminator", "channels", "width"),
        argument("ImageDiscriminator", "size", NOT_MULTIPLES),
    ],
    "ImageGenerator": [
        *counts("ImageGenerator", "latent", "channels", "width"),
        argument("ImageGenerator", "size", NOT_MULTIPLES),
    ],
    "LeNet5": LENET,
    "MLP": MLP,
    "PointDiscriminator": [*counts("PointDiscriminator", "features"), argument("PointDiscriminator", "hidden", HIDDEN)],
    "PointGenerator": [*counts("PointGenerator", "latent", "features"), argument("PointGenerator", "hidden", HIDDEN)],
    "Unflatten": UNFLATTEN,
    "gan_step": GAN_STEP,
    "landscape": LANDSCAPE,
    "parameters_to_vector": VECTOR,
    "vector_to_parameters": PARAMETERS,
}
