# %% [markdown]
r"""
<!-- header -->

Five exercises: a recurrent network step by step, the letters that it speaks, its gradient, and a forecast. Replace the
dots, run the cell, and read what `check` says. Stuck? `hint("18.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons.recurrent_networks import forecaster

# %% [markdown]
r"""
## 18.1 One step

Write `step(x, h, W_x, W_h, b)`: n sequences at once take one step. x is what they read now, shape (n, d), and h the
state before, shape (n, H). The weights are W_x (H, d), W_h (H, H) and b (H,). Return the new state, shape (n, H):
$h' = \tanh(W_x x + W_h h + b)$ for each of the n.
"""


# %%
def step(x, h, W_x, W_h, b):
    """Return the state after one step."""
    # SOLUTION step


check("18.1", step)

# %% tags=["exercise"]
# hint("18.1")

# %% [markdown] tags=["solution"]
r"""
It is a dense layer that reads two things, the present and its own past. Both products give (n, H), so they can be
added; the tanh is applied to the sum and keeps the state between −1 and 1, however long the sequence is.
"""

# %% [markdown]
r"""
## 18.2 The loop over time

Write `run(x, h, W_x, W_h, b)` for whole sequences, x of shape (T, n, d), with your `step`. h, shape (n, H), is the
state before the first input. Return the states after each input, shape (T, n, H).
"""


# %%
def run(x, h, W_x, W_h, b):
    """Return the state after each of the T inputs."""
    # SOLUTION run


check("18.2", run)

# %% tags=["exercise"]
# hint("18.2")

# %% [markdown] tags=["solution"]
r"""
The same five arrays in every round: that is weight sharing in time, and why the length T appears in no weight's shape.
`h = step(...)` makes a new array each time, so the caller's first state stays as it was.
"""

# %% [markdown]
r"""
## 18.3 Draw a letter

Write `draw(scores, temperature, u)`. scores has shape (letters,), temperature is a number > 0, u a random number in
[0, 1). Turn scores / temperature into probabilities with softmax, lay them side by side on a ruler from 0 to 1 in their
order, and return the place (a whole number) of the letter in whose piece u lies. Scores may be as large as 1,000.
"""


# %%
def draw(scores, temperature, u):
    """Return which letter u draws."""
    # SOLUTION draw


check("18.3", draw)

# %% tags=["exercise"]
# hint("18.3")

# %% [markdown] tags=["solution"]
r"""
Equally likely numbers u fall into a piece as often as the piece is long: that is drawing from a distribution. Dividing
by a small temperature stretches the differences before softmax, and the longest piece takes nearly the whole ruler.
"""

# %% [markdown]
r"""
## 18.4 Back through time

Write `through_time(x, hs, grad, W_h)`. Here hs, shape (T + 1, n, H), begins with the first state, so that `hs[t]` is
the state before input t and `hs[t + 1]` the one after it. grad, shape (T, n, H), is what the loss of each step says
about its own state: `grad[t]` belongs to `hs[t + 1]`. Add what comes back from later steps, and return dL/dW_x (H, d),
dL/dW_h (H, H) and dL/db (H,). The cell below checks yours with central differences.
"""


# %%
def through_time(x, hs, grad, W_h):
    """Return dL/dW_x, dL/dW_h and dL/db."""
    # SOLUTION through_time


check("18.4", through_time)

# %%
rng = np.random.default_rng(0)
T, n, d, H = 6, 3, 2, 4
x, h0, W_x, W_h, b = (rng.normal(size=shape) for shape in ((T, n, d), (n, H), (H, d), (H, H), (H,)))
weight_of_loss = rng.normal(size=(T, n, H))  # the loss is sum(weight_of_loss * states), so this is its gradient
states, found = run(x, h0, W_x, W_h, b), None
if states is not None:
    found = through_time(x, np.concatenate([h0[None], states]), weight_of_loss, W_h)
if found is None:
    print("not written yet")
else:
    slope = numerical_gradient(lambda W: float((weight_of_loss * run(x, h0, W_x, W, b)).sum()), W_h.copy())
    print("dL/dW_h agrees with central differences:", bool(relative_error(found[1], slope).max() < 1e-6))

# %% tags=["exercise"]
# hint("18.4")

# %% [markdown] tags=["solution"]
r"""
Each state has two paths to the loss, through its own step and through the next state; d carries the second one. The
weights act T times, so their gradients are sums over T terms, and W_h met the state before the step.
"""

# %% [markdown]
r"""
## 18.5 Beat the naive forecast

An open one. `build(nn, x, y)` gets windows of a series like the yearly sunspots, x and y of shape (90, 40, 1), where y
is x one year later. Return a trained model from the side `nn` that takes such x and gives such y. The check tries it on
later years of two series and compares with the naive forecast, "next year is like this year". The target: a squared
error of at most 0.40 of the naive one. `forecaster(nn)` makes a recurrent network to start from.
"""


# %% tags=["nbval-ignore-output"]
def build(nn, x, y):
    """Return a trained model."""
    # BEGIN SOLUTION
    net = forecaster(nn, 24)
    adam = nn.Adam(net.parameters(), lr=0.01)
    nn.fit(net, nn.MSELoss(), adam, x, y, epochs=60, batch_size=16)
    return net
    # END SOLUTION


check("18.5", build)

# %% tags=["exercise"]
# hint("18.5")

# %% [markdown] tags=["solution"]
r"""
Knowing this year alone, nobody can tell a rise from a fall; the state remembers the years before. What is left is
partly noise, which no forecast can know.
"""
