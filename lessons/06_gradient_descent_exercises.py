# %% [markdown]
r"""
<!-- header -->

Five exercises: the walk, the edge it must not pass, two steps towards the landscape of a network, and data made easy to
walk on. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("06.1")` gives three hints.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 06.1 Walk downhill

Write `descend(gradient, start, lr, steps, small)`. `gradient` is a function: from weights of shape (d,) to the gradient
there, shape (d,). Take at most `steps` steps, and none from a place where the gradient is shorter than `small`. Return
the whole path, start included, as an array of shape (points, d).
"""


# %%
def descend(gradient, start, lr, steps, small):
    """Return the path of gradient descent, (points, d)."""
    # SOLUTION descend


check("06.1", descend)

# %% tags=["exercise"]
# hint("06.1")

# %% [markdown] tags=["solution"]
r"""
The loop ends for one of two reasons, whichever comes first. `path[-1] - ...` makes a new array each time, so the places
already passed stay where they were. Neither reason says that the end is a minimum.
"""

# %% [markdown]
r"""
## 06.2 Find the edge

How large may the learning rate be for a loss of which you know nothing but its gradient? Write `edge(gradient, w)`. At
w, shape (d,), measure the Hessian column by column (column j says how the gradient changes when weight j alone moves),
and return the rate at which a walk near w begins to fly off, 2 divided by the largest eigenvalue. A network has no
formula for its Hessian that fits on a page, and this works for any network.
"""


# %%
def edge(gradient, w):
    """Return the learning rate beyond which a walk near w flies off."""
    # SOLUTION edge


check("06.2", edge)

# %% [markdown]
r"""
Try it: with your `descend` and your `edge`, in a bowl with two weights, at rates just below the edge and just above.
"""

# %%
rng = np.random.default_rng(0)
x, y = rng.normal(size=(50, 2)) * (1.0, 3.0), rng.normal(size=50)


def gradient(w):
    return 2 * x.T @ (x @ w - y) / 50


if (
    edge(gradient, np.ones(2)) is None
    or descend(gradient, np.ones(2), 0.1, 1, 0.0) is None
):
    print("not written yet")
else:
    for part in (0.98, 1.02):
        rate = part * edge(gradient, np.ones(2))
        path = descend(gradient, np.ones(2), rate, 300, 0.0)
        print(f"{part} of the edge: the walk ends near {np.abs(path[-1]).max():.0g}")

# %% tags=["exercise"]
# hint("06.2")

# %% [markdown] tags=["solution"]
r"""
Two gradients for each weight: for a thousand weights two thousand, which still takes a moment only. For millions the
matrix would not fit into memory. Then one asks for its product with a few directions instead, as the lesson does where
it follows the largest curvature through a training.
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

What lies between two networks? Write `slice_of(loss, first, second, points)`. `loss` is a function from weights (d,) to
a number, `first` and `second` are the weights of two networks, (d,). Return the losses, shape (points,), at evenly
spaced places of the straight line through both, beginning half their distance before the first and ending half their
distance past the second.
"""


# %%
def slice_of(loss, first, second, points):
    """Return the loss along the line through two places, (points,)."""
    # SOLUTION slice_of


check("06.4", slice_of)

# %% [markdown]
r"""
Try it: the two valleys of the lesson's first map are one valley turned by half a turn, two networks that compute the
same. Is there a level way from one to the other?
"""

# %%
from nnlearn.lessons.gradient_descent import functions

height = functions("small network (2 weights)")[0]
valley = np.array([0.6, 2.5])
along = slice_of(lambda w: height(*w), -valley, valley, 9)
print("not written yet" if along is None else along.round(2))

# %% tags=["exercise"]
# hint("06.4")

# %% [markdown] tags=["solution"]
r"""
A landscape is many forward passes and nothing else. On the straight line between the two valleys lies the saddle, far
higher than either: the mean of two good networks can be a bad one, even if both compute the same.
"""

# %% [markdown]
r"""
## 06.5 A hundred steps

An open one. The ten measurements of 442 patients have different units: ages around 50, cholesterol around 190, sex 1
or 2. A linear model gets 100 steps of gradient descent, with a rate of half the edge. Return `x` itself first: `check`
says how little that achieves. Then write `prepare(x)`: from x of shape (442, 10) make columns on which 100 steps reach
at least 97 % of what is possible, and which still explain at least 45 % of the variance.
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
Standardised columns do not lean on the bias, and along each axis the curvature is the same, 2. Even so the valley is
long: the columns depend on each other (three of them are kinds of cholesterol), and the steepest direction is 470 times
as steep as the flattest. A hundred steps suffice because little is to be gained in the flat directions: along the
flattest 81 % of the way is still to go, but only 0.7 % of the possible gain lies there.

If you turn the columns as well, so that they no longer depend on each other, the bowl is perfectly round, and the first
step arrives: `u, s, vt = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)`, and `u * np.sqrt(len(x))` are such
columns. This is called whitening.
"""
