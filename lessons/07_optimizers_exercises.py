# %% [markdown]
r"""
<!-- header -->

Five exercises: batches, two optimizers, the moment to stop, and three epochs that have to be enough. Replace the dots, run the
cell, and read what `check` says. Stuck? `hint("07.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 07.1 Cut an epoch into batches

Write `batches(order, size)`. `order` holds the indices of all examples, shuffled, shape (n,). Return a list of arrays:
the order cut into pieces of `size`, in the same order; the last piece may be short.
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
## 07.2 Nesterov looks ahead

Write `nesterov(w, v, gradient, lr, mu)`: one step. `gradient` is a function that returns the gradient at any weights.
Plain momentum takes the gradient at w, $v \leftarrow \mu v + g$, and moves, $w \leftarrow w - \eta v$. Nesterov does
the same with a gradient from another place: where the old velocity alone would carry the weights in this step. Return
the new weights and the new velocity.
"""


# %%
def nesterov(w, v, gradient, lr, mu):
    """Return the weights and the velocity after one step."""
    # SOLUTION nesterov


check("07.2", nesterov)

# %% tags=["exercise"]
# hint("07.2")

# %% [markdown] tags=["solution"]
r"""
The part of the step that comes from the old velocity is known before the gradient is: so look where it leads, and ask
for the slope there. If the velocity overshoots a valley, the gradient already points back.
"""

# %% [markdown]
r"""
## 07.3 An Adam of your own

Build the real thing: a class `Adam` for all the weights of a network. `weights` is a list of arrays of one axis or
more, and `step(gradients)` gets one gradient for each, changes all weights in place and returns nothing. Use $\beta_1 = 0.9$,
$\beta_2 = 0.999$ and $\varepsilon = 10^{-8}$. The memory is prepared; `step` is yours. The check takes several steps in
a row.
"""


# %%
class Adam:
    """The optimizer Adam, for a list of arrays."""

    def __init__(self, weights, lr):
        self.weights, self.lr, self.t = weights, lr, 0  # t: steps taken so far
        self.m = [np.zeros_like(w) for w in weights]  # running means of the gradients
        self.s = [np.zeros_like(w) for w in weights]  # and of their squares

    def step(self, gradients):
        """Change all weights in place."""
        # SOLUTION step


check("07.3", Adam)

# %% tags=["exercise"]
# hint("07.3")

# %% [markdown] tags=["solution"]
r"""
`m[:] = ...` and `w -= ...` write into the arrays that the lists hold, so the memory lasts and the network moves; `m =
...` would only give a name to a new array. One counter serves all arrays: it counts steps. In the first step the
corrected m is the gradient and the root of the corrected s its size, so every weight moves by lr times a sign.
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

An open one. A network 64-32-10 with ReLU sees 1,348 digits three times. Choose the optimizer, its settings and the
batch size so that afterwards at least 94 % of the 449 validation digits are right, from each of five random starts.
(You choose by them, so they cannot test your choice.) `choose` gets the library and the parameters, and returns two things: an
optimizer, any of lesson 07, and the size of a batch, at least 4. Several choices get there. Which has the most to
spare?
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
The number of epochs is fixed, so a batch of 16 gives twice as many steps as one of 32; time is not what counts here.
Three epochs are short for plain SGD: at a small rate it does not arrive, at a large one it is restless at the end. Adam
at 0.03 with batches of 32 does as well. With more epochs the differences shrink, as in the race.
"""
