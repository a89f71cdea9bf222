# %% [markdown]
r"""
<!-- header -->

Six exercises: a deep network made from a shallow one, the block that lets it learn, how to keep it in scale, what each
block is worth, a ResNet for digits, and an open one without a single skip. Replace the dots, run the cell, and read
what `check` says. Stuck? `hint("17.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 17.1 As good as two

A network of dense layers is a list of pairs (W, b), first to last. Each layer computes Z = X Wᵀ + b, and a ReLU follows
every layer but the last. There are two layers or more, of any widths. Write `insert(layers, m)`: return a new list, in
which the same pairs stand in the same order and m more somewhere between them, so that the longer network gives the
same output for every X. Since training will change the new layers one by one, each has arrays of its own.
"""


# %%
def insert(layers, m):
    """Return the layers of a network with m more that computes the same."""
    # SOLUTION insert


check("17.1", insert)

# %% tags=["exercise"]
# hint("17.1")

# %% [markdown] tags=["solution"]
r"""
After a ReLU no signal is negative, so the next ReLU cuts nothing off: there, and only there, W = I and b = 0 hand
everything on. A deep network that is as good as the shallow one therefore exists, whatever training makes of it.
"""

# %% [markdown]
r"""
## 17.2 A residual block

Write both directions of a block y = x + c F(x), where c is `self.scale`, and F is a ReLU, a dense layer
(`W_1` (units, d), `b_1`), a ReLU and a second dense layer (`W_2` (d, units), `b_2`). x has shape (N, d).
`backward(g)` gets dL/dy, shape (N, d), for the last call of `forward`. It returns five arrays: dL/dx and the gradients
of `W_1`, `b_1`, `W_2`, `b_2`.
"""


# %%
class Block:
    """A residual block with two dense layers: y = x + scale F(x)."""

    def __init__(self, W_1, b_1, W_2, b_2, scale):
        self.W_1, self.b_1, self.W_2, self.b_2 = W_1, b_1, W_2, b_2
        self.scale = scale

    def forward(self, x):
        """Return y = x + scale F(x), and keep what backward needs."""
        # SOLUTION forward

    def backward(self, g):
        """Return dL/dx, dL/dW_1, dL/db_1, dL/dW_2, dL/db_2 for the last forward."""
        # SOLUTION backward


check("17.2", Block)

# %% tags=["exercise"]
# hint("17.2")

# %% [markdown] tags=["solution"]
r"""
Backward, the block is a sum again: g itself, and what comes back through the branch. Only the second part is
multiplied by weights, so even a branch that returns nothing leaves dL/dx = g.
"""

# %% [markdown]
r"""
## 17.3 Keep the signal

At the start of training, what a branch returns is uncorrelated with what it reads and has the mean 0; its standard
deviation is `ratio` times that of what it reads. `blocks` such blocks follow each other. Write
`keep(ratio, blocks, growth)`, which returns three numbers:

1. the factor by which the signal's standard deviation grows over all blocks if each is y = x + F(x);
2. the scale c with which it grows by the factor `growth` instead, if each block is y = x + c F(x);
3. which share of the last signal's variance the branches brought in, all of them together, with that scale.
"""


# %%
def keep(ratio, blocks, growth):
    """Return the growth without a scale, the scale for a wanted one, the share."""
    # SOLUTION keep


check("17.3", keep)

# %% [markdown]
r"""
The next cell tries your scale on real blocks, 64 wide: a ReLU and a dense layer with He's start: a ratio of about 1. The
growth that was asked for is 2.
"""

# %%
rng = np.random.default_rng(0)
for count in (1, 10, 100):
    found = keep(1.0, count, 2.0)
    if found is None:
        print("not written yet")
        break
    x = rng.normal(size=(1000, 64))
    before = x.std()
    for _ in range(count):
        W = rng.normal(size=(64, 64)) * np.sqrt(2 / 64)
        x = x + found[1] * np.maximum(x, 0) @ W.T
    print(
        f"{count:3} blocks, scale {found[1]:.2f}: {x.std() / before:.1f} times as large"
    )

# %% tags=["exercise"]
# hint("17.3")

# %% [markdown] tags=["solution"]
r"""
Independent parts add their variances, and every block multiplies by the same factor, so a root of the wanted growth
says what one block may do. The share depends on the growth alone: with almost no growth, as a scale of 1/blocks
gives it, the branches hardly count.
"""

# %% [markdown]
r"""
## 17.4 Take a block out

`model` is a trained `nn.Sequential` of the library; some of its parts are `nn.Residual`. Write
`lesions(nn, model, x, y)`: for each residual block, in order, the accuracy on the examples x (n, d) with the labels y
(n,) when this block alone computes without its branch. Of y = x + c F(x), x is left; if the block has a shortcut of its
own, what that makes of x is left. Return a list of numbers. Leave the model as you found it: it may be in training
mode, and someone will go on training it. `nn.predict(model, x)` gives its scores in evaluation mode.
"""


# %%
def lesions(nn, model, x, y):
    """Return the accuracies without the first, the second, ... residual block."""
    # SOLUTION lesions


check("17.4", lesions)

# %% tags=["exercise"]
# hint("17.4")

# %% [markdown] tags=["solution"]
r"""
With scale 0 a block is its shortcut, and no weight has been touched. Without the last line of the loop each accuracy
would be that of a network in which all earlier blocks are missing as well.
"""

# %% [markdown]
r"""
## 17.5 A ResNet for digits

A stage of a ResNet is a row of blocks for images (n, channels, height, width). Write
`stage(nn, before, after, stride, blocks)`, which returns a list of `blocks` `nn.Residual`. In each, F is batch
normalisation, ReLU and a 3 × 3 convolution with a border of 1 (`padding=1`), and all three once more. The first
convolution of the first block reads `before` channels, makes `after` of them and takes steps of `stride` pixels; all
others keep the shape. Where a block changes the shape, its shortcut is a 1 × 1 convolution that changes it in the same
way; everywhere else there is no shortcut layer. No convolution has a bias.
"""


# %%
def stage(nn, before, after, stride, blocks):
    """Return a list of residual blocks, the first of which may change the shape."""
    # SOLUTION stage


check("17.5", stage)

# %% [markdown]
r"""
Three of your stages make a ResNet of 20 layers. The next cell trains it on digits of 8 × 8 pixels and shows it others.
At least 98 % of them should be right.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
stages = [stage(nn, 8, 8, 1, 3), stage(nn, 8, 16, 2, 3), stage(nn, 16, 32, 2, 3)]
if None in stages:
    print("not written yet")
else:
    stem = nn.Conv2d(1, 8, 3, padding=1, bias=False)
    end = nn.BatchNorm2d(32), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()
    blocks = [block for made in stages for block in made]
    model = nn.Sequential(stem, *blocks, *end, nn.Linear(32, 10))

    digits, loss = datasets.digits(images=True), nn.CrossEntropyLoss()
    (x, y), (unseen, labels) = datasets.split(digits.x / 16, digits.y, seed=0)
    for rate, epochs in ((3e-3, 8), (5e-4, 4)):
        adam = nn.Adam(model.parameters(), lr=rate)
        nn.fit(model, loss, adam, x, y, epochs=epochs, batch_size=64)
    share = (nn.predict(model, unseen).argmax(axis=1) == labels).mean()
    print(f"{share:.1%} of {len(labels)} unseen digits")

# %% tags=["exercise"]
# hint("17.5")

# %% [markdown] tags=["solution"]
r"""
Only the first block of a stage needs a layer on its skip; in all others x goes through unchanged. Try
`lesions(nn, model, unseen, labels)` on the trained network: which blocks does it miss most?
"""

# %% [markdown]
r"""
## 17.6 Forty plain layers

An open one. He's start gets a plain network of 40 hidden layers to 54 % of the 2,000 signals it learns from. Do better
without a skip: at least 70 %, on average over three starts. The solution reads about 85 %.

Write `train(nn, x, y, seed)`, which makes a network, trains it and returns it as one `nn.Sequential`; `seed` is 0, 1
and 2. It has at least 40 hidden layers that read 64 numbers and have 64 units, between a first layer and the last; a
ReLU stands between any two dense layers, and normalisation and dropout are allowed. In each training, networks may be
shown the signals 15 times, everything together, and the network that you return at least 5 times with all its layers.
The road is open: other first weights, another optimizer, a network that grows. Report what you tried, and over three
starts how surely it works.
"""


# %% tags=["nbval-ignore-output"]
def train(nn, x, y, seed):
    """Return a plain network of 40 hidden layers, trained on 2,000 signals."""
    # BEGIN SOLUTION
    nn.manual_seed(seed)
    hidden = [part for _ in range(2) for part in (nn.Linear(64, 64), nn.ReLU())]
    model = nn.Sequential(nn.Linear(40, 64), nn.ReLU(), *hidden, nn.Linear(64, 10))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.zeros_(layer.bias)
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=3e-3)
    nn.fit(model, loss, adam, x, y, epochs=10, batch_size=64)

    dense = [layer for layer in model if isinstance(layer, nn.Linear)]
    pairs = insert([(one.weight.data, one.bias.data) for one in dense], 38)
    parts = []
    for W, b in pairs:
        layer = nn.Linear(W.shape[1], W.shape[0])
        layer.weight.data[...], layer.bias.data[...] = W, b
        parts += [layer, nn.ReLU()]
    deep = nn.Sequential(*parts[:-1])
    adam = nn.Adam(deep.parameters(), lr=3e-4)
    nn.fit(deep, loss, adam, x, y, epochs=5, batch_size=64)
    return deep
    # END SOLUTION


check("17.6", train)

# %% tags=["exercise"]
# hint("17.6")

# %% [markdown] tags=["solution"]
r"""
Two hidden layers learn quickly, and 38 that copy take nothing away: from there all forty are trained together. Starting
all 40 layers at the identity, plus a little noise so that the units differ, is another road (about 79 % at a rate of
3e-4). So a skip is not the only way to a good start; but it is one that stays when training moves the weights. And look
at the unseen signals: not quite half of them are read.
"""
