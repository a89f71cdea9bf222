# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say why equal weights stay equal, and derive how large the first weights of a layer should be;
- bring inputs into shape, and say what happens when you do not;
- write batch normalisation and derive its gradient, and say what it repairs and what it costs.
"""

# %%
import math

import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import InitExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.lessons.initialization import deep, network, share_read
from nnlearn.metrics import accuracy
from nnlearn.plots import colour, curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 09](09_backpropagation.ipynb) ended with gradients that are right and networks that do not learn. For years deep
networks hardly learned from random first weights, until Xavier Glorot and Yoshua Bengio (2010) measured what these
weights do to signals and gradients, and chose better ones. In 2015 Kaiming He and his colleagues had a network of 30
layers that did not learn even with those. They doubled the variance of its first weights, and it did. In this lesson
you find that factor, and see that the default of a very popular library misses it.
"""

# %%
quiz("10.predict")

# %% [markdown]
r"""
## Explore (8 min)

Digits go through thirty layers, and a gradient comes back. One dial sets the gain: the first weights of a unit are
drawn with standard deviation gain / √(number of its inputs). Blue is the size of the signal after each layer, orange
that of the gradient on its way back, on a logarithmic scale. Size means the root of the mean square. **Play** trains
the network on the 128 digits for 200 steps; the curve over the dial is the loss that such a training ended with, from
each gain.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 2: signal and gradient both shrink on their way, the gradient from right to left. What becomes of the training? Drag the dial until both are nearly level and press **Play**,
   first for tanh, then for ReLU (stop 5). Which gain is it?
2. Stop 4: gain 3. Which line explodes? In stop 6 **batch normalisation** is ticked. Which line does it level, and does
   the network learn?
3. Stop 7: **all first weights equal**. What does the sentence above the picture say about the units, even after
   training?
"""

# %%
InitExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Every layer multiplies, so thirty of them make a power: a factor of 0.6 leaves two ten-millionths, a factor of 2 makes a
billion. With ReLU both lines die below a gain of about 1.4 and explode above it. With tanh both die below about 1.
Above that, the signal stays, as no output passes 1, but the gradient explodes. These are the **vanishing gradient** and
the **exploding gradient**. Training shows what they cost. Where both lines are level, a tanh network soon reads nearly
all of its digits, and a ReLU network begins to; where they vanish, the loss stays at log 10 = 2.30, that of guessing;
where they explode, steps go astray or numbers overflow. For tanh the valley is wide, for ReLU it is narrow and rough,
around 1.4. (This is one seed and one learning rate, 0.01: another rate moves the edges of the valley.) Batch
normalisation,
explained below, brings the signal back to size after each layer, whatever the gain; it does not level the gradient. And
with equal weights all hundred units of a layer say the same, before training and after it: a layer of one.

## Symmetry (6 min)

Start all weights at one number and all biases at 0. Two hidden units then get the same sum, give the same output,
receive the same error and the same gradient; after the step they are equal again. This is **symmetry**, and gradient
descent cannot break it.
"""

# %%
digits = datasets.digits()
(x, y), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
for name in ("all equal", "random"):
    nn.manual_seed(0)
    net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
    net = net.double().to(nn.device())
    if name == "all equal":
        for layer in (net[0], net[2]):
            nn.uniform_(layer.weight, 0.1, 0.1)
            nn.uniform_(layer.bias, 0.0, 0.0)
    optimizer = nn.SGD(net.parameters(), lr=0.5)
    nn.fit(net, nn.CrossEntropyLoss(), optimizer, x, y, epochs=10, batch_size=32)
    rows = nn.to_numpy(net[0].weight)  # (32, 64): a row for each hidden unit
    apart = np.ptp(rows, axis=0).max()
    read = accuracy(nn.predict(net, unseen), unseen_labels)
    print(f"{name:9}: hidden units differ by at most {apart:.2f},", end=" ")
    print(f"unseen digits read {read:.1f}")

# %% [markdown]
r"""
Thirty-two units that say the same are no more than one. So weights start at random. Biases may start at 0: random
weights are enough to tell units apart.
"""

# %%
predicted("10.predict")

# %% [markdown]
r"""
## How large? (13 min)

Call the number of inputs of a unit **fan_in**, and the number of units that each input feeds **fan_out**. For a dense
layer with W of shape (out, in) these are in and out.

Take one unit, $z = w_1 x_1 + \ldots$, a sum of fan_in terms. Let its weights have mean 0 and be independent of each
other and of the inputs. In the mean of $z^2$ all mixed terms $w_i x_i w_j x_j$ then have mean 0, and what is left are
fan_in squares:

$$\overline{z^2} = \text{fan}_{\text{in}} \cdot \operatorname{Var} w \cdot \overline{x^2}$$

The bar is a mean. To keep the signal at its size, fan_in · Var w = 1. On the way back the error of an input is a sum
over the fan_out units that it feeds, so by the same argument the gradient keeps its size if fan_out · Var w = 1. Both
at once is possible only if the two are equal. **Xavier initialization** (Glorot, Bengio 2010) settles in between:

$$\operatorname{Var} w = \frac{2}{\text{fan}_{\text{in}} + \text{fan}_{\text{out}}}$$

That suits tanh, whose slope is 1 where its sums are small. A ReLU is another matter. Sums are as often negative as
positive, the negative ones become 0, and so the mean square is halved. **He initialization**, named after Kaiming He
(He and others 2015), makes up for it:

$$\frac{1}{2} \cdot \text{fan}_{\text{in}} \cdot \operatorname{Var} w = 1
\qquad\text{or}\qquad \operatorname{Var} w = \frac{2}{\text{fan}_{\text{in}}}$$

Normal or uniform numbers, it does not matter: only the variance counts. A uniform distribution from $-a$ to $a$ has the
density $1/2a$, so its variance is

$$\operatorname{Var} w = \int_{-a}^{a} \frac{w^2}{2a}\, dw = \frac{a^2}{3}$$

**Your turn.** The same argument for a leaky ReLU: [Exercise 10.1: bounds for first
weights](../exercises/10_initialization_exercises.ipynb#10.1-Bounds-for-first-weights).

Is it true? First one layer with fan_in = 200 and fan_out = 50, there and back, then a ReLU.
"""

# %%
rng = np.random.default_rng(0)
inputs, errors = rng.normal(size=(5000, 200)), rng.normal(size=(5000, 50))
variances = {"1": 1.0, "1/fan_in": 1 / 200, "1/fan_out": 1 / 50, "Xavier's": 2 / 250}
for name, variance in variances.items():
    W = math.sqrt(variance) * rng.normal(size=(50, 200))
    forward, back = ((inputs @ W.T) ** 2).mean(), ((errors @ W) ** 2).mean()
    print(f"Var w = {name:9} mean square of the sums {forward:6.2f},", end=" ")
    print(f"on the way back {back:5.2f}")
z = rng.normal(size=100_000)
halved = (np.maximum(z, 0) ** 2).mean()
print(f"mean square before a ReLU {(z**2).mean():.2f}, after it {halved:.2f}")

# %% [markdown]
r"""
Now thirty ReLU layers. Weights of standard deviation gain / √fan_in multiply the mean square by gain² / 2 in each
layer, so after $k$ layers the size should have changed by a factor of $(\text{gain}^2/2)^{k/2}$. The gradient loses the
same half on its way back, since a ReLU that is off passes nothing, so between equally wide layers the factor is the
same. Xavier's weights have gain 1 where layers are equally wide, He's have gain √2. The third gain, 0.58, will be
explained in a moment.
"""

# %% tags=["hide-input"]
gains = {"√2, He's": math.sqrt(2), "1, Xavier's": 1.0, "0.58": 1 / math.sqrt(3)}
fig, axes = figure(width=7.2, height=3.0, columns=2)
k = np.arange(31)
for index, (name, gain) in enumerate(gains.items()):
    measured = deep("standardised", "ReLU", gain, False, False, 0)
    factor = gain / math.sqrt(2)  # in each layer
    forward, back = (
        measured.signals[0] * factor**k,
        measured.gradients[-1] * factor ** (30 - k),
    )
    for ax, found, theory in (
        (axes[0], measured.signals, forward),
        (axes[1], measured.gradients, back),
    ):
        ax.plot(
            k, found, "o", color=colour(index), markersize=3.5, label=f"gain {name}"
        )
        ax.plot(
            k,
            theory,
            color="#8A8A8A",
            linewidth=1,
            zorder=0,
            label="formula" if index == 2 else None,
        )
for ax, title in ((axes[0], "signal"), (axes[1], "gradient")):
    ax.set(yscale="log", ylim=(1e-13, 1e2), xlabel="layer", title=title)
axes[0].set_ylabel("size")
axes[0].legend(fontsize=9, frameon=False, loc="lower left")
show(
    fig,
    alt="size of signal and gradient over thirty ReLU layers for three gains, each "
    "measured size next to the line of "
    "the theory: level for the root of 2, down to about 3e-5 for 1, down to about "
    "2e-12 for 0.58; the gradient "
    "mirrors the signal",
    caption="Points: measured. Lines: the formula. With He's weights both stay level "
    "over thirty layers; with Xavier's "
    "they lose a factor of 30,000, and with gain 0.58 a factor of about 400 "
    "billion.",
)

# %% [markdown]
r"""
The points follow the lines, within the luck of one draw of weights. (The gradient at layer 0 lies a quarter higher,
since the first layer has fan_in 64 but fan_out 100.) (The figure follows Simon Prince, 2023,
section 7.5.) A factor of √2 is easily overlooked; thirty of them make $2^{15}$.

## What your library does (8 min)

And if you say nothing? PyTorch's `nn.Linear` draws weights *and* biases uniformly between −1/√fan_in and 1/√fan_in, and
the NumPy side of this course does the same. (Import `nnlearn.torch as nn` at the top to run all of this on PyTorch.)
"""

# %%
nn.manual_seed(0)
scaled = nn.to_numpy(nn.Linear(400, 300).weight) * math.sqrt(400)
print(f"largest weight times √fan_in:     {abs(scaled).max():.2f}")
print(f"standard deviation times √fan_in: {scaled.std():.2f}")

# %% [markdown]
r"""
With $a^2/3$ the variance is 1/(3 fan_in): gain 1/√3 = 0.58. Xavier's weights are √3 times as large, and He's √6 times.

PyTorch's source hides it: `kaiming_uniform_(weight, a=math.sqrt(5))` looks like He's rule. But `a` is the negative
slope of a leaky ReLU, and with √5 in your formula of exercise 10.1 the bound is exactly 1/√fan_in. The maintainers keep
this old habit so that existing programs give the same results ([issue
15314](https://github.com/pytorch/pytorch/issues/15314)).

The random biases hide what happens. Here are thirty layers as the library makes them:
"""

# %%
nn.manual_seed(0)
layers = [part for _ in range(30) for part in (nn.Linear(64, 64), nn.ReLU())]
thirty = nn.Sequential(*layers).double().to(nn.device())
standardised, _ = datasets.standardise(x.astype("float64"), unseen.astype("float64"))
for depth in (1, 10, 30):
    h = nn.predict(thirty[: 2 * depth], standardised)  # (1348, 64)
    size, apart = np.sqrt((h**2).mean()), np.sqrt(h.var(axis=0).mean())
    print(f"after {depth:2} layers: size {size:.2f},", end=" ")
    print(f"standard deviation over the digits {apart:.0e}")

# %% [markdown]
r"""
The signal does not die, since each layer adds its biases. But it is the same signal for every digit.

Does it matter for learning? Eight ReLU layers of 64 units each, trained on digits for five epochs: three starts, each
at four learning rates, from five seeds.
"""

# %% tags=["nbval-ignore-output"]
rates, seeds = (0.03, 0.1, 0.3, 1.0), range(5)


def shares(start, normalised):  # (4 rates, 5 seeds): each entry is one trained network
    pairs = [(lr, seed) for lr in rates for seed in seeds]
    read = [share_read(nn, start, normalised, lr, seed) for lr, seed in pairs]
    return np.reshape(read, (len(rates), len(seeds)))


table = {}
print("unseen digits read, mean (smallest to largest of five)")
print(f"{'':8}", *(f"{f'lr {lr}':20}" for lr in rates))
for start in ("default", "Xavier", "He"):
    table[start] = shares(start, normalised=False)
    row = (f"{s.mean():.2f} ({s.min():.2f} to {s.max():.2f})" for s in table[start])
    print(f"{start:8}", *(f"{words:20}" for words in row))

# %% [markdown]
r"""
Ten classes, so 0.10 is guessing. As the library makes it, the network does not learn at any of these rates. With
Xavier's weights it begins to; with He's, at the two small rates, it reads most digits. No line of code was wrong, and
nothing warned you. Networks with one hidden layer, such as that of lesson 09, hardly notice. In a deep network of ReLU
layers, set the first weights yourself.

## Inputs count as well (7 min)

The derivation asked nothing of the size of the inputs, and keeps whatever size comes in: measurements of 1,000 make
sums of about 1,000, and a column that is large in every example is a large signal that says nothing. Three habits bring
columns into shape:

- to [0, 1]: subtract the minimum and divide by the range. One outlier then squeezes all others together;
- to [−1, 1], which also puts the middle of the range at 0, and so the mean nearer to 0. An example whose inputs are all positive moves all weights of
  a unit in the same direction, since its gradient is the error of the unit times x (LeCun and others 1998);
- **standardising**, to mean 0 and standard deviation 1, so that no column drowns out the others because of its unit of
  measurement.

Mean and standard deviation come from the training data alone, and are kept: the network needs them whenever it is used.

**Your turn.** [Exercise 10.2: standardise](../exercises/10_initialization_exercises.ipynb#10.2-Standardise).

What each way is worth: a small network on measurements of tumours, at three learning rates, from five seeds.
"""

# %% tags=["nbval-ignore-output"]
tumours = datasets.breast_cancer()
(a, ya), (b, yb) = datasets.split(tumours.x.astype(float), tumours.y, seed=0)
low, high, std = a.min(axis=0), a.max(axis=0), a.std(axis=0)
ways = {
    "raw": (a, b),
    "only divided by the std": (a / std, b / std),
    "[0, 1]": ((a - low) / (high - low), (b - low) / (high - low)),
    "[-1, 1]": (2 * (a - low) / (high - low) - 1, 2 * (b - low) / (high - low) - 1),
    "standardised": datasets.standardise(a, b),
}
print("means:", *(f"{tumours.features[k]} {a[:, k].mean():.3g};" for k in (0, 3, 4)))
print(f"{'':24} saturated   unseen tumours judged correctly at lr 0.01, 0.1, 1")
for name, (train, test) in ways.items():
    train, test, saturated, right = train.astype("f4"), test.astype("f4"), [], []
    for lr in (0.01, 0.1, 1.0):
        for seed in range(5):
            nn.manual_seed(seed)
            net = nn.Sequential(nn.Linear(30, 16), nn.Tanh(), nn.Linear(16, 2))
            net, loss = net.to(nn.device()), nn.CrossEntropyLoss()
            saturated.append((abs(nn.predict(net[:2], test)) > 0.99).mean())
            sgd = nn.SGD(net.parameters(), lr=lr)
            nn.fit(net, loss, sgd, train, ya, epochs=10, batch_size=32)
            right.append(accuracy(nn.predict(net, test), yb))
    means = np.reshape(right, (3, 5)).mean(axis=1)
    print(f"{name:24} {np.mean(saturated):9.2f}  ", *(f"{mean:.2f}" for mean in means))

# %% [markdown]
r"""
63 % of these tumours are benign, so 0.63 is what a network reaches that always says so. On raw numbers nearly all
hidden units are saturated before the first step, and a saturated tanh has almost no slope. Dividing by the spread alone
leaves the columns' means far from 0, and fails at the largest rate. The two ranges need the right rate; standardised
inputs do well at all three.

## Batch normalisation (18 min)

If standardised inputs help the first layer, why not standardise the inputs of every layer? **Batch normalisation**
(Ioffe, Szegedy 2015) does so inside the network. Its authors put it between a layer's sum and its activation. For one
unit, with the sums $z_1 \ldots z_N$ over the N examples of a batch:

$$\hat z_n = \frac{z_n - \bar z}{r} \qquad r = \sqrt{\overline{(z - \bar z)^2} + \varepsilon} \qquad
\tilde z_n = \gamma\, \hat z_n + \beta$$

$\tilde z_n$ goes into the activation. γ and β are learned, one pair for each unit; they start at 1 and 0, so that the
network may choose another scale later. ε, usually $10^{-5}$, keeps the divisor from zero. A bias in the dense layer
before it would be subtracted again with the mean, so that layer needs none (`bias=False`): β takes its place. (Some
networks normalise after the activation instead.)

In evaluation there may be no batch, and nobody wants an answer that depends on who else is asked. So the layer keeps
**running averages** of mean and variance. In training each batch moves them by a tenth of the way,

$$\text{average} \leftarrow 0.9\, \text{average} + 0.1\, \text{batch}$$

and evaluation uses them instead. `model.eval()` switches, and `nn.predict` does it for you.
"""

# %%
nn.manual_seed(0)
layer = nn.BatchNorm1d(3).to(nn.device())
batch = (rng.normal(size=(64, 3)) * [1, 5, 20] + [2, 10, -30]).astype("f4")
for step in range(100):
    out = nn.to_numpy(layer(nn.tensor(batch)))  # in training
    if step in (0, 9, 99):
        kept = nn.to_numpy(layer.running_mean)
        print(f"running means after batch {step + 1:3}: {kept.round(1)}")
print("standard deviations: in", batch.std(axis=0).round(1), end=", ")
print("out", out.std(axis=0).round(2))
few = nn.to_numpy(layer(nn.tensor(batch[:2])))
print("the first example in training, among 64:", out[0].round(2), end=", ")
print("among 2:", few[0].round(2))
alone, together = nn.predict(layer, batch[:1])[0], nn.predict(layer, batch)[0]
print("in evaluation, among 64:", together.round(2), "alone:", alone.round(2))

# %% [markdown]
r"""
In training an example's numbers depend on its neighbours; in evaluation they do not.

**Your turn.** Build the layer, with both of its modes: [Exercise 10.3: a batch normalisation
layer](../exercises/10_initialization_exercises.ipynb#10.3-A-batch-normalisation-layer).

### Its gradient

From the activation arrives $\partial L/\partial \tilde z_n$. γ and β act in every example, so their effects add up, as
a bias's do, and $\hat z_n$ gets its error through γ:

$$\frac{\partial L}{\partial \gamma} = \sum_n \frac{\partial L}{\partial \tilde z_n}\, \hat z_n \qquad
\frac{\partial L}{\partial \beta} = \sum_n \frac{\partial L}{\partial \tilde z_n} \qquad
g_n = \frac{\partial L}{\partial \hat z_n} = \gamma\, \frac{\partial L}{\partial \tilde z_n}$$

Now move one sum, $z_1$. The mean follows, $\partial \bar z/\partial z_1 = 1/N$. So does the root: from
$r^2 = \frac{1}{N} \sum_n (z_n - \bar z)^2 + \varepsilon$ comes $2r\, \partial r/\partial z_1 = 2 (z_1 - \bar z)/N$, so
$\partial r/\partial z_1 = \hat z_1/N$. (The mean moves in every bracket, too, but the brackets add up to 0.) By the
quotient rule, where $\delta_{n1}$ is 1 for the first example and 0 for the others,

$$\frac{\partial \hat z_n}{\partial z_1} = \frac{1}{r} \left( \delta_{n1} - \frac{1}{N} - \frac{\hat z_n \hat z_1}{N}
\right)$$

Multiply by $g_n$ and add up over the batch. What holds for the first example holds for each:

$$\frac{\partial L}{\partial z_n} = \frac{1}{r} \left( g_n - \overline{g} - \hat z_n\, \overline{g \hat z} \right)$$

Three paths: directly, through the mean, and through the spread. The two subtracted terms say that moving a whole batch
changes no output, and that stretching it changes none either (up to ε), so no gradient is left in these two directions.
"""

# %%
z, arriving = rng.normal(size=6), rng.normal(size=6)  # one unit, six examples
gamma = 1.5


def loss_of(z):
    z_hat = (z - z.mean()) / np.sqrt(z.var() + 1e-5)
    return float((arriving * gamma * z_hat).sum())


r = np.sqrt(z.var() + 1e-5)
z_hat, g = (z - z.mean()) / r, gamma * arriving
g_z = (g - g.mean() - z_hat * (g * z_hat).mean()) / r
print("by the formula:", g_z.round(4))
print("measured:      ", numerical_gradient(loss_of, z).round(4))
print(f"their sum {abs(g_z.sum()):.4f}, and times z^ {abs((g_z * z_hat).sum()):.4f}")
nn.manual_seed(0)
small = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Tanh(), nn.Linear(3, 2))
small = small.double().to(nn.device())
x64 = nn.tensor(rng.normal(size=(6, 4)), dtype="float64")
print(gradcheck(small, nn.CrossEntropyLoss(), x64, nn.tensor(y[:6] % 2)))

# %% [markdown]
r"""
The table checks the library's layer inside a network. One row stands out: nothing was checked for `0.bias`, because
both gradients are 0. This is the bias that is not needed.

**Layer normalisation** (Ba and others 2016) is the same thing along the other axis: it takes mean and spread of each
*example* over the units of its layer, and needs neither a batch nor running averages. Lesson 21 uses it. γ and β still
belong to the units, one pair for each, and that changes more than the axis.

**Your turn.** Derive its gradient: [Exercise 10.4: layer normalisation
backward](../exercises/10_initialization_exercises.ipynb#10.4-Layer-normalisation-backward).

### Does it help?

The eight ReLU layers again, and the same rates and seeds. With batch normalisation each block is
"""

# %%
print(*network(nn, "default", True)[:3], sep="\n")

# %% tags=["nbval-ignore-output"]
for start in ("default", "He"):
    table[f"{start}, normalised"] = shares(start, normalised=True)
print(f"{'':20}", *(f"lr {lr:<5}" for lr in rates), "best")
for name, read in table.items():
    means = read.mean(axis=1)
    print(f"{name:20}", *(f"{mean:.2f}    " for mean in means), f"{means.max():.2f}")

# %% tags=["hide-input"]
fig, ax = figure(height=3.2)
shown = ("He", "default", "He, normalised", "default, normalised")
curve(
    ax,
    {name: table[name].mean(axis=1) for name in shown},
    x=rates,
    xlabel="learning rate",
    ylabel="digits read",
)
for index, name in enumerate(shown):
    ax.fill_between(
        rates,
        table[name].min(axis=1),
        table[name].max(axis=1),
        color=colour(index),
        alpha=0.15,
        lw=0,
    )
ax.set(xscale="log", ylim=(0, 1), xticks=rates, xticklabels=rates)
ax.minorticks_off()
show(
    fig,
    alt="share of unseen digits read after five epochs against the learning rate. "
    "Without normalisation He's start "
    "reads most digits at the two small rates and falls to guessing at the largest; "
    "the default start guesses at all "
    "four. With normalisation both starts read more than nine in ten at all four rates",
    caption="Lines: means of five seeds; bands: smallest to largest. With batch "
    "normalisation every rate and either "
    "start works. Without, He's start needs a small rate, and the default start fails.",
)

# %% [markdown]
r"""
After five epochs the normalised networks are ahead at every rate, and also when each network is given its best rate. A
rate of 1, which wrecks the plain network, does them little harm, and the bad start is forgiven. That is all it shows:
given 20 epochs, the plain network with He's start and a rate of 0.03 reads 98 % too, and the normalised ones 98 to 99
%.

*Why* it helps is disputed. Ioffe and Szegedy wrote that it reduces **internal covariate shift**, the change of a
layer's inputs while the layers before it learn; but Santurkar and others (2018) added such shifts on purpose after the
normalisation, found that the networks learned nearly as well, and give a smoother loss as the reason.

## Where it breaks (7 min)

Batch normalisation measures one batch and takes it to stand for all the data, so it needs batches large enough to
measure. Above there were 1,344 digits, whole batches of 32. Take all 1,348, and the last batch of each epoch has four.
(PyTorch's data loaders leave it out with `drop_last=True`.)
"""

# %% tags=["nbval-ignore-output"]
for name, norm in (("He", False), ("He, normalised", True)):
    whole = table[name][1]  # at a learning rate of 0.1
    rest = [share_read(nn, "He", norm, 0.1, seed, digits=1348) for seed in seeds]
    for count, read in ((1344, whole), (1348, rest)):
        print(f"{name:14} trained on {count}: unseen digits read", end=" ")
        print(f"{np.mean(read):.2f} ({min(read):.2f} to {max(read):.2f})")
try:
    nn.BatchNorm1d(3).to(nn.device())(nn.tensor(np.ones((1, 3)), dtype="float32"))
except ValueError as error:
    print("a batch of one in training:", type(error).__name__)

# %% [markdown]
r"""
Four digits can spoil an epoch of 1,348. The plain network falls on average, though not from every start: the gradient
of four digits makes a noisy step. In the normalised one a mean and a variance of four numbers also go into the running
averages, in each of eight layers. (Send whole batches through it once more in training mode, without a step, and part
of what was lost comes back.) A batch of one has no variance at all.

The other limit is depth. The signal is levelled. And the gradient?
"""

# %%
for function in ("tanh", "ReLU"):
    for gain in (0.5, 3.0):
        # the explorer's thirty layers: weights not equal, batch normalisation, seed 0
        found = deep("standardised", function, gain, False, True, 0)
        grown = found.gradients[0] / found.gradients[-1]
        print(f"{function} with gain {gain}: signal {found.signals[-1]:.1f},", end=" ")
        print(f"gradient times {grown:.0e}, per layer times {grown ** (1 / 30):.1f}")
theory = math.sqrt(math.pi / (math.pi - 1))
print(f"theory, ReLU, large batches: times {theory:.2f} per layer,", end=" ")
print(f"times {theory**100:.0e} in a hundred layers")

# %% [markdown]
r"""
Normalised layers pass the signal on, whatever the gain, and let the gradient *grow*, layer by layer (Yang and others
2019). The explorer's tanh layers learn all the same. But [lesson 17](17_residual_networks.ipynb) has ReLU layers that
read less with batch normalisation than without, and gives them a path around every two: residual networks.

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
- A layer multiplies the mean square by fan_in · Var w, and a ReLU halves it. Xavier's rule lies between what signal and
  gradient ask for; He's rule makes up for the ReLU.
- PyTorch's default has gain 0.58, too small for deep ReLU networks.
- Standardise inputs, with the training data's numbers.
- Batch normalisation standardises every layer's sums over the batch, and in evaluation with running averages. It
  forgives the start and the learning rate, needs large batches, and lets the gradient grow on its way back.

### New terms

- **fan_in**: the number of inputs of a unit.
- **fan_out**: the number of units that an input feeds.
- **vanishing gradient**: one that fades on its way back, so that the first layers do not learn.
- **exploding gradient**: one that grows from layer to layer on its way back.
- **symmetry**: equal weights that get equal gradients, and so stay equal.
- **Xavier initialization**: first weights of variance 2/(fan_in + fan_out).
- **He initialization**: first weights of variance 2/fan_in, for ReLU; also called Kaiming initialization.
- **standardising**: bringing to mean 0 and standard deviation 1.
- **batch normalisation**: standardising each unit over the batch, then a learned scale and shift.
- **running averages**: the means and variances that batch normalisation keeps for evaluation.
- **layer normalisation**: standardising each example over the units of its layer.
- **internal covariate shift**: the change of a layer's inputs while the layers before it learn.

### Sources

- Glorot, Bengio (2010), ["Understanding the difficulty of training deep feedforward neural
  networks"](https://proceedings.mlr.press/v9/glorot10a.html), section 4.2.
- He, Zhang, Ren, Sun (2015), ["Delving deep into rectifiers"](https://arxiv.org/abs/1502.01852), section 2.2 and figure
  3: the network of 30 layers.
- PyTorch: [issue 15314](https://github.com/pytorch/pytorch/issues/15314), "Kaiming init of conv and linear layers, why
  gain = sqrt(5)".
- Prince (2023), ["Understanding deep learning"](https://udlbook.github.io/udlbook/), section 7.5.
- LeCun, Bottou, Orr, Müller (1998), ["Efficient BackProp"](https://doi.org/10.1007/3-540-49430-8_2), section 4.3:
  inputs of mean 0, and of one sign.
- Ioffe, Szegedy (2015), ["Batch normalization"](https://arxiv.org/abs/1502.03167), algorithm 1 and section 3.1.
- Santurkar, Tsipras, Ilyas, Madry (2018), ["How does batch normalization help
  optimization?"](https://arxiv.org/abs/1805.11604)
- Ba, Kiros, Hinton (2016), ["Layer normalization"](https://arxiv.org/abs/1607.06450).
- Yang and others (2019), ["A mean field theory of batch normalization"](https://arxiv.org/abs/1902.08129).
"""
