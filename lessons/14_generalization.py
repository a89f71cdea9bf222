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
from nnlearn.lessons.generalization import chebyshev, hat_matrix, recorded, sine, spread
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

Labels cost money: somebody has to look at each example. Suppose you can pay for 400 labelled signals of MNIST-1D, the
small set of [lesson 13](13_ml_versus_dl.ipynb): ten kinds of strokes over 40 places. A dense network learns all 400 by
heart. Of 1,000 signals it has not seen it reads about 300, where guessing would get 100. What would help most?
"""

# %%
quiz("14.predict")

# %% [markdown]
r"""
## Explore (7 min)

On the left what is fitted, on the right the error on training data and on unseen data, and between the two curves the
gap. **Next stop** leads you through the tour; three of its stops, and what to look for:

1. Stop 1: a line through noisy points of a sine, and 20 people with other noise. What is wrong with all their lines?
2. Stop 2: degree 15, and every draw goes its own way. Drag the ringed point: where does the fit move most?
3. Stop 6: as many random features as examples. Then push on, to 4,000. What becomes of the error?
"""

# %%
GapExplorer()

# %% [markdown]
r"""
The sine is computed while you move it; the signals are replayed from runs that were made beforehand, five seeds of
every setting.

## What you saw (3 min)

A line is too stiff for a sine: under any noise it is wrong in the same way. That is **underfitting**. Degree 15 is too
supple: the mean of many fits is right, and each single one swings after its own noise. That is overfitting. A penalty
on the weights narrows the band and bends the mean a little. And past the point of as many features as examples the fits
calm down again. Each of these has an exact reason. Here is the network of the question, on signals:
"""

# %% tags=["nbval-ignore-output"]
x, y = lesson.labelled(400)  # (400, 40) and (400,)
unseen, truth = lesson.unseen()  # (1000, 40) and (1000,)
nn.manual_seed(0)
net = nn.MLP([40, 100, 100, 10]).to(nn.device())
criterion, optimizer = nn.CrossEntropyLoss(), nn.AdamW(net.parameters(), lr=1e-3)
_ = nn.fit(net, criterion, optimizer, x, y, epochs=200, batch_size=32)
print(f"of the 400 it learned from it reads {accuracy(nn.predict(net, x), y):.2f}")
print(f"of 1,000 others {accuracy(nn.predict(net, unseen), truth):.2f}")

# %% [markdown]
r"""
The difference between the two is the **generalization gap**.

## Small enough to see (8 min)

Take 20 fixed places in [-1, 1], the truth $f(x) = \sin \pi x$, and noise of standard deviation σ = 0.3 on every target
(here without an argument, σ is a number and not the sigmoid). Fit polynomials by least squares.
"""

# %%
places, grid, sigma = np.linspace(-1, 1, 20), np.linspace(-1, 1, 201), 0.3
noisy = sine(places) + sigma * np.random.default_rng(0).normal(size=20)
fits = {"truth": sine(grid)}
for degree in (1, 3, 15):
    H = hat_matrix(chebyshev(places, degree), chebyshev(grid, degree))  # (201, 20)
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

(In this lesson $H$ is that matrix, not a hidden layer.) It does not depend on the targets. Row $h$ of $H$ belongs to one
place and says how much each target counts there. Let $y = f + \varepsilon$, where the $\varepsilon_i$ are independent, of
mean 0 and variance σ². The error at that place is

$$p - f_* = \underbrace{(h \cdot f - f_*)}_{\text{the same for every draw}} + \underbrace{h \cdot \varepsilon}_{\text{other noise, other value}}$$

Square and take the mean over all draws. The cross term is $2\,(h \cdot f - f_*)\; h \cdot \mathrm{E}\,\varepsilon = 0$.
In $\mathrm{E}\,(h \cdot \varepsilon)^2 = \sum_{ij} h_i h_j\, \mathrm{E}\,\varepsilon_i \varepsilon_j$ only $i = j$ is
left, with $\mathrm{E}\,\varepsilon_i^2 = \sigma^2$:

$$\mathrm{E}\,(p - f_*)^2 = \underbrace{(h \cdot f - f_*)^2}_{\text{bias}^2} + \underbrace{\sigma^2 \sum\nolimits_i h_i^2}_{\text{variance}}$$

This is the **bias-variance decomposition**. (This bias has nothing to do with the $b$ of a unit.) Compared with new
*noisy* targets the error is σ² larger; that is the **noise floor**, below which no method gets. $H$ knows it all:
"""

# %%
print("degree  bias^2  variance   sum   on new targets")
for degree in (1, 3, 5, 9, 13, 15):
    H = hat_matrix(chebyshev(places, degree), chebyshev(grid, degree))
    off = H @ sine(places) - sine(grid)  # (201,)
    bias2, variance = (off**2).mean(), sigma**2 * (H**2).sum(axis=1).mean()
    total = bias2 + variance
    print(f"{degree:4} {bias2:9.3f} {variance:8.3f} {total:8.3f}", end=" ")
    print(f"{total + sigma**2:9.3f}")

# %% [markdown]
r"""
Degree 1 is all bias, degree 15 all variance, and both are worse than degree 3. A further feature always lowers the
error on the training points; on new points it pays while it takes away more bias than it adds variance.

**Your turn.** Measure instead of computing: [Exercise 14.1: Bias and
variance](../exercises/14_generalization_exercises.ipynb#14.1-Bias-and-variance).

Solved it? Here are both, for degree 9: from $H$, and from 20,000 draws of the noise.
"""

# %%
H = hat_matrix(chebyshev(places, 9), chebyshev(grid, 9))
_, exact = lesson.bias_and_variance(H, sine(places), sine(grid), sigma)
draws = sine(places) + sigma * np.random.default_rng(1).normal(size=(20_000, 20))
measured = (draws @ H.T).var(axis=0)  # (201,)
print(f"variance: exact {exact.mean():.4f}, measured {measured.mean():.4f}")

# %% [markdown]
r"""
The variance is exact because the places are *fixed*; drawn at random, they now and then leave a hole in which a polynomial runs
off to huge values, and a few draws decide the mean. And σ is known only because we made the data: with real data you
see the sum alone.

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
*validation* and *test* are shares of right answers. The 400 validation signals serve to choose by, so that in truth we
have paid for 800 labels.
"""

# %% tags=["hide-input"]
print("decay  training  validation  test              test loss")
for decay in (0.01, 0.1, 0.3, 1.0, 3.0, 10.0):
    rows = recorded("remedies", remedy="L2", settings={"decay": decay})
    training, validation, test, loss = (
        [row[name] for row in rows]
        for name in ("training", "validation", "test", "test loss")
    )
    print(f"{decay:5} {np.mean(training):9.2f} {np.mean(validation):11.3f}", end="  ")
    print(f"{spread(test)} {np.mean(loss):10.2f}")

# %% [markdown]
r"""
AdamW's default, 0.01, does nothing here; at 1 and 3 the network reads about four points in a hundred more, and the loss
is about half; at 10 it no longer learns. That L2 does not help is often only a strength that was never raised.

## Dropout (7 min)

You know dropout from [lesson 11](11_pytorch.ipynb) as a layer that behaves differently in training. In every step it
multiplies each number $x_j$ by a mask $m_j$, which is 0 with probability $q$ (PyTorch's `p`) and 1 otherwise, so $1 - q$
on average. In evaluation nothing is dropped, and the next layer would get more than it was trained on. Divide by $1 -
q$ in training, and the mean stays:

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
kept = rng.binomial(1, 1 - q, size=(100_000, 40))  # a mask a row
losses = (kept @ (w * signal) / (1 - q) - target) ** 2
penalty = q / (1 - q) * (signal**2 * w**2).sum()
print(f"mean loss over 100,000 masks {losses.mean():.2f}")
print(f"loss without dropout {(w @ signal - target) ** 2:.2f} + penalty {penalty:.2f}")

# %% [markdown]
r"""
In a deep network it is only roughly so (Wager and others 2013). Its inventors' reason is that no unit can rely on
another, so that each learns something of use by itself (Srivastava and others 2014).

**Your turn.** [Exercise 14.3: A dropout
layer](../exercises/14_generalization_exercises.ipynb#14.3-A-dropout-layer).
"""

# %% tags=["hide-input"]
for name in ("dropout", "dropout, longer"):
    for row in recorded("remedies", remedy=name, seed=0):
        rows = recorded("remedies", remedy=name, settings=row["settings"])
        part = row["settings"]["dropout"]
        right = spread([row["test"] for row in rows])
        known = np.mean([row["training"] for row in rows])
        print(f"{name:16} {part}: training {known:.2f}, test {right}")

# %% [markdown]
r"""
Dropout slows learning down: with half of its units gone the network does not know all its signals after 2,600 steps.
Given four times as many (*longer*), it reads more of the others. Remember this when the table of all remedies comes.

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
After the grey line the network gets *more* signals right, and it is ever more certain about those it gets wrong; a wrong
answer given with certainty has a cross-entropy without limit. (Guo and others 2017 saw this in large networks.) So ask
first what you want: good probabilities, or many right answers?
"""

# %% tags=["hide-input"]
print("stopped       epochs  training  test              test loss")
for name in ("nothing", "stop by loss", "stop by accuracy"):
    rows = recorded("remedies", remedy=name)
    right, loss = (
        spread([row["test"] for row in rows]),
        [row["test loss"] for row in rows],
    )
    epochs, known = (np.mean([row[n] for row in rows]) for n in ("epochs", "training"))
    shown = name.replace("nothing", "not at all")
    print(f"{shown:16} {epochs:3.0f} {known:8.2f}    {right} {np.mean(loss):9.2f}")

# %% [markdown]
r"""
Stopping by the loss halves the loss and costs right answers. Stopping by the accuracy costs fewer, and saves most of the
time. `EarlyStopping` watches any number that `fit` measures:
"""

# %% tags=["nbval-ignore-output"]
stop = EarlyStopping(patience=15, watch="accuracy", mode="max")
held = tuple(part[-400:] for part in lesson.labelled(4000))
watched = {"validation": held, "metrics": [accuracy], "callbacks": [stop]}
nn.manual_seed(0)
net = nn.MLP([40, 100, 100, 10]).to(nn.device())
optimizer = nn.AdamW(net.parameters(), lr=1e-3)
_ = nn.fit(net, criterion, optimizer, x, y, epochs=200, batch_size=32, **watched)
print(f"best epoch {stop.best_epoch}, validation accuracy {stop.best:.2f}")

# %% [markdown]
r"""
**Your turn.** [Exercise 14.4: Keep the best](../exercises/14_generalization_exercises.ipynb#14.4-Keep-the-best).

Why is stopping a remedy at all? On $\frac{1}{2} |F w - y|^2$ gradient descent from zero moves each direction by itself:
the part not yet fitted shrinks by the factor $1 - \eta s^2$ in every step, so after $t$ steps the share $1 - (1 - \eta
s^2)^t$ is fitted, the long directions first. Compare it with the share $s^2/(s^2 + \lambda)$ of L2:
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
Ten steps do to degree 15 what a λ of 1 did: the short directions have hardly begun.

## Change the data (5 min)

**Augmentation** makes more examples out of those you have, by changes that leave the label true. Which do, you have to
know. The strokes of MNIST-1D may stand anywhere along the line, so a shift should change nothing.
"""

# %%
more, labels = datasets.augment(x, y, 9, shift=10, seed=0)  # 9 copies of each
print(more.shape, "labels of the first signal's ten:", labels[::400])

# %% tags=["hide-input"]
print("400 signals and 9 copies of each; training, validation, test:")
for name in ("shifted copies", "noisy copies"):
    for first in recorded("remedies", remedy=name, seed=0):
        rows = recorded("remedies", remedy=name, settings=first["settings"])
        how = {k: v for k, v in first["settings"].items() if k != "copies"}
        known, held = (
            np.mean([r[n] for r in rows]) for n in ("training", "validation")
        )
        label = " ".join(f"{key} {value}" for key, value in how.items())
        print(f"{label:10} {known:.2f} {held:.3f} {spread([r['test'] for r in rows])}")

# %% [markdown]
r"""
Shifts help more than anything so far, and the network no longer knows all its signals: the training error *rises*.
Noise is something that every signal has already. And what of changes that you are less sure of? One copy of each
signal, with the old label:
"""

# %%
for name in ("shifted", "mirrored", "upside down"):
    print(f"{name:12} {spread([r['test'] for r in recorded('mirrored', copies=name)])}")
print("nearest stroke to each digit's")
print("  mirrored:   ", lesson.nearest_strokes(lambda stroke: stroke[::-1]))
print("  upside down:", lesson.nearest_strokes(lambda stroke: -stroke))

# %% [markdown]
r"""
Upside down every stroke comes nearest to another digit's, 0 to that of 6 and 6 to that of 0; such copies teach what is
false, and cost nine points. Mirrored, six of the ten stay what they are, and 1 and 4, 2 and 5 change places: that still
gains more than it costs. Where you are not sure, let validation data decide.

**Your turn.** [Exercise 14.5: Copies that keep their
label](../exercises/14_generalization_exercises.ipynb#14.5-Copies-that-keep-their-label).

## All remedies (4 min)

Each remedy at the strength with which it read the most of the validation data. *Gain* is the difference to nothing,
start by start.
"""

# %% tags=["hide-input"]
order = ("nothing", "width", "L2", "dropout", "stop by loss", "stop by accuracy")
order += ("noisy copies", "shifted copies", "together", "more data")
order += tuple(f"{n}, longer" for n in ("nothing", "shifted copies", "together"))
plain = np.array([row["test"] for row in recorded("remedies", remedy="nothing")])
print(f"{'':25}training  validation  test             gain")
for name in order:
    rows = lesson.chosen(name)
    known, held = (np.mean([r[n] for r in rows]) for n in ("training", "validation"))
    test = np.array([row["test"] for row in rows])
    print(f"{name:25} {known:5.2f} {held:11.3f}     {spread(test)}", end="  ")
    print(spread(test - plain))
chosen = lesson.chosen("together")[0]["settings"]
print("together:", ", ".join(f"{key} {value}" for key, value in chosen.items()))

# %%
predicted("14.predict")

# %% [markdown]
r"""
A free copy can be worth nearly as much as a paid label: shifts gain almost what four times the data do. L2 and dropout
gain about four points each, a wider network and noise two. Stopping costs.

And they add up: shifted copies, L2 and dropout *together* read more than each alone, and more than four times the data.
Look at the training column, though. All three slow learning down, and after 2,600 steps the network knows seven in ten
of its own signals. Four times the steps give it five points more, where the network without a remedy gains nothing:
compare remedies after they had time to work. The [convolution](15_convolution.ipynb)
in lesson 13 reads far more, because it was built to find a stroke anywhere: knowing something about the data is worth more
than any remedy.

And more data? Error against the number of signals, with dropout of 0.3:
"""

# %%
sizes = np.array([100, 200, 400, 800, 1600, 3200])
errors = np.array([[r["error"] for r in recorded("amount", n=int(n))] for n in sizes])
for n, error in zip(sizes, errors, strict=True):
    print(f"{n:5} signals: error {spread(error)}")
slope = np.polyfit(np.log(sizes), np.log(errors.mean(axis=1)), 1)[0]
print(f"error goes as n to the power {slope:.2f}; to halve it takes", end=" ")
print(f"{2 ** (-1 / slope):.0f} times the data")

# %% [markdown]
r"""
On logarithmic axes that is nearly a line, a *power law*, as Hestness and others (2017) found for translation, speech
and images.

## By heart (5 min)

How much could such a network learn by heart if there were nothing to understand? Zhang and others (2017) replaced
labels by random ones. `datasets.corrupt_labels(y, 0.5)` does it; here 500 signals and two hidden layers of 200.
"""

# %%
print("labels         epochs until all are right   test")
for name in ("true", "20 % random", "50 % random", "random", "random inputs"):
    rows = recorded("labels", labels=name)
    epochs, test = ([row[n] for row in rows] for n in ("epochs", "test"))
    print(f"{name:14} {spread(epochs, 0):20} {spread(test):>20}")

# %% [markdown]
r"""
Nonsense takes a few epochs more than the truth. (Zhang and others, too, found a small factor for large networks on
images.) Random inputs are the easiest, perhaps since no two are alike. The same network with the same 50,410 parameters reads a
third of the unseen signals or one in ten, which is chance: so the number of parameters cannot be what decides. It knows
everything by heart either way; with true labels what it knows also holds for others. A fifth of random labels costs
four points.

## Depth or width (5 min)

Should the parameters go into one wide layer or into many narrow ones? About 10,000 of them on 2,000 signals, and about
2,000 on two spirals of two and a half turns. Each depth has the learning rate, of four or three, with which it read
the most of the validation data.
"""

# %% tags=["hide-input"]
for task, epochs in (("depth", 25), ("spirals", 60), ("spirals", 300)):
    print(f"{task.replace('depth', 'signals')}, {epochs} epochs")
    for layers in (1, 2, 3, 4, 6, 8):
        rows = lesson.best(recorded(task, layers=layers, epochs=epochs), "rate")
        test = spread([row["test"] for row in rows])
        print(f"  {layers} of {rows[0]['width']:3}, rate {rows[0]['rate']:5}: {test}")
slow = recorded("spirals", layers=1, epochs=60, rate=0.003)
print("one layer, 60 epochs, at 0.003:", spread([row["test"] for row in slow]))

# %% [markdown]
r"""
On the signals one or two hidden layers read the most, and every further layer costs a little. On the spirals one layer
needs the largest rate, and reads a little less after 60 epochs; after 300 it has caught up. (At a rate that suits four
layers it looks hopeless: compare only what was tuned alike.) "*Two hidden layers are always
enough*" is true of what a network *can* compute, even of one layer (lesson 04); Telgarsky (2016) proved that some
functions then take exponentially many units. What a training *finds*, in how much time and from how few examples, is
another question, and only the task answers it.

## Damage (4 min)

Remedies can also be for the worse day. On the tumours of `breast_cancer`, 30 measurements each, let some be missing
(set to their mean) or noisy at test time. The strengths were chosen by the accuracy on damaged validation data, and the
ten starts are compared one by one.
"""

# %% tags=["hide-input"]
tables = []  # a (10, 7) table for each remedy: starts, damages
for remedy in ("nothing", "L2", "dropout", "inputs dropped"):
    rows = lesson.best(recorded("damage", remedy=remedy), "strength")
    tables.append(np.array([list(row["test"].values()) for row in rows]))
print("             nothing   L2                dropout           inputs dropped")
for k, name in enumerate(rows[0]["test"]):
    print(f"{name:12} {tables[0][:, k].mean():.3f}", end="")
    for table in tables[1:]:
        gain = table[:, k] - tables[0][:, k]
        print(f"    {gain.mean():+.3f} +- {gain.std(ddof=1) / 10**0.5:.3f}", end="")
    print()

# %% [markdown]
r"""
The first column is the accuracy, the others show the difference to it and its standard error. A strong L2 and inputs
dropped in training help where much is missing or noisy, equally well, and do nothing or a little harm where nothing is.
Dropout between the layers helps a little everywhere. So train for the damage that you expect.

## Double descent (6 min)

One thing in the explorer contradicts everything so far. Take 300 signals and a hidden layer that is *never trained*, of $d$
random units with ReLU (Rahimi and Recht 2007). Fit only the outputs, by least squares, one column of targets for each
digit; if many weights fit exactly, take the smallest.
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
    "are equally many (grey).",
)

# %% [markdown]
r"""
This is **double descent** (Belkin and others 2019): down, up to a peak at $d = N$, the point of **interpolation**, from
which on every target is met exactly, and down again, below the first minimum. Where does the peak come from? In the
directions of the singular value decomposition the weights are $w_k = y_k / s$, so short directions make large weights.
Up to $d = N$ every new feature adds a direction, and a square random matrix always has one of length nearly 0. Beyond
$d = N$ new features add no direction; they only make the N that there are longer.
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

Does this contradict the table of bias and variance? No: with an L2 penalty chosen by validation data there is no peak
(compare Nakkiran and others 2021), and hardly anything is gained beyond 200 features. The peak shows what it costs to go
without a penalty, at the worst place. And for *trained* hidden layers of this size we did not find one:
"""

# %%
for units in (2, 8, 16, 32, 64, 128, 512):
    rows = recorded("widths", width=units)
    known, new = ([row[name] for row in rows] for name in ("training", "test"))
    print(f"{units:4} units: training error {np.mean(known):.2f}, test {spread(new)}")

# %% [markdown]
r"""
Where the training error nearly reaches 0, at 16 units, there is a bump of a point, smaller than what the starts differ
by. The widest network is the best.



## Where it breaks (2 min)

Everything here assumed that new signals come from where the old ones came from. Two networks, one without a remedy, one
with shifted copies, and signals as they may come tomorrow:
"""

# %% tags=["hide-input"]
print("test signals           without a remedy    shifted copies")
for change in dict.fromkeys(row["change"] for row in recorded("tomorrow")):
    right = [
        spread([r["test"] for r in recorded("tomorrow", change=change, remedy=remedy)])
        for remedy in ("nothing", "shifted copies")
    ]
    print(f"{change:20} {right[0]:>18} {right[1]:>17}")

# %% [markdown]
r"""
Half the height undoes nearly all that the copies had gained, and a slope two thirds of it. Nobody had told the network
that heights do not matter. No remedy closes a gap that the data do not show; lesson 29 returns to this.

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
- L2, few steps and dropout hold back the directions in which the data say little: less variance, a little bias.
- Copies that keep their label were worth most, and remedies add up if the training is long enough.
- A network can learn any labels by heart; loss and accuracy on others turn at different times.
- The error peaks where features and examples are equally many, unless a penalty is tuned.

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
