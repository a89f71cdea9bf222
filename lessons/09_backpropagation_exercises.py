# %% [markdown]
r"""
<!-- header -->

Five exercises, and at the end a network that reads digits and is yours from the first line to the last. Replace the
dots, run the cell, and read what `check` says. Stuck? `hint("09.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 09.1 A dense layer backward

A dense layer has computed $Z = X W^T + b$ with x of shape (N, in), weight (out, in) and b (out,). Write
`dense_backward(x, weight, grad)`: `grad` is dL/dZ, of shape (N, out). Return the gradients of x, of the weights and of
the bias, each in the shape of what it belongs to. The lesson has one entry of each as a sum; write all entries at once,
without a loop.
"""


# %%
def dense_backward(x, weight, grad):
    """Return the gradients of x, W and b."""
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

A layer has computed $h = \tanh z$ and kept h, not z. Write `tanh_backward(h, grad)`: from `grad`, which is dL/dh in the
shape of h, compute dL/dz. The lesson does this for the sigmoid; here you need the slope of tanh, written with h.
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

Write `check_gradient(function, x, gradient)`: `function` takes an array of floats in x's shape, whatever that is, and
returns a number; `gradient` is what somebody claims its gradient at x to be. Measure each entry by a central difference with
$\varepsilon = 10^{-5}$, and return two numbers:

- the largest relative error $|a - b| / \max(|a|, |b|)$, where $a$ is the claim and $b$ the measurement;
- how many entries it was taken over. Leave out those where the larger of $|a|$ and $|b|$ is at most $10^{-8}$: there
  is nothing to compare. If nothing is left, the error is 0 and the count says why.

Leave x as it is.
"""


# %%
def check_gradient(function, x, gradient):
    """Return the largest relative error, and how many entries were compared."""
    # SOLUTION check_gradient


check("09.3", check_gradient)

# %% tags=["exercise"]
# hint("09.3")

# %% [markdown] tags=["solution"]
r"""
The largest error, not the mean: one wrong weight must not hide among thousands. Relative, so that it means the same for
small and large gradients. And the count, since a check that compared nothing passes everything.
"""

# %% [markdown]
r"""
## 09.4 A whole network backward

Write `gradients(x, labels, W1, b1, W2, b2)` for a network with one hidden layer of tanh units,
$h = \tanh(x W_1^T + b_1)$, logits $h W_2^T + b_2$, softmax, and the mean cross-entropy as its loss. `x` has shape
(N, in), `labels` (N,). Return the gradients of W1, b1, W2 and b2, in this order. Use what you have written, and mind
logits of 1,000: `np.exp` of those overflows (lesson 03).
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
`tanh_backward`, and nothing new.
"""

# %% [markdown]
r"""
## 09.5 Digits from nothing

An open one, and the summit. Write `train(x, labels)`, which trains a network on 1,348 digits, x of shape (1348, 64)
with values from 0 to 1. It returns a function `predict(x)` that gives labels for new digits. Use nothing but NumPy and
what you wrote above. The target: at least 436 of 449 unseen digits, 97 %. The solution reads 440 to 443 of them, over
twenty different starts.
"""


# %% tags=["nbval-ignore-output"]
def train(x, labels):
    """Train a network on digits and return its predict function."""
    # BEGIN SOLUTION
    random = np.random.default_rng(0)
    parameters = [
        random.normal(size=(64, 64)) / 8,
        np.zeros(64),
        random.normal(size=(10, 64)) / 8,
        np.zeros(10),
    ]
    for _ in range(60):
        order = random.permutation(len(x))
        for start in range(0, len(x), 16):
            rows = order[start : start + 16]
            for parameter, gradient in zip(
                parameters, gradients(x[rows], labels[rows], *parameters), strict=True
            ):
                parameter -= 0.5 * gradient
    W1, b1, W2, b2 = parameters
    return lambda x: (np.tanh(x @ W1.T + b1) @ W2.T + b2).argmax(axis=1)
    # END SOLUTION


check("09.5", train)

# %% tags=["exercise"]
# hint("09.5")

# %% [markdown] tags=["solution"]
r"""
About twenty lines for a network, its gradients and its training. Nearly everything that follows in this course is a
variation of them: other layers, other losses, other steps.
"""
