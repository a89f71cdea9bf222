# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write k-means, and say what its clusters are and what they are not;
- train with pseudo-labels, and measure over draws of labels whether they helped;
- say of a data set why examples without labels should help there, and notice when they harm.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import predicted, quiz
from nnlearn.cluster import kmeans, label_spreading, neighbour_votes
from nnlearn.datasets import draw_labels
from nnlearn.explorers import LabelExplorer
from nnlearn.lessons import semi_supervised as lesson
from nnlearn.lessons.semi_supervised import gain, recorded, table
from nnlearn.metrics import accuracy, purity
from nnlearn.plots import figure, images, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

You have 1,348 scanned digits, and nobody has said what they show. A clerk labels some of them, for money. (Digits are
cheap; X-rays read by a radiologist are not.) You pay for 50; the other 1,298 stay **unlabelled**: you have their x and
no y. A dense network 64-128-10 learns from what you have, and reads 449 other digits.
"""

# %%
quiz("23.predict")

# %% [markdown]
r"""
## Explore (8 min)

Each dot is a digit, on a map that was made from the pixels alone (by t-SNE, which puts together what looks alike). The
learner asks the nearest digit with a label. **Next stop** leads you through seven stops. At three of them:

1. Stop 2: ten clicks, one on each of ten islands. What becomes of the islands that nobody clicked?
2. Stop 4: *k-means*, which is explained below, has chosen 20 digits. Can 20 clicks of yours beat it?
3. Stop 6: no 9 was bought. What does the learner make of the 9s, and how sure is it?
"""

# %%
LabelExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Ten labels in well-chosen places were worth more than twenty at random, and twenty chosen by k-means, which knows no
label, more still. The rounds made labels out of labels, and there that helped. But a learner that has never heard of 9s
finds them a place, and is surer of it after the rounds.

## Three words told apart (6 min)

What does the learner get to see? In *supervised learning* pairs (x, y), in **unsupervised learning** x alone, and in
**semi-supervised learning** the x of all examples and the y of some. Where the target is made from x itself, as in
guessing the next character (lessons 18 and 21) or denoising ([lesson 22](22_autoencoders.ipynb)), one also says
**self-supervised**.

"*Deep learning is usually unsupervised*", one reads. But depth says how a function is built, not what it learned from.
Here are all three on the same digits and 50 labels, without a network and with one:
"""

# %% tags=["nbval-ignore-output"]
x, y, x_test, y_test = lesson.digits()  # (1348, 64), (1348,), (449, 64), (449,)
drawn = draw_labels(y, 50, balanced=True, seed=0)  # the 50 that have a label
known = lesson.hidden(y, drawn)  # (1348,): their labels, and -1 for the others
hot = np.eye(10)[y[drawn]]  # (50, 10)
nearest = accuracy(neighbour_votes(x_test, x[drawn], hot, neighbours=1), y_test)
net = lesson.train(lesson.network(), x[drawn], y[drawn])
codes = lesson.features(lesson.encoder(), x)  # of a denoising autoencoder
pure, of_codes = (purity(kmeans(part, 10).assignment, y) for part in (x, codes))
spread = accuracy(neighbour_votes(x_test, x, label_spreading(x, known)), y_test)
nets, _ = lesson.self_train(x, known, threshold=0.8)
alone, rounds = (lesson.right(one, x_test, y_test) for one in (net, nets[-1]))
print("the learner sees    no network   a network")
print(f"(x, y) of 50        {nearest:8.2f} {alone:11.2f}")
print(f"x of all            {pure:8.2f} {of_codes:11.2f}")
print(f"x of all, y of 50   {spread:8.2f} {rounds:11.2f}")

# %% [markdown]
r"""
No network: the nearest labelled digit, k-means, *label spreading*. A network: 64-128-10, k-means on an autoencoder's
codes, *pseudo-labels*. (What is new is explained below. Rows 1 and 3 are shares read right, of one draw; row 2 is the
share of the most frequent digit in each of ten groups.) Every box can be filled, so depth decides nothing. And "the
most common form of machine learning, deep or not, is supervised learning" (LeCun, Bengio and Hinton 2015), as in most
of lessons 01 to 21.

## k-means (9 min)

Sort without labels: choose k places $m_1, \dots, m_k$, the **centres**. Example n goes to the nearest one, number $a(n)$,
and the examples of one centre are a **cluster**. Good centres are near their examples, so this should be small:

$$J = \sum_n |x_n - m_{a(n)}|^2$$

Each of $a$ and $m$ is easy to find if the other is fixed.

- *Assign.* Fixed centres: each term contains one $a(n)$ only, and is smallest at the nearest centre.
- *Move.* Fixed assignment: $\partial J/\partial m_j = 2 \sum_{a(n) = j} (m_j - x_n) = 0$, so $m_j$ is the mean of its
  cluster.

Neither half-step can raise $J$, and there are finitely many assignments; so it comes to a stop. This is **k-means**
(Lloyd 1982).

**Your turn.** [Exercise 23.1: Two half-steps](../exercises/23_semi_supervised_exercises.ipynb#23.1-Two-half-steps).

Ten starts of 20 centres, drawn by *k-means++*: one digit after the other, each with a probability proportional to its
squared distance from the nearest one so far.
"""

# %% tags=["hide-input"]
runs = [kmeans(x, 20, seed=seed).sums for seed in range(10)]
fig, ax = figure(height=2.4)
for sums in runs:
    ax.plot(np.arange(1, len(sums) + 1) / 2, sums, color="#0072B2", linewidth=1)
ax.set(xlabel="round, of two half-steps", ylabel="sum of squares J", ylim=(2700, 3700))
ends = [sums[-1] for sums in runs]
rises = np.concatenate([np.diff(sums) > 1e-6 for sums in runs])
show(
    fig,
    alt="ten curves that fall steeply for five rounds and then slowly, to ends that "
    "differ; the first half-steps lie above the picture",
    caption=f"{rises.sum()} of {len(rises)} half-steps raised J. "
    f"The ends: {min(ends):,.0f} to {max(ends):,.0f}.",
)

# %% [markdown]
r"""
It stops at *a* low place, seldom at the lowest, and from another start at another.

Are the clusters the digits, if k is 10? The most frequent digit of a cluster *owns* it. The share of the examples that
show the owner of their cluster is the **purity**: its mean +- standard deviation. Below: ten centres, with owner and number
of others.
"""

# %%
print(" k   purity of 10 starts   digits that own a cluster")
for k in (10, 20, 50):
    p = recorded("clusters", "purity", k=k, start="k-means++")
    own = recorded("clusters", "owners", k=k, start="k-means++")
    print(f"{k:2}   {p.mean():.3f} +- {p.std(ddof=1):.3f}", end=" ")
    print(f"{own.min():12.0f} to {own.max():.0f}")

# %% tags=["hide-input"]
found = kmeans(x, 10, seed=0)
counts = [np.bincount(y[found.assignment == j], minlength=10) for j in range(10)]
names = [f"{c.argmax()}, {c.sum() - c.max()} others" for c in counts]
fig, ax = figure(height=2.6)
images(ax, found.centres.reshape(10, 8, 8), titles=names, columns=5)
missing = sorted(set(range(10)) - {int(c.argmax()) for c in counts})
show(
    fig,
    alt="ten blurred digits, the centres, with what is most frequent: "
    + "; ".join(names),
    caption=f"Ten clusters, {10 - len(missing)} digits. Without one: "
    + ", ".join(map(str, missing))
    + ".",
)

# %% [markdown]
r"""
No. Clusters are heaps of similar pictures: one holds the 3s and most of the 9s, and the 1s, written in two ways, have
two. With 20 centres each digit has one. But purity never falls when clusters are divided, and is 1 with 1,348 of them:
compare it at equal k.

## Which labels to buy (6 min)

Make as many clusters as you can afford labels, and buy the label of the digit nearest to each centre, its
**representative**. Then let the whole cluster *inherit* it: 50 labels, 1,348 labelled examples, some wrong.

**Your turn.** [Exercise 23.2: Whose label to
buy](../exercises/23_semi_supervised_exercises.ipynb#23.2-Whose-label-to-buy).

The same network, the same training, ten draws of each (of *centres*, ten starts of k-means); mean +- standard deviation:
"""

# %%
columns = {
    way: {n: recorded("choosing", way=way, labels=n) for n in (10, 20, 50, 100, 200)}
    for way in ("random", "balanced", "centres", "centres, inherited")
}
print(table("labels", columns))
print("one draw of 50, ten starts:", end=" ")
print(f"+- {recorded('starts').std(ddof=1):.3f}")

# %%
predicted("23.predict")

# %% [markdown]
r"""
Choosing beats chance, and inheriting beats choosing: 50 labels do what 200 at random do. A *balanced* draw
has equally many labels of each digit; to make one you must know the digits already. The last line: ten starts on one draw
spread far less than ten draws do. The **draw of labels** is the seed that matters here.

## Pseudo-labels (9 min)

Let the network label the other digits, learn from these **pseudo-labels** (Lee 2013), too, and repeat. Is that more than
talking to itself? Write down a loss, here a sum, in which the pseudo-labels $l_n$ can be chosen as well:

$$L = \sum_{\text{labelled}} -\log p_{y_n}(x_n) + \sum_{\text{unlabelled}} -\log p_{l_n}(x_n)$$

- *Label.* Fixed network: each term of the second sum is smallest if $l_n$ is the class of the largest $p$.
- *Train.* Fixed labels: this is training as you know it.

Two half-steps that come down, if training does its part, to a place that need not be good. At its best label a term is
$-\log \max p(x_n)$: the loss rewards being sure, rightly or not (Grandvalet and Bengio 2004 build a method on it). What
the network gets wrong and believes, it learns, and believes more: **confirmation bias**.

The usual remedy: keep only digits whose **confidence**, the largest probability, reaches a **threshold** τ. The higher,
the safer?

**Your turn.** [Exercise 23.3: One round of
pseudo-labels](../exercises/23_semi_supervised_exercises.ipynb#23.3-One-round-of-pseudo-labels).

Five rounds, each trained from the start again; ten balanced draws. (The labelled digits are repeated, so that those kept
are fewer than eight times as many.)
"""

# %%
budgets = 10, 20, 50, 100, 200
columns = {
    "alone": {n: recorded("pseudo", "alone", threshold=0, labels=n) for n in budgets}
}
for tau in (0, 0.8, 0.95, 0.99):
    found = {n: recorded("pseudo", threshold=tau, labels=n) for n in budgets}
    columns[f"τ = {tau}"] = found
print(table("labels", columns))

# %% [markdown]
r"""
Up to 100 labels it helps to keep all; 0.8, chosen on other draws, helps as much or more. The safe thresholds gain
nothing, or lose. With 20 labels, *kept* is the share of the unlabelled digits that is kept, *right* the share of these
whose label is true, and *three kinds* that of the three most frequent labels, about 0.3 if all digits had their part:
"""

# %%
print("            round 1                      round 5")
print("     τ    kept  right  three kinds     kept  right  three kinds")
parts = [
    f"{turn} {part}"
    for turn in ("first", "last")
    for part in ("share", "right", "three")
]
for tau in (0.0, 0.8, 0.95, 0.99):
    found = [recorded("kept", part, threshold=tau).mean() for part in parts]
    print(f"{tau:6} {found[0]:7.2f} {found[1]:6.2f} {found[2]:10.2f}", end="   ")
    print(f"{found[3]:9.2f} {found[4]:6.2f} {found[5]:10.2f}")

# %% [markdown]
r"""
What reaches 0.99 is nearly always right. But it is little, and of few kinds: the network is sure of some digits first,
learns more of these, and is soon sure of hardly anything else. A threshold chooses classes, not only examples. At
0.8 the share that is right falls from 0.93 to 0.90, and yet more is gained than lost.

How sure are we? All had the same ten draws, so take the difference draw by draw: its mean, and as error bar its standard
deviation divided by $\sqrt{10}$.
"""

# %%
print("gain over the labels alone")
for n in (20, 50, 200):
    alone = recorded("pseudo", "alone", threshold=0, labels=n)
    for tau in (0.8, 0.95):
        ours = recorded("pseudo", threshold=tau, labels=n)
        print(f"{n:3} labels, threshold {tau:4}: {gain(ours, alone)}")

# %% [markdown]
r"""
## Let labels spread (6 min)

Let the digits ask each other. Join two if either is among the seven nearest of the other, and give each a share $F$ of each
class. In every round it takes a part α from the mean of its neighbours, and $1 - \alpha$ from its own label $Y$, if any:

$$F_i \leftarrow \alpha \operatorname{mean}_{j \text{ joined to } i} F_j + (1 - \alpha)\, Y_i$$

This is **label spreading**, except that Zhou and others (2003) weigh the neighbours a little differently.

**Your turn.** [Exercise 23.4: Let labels
spread](../exercises/23_semi_supervised_exercises.ipynb#23.4-Let-labels-spread).

By hand: five points in a row, the first labelled A, the last B; α = 1/2. Shares of A and of B:
"""

# %%
joined = np.eye(5, k=1) + np.eye(5, k=-1)  # each with the next and the one before
joined /= joined.sum(axis=1, keepdims=True)  # (5, 5): a row takes the mean
start = F = np.array([1.0, 0, 0, 0, 0])  # the share of A
for turn in range(4):
    print(turn, *(f"{share:6.3f}" for share in F), "  B", end=" ")
    print(*(f"{share:6.3f}" for share in F[::-1]))  # from the other end
    F = (joined @ F + start) / 2

# %% [markdown]
r"""
Labels walk along the edges, one edge a round, and grow fainter; what counts is which share is larger. So a label goes
around corners, where the points do. With the digits (α = 0.95, chosen on other draws; held-out digits are not in the
graph, and ask their seven nearest), against pseudo-labels with τ = 0.8:
"""

# %%
for n in budgets:
    spread = recorded("spreading", labels=n)
    ours = recorded("pseudo", threshold=0.8, labels=n)
    print(f"{n:3} labels: {spread.mean():.3f}, over pseudo-labels {gain(spread, ours)}")

# %% [markdown]
r"""
**Your turn.** The gain and its error bar: [Exercise 23.5: Is it
better?](../exercises/23_semi_supervised_exercises.ipynb#23.5-Is-it-better?).

## Features without labels (5 min)

A third way to use all x is **pretraining**. Train an autoencoder on all digits and keep its first layer: **frozen**, so
that its 128 outputs are the features of a linear classifier, or as the start of further training with labels,
**fine-tuning**. One draw first, then ten:
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
rng, loss = np.random.default_rng(0), nn.CrossEntropyLoss()
coder = nn.MLP([64, 128, 64]).to(nn.device())
adam = nn.AdamW(coder.parameters(), lr=3e-3)
for _ in range(40):  # new noise in each epoch
    spoiled = x + 0.3 * rng.standard_normal(x.shape).astype("float32")
    nn.fit(coder, nn.MSELoss(), adam, spoiled, x, epochs=1, batch_size=64)
codes = [np.maximum(nn.predict(coder[0], z), 0) for z in (x[drawn], x_test)]
for name, (few, others) in {"pixels": (x[drawn], x_test), "codes": codes}.items():
    linear = nn.Linear(few.shape[1], 10).to(nn.device())
    adam = nn.AdamW(linear.parameters(), lr=0.03)
    nn.fit(linear, loss, adam, few, y[drawn], epochs=300, batch_size=50)
    print(f"linear on {name:6} {accuracy(nn.predict(linear, others), y_test):.2f}")

# %%
starts = "random start", "plain, frozen", "denoising, frozen", "denoising, fine-tuned"
starts = "linear on pixels", *starts
columns = {
    f"{n} labels": {
        start: recorded("pretrained", labels=n, start=start) for start in starts
    }
    for n in (10, 50, 200, 1348)
}
print(table("first layer", columns))

# %% [markdown]
r"""
Against the network from a random start, frozen features of a denoising autoencoder gain five or six points with 10
labels, one or two from 50 to 200, and nothing where all digits are labelled. (Against the linear classifier on pixels,
they gain a little even there.) Those of a plain one, which only copied, are worth nothing or less, and fine-tuning
loses most of the gain.

## Where it breaks (5 min)

Each method *assumed* something about the unlabelled x. Break it. First, by other digits: the network
learns from 15 labels to tell 0 to 4 apart; unlabelled are more of these, or 5 to 9.
"""

# %%
for pool in ("0-4", "5-9"):
    for tau in (0.8, 0.95):
        rows = {"pool": pool, "threshold": tau}
        alone = recorded("mismatch", "alone", **rows)
        ours = recorded("mismatch", **rows)
        print(f"unlabelled {pool}, threshold {tau:4}: {alone.mean():.3f}", end=" ")
        print(f"-> {ours.mean():.3f}, gain {gain(ours, alone)}")

# %% [markdown]
r"""
The wrong digits cost in every draw, on average several times what the right ones bring. A probability says which of 0 to
4 a 7 is, never *none of them*. Oliver and others (2018) saw it with photographs.

Second, take the gap away: two moons, and one cloud that is cut through its middle, with four labels a class and a network
2-32-32-2.
"""

# %%
print("8 labels, ten draws: gain over the network alone")
for kind in ("moons", "cloud"):
    alone = recorded("plane", "alone", kind=kind)
    for way in ("pseudo", "spreading"):
        print(f"{kind} {way:9} {gain(recorded('plane', way, kind=kind), alone)}")

# %% tags=["hide-input"]
fig, axes = figure(height=2.8, columns=2)
wrong, mean = [], []
for ax, kind, neighbours in zip(axes, ("moons", "cloud"), (10, 5), strict=True):
    z, side = lesson.points(kind, 500, seed=7)
    paid = draw_labels(side, 8, balanced=True, seed=7)
    found = lesson.spread_to(z, z, lesson.hidden(side, paid), neighbours, 0.99)
    scatter(ax, z, found, size=8)
    scatter(ax, z[paid], side[paid], size=70)
    bad = found != side
    ax.scatter(*z[bad].T, s=45, facecolors="none", edgecolors="black", linewidths=0.8)
    wrong.append(f"{100 * bad.mean():.0f} %")
    draws = recorded("plane", "spreading", kind=kind)
    mean.append(f"{100 * (1 - draws.mean()):.0f} %")
    ax.set(title=kind, xticks=[], yticks=[])
show(
    fig,
    alt="two moons, one of each colour but for an end, where points are ringed; and "
    "one round cloud in two colours, with rings along the border",
    caption=f"What four labels a class (large) make of all points. Wrong (ringed): "
    f"{wrong[0]} of the moons, {wrong[1]} of the cloud; mean of ten draws, in new "
    f"points, {' and '.join(mean)}.",
)

# %% [markdown]
r"""
Spreading gains nine or ten points where a gap divides the classes, and loses two or three where none does. That borders
run where few points lie is the **cluster assumption**. Pseudo-labels change little in either. And x alone does not show
whether an assumption holds: keep some labels back to find out.

k-means described where x lies, in k points; the VAE of lesson 22 bounded how likely a picture is. The machines of
[lesson 24](24_boltzmann_machines.ipynb) give it by an energy, up to one divisor.

**Your turn.** The open one: [Exercise 23.6: Fifty
labels](../exercises/23_semi_supervised_exercises.ipynb#23.6-Fifty-labels).

## Recall (1 min)
"""

# %%
quiz("23.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Supervised, semi-supervised or unsupervised is what the learner sees. Deep or not is another question.
- k-means comes down in two half-steps, to a place that depends on the start. Its clusters need not be the
  classes.
- Choose what you label: the digits at the centres of clusters teach more than as many at random.
- Pseudo-labels, spreading and pretraining give the other digits a say, which helps if what lies together belongs
  together.
- Compare draw by draw, on held-out data, or you will not notice when it harms.

### New terms

- **unlabelled**: an example whose x is known and whose y is not.
- **unsupervised learning**: the learner sees x alone.
- **semi-supervised learning**: the learner sees the x of all examples and the y of some.
- **self-supervised**: with a target made from x itself.
- **cluster**: the examples to which one centre is nearest.
- **centre**: the mean of a cluster (also *centroid*).
- **k-means**: assign each example to the nearest of k centres, move the centres to the means, repeat.
- **purity**: the share of examples that have the most frequent label of their cluster.
- **representative**: the example nearest to the centre of its cluster.
- **draw of labels**: which examples have a label.
- **pseudo-label**: a model's own answer, used as a label.
- **confirmation bias**: a model that learns from its own labels believes its mistakes more and more.
- **label spreading**: labels flow between nearest neighbours.
- **cluster assumption**: what lies together, with no gap between, belongs to one class.
- **pretraining**: training on another task first, for which there is more data.
- **frozen**: taken over from pretraining and not trained further.
- **fine-tuning**: further training that starts from pretrained weights.

### Sources

- LeCun, Bengio, Hinton (2015), ["Deep learning"](https://doi.org/10.1038/nature14539): the quotation.
- Lloyd (1982), ["Least squares quantization in PCM"](https://doi.org/10.1109/TIT.1982.1056489).
- Arthur, Vassilvitskii (2007), ["k-means++: the advantages of careful
  seeding"](https://theory.stanford.edu/~sergei/papers/kMeansPP-soda.pdf).
- Lee (2013), "Pseudo-label: the simple and efficient semi-supervised learning method for deep neural networks", a
  workshop of ICML.
- Grandvalet, Bengio (2004), ["Semi-supervised learning by entropy
  minimization"](https://papers.nips.cc/paper_files/paper/2004/file/96f2b50b5d3613adf9c27049b2a888c7-Paper.pdf).
- Arazo and others (2020), ["Pseudo-labeling and confirmation bias in deep semi-supervised
  learning"](https://doi.org/10.1109/IJCNN48605.2020.9207304).
- Zhou and others (2003), ["Learning with local and global
  consistency"](https://papers.neurips.cc/paper_files/paper/2003/hash/87682805257e619d49b8e0dfdc14affa-Abstract.html).
- Oliver and others (2018), ["Realistic evaluation of deep semi-supervised learning
  algorithms"](http://papers.neurips.cc/paper/7585-realistic-evaluation-of-deep-semi-supervised-learning-algorithms):
  other classes.
- Chapelle, Schölkopf, Zien (2006), "Semi-supervised learning": the assumptions.
- Géron (2022), "Hands-on machine learning", 3rd edition, chapter 9: 50 representative digits.
- van der Maaten, Hinton (2008), "Visualizing data using t-SNE": the map of the explorer.
"""
