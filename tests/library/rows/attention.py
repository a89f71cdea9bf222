"""The rows of attention with several heads, and what they share with those of the layers of transformers."""

import warnings
from itertools import product

import numpy as np
import torch

from rows.fuzz import NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_NUMBERS, WORDS, good, setting
from rows.parity import Program, array, close, copied, numbers

FUTURE = np.triu(np.ones((5, 5), bool), 1)
LATE = np.arange(5) >= np.array([[3], [5], [1]])  # padding of three sequences
RNG = np.random.default_rng(8)
MASKS = (
    {},
    {"attn_mask": FUTURE},
    {"attn_mask": np.where(FUTURE, -np.inf, 0.0)},
    {"attn_mask": RNG.normal(size=(5, 5))},
    {"attn_mask": RNG.normal(size=(6, 5, 5))},
    {"attn_mask": RNG.random((6, 5, 5)) < 0.3},
    {"key_padding_mask": LATE},
    {"key_padding_mask": np.where(LATE, -np.inf, 0.0)},
    {"key_padding_mask": LATE, "attn_mask": FUTURE},
    {"key_padding_mask": LATE, "attn_mask": np.where(FUTURE, -np.inf, 0.0)},
    {"attn_mask": FUTURE, "is_causal": True},
)


def through(layer, inputs, options, upstream, device="cpu"):
    """Run forward and back; return output, weights if there are any, and all gradients, by name."""
    layer.zero_grad()
    if isinstance(layer, torch.nn.Module):
        inputs = [torch.tensor(x, device=device, requires_grad=True) for x in inputs]
        options = {k: torch.tensor(v, device=device) if isinstance(v, np.ndarray) else v for k, v in options.items()}
        output = layer(*inputs, **options)
        y = output[0] if isinstance(output, tuple) else output
        y.backward(torch.tensor(upstream, device=device))
        grads = [x.grad for x in inputs]
    else:
        output = layer(*inputs, **options)
        y = output[0] if isinstance(output, tuple) else output
        grads = layer.backward(upstream)
        grads = grads if isinstance(grads, tuple) else (grads,)
    found = {"output": y, **{f"gradient of input {i}": each for i, each in enumerate(grads)}}
    if isinstance(output, tuple) and output[1] is not None:
        found["weights"] = output[1]
    return found | {f"gradient of {name}": p.grad for name, p in layer.named_parameters()}


def same_through(ours, theirs, inputs, options, what, device="cpu"):
    upstream = np.random.default_rng(2).normal(size=inputs[0].shape)
    expected, found = through(theirs, inputs, options, upstream), through(ours, inputs, options, upstream, device)
    assert expected.keys() == found.keys(), f"{what}: {sorted(found)}, not {sorted(expected)}"
    for part in expected:
        close(found[part], expected[part], f"{what}: {part}", atol=1e-11)


def shapes(batch_first, lengths):
    """Return three sequences of 4 numbers: queries, keys and values."""
    rng = np.random.default_rng(1)
    return [rng.normal(size=(3, n, 4) if batch_first else (n, 3, 4)) for n in lengths]


def randomise(layer):
    """Give PyTorch's biases, which start at 0, other values."""
    with torch.no_grad():
        for p in layer.parameters():
            p.copy_(torch.randn(p.shape, dtype=p.dtype))
    return layer


def heads(nn, device):
    for given in ({}, {"batch_first": True}, {"bias": False}, {"dropout": 0.5, "batch_first": True}):
        theirs = randomise(torch.nn.MultiheadAttention(4, 2, **given).double())
        ours = copied(nn.MultiheadAttention(4, 2, **given), theirs, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        if given.get("dropout"):
            ours.eval(), theirs.eval()
        for masks, more in product(MASKS, ({}, {"need_weights": False}, {"average_attn_weights": False})):
            inputs, options = shapes(given.get("batch_first"), (5, 5, 5)), {**masks, **more}
            with warnings.catch_warnings():  # one mask of booleans and one of floats are deprecated in PyTorch
                warnings.filterwarnings("ignore", "Support for mismatched key_padding_mask and attn_mask")
                same_through(ours, theirs, inputs, options, f"{given}, {sorted(options)}", device)
        same_through(ours, theirs, shapes(given.get("batch_first"), (2, 6, 6)), {}, "cross-attention", device)
        one = [x[0] for x in shapes(True, (5, 3, 3))]
        same_through(ours, theirs, one, {}, "one sequence", device)
        same_through(ours, theirs, one, {"key_padding_mask": np.array([False, True, False])}, "one, padded", device)
    small = nn.MultiheadAttention(4, 2).to(device)
    x = array(nn, shapes(False, (5,))[0], "float32", device)
    y, weights = small(x, x, x)
    assert {str(each.dtype).removeprefix("torch.") for each in (y, weights)} == {"float32"}
    beginning(nn)


def beginning(nn):
    """Biases start at 0, and W_q, W_k and W_v as one matrix of Glorot's spread."""
    fresh = nn.MultiheadAttention(60, 3)
    w = numbers(fresh.in_proj_weight.data)
    assert w.shape == (180, 60)
    assert abs(w.std() - np.sqrt(2 / 240)) < 0.002
    assert abs(w).max() <= np.sqrt(6 / 240)
    assert not numbers(fresh.in_proj_bias.data).any()
    assert not numbers(fresh.out_proj.bias.data).any()


PARITY = {"MultiheadAttention": Program(heads)}


def called(nn, **options):
    x = good(nn, 5, 3, 4)
    return nn.MultiheadAttention(4, 2)(x, x, x, **options)


def of(nn, i, bad):
    """Call with a bad query, key or value."""
    inputs = [good(nn, 5, 3, 4)] * 3
    inputs[i] = bad
    return nn.MultiheadAttention(4, 2)(*inputs)


def not_sequences(nn):
    return [*WORDS, 3, [[1.0]], array(nn, [[[1]]], "int64"), good(nn, 4), good(nn, 5, 3, 3), good(nn, 1, 5, 3, 4)]


def not_masks(nn):
    return [*WORDS[:1], *WORDS[2:], 3, [[True]], array(nn, [[1, 0]], "int64"), good(nn, 5), good(nn, 4, 5)]


FUZZ = {
    "MultiheadAttention": [
        setting("MultiheadAttention", "embed_dim", (*NOT_COUNTS, 3), num_heads=2),
        setting("MultiheadAttention", "num_heads", NOT_COUNTS, 4),
        ("embed_dim", (3, 8), lambda nn, bad: nn.MultiheadAttention(4, bad)),
        setting("MultiheadAttention", "dropout", (*NOT_NUMBERS, *NEGATIVE, 1.1), 4, 2),
        setting("MultiheadAttention", "bias", NOT_FLAGS, 4, 2),
        setting("MultiheadAttention", "batch_first", NOT_FLAGS, 4, 2),
        *(
            (name, not_sequences, lambda nn, bad, i=i: of(nn, i, bad))
            for i, name in enumerate(("query", "key|query", "value|key|query"))
        ),
        ("key", [(5, 2, 4)], lambda nn, bad: of(nn, 1, good(nn, *bad))),
        ("value", [(5, 2, 4), (4, 3, 4)], lambda nn, bad: of(nn, 2, good(nn, *bad))),
        ("key", [np.ones((5, 3, 4)), np.ones((5, 4), np.float32)], lambda nn, bad: of(nn, 1, array(nn, bad))),
        ("attn_mask", not_masks, lambda nn, bad: called(nn, attn_mask=bad)),
        ("key_padding_mask", not_masks, lambda nn, bad: called(nn, key_padding_mask=bad)),
        ("need_weights", NOT_FLAGS, lambda nn, bad: called(nn, need_weights=bad)),
        ("average_attn_weights", NOT_FLAGS, lambda nn, bad: called(nn, average_attn_weights=bad)),
        ("is_causal|attn_mask", (*NOT_FLAGS, True), lambda nn, bad: called(nn, is_causal=bad)),
        ("grad", ["text", 3, np.ones((5, 3, 3))], lambda nn, bad: back(nn, bad)),
    ]
}


def back(nn, grad):
    layer, x = nn.MultiheadAttention(4, 2), good(nn, 5, 3, 4)
    layer(x, x, x)
    return layer.backward(grad)
