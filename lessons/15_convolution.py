# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- compute any number of a feature map by hand, and the map's size for any stride and padding;
- write a convolution forward and backward, with loops and as one matrix product, and max-pooling with its way back;
- look at the kernels that training has found, and say what moves along when a picture is shifted.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import ConvolutionExplorer, FeatureMapExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.metrics import accuracy
from nnlearn.plots import DIVERGING, figure, images, kernels, matrix, show

# %% [markdown]
r"""
## Predict (2 min)

So far every picture was a list of pixels, and every unit looked at all of them. [Lesson 13](13_ml_versus_dl.ipynb) used
networks that do otherwise as closed boxes; here you open them. Their layer, with which phones find faces in photographs,
looks at one small part at a time.
"""

# %%
quiz("15.predict")

# %% [markdown]
r"""
## Explore (8 min)

On the left is a photograph with a small window in it, on the right a map of it. Below, the pixels in the window are
multiplied by nine weights, the **kernel**; the sum of the nine products is the number that is marked in the map. At
every place the nine weights are the same.

**Play** slides the window over the whole picture. **Next stop** leads you through seven stops; four of them, and what to
look for:

1. Stop 1: drag the window along an edge, then into the sky. Where is the sum far from 0?
2. Stop 5: two weights find edges, too. Which two find level edges? Drag weights up or down to try it.
3. Stop 6: with stride 2 the window takes only every second place. For which shifts is the map the old one, moved? And
   with stride 1?
4. Stop 7: draw something. Which strokes does this kernel not see?
"""

# %%
ConvolutionExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Where all pixels in the window are alike, weights that add up to 0 give 0: the sky vanishes. Where dark turns to bright
from left to right, this kernel's products no longer cancel, and the map says how sharp the edge is and, by its sign,
which side is brighter; a level edge or stroke it does not see, except at its ends. Two weights that differ only in
their sign do the same, side by side for upright edges, one above the other for level ones. Weights that add up to 1
keep the brightness. Shift the picture and the map moves along, since the same nine weights look everywhere; with stride
2 only for shifts of two, four, ... pixels.

## Why not fully connected (4 min)

Let a layer find edges in a colour photograph of 427 × 640 pixels, one number for each pixel. A dense layer gives each
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

# %%
predicted("15.predict")

# %% [markdown]
r"""
Two ideas do away with the 224 billion:

- **Local connection**: whether there is an edge here can be seen from the pixels nearby. A window of 3 × 3 in three
  colours has 27.
- **Shared weights**: an edge in the sky looks like an edge in the grass. So all places use the same 27 weights.

Sharing saves weights, not work: the products are as many as with local connection alone.

## One window, one number (5 min)

For a grey picture, a kernel $w$ of K × K weights and a bias $b$, the number of the map at row $i$ and column $j$ is a
weighted sum, as in any other unit:

$$z_{i,j} = b + \sum_{k=0}^{K-1} \sum_{l=0}^{K-1} w_{k,l}\; x_{i+k,\; j+l}$$

This is a **convolution** layer. Its kernel is also called a **filter**, and what it produces a **feature map**: it says
where in the picture the feature is.
"""

# %%
photos = datasets.photographs(shrink=4).x / 255  # (2, 3, 106, 160)
grey = photos[0].mean(axis=0)
sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
window = grey[40:43, 60:63]  # the window of place 40, 60
products = window * sobel
layer = nn.Conv2d(1, 1, 3, bias=False)
layer.weight.data = nn.tensor(sobel[None, None], dtype="float32")
edges = nn.predict(layer.to(nn.device()), grey[None, None])  # (1, 1, 104, 158)
print(products.round(2))
print(f"their sum {products.sum():.3f}, the library's map {edges[0, 0, 40, 60]:.3f}")

# %% [markdown]
r"""
The elementwise product is nine numbers; the dot product is their sum.

## Stride, padding, channels (8 min)

The window may take larger steps: with a **stride** of 2 it looks at every second place. And the picture may get a frame
of zeros, its **padding**, so that windows reach over the border and the map does not shrink. H rows of pixels give

$$\left\lfloor \frac{H + 2 \cdot \text{padding} - K}{\text{stride}} \right\rfloor + 1$$

rows of the map: the steps that fit in, and one more for the start. So do columns.

A colour photograph has three numbers for each pixel: red, green, blue. Each is a **channel**, and pictures have the
shape (batch, channels, height, width). A kernel looks at all C channels of its window at once, so it has C·K·K weights,
and gives one map. F kernels give F maps, the channels for the next layer. A layer has F·(C·K·K + 1) parameters,
whatever the size of the picture.

**Your turn.** [Exercise 15.1: a convolution by
loops](../exercises/15_convolution_exercises.ipynb#15.1-A-convolution-by-loops).
"""

# %%
for K, stride, padding in ((3, 1, 0), (3, 1, 1), (5, 1, 2), (3, 2, 1), (2, 2, 0)):
    layer = nn.Conv2d(1, 1, K, stride=stride, padding=padding).to(nn.device())
    size = nn.predict(layer, grey[None, None]).shape[2:]
    formula = tuple((n + 2 * padding - K) // stride + 1 for n in grey.shape)
    print(
        f"kernel {K}, stride {stride}, padding {padding}: {size}, by formula {formula}"
    )

# %% [markdown]
r"""
Two kernels by hand, over three channels: one computes red minus green; the other computes yellow minus blue, where
yellow is the mean of red and green.
"""

# %%
weight = np.zeros((2, 3, 3, 3))  # (F, C, K, K)
weight[0, 0], weight[0, 1] = 1 / 9, -1 / 9
weight[1, :2], weight[1, 2] = 1 / 18, -1 / 9
layer = nn.Conv2d(3, 2, 3, bias=False)
layer.weight.data = nn.tensor(weight, dtype="float32")
colour_maps = nn.predict(layer.to(nn.device()), photos[:1])[0]  # (2, 104, 158)
for name, one in zip(("red - green", "yellow - blue"), colour_maps, strict=True):
    print(f"{name:13} in the sky {one[4, 20]:.2f}, on the tiles {one[22, 52]:.2f}")

# %% tags=["hide-input"]
fig, axes = figure(width=7.2, height=1.9, columns=3)
axes[0].imshow(np.moveaxis(photos[0], 0, -1))
axes[0].set_title("photograph", size=10)
for ax, one, name in zip(
    axes[1:], colour_maps, ("red − green", "yellow − blue"), strict=True
):
    shown = ax.imshow(one, cmap=DIVERGING, vmin=-0.25, vmax=0.25)
    ax.set_title(name, size=10)
for ax in axes:
    ax.set_axis_off()
fig.colorbar(shown, ax=list(axes), label="value of the map", extend="both")
show(
    fig,
    alt="a Chinese roof in colour and two maps of the same size: red minus green is"
    " positive on red walls and tiles, yellow minus blue is negative, painted "
    "blue, in the sky and positive on roofs and trees",
    caption="Two kernels over three channels, orange above 0, blue below. Left map: "
    "more red than green. Right map: the blue sky is below 0, and what is "
    "yellowish is above.",
)

# %% [markdown]
r"""
Neither map could come from the grey picture: a kernel over channels compares colours.

## As a matrix (7 min)

Is a convolution something new? Ask the layer for its answer to each picture that has a single bright pixel, and you get
its matrix: one row for each output, one column for each pixel.
"""

# %%
layer = nn.Conv2d(1, 1, 3, bias=False)
layer.weight.data = nn.tensor(np.arange(1.0, 10.0).reshape(1, 1, 3, 3), dtype="float32")
single = np.eye(36, dtype="float32").reshape(36, 1, 6, 6)
dense = nn.predict(layer.to(nn.device()), single).reshape(36, 16).T  # (outputs, inputs)
different = len(np.unique(dense[dense != 0]))
print(
    f"{dense.size} weights, {np.count_nonzero(dense)} not zero, {different} different"
)

# %% tags=["hide-input"]
fig, ax = figure(height=2.6)
matrix(ax, dense, title="W of the dense layer", numbers=False)
ax.set(xlabel="pixel of the picture, row by row", ylabel="output")
fig.colorbar(ax.images[0], ax=ax, label="weight")
show(
    fig,
    alt="a matrix of 16 rows and 36 columns: nine cells of each row are coloured, "
    "in three groups of three, and each row repeats the one above, moved to the"
    " right",
    caption="The same layer as a matrix: each row is one window, nine weights among "
    "zeros, and all rows hold the same nine.",
)

# %% [markdown]
r"""
So a convolution is a dense layer with two facts about pictures built in, which it therefore need not learn.

A smaller product does the same work: each window is laid out as a column, each kernel as a row. This is **im2col**:

$$Z = W\, X_{\text{col}} + b \qquad (F, OH{\cdot}OW) = (F, C{\cdot}K{\cdot}K)\,(C{\cdot}K{\cdot}K, OH{\cdot}OW)$$

with OH rows and OW columns in a map.

**Your turn.** [Exercise 15.2: every window a
column](../exercises/15_convolution_exercises.ipynb#15.2-Every-window-a-column).
"""

# %%
windows = np.lib.stride_tricks.sliding_window_view  # views all windows, without a loop
layer = nn.Conv2d(3, 8, 3).to(nn.device())
view = windows(photos[0], (3, 3), axis=(1, 2))  # (C, OH, OW, K, K)
columns = view.transpose(0, 3, 4, 1, 2).reshape(27, -1)
rows = nn.to_numpy(layer.weight).reshape(8, -1)
z = (rows @ columns + nn.to_numpy(layer.bias)[:, None]).reshape(8, 104, 158)
copies = columns.size / photos[0].size
print(f"columns {columns.shape}: {copies:.1f} times the numbers of the photograph")
difference = np.abs(z - nn.predict(layer, photos[:1])[0]).max()
print(f"largest difference to the library: {difference:.4f}")

# %% [markdown]
r"""
Nearly nine copies of each pixel: speed is paid for with memory.

## Backward (9 min)

A convolution is a dense layer, and [lesson 09](09_backpropagation.ipynb) found its gradients. From the loss comes
$g_z = \partial L/\partial z$, a number for each place. The weight $w_{k,l}$ is used at every place, and there it meets
the pixel $x_{i+k,\,j+l}$. What comes through all its uses adds up:

$$\frac{\partial L}{\partial w_{k,l}} = \sum_{i,j} (g_z)_{i,j}\; x_{i+k,\; j+l}
\qquad \frac{\partial L}{\partial b} = \sum_{i,j} (g_z)_{i,j}$$

And a pixel? It lies in up to nine windows, and in each it meets another weight. Pixel $x_{i,j}$ meets $w_{k,l}$ in the
window that begins $k$ rows above it and $l$ columns to its left, which is the window of $z_{i-k,\,j-l}$. So, with
$g_z = 0$ outside the map,

$$\frac{\partial L}{\partial x_{i,j}} = \sum_{k,l} (g_z)_{i-k,\; j-l}\; w_{k,l}$$

The plus of the forward formula has become a minus: as $k$ runs down the kernel, $i-k$ runs up the map. Read the kernel
from its last weight to its first and it is a plus again. So $g_x$ is the map that the kernel, **turned by 180
degrees**, makes of $g_z$ in a frame of K − 1 zeros.

**Your turn.** [Exercise 15.3: backward](../exercises/15_convolution_exercises.ipynb#15.3-Backward).
"""

# %%
rng = np.random.default_rng(0)
x, w, g_z = rng.normal(size=(6, 7)), rng.normal(size=(3, 3)), rng.normal(size=(4, 5))


def loss(x, w):
    z = (windows(x, (3, 3)) * w).sum(axis=(2, 3))  # (4, 5)
    return float((g_z * z).sum())  # so dL/dz is g_z


g_w = (windows(x, (4, 5)) * g_z).sum(axis=(2, 3))  # (3, 3)
g_x = (windows(np.pad(g_z, 2), (3, 3)) * w[::-1, ::-1]).sum(axis=(2, 3))  # (6, 7)
slopes = {
    "w": (g_w, numerical_gradient(lambda w: loss(x, w), w)),
    "x": (g_x, numerical_gradient(lambda x: loss(x, w), x)),
}
for name, (found, measured) in slopes.items():
    difference = np.abs(found - measured).max()
    print(
        f"dL/d{name}[1, 2]: {found[1, 2]:.4f}, measured {measured[1, 2]:.4f};", end=" "
    )
    print(f"largest difference of {found.size}: {difference:.6f}")

# %% [markdown]
r"""
To a mathematician a convolution is just this, the sliding of a turned kernel. Without the turn, as on the way forward,
it is a **cross-correlation**, which PyTorch and this library call a convolution all the same. For a learned kernel it
makes no difference: training would find the same one, turned. NumPy has both, for rows of numbers: `np.correlate` goes
forward, `np.convolve` back.
"""

# %%
row, three = np.array([0.0, 0, 1, 4, 9, 0]), np.array([1.0, 2, 3])
print("forward, z  ", np.correlate(row, three, mode="valid"))
print("backward, g_x", np.convolve([0.0, 1, 0, 0], three, mode="full"))
nn.manual_seed(0)
small = nn.Sequential(
    nn.Conv2d(2, 3, 3, stride=2, padding=1), nn.Tanh(), nn.Flatten(), nn.Linear(27, 4)
).double()
picture = nn.tensor(rng.normal(size=(2, 2, 6, 5)), dtype="float64")
target = nn.tensor([0, 3])
print(gradcheck(small.to(nn.device()), nn.CrossEntropyLoss(), picture, target))

# %% [markdown]
r"""
The row back is the kernel itself, painted where $g_z$ is 1. The last check is the library's layer in a network.

## Pooling (4 min)

Often it is enough that a feature is somewhere near. **Pooling**, which has no weights, puts one number in the place of
each small window, here 2 × 2 without overlap: **max-pooling** the largest, average pooling the mean. Backward, in
max-pooling the largest pixel gets the whole gradient of its window, since changing any other a little changes nothing;
in average pooling all share it equally.

**Your turn.** [Exercise 15.4: max-pooling and its way
back](../exercises/15_convolution_exercises.ipynb#15.4-Max-pooling-and-its-way-back).
"""

# %%
four = np.array([[1.0, 2, 5, 0], [3, 4, 0, 6], [7, 0, 1, 1], [0, 0, 1, 1]])
for pool in (nn.MaxPool2d(2), nn.AvgPool2d(2)):
    print(type(pool).__name__, nn.predict(pool, four[None, None])[0, 0].tolist())

# %% [markdown]
r"""
## What training finds (6 min)

Now let the kernels be learned: eight of 5 × 5 weights, a ReLU, pooling and one dense layer, on 5,000 digits of MNIST.
For comparison, the same network with its kernels left as they start, at random; each with the best of four learning
rates from 0.003 to 0.1.
"""

# %% tags=["nbval-ignore-output"]
train, test = datasets.mnist_sample(), datasets.mnist_sample("test")
shares = {"learned": [], "random": []}
for kind, found in shares.items():
    for seed in range(5):
        nn.manual_seed(seed)
        reader = nn.Sequential(
            nn.Conv2d(1, 8, 5),  # (1, 28, 28) -> (8, 24, 24)
            nn.ReLU(),
            nn.MaxPool2d(4),  # -> (8, 6, 6)
            nn.Flatten(),
            nn.Linear(288, 10),
        ).to(nn.device())
        if kind == "learned":
            optimizer = nn.Adam(reader.parameters(), lr=0.01)
        else:  # the dense layer alone
            optimizer = nn.Adam(reader[4].parameters(), lr=0.03)
        x, y = train.x / 255, train.y
        nn.fit(reader, nn.CrossEntropyLoss(), optimizer, x, y, epochs=2, batch_size=50)
        found.append(accuracy(nn.predict(reader, test.x / 255), test.y))
        if kind == "learned" and seed == 0:
            first = reader[0]
    low, mean, high = min(found), np.mean(found), max(found)
    print(f"{kind} kernels, five seeds: mean {mean:.2f}, {low:.2f} to {high:.2f}")
learned = nn.to_numpy(first.weight)[:, 0]  # (8, 5, 5)
print("kernel 2, sums of its rows:   ", learned[2].sum(axis=1).round(1))
print("kernel 0, sums of its rows:   ", learned[0].sum(axis=1).round(1))
print("kernel 5, sums of its columns:", learned[5].sum(axis=0).round(1))

# %% tags=["hide-input"]
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize

digit = test.x[13:14] / 255
made = nn.predict(first, digit)[0]  # (8, 24, 24)
fig, axes = figure(width=7.2, height=2.5, rows=2)
for ax, values, label in zip(axes, (learned, made), ("weight", "map"), strict=True):
    limit = float(np.abs(values).max())
    scale = ScalarMappable(Normalize(-limit, limit), DIVERGING)
    bar = fig.colorbar(scale, ax=ax)
    bar.ax.tick_params(labelsize=9)
    bar.set_label(label, labelpad=-3, size=9)
kernels(axes[0], learned, titles="01234567", columns=8)
images(axes[1], made, columns=8, cmap=DIVERGING)
show(
    fig,
    alt="eight learned kernels of 5 by 5 weights around zero, and below each its "
    "map of one handwritten digit: kernel 0 has a positive bar across, kernel 2"
    " is negative above and positive below, kernel 5 has a positive bar upright",
    caption="Top: the weights of the first network's eight kernels, orange above 0, "
    "blue below. Bottom: the values of their maps of an unseen digit. Each answers to "
    "other parts of it.",
)

# %% [markdown]
r"""
The sums say what the colours show: kernel 2 is negative in its upper rows and positive in its lower ones, so it answers
where ink lies below paper. Kernel 0 has a positive bar across between negative rows, kernel 5 one upright between
negative columns: strokes of these two directions. Others, such as 3, are harder to name, and another seed finds another
eight. With random kernels the network still reads 91 % of unseen digits, with learned ones 95 %.

In the visual cortex of cats, Hubel and Wiesel (1959, 1962) found cells that respond to an edge or bar of one direction
in one small part of the view, and others that tolerate a shift. On their model Fukushima built a network, the
Neocognitron (1980). LeCun and others trained shared kernels by backpropagation (1989). In 2012 AlexNet, with five
layers of convolution, won a contest on photographs of a thousand classes by a wide margin. Zeiler and Fergus (2014)
showed what the maps of such a network answer to: edges and colours in the first layer, then corners, then textures,
then dogs' faces, and whole things such as keyboards in the last one.

## Maps of your own network (5 min)

Two convolutions in a row, on smaller digits: 8 × 8 pixels, with a frame of empty pixels, two wide, around them.
"""

# %%
digits = datasets.digits()
frame = ((0, 0), (0, 0), (2, 2), (2, 2))
framed = np.pad(digits.x.reshape(-1, 1, 8, 8) / 16, frame)
(x, y), (unseen, labels) = datasets.split(framed, digits.y, seed=0)
nets = []
for seed in range(5):
    nn.manual_seed(seed)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),  # (1, 12, 12) -> (8, 6, 6)
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),  # -> (16, 3, 3)
        nn.Flatten(),
        nn.Linear(144, 10),
    ).to(nn.device())
    optimizer = nn.Adam(net.parameters(), lr=0.01)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, epochs=8, batch_size=32)
    nets.append(net)
count = sum(int(np.prod(tuple(p.shape))) for p in net.parameters())
formulas = 8 * (1 * 9 + 1) + 16 * (8 * 9 + 1) + 10 * (144 + 1)
print(f"parameters: {count}, by the formulas {formulas}")

# %% [markdown]
r"""
Now look into the first of these networks. **Next stop** leads you through seven stops; two of them, and what to look
for:

1. Stop 6: a number of the second convolution adds up windows of eight maps. On how large a part of the
   picture does it depend, the dashed frame? Click a map of the last pooling: and there?
2. Stop 7: the digit has moved. Which maps move along? Move it further, and choose other digits. Does the answer stay?
"""

# %% tags=["nbval-ignore-output"]
FeatureMapExplorer(nets[0], unseen, labels, unit=(3, 2, 2, 2))

# %% [markdown]
r"""
At the top are the digit and the map that you chose, enlarged, then the maps of every layer; underneath, how the number
with the green ring came about. One number of the second convolution depends on 8 × 8 pixels, one after the last pooling
on 10 × 10 of the 12 × 12. The first maps move along with the digit. The answer does not always stay: the dense layer at
the end has weights for places.

## Other windows (5 min)

The part of the picture that a number depends on is its **receptive field**. A window of K rows adds K − 1 steps to it;
in pixels, a step is the product of all strides before it. Three other kinds of window are common:

- A **1 × 1 convolution** is a dense layer used at every pixel: it mixes channels.
- A **dilated convolution** spreads its weights: with dilation 2, nine weights look at every second pixel of 5 × 5.
- A **transposed convolution** does forward what the others do backward: each number paints the kernel, times itself, on
  a larger picture. H rows become (H − 1) · stride + K.

Measure them: brighten one pixel at a time, and see whether the middle unit notices.
"""

# %%
ways = {
    "3 × 3": [nn.Conv2d(1, 1, 3, padding=1)],
    "3 × 3, pooling": [nn.Conv2d(1, 1, 3, padding=1), nn.MaxPool2d(2)],
    "3 × 3, pooling, 3 × 3": [
        nn.Conv2d(1, 1, 3, padding=1),
        nn.MaxPool2d(2),
        nn.Conv2d(1, 1, 3, padding=1),
    ],
    "3 × 3, dilation 2": [nn.Conv2d(1, 1, 3, padding=2, dilation=2)],
    "1 × 1": [nn.Conv2d(1, 1, 1)],
}
bumps = np.eye(400, dtype="float32").reshape(400, 1, 20, 20)
for name, layers in ways.items():
    chain = nn.Sequential(*layers).to(nn.device())
    for part in chain:
        if isinstance(part, nn.Conv2d):
            nn.uniform_(part.weight, 0.1, 0.1)  # all alike, so that no path is closed
    middle = len(nn.predict(chain, bumps[:1])[0, 0]) // 2
    dark = nn.predict(chain, 0 * bumps[:1])[0, 0, middle, middle]
    changed = np.abs(nn.predict(chain, bumps)[:, 0, middle, middle] - dark) > 1e-3
    seen, across = np.nonzero(changed.reshape(20, 20))
    size = f"{np.ptp(seen) + 1} × {np.ptp(across) + 1}"
    print(f"{name:22} pixels noticed: {changed.sum():2}, in a square of {size}")

back = nn.ConvTranspose2d(1, 1, 3, stride=2, bias=False)
back.weight.data = nn.tensor(np.ones((1, 1, 3, 3)), dtype="float32")
print("two numbers, transposed, stride 2:")
print(nn.predict(back.to(nn.device()), np.array([[[[1.0, 2.0]]]]))[0, 0])

# %% [markdown]
r"""
3, then 4, then 8: small kernels see far once there are several layers of them with pooling in between; without the
pooling it would be 5. The last array is two kernels of ones, times 1 and times 2, painted two columns apart; where they
overlap, the paint adds up.

## Equivariance (3 min)

Shift the picture, then convolve; or convolve, then shift the map. If both give the same, the layer is **equivariant**
to shifts. For stride 1 it follows from the shared weights: window and place move together.
"""

# %%
nn.manual_seed(0)
wide = grey[None, None, :100, :].astype("float32")
for name, layer, stride in (
    ("convolution", nn.Conv2d(1, 4, 3), 1),
    ("stride 2", nn.Conv2d(1, 4, 3, stride=2), 2),
    ("pooling", nn.MaxPool2d(2), 2),
):
    for shift in (1, 2):
        before = nn.predict(layer.to(nn.device()), wide[..., 2:])
        after = nn.predict(layer, wide[..., 2 - shift : 160 - shift])  # to the right
        k = max(shift // stride, 1)
        same = np.isclose(after[..., k:], before[..., :-k], rtol=0, atol=1e-5).mean()
        print(
            f"{name:11} picture moved by {shift}: {same:4.0%} of the map moved by {k}"
        )

# %% [markdown]
r"""
Stride and pooling keep it for whole steps only. What agrees after one pixel, in max-pooling, are the windows whose
largest pixel lies in the column that the old and the new window share. Nor does it hold at the border if there is
padding: zeros do not move along.

## Where it breaks (3 min)

The maps move along. Does the answer stay? Move the unseen digits to the right by one and two pixels, which cuts nothing
off, and ask your five networks.
"""

# %% tags=["nbval-ignore-output"]
for name, changed in {
    "where they were": unseen,
    "one pixel on": np.pad(unseen, ((0, 0), (0, 0), (0, 0), (1, 0)))[..., :12],
    "two pixels on": np.pad(unseen, ((0, 0), (0, 0), (0, 0), (2, 0)))[..., :12],
    "turned by 90 degrees": np.rot90(unseen, axes=(2, 3)).copy(),
}.items():
    right = [accuracy(nn.predict(net, changed), labels) for net in nets]
    low, mean, high = min(right), np.mean(right), max(right)
    print(f"{name:20} accuracy {mean:.2f}, from {low:.2f} to {high:.2f}")

# %% [markdown]
r"""
One pixel costs a third of the answers, two cost two thirds. After two poolings the maps move along only for steps of
four pixels, and the dense layer at the end has a weight for each place: it has learned the places of the training data.
That maps move along is *equivariance*; that the answer stays would be the *invariance* of lesson 13, and has to be
built in or learned from moved examples. No layer here turns along with a digit, either.

**Your turn.**
[Exercise 15.5: the digit that moved](../exercises/15_convolution_exercises.ipynb#15.5-The-digit-that-moved).

[Lesson 16](16_lenet.ipynb) builds a whole LeNet from these layers.

## Recall (2 min)
"""

# %%
quiz("15.recall")

# %% [markdown]
r"""
## Summary (2 min)

- One number of a map is a dot product of a window with a kernel; the same kernel looks at every place.
- Local connection and shared weights: 27 weights in place of 224 billion.
- A map has (H + 2·padding − K) // stride + 1 rows; a layer has F(CK² + 1) parameters, whatever the picture's size.
- Backward, all uses of a weight add up; the gradient of the pixels is a convolution with the turned kernel.
- With stride 1 the map moves along with the picture. The answer need not stay.

### New terms

- **convolution**: a layer whose kernels look at every place of a picture with the same weights.
- **cross-correlation**: what the layer computes: a convolution without the turn of the kernel.
- **kernel**: the weights that look at one window; also called filter.
- **stride**: how many pixels the window moves from one place to the next.
- **padding**: rows and columns of zeros put around a picture.
- **channel**: one of several numbers that each pixel has, such as red, or one map of a layer.
- **feature map**: for each place, how much of one kernel's feature is there.
- **pooling**: one number, the largest or the mean, in the place of each small window.
- **receptive field**: the part of the picture that a number in the network depends on.
- **equivariance**: shifting the input shifts the output.
- **im2col**: laying each window out as a column, so that a convolution is a matrix product.

### Sources

- Hubel, Wiesel, cells in the cat's visual cortex: [1959](https://doi.org/10.1113/jphysiol.1959.sp006308) and
  [1962](https://doi.org/10.1113/jphysiol.1962.sp006837).
- Fukushima (1980), [Neocognitron](https://doi.org/10.1007/BF00344251).
- LeCun and others, shared kernels trained by backpropagation: [1989](https://doi.org/10.1162/neco.1989.1.4.541) and
  [1998](https://doi.org/10.1109/5.726791), section II.A.
- Krizhevsky, Sutskever, Hinton (2012), [AlexNet](https://doi.org/10.1145/3065386).
- Zeiler, Fergus (2014), [what the layers answer to](https://arxiv.org/abs/1311.2901), figure 2.
- Dumoulin, Visin (2016), [convolution arithmetic](https://arxiv.org/abs/1603.07285).
- Chellapilla, Puri, Simard (2006): im2col.
- Azulay, Weiss (2019), [small shifts change the answer](https://arxiv.org/abs/1805.12177).
- Wang and others (2020), [CNN Explainer](https://arxiv.org/abs/2004.15004): maps to click on.
"""
