# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write rules, a support vector machine and features by hand, and set up a fair contest between them and a network;
- say beforehand who will win on new data, from what each rival assumes;
- read tables of "machine learning against deep learning" and coefficients with a measured doubt.
"""

# %%
import numpy as np
from sklearn.svm import SVC

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import DuelExplorer
from nnlearn.gradcheck import numerical_gradient
from nnlearn.lessons import ml_versus_dl as lesson
from nnlearn.lessons.ml_versus_dl import NAMES, measured, recorded
from nnlearn.plots import curve, figure, scatter, show

# %% [markdown]
r"""
## Predict (3 min)

A sensor delivers 40 numbers along a line. Somewhere among them is one of ten strokes, stretched, tilted and under
noise. Which one? The data are MNIST-1D, made by a program, so we know what is true about them. You may write rules, make
features, or buy examples; a label costs one minute of an expert. What do you do with 100, 400, 1,600 or 4,000 minutes?

Eleven rivals are ready. *Rules* know the ten strokes and need no data. Seven learn from the 40 numbers: *logistic* (one
layer with softmax), *neighbours* (the answer of the most similar examples), *forest* (150 trees of yes-no questions),
*SVM* (explained below), *dense* (a network with two hidden layers), and two **convolutional networks**, *CNN* and
*pooled CNN*, in which the same few weights look at every place ([lesson 15](15_convolution.ipynb) opens them). The last
three learn from numbers that a person thought out: *rule scores* (logistic, on how well each stroke fits), *hand-made*
and *hand-made SVM* (logistic and SVM, on 120 features).
"""

# %%
quiz("13.predict")

# %% [markdown]
r"""
## Explore (10 min)

On the left is a signal that no rival has learned from, and below it what one of them sees in it; on the right, the share
of 1,000 such signals that each reads, against the number of labels. Drag the signal along its line: what leaves at one
end comes in at the other. The table shows each rival's answer, the rolls at which it is right, and the share of 1,000
answers that change.

The answers to the signal are live, by rivals that were fitted on 400 labels and stored. Shares, curves and times are
recorded, for five choices of the labels (of 4,000 there is one choice only: all of them).

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 3: the signal is moved by ten places. Which answers change, and do the curves of those rivals have
   something in common?
2. Stop 5: all 40 places are **shuffled**. Who does not notice?
3. Stop 7: at one minute per label, where would you stop buying?
"""

# %%
DuelExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

The strokes stand somewhere else each time. A rival that has to learn each stroke again for each place needs thousands of
examples; one that was told "it does not matter where" needs hundreds. Who told it, an expert with a formula or the
architect of a network, comes second. Here is everybody with 400 labels, over five choices of the 400. The last column
is the share of answers that change when the same signals are rolled along the line by ten places:
"""

# %%
print("400 labels      right: mean, spread    answers changed by a roll")
order = sorted(NAMES, key=lambda name: recorded(name, 400).mean())
for name in order:
    right, changed = recorded(name, 400), recorded(name, 400, "changed")
    print(f"{name:16}{right.mean():12.2f} ± {right.std(ddof=1):.2f}", end="")
    print(f"{changed.mean():18.2f}")

# %% [markdown]
r"""
Everyone was treated alike: settings (C, γ, dropout, width, number of neighbours) were chosen on a fifth of the examples,
the winner was trained again on all of them, and 1,000 other signals gave the mark. Below one half stand the five that
treat the 40 numbers as a list without order.
"""

# %%
predicted("13.predict")

# %% [markdown]
r"""
## A person's rules (6 min)

Before machines learned, people wrote rules. If you know the ten strokes, slide each along the signal and take the best
fit: **template matching**. How well do a window $x$ of the signal and a template $q$ fit? Loudness and height should
not count. So subtract from each its own mean, and take the cosine of the angle between what is left, x̃ and q̃:

$$\text{fit} = \frac{\tilde x \cdot \tilde q}{|\tilde x| \; |\tilde q|} \qquad\qquad
\text{answer} = \text{the stroke with the largest fit at any place}$$

**Your turn.** [Exercise 13.1: match ten
templates](../exercises/13_ml_versus_dl_exercises.ipynb#13.1-Match-ten-templates).

The rules of the duel do just that, with the strokes drawn in four widths.
"""

# %%
digits, strokes = datasets.mnist1d(), datasets.strokes()
unseen, labels = digits.x[4000:], digits.y[4000:]
answers = lesson.match(unseen).argmax(axis=1)
print(f"rules, without a label: {(answers == labels).mean():.2f} of 1,000 right")
for name in ("dense", "CNN"):
    shares = [f"{recorded(name, n).mean():.2f}" for n in (100, 400, 1600, 4000)]
    print(f"{name:5} with 100, 400, 1,600, 4,000 labels: {', '.join(shares)}")

# %% tags=["hide-input"]
shown = 15
found = lesson.fits(unseen[shown : shown + 1])[0]  # digit, width, place
digit, wide, start = np.unravel_index(found.argmax(), found.shape)
width = lesson.WIDTHS[wide]
template = lesson.resampled(strokes.x[digit], width)
window = unseen[shown][(start + np.arange(width)) % 40]
line = np.stack([np.ones(width), template], axis=1)  # lifted and scaled
drawn = np.full(40, np.nan)
drawn[(start + np.arange(width)) % 40] = line @ np.linalg.lstsq(line, window)[0]
fig, axes = figure(height=3.4, rows=2)
ten = np.full((10, 13), np.nan)
ten[:, :12] = strokes.x
axes[0].plot(ten.ravel(), color="black")
axes[0].set(xticks=np.arange(10) * 13 + 5.5, xticklabels=range(10), yticks=[])
axes[0].set_xlabel("the ten strokes")
curve(
    axes[1],
    {"signal": unseen[shown], "best fit": drawn},
    x=np.arange(40),
    xlabel="place",
    ylabel="height",
)
show(
    fig,
    alt=f"above, ten strokes; below, a signal over 40 places, and the stroke of a "
    f"{digit} laid over it from place {start} on, where it fits best",
    caption=f"The stroke of a {digit} fits best, at place {start}, over {width} "
    f"places: {found.max():.2f}. The signal is a {labels[shown]}.",
)

# %% [markdown]
r"""
Six signals in ten, and not one minute paid. The CNN passes that between 400 and 1,600 labels, the dense network between
1,600 and 4,000. If somebody knows your problem, ask first.

## A margin (9 min)

Now a rival that learns. Two classes, $y = +1$ or $-1$, and a score $z = w \cdot x + b$ whose sign is the answer. The
**margin** of a point is $m = y z$, positive on the right side. (In [lesson 02](02_perceptron.ipynb) it was that of the
nearest point to the best boundary, divided by the length of $(w, b)$.) The share of wrong answers counts the $m < 0$;
its slope is zero wherever it has one, so gradient descent learns nothing from it. Ask for more than the right side, for
$m \ge 1$, and charge what is missing, the **hinge loss**:

$$\ell = \max(0, 1 - y z) \qquad \frac{\partial \ell}{\partial z} =
\begin{cases} -y & \text{if } y z < 1 \\ \phantom{-}0 & \text{if } y z > 1 \end{cases}$$

At $y z = 1$ there is a corner, and any slope between the two would do; we take 0. With $\partial z / \partial w = x$, a
point with $y z < 1$ pulls $w$ by $y x$, and a point beyond does not pull at all. Add half of $|w|^2$ times a small
factor, which for gradient descent is weight decay (lesson 07). The distance of a point from the boundary is $|z| / |w|$
(lesson 02), so the points with $|z| < 1$ form a street of width $2 / |w|$, and decay, which shrinks $w$, widens it.
That is a linear **support vector machine** (SVM).

**Your turn.** [Exercise 13.2: a margin by gradient
descent](../exercises/13_ml_versus_dl_exercises.ipynb#13.2-A-margin-by-gradient-descent).
"""

# %%
rng = np.random.default_rng(0)
z, y = rng.normal(size=6).round(1) * 2, np.array([1, -1, 1, -1, 1, -1])
slopes = numerical_gradient(lambda z: np.maximum(0, 1 - y * z).sum(), z)
print("margins       ", y * z)
print("slope measured", slopes.round(3))
print("      formula ", np.where(y * z < 1, -y, 0).astype(float))
pair, target = np.stack([-z / 2, z / 2], axis=1), (y + 1) // 2
# nn.MultiMarginLoss divides by the number of classes, 2
loss = nn.MultiMarginLoss(reduction="sum")(nn.tensor(pair), nn.tensor(target))
print(f"hinge loss {np.maximum(0, 1 - y * z).sum():.2f};", end=" ")
print(f"nn.MultiMarginLoss of two scores, -z/2 and z/2, times 2: {2 * float(loss):.2f}")

# %% tags=["hide-input"]
m = np.linspace(-2, 3, 201)
losses = {
    "wrong or right": (m < 0).astype(float),
    "hinge": np.maximum(0, 1 - m),
    "cross-entropy": np.log1p(np.exp(-m)),
}
fig, ax = figure(height=2.8)
curve(ax, losses, x=m, xlabel="margin y z", ylabel="loss")
show(
    fig,
    alt="three losses over the margin from -2 to 3: a step at 0, the hinge, which "
    "falls to 0 at margin 1 and stays there, and cross-entropy, which never is 0",
    caption="Beyond margin 1 the hinge loss is exactly 0. Cross-entropy never is.",
)

# %% [markdown]
r"""
Cross-entropy always wants a little more from everybody. An SVM has finished with a point beyond the street; the others,
inside, on its edge or on the wrong side, are its **support vectors**. What are the rest worth? Here are two of the 30
measurements of 569 tumours, standardised:
"""

# %%
cancer = datasets.breast_cancer()
x = datasets.standardise(cancer.x[:, [20, 21]]).astype(float)
y = np.where(cancer.y == 0, 1, -1)  # 1: malignant
machine = SVC(kernel="linear", C=1).fit(x, y)
near = machine.support_
again = SVC(kernel="linear", C=1).fit(x[near], y[near])  # without all others
for one, name in ((machine, "all points"), (again, "support vectors only")):
    w, b = one.coef_[0], one.intercept_[0]
    print(f"{name:21}w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}")
print(f"{len(x) - len(near)} of {len(x)} points were left out")

# %% tags=["hide-input"]
w, b = machine.coef_[0], machine.intercept_[0]
fig, ax = figure(height=3.4)
scatter(
    ax, x, cancer.y, classes=cancer.classes, features=("worst radius", "worst texture")
)
ax.plot(*x[near].T, "o", color="black", fillstyle="none", markersize=9, alpha=0.5)
across = np.array([x[:, 1].min(), x[:, 1].max()])
for level in (-1, 0, 1):
    ax.plot(
        (level - b - w[1] * across) / w[0],
        across,
        "-" if level == 0 else "--",
        color="black",
    )
ax.set(xlim=(-2.2, 4.2))
show(
    fig,
    alt="two measurements of 569 tumours, malignant and benign, a line between them, a "
    f"street around the line, and rings around the {len(near)} support vectors",
    caption=f"The line and its street. Only the {len(near)} ringed points hold it.",
)

# %% [markdown]
r"""
The same line, from fewer than a fifth of the points. C is scikit-learn's word for how much the hinge loss counts
against the width of the street. How good is the machine? Here is gradient descent on the hinge, one class against the
rest, beside scikit-learn's LinearSVC (which squares the hinge) and logistic regression, each tuned, over five seeds:
"""

# %%
for data in ("breast_cancer", "digits", "mnist1d"):
    print(f"{data:14}", end="")
    for model in ("hinge by gradient descent", "LinearSVC", "logistic"):
        right = measured("margins", "right", data=data, model=model)
        print(f" {model} {right.mean():.3f} ± {right.std(ddof=1):.3f}", end="")
    print()

# %% [markdown]
r"""
On tumours and digits the three are equal within their spread. On our signals (1,600 labels) all of them fail: a plane has
one weight for each place, and the strokes move.

## Bend it without features (6 min)

Each step of gradient descent adds multiples of examples to $w$, and decay only shrinks it. So if $w$ starts at zero, it
is always a sum over examples, and the score needs nothing but inner products with them:

$$w = \sum_n a_n x_n \qquad z = w \cdot x + b = \sum_n a_n \, (x_n \cdot x) + b$$

Put features φ(x) in the place of x, and all you ever need is the **kernel** $K(x', x) = φ(x') \cdot φ(x)$, the inner
product of the features, never the features themselves. This is the **kernel trick**. (In lesson 15 a kernel is something
else.) The usual one is the **RBF kernel**, $K = \exp(-γ |x' - x|^2)$. Which features are these? If x is a single number,
then $-γ(x' - x)^2 = -γ x'^2 - γ x^2 + 2 γ x' x$, and with $\exp(v) = \sum_k v^k / k!$ for the last term, feature $k$ is

$$φ_k(x) = \exp(-γ x^2) \sqrt{\frac{(2γ)^k}{k!}} \; x^k \qquad k = 0, 1, 2, \dots$$

infinitely many. So $z$ asks every support vector "how near are you?", and adds up their votes; γ says how far a vote
reaches, about $1 / \sqrt{γ}$. Check both, the series and the sum:
"""

# %%
gamma, k = 0.5, np.arange(20)
factorial = np.cumprod(np.maximum(k, 1)).astype(float)


def features(x):
    return np.exp(-gamma * x**2) * np.sqrt((2 * gamma) ** k / factorial) * x**k


print(f"20 features: {features(1.2) @ features(-0.4):.6f},", end=" ")
print(f"the kernel: {np.exp(-gamma * (1.2 + 0.4) ** 2):.6f}")

two = np.isin(digits.y[:400], (3, 8))
x, y = digits.x[:400][two].astype(float), digits.y[:400][two]
machine = SVC(C=10, gamma=0.03).fit(x, y)  # threes against eights
apart = unseen[:3, None] - machine.support_vectors_  # (3, vectors, 40)
votes = np.exp(-0.03 * (apart**2).sum(axis=2)) @ machine.dual_coef_[0]
print("summed by hand:", (votes + machine.intercept_).round(3))
print("scikit-learn:  ", machine.decision_function(unseen[:3].astype(float)).round(3))

# %%
print("labels               right   vectors   numbers kept   ms for 1,000 answers")
runs = [("SVM", 400), ("SVM", 1600), ("SVM", 4000), ("hand-made SVM", 4000)]
for name, n in runs:
    keys = ("right", "vectors", "kept", "answers ms")
    right, vectors, kept, ms = (recorded(name, n, key).mean() for key in keys)
    print(f"{name:14}{n:6,}{right:6.2f}{vectors:10,.0f}{kept:15,.0f}{ms:23.0f}")

# %% [markdown]
r"""
(Times in this lesson are processor time of one core of one shared machine; compare them with each other only. Of each
vector 40 numbers are kept and nine votes, one against each other digit.) Near, here, means near *in all 40 numbers*, so
an example says nothing about the same stroke elsewhere. The machine keeps nearly every example and asks them all for
every answer. With features that hardly depend on the place it keeps seven in ten.

## Features made by hand (9 min)

What stays the same about a stroke wherever it stands? The sorted heights, and the sorted slopes. And something less
obvious. Write a signal $x_0 \dots x_{39}$ as waves: its Fourier coefficient number $k$ is

$$c_k = \sum_t x_t \exp(-2πi \, k t / 40)$$

where $i$ is the root of -1 and $\exp(-iα)$ a number of size 1 at the angle $-α$. Roll the signal by $s$ places,
$x'_t = x_{t - s}$, and put $t = u + s$. Places are counted round the end, and 40 places on the wave is the same, so $u$
runs over all 40 again:

$$c'_k = \sum_t x_{t-s} \exp(-2πi \, k t / 40) = \exp(-2πi \, k s / 40) \sum_u x_u \exp(-2πi \, k u / 40)
= \exp(-2πi \, k s / 40) \; c_k$$

The factor is a turn of size 1. A roll changes the angles of the coefficients and nothing else:
"""

# %%
third = np.exp(-2j * np.pi * 3 * np.arange(40) / 40)  # the wave number 3
for steps in (0, 1, 10):
    c = np.roll(unseen[0], steps) @ third
    print(f"rolled by {steps:2}: size {abs(c):.3f}, angle {np.angle(c):5.2f}")

# %% [markdown]
r"""
A number that does not change under a move is called an **invariant**, and the property **invariance**. (Our signals are
tilted, so a roll makes a jump where the ends meet. Some of the lesson's own features leave that jump out: they are not
exactly invariant, and a quarter of their answers changed in the first table.)

**Your turn.** [Exercise 13.3: features that do not
move](../exercises/13_ml_versus_dl_exercises.ipynb#13.3-Features-that-do-not-move).

The lesson's version, `hand_made`, has 120 numbers of these kinds. Such **hand-made features** are an expert's knowledge,
that the place does not matter, written down in a few lines.
"""

# %%
x, y = digits.x[:400], digits.y[:400]
for name in ("logistic", "hand-made"):
    rival = lesson.fit(name, x, y)  # both are logistic regression, tuned alike
    print(f"{name:9} {(rival.predict(unseen) == labels).mean():.2f} right", end="; ")
    print(f"over five choices of 400: {recorded(name, 400).mean():.2f}")

# %% [markdown]
r"""
The same on images. **HOG** (histograms of oriented gradients), made to find people in photographs, cuts an image into
cells and adds up in each how much edge there is in each of eight directions. Where in the cell does not matter, so the
size of the cells says how much may move. Here are digits of 8 × 8 pixels, cut into 4 × 4 fine or 2 × 2 coarse cells,
and logistic regression on each:
"""

# %%
for n in (100, 1348):
    for features in ("pixels", "4 x 4 cells", "2 x 2 cells"):
        right, moved = (
            measured("directions", what, n=n, features=features)
            for what in ("right", "moved")
        )
        print(f"{n:5,} digits, {features:11} {right.mean():.3f} ± ", end="")
        print(f"{right.std(ddof=1):.3f}; moved by a pixel {moved.mean():.2f}")

# %% [markdown]
r"""
Fine cells gain a point with all the digits, and nothing with a hundred of them. Of the digits that moved, all cells read
far more than pixels do, coarse ones the most; but these pay with detail, and read fewer of the digits in place. An
assumption is never free.

## Features that are learned (7 min)

A network gets the heights and the digit and nothing in between: **end-to-end learning**. Its hidden layers hold
**learned features**. Are they there? Fit a logistic regression on what a layer hands on for 2,000 of the 4,000 examples
that the network learned from, and see what it reads of 1,000 others. Such a reader is a **probe**. Do so before
training and after, with five seeds (20 epochs, untuned, so both networks read less than in the duel):
"""

# %%
for net in ("CNN", "dense"):
    for state in ("untrained", "trained"):
        shares = measured("layers", state, network=net)  # (seeds, layers)
        means = ", ".join(f"{share:.2f}" for share in shares.mean(axis=0))
        print(f"{net:6}{state:10} input and each hidden layer: {means}", end="")
        print(f"   (largest spread {shares.std(axis=0, ddof=1).max():.2f})")
    own = measured("layers", "net", network=net).mean()
    print(f"{net:6}the network itself: {own:.2f}")

# %% [markdown]
r"""
In the trained convolutional network each layer is easier to read than the one before. In an untrained one the first
layer helps, as random features do, and then it goes downhill: depth alone does not help. The trained dense network gains
in its first layer and then hardly more.

**Your turn.** [Exercise 13.4: read a layer](../exercises/13_ml_versus_dl_exercises.ipynb#13.4-Read-a-layer).

## What did the network assume? (5 min)

Two convolutional networks, and with 400 labels one reads half of the signals and the other six of seven. In both, the
same few weights look at every place, so what they find moves along with the stroke. Then *CNN* has a weight for every
place again, while *pooled CNN* takes the mean over all places, and a mean does not ask where. Their layers before that
differ, too, so train each with both ends (some seconds):
"""

# %% tags=["nbval-ignore-output"]
x, y = digits.x[:400, None, None], digits.y[:400]  # (400, 1, 1, 40): images of one row
loss = nn.CrossEntropyLoss()
for name, channels, places in (("CNN", 24, 5), ("pooled CNN", 64, 20)):
    for end in ("weight per place", "mean over places"):
        nn.manual_seed(0)
        layers = [*lesson.network(nn, name)[:6]]  # all but the end
        if end == "mean over places":
            layers.append(nn.AdaptiveAvgPool2d(1))
        inputs = channels if end == "mean over places" else channels * places
        layers += [nn.Flatten(), nn.Dropout(0.3), nn.Linear(inputs, 10)]
        model = nn.Sequential(*layers).to(nn.device())
        optimizer = nn.Adam(model.parameters(), lr=0.003)
        _ = nn.fit(model, loss, optimizer, x, y, epochs=100, batch_size=32)
        answers = nn.predict(model, unseen[:, None, None]).argmax(axis=1)
        right = (answers == labels).mean()
        print(f"layers of {name:10} and a {end}: {right:.2f} right")

# %% [markdown]
r"""
The mean reads more in both, and far more in the larger one, whose layers hand on 20 places instead of 5. What a learner
takes for granted before it sees an example is its **inductive bias**. The test of an assumption is to make it false.
Shuffle the 40 places, once and the same way in all signals; no number is lost, only who is whose neighbour:
"""

# %%
print("400 labels         in order     shuffled")
for name in order[::-1]:
    pair = [recorded(name, 400, places=places) for places in ("in order", "shuffled")]
    print(f"{name:16}", *(f"{p.mean():.2f} ± {p.std(ddof=1):.2f} " for p in pair))

# %% [markdown]
r"""
Those that knew something about neighbours lose, and the others do not notice: a list has no order to lose. Rules that
look for strokes where none are left read no more than guessing would, 0.10. The best are now barely ahead of the SVM,
which never knew anything.

The curve of accuracy over the number of examples is a **learning curve**. To compare two of them fairly takes more care
than to draw them. (Each point below is a mean over five seeds. With 4,000 labels all seeds learn from the same signals,
in five orders: their spread says less.)

**Your turn.** [Exercise 13.5: a fair learning
curve](../exercises/13_ml_versus_dl_exercises.ipynb#13.5-A-fair-learning-curve).
"""

# %% tags=["hide-input"]
sizes = (100, 400, 1600, 4000)
lines = ("pooled CNN", "CNN", "dense", "hand-made", "forest", "logistic", "rules")
means = {name: [recorded(name, n).mean() for n in sizes] for name in lines}
fig, ax = figure(height=3.4)
curve(ax, means, x=np.array(sizes), xlabel="labels", ylabel="share right")
ax.set(xscale="log", ylim=(0, 1), xticks=sizes, xticklabels=[f"{n:,}" for n in sizes])
ax.minorticks_off()
ax.legend(ncols=4, loc="lower center", frameon=False)
show(
    fig,
    alt="learning curves of seven rivals from 100 to 4,000 labels: "
    + ", ".join(f"{name} {v[0]:.2f} to {v[-1]:.2f}" for name, v in means.items()),
    caption="Those told that the place does not matter start high. Of the others, "
    "all but logistic climb.",
)

# %% [markdown]
r"""
## The table, row by row (6 min)

Many texts set "machine learning" against "deep learning" in a table, although the first contains the second. Here is one
that was printed for people who take ultrasound pictures of the heart (Davis and others, 2020, Table 1; shortened). First
our figures:
"""


# %%
def row(name, what, form):
    numbers = (recorded(name, n, what).mean() for n in (100, 400, 1600, 4000))
    return f"{name:10}" + "".join(f"{number:{form}}" for number in numbers)


several = ("pooled CNN", "CNN", "dense", "hand-made", "forest", "SVM", "logistic")
print("right, with 100   400  1,600  4,000 labels; gained from 400 on")
for name in several:
    gain = recorded(name, 4000).mean() - recorded(name, 400).mean()
    print(row(name, "right", "7.2f") + f"{gain:12.2f}")
print("seconds to tune and train, and numbers kept after 4,000 labels")
for name in several:
    kept = recorded(name, 4000, "kept").mean()
    print(row(name, "train s", "7.2f") + f"{kept:12,.0f}")

# %% [markdown]
r"""
| the table says of machine learning, and of deep learning | here |
|---|---|
| smaller amounts of data are enough; benefits from large amounts | With 400 labels a convolutional network is best, 0.86; with 4,000 the dense one, 0.66, reads fewer than the forest, 0.79. The forest gains most from 400 to 4,000, 0.44. |
| works on low-end machines; needs a high-end machine to train | Every rival was tuned and trained on one core, in less than half a minute. |
| short time to train; long time | True as a tendency: at 1,600 labels the pooled CNN takes more than fifty times as long as hand-made features. But at 4,000 the forest and the SVM take about as long as the dense network. |
| depends on a specific function; can learn very complex functions | What is complex? The forest keeps nearly two million numbers, the SVM two hundred thousand, the best network sixteen thousand. |
| an expert must identify the features; the network does so itself | A few lines by an expert lift logistic regression with 400 labels from 0.26 to 0.77. But the forest had no expert. And the network that reads more did: somebody chose the mean over all places. The dense network, without such help, reads 0.36. |
| uses statistical methods to improve with experience; mimics networks of the human brain | Logistic regression and all three networks here make the same loss small by gradients or the like. Nothing in this lesson measures a brain; [lesson 01](01_neuron.ipynb) says what a unit leaves out. |

Some rows hold as a tendency, and none tells you what to do with 400 minutes. The question that does is: what do I know
about these data, and which rival can be told?

## Tables of measurements (4 min)

Signals, sounds, images and texts have neighbours. Most tables do not: swap two columns and nothing is lost. Five models
on three real tables, five shuffles of five folds each, tuned inside their training part (*boosting* adds up trees, each
made to correct those before it). The numbers are accuracies, and for diabetes R², which is 1 for perfect answers and 0
for always answering the mean:
"""

# %%
for data in ("breast_cancer", "wine", "diabetes"):
    for model in ("linear", "SVM", "forest", "boosting", "dense"):
        score = measured("tables", "score", data=data, model=model)  # (25,)
        mean = score.reshape(5, 5).mean(axis=1)
        name = data if model == "linear" else ""
        print(f"{name:14}{model:9}{mean.mean():.3f} ± {mean.std(ddof=1):.3f};", end=" ")
        print(f"single folds from {score.min():.2f} to {score.max():.2f}")

# %% [markdown]
r"""
The spread between single folds is several times the difference between models. Nowhere does the network stand out, and
the linear model is first or nearly so. Grinsztajn and others (2022) compared tuned models on 45 tables of about 10,000
rows, and there trees were ahead of networks.

When not to use a network, then? When the columns are unrelated measurements and the rows are few; when there are no
labels yet, and somebody can write down a rule. Try the linear model first: it takes a second, and tells you what the
others have to beat.

## Where it breaks (4 min)

A last argument for older methods is that their coefficients explain their answers. Lipton (2018) doubts it; measure it.
Take logistic regression, and fit it to the 30 measurements of the tumours 100 times, each time to a bootstrap sample
(569 rows drawn with replacement, [lesson 12](12_evaluation.ipynb)); the rows left out give the accuracy. C is again how
much the loss counts against the penalty on large weights. A weight changes sign if at least 5 of the 100 fits disagree:
"""

# %%
print("     C  accuracy  of 30 weights: change sign  against own correlation")
for C in (100.0, 1.0, 0.01):
    keys = ("right", "mean", "spread", "positive", "alone")
    right, mean, spread, positive, alone = (
        measured("coefficients", key, C=C)[0] for key in keys
    )
    flips = (np.minimum(positive, 1 - positive) >= 0.05).sum()  # in 5 % of the fits
    against = (np.sign(mean) != np.sign(alone)).sum()
    print(f"{C:6}{right:10.3f}{flips:28}{against:25}", end="")
    print(f"    mean radius {mean[0]:5.2f} ± {spread[0]:.2f}")
x, y, names = lesson.cancer()
print(f"correlation of {names[0]} and {names[2]}: {np.corrcoef(x.T)[0, 2]:.3f}")

# %%
few, thirty = measured("few", "right").mean(), measured("few", "all").mean()
print(f"accuracy with three measurements {few:.3f}, with thirty {thirty:.3f}")
three = [22, 24, 21]  # those that were chosen most often
weights, _ = lesson.refits(1.0, columns=three)
for k, column in enumerate(three):
    print(f"{names[column]:17}weight {weights[:, k].mean():.1f},", end=" ")
    print(f"positive in {(weights[:, k] > 0).sum()} of 100 fits")

# %% [markdown]
r"""
With a weak penalty, C = 100, 23 of 30 weights change sign, and 11 point on average against what their measurement says by
itself. That of *mean radius* claims that a larger tumour is the more harmless one. Radius and
perimeter are nearly the same measurement, so one weight can grow and the other shrink with hardly a change in the
answers. A weight tells what changes *if all other columns stay as they are*, and a radius never grows
without its perimeter. The accuracy does not warn you: it lies between those of the other two.

A strong penalty holds most signs still. Three measurements in place of thirty hold all of theirs (the accuracies are
over folds, the three chosen again in each training part), at the price of a point or two. Rudin (2019) asks for such
models where much is at stake.

So its family does not make a model interpretable. [Lesson 14](14_generalization.ipynb) takes up the penalty, lesson 30
looks into networks.

**Your turn.** The open one: [Exercise 13.6: 400
minutes](../exercises/13_ml_versus_dl_exercises.ipynb#13.6-400-minutes).

## Recall (2 min)
"""

# %%
quiz("13.recall")

# %% [markdown]
r"""
## Summary (1 min)

- What a rival assumes decides how many examples it needs, more than whether it is called deep.
- An SVM charges what is missing to a margin of 1; the points outside its street have no say. With a kernel it is a sum over examples, and pays for that with every answer.
- Hand-made features write an assumption down, a network's architecture builds it in. Where it is false, both lose.
- A contest is fair if everybody is tuned alike, on the same examples, and over several choices of them.
- On three tables of measurements several models were equally good. Weights explain little where measurements are correlated.

This ranking holds for strokes on a line. It says nothing about photographs or texts. And a network that was told
nothing, with 400 labels: what helps it? [Lesson 14](14_generalization.ipynb) begins there.

### New terms

- **template matching**: sliding a known shape along a signal and taking the best fit.
- **hinge loss**: max(0, 1 - y z), what is missing to a margin of 1.
- **support vector machine**: the classifier that makes the hinge loss small and its street wide.
- **support vector**: an example on the edge of the street, inside it, or on the wrong side: the ones that hold the boundary.
- **kernel trick**: computing with inner products of features that are never computed.
- **RBF kernel**: exp(-γ |x' - x|²), a vote that fades with the distance.
- **invariance**: staying the same under a change, such as a move.
- **hand-made feature**: a number that a person decided to compute from the data.
- **learned feature**: a number that a hidden layer computes, with weights that training found.
- **end-to-end learning**: from the raw numbers to the answer, with everything between them learned.
- **probe**: a simple reader fitted on what a layer hands on.
- **inductive bias**: what a learner takes for granted before the first example.
- **learning curve**: accuracy over the number of training examples.

### Sources

- Davis and others (2020), ["Artificial intelligence and echocardiography: a primer for cardiac
  sonographers"](https://doi.org/10.1016/j.echo.2020.04.025), Journal of the American Society of Echocardiography 33,
  1061: Table 1.
- Greydanus, Kobak (2024), ["Scaling down deep learning with
  MNIST-1D"](https://proceedings.mlr.press/v235/greydanus24a.html), ICML.
- Cortes, Vapnik (1995), ["Support-vector networks"](https://doi.org/10.1007/BF00994018), Machine Learning 20.
- Shalev-Shwartz, Singer, Srebro (2007), ["Pegasos"](https://doi.org/10.1145/1273496.1273598), ICML: an SVM by gradient
  steps.
- Dalal, Triggs (2005), ["Histograms of oriented gradients for human
  detection"](https://doi.org/10.1109/CVPR.2005.177), CVPR.
- Alain, Bengio (2016), ["Understanding intermediate layers using linear classifier
  probes"](https://arxiv.org/abs/1610.01644).
- Grinsztajn, Oyallon, Varoquaux (2022), ["Why do tree-based models still outperform deep learning on typical tabular
  data?"](https://openreview.net/forum?id=Fp7__phQszn), NeurIPS: tables of about 10,000 rows.
- Lipton (2018), ["The mythos of model interpretability"](https://doi.org/10.1145/3233231), Communications of the ACM 61(10).
- Rudin (2019), ["Stop explaining black box machine learning models for high stakes decisions and use interpretable
  models instead"](https://doi.org/10.1038/s42256-019-0048-x), Nature Machine Intelligence 1.
"""
