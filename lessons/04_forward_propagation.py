# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- run a batch through a network by hand, and name the shape at every step;
- count the parameters of a network, and say what each layer computes;
- build small networks without training: XOR, and a curve to any accuracy you like.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import ForwardExplorer
from nnlearn.metrics import accuracy
from nnlearn.plots import (
    around,
    curve,
    decision,
    figure,
    grid,
    line,
    network,
    scatter,
    show,
)

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

This network is yours: you choose its layers. A point enters on the left and numbers move to the right. Each unit holds
a small map of the plane: what the unit would compute at every point of it, vermilion where that is positive and blue
where it is negative. Below, the products are worked out cell by cell for three points.

Three things to try, and what to look for:

1. Compare the maps of layer 1 with those further right. Which borders are straight?
2. Choose the activation **none (linear)**. What becomes of the bent borders?
3. Press **Step** and follow the product. Which row and which column meet in a cell, and what fixes its shape?
"""

# %%
ForwardExplorer(position=17)

# %% [markdown]
r"""
## What you saw (2 min)

In the first hidden layer every border is straight: each of these units is a perceptron with a softer decision. A unit
further right weighs and adds *maps*, not coordinates, so its border may bend. Four units give it four straight borders
to bend along; it cannot draw just anything. Without an activation every map is straight again, however many layers you
add.

In the product each cell is one unit's weighted sum for one point.

## From one unit to a layer (10 min)

A **unit** weighs its inputs and adds a bias, as the perceptron did, then applies an activation function $A$. Three are
common: the sigmoid squeezes any number into (0, 1), tanh squeezes it into (−1, 1), and ReLU replaces negative numbers
by zero.

$$h = A(w \cdot x + b)$$
"""

# %%
x = np.array([2.0, 1.0])  # (2,) one point
w, b = np.array([0.5, -0.25]), 0.25  # (2,) one weight for each input, and a number
print("elementwise product", w * x)  # (2,) two numbers
print("dot product", w @ x)  # () one number
print(f"unit {1 / (1 + np.exp(-(w @ x + b))):.3f}")  # () the sigmoid of the sum

# %% [markdown]
r"""
`*` leaves two numbers, `@` goes on to add them. A unit needs one number.

A layer is several units that look at the same inputs. Write the weights of each unit as a row, and the rows form a
matrix $W$ of shape (units, inputs). One product $W x$ then does the work of a loop over the units. A layer in which
each unit sees each input is called **dense**.
"""

# %%
W = np.array([[0.5, -1.0], [1.0, 1.0], [-0.5, 2.0]])  # (3, 2) three units, two inputs
b = np.array([0.25, -1.0, 0.0])  # (3,) one bias for each unit
loop = np.array([row @ x for row in W]) + b  # (3,) unit after unit
product = W @ x + b  # (3, 2) @ (2,) -> (3,)
print(product, "the loop gives the same:", np.allclose(loop, product))

# %% [markdown]
r"""
Data come in tables, one example per row. Rows that go through the network together are a **batch**. With $n$ rows, $X$
has shape (n, in), and the result must have shape (n, out): one row for each example, one column for each unit. The
inner sizes of a product must match, and that tells you which way to turn the weights.

**Your turn.** [Exercise 04.1: a dense layer](../exercises/04_forward_propagation_exercises.ipynb#04.1-A-dense-layer).

## Layer after layer (10 min)

The **input layer** is the data and computes nothing. Then come hidden layers, and last the **output layer**. With
one hidden layer, biases left out, and weights written as (in, out):

$$y = A(A(x\, W_h)\, W_o)$$

Every further layer wraps round the last one. Three layers that compute are three functions, one inside the other:

$$y = f_3(f_2(f_1(x)))$$

Widths may differ from layer to layer. Only neighbours must fit: as many outputs here as inputs there. Running numbers
through such a chain is **forward propagation**, or a forward pass.

Here it is for real: 178 wines of three grape varieties, 13 measurements each, every one brought to mean 0 and standard
deviation 1. The weights are random; nobody has trained them.
"""

# %%
wine = datasets.wine()
x = datasets.standardise(wine.x)  # (178, 13)
nn.manual_seed(0)
model = nn.Sequential(
    nn.Linear(13, 8), nn.Tanh(), nn.Linear(8, 5), nn.Tanh(), nn.Linear(5, 3)
).to(nn.device())

f1, f2, f3 = model[:2], model[2:4], model[4:]  # hidden, hidden, output
batch = nn.tensor(x[:4])  # (4, 13) four wines
h1 = f1(batch)  # (4, 13) -> (4, 8)
h2 = f2(h1)  # (4, 8) -> (4, 5)
y = f3(h2)  # (4, 5) -> (4, 3)
print([tuple(step.shape) for step in (batch, h1, h2, y)])
print(nn.to_numpy(y).round(2))

# %% [markdown]
r"""
The batch axis, 4, passes through untouched. Each row of the output is one wine with three scores, one for each
variety; the largest counts as the answer. The output layer has no activation here: a score may be any number.

No row knows of the others. And a **feed-forward network** like this one has no memory: the same input gives the same
output, whatever came before.
"""

# %%
first = nn.predict(model, x[:1])
others = nn.predict(model, x[1:])  # 177 other wines pass through
print("same wine, same output:", bool((nn.predict(model, x[:1]) == first).all()))
order = np.random.default_rng(0).permutation(len(x))
moved = nn.predict(model, x[order]) - nn.predict(model, x)[order]
print("shuffled rows give shuffled outputs:", bool(abs(moved).max() < 1e-6))

# %% [markdown]
r"""
For reading a sentence, you want the opposite. Networks with a memory are called recurrent; lesson 18 builds them.

**Your turn.** [Exercise 04.2: a whole network](../exercises/04_forward_propagation_exercises.ipynb#04.2-A-whole-network).

Random weights give random answers; `nn.fit` finds better ones. Take it as a black box for now: lessons 06 to 09 open
it.
"""

# %%
before = accuracy(nn.predict(model, x), wine.y)
optimizer = nn.Adam(model.parameters(), lr=0.01)
nn.manual_seed(0)
_ = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, wine.y, epochs=50, batch_size=32)
after = accuracy(nn.predict(model, x), wine.y)
print(
    f"all {len(x)} wines; accuracy before <= 0.6: {before <= 0.6}, after >= 0.95: {after >= 0.95}"
)

# %% [markdown]
r"""
The network is the same, only its numbers have changed. These are the wines it was trained on, which flatters it;
lesson 12 measures on wines it has not seen.

## Count the parameters (6 min)

A **parameter** is a number that training may change: a weight or a bias. Here are four inputs, three hidden layers and
one output.
"""

# %%
sizes = [4, 5, 4, 3, 1]
drawn = nn.Sequential(*[nn.Linear(a, b) for a, b in ((4, 5), (5, 4), (4, 3), (3, 1))])
for name, parameter in drawn.named_parameters():
    print(f"{name:9}{tuple(parameter.shape)!s:8}{parameter.numel():3}")
print("all together", sum(parameter.numel() for parameter in drawn.parameters()))
fig, ax = figure(height=2.9)
network(ax, sizes)
show(
    fig,
    alt=f"a network of {len(sizes)} columns of units, {sizes} from the left; each connected to all of the next column",
    caption=f"Widths {sizes}: each line is a weight, each circle outside the input layer also holds a bias.",
)

# %% [markdown]
r"""
Read the first gap: four lines arrive at each of five circles, which makes a weight matrix of shape (5, 4), and each of
the five has a bias.

**Your turn.** Find the number from the widths alone:
[Exercise 04.3: count the parameters](../exercises/04_forward_propagation_exercises.ipynb#04.3-Count-the-parameters).

## What a hidden layer buys (7 min)

Lesson 02 broke on XOR, which no line computes. Are two layers enough? Not if they only weigh and add, because then
they are one layer:

$$W_2 (W_1 x + b_1) + b_2 = (W_2 W_1)\, x + (W_2 b_1 + b_2)$$
"""

# %%
flat = nn.Sequential(nn.Linear(2, 8), nn.Linear(8, 1))
W1, b1, W2, b2 = (nn.to_numpy(parameter) for parameter in flat.parameters())
points = np.random.default_rng(0).normal(size=(100, 2)).astype("float32")
one = points @ (W2 @ W1).T + (W2 @ b1 + b2)  # (100, 2) @ (2, 1) + (1,)
print(
    "one layer computes the same as two:",
    bool(abs(nn.predict(flat, points) - one).max() < 1e-5),
)

# %% [markdown]
r"""
The activation in between stops the two from melting into one. Watch what it does for the opposite of XOR: XNOR, on when
both inputs are equal. One hidden unit is on where both inputs are on, $x_1 + x_2 - 1.5 \ge 0$. The other is on where
both are off, $0.5 - x_1 - x_2 \ge 0$. The output joins them with OR.
"""


# %%
def put(net, *values):  # write weights and biases into a network, layer by layer
    net.load_state_dict(
        {
            name: nn.tensor(value)
            for name, value in zip(net.state_dict(), values, strict=True)
        }
    )
    return net.to(nn.device())


xnor = nn.Sequential(nn.Linear(2, 2), nn.Heaviside(), nn.Linear(2, 1), nn.Heaviside())
put(xnor, [[1.0, 1.0], [-1.0, -1.0]], [-1.5, 0.5], [[1.0, 1.0]], [-0.5])
corners = datasets.gates("xor").x  # (4, 2)
hidden, output = (
    nn.predict(xnor[:2], corners),
    nn.predict(xnor, corners),
)  # (4, 2) and (4, 1)
for corner, h, answer in zip(corners, hidden, output, strict=True):
    print("inputs", corner, "hidden", h, "output", answer)

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2)
equal = output[:, 0].astype(int)
for ax, points, name in ((left, corners, "x"), (right, hidden, "h")):
    scatter(
        ax,
        points,
        equal,
        classes=("different", "equal"),
        features=(f"{name}1", f"{name}2"),
        size=70,
        legend=ax is left,
    )
    ax.set(
        xlim=(-0.6, 1.6), ylim=(-0.6, 1.6), aspect="equal", xticks=(0, 1), yticks=(0, 1)
    )
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
    alt=f"left: the four corners and the lines of two hidden units; right: in the plane of the hidden units they fall "
    f"on {together} points, which one line separates",
    caption=f"Left, what goes in: no single line is enough. Right, what the hidden layer passes on: {together} points, "
    "and one line is.",
)

# %% [markdown]
r"""
The hidden layer moved the points. (0, 1) and (1, 0) now lie on the same spot, and one line can do the rest. A hidden
layer computes new inputs for the next layer, like the one you invented by hand in Exercise 02.5.

**Your turn.** Now XOR itself: [Exercise 04.4: XOR by hand](../exercises/04_forward_propagation_exercises.ipynb#04.4-XOR-by-hand).

By hand this is a puzzle. The folded cell lets `nn.fit` solve a larger one: four hidden units, two moons.
"""

# %% tags=["hide-input"]
moons = datasets.moons(200, noise=0.1, seed=0)
labels = moons.y[:, None].astype("float32")  # (200, 1)
nn.manual_seed(0)
bent = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).to(nn.device())
_ = nn.fit(
    bent,
    nn.BCEWithLogitsLoss(),
    nn.Adam(bent.parameters(), lr=0.05),
    moons.x,
    labels,
    epochs=150,
    batch_size=50,
)
share = accuracy(nn.predict(bent, moons.x), labels, threshold=0)
print("accuracy >= 0.95:", share >= 0.95)
extent = around(moons.x)
places = grid(extent, 40)  # (1600, 2)
maps = [
    layer.T.reshape(-1, 40, 40)
    for layer in (places, nn.predict(bent[:2], places), nn.predict(bent, places))
]
fig, (left, right) = figure(columns=2)
network(
    left,
    [2, 4, 1],
    [nn.to_numpy(bent[0].weight), nn.to_numpy(bent[2].weight)],
    heatmaps=maps,
)
decision(right, lambda points: nn.predict(bent, points), extent)
scatter(right, moons.x, moons.y, features=moons.features, size=14)
most = "nearly all" if share >= 0.95 else "most"
show(
    fig,
    alt=f"left: a network 2-4-1 with a map of the plane in each unit, straight in the hidden layer, bent in the output "
    f"unit; right: the output's map with the two moons, {most} points on the right side",
    caption="Left, what each unit computes over the plane: four straight borders, and a bent one put together from "
    "them. Right, the output's map with the moons.",
)

# %% [markdown]
r"""
Four soft lines are enough to draw a border between the moons.

## Any curve (8 min)

How far does this go? Take one input. A steep sigmoid is a soft step: $\sigma(s(x - a))$ climbs from 0 to 1 at $x = a$.
Two of them make a *bump*, about 1 between $a$ and $b$ and about 0 elsewhere:

$$\sigma(s(x - a)) - \sigma(s(x - b))$$

In a network these are two hidden units, with output weights $1$ and $-1$. Put $n$ bumps side by side, each as high as
the curve in the middle of it, and the sum follows the curve. No training: you write the weights down.
"""


# %%
def wave(x):
    return np.sin(2 * np.pi * x)


def bumps(n):  # a network 1 - 2n - 1
    edges, slope = np.linspace(0, 1, n + 1), 20.0 * n
    a, b = edges[:-1], edges[1:]  # (n,) where each bump begins and ends
    heights, ends = wave((a + b) / 2), np.concatenate([a, b])  # (n,) and (2n,)
    net = nn.Sequential(nn.Linear(1, 2 * n), nn.Sigmoid(), nn.Linear(2 * n, 1))
    return put(
        net, np.full((2 * n, 1), slope), -slope * ends, [[*heights, *-heights]], [0.0]
    )


along = np.linspace(0, 1, 1001, dtype="float32")[:, None]  # (1001, 1)
for n in (5, 10, 20, 40, 80):
    error = abs(nn.predict(bumps(n), along) - wave(along)).max()
    print(f"{2 * n:3} hidden units, largest error {error:.2g}")

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2)
up, down = (1 / (1 + np.exp(-100 * (along[:, 0] - end))) for end in (0.4, 0.6))
curve(
    left,
    {"at 0.4": up, "at 0.6": down, "difference": up - down},
    x=along[:, 0],
    xlabel="x",
)
stairs = {f"{2 * n} units": nn.predict(bumps(n), along)[:, 0] for n in (5, 20)}
curve(right, {"curve": wave(along)[:, 0], **stairs}, x=along[:, 0], xlabel="x")
show(
    fig,
    alt="left: two soft steps at 0.4 and 0.6, and their difference, a bump between them; right: one period of a sine "
    "and two staircases that follow it, a coarse one of 10 units and a finer one of 40",
    caption="Left, two soft steps and their difference, one bump. Right, the staircase of 40 units stays closer to the "
    "curve than the one of 10. Nothing was trained.",
)

# %% [markdown]
r"""
Twice the units, half the error, and no end in sight. The **universal approximation theorem** says so in general: for
every continuous function on a closed box, with any number of inputs, and every error above zero, there is a network
with *one* hidden layer of sigmoids and a linear output that stays within that error everywhere on the box (Cybenko
1989). Hornik (1991) allows any activation that is continuous, bounded and not constant; Leshno and others (1993) showed
that ReLU serves as well.

It does not say how many units that takes, what happens outside the box, or how to find the weights: it says nothing
about learning. So two popular readings are wrong: "*one hidden layer is always enough*" and "*two hidden layers are no
loss of generality*". Something is lost, and you can count it. One hidden layer of $m$ ReLU units on one input bends at
most $m$ times, which makes at most $m + 1$ straight pieces. Now take a *tent*, two ReLU units that take 0 to 0, ½ to 1
and 1 back to 0, and put six of them in a row.
"""

# %%
tents = [nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1)) for _ in range(6)]
for tent in tents:
    put(
        tent, [[1.0], [1.0]], [0.0, -0.5], [[2.0, -4.0]], [0.0]
    )  # 2 relu(x) - 4 relu(x - 1/2)
deep = nn.Sequential(*tents).to(nn.device())
zigzag = nn.predict(deep, np.linspace(0, 1, 257, dtype="float32")[:, None])[:, 0]
turns = int((np.diff(np.sign(np.diff(zigzag))) != 0).sum())
print(
    f"6 hidden layers, 12 units: {turns + 1} pieces. One hidden layer needs {turns} units for that."
)

# %% [markdown]
r"""
Each further tent, two more units, doubles the pieces (Telgarsky 2015). Whether a network can do it, at what price, and
whether training finds the weights are three questions. The theorem answers the first.

**Your turn.** An open one: how few units do you need?
[Exercise 04.5: a curve by hand](../exercises/04_forward_propagation_exercises.ipynb#04.5-A-curve-by-hand).

## On a GPU (3 min)

The wine network on PyTorch has the same names and shapes, so its weights move over by name.
"""

# %%
import nnlearn.torch as other

twin = other.Sequential(
    other.Linear(13, 8),
    other.Tanh(),
    other.Linear(8, 5),
    other.Tanh(),
    other.Linear(5, 3),
)
twin.to(other.device())
twin.load_state_dict(
    {
        name: other.tensor(nn.to_numpy(value))
        for name, value in model.state_dict().items()
    }
)
ours, theirs = nn.predict(model, x), other.predict(twin, x)
difference = abs(ours - theirs).max() / abs(ours).max()
print("largest relative difference below 1e-5:", bool(difference < 1e-5))

# %% tags=["machine"]
import time

crowd = np.tile(x, (500, 1))  # (89000, 13)
for name, side, net in (("NumPy", nn, model), ("PyTorch", other, twin)):
    side.predict(net, crowd, batch_size=len(crowd))  # the first run of anything is slow
    start = time.perf_counter()
    side.predict(net, crowd, batch_size=len(crowd))
    print(
        f"{name:8} {1000 * (time.perf_counter() - start):.1f} ms for {len(crowd)} rows"
    )
print(f"PyTorch ran on {other.device()}; largest relative difference {difference:.1e}")

# %% [markdown]
r"""
No row waits for another, so all can be computed at once; that is what a GPU is made for. The wider the layers and the
longer the batch, the more it gains. Lesson 11 finds where that begins.

## Where it breaks (3 min)

A forward pass never complains. Ask three untrained networks about the first wine. Then show the trained one a wine
that cannot exist, with all measurements a hundred standard deviations above the mean.
"""

# %%
for seed in (1, 2, 7):
    nn.manual_seed(seed)
    guesser = nn.Sequential(nn.Linear(13, 8), nn.Tanh(), nn.Linear(8, 3)).to(
        nn.device()
    )
    print(
        "untrained network",
        seed,
        "says",
        wine.classes[nn.predict(guesser, x[:1]).argmax()],
    )
impossible = np.full((1, 13), 100, dtype="float32")
print(
    "the trained one says",
    wine.classes[nn.predict(model, impossible).argmax()],
    "to a wine that cannot exist",
)

# %% [markdown]
r"""
All of them answer, and none hesitates. Nothing in a forward pass knows which network is right, or how far off another
is. For that you need one number that compares the output with the truth: a loss, lesson 05.

## Recall (2 min)
"""

# %%
quiz("04.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A unit computes $A(w \cdot x + b)$; a dense layer does it for all its units in one matrix product.
- A network is functions inside functions, $f_3(f_2(f_1(x)))$; widths may differ, neighbours must fit.
- Rows of a batch do not meet, and a feed-forward network has no memory.
- Each unit adds a weight for each of its inputs, and a bias. Without activations all layers are one.
- One hidden layer can follow any continuous function on a box; how many units, and which weights, is left open.

### New terms

- **unit**: weighs its inputs, adds a bias, applies an activation function.
- **dense**: a layer in which each unit sees each input.
- **batch**: examples that go through the network together, one per row.
- **input layer**: the data; it computes nothing.
- **output layer**: the last layer; its numbers are the answer.
- **feed-forward network**: layers in a chain without loops; it has no memory.
- **forward propagation**: computing a network's output from its input, layer after layer; a forward pass.
- **parameter**: a number that training may change, a weight or a bias.
- **universal approximation theorem**: one hidden layer with enough units comes as close as you like to any continuous
  function on a closed box.

### Sources

- Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors", equations 1 and 2.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 6.1 (XOR) and 6.4.1 (universal approximation, depth).
- Cybenko (1989), "Approximation by superpositions of a sigmoidal function", theorem 2.
- Hornik (1991), "Approximation capabilities of multilayer feedforward networks", theorem 2.
- Leshno, Lin, Pinkus, Schocken (1993), "Multilayer feedforward networks with a nonpolynomial activation function can
  approximate any function".
- Telgarsky (2015), "Representation benefits of deep feedforward networks": the tents.
"""
