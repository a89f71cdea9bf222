"""Random legal arguments for every public name, and what PyTorch gives for them.

`CHECKS` has a function of each name, which draws arguments from a `Draw`, runs ours and PyTorch's own, and compares all
that comes out. Each file of this folder has those of one kind, in a table of the same name; `draw.py` draws numbers,
sizes, memory layouts and precisions.
"""

import importlib
import pkgutil

FILES = [importlib.import_module(f"{__name__}.{file.name}") for file in pkgutil.iter_modules(__path__)]
CHECKS = {name: check for file in FILES for name, check in getattr(file, "CHECKS", {}).items()}
