# %% [markdown]
r"""
<!-- header -->

Five exercises: batches, two optimizers, the moment to stop, and a race against the clock. Replace the dots, run the
cell, and read what `check` says. Stuck? `hint("07.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 07.1 Cut an epoch into batches

Write `batches(order, size)`. `order` holds the numbers of all examples, shuffled, shape (n,). Return a list of arrays:
the order cut into pieces of `size`, in the same sequence; the last piece may be short.
"""


# %%
def batches(order, size):
    """Return the batches of one epoch, a list of arrays."""
    # SOLUTION batches


check("07.1", batches)

# %% tags=["exercise"]
# hint("07.1")

# %% [markdown] tags=["solution"]
r"""
Shuffle, then cut: in an epoch every example comes up once, in new company each time. The short last batch counts as
much as the others, so its examples weigh a little more; with many batches nobody notices.
"""

# %% [markdown]
r"""
## 07.2 A step with momentum

Write `momentum(theta, v, g, lr, mu)`: one step. The velocity v takes in the gradient g, $v \leftarrow \mu v + g$; then
the weights move by it. Return the new weights and the new velocity.
"""


# %%
def momentum(theta, v, g, lr, mu):
    """Return the weights and the velocity after one step."""
    # SOLUTION momentum


check("07.2", momentum)

# %% tags=["exercise"]
# hint("07.2")

# %% [markdown] tags=["solution"]
r"""
Where gradients agree from step to step the velocity grows up to 1/(1 − μ) times the gradient, ten times for μ = 0.9;
where they alternate, they cancel. That is the whole trick in a valley.
"""

# %% [markdown]
r"""
## 07.3 Adam

Write `adam(theta, m, v, g, k, lr)`: step number k, counted from 1, with $\beta_1 = 0.9$, $\beta_2 = 0.999$ and
$\varepsilon = 10^{-8}$. Return the new weights, m and v (both without the correction).
"""


# %%
def adam(theta, m, v, g, k, lr):
    """Return the weights, m and v after step k of Adam."""
    # SOLUTION adam


check("07.3", adam)

# %% tags=["exercise"]
# hint("07.3")

# %% [markdown] tags=["solution"]
r"""
Both means start at zero and would be too small at first; 1 − β to the power k is exactly how far they are filled. In
the first step the corrected m is the gradient and the root of the corrected v its size, so the step is lr times a sign.
"""

# %% [markdown]
r"""
## 07.4 When to stop

Write `stop(losses, patience)` for the validation losses of all epochs, epoch 0 first. Walk through them as training
would. Keep the epoch with the lowest loss so far (lower, not equal). As soon as `patience` epochs in a row have brought
no new minimum, stop. Return the best epoch and the one you stopped after; if patience never ran out, that is the last.
"""


# %%
def stop(losses, patience):
    """Return the best epoch and the last one, by early stopping."""
    # SOLUTION stop


check("07.4", stop)

# %% tags=["exercise"]
# hint("07.4")

# %% [markdown] tags=["solution"]
r"""
Training cannot look ahead: a lower loss ten epochs later is lost. Small patience saves time and may stop at a bump;
that is the price, and the reason to keep the weights of the best epoch.
"""

# %% [markdown]
r"""
## 07.5 Three epochs

An open one. A network 64-32-10 sees 1,348 digits three times. Choose the optimizer, its settings and the batch size
so that afterwards at least 94 % of 449 other digits are right, from each of three random starts. `choose` gets the
library and the parameters, and returns two things: an optimizer, any of lesson 07, and the size of a batch.
"""


# %% tags=["nbval-ignore-output"]
def choose(nn, parameters):
    """Return the optimizer to use, and the batch size."""
    # BEGIN SOLUTION
    return nn.Adam(parameters, lr=0.01), 16
    # END SOLUTION


check("07.5", choose)

# %% tags=["exercise"]
# hint("07.5")

# %% [markdown] tags=["solution"]
r"""
Small batches give more steps from the same examples, and Adam makes each weight's steps as large as they can be. With
more epochs the differences shrink: plain SGD gets there too, only later.
"""
