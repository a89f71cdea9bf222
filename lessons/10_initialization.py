# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say why equal weights stay equal, and derive how large first weights should be;
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
from nnlearn.gradcheck import gradcheck
from nnlearn.lessons.initialization import deep
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
$n$ inputs are drawn with standard deviation gain$/\sqrt n$. Blue is the size of the signal after each layer, vermilion
that of the gradient on its way back, on a logarithmic scale.

Three things to try, and what to look for:

1. Turn the dial until both lines are nearly level, first for tanh, then for ReLU. Which gain is it?
2. Set the gain to 3, with tanh and with ReLU. Which lines explode? Now tick **batch normalisation**. Which line does it
   level?
3. Tick **all first weights equal**. What does the sentence above the picture say about the units?
"""

# %%
InitExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Every layer multiplies, so thirty of them make a power: a factor of 0.6 leaves two ten-millionths, a factor of 2 makes a
billion. With ReLU both lines die below a gain of about 1.4 and explode above it. With tanh both die below about 1.
Above that, the signal stays, as no output passes 1, but the gradient explodes. These are the **vanishing gradient** and
the **exploding gradient**. Batch normalisation brings the signal back to size after each layer, whatever the gain; it
does not level the gradient. And with equal weights all hundred units of a layer say the same: a layer of one.

## Symmetry (8 min)

Start all weights at one number and all biases at 0. Two hidden units then get the same sum, give the same output,
receive the same error and the same gradient; after the step they are equal again. This is **symmetry**, and gradient
descent cannot break it.
"""

# %%
digits = datasets.digits()
(x, y), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
for name in ("all equal", "random"):
    nn.manual_seed(0)
    net = (
        nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
        .double()
        .to(nn.device())
    )
    if name == "all equal":
        for layer in (net[0], net[2]):
            nn.uniform_(layer.weight, 0.1, 0.1)
            nn.uniform_(layer.bias, 0.0, 0.0)
    _ = nn.fit(
        net,
        nn.CrossEntropyLoss(),
        nn.SGD(net.parameters(), lr=0.5),
        x,
        y,
        epochs=10,
        batch_size=32,
    )
    rows = nn.to_numpy(net[0].weight)
    share = accuracy(nn.predict(net, unseen), unseen_labels)
    parted = np.ptp(rows, axis=0).max() > 1e-3
    print(
        f"{name:9}: the units have parted: {parted}; accuracy above 0.9: {share > 0.9}"
    )

# %% [markdown]
r"""
Thirty-two units that say the same are no more than one. So weights start at random. Biases may start at 0: random
weights are enough to tell units apart.

## How large? (12 min)

Take one unit with $n$ inputs, $z = w_1 x_1 + \ldots + w_n x_n$. Weights and inputs are independent and have mean 0. The
variance of a sum of independent terms is the sum of their variances, and that of a product the product:

$$\operatorname{Var} z = n \operatorname{Var} w \operatorname{Var} x$$

To keep the signal at its size, $n \operatorname{Var} w = 1$. On the way back the error of an input is a sum over the
$m$ units that it feeds, so the gradient keeps its size if $m \operatorname{Var} w = 1$. Both at once is possible only
for $n = m$; **Xavier** initialization (Glorot, Bengio 2010) uses the mean of $n$ and $m$ instead:

$$\operatorname{Var} w = \frac{2}{n + m}$$

That suits tanh, whose slope is 1 where its sums are small. A ReLU sets half of the sums to zero, and the mean square of
what is left is half of what came in. **He** initialization (He and others 2015) makes up for it:

$$\operatorname{Var} w = \frac{2}{n}$$

**Your turn.** Two formulas to write:
[Exercise 10.1: Xavier and He](../exercises/10_initialization_exercises.ipynb#10.1-Xavier-and-He).

Are they true? First the sums of one layer, then thirty layers.
"""

# %%
rng = np.random.default_rng(0)
n, m = 200, 50
inputs = rng.normal(size=(5000, n))
for name, variance in (("1", 1.0), ("1/n", 1 / n), ("2/(n + m)", 2 / (n + m))):
    W = math.sqrt(variance) * rng.normal(size=(m, n))
    back = rng.normal(size=(5000, m)) @ W
    print(
        f"Var w = {name}: sums have the variance {(inputs @ W.T).var():.3g}, errors on the way back {back.var():.2g}"
    )

# %%
z = rng.normal(size=100_000)
print(
    f"mean square before a ReLU {(z**2).mean():.2f}, after it {(np.maximum(z, 0) ** 2).mean():.2f}"
)
for function, gain in (
    ("tanh", 1.0),
    ("tanh", 3.0),
    ("ReLU", 1.0),
    ("ReLU", math.sqrt(2)),
    ("ReLU", 3.0),
):
    run = deep("standardised", function, gain, False, False, 0)
    left = (
        f"signal after 30 layers {run.signals[-1]:.1g}, gradient {run.gradients[0]:.1g}"
    )
    print(f"{function} with gain {gain:.2f}: {left}")

# %% [markdown]
r"""
Tanh at gain 1 loses a little in each layer, because it bends. For ReLU the factor $\sqrt 2$ in each of thirty layers
makes $2^{15}$, some thirty thousand. Does it matter for learning? Train a network of twelve layers, once with each.
"""

# %%
curves = {}
for name, kind in (("gain 1", "linear"), ("He", "relu")):
    nn.manual_seed(1)
    net = nn.Sequential(
        *[part for _ in range(12) for part in (nn.Linear(64, 64), nn.ReLU())],
        nn.Linear(64, 10),
    )
    net = net.to(nn.device())
    for layer in net[::2]:
        nn.kaiming_normal_(layer.weight, nonlinearity=kind)
        nn.uniform_(layer.bias, 0.0, 0.0)
    fitted = nn.fit(
        net,
        nn.CrossEntropyLoss(),
        nn.SGD(net.parameters(), lr=0.05),
        x,
        y,
        epochs=8,
        batch_size=32,
    )
    curves[name] = fitted.loss
print(
    "He's weights learn faster in the first epochs:",
    curves["He"][2] < curves["gain 1"][2],
)

# %%
fig, ax = figure(height=2.4)
curve(ax, curves, xlabel="epoch", ylabel="training loss")
ax.axhline(math.log(10), color="#8A8A8A", linewidth=0.8, zorder=0)
late = (
    "stays at the grey line of pure guessing for epochs"
    if curves["gain 1"][2] > 2.2
    else "falls more slowly"
)
show(
    fig,
    alt="training loss of a network with twelve hidden layers over eight epochs: with He's weights it falls at once, "
    f"with gain 1 it {late}",
    caption=f"Twelve ReLU layers. With He's weights the loss falls at once; with gain 1 it {late}.",
)

# %% [markdown]
r"""
With gain 1 twelve ReLU layers leave $2^{-6}$ of the signal: to the last layer all digits look nearly alike, and just as
little of the gradient comes back. It takes epochs before the network begins to learn.

## Inputs count as well (9 min)

The derivation began with inputs of variance 1. Real measurements are different, and a layer sees only large and small
numbers: the large ones win, whatever they mean. Three habits bring each column into shape:

- to [0, 1]: subtract the minimum and divide by the range. One outlier then squeezes all others together;
- to [−1, 1], which also puts their middle near 0. An example whose inputs are all positive moves all weights of
  a unit the same way, since its gradient is $\delta\, x$ with one $\delta$ for all (LeCun and others 1998);
- **standardising**, to mean 0 and standard deviation 1, which is what the derivation asked for.
"""

# %%
tumours = datasets.breast_cancer()
(a, ya), (b, yb) = datasets.split(tumours.x.astype(float), tumours.y, seed=0)
print(
    "means:",
    ", ".join(f"{tumours.features[k]} {a[:, k].mean():.2g}" for k in (0, 3, 4)),
)
low, high, mean, std = a.min(axis=0), a.max(axis=0), a.mean(axis=0), a.std(axis=0)
ways = {
    "raw": (a, b),
    "[0, 1]": ((a - low) / (high - low), (b - low) / (high - low)),
    "[-1, 1]": (2 * (a - low) / (high - low) - 1, 2 * (b - low) / (high - low) - 1),
    "standardised": ((a - mean) / std, (b - mean) / std),
}
losses, flat = {}, {}
for name, (train, test) in ways.items():
    nn.manual_seed(0)
    net = nn.Sequential(nn.Linear(30, 16), nn.Tanh(), nn.Linear(16, 2)).to(nn.device())
    flat[name] = (abs(nn.predict(net[:2], test.astype("f4"))) > 0.99).mean()
    optimizer = nn.SGD(net.parameters(), lr=0.1)
    losses[name] = nn.fit(
        net,
        nn.CrossEntropyLoss(),
        optimizer,
        train.astype("f4"),
        ya,
        epochs=10,
        batch_size=32,
    ).loss
print(
    "nine in ten hidden outputs saturated before the first step:",
    [name for name in ways if flat[name] > 0.9],
)
print(
    "loss after ten epochs, from worst to best:",
    sorted(ways, key=lambda name: -losses[name][-1]),
)

# %% [markdown]
r"""
On raw numbers the units are saturated before the first step, and a saturated tanh has no slope. Mean and standard
deviation come from the training data alone, and are kept: the network needs them whenever it is used.

**Your turn.** [Exercise 10.2: standardise](../exercises/10_initialization_exercises.ipynb#10.2-Standardise).

## Batch normalisation (16 min)

If standardised inputs are good for the first layer, why not for every layer? **Batch normalisation** (Ioffe, Szegedy
2015) measures each unit over the batch and standardises it, right there in the network:

$$\hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \qquad y = \gamma \hat x + \beta$$

$\gamma$ and $\beta$ are learned, so that the network may choose another scale. An input reaches the outputs by three
paths: directly, through the mean and through the spread. Write $g$ for the error that arrives at $\hat x$:

$$\frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
\left( g - \overline{g} - \hat x\, \overline{g \hat x} \right)$$

The bar is the mean over the batch. Read the two subtracted terms: moving a whole batch changes no output, nor does
stretching it, so no gradient is left in these two directions.

**Your turn.** [Exercise 10.3: batch normalisation
forward](../exercises/10_initialization_exercises.ipynb#10.3-Batch-normalisation-forward) and [Exercise 10.4: batch normalisation
backward](../exercises/10_initialization_exercises.ipynb#10.4-Batch-normalisation-backward).

Check the library's layer with central differences: here the weights in front of it get their gradient through it. Then
give thirty layers bad weights.
"""

# %%
nn.manual_seed(0)
small = nn.Sequential(
    nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Tanh(), nn.Linear(3, 2)
).double()
print(
    gradcheck(
        small,
        nn.CrossEntropyLoss(),
        nn.tensor(rng.normal(size=(6, 4)), dtype="float64"),
        nn.tensor(y[:6] % 2),
    )
)

# %% [markdown]
r"""
One row stands out: of `0.bias` nothing was checked, because both gradients are 0. Batch normalisation subtracts the
mean, and a bias added to every example goes with it. A dense layer in front of it needs no bias.
"""

# %%
for gain in (0.5, 3.0):
    for norm in (False, True):
        run = deep("standardised", "ReLU", gain, False, norm, 0)
        how = "with batch normalisation" if norm else "without"
        print(
            f"gain {gain}: {how}: signal {run.signals[-1]:.1g}, gradient {run.gradients[0]:.1g}"
        )

# %% [markdown]
r"""
The signal is saved, whatever the gain. In evaluation there may be no batch, and nobody wants an answer that depends on
who else is asked. So the layer keeps running means and variances from training and uses those: `model.eval()` switches,
and `nn.predict` does it for you.

**Layer normalisation** (Ba and others 2016) measures each example over its units instead, so it needs no batch, not
even in training; lesson 21 uses it.
"""

# %%
nn.manual_seed(0)
layer = nn.BatchNorm1d(3).to(nn.device())
batch = rng.normal(size=(64, 3)).astype("f4") * [1, 5, 20] + [0, 10, -30]
for _ in range(100):
    out = nn.to_numpy(layer(nn.tensor(batch, dtype="float32")))
print("in training, standard deviations:", out.std(axis=0).round(2))

# %%
layer_norm = nn.LayerNorm(3).to(nn.device())
for name, one in (
    ("batch normalisation, in evaluation", layer),
    ("layer normalisation", layer_norm),
):
    alone, together = (
        nn.predict(one, batch[:1].astype("f4")),
        nn.predict(one, batch.astype("f4"))[:1],
    )
    print(
        f"{name}: alone and in company the same:",
        bool(abs(alone - together).max() < 1e-6),
    )

# %% [markdown]
r"""
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
    print(
        f"{name}: largest difference below 1e-9: {abs(pair[0] - pair[1]).max() < 1e-9}"
    )
weight = other.Linear(400, 100).weight
other.kaiming_normal_(weight, nonlinearity="relu")
spread = float(other.to_numpy(weight).std())
print(
    "He's rule on the other side, within 3 % of the root of 2/400:",
    abs(spread / math.sqrt(2 / 400) - 1) < 0.03,
)

# %% [markdown]
r"""
## Where it breaks (11 min)

Batch normalisation levels the signal. Look at what it does to the gradient, and what becomes of it with a batch of one.
"""

# %%
for function in ("tanh", "ReLU"):
    run = deep("standardised", function, 1.0, False, True, 0)
    grown = run.gradients[0] / run.gradients[-1]
    print(
        f"{function}: the gradient grows by {grown:.1g} on its way back, by {grown ** (1 / 30):.1f} in each layer;"
    )
    print(
        f"    at that rate a hundred layers make it {grown ** (100 / 30):.0e} times as large"
    )
try:
    nn.BatchNorm1d(3).to(nn.device())(nn.tensor(np.ones((1, 3)), dtype="float32"))
except ValueError as error:
    print("a batch of one in training:", type(error).__name__)

# %% [markdown]
r"""
Normalised layers pass the signal on and let the gradient *grow*, layer by layer (Yang and others 2019). At thirty
layers one can live with that. At a hundred something else is needed, a path around each layer. That is lesson 17,
residual networks.

**Your turn.** The open one: [Exercise 10.5: twenty layers that
learn](../exercises/10_initialization_exercises.ipynb#10.5-Twenty-layers-that-learn).

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
- A layer multiplies the variance by n Var w; Xavier takes the mean of what both directions want, He's rule makes up for
  ReLU.
- Inputs far from mean 0 and spread 1 saturate units or drown each other out; standardise with the training data's
  numbers.
- Batch normalisation standardises every layer over the batch; in evaluation it uses what it has kept.
- It levels the signal, not the gradient, which grows on its way back.

### New terms

- **gain**: the factor by which first weights are larger than one over the root of the number of inputs.
- **vanishing gradient**: one that fades on its way back, so that the first layers do not learn.
- **exploding gradient**: one that grows from layer to layer on its way back.
- **symmetry**: equal weights that get equal gradients, and so stay equal.
- **Xavier**: first weights of variance 2/(inputs + outputs).
- **He**: first weights of variance 2/inputs, for ReLU.
- **standardising**: bringing to mean 0 and standard deviation 1.
- **batch normalisation**: standardising each unit over the batch, then a learned scale and shift.
- **layer normalisation**: standardising each example over its units.

### Sources

- Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", section 4.2.
- He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", section 2.2.
- LeCun, Bottou, Orr, Müller (1998), "Efficient BackProp", section 4.3: inputs of mean 0, and of one sign.
- Ioffe, Szegedy (2015), "Batch normalization", algorithm 1.
- Ba, Kiros, Hinton (2016), "Layer normalization".
- Yang and others (2019), "A mean field theory of batch normalization".
"""
