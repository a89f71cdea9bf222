# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- split the error of a fit exactly into bias, variance and noise, and say which of them a remedy trades for which;
- write L2, dropout, early stopping and augmentation, and say of each what it is worth here, and how surely;
- explain why the worst number of features is the number of examples, and what brings the error down again.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.callbacks import EarlyStopping
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import GapExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import generalization as lesson
from nnlearn.lessons.generalization import chebyshev, hat_matrix, recorded, sine, table
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

Labels cost money: somebody has to look at each example. Suppose you can pay for 400 labelled signals of MNIST-1D, the
set of [lesson 13](13_ml_versus_dl.ipynb): ten kinds of strokes over 40 places. A dense network learns all 400 by heart.
Of 1,000 others it reads about 300 (that of lesson 13, which was tuned, 360), where guessing would get 100. What would
help most?
"""

# %%
quiz("14.predict")

# %% [markdown]
r"""
## Explore (7 min)

On the left what is fitted, on the right the error on training and on unseen data; between them is the gap. **Next stop**
leads you through the tour. At three of its stops:

1. Stop 1: 20 people each draw a line through a sine, with noise of their own. What is wrong with all their lines?
2. Stop 2: degree 15. Drag the ringed point: where does the fit move most?
3. Stop 6: as many random features as examples. Push on, to 4,000. What becomes of the error?
"""

# %%
GapExplorer()

# %% [markdown]
r"""
The sine is computed while you move it; the signals are replayed from recorded runs, five seeds of every setting.

## What you saw (3 min)

A line is too stiff for a sine, and wrong in the same way under any noise: **underfitting**. Degree 15 is too supple: the
mean of many fits is right, and each single one follows its own noise: overfitting. A penalty narrows the band
and bends the mean a little. And with more features than examples the fits calm down again.

Here is the network of the question, with He's weights:
"""

# %% tags=["nbval-ignore-output"]
x, y = lesson.labelled(400)  # (400, 40) and (400,)
unseen, truth = lesson.unseen()  # (1000, 40) and (1000,)
criterion = nn.CrossEntropyLoss()


def start():
    nn.manual_seed(0)
    net = nn.MLP([40, 100, 100, 10])
    for parameter in net.parameters():
        if parameter.data.ndim == 2:  # weights
            nn.kaiming_normal_(parameter, nonlinearity="relu")
    net = net.to(nn.device())
    return net, nn.AdamW(net.parameters(), lr=1e-3, weight_decay=0.0)


net, optimizer = start()
_ = nn.fit(net, criterion, optimizer, x, y, epochs=200, batch_size=32)
print(f"of the 400 it learned from it reads {accuracy(nn.predict(net, x), y):.2f}")
print(f"of 1,000 others {accuracy(nn.predict(net, unseen), truth):.2f}")

# %% [markdown]
r"""
The difference is the **generalization gap**.

## Small enough to see (8 min)

Take 20 fixed places in [-1, 1], the truth $f(x) = \sin \pi x$, and noise of standard deviation σ = 0.3 on every target
(here without an argument, σ is a number and not the sigmoid). Fit polynomials by least squares; as features they have
Chebyshev's polynomials, which make the same curves as $1, x, x^2, \dots$ with less rounding.
"""

# %%
places, grid, sigma = np.linspace(-1, 1, 20), np.linspace(-1, 1, 161), 0.3
noisy = sine(places) + sigma * np.random.default_rng(0).normal(size=20)
fits = {"truth": sine(grid)}
for degree in (1, 3, 15):
    H = hat_matrix(chebyshev(places, degree), chebyshev(grid, degree))  # (161, 20)
    fits[f"degree {degree}"] = H @ noisy

# %% tags=["hide-input"]
fig, ax = figure(height=2.8)
curve(ax, fits, x=grid, xlabel="x", ylabel="y")
ax.plot(places, noisy, "o", color="#444444", markersize=4)
ax.set(ylim=(-2.6, 2.6))
show(
    fig,
    alt="twenty noisy points of a sine, the sine, and polynomials of degree 1, 3 and "
    "15: the line misses both humps, degree 3 follows the sine, degree 15 runs "
    "through most points and swings out at both ends",
    caption="Degree 1 misses the sine, degree 3 finds it, degree 15 follows the noise.",
)

# %% [markdown]
r"""
The prediction of least squares is *linear in the targets*. With the features of the N examples in the rows of $F$, the
weights are $w = (F^T F)^{-1} F^T y$, and the predictions at other places, with the features $G$, are

$$p = G\,w = H\,y, \qquad H = G\,(F^T F)^{-1} F^T.$$

(In this lesson $H$ is that matrix, not a hidden layer.) Row $h$ of $H$ belongs to one place and says how much each target
counts there. Let $y = f + \varepsilon$: the truth at the examples, and $\varepsilon_i$ that are independent, of mean 0 and
variance σ². Where the truth is $f_*$, the error is

$$p - f_* = \underbrace{(h \cdot f - f_*)}_{\text{the same for every draw}} + \underbrace{h \cdot \varepsilon}_{\text{other noise, other value}}$$

Square and take the mean over all draws. The cross term is $2\,(h \cdot f - f_*)\; h \cdot \mathrm{E}\,\varepsilon = 0$.
In $\mathrm{E}\,(h \cdot \varepsilon)^2 = \sum_{ij} h_i h_j\, \mathrm{E}\,\varepsilon_i \varepsilon_j$ only $i = j$ is
left, with $\mathrm{E}\,\varepsilon_i^2 = \sigma^2$:

$$\mathrm{E}\,(p - f_*)^2 = \underbrace{(h \cdot f - f_*)^2}_{\text{bias}^2} + \underbrace{\sigma^2 \sum\nolimits_i h_i^2}_{\text{variance}}$$

This is the **bias-variance decomposition**. (This bias is not the $b$ of a unit.) Compared with new *noisy* targets the error is σ² larger; that is the **noise floor**, below which no method gets. $H$ knows it all:
"""

# %%
print("degree  bias^2  variance   sum   on new targets")
for degree in (1, 3, 5, 9, 13, 15):
    H = hat_matrix(chebyshev(places, degree), chebyshev(grid, degree))
    off = H @ sine(places) - sine(grid)  # (161,)
    bias2, variance = (off**2).mean(), sigma**2 * (H**2).sum(axis=1).mean()
    total = bias2 + variance
    print(f"{degree:4} {bias2:9.3f} {variance:8.3f} {total:8.3f}", end=" ")
    print(f"{total + sigma**2:9.3f}")

# %% [markdown]
r"""
Degree 1 is all bias, degree 15 all variance, and both are worse than degree 3: a further feature pays while it takes away
more bias than it adds variance.

**Your turn.** [Exercise 14.1: Bias and
variance](../exercises/14_generalization_exercises.ipynb#14.1-Bias-and-variance).

Solved it? Here is the variance for degree 9, both ways: from $H$, and from 20,000 draws of the noise.
"""

# %%
H = hat_matrix(chebyshev(places, 9), chebyshev(grid, 9))
_, exact = lesson.bias_and_variance(H, sine(places), sine(grid), sigma)
draws = sine(places) + sigma * np.random.default_rng(1).normal(size=(20_000, 20))
measured = (draws @ H.T).var(axis=0)  # (161,)
print(f"variance: exact {exact.mean():.4f}, measured {measured.mean():.4f}")

# %% [markdown]
r"""
This holds for *fixed* places. And σ is known only because we made the data: with real data you see the sum alone.

## L2 (8 min)

Large swings need large weights. So make weights cost something: add $\lambda\,|w|^2$ to the sum of squared errors, the
**L2 penalty** (with least squares: *ridge regression*). What holds a method back from fitting the training data alone
is called **regularisation**.

$$L = |F w - y|^2 + \lambda\,|w|^2, \qquad g_w = 2 F^T (F w - y) + 2 \lambda\, w$$
"""

# %% tags=["nbval-ignore-output"]
F, lam = chebyshev(places, 15), 0.1  # (20, 16)
w = np.random.default_rng(0).normal(size=16)
gradient = 2 * F.T @ (F @ w - noisy) + 2 * lam * w


def penalised(w):
    return float(((F @ w - noisy) ** 2).sum() + lam * (w**2).sum())


worst = relative_error(gradient, numerical_gradient(penalised, w)).max()
print(f"largest relative error against differences {worst:.0e}")

# %% [markdown]
r"""
Where the gradient is zero, $(F^T F + \lambda I)\, w = F^T y$. What has changed shows in the *singular value
decomposition* $F = U S V^T$: $U$ and $V$ hold directions at right angles to each other, and $S$ how far $F$ stretches
each, its length $s$. With $w_k$ and $y_k$ for the parts of $w$ and $y$ along the $k$-th pair of directions, the equation
falls apart into single numbers, $(s^2 + \lambda)\, w_k = s\, y_k$. So

$$w_k = \frac{s}{s^2 + \lambda}\, y_k, \qquad \text{and the fit is } s\, w_k = \frac{s^2}{s^2 + \lambda}\, y_k.$$

Without λ every direction is fitted in full. With it, long directions are hardly touched and short ones all but left
out: those in which the data say little, and in which $1/s$ made noise large.
"""

# %%
s = lesson.directions(F).s  # 16 lengths, longest first
print("lengths", s[[0, 5, 10, 14, 15]].round(2))
print("     L2   share fitted in these              bias^2  variance   sum")
for lam in (0, 0.01, 0.1, 1, 10):
    H = hat_matrix(F, chebyshev(grid, 15), lam)
    bias, variance = lesson.bias_and_variance(H, sine(places), sine(grid), sigma)
    b, v, kept = (bias**2).mean(), variance.mean(), (s**2 / (s**2 + lam))
    shares = " ".join(f"{share:.2f}" for share in kept[[0, 5, 10, 14, 15]])
    print(f"{lam:7}   {shares} {b:17.3f} {v:8.3f} {b + v:8.3f}")

# %% [markdown]
r"""
A λ of 1 makes a good fit of the worst, without touching the degree: two short directions held nearly all of its
variance. λ trades variance for bias; choose it by validation data, never by the test.

The pull can also be put into the step: weight decay, from [lesson 07](07_optimizers.ipynb). For plain gradient descent
the two are one; Adam divides the first by the size of the gradient, and not the second.

**Your turn.** [Exercise 14.2: Penalty or
decay](../exercises/14_generalization_exercises.ipynb#14.2-Penalty-or-decay).

Now the signals. `nnlearn/lessons/generalization/record.py` has trained the network with AdamW from five starts, each
with 400 signals of its own, 2,600 steps of 32 signals (200 epochs) unless something else is said. *Training*,
*validation* and *test* are shares of right answers, mean +- standard deviation of the starts. Choosing by 400 validation
signals means that in truth we have paid for 800 labels.
"""

# %%
columns = ["training", "validation", "test"]
print(table(recorded("remedies", remedy="L2"), ["decay"], [*columns, "test loss"]))

# %% [markdown]
r"""
AdamW's default, 0.01, does nothing here that could be seen; at 1 and 3 the network reads about four points (hundredths)
more, and the loss is about half; at 10 it reads only three in ten of its own signals. "L2 does not help" may only mean
that nobody raised it.

## Dropout (7 min)

You know dropout from [lesson 11](11_pytorch.ipynb) as a layer that behaves differently in training. In every step it
multiplies each number $x_j$ by a mask $m_j$, drawn independently: 0 with probability $q$ (PyTorch's `p`) and 1
otherwise, so $1 - q$ on average. In evaluation nothing is dropped, and the next layer would get more than it was trained
on. Divide by $1 - q$ in training, and the mean stays:

$$\mathrm{E}\,\frac{m_j x_j}{1 - q} = x_j, \qquad
\mathrm{Var}\,\frac{m_j x_j}{1 - q} = \frac{x_j^2\,(1 - q)}{(1 - q)^2} - x_j^2 = \frac{q}{1 - q}\, x_j^2$$

What does the network then minimise? For one linear unit and the squared error the answer is exact. The prediction is
$\sum_j w_j m_j x_j/(1 - q)$; its mean is the prediction $p$ without dropout, its variance the sum of the variances. By
the same step as before, mean of the square = square of the mean + variance:

$$\mathrm{E}\,(\text{prediction} - y)^2 = (p - y)^2 + \frac{q}{1 - q} \sum_j x_j^2\, w_j^2$$

An L2 penalty again, with a strength of its own for each weight: those at large inputs pay most. Here are both sides for
one example of 40 inputs:
"""

# %%
rng, q = np.random.default_rng(0), 0.5
w, signal, target = rng.normal(size=40) / 6, x[0].astype(float), 1.0
masks = rng.binomial(1, 1 - q, size=(100_000, 40))  # a mask a row
losses = (masks @ (w * signal) / (1 - q) - target) ** 2
penalty = q / (1 - q) * (signal**2 * w**2).sum()
print(f"mean loss over 100,000 masks {losses.mean():.2f}")
print(f"loss without dropout {(w @ signal - target) ** 2:.2f} + penalty {penalty:.2f}")

# %% [markdown]
r"""
For a logistic output it is roughly so (Wager and others 2013); in a deep network the formula is no longer exact. The
inventors of dropout have another reason: no unit can rely on another, so each learns something of use by itself
(Srivastava and others 2014).

**Your turn.** [Exercise 14.3: A dropout
layer](../exercises/14_generalization_exercises.ipynb#14.3-A-dropout-layer).
"""

# %%
rows = recorded("remedies", remedy="dropout")
rows += recorded("remedies", remedy="dropout, longer")  # four times the steps
print(table(rows, ["remedy", "dropout"], columns))

# %% [markdown]
r"""
Dropout slows learning down: with half of its units gone the network does not know all its signals after 2,600 steps; with
four times as many it does, and reads more of the others.

## Stop early (6 min)

Lesson 07 stopped where the loss on validation data turns. Here are loss and accuracy on the unseen signals, epoch by
epoch, without any remedy; the mean of the five starts.
"""

# %% tags=["hide-input"]
rows = recorded("curves")
loss, right = (
    np.mean([row[name] for row in rows], axis=0) for name in ("loss", "accuracy")
)
turns = [int(np.argmin(row["loss"])) + 1 for row in rows]
fig, (left, other) = figure(height=2.5, columns=2)
curve(left, loss, ylabel="loss on unseen signals")
curve(other, right, ylabel="accuracy on unseen signals")
left.set(ylim=(0, None))
other.set(ylim=(0, 0.4))
for ax in (left, other):
    ax.axvline(np.mean(turns), color="#8A8A8A", linewidth=1)
show(
    fig,
    alt="two curves over 200 epochs: the loss on unseen signals falls for about ten "
    "epochs and then rises to twice its minimum; their accuracy keeps rising",
    caption=f"The loss is lowest after epoch {np.mean(turns):.0f} (grey), when "
    f"{right[round(np.mean(turns)) - 1]:.2f} are right; "
    f"in the end {right[-1]:.2f} are.",
)

# %% [markdown]
r"""
After the grey line the network gets *more* signals right. If the mean loss rises all the same, it must be ever more
certain of wrong answers, and a wrong answer given with certainty has a cross-entropy without limit. (Guo and others
2017 saw this in large networks.) So ask first what you want: good probabilities, or many right answers?
`EarlyStopping` watches any number that `fit` measures:
"""

# %%
names = ("nothing", "stop by loss", "stop by accuracy")
rows = [row for name in names for row in recorded("remedies", remedy=name)]
print(table(rows, ["remedy"], ["epochs", "training", "test", "test loss"]))

# %% tags=["nbval-ignore-output"]
stop = EarlyStopping(patience=15, watch="accuracy", mode="max")
held = tuple(part[-400:] for part in lesson.labelled(4000))
watched = {"validation": held, "metrics": [accuracy], "callbacks": [stop]}
net, optimizer = start()
_ = nn.fit(net, criterion, optimizer, x, y, epochs=200, batch_size=32, **watched)
print(f"best epoch {stop.best_epoch}, validation accuracy {stop.best:.2f}")

# %% [markdown]
r"""
Stopping by the loss halves the loss and costs right answers. Stopping by the accuracy costs fewer, and saves most of
the time.

**Your turn.** [Exercise 14.4: Keep the best](../exercises/14_generalization_exercises.ipynb#14.4-Keep-the-best).

Why is stopping a remedy at all? On $\frac{1}{2} |F w - y|^2$ gradient descent from zero moves each direction by itself:
the part not yet fitted shrinks by the factor $1 - \eta s^2$ in every step, so after $t$ steps the share $1 - (1 - \eta
s^2)^t$ is fitted, the long directions first. With $\eta = 1/s^2$ of the longest:
"""

# %%
for steps in (1, 10, 100, 10_000):
    kept = s * lesson.inverse_lengths(s, steps=steps)
    shares = " ".join(f"{share:.2f}" for share in kept[[0, 5, 10, 14, 15]])
    H = hat_matrix(F, chebyshev(grid, 15), steps=steps)
    bias, variance = lesson.bias_and_variance(H, sine(places), sine(grid), sigma)
    print(f"{steps:6} steps: fitted {shares}", end="  ")
    print(f"bias^2 {(bias**2).mean():.3f} variance {variance.mean():.3f}")

# %% [markdown]
r"""
Ten steps do to degree 15 what a λ of 1 did.

## Change the data (5 min)

**Augmentation** makes more examples out of those you have, by changes that leave the label true. Which do, you have to
know. The strokes of MNIST-1D may stand anywhere along the line, so a shift should change nothing (`augment` puts what leaves
at one end in at the other).
"""

# %%
more, labels = datasets.augment(x, y, 9, shift=10, seed=0)  # 9 copies of each
print(more.shape, "labels of the first signal's ten:", labels[::400])
rows = recorded("remedies", remedy="shifted copies")
rows += recorded("remedies", remedy="noisy copies")
print(table(rows, ["remedy", "shift", "noise"], columns))

# %% [markdown]
r"""
Shifts help more than anything so far, and the network no longer knows all its signals: the training error *rises*.
Noise gains at most two points; every signal has some already. And changes that you are less sure of? One copy of each
signal, with the old label:
"""

# %%
print(table(recorded("mirrored"), ["copies"], ["test"]))
print("nearest stroke to each digit's")
print("  mirrored:   ", lesson.nearest_strokes(lambda stroke: stroke[::-1]))
print("  upside down:", lesson.nearest_strokes(lambda stroke: -stroke))

# %% [markdown]
r"""
Upside down every stroke comes nearest to another digit's: such copies cost nine points. Mirrored, six of the ten stay
what they are, which gains more than the others cost. Where you are not sure, let validation data decide.

**Your turn.** [Exercise 14.5: Copies that keep their
label](../exercises/14_generalization_exercises.ipynb#14.5-Copies-that-keep-their-label).

## All remedies (4 min)

Each remedy at the strength with which it read the most of the validation data. *Gain* is the difference to nothing,
start by start; *longer* is four times the steps.
"""

# %%
names = ("nothing", "width", "L2", "dropout", "stop by loss", "stop by accuracy")
names += ("noisy copies", "shifted copies", "together", "more data", "nothing, longer")
names += ("dropout, longer", "shifted copies, longer", "together, longer")
plain, rows = lesson.chosen("nothing"), []
for name in names:
    for row, other in zip(lesson.chosen(name), plain, strict=True):
        rows.append(row | {"gain": row["test"] - other["test"]})
print(table(rows, ["remedy"], [*columns, "gain"]))
for name in ("width", "together", "together, longer"):
    print(f"{name}: {lesson.chosen(name)[0]['settings']}")

# %%
predicted("14.predict")

# %% [markdown]
r"""
Nine shifted copies of each signal, which cost nothing, gain almost what four times the data do (*more data*). L2 and
dropout gain about four points each, noise and a wider network two (of at most 300 units). Stopping costs.

Shifted copies, L2 and dropout *together* gain more than each alone. Look at the training column, though: after 2,600
steps that network knows seven in ten of its own signals. Four times the steps give it five points more and dropout alone
six, but the network without a remedy none: compare remedies after they had time to work. (In the last row the weakest of
three decays was best.) A convolutional network in [lesson 13](13_ml_versus_dl.ipynb) reads six of seven with as many
labels, because it looks for a stroke anywhere: what the copies teach by example is worth far more where it is built in.

And more data? Error against the number of signals, with dropout of 0.3:
"""

# %%
print(table(recorded("amount"), ["n"], ["error"]))
sizes = (100, 200, 400, 800, 1600, 3200)
errors = [np.mean([row["error"] for row in recorded("amount", n=n)]) for n in sizes]
shrunk = np.divide(errors[1:], errors[:-1])
print("each doubling multiplies the error by", shrunk.round(2))

# %% [markdown]
r"""
The error of translation, speech and images falls with a *power law*, every doubling dividing it by the same number, once
one does much better than guessing (Hestness and others 2017). Here we are not there yet: each doubling helps at least as
much as the one before.

## By heart (5 min)

How much could such a network learn by heart if there were nothing to understand? Replace labels by random ones, as Zhang
and others (2017) did, with `datasets.corrupt_labels(y, 0.5)`; here 500 signals and two hidden layers of 200, trained
until all are right.
"""

# %%
print(table(recorded("labels"), ["labels"], ["epochs", "training", "test"]))

# %% [markdown]
r"""
Nonsense takes a few epochs more than the truth; random inputs are the easiest, perhaps since no two are alike. The same
network reads a third of the unseen signals or one in ten, which is chance: so the number of parameters cannot be what
decides. It knows everything by heart either way; with true labels what it knows also holds for others.

## Depth or width (5 min)

Should the parameters go into one wide layer or into many narrow ones? About 10,000 of them on 2,000 signals, and about
2,000 on two spirals of two and a half turns. Each depth has the learning rate, of four or three, with which it read
the most of the validation data.
"""

# %%
settings = [("depth", 25), ("depth", 100), ("spirals", 60), ("spirals", 300)]
names = ["signals, 25", "signals, 100", "spirals, 60", "spirals, 300"]  # epochs
rows = []
for layers in (1, 2, 3, 4, 6, 8):
    found = [recorded(task, layers=layers, epochs=epochs) for task, epochs in settings]
    tests = [[row["test"] for row in lesson.best(some, "rate")] for some in found]
    for start_of in zip(*tests, strict=True):
        rows.append({"layers": layers} | dict(zip(names, start_of, strict=True)))
print(table(rows, ["layers"], names))
slow = recorded("spirals", layers=1, epochs=60, rate=0.003)
print("one layer, spirals, 60 epochs at the smallest rate:")
print(table(slow, ["rate"], ["test"]))

# %% [markdown]
r"""
On the signals few layers read more than many, also after four times the epochs. On the spirals one layer, at the largest rate that we tried,
reads a little less after 60 epochs; after 300 it has caught up. (At the smallest rate, which suits four layers, it looks
hopeless: compare only what was tuned alike.) "*Two hidden layers are always enough*" is true of what a network *can*
compute, though some functions then take exponentially many units (Telgarsky 2016). What a training *finds* depends on the
task.

## Damage (4 min)

Remedies can also be for a worse day. On the tumours of `breast_cancer`, let some of the 30 measurements be missing (set to
their mean) or noisy at test time. This is the gain in accuracy over no remedy, of ten starts:
"""

# %%
plain, rows = recorded("damage", remedy="nothing"), []
for remedy in ("L2", "dropout", "inputs dropped"):
    found = lesson.best(recorded("damage", remedy=remedy), "strength")
    for row, other in zip(found, plain, strict=True):
        gains = {name: row["test"][name] - other["test"][name] for name in row["test"]}
        rows.append(row | gains)
damages = ["missing 0", "missing 0.5", "missing 0.8", "noise 2"]
print(table(rows, ["remedy", "strength"], damages))

# %% [markdown]
r"""
A strong L2 and inputs dropped in training help where much is missing or noisy, and gain nothing where nothing is. (The
strengths were chosen on damaged validation data, and are the largest that we tried.) Train for the damage that you
expect.

## Double descent (6 min)

One thing in the explorer contradicts everything so far. Take 300 signals and a hidden layer that is *never trained*, of $d$
random units with ReLU (Rahimi and Recht 2007), divided by $\sqrt d$. Fit only the outputs, by least squares, one column
of targets for each digit; if many weights fit exactly, take the smallest.
"""

# %% tags=["hide-input"]
rows = recorded("descent", **{"random labels": 0.0})
features = sorted({row["features"] for row in rows})
means = {
    name: [np.mean([r[name] for r in rows if r["features"] == d]) for d in features]
    for name in ("training", "test", "tuned", "norm")
}
fig, ax = figure(height=3.0)
errors = {
    "training": means["training"],
    "unseen, smallest weights that fit best": means["test"],
    "unseen, L2 chosen by validation data": means["tuned"],
}
curve(ax, errors, x=features, xlabel="random features", ylabel="share wrong")
ax.axvline(300, color="#8A8A8A", linewidth=1)
ax.set(xscale="log", ylim=(0, 1))
ax.get_legend().set_frame_on(True)
show(
    fig,
    alt="share of wrong answers against 10 to 4,000 random features: the training "
    "error reaches 0 before 300; the error on unseen signals falls, rises to a peak at "
    "300 and falls again; with L2 chosen by validation data there is no peak",
    caption="300 examples, mean of five draws. The peak is where features and examples "
    f"are equally many (grey). With L2: {means['tuned'][features.index(200)]:.2f} at "
    f"200 features, {means['tuned'][-1]:.2f} at 4,000.",
)

# %% [markdown]
r"""
This is **double descent** (Belkin and others 2019): down, up to a peak at $d = N$, from where on every target is met
exactly (**interpolation**), and down again, below the first minimum. Where does the peak come from? In the
directions of the singular value decomposition the weights are $w_k = y_k / s$, so short directions make large weights.
Up to $d = N$ every new feature adds a direction, and a square random matrix nearly always has one of length nearly 0.
Beyond $d = N$ new features add no direction; they make the shortest of the N that there are longer:
"""

# %%
signals, digits = lesson.labelled(300)
for d in (100, 300, 1000, 4000):
    features_of = lesson.relu_features(signals, d)  # (300, d)
    s = lesson.directions(features_of).s
    w = lesson.fit_outputs(features_of, np.eye(10)[digits])  # (d, 10)
    print(f"{d:5} features: shortest direction {s[-1]:.1g},", end=" ")
    print(f"length of the weights {float(f'{np.linalg.norm(w):.2g}'):,.0f}")

# %% [markdown]
r"""
Why the smallest? Because training finds it: the gradient $2 F^T (F w - y)$ is a sum of rows of $F$, so gradient descent
from $w = 0$ never leaves the space of these rows, and what one could add to $w$ without changing the fit stands at
right angles to them all and only makes it longer. That is the **smallest-norm solution**.

With an L2 penalty chosen by validation data there is no peak (compare Nakkiran and others 2021), and only two points are
gained beyond 200 features: the peak is what it costs to go without. And with one *trained* hidden layer we found none, even
with a fifth of the 300 labels random:
"""

# %%
print("share of wrong answers")
print(table(recorded("widths"), ["width"], ["training", "test"]))

# %% [markdown]
r"""
At 16 units, where the training error nearly reaches 0, the error on unseen signals is two points higher than at 4, no
more than what the starts differ by. The widest network is the best.

## Where it breaks (2 min)

Everything here assumed that new signals come from where the old ones came from. Here are signals as they may come
tomorrow:
"""

# %%
print(table(recorded("tomorrow"), ["change", "remedy"], ["test"]))

# %% [markdown]
r"""
At half the height hardly anything is left of what the copies gained: nobody had told the network that heights do not
matter. On a slope both networks read less, though the copies keep most of their lead. What nobody shows a network, it
need not learn; lesson 29 returns to this.

**Your turn.** The open one: [Exercise 14.6: Four hundred
signals](../exercises/14_generalization_exercises.ipynb#14.6-Four-hundred-signals).

## Recall (2 min)
"""

# %%
quiz("14.recall")

# %% [markdown]
r"""
## Summary (1 min)

- The error on new data is bias² + variance + noise; for least squares all three are exact, by one matrix.
- L2 and few steps hold back the directions in which the data say little: less variance, a little bias. Dropout is, for
  a linear unit, an L2 penalty too.
- Copies that keep their label were worth most; several remedies together do more, if the training is long enough.
- A network learned even random labels by heart; loss and accuracy on others turn at different times.
- The error of least squares peaks where features and examples are equally many, unless a penalty is tuned.

### New terms

- **generalization gap**: the difference between the error on unseen and on training data.
- **underfitting**: being too stiff for the truth, so that every fit is wrong in the same way.
- **bias-variance decomposition**: squared error on average = bias² + variance + noise.
- **noise floor**: the part of the error that is in the targets themselves.
- **regularisation**: means that hold a method back from what the training data alone would have it do.
- **L2 penalty**: a multiple of the sum of squared weights, added to the loss; with least squares, ridge regression.
- **singular value decomposition**: a matrix as directions at right angles and how far it stretches each.
- **augmentation**: training on changed copies that keep their label.
- **interpolation**: fitting every training example exactly.
- **double descent**: error that falls, peaks where training becomes exact, and falls again.
- **smallest-norm solution**: of all weights that fit equally well, those with the smallest sum of squares.

### Sources

- Geman, Bienenstock, Doursat (1992), "Neural networks and the bias/variance dilemma", Neural Computation 4, 1-58.
- Krogh, Hertz (1991), ["A simple weight decay can improve
  generalization"](https://papers.nips.cc/paper/1991/hash/8eefcfdf5990e441f0fb6f3fad709e21-Abstract.html). Loshchilov,
  Hutter (2019), ["Decoupled weight decay regularization"](https://arxiv.org/abs/1711.05101).
- Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov (2014),
  ["Dropout"](https://jmlr.org/papers/v15/srivastava14a.html). Wager, Wang, Liang (2013), ["Dropout training as adaptive
  regularization"](https://arxiv.org/abs/1307.1493).
- Prechelt (1998), ["Early stopping - but when?"](https://doi.org/10.1007/3-540-49430-8_3). Guo, Pleiss, Sun, Weinberger
  (2017), ["On calibration of modern neural networks"](https://arxiv.org/abs/1706.04599).
- Hestness and others (2017), ["Deep learning scaling is predictable,
  empirically"](https://arxiv.org/abs/1712.00409).
- Zhang, Bengio, Hardt, Recht, Vinyals (2017), ["Understanding deep learning requires rethinking
  generalization"](https://arxiv.org/abs/1611.03530).
- Telgarsky (2016), ["Benefits of depth in neural networks"](https://proceedings.mlr.press/v49/telgarsky16.html).
- Rahimi, Recht (2007), "Random features for large-scale kernel machines", NIPS, 1177-1184. Belkin, Hsu, Ma, Mandal
  (2019), ["Reconciling modern machine-learning practice and the classical bias-variance
  trade-off"](https://doi.org/10.1073/pnas.1903070116). Nakkiran, Venkat, Kakade, Ma (2021), ["Optimal regularization can
  mitigate double descent"](https://arxiv.org/abs/2003.01897).
"""
