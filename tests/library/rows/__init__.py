"""The rows of every public name: PARITY compares it with PyTorch's own, FUZZ says what it must refuse.

One file for each file of `nnlearn/numpy` that exports a name, under the same file name; `parity.py` and `fuzz.py` are
their tools. So a new layer is one file in `numpy/`, one in `torch/` and one here.
"""

import pkgutil
from importlib import import_module

TOOLS = {"parity", "fuzz"}
FILES = {name: import_module(f"rows.{name}") for _, name, _ in pkgutil.iter_modules(__path__) if name not in TOOLS}
PARITY = {name: row for file in FILES.values() for name, row in getattr(file, "PARITY", {}).items()}
FUZZ = {name: rows for file in FILES.values() for name, rows in getattr(file, "FUZZ", {}).items()}
