# %% [markdown]
r"""
<!-- header -->

Five exercises, and at their end a network that reads digits and that is yours from the first line to the last. Replace
the dots, run the cell, and read what `check` says. Stuck? `hint("09.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 09.1 A dense layer backward

A dense layer has computed $y = x W^T + b$ with x of shape (n, in), W (out, in), b (out,). Write
`dense_backward(x, weight, grad)`: `grad` is dL/dy, shape (n, out). Return dL/dx, dL/dW and dL/db, in the shapes of x, W
and b.
"""


# %%
def dense_backward(x, weight, grad):
    """Return dL/dx, dL/dW and dL/db."""
    # SOLUTION dense_backward


check("09.1", dense_backward)

# %% tags=["exercise"]
# hint("09.1")

# %% [markdown] tags=["solution"]
r"""
The shapes nearly write it for you: only one product of the arrays at hand fits each of the three. Where W is square
they no longer help, and only a gradient check does.
"""

# %% [markdown]
r"""
## 09.2 Through the activation

A layer has computed $h = \tanh z$ and kept h. Write `tanh_backward(h, grad)`: from dL/dh, in the shape of h, compute
dL/dz.
"""


# %%
def tanh_backward(h, grad):
    """Return dL/dz from dL/dh, with the output h that was kept."""
    # SOLUTION tanh_backward


check("09.2", tanh_backward)

# %% tags=["exercise"]
# hint("09.2")

# %% [markdown] tags=["solution"]
r"""
Each element has its own slope, so the product is element by element. Keeping h and not z saves computing tanh again.
"""

# %% [markdown]
r"""
## 09.3 Check a gradient

Write `check_gradient(function, x, gradient)`: `function` takes an array of x's shape and returns a number; `gradient`
is what somebody claims its gradient at x to be. Measure each entry by a central difference with $h = 10^{-5}$ and
return the largest relative error, $|a - b| / \max(|a|, |b|, 10^{-8})$. Leave x as it is.
"""


# %%
def check_gradient(function, x, gradient):
    """Return the largest relative error of a gradient."""
    # SOLUTION check_gradient


check("09.3", check_gradient)

# %% tags=["exercise"]
# hint("09.3")

# %% [markdown] tags=["solution"]
r"""
The largest error, not the mean, and relative, not absolute: one wrong weight must not hide among thousands. In float64,
or the check proves nothing.
"""

# %% [markdown]
r"""
## 09.4 A whole network backward

Write `gradients(x, labels, W1, b1, W2, b2)` for the network x → tanh(x W1ᵀ + b1) → scores h W2ᵀ + b2 → softmax, with
the mean cross-entropy as its loss. Return dW1, db1, dW2 and db2. Use what you have.
"""


# %%
def gradients(x, labels, W1, b1, W2, b2):
    """Return the gradients of all four parameters."""
    # SOLUTION gradients


check("09.4", gradients)

# %% tags=["exercise"]
# hint("09.4")

# %% [markdown] tags=["solution"]
r"""
Forward keeps h, backward uses it. Every further layer would be two more lines, a `dense_backward` and a
`tanh_backward`; nothing new ever comes up.
"""

# %% [markdown]
r"""
## 09.5 Digits from nothing

An open one, and the summit. Write `train(x, labels)` for 1,348 digits, x of shape (1348, 64) with values from 0 to 1.
It returns a function `predict(x)` that gives labels for new digits. Nothing but NumPy and what you wrote above. The
target: at least 440 of 449 unseen digits, 98.0 %.
"""


# %% tags=["nbval-ignore-output"]
def train(x, labels):
    """Train a network on digits and return its predict function."""
    # BEGIN SOLUTION
    random = np.random.default_rng(0)
    parameters = [random.normal(size=(64, 64)) / 8, np.zeros(64), random.normal(size=(10, 64)) / 8, np.zeros(10)]
    for _ in range(60):
        order = random.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            for parameter, gradient in zip(parameters, gradients(x[rows], labels[rows], *parameters), strict=True):
                parameter -= 0.2 * gradient
    W1, b1, W2, b2 = parameters
    return lambda x: (np.tanh(x @ W1.T + b1) @ W2.T + b2).argmax(axis=1)
    # END SOLUTION


check("09.5", train)

# %% tags=["exercise"]
# hint("09.5")

# %% [markdown] tags=["solution"]
r"""
About twenty lines for a network, its gradients and its training. Everything that follows in this course is a variation
of these: other layers, other losses, other steps.
"""
