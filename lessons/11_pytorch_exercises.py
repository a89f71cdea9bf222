# %% [markdown]
r"""
<!-- header -->

Four exercises: a network in tensors, gradients that come by themselves, weights that change sides, and a loop that goes
away. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("11.1")` gives three hints.
"""

# %%
import numpy as np
import torch

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 11.1 A network in tensors

Write `forward(x, W1, b1, W2, b2)`. All five are NumPy arrays; turn them into tensors and compute
$\tanh(x W_1^T + b_1)\, W_2^T + b_2$ with torch. Return the tensor.
"""


# %%
def forward(x, W1, b1, W2, b2):
    """Return the scores, a tensor."""
    # SOLUTION forward


check("11.1", forward)

# %% tags=["exercise"]
# hint("11.1")

# %% [markdown] tags=["solution"]
r"""
The line is the one from lesson 04, with `torch` where `np` stood. What is new does not show: each operation has left a
note of what it did.
"""

# %% [markdown]
r"""
## 11.2 Gradients for free

Write `gradients(x, t, W, b)` for a linear model: the loss is the mean of $(x W^T + b - t)^2$ over all entries. Let
autograd find dL/dW and dL/db, and return both.
"""


# %%
def gradients(x, t, W, b):
    """Return dL/dW and dL/db, found by autograd."""
    # SOLUTION gradients


check("11.2", gradients)

# %% tags=["exercise"]
# hint("11.2")

# %% [markdown] tags=["solution"]
r"""
`requires_grad_` says whose gradients are wanted; `backward` walks the graph that the forward line left. It is lesson
08, with whole arrays in each box.
"""

# %% [markdown]
r"""
## 11.3 Carry weights over

Write `carry(state)`: a dict from names such as "0.weight" to NumPy arrays, as our `state_dict()` gives it. Return a
dict with the same names whose values are float32 tensors, copies that do not change when the arrays do.
"""


# %%
def carry(state):
    """Return the same state as float32 tensors."""
    # SOLUTION carry


check("11.3", carry)

# %% tags=["exercise"]
# hint("11.3")

# %% [markdown] tags=["solution"]
r"""
`torch.from_numpy` shares its memory with the array: change one and the other changes. Going to another dtype copies;
the `copy()` makes sure of it where the array is float32 already.
"""

# %% [markdown]
r"""
## 11.4 Without a loop

An open one. Write `distances(a, b)` for points a of shape (n, d) and b of shape (m, d): all squared distances, shape
(n, m). Three nested loops take a tenth of a second for 120 and 100 points. The target: the same numbers, at least 20
times as fast.
"""


# %%
def distances(a, b):
    """Return the squared distances of all pairs, (n, m)."""
    # BEGIN SOLUTION
    return ((a[:, None] - b[None]) ** 2).sum(axis=2)  # (n, 1, d) - (1, m, d) -> (n, m, d)
    # END SOLUTION


check("11.4", distances)

# %% tags=["exercise"]
# hint("11.4")

# %% [markdown] tags=["solution"]
r"""
One call in place of 96,000 loops: the numbers are the same, and so are the operations; what is gone is the Python
between them. The line runs on a GPU as it stands.
"""
