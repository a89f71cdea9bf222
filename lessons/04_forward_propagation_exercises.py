# %% [markdown]
r"""
<!-- header -->

Five exercises: 04.2 uses your layer of 04.1, and 04.4 and 04.5 are networks of the form of 04.2. Replace the dots, run
the cell, and read what `check` says. It tries your function on random inputs and names the mistake if it knows it.
Stuck? `hint("04.1")` gives three hints, one after the other.

An activation is handed to your functions as a function. Here are the ones you need.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint
from nnlearn.plots import curve, figure, show


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))  # 1 / (1 + exp(-z)), without overflow


def step(z):
    return (z >= 0).astype(float)


def identity(z):
    return z


# %% [markdown]
r"""
## 04.1 A dense layer

Write `dense(x, weight, bias, activation)`. It gets a batch `x` of shape (N, in), `weight` of shape (out, in) with a row
for each unit, `bias` of shape (out,), and a function `activation` that takes an array of any shape. It returns the
layer's output, shape (N, out): the weighted sums of all units for all examples, then the activation. No loop is needed.
"""


# %%
def dense(x, weight, bias, activation):
    """Return the output of one dense layer for a batch."""
    # SOLUTION dense


check("04.1", dense)

# %% tags=["exercise"]
# hint("04.1")

# %% [markdown] tags=["solution"]
r"""
The inner sizes must match, so the weights are transposed to (in, out), and each cell of the product is one row of `x`
times the weights of one unit. NumPy adds a bias of shape (out,) to every row, because it lines shapes up from the
right.
"""

# %% [markdown]
r"""
## 04.2 A whole network

A network is a list of layers, first to last, and a layer is a triple `(weight, bias, activation)`. Write
`forward(x, layers)`: it sends a batch of shape (N, in) through all of them, with your `dense`, and returns the output
of the last one. The widths differ from layer to layer, and so may the activations.
"""


# %%
def forward(x, layers):
    """Return the network's output for a batch."""
    # SOLUTION forward


check("04.2", forward)

# %% tags=["exercise"]
# hint("04.2")

# %% [markdown] tags=["solution"]
r"""
One name, `x`, carries the numbers from layer to layer: that is
$\text{layer}_3(\text{layer}_2(\text{layer}_1(X)))$ read from the inside out. Rows never mix, so the same lines serve
one example or a million.
"""

# %% [markdown]
r"""
## 04.3 Count the parameters

Write `count(sizes)`: from the widths of a network of dense layers, inputs first, such as `[4, 5, 4, 3, 1]`, it returns
the number of parameters, a whole number. Each unit outside the input layer has a bias.
"""


# %%
def count(sizes):
    """Return the number of weights and biases."""
    # SOLUTION count


check("04.3", count)

# %% tags=["exercise"]
# hint("04.3")

# %% [markdown] tags=["solution"]
r"""
Parameters belong to the gaps between layers: four inputs to each of five units are 20 weights, and the five units bring
five biases. The input layer is data, so it adds nothing.
"""

# %% [markdown]
r"""
## 04.4 XOR by hand

No training: write the weights of a network with two hidden units that computes XOR of its two inputs, exactly, at the
four corners (0, 0), (0, 1), (1, 0) and (1, 1). It is a list of two layers of NumPy arrays as in 04.2, both with the
activation `step`: first a weight of shape (2, 2) and a bias of shape (2,), then (1, 2) and (1,). There are many right
answers. Try yours with `forward(corners, xor)`.
"""

# %%
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
# BEGIN SOLUTION: xor = ...  # [(weight, bias, step), (weight, bias, step)]
lines = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-0.5, 1.5]), step  # OR, NAND
both = np.array([[1.0, 1.0]]), np.array([-1.5]), step  # AND
xor = [lines, both]
# END SOLUTION

check("04.4", xor)

# %% tags=["exercise"]
# hint("04.4")

# %% [markdown] tags=["solution"]
r"""
XOR is "at least one, but not both", that is OR and NAND, and each of these is a line. The hidden layer moves (0, 1) and
(1, 0) onto the same point, and then a third line is enough.
"""

# %% [markdown]
r"""
## 04.5 A curve by hand

An open one. Build a network with one input, one hidden layer of at most 20 units with `sigmoid`, and one output with
`identity`, again as a list of two layers. It must follow `target` on [0, 1] with a largest error of at most 0.1. Ten
bumps of equal width, as in the lesson, are off by 0.38. Where is their error, and how few units do you need?
"""


# %%
def target(x):
    return np.sin(2 * np.pi * x**2)


# BEGIN SOLUTION: net = ...  # [(weight, bias, sigmoid), (weight, bias, identity)]
fine = np.linspace(0, 1, 10_001)
climbed = np.cumsum(np.abs(np.diff(target(fine), prepend=0)))  # up and down, so far
ends = np.interp(np.arange(21) / 20 * climbed[-1], climbed, fine)  # 20 equal climbs
places = np.interp((np.arange(20) + 0.5) / 20 * climbed[-1], climbed, fine)
levels = target(ends)  # the height before and after each step
slopes = 4 / np.gradient(places)  # gentle enough to run into each other
hidden = slopes[:, None], -slopes * places, sigmoid
net = [hidden, (np.diff(levels)[None], levels[:1], identity)]
# END SOLUTION

check("04.5", net)

# %% tags=["exercise"]
# hint("04.5")

# %%
x = np.linspace(0, 1, 1001)[:, None]
curves = {"target": target(x)[:, 0]}
if net is not ...:
    curves["your network"] = forward(x, net)[:, 0]
fig, ax = figure()
curve(ax, curves, x=x[:, 0], xlabel="x")
caption = "The target is slow on the left and fast on the right."
show(fig, alt=" and ".join(curves), caption=caption)

# %% [markdown] tags=["solution"]
r"""
Neighbouring bumps share an edge, so 20 units make 20 steps, not 10 bumps, and the steps stand close together where the
target is steep. A gentle slope lets each step run into the next: the error is 0.03, a third of what sharp steps leave.
With 12 units in the same way it is 0.05.
"""
