"""What is put into normalisation, embedding, clipping and schedules that must be refused; a row is as in fuzz_rows."""

import numpy as np
from fuzz_rows import INF, NAN, NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_NUMBERS, WORDS, array, good, other

NOT_SIZES = (*NOT_NUMBERS, *NEGATIVE)
NOT_SHARES = [bad for bad in (*NOT_SIZES, 1.1) if bad is not None]
NOT_FLOATS = lambda nn: [*WORDS, 3, [[1.0]], array(nn, [[1, 2, 3, 4]], "int64")]  # noqa: E731


def setting(name, argument, bad, *given, **more):
    return argument, bad, lambda nn, value: getattr(nn, name)(*given, **{**more, argument: value})


def batch_norm(name, *shapes):
    build = lambda nn, **more: getattr(nn, name)(4, **more)  # noqa: E731
    return [
        setting(name, "num_features", NOT_COUNTS),
        setting(name, "eps", (*NOT_SIZES, 0), 4),
        setting(name, "momentum", NOT_SHARES, 4),
        setting(name, "affine", NOT_FLAGS, 4),
        setting(name, "track_running_stats", NOT_FLAGS, 4),
        ("x", NOT_FLOATS, lambda nn, bad: build(nn)(bad)),
        ("x", [(), (4,), *shapes], lambda nn, shape: build(nn)(good(nn, *shape))),
        ("x", [()], lambda nn, _: build(nn, track_running_stats=False).eval()(good(nn, *shapes[-1]))),
    ]


LAYER_NORM = [
    setting(
        "LayerNorm",
        "normalized_shape",
        (*WORDS, 2.5, NAN, 0, -1, True, (), [], (0,), (4, -1), (4, 2.5), ("4",), (None,)),
    ),
    setting("LayerNorm", "eps", (*NOT_SIZES, 0), 4),
    setting("LayerNorm", "elementwise_affine", NOT_FLAGS, 4),
    setting("LayerNorm", "bias", NOT_FLAGS, 4),
    ("x", NOT_FLOATS, lambda nn, bad: nn.LayerNorm(4)(bad)),
    ("x", [(), (3,), (4, 3), (4, 1)], lambda nn, shape: nn.LayerNorm(4)(good(nn, *shape))),
    ("x", [(), (4,), (3, 3, 4), (4, 2)], lambda nn, shape: nn.LayerNorm((2, 4))(good(nn, *shape))),
]

OUTSIDE = ([7], [-1], [[0, 1], [2, 100]], [2**40], [-(2**40)])
EMBEDDING = [
    setting("Embedding", "num_embeddings", NOT_COUNTS, embedding_dim=3),
    setting("Embedding", "embedding_dim", NOT_COUNTS, 7),
    setting("Embedding", "padding_idx", ("text", {"a": 1}, object(), 2.5, NAN, 7, -8, [3], True), 7, 3),
    ("x", lambda nn: [*WORDS, 3, [1], good(nn, 3), good(nn)], lambda nn, bad: nn.Embedding(7, 3)(bad)),
    ("x", OUTSIDE, lambda nn, bad: nn.Embedding(7, 3)(array(nn, bad, "int64"))),
    ("x", [np.array([True])], lambda nn, bad: nn.Embedding(7, 3)(bad)),
]


def clip(nn, **changed):
    return nn.clip_grad_norm_(**{"parameters": nn.Linear(2, 1).parameters(), "max_norm": 1.0, **changed})


NOT_LENGTHS = [bad for bad in NOT_SIZES if not (isinstance(bad, float) and bad == INF)]
CLIP = [
    ("parameters", (*WORDS, 3, [], [np.ones(2)], ["a"], [None]), lambda nn, bad: clip(nn, parameters=bad)),
    ("max_norm", NOT_LENGTHS, lambda nn, bad: clip(nn, max_norm=bad)),
    ("norm_type", (*NOT_LENGTHS, 0, 0.0), lambda nn, bad: clip(nn, norm_type=bad)),
]


def sgd(nn):
    return nn.SGD(nn.Linear(2, 1).parameters(), lr=0.1)


def schedule(name, good, **bad):
    """Rows of a schedule: its optimizer, and its settings."""
    call = lambda nn, **changed: getattr(nn, name)(sgd(nn), **{**good, **changed})  # noqa: E731
    return [
        ("optimizer", (*WORDS, 3), lambda nn, value: getattr(nn, name)(value, **good)),
        ("optimizer", [None], lambda nn, _: getattr(nn, name)(sgd(other(nn)), **good)),
        *((key, values, lambda nn, value, key=key: call(nn, **{key: value})) for key, values in bad.items()),
    ]


def joined(nn, schedulers=None, milestones=(5,)):
    optimizer = sgd(nn)
    parts = [nn.LinearLR(optimizer), nn.StepLR(optimizer, 3)]
    return nn.SequentialLR(optimizer, parts if schedulers is None else schedulers(nn, parts), milestones)


SEQUENTIAL = [
    ("schedulers", (*WORDS, 3), lambda nn, bad: nn.SequentialLR(sgd(nn), bad, [])),
    ("schedulers", ([], ["text"], [None], [3]), lambda nn, bad: nn.SequentialLR(sgd(nn), bad, [])),
    ("schedulers", [None], lambda nn, _: joined(nn, lambda nn, parts: [nn.StepLR(sgd(nn), 3), parts[1]])),
    ("schedulers", [None], lambda nn, _: joined(nn, lambda nn, parts: parts[:1])),
    ("optimizer|schedulers", [None], lambda nn, _: nn.SequentialLR("text", [nn.StepLR(sgd(nn), 3)], [])),
    (
        "milestones",
        (*WORDS, 3, [], [5, 6], [0], [-1], [2.5], ["a"], [None], [NAN], [True]),
        lambda nn, bad: joined(nn, milestones=bad),
    ),
    ("milestones", ([5, 5], [6, 5]), lambda nn, bad: joined(nn, lambda _, parts: [*parts, parts[0]], bad)),
]

NORM = {
    "BatchNorm1d": batch_norm("BatchNorm1d", (3, 5), (4, 3), (2, 4, 3, 3), (3, 5, 4), (0, 4), (1, 4, 1), (1, 4)),
    "BatchNorm2d": batch_norm("BatchNorm2d", (3, 4), (3, 4, 4), (2, 3, 3, 4), (0, 4, 2, 2), (1, 4, 1, 1)),
    "LayerNorm": LAYER_NORM,
    "Embedding": EMBEDDING,
    "clip_grad_norm_": CLIP,
    "StepLR": schedule("StepLR", {"step_size": 3}, step_size=NOT_COUNTS, gamma=NOT_SIZES),
    "ExponentialLR": schedule("ExponentialLR", {"gamma": 0.9}, gamma=NOT_SIZES),
    "CosineAnnealingLR": schedule("CosineAnnealingLR", {"T_max": 3}, T_max=NOT_COUNTS, eta_min=NOT_SIZES),
    "LinearLR": schedule(
        "LinearLR", {}, start_factor=(*NOT_SIZES, 0, 1.1), end_factor=(*NOT_SIZES, 1.1), total_iters=NOT_COUNTS
    ),
    "SequentialLR": SEQUENTIAL,
}
