# %% [markdown]
r"""
<!-- header -->

Five exercises: a recurrent network step by step, the letters that it draws, its gradient, and a memory that is longer
than it should be. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("18.1")` gives three hints,
one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons.recurrent_networks import ask

# %% [markdown]
r"""
## 18.1 One step

Write `step(x, h, W_x, W_h, b)`: N sequences at once take one step. x is what they read now, shape (N, d), and h their
state before, shape (N, units). The weights are W_x (units, d), W_h (units, units) and b (units,); row i belongs to
unit i. Return the new state, shape (N, units), with tanh as the activation.
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
It is a dense layer that reads two things, the present and its own past. Both products give (N, units), so they can be
added; the tanh is applied to the sum and keeps the state between −1 and 1, however long the sequence is.
"""

# %% [markdown]
r"""
## 18.2 The loop over time

Write `run(x, h, W_x, W_h, b)` for whole sequences, x of shape (T, N, d), with your `step`. h, shape (N, units), is the
state before the first input. Return the states after each input, as one array of shape (T, N, units).
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
The same weights in every round: that is weight sharing in time, and why the length T appears in no weight's shape.
`h = step(...)` makes a new array each time, so the caller's first state stays as it was.
"""

# %% [markdown]
r"""
## 18.3 Draw a letter

Write `draw(z, temperature, point)`. The logits z have shape (letters,), temperature is a number > 0, point a random
number in [0, 1). Turn z / temperature into probabilities with softmax, lay them side by side on a ruler from 0 to 1 in
their order, and return the place (a whole number, counted from 0) of the letter in whose piece the point lies. A point
on a border belongs to the piece that begins there. Logits may lie anywhere from −1,000 to 1,000.
"""


# %%
def draw(z, temperature, point):
    """Return which letter the point draws."""
    # SOLUTION draw


check("18.3", draw)

# %% tags=["exercise"]
# hint("18.3")

# %% [markdown] tags=["solution"]
r"""
Equally likely points fall into a piece as often as the piece is long: that is drawing from a distribution. Dividing
by a small temperature stretches the differences before softmax, and the longest piece takes nearly the whole ruler.
"""

# %% [markdown]
r"""
## 18.4 Back through time

Write `through_time(x, hs, g, W_h)`. Here hs, shape (T + 1, N, units), begins with the first state, so that `hs[t]` is
the state before input t and `hs[t + 1]` the one after it. g has shape (T, N, units): `g[t]` is the gradient of step t's
loss with respect to `hs[t + 1]`, through that step's prediction alone. Add what comes back from later steps, and return
dL/dW_x (units, d), dL/dW_h (units, units) and dL/db (units,). The cell below checks yours with central differences.
"""


# %%
def through_time(x, hs, g, W_h):
    """Return dL/dW_x, dL/dW_h and dL/db."""
    # SOLUTION through_time


check("18.4", through_time)

# %%
rng = np.random.default_rng(0)
T, N, d, units = 6, 3, 2, 4
shapes = ((T, N, d), (N, units), (units, d), (units, units), (units,))
x, h0, W_x, W_h, b = (rng.normal(size=shape) for shape in shapes)
g = rng.normal(size=(T, N, units))  # the loss is sum(g * states)
states, found = run(x, h0, W_x, W_h, b), None
if states is not None:
    found = through_time(x, np.concatenate([h0[None], states]), g, W_h)
if found is None:
    print("not written yet")
else:
    slope = numerical_gradient(lambda W: float((g * run(x, h0, W_x, W, b)).sum()), W_h)
    error = relative_error(found[1], slope).max()
    print(f"largest relative error of dL/dW_h: {max(error, 1e-6):.0e} or less")

# %% tags=["exercise"]
# hint("18.4")

# %% [markdown] tags=["solution"]
r"""
Each state has two paths to the loss, through its own step and through the next state; `later` carries the second one.
The weights act T times, so their gradients are sums over T terms, and W_h met the state before the step.
"""

# %% [markdown]
r"""
## 18.5 Remember longer

An open one. The lesson's network was shown one of four letters, 20 dots and a question mark, and never learned to say
which letter it was. Teach it to bridge 15 dots. Write `teach(nn, model)`: it gets a fresh `nn.CharRNN("abcd.?")` with
32 recurrent units, trains it and returns it. `x, y = ask(model, dots)` gives the four questions with any number of
dots, x and y of shape (4, dots + 2), as codes; y is x one character later.

The check trains two networks with it and asks each about all four letters over 15 dots. The target: a probability of at
least 0.7 for the right letter, on average. Guessing has 0.25, and about two minutes are allowed.
"""


# %% tags=["nbval-ignore-output"]
def teach(nn, model):
    """Train the model until it remembers a letter over 15 dots, and return it."""
    # BEGIN SOLUTION
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.001)
    for dots in range(1, 16):
        questions, answers = ask(model, dots)
        for _ in range(40):  # until this length is learned
            nn.fit(model, loss, adam, questions, answers, epochs=10, batch_size=4)
            z = nn.predict(model, questions)[
                :, :, -1
            ]  # the logits at the question mark
            powers = np.exp(z)
            p = powers / powers.sum(axis=1, keepdims=True)
            if p[range(4), answers[:, -1]].mean() > 0.9:
                break
    return model
    # END SOLUTION


check("18.5", teach)

# %% tags=["exercise"]
# hint("18.5")

# %% [markdown] tags=["solution"]
r"""
Over 15 dots at once the gradient vanishes before it reaches the letter. Over one dot it does not, and a network that
keeps a letter for one dot nearly keeps it for two: its weights carry the letter already, and little is left to correct.
Beginning with easy examples is called **curriculum learning** (Bengio, Louradour, Collobert and Weston, 2009). So such
a network *can* remember; from a random start, the gradient does not show it how.
"""
