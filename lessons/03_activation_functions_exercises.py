# %% [markdown]
r"""
<!-- header -->

Five exercises: two functions with their slopes, two that must not overflow, and thirty layers to get through. Replace
the dots, run the cell, and read what `check` says. Stuck? `hint("03.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint
from nnlearn.gradcheck import relative_error
from nnlearn.lessons.activation_functions import survive

# %% [markdown]
r"""
## 03.1 tanh and its slope

Write `tanh(z)` for sums z of any shape. Return two arrays of this shape: the hyperbolic tangent, and its slope there.
Write the slope in terms of the output, as the lesson did for the sigmoid; the derivative of
$\tanh z = \sinh z / \cosh z$ follows from the quotient rule.
"""


# %%
def tanh(z):
    """Return tanh z and its slope."""
    # SOLUTION tanh


check("03.1", tanh)

# %% tags=["exercise"]
# hint("03.1")

# %% [markdown] tags=["solution"]
r"""
$(\cosh^2 z - \sinh^2 z)/\cosh^2 z = 1 - \tanh^2 z$: where the output is close to ±1 the slope is close to 0. At 0 it is
1, four times that of the sigmoid.
"""

# %% [markdown]
r"""
## 03.2 A ReLU that leaks

Write `leaky_relu(z, leak)`: z itself where it is positive, `leak` times z elsewhere. Return the values and the slopes.
At $z = 0$ take the slope of the negative side.
"""


# %%
def leaky_relu(z, leak):
    """Return the leaky ReLU of z and its slope."""
    # SOLUTION leaky_relu


check("03.2", leaky_relu)

# %% [markdown]
r"""
Prove both slopes, as the lesson did: one step up, one step down.
"""

# %%
z, h = np.array([-3.0, -1.0, 0.5, 2.0]), 1e-5  # (4,)
for name, f in (("tanh", tanh), ("leaky ReLU", lambda z: leaky_relu(z, 0.1))):
    answer = f(z)
    if answer is None:
        print(f"{name}: not written yet")
        continue
    measured = (f(z + h)[0] - f(z - h)[0]) / (2 * h)
    print(f"{name}: agrees with differences: {bool(relative_error(answer[1], measured).max() < 1e-6)}")

# %% tags=["exercise"]
# hint("03.2")

# %% [markdown] tags=["solution"]
r"""
Two straight pieces have two slopes, and `np.where` chooses for every number at once. Nothing is ever quite flat, so
every unit can still learn.
"""

# %% [markdown]
r"""
## 03.3 The logarithm of the sigmoid

Lesson 05 will need $\log \sigma(z)$. Write `log_sigmoid(z)`, of the same shape as z, so that it holds at $z = -1000$
and at $z = 1000$, without infinite numbers and without a warning.
"""


# %%
def log_sigmoid(z):
    """Return log(sigmoid(z)), for any z."""
    # SOLUTION log_sigmoid


check("03.3", log_sigmoid)

# %% tags=["exercise"]
# hint("03.3")

# %% [markdown] tags=["solution"]
r"""
`np.logaddexp(a, b)` computes $\log(e^a + e^b)$ without ever forming $e^a$ or $e^b$ on their own. Taking the logarithm
of a sigmoid that has been rounded to 0 comes too late.
"""

# %% [markdown]
r"""
## 03.4 Softmax with a temperature

Write `softmax(z, temperature)` for scores of shape (n, k): each row of the result holds k probabilities. Scores of
1000 must do no harm.
"""


# %%
def softmax(z, temperature):
    """Return the softmax of each row of z / temperature."""
    # SOLUTION softmax


check("03.4", softmax)

# %% tags=["exercise"]
# hint("03.4")

# %% [markdown] tags=["solution"]
r"""
After the subtraction the largest power is $e^0 = 1$, so nothing overflows, and the sum is at least 1, so nothing is
divided by zero. `keepdims=True` keeps the column that broadcasting needs.
"""

# %% [markdown]
r"""
## 03.5 Thirty layers

An open one. A signal goes through 30 layers of 100 units with random weights, multiplied by a *gain*, and a gradient
comes back. Choose an activation, "sigmoid", "tanh" or "ReLU", and a gain so that both are still between 0.2 and 5 times
what they were. `survive` measures it: try as often as you like.
"""

# %%
for name, gain in (("sigmoid", 1.0), ("tanh", 1.0), ("ReLU", 1.0)):
    print(name, gain, "signal and gradient after 30 layers:", "{:.1g} and {:.1g}".format(*survive(name, gain)))

# %%
# BEGIN SOLUTION: setting = ...  # (activation, gain)
setting = ("ReLU", 1.42)
# END SOLUTION
check("03.5", setting)

# %% tags=["exercise"]
# hint("03.5")

# %% [markdown] tags=["solution"]
r"""
A ReLU sets half of the sums to zero and so halves the mean square; a gain of $\sqrt 2$ makes up for it, and lesson 10
derives it. tanh with a gain around 1.2 works too. The sigmoid needs a gain between 10 and 11, at which about half of
its units are saturated; a little less and the gradient fades, a little more and it explodes.
"""
