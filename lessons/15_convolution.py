# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- compute any number of a feature map by hand, and its size for any stride and padding;
- write a convolution forward and backward, with loops and as one matrix product, and max-pooling with its way back;
- say what moves along when a picture is shifted, what does not, and why.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import ConvolutionExplorer, FeatureMapExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.metrics import accuracy
from nnlearn.plots import feature_maps, figure, images, matrix, show

# %% [markdown]
r"""
## Predict (2 min)

So far every picture was a list of pixels, and every unit looked at all of them.
"""

# %%
quiz("15.predict")

# %% [markdown]
r"""
## Explore (8 min)

On the left is a photograph with a small window in it, on the right a map of it. Below, the pixels in the window are
multiplied by nine weights, the **kernel**; the sum of the nine products is one number of the map, the one that is
marked. At every place the nine weights are the same.

Three things to try, and what to look for:

1. Click in the picture, on an edge and in the sky. Where is the sum far from 0?
2. Choose the kernel **by hand**, which begins with zeros. Set the middle weight to 1, then another one to −1. What do
   two weights find?
3. Shift the picture. What does the map do? And with stride 2, for shifts of 1 and 2?
"""

# %%
ConvolutionExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Where all pixels in the window are alike, weights that add up to 0 give 0: the sky vanishes. Where dark turns to bright
the products no longer cancel, and the map says how sharp the edge is and, by its sign, which side is brighter. Weights
that add up to 1 keep the brightness, and the map is a picture again. Shift the picture and the map moves along, since
the same nine weights look everywhere; with stride 2 it can only move by whole steps of two pixels.

## Why not fully connected (5 min)

Let a layer find edges in a colour photograph of 427 x 640 pixels, one number for each pixel. A dense layer gives each
output a weight for each input.
"""

# %%
height, width, colours = 427, 640, 3
inputs, outputs = height * width * colours, height * width
ways = {
    "dense": inputs * outputs,
    "local connection": outputs * 27,
    "and shared weights": 27,
}
for name, count in ways.items():
    print(f"{name:18} {count:>15,} weights, {4 * count / 1e9:.3g} GB in float32")
print(f"products for one photograph, with shared weights: {outputs * 27:,}")

# %% [markdown]
r"""
Nobody needs 224 billion weights to find edges. Two ideas do away with them:

- **Local connection**: whether there is an edge here can be seen from the pixels nearby. A window of 3 x 3 in three
  colours has 27.
- **Shared weights**: an edge in the sky looks like an edge in the grass. So all places use the same 27 weights.

Sharing saves weights, not work: there are as many products as with local connection alone.

## One window, one number (7 min)

For one channel, a kernel $w$ of K x K weights and a bias $b$, the map at row $i$ and column $j$ is

$$y_{i,j} = b + \sum_{k=0}^{K-1} \sum_{l=0}^{K-1} w_{k,l}\; x_{i+k,\; j+l}$$

This is a **convolution** layer. Its weights are called a kernel or a **filter**, and what it produces is a **feature
map**: it says where in the picture its feature is.

**Your turn.** Write it for any stride and padding; both are explained below, with the formula: [Exercise 15.1: a
convolution by loops](../exercises/15_convolution_exercises.ipynb#15.1-A-convolution-by-loops).
"""

# %%
photos = datasets.photographs(shrink=4).x / 255  # (2, 3, 106, 160)
grey = photos[0].mean(axis=0)
sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
window = grey[40:43, 60:63]  # the window of place 40, 60
products = window * sobel  # nine numbers; only their sum is a dot product
layer = nn.Conv2d(1, 1, 3, bias=False)
layer.weight.data = nn.tensor(sobel[None, None], dtype="float32")
edges = nn.predict(layer.to(nn.device()), grey[None, None])  # (1, 1, 104, 158)
print(products.round(2))
print(
    f"their sum {products.sum():.3f}, the library's map at 40, 60: {edges[0, 0, 40, 60]:.3f}"
)

# %% [markdown]
r"""
"*A dot product is elementwise multiplication*", some say. The elementwise products are nine numbers; the dot product of
window and kernel is their sum.

Is a convolution something new, then? Ask the layer for its answer to each picture that has a single bright pixel, and
you get its matrix: one row for each output, one column for each pixel.
"""

# %%
layer = nn.Conv2d(1, 1, 3, bias=False)
layer.weight.data = nn.tensor(np.arange(1.0, 10.0).reshape(1, 1, 3, 3), dtype="float32")
single = np.eye(36, dtype="float32").reshape(36, 1, 6, 6)
dense = nn.predict(layer.to(nn.device()), single).reshape(36, 16).T  # (outputs, inputs)
different = len(np.unique(dense[dense != 0]))
print(
    f"{dense.size} weights, {np.count_nonzero(dense)} of them not zero, {different} different ones"
)

# %% tags=["hide-input"]
fig, ax = figure(height=2.6)
matrix(ax, dense, title="W of the dense layer", numbers=False)
ax.set(xlabel="pixel of the picture, row by row", ylabel="output")
show(
    fig,
    alt="a matrix of 16 rows and 36 columns: nine cells of each row are coloured, in three groups of three, and each "
    "row repeats the one above, moved to the right",
    caption="The same layer as a matrix: each row is one window, nine weights among zeros, and all rows hold the same "
    "nine.",
)

# %% [markdown]
r"""
So a convolution is a dense layer that was told two things about pictures: most weights are zero, and the others are
the same everywhere. What it was told it need not learn.

## Stride, padding, channels (8 min)

The window may take larger steps: with a **stride** $s$ it looks at every $s$-th place. And the picture may get a frame
of zeros, its **padding** $p$, so that windows reach over the border and the map does not shrink. A picture of length
$n$ gives a map of length

$$\left\lfloor \frac{n + 2p - K}{s} \right\rfloor + 1$$
"""

# %%
for K, s, p in ((3, 1, 0), (3, 1, 1), (5, 1, 2), (3, 2, 1), (2, 2, 0)):
    size = nn.predict(
        nn.Conv2d(1, 1, K, stride=s, padding=p).to(nn.device()), grey[None, None]
    ).shape[2:]
    formula = tuple((n + 2 * p - K) // s + 1 for n in grey.shape)
    print(
        f"kernel {K}, stride {s}, padding {p}: (106, 160) becomes {size}, by the formula {formula}"
    )

# %% [markdown]
r"""
A colour photograph has three numbers for each pixel: red, green, blue. Each is a **channel**, and an array of pictures
has the shape (batch, channels, height, width). A kernel looks at all channels of its window at once, so it has C·K·K
weights, and gives one map. F kernels give F maps, and these are the channels for the next layer. A layer has
F·(C·K·K + 1) parameters, whatever the size of the picture.

Two kernels by hand: one adds up red and subtracts green, the other compares blue with the mean of red and green.
"""

# %%
layer = nn.Conv2d(3, 2, 3, bias=False)
weight = np.zeros((2, 3, 3, 3))  # (F, C, K, K)
weight[0, 0], weight[0, 1] = 1 / 9, -1 / 9
weight[1, 2], weight[1, :2] = 1 / 9, -1 / 18
layer.weight.data = nn.tensor(weight, dtype="float32")
colour_maps = nn.predict(layer.to(nn.device()), photos[:1])[0]  # (2, 104, 158)
fig, (left, right) = figure(columns=2, height=2.6)
images(left, photos[:1])
feature_maps(right, colour_maps, titles=["red - green", "blue - yellow"], columns=1)
show(
    fig,
    alt="a Chinese roof in colour, and two maps: the first is positive on the red walls and tiles and negative in the "
    "sky, the second positive in the sky and negative on roof and trees",
    caption="Two kernels over three channels: where there is more red than green, and more blue than yellow.",
)

# %% [markdown]
r"""
### A word about the word

In mathematics a convolution turns the kernel by 180 degrees before sliding it. The formula above does not: it is the
**cross-correlation**, which PyTorch and this library compute under the name of convolution. NumPy has both for rows of
numbers; compare.
"""

# %%
row, three = np.array([0.0, 0, 1, 4, 9, 0]), np.array([1.0, 2, 3])
layer = nn.Conv2d(1, 1, (1, 3), bias=False)
layer.weight.data = nn.tensor(three.reshape(1, 1, 1, 3), dtype="float32")
ours = nn.predict(layer.to(nn.device()), row.reshape(1, 1, 1, 6)).ravel()
for function in (np.convolve, np.correlate):
    result = function(row, three, mode="valid")
    print(
        f"{function.__name__:9} {result}, equal to the layer: {np.allclose(ours, result)}"
    )

# %% [markdown]
r"""
For a kernel that is learned it makes no difference: training would find the same one, turned.

## As one matrix product (6 min)

Loops are slow, matrix products are fast. So lay each window out as a column; with the kernels as rows, all maps are one
product. This is **im2col**:

$$Y = W\, X_{\text{col}} + b \qquad (F, OH{\cdot}OW) = (F, C{\cdot}K{\cdot}K)\,(C{\cdot}K{\cdot}K, OH{\cdot}OW)$$

**Your turn.** [Exercise 15.2: every window a
column](../exercises/15_convolution_exercises.ipynb#15.2-Every-window-a-column).

NumPy can view all windows without a loop; what is left is to put the axes in order.
"""

# %%
layer = nn.Conv2d(3, 8, 3).to(nn.device())
view = np.lib.stride_tricks.sliding_window_view(
    photos[0], (3, 3), axis=(1, 2)
)  # (C, OH, OW, K, K)
columns = view.transpose(0, 3, 4, 1, 2).reshape(27, -1)
rows = nn.to_numpy(layer.weight).reshape(8, -1)
by_product = (rows @ columns + nn.to_numpy(layer.bias)[:, None]).reshape(8, 104, 158)
print(
    "columns",
    columns.shape,
    f"hold {columns.size / photos[0].size:.1f} times as many numbers as the photograph",
)
print(
    "equal to the library:",
    np.allclose(by_product, nn.predict(layer, photos[:1])[0], atol=1e-5),
)

# %% [markdown]
r"""
Nearly nine copies of each pixel: speed is paid for with memory.

## Backward (9 min)

A convolution is a dense layer, and [lesson 09](09_backpropagation.ipynb) found its gradients. From the output side
comes the error signal $G = \partial L/\partial y$, a number for each place. The weight $w_{k,l}$ is used at every
place, and there it meets the pixel $x_{i+k,\,j+l}$. What comes through all its uses adds up:

$$\frac{\partial L}{\partial w_{k,l}} = \sum_{i,j} G_{i,j}\; x_{i+k,\; j+l}
\qquad \frac{\partial L}{\partial b} = \sum_{i,j} G_{i,j}$$

A pixel, in turn, lies in up to nine windows, and in each it is seen through a different weight. So every place paints
its kernel, times its $G$, back onto its window, and where windows overlap the paint adds up.

**Your turn.** [Exercise 15.3: backward](../exercises/15_convolution_exercises.ipynb#15.3-Backward).
"""

# %%
rng = np.random.default_rng(0)
x, w, G = rng.normal(size=(6, 7)), rng.normal(size=(3, 3)), rng.normal(size=(4, 5))
places = np.lib.stride_tricks.sliding_window_view(x, (3, 3))
measured = numerical_gradient(
    lambda w: float((G * (places * w).sum(axis=(2, 3))).sum()), w
)
by_hand = (G * x[1:5, 2:7]).sum()  # dL/dw[1, 2]: the pixels that this weight met
print(f"dL/dw[1, 2] by hand {by_hand:.4f}, measured {measured[1, 2]:.4f}")
nn.manual_seed(0)
small = nn.Sequential(
    nn.Conv2d(2, 3, 3, stride=2, padding=1), nn.Tanh(), nn.Flatten(), nn.Linear(27, 4)
).double()
picture = nn.tensor(rng.normal(size=(2, 2, 6, 5)), dtype="float64")
print(
    gradcheck(small.to(nn.device()), nn.CrossEntropyLoss(), picture, nn.tensor([0, 3]))
)

# %% [markdown]
r"""
## Pooling (5 min)

Often it is enough that a feature is somewhere near. **Pooling** puts one number in the place of each small
window: **max-pooling** the largest, average pooling the mean. Windows of 2 x 2 with stride 2 leave a quarter of the
numbers. Pooling has no weights. Backward, the largest pixel gets the whole gradient of its window, since changing any
other a little changes nothing.

**Your turn.** [Exercise 15.4: max-pooling and its way
back](../exercises/15_convolution_exercises.ipynb#15.4-Max-pooling-and-its-way-back).
"""

# %%
four = np.array([[1.0, 2, 5, 0], [3, 4, 0, 6], [7, 0, 1, 1], [0, 0, 1, 1]])
for pool in (nn.MaxPool2d(2), nn.AvgPool2d(2)):
    print(type(pool).__name__, nn.predict(pool, four[None, None])[0, 0].tolist())

# %% [markdown]
r"""
## Maps of your own network (8 min)

Now let the kernels be learned. Two convolutions, each followed by a ReLU and pooling, and one dense layer, on digits of
8 x 8 pixels with two dark ones on each side.
"""

# %%
digits = datasets.digits()
framed = np.pad(digits.x.reshape(-1, 1, 8, 8) / 16, ((0, 0), (0, 0), (2, 2), (2, 2)))
(x, y), (unseen, labels) = datasets.split(framed, digits.y, seed=0)
nn.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # (1, 12, 12) -> (8, 6, 6)
    nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),  # -> (16, 3, 3)
    nn.Flatten(), nn.Linear(144, 10),
).to(nn.device())  # fmt: skip
optimizer = nn.Adam(net.parameters(), lr=0.01)
_ = nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, epochs=8, batch_size=32)
count = sum(int(np.prod(tuple(p.shape))) for p in net.parameters())
print(
    "parameters:",
    count,
    "by the formulas",
    8 * (1 * 9 + 1) + 16 * (8 * 9 + 1) + 10 * (144 + 1),
)
print(
    "accuracy on unseen digits above 0.95:",
    accuracy(nn.predict(net, unseen), labels) > 0.95,
)

# %% tags=["nbval-ignore-output"]
FeatureMapExplorer(net, unseen, labels, unit=(3, 2, 2, 2))

# %% [markdown]
r"""
From left to right you see the picture and the maps of every layer, blue below zero; underneath, how the number with the
green ring came about. Click on other numbers. A map of the first convolution belongs to one kernel of 3 x 3, one of the
second adds up windows of eight maps. After ReLU nothing is blue. Now shift the digit: the first maps move along. Does
the answer stay?

The part of the picture that a number depends on is its **receptive field**. A window of $K$ makes it larger by $K - 1$
steps, and a step is twice as long after each pooling of 2. Measure it: brighten one pixel at a time, and see whether a
unit notices.
"""

# %%
deep = nn.Sequential(
    nn.Conv2d(1, 1, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(1, 1, 3, padding=1)
).to(nn.device())
for part in (deep[0], deep[2]):
    nn.uniform_(part.weight, 0.1, 0.1)  # all weights alike, so that no path is closed
bumps = np.eye(400, dtype="float32").reshape(400, 1, 20, 20)
for name, layers, size in (
    ("first convolution", deep[:1], 10),
    ("pooling", deep[:2], 5),
    ("second convolution", deep, 5),
):
    base = nn.predict(layers, np.zeros((1, 1, 20, 20), "float32"))[0, 0, size, size]
    noticed = (
        abs(nn.predict(layers, bumps)[:, 0, size, size] - base).reshape(20, 20) > 1e-3
    )
    print(
        f"after the {name}: {noticed.any(axis=1).sum()} x {noticed.any(axis=0).sum()} pixels"
    )

# %% [markdown]
r"""
3, then 4, then 8: small kernels see far once there are several layers of them.

## Equivariance (4 min)

Shift the picture, then convolve; or convolve, then shift the map. If both give the same, the layer is **equivariant**
to shifts. For stride 1 it follows from the shared weights: window and place move together.
"""

# %%
wide = grey[None, None, :100, :].astype("float32")
for name, layer, stride in (
    ("convolution", nn.Conv2d(1, 4, 3), 1),
    ("stride 2", nn.Conv2d(1, 4, 3, stride=2), 2),
    ("pooling", nn.MaxPool2d(2), 2),
):
    for shift in (1, 2):
        before = nn.predict(layer.to(nn.device()), wide[..., 2:])
        after = nn.predict(
            layer, wide[..., 2 - shift : 160 - shift]
        )  # moved to the right
        k = max(shift // stride, 1)
        same = np.allclose(after[..., k:], before[..., :-k], atol=1e-5)
        print(f"{name:11} picture moved by {shift}: the map moved along: {same}")

# %% [markdown]
r"""
Stride and pooling keep it for whole steps only. Nor does it hold at the border if there is padding: zeros do not move
along.

## On a GPU (3 min)

The same layers on PyTorch, with the weights you have trained.
"""

# %%
import nnlearn.torch as other

twin = other.Sequential(
    other.Conv2d(1, 8, 3, padding=1), other.ReLU(), other.MaxPool2d(2),
    other.Conv2d(8, 16, 3, padding=1), other.ReLU(), other.MaxPool2d(2),
    other.Flatten(), other.Linear(144, 10),
)  # fmt: skip
twin.load_state_dict(
    {
        n: other.tensor(nn.to_numpy(v), dtype="float32")
        for n, v in net.state_dict().items()
    }
)
here, there = nn.predict(net, unseen), other.predict(twin.to(other.device()), unseen)
print(
    "largest relative difference below 1e-4:",
    bool(abs(here - there).max() / abs(here).max() < 1e-4),
)

# %% tags=["machine"]
import time

batch = np.random.default_rng(0).normal(size=(64, 8, 32, 32)).astype("float32")
for name, side in (("NumPy", nn), ("PyTorch", other)):
    layer = side.Conv2d(8, 16, 3, padding=1).to(side.device())
    side.predict(layer, batch)
    start = time.perf_counter()
    for _ in range(5):
        side.predict(layer, batch)
    print(
        f"{name:8} {200 * (time.perf_counter() - start):.1f} ms for 64 pictures of 8 channels, 32 x 32 pixels"
    )
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
## Where it breaks (4 min)

"*A convolutional network does not care where the object is*": you can read this in many places. Its maps move along;
but does its answer stay? Move the unseen digits to the right by one and two pixels, which cuts nothing off, and ask
the network that you have trained.
"""

# %%
shares = []
for shift in range(3):
    moved = np.pad(unseen, ((0, 0), (0, 0), (0, 0), (shift, 0)))[..., :12]
    shares.append(accuracy(nn.predict(net, moved), labels))
print("each pixel costs accuracy:", shares == sorted(shares, reverse=True))
print("moved by two pixels, more than a third is wrong:", shares[2] < 2 / 3)
turned = accuracy(nn.predict(net, np.rot90(unseen, axes=(2, 3)).copy()), labels)
print("turned by 90 degrees, more than half is wrong:", turned < 0.5)

# %% tags=["nbval-ignore-output"]
print(
    f"accuracy: moved by 0, 1, 2 pixels {shares[0]:.2f}, {shares[1]:.2f}, {shares[2]:.2f}; turned {turned:.2f}"
)

# %% [markdown]
r"""
The maps moved along. But the dense layer at the end has a weight for each place, and has learned the places of the
training data. That maps move along is equivariance; that the answer stays would be *invariance*, and has to be built in
or learned from moved examples. Turning is no better: no layer here turns along with the digit.

**Your turn.** The open one:
[Exercise 15.5: the digit that moved](../exercises/15_convolution_exercises.ipynb#15.5-The-digit-that-moved).

[Lesson 16](16_lenet.ipynb) puts these layers together as LeCun and others did in 1998, and trains a whole LeNet.

## Recall (2 min)
"""

# %%
quiz("15.recall")

# %% [markdown]
r"""
## Summary (2 min)

- One number of a map is a dot product of a window with a kernel; the same kernel looks at every place.
- Local connection and shared weights: 27 weights do what a dense layer needs 224 billion for.
- A map has (n + 2p − K) // s + 1 rows; a layer has F(CK² + 1) parameters, whatever the picture's size.
- Backward, all uses of a weight add up, and all windows of a pixel; max-pooling sends the gradient to the largest.
- With stride 1 the map moves along with the picture. That the answer stays is another matter.

### New terms

- **convolution**: a layer whose kernels look at every place of a picture with the same weights; in truth a
  cross-correlation.
- **kernel**: the weights that look at one window; also called filter.
- **stride**: how many pixels the window moves from one place to the next.
- **padding**: rows and columns, mostly zeros, put around a picture.
- **channel**: one of several numbers that each pixel has, such as red, or one map of a layer.
- **feature map**: what one kernel gives: for each place, how much of its feature is there.
- **pooling**: one number, the largest or the mean, in the place of each small window.
- **receptive field**: the part of the picture that a number in the network depends on.
- **equivariance**: shifting the input shifts the output.
- **im2col**: laying each window out as a column, so that a convolution is a matrix product.

### Sources

- LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", section II.A.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 9.1 to 9.5.
- Dumoulin, Visin (2016), "A guide to convolution arithmetic for deep learning": stride and padding.
- Chellapilla, Puri, Simard (2006), "High performance convolutional neural networks for document processing": im2col.
- Azulay, Weiss (2019), "Why do deep convolutional networks generalize so poorly to small image transformations?"
"""
