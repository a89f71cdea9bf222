# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- tell batch, iteration and epoch apart, and say what a larger batch costs and brings;
- write momentum and Adam, and say of seven optimizers what each remembers;
- split data in three, see overfitting in two curves, and stop in time.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.callbacks import EarlyStopping
from nnlearn.checks import quiz
from nnlearn.explorers import OptimizerExplorer
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 06](06_gradient_descent.ipynb) looked at all the data before every step. From now on a few examples must do.
"""

# %%
quiz("07.predict")

# %% [markdown]
r"""
## Explore (8 min)

The strip holds sixty examples. Those of the current batch light up; those that have had their turn in this epoch stay
coloured. Below, optimizers walk from one start over the loss of two weights, all with the same batches; the dotted path
is plain gradient descent on all sixty at once. The map on the right says how far momentum gets in a hundred steps, for
each learning rate and each momentum.

Three things to try, and what to look for:

1. Step forward with **batch size** 10, then 60, then 1. After how many iterations does the epoch counter move? What
   happens to the path?
2. Let it play. Which optimizer turns straight towards the middle, and which one falls into the valley first?
3. In the map, click on the bright and the dark places with momentum 0, 0.5 and 0.9. Which learning rates become
   possible?
"""

# %%
OptimizerExplorer(position=60)

# %% [markdown]
r"""
## What you saw (2 min)

A batch is a handful of examples; one step taken on it is an iteration; when every example has had its turn, an epoch is
over. Small batches give a restless path: each batch has a slope of its own. In the valley SGD drops to the floor and
then creeps; momentum gathers speed along the floor and overshoots; AdaGrad and Adam take steps of similar size in both
directions and head for the middle by another route. Try the other surfaces: the order changes.

## Count (8 min)

**Stochastic gradient descent**, SGD, replaces the gradient over all examples by the gradient over a **mini-batch**, a
few drawn at random. It is wrong in detail and right on average. Three words have to be kept apart:

- a *batch*: the examples that one gradient is computed from;
- an **iteration**: one such gradient and the step that follows;
- an *epoch*: as many iterations as it takes for each example to come up once.

Count, on 1,348 digits.
"""

# %%
digits = datasets.digits()
(x, y), (x_rest, y_rest) = datasets.split(digits.x / 16, digits.y, seed=0)
nn.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(nn.device())
optimizer, criterion = nn.SGD(model.parameters(), lr=0.1), nn.CrossEntropyLoss()
rng, iterations, examples = np.random.default_rng(0), 0, 0
for epoch in range(2):
    for x_batch, y_batch in datasets.batches(
        x, y, 32, seed=rng
    ):  # shuffled again in each epoch
        optimizer.zero_grad()
        _ = nn.backprop(
            model, criterion, x_batch, y_batch
        )  # a black box; lesson 09 opens it
        optimizer.step()
        iterations, examples = iterations + 1, examples + len(x_batch)
    print(f"epochs {epoch + 1}, iterations {iterations}, examples looked at {examples}")
print(
    f"1,000 iterations would look at each example {1000 * 32 / len(x):.0f} times, not 1,000 times"
)

# %% [markdown]
r"""
"*An iteration is one pass over the training data*", says many a popular text. Here one pass took 43 iterations. The two
are the same only if the batch is the whole data, and the difference matters: see the last line.

**Your turn.** [Exercise 07.1: cut an epoch into
batches](../exercises/07_optimizers_exercises.ipynb#07.1-Cut-an-epoch-into-batches).

## How large a batch? (9 min)

Noise first. Stay in one place, take the gradients of many batches there, and see how far they scatter around the
gradient over everything.
"""


# %%
def gradient(rows):
    optimizer.zero_grad()
    _ = nn.backprop(model, criterion, x[rows], y[rows])
    return np.concatenate([nn.to_numpy(p.grad).ravel() for p in model.parameters()])


whole, scatter = gradient(slice(None)), {}
for size in (1, 4, 16, 64, 256):
    gradients = [gradient(rng.choice(len(x), size, replace=False)) for _ in range(200)]
    scatter[size] = float(
        np.sqrt(((np.array(gradients) - whole) ** 2).sum(axis=1).mean())
    )
    print(
        f"batch {size:3}: noise {scatter[size]:.2g}, times the root of the batch size {scatter[size] * size**0.5:.2g}"
    )

# %% [markdown]
r"""
The last column hardly changes: the noise falls with the *root* of the batch size. Four times the work buys half the
noise. (At 256 it falls a little faster: so large a batch is a good part of the whole.)

Memory grows with the size itself, without a root. To go backward later, every layer keeps what it saw, for every
example of the batch.
"""

# %%
numbers = 64 + 32 + 32 + 10  # what the layers of 64-32-10 keep for each example
weights = sum(p.numel() for p in model.parameters())
for size in (1, 32, 1348):
    print(
        f"batch {size:4}: {4 * numbers * size:8,} bytes kept on the way, besides {4 * weights:,} for the weights"
    )

# %% tags=["machine"]
import time

for size in (1, 16, 256, 1348):
    rows = np.arange(size)
    gradient(rows)
    start = time.perf_counter()
    for _ in range(20):
        gradient(rows)
    spent = (time.perf_counter() - start) / 20
    print(
        f"batch {size:4}: {1e3 * spent:6.2f} ms an iteration, {1e6 * spent / size:7.1f} us an example"
    )

# %% [markdown]
r"""
The time per example falls steeply at first, since one large product of matrices uses the processor better than many
small ones, and then levels off. So: as large as still pays off and memory allows. Goodfellow, Bengio and Courville
(2016, section 8.1.3) call 32 to 256 typical.

## Momentum (8 min)

In the valley of lesson 06, with a large rate, the gradient across it changes its sign at every step, and the gradient
along it never does. Add up what came before, and the first cancels while the second grows. **Momentum** keeps a
velocity $v$:

$$v \leftarrow \mu v + g \qquad \theta \leftarrow \theta - \eta\, v$$

With a constant gradient the velocity grows to $g\,(1 + \mu + \mu^2 + \ldots) = g/(1 - \mu)$. **Nesterov**'s variant
takes the gradient as it will be once the velocity has carried the weights on: it steps along $g + \mu v$. Compare them
in a valley fifty times as steep across as along, each at a rate that suits it.
"""

# %%
curvatures = np.array([1.0, 50.0])
runs = {}
for name, settings in (
    ("SGD", {"lr": 0.039}),
    ("momentum 0.75", {"lr": 0.06, "momentum": 0.75}),
    ("Nesterov 0.75", {"lr": 0.02, "momentum": 0.75, "nesterov": True}),
):
    theta = nn.Parameter(nn.tensor([1.0, 1.0], dtype="float64"))
    walker, losses = nn.SGD([theta], **settings), []
    for _ in range(80):
        place = nn.to_numpy(theta)
        losses.append(0.5 * float((curvatures * place**2).sum()))
        theta.grad = nn.tensor(curvatures * place, dtype="float64")
        walker.step()
    runs[name] = losses
print(", ".join(f"{name}: {losses[-1]:.1g}" for name, losses in runs.items()))

# %%
fig, ax = figure(height=2.6)
curve(ax, runs, xlabel="step", ylabel="loss")
ax.set(yscale="log")
show(
    fig,
    alt="loss on a logarithmic scale against 80 steps: SGD falls slowly, momentum and Nesterov much faster; at the end "
    + ", ".join(f"{name} {losses[-1]:.0e}" for name, losses in runs.items()),
    caption="In a long valley: after 80 steps "
    + ", ".join(f"{name} {losses[-1]:.0e}" for name, losses in runs.items())
    + ". The memory of past gradients does it, at no cost worth mentioning.",
)

# %% [markdown]
r"""
**Your turn.** [Exercise 07.2: a step with momentum](../exercises/07_optimizers_exercises.ipynb#07.2-A-step-with-momentum).

## A rate for each weight (6 min)

Some weights see large gradients, others small or rare ones. One rate does not fit both. **AdaGrad** (Duchi and others
2011) divides each weight's step by the root of all its squared gradients so far:

$$s \leftarrow s + g^2 \qquad \theta \leftarrow \theta - \eta\, \frac{g}{\sqrt{s} + \varepsilon}$$

The sum only grows, so the steps only shrink, in the end to nothing. **RMSprop** (Hinton 2012) forgets: it keeps a
running mean in place of the sum, $s \leftarrow \alpha s + (1 - \alpha) g^2$. Feed both a gradient that stays the same.
"""

# %%
for name, make in (("AdaGrad", nn.Adagrad), ("RMSprop", nn.RMSprop)):
    theta = nn.Parameter(nn.tensor([0.0, 0.0], dtype="float64"))
    walker, lengths = make([theta], lr=0.1), []
    for _ in range(400):
        before = nn.to_numpy(theta).copy()
        theta.grad = nn.tensor(
            [100.0, 0.01], dtype="float64"
        )  # one weight steep, one flat
        walker.step()
        lengths.append(abs(nn.to_numpy(theta) - before))
    first, last = lengths[0].round(3), lengths[-1].round(4)
    print(f"{name}: first step {first}, step 400 {last}")

# %% [markdown]
r"""
A gradient ten thousand times as large, and the same step: only the sign and the history count. (RMSprop begins ten
times too large: its mean starts at zero and is too small at first. Adam fixes that.)

## Adam (8 min)

**Adam** (Kingma, Ba 2015) combines both ideas: a running mean of gradients for the direction, a running mean of their
squares for the size.

$$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$

Both begin at zero. How much too small are they at first? If all gradients were equal to $g$, then after $k$ steps
$m = (1 - \beta_1)(1 + \beta_1 + \ldots + \beta_1^{k-1})\, g = (1 - \beta_1^k)\, g$. So divide by that:

$$\hat m = \frac{m}{1 - \beta_1^k} \qquad \hat v = \frac{v}{1 - \beta_2^k} \qquad
\theta \leftarrow \theta - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
"""

# %%
for k in (1, 2, 10, 1000):
    print(
        f"after {k:4} steps m holds {1 - 0.9**k:.3f} of a constant gradient, v {1 - 0.999**k:.3f} of its square"
    )

# %% [markdown]
r"""
**Your turn.** [Exercise 07.3: Adam](../exercises/07_optimizers_exercises.ipynb#07.3-Adam).

**AdamW** (Loshchilov, Hutter 2019) differs in one thing, **weight decay**: each step also shrinks every weight by a
small part of itself, which keeps weights small. In Adam that pull goes into $g$, where it is divided by $\sqrt{\hat v}$
like all the rest; AdamW applies it directly. Take two weights of 1, one under large gradients and one under small ones,
all of which change sign at every step:
"""

# %%
for name, make in (("Adam", nn.Adam), ("AdamW", nn.AdamW)):
    theta = nn.Parameter(nn.tensor([1.0, 1.0], dtype="float64"))
    walker = make([theta], lr=0.01, weight_decay=0.1)
    for k in range(400):
        theta.grad = nn.tensor((-1) ** k * np.array([10.0, 0.1]), dtype="float64")
        walker.step()
    print(f"{name:5} leaves {nn.to_numpy(theta).round(2)}")

# %% [markdown]
r"""
AdamW shrinks both equally. With Adam the weight under large gradients hardly feels its decay.

## The race (5 min)

Seven of them on the digits, from the same weights and with the same batches, each with a rate that suits it.
"""

# %%
racers = {  # name: class, settings
    "SGD": ("SGD", {"lr": 0.1}),
    "momentum": ("SGD", {"lr": 0.1, "momentum": 0.9}),
    "Nesterov": ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    "AdaGrad": ("Adagrad", {"lr": 0.05}),
    "RMSprop": ("RMSprop", {"lr": 0.005}),
    "Adam": ("Adam", {"lr": 0.005}),
    "AdamW": ("AdamW", {"lr": 0.005}),
}
losses = {}
for name, (kind, settings) in racers.items():
    nn.manual_seed(0)
    net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(nn.device())
    walker = getattr(nn, kind)(net.parameters(), **settings)
    losses[name] = nn.fit(net, criterion, walker, x, y, epochs=10, batch_size=32).loss
    share = accuracy(nn.predict(net, x_rest), y_rest)
    print(
        f"{name:8} loss below 0.4: {losses[name][-1] < 0.4}; accuracy on unseen digits above 0.94: {share > 0.94}"
    )

# %% tags=["hide-input"]
fig, ax = figure(height=2.8)
shown = {name: losses[name] for name in ("SGD", "momentum", "AdaGrad", "Adam")}
curve(ax, shown, xlabel="epoch", ylabel="training loss")
ax.set(yscale="log")
slowest = max(shown, key=lambda name: shown[name][-1])
show(
    fig,
    alt=f"training loss of four optimizers over ten epochs, on a logarithmic scale, all falling; slowest is {slowest}",
    caption=f"Four of the seven; {slowest} is the slowest here. Change a rate or the seed: does the order stay?",
)

# %% [markdown]
r"""
All of them arrive. A race with one rate for all would say nothing: each has a scale of its own. In a comparison of
fifteen optimizers (Schmidt and others 2021) none was best on all tasks, and Adam stayed a strong contender.

## Schedules (4 min)

Large steps are good at first, small ones at the end, when noise keeps the walk from settling. A **schedule** changes
the learning rate along the way: in steps, smoothly along half a cosine, or up at first (a *warm-up*, for starts where
large steps do harm). A hundred weights walk to 0 under noisy gradients; how far from it do they end up?
"""

# %%
schedules = {
    "constant": lambda w: nn.StepLR(w, 1000),
    "step": lambda w: nn.StepLR(w, 30, gamma=0.3),
    "cosine": lambda w: nn.CosineAnnealingLR(w, 100),
    "warm-up": lambda w: nn.LinearLR(w, start_factor=0.05, total_iters=20),
}
rates, noise = {}, rng.normal(size=(100, 100))
for name, make in schedules.items():
    theta = nn.Parameter(nn.tensor(np.full(100, 5.0), dtype="float64"))
    walker = nn.SGD([theta], lr=0.1)
    schedule, rates[name] = make(walker), []
    for row in noise:
        rates[name].append(walker.param_groups[0]["lr"])
        theta.grad = nn.tensor(nn.to_numpy(theta) + row, dtype="float64")
        walker.step()
        schedule.step()
    print(f"{name:8} ends {np.sqrt((nn.to_numpy(theta) ** 2).mean()):.2f} from 0")

# %% tags=["hide-input"]
fig, ax = figure(height=2.2)
curve(
    ax,
    {name: rate for name, rate in rates.items() if name != "constant"},
    xlabel="epoch",
    ylabel="learning rate",
)
show(
    fig,
    alt="learning rate over 100 epochs: three downward steps; a smooth half cosine to zero; a rise over 20 epochs, "
    "then constant",
    caption="Three schedules that begin from a rate of 0.1, or, with a warm-up, from a twentieth of it.",
)

# %% [markdown]
r"""
The two that fall end up nearer; the warm-up alone, which never falls, does not.

## Three sets of data (8 min)

A loss that falls says the network fits the examples it sees. What it does on others, only others can say. So data are
split in three: **training data** to learn from; **validation data** to make choices by, such as the rate or when to
stop; and **test data**, which are looked at once, at the end. If you choose by the test data, you have no test.

Here are 100 digits to learn from, a fifth of them with a random label, 200 to validate and 249 to test.
"""

# %%
few, labels = x[:100], y[:100].copy()
rows = rng.choice(100, 20, replace=False)
labels[rows] = rng.integers(0, 10, 20)
wrong = labels != y[:100]
held_out, held_labels = (
    x_rest[:200],
    y_rest[:200],
)  # validation data; the other 249 are the test data
nn.manual_seed(0)
net = nn.Sequential(nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 10)).to(nn.device())
history = nn.fit(
    net, criterion, nn.Adam(net.parameters(), lr=0.01), few, labels, epochs=100, batch_size=20,
    validation=(held_out, held_labels),
)  # fmt: skip
best = int(np.argmin(history.validation))
print(f"training loss at the end below 0.05: {history.loss[-1] < 0.05}")
print(
    f"validation loss has risen by more than 30 %: {history.validation[-1] > 1.3 * min(history.validation)}"
)
print(
    f"nearly all wrong labels learned by heart: {accuracy(nn.predict(net, few[wrong]), labels[wrong]) > 0.9}"
)

# %%
fig, ax = figure(height=2.6)
curve(
    ax,
    {"training": history.loss, "validation": history.validation},
    xlabel="epoch",
    ylabel="loss",
)
ax.axvline(best + 1, color="#8A8A8A", linewidth=1)
show(
    fig,
    alt="training loss falls towards zero over 100 epochs; validation loss falls, turns in the first third and rises",
    caption="The training loss falls to nearly nothing. The validation loss turns at the grey line and rises.",
)

# %% [markdown]
r"""
This is **overfitting**, and it is why "*train until the error is zero*" and "*more epochs are better*" are wrong.
**Early stopping** watches the validation loss, stops when there has been no new minimum for a while (the *patience*),
and gives back the best weights. Then, once, come the test data.
"""

# %%
nn.manual_seed(0)
early = nn.Sequential(nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 10)).to(nn.device())
stop = EarlyStopping(patience=8)
short = nn.fit(
    early, criterion, nn.Adam(early.parameters(), lr=0.01), few, labels, epochs=100, batch_size=20,
    validation=(held_out, held_labels), callbacks=[stop],
)  # fmt: skip
print(
    f"stopped before the end: {len(short.loss) < 100}; same best epoch as above: {stop.best_epoch == best + 1}"
)
learned = accuracy(nn.predict(early, few[wrong]), labels[wrong])
print(f"less than half of the wrong labels learned: {learned < 0.5}")
to_the_end, stopped = (
    accuracy(nn.predict(one, x_rest[200:]), y_rest[200:]) for one in (net, early)
)
print(
    f"on the test data better than the network that trained on: {stopped > to_the_end}"
)

# %% [markdown]
r"""
**Your turn.** [Exercise 07.4: when to stop](../exercises/07_optimizers_exercises.ipynb#07.4-When-to-stop), and the open one:
[Exercise 07.5: three epochs](../exercises/07_optimizers_exercises.ipynb#07.5-Three-epochs). Lesson 14 takes overfitting apart.

## On a GPU (3 min)

On the other side the optimizers are PyTorch's own. Twenty steps of each, from the same weights and with the same
batches, in float64:
"""

# %%
import nnlearn.torch as other

for name, (kind, settings) in racers.items():
    ends, start = [], None
    for side in (nn, other):
        net = side.Sequential(
            side.Linear(64, 8), side.Tanh(), side.Linear(8, 10)
        ).double()
        start = start or {
            key: side.to_numpy(value) for key, value in net.state_dict().items()
        }
        net.load_state_dict(
            {key: side.tensor(value, dtype="float64") for key, value in start.items()}
        )
        walker = getattr(side, kind)(net.parameters(), **settings)
        for k in range(20):
            walker.zero_grad()
            _ = side.backprop(
                net,
                side.CrossEntropyLoss(),
                x[32 * k : 32 * k + 32],
                y[32 * k : 32 * k + 32],
            )
            walker.step()
        ends.append(
            np.concatenate([side.to_numpy(p).ravel() for p in net.parameters()])
        )
    print(
        f"{name:8} largest difference below 1e-10: {abs(ends[0] - ends[1]).max() < 1e-10}"
    )

# %% [markdown]
r"""
## Where it breaks (2 min)

An optimizer scales steps; it does not know whether they make sense. Give Adam a gradient that is nothing but noise.
"""

# %%
theta = nn.Parameter(nn.tensor(np.zeros(100), dtype="float64"))
walker = nn.Adam([theta], lr=0.01)
for _ in range(1000):
    theta.grad = nn.tensor(
        1e-6 * rng.normal(size=100), dtype="float64"
    )  # tiny, and meaning nothing
    walker.step()
print(
    f"after 1000 steps weights have wandered off by {abs(nn.to_numpy(theta)).mean():.1g} on average"
)

# %% [markdown]
r"""
It divides by the size of the noise and strides on as if it mattered. Everything rests on the gradient. Until now
`nn.backprop` gave it, and you believed it; lesson 08 begins to open it.

## Recall (1 min)
"""

# %%
quiz("07.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An iteration is one step on one batch; an epoch is as many of them as use up the data.
- The noise of a gradient falls with the root of the batch size, memory grows with the size itself.
- Momentum adds up gradients; AdaGrad and RMSprop divide by their size; Adam does both and corrects the start.
- Schedules let steps shrink; no optimizer is best everywhere, and each has a rate of its own.
- Training data teach, validation data choose, test data judge. Stop when the validation loss has turned.

### New terms

- **stochastic gradient descent**: gradient descent on small random samples of the data; SGD.
- **mini-batch**: the few examples that one gradient is computed from.
- **iteration**: one gradient and one step.
- **momentum**: steps along a velocity that adds up past gradients.
- **Nesterov**: momentum that takes the gradient ahead of the step.
- **AdaGrad**: steps divided by the root of all squared gradients so far.
- **RMSprop**: steps divided by the root of a running mean of squared gradients.
- **Adam**: running means of the gradient and of its square, corrected for their start at zero.
- **AdamW**: Adam with weight decay applied directly to the weights.
- **weight decay**: shrinking each weight by a small part of itself in every step.
- **schedule**: a rule by which the learning rate changes during training.
- **training data**: what the weights are fitted to.
- **validation data**: what choices are made by, such as when to stop.
- **test data**: what is looked at once, to judge.
- **overfitting**: the loss falls on the training data and rises on others.
- **early stopping**: ending when the validation loss has had no new minimum for a while.

### Sources

- Robbins, Monro (1951), "A stochastic approximation method".
- Polyak (1964), "Some methods of speeding up the convergence of iteration methods"; Nesterov (1983).
- Duchi, Hazan, Singer (2011), "Adaptive subgradient methods". Tieleman, Hinton (2012), Coursera lecture 6.5: RMSprop.
- Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1 and section 3.
- Loshchilov, Hutter (2019), "Decoupled weight decay regularization".
- Schmidt, Schneider, Hennig (2021), "Descending through a crowded valley".
- Prechelt (1998), "Early stopping - but when?".
- Goh (2017), "Why momentum really works", Distill: the map of learning rate and momentum.
"""
