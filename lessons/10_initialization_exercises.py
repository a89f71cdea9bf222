# %% [markdown]
r"""
<!-- header -->

Five exercises: first weights, inputs, and a layer that keeps both in shape. Replace the dots, run the cell, and read
what `check` says. Stuck? `hint("10.1")` gives three hints, one after the other.
"""

# %%
import math

import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 10.1 Xavier and He

Write `first_weights(fan_in, fan_out)`. Return two numbers: the bound a of Xavier's uniform distribution from −a to a,
whose variance is 2/(fan_in + fan_out), and the standard deviation of He's normal one, whose variance is 2/fan_in.
"""


# %%
def first_weights(fan_in, fan_out):
    """Return Xavier's bound and He's standard deviation."""
    # SOLUTION first_weights


check("10.1", first_weights)

# %% tags=["exercise"]
# hint("10.1")

# %% [markdown] tags=["solution"]
r"""
A uniform distribution from −a to a has the variance a²/3; set that to 2/(in + out) and solve for a.
"""

# %% [markdown]
r"""
## 10.2 Standardise

Write `standardise(train, test)` for two tables with the same columns, shapes (n, d) and (m, d). Bring each column to
mean 0 and standard deviation 1, both measured on `train`. A column in which all values are equal is only moved to 0.
Return both.
"""


# %%
def standardise(train, test):
    """Return both tables, standardised by the training data."""
    # SOLUTION standardise


check("10.2", standardise)

# %% tags=["exercise"]
# hint("10.2")

# %% [markdown] tags=["solution"]
r"""
The test data stand for what nobody has seen; even their mean must not leak into training, and a new patient must get
the numbers that the network was trained with.
"""

# %% [markdown]
r"""
## 10.3 Batch normalisation forward

Write `norm_forward(x, gamma, beta)` for a batch x of shape (n, d): $\hat x = (x - \mu)/\sqrt{\sigma^2 + 10^{-5}}$ with
mean and variance of each unit over the batch, then $\gamma \hat x + \beta$.
"""


# %%
def norm_forward(x, gamma, beta):
    """Return the normalised batch, stretched and shifted."""
    # SOLUTION norm_forward


check("10.3", norm_forward)

# %% tags=["exercise"]
# hint("10.3")

# %% [markdown] tags=["solution"]
r"""
Whatever the weights before it did to the scale is gone. γ and β let the network choose a scale again, if it wants one;
it learns them like weights.
"""

# %% [markdown]
r"""
## 10.4 Batch normalisation backward

Write `norm_backward(x, gamma, grad)`: from dL/dy, shape (n, d), compute dL/dx, dL/dγ and dL/dβ. An input reaches the
outputs by three paths: directly, through the mean of its unit, and through the spread.
"""


# %%
def norm_backward(x, gamma, grad):
    """Return dL/dx, dL/dgamma and dL/dbeta."""
    # SOLUTION norm_backward


check("10.4", norm_backward)

# %% tags=["exercise"]
# hint("10.4")

# %% [markdown] tags=["solution"]
r"""
The two subtracted terms say what normalisation makes impossible: to move a whole batch, and to stretch it. No gradient
points there.
"""

# %% [markdown]
r"""
## 10.5 Twenty layers that learn

An open one. A network of 20 ReLU layers should tell benign from malignant tumours from 30 measurements, which range
from 0.001 to 4,000. Write `choose(nn)`. It returns two functions: `prepare(train, test)`, which returns both tables fit
for use, and `init(layer)`, which sets `layer.weight` and `layer.bias` of one dense layer, with
`nn.normal_(layer.weight, std=...)`, `nn.uniform_` or by hand. SGD, 15 epochs, two starts. The target: at least 92 % of
the unseen patients.
"""


# %% tags=["nbval-ignore-output"]
def choose(nn):
    """Return how the data are prepared and how a layer begins."""
    # BEGIN SOLUTION

    def init(layer):
        nn.normal_(layer.weight, std=math.sqrt(2 / layer.in_features))
        layer.bias.data[:] = 0

    return standardise, init
    # END SOLUTION


check("10.5", choose)

# %% tags=["exercise"]
# hint("10.5")

# %% [markdown] tags=["solution"]
r"""
Raw measurements blow up the loss within three steps; Xavier's smaller weights let the signal die on its way through
twenty ReLU layers. Two lines decide whether a deep network learns at all.
"""
