"""Attention and what is made of it: random sizes, masks, layouts and precisions."""

import warnings

import numpy as np
import torch
from rows import PARITY
from rows.attention import randomise
from rows.gpt import Theirs as TheirGPT
from rows.parity import copied
from rows.positions import Learned, Waves

import nnlearn.numpy as nn
from differential.draw import same, tensor
from differential.layers import through


def precise(draw, module):
    return module.float() if draw.dtype == "float32" else module


def given_to(options):
    return {name: tensor(v) if isinstance(v, np.ndarray) else v for name, v in options.items()}


def mask(draw, *shape):
    """Return no mask, one of booleans that hides no row altogether, or one of floats."""
    hidden = draw.rng.random(shape) < 0.3
    hidden[..., 0] = False
    return draw.pick(None, draw.laid_out(hidden), draw.laid_out(np.asarray(draw.rng.normal(size=shape), draw.dtype)))


def function(name, draw):
    (t, s, d, e), batch = draw.sizes(4), draw.sizes(draw.size(0, 2), 1, 3)
    inputs = [draw.numbers(*batch, *shape) / 3 for shape in ((t, d), (s, d), (s, e))]
    options = draw.some(scale=draw.real(0, 1))
    options |= draw.pick({}, {"is_causal": True}, {"attn_mask": draw.rng.random((t, s)) < 0.6})
    expected = torch.nn.functional.scaled_dot_product_attention(*map(tensor, inputs), **given_to(options))
    same(nn.scaled_dot_product_attention(*inputs, **options), expected, f"{name}({sorted(options)})", draw.dtype)


def run(ours, theirs, inputs, options, draw, what):
    """Compare outputs and all gradients of one pass; the gradients of the parameters add up."""
    given = [tensor(x, grad=True) for x in inputs]
    before = [x.copy() for x in inputs]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Support for mismatched")
        expected = theirs(*given, **given_to(options))
    found = ours(*inputs, **options)
    expected, found = (list(each) if isinstance(each, tuple) else [each] for each in (expected, found))
    upstream = draw.numbers(*expected[0].shape)
    expected[0].backward(tensor(upstream))
    grads = ours.backward(upstream)
    for i, (mine, own) in enumerate(zip(found, expected, strict=True)):
        same(mine, own, f"{what}: output {i}", draw.dtype)
    for i, (mine, own) in enumerate(zip(grads if isinstance(grads, tuple) else (grads,), given, strict=True)):
        same(mine, own.grad, f"{what}: gradient of input {i}", draw.dtype)
    for (key, p), q in zip(ours.named_parameters(), theirs.named_parameters(), strict=True):
        same(p.grad, q[1].grad, f"{what}: gradient of {key}", draw.dtype)
    assert all((x == y).all() for x, y in zip(inputs, before, strict=True)), f"{what}: an input has changed"


def sequence(draw, batch_first, n, places, d):
    """Return sequences; in float32 of small numbers, since e^s magnifies the rounding of a large score s."""
    return draw.numbers(*((n, places) if batch_first else (places, n)), d) / (3 if draw.dtype == "float64" else 12)


def heads(name, draw):
    h, n, t, s = draw.sizes(4, 1, 4)
    d = h * draw.size(1, 3)
    settings = draw.some(bias=False, batch_first=True)
    theirs = randomise(torch.nn.MultiheadAttention(d, h, **settings).double().requires_grad_())
    ours = precise(draw, copied(nn.MultiheadAttention(d, h, **settings), theirs))
    for _ in range(2):
        inputs = [sequence(draw, "batch_first" in settings, n, places, d) for places in (t, s, s)]
        options = {"attn_mask": mask(draw, *draw.pick((t, s), (n * h, t, s))), "key_padding_mask": mask(draw, n, s)}
        options = {key: value for key, value in options.items() if value is not None}
        options |= draw.some(average_attn_weights=False)
        run(ours, theirs, inputs, options, draw, f"{name}({d}, {h}, {settings}), {sorted(options)}")


def block(name, draw):
    h, n, t, s = draw.sizes(4, 1, 4)
    d = h * draw.size(2, 4)
    settings = draw.some(bias=False, batch_first=True, norm_first=True, activation="gelu")
    draw.dtype = "float64"  # a normalisation magnifies the rounding of float32
    theirs = randomise(getattr(torch.nn, name)(d, h, draw.size(), 0.0, **settings).double())
    ours = copied(getattr(nn, name)(d, h, theirs.linear1.out_features, 0.0, **settings), theirs)
    first, decodes = "batch_first" in settings, name == "TransformerDecoderLayer"
    inputs = [sequence(draw, first, n, places, d) for places in ((t, s) if decodes else (t,))]
    names = {"tgt_mask": (t, t), "memory_mask": (t, s)} if decodes else {"src_mask": (t, t)}
    options = {key: mask(draw, *shape) for key, shape in names.items()}
    options = {key: value for key, value in options.items() if value is not None}
    run(ours, theirs, inputs, options, draw, f"{name}({d}, {h}, {settings}), {sorted(options)}")


def positions(name, draw):
    d, longest = draw.sizes(2)
    theirs = {"PositionalEncoding": Waves, "LearnedPositionalEncoding": Learned}[name](d, longest).double()
    ours = precise(draw, copied(getattr(nn, name)(d, longest), theirs))
    if name == "PositionalEncoding":
        theirs.pe = tensor(ours.pe)  # the row compares the waves themselves
    shape = (*draw.sizes(draw.size(0, 2)), draw.size(1, longest), d)
    through(ours, theirs, draw.numbers(*shape), draw, f"{name}({d}, {longest})")


def gpt(name, draw):
    sizes = {"vocab_size": draw.size(2), "context_length": draw.size(), "nhead": draw.size(1, 3)}
    sizes |= {"d_model": sizes["nhead"] * draw.size(2, 3), "num_layers": draw.size(1, 2)}
    settings = draw.some(positions=False, is_causal=False)
    theirs = TheirGPT(**sizes, **settings).double()
    ours = copied(nn.GPT(**sizes, **settings), theirs)
    x = draw.labels(sizes["vocab_size"], draw.size(), draw.size(1, sizes["context_length"]))
    expected = theirs(torch.tensor(np.array(x)))
    upstream = draw.rng.normal(size=tuple(expected.shape))
    expected.backward(torch.tensor(upstream))
    same(ours(x), expected, f"{name}({sizes}, {settings}): scores")
    ours.backward(upstream)
    for (key, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{name}({sizes}, {settings}): gradient of {key}")


def fixed(name, draw):
    if not draw.number:
        PARITY[name].check(nn, name)


CHECKS = {
    "GPT": gpt,
    "LearnedPositionalEncoding": positions,
    "MultiheadAttention": heads,
    "PositionalEncoding": positions,
    "Seq2Seq": fixed,
    "TransformerDecoderLayer": block,
    "TransformerEncoderLayer": block,
    "scaled_dot_product_attention": function,
}
