# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- name every layer of LeNet-5 with its shape, its parameters and its products, and say where the parameters went;
- train it whole on real handwriting, and read from a confusion matrix what it mistakes for what;
- show by experiment what convolutions assume about images, and what becomes of them where that is wrong.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import LeNetExplorer
from nnlearn.lessons import lenet as lesson
from nnlearn.lessons.lenet import STAGES, TrainingWatch, answers_of, recorded
from nnlearn.metrics import accuracy, confusion_matrix
from nnlearn.plots import DIVERGING, confusion, curve, figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

A paper of 1998 describes a network that reads digits, and a commercial system for bank cheques, built around such a
network, that read several million cheques a day. Its first four layers are convolutions and poolings, which you built
in [lesson 15](15_convolution.ipynb), and three more put together what those found. In this lesson you take it apart and
train all of it on real handwriting: it will read about 97 of 100 unseen digits.
"""

# %%
quiz("16.predict")

# %% [markdown]
r"""
## Explore (9 min)

A handwritten digit goes through **LeNet-5**. Every small picture is a feature map; a number is orange where it is
positive and blue where it is negative. The dark square marks one unit, orange frames what it sees. The table says what
each layer costs, and what a dense layer in its place would cost. Click the image to draw a digit of your own.

**Next stop** leads you through seven stops; four of them, and what to look for:

1. Stop 2: click on units further and further to the right. How does the frame in the image grow?
2. Stop 3: move the digit back and forth. Which layers' pictures move along, and which change altogether?
3. Stop 4: switch **shared weights** on and off. Which column of the table changes, and which does not?
4. Stop 6: draw all ten digits, large, small and slanting. Which does it misread? Then draw something else.
"""

# %%
LeNetExplorer()

# %% [markdown]
r"""
## What you saw (4 min)

A unit in C1 sees 5 × 5 pixels, one in C3 sees 14 × 14, one in C5 the whole image. Up to S4 the pictures move along with
the digit, exactly in C1 and, because of the pooling, only roughly after it; beyond S4 there are no places left to move
to. Shared weights do not change the work, but how many *different* weights there are: 61,706 in place of 423,038. Dense
layers with as many units would have 6.8 million.

Your own digits are read as well as they resemble those of MNIST, which were written in the United States around 1990: a
1 with a serif and a foot, or a 0 with a stroke through it, may be misread. What you draw is scaled and centred as those
digits were. A letter gets one of the ten answers, too, and often a high probability: the network was never shown
anything else.

### Whose idea it is

[Lesson 15](15_convolution.ipynb) told how it began. Fukushima's Neocognitron (1980) alternates layers of Hubel and
Wiesel's two kinds of cells (1959, 1962), with the same weights at every place; it learned without labels. LeCun and
others (1989) trained a network with shared weights, still without pooling, with backpropagation on the digits of postal
codes, and LeNet-5 followed in 1998. AlexNet (Krizhevsky, Sutskever and Hinton, 2012) had 60 million parameters and
ReLU, and was trained on two GPUs. In the ImageNet contest, on photographs of a thousand classes, its makers' entry had
five guesses for each picture; in 15.3 % of the pictures all five were wrong, in the next best entry 26.2 %.

## Layer by layer (12 min)

A convolution followed by tanh finds a pattern wherever it is, pooling halves the maps so that exact places matter less,
and dense layers put together what was found.
"""

# %%
nn.manual_seed(0)
published = nn.LeNet5(form="1998").to(nn.device())
h = nn.tensor(np.zeros((2, 1, 32, 32), "float32"))  # two blank images
for module in published:
    h = module(h)
    size = sum(p.numel() for p in module.parameters())
    count = f"{size:6,} parameters" if size else ""
    print(f"{type(module).__name__:10}{tuple(h.shape)!s:20}", count)

# %% [markdown]
r"""
The paper calls its layers C for convolution, S for *subsampling*, which is pooling, and F for fully connected, which is
dense. Take C1. It has six kernels of 5 × 5 weights with a bias each, and each kernel fits into 32 × 32 pixels at 28 ×
28 places:

$$\underbrace{6 \cdot (5 \cdot 5 + 1)}_{\text{parameters}} = 156 \qquad
\underbrace{6 \cdot 28 \cdot 28 \cdot (5 \cdot 5)}_{\text{products}} = 117{,}600$$

Few weights, much work: each weight is used 784 times. In C5 it is the other way round. Its kernels are as large as the
maps that they look at, so that each fits at one place only, and each weight is used once.
"""

# %%
total = sum(stage.parameters() for stage in STAGES)
work = sum(stage.products for stage in STAGES)
for stage in STAGES:
    share = stage.parameters() / total
    print(f"{stage.name:7}{stage.parameters():7,} parameters ({share:4.0%})", end=" ")
    print(f"{stage.products:8,} products ({stage.products / work:4.0%})")
print(f"all    {total:7,} parameters        {work:8,} products")

# %% [markdown]
r"""
C3 does more than half of the work with four in a hundred of the parameters.

**Your turn.** [Exercise 16.1: what a convolution costs](../exercises/16_lenet_exercises.ipynb#16.1-What-a-convolution-costs).

### As published, and today

The network above is simpler than the published one, in four details. In the paper

- a pooling multiplies each mean by a weight, adds a bias, one of each for every map, and puts the result through the squashing function;
- a map of C3 does not see all six maps of S2: six see three of them, nine see four, and one sees all six;
- tanh is stretched, to 1.7159 tanh(2z/3);
- the last layer measures how far F6 is from ten drawn digits, and has no parameters that are learned.

That makes 60,000 parameters, says the paper. Count them:
"""

# %%
c3 = 6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1)  # seeing three, four, six
paper = {"C1": 6 * 26, "S2": 6 * 2, "C3": c3}
paper |= {"S4": 16 * 2, "C5": 120 * 401, "F6": 84 * 121}
print(*(f"{name} {count:,}" for name, count in paper.items()), sep=", ")
print(f"together {sum(paper.values()):,}")

# %% [markdown]
r"""
Today one would write ReLU in place of tanh, and let the pooling take the largest of four numbers in place of their
mean; cross-entropy on plain logits takes the place of the distances. The library has two forms, the simplified one of
1998 and today's, `nn.LeNet5(form="1998")` and `nn.LeNet5(form="today")`, with 61,706 parameters each.

**Your turn.** [Exercise 16.2: a LeNet for other pictures](../exercises/16_lenet_exercises.ipynb#16.2-A-LeNet-for-other-pictures).

## Train it whole (12 min)

MNIST, the data set of the same paper of 1998, is 70,000 digits written by census employees and by high-school students.
The course ships 6,000 of them, 28 × 28 pixels each: 5,000 to learn from, and 1,000 others, a hundred of each digit, to
test. For them C1 adds two rows and columns of zeros on each side.
"""

# %%
train, test = datasets.mnist_sample("train"), datasets.mnist_sample("test")
x, y = train.x / 255, train.y  # from 0, paper, to 1, ink
unseen, labels = test.x / 255, test.y
print(x.shape, unseen.shape, "of each unseen digit:", np.bincount(labels))

# %% [markdown]
r"""
Watch the training: the loss of every step, the share of unseen digits that are read, and the maps of C1 for one digit.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
yours = nn.LeNet5(form="today", size=28).to(nn.device())
loss, optimizer = nn.CrossEntropyLoss(), nn.Adam(yours.parameters(), lr=0.004)
watch = TrainingWatch(nn.predict, unseen, labels)
screen = display(watch, display_id=True)
_ = nn.fit(yours, loss, optimizer, x, y, epochs=10, batch_size=32, callbacks=[watch])
screen.update(watch)

# %% [markdown]
r"""
That was LeNet-5, trained whole, in NumPy. Now look into your own network. The explorer wants a network in NumPy; in
case you ran this lesson with PyTorch, the weights are copied over, by name.
"""

# %% tags=["nbval-ignore-output"]
import nnlearn.numpy as ours

copied = ours.LeNet5(form="today", size=28)
weights = yours.state_dict()
copied.load_state_dict({name: nn.to_numpy(values) for name, values in weights.items()})
LeNetExplorer(copied, layer=0, unit=(1, 12, 12))

# %% [markdown]
r"""
How good is it, and compared with what? One run is luck in part. So `nnlearn/lessons/lenet/train.py` has trained, and
recorded, five starts each of both forms of LeNet-5 and a dense network like that of [lesson
09](09_backpropagation.ipynb), but with 784 inputs and 77 hidden units, and so nearly as many parameters as LeNet-5. All
had ten epochs. Each network was given the batch size (32 or 64) and the learning rate (one of five, 0.001 to 0.016)
with which it read the most of 1,000 training digits that were set aside.

Then once more with digits that are moved by up to one pixel in each direction, in each epoch by other steps. Nobody
writes exactly in the middle, and 5,000 digits become nine times as many.
"""

# %%
names = {"1998": "LeNet-5 of 1998", "today": "LeNet-5 of today"}
names["dense"] = "dense network"
for task in ("as they are", "moved"):
    print(f"trained on digits {task}; unseen digits right, over five starts:")
    for network, name in names.items():
        shares = [run["right"][-1] for run in recorded(network, task)]
        print(f"  {name:16} mean {np.mean(shares):.1%},", end=" ")
        print(f"worst {min(shares):.1%}, best {max(shares):.1%}")

# %% [markdown]
r"""
Both forms of LeNet-5 read more than the dense network in every run, with nearly the same number of parameters (61,706
against 61,225). Moved digits help all three, and today's LeNet-5 then gets about one digit in fifty wrong. On 1,000
digits a share near 98 % has a standard error of 0.4 points, from the choice of the digits alone.

Why did dense layers read 97 % in lesson 09, and only 94 % here? Those digits were another set: 8 × 8 grey values, each
of which counts the ink in a block of a larger picture. MNIST is harder. And the paper's own LeNet-5, trained on 60,000
digits, left 0.95 % of MNIST's 10,000 test digits wrong.

**Your turn.** The function that moves digits: [Exercise 16.3: move the
digits](../exercises/16_lenet_exercises.ipynb#16.3-Move-the-digits).

## What the first kernels find (6 min)

Here are the six kernels of C1 in the explorer's network of today, the first of the five trained on moved digits. Below
each stands what it answers to most: the mean of the hundred windows in unseen digits that give its largest numbers.
"""

# %% tags=["hide-input"]
kernels, windows = lesson.favourites(lesson.trained("today"))
limit = float(np.abs(kernels).max())
fig, axes = figure(height=2.9, rows=2)
titles = [f"kernel {k}" for k in range(6)]
around_zero = {"limits": (-limit, limit), "cmap": DIVERGING}
images(axes[0], kernels, columns=6, titles=titles, **around_zero)
images(axes[1], windows, columns=6, limits=(0, 1), cmap="gray_r")
fig.colorbar(axes[0].images[0], ax=axes[0], label="weight").outline.set_visible(False)
fig.colorbar(axes[1].images[0], ax=axes[1], label="ink").outline.set_visible(False)
show(
    fig,
    alt="six kernels of 5 x 5 weights, positive ones orange, negative ones blue; below "
    "each the mean of the windows that it answers to most, in shades of ink",
    caption="Above, the kernels of C1. Below, what each answers to most, on average: "
    "ink tends to lie on orange weights, paper on blue ones.",
)

# %% [markdown]
r"""
Read the pairs. Kernel 2 answers where paper above meets ink below: the upper edge of a stroke. Kernel 0 answers to a
level stroke with paper below it, kernel 5 to a steep one, and kernel 1 to ink on the right of paper. Kernels 3 and 4
are harder to name. Nobody asked for edges; they came out of the gradients. None is as clean as a kernel made by hand,
and another start gives six others.

## What it gets wrong (8 min)

One number says how often a network is wrong, not how. A **confusion matrix**, for two classes the four boxes of [lesson
12](12_evaluation.ipynb), does: a row for each true class, a column for each answer. Row 4, column 9 says how many fours
were read as nines. The diagonal is what is right. First your own network:
"""

# %% tags=["nbval-ignore-output"]
scores = nn.predict(yours, unseen)
counts = confusion_matrix(scores, labels)
print(counts)
right = accuracy(scores, labels)
print(f"on the diagonal {counts.trace()} of {counts.sum()}, accuracy {right:.3f}")

# %% [markdown]
r"""
Single mistakes say little. Add up the matrices of the five recorded networks that were trained on moved digits, 5,000
answers in all.
"""

# %% tags=["hide-input"]
guesses = np.array([answers_of(run) for run in recorded("today", "moved")])  # (5, 1000)
counts = sum(confusion_matrix(row, labels, classes=10) for row in guesses)
errors = counts - np.diag(np.diag(counts))
third = np.sort(errors.ravel(), kind="stable")[-3]  # ties: all of them are framed
common = [(int(i), int(j)) for i, j in np.argwhere(errors >= third)]
common.sort(key=lambda pair: -errors[pair])
words = ", ".join(f"{i} read as {j} ({errors[i, j]} times)" for i, j in common)
fig, ax = figure(height=4.2)
confusion(ax, counts, shares=False, marked=len(common))
show(
    fig,
    alt=f"confusion matrix of ten digits over five networks: {counts.trace()} of "
    f"{counts.sum()} on the diagonal; most other cells are empty or hold a small "
    f"number. Framed: {words}",
    caption=f"What five LeNet-5s read as what: {errors.sum()} mistakes in "
    f"{counts.sum():,} answers. Framed, the commonest: {words}.",
)

# %% [markdown]
r"""
Half of the cells off the diagonal are empty, and most others hold a one, two or three. The two directions of a pair are
two mistakes: nines were read as fours eight times, fours as nines half as often. Counts as small as these change from
run to run, so look at the digits themselves.
"""

# %% tags=["hide-input"]
missed = (guesses != labels).sum(axis=0)  # by how many of the five networks
hard = np.argsort(-missed, kind="stable")
hard = hard[missed[hard] >= 4][:12]
titles = []
for k in hard:
    reads = sorted(set(guesses[:, k].tolist()) - {int(labels[k])})
    titles.append(f"{labels[k]}, read {' or '.join(map(str, reads))}")
fig, ax = figure(height=2.7)
images(ax, 255 - test.x[hard], titles=titles, columns=4)
show(
    fig,
    alt="digits that at least four of five networks misread, with label and answers",
    caption=f"Wrong in at least four of five networks: {(missed >= 4).sum()} digits, "
    f"of which you see {len(hard)}. {(missed == 5).sum()} are wrong in all five, and "
    f"{(missed == 0).sum()} of 1,000 in none.",
)

# %% [markdown]
r"""
Which of them would you have read? The networks had different starts and different moves, and yet they share their
hardest digits: the few shown here make up a third of all mistakes. If their mistakes were independent, you would expect
no digit at all among 1,000 that four of them miss.

## Permuted pixels (8 min)

Why does it read more than dense layers? It assumes something that is true of images: pixels that belong together lie
side by side, and what is worth finding here is worth finding there. Take the assumption away. Shuffle the pixels, in
every image in the same way. No information is lost, since you could sort them back.
"""

# %%
order = np.random.default_rng(0).permutation(28 * 28)
mixed = unseen.reshape(-1, 784)[:, order].reshape(unseen.shape)
fig, ax = figure(height=1.7)
images(ax, 1 - np.concatenate([unseen[:4], mixed[:4]]), columns=8)
show(
    fig,
    alt="four digits, and the same four with their pixels permuted: noise to the eye",
    caption="Four digits, and the same with permuted pixels: only neighbours are lost.",
)

# %% [markdown]
r"""
Two of the networks were trained on such images, with batch size and rate chosen again on the same grid:
"""

# %%
for network in ("today", "dense"):
    for task in ("as they are", "permuted"):
        shares = [run["right"][-1] for run in recorded(network, task)]
        print(f"{names[network]:16} {task:12} mean {np.mean(shares):.1%},", end=" ")
        print(f"worst {min(shares):.1%}, best {max(shares):.1%}")
more = lesson.mnist_record()["more"]
for task in ("as they are", "permuted"):
    shares = [run["right"] for run in more if run["task"] == task]
    print(f"dense network, ten more starts, {task:12} mean {np.mean(shares):.1%}")

# %% [markdown]
r"""
A dense layer does not know which pixels are neighbours, so it cannot miss them: rename its inputs and it learns the
same; half a point between two means of five is chance, as ten more starts show. LeNet-5 looks through windows of 5 × 5,
and in a window there is now nothing that belongs together. It now reads fewer than the dense layers, in every run. So
an assumption that is right helps, and one that is wrong costs more than none.
"""

# %%
predicted("16.predict")

# %% [markdown]
r"""
## Weight sharing off (8 min)

Two assumptions are in a convolution: windows, and the same weights in each. Keep the windows and give every place
weights of its own. That is a dense layer in which nearly all weights are held at zero (lesson 15 wrote out its matrix).
To keep it cheap, take digits of half the size, 14 × 14, on a page of 20 × 20, and one layer of eight kernels, 3 × 3,
with padding 1, then ReLU, pooling and a dense layer. (Windows over the border lose the weights that would meet the
padding: 8 · 58² = 26,912 remain.)
"""

# %%
shared, own, mask = lesson.twins(nn, seed=0)  # both begin as the very same function
page = lesson.placed(test.x)  # digits in the middle of the page
apart = np.abs(nn.predict(shared, page) - nn.predict(own, page)).max()
print(f"before training their scores differ by {apart:.3f} at most")
print(f"weights of the first layer, shared: {shared[0].weight.numel()};", end=" ")
print(f"of its own for each place: {int(mask.sum()):,}")

# %% [markdown]
r"""
Train both on 1,000 digits for 20 epochs, and after each step set the weights outside the windows back to zero. Do so
once with all digits in the middle of the page, and once with the same digits scattered over it. There are five starts
each; each was given the one of four rates (0.004 to 0.032) with which it read the most of 1,000 digits that were set
aside.
"""

# %%
rows = lesson.mnist_record()["sharing"]
for where in ("in the middle", "scattered"):
    for weights in ("shared", "own"):
        runs = [row for row in rows if row["where"] == where]
        runs = [row for row in runs if row["weights"] == weights]
        seen, new = ([row[part] for row in runs] for part in ("seen", "unseen"))
        print(f"{where:13} {weights:6} training digits {np.mean(seen):.0%},", end=" ")
        print(f"unseen {np.mean(new):.1%} ({min(new):.1%} to {max(new):.1%})")

# %% [markdown]
r"""
All of them learn their training digits almost completely. With the digits in the middle, sharing makes a difference of
less than one point in a hundred. With scattered digits the difference is nearly ten points, and the ranges do not
overlap. A place with weights of its own learns only from the digits that have ink there; a shared kernel learns from
all places at once.

So sharing always saves weights, and pays in accuracy where the same thing can turn up anywhere. DeepFace (2014), which
recognised faces that had been aligned first, did without it in three layers.

**Your turn.** The layer itself: [Exercise 16.4: a layer that does not
share](../exercises/16_lenet_exercises.ipynb#16.4-A-layer-that-does-not-share).

## Where it breaks (4 min)

The maps move along with a digit; the dense layers after them do not. Move the unseen digits to the right, and see what
the recorded networks still read (each curve is the mean of five).
"""

# %% tags=["hide-input"]
moves = {}
for network in ("today", "dense"):
    for task in ("as they are", "moved"):
        shares = [run["moved right"] for run in recorded(network, task)]
        moves[f"{names[network]}, trained on digits {task}"] = np.mean(shares, axis=0)
fig, ax = figure(height=2.9)
curve(ax, moves, x=range(5), xlabel="pixels moved to the right", ylabel="share right")
ax.set(ylim=(0, 1), xticks=range(5))
show(
    fig,
    alt="share of unseen digits that are right if they are moved by 0 to 4 pixels, for "
    "LeNet-5 and the dense network, trained on digits as they are and on moved ones",
    caption="A few pixels cost much; LeNet-5 loses less than the dense network. "
    "Training on digits moved by one pixel helps beyond that pixel.",
)

# %% [markdown]
r"""
What a convolution does not give you, you can teach by examples. Show the explorer's network, trained on digits moved by
a pixel, what it has never seen:
"""

# %%
net, (pages, truth) = lesson.trained("today"), lesson.held_out()
strange = {
    "as it was trained": pages,
    "top to bottom": pages[:, :, ::-1],
    "a quarter turn": np.rot90(pages, axes=(2, 3)),
    "ink and paper swapped": 1 - pages,
}
for name, pictures in strange.items():
    share = accuracy(ours.predict(net, np.ascontiguousarray(pictures)), truth)
    print(f"{name:22} {share:.0%} right")

# %% [markdown]
r"""
You would still read most of these. What a network should not care about, turns or colours or places, has to be built in
or shown to it. And would more layers do more?

**Your turn.** The open one: [Exercise 16.5: few parameters, real
handwriting](../exercises/16_lenet_exercises.ipynb#16.5-Few-parameters,-real-handwriting).

## Recall (1 min)
"""

# %%
quiz("16.recall")

# %% [markdown]
r"""
## Summary (1 min)

- LeNet-5: convolution, pooling, convolution, pooling, then three layers that put the parts together; tanh and means in
  1998, ReLU and maxima today.
- C1 and C3 do 86 % of the work with 4 % of the parameters; C5, which fits at one place only and so is a dense layer here, holds 78 % of them and does 12 % of the work.
- A confusion matrix counts what is read as what.
- Permuted pixels cost a convolution its advantage and more, and a dense layer nothing.
- Shared weights pay most where things lie scattered. The network as a whole is not indifferent to place.

### New terms

- **LeNet-5**: the convolutional network of 1998 that read digits on cheques.
- **subsampling**: the name of the 1998 paper for pooling.
- **confusion matrix**: how often each class was taken for each class, a row for the truth, a column for the answer.
- **weight sharing**: the same weights used at every place.

### Sources

- LeCun, Bottou, Bengio, Haffner (1998), ["Gradient-based learning applied to document
  recognition"](https://doi.org/10.1109/5.726791), sections II.B and III: the network, its counts, 0.95 % wrong on
  MNIST.
- Hubel, Wiesel, Journal of Physiology: [1959](https://doi.org/10.1113/jphysiol.1959.sp006308) and
  [1962](https://doi.org/10.1113/jphysiol.1962.sp006837), on cells of the cat's visual cortex.
- Fukushima (1980), ["Neocognitron"](https://doi.org/10.1007/BF00344251), Biological Cybernetics 36.
- LeCun and others (1989), ["Backpropagation applied to handwritten zip code
  recognition"](https://doi.org/10.1162/neco.1989.1.4.541).
- Krizhevsky, Sutskever, Hinton (2012), ["ImageNet classification with deep convolutional neural
  networks"](https://doi.org/10.1145/3065386): AlexNet.
- Taigman, Yang, Ranzato, Wolf (2014), ["DeepFace"](https://doi.org/10.1109/CVPR.2014.220): layers without weight
  sharing, on aligned faces.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), section 9.2 (sparse,
  shared, equivariant) and 9.5 (unshared convolution).
"""
