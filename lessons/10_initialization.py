# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say why equal weights never part, and derive how large first weights should be;
- bring inputs into shape, and say what happens when you do not;
- write batch normalisation, and say what it repairs and what it costs.
"""

# %%
import math

import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import InitExplorer
from nnlearn.explorers.init_signal import deep
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 09](09_backpropagation.ipynb) ended with gradients that are right and networks that do not learn: what matters
is where they start.
"""

# %%
quiz("10.predict")

# %% [markdown]
r"""
## Explore (8 min)

Digits go through thirty layers, and a gradient comes back. One dial sets the **gain**: the first weights of a unit with
$n$ inputs are drawn with standard deviation gain$/\sqrt n$. Blue is the size of the signal behind each layer, vermilion
that of the gradient on its way back, on a logarithmic scale.

Three things to try, and what to look for:

1. Turn the dial for tanh until both lines are level. Then for ReLU. Which gain is it?
2. Tick **all first weights equal**. What do the histograms show, and what the sentence above?
3. Set the gain to 3 with ReLU, then tick **batch normalisation**. Which of the two lines does it level?
"""

# %%
InitExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Every layer multiplies, so thirty of them make a power: a factor of 0.6 leaves a ten-millionth, a factor of 2 a billion.
Only close to one gain does a signal get through, near 1 for tanh and near 1.4 for ReLU. Batch normalisation brings the
signal back to size behind each layer, whatever the gain. And with equal weights all hundred units of a layer say the
same: a layer of one.

## Symmetry (8 min)

Start all weights at the same number. Two hidden units then get the same sum, give the same output, receive the same
error and the same gradient; after the step they are equal again. This is **symmetry**, and gradient descent cannot
break it.
"""

# %%
digits = datasets.digits()
(x, y), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
for name in ("all equal", "random"):
    nn.manual_seed(0)
    net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).double().to(nn.device())
    if name == "all equal":
        for layer in (net[0], net[2]):
            nn.uniform_(layer.weight, 0.1, 0.1)
            nn.uniform_(layer.bias, 0.0, 0.0)
    _ = nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.5), x, y, epochs=10, batch_size=32)
    rows = nn.to_numpy(net[0].weight)
    share = accuracy(nn.predict(net, unseen), unseen_labels)
    parted = np.ptp(rows, axis=0).max() > 1e-3
    print(f"{name:9}: the units have parted: {parted}; accuracy above 0.9: {share > 0.9}")

# %% [markdown]
r"""
Thirty-two units, and the network with equal weights can do no more than with one. So weights start at random. Biases
may start at 0: random weights are enough to tell units apart.

**Your turn.** How far from zero should they be drawn? Read on to the two formulas below, then write them:
[Exercise 10.1: Xavier and He](../exercises/10_initialization.ipynb#10.1-Xavier-and-He).

## How large? (12 min)

Take one unit with $n$ inputs, $z = w_1 x_1 + \ldots + w_n x_n$. Weights and inputs are independent and have mean 0. The
variance of a sum of independent terms is the sum of their variances, and that of a product the product:

$$\operatorname{Var} z = n \operatorname{Var} w \operatorname{Var} x$$

To keep the signal at its size, $n \operatorname{Var} w = 1$. On the way back the error of an input is a sum over the
$m$ units that it feeds, so the gradient keeps its size if $m \operatorname{Var} w = 1$. Both at once is possible only
for $n = m$; **Xavier** initialization (Glorot, Bengio 2010) takes the mean of both:

$$\operatorname{Var} w = \frac{2}{n + m}$$
"""

# %%
rng = np.random.default_rng(0)
n, m = 200, 50
inputs = rng.normal(size=(5000, n))
for name, variance in (("1", 1.0), ("1/n", 1 / n), ("2/(n + m)", 2 / (n + m))):
    W = math.sqrt(variance) * rng.normal(size=(m, n))
    back = rng.normal(size=(5000, m)) @ W
    print(f"Var w = {name}: sums have the variance {(inputs @ W.T).var():.1f}, errors on the way back {back.var():.1f}")

# %% [markdown]
r"""
This holds for tanh as long as its sums are small, where it has slope 1. A ReLU is another matter: it sets half of the
sums to zero, and the mean square of what is left is half of what came in. **He** initialization (He and others 2015)
makes up for it:

$$\operatorname{Var} w = \frac{2}{n}$$
"""

# %%
z = rng.normal(size=100_000)
print(f"mean square before a ReLU {(z**2).mean():.2f}, behind it {(np.maximum(z, 0) ** 2).mean():.2f}")
for function, gain in (("tanh", 1.0), ("ReLU", 1.0), ("ReLU", math.sqrt(2))):
    run = deep("standardised", function, gain, False, False, 0)
    left = f"signal behind 30 layers {run.signals[-1]:.1g}, gradient {run.gradients[0]:.1g}"
    print(f"{function} with gain {gain:.2f}: {left}")

# %% [markdown]
r"""
Thirty layers of ReLU with the wrong factor of $\sqrt 2$ differ by $2^{15}$, some thirty thousand. Does it matter for
learning? Train a network of twelve layers, once with each.
"""

# %%
curves = {}
for name, draw in (("gain 1", lambda w: nn.kaiming_normal_(w, nonlinearity="linear")), ("He", nn.kaiming_normal_)):
    nn.manual_seed(1)
    layers = [nn.Linear(64, 64), nn.ReLU()]
    for _ in range(11):
        layers += [nn.Linear(64, 64), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Linear(64, 10)).to(nn.device())
    for layer in net:
        if isinstance(layer, nn.Linear):
            draw(layer.weight, nonlinearity="relu") if name == "He" else draw(layer.weight)
            nn.uniform_(layer.bias, 0.0, 0.0)
    fitted = nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.05), x, y, epochs=8, batch_size=32)
    curves[name] = fitted.loss
print("He learns faster in the first epochs:", curves["He"][2] < curves["gain 1"][2])

# %%
fig, ax = figure(height=2.4)
curve(ax, curves, xlabel="epoch", ylabel="training loss")
ax.axhline(math.log(10), color="#8A8A8A", linewidth=0.8)
late = "stays at the grey line of pure guessing for epochs" if curves["gain 1"][2] > 2.2 else "lags behind"
show(
    fig,
    alt="training loss of a network with twelve hidden layers over eight epochs: with He's weights it falls at once, "
    f"with gain 1 it {late}",
    caption=f"Twelve ReLU layers. With He's weights the loss falls at once; with gain 1 it {late}.",
)

# %% [markdown]
r"""
## Inputs count as well (9 min)

The derivation began with inputs of variance 1. Measurements come otherwise: in the tumour data a radius of 14, an area
of 650, a smoothness of 0.1. A layer sees only large and small numbers, and the large ones win, whatever they mean.
Three habits bring them into shape: to [0, 1] by subtracting the least and dividing by the range; to [−1, 1], which also
puts their middle at 0; or **standardising**, to mean 0 and standard deviation 1, which no single outlier can spoil.
"""

# %%
tumours = datasets.breast_cancer()
(a, ya), (b, yb) = datasets.split(tumours.x.astype(float), tumours.y, seed=0)
low, high, mean, std = a.min(axis=0), a.max(axis=0), a.mean(axis=0), a.std(axis=0)
ways = {
    "raw": (a, b),
    "[0, 1]": ((a - low) / (high - low), (b - low) / (high - low)),
    "[-1, 1]": (2 * (a - low) / (high - low) - 1, 2 * (b - low) / (high - low) - 1),
    "standardised": ((a - mean) / std, (b - mean) / std),
}
for name, (train, test) in ways.items():
    nn.manual_seed(0)
    net = nn.Sequential(nn.Linear(30, 16), nn.Tanh(), nn.Linear(16, 2)).to(nn.device())
    optimizer = nn.SGD(net.parameters(), lr=0.1)
    _ = nn.fit(net, nn.CrossEntropyLoss(), optimizer, train.astype("f4"), ya, epochs=10, batch_size=32)
    hidden = nn.predict(net[:2], test.astype("f4"))
    share = accuracy(nn.predict(net, test.astype("f4")), yb)
    flat = (abs(hidden) > 0.99).mean()
    print(f"{name:12} more than half of the hidden units saturated: {flat > 0.5}; accuracy above 0.95: {share > 0.95}")

# %% [markdown]
r"""
On raw numbers nearly every unit is saturated before the first step, and a saturated tanh has no slope. The numbers that
the inputs are divided by come from the training data alone, and are kept: whoever uses the network later needs them.

**Your turn.** [Exercise 10.2: standardise](../exercises/10_initialization.ipynb#10.2-Standardise).

## Batch normalisation (16 min)

If standardised inputs are good for the first layer, why not for every layer? **Batch normalisation** (Ioffe, Szegedy
2015) measures each unit over the batch and standardises it, right there in the network:

$$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \qquad y = \gamma \hat x + \beta$$

$\gamma$ and $\beta$ are learned, so that the network may choose another scale. Mean and spread depend on every example
of the batch, so there are three paths backward. Write $g$ for the error that arrives at $\hat x$:

$$\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
\left( g - \overline{g} - \hat x\, \overline{g \hat x} \right)$$

The bar is the mean over the batch.

**Your turn.** [Exercise 10.3: batch normalisation
forward](../exercises/10_initialization.ipynb#10.3-Batch-normalisation-forward) and [Exercise 10.4: batch normalisation
backward](../exercises/10_initialization.ipynb#10.4-Batch-normalisation-backward).

What the library's layer does with thirty layers of bad weights:
"""

# %%
for gain in (0.5, 3.0):
    for norm in (False, True):
        run = deep("standardised", "ReLU", gain, False, norm, 0)
        how = "with batch normalisation" if norm else "without"
        print(f"gain {gain}: {how}: signal {run.signals[-1]:.1g}, gradient {run.gradients[0]:.1g}")

# %% [markdown]
r"""
The signal is saved, whatever the gain. In evaluation there may be no batch, and nobody wants an answer that depends on
who else is asked. So the layer keeps running means from training and uses those: `model.eval()` switches, and
`nn.predict` does it for you.
"""

# %%
nn.manual_seed(0)
layer = nn.BatchNorm1d(3).to(nn.device())
batch = rng.normal(size=(64, 3)).astype("f4") * [1, 5, 20] + [0, 10, -30]
for _ in range(100):
    out = nn.to_numpy(layer(nn.tensor(batch, dtype="float32")))
print("in training, standard deviations:", out.std(axis=0).round(2))

# %%
alone = nn.predict(layer, batch[:1].astype("f4"))
together = nn.predict(layer, batch.astype("f4"))[:1]
print("in evaluation alone and in company the same:", bool(abs(alone - together).max() < 1e-6))

# %% [markdown]
r"""
**Layer normalisation** (Ba and others 2016) measures each example over its units instead, needs no batch, and does the
same in training and in evaluation; lesson 21 uses it.

## On a GPU (3 min)

Initialization and normalisation have the same names on both sides.
"""

# %%
import nnlearn.torch as other

data = rng.normal(size=(32, 8)) * 3 + 1
for name in ("BatchNorm1d", "LayerNorm"):
    pair = []
    for side in (nn, other):
        layer = getattr(side, name)(8).double()
        pair.append(side.to_numpy(layer(side.tensor(data, dtype="float64"))))
    print(f"{name}: largest difference below 1e-9: {abs(pair[0] - pair[1]).max() < 1e-9}")
weight = other.Linear(400, 100).weight
other.kaiming_normal_(weight, nonlinearity="relu")
spread = float(other.to_numpy(weight).std())
print("He on the other side, within 3 % of the root of 2/400:", abs(spread / math.sqrt(2 / 400) - 1) < 0.03)

# %% [markdown]
r"""
## Where it breaks (11 min)

Batch normalisation levels the signal; look at what it does to the gradient in a very deep network, and what a batch of
one makes of it.
"""

# %%
for function in ("tanh", "ReLU"):
    run = deep("standardised", function, 1.0, False, True, 0)
    print(f"{function}: the gradient grows on its way back by {run.gradients[0] / run.gradients[-1]:.1g}")
try:
    nn.BatchNorm1d(3).to(nn.device())(nn.tensor(np.ones((1, 3)), dtype="float32"))
except ValueError as error:
    print("a batch of one in training:", type(error).__name__)

# %% [markdown]
r"""
Normalised ReLU layers pass the signal on and let the gradient *grow*, layer by layer (Yang and others 2019). So good
first weights and batch normalisation are enough for some tens of layers, and no more; for a hundred something else is
needed, a path around each layer. That is lesson 17, residual networks.

**Your turn.** The open one: [Exercise 10.5: twenty layers that
learn](../exercises/10_initialization.ipynb#10.5-Twenty-layers-that-learn).

You have now written everything that trains a network. [Lesson 11](11_pytorch.ipynb) sets it beside PyTorch, line by
line.

## Recall (2 min)
"""

# %%
quiz("10.recall")

# %% [markdown]
r"""
## Summary (2 min)

- Equal weights stay equal: start at random, biases at 0.
- A layer multiplies the variance by n Var w; Xavier keeps it for both ways, He makes up for the ReLU.
- Inputs far from mean 0 and spread 1 saturate units or drown each other; standardise with the training data's numbers.
- Batch normalisation standardises every layer over the batch; in evaluation it uses what it has kept.
- It levels the signal, not the gradient.

### New terms

- **gain**: the factor by which first weights are larger than one over the root of the number of inputs.
- **symmetry**: equal weights that get equal gradients, and so stay equal.
- **xavier**: first weights of variance 2/(inputs + outputs).
- **he**: first weights of variance 2/inputs, for ReLU.
- **standardising**: bringing to mean 0 and standard deviation 1.
- **batch normalisation**: standardising each unit over the batch, then a learned scale and shift.
- **layer normalisation**: standardising each example over its units.

### Sources

- Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", section 4.2.
- He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", section 2.2.
- LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp", section 4.3: inputs.
- Ioffe, Szegedy (2015), "Batch normalization", algorithm 1.
- Ba, Kiros, Hinton (2016), "Layer normalization".
- Yang and others (2019), "A mean field theory of batch normalization".
"""
