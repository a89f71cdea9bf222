"""Legal calls of attention, of the layers of transformers and of the models made of them."""

from dataclasses import replace

import numpy as np
import torch
from rows.parity import is_torch, numbers

from fuzzing.calls import LABELS, SEQUENCES, Call, Make, function, layer, parted, seeded, values
from fuzzing.methods import method

CODES = LABELS.reshape(2, 3)
TRI = np.tril(np.ones((5, 5), bool))
GRAD = np.random.default_rng(3).normal(size=SEQUENCES.shape).astype(np.float32)


MADE, INPUTS = ("embed_dim", "num_heads", "dropout", "bias", "batch_first"), ("query", "key", "value")


def looked(nn, given):
    """Make attention and call it on three sequences and two masks."""
    seeded(nn)
    module = nn.MultiheadAttention(**{name: given[name] for name in MADE})
    inputs, masks = [given[name] for name in INPUTS], {name: given[name] for name in given if name not in MADE + INPUTS}
    return list(module(*inputs, **masks)), {key: np.array(numbers(p)) for key, p in module.state_dict().items()}


def looked_theirs(given, state):
    module = torch.nn.MultiheadAttention(**{name: given[name] for name in MADE})
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return list(module(**{name: value for name, value in given.items() if name not in MADE}))


def decoded(nn, given):
    setting, x, memory, grad = parted(given, "x", "memory", "grad")
    seeded(nn)
    module = nn.TransformerDecoderLayer(**setting)
    state = {key: np.array(numbers(value)) for key, value in module.state_dict().items()}
    y = module(x, memory)
    return [y] if grad is None else [y, *module.backward(grad)], state


def decoded_theirs(given, state):
    setting, x, memory, grad = parted(given, "x", "memory", "grad")
    module = torch.nn.TransformerDecoderLayer(**setting)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    y = module(x.requires_grad_(), memory.requires_grad_())
    if grad is None:
        return [y]
    y.backward(grad)
    return [y, x.grad, memory.grad]


def gpt(nn):
    return nn.GPT(4, 3, 4, 2, 1)


BLOCK = {"d_model": 4, "nhead": 2, "dim_feedforward": 5, "dropout": 0.0}
ATTENTION = [  # what PyTorch has not is compared with the other side
    function(
        "scaled_dot_product_attention",
        torch.nn.functional.scaled_dot_product_attention,
        query=values(SEQUENCES),
        key=values(SEQUENCES[::-1].copy()),
        value=values(SEQUENCES),
        attn_mask=values(TRI),
    ),
    Call(
        "MultiheadAttention",
        {"embed_dim": 4, "num_heads": 2, "batch_first": True, "query": values(SEQUENCES), "key": values(SEQUENCES),
         "value": values(SEQUENCES), "key_padding_mask": None, "attn_mask": values(~TRI)},
        looked,
        looked_theirs,
    ),
    layer("TransformerEncoderLayer", SEQUENCES, **BLOCK),
    Call(
        "TransformerDecoderLayer",
        {**BLOCK, "x": values(SEQUENCES), "memory": values(SEQUENCES[:, :, ::-1].copy()),
         "grad": Make(lambda nn: None if is_torch(nn) else GRAD)},
        decoded,
        decoded_theirs,
    ),
    replace(layer("PositionalEncoding", SEQUENCES, d_model=4, max_len=9), compared=None),
    replace(layer("LearnedPositionalEncoding", SEQUENCES, d_model=4, max_len=9), compared=None),
    replace(layer("GPT", CODES, "int64", vocab_size=4, context_length=3, d_model=4, nhead=2), compared=None),
    replace(layer("Seq2Seq", CODES, "int64", vocab_size=4, source_length=2, hidden_size=3), compared=None),
    method("GPT.generate", gpt, x=Make(lambda nn: CODES.copy()), max_new_tokens=2, temperature=1.0, generator=None),
    method("GPT.attention_weights", gpt, x=values(CODES)),
    method("Seq2Seq.attention_weights", lambda nn: nn.Seq2Seq(4, 2, 3, 2), x=values(CODES), attn_mask=None),
]  # fmt: skip
