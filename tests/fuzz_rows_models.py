"""The fuzz rows of landscapes, weight vectors, models and the game of two networks."""

import numpy as np
from fuzz_rows import BAD_LABELS, BAD_MODELS, BAD_X, INF, NAN, NOT_COUNTS, WORDS, X, Y, good, model, other

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
MODELS = {"landscape": LANDSCAPE, "parameters_to_vector": VECTOR, "vector_to_parameters": PARAMETERS}
