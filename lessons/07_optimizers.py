# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- tell batch, iteration and epoch apart, and choose a batch size and the learning rate that goes with it;
- write momentum and Adam, and say of seven optimizers what each remembers;
- see overfitting in two curves, and stop in time.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.callbacks import EarlyStopping
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import OptimizerExplorer
from nnlearn.lessons.optimizers import GRID, LOSSES, tune
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

In 2017 a network learned from 1.28 million photographs in one hour, on 256 GPUs, with 8,192 photographs for each step
(Goyal and others). It depended on one rule for the learning rate, which you will find here, on handwritten digits.

[Lesson 06](06_gradient_descent.ipynb) looked at all the data before every step. From now on a few examples must do.
"""

# %%
quiz("07.predict")

# %% [markdown]
r"""
## Explore (7 min)

The strip holds sixty examples. Those of the current batch light up; those that have had their turn in this epoch stay
coloured. Below, optimizers walk from one start over the loss of two weights, all with the same batches and the same
learning rate. You follow one of them: its newest steps are drawn strongly, its old ones and all the others
faintly, and the dotted path is the same optimizer on all sixty examples at once. The map on the right says how far
*momentum* gets in a hundred steps, for each learning rate and each momentum. (Momentum, *AdaGrad* and *Adam* are
explained further down.)

**Next stop** leads you through seven stops. Three things to try on the way, and what to look for:

1. Stop 1 is the first step of SGD, with **batch size** 10. Step forward: after how many *iterations*, steps, does the
   epoch counter move? What happens to the path with batch size 60 (stop 2) and 1 (stop 3)?
2. Stops 4 to 6 show SGD, momentum and Adam, one after another. Which sets off most directly towards the lowest place,
   and which falls into the valley first? (Stop 6 shows the landscape in 3-D: drag it to turn it.)
3. Stop 7: in the map, drag the ring through the bright, the dark and the grey places at momentum 0, 0.5 and 0.9. Which
   learning rates become possible?
"""

# %%
OptimizerExplorer(position=60)

# %% [markdown]
r"""
## What you saw (2 min)

A batch is a handful of examples; one step taken on it is an iteration; when every example has had its turn, an epoch is
over. Small batches give a restless path: each batch has a slope of its own. In the valley SGD drops to the floor and
then creeps; momentum swings across the valley, gathers speed along it and overshoots; *AdaGrad* and *Adam* take steps
of similar size in both directions. All share one learning rate, so this is not a contest: move it, and the order
changes. In the map the grey region, where the loss grew, moves right as the momentum rises: larger rates become
possible. (The speckles at the top of the map: with so much momentum the loss still swings after a hundred steps.)
"""

# %%
predicted("07.predict")

# %% [markdown]
r"""
## Count (6 min)

**Stochastic gradient descent**, SGD, replaces the gradient over all examples by the gradient over a **mini-batch**, a
few drawn at random. It is wrong in detail and right on average. Three words have to be kept apart:

- a *batch*: the examples that one gradient is computed from;
- an **iteration**: one such gradient and the step that follows;
- an *epoch*: as many iterations as it takes for each example to come up once.

Count, on 1,348 digits.
"""


# %%
def network(seed):
    nn.manual_seed(seed)
    layers = nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)
    return nn.Sequential(*layers).to(nn.device())


digits = datasets.digits()
(x, y), (unseen, unseen_labels) = datasets.split(digits.x / 16, digits.y, seed=0)
model, criterion = network(0), nn.CrossEntropyLoss()
optimizer = nn.SGD(model.parameters(), lr=0.1)
rng, iterations, examples = np.random.default_rng(0), 0, 0
for epoch in range(2):
    for x_batch, y_batch in datasets.batches(x, y, 32, seed=rng):  # shuffled each time
        optimizer.zero_grad()
        nn.backprop(model, criterion, x_batch, y_batch)  # lesson 09 opens this box
        optimizer.step()
        iterations, examples = iterations + 1, examples + len(x_batch)
    print(f"epochs {epoch + 1}, iterations {iterations}, examples looked at {examples}")
seen = 1000 / 43  # 43 iterations an epoch
print(f"1,000 iterations look at each example {seen:.0f} times")

# %% [markdown]
r"""
An epoch takes 43 iterations here: 42 batches of 32 and a last one of 4. Mind the names: the `max_iter` of
scikit-learn's networks, "maximum number of iterations", counts epochs when they learn by SGD or Adam, "not the number
of gradient steps", as its manual has to add.

**Your turn.** [Exercise 07.1: cut an epoch into
batches](../exercises/07_optimizers_exercises.ipynb#07.1-Cut-an-epoch-into-batches).

## How large a batch? (10 min)

Noise first. Stay in one place, and see how far the gradients of many batches scatter around the gradient over all.
"""


# %%
def gradient(rows):
    optimizer.zero_grad()
    nn.backprop(model, criterion, x[rows], y[rows])
    parts = [nn.to_numpy(p.grad).ravel() for p in model.parameters()]
    return np.concatenate(parts)


whole = gradient(slice(None))
for size in (1, 4, 16, 64, 256):
    batches = [rng.choice(len(x), size, replace=False) for _ in range(200)]
    away = np.array([gradient(rows) for rows in batches]) - whole
    noise = np.sqrt((away**2).sum(axis=1).mean())
    print(f"batch {size:3}: noise {noise:.2g}", end=", ")
    print(f"times the root of the batch size {noise * size**0.5:.2g}")

# %% [markdown]
r"""
The last column hardly changes: the noise falls with the *root* of the batch size. Four times the work buys half the
noise. (At 256 it falls a little faster: so large a batch is a good part of the whole.)

Memory grows with the size itself: to go backward later, every layer keeps what it saw, for every example of the batch.
"""

# %%
numbers = 64 + 32 + 32 + 10  # kept by Linear, Tanh, Linear and the loss
weights = sum(p.numel() for p in model.parameters())
print(f"the weights take {4 * weights:,} bytes")
for size in (1, 32, 1348):
    print(f"batch {size:4}: {4 * numbers * size:8,} bytes kept on the way")

# %% tags=["machine"]
import time

for size in (1, 16, 256, 1348):
    rows = np.arange(size)
    gradient(rows)
    start = time.perf_counter()
    for _ in range(20):
        gradient(rows)
    spent = (time.perf_counter() - start) / 20
    print(f"batch {size:4}: {1e3 * spent:6.2f} ms an iteration", end=", ")
    print(f"{1e6 * spent / size:7.1f} us an example")

# %% [markdown]
r"""
The time per example falls steeply at first: every iteration has a fixed cost, which a large batch spreads over many
examples, and one large product of matrices uses the processor better than many small ones. Then it levels off.

A larger batch needs another learning rate. Take four small steps, with gradients $g_1, \ldots, g_4$. If the weights
hardly move in between, they add up to $\eta\,(g_1 + g_2 + g_3 + g_4) = 4\eta\, \bar g$, and the mean $\bar g$ is the
gradient of one batch four times as large. So that batch goes with four times the rate: the **linear scaling rule**
(Goyal and others 2017). Ten epochs each, from five starts:
"""


# %% tags=["nbval-ignore-output"]
def train(optimizer, lr, seed, size=32, **settings):
    model = network(seed)
    mover = optimizer(model.parameters(), lr=lr, **settings)
    history = nn.fit(model, criterion, mover, x, y, epochs=10, batch_size=size)
    return history.loss[-1], accuracy(nn.predict(model, unseen), unseen_labels)


for size, lr in ((32, 0.1), (128, 0.1), (128, 0.4), (512, 1.6)):
    ends = np.array([train(nn.SGD, lr, seed, size) for seed in range(5)])
    loss, spread = ends[:, 0].mean(), ends[:, 0].std()
    print(f"batch {size:3}, rate {lr}: loss {loss:.2f} +- {spread:.2f}", end=", ")
    print(f"unseen digits read {ends[:, 1].mean():.2f}")

# %% [markdown]
r"""
With the old rate the batch of 128 learns far less; with four times the rate it learns as the batch of 32 did. At 512
the rule ends. A rate of 1.6 is close to where training diverges (lesson 06): one of the five starts flies off, and the
other four end well above the loss of the batch of 32.

Which size, then? If time is what counts, take the largest batch that the hardware still handles in hardly more time,
with a rate to match. If the number of epochs is fixed, a small batch gives more steps. Keskar and others (2017) found
large batches worse on new data; Shallue and others (2019), who tuned every size by itself, did not. Sizes of 32 to 256
are typical (Goodfellow and others 2016).

## Momentum (11 min)

In the valley of lesson 06, with a large rate, the gradient across the valley changes sign at every step; the gradient
along it never does. Add up the gradients of many steps, and the first kind cancels while the second grows. **Momentum**
(Polyak 1964) keeps a velocity $v$, which starts at zero; μ, between 0 and 1, says how much of the old velocity stays,
and is itself called the momentum:

$$v \leftarrow \mu v + g \qquad w \leftarrow w - \eta\, v$$

With a constant gradient the velocity grows to $g\,(1 + \mu + \mu^2 + \ldots) = g/(1 - \mu)$.

**Nesterov**'s variant looks ahead: it takes the gradient where the old velocity alone would carry the weights in this
step. The rest stays as it is.

**Your turn.** [Exercise 07.2: Nesterov looks
ahead](../exercises/07_optimizers_exercises.ipynb#07.2-Nesterov-looks-ahead).

Solved it? Then your gradient was taken at the point $\tilde w = w - \eta\mu v$. Libraries store $\tilde w$ in place of
$w$. With $v' = \mu v + g$ and $w' = w - \eta v'$, the next such point is

$$\tilde w' = w' - \eta\mu v' = \tilde w + \eta\mu v - \eta v' - \eta\mu v' = \tilde w - \eta\,(g + \mu v') \qquad
\text{since } \mu v - v' = -g.$$

So `nn.SGD(..., nesterov=True)` steps along $g + \mu v$ with the *new* velocity: the same walk.

How much does momentum help? In a parabola of curvature λ the gradient is $g = \lambda w$. Since $\eta v_t = w_{t-1} -
w_t$, the steps obey $w_{t+1} = (1 + \mu - \eta\lambda)\, w_t - \mu\, w_{t-1}$. Try $w_t = r^t$: $r^2 - (1 + \mu -
\eta\lambda)\, r + \mu = 0$. The two solutions have the product μ. While they are complex, both have the length
$\sqrt\mu$, whatever λ is; and they are complex for $(1 - \sqrt\mu)^2 < \eta\lambda < (1 + \sqrt\mu)^2$. Choose η and μ
so that this range just holds all curvatures from 1 to κ, and in the long run each step leaves
$\sqrt\mu = (\sqrt\kappa - 1)/(\sqrt\kappa + 1)$ of the distance. (At both ends of the range the two solutions
coincide, and $t\,r^t$ is one as well: hence the leap at the start.) Plain SGD has $(\kappa - 1)/(\kappa + 1)$ at
best. For κ = 50 that is 0.75 against 0.96. (Nesterov gets its usual pair from theory, $\eta = 1/\kappa$ and
$\mu = (\sqrt\kappa - 1)/(\sqrt\kappa + 1)$.)
"""

# %%
curvatures, root = np.array([1.0, 50.0]), 50**0.5
rivals = {  # learning rate, momentum
    "SGD, its best rate": (2 / 51, 0),
    "momentum, its best pair": (4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2),
    "Nesterov, its pair": (1 / 50, (root - 1) / (root + 1)),
    "momentum 0.9": (0.02, 0.9),
    "Nesterov 0.9": (0.02, 0.9),
}
walks = {}
for name, (lr, mu) in rivals.items():
    w = nn.Parameter(nn.tensor([1.0, 1.0], dtype="float64"))
    walker = nn.SGD([w], lr=lr, momentum=mu, nesterov="Nesterov" in name)
    losses = []
    for _ in range(250):
        place = nn.to_numpy(w)
        losses.append(0.5 * float((curvatures * place**2).sum()))
        w.grad = nn.tensor(curvatures * place, dtype="float64")
        walker.step()
    walks[name] = np.array(losses)
    steps = np.flatnonzero(walks[name] > 1e-6)[-1] + 1
    print(
        f"{name:24} rate {lr:.3f}, momentum {mu:.2f}: {steps} steps to stay below 1e-6"
    )

# %% tags=["hide-input"]
fig, ax = figure(height=3.0)
curve(
    ax,
    {name: losses[:121] for name, losses in walks.items()},
    x=range(121),
    xlabel="step",
    ylabel="loss",
)
ax.set(yscale="log", ylim=(1e-8, 1000))
show(
    fig,
    alt="loss on a logarithmic scale against 120 steps in a long valley: SGD "
    "falls slowly, in a straight line; momentum and Nesterov with "
    "their own pairs fall steeply, momentum after a leap; with momentum 0.9 both fall "
    "more slowly, momentum jumping up "
    "and down every two or three steps, Nesterov in a few long waves",
    caption="Tuned to the curvatures, both need about a quarter of SGD's steps "
    "(momentum leaps up first). With a momentum "
    "of 0.9, too much for this valley, both swing, and Nesterov comes down sooner.",
)

# %% [markdown]
r"""
Tuned to a known parabola, Nesterov is not the faster one. What is it good for? Its gradient is $\lambda\,(w - \eta\mu
v)$, so its velocity becomes $\mu\,(1 - \eta\lambda)\,v + \lambda w$: in steep directions the momentum is smaller by
itself. That helps where the curvatures are unknown. And with a momentum that grows in a prescribed way its speed is
proven for every smooth convex loss (Nesterov 1983), while momentum tuned for a parabola can circle for ever on another
such loss (Lessard and others 2016).

## A rate for each weight (6 min)

Some weights see large gradients, others small or rare ones. One rate does not fit both. **AdaGrad** (Duchi and others
2011) divides each weight's step by the root of the sum of all its squared gradients so far:

$$s \leftarrow s + g^2 \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \varepsilon}$$

The divisor only grows, so with gradients that stay alike the steps shrink, in the end to nothing. **RMSprop** (Hinton
2012) forgets: it keeps a running mean in place of the sum, $s \leftarrow \alpha s + (1 - \alpha) g^2$ with $\alpha =
0.99$. (The tiny ε only prevents a division by zero.) Feed both a gradient that stays the same.
"""

# %%
for name, make in (("AdaGrad", nn.Adagrad), ("RMSprop", nn.RMSprop)):
    w = nn.Parameter(nn.tensor([0.0, 0.0], dtype="float64"))
    walker, lengths = make([w], lr=0.1), []
    for _ in range(400):
        before = nn.to_numpy(w).copy()
        w.grad = nn.tensor([100.0, 0.01], dtype="float64")  # one weight steep, one flat
        walker.step()
        lengths.append(abs(nn.to_numpy(w) - before))
    first, last = lengths[0].round(3), lengths[-1].round(4)
    print(f"{name}: first step {first}, step 400 {last}")

# %% [markdown]
r"""
A gradient ten thousand times as large, and the same step. (RMSprop begins ten times too large: its mean starts at zero,
so after one step it is $0.01\,g^2$, with the root $0.1\,|g|$. Adam fixes that.)

## Adam (8 min)

**Adam** (Kingma, Ba 2015) combines both ideas: a running mean $m$ of the gradients for the direction, a running mean
$s$ of their squares for the size.

$$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\, g^2 \qquad
w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon}$$

Why the hats? Both means begin at zero. If all gradients were equal to $g$, then after $t$ steps $m = (1 -
\beta_1)(1 + \beta_1 + \ldots + \beta_1^{t-1})\, g = (1 - \beta_1^t)\, g$. So $\hat m = m / (1 - \beta_1^t)$, and
$\hat s$ likewise. The usual values are $\beta_1 = 0.9$, $\beta_2 = 0.999$ and $\varepsilon = 10^{-8}$.

**Your turn.** [Exercise 07.3: an Adam of your
own](../exercises/07_optimizers_exercises.ipynb#07.3-An-Adam-of-your-own).

**AdamW** (Loshchilov, Hutter 2019) differs in one thing, **weight decay**: each step also shrinks every weight by a
small part of itself. In Adam that pull goes into $g$ and is divided by $\sqrt{\hat s}$ like the rest; AdamW applies it
directly. Take two weights, both 1, one with large gradients, one with small; all gradients change sign at every step:
"""

# %%
for name, make in (("Adam", nn.Adam), ("AdamW", nn.AdamW)):
    w = nn.Parameter(nn.tensor([1.0, 1.0], dtype="float64"))
    walker = make([w], lr=0.01, weight_decay=0.1)
    for k in range(400):
        w.grad = nn.tensor((-1) ** k * np.array([10.0, 0.1]), dtype="float64")
        walker.step()
    print(f"{name:5} leaves {nn.to_numpy(w).round(2)}")

# %% [markdown]
r"""
AdamW shrinks both equally. With Adam the weight under large gradients hardly feels its decay.

## Find a rate (5 min)

The **learning rate range test** (Smith 2017) needs one short run: begin far too small, raise the rate a little at every
step, and watch the loss (Smith raised it evenly and watched the accuracy; the form here is the common one today). Here
are four epochs, the mean of five starts.
"""

# %%
rates = np.geomspace(1e-4, 10, 4 * 43)
tested = {}
for name, kind in (("SGD", nn.SGD), ("Adam", nn.Adam)):
    losses = np.zeros((5, len(rates)))
    for seed in range(5):
        net, rng, k = network(seed), np.random.default_rng(seed), 0
        walker = kind(net.parameters(), lr=rates[0])
        for _ in range(4):  # epochs
            for x_batch, y_batch in datasets.batches(x, y, 32, seed=rng):
                walker.param_groups[0]["lr"] = rates[k]
                walker.zero_grad()
                losses[seed, k] = nn.backprop(net, criterion, x_batch, y_batch)
                walker.step()
                k += 1
    tested[name] = losses.mean(axis=0)
fig, ax = figure(height=2.8)
curve(ax, tested, x=rates, xlabel="learning rate", ylabel="loss of the batch")
ax.set(xscale="log", ylim=(0, 4))
show(
    fig,
    alt="loss against a learning rate that grows from 0.0001 to 10 during training: "
    "Adam's falls first and is lowest "
    "around 0.05, SGD's falls later and is lowest around 0.8; beyond, both shoot up",
    caption="Adam's loss has a broad floor from about 0.03 to 0.15, SGD's is lowest "
    "around 0.8: choose a rate below, where the loss falls steeply.",
)

# %% [markdown]
r"""
A third of the rate at the lowest place, or, if there is a broad floor, a third of the rate at its middle, is a safe
first guess: 0.3 for SGD, 0.02 for Adam. Far beyond it training explodes. The emergency brake is **gradient clipping**:
shorten a gradient that is longer than a limit. It is at home in [recurrent networks](18_recurrent_networks.ipynb), and
it saves SGD at a rate of 3, too:
"""

# %% tags=["nbval-ignore-output"]
for limit in (float("inf"), 1.0):
    read = []
    for seed in range(5):
        net, rng = network(seed), np.random.default_rng(seed)
        walker = nn.SGD(net.parameters(), lr=3.0)
        for _ in range(10):  # epochs
            for x_batch, y_batch in datasets.batches(x, y, 32, seed=rng):
                walker.zero_grad()
                nn.backprop(net, criterion, x_batch, y_batch)
                nn.clip_grad_norm_(net.parameters(), limit)
                walker.step()
        read.append(accuracy(nn.predict(net, unseen), unseen_labels))
    print(f"longest gradient {limit}: unseen digits read {np.mean(read):.2f}")

# %% [markdown]
r"""
## The race (6 min)

Seven optimizers on the digits, ten epochs. To be fair, the rate of each was first tuned on the same seven values
(momentum stays at 0.9, AdamW's weight decay at 0.01, all else at the defaults), by its training loss from two starts.
These 98 trainings are recorded; `tune("SGD")` repeats those of SGD.
"""

# %% tags=["hide-input"]
fig, ax = figure(height=3.2)
curve(
    ax, LOSSES, x=GRID, xlabel="learning rate", ylabel="training loss after 10 epochs"
)
ax.set(xscale="log", yscale="log", xlim=(0.0025, 20), xticks=GRID, xticklabels=GRID)
ax.minorticks_off()
show(
    fig,
    alt="training loss after ten epochs against seven learning rates, for seven "
    "optimizers: valleys at rates from 0.01 to 1, "
    "leftmost RMSprop's at about 0.01, rightmost SGD's at 1; their floors are "
    "within a factor of three",
    caption="The valleys lie at rates from 0.01 to 1, their floors within "
    "a factor of three. At 0.003 SGD "
    "would be the last of the seven, at 1 the first: a race at one rate for all says "
    "nothing.",
)

# %% [markdown]
r"""
Now the race, each at its best rate, from five other starts:
"""

# %% tags=["nbval-ignore-output"]
racers = {
    "SGD": (nn.SGD, {}),
    "momentum": (nn.SGD, {"momentum": 0.9}),
    "Nesterov": (nn.SGD, {"momentum": 0.9, "nesterov": True}),
    "AdaGrad": (nn.Adagrad, {}),
    "RMSprop": (nn.RMSprop, {}),
    "Adam": (nn.Adam, {}),
    "AdamW": (nn.AdamW, {}),
}
print("           rate   training loss    unseen digits read")
for name, (kind, settings) in racers.items():
    lr = GRID[int(np.argmin(LOSSES[name]))]
    ends = np.array([train(kind, lr, seed, **settings) for seed in range(5)])
    (loss, read), (off, spread) = ends.mean(axis=0), ends.std(axis=0)
    print(f"{name:9} {lr:5}   {loss:.3f} +- {off:.3f}   {read:.3f} +- {spread:.3f}")

# %% [markdown]
r"""
On the digits they learned from, Nesterov, Adam and AdamW got lowest in ten epochs. On unseen digits all seven are
level, plain SGD among them: their means differ by about as much as one optimizer's starts do. In a comparison of
fifteen optimizers (Schmidt and others 2021) none was best on all tasks, and Adam stayed a strong contender.

## Schedules (4 min)

Large steps are good at first, small ones at the end, when noise keeps the walk from settling. A **schedule** changes
the learning rate along the way: in steps, smoothly along half a cosine, or up at first (a *warm-up*, which Goyal and
others needed for their large batches). A hundred weights walk to 0 under noisy gradients; how far away do they end?
"""

# %%
schedules = {
    "constant": lambda w: nn.StepLR(w, 1000),
    "step": lambda w: nn.StepLR(w, 30, gamma=0.3),
    "cosine": lambda w: nn.CosineAnnealingLR(w, 100),
    "warm-up": lambda w: nn.LinearLR(w, start_factor=0.05, total_iters=20),
}
rates, noise = {}, np.random.default_rng(0).normal(size=(100, 100))
for name, make in schedules.items():
    w = nn.Parameter(nn.tensor(np.full(100, 5.0), dtype="float64"))
    walker = nn.SGD([w], lr=0.1)
    schedule, rates[name] = make(walker), []
    for row in noise:
        rates[name].append(walker.param_groups[0]["lr"])
        w.grad = nn.tensor(nn.to_numpy(w) + row, dtype="float64")
        walker.step()
        schedule.step()
    print(f"{name:8} ends {np.sqrt((nn.to_numpy(w) ** 2).mean()):.2f} from 0")

# %% tags=["hide-input"]
fig, ax = figure(height=2.2)
shown = {name: rate for name, rate in rates.items() if name != "constant"}
curve(ax, shown, xlabel="iteration", ylabel="learning rate")
show(
    fig,
    alt="learning rate over 100 iterations: three downward steps; a smooth half cosine "
    "to zero; a rise over 20 "
    "iterations, then constant",
    caption="Three schedules that begin from a rate of 0.1, or, with a warm-up, from a "
    "twentieth of it.",
)

# %% [markdown]
r"""
The two that fall end up nearer; the warm-up alone, which never falls, does not. Robbins and Monro (1951): noisy steps
arrive in the long run if $\sum \eta_t = \infty$, so that any place can be reached, and $\sum \eta_t^2$ is finite, so
that the noise dies out. $\eta_t = \eta/t$ does both, a constant rate only the first.

## Three sets of data (5 min)

A loss that falls says the network fits the examples it sees. What it does on others, only others can say. So data are
split in three: **training data** to learn from; **validation data** to choose by, such as when to stop; and **test
data**, looked at once, at the end. If you choose by the test data, you have no test.

**Early stopping** watches the validation loss, stops when there has been no new minimum for a while (the *patience*),
and gives back the best weights. Learn from 100 digits, a fifth of them with a random label; validate on 200, test on
249. Ten starts, each trained twice: for all 100 epochs, and with early stopping.
"""

# %%
valid, valid_labels = unseen[:200], unseen_labels[:200]
test, test_labels = unseen[200:], unseen_labels[200:]
ends = {"to the end": [], "stopped": []}
for seed in range(10):
    rng, labels = np.random.default_rng(seed), y[:100].copy()
    labels[rng.choice(100, 20, replace=False)] = rng.integers(0, 10, 20)
    wrong = labels != y[:100]
    for name in ends:
        net, stops = network(seed), [EarlyStopping(patience=8)]
        history = nn.fit(
            net,
            criterion,
            nn.Adam(net.parameters(), lr=0.01),
            x[:100],
            labels,
            epochs=100,
            batch_size=20,
            validation=(valid, valid_labels),
            callbacks=stops if name == "stopped" else [],
        )
        if seed == 0 and name == "to the end":
            first = history
        learned = accuracy(nn.predict(net, x[:100][wrong]), labels[wrong])
        share = accuracy(nn.predict(net, test), test_labels)
        ends[name].append((len(history.loss), learned, share))
for name, rows in ends.items():
    epochs, learned, share = np.mean(rows, axis=0)
    print(f"{name:10}: {epochs:3.0f} epochs", end=", ")
    print(f"wrong labels learned {learned:.1f}, test digits read {share:.2f}")
fig, ax = figure(height=2.6)
series = {"training": first.loss, "validation": first.validation}
curve(ax, series, xlabel="epoch", ylabel="loss")
ax.axvline(np.argmin(first.validation) + 1, color="#8A8A8A", linewidth=1)
show(
    fig,
    alt="training loss falls to nearly 0 over 100 epochs; validation loss falls, turns "
    "in the first third and rises",
    caption="The first of the ten, to the end: the validation loss turns at the grey "
    "line, the training loss does not.",
)

# %% [markdown]
r"""
This is **overfitting**: the network ends up knowing even the wrong labels by heart and, in each of the ten pairs, reads
fewer new digits. Lesson 14 takes this apart.

**Your turn.** [Exercise 07.4: when to stop](../exercises/07_optimizers_exercises.ipynb#07.4-When-to-stop), and the open
one: [Exercise 07.5: three epochs](../exercises/07_optimizers_exercises.ipynb#07.5-Three-epochs).

## Where it breaks (1 min)

An optimizer scales steps; it does not know whether they make sense. Give Adam a gradient that is nothing but noise.
"""

# %%
w, rng = (
    nn.Parameter(nn.tensor(np.zeros(100), dtype="float64")),
    np.random.default_rng(0),
)
walker = nn.Adam([w], lr=0.01)
for _ in range(1000):
    w.grad = nn.tensor(1e-6 * rng.normal(size=100), dtype="float64")  # tiny noise
    walker.step()
far = abs(nn.to_numpy(w)).mean()
print(f"after 1000 steps the weights have wandered off by {far:.1g} on average")

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
- The noise of a gradient falls with the root of the batch size; k times the batch goes with k times the rate, up to a limit.
- Momentum adds up gradients; AdaGrad and RMSprop divide by their size; Adam does both and corrects the start.
- Each optimizer has a rate of its own: find it before you compare. Schedules let steps shrink at the end.
- Training data teach, validation data choose, test data judge. Stop when the validation loss has turned.

### New terms

- **stochastic gradient descent**: gradient descent on small random samples of the data; SGD.
- **mini-batch**: the few examples that one gradient is computed from.
- **iteration**: one gradient and one step.
- **linear scaling rule**: a batch k times as large goes with a learning rate k times as large, up to a limit.
- **momentum**: steps along a velocity that adds up past gradients.
- **Nesterov**: momentum that takes the gradient ahead of the step.
- **AdaGrad**: steps divided by the root of the sum of all squared gradients so far.
- **RMSprop**: steps divided by the root of a running mean of squared gradients.
- **Adam**: running means of the gradient and of its square, corrected for their start at zero.
- **AdamW**: Adam with weight decay applied directly to the weights.
- **weight decay**: shrinking each weight by a small part of itself in every step.
- **learning rate range test**: a short run in which the rate grows at every step, to see where the loss turns up.
- **schedule**: a rule by which the learning rate changes during training.
- **training data**: what the weights are fitted to.
- **validation data**: what choices are made by, such as when to stop.
- **test data**: what is looked at once, to judge.
- **overfitting**: the loss falls on the training data and rises on others.
- **early stopping**: ending when the validation loss has had no new minimum for a while.

### Sources

- Robbins, Monro (1951), ["A stochastic approximation method"](https://doi.org/10.1214/aoms/1177729586).
- Goyal and others (2017), ["Accurate, large minibatch SGD"](https://arxiv.org/abs/1706.02677). Keskar and others
  (2017), ["On large-batch training"](https://arxiv.org/abs/1609.04836). Shallue and others (2019), ["Measuring the
  effects of data parallelism"](https://arxiv.org/abs/1811.03600).
- Polyak (1964), ["Some methods of speeding up the convergence of iteration
  methods"](https://doi.org/10.1016/0041-5553(64)90137-5). Nesterov (1983), "A method [...] with convergence rate
  O(1/k²)". Goh (2017), ["Why momentum really works"](https://doi.org/10.23915/distill.00006), Distill: the map. Lessard,
  Recht, Packard (2016), ["Analysis and design of optimization algorithms"](https://arxiv.org/abs/1408.3595).
- Duchi, Hazan, Singer (2011), ["Adaptive subgradient methods"](https://jmlr.org/papers/v12/duchi11a.html). Tieleman,
  Hinton (2012), Coursera lecture 6.5. Kingma, Ba (2015), ["Adam"](https://arxiv.org/abs/1412.6980). Loshchilov, Hutter
  (2019), ["Decoupled weight decay regularization"](https://arxiv.org/abs/1711.05101).
- Smith (2017), ["Cyclical learning rates"](https://arxiv.org/abs/1506.01186), section 3.3. Schmidt, Schneider, Hennig
  (2021), ["Descending through a crowded valley"](https://arxiv.org/abs/2007.01547).
- Prechelt (1998), ["Early stopping - but when?"](https://doi.org/10.1007/3-540-49430-8_3). Goodfellow, Bengio,
  Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), section 8.1.3.
"""
