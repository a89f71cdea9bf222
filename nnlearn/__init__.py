"""Neural networks written out in NumPy, mirrored on a GPU, taught in notebooks with pictures that move.

`import nnlearn.numpy as nn` and `import nnlearn.torch as nn` are the same course on two engines. This package itself
imports neither, so that neither engine has to pay for the other.
"""

from nnlearn import encoded, moved  # noqa: F401  # a handout's answers are decoded; old import paths say the new ones

__version__ = "0.1.0"
