# %% [markdown]
r"""
<!-- header -->

Six exercises: take units away, dream, divide a score among the pixels, cover parts of a picture, test coefficients, and
an open one in which you sign networks or refuse to. Replace the dots, run the cell, and read what `check` says. Stuck?
`hint("30.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks import check, hint
from nnlearn.lessons.interpretability import digits, network
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## 30.1 Take a unit away

A network is a list of functions, `layers`; each takes what the one before it returns, N examples along axis 0. Write
`ablate(layers, cut, units, x, x_train=None)`. Run x through the first `cut` layers. Of what comes out, h, (N, units)
or (N, channels, height, width), take away the units or channels in the list `units`: they give 0 or, if pictures
`x_train` are given, what they give for these on average, at each place of a map by itself. Run the other layers and
return the scores. Leave x as it is.
"""


# %%
def ablate(layers, cut, units, x, x_train=None):
    """Return the scores of a network with some units of one layer taken away."""
    # SOLUTION ablate


check("30.1", ablate)

# %% [markdown]
r"""
The LeNet-5 of the lesson; its first eleven layers lead up to the 84 units of F6:
"""

# %%
(x_train, _), (x, y) = digits()
layers = list(network("trained").eval())
half = np.random.default_rng(0).permutation(84)[:42]
for name, units in (("none", []), ("unit 0", [0]), ("42 units", half)):
    for value, usual in (("zero", None), ("mean", x_train[:1000])):
        s = ablate(layers, 11, units, x, usual)
        if s is not None:
            right = (s.argmax(axis=1) == y).mean()
            print(f"{name:8} away, by {value}: {right:.2f} right")

# %% tags=["exercise"]
# hint("30.1")

# %% [markdown] tags=["solution"]
r"""
Both values are a choice: "what if this unit were silent" and "what if it said what it usually says" are two questions,
with two answers. A report has to say which one was asked.
"""

# %% [markdown]
r"""
## 30.2 One step of a dream

A network with one hidden layer gives the scores s = h W2ᵀ + b2, with h = relu(z) and z = x W1ᵀ + b1; W1 is (units, d),
W2 (classes, units). Write `dream_step(x, k, W1, b1, W2, b2, rate)` for pictures x (N, d), each with a class of its own,
k (N,). Compute, by hand, the slope of each picture's score s_k with respect to its pixels, (N, d). Divide it by its
root mean square over the pixels, picture by picture; where the slope is 0 everywhere, the picture stays. Go uphill
by `rate` times that, and cut the pixels to the range from 0 to 1. Return the new pictures.
"""


# %%
def dream_step(x, k, W1, b1, W2, b2, rate):
    """Return the pictures after one step uphill on the scores of their classes."""
    # SOLUTION dream_step


check("30.2", dream_step)

# %% [markdown]
r"""
What a network of 50 hidden units dreams of the ten digits, 8 by 8 pixels, after 60 steps from grey:
"""

# %% tags=["nbval-ignore-output"]
small = datasets.digits()
nn.manual_seed(0)
net = nn.MLP([64, 50, 10])
adam = nn.Adam(net.parameters(), lr=0.003)
loss = nn.CrossEntropyLoss()
nn.fit(net, loss, adam, small.x / 16, small.y, epochs=20, batch_size=32)
weights = [parameter.data for parameter in net.parameters()]
pictures = np.full((10, 64), 0.3)
for _ in range(60):
    if pictures is not None:
        pictures = dream_step(pictures, np.arange(10), *weights, 0.02)
if pictures is None:
    print("not written yet")
else:
    print("answers:", nn.predict(net, pictures).argmax(axis=1).tolist())
    fig, ax = figure(height=1.5)
    images(ax, pictures.reshape(10, 8, 8), columns=10, limits=(0, 1))
    shown = show(
        fig,
        alt="Ten pictures of 8 by 8 pixels, most of them black or white.",
        caption="Ten dreams, one for each digit, 0 to 9.",
    )
    shown._ipython_display_()

# %% tags=["exercise"]
# hint("30.2")

# %% [markdown] tags=["solution"]
r"""
It is the backward pass of lesson 09, continued below the first layer, and the step goes up instead of down. The network
reads all ten; can you?
"""

# %% [markdown]
r"""
## 30.3 Shares that add up

`slope(x)` is a function: it takes pictures of x's shape and returns the slope of their score at each number, in the
same shape. Write `integrated_gradients(slope, x, baseline, points)`; x and `baseline` have one shape. Cut the straight
way from the baseline to x into `points` equal parts, take the slope at the middle of each part, and return the share of
each number of x: the mean of these slopes, times the difference between x and the baseline.
"""


# %%
def integrated_gradients(slope, x, baseline, points):
    """Return the share of each number of x in the score."""
    # SOLUTION integrated_gradients


check("30.3", integrated_gradients)

# %% [markdown]
r"""
How well do the shares of a score, 3 tanh(x₁ + 2 x₂) + x₁ x₂, add up?
"""


# %%
def score(x):
    """Return a score of two numbers, (N,)."""
    return 3 * np.tanh(x[:, 0] + 2 * x[:, 1]) + x[:, 0] * x[:, 1]


def score_slope(x):
    """Return its slope, (N, 2)."""
    bend = 3 * (1 - np.tanh(x[:, 0] + 2 * x[:, 1]) ** 2)
    return np.stack([bend + x[:, 1], 2 * bend + x[:, 0]], axis=1)


x = np.array([[1.0, 2.0]])
start = np.zeros((1, 2))
print(f"to divide: {(score(x) - score(start))[0]:.4f}")
for points in (1, 4, 16, 64):
    shares = integrated_gradients(score_slope, x, start, points)
    if shares is not None:
        print(f"{points:2} points: {shares[0].round(4)}, together {shares.sum():.4f}")

# %% tags=["exercise"]
# hint("30.3")

# %% [markdown] tags=["solution"]
r"""
The slope at x alone would say that x₁ and x₂ hardly count: tanh is flat there. On the way it was not.
"""

# %% [markdown]
r"""
## 30.4 Cover and look

`scores(pictures)` takes pictures (n, height, width) and returns the scores of their classes, (n, classes). Write
`occlusion(scores, x, window)` for one picture x (height, width). k is the class with the largest score for x. Lay a
black square, `window` pixels wide and high, on every place where all of it is inside the picture, one after the other;
black is 0. Return a map (height, width): for each pixel the mean, over all squares that cover it, of how far the score
of k falls.
"""


# %%
def occlusion(scores, x, window):
    """Return by how much the score of the answer falls where the picture is covered."""
    # SOLUTION occlusion


check("30.4", occlusion)

# %% tags=["exercise"]
# hint("30.4")

# %% [markdown] tags=["solution"]
r"""
No slope is needed, so this works for anything that gives scores, a forest or a remote service, too. It takes a forward
pass for each place: (height − window + 1) times (width − window + 1).
"""

# %% [markdown]
r"""
## 30.5 Does the sign hold?

"A glass box: look at the sign of the coefficient." Write `sign_stability(x, y, fit, refits, rng)` for examples x (n, d)
with targets y (n,); `fit(x, y)` returns d coefficients. Fit `refits` times, each time to n examples drawn with
replacement by `rng.integers(n, size=n)`. Return for each feature, (d,), the share of the refits in which its coefficient
has the commoner of the two signs. A coefficient of exactly 0 has neither.
"""


# %%
def sign_stability(x, y, fit, refits, rng):
    """Return how often each coefficient has its commoner sign."""
    # SOLUTION sign_stability


check("30.5", sign_stability)

# %% [markdown]
r"""
Ten measurements of 442 people with diabetes, least squares, 200 refits. The columns: the coefficient, the share, and
the correlation of the measurement alone with the disease:
"""


# %%
def least_squares(x, y):
    """Return the coefficients of a linear fit, without the constant."""
    one = np.column_stack([x, np.ones(len(x))])
    return np.linalg.lstsq(one, y, rcond=None)[0][:-1]


data = datasets.diabetes()
x, y = data.x.astype(float), data.y[:, 0]
w = least_squares(x, y)
shares = sign_stability(x, y, least_squares, 200, np.random.default_rng(0))
if shares is not None:
    for i, name in enumerate(data.features):
        alone = np.corrcoef(x[:, i], y)[0, 1]
        print(f"{name:4} {w[i]:8.3g}  {shares[i]:.2f}  {alone:5.2f}")

# %% tags=["exercise"]
# hint("30.5")

# %% [markdown] tags=["solution"]
r"""
Some signs change from refit to refit: between features that rise together, the data fix the sum of the coefficients,
not the difference. And a sign can hold and still mislead: s1 rises with the disease, its coefficient is below 0.
"""

# %% [markdown]
r"""
## 30.6 Would you sign?

An open one. A scanner stamps a mark of two by two white pixels, always at the same place, on nine in ten pictures of
one digit. A network reads these pictures well. Perhaps it learned from such pictures and leans on the mark. Perhaps it
learned from a scanner that stamped all digits alike, so that the mark told it nothing. Write `inspect(net, x, y)`, which
gets the network, 300 pictures x (300, 8, 8) of the scanner and their classes y. Return the text `"sign"` if the network
does not lean on the mark. If it does, return the place, (row, column), of the mark's upper left pixel, which is in a
row from 0 to 6 and in column 0 or 6. `nn.predict(net, x)` gives the scores, (300, 10), and
`nn.input_gradient` a slope.

The check has sixteen networks, with other places and digits. The target: judge 14 of the 16 rightly.
"""


# %%
def inspect(net, x, y):
    """Return "sign", or the row and column of the mark that the network leans on."""
    # BEGIN SOLUTION
    places = [(row, column) for column in (0, 6) for row in range(7)]
    whole = nn.predict(net, x)
    falls = np.zeros((14, 10))
    for i, (row, column) in enumerate(places):
        covered = x.copy()
        covered[:, row : row + 2, column : column + 2] = 0
        fall = whole - nn.predict(net, covered)
        falls[i] = [fall[y == k, k].mean() for k in range(10)]
    i, k = np.unravel_index(falls.argmax(), falls.shape)
    others = np.delete(falls, k, axis=1)
    return places[i] if falls[i, k] > 2 * others.max() else "sign"
    # END SOLUTION


check("30.6", inspect)

# %% tags=["exercise"]
# hint("30.6")

# %% [markdown] tags=["solution"]
r"""
Two things make it work: each class is looked at by itself, and the largest fall is compared with a control, what
covering costs the other nine. Accuracy on these pictures cannot tell the two kinds apart, and looking at the pictures
alone is right in half of the cases: the mark is in all of them.
"""
