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

A network 4-5-5-3 looks at twelve flowers. For one of them you see the signal of each layer (left strip) and its error
signal dL/dz (right strip): how much the loss would change with each sum. Below stand the gradients of all weights, the
biases as a last column, and in the lowest row how far each of them is from a central difference: dark is equal.

Three things to try, and what to look for:

1. Press **Rewind** and **Step** to the end. In which order do signals, errors and gradients appear?
2. Choose **the bias takes one example**. Which cells of the lowest row light up? Try the other bugs.
3. Let somebody else choose a bug, and name it from the pattern alone.
"""

# %%
BackpropExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Signals go forward, left to right; errors come back, right to left, and each layer needs both: what went in and what
came back. The gradients are there as soon as the error has passed, the last layer first. And each bug leaves a print of
its own: a factor that is wrong everywhere, a row of biases, or all layers but the last. Whoever checks gradients reads
the print and knows where to look.

## From numbers to matrices (12 min)

A dense layer computes $y = x W^T + b$ for a batch: x is (n, in), W is (out, in), y is (n, out). From the right arrives
the **error signal**, $g = \partial L/\partial y$, in the shape of y. What is $\partial L/\partial W$? Take one weight,
$W_{ij}$, from input $j$ to unit $i$. It acts on $y_{ni}$ for every example $n$, with slope $x_{nj}$. Sum over paths:

$$\frac{\partial L}{\partial W_{ij}} = \sum_n g_{ni}\, x_{nj} \qquad\text{that is}\qquad
\frac{\partial L}{\partial W} = g^T x$$

A sum over $n$ of products is a matrix product. The bias acts with slope 1 on every example, so its gradient is the sum
of $g$ over the batch. And an input $x_{nj}$ acts on all units of its own example, with slopes $W_{ij}$:

$$\frac{\partial L}{\partial b} = \sum_n g_n \qquad \frac{\partial L}{\partial x} = g\, W$$

**Your turn.** Three products, in this order of shapes:
[Exercise 09.1: a dense layer backward](../exercises/09_backpropagation.ipynb#09.1-A-dense-layer-backward).

Here is one entry of each, by hand, for a batch of three.
"""

# %%
rng = np.random.default_rng(0)
x, W, b = rng.normal(size=(3, 4)), rng.normal(size=(2, 4)), np.zeros(2)  # (n, in), (out, in), (out,)
g = rng.normal(size=(3, 2))  # (n, out), as if it had arrived; the loss is then sum(g * y)
by_hand = sum(g[n, 1] * x[n, 2] for n in range(3))  # dL/dW[1, 2]
measured = numerical_gradient(lambda W: float((g * (x @ W.T + b)).sum()), W)
print(f"dL/dW[1, 2] by hand {by_hand:.4f}, measured {measured[1, 2]:.4f}")
layer = nn.Linear(4, 2).double()
layer.load_state_dict({"weight": nn.tensor(W, dtype="float64"), "bias": nn.tensor(b, dtype="float64")})
print("shapes:", "W", W.shape, "and its gradient", measured.shape)

# %% [markdown]
r"""
### Through an activation

$h = \tanh z$, element by element. Each element has one path back, with the slope of lesson 03:
$g_z = g_h\,(1 - h^2)$. Where a unit is saturated the slope is 0 and the error stops; where a ReLU is off, likewise.

**Your turn.** [Exercise 09.2: through the
activation](../exercises/09_backpropagation.ipynb#09.2-Through-the-activation).

### Where it begins

At the end stand softmax and cross-entropy, and lesson 05 has the gradient of both together: probability minus target,
divided by N, since the loss is a mean. This is the first error signal.

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

## Prove it (10 min)

A gradient that is wrong by a factor, or in one row, still trains, only worse; nobody notices. So gradients are checked.
`gradcheck` does it for a whole model, in float64.
"""

# %%
nn.manual_seed(0)
small = nn.Sequential(nn.Linear(64, 8), nn.Tanh(), nn.Linear(8, 10)).double().to(nn.device())
x64 = nn.tensor(images[:5], dtype="float64")
print(gradcheck(small, nn.CrossEntropyLoss(), x64, nn.tensor(labels[:5])))

# %% [markdown]
r"""
How small should the step be? The error of a central difference has two parts. The formula is bent, which costs about
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
best = {name: steps[int(np.argmin(e))] for name, e in errors.items()}
show(
    fig,
    alt="relative error of a central difference against the step, on logarithmic scales: a U for float64 whose floor "
    "lies near 1e-10, and one for float32 whose floor is far higher",
    caption="Too large a step measures a bend, too small a one rounding. In float64 the best is about a hundred "
    "thousandth; in float32 there is no good one.",
)

# %% [markdown]
r"""
That is why checks are done in float64: in float32 they prove nothing.

**Your turn.** [Exercise 09.3: check a gradient](../exercises/09_backpropagation.ipynb#09.3-Check-a-gradient).

### Six bugs

Everybody who writes a backward pass makes these sooner or later. The explorer has them all; here are their prints in
numbers, as the largest relative error of each layer.
"""

# %%
from nnlearn.explorers.backprop_net import BUGS, relative, run

for bug in BUGS:
    one = run(0, bug)
    worst = [
        [relative(a, d).max() for a, d in zip(*pair, strict=True)]
        for pair in zip(one.gradients, one.differences, strict=True)
    ]
    marks = ["ok" if max(w, v) < 1e-6 else "W" * int(w > 1e-6) + "b" * int(v > 1e-6) for w, v in worst]
    print(f"{bug:32} layers 1, 2, 3: {marks[0]:3} {marks[1]:3} {marks[2]:3}")

# %% [markdown]
r"""
Read it: a transposed weight hides where the matrix is square and shows in the layers before; the wrong slope spares the
last layer; a bias that is not summed spares all weights. The other three spoil everything, and are told apart by the
factor: N, −1 and 2.

## A network from nothing (16 min)

You have all parts. In the exercises you put them together: first the gradients of a two-layer network, then its
training.

**Your turn.** [Exercise 09.4: a whole network
backward](../exercises/09_backpropagation.ipynb#09.4-A-whole-network-backward), and then the summit:
[Exercise 09.5: digits from nothing](../exercises/09_backpropagation.ipynb#09.5-Digits-from-nothing).

The library's version of the same training, with the error signal looked at on the way.
"""

# %%
history = nn.fit(
    net, criterion, nn.SGD(net.parameters(), lr=0.5), images, labels, epochs=30, batch_size=32,
    validation=(unseen, unseen_labels),
)  # fmt: skip
share = accuracy(nn.predict(net, unseen), unseen_labels)
print("accuracy on unseen digits at least 0.96:", share >= 0.96)

# %% tags=["hide-input"]
hidden = nn.predict(net[:2], unseen[:10])
scores = nn.predict(net, unseen[:10])
p = np.exp(scores - scores.max(axis=1, keepdims=True))
error = p / p.sum(axis=1, keepdims=True) - np.eye(10)[unseen_labels[:10]]
fig, (left, right) = figure(columns=2, height=3.2)
matrix(left, error, title="p - y", numbers=False, limit=0.3)
matrix(right, (error @ nn.to_numpy(net[2].weight)) * (1 - hidden**2), title="dL/dz1", numbers=False)
strongest = int(np.abs(error).sum(axis=1).argmax())
show(
    fig,
    alt=f"error signals of ten unseen digits: at the output nearly all zero; digit {strongest} has the largest error, "
    "and its row is the strongest in the hidden layer as well",
    caption="Error signals of ten unseen digits, a row each: at the output, and sent back to the hidden units. Where "
    "the network is sure and right there is nothing to send.",
)

# %% [markdown]
r"""
After training most rows are empty. Only examples that are wrong, or not yet sure, still send an error back; they do the
teaching.

## On a GPU (4 min)

The same network on PyTorch, with equal weights: its gradients come from autograd, ours from the formulas above.
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
    loss_of = side.CrossEntropyLoss()
    side.backprop(twin, loss_of, images[:32], labels[:32])
    start = time.perf_counter()
    for _ in range(200):
        side.backprop(twin, loss_of, images[:32], labels[:32])
    print(f"{name:8} {1e6 * (time.perf_counter() - start) / 200:.0f} us for forward and backward of 32 digits")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
For a network of this size NumPy is the faster one: PyTorch has to build its graph anew in every step. Lesson 11 finds
where the tables turn.

## Where it breaks (22 min)

Backpropagation is a product of matrices and slopes, one for each layer. Stack many layers, and look at the size of the
error signal on its way back.
"""

# %%
for depth in (2, 10, 30):
    sizes = []
    for gain in (0.5, 1.0, 2.0):
        error, h = rng.normal(size=(64, 100)), rng.normal(size=(64, 100))
        kept = []
        for _ in range(depth):
            W = gain * rng.normal(size=(100, 100)) / 10
            h = np.tanh(h @ W.T)
            kept.append((W, h))
        for W, h in reversed(kept):
            error = (error * (1 - h**2)) @ W
        sizes.append(np.sqrt((error**2).mean()))
    print(
        f"{depth:2} layers: error signal with small weights {sizes[0]:.0e}, medium {sizes[1]:.0e}, large {sizes[2]:.0e}"
    )

# %% [markdown]
r"""
With small first weights nothing arrives at the first layer, with large ones more and more. Every line of the backward
pass is right, every gradient would pass its check, and still the network does not learn. What matters is where it
starts: lesson 10, initialization.

Two more limits to keep in mind. Backward needs what forward kept, so memory grows with the depth and with the batch.
And a wrong gradient raises no error. Nothing tells you but a check; take the time (five minutes now) to switch each bug
on in the explorer once more, and to say aloud what you see.

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
- Check gradients in float64 by central differences; their error against the step is a U.
- Each bug leaves a print: a factor, a row of biases, all layers but the last.

### New terms

- **backpropagation**: the chain rule in reverse, layer by layer, for all parameters of a network.
- **error signal**: the derivative of the loss by a layer's sums or outputs, on its way back.

### Sources

- Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".
- LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp", sections 2 and 4.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 6.5 and 11.5 (checking gradients).
- Nielsen (2015), "Neural networks and deep learning", chapter 2.
"""
