# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- run a batch through a network by hand, and name the shape at every step;
- count a network's parameters, and say where its output bends and how many pieces it has;
- build small networks without training: XOR, and a curve to any accuracy you like.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import ForwardExplorer
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, decision, figure, grid, line, network, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

In [lesson 02](02_perceptron.ipynb) one unit drew one line. What do several draw? Answer before you go on.
"""

# %%
quiz("04.predict")

# %% [markdown]
r"""
## Explore (6 min)

This network is yours: you choose its layers. In each unit is a map of the plane, orange where its output is positive and
blue where it is negative, on a scale of its own. Your point, the diamond, is a mark in every map; the number under a
unit is its output there. Below, the products are worked out cell by cell for three points, one per row: yours and one of
each class. Network, product and plane always show the same point, the one whose row is at work.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 1: compare the maps of layer 1 with those further right. Which boundaries are straight?
2. Stop 2: follow the product. Which row and which column meet in a cell, and what fixes the shape of the whole product?
3. Stop 6 removes the activation, stop 7 puts in **ReLU**. What becomes of the bent boundaries?
"""

# %%
ForwardExplorer(position=14)

# %% [markdown]
r"""
## What you saw (2 min)

In the first hidden layer every boundary is straight: each of these units is a perceptron with a softer decision. A unit
further right weighs and adds *maps*, not coordinates, so its boundary may bend where it crosses the lines of the first layer. Without
an activation function every boundary is straight again, however many layers you add. With ReLU they have corners, and
are straight in between.

In the product each cell is one unit's weighted sum for one point.
"""

# %%
predicted("04.predict")

# %% [markdown]
r"""
## From one unit to a layer (8 min)

A **unit**, the neuron of lesson 01, computes $h = f(w \cdot x + b)$, where $f$ is its activation function. A layer is
**dense** if each of its units sees each input. Examples that go through it together are a **batch**, one example per
row.

Unit $i$ has its own weights, row $i$ of a matrix $W$, and its own bias $b_i$. Its sum for example $n$ is

$$z_{ni} = \sum_j W_{ij}\, x_{nj} + b_i$$

In two loops, over the examples and over the units:
"""

# %%
X = np.array([[2.0, 1.0], [0.0, 1.0], [1.0, -1.0], [-1.0, 0.5]])  # (4, 2) four points
W = np.array([[0.5, -1.0], [1.0, 1.0], [-0.5, 2.0]])  # (3, 2) three units, two inputs
b = np.array([0.25, -1.0, 0.0])  # (3,) one bias for each unit
Z = np.zeros((4, 3))
for n in range(4):
    for i in range(3):
        Z[n, i] = W[i] @ X[n] + b[i]  # the dot product of two rows
print(Z)

# %% [markdown]
r"""
One matrix product makes all twelve sums. Its inner sizes must match; (4, 2) and (3, 2) do not. Which matrix has to be
transposed, its rows made into columns?

**Your turn.** [Exercise 04.1: a dense layer](../exercises/04_forward_propagation_exercises.ipynb#04.1-A-dense-layer).

Solved it? Then you have written the line of which most networks of this course are made:

$$H = f(X\, W^T + b)$$

$X$ is (N, in), $W$ is (out, in), so $X W^T$ is (N, out): a row for each example, a column for each unit. The bias, of
shape (out,), is added to each row. Books that write $W x$ mean one example, a column; those that write $X W$ store the
transpose, (in, out).

## Layer after layer (8 min)

The **input layer** is the data and computes nothing. Then come hidden layers, and last the **output layer**. With two
hidden layers, and no activation function at the end, where any score may come out:

$$H_1 = f(X W_1^T + b_1) \qquad H_2 = f(H_1 W_2^T + b_2) \qquad P = H_2 W_3^T + b_3$$

Put one into the other, and you have functions inside functions:

$$P = \text{layer}_3(\text{layer}_2(\text{layer}_1(X)))$$

Widths may differ; only neighbours must fit: each layer needs as many inputs as the layer before it has outputs. Running
numbers through such a chain is **forward propagation**, or a forward pass.

Here it is for real: 178 wines of three grape varieties, 13 measurements each. Each column is standardised, shifted and
scaled to mean 0 and standard deviation 1, because proline, around 750, would drown the hue, around 1, in any sum
(lesson 02 showed what columns far from 0 cost). The weights are random.
"""

# %%
wine = datasets.wine()
x = datasets.standardise(wine.x)  # (178, 13)
nn.manual_seed(0)
parts = nn.Linear(13, 8), nn.Tanh(), nn.Linear(8, 5), nn.Tanh(), nn.Linear(5, 3)
model = nn.Sequential(*parts).to(nn.device())

layer1, layer2, layer3 = model[:2], model[2:4], model[4:]  # hidden, hidden, output
batch = nn.tensor(x[:4])  # (4, 13) four wines
h1 = layer1(batch)  # (4, 13) -> (4, 8)
h2 = layer2(h1)  # (4, 8) -> (4, 5)
p = layer3(h2)  # (4, 5) -> (4, 3)
print("shapes:", *[tuple(step.shape) for step in (batch, h1, h2, p)])
print(nn.to_numpy(p).round(2))
alone = layer3(layer2(layer1(batch[2:3])))
print("the third wine alone:", nn.to_numpy(alone).round(2))

# %% [markdown]
r"""
Each row of the output is one wine with three scores, one for each variety; the largest is the answer. Rows do not meet:
alone, the third wine gets the same scores. And a **feed-forward network** like this one has no memory: whatever came
before, the same input gives the same output. (Lesson 18 changes that.)

**Your turn.** [Exercise 04.2: a whole network](../exercises/04_forward_propagation_exercises.ipynb#04.2-A-whole-network).

Random weights give random answers. `nn.fit`, still a black box, finds better ones.
"""

# %%
before = accuracy(nn.predict(model, x), wine.y)
optimizer = nn.Adam(model.parameters(), lr=0.01)
nn.manual_seed(0)
nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, wine.y, epochs=50, batch_size=32)
after = accuracy(nn.predict(model, x), wine.y)
print(f"wines named correctly: {before:.2f} before training, {after:.2f} after")

# %% [markdown]
r"""
The network is the same; only its numbers have changed. (Testing it on the wines it was trained on flatters it: lessons
07 and 12.)

## Count the parameters (4 min)

A **parameter** is a number that training may change: a weight or a bias. Here are four inputs, three hidden layers and
one output.
"""

# %%
sizes = [4, 5, 4, 3, 1]
layers = nn.Linear(4, 5), nn.Linear(5, 4), nn.Linear(4, 3), nn.Linear(3, 1)
drawn = nn.Sequential(*layers)
for name, parameter in drawn.named_parameters():
    print(f"{name:9}{tuple(parameter.shape)!s:8}{parameter.numel():3}")
print("all together", sum(parameter.numel() for parameter in drawn.parameters()))
fig, ax = figure(height=2.9)
network(ax, sizes)
caption = "Each line is a weight, each circle after the input layer also holds a bias."
alt = f"columns of {sizes} units, each joined to all of the next"
show(fig, alt=alt, caption=caption)

# %% [markdown]
r"""
Read the first gap: four lines arrive at each of five circles, a weight matrix of shape (5, 4), and each circle has a
bias.

**Your turn.** Find the number from the widths alone:
[Exercise 04.3: count the parameters](../exercises/04_forward_propagation_exercises.ipynb#04.3-Count-the-parameters).

## What a hidden layer buys (5 min)

Lesson 02 broke on XOR, which no line computes. A second layer that only weighs and adds does not help, since the two
melt into one (lesson 03). With an activation function in between, it does. Watch it with the opposite of XOR: XNOR, on
when both inputs are equal. One hidden unit is on where both inputs are on, $x_1 + x_2 - 1.5 \ge 0$. The other is on
where both are off, $0.5 - x_1 - x_2 \ge 0$. The output joins them with OR.
"""


# %%
def put(net, *values):  # write weights and biases into a network, layer by layer
    named = zip(net.state_dict(), values, strict=True)  # "0.weight", "0.bias", ...
    net.load_state_dict({name: nn.tensor(value) for name, value in named})
    return net.to(nn.device())


xnor = nn.Sequential(nn.Linear(2, 2), nn.Heaviside(), nn.Linear(2, 1), nn.Heaviside())
put(xnor, [[1.0, 1.0], [-1.0, -1.0]], [-1.5, 0.5], [[1.0, 1.0]], [-0.5])
corners = datasets.gates("xor").x  # (4, 2)
hidden = nn.predict(xnor[:2], corners)  # (4, 2)
output = nn.predict(xnor, corners)  # (4, 1)
for corner, h, p in zip(corners, hidden, output, strict=True):
    print("inputs", corner, "hidden", h, "output", p)

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2)
equal = output[:, 0].astype(int)
for ax, points, name in ((left, corners, "x"), (right, hidden, "h")):
    names = {"classes": ("different", "equal"), "features": (f"{name}1", f"{name}2")}
    scatter(ax, points, equal, size=70, legend=ax is left, **names)
    ax.set(xlim=(-0.6, 1.6), ylim=(-0.6, 1.6), xticks=(0, 1), yticks=(0, 1))
    ax.set_aspect("equal")
for ax, bias in ((left, -1.5), (left, -0.5), (right, -0.5)):
    line(ax, [1, 1], bias, arrow=False)
for ax, place, text in (
    (left, (1.08, 1.08), "h1 = 1"),
    (left, (-0.5, -0.3), "h2 = 1"),
    (right, (0.45, 0.55), "output 1"),
    (right, (-0.4, -0.22), "two corners"),
):
    ax.annotate(text, place, size=9)
together = len({tuple(h) for h in hidden})
show(
    fig,
    alt="left: the four corners and the lines of two hidden units; right: in the plane "
    f"of the hidden units they fall on {together} points, which one line separates",
    caption="Left, what goes in: no single line is enough. Right, what the hidden "
    f"layer passes on: {together} points, and one line is.",
)

# %% [markdown]
r"""
The hidden layer moved the points: (0, 1) and (1, 0) now lie on the same spot, and one line can do the rest. A hidden
layer computes new inputs for the next one.

**Your turn.** Now XOR itself: [Exercise 04.4: XOR by hand](../exercises/04_forward_propagation_exercises.ipynb#04.4-XOR-by-hand).

## Hinges (8 min)

What a ReLU network does can be read off its weights. A ReLU unit with one input is a **hinge**: 0 on one side of its
joint, where $wx + b = 0$, and a straight ramp on the other. One hidden layer adds up hinges, each times its output
weight $w'_i$:

$$p = \sum_i w'_i \max(w_i x + b_i,\, 0) + b'$$

Between two neighbouring joints the same units are on (above 0), and $p$ is straight: its slope is the sum of
$w'_i w_i$ over these units. So $p$ is **piecewise linear**: $q$ units have at most $q$ joints, at $x = -b_i/w_i$, and
make at most $q + 1$ pieces.
"""

# %%
w, b = np.array([4.0, 2.0, -4.0]), np.array([-1.0, -1.0, 3.0])  # three hidden units
out = np.array([0.75, -2.0, 0.5])  # their output weights, w'
hinges = nn.Sequential(nn.Linear(1, 3), nn.ReLU(), nn.Linear(3, 1))
put(hinges, w[:, None], b, [out], [0.0])
ends = np.array([0.0, *np.sort(-b / w), 1.0], dtype="float32")  # the joints lie between
p = nn.predict(hinges, ends[:, None])[:, 0]
for k in range(4):
    on = w * (ends[k] + ends[k + 1]) / 2 + b > 0
    slope, measured = (w * out)[on].sum(), (p[k + 1] - p[k]) / (ends[k + 1] - ends[k])
    units = np.flatnonzero(on) + 1
    print(f"{ends[k]:.2f} to {ends[k + 1]:.2f}: units {units} on,", end=" ")
    print(f"slope {slope:.1f}, measured {measured:.1f}")

# %% tags=["hide-input"]
fig, (left, right) = figure(height=2.8, columns=2)
xs = np.linspace(0, 1, 201, dtype="float32")
terms = out * np.maximum(xs[:, None] * w + b, 0)  # (201, 3)
named = {f"unit {i + 1}": terms[:, i] for i in range(3)}
curve(left, named, x=xs, xlabel="x", ylabel="hinge times output weight")
total = nn.predict(hinges, xs[:, None])[:, 0]
curve(right, total, x=xs, xlabel="x", ylabel="p, their sum")
right.plot(ends[1:-1], p[1:-1], "o", color="black", markersize=5, zorder=3)
for ax in (left, right):
    ax.set(ylim=(-2.4, 2.4))
    for joint in ends[1:-1]:
        ax.axvline(joint, color="0.6", linewidth=0.8, linestyle=":")
show(
    fig,
    alt="left: three hinges, each flat on one side of its joint and a ramp on the "
    "other; right: their sum, four straight pieces that meet at the three joints",
    caption="Left, three hinges. Right, their sum: it bends where one of them does, "
    "at the dotted joints, and nowhere else.",
)

# %% [markdown]
r"""
With two inputs the joint of a unit is a line, $w \cdot x + b = 0$. The lines of all hidden units cut the plane into
**linear regions**. Within each, the same units are on, so the graph of the output is a flat sheet, and its boundary is
straight. How many can there be? Line $i$ crosses the $i - 1$ lines before it in at most $i - 1$ points, which cut it
into at most $i$ parts; each part splits one region in two. So $q$ lines make at most $1 + 1 + 2 + \ldots + q = 1 +
q(q+1)/2$ regions.

Here are five units, trained on two moons. The output is one score; the answer is class 1 where it is above 0.
(`nn.BCEWithLogitsLoss` is a loss for such scores, called *logits*: lesson 05.)
"""

# %%
moons = datasets.moons(200, noise=0.1, seed=0)
labels = moons.y[:, None].astype("float32")  # (200, 1)
nn.manual_seed(2)
bent = nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 1)).to(nn.device())
loss, optimizer = nn.BCEWithLogitsLoss(), nn.Adam(bent.parameters(), lr=0.05)
nn.fit(bent, loss, optimizer, moons.x, labels, epochs=150, batch_size=50)
share = ((nn.predict(bent, moons.x) > 0) == labels).mean()
extent = (-1.7, 2.6, -1.2, 1.5)  # left, right, bottom, top of the picture
sums = nn.predict(bent[0], grid(extent, 200))  # (40000, 5)
on = sums > 0  # which units are on
found, region = np.unique(on, axis=0, return_inverse=True)
print(f"{share:.2f} of the points right")
print(f"{len(found)} regions in the picture, of at most 16")

# %% tags=["hide-input"]
fig, (left, right) = figure(height=3.7, columns=2)
left.set(xlim=extent[:2], ylim=extent[2:], xlabel="x1", ylabel="x2")
left.set_title("linear regions", size=9)
xs, ys = np.linspace(-1.7, 2.6, 200), np.linspace(-1.2, 1.5, 200)
counts = on.sum(axis=1)  # (40000,)
shown = np.arange(counts.min(), counts.max() + 1)
painted = left.contourf(
    xs,
    ys,
    counts.reshape(200, 200),
    levels=[*(shown - 0.5), shown[-1] + 0.5],
    colors=["#dbe9f6", "#f9d9b8", "#cfe8d5", "#e6d5ec", "#f5f0c4", "#dddddd"],
)
bar = fig.colorbar(painted, ax=left, ticks=shown, location="bottom")
bar.set_label("units that are on", size=9)
bar.ax.tick_params(labelsize=9)
for k in range(len(found)):
    middle = grid(extent, 200)[region.ravel() == k].mean(axis=0)
    left.text(*middle, k + 1, size=9, ha="center", va="center")
decision(right, lambda points: nn.predict(bent, points), extent)
right.set_title("score, and its boundary in black", size=9)
bar = fig.colorbar(right.images[0], ax=right, location="bottom")
bar.set_label("score", size=9)
bar.ax.tick_params(labelsize=9)
scatter(right, moons.x, moons.y, features=moons.features, size=12)
for z in sums.T:
    if z.min() < 0 < z.max():  # its line crosses the picture
        z = z.reshape(200, 200)
        for ax in (left, right):
            ax.contour(xs, ys, z, levels=[0], colors="0.4", linewidths=1)
show(
    fig,
    alt=f"left: five lines cut the plane into {len(found)} numbered regions, coloured "
    "by how many of the five units are on; right: the score of the network with the "
    "two moons and its boundary, which is straight within each region",
    caption=f"Left, {len(found)} linear regions: across a line, one unit turns on or "
    "off. Right, the boundary bends only where it crosses a line.",
)

# %% [markdown]
r"""
With tanh the corners are rounded: that is the explorer. And the start was chosen: of eight starts, two let five ReLUs
separate the moons, and a third lets them miss only one point of 200; from the other five starts they stop near 89 %.
Four tanh units succeed from seven of the starts and miss one point from the eighth.

## Any curve (8 min)

With enough hinges a network can follow a curve piece by piece. Sigmoids can as well. One with a large weight is a soft
step: $\sigma(w(x - a))$, with weight $w$ and bias $-wa$, climbs from 0 to 1 at $x = a$. Two of them make a *bump*,
about 1 between $a$ and $a'$ and about 0 elsewhere:

$$\sigma(w(x - a)) - \sigma(w(x - a'))$$

In a network these are two hidden units, with output weights $1$ and $-1$. Put bumps side by side, each as high as the
curve in its middle, and the sum follows the curve. No training: you write the weights down.
"""


# %%
def wave(x):
    return np.sin(2 * np.pi * x)


def bumps(count):  # a network 1 - 2 count - 1
    edges, w = np.linspace(0, 1, count + 1), 20.0 * count
    starts, stops = edges[:-1], edges[1:]  # (count,) where each bump begins and ends
    heights, ends = wave((starts + stops) / 2), np.concatenate([starts, stops])
    net = nn.Sequential(nn.Linear(1, 2 * count), nn.Sigmoid(), nn.Linear(2 * count, 1))
    output = [[*heights, *-heights]]  # (1, 2 count)
    return put(net, np.full((2 * count, 1), w), -w * ends, output, [0.0])


along = np.linspace(0, 1, 1001, dtype="float32")[:, None]  # (1001, 1)
for count in (5, 10, 20, 40, 80):
    error = abs(nn.predict(bumps(count), along) - wave(along)).max()
    print(f"{2 * count:3} hidden units, largest error {error:.2g}")

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2)
up, down = (1 / (1 + np.exp(-100 * (along[:, 0] - end))) for end in (0.4, 0.6))
steps = {"step at 0.4": up, "step at 0.6": down, "difference": up - down}
curve(left, steps, x=along[:, 0], xlabel="x", ylabel="height")
stairs = {f"{2 * n} units": nn.predict(bumps(n), along)[:, 0] for n in (5, 20)}
both = {"curve": wave(along)[:, 0], **stairs}
curve(right, both, x=along[:, 0], xlabel="x", ylabel="p")
show(
    fig,
    alt="left: two soft steps at 0.4 and 0.6, and their difference, a bump between "
    "them; right: one period of a sine and two staircases that follow it, a coarse "
    "one of 10 units and a finer one of 40",
    caption="Left, two soft steps and their difference, one bump. Right, the staircase "
    "of 40 units stays closer to the curve than that of 10. Nothing was trained.",
)

# %% [markdown]
r"""
Twice the units, about half the error, and no end in sight. That the error can be made as small as you like is true in
general. This is the **universal approximation theorem**: for every continuous function on a closed box, with any number
of inputs, and every error above zero, there is a network with *one* hidden layer of sigmoids and a linear output that
stays within that error everywhere on the box (Cybenko 1989). Hornik (1991) allows any activation that is continuous,
bounded and not constant; Leshno and others (1993) showed that ReLU serves as well.

It does not say how many units that takes, what happens outside the box, or how to find the weights. Nor does it make
more layers useless, and you can count what they buy. Take a *tent*, two hinges: $2 \max(x, 0) - 4 \max(x - \frac{1}{2},
0)$ climbs from 0 to 1 at $x = \frac{1}{2}$ and is back at 0 at $x = 1$. It sends each half of [0, 1] onto the whole, so
whatever comes after it happens twice. Feed one tent into the next.
"""

# %%
tents = [nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1)) for _ in range(6)]
for tent in tents:
    put(tent, [[1.0], [1.0]], [0.0, -0.5], [[2.0, -4.0]], [0.0])
fine = np.linspace(0, 1, 257, dtype="float32")[:, None]
for count in range(1, 7):
    deep = nn.Sequential(*tents[:count]).to(nn.device())
    slopes = np.sign(np.diff(nn.predict(deep, fine)[:, 0]))  # up or down
    pieces = 1 + int((slopes[1:] != slopes[:-1]).sum())
    print(f"depth {count}, {2 * count:2} units: {pieces:2} pieces;", end=" ")
    print(f"a single layer needs at least {pieces - 1:2} units")

# %% [markdown]
r"""
Each further tent, two more units, doubles the pieces (Telgarsky 2015). The last column is a lower bound: a layer of $q$
units makes at most $q + 1$ pieces. Whether a network can do it, at what price, and whether training finds the weights
are three questions. The theorem answers the first.

**Your turn.** An open one: how few units do you need?
[Exercise 04.5: a curve by hand](../exercises/04_forward_propagation_exercises.ipynb#04.5-A-curve-by-hand).

## On a GPU (3 min)

Your code stays the same; you change one import, to `import nnlearn.torch as nn`, the library on PyTorch. Then
`.to(nn.device())` moves the weights to the GPU if there is one, and `nn.predict` carries the rows there and the answers
back.
"""

# %% tags=["machine"]
import time

import nnlearn.torch as other

parts = [other.Linear(13, 8), other.Tanh(), other.Linear(8, 5), other.Tanh()]
twin = other.Sequential(*parts, other.Linear(5, 3)).to(other.device())
named = {name: nn.to_numpy(value) for name, value in model.state_dict().items()}
twin.load_state_dict({name: other.tensor(value) for name, value in named.items()})
crowd = np.tile(x, (500, 1))  # (89000, 13)
for name, side, net in (("NumPy", nn, model), ("PyTorch", other, twin)):
    side.predict(net, crowd, batch_size=len(crowd))  # the first run of anything is slow
    start = time.perf_counter()
    side.predict(net, crowd, batch_size=len(crowd))
    taken = 1000 * (time.perf_counter() - start)
    print(f"{name:8} {taken:.1f} ms for {len(crowd):,} wines")
ours, theirs = nn.predict(model, x), other.predict(twin, x)
difference = abs(ours - theirs).max() / abs(ours).max()
print(f"PyTorch ran on: {other.device()}; largest relative difference {difference:.0e}")

# %% [markdown]
r"""
The difference is about $10^{-7}$, the last digit of a float32, because the two sides add in another order. The work is
one multiplication per weight, 159 for each wine, and no wine waits for another: a GPU can take them all at once. The
price is the way there and back, 13 numbers in and three out. No GPU was measured for this page; lesson 11 finds where
one begins to pay.

## Where it breaks (3 min)

As long as the shapes fit, a forward pass never complains. Ask three untrained networks about the first wine; softmax
(lesson 03) turns their scores into probabilities. Then ask the trained one about the same wine, and about one that
cannot exist, with all measurements a hundred standard deviations above the mean.
"""


# %%
def probabilities(net, rows):
    scores = nn.tensor(nn.predict(net, rows))
    return nn.to_numpy(nn.softmax(scores, 1))[0]


for seed in (1, 2, 7):
    nn.manual_seed(seed)
    guesser = nn.Sequential(nn.Linear(13, 8), nn.Tanh(), nn.Linear(8, 3))
    guesser = guesser.to(nn.device())
    print("untrained, the first wine:", probabilities(guesser, x[:1]).round(2))
impossible = np.full((1, 13), 100, dtype="float32")
for name, rows in (("the first wine", x[:1]), ("an impossible wine", impossible)):
    p = probabilities(model, rows)
    print(f"trained, {name}: {wine.classes[p.argmax()]} with {p.max():.3f}")

# %% [markdown]
r"""
The untrained networks hesitate, and rightly: they know nothing. The trained one is as sure of the wine that cannot exist
as of one it was trained on. So far out, seven of the eight units of its first layer are saturated: they say ±1 and
cannot tell far from farther. A probability says how sure a network is, not how much it knows.

Nothing in a forward pass says how wrong an answer is. For that you need one number that compares the output with the
truth: a loss, lesson 05.

## Recall (2 min)
"""

# %%
quiz("04.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A dense layer computes $H = f(X W^T + b)$: a row for each example, a column for each unit.
- A network is functions inside functions; widths may differ, neighbours must fit.
- Rows of a batch do not meet, and a feed-forward network has no memory.
- A ReLU network is made of straight pieces and bends at the joints of its units.
- One hidden layer can follow any continuous function on a box; with how many units, and which weights, is left open.

### New terms

- **unit**: an artificial neuron.
- **dense**: said of a layer in which each unit sees each input.
- **batch**: examples that go through the network together, one per row.
- **input layer**: the data; it computes nothing.
- **output layer**: the last layer; its numbers are the answer.
- **feed-forward network**: layers in a chain without loops; it has no memory.
- **forward propagation**: computing a network's output from its input, layer after layer; a forward pass.
- **parameter**: a number that training may change, a weight or a bias.
- **hinge**: a ReLU unit with one input: 0 on one side of its joint, x = -b/w, and a straight ramp on the other.
- **piecewise linear**: made of straight pieces.
- **linear region**: a part of the input space in which the same ReLU units are on.
- **universal approximation theorem**: one hidden layer with enough units comes as close as you like to any continuous
  function on a closed box.

### Sources

- Rumelhart, Hinton, Williams (1986), ["Learning representations by back-propagating
  errors"](https://doi.org/10.1038/323533a0), equations 1 and 2: the forward pass.
- Prince (2023), ["Understanding Deep Learning"](https://udlbook.github.io/udlbook/), chapter 3: the section on hinges
  follows it.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), sections 6.1 (XOR) and
  6.4.1 (universal approximation, depth).
- Cybenko (1989), ["Approximation by superpositions of a sigmoidal
  function"](https://doi.org/10.1007/BF02551274), theorem 2.
- Hornik (1991), ["Approximation capabilities of multilayer feedforward
  networks"](https://doi.org/10.1016/0893-6080(91)90009-T), theorem 2.
- Leshno, Lin, Pinkus, Schocken (1993), ["Multilayer feedforward networks with a nonpolynomial activation function can
  approximate any function"](https://doi.org/10.1016/S0893-6080(05)80131-5).
- Telgarsky (2015), ["Representation benefits of deep feedforward networks"](https://arxiv.org/abs/1509.08101): the
  tents.
"""
