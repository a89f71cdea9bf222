# %% [markdown]
r"""
<!-- header -->

Six exercises: two functions with their slopes, two that must not overflow, a loop that sends a nudge through layers,
and thirty layers to get through. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("03.1")`
gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint
from nnlearn.lessons.activation_functions import survive

# %% [markdown]
r"""
## 03.1 tanh and its slope

Write `tanh(z)` for sums z of any shape. Return two arrays of this shape: the hyperbolic tangent, and its slope there.
It is defined as $\tanh z = \sinh z / \cosh z$, with $\sinh z = (\exp z - \exp(-z))/2$ and
$\cosh z = (\exp z + \exp(-z))/2$; each of these two is the derivative of the other, and $\cosh^2 z - \sinh^2 z = 1$.
Derive the slope, and write it with the output alone, as the lesson did for the sigmoid.
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
## 03.2 SiLU and its slope

SiLU is z times the sigmoid of z. Write `silu(z)` for sums z of any shape, and return its values and its slopes. Derive
the slope yourself. Both must be right at $z = -1000$ and at $z = 1000$ too.
"""


# %%
def silu(z):
    """Return the SiLU of z and its slope."""
    # SOLUTION silu


check("03.2", silu)

# %% [markdown]
r"""
Check both slopes, as the lesson did: one step up, one step down.
"""

# %%
z, eps = np.array([-3.0, -1.0, 0.5, 2.0]), 1e-5  # (4,)
for name, f in (("tanh", tanh), ("SiLU", silu)):
    answer = f(z)
    if answer is None:
        print(f"{name}: not written yet")
        continue
    measured = (f(z + eps)[0] - f(z - eps)[0]) / (2 * eps)
    print(f"{name}: your slopes {answer[1].round(5)}, measured {measured.round(5)}")

# %% tags=["exercise"]
# hint("03.2")

# %% [markdown] tags=["solution"]
r"""
The product rule has a term for each factor. Far to the right the gate is open and the slope 1; far to the left it is
shut and the slope 0. Left of $z = -1.28$ the slope is negative: SiLU falls there, as no ReLU does.
"""

# %% [markdown]
r"""
## 03.3 The logarithm of the sigmoid

Lesson 05 will need $\log \sigma(z)$. Write `log_sigmoid(z)`, of the same shape as z, so that it is right at $z = -1000$
and at $z = 1000$, without infinite numbers and without a warning. The lesson has a NumPy function that helps.
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
$\log \sigma(z) = -\log(1 + \exp(-z))$, and 1 is $\exp 0$, so this is what `np.logaddexp` is for. Taking the logarithm
of a sigmoid that has been rounded to 0 comes too late.
"""

# %% [markdown]
r"""
## 03.4 Softmax with a temperature

Write `softmax(z, temperature)` for scores of shape (N, classes): divide the scores by the temperature, and turn each
row into probabilities. Scores of 1000 must do no harm.
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
After the subtraction the largest power is $\exp 0 = 1$, so nothing overflows, and the sum is at least 1, so nothing is
divided by zero. `keepdims=True` keeps the column that broadcasting needs.
"""

# %% [markdown]
r"""
## 03.5 Through the layers

Write `through(x, nudge, weights, f, slope)`, the loop of the explorer. `x` holds N inputs as rows, `nudge` has the
shape of x, and `weights` is a list of matrices (out, in), one for each layer, without biases; widths may differ. `f`
and `slope` are functions of an array: the activation and its slope. Return the outputs of the last layer, and
how much of a small nudge arrives there. It is the product of the lesson's chain, with matrices.
"""


# %%
def through(x, nudge, weights, f, slope):
    """Return the last layer's outputs, and how much of a small nudge arrives there."""
    # SOLUTION through


check("03.5", through)

# %% [markdown]
r"""
Twenty layers of tanh and of ReLU, by your own loop:
"""

# %%
rng = np.random.default_rng(0)
x, nudge = rng.normal(size=(2, 128, 64))
weights = rng.normal(size=(20, 64, 64)) / 8  # gain 1
functions = {"tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2)}
functions["ReLU"] = (lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
for name, (f, slope) in functions.items():
    answer = through(x, nudge, weights, f, slope)
    if answer is None:
        print(f"{name}: not written yet")
        continue
    h, arrived = answer
    signal, sensitivity = (h - h.mean(axis=0)).std(), arrived.std()
    print(f"{name}: signal {signal:.1g}, sensitivity {sensitivity:.1g}")

# %% tags=["exercise"]
# hint("03.5")

# %% [markdown] tags=["solution"]
r"""
The nudge meets what the outputs meet, with one difference: where the outputs go through the function, the nudge is
multiplied by its slope at the same sums. Lesson 08 calls this the forward mode of the chain rule.
"""

# %% [markdown]
r"""
## 03.6 Thirty layers

An open one. Inputs go through 30 layers of 100 units whose weights have the standard deviation gain$/\sqrt{100}$.
Choose an activation, "sigmoid", "tanh", "ReLU" or "GELU", and a gain so that the signal after 30 layers and the
sensitivity to the input are both between 0.2 and 5, in each of five draws of the weights. `survive` measures one draw:
try as often as you like.
"""

# %%
for name, gain in (("sigmoid", 1.0), ("tanh", 1.0), ("ReLU", 1.0), ("GELU", 1.0)):
    signal, sensitivity = survive(name, gain, seed=0)
    print(f"{name:8} gain {gain}: signal {signal:.0e}, sensitivity {sensitivity:.0e}")

# %%
# BEGIN SOLUTION: setting = ...  # (activation, gain)
setting = ("tanh", 1.25)
# END SOLUTION
check("03.6", setting)

# %% tags=["exercise"]
# hint("03.6")

# %% [markdown] tags=["solution"]
r"""
tanh passes with gains from 1.1 to 1.4: where sums grow, its slopes shrink, and that steadies it. ReLU and GELU have
nothing of the kind, so a gain has to be met within a few percent: 1.43 to 1.48 for ReLU, and 1.47 or 1.48 for GELU. The
sigmoid has no such gain: before its signal is large enough, the sensitivity has exploded. Lesson 10 derives the gains.
"""
