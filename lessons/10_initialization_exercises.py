# %% [markdown]
r"""
<!-- header -->

Five exercises: first weights, inputs, and two layers that keep signals in shape. Replace the dots, run the cell, and
read what `check` says. Stuck? `hint("10.1")` gives three hints, one after the other.
"""

# %%
import math

import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 10.1 Bounds for first weights

Write `first_weights(fan_in, fan_out, slope)`. Return two numbers, each the bound a of a uniform distribution from −a to
a: first that of Xavier's rule, then that for a leaky ReLU, which multiplies negative sums by `slope` and leaves
positive ones as they are. The second should keep the mean square of the signal on its way forward, as He's rule does
for slope 0; assume that half of the sums are negative.
"""


# %%
def first_weights(fan_in, fan_out, slope):
    """Return two bounds of uniform first weights: Xavier's, and a leaky ReLU's."""
    # SOLUTION first_weights


check("10.1", first_weights)

# %% tags=["exercise"]
# hint("10.1")

# %% [markdown] tags=["solution"]
r"""
The negative half of the sums keeps slope² of its squares. With slope 1 the layer is linear and the variance 1/fan_in;
with slope 0 it is He's 2/fan_in; and with slope √5, which nobody would use, the bound is 1/√fan_in, PyTorch's default.
"""

# %% [markdown]
r"""
## 10.2 Standardise

Write `standardise(train, test)` for two tables with the same columns, shapes (N, d) and (M, d), in float64. Bring each
column to mean 0 and standard deviation 1, both measured on `train`. Where all values of a column of `train` are equal,
only subtract their mean, in both tables; where they differ, however little, divide. Return both.
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
the numbers that the network was trained with. `std == 0` would not find every constant column: the mean of ten times
0.1, as a computer adds, is not 0.1.
"""

# %% [markdown]
r"""
## 10.3 A batch normalisation layer

Write the `forward` of a layer for batches z of shape (N, units). In training it normalises each unit with mean and
variance of the batch (divided by N, with ε = 1e-5 under the root), stretches by γ and shifts by β. It also moves its
running averages: 0.9 of the old one and 0.1 of the batch. As in PyTorch, the variance that goes into the running
average is the one divided by N − 1. In evaluation it uses the running averages and changes nothing.
"""


# %%
class BatchNorm:
    """Batch normalisation of the sums of a layer."""

    def __init__(self, units):
        self.gamma, self.beta = np.ones(units), np.zeros(units)
        self.mean, self.var = np.zeros(units), np.ones(units)  # the running averages

    def forward(self, z, training):
        """Return the batch, normalised, stretched and shifted."""
        # SOLUTION forward


check("10.3", BatchNorm)

# %% tags=["exercise"]
# hint("10.3")

# %% [markdown] tags=["solution"]
r"""
Whatever the weights before it did to the scale is gone, and γ and β let the network choose one. Dividing by N − 1 makes
the kept variance right on average; PyTorch does so, and normalises with the other.
"""

# %% [markdown]
r"""
## 10.4 Layer normalisation backward

Layer normalisation has computed $\tilde z = \gamma \hat z + \beta$ from z of shape (N, units), where mean and variance
are taken over the units of each example (ε = 1e-5 under the root), and γ and β have shape (units,). Write
`layer_norm_backward(z, gamma, grad)`: from `grad`, which is $\partial L/\partial \tilde z$, compute the gradients of z,
γ and β. The lesson's derivation, along the other axis, with one thing to think about.
"""


# %%
def layer_norm_backward(z, gamma, grad):
    """Return dL/dz, dL/dgamma and dL/dbeta."""
    # SOLUTION layer_norm_backward


check("10.4", layer_norm_backward)

# %% tags=["exercise"]
# hint("10.4")

# %% [markdown] tags=["solution"]
r"""
Within a mean over the batch γ is a constant; within a mean over the units it is not. So γ comes first, then the means.
And γ acts in every example, so its gradient is a sum over the batch, here as there.
"""

# %% [markdown]
r"""
## 10.5 Twenty layers that learn

An open one. A network of 20 ReLU layers, 40 units each, has to tell benign from malignant tumours by 30 measurements,
the smallest 0 and the largest above 4,000. With standardised measurements and the layers as the library makes them, it
answers "benign" each time, which is right for 63 % of the patients.

Write `choose(nn)`. It returns two functions. `prepare(train, test)` returns both tables, ready for the network; what
it measures, it measures on `train`. `init(layer)` sets the weights and biases of one dense layer:
`nn.normal_(layer.weight, std=...)` and its relatives `nn.uniform_`, `nn.xavier_normal_` and so on, or by hand,
`layer.weight.data[:] = ...`. The check trains with SGD for 20 epochs, from three starts. The target: at least 85 % of
the unseen patients right from each of them. The solution has 90 to 95 %.
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
Xavier's smaller weights let the signal fade on its way through twenty ReLU layers, and raw measurements make the
numbers overflow. Two lines decide whether a deep network learns at all.
"""
