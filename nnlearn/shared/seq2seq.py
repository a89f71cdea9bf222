"""The checks of sequence-to-sequence models, for both sides."""

import numpy as np

from nnlearn import arguments
from nnlearn.shared import writing
from nnlearn.shared.attention import check_mask


def keep_settings(model, attention, padding_idx, **sizes):
    """Set the sizes and `padding_idx` as attributes, or raise; return whether there is attention."""
    for name, size in sizes.items():
        setattr(model, name, arguments.integer("Seq2Seq", name, size, low=1))
    last = model.vocab_size - 1
    model.padding_idx = None
    if padding_idx is not None:
        model.padding_idx = arguments.integer("Seq2Seq", "padding_idx", padding_idx, low=0, high=last)
    return arguments.flag("Seq2Seq", "attention", attention)


def check_codes(model, x, kind=np.ndarray):
    """Raise unless x holds a source and at least the start sign of a target in each row."""
    writing.check_codes("Seq2Seq", x, model.vocab_size, kind, shortest=model.source_length + 1)


def choose_mask(model, attn_mask, x, kind=np.ndarray):
    """Return the mask that was given, one that hides the blanks, or None."""
    if attn_mask is None:
        blank = model.padding_idx
        return None if blank is None else (x[:, : model.source_length] != blank)[:, None]
    check_attention(model, "attn_mask")
    check_mask("Seq2Seq", "attn_mask", attn_mask, (len(x), x.shape[1] - model.source_length, model.source_length), kind)
    return attn_mask


def check_attention(model, what="a model with attention"):
    """Raise if the model has no attention."""
    if model.query is None:
        raise ValueError(f"Seq2Seq expected attention=True for {what}, got a model with attention=False")
