# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- derive the backward pass of a dense layer, an activation and cross-entropy, shape by shape;
- check a gradient, and recognise six classic bugs by the pattern they leave;
- train a network that reads handwritten digits with nothing but NumPy, and say what each of the four steps does.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import BackpropExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.metrics import accuracy
from nnlearn.plots import DIVERGING, curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

Networks that read cheques, translate texts or recommend songs get their weights in one way: an error is sent back
through the layers, and each weight moves accordingly. At the end of this lesson you will have written that yourself, in
some twenty lines of NumPy, and your lines will read 97 % of 8 × 8 digits that they have never seen.

[Lesson 08](08_chain_rule.ipynb) sent derivatives back through single numbers. A network is the same graph with
thousands of numbers, or billions; in matrices, a few lines serve for all. Lessons 06 and 07 used backpropagation as a
black box, in lesson 07 under the name `nn.backprop`. This lesson opens it.
"""

# %%
quiz("09.predict")

# %% [markdown]
r"""
## Explore (9 min)

A network with 4 inputs, two hidden layers of 5 units and 3 outputs looks at twelve irises. For one flower you see the
signals of each layer, and on their right its *error signal* dL/dz: how much the loss would change with each weighted
sum z of the layer. Between them stand the weights W with the biases as a last column, and under them their gradients
over all twelve flowers. Green is one weight that you follow; click another, if you like. Thin frames mark the sum
that this step forms, and below you see it term by term.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 2: forward. Then press **Step** until the end. In which order do signals, errors and gradients appear?
2. Stop 5: the gradient of the green weight. Which two numbers does it need from each flower?
3. Stop 7: a bug. Each wrong number gets a cross. Then try the other five bugs: which of them leave something right,
   and what?
"""

# %%
BackpropExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Signals go forward, from left to right. Errors come back, from right to left. The gradient of a weight needs both: the
signal that went into the weight, times the error that came back to its unit, added up over the flowers. So the last
layer has its gradients first. The value of the weight itself is not in its own gradient; it is needed to send the error
further back.

And a bug leaves a fingerprint. One spoils only the column of biases. Another spares the last layer; a third scales
every gradient by the same factor. Check your gradients, read the fingerprint, and you know where to look.

## From numbers to matrices (13 min)

A dense layer computes $Z = X W^T + b$ for a batch of N examples: X is (N, in), W is (out, in), Z is (N, out). From the
right comes the **error signal** $g_Z = \partial L/\partial Z$, in the shape of Z. What is $\partial L/\partial W$?

Take one weight, $W_{ij}$, from input $j$ to unit $i$. It acts on $z_{ni}$ in every example $n$, with slope $x_{nj}$. An
input $x_{nj}$ acts on every unit $i$, with slope $W_{ij}$, but only in its own example. A bias $b_i$ acts on its unit
in every example, with slope 1. Sum over the paths, as in lesson 08; here $g_{ni}$ is an entry of $g_Z$:

$$\frac{\partial L}{\partial W_{ij}} = \sum_n g_{ni}\, x_{nj} \qquad
\frac{\partial L}{\partial b_i} = \sum_n g_{ni} \qquad
\frac{\partial L}{\partial x_{nj}} = \sum_i g_{ni}\, W_{ij}$$

Here is one entry of each for a batch of three, next to a measurement: the **central difference** of lesson 03, which
moves the number by ε up and down and divides the change of the loss by 2ε.
"""

# %%
rng = np.random.default_rng(0)
x, weight, bias = rng.normal(size=(3, 4)), rng.normal(size=(2, 4)), np.zeros(2)
g = rng.normal(size=(3, 2))  # (N, out): an error signal, as if it had just arrived


def loss_of_layer(x, weight, bias):
    return float((g * (x @ weight.T + bias)).sum())  # so that dL/dZ is g


# the loss as a function of the weights alone, then of the biases, then of the inputs
measured = numerical_gradient(lambda w: loss_of_layer(x, w, bias), weight)[1, 2]
by_hand = sum(g[n, 1] * x[n, 2] for n in range(3))
print(f"dL/dW[1, 2]: by hand {by_hand:7.4f}, measured {measured:7.4f}")
measured = numerical_gradient(lambda b: loss_of_layer(x, weight, b), bias)[1]
by_hand = sum(g[n, 1] for n in range(3))
print(f"dL/db[1]:    by hand {by_hand:7.4f}, measured {measured:7.4f}")
measured = numerical_gradient(lambda v: loss_of_layer(v, weight, bias), x)[0, 2]
by_hand = sum(g[0, i] * weight[i, 2] for i in range(2))
print(f"dL/dx[0, 2]: by hand {by_hand:7.4f}, measured {measured:7.4f}")

# %% [markdown]
r"""
Two of these sums are entries of matrix products. Of which matrices, in which order, and which of them transposed? That
is your part.

**Your turn.** [Exercise 09.1: a dense layer
backward](../exercises/09_backpropagation_exercises.ipynb#09.1-A-dense-layer-backward).

Solved it? Then you have found two products and a sum:

$$g_W = g_Z^T X \qquad\qquad g_b = \text{the sum of the rows of } g_Z \qquad\qquad g_X = g_Z\, W$$

### Through an activation

$H = f(Z)$, element by element. Each element has one path back, so its error is multiplied by one slope:
$g_Z = g_H \odot f'(Z)$, where ⊙ multiplies element by element. For the sigmoid of lesson 03 the slope can be had from
what the layer handed on, $f'(z) = h\,(1 - h)$, so nothing has to be computed again.
"""

# %%
z, g_h = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
h = 1 / (1 + np.exp(-z))
g_z = g_h * h * (1 - h)
measured = numerical_gradient(lambda z: float((g_h / (1 + np.exp(-z))).sum()), z)
print("by the formula:", g_z[0].round(6))
print("measured:      ", measured[0].round(6))
for kept in (0.5, 0.99):
    print(f"a unit with h = {kept} passes on {kept * (1 - kept):.4f} of its error")

# %% [markdown]
r"""
Where a unit is saturated the slope is nearly 0, and the error all but stops.

**Your turn.** The same for tanh: [Exercise 09.2: through the
activation](../exercises/09_backpropagation_exercises.ipynb#09.2-Through-the-activation).

### Where it begins

At the end are softmax and cross-entropy. As in lesson 05, for one example with logits $z$ and right class $c$

$$\ell = -\log p_c = -z_c + \log \sum_k \exp z_k$$

In one $z_j$ the second term has the slope $\exp z_j / \sum_k \exp z_k = p_j$, the first $-1$ if $j = c$ and 0
otherwise: $p_j - y_j$, prediction minus one-hot target. The loss of a batch is the mean over its N examples, so the
first error signal is

$$g_Z = \frac{P - Y}{N}$$
"""

# %%
z = rng.normal(size=(3, 4))  # logits of three examples
y = np.eye(4)[[2, 0, 3]]  # their classes, one-hot


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


g_z = (softmax(z) - y) / 3
measured = numerical_gradient(lambda z: float(-(y * np.log(softmax(z))).sum() / 3), z)
print("by the formula:", g_z[0].round(6))
print("measured:      ", measured[0].round(6))
print(f"sums of the three rows: at most {abs(g_z.sum(axis=1)).max():.6f}")

# %% [markdown]
r"""
What one class gains the others lose: each row adds up to 0.

## Check it (12 min)

A wrong gradient raises no error, and you will see below that a network can even train with it. So gradients are
checked, every one of them. `gradcheck` does it for a whole model, in float64.
"""

# %%
digits = datasets.digits()
seen, (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
images, labels = seen
nn.manual_seed(0)
small = nn.Sequential(nn.Linear(64, 8), nn.Tanh(), nn.Linear(8, 10)).double()
small = small.to(nn.device())
x64 = nn.tensor(images[:5], dtype="float64")
print(gradcheck(small, nn.CrossEntropyLoss(), x64, nn.tensor(labels[:5])))

# %% [markdown]
r"""
Read the table like a sceptic. It reports the *largest* error of each parameter, so that one wrong weight cannot hide
among thousands. And it counts only what was compared. Sixteen pixels are 0 in all five pictures, so the gradients of
their 16 · 8 weights are 0 on both sides; many a wrong formula would give 0 there too, and such an agreement proves
nothing. A **kink**, such as the corner of a ReLU, is skipped as well, since the slopes on its two sides differ.

How small should the step ε be? The error of a central difference has two parts. The bend itself cancels between the two
sides; how it changes does not, and costs about $\varepsilon^2$. And the two losses are rounded, which costs about
$10^{-16}/\varepsilon$ in float64. Make ε smaller and the first falls while the second rises: a U.
"""


# %%
def f(v):
    return np.exp(np.sin(v))


steps = 10.0 ** np.arange(-1, -13, -0.5)
slope = f(1.0) * np.cos(1.0)
errors = {}
for name, kind in (("float64", np.float64), ("float32", np.float32)):
    found = np.array([(f(kind(1 + e)) - f(kind(1 - e))) / kind(2 * e) for e in steps])
    errors[name] = np.maximum(np.abs(found - slope) / slope, 1e-13)
fig, ax = figure(height=2.8)
curve(ax, errors, x=steps, xlabel="step ε", ylabel="relative error")
ax.set(xscale="log", yscale="log")
sharp = [name for name, error in errors.items() if error.min() < 1e-8]
show(
    fig,
    alt="relative error of a central difference against the step, on logarithmic "
    "scales: "
    "a U for float64 with its floor near a step of 1e-5, and another for float32 whose "
    "floor is millions of times higher",
    caption="Too large a step suffers from the shape of the function, too small a one "
    "from rounding. "
    f"An error below 1e-8 is reached in {' and '.join(sharp)} alone.",
)

# %% [markdown]
r"""
In float32 the best you get is a few digits, and you would have to guess the step; small gradients drown in rounding.

**Your turn.** [Exercise 09.3: check a gradient](../exercises/09_backpropagation_exercises.ipynb#09.3-Check-a-gradient).
Then put your parts together: [Exercise 09.4: a whole network
backward](../exercises/09_backpropagation_exercises.ipynb#09.4-A-whole-network-backward).

## The whole pass on one page (8 min)

For a network of $M$ layers, with $H_0 = X$ the input; in this table $k$ counts the layers, from 1:

| | for | compute | shape |
|---|---|---|---|
| forward | $k = 1 \ldots M$ | $Z_k = H_{k-1} W_k^T + b_k$ | (N, units of k) |
| | | $H_k = f(Z_k)$, at the end $P$ = softmax | (N, units of k) |
| begin | $k = M$ | $g_{Z_M} = (P - Y)/N$ | (N, classes) |
| gradients | $k = M \ldots 1$ | $g_{W_k} = g_{Z_k}^T H_{k-1}$ | as $W_k$ |
| | | $g_{b_k}$ = the sum of the rows of $g_{Z_k}$ | as $b_k$ |
| back | $k = M \ldots 2$ | $g_{Z_{k-1}} = (g_{Z_k} W_k) \odot f'(Z_{k-1})$ | (N, units of k - 1) |

The last four rows are what Michael Nielsen calls the four fundamental equations. `nn.backprop` is no more than this
table: each layer of the NumPy side keeps on the way forward what it will need, a dense layer its input, tanh its
output, and its `backward` takes the error signal of its output, adds to the gradients of its parameters, and returns
the error signal of its input. Here are its lines, opened.
"""

# %%
import nnlearn.numpy as ours  # by name: on the PyTorch side autograd does this part


def network(side):
    return side.Sequential(side.Linear(64, 32), side.Tanh(), side.Linear(32, 10))


model, criterion = network(ours), ours.CrossEntropyLoss()

prediction = model(images[:32])  # forward, layer after layer
loss = criterion(prediction, labels[:32])
g = criterion.backward()  # (P - Y) / N
for layer in reversed(list(model)):  # from the last layer to the first
    print(f"{layer!s:50} arriving {g.shape}", end="")
    g = layer.backward(g)
    print(f", passed on {g.shape}")
opened = [p.grad.copy() for p in model.parameters()]

model.zero_grad()
ours.backprop(model, criterion, images[:32], labels[:32])  # the black box
for mine, p in zip(opened, model.parameters(), strict=True):
    apart = np.abs(mine - p.grad).max()
    print(f"gradient {p.grad.shape!s:8}: at most {apart:.6f} from that of nn.backprop")

# %% [markdown]
r"""
What does it cost? Count multiplications. Forward, a layer needs one matrix product; backward, two of the same size, one
for $g_W$ and one for $g_X$ (which the first layer can leave out). So the backward pass of a deep network costs about
two forward passes, however many weights there are. And every $H_k$ is kept until the error comes back, so memory grows
with the batch and the depth.
"""

# %%
for sizes in ([64, 32, 10], [64] + [256] * 10 + [10]):
    products = [sizes[k] * sizes[k + 1] for k in range(len(sizes) - 1)]  # per example
    forward_cost, backward_cost = sum(products), sum(products) + sum(products[1:])
    weights_and_biases = sum(products) + sum(sizes[1:])
    ratio = backward_cost / forward_cost
    print(f"{len(products):2} layers, {weights_and_biases:,} parameters:", end=" ")
    print(f"backward / forward = {ratio:.2f};", end=" ")
    print(f"central differences need {2 * weights_and_biases:,} forward passes")

# %% [markdown]
r"""
That is why networks are trained by backpropagation, and differences serve as its judge.

## The four steps (5 min)

Training is four steps, over and over:

1. **forward**: run the batch, keep what each layer will need;
2. **backward**: from the loss to the first layer, one error signal after the other, a gradient for each parameter;
3. **update**: the optimizer changes the parameters;
4. **evaluate**: look at data that were not trained on, and decide whether to continue.

In this course, **backpropagation** is step 2: it computes gradients and changes nothing. The name is used in two ways.
Rumelhart, Hinton and Williams (1986), who made it famous, mean all of training: their procedure "repeatedly adjusts the
weights". Goodfellow, Bengio and Courville (2016, section 6.5) keep the word for the gradients, as we do. Change the
optimizer, and step 2 stays the same. Watch the weights through the steps.
"""

# %%
nn.manual_seed(0)
net = network(nn).to(nn.device())
criterion, optimizer = nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.2)


def weights():
    return np.concatenate([nn.to_numpy(p).ravel().copy() for p in net.parameters()])


before, count = weights(), len(weights())
optimizer.zero_grad()
loss = nn.backprop(net, criterion, images[:32], labels[:32])  # steps 1 and 2
changed = int((weights() != before).sum())
print(f"parameters changed by backward: {changed} of {count:,}")
optimizer.step()  # step 3
print(f"largest change by the update:   {np.abs(weights() - before).max():.2f}")
share = accuracy(nn.predict(net, unseen), unseen_labels)  # step 4
print(f"unseen digits read after one step: {share:.1f}")

# %%
predicted("09.predict")

# %% [markdown]
r"""
## Six bugs, by your own hand (15 min)

Here is the backward pass of the explorer's network, whole. In code, `dW` is $g_W$, `grad` is the error signal on its
way back, and the layers are counted from 0: `W[1]` is $W_2$. Run it once as it is.
"""

# %%
from nnlearn.lessons import backpropagation as lesson
from nnlearn.lessons.backpropagation import BUGS, fingerprint, forward, run, train

flowers, kinds = lesson.data()  # (12, 4) and (12,)
W, b = lesson.parameters(0)  # three of each
x, h1, h2, p = forward(flowers, W, b)
y = np.eye(3)[kinds]

# %% tags=["try"]
dW, db = [0, 0, 0], [0, 0, 0]  # reset
grad = (p - y) / 12
for k, h in ((2, h2), (1, h1), (0, x)):  # from the last layer to the first
    dW[k] += grad.T @ h
    db[k] += grad.sum(axis=0)
    grad = (grad @ W[k]) * (1 - h**2)  # for k = 0 nothing needs it
fingerprint(dW, db)

# %% [markdown]
r"""
Each gradient is compared with its central difference: `ok`, wrong by one factor, or `wrong`. Now **break it yourself**,
one edit at a time. Before you run the cell, say which of the six will be hit; afterwards put the line back.

1. Leave out `/ 12`.
2. Write `y - p`.
3. Write `grad[0]` in place of `grad.sum(axis=0)`.
4. Write `1 - np.tanh(h) ** 2`.
5. Write `W[k].T`. NumPy refuses: be glad. Now `(W[k].T if k == 1 else W[k])`: that matrix is square.
6. Put a `#` before the first line and run the cell again, and again. Then put the line back and run it once more.

Only one of these edits raised an error. How much do the others matter? Train with each bug for 100 steps at a learning
rate of 0.1, from five different starts.
"""

# %%
names = fingerprint(dW, db)
print(f"{'':29}", *(f"{name:6}" for name in names), "loss after 100 steps")
for bug in BUGS:
    marks = fingerprint(*zip(*run(0, bug).gradients, strict=True))
    ends = np.array([train(seed, bug, steps=100, lr=0.1)[-1] for seed in range(5)])
    row = " ".join(f"{mark:6}" for mark in marks.values())
    print(f"{bug:29} {row} {ends.mean():6.2f}  ({ends.min():.2f} to {ends.max():.2f})")

# %% [markdown]
r"""
Only with the wrong sign does the loss end above its start, about 1. With every other bug it ends far below, and with
two of them much further down than without one. So a falling loss does not prove your gradients right. A fingerprint
tells what a loss curve cannot.

Why do two bugs seem to help? A gradient that is 12 times too large is the same as a learning rate of 1.2, and 0.1 was
cautious here. The missing reset is more interesting. In one more call it doubles the gradient, but in training it does
not stop there: each step adds its gradient $g$ to the sum of *all* earlier ones,

$$v \leftarrow v + g \qquad\qquad w \leftarrow w - \eta\, v$$

which is momentum (lesson 07) with $\mu = 1$: a ball without friction. It races down, and it does not stop at the bottom
of a valley.
"""

# %%
bug, seeds = "gradients are not reset", (0, 2)
curves = {f"reset, start {seed}": train(seed, steps=400) for seed in seeds}
curves |= {f"never reset, start {seed}": train(seed, bug, steps=400) for seed in seeds}
for name, losses in curves.items():
    some = ", ".join(f"{losses[k]:.2f}" for k in (0, 20, 100, 400))
    rises = round(int((np.diff(losses) > 1e-6).sum()), -1)
    print(f"{name:20} loss at steps 0, 20, 100, 400: {some}; rose in about {rises}")
for seed in seeds:
    V, c = ([v.copy() for v in some] for some in lesson.parameters(seed))
    sums = None  # of all gradients so far
    for _ in range(400):
        signals = forward(flowers, V, c)
        _, sums = lesson.backward(signals, kinds, V, bug, sums)
        for k in range(3):
            V[k] -= 0.1 * sums[k][0]
            c[k] -= 0.1 * sums[k][1]
    flat = np.abs(np.concatenate(signals[1:3], axis=1)) > 0.9
    print(f"never reset, start {seed}: {flat.mean():.0%} of hidden signals beyond ±0.9")
fig, ax = figure(height=2.8)
curve(ax, curves, x=np.arange(401), xlabel="step", ylabel="loss")
show(
    fig,
    alt="loss of the flowers over 400 steps from two starts. With a reset both fall "
    "smoothly. "
    "Never reset, both fall faster and swing; one ends at 0, the other stays above 0.1",
    caption="Never reset: faster down, with swings on the way. One start runs to a "
    "loss of 0; "
    "the other ends above the loss of the right gradients.",
)

# %% [markdown]
r"""
Racing can be lucky, as from start 0. From start 2 the ball overshoots, and two flowers of different kinds end with the
same hidden signals. Nearly all units are saturated, from both starts, so hardly any slope is left to part the two. Now
forget the reset with real digits, mini-batches and five starts.
"""


# %% tags=["nbval-ignore-output"]
def step(model, optimizer, reset, x, y):
    if reset:
        optimizer.zero_grad()
    nn.backprop(model, nn.CrossEntropyLoss(), x, y)
    optimizer.step()


def share_read(rate, reset, seed):
    nn.manual_seed(seed)
    model = network(nn).to(nn.device())
    optimizer, rng = nn.SGD(model.parameters(), lr=rate), np.random.default_rng(seed)
    for _ in range(8):  # epochs
        for rows, y in datasets.batches(images, labels, 32, seed=rng):
            step(model, optimizer, reset, rows, y)
    return accuracy(nn.predict(model, unseen), unseen_labels)


for rate in (0.1, 0.005):
    for reset in (True, False):
        read = [share_read(rate, reset, seed) for seed in range(5)]
        print(f"lr {rate:5}, {'reset' if reset else 'never reset':11}:", end=" ")
        print(f"{np.mean(read):.2f} read ({min(read):.2f} to {max(read):.2f})")

# %% [markdown]
r"""
At the rate that suits the right gradients, the network without a reset reads far fewer digits. At a twentieth of that
rate it learns well, and the right gradients look bad: their steps are now too small. Nothing warns you. Forgetting
`zero_grad`, the easiest bug to make in PyTorch as well, can improve a curve or wreck it.

## A network from nothing (13 min)

You have all the parts. **Your turn**, and this is the summit: [Exercise 09.5: digits from
nothing](../exercises/09_backpropagation_exercises.ipynb#09.5-Digits-from-nothing), 97 % with your own backward pass.

The library's version of the same training:
"""

# %% tags=["nbval-ignore-output"]
history = nn.fit(
    net,
    criterion,
    nn.SGD(net.parameters(), lr=0.2),
    images,
    labels,
    epochs=30,
    batch_size=32,
    validation=(unseen, unseen_labels),
)
share = accuracy(nn.predict(net, unseen), unseen_labels)
print(f"unseen digits read: {share:.3f}")

# %% tags=["hide-input"]
logits, hidden = nn.predict(net, unseen), nn.predict(net[:2], unseen)
powers = np.exp(logits - logits.max(axis=1, keepdims=True))
error = powers / powers.sum(axis=1, keepdims=True) - np.eye(10)[unseen_labels]
back = (error @ nn.to_numpy(net[2].weight)) * (1 - hidden**2)
order = np.argsort(np.abs(error).max(axis=1), kind="stable")
chosen = np.concatenate(
    [np.arange(4), order[-4:]]
)  # the first four, and the four with the largest error
low = np.sort(np.abs(error[order[-4:]]), axis=1)[:, -2:].min()
fig, axes = figure(width=7.2, height=4.0, columns=3)
axes[0].get_gridspec().set_width_ratios([1, 5, 8])
column = np.pad(unseen[chosen].reshape(-1, 8, 8), ((0, 0), (1, 1), (0, 0))).reshape(
    -1, 8
)
axes[0].imshow(column, cmap="gray_r", aspect="auto")
axes[0].set_yticks(10 * np.arange(8) + 4.5, [f"{k}" for k in unseen_labels[chosen]])
axes[0].set(xticks=[], ylabel="right class (last four: the largest errors)")
axes[0].set_title("digit", size=10)
for ax, values, words, label in (
    (axes[1], error[chosen], "e = p - y", "class"),
    (axes[2], back[chosen], "$g_z$ of the hidden layer", "hidden unit"),
):
    shown = ax.imshow(values, cmap=DIVERGING, vmin=-1, vmax=1, aspect="auto")
    ax.set(xlabel=label, yticks=[])
    ax.set_title(words, size=10)
axes[1].set_xticks(range(10))
fig.colorbar(shown, ax=axes[2], label="error signal").ax.tick_params(labelsize=9)
show(
    fig,
    alt="eight unseen digits with their error signals, at the ten outputs and at the "
    "32 hidden units: the rows of the "
    "first four are nearly white, those of the four worst are strongly coloured, in "
    "both pictures",
    caption="Rows 1 to 4: the first four digits, whose errors are nearly 0 (white). "
    f"Rows 5 to 8: the four worst, with errors of {low:.1f} to 1 in two classes "
    "(colours end at ±1). The same rows are strong at the hidden units. Had they been "
    "training examples, they would teach the most.",
)

# %% [markdown]
r"""
In the rows with large errors, orange marks the class that the network believed in, whose logit has to fall, and blue
the right one, whose logit has to rise. Sent back, the error reaches many hidden units. An example that is read
correctly and confidently sends next to nothing. These digits are unseen and teach nothing, but training examples do it
likewise: late in training the few that are wrong or unsure do most of the teaching.

## On a GPU (3 min)

On the PyTorch side no layer has a `backward` of ours. Its *autograd*, as [lesson 08](08_chain_rule.ipynb) said, has
noted each operation, and `loss.backward()` takes the place of `criterion.backward()` and the loop over the layers. The
same weights, both sides in float64:
"""

# %%
import nnlearn.torch as pytorch

sides = []
for side in (ours, pytorch):
    twin = network(side).double()
    values = {name: nn.to_numpy(value) for name, value in net.state_dict().items()}
    values = {n: side.tensor(v, dtype="float64") for n, v in values.items()}
    twin.load_state_dict(values)
    side.backprop(twin, side.CrossEntropyLoss(), images[:64], labels[:64])
    gradients = [side.to_numpy(p.grad).ravel() for p in twin.parameters()]
    sides.append(np.concatenate(gradients))
equal = int((np.abs(sides[0] - sides[1]) < 1e-12).sum())
print(f"gradients closer than 1e-12: {equal:,} of {sides[0].size:,}")

# %% tags=["machine"]
import time

for name, side in (("NumPy", ours), ("PyTorch", pytorch)):
    twin = network(side).to(side.device())
    side.backprop(twin, side.CrossEntropyLoss(), images[:32], labels[:32])
    start = time.perf_counter()
    for _ in range(200):
        side.backprop(twin, side.CrossEntropyLoss(), images[:32], labels[:32])
    taken = 1e6 * (time.perf_counter() - start) / 200
    print(f"{name:8} {taken:.0f} us for forward and backward of 32 digits")
print("PyTorch ran on", pytorch.device())

# %% [markdown]
r"""
For so small a network NumPy is most likely the faster one: PyTorch builds its graph again in every step. Lesson 11
finds where the tables turn.

## Where it breaks (4 min)

In every layer the error signal is multiplied by a matrix and a slope. Stack many layers, and look at its size when it
has come back to the input. The weights are drawn from a normal distribution with standard deviation gain / √100, for
100 units per layer.
"""

# %%
gains = (0.5, 1.0, 2.0)
header = (f"gain {gain}" for gain in gains)
print("error signal at the input (1 at the output)", *header, sep="  ")
for depth in (2, 10, 30):
    sizes = []
    for gain in gains:
        h, kept = rng.normal(size=(64, 100)), []
        for _ in range(depth):
            M = gain * rng.normal(size=(100, 100)) / 10
            h = np.tanh(h @ M.T)
            kept.append((M, h))
        g = rng.normal(size=(64, 100))
        for M, h in reversed(kept):
            g = (g * (1 - h**2)) @ M
        sizes.append(np.sqrt((g**2).mean()))
    print(f"{depth:2} layers {'':33}", *(f"{size:8.0e}" for size in sizes), sep="  ")

# %% [markdown]
r"""
With small weights next to nothing comes back; with large ones more comes out than went in. Every line of this backward
pass is right, and still the first layer barely moves, or jumps. What matters is where a network starts: lesson 10,
initialization.

## Recall (2 min)
"""

# %%
quiz("09.recall")

# %% [markdown]
r"""
## Summary (2 min)

- Backward, a dense layer is two products and a sum: g_W = g_Zᵀ X, g_X = g_Z W, and g_b the sum of the rows of g_Z.
- An activation multiplies by its slope, element by element; softmax with cross-entropy begins with (P − Y)/N.
- Forward, backward, update, evaluate: backward computes gradients and costs about two forward passes.
- Check every gradient in float64 with central differences; their error against the step is a U.
- Each bug leaves a fingerprint. The loss often falls anyway, and gradients that are never reset are momentum without
  friction.

### New terms

- **backpropagation**: the chain rule in reverse, layer by layer, which gives the gradients of all parameters.
- **error signal**: the derivative of the loss with respect to a layer's sums or outputs, on its way back.

### Sources

- Rumelhart, Hinton, Williams (1986), ["Learning representations by back-propagating
  errors"](https://doi.org/10.1038/323533a0).
- Linnainmaa (1970), master's thesis, University of Helsinki: reverse mode. Werbos (1974), "Beyond regression", PhD
  thesis, Harvard: reverse mode for fitting models; in 1982 he wrote of networks.
- LeCun, Bottou, Orr, Müller (1998), ["Efficient BackProp"](https://doi.org/10.1007/3-540-49430-8_2), sections 2 and 4.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), sections 6.5 and 11.5
  (checking gradients).
- Nielsen (2015), ["Neural networks and deep learning"](http://neuralnetworksanddeeplearning.com/chap2.html), chapter 2:
  the four equations.
"""
