# %% [markdown]
r"""
<!-- header -->

Six exercises: rules without data, a margin, features of your own, a look into the layers of a network, a fair
comparison, and 400 labels to spend. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("13.1")`
gives three hints, one after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 13.1 Match ten templates

A person who knows the strokes needs no data. Write `match(signals, templates)`: `signals` has shape (n, places),
`templates` (k, length), and no template is longer than the line. Lay each template over each signal, beginning at
every place in turn. The line is closed: after its last place comes its first. At each place take the **correlation** of
the template and the window under it: subtract from each of the two its own mean, multiply place by place, add, and
divide by the lengths (the roots of the sums of squares) of both. A window whose numbers are all equal fits nothing: 0.
Return two arrays: the largest correlation of each signal with each template, (n, k), and the guesses, (n,): the number
of the template that fits best.
"""


# %%
def match(signals, templates):
    """Return the best correlations (n, k) and the guesses (n,)."""
    # SOLUTION match


check("13.1", match)

# %% tags=["exercise"]
# hint("13.1")

# %% [markdown] tags=["solution"]
r"""
The mean takes away how high the signal lies there, the division how loud it is: what is left is the shape alone, and the
largest over all places does not ask where it stands. The cell below draws the ten strokes over 7 to 10 places, as wide
as they are in the signals, and takes the best width: these are the rules of the lesson's duel, and no label was paid
for. The signals are tilted, so it seems wiser to take out a straight line as well. Try it on the first 4,000: fewer are
read, for some strokes differ from others by just such a slope. Rules have to be tried out, too.
"""

# %% tags=["solution"]
from nnlearn import datasets

data, found = datasets.mnist1d(), []
for width in (7, 8, 9, 10):
    drawn = [
        np.interp(np.linspace(0, 11, width), range(12), s) for s in datasets.strokes().x
    ]
    found.append(match(data.x[4000:], np.array(drawn))[0])
guesses = np.max(found, axis=0).argmax(axis=1)
print(f"without a label: {(guesses == data.y[4000:]).mean():.2f} of 1,000 right")

# %% [markdown]
r"""
## 13.2 A margin by gradient descent

Write `hinge_step(w, b, x, y, lr, decay)`, one step of gradient descent for a linear support vector machine. `x` has
shape (n, d), `w` (d,), and the labels `y` are +1 and -1. With z = x w + b the loss is the mean of max(0, 1 - y z) over
all n points, plus decay times |w|² / 2. A point with y z = 1 or more has no gradient. Return the new w and the new b.
"""


# %%
def hinge_step(w, b, x, y, lr, decay):
    """Return w and b after one step of gradient descent."""
    # SOLUTION hinge_step


check("13.2", hinge_step)

# %% tags=["exercise"]
# hint("13.2")

# %% [markdown] tags=["solution"]
r"""
Each step adds a multiple of a few examples to w: those on the wrong side and those inside the margin. So w is always a
sum over examples, and points far on the right side have no part in it; this is what a kernel builds on.
"""

# %% [markdown]
r"""
## 13.3 Features that do not move

Write `features(x)`: `x` has shape (n, 40), a signal of MNIST-1D in each row, and you return (n, k), a row of features of
your choice for each, real numbers and as many as you like. Two things are asked. If a signal rolls along the closed
line, `np.roll(x, steps, axis=1)` with any number of steps, its features stay the same; and a row depends on its own
signal alone. And logistic regression, fitted on the features of 400 signals, reads at least 65 % of 1,000 unseen ones
(with the signals themselves it reads 28 %). Many roads lead there.
"""


# %%
def features(x):
    """Return features (n, k) that do not change if a signal rolls."""
    # SOLUTION features


check("13.3", features)

# %% tags=["exercise"]
# hint("13.3")

# %% [markdown] tags=["solution"]
r"""
Sorting forgets the order, and so where a stroke stands. What it keeps of the shape comes from the differences: places
that are one, two, up to six apart. Other roads: the best correlation with each of many short patterns, as in 13.1, or
the sizes of the Fourier coefficients beside sorted heights and slopes.
"""

# %% [markdown]
r"""
## 13.4 Read a layer

Write `read_layers(nn, net, x, y, unseen, labels, fit)`. `net` is a trained `nn.Sequential`, in training mode as training
left it. You return a list of len(net) + 1 numbers: how well a simple reader reads the input itself, and then what comes
out of the first layer, of the first two, and so on to the whole network, each run as it is used after training. `fit`
makes the reader: `fit(features, y)`, with features of shape (n, k), returns a function from features to labels. The
reader is fitted on what the layer gives for `x`; the number is the share of the `unseen` examples to which it gives the
right one of `labels`. Before that make one row per example, whatever shape the layer gives, and scale each feature:
subtract its mean and divide by its standard deviation plus 0.001, both taken over the examples of `x`.
"""


# %%
def read_layers(nn, net, x, y, unseen, labels, fit):
    """Return the shares read right: of the input, then after each layer."""
    # SOLUTION read_layers


check("13.4", read_layers)

# %% tags=["exercise"]
# hint("13.4")

# %% [markdown] tags=["solution"]
r"""
The network is only looked at: nothing in it is trained, so whatever the reader finds was there before. The 0.001 lets a
unit that is always 0 stay 0. Try it on a trained network and on a new one of the same form: the difference is what
training put into the layers.
"""

# %% [markdown]
r"""
## 13.5 A fair learning curve

Write `learning_curve(settings, x, y, unseen, labels, sizes, seeds)`. `settings` is a list of functions, one for each
setting of a rival: `fit(x, y)` returns a function `read(x)` that gives labels. For each seed, put the rows of `x` in the
order `np.random.default_rng(seed).permutation(len(x))`. For each size n take the first n of that order. The first n // 5
of these choose the setting: fit each setting on the other ones, and take the one that reads most of that fifth (of equal
ones the first). Fit it again on all n, and note the share of `unseen` that it reads right. Return two arrays with one
number per size: the mean over the seeds, and the standard deviation over the seeds with `ddof=1`.
"""


# %%
def learning_curve(settings, x, y, unseen, labels, sizes, seeds):
    """Return mean and spread of the share read right, one per size."""
    # SOLUTION learning_curve


check("13.5", learning_curve)

# %% tags=["exercise"]
# hint("13.5")

# %% [markdown] tags=["solution"]
r"""
Everybody in the contest gets the same rows, the same unseen examples and the same way to choose; only `settings` is
another. The fifth that chooses is not lost: the winner gets it back in its last fit. One order per seed makes the small
sets parts of the large ones, so a rise of the curve is not the luck of another draw.
"""

# %% [markdown]
r"""
## 13.6 400 minutes

The open one. An expert labels a signal per minute, and you have paid for 400. Write `learn(nn, x, y)`: `x` has shape
(400, 40), `y` holds the digits. It returns a function that takes signals (n, 40) and returns n labels. The check asks it
about 1,000 others. The target: at least 80 % right, in a minute or less. Rules, features, a network, or all of them:
everything that you wrote above may help, and what you know about the strokes is free. More labels are not.
"""


# %% tags=["nbval-ignore-output"]
def learn(nn, x, y):
    """Return a function that reads signals, learned from 400 of them."""
    # BEGIN SOLUTION
    reader = nn.Sequential(
        *(nn.Conv2d(1, 32, (1, 5), padding=(0, 2)), nn.ReLU()),
        *(nn.Conv2d(32, 32, (1, 5), stride=(1, 2), padding=(0, 2)), nn.ReLU()),
        *(nn.Conv2d(32, 64, (1, 5), padding=(0, 2)), nn.ReLU()),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)),
    )
    loss, rng = nn.CrossEntropyLoss(), np.random.default_rng(0)
    for rate, epochs in ((0.004, 120), (0.0004, 30)):
        optimizer = nn.Adam(reader.parameters(), lr=rate)
        for _ in range(epochs):
            places = (np.arange(40) + rng.integers(0, 40, size=(len(x), 1))) % 40
            new = np.take_along_axis(x, places, axis=1)[:, None, None]  # rolled
            nn.fit(reader, loss, optimizer, new, y, epochs=1, batch_size=32)
    return lambda x: nn.predict(reader, x[:, None, None]).argmax(axis=1)
    # END SOLUTION


check("13.6", learn)

# %% tags=["exercise"]
# hint("13.6")

# %% [markdown] tags=["solution"]
r"""
The mean over all places says: it does not matter where. Rolling says the same once more, about the ends of the line,
where a convolution sees only half of its window. Both are knowledge that nobody had to label, and together they make 400
labels go further than 4,000 do for a dense network.
"""
