# %% [markdown]
r"""
<!-- header -->

Five exercises; 02.2 and 02.4 use what you wrote before. Replace the dots, run the cell, and read what `check` says. It tries your
function on random inputs and names the mistake if it knows it. Stuck? `hint("02.1")` gives three hints, one after the
other.
"""

# %%
import numpy as np

from nnlearn import datasets
from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 02.1 Predict for many points at once

Write `predict(weight, bias, x)`. It gets the weights, shape (d,), the bias, a number, and n points, shape (n, d). It
returns n whole numbers, shape (n,): 1 where the score $w \cdot x + b$ is zero or more, else 0. No loop is needed.
"""


# %%
def predict(weight, bias, x):
    """Return the label 0 or 1 of each of the n points."""
    # SOLUTION predict


check("02.1", predict)

# %% tags=["exercise"]
# hint("02.1")

# %% [markdown] tags=["solution"]
r"""
One matrix product gives all scores at once, because each row of `x` meets the same weights. The comparison includes
zero: a point exactly on the line belongs to class 1, by the definition of the step.
"""

# %% [markdown]
r"""
## 02.2 Learn from one mistake

Write `learn(weight, bias, x, y, lr)`: one visit of one point `x`, shape (d,), whose target `y` is 0 or 1, at learning
rate `lr`. Use your `predict` (it expects many points: `x[None]` turns one point into one row). Return the new weight,
shape (d,), and the new bias. Leave the arrays you were given as they are.
"""


# %%
def learn(weight, bias, x, y, lr):
    """Return the weight and the bias after one visit."""
    # SOLUTION learn


check("02.2", learn)

# %% tags=["exercise"]
# hint("02.2")

# %% [markdown] tags=["solution"]
r"""
The error carries the direction: a missed 1 adds the point, a false 1 takes it away, a right prediction multiplies
everything by zero. Writing `weight - ...` instead of `weight -= ...` makes a new array, so the caller's stays as it
was.
"""

# %% [markdown]
r"""
## 02.3 No line computes XOR

Write `count_right(weights, biases, x, y)` for m lines at once: weights (m, d), biases (m,), points (n, d), labels (n,).
It returns how many of the n points each line gets right, shape (m,); a point on a line counts as class 1. Below it is
the search: 100,000 random lines and a grid of 29,791. What is the best that any of them can do on XOR?
"""


# %%
def count_right(weights, biases, x, y):
    """Return the number of points that each of m lines gets right."""
    # SOLUTION count_right


check("02.3", count_right)

# %%
xor = datasets.gates("xor")
rng = np.random.default_rng(0)
lattice = np.stack(np.meshgrid(*[np.linspace(-3, 3, 31)] * 3), axis=-1).reshape(-1, 3)
for lines in (rng.normal(size=(100_000, 3)), lattice):
    counts = count_right(lines[:, :2], lines[:, 2], xor.x, xor.y)
    best = "not written yet" if counts is None else f"at most {counts.max()} of 4 right"
    print(f"{len(lines)} lines: {best}")

# %% tags=["exercise"]
# hint("02.3")

# %% [markdown] tags=["solution"]
r"""
Transposing the weights puts points in rows and lines in columns, so that summing over the rows counts points. A
search cannot prove that no line exists, since there are infinitely many; the four inequalities of the lesson do, and
the search agrees with them: three of four is the best.
"""

# %% [markdown]
r"""
## 02.4 The pocket algorithm

Write `pocket(x, y, epochs)`: start with zero weights, shape (d,), and bias 0. Visit the points in order, `epochs`
times, with your `learn` at rate 1. After every visit count how many of all n points are wrong now; whenever that is
*fewer* than ever before, put a copy of weight and bias into your pocket. Return what the pocket holds: weight, bias,
and the number of points that are wrong with them. Before the first visit the pocket holds the zeros that you start
with.
"""


# %%
def pocket(x, y, epochs):
    """Return the best weight, the best bias, and how many points they get wrong."""
    # SOLUTION pocket


check("02.4", pocket)

# %% tags=["exercise"]
# hint("02.4")

# %% [markdown] tags=["solution"]
r"""
The count is over all points, not over the one just visited: a line that is right here may be wrong elsewhere. Since
`learn` returns new arrays, the pocket keeps its own; had the weights been changed in place, the pocket would have
wandered along.
"""

# %% [markdown]
r"""
## 02.5 A third input

An open one. No line computes XOR of $x_1$ and $x_2$; a perceptron with a third input can. Write `third(x)`: from points
of shape (n, 2) it computes one more number each, shape (n,), from this point alone. The check trains a perceptron on
the three inputs, on the four corners of XOR and on 400 noisy points around them, and does so five times, each time with
other points. The target: all four corners right each time, and on average at least 97 % of the noisy points that it has
not seen.
"""


# %%
def third(x):
    """Return one more number for each of the n points."""
    # BEGIN SOLUTION
    return x[:, 0] * x[:, 1]  # 1 only where both are 1
    # END SOLUTION


check("02.5", third)

# %% tags=["exercise"]
# hint("02.5")

# %% [markdown] tags=["solution"]
r"""
With the product as a third input the point (1, 1) is lifted out of the plane, and $x_1 + x_2 - 2 x_1 x_2 \ge 1/2$ is
XOR: a flat boundary in three dimensions, a bent one in two. A hidden layer does the same, but finds its own inputs.
"""
