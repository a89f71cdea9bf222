# %% [markdown]
r"""
<!-- header -->

Six exercises: up through a stack of machines, building one, dreaming, a classifier made of it, an exact likelihood, and
an open one with twenty labels. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("25.1")` gives
three hints, one after the other.

Everywhere `layers` is a list from the picture to the top. Each entry is one restricted machine as in lesson 24, the
three arrays (W, b, c) with the shapes (visible, hidden), (visible,) and (hidden,). The hidden cells of a machine are
the visible cells of the next one.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import boltzmann, datasets
from nnlearn.checks import check, hint
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## 25.1 All the way up

Write `up(v, layers)` for n pictures v (n, pixels). Return a list with one array for each machine: the probabilities,
(n, hidden), that its hidden cells are on. Nothing is drawn: each machine sees the probabilities of the one below.
"""


# %%
def up(v, layers):
    """Return the probabilities of the hidden cells, layer by layer."""
    # SOLUTION up


check("25.1", up)

# %% tags=["exercise"]
# hint("25.1")

# %% [markdown] tags=["solution"]
r"""
Without the b this is the forward pass of a network with sigmoids. As a statement about the machines it is a guess: only
at the top is it the exact probability.
"""

# %% [markdown]
r"""
## 25.2 One on top of the other

Write `stack(v, sizes, train)`, which returns such a list of machines, each as (W, b, c). `sizes` holds the number of
pixels and then of the cells of each hidden layer: [64, 50, 30] is two machines. `train(data, hidden)` is given: it
trains one machine on data (n, visible) and returns its W, b and c. The first one learns the pictures v (n, pixels), and
each other one the probabilities of the hidden cells below.
"""


# %%
def stack(v, sizes, train):
    """Return the machines of a stack, each trained on the one below."""
    # SOLUTION stack


check("25.2", stack)

# %% tags=["exercise"]
# hint("25.2")

# %% [markdown] tags=["solution"]
r"""
When a machine is trained, those below it are finished and stay as they are. That is why the method is called greedy,
and why no gradient has to pass through the stack.
"""

# %% [markdown]
r"""
## 25.3 Dream

Write `dream(layers, h, sweeps, rng)` for two machines or more. h (n, cells) are n states of the layer below the top
one, where the chain begins. A sweep draws the top cells from h and then h from the top cells. After the sweeps go down
once, through all machines but the top one: draw each layer from the one above, but for the pixels. Of these return the
probabilities, (n, pixels). A cell is on, 1, if its uniform number is smaller than the probability, else it is 0; take
the uniform numbers of a layer in one call of `rng.random`, n rows, in the order in which the layers are drawn.
"""


# %%
def dream(layers, h, sweeps, rng):
    """Return the pictures (as probabilities) that the network dreams from h."""
    # SOLUTION dream


check("25.3", dream)

# %% [markdown]
r"""
Now all three together: your stack learns 1,797 digits and dreams ten. (It takes two seconds.)
"""


# %% tags=["nbval-ignore-output"]
def train(data, hidden):
    """Train one machine by contrastive divergence."""
    nn.manual_seed(0)
    rbm = nn.RBM(data.shape[1], hidden, std=0.05)
    rbm.match_means(data)
    sgd, rng = nn.SGD(rbm.parameters(), lr=0.1, momentum=0.9), np.random.default_rng(0)
    for _ in range(1500):
        some = data[rng.integers(0, len(data), 25)]
        rbm.cd_step(sgd, (rng.random(some.shape) < some).astype("float32"))
    return rbm.weight.data, rbm.visible_bias.data, rbm.hidden_bias.data


rng = np.random.default_rng(0)
machines = stack(datasets.digits().x / 16, [64, 100, 100], train)
h = (rng.random((10, 100)) < 0.5).astype(float)
pictures = None if machines is None else dream(machines, h, 200, rng)
if pictures is None:
    print("not written yet")
else:
    fig, ax = figure(height=1.5)
    images(ax, pictures.reshape(10, 8, 8), columns=10, limits=(0, 1))
    shown = show(
        fig,
        alt="Ten grey pictures of 8 by 8 pixels, most with strokes of digits.",
        caption="Ten dreams, each after 200 sweeps from noise.",
    )
    shown._ipython_display_()

# %% tags=["exercise"]
# hint("25.3")

# %% [markdown] tags=["solution"]
r"""
The top machine is undirected, so it needs a chain; the layers below it are directed, so one pass draws from them
exactly. What you see are probabilities: the draws are grainier.
"""

# %% [markdown]
r"""
## 25.4 From dream to classifier

Write `fine_tune_start(layers, classes)`: the state dict with which `nn.MLP([pixels, ..., top, classes], nn.Sigmoid)`
begins as the stack. It has a weight and a bias for each Linear layer, "0.weight" and "0.bias", then "2.weight" and so
on, since a Sigmoid stands between every two of them; a weight has the shape (out, in). Before the last Linear layer the
network is to give what `up` gives. The last one, which no machine has learned, starts with zeros.
"""


# %%
def fine_tune_start(layers, classes):
    """Return the state of an MLP that starts as the stack."""
    # SOLUTION fine_tune_start


check("25.4", fine_tune_start)

# %% [markdown]
r"""
A small stack of random machines, put into a network:
"""

# %%
rng = np.random.default_rng(0)
small = [
    (rng.normal(size=size), rng.normal(size=size[0]), rng.normal(size=size[1]))
    for size in ((6, 4), (4, 3))
]
state, v = fine_tune_start(small, 2), np.eye(6)
found = up(v, small)
if state is None or found is None:
    print("not written yet")
else:
    net = nn.MLP([6, 4, 3, 2], nn.Sigmoid).double()
    net.load_state_dict(state)
    print(f"far from up: {np.abs(nn.predict(net[:-1], v) - found[-1]).max():.10f}")
    print("scores of the first picture:", nn.predict(net, v)[0].tolist())

# %% tags=["exercise"]
# hint("25.4")

# %% [markdown] tags=["solution"]
r"""
The biases b of the visible cells are left behind: they belong to the way down, and the classifier never goes down.
"""

# %% [markdown]
r"""
## 25.5 Exactly, once more

The hard one. A network of two machines, `low` and `top`, each as (W, b, c): the hidden cells h of `low` are the visible
cells of `top`. Write `log_p(v, states, low, top)` for n pictures v (n, pixels). `states` (2^cells, cells) holds all
states of h. Return log p(v), (n,), with

$$p(v) = \sum_h p(h)\, p(v \mid h)$$

where p(h) belongs to `top`, and p(v | h) is the way down from h, a product over the pixels. Scores may be as large as
1,000.
"""


# %%
def log_p(v, states, low, top):
    """Return log p of each picture, exactly."""
    # SOLUTION log_p


check("25.5", log_p)

# %% [markdown]
r"""
One machine alone; then a second one on it that is the first one upside down; then one with other weights:
"""

# %%
rng = np.random.default_rng(0)
W, b, c = rng.normal(size=(6, 4)), rng.normal(size=6), rng.normal(size=4)
v, states = np.eye(6)[:3], boltzmann.states(4)
other = rng.normal(size=(4, 6)), c, b
if log_p(v, states, (W, b, c), (W.T, c, b)) is None:
    print("not written yet")
else:
    print("alone      ", boltzmann.log_p((W, b, c), v).round(3).tolist())
    for name, second in (("upside down", (W.T, c, b)), ("other      ", other)):
        print(name, log_p(v, states, (W, b, c), second).round(3).tolist())

# %% tags=["exercise"]
# hint("25.5")

# %% [markdown] tags=["solution"]
r"""
The upside-down machine has the p(h) of the first one, so nothing changes. Only Z of the top machine is needed: on the
way down each layer is normalised by itself.
"""

# %% [markdown]
r"""
## 25.6 Twenty labels

An open one. Write `learn(x, known, labels, seed)`. It gets 1,348 digits x (1348, 64), float32 pixels from 0 to 1, and
for 20 of them, x[known], their `labels`, two of each class. Return a trained network, with at least two hidden layers,
that gives ten scores for each row of 64 pixels. The check does this with five draws of the twenty, and counts how many
of 449 other digits are right. A random start with ReLU, well tuned, reaches 0.77 on average; to call each digit what
the nearest of the twenty is, 0.78. The target: 0.79.
"""


# %% tags=["nbval-ignore-output"]
def learn(x, known, labels, seed):
    """Return a network that reads digits."""
    # BEGIN SOLUTION
    nn.manual_seed(seed)
    dbn = nn.DBN([64, 100, 100], std=0.05)
    dbn.pretrain(x, epochs=20, momentum=0.9)
    net = dbn.to_mlp(10)
    sgd = nn.SGD(net.parameters(), lr=0.1, momentum=0.9)
    loss = nn.CrossEntropyLoss()
    nn.fit(net, loss, sgd, x[known], labels, epochs=200, batch_size=20)
    return net
    # END SOLUTION


check("25.6", learn)

# %% tags=["exercise"]
# hint("25.6")

# %% [markdown] tags=["solution"]
r"""
Twenty labels say little about 64 pixels; 1,348 pictures say a lot. But they must be learned: a stack that has had ten
epochs with a momentum of 0.5 is no better a start than random weights.
"""
