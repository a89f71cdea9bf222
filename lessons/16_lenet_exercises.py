# %% [markdown]
r"""
<!-- header -->

Five exercises. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("16.1")` gives three hints, one
after the other. In the last one you build and train a network of your own on real handwriting.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 16.1 What a convolution costs

Write `cost(inputs, outputs, kernel, side)` for a convolution without padding, stride 1: `inputs` maps of side × side
numbers go in, `outputs` maps come out, and the kernels are kernel × kernel. Return three whole numbers: the side of the
maps that come out, the number of parameters, and the number of products for one image.
"""


# %%
def cost(inputs, outputs, kernel, side):
    """Return the side of the maps, the parameters and the products."""
    # SOLUTION cost


check("16.1", cost)

# %% tags=["exercise"]
# hint("16.1")

# %% [markdown] tags=["solution"]
r"""
The number of places counts in the products and not in the parameters: that is what sharing weights means. A bias is
added and not multiplied, so it is a parameter but not a product.
"""

# %% [markdown]
r"""
## 16.2 A LeNet for other pictures

Write `build(nn, channels, side, classes)`, which returns today's LeNet-5 as one `nn.Sequential`, but for images of
shape (n, channels, side, side) and for any number of classes. As in the lesson, C1 makes 6 maps and C3 makes 16, with
kernels of 5 × 5 and no padding; ReLU follows each of them, and then a pooling that takes the largest of 2 × 2. ReLU
follows C5 and F6, too, and nothing follows the last layer. Write C5 as a dense layer of 120 units on the flattened
maps; F6 has 84 units, and the last layer one score per class. `side` is 16, 20, 24 and so on, so that both poolings
come out even.
"""


# %%
def build(nn, channels, side, classes):
    """Return today's LeNet-5 for images (n, channels, side, side)."""
    # SOLUTION build


check("16.2", build)

# %% tags=["exercise"]
# hint("16.2")

# %% [markdown] tags=["solution"]
r"""
A convolution takes any size of image; the first dense layer does not. Its number of inputs is the one place where you
must know the side, and it is the line that raises an error most often when people build such a network.
"""

# %% [markdown]
r"""
## 16.3 Move the digits

Write `moved(images, steps)`: `images` has shape (n, 1, h, w), and `steps` (n, 2) holds whole numbers, for each image
how many pixels it moves down and how many to the right; negative ones move it up and to the left. Return the moved
images in the same shape. What leaves the image is lost, and what comes in is paper, 0.
"""


# %%
def moved(images, steps):
    """Return images (n, 1, h, w), each moved by its step (down, right)."""
    # SOLUTION moved


check("16.3", moved)

# %% tags=["exercise"]
# hint("16.3")

# %% [markdown] tags=["solution"]
r"""
To move the digit down, the window on the bordered image moves up: hence the minus. Called with new random steps in each
epoch, this function turns 5,000 digits into as many as you like.
"""

# %% [markdown]
r"""
## 16.4 A layer that does not share

Write `local(x, weight, bias)`, a layer that looks through windows as a convolution does, but with weights of its own at
every place. `x` has shape (n, h, w); `weight` has shape (rows, columns, kernel, kernel), where rows = h − kernel + 1
and columns = w − kernel + 1; `bias` has shape (rows, columns). Return the weighted sums, of shape (n, rows, columns).
"""


# %%
def local(x, weight, bias):
    """Return for each place its window times its own weights, plus its own bias."""
    # SOLUTION local


check("16.4", local)

# %% tags=["exercise"]
# hint("16.4")

# %% [markdown] tags=["solution"]
r"""
Give every place the same `weight[r, c]` and the same bias, and it is a convolution: sharing is a constraint on this
layer, not another computation. That is why the number of products is the same for both.
"""

# %% [markdown]
r"""
## 16.5 Few parameters, real handwriting

The open one. Write `reader(nn, x, y)`, which builds a network, trains it and returns it. `x` has shape
(5000, 1, 28, 28) with numbers from 0 to 1, and `y` holds the labels: train on these digits only. The check then shows it
1,000 other ones. The target: at least 96 % of them right, with at most 8,000 parameters, those of every layer that the
network calls. LeNet-5 has 61,706. Everything you wrote above may help.
"""


# %% tags=["nbval-ignore-output"]
def reader(nn, x, y):
    """Return a small trained network."""
    # BEGIN SOLUTION
    model = nn.Sequential(
        *(nn.Conv2d(1, 8, 5, stride=2), nn.ReLU()),  # 28 -> 12
        *(nn.Conv2d(8, 16, 5, stride=2), nn.ReLU()),  # 12 -> 4
        *(nn.Flatten(), nn.Linear(16 * 4 * 4, 10)),
    )
    loss, rng = nn.CrossEntropyLoss(), np.random.default_rng(0)
    for rate, epochs in ((0.004, 9), (0.001, 3)):
        optimizer = nn.Adam(model.parameters(), lr=rate)
        for _ in range(epochs):
            new = moved(x, rng.integers(-1, 2, size=(len(x), 2)))
            nn.fit(model, loss, optimizer, new, y, epochs=1, batch_size=32)
    return model
    # END SOLUTION


check("16.5", reader)

# %% tags=["exercise"]
# hint("16.5")

# %% [markdown] tags=["solution"]
r"""
Most of LeNet-5's parameters are in C5 and F6. Without both, 5,994 are left. A stride of 2 takes the place of the pooling,
at a quarter of the products. New random steps in every epoch do the most: the network seldom sees the same picture
twice. And a smaller learning rate at the end lets the weights settle.
"""
