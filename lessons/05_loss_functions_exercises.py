# %% [markdown]
r"""
<!-- header -->

Five exercises. Four losses with their gradients, from plain to bounded, and then one of your own. Replace the dots,
run the cell, and read what `check` says. Stuck? `hint("05.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint
from nnlearn.gradcheck import numerical_gradient, relative_error

# %% [markdown]
r"""
## 05.1 The squared error

Write `mse(p, t)` for n predictions and n targets, both of shape (n,). Return two things: the mean squared error, one
number, and its gradient with respect to the predictions, shape (n,): entry i says how the loss changes when $p_i$ does.
"""


# %%
def mse(p, t):
    """Return the mean squared error and its gradient dL/dp."""
    # SOLUTION mse


check("05.1", mse)

# %% tags=["exercise"]
# hint("05.1")

# %% [markdown] tags=["solution"]
r"""
Each prediction appears in one term of the mean, so its slope is the slope of that term, 2e, divided by the number of
terms. Without the division a larger data set would pull harder for no other reason than its size.
"""

# %% [markdown]
r"""
## 05.2 Yes or no

Write `bce(z, t)`: binary cross-entropy from logits z, shape (n,), with targets t of 0 and 1. Return the mean loss and
its gradient with respect to the *logits*. It must hold for logits of 1000 as well.
"""


# %%
def bce(z, t):
    """Return the mean binary cross-entropy and its gradient dL/dz."""
    # SOLUTION bce


check("05.2", bce)

# %% tags=["exercise"]
# hint("05.2")

# %% [markdown] tags=["solution"]
r"""
The probability never appears inside a logarithm, so nothing can overflow. The slope of the sigmoid has cancelled, and
what is left is the plainest gradient there is: answer minus target.
"""

# %% [markdown]
r"""
## 05.3 One of several

Write `cross_entropy(z, labels)` for scores z of shape (n, k) and n labels, whole numbers from 0 to k − 1. Return the
mean of $\log \sum_j e^{z_j} - z_{\text{label}}$ over the rows, and its gradient, shape (n, k). Scores may be large
again.
"""


# %%
def cross_entropy(z, labels):
    """Return the mean cross-entropy and its gradient dL/dz."""
    # SOLUTION cross_entropy


check("05.3", cross_entropy)

# %% tags=["exercise"]
# hint("05.3")

# %% [markdown] tags=["solution"]
r"""
Each row of the gradient adds up to zero: what the right class gains the others lose. With two classes and one score
fixed at 0 it is binary cross-entropy again.
"""

# %% [markdown]
r"""
## 05.4 The arctan error

Write `arctan_error(p, t)`: the mean of $\arctan(e^2)$ with $e = p - t$, and its gradient with respect to p, shape (n,).
"""


# %%
def arctan_error(p, t):
    """Return the mean arctan error and its gradient dL/dp."""
    # SOLUTION arctan_error


check("05.4", arctan_error)

# %% [markdown]
r"""
Now prove all your gradients at once, against central differences.
"""

# %%
rng = np.random.default_rng(0)
p, t = rng.normal(size=6), rng.normal(size=6)
for name, loss in (("mse", mse), ("bce", lambda z, t: bce(z, (t > 0).astype(float))), ("arctan_error", arctan_error)):
    answer = loss(p, t)
    if answer is None:
        print(f"{name}: not written yet")
        continue
    measured = numerical_gradient(lambda values, loss=loss: loss(values, t)[0], p.copy())
    print(f"{name}: agrees with central differences: {bool(relative_error(answer[1], measured).max() < 1e-6)}")

# %% tags=["exercise"]
# hint("05.4")

# %% [markdown] tags=["solution"]
r"""
The chain has two links, $u = e^2$ and $\arctan u$, and the slope is the product of both slopes. For large errors it
falls like $2/e^3$, which is why a typing error is soon ignored.
"""

# %% [markdown]
r"""
## 05.5 A pull that holds

An open one. Of 200 patients, 33 have a wrong target, eight standard deviations too high, and all of them have a low
body mass index. Write `pull(e)`: for errors e of shape (n,) it returns how hard, and in which direction, each point
pulls at the line, shape (n,). The check moves a line against the mean pull, 2,000 small steps, and tests it on 242
clean patients. With squared errors, `2 * e`, it misses them by 2.6 times as much as a line from clean data. The target:
at most 1.05 times.
"""


# %%
def pull(e):
    """Return the pull of each error."""
    # BEGIN SOLUTION
    return 2 * e / (1 + e**4)  # grows for small errors, vanishes for large ones
    # END SOLUTION


check("05.5", pull)

# %% tags=["exercise"]
# hint("05.5")

# %% [markdown] tags=["solution"]
r"""
A constant pull, the sign of the error, is not enough here, because all the wrong points pull the same way and their
number counts. A pull that vanishes forgets them, at a price: started far away, such a line can rest in a wrong valley.
"""
