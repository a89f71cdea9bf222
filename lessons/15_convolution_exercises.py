# %% [markdown]
r"""
<!-- header -->

Five exercises: a convolution written three times, each time from a different angle, then pooling, and at the end a
network that reads digits where it has never seen one. Below each of the first four checks your function meets the
library's layer, in numbers and in time. Replace the dots, run the cell, and read what `check` says. Stuck?
`hint("15.1")` gives three hints, one after the other.
"""

# %%
from timeit import timeit

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 15.1 A convolution by loops

Write `conv2d(x, weight, bias, stride, padding)` for one image: x has the shape (C, H, W), weight (F, C, KH, KW), bias
(F,). Put `padding` rows and columns of zeros at each side of height and width, and let the window of place i, j begin
at row i · stride, column j · stride of the padded image. Return the maps z, shape (F, OH, OW). The lesson has the
formulas for one channel and for the size.
"""


# %%
def conv2d(x, weight, bias, stride, padding):
    """Return the maps of one image."""
    # SOLUTION conv2d


check("15.1", conv2d)

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
layer = nn.Conv2d(3, 8, 3, padding=1)
photo = datasets.photographs(shrink=8).x[0] / 255  # (3, 53, 80)
mine = conv2d(photo, layer.weight.data, layer.bias.data, 1, 1)
if mine is None:
    print("not written yet")
else:
    theirs = layer(photo[None])[0]
    print(f"largest difference to the library: {np.abs(mine - theirs).max():.4f}")
    weight, bias = layer.weight.data, layer.bias.data
    loops = timeit(lambda: conv2d(photo, weight, bias, 1, 1), number=1)
    library = timeit(lambda: layer(photo[None]), number=10) / 10
    print(f"loops {1e3 * loops:.0f} ms, library {1e3 * library:.2f} ms")

# %% tags=["exercise"]
# hint("15.1")

# %% [markdown] tags=["solution"]
r"""
Three loops for kernel and place, and inside them one dot product of a window with a kernel, over channels, rows and
columns at once. The formula reads the same way from left to right.
"""

# %% [markdown]
r"""
## 15.2 Every window a column

Write `im2col(x, size, stride)` for one image x, shape (C, H, W), already padded if need be: each window of size × size
pixels becomes one column of numbers, channel 0 first, each channel row by row. The columns follow the windows row by
row. Return an array of shape (C · size · size, OH · OW).
"""


# %%
def im2col(x, size, stride):
    """Return every window as a column."""
    # SOLUTION im2col


check("15.2", im2col)

# %% tags=["nbval-ignore-output"]
padded = np.pad(photo, ((0, 0), (1, 1), (1, 1)))
table = im2col(padded, 3, 1)  # (27, 4240)
if table is None:
    print("not written yet")
else:
    kernels, bias = layer.weight.data.reshape(8, -1), layer.bias.data[:, None]
    maps = (kernels @ table + bias).reshape(8, 53, 80)
    theirs = layer(photo[None])[0]
    print(f"largest difference to the library: {np.abs(maps - theirs).max():.4f}")
    laying = timeit(lambda: im2col(padded, 3, 1), number=3) / 3
    product = timeit(lambda: kernels @ table, number=10) / 10
    print(f"im2col {1e3 * laying:.1f} ms and one product {1e3 * product:.2f} ms;")
    print(f"the loops took {1e3 * loops:.0f} ms")

# %% tags=["exercise"]
# hint("15.2")

# %% [markdown] tags=["solution"]
r"""
The loops over places are still there, but they only copy; all multiplying is one matrix product, which a processor does
best. Each pixel appears in up to nine columns: speed is paid for with memory.
"""

# %% [markdown]
r"""
## 15.3 Backward

A convolution with stride 1 and no padding has computed z from x, shape (C, H, W), and weight, shape (F, C, KH, KW).
Write `conv2d_backward(x, weight, grad)`: grad is dL/dz, shape (F, OH, OW), and all three hold floats. Return dL/dx,
dL/dw and dL/db.
"""


# %%
def conv2d_backward(x, weight, grad):
    """Return dL/dx, dL/dw and dL/db."""
    # SOLUTION conv2d_backward


check("15.3", conv2d_backward)

# %% tags=["nbval-ignore-output"]
layer = nn.Conv2d(3, 8, 3)
z = layer(photo[None])
grad = np.random.default_rng(0).normal(size=z.shape)
mine = conv2d_backward(photo.astype(float), layer.weight.data.astype(float), grad[0])
if mine is None:
    print("not written yet")
else:
    theirs = layer.backward(grad)[0], layer.weight.grad, layer.bias.grad
    for name, a, b in zip(("x", "w", "b"), mine, theirs, strict=True):
        error = np.abs(a - b).max() / np.abs(b).max()
        print(f"dL/d{name}: largest relative difference {error:.4f}")
    loops = timeit(lambda: conv2d_backward(photo, layer.weight.data, grad[0]), number=1)
    both = timeit(lambda: (layer(photo[None]), layer.backward(grad)), number=10) / 10
    print(f"backward by loops {1e3 * loops:.0f} ms")
    print(f"library, forward and backward, {1e3 * both:.2f} ms")

# %% tags=["exercise"]
# hint("15.3")

# %% [markdown] tags=["solution"]
r"""
Forward, place f, i, j took weights times pixels. Backward it hands its gradient to both: to the weights times the
pixels, to the pixels times the weights. Both are added to, since a weight works at many places and a pixel lies in many
windows.
"""

# %% [markdown]
r"""
## 15.4 Max-pooling and its way back

Write `max_pool(x, grad)`: x has the shape (C, 2·OH, 2·OW), grad is the gradient of the pooled maps, shape (C, OH, OW),
and both hold floats. Return the pooled maps, the largest pixel of each window of 2 × 2 (the windows do not overlap),
and dL/dx. Of equally large pixels the first one, row by row, gets the gradient.
"""


# %%
def max_pool(x, grad):
    """Return the pooled maps and dL/dx."""
    # SOLUTION max_pool


check("15.4", max_pool)

# %% tags=["nbval-ignore-output"]
layer = nn.MaxPool2d(2)
maps = np.random.default_rng(0).normal(size=(8, 52, 80))
pooled = layer(maps[None])
grad = np.random.default_rng(1).normal(size=pooled.shape)
mine = max_pool(maps, grad[0])
if mine is None:
    print("not written yet")
else:
    theirs = pooled[0], layer.backward(grad)[0]
    for name, a, b in zip(("pooled", "dx"), mine, theirs, strict=True):
        print(f"{name}: largest difference to the library {np.abs(a - b).max():.4f}")
    loops = timeit(lambda: max_pool(maps, grad[0]), number=1)
    both = timeit(lambda: (layer(maps[None]), layer.backward(grad)), number=10) / 10
    print(f"loops {1e3 * loops:.0f} ms, library {1e3 * both:.2f} ms")

# %% tags=["exercise"]
# hint("15.4")

# %% [markdown] tags=["solution"]
r"""
Pooling has no weights. Its backward pass is a switch: the gradient takes the path that the largest pixel took, and the
other three get nothing.
"""

# %% [markdown]
r"""
## 15.5 The digit that moved

An open one. Digits of 8 × 8 pixels lie in the middle of dark images of 16 × 16. Write `train(x, labels)`, with x of
shape (1348, 1, 16, 16); it returns a function `predict(x)` that gives labels. The check then shows 449 unseen digits,
each moved to a place of its own. The target: at least 85 % of them. Use a network of `nn`, train it on x alone, and move
no digit in training: the check looks at what it is shown. A network like that of the lesson reads fewer than one in
five; what in it has to go?
"""


# %% tags=["nbval-ignore-output"]
def train(x, labels):
    """Train a network on digits in the middle and return its predict function."""
    # BEGIN SOLUTION
    nn.manual_seed(1)
    layers = nn.Conv2d(1, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(16), nn.Flatten()
    net = nn.Sequential(*layers, nn.Linear(32, 10))
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(net.parameters(), lr=0.01)
    nn.fit(net, loss, adam, x, labels, epochs=8, batch_size=32)
    return lambda x: nn.predict(net, x).argmax(axis=1)
    # END SOLUTION


check("15.5", train)

# %% tags=["exercise"]
# hint("15.5")

# %% [markdown] tags=["solution"]
r"""
The convolution finds the parts of a digit wherever they are. Pooling over the whole map forgets where, and the dense
layer after it has no weight for any place: what remains are 32 numbers that say how well each part was found. The
padding matters, too: with it a kernel sees a digit at the edge as it sees one in the middle.
"""
