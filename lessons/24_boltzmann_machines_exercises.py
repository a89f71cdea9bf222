# %% [markdown]
r"""
<!-- header -->

Six exercises: a network that settles, one sweep of a restricted machine, a count of all its states, contrastive
divergence with and without noise, and an open one that dreams of bars. Replace the dots, run the cell, and read what
`check` says. Stuck? `hint("24.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import boltzmann
from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 24.1 Settle

W (d, d) is symmetric, with zeros on its diagonal; b (d,) are the biases, and s (d,) is a state of −1 and +1. Write
`settle(W, b, s, order)`. `order` holds numbers of cells: update these one after the other, each to the sign of its
field; a field of 0 switches the cell on. Return the state (d,) that is reached, and its energy
$E = -\tfrac12 \sum_{ij} W_{ij} s_i s_j - \sum_i b_i s_i$. Leave the s that is given as it is.
"""


# %%
def settle(W, b, s, order):
    """Return the state after updating cells one by one, and its energy."""
    # SOLUTION settle


check("24.1", settle)

# %% tags=["exercise"]
# hint("24.1")

# %% [markdown] tags=["solution"]
r"""
Each update sees the ones before it, and that is what the proof needs: only one cell changes, so the energy changes by
its own term alone.
"""

# %% [markdown]
r"""
## 24.2 One sweep

Cells are now 0 or 1. A restricted machine has W (visible, hidden) and the biases b (visible,) and c (hidden,). Write
`gibbs_sweep(v, W, b, c, rng)` for n pictures v (n, visible). First draw the hidden cells, then from these the visible
ones. A cell is on, 1, if its uniform number is smaller than the probability that it is on, else it is 0. Take the
uniform numbers of a layer in one call of `rng.random`, n rows, hidden cells before visible ones. Return the hidden
cells (n, hidden) and the new visible ones (n, visible).
"""


# %%
def gibbs_sweep(v, W, b, c, rng):
    """Return the hidden cells that are drawn, and the visible ones after the sweep."""
    # SOLUTION gibbs_sweep


check("24.2", gibbs_sweep)

# %% tags=["exercise"]
# hint("24.2")

# %% [markdown] tags=["solution"]
r"""
The same W leads up and, transposed, down. No cell of a layer needs another one of its own layer, so one call draws them
all.
"""

# %% [markdown]
r"""
## 24.3 Count all states

Write `count_all(v, states, W, b, c)` for the same kind of machine. `states` (2^visible, visible) holds all pictures
there are, as `boltzmann.states` makes them. Return the free energies of the pictures v, (n,), and the number log Z,
with $Z = \sum \exp(-F)$ over all states. Scores may be as large as 1,000.
"""


# %%
def count_all(v, states, W, b, c):
    """Return the free energy of each picture, and log Z."""
    # SOLUTION count_all


check("24.3", count_all)

# %% [markdown]
r"""
Three visible cells that like to be on, and the probability of each of the eight pictures:
"""

# %%
v = boltzmann.states(3)
found = count_all(v, v, np.ones((3, 2)), np.zeros(3), np.zeros(2))
if found is None:
    print("not written yet")
else:
    print(np.exp(-found[0] - found[1]).round(2).tolist())

# %% tags=["exercise"]
# hint("24.3")

# %% [markdown] tags=["solution"]
r"""
The sum over the hidden states is a product and costs nothing. The sum over the visible ones doubles with every cell:
with 16 of them it has 65,536 terms, with 64 it would never end.
"""

# %% [markdown]
r"""
## 24.4 Wake minus sleep

Write `cd_gradient(v, W, b, c, k, rng)`, the update of CD-k. The chains start at the n pictures v, and k sweeps as in
24.2 lead to u, with two calls of `rng.random` in each sweep. Return dW (visible, hidden), db (visible,) and dc
(hidden,): the mean over the pictures of $v_i h_j$, $v_i$ and $h_j$ at the data, minus the same at the ends u. In these
means h is the probability that a hidden cell is on, not a draw.
"""


# %%
def cd_gradient(v, W, b, c, k, rng):
    """Return the step of CD-k for W, b and c."""
    # SOLUTION cd_gradient


check("24.4", cd_gradient)

# %% tags=["exercise"]
# hint("24.4")

# %% [markdown] tags=["solution"]
r"""
Inside the chain cells are drawn, or it would not be a walk. In the means they need not be: a probability is the mean of
its draws, without their noise.
"""

# %% [markdown]
r"""
## 24.5 CD without noise

The hard one. Write `expected_cd(v, pictures, hiddens, W, b, c, k)`: the mean of the dW of 24.4 over all draws that the
chains may make, exactly. `pictures` (2^visible, visible) and `hiddens` (2^hidden, hidden) hold all states of the two
layers. Given a state of one layer, the chance of a state of the other is the product over its cells of P(on), or of
1 − P(on) where the cell is off. Follow the chances of all states, in place of a walker, through k sweeps from the
pictures v (n, visible).
"""


# %%
def expected_cd(v, pictures, hiddens, W, b, c, k):
    """Return the mean of all steps for W that CD-k may take."""
    # SOLUTION expected_cd


check("24.5", expected_cd)

# %% [markdown]
r"""
A machine of four visible and two hidden cells, and how far CD-k is from the exact gradient:
"""

# %%
rng = np.random.default_rng(0)
W, b, c = 4 * rng.normal(size=(4, 2)), rng.normal(size=4), rng.normal(size=2)
v, pictures, hiddens = np.eye(4), boltzmann.states(4), boltzmann.states(2)
exact = boltzmann.gradient((W, b, c), v).weight
for k in (1, 2, 4):
    found = expected_cd(v, pictures, hiddens, W, b, c, k)
    if found is not None:
        print(f"k = {k}: largest difference {np.abs(found - exact).max():.3f}")

# %% tags=["exercise"]
# hint("24.5")

# %% [markdown] tags=["solution"]
r"""
A sweep is a matrix of chances, and k sweeps are its power. It has no noise, and at k = 1 it is still not the gradient:
what is left is bias.
"""

# %% [markdown]
r"""
## 24.6 Dream in bars

An open one. Write `dream(rbm, v, rng)`, which trains the machine `rbm`, an `nn.RBM` of 16 visible and 8 hidden cells,
on the 28 bars and stripes v (28, 16). It returns nothing. At most 10,000 sweeps are allowed (a `cd_step` takes k of
them), with as many chains as you like, and the exact gradient is not allowed. The check does this for the seeds 0, 1
and 2, and counts all states. The best possible is −3.33; CD-1 gets no further than −5.7 on average in the lesson. The
target: −4.8 on average.
"""


# %% tags=["nbval-ignore-output"]
def dream(rbm, v, rng):
    """Train the machine on the pictures v."""
    # BEGIN SOLUTION
    sgd, count = nn.SGD(rbm.parameters(), lr=0.2), 6000
    v = np.repeat(v, 4, axis=0)
    chains = v
    for step in range(count):
        sgd.param_groups[0]["lr"] = 0.2 * (1 - 0.99 * step / count)
        chains = rbm.cd_step(sgd, v, chains=chains, rng=rng)
    # END SOLUTION


check("24.6", dream)

# %% tags=["exercise"]
# hint("24.6")

# %% [markdown] tags=["solution"]
r"""
Chains that persist have gone far from the data by the time it counts, and a rate that falls lets them catch up with the
weights.
"""
