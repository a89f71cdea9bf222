# %% [markdown]
r"""
<!-- header -->

Five exercises: the walk, the edge it must not pass, two steps towards the landscape of a network, and data made easy to
walk on. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("06.1")` gives three hints.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 06.1 Walk downhill

Write `descend(gradient, start, lr, steps)`. `gradient` is a function: from weights of shape (d,) to the gradient there,
shape (d,). Return the whole path, start included, as an array of shape (steps + 1, d).
"""


# %%
def descend(gradient, start, lr, steps):
    """Return the path of gradient descent, (steps + 1, d)."""
    # SOLUTION descend


check("06.1", descend)

# %% tags=["exercise"]
# hint("06.1")

# %% [markdown] tags=["solution"]
r"""
Three lines, and the whole of deep learning runs on them. `path[-1] - ...` makes a new array each time, so the places
already passed stay where they were.
"""

# %% [markdown]
r"""
## 06.2 Find the edge

A linear model $p = x w$ has the loss $\frac{1}{N}\sum (p - t)^2$. Write `edge(x)` for data x of shape (n, d): the
learning rate $2/L$ at which gradient descent on this loss begins to fly off. $L$ is the largest curvature in any
direction, an eigenvalue of the matrix of second derivatives. The targets do not matter: why?
"""


# %%
def edge(x):
    """Return the learning rate beyond which gradient descent diverges."""
    # SOLUTION edge


check("06.2", edge)

# %% [markdown]
r"""
Try it: with your `descend` and your `edge`, a rate just below the edge and one just above.
"""

# %%
rng = np.random.default_rng(0)
x, t = rng.normal(size=(50, 2)) * (1.0, 3.0), rng.normal(size=50)
if edge(x) is None or descend(lambda w: w, np.ones(2), 0.1, 1) is None:
    print("not written yet")
else:
    for part in (0.98, 1.02):
        path = descend(lambda w: 2 * x.T @ (x @ w - t) / len(x), np.ones(2), part * edge(x), 300)
        print(f"{part} of the edge: the walk ends near {np.abs(path[-1]).max():.0g}")

# %% tags=["exercise"]
# hint("06.2")

# %% [markdown] tags=["solution"]
r"""
The second derivatives of a square of something linear do not contain the targets: these move the bowl, but keep its
shape. The steepest direction decides for all of them.
"""

# %% [markdown]
r"""
## 06.3 Filters of equal length

For a landscape a random direction has to fit the network. Write `normalise(direction, weights)`, both of shape (units,
inputs): scale each row of the direction to the length of the same row of the weights.
"""


# %%
def normalise(direction, weights):
    """Return the direction, each row as long as that of the weights."""
    # SOLUTION normalise


check("06.3", normalise)

# %% tags=["exercise"]
# hint("06.3")

# %% [markdown] tags=["solution"]
r"""
A ReLU network does not change if one layer is doubled and the next one halved, but a step of fixed length would look
twice as daring in one as in the other. Scaled to each unit's weights, it is equally daring everywhere.
"""

# %% [markdown]
r"""
## 06.4 Slice a landscape

Write `slice_of(loss, centre, direction, span, points)`. `loss` is a function from weights (d,) to a number. Return the
losses, shape (points,), at `centre` + a · `direction` for evenly spaced numbers a from −span to span.
"""


# %%
def slice_of(loss, centre, direction, span, points):
    """Return the loss along a line through the centre."""
    # SOLUTION slice_of


check("06.4", slice_of)

# %% tags=["exercise"]
# hint("06.4")

# %% [markdown] tags=["solution"]
r"""
A landscape is nothing but many forward passes. The library's `nn.landscape` computes them as stacked products, which is
why you need not wait for it.
"""

# %% [markdown]
r"""
## 06.5 A hundred steps

An open one. The ten measurements of 442 patients have different units: ages around 50, cholesterol around 190, sex 1
or 2. A linear model gets 100 steps of gradient descent, with a rate of half the edge. Return `x` itself first: `check`
says how little that achieves. Then write `prepare(x)`: from x of shape (442, 10) make columns on which 100 steps reach
at least 99 % of what is possible, and which still explain at least 45 % of the variance.
"""


# %%
def prepare(x):
    """Return columns on which gradient descent is fast."""
    # BEGIN SOLUTION
    return (x - x.mean(axis=0)) / x.std(axis=0)  # mean 0 and standard deviation 1
    # END SOLUTION


check("06.5", prepare)

# %% tags=["exercise"]
# hint("06.5")

# %% [markdown] tags=["solution"]
r"""
Standardised columns have the same curvature and do not lean on the bias: the long valley becomes nearly a bowl. Turning
them as well, so that they no longer depend on each other, would make it a perfect one; lesson 10 has more on this.
"""
