"""Random legal arguments for every public name, and what PyTorch gives for them.

`CHECKS` has a function of each name, which draws arguments from a `Draw`, runs ours and PyTorch's own, and compares all
that comes out. One file for each kind: `layers.py`, `recurrent.py`, `losses.py`, `training.py`, `programs.py`,
`residual.py`, `attention.py`; `draw.py` draws numbers, sizes, memory layouts and precisions.
"""

from differential import attention, layers, losses, programs, recurrent, residual, training

KINDS = layers, recurrent, losses, training, programs, residual, attention
CHECKS = {name: check for kind in KINDS for name, check in kind.CHECKS.items()}
