# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write a recurrent network, its loop over time and its gradient, and check the gradient;
- train a language model, let it write at a temperature, and judge it against simple tables;
- say how far a gradient reaches back in time, what clipping fixes, and what truncation gives up.
"""

# %%
import math

import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import RecurrentExplorer
from nnlearn.gradcheck import gradcheck, numerical_gradient
from nnlearn.lessons import recurrent_networks as lesson
from nnlearn.lessons.recurrent_networks import TEXTS, TextWatch, ask, read, weights_of
from nnlearn.plots import VALUES, curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

Every network so far saw an input, answered, and forgot it. The one in this lesson reads: what it has read changes how
it takes what comes next. Such networks turned speech into text, suggested the next word on phones, and in 2016 took
over Google Translate. Yours will read Shakespeare, and then write.
"""

# %%
quiz("18.predict")

# %% [markdown]
r"""
## Explore (8 min)

A network of 24 units has learned from Shakespeare's plays to guess the next letter. It reads the text one letter at a
time, and what its units say goes in again with the next letter: the network is drawn below the text. The colour of a
letter shows how one unit reacted to it, orange above zero, blue below. A solid frame marks the step, a dotted one the
letter to guess.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 2: the letter t in two colours. What has the unit kept of the text, if it reads only one letter at a time?
2. Stop 3: the colours show how unexpected each letter was. Where is the network sure of the next one?
3. Stop 4 and stop 5: the gradient of one guess, on its way back over the same text. The **spectral radius** is the
   factor by which the recurrent weights alone would stretch the 24 numbers per step, in the long run; the dashed line
   is its power. When does the gradient reach the first letter?

Then type a text of your own. Click a letter to go there, a unit to see what it reacts to.
"""

# %%
RecurrentExplorer(unit=20, position=24)

# %% [markdown]
r"""
## What you saw (2 min)

It is one network with a loop. To follow it through a text, draw a copy of it for each letter: it is **unrolled** in
time, many steps with one set of weights. Its state hands on what came before, so the same letter can find it in two
states. Inside a word it guesses better, and it mostly sees the end of a word coming;
after a space it can hardly know.

With random weights and no tanh the gradient follows the dashed line: it vanishes if the radius is below 1, and explodes
if it is above. The trained network has a radius of 3.4, so its dashed line shoots up. Its gradient falls all the same: at
stop 4 to a ten-thousandth in ten steps, from most other letters of that text to a
millionth or less. Something on the way takes more than the weights give.

## A state that is carried along (9 min)

A feed-forward network has no memory ([lesson 04](04_forward_propagation.ipynb)): the letter "h" gets the same answer
after a "t" as after an "s". A **recurrent network** has one more input, its own **hidden state** of the step before.
Unit $i$ adds up what it reads now and what all units said one step ago:

$$h_i = \tanh\Big(\sum_j W_{x,ij}\, x_j + \sum_j W_{h,ij}\, h_j^{\text{before}} + b_i\Big)$$

**Your turn.** [Exercise 18.1: one step](../exercises/18_recurrent_networks_exercises.ipynb#18.1-One-step) and
[Exercise 18.2: the loop over time](../exercises/18_recurrent_networks_exercises.ipynb#18.2-The-loop-over-time).

Solved them? Then you have written, for a batch of N sequences with $X_t$ of shape (N, d) and $H_t$ of shape (N, units),

$$H_t = f(X_t W_x^\top + H_{t-1} W_h^\top + b), \qquad f = \tanh$$

How long does such a state remember? Take a single unit without tanh, $h \leftarrow w h + x$, and give it one pulse,
then nothing but zeros.
"""

# %%
for w in (0.5, 0.9, 1.0, 1.1):
    memory = 0.0
    for x in [1.0] + [0.0] * 20:
        memory = w * memory + x
    print(f"w = {w}: 20 steps after the pulse the state is {memory:.2g}")

# %% [markdown]
r"""
It remembers as a power of $w$. And the explorer's network? Change the first letter of the text, "so be" in place of "to
be", and measure how far apart the two states are; then do the same in twenty networks with random weights of radius
1.5.
"""

# %%
twins = TEXTS[0], "s" + TEXTS[0][1:]
networks = {"trained": [weights_of("trained")]}
networks["random, radius 1.5"] = [weights_of("random", 1.5, seed) for seed in range(20)]
for name, several in networks.items():
    pairs = [[read(weights, text).states for text in twins] for weights in several]
    apart = np.array([np.linalg.norm(one - other, axis=1) for one, other in pairs])
    middle, grown = np.median(apart, axis=0), int((apart[:, 20] > apart[:, 1]).sum())
    print(f"{name}: {middle[1]:.1f} apart after 1 letter,", end=" ")
    print(f"{middle[20]:.2f} after 20;", end=" ")
    print(f"farther apart than at first in {grown} of {len(several)}")

# %% [markdown]
r"""
After twenty steps the trained network has lost its first letter. In most of the random ones it still makes a larger
difference after twenty letters than after one.

The same weights act at every step; they are shared in time. What was learned in one place of a text holds in every
other, and one network reads texts of any length.

## A language model (15 min)

A **language model** gives the probability of the next character (or word), given everything before it. The loss is the
cross-entropy of [lesson 05](05_loss_functions.ipynb), with one class per character. **Perplexity** is exp(loss): 7
means that you are as unsure as among 7 equally likely characters.

The text is 400,000 characters of Shakespeare, from the collection that Andrej Karpathy made famous for this in 2015;
the last tenth is kept unseen. First the models to beat: guessing, a *bigram* table that counts which character follows
which, and a *trigram* table, which looks at the last two.
"""

# %%
plays = datasets.shakespeare()
codes, K = plays.encode(plays.text), len(plays.characters)
cut = len(codes) * 9 // 10
x, y = datasets.windows(codes[:cut], 40, step=40)  # (n, 40); y is one further
unseen, unseen_next = datasets.windows(codes[cut:], 40, step=40)

twos, threes = np.full((K, K), 0.1), np.full((K, K, K), 0.01)  # no count is ever 0
np.add.at(twos, (x, y), 1)
np.add.at(threes, (x[:, :-1], x[:, 1:], y[:, 1:]), 1)
twos /= twos.sum(axis=-1, keepdims=True)
threes /= threes.sum(axis=-1, keepdims=True)
of_two = twos[unseen, unseen_next]
of_three = threes[unseen[:, :-1], unseen[:, 1:], unseen_next[:, 1:]]
bigram = -np.log(of_two).mean()
print(f"guessing: loss {np.log(K):.2f}, perplexity {K}")
for name, p in (("bigram", of_two), ("trigram", of_three)):
    print(f"{name} table, unseen text: loss {-np.log(p).mean():.2f},", end=" ")
    print(f"perplexity {np.exp(-np.log(p).mean()):.1f}")

# %% [markdown]
r"""
Now a network of 64 recurrent units. The code of a character is only a name, so each character gets a vector of 24
numbers, learned with the rest: an **embedding**. (It is a dense layer on one-hot input.) On top, a dense layer turns
each state into 63 logits. In training the network reads the *true* text, whatever it guessed before. That is called
**teacher forcing**, and it makes every position of a text an example.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
model = nn.CharRNN(plays.characters, hidden_size=64, cell="RNN", embedding_size=24)
model = model.to(nn.device())
watch = TextWatch(model, every=200)  # lets it write every 200 steps
criterion, optimizer = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.01)
settings = {"epochs": 3, "batch_size": 32, "validation": (unseen, unseen_next)}
history = nn.fit(model, criterion, optimizer, x, y, callbacks=[watch], **settings)
print(f"perplexity before training: {np.exp(history.steps[0]):.0f}")
print(f"after it, on unseen text:   {np.exp(history.validation[-1]):.1f}")
watch

# %% [markdown]
r"""
At step 0 it writes gibberish; two hundred steps later there are spaces in likely places and short words. Three passes
put it ahead of the trigram table, which has some 4,000 rows for two characters; the network has 64 numbers for whatever
it has read.

To let it write, draw a character from its probabilities, feed it back in as the next input, and so on. The temperature
of [lesson 03](03_activation_functions.ipynb) divides the logits before softmax.

**Your turn.** [Exercise 18.3: draw a letter](../exercises/18_recurrent_networks_exercises.ipynb#18.3-Draw-a-letter).
"""

# %% tags=["nbval-ignore-output"]
temperature = 0.7  # yours to change
for value in (0.2, temperature, 1.5):
    rng = np.random.default_rng(1)
    text = model.sample("The ", 80, temperature=value, generator=rng)
    print(f"{value}: {' '.join(text.split())}")

# %% [markdown]
r"""
Cold, it repeats what it is surest of. Hot, it forgets how to spell. Thirty epochs with 256 units take minutes, so their
result is stored; the switch trains it here.
"""

# %%
TRAIN_LONG = False
stored = lesson.train_long() if TRAIN_LONG else lesson.long_training()
for epoch, text in stored["samples"].items():
    print(f"--- after epoch {epoch}\n{text[:190]}")
lowest, best = min(stored["validation"]), int(np.argmin(stored["validation"])) + 1
print(f"--- best on unseen text: epoch {best} of {len(stored['validation'])},", end=" ")
print(f"loss {lowest:.2f}, perplexity {np.exp(lowest):.1f}")

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
curve(ax, {name: stored[name] for name in ("training", "validation")}, ylabel="loss")
ax.axhline(bigram, color="#8A8A8A", linewidth=0.8)
show(
    fig,
    alt=f"losses over 30 epochs: training falls to {stored['training'][-1]:.2f}, "
    f"validation to "
    f"{min(stored['validation']):.2f} in epoch {best} and then rises a little; both "
    f"start below the bigram table",
    caption=f"The long training; grey, the bigram table. After epoch {best} the "
    f"validation loss has no new minimum.",
)

# %% [markdown]
r"""
Speakers, line breaks, most of the words: it has found the form of a play, and means nothing by it. (The training loss
is the mean over an epoch, the validation loss is measured at its end. The text that judges also chose the best epoch,
so 5.0 flatters a little.) After the best epoch only the training loss
falls: overfitting, as in [lesson 07](07_optimizers.ipynb).

## Back through time (12 min)

Unrolled, the network is a feed-forward one with a layer per step. Its backward pass is **backpropagation through
time**, BPTT. Begin with one unit that reads nothing, $h_t = \tanh(w\, h_{t-1} + b)$ from $h_0 = 0$, and the loss
$\ell = (h_T - y)^2$ at its last step. Let $z_t$ be what is inside the tanh, whose slope is $1 - h_t^2$:

$$g_{z_t} = g_{h_t}\,(1 - h_t^2) \qquad\qquad g_{h_{t-1}} = g_{z_t}\, w$$

The one weight $w$ acts at every step, with slope $h_{t-1}$, so the paths from $w$ to the loss add up:

$$\frac{\partial \ell}{\partial w} = \sum_t g_{z_t}\, h_{t-1} \qquad\qquad
\frac{\partial \ell}{\partial b} = \sum_t g_{z_t}$$
"""

# %%
T, target = 15, 0.7


def run_unit(w, b):
    h = [0.0 * w]
    for _ in range(T):
        h.append(np.tanh(w * h[-1] + b))
    return h


def slopes(w, b):
    h = run_unit(w, b)
    g_h, g_w, g_b = 2 * (h[-1] - target), 0.0, 0.0
    for t in range(T, 0, -1):  # from the last step to the first
        g_z = g_h * (1 - h[t] ** 2)
        g_w, g_b = g_w + g_z * h[t - 1], g_b + g_z  # the share of step t
        g_h = g_z * w  # on to the step before
    return g_w, g_b


def loss_at(v):
    return float((run_unit(v[0], v[1])[-1] - target) ** 2)


at = np.array([1.2, 0.05])
measured = numerical_gradient(loss_at, at)
for name, by_hand, m in zip(("dl/dw", "dl/db"), slopes(*at), measured, strict=True):
    print(f"{name}: through time {by_hand:.6f}, measured {m:.6f}")

# %% [markdown]
r"""
A real network has a loss at each step, too. So a state has two paths to the loss: through its own prediction, and
through the next state. Which gradients arrive there, and which matrix brings the second one back?

**Your turn.** The real thing: [Exercise 18.4: back through
time](../exercises/18_recurrent_networks_exercises.ipynb#18.4-Back-through-time).

Solved it? Then you have found, going from $t = T$ down to 1, with $L_t$ for the part of the loss that step $t$ adds,
and $g_{Z_{T+1}} = 0$:

$$g_{H_t} = \frac{\partial L_t}{\partial H_t} + g_{Z_{t+1}} W_h \qquad\qquad
g_{Z_t} = g_{H_t} \odot (1 - H_t^2)$$

$$g_{W_h} = \sum_t g_{Z_t}^\top H_{t-1} \qquad g_{W_x} = \sum_t g_{Z_t}^\top X_t \qquad
g_b = \sum_t (\text{the sum of the rows of } g_{Z_t})$$

It is the dense layer of [lesson 09](09_backpropagation.ipynb), once per step, with shared weights. Here every parameter
of a small character model is checked against central differences. (The library names $W_x$ `weight_ih_l0` and $W_h$
`weight_hh_l0`; like PyTorch it has two biases, whose sum is $b$.)
"""

# %%
nn.manual_seed(0)
tiny = nn.CharRNN("abc ", hidden_size=5, cell="RNN", embedding_size=3)
tiny = tiny.double().to(nn.device())
spelled = tiny.encode("abc cab bac abba")
read_now, read_next = nn.tensor(spelled[None, :-1]), nn.tensor(spelled[None, 1:])
print(gradcheck(tiny, nn.CrossEntropyLoss(), read_now, read_next))

# %% [markdown]
r"""
## Too little and too much (12 min)

On its way back the gradient is multiplied by $W_h$ and by the slope of tanh, once per step. First the matrix alone. If
$W_h r = \lambda r$, it only stretches the vector $r$, by the eigenvalue λ of [lesson 06](06_gradient_descent.ipynb), and
after $k$ steps by $\lambda^k$. (A complex λ turns it as well.) In the long run the largest |λ| wins. That is the spectral radius ρ: $k$ steps multiply by
about $\rho^k$, forward and back, since a transposed matrix has the same eigenvalues.

The slopes of tanh are at most 1, so they can only shorten. Which of the two wins in a trained network?
"""

# %%
rng = np.random.default_rng(0)
W_h = weights_of("random")[1]  # (24, 24), of radius 1
runs = {}
for rho in (0.5, 1.0, 1.5):
    g = rng.normal(size=24)
    sizes = [np.linalg.norm(g)]
    for _ in range(30):
        g = g @ (rho * W_h)
        sizes.append(np.linalg.norm(g))
    runs[f"radius {rho}, no slopes"] = np.array(sizes) / sizes[0]
    share = sizes[20] / sizes[0]
    print(f"radius {rho}: 20 steps back {share:.1g}; radius^20 = {rho**20:.1g}")
weights = weights_of("trained")
shares, missing = lesson.reach(weights, lesson.pieces())  # of 200 losses in unseen text
runs["trained, radius 3.4"] = np.median(shares, axis=0)[:31]
print(f"radius of the trained network: {lesson.radius_of(weights[1]):.1f},", end=" ")
ours = nn.to_numpy(model.recurrent.weight_hh_l0)
print(f"of our 64 units: about {lesson.radius_of(ours):.0f}")
steep = np.mean([1 - read(weights, text).states[1:] ** 2 for text in lesson.pieces()])
print(f"slope of tanh in the trained network: {steep:.2f} on average")
for k in (1, 5, 10, 20):
    median, tenth = np.quantile(shares[:, k], [0.5, 0.9])
    print(f"{k:2} steps back: median {median:.0e}, one in ten above {tenth:.0e}")

fig, ax = figure(height=2.8)
curve(ax, runs, x=np.arange(31), xlabel="steps back", log=True)
ax.set_ylabel("gradient, at first 1")
show(
    fig,
    alt="size of the gradient against steps back, logarithmic: nearly straight lines, "
    "rising for radius 1.5, level for 1, falling for 0.5; the trained network's falls "
    "fastest",
    caption="A straight line on a logarithmic scale means the same factor at every "
    "step. The trained network has by far the largest radius, and its gradient "
    "vanishes fastest: the slopes of tanh win.",
)

# %% [markdown]
r"""
Nothing held the radius down in training; it rose above 3. Strong weights push most units into saturation, where tanh is
flat, and a saturated unit passes on next to no gradient. The median hides a spread, though: in one loss of ten, a
thousandth still arrives ten steps back.

Two dangers, known from lesson 10. **Vanishing**: a loss says next to nothing about what happened many steps before.
**Exploding**: where tanh is not flat, powers of a radius above 1 take over. Hochreiter (1991) and Bengio, Simard and
Frasconi (1994) described both. In 2013 Pascanu, Mikolov and Bengio drew the loss of a single unit like ours over w and
b, and found a *cliff*. Their cure is the **gradient clipping** of [lesson 07](07_optimizers.ipynb): if the gradient of
all parameters together is longer than a limit, shorten it to the limit and keep its direction. Try both from 500 random
starts:
"""

# %%
rng = np.random.default_rng(0)
starts = rng.uniform([0.5, -0.3], [2.0, 0.3], size=(500, 2))


def descend(w, b, rate, limit):
    path = [(w, b)]
    for _ in range(300):
        g_w, g_b = slopes(w, b)
        shorten = np.minimum(1, limit / np.maximum(np.hypot(g_w, g_b), 1e-12))
        w, b = w - rate * shorten * g_w, b - rate * shorten * g_b
        path.append((w, b))
    return np.array(path)


print("share of 500 starts that end with a loss below 0.01")
for rate in (0.02, 0.05, 0.1, 0.2, 0.5):
    row = []
    for limit in (math.inf, 1.0):
        w, b = descend(*starts.T, rate, limit)[-1]
        row.append(((run_unit(w, b)[-1] - target) ** 2 < 0.01).mean())
    print(f"rate {rate:4}: no limit {row[0]:.2f}, clipped at 1 {row[1]:.2f}")

# %% tags=["hide-input"]
ws, bs = np.linspace(0.4, 2.2, 181), np.linspace(-0.35, 0.35, 141)
relief = (run_unit(*np.meshgrid(ws, bs))[-1] - target) ** 2
thrown = int(
    np.flatnonzero(np.abs(descend(*starts.T, 0.05, math.inf)[-1]).sum(axis=0) > 5)[0]
)
fig, axes = figure(columns=2, height=3.0)
for ax, limit, name in zip(
    axes, (math.inf, 1.0), ("no limit", "clipped at 1"), strict=True
):
    shown = ax.pcolormesh(
        ws, bs, relief, cmap=VALUES, shading="nearest", rasterized=True
    )
    path = descend(*starts[thrown], 0.05, limit)
    ax.plot(*path.T, "o-", color="white", markersize=2.5, linewidth=1, clip_on=True)
    ax.plot(*path[0], "s", color="white", markersize=7, markeredgecolor="black")
    ax.set(
        xlim=(0.4, 2.2),
        ylim=(-0.35, 0.35),
        xlabel="w",
        ylabel="b" if name == "no limit" else "",
    )
    ax.set_title(name, size=10)
fig.colorbar(shown, ax=list(axes), label="loss")
ends = [descend(*starts[thrown], 0.05, limit)[-1] for limit in (math.inf, 1.0)]
show(
    fig,
    alt="two maps of the loss over w and b: a low plain above b = 0, a high plateau "
    "below it, a wall between them that "
    "is steeper the larger w is. Both paths begin at one square; without a limit a "
    "single step leaves the map, clipped "
    "the path reaches the valley",
    caption=f"One start (square), rate 0.05. Left: one step on the wall throws it to w "
    f"= {ends[0][0]:.1f}, "
    f"b = {ends[0][1]:.0f}, far off the map, where the unit is saturated for good. "
    f"Right: clipped, it arrives.",
)

# %% [markdown]
r"""
At every rate more than a tenth of the starts is thrown far off, never to return (at the smallest rates others are only
slow); clipped, all or nearly all arrive. And a real network? 32 units on Shakespeare, plain SGD, 150 steps of 8
windows, five starts each:
"""

# %% tags=["nbval-ignore-output"]
print("loss of the last 30 steps, mean of five starts (largest loss on the way)")
for rate in (2.0, 4.0, 8.0):
    for limit in (math.inf, 0.25):
        ends, worst = [], 0.0
        for seed in range(5):
            nn.manual_seed(seed)
            bold = nn.CharRNN(plays.characters, 32, cell="RNN").to(nn.device())
            walker, losses = nn.SGD(bold.parameters(), lr=rate), []
            for k in range(150):
                some = slice(8 * k, 8 * k + 8)
                walker.zero_grad()
                losses.append(nn.backprop(bold, criterion, x[some], y[some]))
                nn.clip_grad_norm_(bold.parameters(), limit)
                walker.step()
            ends.append(np.mean(losses[-30:]))
            worst = max(worst, *losses)
        print(f"rate {rate}, limit {limit:4}: {np.mean(ends):.2f} ({worst:.0f})")

# %% [markdown]
r"""
The best results are alike, here 2.34 and 2.35. Clipping widens the range of rates that work: at rate 4 training without
a limit begins to explode, at rate 8 it is lost, and clipped it stays calm. What has vanished, clipping cannot bring
back.

### Truncation

Unrolled over a whole play, the network would have to keep every state for the way back, and would learn once per play.
**Truncated BPTT** cuts the text into pieces. The state is carried from piece to piece, so with the same weights
the forward pass would be exact; the gradient stops at the cut. What does that cost?
"""

# %%
half = len(TEXTS[0]) // 2
whole = read(weights, TEXTS[0])
carried = read(weights, TEXTS[0][half:], start=whole.states[half])
fresh = read(weights, TEXTS[0][half:])
for name, piece in (("carried", carried), ("not carried", fresh)):
    apart = abs(piece.chances - whole.chances[half:]).max(axis=1)
    print(f"state {name}: probabilities change by {apart[0]:.2f} at the cut,", end=" ")
    print(f"by {apart[5:].max():.2f} from 5 letters on")
print("share of dL/dW_h lost if the gradient stops after k steps, mean over losses:")
_, of_random = lesson.reach(weights_of("random"), lesson.pieces())
for k in (1, 5, 10):
    lost, of_random_lost = missing[:, k - 1].mean(), of_random[:, k - 1].mean()
    print(f"k = {k:2}: trained {lost:.1%}, random {of_random_lost:.0%}")

# %% [markdown]
r"""
Where the gradient has vanished anyway, cutting it costs next to nothing; where it reaches far, much is lost. The
windows of 40 characters above are this truncation, without the carried state.

## Shapes of sequences (3 min)

The same cell makes different machines, depending on where you feed it and where you read it; the first four follow
Karpathy's essay.

| shape | example | how |
|---|---|---|
| many-to-many, in step | text to next characters | a prediction at each step: this lesson |
| many-to-one | a review to its mood | read only the last state |
| one-to-many | a picture to its caption | the picture sets the first state |
| **sequence to sequence** | a sentence to its translation | one network reads, a second starts from the first one's last state and writes |
| bidirectional | a gap in a text | a second network reads backwards, if the whole text is there |

All of them share two limits. A step has to wait for the one before: a GPU can do the work inside a step in
parallel, but not the steps. And a whole sentence has to fit into one state. Attention, in
[lesson 21](21_attention.ipynb), lifts the second limit, and the first while it reads, though not while it writes.

## Forecasting (6 min)

Numbers instead of letters: the sunspot numbers of each year since 1700, in cycles of about 11 years, no two alike.
The **naive forecast** says that next year will be like this one. A stronger rival is **autoregression**, a linear model
of the last years, which Yule introduced in 1927 for this very series.

Both models learn from 1700 to 1920 and predict each year from 1921 to 2008. Both were tuned alike, on 1881 to 1920
after learning from the years before: ten past years for the linear model (of 1 to 15); for the network 16 units, 20
epochs and a rate of 0.003 (of 8 or 16 units, 20 to 160 epochs, rates from 0.003 to 0.03).
"""

# %%
series = datasets.sunspot_numbers().y / 100  # (309, 1)
start, years = 221, 30  # row of the year 1921; how many years the network reads
past, following = datasets.windows(series[:start], years)
later, later_next = datasets.windows(series[start - years :], years)  # (88, 30, 1)
truth = later_next[:, -1, 0]

lags = np.array([series[t - 10 : t, 0] for t in range(10, start)])
ones = np.ones((len(lags), 1))
linear = np.linalg.lstsq(np.hstack([lags, ones]), series[10:start, 0], rcond=None)[0]


def spots(guess):
    return 100 * np.sqrt(((guess - truth[: len(guess)]) ** 2).mean())


oracles, errors = [], []
for seed in range(5):
    nn.manual_seed(seed)
    oracle = lesson.forecaster(nn).to(nn.device())
    adam = nn.Adam(oracle.parameters(), lr=0.003)
    _ = nn.fit(oracle, nn.MSELoss(), adam, past, following, epochs=20, batch_size=16)
    oracles.append(oracle)
    errors.append(spots(nn.predict(oracle, later)[:, -1, 0]))
print("typical error (root of the mean square) over 88 unseen years, in sunspots")
print(f"always the mean    {spots(np.full(88, series[:start].mean())):.0f}")
print(f"naive              {spots(later[:, -1, 0]):.0f}")
print(f"autoregression     {spots(later[:, -10:, 0] @ linear[:10] + linear[10]):.1f}")
print(
    f"recurrent network  {np.mean(errors):.1f} ± {np.std(errors):.1f}, five starts,",
    end=" ",
)
print(f"the best {min(errors):.1f}")

# %% [markdown]
r"""
Both beat the naive forecast clearly, and the old linear model beats the network from every start. On the forty years of
the tuning it was the other way round; with so few years neither result is the last word.

Back to the first question. How much does each further year help? And how far ahead does the network see, if it reads
its own forecasts as if they were true?
"""

# %% tags=["hide-input"]
known = [
    np.mean([spots(nn.predict(o, later[:, -k:])[:, -1, 0]) for o in oracles])
    for k in range(1, years + 1)
]
ahead = np.zeros(20)
for oracle in oracles:
    told = later[:69]  # for these 69 starts, 20 years ahead are on record
    for k in range(20):
        guess = nn.predict(oracle, told[:, -years:])[:, -1:]  # (69, 1, 1)
        ahead[k] += (
            100 * np.sqrt(((guess[:, 0, 0] - truth[k : k + 69]) ** 2).mean()) / 5
        )
        told = np.concatenate([told, guess], axis=1)
mean = [
    100 * np.sqrt(((series[:start].mean() - truth[k : k + 69]) ** 2).mean())
    for k in range(20)
]
print(
    "error by years read: ",
    ", ".join(f"{k}: {known[k - 1]:.0f}" for k in (1, 2, 3, 9, 20, 30)),
)
print(
    "error by years ahead:",
    ", ".join(f"{k}: {ahead[k - 1]:.0f}" for k in (1, 2, 3, 5, 10, 20)),
)
fig, (left, right) = figure(columns=2, height=2.6)
naive = np.full(years, spots(later[:, -1, 0]))
curve(
    left,
    {"network": known, "naive": naive},
    x=np.arange(1, years + 1),
    xlabel="years read",
)
curve(
    right,
    {"network": ahead, "always the mean": mean},
    x=np.arange(1, 21),
    xlabel="years ahead",
)
left.set_ylabel("error in sunspots")
for ax in (left, right):
    ax.set_ylim(0, 65)
show(
    fig,
    alt="left: the error falls over the first three years read, hardly changes up to "
    "the sixth, falls a little to the ninth, then stays level, below "
    "that of the naive forecast; right: it more than doubles within five years ahead, "
    "then stays level, below that of "
    "always predicting the mean",
    caption="Mean of five networks, one range for both. Left: after one cycle nothing "
    "is left to gain. Right: each "
    "forecast builds on others; within a few years most of the lead over the mean is "
    "lost.",
)

# %% [markdown]
r"""
The first years help, since one number alone cannot tell a rise from a fall. After three the gain is small, after one
cycle there is none. Looking ahead, the error grows: a distant year is harder to predict, and the network now reads its
own mistakes, from which teacher forcing spared it in training.
"""

# %%
predicted("18.predict")

# %% [markdown]
r"""
## Where it breaks (3 min)

Show it one of four letters, then some dots, then a question mark: which letter was it? Guessing is right with a
probability of 0.25.
"""

# %% tags=["nbval-ignore-output"]
print("probability of the right letter, five starts")
for dots in (2, 5, 20):
    given = []
    for seed in range(5):
        nn.manual_seed(seed)
        net = nn.CharRNN("abcd.?", 32, cell="RNN", embedding_size=8).to(nn.device())
        questions, answers = ask(net, dots)
        adam = nn.Adam(net.parameters(), lr=0.005)
        _ = nn.fit(net, criterion, adam, questions, answers, epochs=400, batch_size=4)
        z = nn.predict(net, questions)[:, :, -1]  # logits after the question mark
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        given.append(p[np.arange(4), answers[:, -1]].mean())
    print(
        f"{dots:2} dots: {np.mean(given):.2f}, from {min(given):.2f} to "
        f"{max(given):.2f}"
    )

# %% [markdown]
r"""
It bridges five dots, but never twenty, and other rates from 0.001 to 0.03 do not help. Does that mean that such a
network *cannot* keep a letter for twenty steps? The single unit with $w = 1$, without tanh, kept its pulse. But the
gradient that would teach it has to come back all the way.

**Your turn.** The open one, and the most surprising: [Exercise 18.5: remember
longer](../exercises/18_recurrent_networks_exercises.ipynb#18.5-Remember-longer). [Lesson
19](19_lstm.ipynb) changes the cell itself: memory gets a path of its own. That alone is not enough either; how long it
lasts depends on where it starts.

## Recall (2 min)
"""

# %%
quiz("18.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A recurrent network reads an input and its own last state, with the same weights at every step.
- A language model predicts the next character; to write, it draws one and reads it.
- BPTT is backpropagation through the unrolled network; gradients of shared weights are sums over time.
- Here the trained radius is well above 1, and the gradient vanishes all the same, through tanh. Clipping tames
  explosions.
- A forecast has to be compared with the naive one and with a linear model.

### New terms

- **recurrent network**: a network that also reads its own state from one step ago; RNN.
- **hidden state**: the numbers that a recurrent network hands on from step to step.
- **language model**: gives the probability of the next character or word from everything before it.
- **perplexity**: exp(loss) of a language model: the number of equally likely choices that would leave you just as
  unsure.
- **embedding**: a learned vector for each character, word or other symbol.
- **teacher forcing**: in training, feeding the true sequence, not the network's own predictions.
- **backpropagation through time**: backpropagation through the unrolled network; BPTT.
- **spectral radius**: the largest absolute value of a matrix's eigenvalues.
- **gradient clipping**: shortening a gradient that is longer than a limit, keeping its direction.
- **truncated BPTT**: BPTT that stops after a fixed number of steps back; the state is carried on.
- **sequence to sequence**: one network reads a sequence into a state, a second writes another from it.
- **naive forecast**: the last value as the forecast of the next.
- **autoregression**: a linear model that predicts a series from its own last values.

### Sources

- Karpathy (2015), ["The unreasonable effectiveness of recurrent neural
  networks"](http://karpathy.github.io/2015/05/21/rnn-effectiveness/): characters, Shakespeare, temperature, the shapes.
- Elman (1990), ["Finding structure in time"](https://doi.org/10.1207/s15516709cog1402_1): the network of this lesson.
- Werbos (1990), ["Backpropagation through time: what it does and how to do it"](https://doi.org/10.1109/5.58337).
- Williams, Zipser (1989), ["A learning algorithm for continually running fully recurrent neural
  networks"](https://doi.org/10.1162/neco.1989.1.2.270): teacher forcing.
- Hochreiter (1991), diploma thesis, Technische Universität München; Bengio, Simard, Frasconi (1994), ["Learning
  long-term dependencies with gradient descent is difficult"](https://doi.org/10.1109/72.279181).
- Pascanu, Mikolov, Bengio (2013), ["On the difficulty of training recurrent neural
  networks"](https://arxiv.org/abs/1211.5063): the cliff (section 2), clipping (algorithm 1).
- Williams, Peng (1990), ["An efficient gradient-based algorithm for on-line training of recurrent network
  trajectories"](https://doi.org/10.1162/neco.1990.2.4.490): truncation.
- Sutskever, Vinyals, Le (2014), ["Sequence to sequence learning with neural
  networks"](https://arxiv.org/abs/1409.3215). Schuster, Paliwal (1997), ["Bidirectional recurrent neural
  networks"](https://doi.org/10.1109/78.650093).
- Wu et al. (2016), ["Google's neural machine translation system"](https://arxiv.org/abs/1609.08144).
- Yule (1927), "On a method of investigating periodicities in disturbed series, with special reference to Wolfer's
  sunspot numbers", Philosophical Transactions A 226.
"""
