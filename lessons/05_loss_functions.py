# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write the losses of regression and of classification with their gradients, and check each one;
- say what an outlier does under each loss, and why;
- derive a loss from what you believe about the targets.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import LossExplorer
from nnlearn.gradcheck import numerical_gradient
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 04](04_forward_propagation.ipynb) ended with networks that all answer, and nothing said how wrong they are. A
**loss** is the number that says it, and training makes it small. So the loss decides what a network learns: whether it
forgives a broken sensor, how sure a spam filter may be, whether the one patient in ten who is ill counts. [Lesson
01](01_neuron.ipynb) fitted a line with the most common of all losses. Why that one, and what else is there?
"""

# %%
quiz("05.predict")

# %% [markdown]
r"""
## Explore (7 min)

Each point is one of 24 patients: the horizontal axis shows the body mass index, the vertical axis how far the diabetes
had progressed a year later, both in standard deviations from the average of all 442 patients of the study. Squares lie
above that average (label 1), circles below it (label 0). One target is wrong, since somebody typed 550 for 55; it is
ringed.

Four losses have each fitted a line: MSE squares the errors, MAE takes their size, arctan levels off for large ones, and
binary *cross-entropy*, in the lower panel, judges the probability of a 1. A stick joins each point to the line of the
chosen loss. The point **pulls** the line towards itself, and the wider the stick, the harder. A click on a line or its name
chooses its loss.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 1: drag the ringed point down to the others and up again. Which lines follow it, and which stay?
2. Stop 4, **arctan**: drag the point down slowly. When does its stick become wide, and when thin again? Stop 5 shows the
   place.
3. Stop 7, **binary cross-entropy**: drag the ringed point, whose label is 1, to the left edge of the lower panel.
   Does the pull grow without limit?
"""

# %%
LossExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Under MSE the ringed point alone makes up more than half of the loss, and the line leans towards it. Under MAE it pulls
as hard as any other point, under arctan hardly at all. The panels on the right say why: what moves a line is not how
high a loss is but how steep. Twice the error makes the square twice as steep; the absolute error is equally steep
everywhere, and arctan flattens. Cross-entropy sees labels only, and no label pulls harder than 1 on the sum that goes
into the sigmoid.
"""

# %%
predicted("05.predict")

# %% [markdown]
r"""
## One number for all errors (7 min)

Take all 442 patients and one of their ten measurements. The target $y$ says how far the disease had got, the prediction
$p$ lies on a line, and the **error** $e = p - y$ says how far off the line is, and to which side. (Some books write δ
for it, a letter that *Huber's loss* needs further down.)
"""

# %%
patients = datasets.diabetes()
bmi = patients.x[:, 2].astype(float)  # (442,)
progression = patients.y[:, 0].astype(float)  # (442,)
x = (bmi - bmi.mean()) / bmi.std()
y = (progression - progression.mean()) / progression.std()
p = 0.5 * x  # a line that somebody guessed
e = p - y
print("first five errors:", e[:5].round(2))
print(f"mean error of all {len(e)}: {abs(e.mean()):.2f}")

# %% [markdown]
r"""
The mean error is useless: too high here and too low there cancel. So each error first becomes a loss ℓ, and $L$ is the
mean of these. Two old choices are the **mean squared error** (MSE, the L2 loss) and the **mean absolute error** (MAE,
the L1 loss):

$$L = \frac{1}{N} \sum_n e_n^2 \qquad\qquad L = \frac{1}{N} \sum_n |e_n|$$

How does $L$ change when one prediction does? Only one term contains $p_n$, and $\partial e_n / \partial p_n = 1$, so

$$\frac{\partial L}{\partial p_n} = \frac{2 e_n}{N} \qquad\qquad
\frac{\partial L}{\partial p_n} = \frac{\operatorname{sign}(e_n)}{N}$$

All these slopes, in the shape of the predictions, are the **gradient** of $L$. It says where the loss grows; the pull
is the opposite. Where a prediction is too high, $e_n > 0$, the gradient is positive and the point pulls the line down,
towards itself. Compare with the central differences of [lesson 03](03_activation_functions.ipynb):
"""


# %%
def mse(p):
    return ((p - y) ** 2).mean()


def mae(p):
    return abs(p - y).mean()


for loss, gradient in ((mse, 2 * e / len(e)), (mae, np.sign(e) / len(e))):
    measured = numerical_gradient(loss, p)
    print(f"{loss.__name__} {loss(p):.2f}; N times its gradient, patients 1 to 5:")
    print("  formula ", (len(e) * gradient[:5]).round(3))
    print("  measured", (len(e) * measured[:5]).round(3))

# %% [markdown]
r"""
**Your turn.** Can a loss be smooth at 0, like the square, and calm for large errors, like the absolute error? Peter
Huber joined the two in 1964. [Exercise 05.1: a parabola and two
lines](../exercises/05_loss_functions_exercises.ipynb#05.1-A-parabola-and-two-lines) says what his loss must satisfy, and you find
the formula.

## The absolute error (4 min)

Let the prediction be one number $p$ for everybody. Squared pulls balance where $\sum_n 2 (p - y_n) = 0$, which is the
mean. Absolute pulls balance where as many points lie above as below: at the median.
"""

# %%
numbers = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
print("mean", numbers.mean(), " median", np.median(numbers))
guesses = np.linspace(0, 100, 100_001)[:, None]  # try every guess
errors = guesses - numbers  # (100001, 5)
for name, losses in (("MSE", errors**2), ("MAE", abs(errors))):
    print(f"{name} is smallest at {guesses[losses.mean(axis=1).argmin(), 0]:.2f}")

guess = 0.0
for _ in range(3000):
    gradient = np.sign(guess - numbers).sum() / len(numbers)
    guess -= 0.01 * gradient  # a small step against the gradient, with the pulls
print(f"where the pulls of MAE take a guess of 0: {guess:.1f}")

# %% [markdown]
r"""
At $e = 0$ the absolute value has a kink and no derivative, and that does no harm. Hardly any error is exactly zero, and
where one is, any number from −1 to 1 will do as a slope; NumPy's `sign` says 0. The guess arrives at the median and
then trembles around it by less than one step.

## A slip and a broken device (5 min)

**Huber's loss** is $e^2/2$ up to an error of δ and then a straight line: its slope is the error, cut off at ±δ. The
library has it as `nn.HuberLoss`. Fit lines to all patients by small steps against the gradient. Since $p = w x + b$, a
slope dℓ/dp changes $w$ by $x$ times as much; [lesson 06](06_gradient_descent.ipynb) studies the walk. Spoil the targets
in two ways: with the typing error of the explorer, 550 for 55; and with a device that puts the decimal point one place
too far in 22 patients, 5 % of all. (One of the four losses below, the *arctan error* $\arctan(e^2)$, is the subject of
the next section.)
"""

# %%
slopes = {
    "squared": lambda e: 2 * e,
    "absolute": np.sign,
    "arctan": lambda e: 2 * e / (1 + e**4),  # the next section
    "Huber": lambda e: np.clip(e, -1, 1),  # delta = 1 standard deviation
}


def fitted(slope, y):
    w = b = 0.0
    for _ in range(2000):
        g = slope(w * x + b - y)  # (442,) dl/dp of each patient
        w, b = w - 0.05 * (g * x).mean(), b - 0.05 * g.mean()
    return w, b


def standardised(progression):
    return (progression - patients.y.mean()) / patients.y.std()  # by the right targets


typed = np.where(np.arange(442) == 86, 550, progression)  # patient 86 had 55
by = standardised(typed)[86] - y[86]
print(f"the typing error is {by:.1f} standard deviations high")
print("          slope of the line         22 wrong points move the line")
print("          clean   one typing error  by (progression, five draws)")
for name, slope in slopes.items():
    w, b = fitted(slope, y)
    print(f"{name:8}  {w:.2f}    {fitted(slope, standardised(typed))[0]:.2f}", end="")
    moved = []
    for seed in range(5):
        slipped = progression.copy()
        slipped[np.random.default_rng(seed).permutation(442)[:22]] *= 10
        w_now, b_now = fitted(slope, standardised(slipped))
        moved.append(progression.std() * abs((w_now - w) * x + b_now - b).mean())
    print(f"{np.mean(moved):18.0f}  ({min(moved):.0f} to {max(moved):.0f})")

# %% [markdown]
r"""
One slip among 442 moves even the squared line only a little; the other 441 pull back. A device that is wrong 22 times
pulls only upwards, and takes the squared line along by most of a standard deviation (77); the others move by 7 at most.
On the clean data the lines differ too: at low body mass the targets scatter further upwards, at high further downwards
(skewness around the squared line: +0.8 in the lowest quarter, −0.3 in the highest), so the robust lines rise more
steeply.
"""

# %% tags=["hide-input"]
e = np.linspace(-4, 4, 401)
losses = {
    "squared": e**2,
    "absolute": abs(e),
    "arctan": np.arctan(e**2),
    "Huber, δ = 1": np.where(abs(e) <= 1, e**2 / 2, abs(e) - 0.5),
}
fig, (left, right) = figure(columns=2)
curve(left, losses, x=e, xlabel="error e", ylabel="loss ℓ")
left.set(ylim=(0, 6))
curve(
    right,
    {name: slope(e) for name, slope in slopes.items()},
    x=e,
    xlabel="error e",
    ylabel="slope dℓ/dp",
)
right.get_legend().remove()
right.set(ylim=(-4, 4))
peak = e[slopes["arctan"](e).argmax()]
show(
    fig,
    alt="four losses and their slopes against the error: the square's slope grows, the "
    "absolute error's jumps from -1 "
    f"to 1, Huber's is the error cut off at -1 and 1, the arctan error's is largest at "
    f"{peak:.2f} and falls back to 0",
    caption="Left the losses, right their slopes. An outlier pulls ever harder "
    "(squared), as hard as any other point (absolute), no harder than a point at δ "
    "(Huber), or hardly at all (arctan, which pulls hardest at an error of "
    f"{peak:.2f}).",
)

# %% [markdown]
r"""
Compare losses by their slopes. Multiply a loss by a thousand, and its best line stays: what counts is how steep it is
here compared with there.

## The arctan error (3 min)

The **arctan error** $\arctan(e^2)$ is *bounded*: it never exceeds π/2. Its slope vanishes as errors grow, so it all but
ignores an **outlier**, a point far from where the others say it should be. The price is more than one valley. The
square is **convex**: its curve never lies above the straight line between two of its points, so wherever it stops
falling, it is lowest. So are the absolute error, Huber's loss and means of them. The arctan error is not. Give it two
groups of numbers and one guess for all.
"""

# %% tags=["hide-input"]
rng = np.random.default_rng(0)
groups = np.concatenate([rng.normal(0, 0.5, 60), rng.normal(8, 0.5, 40)])
guesses = np.linspace(-4, 12, 801)
shapes = {
    "squared": ((guesses[:, None] - groups) ** 2).mean(axis=1),
    "arctan": np.arctan((guesses[:, None] - groups) ** 2).mean(axis=1),
}
fig, axes = figure(columns=2, height=2.8)
for ax, (name, values) in zip(axes, shapes.items(), strict=True):
    curve(
        ax, values, x=guesses, xlabel="one guess for 100 numbers", ylabel=f"{name} loss"
    )
    ax.set(ylim=(0, 1.1 * values.max()))
    ax.plot(groups, np.full(100, 0.02 * values.max()), "|k", markersize=7)
valleys = {
    name: int((np.diff(np.sign(np.diff(values))) > 0).sum())
    for name, values in shapes.items()
}
lowest = guesses[shapes["squared"].argmin()]
show(
    fig,
    alt=f"loss against the guess, with 60 numbers around 0 and 40 around 8: the "
    f"squared error has {valleys['squared']} "
    f"valley, near {lowest:.1f}, the arctan error {valleys['arctan']}, one at each "
    f"group",
    caption=f"Left: squared errors settle near {lowest:.1f}, where no number lies. "
    f"Right: the arctan error chooses a "
    "group. A walk that starts beyond 8 ends in the shallower valley.",
)

# %% [markdown]
r"""
A walk that starts with errors of 20 hardly moves at all, since nothing pulls: the unit matters. A loss that treats
large errors differently from small ones needs a scale, like Huber's δ, that says which errors are large.

**Your turn**, and this one is open: [Exercise 05.5: a sensor that
lies](../exercises/05_loss_functions_exercises.ipynb#05.5-A-sensor-that-lies).

## Yes or no (8 min)

Now the target is a label, 0 or 1, and the network's output a **logit** $z$, any number. The sigmoid of
[lesson 03](03_activation_functions.ipynb) makes it a probability $p = \sigma(z)$ of a 1. **Cross-entropy** is
the negative logarithm of the probability that was given to what happened, $p$ if $y = 1$ and $1 - p$ if $y = 0$:

$$\ell = -y \log p - (1 - y) \log (1 - p)$$

Being sure and right costs nothing; being sure and wrong costs without limit. (One neuron with a sigmoid and this loss
is *logistic regression*.) Now put in $p = 1/(1 + \exp(-z))$. Then $1 - p = \exp(-z)\, p = 1/(1 + \exp z)$, and the two
logarithms become

$$-\log (1 - p) = \log (1 + \exp z) \qquad\qquad
-\log p = \log \frac{1 + \exp z}{\exp z} = \log (1 + \exp z) - z$$

The first counts if $y = 0$, the second if $y = 1$. They differ by $z$ alone, so both are

$$\ell = \log (1 + \exp z) - y z \qquad\qquad
\frac{\partial \ell}{\partial z} = \frac{\exp z}{1 + \exp z} - y = \sigma(z) - y = p - y$$

Prediction minus target: the error itself. By the chain rule you would have met the sigmoid's slope $p(1 - p)$, and seen
it cancel against $\partial \ell / \partial p = (p - y)/(p(1 - p))$.
"""

# %%
z, label = np.array([-3.0, -0.5, 0.5, 4.0]), np.array([1.0, 0.0, 1.0, 0.0])
p = 1 / (1 + np.exp(-z))
print("with p:  ", (-label * np.log(p) - (1 - label) * np.log(1 - p)).round(3))
print("with z:  ", (np.logaddexp(0, z) - label * z).round(3))  # log(1 + exp z)
print("p - y:   ", (p - label).round(3))
measured = numerical_gradient(lambda z: (np.logaddexp(0, z) - label * z).sum(), z)
print("measured:", measured.round(3))

for kind in (np.float64, np.float32):
    for wrong in (12, 17, 40):  # the right answer is 0
        sure = 1 / (1 + np.exp(kind(-wrong)))
        with np.errstate(divide="ignore"):
            by_p = -np.log(1 - sure)
        by_z = np.logaddexp(kind(0), kind(wrong))
        print(f"{kind.__name__}, z = {wrong}: with p {by_p:.2f}, with z {by_z:.2f}")

# %% [markdown]
r"""
On paper both forms are the same. In a computer the probability rounds to 1: at z = 40 in float64, and at 17 in the
float32 of networks and GPUs. So `nn.BCEWithLogitsLoss` takes logits. `nn.BCELoss` takes p and, like PyTorch's, cuts its
logarithms off at −100; but through a sigmoid that has rounded to 1 its gradient is 0, and the worst answers are never
corrected.

**Your turn.** [Exercise 05.2: yes counts more than
no](../exercises/05_loss_functions_exercises.ipynb#05.2-Yes-counts-more-than-no).

Why not the squared error of the probability? Compare the gradients of a logit that is badly wrong.
"""

# %%
z = np.array([-2.0, -5.0, -10.0, -20.0])  # the right answer is 1
p = 1 / (1 + np.exp(-z))
squared = 2 * (p - 1) * p * (1 - p)  # of (p - 1)^2, by the chain rule
print("logit  cross-entropy  squared error of p")
for n in range(4):
    print(f"{z[n]:5.0f} {p[n] - 1:14.1g} {squared[n]:19.1g}")

# %% [markdown]
r"""
With the squared error the worst answers are hardly pulled, because the sigmoid is flat there. With cross-entropy they
are pulled hardest.

## One of several (5 min)

With $K$ classes there are $K$ logits for each example. Softmax, from [lesson 03](03_activation_functions.ipynb), makes
them probabilities, and cross-entropy takes the negative logarithm of the one that the right class $c$ got:

$$\ell = -\log p_c = -\log \frac{\exp z_c}{\sum_k \exp z_k} = \log \sum_k \exp z_k - z_c$$

The derivative of $\log \sum_k \exp z_k$ with respect to one $z_j$ is $\exp z_j / \sum_k \exp z_k = p_j$. The last term
adds −1 if $j = c$. Write the target as a **one-hot** vector $y$, 1 at $c$ and 0 elsewhere; then, once more,

$$\frac{\partial \ell}{\partial z} = p - y$$
"""

# %%
logits, labels = np.array([[2.0, 1.0, -1.0], [0.0, 0.0, 0.0]]), np.array([0, 2])
p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)  # (2, 3)
onehot = np.eye(3)[labels]
rows = -np.log(p[[0, 1], labels])
criterion = nn.CrossEntropyLoss()  # takes logits, and computes the softmax itself
loss = criterion(nn.tensor(logits), nn.tensor(labels)).item()
print(f"the rows cost {rows.round(3)}, their mean {rows.mean():.3f},", end=" ")
print(f"nn.CrossEntropyLoss {loss:.3f}")
print("gradient of the mean\n", ((p - onehot) / 2).round(3))

# %% [markdown]
r"""
Each row adds up to 0: what one class gains the others lose. The second row knows nothing and costs log 3 = 1.099. A
network with $K$ classes that has not learned yet should cost about $\log K$; that is a good first test.

## Weights, gaps and doubts (3 min)

Real labels are not that tidy. Four options of the library's losses, each with a number:
"""


# %%
def best_constant(pos_weight):
    """Return the p that costs least as the answer for ten patients, one of them ill."""
    ill = nn.tensor(np.eye(10)[:, :1])
    criterion = nn.BCEWithLogitsLoss(pos_weight=nn.tensor(np.array([pos_weight])))
    z = np.linspace(-4, 4, 801)
    losses = [criterion(nn.tensor(np.full((10, 1), one)), ill).item() for one in z]
    return 1 / (1 + np.exp(-z[np.argmin(losses)]))


def cost(logits, labels, **options):
    return nn.CrossEntropyLoss(**options)(nn.tensor(logits), nn.tensor(labels)).item()


print(f"pos_weight 1: best p {best_constant(1.0):.2f}", end="; ")
print(f"pos_weight 9: {best_constant(9.0):.2f}")
tripled = nn.tensor(np.array([1.0, 1.0, 3.0]))
print(f"class 2 counts three times: mean loss {cost(logits, labels):.2f}", end=" ")
print(f"-> {cost(logits, labels, weight=tripled):.2f}")
gap = np.vstack([logits, [9.0, 9.0, -9.0]]), np.array([0, 2, -100])
print(f"a third row with the label -100, ignore_index: still {cost(*gap):.2f}")
for ahead in (1.0, 3.3, 20.0):
    row = np.array([[ahead, 0.0, 0.0]]), np.array([0])
    plain, smooth = cost(*row), cost(*row, label_smoothing=0.1)
    print(f"right logit ahead by {ahead:4}: loss {plain:.2f}", end=", ")
    print(f"with smoothing of 0.1 {smooth:.2f}")

# %% [markdown]
r"""
If one patient in ten is ill, the best constant answer is p = 0.10; if every ill patient counts nine times
(`pos_weight`), 0.50. Class weights do the same for several classes; the mean then divides by the sum of the weights,
here (0.349 + 3 · 1.099) / 4. `ignore_index` leaves out what has no label, such as the padding after a short sentence.
Label smoothing takes a little of each target from the right class: being very sure then costs more than being fairly
sure.

**Your turn.** [Exercise 05.3: never quite sure](../exercises/05_loss_functions_exercises.ipynb#05.3-Never-quite-sure).

## What cross-entropy crosses (5 min)

A, B or C happened, with probabilities $y = (½, ¼, ¼)$, and you may ask yes-or-no questions. Ask "A?" first, then "B?"
if needed: ½ · 1 + ¼ · 2 + ¼ · 2 = 1.5 questions on average. With logarithms to the base 2 that is the **entropy**
$-\sum_k y_k \log y_k$: what has probability ½ deserves one question, ¼ two.

Someone who believes $p = (¼, ¼, ½)$ asks "C?" first, and needs ½ · 2 + ¼ · 2 + ¼ · 1 = 1.75. That is the cross-entropy
$-\sum_k y_k \log p_k$. It crosses two distributions: things happen by $y$, questions are planned for $p$. The excess is
the **Kullback-Leibler divergence**, never negative, and 0 only if $p = y$.
"""

# %%
y, p = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])
entropy, crossed = -(y * np.log2(y)).sum(), -(y * np.log2(p)).sum()
print(f"entropy {entropy}, cross-entropy {crossed} questions (bits);", end=" ")
print(f"divergence {crossed - entropy}")
divergence = nn.KLDivLoss(reduction="batchmean")  # takes rows of natural log p
found = divergence(nn.tensor(np.log(p)[None]), nn.tensor(y[None])).item()
print(f"nn.KLDivLoss {found:.3f}; one bit is log 2 = {np.log(2):.3f}:", end=" ")
print(f"{found / np.log(2):.2f} bits")

# %% [markdown]
r"""
A one-hot target has entropy 0, so its cross-entropy is the divergence. But of two patients who look alike, one may be
ill and one not. The best answer is then ½, and it costs log 2. So a loss of zero is not the goal: often it cannot be
reached, and where it can, [lesson 07](07_optimizers.ipynb) shows the price.

## Where losses come from (5 min)

Most of these losses follow from one recipe: choose a probability distribution for the target, let the network give its
parameter, and take minus the logarithm of the **likelihood**, the probability of the targets (for real numbers, their
density). Those of independent examples multiply, so their logarithms add up; the mean is the loss.

Say the target is the prediction plus Gaussian noise of standard deviation $s$. The density at $y$ is

$$\frac{1}{s \sqrt{2\pi}} \exp\Bigl(-\frac{(y - p)^2}{2 s^2}\Bigr) \qquad\text{so}\qquad
\ell = \frac{e^2}{2 s^2} + \log s + \text{a constant}$$

With $s$ fixed, only $e^2$ depends on the network: MSE. Laplace noise, whose density falls like $\exp(-|e|/s)$, gives
$|e|/s$: MAE. A coin that shows 1 with probability $p$ gives binary cross-entropy, a die with $K$ sides cross-entropy. A
loss is a belief about noise, and it pays to believe the right thing:
"""

# %%
rng = np.random.default_rng(0)
print("how far from the truth, for 101 numbers:   mean   median")
for name, draw in (("Gaussian", rng.normal), ("Laplace", rng.laplace)):
    noise = draw(size=(2000, 101))
    mean, median = noise.mean(axis=1).std(), np.median(noise, axis=1).std()
    print(f"{name:8} noise {'':25} {mean:8.2f} {median:8.2f}")
for s in (1.0, 0.1):
    constant = np.log(2 * np.pi) / 2
    print(f"Gaussian, s = {s}: an error of 0 costs {np.log(s) + constant:.2f}")

# %% [markdown]
r"""
A network can also give $s$, as a second output, and so say how unsure it is. And a loss may be negative, since a
density can be larger than 1. Only its differences count.

**Your turn.** Follow the recipe for counts, and train with what you find: [Exercise 05.4: a loss for
counts](../exercises/05_loss_functions_exercises.ipynb#05.4-A-loss-for-counts).

## Where it breaks (2 min)

The loss is not what you want; it is what you can train. Say you want many right answers, p ≥ 0.5 for the right class.
Here is what two networks gave the right class of ten examples.
"""

# %%
networks = {"unsure": np.full(10, 0.51), "sure": np.array([0.99] * 9 + [0.01])}
for name, p in networks.items():
    loss, right = -np.log(p).mean(), (p >= 0.5).mean()
    p = p + 0.001  # each answer a little better
    change, gain = -np.log(p).mean() - loss, (p >= 0.5).mean() - right
    print(f"{name:6} loss {loss:.2f}, right {right:.0%};", end=" ")
    print(f"a small step: loss {change:.3f}, right {gain:+.0%}")

# %% [markdown]
r"""
The network with the lower loss has fewer right answers. Yet a count of right answers cannot be trained: its slope is 0
almost everywhere. A loss that stands in for what you want is a **surrogate loss**; measure what you want as well.

You know which number should become small, and which way it slopes. [Lesson 06](06_gradient_descent.ipynb) takes the
first step down.

## Recall (1 min)
"""

# %%
quiz("05.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A loss makes one number of all errors. Each point pulls the prediction against the gradient, towards itself.
- Squares pull in proportion to the error and serve the mean; absolute errors pull equally and serve the median.
- Huber's loss limits the pull of an outlier; the arctan error gives it up, and pays with more than one valley.
- Cross-entropy from logits has the gradient prediction minus target, for two classes and for many.
- Most losses are minus the logarithm of a probability: choose what you believe about the targets, and the loss follows.

### New terms

- **error**: prediction minus target, in some books written δ.
- **loss**: a number for how wrong a prediction is, or the mean of these numbers over the examples.
- **mean squared error**: the mean of the squared errors; MSE, L2 loss.
- **mean absolute error**: the mean of the absolute errors; MAE, L1 loss.
- **gradient**: the derivatives of one number with respect to many others, in the shape of those others.
- **Huber's loss**: half the squared error up to a limit, and a straight line after.
- **arctan error**: the arctangent of the squared error; bounded, so that it all but ignores outliers.
- **outlier**: a point far from where the others say it should be.
- **convex**: said of a function whose curve never lies above the straight line between two of its points.
- **logit**: a weighted sum before a sigmoid or softmax makes it a probability.
- **cross-entropy**: the negative logarithm of the probability that was given to what happened, on average.
- **one-hot**: a vector with 1 at the place of the class and 0 elsewhere.
- **entropy**: the lowest cross-entropy possible, reached by predicting the true probabilities.
- **Kullback-Leibler divergence**: cross-entropy minus entropy; 0 only if the prediction is the true distribution.
- **likelihood**: how probable the targets are under a model.
- **surrogate loss**: a loss that can be trained, used in place of the goal itself, whose slope is 0 almost everywhere.

### Sources

- Legendre (1805), "Nouvelles méthodes pour la détermination des orbites des comètes", appendix: least squares.
- Huber (1964), ["Robust estimation of a location parameter"](https://doi.org/10.1214/aoms/1177703732).
- Shannon (1948), ["A mathematical theory of communication"](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x):
  entropy. Kullback, Leibler (1951), ["On information and sufficiency"](https://doi.org/10.1214/aoms/1177729694).
- Bishop (2006), "Pattern Recognition and Machine Learning", sections 1.2.5, 4.3.2 and 4.3.4: losses as likelihoods.
- Prince (2023), ["Understanding Deep Learning"](https://udlbook.github.io/udlbook/), chapter 5: the recipe.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), section 6.2.2.2: why not
  squared errors of a sigmoid.
- Szegedy, Vanhoucke, Ioffe, Shlens, Wojna (2016), ["Rethinking the Inception
  architecture"](https://doi.org/10.1109/CVPR.2016.308), section 7: label smoothing.
- Efron, Hastie, Johnstone, Tibshirani (2004), ["Least angle regression"](https://doi.org/10.1214/009053604000000067):
  the diabetes data.
"""
