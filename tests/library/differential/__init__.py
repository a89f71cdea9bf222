"""Random legal arguments for every public name, and what PyTorch gives for them.

`CHECKS` has a function of each name, which draws arguments from a `Draw`, runs ours and PyTorch's own, and compares all
that comes out. One file for each kind: `layers.py`, `recurrent.py`, `losses.py`, `training.py`, `programs.py`,
`residual.py`, `tree_rnn.py`; `draw.py` draws numbers, sizes, memory layouts and precisions.
"""

from differential import layers, losses, programs, recurrent, residual, training, tree_rnn

CHECKS = {
    **layers.CHECKS, **recurrent.CHECKS, **losses.CHECKS, **training.CHECKS, **programs.CHECKS, **residual.CHECKS,
    **tree_rnn.CHECKS,
}  # fmt: skip
