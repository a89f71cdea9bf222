# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- derive the backward pass of a dense layer, an activation and cross-entropy, shape by shape;
- prove a gradient, and recognise six classic bugs by the pattern they leave;
- train a network on digits with nothing but NumPy, and say what each of the four steps does.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import BackpropExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient, relative_error
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, matrix, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 08](08_chain_rule.ipynb) sent derivatives back through single numbers. A network is the same graph, with boxes
by the million. This lesson opens `nn.backprop`.
"""

# %%
quiz("09.predict")

# %% [markdown]
r"""
## Explore (9 min)

A 4-5-5-3 network looks at twelve flowers. For one of them you see the signal of each layer (left strip) and its error
signal dL/dz (right strip): how much the loss would change with each sum z of the layer. Below are the gradients of all
weights, with the biases as the last column, and in the lowest row how far each is from a central difference: dark means
equal.

Three things to try, and what to look for:

1. Press **Rewind** and **Step** to the end. In which order do signals, errors and gradients appear?
2. Choose **the bias takes one example**. Which cells of the lowest row light up?
3. Try the other five bugs. Which of them leave something right, and what?
"""

# %%
BackpropExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Signals go forward, left to right; errors come back, right to left, and each gradient needs both: what went into the
layer and what came back to it. The last layer has its gradients first. And a bug leaves a fingerprint. It spoils the
column of biases, or all layers but the last, or only the layers before a square matrix, or it scales everything by one
factor. Check gradients, read the fingerprint, and you know where to look.

## From numbers to matrices (13 min)

A dense layer computes $y = x W^T + b$ for a batch: x is (n, in), W is (out, in), y is (n, out). From the right comes
the **error signal**, $g = \partial L/\partial y$, in the shape of y. What is $\partial L/\partial W$? Take one weight,
$W_{ij}$, from input $j$ to unit $i$. It acts on $y_{ni}$ for every example $n$, with slope $x_{nj}$. Sum over paths:

$$\frac{\partial L}{\partial W_{ij}} = \sum_n g_{ni}\, x_{nj} \qquad\text{that is}\qquad
\frac{\partial L}{\partial W} = g^T x$$

A sum over $n$ of products is a matrix product. The bias acts with slope 1 on every example, so its gradient is the sum
of $g$ over the batch. And an input $x_{nj}$ acts on every unit $i$ of its own example, with slope $W_{ij}$:

$$\frac{\partial L}{\partial b} = \sum_n g_n \qquad \frac{\partial L}{\partial x} = g\, W$$

**Your turn.** All three at once:
[Exercise 09.1: a dense layer backward](../exercises/09_backpropagation.ipynb#09.1-A-dense-layer-backward).

Here is one entry of each by hand, for a batch of three, next to a central difference.
"""

# %%
rng = np.random.default_rng(0)
x, W, b = rng.normal(size=(3, 4)), rng.normal(size=(2, 4)), np.zeros(2)  # (n, in), (out, in), (out,)
g = rng.normal(size=(3, 2))  # (n, out), as if it had arrived; the loss is then sum(g * y)
loss = lambda: float((g * (x @ W.T + b)).sum())  # noqa: E731
by_hand = {
    "dL/dW[1, 2]": (sum(g[n, 1] * x[n, 2] for n in range(3)), numerical_gradient(lambda _: loss(), W)[1, 2]),
    "dL/db[1]": (sum(g[n, 1] for n in range(3)), numerical_gradient(lambda _: loss(), b)[1]),
    "dL/dx[0, 2]": (sum(g[0, i] * W[i, 2] for i in range(2)), numerical_gradient(lambda _: loss(), x)[0, 2]),
}
for name, (ours, measured) in by_hand.items():
    print(f"{name:12} by hand {ours:7.4f}, measured {measured:7.4f}")

# %% [markdown]
r"""
### Through an activation

$h = \tanh z$, element by element. Each element has one path back, with the slope of lesson 03:
$g_z = g_h\,(1 - h^2)$. Where a unit is saturated the slope is nearly 0, and the error all but stops.

**Your turn.** [Exercise 09.2: through the
activation](../exercises/09_backpropagation.ipynb#09.2-Through-the-activation).

### Where it begins

At the end are softmax and cross-entropy. For one example with scores $z$ and right class $c$ the loss is
$L = -\log p_c = -z_c + \log \sum_j e^{z_j}$. The slope of the logarithm is $e^{z_j} / \sum_k e^{z_k} = p_j$, and the
first term gives $-1$ at the right class, so with the one-hot target $y$

$$\frac{\partial L}{\partial z} = p - y$$

divided by N where the loss is the mean over a batch. This is the first error signal.
"""

# %%
z, y = rng.normal(size=(3, 4)), np.eye(4)[[2, 0, 3]]  # scores of three examples, their classes one-hot
p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
measured = numerical_gradient(lambda z: float(-(y * (z - np.log(np.exp(z).sum(axis=1, keepdims=True)))).sum() / 3), z)
print("largest relative error of (p - y) / N below 1e-7:", bool(relative_error((p - y) / 3, measured).max() < 1e-7))

# %% [markdown]
r"""
## The four steps (9 min)

Training is four steps, over and over:

1. **forward**: run the batch, keep what each layer will need;
2. **backward**: from the loss to the first layer, one error signal after the other, a gradient for each parameter;
3. **update**: the optimizer changes the parameters;
4. **evaluate**: look at data that were not trained on, and decide whether to go on.

"*Backpropagation updates the weights*" is a sentence from many textbooks, and it is false: **backpropagation** is step
2 and changes nothing. Check it, with the library's pieces one by one.
"""

# %%
digits = datasets.digits()
(images, labels), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
nn.manual_seed(0)
net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(nn.device())
criterion, optimizer = nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.5)


def weights():
    return np.concatenate([nn.to_numpy(p).ravel().copy() for p in net.parameters()])


before = weights()
optimizer.zero_grad()
loss = nn.backprop(net, criterion, images[:32], labels[:32])  # steps 1 and 2
print("after backward the weights have changed:", bool((weights() != before).any()))
optimizer.step()  # step 3
print("after the update:", bool((weights() != before).any()))
share = accuracy(nn.predict(net, unseen), unseen_labels)  # step 4
print("accuracy after one step below 0.6:", share < 0.6)

# %% [markdown]
r"""
`nn.backprop(model, criterion, x, y)` is four lines: a prediction, the loss, the loss's gradient, and the model's
backward, which calls the layers from the last to the first. On the PyTorch side the last two are one,
`loss.backward()`.

## Prove it (11 min)

A wrong gradient raises no error, and you will see below that a network can even train with it. So gradients are
checked. `gradcheck` does it for a whole model, in float64.
"""

# %%
nn.manual_seed(0)
small = nn.Sequential(nn.Linear(64, 8), nn.Tanh(), nn.Linear(8, 10)).double().to(nn.device())
x64 = nn.tensor(images[:5], dtype="float64")
print(gradcheck(small, nn.CrossEntropyLoss(), x64, nn.tensor(labels[:5])))

# %% [markdown]
r"""
How small should the step be? The error of a central difference has two parts. The function bends, which costs about
$h^2$; and the two losses are rounded, which costs about $10^{-16}/h$. Make $h$ smaller and the first falls while the
second rises: a U.
"""

# %%
steps = 10.0 ** np.arange(-1, -13, -0.5)
f, slope = lambda v: float(np.exp(np.sin(v))), float(np.exp(np.sin(1.0)) * np.cos(1.0))
errors = {"float64": [abs((f(1 + h) - f(1 - h)) / (2 * h) - slope) / slope for h in steps]}
f4 = lambda v: np.exp(np.sin(np.float32(v)))  # noqa: E731
errors["float32"] = [abs(float(f4(1 + h) - f4(1 - h)) / (2 * h) - slope) / slope for h in steps]
fig, ax = figure(height=2.8)
curve(ax, {name: np.maximum(e, 1e-13) for name, e in errors.items()}, x=steps, xlabel="step h", ylabel="relative error")
ax.set(xscale="log", yscale="log")
sharp = [name for name, e in errors.items() if min(e) < 1e-8]
show(
    fig,
    alt="relative error of a central difference against the step, on logarithmic scales: a U for float64 with its "
    "floor near h = 1e-5, and another for float32 whose floor is about a million times higher",
    caption="Too large a step measures a bend, too small a one rounding. An error below 1e-8 is reached in "
    f"{' and '.join(sharp)} alone.",
)

# %% [markdown]
r"""
That is why checks are done in float64. In float32 the best you get is a few digits, and you would have to guess the
step; small gradients drown in rounding.

**Your turn.** [Exercise 09.3: check a gradient](../exercises/09_backpropagation.ipynb#09.3-Check-a-gradient), and with
it all parts of a network:
[Exercise 09.4: a whole network backward](../exercises/09_backpropagation.ipynb#09.4-A-whole-network-backward).

## Six bugs, by your own hand (14 min)

Here is the backward pass of the explorer's network, whole. Run it once as it is.
"""

# %%
from nnlearn.lessons.backpropagation import BUGS, backward, data, fingerprint, forward, loss_of, parameters

flowers, kinds = data()  # (12, 4) and (12,)
W, b = parameters(0)  # three of each
x, h1, h2, p = forward(flowers, W, b)
y = np.eye(3)[kinds]

# %% tags=["try"]
dW, db = [0, 0, 0], [0, 0, 0]  # reset
error = (p - y) / 12
for k, h in ((2, h2), (1, h1), (0, x)):  # from the last layer to the first
    dW[k] += error.T @ h
    db[k] += error.sum(axis=0)
    error = (error @ W[k]) * (1 - h**2)  # past the first layer nobody needs it
fingerprint(dW, db)

# %% [markdown]
r"""
Each gradient is compared with its central difference: `ok`, wrong by one factor, or `wrong`. Now **break it yourself**,
one edit at a time. Before you run the cell, say which of the six will be hit; afterwards put the line back.

1. Leave out `/ 12`.
2. Write `y - p`.
3. Write `error[0]` in place of `error.sum(axis=0)`.
4. Write `1 - np.tanh(h) ** 2`.
5. Write `W[k].T`. NumPy refuses: be glad. Now `(W[k].T if k == 1 else W[k])`: that matrix is square.
6. Put a `#` before the first line and run the cell again.

Only one of these edits raised an error. How much do the others matter? Train with each bug for 100 steps.
"""

# %%
print(f"{'':30}", *(f"{name:6}" for name in fingerprint(dW, db)), f"loss {loss_of(flowers, kinds, W, b):.2f} ->")
for bug in BUGS:
    Ws, bs = ([values.copy() for values in group] for group in parameters(0))
    _, found = backward(forward(flowers, Ws, bs), kinds, Ws, bug)
    marks = fingerprint(*zip(*found, strict=True))
    for _ in range(100):
        _, found = backward(forward(flowers, Ws, bs), kinds, Ws, bug)
        for k, (dWk, dbk) in enumerate(found):
            Ws[k] -= 0.1 * dWk
            bs[k] -= 0.1 * dbk
    print(f"{bug:30}", *(f"{mark:6}" for mark in marks.values()), f"{loss_of(flowers, kinds, Ws, bs):.2g}")

# %% [markdown]
r"""
Only the wrong sign makes the loss rise. With every other bug it falls, and with two of them clearly further than
without a bug: gradients 12 times or twice too large are, here, a larger learning rate. So "*the loss falls, so my
gradients are right*" is false. A fingerprint tells what a loss curve cannot.

## A network from nothing (16 min)

You have all the parts. **Your turn**, and this is the summit: [Exercise 09.5: digits from
nothing](../exercises/09_backpropagation.ipynb#09.5-Digits-from-nothing), 98 % with your own backward pass.

The library's version of the same training:
"""

# %% tags=["nbval-ignore-output"]
history = nn.fit(
    net, criterion, nn.SGD(net.parameters(), lr=0.5), images, labels, epochs=30, batch_size=32,
    validation=(unseen, unseen_labels),
)  # fmt: skip
share = accuracy(nn.predict(net, unseen), unseen_labels)
print("accuracy on unseen digits at least 0.96:", share >= 0.96)

# %% tags=["hide-input"]
hidden = nn.predict(net[:2], unseen[:10])
scores = nn.predict(net, unseen[:10])
powers = np.exp(scores - scores.max(axis=1, keepdims=True))
error = powers / powers.sum(axis=1, keepdims=True) - np.eye(10)[unseen_labels[:10]]
fig, (left, right) = figure(columns=2, height=3.2)
matrix(left, error, title="p - y", numbers=False, limit=0.3)
matrix(right, (error @ nn.to_numpy(net[2].weight)) * (1 - hidden**2), title="dL/dz1", numbers=False)
left.set(xlabel="class", ylabel="unseen digit")
right.set(xlabel="hidden unit")
quiet = int((np.abs(error).max(axis=1) < 0.05).sum())
show(
    fig,
    alt="error signals of ten unseen digits, one row each, at the output and at the hidden units: "
    f"{'most' if quiet > 5 else 'few'} rows are nearly empty; one that is strong at the output is strong at both",
    caption="Error signals of ten unseen digits, one row each: at the output, and sent back to the hidden units. Where "
    "the network is sure and right there is nothing to send.",
)

# %% [markdown]
r"""
After training most rows are nearly empty. Examples that are wrong, or not yet sure, still send an error back; among the
training data, these do the teaching.

## On a GPU (4 min)

The same network on PyTorch, with the same weights: its gradients come from autograd, ours from the formulas above.
"""

# %%
import nnlearn.torch as other

sides = []
for side in (nn, other):
    twin = side.Sequential(side.Linear(64, 32), side.Tanh(), side.Linear(32, 10)).double()
    twin.load_state_dict({n: side.tensor(nn.to_numpy(v), dtype="float64") for n, v in net.state_dict().items()})
    _ = side.backprop(twin, side.CrossEntropyLoss(), images[:64], labels[:64])
    sides.append(np.concatenate([side.to_numpy(p.grad).ravel() for p in twin.parameters()]))
difference = relative_error(*sides)[np.abs(sides[1]) > 1e-12].max()
print("largest relative difference of 2,410 gradients below 1e-8:", bool(difference < 1e-8))

# %% tags=["machine"]
import time

for name, side in (("NumPy", nn), ("PyTorch", other)):
    twin = side.Sequential(side.Linear(64, 32), side.Tanh(), side.Linear(32, 10)).to(side.device())
    side.backprop(twin, side.CrossEntropyLoss(), images[:32], labels[:32])
    start = time.perf_counter()
    for _ in range(200):
        side.backprop(twin, side.CrossEntropyLoss(), images[:32], labels[:32])
    print(f"{name:8} {1e6 * (time.perf_counter() - start) / 200:.0f} us for forward and backward of 32 digits")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
For a network of this size our NumPy is most likely the faster one: PyTorch builds its graph again in every step. Lesson
11 finds where the tables turn.

## Where it breaks (6 min)

The error signal is multiplied by a matrix and a slope in every layer. Stack many layers, and look at its size when it
arrives at the first.
"""

# %%
for depth in (2, 10, 30):
    sizes = []
    for gain in (0.5, 1.0, 2.0):
        error, h = rng.normal(size=(64, 100)), rng.normal(size=(64, 100))
        kept = []
        for _ in range(depth):
            M = gain * rng.normal(size=(100, 100)) / 10
            h = np.tanh(h @ M.T)
            kept.append((M, h))
        for M, h in reversed(kept):
            error = (error * (1 - h**2)) @ M
        sizes.append(np.sqrt((error**2).mean()))
    print(
        f"{depth:2} layers: error signal with small weights {sizes[0]:.0e}, medium {sizes[1]:.0e}, large {sizes[2]:.0e}"
    )

# %% [markdown]
r"""
With small first weights next to nothing arrives at the first layer; with large ones more comes out than went in. Every
line of this backward pass is right, a gradient check would pass, and still the first layer stays put or jumps. What
matters is where a network starts: lesson 10, initialization.

## Recall (2 min)
"""

# %%
quiz("09.recall")

# %% [markdown]
r"""
## Summary (2 min)

- Backward, a dense layer is three products: dW = gᵀx, db the sum of g, dx = gW.
- An activation multiplies by its slope, element by element; softmax with cross-entropy begins with (p − y)/N.
- Backpropagation computes gradients; the optimizer updates. Forward, backward, update, evaluate.
- Check gradients in float64 with central differences; their error against the step is a U.
- Each bug leaves a fingerprint: a factor, a column of biases, all layers but the last. The loss often falls anyway.

### New terms

- **backpropagation**: the chain rule in reverse, layer by layer, for all parameters of a network.
- **error signal**: the derivative of the loss with respect to a layer's sums or outputs, on its way back.

### Sources

- Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".
- LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp", sections 2 and 4.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 6.5 and 11.5 (checking gradients).
- Nielsen (2015), "Neural networks and deep learning", chapter 2.
"""
