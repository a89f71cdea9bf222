"""The rows of attention as a function."""

import numpy as np
import torch

from rows.fuzz import INF, NAN, NOT_FLAGS, WORDS, good
from rows.parity import Program, array, close, is_torch

OWN = torch.nn.functional.scaled_dot_product_attention
RNG = np.random.default_rng(5)
TRI = np.tril(np.ones((5, 6), bool))
NOWHERE = TRI.copy()
NOWHERE[2] = False
CASES = (
    {},
    {"is_causal": True},
    {"scale": 0.3},
    {"scale": 0.0},
    {"attn_mask": TRI},
    {"attn_mask": NOWHERE},
    {"attn_mask": np.where(NOWHERE, 0.5, -np.inf)},
    {"attn_mask": RNG.random((3, 2, 5, 6)) < 0.5},
    {"attn_mask": RNG.normal(size=(2, 1, 6))},
)


def function(nn, device):
    for batch, e in (((), 4), ((3, 2), 4), ((3, 2), 1)):
        for case in CASES:
            if "attn_mask" in case and case["attn_mask"].ndim > 2 and not batch:
                continue
            q, k, v = (RNG.normal(size=(*batch, n, d)) for n, d in ((5, 4), (6, 4), (6, e)))
            for dtype, tolerance in ((np.float64, 1e-12), (np.float32, 2e-6)):
                one(nn, [each.astype(dtype) for each in (q, k, v)], case, tolerance, device)
    one(nn, [np.array([[1e4, -1e4], [1.0, 1.0]])] * 3, {}, 1e-9, device)  # scores of 1e8, whose e^s is infinite


def one(nn, inputs, case, tolerance, device):
    """Compare one call, and its gradient where autograd finds it."""
    theirs = [torch.tensor(x, requires_grad=True) for x in inputs]
    options = {key: torch.tensor(v) if isinstance(v, np.ndarray) else v for key, v in case.items()}
    if options.get("attn_mask") is not None and options["attn_mask"].is_floating_point():
        options["attn_mask"] = options["attn_mask"].to(theirs[0].dtype)
    expected = OWN(*theirs, **options)
    ours = [array(nn, x, device=device) for x in inputs]
    given = {key: array(nn, v, device=device) if isinstance(v, np.ndarray) else v for key, v in case.items()}
    if is_torch(nn):
        ours = [x.requires_grad_() for x in ours]
    found = nn.scaled_dot_product_attention(*ours, **given)
    assert str(found.dtype).removeprefix("torch.") == str(inputs[0].dtype)
    close(found, expected, f"{sorted(case)}", tolerance, tolerance)
    if is_torch(nn):
        upstream = torch.tensor(np.random.default_rng(4).normal(size=expected.shape)).to(expected.dtype)
        expected.backward(upstream)
        found.backward(upstream.to(device))
        for mine, own in zip(ours, theirs, strict=True):
            close(mine.grad, own.grad, f"gradient, {sorted(case)}", 10 * tolerance, 10 * tolerance)


PARITY = {"scaled_dot_product_attention": Program(function)}


def call(nn, **more):
    return nn.scaled_dot_product_attention(
        **{"query": good(nn, 5, 4), "key": good(nn, 6, 4), "value": good(nn, 6, 3), **more}
    )


def not_rows(nn):
    return [*WORDS, 3, [[1.0]], array(nn, [[1, 2]], "int64"), good(nn, 4), good(nn, 0, 4), good(nn, 6, 0)]


def not_masks(nn):
    wrong = array(nn, [[1, 0]], "int64"), array(nn, np.ones((5, 5), bool))
    return [*WORDS[:1], *WORDS[2:], 3, [[True]], *wrong, *(good(nn, *shape) for shape in ((5,), (6, 5), (2, 5, 6)))]


FUZZ = {
    "scaled_dot_product_attention": [
        ("query", not_rows, lambda nn, bad: call(nn, query=bad)),
        ("key", not_rows, lambda nn, bad: call(nn, key=bad)),
        ("value", not_rows, lambda nn, bad: call(nn, value=bad)),
        ("key", [(6, 3)], lambda nn, bad: call(nn, key=good(nn, *bad))),
        ("value", [(5, 4), (1, 4)], lambda nn, bad: call(nn, value=good(nn, *bad))),
        ("key", [(2, 6, 4)], lambda nn, bad: call(nn, query=good(nn, 3, 5, 4), key=good(nn, *bad))),
        ("key", [np.ones((6, 4))], lambda nn, bad: call(nn, key=array(nn, bad))),
        ("attn_mask", not_masks, lambda nn, bad: call(nn, attn_mask=bad)),
        ("is_causal", NOT_FLAGS, lambda nn, bad: call(nn, is_causal=bad)),
        ("is_causal", [True], lambda nn, bad: call(nn, is_causal=bad, attn_mask=array(nn, np.ones((5, 6), bool)))),
        ("scale", ("text", {"a": 1}, object(), NAN, INF, True), lambda nn, bad: call(nn, scale=bad)),
    ]
}
