# %% [markdown]
r"""
<!-- header -->

Five exercises: the losses of both players, the loop in which they move, and the number that says whether it went well.
Replace the dots, run the cell, and read what `check` says. Stuck? `hint("26.1")` gives three hints, one after the
other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 26.1 The discriminator's loss

Write `discriminator_loss(real, fake)` for the scores of n real points, shape (n,), and of m generated ones, shape (m,).
With scores $z_r$ of real and $z_g$ of generated points the loss is
$-\operatorname{mean} \log \sigma(z_r) - \operatorname{mean} \log(1 - \sigma(z_g))$, where σ is the sigmoid. Return
three things: the loss, its slopes with respect to the real scores, shape (n,), and those with respect to the generated
ones, shape (m,). They are slopes of means, so each carries 1/n or 1/m. Scores of 800 must not overflow.
"""


# %%
def discriminator_loss(real, fake):
    """Return the loss and its slopes with respect to both kinds of scores."""
    # SOLUTION discriminator_loss


check("26.1", discriminator_loss)

# %% tags=["exercise"]
# hint("26.1")

# %% [markdown] tags=["solution"]
r"""
Since $1 - \sigma(z) = \sigma(-z)$, both terms are $\log(1 + \exp(\pm z))$, which `logaddexp` computes for scores of any
size. Its slope is a probability: that of being wrong. A point judged correctly and with certainty teaches nothing.
"""

# %% [markdown]
r"""
## 26.2 Two losses for the generator

Write `generator_losses(fake)` for the scores z of n generated points. Return four things: the non-saturating loss
$-\operatorname{mean} \log \sigma(z)$, its slopes, shape (n,), then the minimax loss
$\operatorname{mean} \log(1 - \sigma(z))$ and its slopes. They are slopes of means, so each carries 1/n. Scores of 900
must not overflow.
"""


# %%
def generator_losses(fake):
    """Return the non-saturating loss, its slopes, the minimax loss, its slopes."""
    # SOLUTION generator_losses


check("26.2", generator_losses)

# %% tags=["exercise"]
# hint("26.2")

# %% [markdown] tags=["solution"]
r"""
Both slopes are negative: the generator wants higher scores, whichever loss it has. They differ only in size. A point
that is found out, p near 0, has a slope near 1/n in the first loss and near 0 in the second.
"""

# %% [markdown]
r"""
## 26.3 One step of the game

Write `play(G, D, move_G, move_D, real, noise, more_noise)`. G and D are networks of the library: call them, and
`D.backward(grad)` takes dL/dz for the scores z and returns dL/dx. `move_G` and `move_D` are their optimizers. First
the discriminator's turn, on the points `real`, shape (n, 2), and on the points that G makes from `noise`, shape (n,
2). Then the generator's turn, on `more_noise`, shape (n, 2), with the non-saturating loss. D gives scores of shape
(n, 1). A layer keeps one forward pass, so put real and generated points into one batch. Nothing is returned: the two
players have moved.
"""


# %%
def play(G, D, move_G, move_D, real, noise, more_noise):
    """Let the discriminator move, then the generator."""
    # SOLUTION play


check("26.3", play)

# %% tags=["exercise"]
# hint("26.3")

# %% [markdown] tags=["solution"]
r"""
The generator never sees the data. All it learns comes through `D.backward`: in which direction each of its points would
look more real. That pass leaves gradients in D as well, and the next turn clears them.
"""

# %% [markdown]
r"""
## 26.4 Mode coverage

Write `coverage(x, modes, reach, least)` for generated points x, shape (n, 2), and the centres of the modes, shape
(k, 2). A point lies on the nearest mode, if that is at most `reach` away, and on none otherwise. Return two numbers:
how many modes have `least` points or more (`least` is 1 or more), and the share of all n points that lie on a mode,
from 0 to 1.
"""


# %%
def coverage(x, modes, reach, least):
    """Return how many modes have enough points, and the share of points on a mode."""
    # SOLUTION coverage


check("26.4", coverage)

# %% tags=["exercise"]
# hint("26.4")

# %% [markdown] tags=["solution"]
r"""
No loss contains these numbers, and no gradient asks for them, so they have to be measured. It takes both: a generator
that makes one mode perfectly scores 1 of 8 with every point on a mode, and one that makes a ring through all of them
scores badly in both.
"""

# %% [markdown]
r"""
## 26.5 Capture all eight

An open one. The generator learns fast, at a rate of 0.006, too fast for a discriminator at 0.002 with one turn: it
collapses. Leave the generator as it is and choose the rest: the `loss` ("non-saturating", "minimax" or "wasserstein"),
the discriminator's rate `lr_d`, and its `turns` for each turn of the generator, 1 to 5. The check plays 1,500 steps
from three starts, which takes a while, and measures at every 20th of the last 200 steps. The target, averaged over
these 30 measurements: at least 7 of 8 modes captured, and at least 70 % of the points on a mode, so a ring does not
pass.
"""

# %% tags=["nbval-ignore-output"]
# BEGIN SOLUTION: settings = ...  # {"loss": "non-saturating", "lr_d": 0.002, "turns": 1}
settings = {"loss": "non-saturating", "lr_d": 0.01, "turns": 2}
# END SOLUTION
check("26.5", settings)

# %% tags=["exercise"]
# hint("26.5")

# %% [markdown] tags=["solution"]
r"""
The generator moves to where the discriminator is wrong at the moment. A discriminator that keeps up closes such a place
before all points have gone there, and leaves the others open.
"""
