# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say of seven activation functions what goes in, what comes out, how steep they are and where they go flat;
- prove a slope with a central difference, and see from it what a function does to learning;
- write functions of exponentials that do not overflow.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import quiz
from nnlearn.explorers import ActivationExplorer
from nnlearn.gradcheck import relative_error
from nnlearn.plots import activation, curve, figure, histograms, show

# %% [markdown]
r"""
## Predict (2 min)

The perceptron of [lesson 02](02_perceptron.ipynb) ends in a step: 1 or 0, nothing in between. Networks use softer
functions there, one in every unit. Does it matter which?
"""

# %%
quiz("03.predict")

# %% [markdown]
r"""
## Explore (7 min)

128 inputs go through 20 layers of 64 units with random weights. At the top left is the function of each unit, with its
slope, and in grey the sums that reach it. At the top right, layer by layer on a logarithmic scale, is what remains of
the signal, how far the 128 inputs still differ from each other, and of the gradient, which starts at the right end: how
much a change at this layer still moves the end.

Three things to try, and what to look for:

1. Go from **sigmoid** to **tanh** to **ReLU**. With which does the gradient reach the input, and how much of it?
2. With **tanh** raise the gain to 3. Where on the curve do the grey sums lie now?
3. With **ReLU** lower the bias to −1. What are the vermilion cells?
"""

# %%
ActivationExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Twenty sigmoids let through less than a millionth of a millionth of the gradient that sets out. tanh and ReLU keep far
more, yet lose some at every layer. With gain 3 many of tanh's sums lie where it is flat; the others meet such large
weights that the gradient even grows. The vermilion ReLU units answer 0 to all 128 inputs, because none of their sums is
positive. With the bias at −1 nearly all do.

Two things decide: whether the function *bends*, and how *steep* it is where the sums fall. Take them in turn.

## Why a bend at all (7 min)

The activation function is applied to a unit's weighted sum: $h = f(z)$. Leave it out, and stack twenty layers that only
multiply.
"""

# %%
rng = np.random.default_rng(0)
weights = [rng.normal(size=(8, 8)) / np.sqrt(8) for _ in range(20)]
x = rng.normal(size=(5, 8))  # five inputs
h = x
for W in weights:
    h = h @ W.T  # (5, 8)
once = np.linalg.multi_dot(weights[::-1])  # (8, 8) W20 ... W2 W1
print("twenty layers equal one:", np.allclose(h, x @ once.T))

# %% [markdown]
r"""
Twenty matrices, one product, one layer: a stack of linear layers is linear, and draws one straight line, as a single
perceptron does. With a bend between the layers the same weights no longer collapse. A test for linearity: the midpoint
of two inputs must go to the midpoint of their outputs.
"""


# %%
def deep(h, f):
    for W in weights[:3]:
        h = f(h @ W.T)
    return h


middle = (x[:1] + x[1:2]) / 2
for name, f in (("none", lambda z: z), ("tanh", np.tanh), ("ReLU", lambda z: np.maximum(z, 0))):
    ends = (deep(x[:1], f) + deep(x[1:2], f)) / 2
    print(f"{name}: the midpoint goes to the midpoint:", np.allclose(deep(middle, f), ends))

# %% [markdown]
r"""
Why not the **step** then, 1 for $z \ge 0$ and 0 below? It bends, sharply. But it is flat everywhere else: move any
weight a little, and no output moves. To learn by small changes a unit must answer to small changes. Its slope must not
be zero.

## The sigmoid (8 min)

A step with rounded corners is the **sigmoid**, any number in, a number between 0 and 1 out:

$$\sigma(z) = \frac{1}{1 + e^{-z}}$$

Its slope follows from the chain rule. Write $y = \sigma(z)$, then $1 - y = e^{-z}/(1 + e^{-z})$, and

$$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = y\,(1 - y)$$

The slope comes from the output alone. Do not believe it, measure it. Go up by a tiny $h$, go down by the same, and
divide the difference by $2h$; this **central difference** has to agree. "Agree" never means equal, since both are
rounded: what counts is the **relative error**, the difference divided by the larger of the two.

**Your turn.** See it once for the sigmoid, in the next cell, then do it for its sibling:
[Exercise 03.1: tanh and its slope](../exercises/03_activation_functions_exercises.ipynb#03.1-tanh-and-its-slope).
"""

# %%
z, step = np.array([-4.0, -1.0, 0.0, 2.0]), 1e-5  # (4,)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


y = sigmoid(z)  # (4,)
slope = y * (1 - y)  # (4,)
measured = (sigmoid(z + step) - sigmoid(z - step)) / (2 * step)
print("slopes", slope.round(3), " largest relative error below 1e-8:", relative_error(slope, measured).max() < 1e-8)
print(f"(1/4)^20 = {0.25**20:.1g}; slope at z = 10: {sigmoid(10.0) * (1 - sigmoid(10.0)):.1g}")

# %% [markdown]
r"""
At its steepest, at $z = 0$, the sigmoid has the slope 1/4. Twenty of them in a row let at most $(1/4)^{20}$ through,
weights aside. And far from 0 it is flat: it **saturates**. A saturated unit says almost 1 or almost 0, and hardly
learns.

### It overflows

$e^{-z}$ for $z = -1000$ is more than any float holds. NumPy warns, and the answer happens to be right, because 1
divided by infinity is 0. For the same function written as $e^{z}/(1 + e^{z})$ it is not: infinity divided by infinity
is not a number. A form that never overflows uses tanh, which stays between −1 and 1:

$$\sigma(z) = \frac{1 + \tanh(z/2)}{2}$$
"""

# %%
far = np.array([-1000.0, 0.0, 1000.0])
with np.errstate(all="ignore"):
    print("e^z / (1 + e^z):     ", np.exp(far) / (1 + np.exp(far)))
print("(1 + tanh(z/2)) / 2: ", (1 + np.tanh(far / 2)) / 2)
print("the library's:       ", nn.to_numpy(nn.sigmoid(nn.tensor(far))))

# %% [markdown]
r"""
## The family (8 min)

Besides the step and the sigmoid, these five are in use.

| name | formula | range | slope | flat |
|---|---|---|---|---|
| step | 1 if $z \ge 0$, else 0 | 0 or 1 | 0 | everywhere |
| linear | $z$ | all numbers | 1 | nowhere |
| sigmoid | $1/(1 + e^{-z})$ | (0, 1) | $y(1-y)$, at most 1/4 | both sides |
| **tanh** | $(e^z - e^{-z})/(e^z + e^{-z})$ | (−1, 1) | $1 - y^2$, at most 1 | both sides |
| **ReLU** | $\max(z, 0)$ | [0, ∞) | 1 if $z > 0$, else 0 | left side |
| **leaky ReLU** | $z$ if $z > 0$, else $0.1\,z$ | all numbers | 1, or 0.1 | nowhere |
| **softmax** | $e^{z_i} / \sum_j e^{z_j}$ | (0, 1), sum 1 | a matrix, below | where one score leads |

ReLU is short for *rectified linear unit*. The library has all seven; the pictures below show its values, and slopes
that were measured.
"""

# %% tags=["hide-input"]
z = np.linspace(-5, 5, 401)
members = {"sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "ReLU": nn.ReLU(), "leaky ReLU": nn.LeakyReLU(0.1)}
fig, axes = figure(height=3.6, columns=2, rows=2)
shares = {}
for ax, (name, layer) in zip(axes.ravel(), members.items(), strict=True):
    above, at, below = (nn.to_numpy(layer(nn.tensor(z + move, dtype="float64"))) for move in (1e-5, 0, -1e-5))
    measured = (above - below) / 2e-5
    activation(ax, z, at, measured, name=name, legend=ax is axes[0, 0])
    shares[name] = (abs(measured) <= 0.05 * abs(measured).max()).mean()
show(
    fig,
    alt="four functions with their slopes from -5 to 5, grey where the slope is at most a twentieth of its largest: "
    + ", ".join(f"{name} on {share:.0%} of the axis" for name, share in shares.items()),
    caption="Solid the function, dashed its slope. Grey is where the slope is at most a twentieth of its largest: "
    + ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    + " of the axis that is drawn.",
)

# %% [markdown]
r"""
tanh is a sigmoid stretched to (−1, 1), four times as steep in the middle, and its outputs lie around 0. ReLU is the
cheapest, and steep on a whole half.

"*An activation must be differentiable everywhere*" is a common belief, and ReLU with its kink at 0 contradicts it. How
often does a sum land on the kink?
"""

# %%
sums = rng.normal(size=(1000, 64)) @ rng.normal(size=(64, 64)).T  # (1000, 64)
print("exactly 0:", int((sums == 0).sum()), "of", sums.size)
print("central difference at the kink:", (np.maximum(step, 0) - np.maximum(-step, 0)) / (2 * step))

# %% [markdown]
r"""
Never, here. If one does, any slope between those of the two sides will serve; the library takes 0, as PyTorch does. A
central difference at the kink gives the middle of the two, so keep away from kinks when you check a gradient.

**Your turn.** [Exercise 03.2: a ReLU that leaks](../exercises/03_activation_functions_exercises.ipynb#03.2-A-ReLU-that-leaks),
and [Exercise 03.3: the logarithm of the
sigmoid](../exercises/03_activation_functions_exercises.ipynb#03.3-The-logarithm-of-the-sigmoid).

## Twenty layers by hand (8 min)

Now the picture you explored. Forward, each layer multiplies and bends. Backward, the gradient is multiplied by the
slope, then by the weights; lesson 09 derives it, here it is enough to see what twenty factors do.
"""

# %%
weights = [rng.normal(size=(64, 64)) / np.sqrt(64) for _ in range(20)]
start = rng.normal(size=(128, 64))  # (128, 64) inputs


def there(f, slope, gain):
    h, slopes = start, []
    for W in weights:
        z = h @ (gain * W).T  # (128, 64)
        h = f(z)
        slopes.append(slope(z, h))
    return h, slopes


def back(slopes, gain):
    grad = np.ones_like(start)  # how much the end changes with each of its own numbers
    for W, s in zip(reversed(weights), reversed(slopes), strict=True):
        grad = (grad * s) @ (gain * W)  # the slope, then the weights
    return grad


# %%
functions = {
    "sigmoid": (lambda z: (1 + np.tanh(z / 2)) / 2, lambda z, y: y * (1 - y)),
    "tanh": (np.tanh, lambda z, y: 1 - y**2),
    "ReLU": (lambda z: np.maximum(z, 0), lambda z, y: (z > 0) * 1.0),
}
for name, (f, slope) in functions.items():
    for gain in (1.0, 2.0, 3.0):
        h, slopes = there(f, slope, gain)
        grad, apart = back(slopes, gain), (h - h.mean(axis=0)).std()  # how far the inputs still differ
        print(f"{name:8} gain {gain:.1f}: signal {apart:7.1g}, gradient {np.sqrt((grad**2).mean()):7.1g}")

# %% [markdown]
r"""
"*ReLU solves vanishing gradients*" is a common belief. Read the rows: with gain 1 its signal and its gradient both
fade, with gain 2 and 3 both explode. Its slope is 1 on one half only, and a layer lets about half of the squares
through. What keeps a gradient alive is a function together with the gain that suits it. Look at how ReLU's signals
spread, layer by layer.
"""

# %% tags=["hide-input"]
layers, h = {"in": start}, start
for k, W in enumerate(weights[:12], 1):
    h = np.maximum(h @ W.T, 0)
    layers[str(k)] = h
fig, ax = figure(height=2.8)
histograms(ax, layers, ylabel="signal")
show(
    fig,
    alt=f"histograms of the signal after each of 12 ReLU layers with gain 1: it shrinks from a spread of "
    f"{start.std():.2g} at the input to {h.std():.2g}",
    caption=f"ReLU with gain 1, twelve layers: half of the values are cut off at zero each time, and the spread falls "
    f"from {start.std():.2g} to {h.std():.2g}.",
)

# %% [markdown]
r"""
## Softmax (9 min)

The last layer of a classifier gives a score for each class. Softmax turns a row of scores into probabilities: positive
thanks to the exponential, adding up to 1 thanks to the division.

$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$

Only differences between scores count: add a number to all of them, and the factor $e^c$ cancels. That cures the
overflow as well, if you subtract the largest.
"""

# %%
scores = np.array([2.0, 1.0, -1.0])  # (3,)
powers = np.exp(scores)
p = powers / powers.sum()
print("probabilities", p.round(3), "sum", p.sum().round(12))
moved = nn.to_numpy(nn.softmax(nn.tensor(scores + 1000), 0))
with np.errstate(all="ignore"):
    print("with 1000 added, as written:", np.exp(scores + 1000) / np.exp(scores + 1000).sum())
print("the library's is the same as before:", np.allclose(moved, p, atol=1e-6))

# %% [markdown]
r"""
Every output depends on every score, so the slope is a table: how $p_i$ changes with $z_j$. Where $i = j$ the quotient
rule gives $p_i - p_i^2$, elsewhere $-p_i p_j$:

$$\frac{\partial p_i}{\partial z_j} = p_i\,([i = j] - p_j)$$
"""

# %%
table = np.diag(p) - np.outer(p, p)  # (3, 3)
measured = np.empty((3, 3))
for j in range(3):
    up, down = scores.copy(), scores.copy()
    up[j], down[j] = up[j] + step, down[j] - step
    measured[:, j] = (np.exp(up) / np.exp(up).sum() - np.exp(down) / np.exp(down).sum()) / (2 * step)
print(table.round(3), "\nagrees with differences:", relative_error(table, measured).max() < 1e-8)
print("each row adds up to 0:", np.allclose(table.sum(axis=1), 0))

# %% [markdown]
r"""
Divide the scores by a number first, the **temperature** $T$, and you turn from certainty to doubt. Hot is even, cold
is decided: as $T$ goes to 0 the largest score takes all.
"""

# %%
temperatures = np.geomspace(0.1, 10, 60)
shares = np.array([np.exp((scores - 2) / T) / np.exp((scores - 2) / T).sum() for T in temperatures])  # (60, 3)
fig, ax = figure(height=2.4)
curve(ax, dict(zip(("score 2", "score 1", "score -1"), shares.T, strict=True)), x=temperatures, xlabel="temperature T")
ax.set(xscale="log", ylabel="probability", ylim=(0, 1.02))
show(
    fig,
    alt=f"three probabilities against the temperature: at 0.1 the largest score has {shares[0, 0]:.0%}, at 10 the "
    f"three have {shares[-1, 0]:.0%}, {shares[-1, 1]:.0%} and {shares[-1, 2]:.0%}",
    caption=f"Cold, left: the largest score has {shares[0, 0]:.0%}. Hot, right: {shares[-1, 0]:.0%}, "
    f"{shares[-1, 1]:.0%} and {shares[-1, 2]:.0%}.",
)

# %% [markdown]
r"""
**Your turn.** [Exercise 03.4: softmax with a
temperature](../exercises/03_activation_functions_exercises.ipynb#03.4-Softmax-with-a-temperature). Then the open one:
[Exercise 03.5: thirty layers](../exercises/03_activation_functions_exercises.ipynb#03.5-Thirty-layers).

## On a GPU (3 min)

An activation works on each number alone, which is what a GPU likes best. The same names on both sides:
"""

# %%
import nnlearn.torch as other

z = rng.normal(scale=20, size=(200, 50))
for name in ("Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Heaviside", "Softmax"):
    arguments = (1,) if name == "Softmax" else ()
    mine = nn.to_numpy(getattr(nn, name)(*arguments)(nn.tensor(z, dtype="float64")))
    theirs = other.to_numpy(getattr(other, name)(*arguments)(other.tensor(z, dtype="float64")))
    print(f"{name}: largest relative difference below 1e-9: {abs(mine - theirs).max() < 1e-9 * abs(theirs).max()}")

# %% tags=["machine"]
import time

many = rng.normal(size=(1000, 1000))
for name, side in (("NumPy", nn), ("PyTorch", other)):
    values, layer = side.tensor(many), side.Tanh()
    layer(values)
    start_time = time.perf_counter()
    side.to_numpy(layer(values))
    print(f"{name:8} {1000 * (time.perf_counter() - start_time):.1f} ms for a million tanh")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
## Where it breaks (4 min)

A ReLU whose every sum lies on the flat side has no way back. Suppose one step that was far too large has thrown the
biases of a small network down to −5: each hidden unit answers 0 to every input. These are the **dead units**, the
vermilion cells of the explorer. Train on from there. `nn.fit` is the black box that
[lesson 04](04_forward_propagation.ipynb) uses too.
"""

# %%
x = np.linspace(-1, 1, 50, dtype="float32")[:, None]  # (50, 1)
t = np.sin(3 * x)
for name, bend in (("ReLU", nn.ReLU()), ("leaky ReLU", nn.LeakyReLU(0.1))):
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(1, 16), bend, nn.Linear(16, 1)).to(nn.device())
    model[0].bias.data = nn.tensor(np.full(16, -5.0), dtype="float32")  # where the large step left them
    optimizer = nn.Adam(model.parameters(), lr=0.02)
    _ = nn.fit(model, nn.MSELoss(), optimizer, x, t, epochs=300, batch_size=50)
    dead = int((nn.predict(model[:2], x) == 0).all(axis=0).sum())
    left = ((nn.predict(model, x) - t) ** 2).mean() / t.var()
    print(f"{name}: {dead} of 16 units dead; {left:.0%} of a constant's squared error is left")
line = np.polyfit(x[:, 0], t[:, 0], 1)
print(f"the best straight line leaves {((np.polyval(line, x) - t) ** 2).mean() / t.var():.0%}")

# %% [markdown]
r"""
With ReLU the output is the same number for every input, and 300 passes over the data changed nothing but that number.
With the leak there is a slope on that side too. It was enough to learn the straight line, no more; a bend comes back
only when sums cross zero again. Better not to get there: lesson 07 chooses the steps, lesson 10 the first weights.

Which function, then? For hidden layers begin with ReLU or tanh; for the output the task decides: sigmoid or softmax for
probabilities, none for numbers. [Lesson 04](04_forward_propagation.ipynb) puts such units together.

## Recall (1 min)
"""

# %%
quiz("03.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Without a bend between them, layers collapse into one.
- To learn, a function must have a slope; the sigmoid's is at most 1/4, and it saturates on both sides.
- ReLU is steep on one half and flat on the other, where units can die; leaky ReLU is flat nowhere.
- On the way through many layers a signal and its gradient are multiplied at each; function and gain together decide.
- Softmax turns scores into probabilities; subtract the largest score, and nothing overflows.

### New terms

- **step**: 1 where the sum is not negative, else 0; its slope is 0.
- **sigmoid**: 1/(1 + e^-z), between 0 and 1.
- **tanh**: the hyperbolic tangent, between −1 and 1.
- **ReLU**: the rectified linear unit, max(z, 0).
- **leaky ReLU**: a ReLU with a small slope on the negative side.
- **softmax**: exponentials of the scores divided by their sum: probabilities.
- **temperature**: the number by which scores are divided before softmax.
- **saturate**: to go flat for large sums, so that the slope is nearly 0.
- **dead unit**: a unit whose slope is 0 for every example, so that it never learns.
- **central difference**: the slope measured from a small step up and the same step down.
- **relative error**: a difference divided by the larger of the two numbers.

### Sources

- Nair, Hinton (2010), "Rectified linear units improve restricted Boltzmann machines".
- Glorot, Bordes, Bengio (2011), "Deep sparse rectifier neural networks".
- Maas, Hannun, Ng (2013), "Rectifier nonlinearities improve neural network acoustic models": the leak.
- Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs": softmax.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 4.1 (overflow) and 6.3 (hidden units).
"""
