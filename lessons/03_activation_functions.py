# %% [markdown]
r"""
<!-- header -->

In 2012 a network recognised photographs so much better than anything before it that the field changed course. With the
functions used until then, its authors write, they could not have experimented with so large a network: a smaller one
learned six times as fast once its units computed max(z, 0) instead (Krizhevsky and others 2012). Why does so small a
part matter so much?

Afterwards you can

- say of ten activation functions what goes in, what comes out, how steep they are and where they go flat;
- check a slope with a central difference, and say what twenty slopes in a row do to a signal;
- write functions of exponentials that neither overflow nor underflow.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import ActivationExplorer
from nnlearn.lessons.activation_functions import survive
from nnlearn.metrics import accuracy
from nnlearn.plots import activation, curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

The perceptron of [lesson 02](02_perceptron.ipynb) ends in a step: 1 or 0, nothing in between. Today's networks use
softer functions there, one in each *unit*, as the neurons of a network are called. Does it matter which? (To *nudge* a number means to change it a little.)
"""

# %%
quiz("03.predict")

# %% [markdown]
r"""
## Explore (7 min)

Below, 128 inputs go through 20 layers of 64 units. The weights are random: normal numbers with the standard deviation
gain$/\sqrt{64}$. With a **gain** of 1 a sum of 64 terms is then about as large as each of the 64 numbers that go in.

The large curve is the function, the bluer the steeper; dashed in green is its slope. Drag the point along it, and read
what becomes of a small nudge there, and of one that meets twenty such slopes. In grey, from below, come the sums of the
chosen layer; to the right are the outputs that the function makes of them. Beneath the curve, layer by layer and on a
logarithmic scale, are two numbers:

- The **signal**: how far a layer's outputs differ from input to input (their standard deviation over the 128 inputs).
  An output that is the same for every input tells nothing about it.
- The **sensitivity**: nudge all outputs of a layer at random; how far does the end move, per nudge? At the last layer
  it is 1.

At the bottom each unit is a cell in the colour of its slope, averaged over the 128 inputs. A **dead unit** has the slope
0 for every input, so that no nudge gets past it; its cell is orange.

**Next stop** leads you through seven stops. Three things to try on the way, and what to look for:

1. Stop 2: go from **sigmoid** to **tanh**, **ReLU** and **GELU**. With which is anything left at the ends of the two
   lines?
2. Stop 3: with **tanh** press **Raise the gain**, up to 3. Where on the curve do the grey sums lie then? Stop 4 is the
   end.
3. Stop 5: set the gain back to 1, and with **ReLU** lower the bias to −1. How many units are dead? Stop 6 counts them.
"""

# %%
ActivationExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Twenty layers of sigmoids leave less than a millionth of a millionth of the signal: 128 different inputs come out all
but equal. As little is left of a nudge. tanh, ReLU and GELU keep far more, yet at gain 1 all of them lose. At gain 3
many of tanh's sums lie where it is flat, but the large weights more than make up for it, and a nudge grows. At gain
1 and a bias of −1 nearly every ReLU is dead: none of its 128 sums is positive.

Two things decide: whether the function *bends*, and how *steep* it is where the sums fall.
"""

# %%
predicted("03.predict")

# %% [markdown]
r"""
## Why a bend at all (6 min)

A unit hands on $h = f(z)$, its activation function of its weighted sum. Leave $f$ out, and stack twenty layers that
only multiply. For two of them $(X W_1^T)\, W_2^T = X\, (W_2 W_1)^T$: two matrices, one product, one layer.
"""

# %%
rng = np.random.default_rng(0)
weights = [rng.normal(size=(8, 8)) / np.sqrt(8) for _ in range(20)]
x = rng.normal(size=(5, 8))  # five inputs
h, once = x, np.eye(8)
for W in weights:
    h = h @ W.T  # (5, 8)
    once = W @ once  # (8, 8) in the end W20 ... W2 W1
print("twenty layers:", h[0, :4].round(3))
print("one layer:    ", (x @ once.T)[0, :4].round(3))

# %% [markdown]
r"""
A stack of linear layers is linear and, like a single perceptron, draws one straight line. A **non-linear** function, a
bend, between the layers prevents the collapse. A test: a linear network sends the midpoint of two inputs to the
midpoint of their outputs.
"""


# %%
def deep(h, f):
    for W in weights[:3]:
        h = f(h @ W.T)
    return h


def relu(z):
    return np.maximum(z, 0)


middle = (x[0] + x[1]) / 2
for name, f in (("none", lambda z: z), ("tanh", np.tanh), ("ReLU", relu)):
    halfway = (deep(x[0], f) + deep(x[1], f)) / 2
    missed = np.abs(deep(middle, f) - halfway).max()
    print(f"{name}: the midpoint is missed by {missed:.2f}")

# %% [markdown]
r"""
Why not the **step** then, 1 for $z \ge 0$ and 0 below? It jumps at 0, and everywhere else it is flat: change a weight a
little, and as a rule no output changes. A network that learns by small changes needs units that answer to small
changes.

## The sigmoid (9 min)

A step with rounded corners is the **sigmoid**. It takes any number and returns one between 0 and 1:

$$\sigma(z) = \frac{1}{1 + \exp(-z)}$$

Write $h = \sigma(z)$; then $1 - h = \exp(-z)/(1 + \exp(-z))$. The rule for a function of a function, the *chain rule*, gives

$$\sigma'(z) = \frac{\exp(-z)}{(1 + \exp(-z))^2} = h\,(1 - h)$$

The slope follows from the output alone. Check it: go up by a small ε, go down by the same, and divide. This is a
**central difference**:

$$f'(z) \approx \frac{f(z + \varepsilon) - f(z - \varepsilon)}{2\varepsilon}$$

The two hardly ever agree in every digit. What counts is the **relative error**, the size of their difference divided by
the larger of their absolute values. A check at a few points does not prove a formula, but few wrong ones pass it.

**Your turn.** See it once for the sigmoid, in the next cell. Then do it for a relative that is the quotient of two sums
of exponentials: [Exercise 03.1: tanh and its
slope](../exercises/03_activation_functions_exercises.ipynb#03.1-tanh-and-its-slope).
"""

# %%
z = np.array([-4.0, -1.0, 0.0, 2.0])  # (4,)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


h = sigmoid(z)
slope = h * (1 - h)
print("by the formula:        ", slope.round(6))
for eps in (0.1, 0.01, 0.001):
    measured = (sigmoid(z + eps) - sigmoid(z - eps)) / (2 * eps)
    error = np.abs(slope - measured) / np.maximum(np.abs(slope), np.abs(measured))
    print(f"measured with ε = {eps:5}:", measured.round(6), f"error {error.max():.0e}")

# %% [markdown]
r"""
A step ten times smaller makes the error a hundred times smaller (until rounding spoils it: lesson 09). At its steepest,
at $z = 0$, the sigmoid has the slope 1/4. Far from 0 it is flat: it **saturates**. A saturated unit says almost 1 or
almost 0 and hardly answers to a nudge.

### Too large and too small

Above about $10^{308}$ floats **overflow** to infinity: $\exp(1000)$ does. At the other end they **underflow** to 0. A
sum loses small numbers much earlier, by rounding: $1 - 10^{-17}$ is stored as 1. Here are four ways to write the
sigmoid that are the same on paper.
"""


# %%
def two_branches(z):
    small = np.exp(-np.abs(z))  # never above 1
    return np.where(z >= 0, 1, small) / (1 + small)


print("     z  1/(1+exp(-z))  exp(z)/(1+exp(z))  (1+tanh(z/2))/2  two branches")
for z in (-1000.0, -40.0, -2.0, 1000.0):
    with np.errstate(over="ignore", invalid="ignore"):  # no warnings here
        forms = [sigmoid(z), np.exp(z) / (1 + np.exp(z)), (1 + np.tanh(z / 2)) / 2]
    row = [f"{number:14.2g}" for number in (*forms, two_branches(z))]
    print(f"{z:6.0f}", *row)

# %% [markdown]
r"""
At −1000 NumPy would warn about the first form, whose answer is right all the same: 1 divided by infinity is 0.
`nn.sigmoid` is this form, without the warning. The second breaks at 1000, where infinity divided by infinity is not a
number. The form with tanh never overflows, but at −40 it answers 0 instead of $4.2 \cdot 10^{-18}$: tanh is so close to
−1 that the difference is rounded away. That matters as soon as you take the logarithm. Where not even an intermediate
result may overflow, take the last form: on each side of 0, the one whose exponential is at most 1.

For logarithms there is `np.logaddexp(a, b)`: $\log(\exp a + \exp b)$, without ever forming an exponential above 1.
"""

# %%
print(f"log(exp 1000 + exp 1000) = {np.logaddexp(1000, 1000):.3f}, 1000 + log 2")

# %% [markdown]
r"""
**Your turn.** [Exercise 03.2: SiLU and its
slope](../exercises/03_activation_functions_exercises.ipynb#03.2-SiLU-and-its-slope) puts the safe sigmoid to use; then
[Exercise 03.3: the logarithm of the
sigmoid](../exercises/03_activation_functions_exercises.ipynb#03.3-The-logarithm-of-the-sigmoid).

## The family (10 min)

| name | formula | range | slope | flat |
|---|---|---|---|---|
| step | 1 if $z \ge 0$, else 0 | 0 or 1 | 0 | everywhere |
| linear (none) | $z$ | all numbers | 1 | nowhere |
| sigmoid | $1/(1 + \exp(-z))$ | (0, 1) | $h(1-h)$, at most 1/4 | both sides |
| **tanh** | $\sinh z / \cosh z$ | (−1, 1) | $1 - h^2$, at most 1 | both sides |
| **ReLU** | $\max(z, 0)$ | [0, ∞) | 1 if $z > 0$, else 0 | left, exactly |
| **leaky ReLU** | $z$ if $z > 0$, else $a z$, with $a = 0.01$ | all numbers | 1, or $a$ | left, nearly |
| **ELU** | $z$ if $z > 0$, else $\exp z - 1$ | (−1, ∞) | 1, or $\exp z$ | left |
| **softplus** | $\log(1 + \exp z)$ | (0, ∞) | $\sigma(z)$ | left |
| **SiLU** | $z\, \sigma(z)$ | [−0.28, ∞) | you have it from 03.2 | left |
| **GELU** | $z\, \Phi(z)$ | [−0.17, ∞) | $\Phi(z) + z\, \varphi(z)$ | left |

ReLU is short for *rectified linear unit*. $\Phi(z)$ is the chance that a standard normal number is below $z$, and
$\varphi(z) = \exp(-z^2/2)/\sqrt{2\pi}$ its slope. GELU and SiLU multiply $z$ by a gate that opens gradually from 0 to
1, where ReLU has a switch. Below are the library's values, with slopes that were measured.
"""

# %% tags=["hide-input"]
z = np.linspace(-5, 5, 401)
family = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "ReLU": nn.ReLU}
family |= {"leaky ReLU": nn.LeakyReLU, "ELU": nn.ELU}
family |= {"softplus": nn.Softplus, "SiLU": nn.SiLU, "GELU": nn.GELU}
fig, axes = figure(width=7.2, height=4.0, columns=4, rows=2)
shares = {}
for ax, (name, bend) in zip(axes.ravel(), family.items(), strict=True):
    moved = [nn.tensor(z + move, dtype="float64") for move in (1e-5, 0, -1e-5)]
    above, at, below = (nn.to_numpy(bend()(sums)) for sums in moved)
    measured = (above - below) / 2e-5
    flat = 0.05 / abs(measured).max()
    activation(ax, z, at, measured, name=name, legend=False, flat=flat)
    ax.axhline(1, color="0.6", linewidth=0.6, linestyle=":")
    ax.set(ylim=(-1.15, 2.15), yticks=(-1, 0, 1, 2), xticks=(-4, 0, 4))
    shares[name] = (abs(measured) < 0.05).mean()
grey = ", ".join(f"{name} {100 * share:.0f}" for name, share in shares.items())
lines = axes[0, 0].get_lines()[:2]
axes[0, 0].legend(lines, ["f(z)", "slope"], fontsize=9, frameon=False, loc="upper left")
show(
    fig,
    alt="eight functions and their slopes from -5 to 5, all on one scale, "
    f"grey where the slope is between -0.05 and 0.05, in percent of the axis: {grey}",
    caption="Solid the function, dashed its slope, dotted the height 1, which the "
    "sigmoid's slope stays far below. Grey is where the slope is between -0.05 and "
    f"0.05, in percent of the axis: {grey}.",
)

# %% [markdown]
r"""
tanh has four times the sigmoid's slope in the middle. ReLU has the slope 1 on a whole half, and at $z = 0$ a kink, a
corner without a slope. Sums hardly ever land there; if one does, the library takes the slope 0, as PyTorch does. The
leak is grey too, but 0.01 is not 0: you will see what that is worth.

The next layer receives the *outputs*, so their mean matters as well. For sums that are standard normal numbers:
"""

# %%
z = np.linspace(-6, 6, 2401)
share = np.exp(-(z**2) / 2)
share = share / share.sum()  # how often each sum occurs
for name, bend in family.items():
    h = nn.to_numpy(bend()(nn.tensor(z, dtype="float64")))
    mean, steep = share @ h, np.gradient(h, z)  # slopes, measured by differences
    signal, typical = np.sqrt(share @ (h - mean) ** 2), np.sqrt(share @ steep**2)
    print(f"{name:10} mean {abs(mean):.2f}, signal {signal:.2f}, ", end="")
    print(f"typical slope {typical:.2f}")

# %% [markdown]
r"""
("Typical" is the root mean square.) The sigmoid's outputs are a constant 0.5 with a signal of 0.21 on top: most of what
it hands on is the same for every input. tanh is **zero-centred**: with such sums its mean is 0, and all it hands on is
signal. Networks often learn faster that way (LeCun and others 1998, section 4.4).

Why do many networks since 2018, GPT and BERT among them, use GELU or SiLU? Neither has a kink, and just left of 0,
where ReLU is flat, both have a slope. The rest is experience: in two networks, swish (as SiLU is called there) in place
of ReLU raised the share of photographs named rightly by 0.6 and 0.9 points (Ramachandran and others 2017).

## Softmax (7 min)

The last layer of a classifier gives a score for each class. **Softmax** turns a row of scores into probabilities:
positive thanks to the exponential, adding up to 1 thanks to the division.

$$p_k = \frac{\exp z_k}{\sum_j \exp z_j}$$

Only differences between scores count: add $c$ to all of them, and the factor $\exp c$ cancels. With minus the largest
score for $c$, nothing overflows.
"""

# %%
scores = np.array([2.0, 1.0, -1.0])  # (3,)
powers = np.exp(scores)
p = powers / powers.sum()
print("probabilities:     ", p.round(3))
with np.errstate(over="ignore", invalid="ignore"):
    print("1000 added, naively:", np.exp(scores + 1000) / np.exp(scores + 1000).sum())
library = nn.to_numpy(nn.softmax(nn.tensor(scores + 1000, dtype="float64"), 0))
print("1000 added, library:", library.round(3))

# %% [markdown]
r"""
Each output depends on all scores, so the slope is a table: how $p_k$ changes with $z_j$. Call the sum $S$; its
derivative with respect to $z_j$ is $\exp z_j$. The quotient rule gives

$$k = j: \quad \frac{\exp z_k \, S - \exp z_k \exp z_k}{S^2} = p_k - p_k^2 \qquad\qquad
k \ne j: \quad \frac{0 - \exp z_k \exp z_j}{S^2} = -p_k\, p_j$$

Both in one line, with $[k = j]$ for "1 if $k = j$, else 0": $\;\partial p_k / \partial z_j = p_k\,([k = j] - p_j)$.
"""

# %%
table = np.diag(p) - np.outer(p, p)  # (3, 3)
measured, eps = np.empty((3, 3)), 0.001
for j in range(3):
    move = eps * np.eye(3)[j]  # nudge score j alone
    up, down = np.exp(scores + move), np.exp(scores - move)
    measured[:, j] = (up / up.sum() - down / down.sum()) / (2 * eps)
print("by the formula", "measured", sep="                  ")
for left, right in zip(table, measured, strict=True):
    print(left.round(4), right.round(4), sep="    ")

# %% [markdown]
r"""
Each row and each column adds up to 0: what one class gains the others lose.

Divide the scores by a number first, the **temperature**, and you choose between certainty and doubt:
"""

# %%
temperatures = np.geomspace(0.1, 10, 60)[:, None]  # (60, 1)
powers = np.exp((scores - 2) / temperatures)  # (60, 3)
shares = powers / powers.sum(axis=1, keepdims=True)
named = dict(zip(("score 2", "score 1", "score -1"), shares.T, strict=True))
fig, ax = figure(height=2.4)
curve(ax, named, x=temperatures[:, 0], xlabel="temperature", ylabel="probability")
ax.set(xscale="log", ylim=(0, 1.02))
hot = ", ".join(f"{share:.0%}" for share in shares[-1])
show(
    fig,
    alt=f"three probabilities against the temperature: at 0.1 the largest score has "
    f"{shares[0, 0]:.0%}, at 10 the three have {hot}",
    caption=f"The same scores decide or hesitate. Cold, at 0.1, the largest takes all "
    f"({shares[0, 0]:.0%}); hot, at 10, the three are nearly even ({hot}).",
)

# %% [markdown]
r"""
The order of the three never changes. Lesson 18 writes text with this dial.

**Your turn.** [Exercise 03.4: softmax with a
temperature](../exercises/03_activation_functions_exercises.ipynb#03.4-Softmax-with-a-temperature).

## Twenty layers by hand (10 min)

Back to the picture you explored. Begin with one unit per layer, and let k count the layers: $h_0 = x$,
$z_k = w_k h_{k-1}$ and $h_k = f(z_k)$. Nudge $h_{k-1}$ by a small δ. Then $z_k$ moves by $w_k \delta$, and $h_k$ by
$f'(z_k)\, w_k \delta$; that is what slope means. So each layer multiplies the nudge by its weight and by its slope, and
the sensitivity to the input is a product:

$$w_1 f'(z_1) \cdot w_2 f'(z_2) \cdots w_{20} f'(z_{20})$$
"""


# %%
def chain(x, depth):
    h, product = x, 1.0
    for _ in range(depth):
        h = sigmoid(2 * h)  # each weight is 2
        product = product * 2 * h * (1 - h)
    return h, product


eps = 0.001
for depth in (1, 2, 4, 8):
    change = chain(0.5 + eps, depth)[0] - chain(0.5 - eps, depth)[0]
    print(f"{depth} deep: ", end="")
    print(f"product {chain(0.5, depth)[1]:.2g}, measured {change / (2 * eps):.2g}")

# %% [markdown]
r"""
Eight sigmoids in a row leave 0.00004 of the nudge. With 64 units the nudge is 64 numbers, and the weights are a matrix;
nothing else changes.

**Your turn.** Build it: [Exercise 03.5: through the
layers](../exercises/03_activation_functions_exercises.ipynb#03.5-Through-the-layers).

How large is the product? With weights of standard deviation gain$/\sqrt{64}$, the mean square of a weighted sum of 64
nudges is 64 · gain²/64 = gain² times theirs. If the slopes are independent of the nudges, they multiply it by their own
mean square. So in each layer a nudge is multiplied by about **gain · typical slope**. The typical slopes above hold for
sums of size 1. As the signal shrinks, the sums gather at 0, where tanh has the slope 1 and GELU 1/2. ReLU's slope is 1
for half of the sums, so its typical slope is $\sqrt{1/2}$, and twenty layers give $(\text{gain}/\sqrt 2)^{20}$: 0.001
at gain 1, 1000 at gain 2. Measured, the median of five draws of the weights:
"""

# %%
print("signal, sensitivity:  gain 1         gain 2         gain 3")
for name in ("sigmoid", "tanh", "ReLU", "GELU"):
    print(f"{name:19}", end="")
    for gain in (1, 2, 3):
        draws = [survive(name, gain, layers=20, width=64, seed=k) for k in range(5)]
        signal, sensitivity = np.median(draws, axis=0)
        print(f"   {signal:.0e}, {sensitivity:.0e}", end="")
    print()

# %% [markdown]
r"""
ReLU fades at gain 1 and explodes at gain 2, as computed. GELU, the modern one, fades even more; tanh at gain 1 comes
closest to keeping both. So no function alone saves a deep network: what counts is the function *and* the gain that
suits it. Look at how ReLU's outputs fade.
"""

# %% tags=["hide-input"]
draw = np.random.default_rng(1)
h, outputs = draw.normal(size=(128, 64)), {}
for k in range(1, 13):
    h = np.maximum(h @ draw.normal(size=(64, 64)) / 8, 0)
    if k in (1, 4, 8, 12):
        outputs[k] = h
fig, axes = figure(width=7.2, height=2.4, columns=4)
told = []
for ax, (k, h) in zip(axes, outputs.items(), strict=True):
    positive = h[h > 0]
    signal = np.sqrt(((h - h.mean(axis=0)) ** 2).mean())
    ax.hist(positive, bins=np.linspace(0, positive.max(), 25), color="#0072B2")
    ax.set_title(f"layer {k}: signal {signal:.2g}", size=9)
    middle = float(f"{positive.max() / 2:.1g}")
    ax.set(xlim=(0, positive.max()), ylim=(0, 900), xticks=(0, middle), xlabel="output")
    if ax is not axes[0]:
        ax.set_yticks([])
    told.append(f"{signal:.2g}")
axes[0].set_ylabel("positive outputs")
show(
    fig,
    alt="histograms of the positive outputs of layers 1, 4, 8 and 12 of a ReLU network "
    f"with gain 1, each on its own scale: the signal is {', '.join(told)}",
    caption="ReLU, gain 1, without the zeros, about half of the outputs: from layer 4 "
    "on "
    "the pictures look alike, but read the axes. "
    f"The signal falls from {told[0]} to {told[-1]} in eleven layers.",
)

# %% [markdown]
r"""
About the same factor in each layer makes an exponential, and that is why depth is so unforgiving.

Does it matter for learning? Networks of six hidden layers learn from 1,348 handwritten digits of another, smaller set,
8 × 8 pixels each, and then read 449 that they have never seen. `nn.fit` is a black box until lessons 06 to 09 open it.
Of the learning rates 0.001, 0.003, 0.01 and 0.03, 0.01 was the best for each of the four functions. Ten passes over the
data, five starts each:
"""


# %% tags=["nbval-ignore-output"]
def network(bend):
    layers = [nn.Linear(64, 32), bend()]
    for _ in range(5):
        layers += [nn.Linear(32, 32), bend()]
    return nn.Sequential(*layers, nn.Linear(32, 10)).to(nn.device())


def read(bend, seed):
    nn.manual_seed(seed)
    model = network(bend)
    optimizer = nn.Adam(model.parameters(), lr=0.01)
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, *seen, epochs=10, batch_size=32)
    return accuracy(nn.predict(model, unseen[0]), unseen[1])


digits = datasets.digits()
seen, unseen = datasets.split(digits.x / 16, digits.y, seed=0)
for name in ("sigmoid", "tanh", "ReLU", "GELU"):
    shares = [read(family[name], seed) for seed in range(5)]
    low, high = min(shares), max(shares)
    print(f"{name:8} reads {np.mean(shares):.2f} ({low:.2f} to {high:.2f})")

# %% [markdown]
r"""
Guessing would read 0.10. With the sigmoid about a quarter of the digits are read, with the others nine in ten. (After
forty passes the sigmoid reads about seven in ten, from under half to nearly all, depending on the start: it is slow,
not stuck.) What training sends back through the layers is multiplied by the same weights and slopes as your nudge. Lesson
10 calls that *vanishing gradients*, and derives the right gains.

**Your turn.** The open one, find a gain yourself: [Exercise 03.6: thirty
layers](../exercises/03_activation_functions_exercises.ipynb#03.6-Thirty-layers).

## Where it breaks (4 min)

Suppose one step that was far too large has thrown the biases of a small network down to −5, where each ReLU is dead.
Train on from there, towards a sine:
"""

# %%
x = np.linspace(-1, 1, 50, dtype="float32")[:, None]  # (50, 1)
y = np.sin(3 * x)  # (50, 1)
for name in ("ReLU", "leaky ReLU", "GELU"):
    dead, left = [], []
    for seed in range(5):
        nn.manual_seed(seed)
        model = nn.Sequential(nn.Linear(1, 16), family[name](), nn.Linear(16, 1))
        model[0].bias.data = nn.tensor(np.full(16, -5.0), dtype="float32")
        model = model.to(nn.device())
        optimizer = nn.Adam(model.parameters(), lr=0.02)
        nn.fit(model, nn.MSELoss(), optimizer, x, y, epochs=300, batch_size=50)
        dead.append((nn.predict(model[:2], x) == 0).all(axis=0).sum())
        left.append(((nn.predict(model, x) - y) ** 2).mean() / y.var())
    print(f"{name:10} {np.mean(dead):2.0f} of 16 units dead; ", end="")
    print(f"{100 * np.mean(left):.0f} % of the squared error left, ", end="")
    print(f"at most {100 * max(left):.0f} %")
line = np.polyfit(x[:, 0], y[:, 0], 1)
left = ((np.polyval(line, x) - y) ** 2).mean() / y.var()
print(f"the best straight line leaves {100 * left:.0f} %")

# %% [markdown]
r"""
100 % is the squared error of the best constant. In 300 passes the dead ReLUs let the network learn that constant and
nothing else. With the leak each unit keeps a slope on its left side: enough for the straight line, and no more, since a
bend comes back only when sums cross zero. GELU still has a bend there, however faint, and follows the sine. (The
optimizer, *Adam*, enlarges small steps, [lesson 07](07_optimizers.ipynb); it cannot enlarge a slope of exactly 0.)

Which function, then? For hidden layers begin with ReLU or GELU. For the output the task decides: sigmoid or softmax for
probabilities, none for other numbers. [Lesson 04](04_forward_propagation.ipynb) puts such units together.

## Recall (2 min)
"""

# %%
quiz("03.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Without a bend between them, layers collapse into one.
- A network that learns by small changes needs functions with a slope; the sigmoid's is at most 1/4, and it saturates on
  both sides.
- ReLU is steep on one half and flat on the other, where units can die; GELU and SiLU are its smooth relatives.
- In each layer a nudge is multiplied by weights and slopes: by gain times typical slope, and over twenty layers these
  factors multiply.
- Softmax turns scores into probabilities; subtract the largest score, and nothing overflows.

### New terms

- **signal**: what a layer's outputs tell about the input, measured here by how far they differ from input to input.
- **gain**: the standard deviation of random weights times the root of the number of inputs.
- **sensitivity**: how far the end moves when an input is nudged a little, per nudge.
- **non-linear**: not sending midpoints to midpoints; such a function keeps layers from collapsing into one.
- **step**: 1 where the sum is not negative, else 0; its slope is 0.
- **sigmoid**: 1/(1 + exp(−z)), between 0 and 1.
- **tanh**: the hyperbolic tangent, between −1 and 1.
- **ReLU**: the rectified linear unit, max(z, 0).
- **leaky ReLU**: a ReLU with a small slope on the negative side, 0.01 by default.
- **ELU**: a ReLU whose left side bends towards −1.
- **softplus**: log(1 + exp z), a ReLU with its corner rounded off.
- **SiLU**: z times its sigmoid, also called swish.
- **GELU**: z times the chance that a standard normal number is below z.
- **softmax**: exponentials of the scores divided by their sum: probabilities.
- **temperature**: the number by which scores are divided before softmax.
- **saturate**: to go flat for large sums, so that the slope is nearly 0.
- **dead unit**: a unit whose slope is 0 for every example, so that it does not learn as long as its inputs stay as they
  are.
- **zero-centred**: with outputs whose mean is 0.
- **overflow**: a number too large for a float, which becomes infinite.
- **underflow**: a number too small for a float, which becomes 0.
- **central difference**: the slope measured from a small step up and the same step down.
- **relative error**: the size of a difference divided by the larger of the two absolute values.

### Sources

- Krizhevsky, Sutskever, Hinton (2012), ["ImageNet classification with deep convolutional neural
  networks"](https://doi.org/10.1145/3065386) (reprinted 2017): six times as fast.
- LeCun, Bottou, Orr, Müller (1998), ["Efficient BackProp"](https://doi.org/10.1007/3-540-49430-8_2), sections 4.3, 4.4.
- Nair, Hinton (2010), "Rectified linear units improve restricted Boltzmann machines"; Glorot, Bordes, Bengio (2011),
  ["Deep sparse rectifier neural networks"](https://proceedings.mlr.press/v15/glorot11a.html): ReLU.
- Maas, Hannun, Ng (2013), "Rectifier nonlinearities improve neural network acoustic models": the leak.
- Clevert, Unterthiner, Hochreiter (2016), ["Fast and accurate deep network learning by exponential linear
  units"](https://arxiv.org/abs/1511.07289): ELU.
- Dugas and others (2001), "Incorporating second-order functional knowledge for better option pricing": softplus.
- Elfwing, Uchibe, Doya (2018), "Sigmoid-weighted linear units for neural network function approximation in
  reinforcement learning": SiLU.
- Hendrycks, Gimpel (2016), ["Gaussian error linear units"](https://arxiv.org/abs/1606.08415): GELU.
- Ramachandran, Zoph, Le (2017), ["Swish: a self-gated activation
  function"](https://arxiv.org/abs/1710.05941v1): SiLU, there called swish, against ReLU.
- Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs": softmax.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), sections 4.1 (overflow) and
  6.3 (hidden units).
"""
