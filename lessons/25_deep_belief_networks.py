# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- stack restricted Boltzmann machines, and say which way each connection of the stack points;
- let a stack dream, also of a class that you ask for, and measure its dreams;
- judge "pretraining helps" by the number of labels, the depth and the rival.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import boltzmann
from nnlearn.checks import predicted, quiz
from nnlearn.datasets import draw_labels
from nnlearn.explorers import DreamExplorer
from nnlearn.lessons import deep_belief_networks as lesson
from nnlearn.lessons.deep_belief_networks import measured, recorded, spread
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

In 2006 networks with many dense layers had a bad name: from random weights they learned poorly. Then Hinton, Osindero
and Teh trained one layer after the other *without labels*, and deep learning began again. Were they right, and what is
left of it? You have 1,348 digits, 20 of them with a label, and networks with four hidden layers. All starts are tuned
with the same care.
"""

# %%
quiz("25.predict")

# %% [markdown]
r"""
## Explore (8 min)

A network that has seen 1,078 black and white digits stands upright: the picture at the bottom, hidden cells above it,
and cells for the label at the top. **Next stop** leads you through seven stops. At three of them:

1. Stop 3: after 30 sweeps there are strokes. Which layers have argued, and which were only passed?
2. Stop 4: the same cells, but each pixel drawn. Which of the two pictures is a sample?
3. Stop 6: one cell at the top is turned over, and a 9 becomes an 8. How many cells do nothing?
"""

# %%
DreamExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Going up, a picture excites cells, and those excite others: a guess at what made the picture. To dream, the network
does not go up at all. The top two layers argue until they agree, and the result falls down through the others, once.
The smooth pictures are probabilities; what the model really says are draws, and they are grainy.

## A machine on a machine (7 min)

A restricted Boltzmann machine (RBM) of [lesson 24](24_boltzmann_machines.ipynb) has visible cells v, hidden cells h and
weights W of shape (visible, hidden); given v, each hidden cell is on with probability $\sigma(vW + c)$. For a
picture, these probabilities are a new description. So train a first RBM on the pictures, keep it as it is, and give
the probabilities to a second RBM as *its* data, and so on: **greedy layer-wise training**. The result is a *stack*.
Sending a picture up through it is the **recognition pass**. No label is needed.
"""

# %% tags=["nbval-ignore-output"]
x, y, x_test, y_test = lesson.grey()  # (1348, 64), (1348,), (449, 64), (449,)
nn.manual_seed(0)
dbn = nn.DBN([64, 100, 100, 100, 100], std=0.05).double()
histories = dbn.pretrain(x, momentum=0.9, rng=np.random.default_rng(0))
for layer, (h, history) in enumerate(zip(dbn.up(x), histories, strict=True), 1):
    first, last = history.loss[0], history.loss[-1]
    print(f"layer {layer}: cells {h.shape}, on {h.mean():.2f} of the time,", end=" ")
    print(f"reconstruction error {first:.1f} -> {last:.1f} nats")

# %% [markdown]
r"""
(Each machine learns by CD-1. What it sees, grey pixels or probabilities, is drawn as zeros and ones, again in every
epoch. Each error is about other data: compare along a line, not down.) "Greedy" means that a finished layer stays as it
is, though it could adapt to the next one. So the steps do not follow the gradient of any one loss of the whole network.

**Your turn.** [Exercise 25.1: All the way
up](../exercises/25_deep_belief_networks_exercises.ipynb#25.1-All-the-way-up), [Exercise 25.2: One on top of the
other](../exercises/25_deep_belief_networks_exercises.ipynb#25.2-One-on-top-of-the-other).

## Which way the arrows point (10 min)

What does the stack say about pictures? The connections of an RBM are *undirected*: v and h pull at each other.
But the first machine's opinion of how its hidden cells are distributed has been replaced by the second machine's. What
is left of the first is $p(v \mid h_1)$, a **directed connection**, downwards:

$$p(v, h_1, h_2) = p(v \mid h_1)\; p(h_1, h_2)$$

with the top RBM in $p(h_1, h_2)$ and layers counted from the picture. This is a **deep belief network** (DBN). It is
easily mistaken for two other models:
"""

# %% tags=["hide-input"]
fig, axes = figure(columns=3, height=2.2)
graphs = {
    "deep belief network": ("<-", "<-", "<->"),
    "deep Boltzmann machine": ("<->", "<->", "<->"),
    "classifier": ("->", "->", "->"),
}
for ax, (name, arrows) in zip(axes, graphs.items(), strict=True):
    last = "scores" if name == "classifier" else "$h_3$"
    for level, text in enumerate(["$v$", "$h_1$", "$h_2$", last]):
        ax.text(0.5, level, text, ha="center", va="center")
    for level, style in enumerate(arrows):
        line = {"arrowstyle": style, "linewidth": 1.5}
        ax.annotate("", (0.5, level + 0.8), (0.5, level + 0.2), arrowprops=line)
    ax.set(xlim=(0, 1), ylim=(-0.4, 3.4), title=name)
    ax.axis("off")
show(
    fig,
    alt="three columns of layers; deep belief network: down, down, both ways at the "
    "top; deep Boltzmann machine: both ways everywhere; classifier: up everywhere",
    caption="The same layers, three models.",
)

# %% [markdown]
r"""
In a deep Boltzmann machine (Salakhutdinov and Hinton 2009) every layer listens to both neighbours; a classifier has
only the way up. In a DBN the way up, $q(h_1 \mid v)$, does not belong to the model at all. It is a guess at the true
$p(h_1 \mid v)$. There cells depend on each other: if one explains the ink, another need not be on. q decides for each
cell alone. Only in the top RBM is it exact.

So this is how to *dream*: let the top two layers take turns for many sweeps (Hinton calls them an **associative
memory**), then go down once, the **generative pass**, with a draw at every layer.

**Your turn.** [Exercise 25.3: Dream](../exercises/25_deep_belief_networks_exercises.ipynb#25.3-Dream).

If ten label cells stand beside the visible cells of the top RBM, and learn with them, you can ask for a digit: keep its
label cell on, the other nine off.
"""

# %% tags=["hide-input"]
asked = np.arange(10)
rows = []
for depth, draws in ((1, True), (2, True), (3, True), (2, False)):
    rng = np.random.default_rng(1)
    dreamer = lesson.dreamer(depth)
    rows.append(dreamer.dream(10, 300, labels=asked, draws=draws, rng=rng))
fig, ax = figure(height=2.8)
images(ax, np.concatenate(rows).reshape(-1, 8, 8), columns=10, limits=(0, 1))
show(
    fig,
    alt="four rows of ten dreamed digits, 0 to 9; the first three rows are black and "
    "white and grainy, the last one is smooth",
    caption="Asked for 0 to 9: draws of one, two and three layers; last row: the "
    "second row's states, shown as probabilities.",
)

# %% [markdown]
r"""
The last row is what papers like to print: the mean of many draws, and no draw looks like it. Now measure, five networks
of each depth, with the judges of [lesson 22](22_autoencoders.ipynb). *Read as asked*: the share of dreams
that a separate reader takes for the digit that was asked for. The other columns judge dreams without a wish. *Made,
real*: how often a picture's nearest neighbour is of its own kind, 0.5 if nobody can tell. *Precision*: the share of the
made that lie among the real; *recall*: the reverse.
"""

# %%
held = lesson.binary()
real = (lesson.read(held.x_test).argmax(axis=1) == held.y_test).mean()
print(f"the reader reads {real:.2f} of real digits right")
print("shown     layers  read as asked    made  real  precision  recall")
for shown in ("draws", "p > 1/2"):
    for depth in (1, 2, 3):
        asked = measured(depth, f"read as asked, {shown}")
        print(f"{shown:8} {depth:7} {spread(asked):>14}", end="  ")
        for name, width in (("made", 6), ("real", 6), ("precision", 11), ("recall", 8)):
            name = f"{name} alone" if width == 6 else name
            value = np.mean(measured(depth, f"free, {shown}: {name}"))
            print(f"{value:{width}.2f}", end="")
        print()

# %% [markdown]
r"""
Read the draws downwards: a second or third layer improves nothing by more than a few hundredths, and the deeper
networks obey less often. Then compare the halves. With each pixel put on its likelier side the same states look better,
and are poorer: precision rises, recall falls, and now the made lie among their own kind.

## The duel of starts (12 min)

The other use made history. Turn the stack into a network: transposed, its W are the weights of dense layers, its c
their biases. Put a layer for ten classes on top. The stack was the pretraining, as in [lesson
23](23_semi_supervised.ipynb); now fine-tune the whole network on the labels (Bengio and others 2007).

**Your turn.** [Exercise 25.4: From dream to
classifier](../exercises/25_deep_belief_networks_exercises.ipynb#25.4-From-dream-to-classifier).

Against whom? A weak rival is easy to find: sigmoid layers with weights from N(0, 0.01²), *small*. As in [lesson
10](10_initialization.ipynb), on the way back a layer multiplies the signal's spread by
$f'(z) \cdot \text{std} \cdot \sqrt{100}$. At 0 the sigmoid's slope is ¼, so that is 1/40 per layer. Xavier's start
has std 0.1 here and gives ¼; four times as much would give 1, if the sums stayed near 0.
"""

# %% tags=["nbval-ignore-output"]
known = draw_labels(y, 100, balanced=True, seed=0)
print("gradient of the weights of layer     1       2       3       4")
for name in lesson.STARTS:
    net = lesson.start(name, 4, dbn=dbn, side=nn)
    nn.backprop(net, nn.CrossEntropyLoss(), x[known], y[known])
    norms = [np.linalg.norm(nn.to_numpy(net[2 * i].weight.grad)) for i in range(4)]
    print(f"{name:32}" + "".join(f"{norm:8.0e}" for norm in norms))

# %% [markdown]
r"""
The stack is the old cure: its gradients keep their size within a factor of five. ReLU's do too, those of 4 x Xavier
within eight, and these two starts need no pictures. One round of the duel, with settings chosen on other draws (percent
read right):
"""

# %% tags=["nbval-ignore-output"]
for labels in (20, 100):
    known = draw_labels(y, labels, balanced=True, seed=0)
    print(f"{labels} labels: ", end="")
    for name in lesson.STARTS:
        net = lesson.start(name, 4, dbn=dbn, side=nn)
        setting = lesson.chosen(name, labels, 4)
        lesson.fine_tune(net, x[known], y[known], *setting, side=nn)
        right = lesson.right(net, x_test, y_test, side=nn)
        print(f"{name} {100 * right:.1f}", end="  ")
    print()

# %% [markdown]
r"""
The whole duel has ten draws of labels, balanced over the digits (five seeds where all have one), and five stacks, which
see all 1,348 pictures. Fine-tuning takes 200 steps, 440 with all labels. Each start may choose among twelve settings,
on two other draws and 270 digits that are not the test: SGD or AdamW with three rates each, which fall to 0, and two
weight decays or, for the stack, two momenta of its pretraining. Percent read right:
"""

# %%
print(lesson.duel())
predicted("25.predict")

# %% [markdown]
r"""
And draw by draw, the stack against ReLU with He's start:
"""

# %%
print(lesson.wins("stack", "ReLU, He"))

# %% [markdown]
r"""
At two layers all starts learn (one small network got stuck, hence the ± 17.4). At four, small weights hardly get going
in so few steps: that was the trouble in 2006, and the stack is a cure. (Xavier's start, of 2010, was made for tanh, and
limps.) But four times its spread, or ReLU, cures it too, in one line. Against *them* it is the labels that count. With
20, the stack is ahead in every draw, since its layers have been shaped by 1,348 pictures and the others by 20. With
100, about a point is left. With all, it is one to five of the same 449 digits, and partly luck in choosing among nearly
equal settings.

## What the theorem promises (10 min)

The other half of the story is a proof, told in
[talks](https://www.cs.toronto.edu/~hinton/talks/msr10_files/slide0092.htm) like this: with another layer "we get a
better model". For any q, write $p(v)$ as a mean over q; the logarithm of a mean is at least the mean of the logarithms
(Jensen):

$$\log p(v) = \log \sum_{h} q(h \mid v)\, \frac{p(h)\, p(v \mid h)}{q(h \mid v)}
\;\ge\; \sum_{h} q(h \mid v)\, \big[\log p(h) + \log p(v \mid h)\big] + \text{entropy of } q$$

The right side is the evidence lower bound of [lesson 22](22_autoencoders.ipynb), too low by the KL divergence from q
to the true $p(h \mid v)$. Keep the first machine, q and $p(v \mid h)$, and find a $p(h)$ that suits the q's of all data
(the **aggregated posterior**) better: the bound rises. And where to begin? Take the first machine *upside down*:
$W' = W^\top$, $b' = c$, $c' = b$, with as many cells at the top as there are pixels. Its free energy of h is

$$F'(h) = -c \cdot h - \sum_i \log\big(1 + \exp(b_i + (W h)_i)\big)$$

which is what is left of $E(v, h)$ when v is summed out. So $p'(h) = p(h)$, nothing has changed, and the bound is exact:
from here, whatever raises it leaves log p above its old value. With 12 hidden cells everything can be summed, over
4,096 states:
"""

# %% tags=["nbval-ignore-output"]
v = lesson.binary().x_test  # (449, 64), black and white
small = lesson.first_machine(side=nn)  # 64-12-64, of which the lower machine is trained
one = boltzmann.log_p(small.layers[0], v)
small.upside_down(1)
two = boltzmann.deep_log_p(small, v)
bound = boltzmann.deep_bound(small, v)
print(f"one machine: mean log p {one.mean():.3f}")
print(f"upside down: log p differs by at most {abs(two - one).max():.0e},", end=" ")
print(f"the bound by {abs(bound - one).max():.0e}")
small.pretrain(lesson.binary().x, layer=1, epochs=100, lr=0.4, chains=100)
two, bound = boltzmann.deep_log_p(small, v), boltzmann.deep_bound(small, v)
print(f"then trained: log p {two.mean():.3f}, bound {bound.mean():.3f}")

# %% [markdown]
r"""
Both have risen, even on unseen pictures, of which the theorem says nothing. Nor does it say by how much. Held-out nats,
five seeds; *then*: what learns for another 100 epochs, at the best of four rates:
"""

# %%
names = {
    "upside down": "second machine, upside down",
    "random": "second machine, random start",
    "trained on": "no second machine: train on",
    "16 cells": "one machine with 16 cells",
}
print("then                          after 100 epochs  after 200      gain")
for kind, name in names.items():
    rows = recorded("bound", kind=kind)
    first, last = (np.array([row[part] for row in rows]) for part in ("one", "after"))
    print(f"{name:30} {spread(first):>15} {spread(last):>15}", end="")
    print(f" {(last - first).mean():+8.2f}")

# %% [markdown]
r"""
A second machine is worth nearly two tenths of a nat, in four of five seeds more than training the first one on. But it
owes little to its clever start: from a random one it ends almost as high. And a single machine with four more hidden
cells, for a third of the parameters of a second machine, beats all of these by more than a third of a nat. The theorem
does not say what else you could have bought.

**Your turn.** [Exercise 25.5: Exactly, once
more](../exercises/25_deep_belief_networks_exercises.ipynb#25.5-Exactly,-once-more).

## On a GPU (2 min)

The course takes its random numbers from NumPy, so that both sides dream the same. They would have to travel to a GPU in
every sweep; so draw them there, with `torch.bernoulli`:
"""

# %%
from nnlearn.torch import device

# %% tags=["nbval-ignore-output"]
where = device()  # a GPU, if there is one
import time

import torch

top = lesson.dreamer(2).layers[-1]
W, b, c = (
    torch.tensor(part.data, dtype=torch.float32, device=where)
    for part in (top.weight, top.visible_bias, top.hidden_bias)
)
for dreams in (10, 1000):
    h = torch.full((dreams, 110), 0.5, device=W.device).bernoulli()
    began = time.perf_counter()
    for _ in range(100):
        top_cells = torch.bernoulli(torch.sigmoid(h @ W + c))
        h = torch.bernoulli(torch.sigmoid(top_cells @ W.T + b))
    h.sum().item()  # waits for the device
    print(f"{dreams:5} dreams, 100 sweeps: {time.perf_counter() - began:.3f} s")

# %% [markdown]
r"""
Sweeps must wait for each other, dreams need not: a GPU is for thousands at once.

## Where it breaks (4 min)

Do higher layers hold better features? Freeze the stacks, and let logistic regression read each layer, its penalty tuned
on the same other draws. Below, label spreading of [lesson 23](23_semi_supervised.ipynb), which has no network and sees
all pictures. Percent read right:
"""

# %%
print("                       20            100           1348 labels")
for name in ("pixels", "layer 1", "layer 2", "layer 3", "layer 4", "label spreading"):
    print(f"{name:15}", end="")
    for labels in (20, 100, 1348):
        rows = recorded("features", name=name, labels=labels)
        print(f"{spread([100 * row['right'] for row in rows], 1):>14}", end="")
    print()

# %% [markdown]
r"""
With 20 labels all layers are equally good, and as good as the whole network, fine-tuned: one layer that has seen the
pictures was enough. With more labels, higher is *worse*: each layer throws away what the labels could have used. With
all labels, fine-tuning brings it back. And with 20 and 100 labels, label spreading is far ahead of every start.

**Your turn.** The open one: [Exercise 25.6: Twenty
labels](../exercises/25_deep_belief_networks_exercises.ipynb#25.6-Twenty-labels).

So what was it that 2006 solved? How to *start* a deep network of sigmoids. Other answers followed: Xavier, for tanh
(2010), ReLU (2011: "can reach their best performance without requiring any unsupervised pre-training", with large
labelled data; Glorot and others), He (2015), normalisation. And pretraining came back where labels are few and data
without them plenty, with other tasks: to predict what comes next, like the GPT of [lesson 21](21_attention.ipynb).
[Lesson 26](26_gans.ipynb) dreams in another way.

## Recall (2 min)
"""

# %%
quiz("25.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A stack is trained greedily, each restricted Boltzmann machine on the hidden cells of the one below, without labels.
- A deep belief network goes both ways at the top and down below it; the way up is only a guess.
- To dream, let the top argue, and go down once. Judge draws, not probabilities, which are prettier and poorer.
- A second machine can raise a bound. By how much is not promised, and here more cells in one machine did more.
- Pretraining pays where labels are few; a good random start, which costs one line, catches up as they become many.

### New terms

- **greedy layer-wise training**: one layer after the other, each on what the finished ones make of the data.
- **recognition pass**: the way up, q, a guess at the hidden cells.
- **directed connection**: one that goes one way: a cell is drawn, given the other; undirected, both pull at each other.
- **deep belief network**: a restricted Boltzmann machine at the top, directed layers down from it; DBN.
- **associative memory**: the top two layers, which take turns until they agree.
- **generative pass**: the way down, p, with a draw at every layer.
- **aggregated posterior**: the mean of q over all data.

### Sources

- Hinton, Osindero, Teh (2006), ["A fast learning algorithm for deep belief
  nets"](https://doi.org/10.1162/neco.2006.18.7.1527).
- Bengio, Lamblin, Popovici, Larochelle (2007), "Greedy layer-wise training of deep networks".
- Salakhutdinov, Hinton (2009), "Deep Boltzmann machines".
- Erhan and others (2010), "Why does unsupervised pre-training help deep learning?".
- Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks".
- Glorot, Bordes, Bengio (2011), "Deep sparse rectifier neural networks".
- He and others (2015), ["Delving deep into rectifiers"](https://arxiv.org/abs/1502.01852).
- Salakhutdinov, Murray (2008), ["On the quantitative analysis of deep belief
  networks"](https://homepages.inf.ed.ac.uk/imurray2/pub/08dbn_ais/).
"""
