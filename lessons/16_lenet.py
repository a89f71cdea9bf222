# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- name every layer of LeNet-5 with its shape, its parameters and its products, and say where the parameters went;
- train it whole on digits, and read from a confusion matrix what it mistakes for what;
- show by experiment what convolutions assume about images, and what becomes of them where that is wrong.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import LeNetExplorer
from nnlearn.lessons.lenet import STAGES, TrainingWatch, mnist_record
from nnlearn.metrics import accuracy, confusion_matrix
from nnlearn.plots import confusion, curve, figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

Lesson 15 gave you convolution and pooling. LeNet-5 is four such layers, followed by dense ones. Answer before you go
on.
"""

# %%
quiz("16.predict")

# %% [markdown]
r"""
## Explore (9 min)

A handwritten digit goes through LeNet-5, the network that read cheques in the 1990s. Every small picture is a feature
map; a number is vermilion where it is positive and blue where it is negative. The dark square marks one unit, the
vermilion frames mark what it sees. The table says what each layer costs, and what a dense layer in its place would
cost.

Three things to try, and what to look for:

1. Click on units further and further to the right. How does the frame in the image grow?
2. **Move** the digit to the right. Which layers' pictures move along, and which change altogether?
3. Switch **shared weights** off. Which column of the table changes, and which does not?
"""

# %%
LeNetExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

A unit in C1 sees 5 × 5 pixels, one in C3 sees 14 × 14, one in C5 the whole image. Up to S4 the pictures move along with
the digit; after it there are no places left to move to. Shared weights do not change the work: each unit takes the same
number of products either way. They change how many *different* weights there are, 61,706 in place of 423,038. A network
of dense layers with as many units would have 6.8 million.

## Layer by layer (13 min)

Three kinds of layers follow each other: a convolution followed by tanh finds a pattern wherever it is, pooling halves
the maps so that exact places matter less, and dense layers put together what was found.
"""

# %%
nn.manual_seed(0)
published = nn.LeNet5(form="1998").to(nn.device())
x = nn.tensor(np.zeros((2, 1, 32, 32), "float32"))  # two blank images
for module in published:
    x = module(x)
    size = sum(p.numel() for p in module.parameters())
    print(
        f"{type(module).__name__:10}{tuple(x.shape)!s:20}{f'{size:6} parameters' if size else ''}"
    )

# %% [markdown]
r"""
The names are those of the paper: C for a convolution, S for subsampling, which is pooling, and F for fully connected,
which is dense. Take C1. It has six kernels of 5 × 5 weights with a bias each, and each kernel fits into 32 × 32 pixels
at 28 × 28 places:

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
    print(
        f"{stage.name:7}{stage.parameters():7,} parameters ({share:4.0%}) {stage.products:8,} products"
    )
print(f"all    {total:7,} parameters        {work:8,} products")

# %% [markdown]
r"""
C3 does more than half of the work with four in a hundred of the parameters.

**Your turn.** [Exercise 16.1: what a convolution costs](../exercises/16_lenet_exercises.ipynb#16.1-What-a-convolution-costs), and
then the whole: [Exercise 16.2: assemble LeNet-5](../exercises/16_lenet_exercises.ipynb#16.2-Assemble-LeNet-5).

### As published

The library leaves out four details of the paper. In the paper, pooling has a weight and a bias for each map; a map of
C3 sees three, four or all six maps of S2, which saved work and made the maps differ; tanh is stretched; and the outputs
measure distances to drawn digits. The paper counts 60,000 parameters up to F6. Does that come out?
"""

# %%
c3 = (
    6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1)
)  # maps that see three, four and six maps
paper = {
    "C1": 6 * 26,
    "S2": 6 * 2,
    "C3": c3,
    "S4": 16 * 2,
    "C5": 120 * 401,
    "F6": 84 * 121,
}
print(paper, "together", sum(paper.values()))

# %% [markdown]
r"""
### Today

Twelve modules again. Two kinds have been replaced since: ReLU in place of tanh, and the largest of four numbers in
place of their mean. Cross-entropy on plain scores takes the place of the distances.
"""

# %%
nn.manual_seed(0)
lenet = nn.LeNet5(form="today").to(nn.device())
kinds = [type(module).__name__ for module in lenet]
print(kinds, "parameters", sum(p.numel() for p in lenet.parameters()))

# %% [markdown]
r"""
## Train it whole (12 min)

The digits of 8 × 8 pixels become pictures of 24 × 24, as large as on a form, on a page of 32 × 32. Nobody writes
exactly in the middle, so each is moved by up to four pixels in any direction. A quarter is held back.
"""

# %%
digits = datasets.digits(images=True)
centred = datasets.enlarge(digits.x / 16, 24, border=4)  # (1797, 1, 32, 32)
places = np.random.default_rng(0).integers(-4, 5, size=(len(centred), 2))
scattered = np.stack(
    [
        np.roll(image, place, axis=(1, 2))
        for image, place in zip(centred, places, strict=True)
    ]
)
(x, y), (unseen, labels) = datasets.split(scattered, digits.y, seed=0)
print(x.shape, unseen.shape)

# %% [markdown]
r"""
Below is the picture of a training run, still empty; run the cell after it and watch it fill. On the left are the loss
of every step and how many unseen digits are read, on the right the six maps of C1.
"""

# %%
watch = TrainingWatch(nn.predict, unseen, labels)
watch


# %%
def train(net, x, y, epochs, callbacks=()):
    nn.manual_seed(0)
    optimizer = nn.Adam(net.parameters(), lr=0.002)
    loss = nn.CrossEntropyLoss()
    return nn.fit(
        net, loss, optimizer, x, y, epochs=epochs, batch_size=32, callbacks=callbacks
    )


# %% tags=["nbval-ignore-output"]
_ = train(lenet, x, y, 10, [watch])
print(watch)

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2)
curve(left, {"loss": watch.losses}, xlabel="step", ylabel="loss")
epochs, shares = zip(*watch.right, strict=True)
curve(
    right,
    {"unseen right": shares},
    x=range(1, len(shares) + 1),
    xlabel="epoch",
    ylabel="share",
)
show(
    fig,
    alt="left: the loss of every step, falling from above 2 to far below 1; right: the share of unseen digits that are "
    "read after each epoch, rising from under a half to most of them",
    caption="Left, the loss of each batch. Right, unseen digits read after each epoch.",
)

# %% [markdown]
r"""
That was LeNet-5, trained whole, with nothing but NumPy. The loss of single batches jumps about, since each has other
digits in it; their mean falls, and with it the number of unseen digits that are read wrongly.

The form of 1998 learns the same task with the same lines, and so does a network of dense layers with about as many
parameters, for comparison.
"""

# %%
dense = nn.Sequential(nn.Flatten(), nn.MLP([1024, 60, 10])).to(nn.device())
print("parameters of the dense one:", sum(p.numel() for p in dense.parameters()))
for net in (published, dense):
    _ = train(net, x, y, 10)

# %% tags=["nbval-ignore-output"]
reads = {"1998": published, "today": lenet, "dense": dense}
reads = {name: accuracy(nn.predict(net, unseen), labels) for name, net in reads.items()}
print({name: f"{share:.1%}" for name, share in reads.items()})

# %%
print(
    "both forms read more than dense layers:",
    min(reads["1998"], reads["today"]) > reads["dense"],
)

# %% [markdown]
r"""
Look into your own network. The explorer wants it in NumPy, so the weights are copied over, by name. Compare it with the
shipped one: its kernels are different, since it started from other weights, but in C1 you still see the digit, and
further on pieces of it.
"""

# %% tags=["nbval-ignore-output"]
import nnlearn.numpy as numpy_side

yours = numpy_side.LeNet5(form="today")
yours.load_state_dict(
    {name: nn.to_numpy(values) for name, values in lenet.state_dict().items()}
)
LeNetExplorer(yours, layer=0, unit=(1, 12, 12))

# %% [markdown]
r"""
## What it gets wrong (8 min)

One number says how often it is wrong, not how. A **confusion matrix** does: a row for each true class, a column for
each answer. Row 4, column 9 says how many fours were read as nines. The diagonal is what is right.
"""

# %%
scores = nn.predict(lenet, unseen)
counts = confusion_matrix(scores, labels)
print("adds up to the number of digits:", int(counts.sum()) == len(labels))
print(
    "the diagonal is the accuracy:",
    np.isclose(counts.trace() / len(labels), accuracy(scores, labels)),
)

# %% tags=["hide-input"]
fig, ax = figure(height=4.2)
confusion(ax, counts, shares=False)
show(
    fig,
    alt="confusion matrix of ten digits: large counts on the diagonal, single mistakes off it",
    caption="What LeNet-5 reads as what, on digits that it has not seen. The commonest mistakes are framed.",
)

# %% [markdown]
r"""
Read it row by row. Most places off the diagonal are empty: most pairs of digits are never mixed up. A number alone does
not say why, so look at the digits themselves.
"""

# %% tags=["hide-input"]
guesses = scores.argmax(axis=1)
wrong = np.flatnonzero(guesses != labels)[:14]
fig, ax = figure(height=2.6)
titles = [f"{labels[k]} read as {guesses[k]}" for k in wrong]
images(ax, 1 - unseen[wrong], titles=titles, columns=7)
show(
    fig,
    alt="digits that the network read wrongly, each with what it is and what it was taken for",
    caption="Up to fourteen of the digits that were read wrongly.",
)

# %% [markdown]
r"""
Go through them. Which would you have read, and which would you doubt, too? They are drawn from eight by eight pixels,
after all.

**Your turn.** [Exercise 16.4: the commonest mistake](../exercises/16_lenet_exercises.ipynb#16.4-The-commonest-mistake).

## Permuted pixels (8 min)

Why does it read more than dense layers with as many parameters? It assumes something that is true of images: pixels
that belong together lie side by side, and what is worth finding here is worth finding there. Take the assumption away.
Shuffle the pixels, in every image in the same way. No information is lost, since you could sort them back.

**Your turn.** [Exercise 16.3: permute the pixels](../exercises/16_lenet_exercises.ipynb#16.3-Permute-the-pixels).
"""

# %%
order = np.random.default_rng(1).permutation(32 * 32)
mixed, mixed_unseen = (
    np.reshape([image.ravel()[order] for image in part], part.shape)
    for part in (x, unseen)
)
nn.manual_seed(0)
lost = nn.LeNet5(form="today").to(nn.device())
same = nn.Sequential(nn.Flatten(), nn.MLP([1024, 60, 10])).to(nn.device())
for net in (lost, same):
    _ = train(net, mixed, y, 10)

# %% tags=["nbval-ignore-output"]
mixed_reads = {"today": lost, "dense": same}
mixed_reads = {
    name: accuracy(nn.predict(net, mixed_unseen), labels)
    for name, net in mixed_reads.items()
}
print("in order:", {name: f"{reads[name]:.1%}" for name in mixed_reads})
print("permuted:", {name: f"{share:.1%}" for name, share in mixed_reads.items()})

# %%
print("LeNet-5 loses more than 5 in 100:", reads["today"] - mixed_reads["today"] > 0.05)
print(
    "dense layers change by less than that:",
    abs(reads["dense"] - mixed_reads["dense"]) < 0.05,
)
print("LeNet-5 reads fewer than they do:", mixed_reads["today"] < mixed_reads["dense"])

# %% tags=["hide-input"]
fig, ax = figure(height=1.7)
images(ax, 1 - np.concatenate([unseen[:4], mixed_unseen[:4]]), columns=8)
show(
    fig,
    alt="four digits, and the same four with their pixels permuted: noise to the eye",
    caption="Four digits, and the same four as the second training sees them.",
)

# %% [markdown]
r"""
A dense layer does not know which pixels are neighbours, so it cannot miss them: rename its inputs and it learns the
same. LeNet-5 looks through windows of 5 × 5, and in a window there is now nothing that belongs together. It now reads
fewer than the dense layers. So this is the answer to the question at the beginning. An assumption that is right helps;
one that is wrong costs more than none.

## Weight sharing off (7 min)

Two assumptions are in a convolution: windows, and the same weights in each. Keep the windows and give every place
weights of its own. That is a dense layer in which nearly all weights are held at zero. On small digits of 8 × 8 pixels
it is cheap to try: windows of 3 × 3, eight maps.
"""

# %%
ones = nn.Conv2d(1, 1, 3, padding=1, bias=False).to(nn.device())
ones.weight.data *= 0
ones.weight.data += 1  # a kernel of ones: which pixels does each window see?
sees = (
    nn.predict(ones, np.eye(64, dtype="float32").reshape(64, 1, 8, 8)).reshape(64, 64).T
)  # (place, pixel)
mask = nn.tensor(
    np.tile(sees > 0, (8, 1)).astype("float32")
)  # (8 maps of 64 places, 64 pixels)
nn.manual_seed(0)
shared = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(128, 10),
)
own = nn.Sequential(
    nn.Flatten(),
    nn.Linear(64, 512),
    nn.Unflatten(1, (8, 8, 8)),
    *shared[1:4],
    nn.Linear(128, 10),
)
shared, own = shared.to(nn.device()), own.to(nn.device())
own[1].weight.data *= mask * (8 / 3)  # first weights as large as the kernel's
print(
    "weights of the first layer, shared:",
    shared[0].weight.numel(),
    " its own:",
    int(nn.to_numpy(mask).sum()),
)

# %%
small, small_y = digits.x[:300] / 16, digits.y[:300]
rest, rest_y = digits.x[300:] / 16, digits.y[300:]
moved = np.concatenate(
    [np.roll(rest, step, axis=3) for step in (-1, 1)]
)  # a pixel to the left, and to the right


def cut(run):  # after each step: what a window does not see stays zero
    own[1].weight.data *= mask


_ = train(shared, small, small_y, 40), train(own, small, small_y, 40, [cut])
one, step = rest[:1], np.roll(rest[:1], 1, axis=3)
for name, first in (("shared", shared[:1]), ("own", own[:3])):
    here, there = nn.predict(first, one), nn.predict(first, step)
    print(
        f"{name:7} the maps move along:",
        np.allclose(here[..., 1:6], there[..., 2:7], atol=1e-5),
    )

# %% tags=["nbval-ignore-output"]
reads_moved = []
for name, net in (("shared", shared), ("own", own)):
    in_place, away = (
        accuracy(nn.predict(net, rest), rest_y),
        accuracy(nn.predict(net, moved), np.tile(rest_y, 2)),
    )
    reads_moved.append(away)
    print(f"{name:7} reads {in_place:.1%} in place, {away:.1%} moved by a pixel")

# %%
print(
    "with shared weights more of the moved digits are read:",
    reads_moved[0] > reads_moved[1],
)

# %% [markdown]
r"""
With shared weights a kernel that was learned in one place works in all others: the maps move along, and more of the
moved digits are read. With weights of its own, each place has to learn from what happened to be there. In place, on
digits that are all in the middle, there is little between the two: sharing saves weights, and pays off where things
move.

## The same lines on MNIST (4 min)

MNIST has 28 × 28 pixels and is not shipped. If you have fetched it, the cell trains on its smaller part; `LONG = True`
trains as long as the record below was.
"""

# %% tags=["nbval-ignore-output"]
LONG = False
try:
    mnist = datasets.mnist("test")  # 10,000 digits
    known, (new, new_labels) = datasets.split(mnist.x / 255, mnist.y, seed=0)
    nn.manual_seed(0)
    reader = nn.LeNet5(form="today", size=28).to(nn.device())
    _ = train(reader, *known, epochs=15 if LONG else 2)
    print(
        f"{accuracy(nn.predict(reader, new), new_labels):.1%} of {len(new)} unseen digits are right"
    )
except FileNotFoundError as missing:
    print(missing)

# %% tags=["hide-input"]
records = mnist_record()
fig, ax = figure()
shares = {f"LeNet-5 of {record['form']}": record["right"] for record in records}
curve(ax, shares, x=range(1, 16), xlabel="epoch", ylabel="unseen right")
last = [record["right"][-1] for record in records]
trained_on, measured_on = records[0]["trained on"], records[0]["measured on"]
show(
    fig,
    alt=f"share of {measured_on} unseen MNIST digits that are right after each of 15 epochs: the form of 1998 ends at "
    f"{last[0]:.1%}, that of today at {last[1]:.1%}",
    caption=f"A record, not computed here: `nnlearn/lessons/lenet/train.py` trained both forms on {trained_on:,} "
    f"digits of MNIST and measured on {measured_on:,} others. In the end {last[0]:.1%} were right in the form of "
    f"1998 and {last[1]:.1%} in that of today.",
)

# %% [markdown]
r"""
The curves jump from epoch to epoch, with mistakes that come and go. LeCun and others trained on 60,000 digits, eight
times as many, and left 0.95 % wrong.

## On a GPU (4 min)

The class has a twin in PyTorch. Carry your weights over: the scores are the same to the precision of float32.
"""

# %%
import nnlearn.torch as other

twin = other.LeNet5(form="today").to(other.device())
twin.load_state_dict(
    {
        name: other.tensor(nn.to_numpy(values))
        for name, values in lenet.state_dict().items()
    }
)
difference = np.abs(other.predict(twin, unseen) - scores).max() / np.abs(scores).max()
print("largest relative difference below 1e-4:", bool(difference < 1e-4))

# %% tags=["machine"]
import time

for name, side in (("NumPy", numpy_side), ("PyTorch", other)):
    side.manual_seed(0)
    net = side.LeNet5(form="today").to(side.device())
    start = time.perf_counter()
    optimizer = side.Adam(net.parameters(), lr=0.002)
    side.fit(
        net,
        side.CrossEntropyLoss(),
        optimizer,
        x[:320],
        y[:320],
        epochs=1,
        batch_size=32,
    )
    print(f"{name:8} {time.perf_counter() - start:.2f} s for ten steps")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
## Where it breaks (4 min)

"*A convolutional network recognises a thing wherever it stands.*" That is often said. Its maps move along; the dense
layers after them do not. Train LeNet-5 on digits in the middle and move them only afterwards. And show your network,
trained on moved digits, what it was never shown.
"""

# %%
(middle, middle_y), (still, still_y) = datasets.split(centred, digits.y, seed=0)
nn.manual_seed(0)
spoilt = nn.LeNet5(form="today").to(nn.device())
_ = train(spoilt, middle, middle_y, 4)
stays = [
    accuracy(nn.predict(spoilt, np.roll(still, step, axis=3)), still_y)
    for step in (0, 1, 4)
]

# %% tags=["nbval-ignore-output"]
print(
    f"trained in the middle: {stays[0]:.1%} there, {stays[1]:.1%} one pixel off, {stays[2]:.1%} four pixels off"
)
strange = {
    "as trained": unseen,
    "upside down": unseen[:, :, ::-1],
    "a quarter turn": np.rot90(unseen, axes=(2, 3)),
}
strange |= {"ink and paper swapped": 1 - unseen}
for name, pictures in strange.items():
    print(
        f"{name:22} {accuracy(nn.predict(lenet, np.ascontiguousarray(pictures)), labels):.1%}"
    )

# %%
swapped = accuracy(nn.predict(lenet, 1 - unseen), labels)
print(
    "one pixel costs less than a tenth:",
    stays[0] - stays[1] < 0.1,
    " four more than a fifth:",
    stays[0] - stays[2] > 0.2,
)
print("with ink and paper swapped more than half are wrong:", swapped < 0.5)

# %% [markdown]
r"""
A pixel is forgiven, four are not. What a network should not care about, turns or colours or places, has to be built in
or shown to it. And would more layers do more? Lesson 17 makes a network deeper until it stops learning.

**Your turn.** The open one, with few parameters:
[Exercise 16.5: read scattered digits](../exercises/16_lenet_exercises.ipynb#16.5-Read-scattered-digits).

## Recall (1 min)
"""

# %%
quiz("16.recall")

# %% [markdown]
r"""
## Summary (1 min)

- LeNet-5: convolution, pooling, convolution, pooling, then three layers that put the parts together; tanh and means in
  1998, ReLU and maxima today.
- Convolutions do the work with few parameters, dense layers hold most parameters and do little.
- A confusion matrix counts what is read as what.
- Permuted pixels cost a convolution its advantage, and a dense layer hardly anything.
- Shared weights save parameters and let maps move with the image; the network as a whole is not indifferent to place.

### New terms

- **LeNet-5**: the convolutional network of 1998 that read digits on cheques.
- **subsampling**: the name of the 1998 paper for pooling.
- **confusion matrix**: how often each class was taken for each class, a row for the truth, a column for the answer.
- **weight sharing**: the same weights used at every place.

### Sources

- LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition", sections II.B and
  III: the network, its counts, 0.95 % wrong on MNIST.
- LeCun and others (1989), "Backpropagation applied to handwritten zip code recognition": the first of its kind.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", section 9.2 (sparse, shared, equivariant) and 9.6 (unshared).
- Alpaydin, Kaynak (1998), "Optical recognition of handwritten digits": the data.
"""
