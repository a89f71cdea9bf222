"""Random legal arguments for every public name, and what PyTorch gives for them.

`CHECKS` has a function of each name, which draws arguments from a `Draw`, runs ours and PyTorch's own, and compares all
that comes out. One file for each kind: `layers.py`, `recurrent.py`, `losses.py`, `training.py`, `programs.py`,
`residual.py`, `cells.py`; `draw.py` draws numbers, sizes, memory layouts and precisions.
"""

from differential import cells, layers, losses, programs, recurrent, residual, training

KINDS = (layers, recurrent, losses, training, programs, residual, cells)
CHECKS = {name: check for kind in KINDS for name, check in kind.CHECKS.items()}
