# %% [markdown]
r"""
<!-- header -->

Five exercises. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("16.1")` gives three hints, one
after the other.
"""

# %%
import numpy as np

from nnlearn.checks import check, hint

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
## 16.2 Assemble LeNet-5

Write `build(nn)`, which makes the network of 1998 from the library's modules and returns one `nn.Sequential`. Images of
shape (n, 1, 32, 32) go in. After each layer the shape is:

| | shape | | shape |
|---|---|---|---|
| C1, tanh | (n, 6, 28, 28) | C5, tanh | (n, 120, 1, 1) |
| S2, mean | (n, 6, 14, 14) | flat | (n, 120) |
| C3, tanh | (n, 16, 10, 10) | F6, tanh | (n, 84) |
| S4, mean | (n, 16, 5, 5) | output | (n, 10) |
"""


# %%
def build(nn):
    """Return LeNet-5 of 1998."""
    # SOLUTION build


check("16.2", build)

# %% tags=["exercise"]
# hint("16.2")

# %% [markdown] tags=["solution"]
r"""
Every kernel size follows from the shapes: 32 − 5 + 1 = 28, 14 − 5 + 1 = 10, and 5 − 5 + 1 = 1. C5 is written as a
convolution, and on images of this size it is a dense layer.
"""

# %% [markdown]
r"""
## 16.3 Permute the pixels

Write `permute(train, test, order)`: two sets of images, (n, 1, h, w) and (m, 1, h, w), and an order, the numbers 0 to
h·w − 1 in some sequence. Count the pixels of an image row by row. Pixel number k of the new image is pixel number
`order[k]` of the old one. Return the new training and test images, in the old shapes.
"""


# %%
def permute(train, test, order):
    """Return both sets with their pixels in the new order."""
    # SOLUTION permute


check("16.3", permute)

# %% tags=["exercise"]
# hint("16.3")

# %% [markdown] tags=["solution"]
r"""
One order for everything: then each place still means the same pixel in every image, which is all that a dense layer
needs. Only the neighbourhood is gone.
"""

# %% [markdown]
r"""
## 16.4 The commonest mistake

Write `commonest(labels, guesses)` for two arrays of n whole numbers each, from 0 up. Return three whole numbers: the
true class and the guessed class of the mistake that was made most often, and how often. For instance, 4, 9 and 7 if
seven fours were taken for nines and no other mistake came up as often.
"""


# %%
def commonest(labels, guesses):
    """Return (true, guessed, times) of the commonest mistake."""
    # SOLUTION commonest


check("16.4", commonest)

# %% tags=["exercise"]
# hint("16.4")

# %% [markdown] tags=["solution"]
r"""
Before its diagonal is emptied, the table is the confusion matrix. Its two directions are kept apart: reading a four as
a nine and reading a nine as a four are two mistakes.
"""

# %% [markdown]
r"""
## 16.5 Read scattered digits

An open one. Digits of 8 × 8 pixels lie anywhere on a page of 12 × 12. Write `build_small(nn)`: a network that takes
(n, 1, 12, 12) and gives ten scores, with at most 5,000 parameters. The check trains it for 25 epochs. The target: at
least 85 % of the unseen digits right. Dense layers of that size reach about 70 %.
"""


# %% tags=["nbval-ignore-output"]
def build_small(nn):
    """Return a small network for scattered digits."""
    # BEGIN SOLUTION
    return nn.Sequential(
        *(nn.Conv2d(1, 8, 3), nn.ReLU()),  # 12 -> 10
        *(nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),  # 10 -> 8 -> 4
        *(nn.Conv2d(16, 16, 3), nn.ReLU(), nn.Flatten()),  # 4 -> 2, so 16 * 2 * 2 = 64
        nn.Linear(64, 10),
    )
    # END SOLUTION


check("16.5", build_small)

# %% tags=["exercise"]
# hint("16.5")

# %% [markdown] tags=["solution"]
r"""
Three small kernels see as far as a large one, for fewer weights and with more bends between them. Little goes into the
dense layer, so that most of the 4,218 parameters are kernels, and those work at every place.
"""
