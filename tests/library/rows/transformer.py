"""The rows of the layers of transformers."""

from itertools import product

import numpy as np
import torch

from rows.attention import FUTURE, LATE, randomise, same_through, shapes
from rows.fuzz import INF, NAN, NEGATIVE, NOT_COUNTS, NOT_FLAGS, NOT_NUMBERS, WORDS, good, setting
from rows.parity import Program, copied

GRID = [
    {"norm_first": first, "activation": f, "batch_first": batch, "bias": bias}
    for first, f, batch, bias in product((False, True), ("relu", "gelu"), (False, True), (True, False))
]


def pair(nn, name, given, device):
    """Return our layer and PyTorch's, with equal weights; without dropout, since the random numbers differ."""
    theirs = randomise(getattr(torch.nn, name)(4, 2, 5, 0.0, **given).double())
    return copied(getattr(nn, name)(4, 2, 5, 0.0, **given), theirs, device), theirs


def encoder(nn, device):
    for given in GRID:
        ours, theirs = pair(nn, "TransformerEncoderLayer", given, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        (x,) = shapes(given["batch_first"], (5,))
        for masks in (
            {},
            {"src_mask": FUTURE},
            {"src_key_padding_mask": LATE},
            {"src_mask": FUTURE, "is_causal": True},
        ):
            same_through(ours, theirs, [x], masks, f"{given}, {sorted(masks)}", device)
    own = nn.TransformerEncoderLayer(4, 2, 5, 0.0, nn.GELU("tanh"))
    theirs = torch.nn.TransformerEncoderLayer(4, 2, 5, 0.0, torch.nn.GELU("tanh")).double()
    same_through(copied(own, theirs, device), theirs, shapes(False, (5,)), {}, "another activation", device)
    evaluated(nn, device)


def evaluated(nn, device):
    """With dropout, in evaluation mode."""
    theirs = torch.nn.TransformerEncoderLayer(4, 2, 5, 0.5).double().eval()
    ours = copied(nn.TransformerEncoderLayer(4, 2, 5, 0.5), theirs, device).eval()
    same_through(ours, theirs, shapes(False, (5,)), {}, "dropout, evaluation mode", device)


def decoder(nn, device):
    for given in GRID:
        ours, theirs = pair(nn, "TransformerDecoderLayer", given, device)
        assert list(ours.state_dict()) == list(theirs.state_dict())
        tgt, memory = shapes(given["batch_first"], (5, 5))
        for masks in (
            {},
            {"tgt_mask": FUTURE},
            {"tgt_mask": FUTURE, "tgt_is_causal": True},
            {"tgt_key_padding_mask": LATE, "memory_key_padding_mask": LATE[::-1].copy()},
            {"memory_mask": FUTURE.T.copy() & ~np.eye(5, dtype=bool)[::-1] & ~FUTURE[::-1]},
        ):
            same_through(ours, theirs, [tgt, memory], masks, f"{given}, {sorted(masks)}", device)
        same_through(ours, theirs, shapes(given["batch_first"], (2, 6)), {}, f"{given}, another length", device)


PARITY = {"TransformerEncoderLayer": Program(encoder), "TransformerDecoderLayer": Program(decoder)}


def made(name):
    """Return the rows of what both are made with."""
    return [
        setting(name, "d_model", (*NOT_COUNTS, 3), nhead=2),
        setting(name, "nhead", NOT_COUNTS, 4),
        setting(name, "dim_feedforward", NOT_COUNTS, 4, 2),
        setting(name, "dropout", (*NOT_NUMBERS, *NEGATIVE, 1.1), 4, 2),
        setting(name, "activation", (*WORDS, 3, "tanh"), 4, 2),
        ("eps", (*WORDS, NAN, INF, 0, -1.0, True), lambda nn, bad: getattr(nn, name)(4, 2, layer_norm_eps=bad)),
        *(setting(name, flag, NOT_FLAGS, 4, 2) for flag in ("batch_first", "norm_first", "bias")),
    ]


def encoded(nn, **masks):
    return nn.TransformerEncoderLayer(4, 2, 5)(good(nn, 5, 3, 4), **masks)


def decoded(nn, memory=None, **masks):
    memory = good(nn, 6, 3, 4) if memory is None else memory
    return nn.TransformerDecoderLayer(4, 2, 5)(good(nn, 5, 3, 4), memory, **masks)


BAD_MASKS = ("text", 3, [[True]], np.ones((5, 4), bool), np.ones((5, 5), int))
FUZZ = {
    "TransformerEncoderLayer": [
        *made("TransformerEncoderLayer"),
        ("query|x", [(4,), (5, 3, 3)], lambda nn, bad: nn.TransformerEncoderLayer(4, 2, 5)(good(nn, *bad))),
        ("attn_mask", BAD_MASKS, lambda nn, bad: encoded(nn, src_mask=bad)),
        ("key_padding_mask", BAD_MASKS, lambda nn, bad: encoded(nn, src_key_padding_mask=bad)),
        ("attn_mask|is_causal", (*NOT_FLAGS, True), lambda nn, bad: encoded(nn, is_causal=bad)),
    ],
    "TransformerDecoderLayer": [
        *made("TransformerDecoderLayer"),
        ("key", [(6, 3, 3), (6, 2, 4), (6, 4)], lambda nn, bad: decoded(nn, good(nn, *bad))),
        ("attn_mask", BAD_MASKS, lambda nn, bad: decoded(nn, tgt_mask=bad)),
        ("attn_mask", BAD_MASKS, lambda nn, bad: decoded(nn, memory_mask=bad)),
        ("key_padding_mask", BAD_MASKS, lambda nn, bad: decoded(nn, memory_key_padding_mask=bad)),
    ],
}
