"""Neural networks written out in NumPy, mirrored on a GPU, taught in notebooks with pictures that move.

`import nnlearn.numpy as nn` and `import nnlearn.torch as nn` are the same course on two engines. This package itself
imports nothing, so that neither engine has to pay for the other.
"""

__version__ = "0.1.0"
