# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- show that a deep network can be hard to train though it is strong enough, and though its gradient has not vanished;
- write a residual block with its gradient, and keep its signal in scale at any depth;
- take a trained network apart block by block, and say what depth has bought and what it has not.
"""

# %%
import math

import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import DepthExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import residual_networks as lesson
from nnlearn.lessons.residual_networks import accuracies, recorded, table
from nnlearn.metrics import accuracy

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 16](16_lenet.ipynb) ended with a question: would more layers do more? Ask it of a task that two layers do not
finish. A dense network reads the signals of MNIST-1D: 2,000 to learn from, ten kinds, and 1,000 others as a test. Its
first layer makes 64 numbers of a signal's 40, then come *hidden* layers of 64 × 64, each ReLU and `Linear`, then the
ten scores. *Depth*, in this lesson, is the number of those hidden layers. Try 2, then 40, with the same width, data,
optimizer and number of steps.
"""

# %%
quiz("17.predict")

# %% [markdown]
r"""
## Explore (9 min)

Each row of the column is a layer, or a block of two with a line around it. Blue bars are the spread of the signal after
it, orange ones the size of dL/dW; a row can be taken out or swapped with its neighbour. **Next stop** leads you through
seven stops. At three of them:

1. Stop 2: forty layers before the first step. What would the orange bars look like if the gradient vanished?
2. Stop 3: a plus sign, and nothing else. What happens to the blue bars?
3. Stop 6: take out a second block, and a third. Then do the same in the plain network.
"""

# %%
DepthExplorer()

# %% [markdown]
r"""
## What you saw (4 min)

The runs are recorded: five starts each, 15 epochs with Adam, and for every kind of network and depth the better of two
learning rates, 0.001 and 0.003. Mean and standard deviation of the share that is read:
"""

# %%
columns = {}
for part, name in enumerate(("training", "test")):
    columns[name] = {
        depth: accuracies("plain", depth)[:, part] for depth in (2, 10, 20, 40)
    }
print(table("hidden layers", columns))

# %%
predicted("17.predict")

# %% [markdown]
r"""
The deeper network reads less of what it *learned from*, too. Overfitting would be the other way round: more of these,
fewer of others. He and others (2015) saw the same in convolutional networks on small photographs, 56 layers worse
than 20 on the training data, and called it **degradation**.

## It is not too weak (6 min)

Perhaps the deep network cannot do what the shallow one does? It can. Take the trained network of 2 layers. Before its
last layer stands a ReLU, and after that no number is negative. The ReLU of a further hidden layer changes none of them,
and one matrix passes on anything that it gets: the **identity**. Put 38 such layers in.

**Your turn.** [Exercise 17.1: As good as two](../exercises/17_residual_networks_exercises.ipynb#17.1-As-good-as-two).

Here is what came of it, for the five starts:
"""

# %%
rows = recorded("insertion")
for name in ("2 layers", "40 layers", "trained on"):
    values = [row[name] for row in rows]
    print(f"{name:10} {np.mean(values):.3f} +- {np.std(values, ddof=1):.3f}")
print("largest difference of a score:", max(row["gap"] for row in rows))
for kind in ("plain", "x + F, zero"):
    found = lesson.better(recorded("longer", kind=kind, depth=40))
    values = [row["training"] for row in found]
    print(f"40 layers, {kind}, 60 epochs: {np.mean(values):.2f}", end=" ")
    print(f"+- {np.std(values, ddof=1):.2f}")

# %% [markdown]
r"""
So among the weights of a 40-layer network there are some that read 0.90, and after five more epochs from there 0.94.
From He's start Adam does not find them in 15 epochs. In 60 it gets most of the way: the deep plain network learns
*slowly*, not never. (The last line is a kind that you will build.)

## Is it the vanishing gradient? (8 min)

"*Residual networks solve the vanishing gradient*", one often reads. Measure. Compare the size of dL/dW (the root of its
mean square) in the first and the last hidden layer, before training, in the median of five starts (*BN* is batch
normalisation in front of each ReLU):
"""

# %%
x, y, *_ = lesson.signals()
print("                         first / last gradient        training")
for kind in ("plain, default start", "plain", "plain + BN"):
    for depth in (20, 40):
        nets = [lesson.build(kind, depth, seed) for seed in range(5)]
        sizes = [lesson.sizes(net, x[:256], y[:256]).gradients for net in nets]
        ratio = np.median([g[0] / g[-1] for g in sizes])
        read = accuracies(kind, depth)[:, 0].mean()
        print(f"{kind:21} {depth} layers {ratio:14.2g} {read:20.2f}")

# %% [markdown]
r"""
Three different things go wrong. With PyTorch's default start the gradient vanishes, and nothing is learned: 0.1 is
guessing. [Lesson 10](10_initialization.ipynb) has the cure, He's start. With it the first layer gets about half the
gradient of the last one, and still the network degrades. And batch normalisation, which helped the eight layers of
lesson 10, harms these: it makes the gradient *grow* on its way back, by about $\sqrt{\pi/(\pi - 1)} \approx 1.21$ a
layer (lesson 10 again): $1.21^{39} \approx 1{,}700$.

He and others wrote as much: their plain networks had healthy gradients, and it is "unlikely" that vanishing gradients
cause the degradation. What else? Move an input by a twentieth of the inputs' spread, which changes nothing you would
see, and compare the gradients of the right answer's score with respect to the input, before and after. 1 means the same
direction, 0 nothing in common. (The last two lines are networks to come.)
"""

# %%
print("20 layers             likeness at the start   loss + 1 at   training")
kinds = "plain, default start", "plain + BN", "plain", "x + F + BN", "x + F, zero"
for kind in kinds:
    nets = [lesson.build(kind, 20, seed) for seed in range(5)]
    like = [lesson.likeness(net, x[:256], y[:256]) for net in nets]
    away = [row["distance"] for row in recorded("valleys", kind=kind)]
    read = accuracies(kind, 20)[:, 0]
    print(f"{kind:20} {np.mean(like):11.2f} +- {np.std(like, ddof=1):.2f}", end="")
    print(f" {f'{np.mean(away):.2f}' if away else '-':>15} {read.mean():12.2f}")

# %% [markdown]
r"""
In plain + BN the gradients of two neighbours have nothing in common, and what helps one is chance for the other:
**shattered gradients** (Balduzzi and others 2017). From the second line on, likeness goes along with what is learned.
That proves nothing: see the first. *Loss + 1 at* is how far the trained weights may move along a random line, as a
share of their own size, before the loss is up by 1: the width of the valleys that famous pictures show (Li and others
2018). The widest is that of plain + BN, which learned least of the four.

## A plus sign (9 min)

If copying is what deep layers fail to learn, give them the copy. Let a few layers compute only the *change*:

$$y = x + F(x)$$

This is a **residual block**; $F$ is its **branch**, and the way around it the **skip connection**. Here $F$ is ReLU,
`Linear`, ReLU, `Linear`. (ReLU in front, so that nothing stands on the skip: **pre-activation**.) Backward, $x$ reaches
$y$ along two paths, and gradients of paths add. With $J$ for the matrix of derivatives of $F$,

$$g_x = g_y + J^T g_y.$$

The first term is $g_y$ itself, not multiplied by anything. A sibling of the exercise, with a branch of one dense layer:
"""

# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(0)
W, example, target = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4)


def loss(x):
    return float(((x + W @ np.maximum(x, 0) - target) ** 2).sum() / 2)


g = example + W @ np.maximum(example, 0) - target  # dL/dy, (4,)
g_x = g + (W.T @ g) * (example > 0)  # the skip, then the branch
worst = relative_error(g_x, numerical_gradient(loss, example)).max()
print(f"largest relative error against differences {worst:.0e}")

# %% [markdown]
r"""
**Your turn.** [Exercise 17.2: A residual
block](../exercises/17_residual_networks_exercises.ipynb#17.2-A-residual-block).

Is that all? At the start the weights of $F$ are random, with mean 0, so $x$ and $F(x)$ are uncorrelated, or nearly so.
He's start gives $F(x)$ about as much variance as $x$ has, and variances of uncorrelated numbers add:

$$\operatorname{Var} y = \operatorname{Var} x + \operatorname{Var} F(x) = 2 \operatorname{Var} x$$

The standard deviation grows by $\sqrt 2$ in every block, by $2^{B/2}$ in $B$ blocks.
"""

# %%
for blocks in (5, 10, 20):
    nets = [lesson.build("x + F", 2 * blocks, seed) for seed in range(5)]
    spreads = [lesson.sizes(net, x[:256], y[:256]).signals for net in nets]
    grown = np.mean([s[-1] / s[0] for s in spreads])
    print(
        f"{blocks:2} blocks: {2 ** (blocks / 2):5.0f} expected, {grown:4.0f} measured"
    )

# %% [markdown]
r"""
There are three cures, and each keeps the plus sign:

- **zero start**: the last layer of each branch is 0. Every block hands on $x$ exactly, whatever the depth.
- *scale*: $y = x + F(x)/\sqrt B$. Each block multiplies the variance by $1 + 1/B$, all of them by less than exp(1) =
  2.72.
- *batch normalisation* in the branch: it divides by the spread of what comes in, so that block $k$ adds
  about 1 to a variance of about $k$. The variance grows like the depth, not like $2^B$.

Here is a 40-layer network with the first cure, in full. Train it:
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
blocks = []
for _ in range(20):
    last = nn.Linear(64, 64)
    blocks += [nn.Residual(nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), last)]
net = nn.Sequential(nn.Linear(40, 64), *blocks, nn.ReLU(), nn.Linear(64, 10))
for parameter in net.parameters():
    if parameter.data.ndim == 2:
        nn.kaiming_normal_(parameter, nonlinearity="relu")
    else:
        nn.zeros_(parameter)
for block in blocks:
    nn.zeros_(block.body[-1].weight)
net = net.to(nn.device())
adam = nn.Adam(net.parameters(), lr=3e-3)
_ = nn.fit(net, nn.CrossEntropyLoss(), adam, x, y, epochs=15, batch_size=64)
print(f"training accuracy {accuracy(nn.predict(net, x), y):.2f}")

# %% [markdown]
r"""
And now all of them, each with its better learning rate. (*Orthogonal* matrices turn what they get; here
they are $\sqrt 2$ times as large.)
"""

# %%
columns = {}
for depth in (2, 10, 40):
    columns[f"{depth} layers"] = {
        kind: accuracies(kind, depth)[:, 0] for kind in lesson.KINDS
    }
print(table("training accuracy", columns))

# %% [markdown]
r"""
The plus sign *alone* reads less at 40 layers than none. With any of the three cures 40 layers learn more of the
signals than 2 plain ones. Nor is a skip the only way: a plain network that starts at the identity (plus noise of 0.01)
reads nearly as much with 40 layers as with 2. What the good starts share is that at first most layers or blocks change
little of what passes through them.

**Your turn.** [Exercise 17.3: Keep the
signal](../exercises/17_residual_networks_exercises.ipynb#17.3-Keep-the-signal).

## Many paths (7 min)

Three blocks in a row, for small changes of the input: multiply out.

$$(I + J_3)(I + J_2)(I + J_1) = I + J_1 + J_2 + J_3 + J_2 J_1 + J_3 J_1 + J_3 J_2 + J_3 J_2 J_1$$

Eight terms, one for each way to go through or around every block: $2^B$ paths. Taking out a block removes the half that
goes through it. In a plain network there is one path, and taking out a layer cuts it. Do it to the trained networks,
one layer or block at a time. *Lost* is training accuracy.
"""

# %%
paths = [math.comb(10, k) for k in range(11)]
print("10 blocks: paths through 0, 1, 2, ... of them", paths)
print("                      whole   lost, median   the first   lost by a swap")
for kind in ("plain", "x + F, zero", "x + F + BN"):
    for depth in (10, 20):
        rows = recorded("lesions", kind=kind, depth=depth)
        whole = np.mean([row["whole"] for row in rows])
        lost = np.array([row["lost"] for row in rows])  # (starts, parts)
        moved = np.median([row["swapped"] for row in rows])
        print(f"{kind:12} {depth} layers {whole:5.2f} {np.median(lost):14.2f}", end="")
        print(f" {np.median(lost[:, 0]):11.2f} {moved:16.3f}")

# %% [markdown]
r"""
In the plain network any layer is worth nearly everything. Of ten blocks with a zero start, half cost two points or less
each, taken out alone, and neighbours can change places unnoticed. Veit and others (2016) conclude that residual
networks "behave like ensembles of relatively shallow networks". Here that holds where there are many blocks and no
batch normalisation. Five blocks make only 32 paths, and each block is missed. And the first block, on which all later
ones build, costs more than most.

**Your turn.** [Exercise 17.4: Take a block
out](../exercises/17_residual_networks_exercises.ipynb#17.4-Take-a-block-out).

## Images (7 min)

A convolutional block is the same sum, with convolutions that keep the size (padding 1). Where a network halves the size
and doubles the channels, $x$ and $F(x)$ no longer have one shape, and there is nothing to add. There the skip gets a
matrix of its own, a **projection shortcut**, $y = P x + F(x)$: a 1 × 1 convolution, at every second place.
"""

# %%
nn.manual_seed(0)
resnet = nn.ResNet(blocks=3, channels=8).to(nn.device())
z = nn.tensor(np.zeros((1, 1, 8, 8), "float32"))
for layer in resnet[:10]:  # five more read the scores off
    z = layer(z)
    skip = getattr(layer, "shortcut", None)
    print(f"{type(layer).__name__:18}{tuple(z.shape)!s:14}", end=" ")
    print("projection" if skip is not None else "")
print(sum(p.numel() for p in resnet.parameters()), "parameters")

# %% [markdown]
r"""
One convolution in front, 18 in blocks and a dense layer: 20 layers, counted as He and others did, who went on to 1,202.
Digits of 8 × 8 pixels need nothing like that, so the question is only whether depth *harms*: 1,348 to learn from, 449
unseen, 15 epochs, five starts. (The last line keeps one convolution of each shape.)
"""

# %%
columns = {"rate 0.001": {}, "rate 0.003": {}}
kinds = [("plain", 20), ("plain + BN", 20), ("x + F, zero", 20), ("x + F + BN", 20)]
for kind, depth in (*kinds, ("plain + BN", 4)):
    for name, rate in zip(columns, (1e-3, 3e-3), strict=True):
        rows = recorded("digits", kind=kind, depth=depth, rate=rate)
        columns[name][f"{kind}, {depth} layers"] = [row["test"] for row in rows]
print(table("unseen digits", columns, digits=3))

# %% [markdown]
r"""
The same 20 layers, normalised, read more digits with a skip than without, at both learning rates. So depth is
affordable. It is not needed: four layers read as many.

**Your turn.** [Exercise 17.5: A ResNet for
digits](../exercises/17_residual_networks_exercises.ipynb#17.5-A-ResNet-for-digits).

## Where it breaks (5 min)

Depth can be trained. What is it good for? Back to the signals, and to those that no network has seen:
"""

# %%
columns = {}
for depth in (2, 10, 20, 40):
    kinds = "plain", "x + F, zero", "x + F + BN"
    columns[f"{depth} layers"] = {kind: accuracies(kind, depth)[:, 1] for kind in kinds}
print(table("test accuracy", columns))

# %% [markdown]
r"""
Nothing, here. Depth has become trainable, and on 2,000 signals forty dense layers learn by heart what two almost did.
What these networks lack is the right assumption: in [lesson 13](13_ml_versus_dl.ipynb) a convolutional network reads
six of seven such signals, from a fifth of the labels. The plus sign was made for depth that is useful: photographs,
and the transformers of [lesson 21](21_attention.ipynb), in which every layer stands in such a block.

**Your turn.** The open one: [Exercise 17.6: Forty plain
layers](../exercises/17_residual_networks_exercises.ipynb#17.6-Forty-plain-layers).

## Recall (2 min)
"""

# %%
quiz("17.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Deeper plain networks read less of their own training data: degradation, and neither overfitting nor, with He's
  start, a vanishing gradient.
- $y = x + F(x)$ passes the signal forward and the gradient back unmultiplied.
- Uncorrelated parts add their variances, so the spread grows by $\sqrt 2$ in each block, unless the branch starts at
  zero, is scaled, or is normalised.
- Many blocks make many paths: one block can go, while a plain layer cannot.
- Depth became trainable. Whether it is useful depends on data and task; here it was not.

### New terms

- **degradation**: a deeper network reads less of its training data than a shallow one.
- **identity**: the function, or matrix, that passes on what it gets.
- **shattered gradients**: gradients that have little in common at inputs close to each other.
- **residual block**: layers whose output is added to their input, y = x + F(x).
- **branch**: F, the layers of a residual block.
- **skip connection**: the way of x around the branch (also *shortcut*).
- **pre-activation**: the order within a branch in which the activation comes before the weights, so that the skip is
  left bare.
- **zero start**: the last layer of each branch is 0 before training.
- **projection shortcut**: a matrix, or 1 × 1 convolution, on the skip where the shape changes.

### Sources

- He, Zhang, Ren, Sun (2016), ["Deep residual learning for image recognition"](https://doi.org/10.1109/CVPR.2016.90),
  sections 4.1 and 4.2; on arXiv since [2015](https://arxiv.org/abs/1512.03385).
- He, Zhang, Ren, Sun (2016), ["Identity mappings in deep residual networks"](https://arxiv.org/abs/1603.05027):
  pre-activation.
- Balduzzi and others (2017), ["The shattered gradients problem"](https://arxiv.org/abs/1702.08591).
- Yang and others (2019), ["A mean field theory of batch normalization"](https://arxiv.org/abs/1902.08129): growth
  without skips.
- Zhang, Dauphin, Ma (2019), ["Fixup initialization"](https://arxiv.org/abs/1901.09321): a zero start in place of
  normalisation.
- De, Smith (2020), ["Batch normalization biases residual blocks towards the identity function in deep
  networks"](https://arxiv.org/abs/2002.10444).
- Veit, Wilber, Belongie (2016), ["Residual networks behave like ensembles of relatively shallow
  networks"](https://arxiv.org/abs/1605.06431).
- Li and others (2018), ["Visualizing the loss landscape of neural nets"](https://arxiv.org/abs/1712.09913): the
  pictures of valleys.
- Prince (2023), ["Understanding deep learning"](https://udlbook.github.io/udlbook/), chapter 11.
"""
