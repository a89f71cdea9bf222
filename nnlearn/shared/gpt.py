"""The checks of a GPT, for both sides."""

from nnlearn import arguments
from nnlearn.shared.attention import check_heads, flags


def keep_settings(model, d_model, nhead, dim_feedforward, dropout, positions, is_causal, **sizes):
    """Set sizes and `is_causal` as attributes; return the width of a block's inside and the flag, or raise."""
    for name, size in sizes.items():
        setattr(model, name, arguments.integer("GPT", name, size, low=1))
    d, _ = check_heads(model, d_model=d_model, nhead=nhead)
    arguments.number("GPT", "dropout", dropout, low=0, high=1)
    positions, model.is_causal = flags(model, positions=positions, is_causal=is_causal)
    if dim_feedforward is None:
        return 4 * d, positions
    return arguments.integer("GPT", "dim_feedforward", dim_feedforward, low=1), positions
