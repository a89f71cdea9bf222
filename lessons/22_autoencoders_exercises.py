# %% [markdown]
r"""
<!-- header -->

Six exercises: a way through a bottleneck, PCA, the gradient of a denoising step, the loss of a VAE, an alarm, and an
open one with sixteen numbers for a digit. Replace the dots, run the cell, and read what `check` says. Stuck?
`hint("22.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 22.1 Through the bottleneck

x holds n pictures (n, d). `encode` turns pictures into codes (n, k), `decode` turns codes into pictures. Write
`reconstruct(x, encode, decode)`, which returns two arrays: the pictures that come back (n, d), and for each of them its
reconstruction error, the mean over its pixels of the squared difference to what went in (n,).
"""


# %%
def reconstruct(x, encode, decode):
    """Return the pictures that come back, and the error of each."""
    # SOLUTION reconstruct


check("22.1", reconstruct)

# %% tags=["exercise"]
# hint("22.1")

# %% [markdown] tags=["solution"]
r"""
No label occurs: the target of the picture is the picture. One error for each of them, since the next question will be
which pictures come back badly.
"""

# %% [markdown]
r"""
## 22.2 The main axes

Write `onto_plane(x, x_new, k)`. From the pictures x (n, d) comes the plane of their k main axes, which goes through
their mean. Squeeze the new pictures x_new (m, d) into k numbers each, along these axes, and return the pictures (m, d)
that come back. Use `np.linalg.svd` or `np.linalg.eigh` for the axes; no two axes explain equally much.
"""


# %%
def onto_plane(x, x_new, k):
    """Return new pictures, put onto the plane of the k main axes of x."""
    # SOLUTION onto_plane


check("22.2", onto_plane)

# %% [markdown]
r"""
Points along a slanting line, and two new ones beside it:
"""

# %%
x = np.array([[0.0, 0.1], [1.0, 0.9], [2.0, 2.1], [3.0, 2.9]])
found = onto_plane(x, np.array([[0.0, 2.0], [4.0, 4.0]]), 1)
print("not written yet" if found is None else found.round(2).tolist())

# %% tags=["exercise"]
# hint("22.2")

# %% [markdown] tags=["solution"]
r"""
The sign of an axis is arbitrary, and so is that of a code; the picture that comes back is not, since the sign meets
itself twice. Mean and axes are learned from x, like weights, and the new pictures have to take them as they are.
"""

# %% [markdown]
r"""
## 22.3 Clean what was spoiled

A linear denoising autoencoder has no biases: a spoiled picture is encoded as $z = W \tilde x$ and decoded as $p = D z$,
with W (k, d) and D (d, k). Write `denoising_step(x, W, D, noise, rng)` for clean pictures x (n, d). Spoil them: add
`noise` times a number from `rng.standard_normal` to every pixel, all of them in one call. The loss is the mean over all
pixels of all pictures of the squared difference between p and what it should be. Return the loss, dL/dW and dL/dD.
"""


# %%
def denoising_step(x, W, D, noise, rng):
    """Return the loss of a linear denoising autoencoder, and its gradients."""
    # SOLUTION denoising_step


check("22.3", denoising_step)

# %% tags=["exercise"]
# hint("22.3")

# %% [markdown] tags=["solution"]
r"""
The spoiled picture occurs where W reads, in the forward pass and in its gradient, and nowhere else. With the spoiled
one as the target the network would learn to hand on the noise.
"""

# %% [markdown]
r"""
## 22.4 Raise the alarm

`ordinary` (n,) holds the reconstruction errors of ordinary examples that were put aside, `new` (m,) those of new ones,
of which some may be strange. Write `alarm(ordinary, new, share)`. Choose the threshold so that the given share of the
ordinary examples would raise a false alarm, as `np.quantile` has it with its usual interpolation. Return the threshold
and an array of True and False (m,): who lies above it.
"""


# %%
def alarm(ordinary, new, share):
    """Return the threshold, and which new examples raise the alarm."""
    # SOLUTION alarm


check("22.4", alarm)

# %% tags=["exercise"]
# hint("22.4")

# %% [markdown] tags=["solution"]
r"""
Nothing strange is needed to set the threshold, and nobody has it beforehand. What it promises is the rate of false
alarms; how much it finds, it cannot know.
"""

# %% [markdown]
r"""
## 22.5 The loss of a VAE

Write `vae_loss(m, s, eps, x, D, b)`. An encoder has given each of n pictures a mean m and a log-variance s, both (n, k);
eps (n, k) holds the draws from N(0, 1). The code is z = m + (standard deviation) · eps. The decoder is linear: its
scores are $a = D z + b$, with D (d, k) and b (d,), and a pixel of x (n, d) is ink with the probability σ(a). The loss of
a picture is the cross-entropy, summed over its pixels, plus the KL divergence from N(0, 1), summed over the numbers of
its code; the loss is the mean of that over the pictures. Return it with dL/dm and dL/ds. Scores may be as large as
1,000.
"""


# %%
def vae_loss(m, s, eps, x, D, b):
    """Return the loss of a VAE with a linear decoder, dL/dm and dL/ds."""
    # SOLUTION vae_loss


check("22.5", vae_loss)

# %% tags=["exercise"]
# hint("22.5")

# %% [markdown] tags=["solution"]
r"""
Sums within a picture, since these are logarithms of a product of probabilities; a mean over pictures, since that is the
batch. Averages within a picture make another model: with a mean over 64 pixels and 8 numbers the KL counts
eight times what it should.
"""

# %% [markdown]
r"""
## 22.6 Sixteen numbers a digit

An open one. Write `learn(x, seed)`: train whatever you like on 1,348 digits x (1348, 64), float32 from 0 to 1, and
return two functions. `encode(x)` turns n digits into sixteen numbers each, (n, 16), `decode(z)` turns these back into
pictures (n, 64). The check does this for three splits, with the seeds 0, 1 and 2, and sends 449 digits through that
were held out. PCA with sixteen numbers has a mean squared error of 0.0113. The lesson's
network, with a code of sixteen, has 0.0074. The target: 0.0070 on average.
"""


# %% tags=["nbval-ignore-output"]
def learn(x, seed):
    """Return encode and decode."""
    # BEGIN SOLUTION
    nn.manual_seed(seed)
    down = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 16))
    up = nn.Sequential(nn.Linear(16, 128), nn.ReLU(), nn.Linear(128, 64))
    both = nn.Sequential(down, up)
    adam = nn.AdamW(both.parameters(), lr=0.003)
    falling = nn.CosineAnnealingLR(adam, 110)

    def fall(run):
        if run.end_of_epoch:
            falling.step()

    settings = {"epochs": 110, "batch_size": 64, "callbacks": [fall]}
    nn.fit(both, nn.MSELoss(), adam, x, x, **settings)
    return lambda x: nn.predict(down, x), lambda z: nn.predict(up, z)
    # END SOLUTION


check("22.6", learn)

# %% tags=["exercise"]
# hint("22.6")

# %% [markdown] tags=["solution"]
r"""
Two hidden layers with ReLU bend what PCA keeps straight, and a rate that falls lets the last epochs settle. The digits
it learned from come back a little better than the others.
"""
