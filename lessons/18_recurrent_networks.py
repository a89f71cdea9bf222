# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write a recurrent network, its loop over time and its gradient, and prove the gradient;
- train a model of text, let it speak at a temperature, and forecast a series better than the naive way;
- say how far a gradient reaches back in time, what clipping fixes, and what truncation gives up.
"""

# %%
import math

import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import RecurrentExplorer
from nnlearn.gradcheck import gradcheck
from nnlearn.lessons.recurrent_networks import TEXTS, TextWatch, back, forecaster, long_training, read, weights_of
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

Every network so far saw an input, answered, and forgot it. This one reads.
"""

# %%
quiz("18.predict")

# %% [markdown]
r"""
## Explore (8 min)

A network of 24 units reads a text letter by letter. At the top are its last steps, side by side: a letter goes in from
below, the 24 numbers that it keeps are the box (vermilion above zero, blue below), and its guess for the next letter
comes out on top. The blue arrows hand the numbers on to the next step. The strip shows them over the whole text, a row
for each unit. The vermilion arrows are the gradient of one loss, that of the guess at the black frame, on its way back;
the lower picture shows its size on a logarithmic scale.

Three things to try, and what to look for:

1. Press **Step** a few times inside a word, then over a space. Where is the network sure of the next letter?
2. Set **unrolled** to 1, then back to 8. How many sets of weights are there?
3. Take **random** weights and move the **spectral radius**, which scales the recurrent weights, from 0.5 to 1.5. When
   does the gradient reach the first letter? Then switch the tanh off.
"""

# %%
RecurrentExplorer(position=24)

# %% [markdown]
r"""
## What you saw (2 min)

It is one network with a loop, and unrolling draws it once for each step. Inside a word it is often sure, after a space
it has to guess: how a word ends is easier to guess than which word comes next. The gradient is multiplied at every
step. Ten steps back it is about a millionth in the trained network. With random weights and no tanh it follows the
dashed line, a power of the spectral radius: below 1 it vanishes, above 1 it explodes.

## A state that is carried along (10 min)

A feed-forward network has no memory ([lesson 04](04_forward_propagation.ipynb)): the letter h gets the same answer
after t as after s. A **recurrent network** has one more input, its own **hidden state** from one step ago:

$$h_t = \tanh(W_x x_t + W_h h_{t-1} + b)$$

**Your turn.** [Exercise 18.1: one step](../exercises/18_recurrent_networks_exercises.ipynb#18.1-One-step) and
[Exercise 18.2: the loop over time](../exercises/18_recurrent_networks_exercises.ipynb#18.2-The-loop-over-time).

The smallest one has a single unit and no tanh: $h \leftarrow w h + x$. Give it one pulse, then nothing but zeros.
"""

# %%
for w in (0.5, 0.9, 1.0, 1.1):
    memory = 0.0
    for x in [1.0] + [0.0] * 20:
        memory = w * memory + x
    print(f"w = {w}: 20 steps after the pulse the state is {memory:.2g}")

# %% [markdown]
r"""
It remembers as a power of $w$. And the explorer's network? Change the first letter of the text, and see how long its
states differ.
"""

# %%
for kind, radius in (("trained", 1.0), ("random", 0.5), ("random", 1.5)):
    one, other_one = (read(weights_of(kind, radius), text).states for text in (TEXTS[0], "s" + TEXTS[0][1:]))
    apart = np.linalg.norm(one - other_one, axis=1)
    print(
        f"{kind} at {radius}: apart by {apart[1]:.2g} at once, {apart[5]:.1g} after 4 steps, {apart[21]:.0e} after 20"
    )

# %% [markdown]
r"""
The trained network has lost the letter after a few steps. In the random one with radius 1.5 a small difference grows
instead of fading.

The same weights act in every step; they are shared in time. So what is learned in one place of a text holds in every
other, and one network reads texts of any length.
"""

# %%
layer = nn.RNN(8, 24).to(nn.device())
shared = sum(math.prod(p.shape) for p in layer.parameters())
for T in (10, 100, 1000):
    states, last = layer(nn.tensor(np.zeros((T, 1, 8)), dtype="float32"))
    print(f"{T:4} steps: states {tuple(states.shape)}, {shared} parameters; 24 dense units on all: {24 * (8 * T + 1)}")

# %% [markdown]
r"""
## A language model (14 min)

A **language model** says how probable the next letter is, given everything before it. The loss is the cross-entropy of
[lesson 05](05_loss_functions.ipynb), with one class for each character.

Our text is an excerpt of Python's own documentation. Two simple models to beat: pure guessing, and a table that counts
which character follows which.
"""

# %%
docs = datasets.python_docs()
codes = docs.encode(docs.text)
cut = len(codes) * 9 // 10
x, y = datasets.windows(codes[:cut], 40, step=40)  # (n, 40) each, y one character further
unseen, unseen_next = datasets.windows(codes[cut:], 40, step=40)
counts = np.full((len(docs.characters), len(docs.characters)), 0.1)
np.add.at(counts, (x, y), 1)
table = counts / counts.sum(axis=1, keepdims=True)
pairs = -np.log(table[unseen, unseen_next]).mean()
print(
    f"{len(docs.characters)} characters: guessing has a loss of {np.log(len(docs.characters)):.2f}, pairs {pairs:.2f}"
)

# %% [markdown]
r"""
The network has 64 recurrent units. It gets a learned vector for each character, and a dense layer on top makes 93
scores. Run the next two cells and look at the picture while it trains: it speaks every 80 steps.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
model = nn.CharRNN(docs.characters, hidden_size=64, cell="RNN", embedding_size=24).to(nn.device())
watch = TextWatch(model)
watch

# %%
criterion, optimizer = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.005)
history = nn.fit(
    model, criterion, optimizer, x, y, epochs=3, batch_size=32, validation=(unseen, unseen_next), callbacks=[watch]
)
print("beats the table of pairs on unseen text:", history.validation[-1] < pairs)
print("the loss on unseen text fell in every epoch:", bool(np.all(np.diff(history.validation) < 0)))

# %% tags=["nbval-ignore-output"]
watch

# %% [markdown]
r"""
At step 0 it speaks gibberish. A few hundred steps later there are spaces where they might be, short words such as
*the*, and much that sounds like a word. It was taught nothing but to name the next character.

To let it speak, draw a character from its probabilities, feed it back in as the next input, and go on. The
temperature of [lesson 03](03_activation_functions.ipynb) divides the scores before softmax.

**Your turn.** [Exercise 18.3: draw a letter](../exercises/18_recurrent_networks_exercises.ipynb#18.3-Draw-a-letter).
"""

# %% tags=["nbval-ignore-output"]
temperature = 0.7  # yours to change
for T in (0.2, temperature, 1.5):
    said = model.sample("The ", 90, temperature=T, generator=np.random.default_rng(1))
    print(f"{T}: {' '.join(said.split())}")

# %% [markdown]
r"""
Cold, it repeats what it is surest of. Hot, it forgets how to spell. Forty epochs with 160 units take minutes, so their
result is stored (`python -m nnlearn.lessons.recurrent_networks.train` makes it).
Set the switch to True to train it here.
"""

# %%
TRAIN_LONG = False
if TRAIN_LONG:
    from nnlearn.lessons.recurrent_networks import train_long
stored = train_long() if TRAIN_LONG else long_training()
for epoch, said in stored["samples"].items():
    print(f"epoch {epoch:>2}: {' '.join(said.split())[:90]}")
best = int(np.argmin(stored["validation"])) + 1
print(f"lowest loss on unseen text {min(stored['validation']):.2f}, in epoch {best} of {len(stored['validation'])}")

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
curve(ax, {name: stored[name] for name in ("training", "validation")}, ylabel="loss")
ax.axhline(pairs, color="#8A8A8A", linewidth=0.8)
show(
    fig,
    alt=f"losses over 40 epochs: training falls to {stored['training'][-1]:.2f}, validation to "
    f"{min(stored['validation']):.2f} in epoch {best} and no further; both pass the table of pairs within three epochs",
    caption=f"The long training; grey, the table of pairs. After epoch {best} the validation loss has no new minimum.",
)

# %% [markdown]
r"""
After forty epochs most words are words, and the sentence means nothing. The training loss kept falling when the
validation loss did not: overfitting, as in [lesson 07](07_optimizers.ipynb).

## Back through time (12 min)

Unrolled, the network is a feed-forward one with a layer for each step, and a loss at each. Its backward pass is
**backpropagation through time**, BPTT. A state $h_t$ has two paths to the loss: through its own step, and through the
next state. Their gradients add up. Walk from the last step to the first:

$$d_t = \frac{\partial L_t}{\partial h_t} + W_h^T g_{t+1} \qquad g_t = d_t\,(1 - h_t^2)$$

$g_t$ is the error signal before the tanh. The weights act in every step, so their gradients are sums over time:

$$\frac{\partial L}{\partial W_h} = \sum_t g_t\, h_{t-1}^T \qquad
\frac{\partial L}{\partial W_x} = \sum_t g_t\, x_t^T \qquad \frac{\partial L}{\partial b} = \sum_t g_t$$

Here it is for the single unit without tanh, whose loss is its last state.
"""

# %%
inputs, w = np.array([0.3, -1.0, 0.5, 2.0]), 0.8


def ending(w):
    return sum(w ** (len(inputs) - 1 - t) * value for t, value in enumerate(inputs))


past = [0.0]
for value in inputs:
    past.append(w * past[-1] + value)
error, slope = 1.0, 0.0
for before in reversed(past[:-1]):
    slope += error * before  # what this step adds to dL/dw
    error *= w  # on to the step before
measured = (ending(w + 1e-5) - ending(w - 1e-5)) / 2e-5
print(f"dL/dw through time {slope:.4f}, measured {measured:.4f}; relative error below 1e-8: "
      f"{abs(slope - measured) / abs(slope) < 1e-8}")  # fmt: skip

# %% [markdown]
r"""
**Your turn.** The real thing, checked with central differences: [Exercise 18.4: back through
time](../exercises/18_recurrent_networks_exercises.ipynb#18.4-Back-through-time).

And a whole character model of the library, in float64. Each number is compared with the slope of the loss:
"""

# %%
nn.manual_seed(0)
tiny = nn.CharRNN("abc ", hidden_size=5, cell="RNN", embedding_size=3).double().to(nn.device())
spelled = tiny.encode("abc cab bac abba")
print(gradcheck(tiny, nn.CrossEntropyLoss(), nn.tensor(spelled[None, :-1]), nn.tensor(spelled[None, 1:])))

# %% [markdown]
r"""
## Too little and too much (10 min)

On its way back the gradient meets $W_h^T$ and the slope of tanh, once per step: $k$ steps are a product of $k$ such
factors. Without the slopes it grows or shrinks in the long run like $\rho^k$, where the **spectral radius** $\rho$ is
the largest absolute value of an eigenvalue of $W_h$. Slopes are at most 1 and shrink it further.
"""

# %%
runs = {}
for name, kind, rho, tanh in (
    ("random, 0.5, no tanh", "random", 0.5, False),
    ("random, 1.0, no tanh", "random", 1.0, False),
    ("random, 1.5, no tanh", "random", 1.5, False),
    ("trained, 1.0, tanh", "trained", 1.0, True),
):
    weights = weights_of(kind, rho)
    sizes = back(weights, read(weights, TEXTS[0], tanh), TEXTS[0], 30, tanh).sizes
    runs[name] = sizes / sizes[0]
    print(f"{name:20}: 20 steps back the gradient is {runs[name][20]:.0e}, and rho to the power of 20 is {rho**20:.0e}")
slopes = 1 - read(weights, TEXTS[0]).states[1:] ** 2
print(f"in the trained network the slope of tanh is {slopes.mean():.1f} on average")

fig, ax = figure(height=2.8)
curve(ax, runs, x=np.arange(30), xlabel="steps back", ylabel="gradient, at first 1", log=True)
show(
    fig,
    alt="size of the gradient against steps back, logarithmic: nearly straight lines, rising for radius 1.5, level for "
    "1, falling for 0.5; that of the trained network with tanh falls fastest",
    caption="Straight lines on a logarithmic scale are powers. The trained network has radius 1 as well, yet its "
    "gradient vanishes: many of its units are saturated, and the slope of tanh takes its share in every step.",
)

# %% [markdown]
r"""
**Vanishing**: a loss says nothing about weights many steps back. **Exploding**: one batch throws the weights far off.
Against the second there is a blunt remedy, **clipping**: if the gradient of all parameters together is longer than a
limit, shorten it to the limit and keep its direction. Train twice from a large radius with a bold learning rate:
"""

# %%
for limit in (math.inf, 1.0):
    nn.manual_seed(0)
    bold = nn.CharRNN(docs.characters, hidden_size=32, cell="RNN", embedding_size=16).to(nn.device())
    W = nn.to_numpy(bold.recurrent.weight_hh_l0)
    bold.recurrent.weight_hh_l0.data = nn.tensor(W * 1.5 / abs(np.linalg.eigvals(W)).max(), dtype="float32")
    walker, losses, lengths = nn.SGD(bold.parameters(), lr=2.0), [], []
    for k in range(150):
        walker.zero_grad()
        losses.append(nn.backprop(bold, criterion, x[8 * k : 8 * k + 8], y[8 * k : 8 * k + 8]))
        lengths.append(float(nn.clip_grad_norm_(bold.parameters(), limit)))  # the length before
        walker.step()
    print(f"limit {limit}: a gradient longer than 5: {max(lengths) > 5}; a loss above 5: {max(losses) > 5}; "
          f"mean of the last 30 below 2.6: {np.mean(losses[-30:]) < 2.6}")  # fmt: skip

# %% [markdown]
r"""
Clipping cannot bring back what has vanished: it only shortens.

### Truncation

Unrolled over a whole book, the network would have to keep every state for the way back, and would learn once per book.
**Truncated BPTT** cuts the text into pieces. The state is carried from piece to piece, so that the forward pass stays
exact; the gradient stops at the cut. What does that cost?
"""

# %%
piece = nn.tensor(codes[None, :80])
with nn.no_grad():
    whole, _ = model.read(piece)
    _, state = model.read(piece[:, :40])
    carried, _ = model.read(piece[:, 40:], state)
    fresh, _ = model.read(piece[:, 40:])
for name, scores in (("carried", carried), ("not carried", fresh)):
    gap = abs(nn.to_numpy(scores) - nn.to_numpy(whole)[:, 40:]).max()
    print(f"state {name}: the scores of the second piece are those of the whole text: {gap < 1e-3}")
for kind in ("trained", "random"):
    weights = weights_of(kind, 1.0)
    missing = back(weights, read(weights, TEXTS[0]), TEXTS[0], 30).shares
    print(f"{kind}: missing of dL/dW: after 1 step {missing[0]:.0%}, after 5 {missing[4]:.1%}, 10 {missing[9]:.1%}")

# %% [markdown]
r"""
Where the gradient has vanished anyway, cutting it off costs next to nothing. Where it reaches far, much is lost. The
windows of 40 characters above are this truncation, without the carried state.

## Forecasting (7 min)

Numbers instead of letters: a generated series like the yearly sunspots, in cycles of about 11 years, never the same
twice. The **naive forecast** says that next year will be like this one. Any model has to beat it.
"""

# %%
spots = datasets.sunspots(600, seed=0).y / 100
past_years, next_years = datasets.windows(spots[:400], 40, step=4)
later, later_next = datasets.windows(spots[400:], 40)  # (160, 40, 1) of years that it has not seen
nn.manual_seed(0)
oracle = forecaster(nn).to(nn.device())
_ = nn.fit(
    oracle, nn.MSELoss(), nn.Adam(oracle.parameters(), lr=0.01), past_years, next_years, epochs=50, batch_size=16
)
by_step = ((nn.predict(oracle, later) - later_next) ** 2).mean(axis=(0, 2))  # after 1, 2, ..., 40 years read
naive = ((later - later_next) ** 2).mean()
print(f"naive forecast: squared error {naive:.3f}; the network has less than two thirds: {by_step[-1] < 2 / 3 * naive}")

# %% [markdown]
r"""
Its error also answers the question at the beginning. "*An RNN gets more precise with every step*", you may read. Test
it in both directions: with every year that it has read, and with every year that it looks ahead, feeding its own
forecasts back in.
"""

# %%
series, ahead = later[:140], []
for k in range(20):
    guess = nn.predict(oracle, series[:, -40:])[:, -1:]  # (140, 1, 1), the year after the last
    ahead.append(float(((guess[:, 0] - later_next[k : k + 140, -1]) ** 2).mean()))
    series = np.concatenate([series, guess], axis=1)
print("more years read: error falls at every step:", bool(np.all(np.diff(by_step) < 0)))
print("years 2 to 10 help by more than a quarter:", bool(by_step[9] < 0.75 * by_step[0]))
print("years 11 to 40 help by more than a quarter:", bool(by_step[-1] < 0.75 * by_step[9]))
mean = float(((later_next[19:159, -1] - spots[:400].mean()) ** 2).mean())  # of predicting the mean, 20 years ahead
print(f"ten years ahead the error is more than twice that of one: {ahead[9] > 2 * ahead[0]}")
print(f"twenty years ahead it does better than always predicting the mean: {ahead[19] < mean}")

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2, height=2.6)
curve(left, {"network": by_step, "naive": np.full(40, naive)}, xlabel="years read", ylabel="squared error")
curve(right, {"network": ahead, "always the mean": np.full(20, mean)}, xlabel="years ahead")
for ax in (left, right):
    ax.set_ylim(bottom=0)
show(
    fig,
    alt="left: the error falls over the first few years read, then stays level below that of the naive forecast; "
    "right: it rises the farther the network looks ahead, above what always predicting the mean would give",
    caption="Left: after a few years there is little left to gain. Right: each forecast builds on others, and errors "
    "pile up until always predicting the mean (dashed) does better.",
)

# %% [markdown]
r"""
So the belief is wrong on both counts. What is true: the first few years help, since one number alone cannot tell a rise
from a fall; more years hardly do. Looking ahead, it gets worse with distance, until always predicting the mean would
have been the better forecast.

**Your turn.** The open one:
[Exercise 18.5: beat the naive forecast](../exercises/18_recurrent_networks_exercises.ipynb#18.5-Beat-the-naive-forecast).

## On a GPU (3 min)

`nn.RNN` on the other side is PyTorch's own, and BPTT is `loss.backward()`. Same weights, same text, in float64:
"""

# %%
import nnlearn.torch as other

grads = []
for side in (nn, other):
    twin = side.CharRNN("abc ", hidden_size=5, cell="RNN", embedding_size=3).double()
    twin.load_state_dict({n: side.tensor(nn.to_numpy(v), dtype="float64") for n, v in tiny.state_dict().items()})
    _ = side.backprop(twin, side.CrossEntropyLoss(), spelled[None, :-1], spelled[None, 1:])
    grads.append(np.concatenate([side.to_numpy(p.grad).ravel() for p in twin.parameters()]))
difference = abs(grads[0] - grads[1]).max() / abs(grads[0]).max()
print("largest relative difference of all gradients below 1e-9:", bool(difference < 1e-9))

# %% tags=["machine"]
import time

for name, side in (("NumPy", nn), ("PyTorch", other)):
    net = side.CharRNN(docs.characters, hidden_size=64, cell="RNN").to(side.device())
    _ = side.backprop(net, side.CrossEntropyLoss(), x[:32], y[:32])
    start = time.perf_counter()
    for _ in range(10):
        side.backprop(net, side.CrossEntropyLoss(), x[:32], y[:32])
    print(f"{name:8} {1e2 * (time.perf_counter() - start):.1f} ms for 32 windows of 40 characters")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
A step has to wait for the one before. A GPU can spread out what is inside a step, wide layers and large batches, but
not the steps themselves.

## Where it breaks (4 min)

Show it one of four letters, then $k$ dots, then a question mark: which letter was it?
"""

# %%
rng = np.random.default_rng(0)
for k in (2, 5, 20):
    nn.manual_seed(0)
    rememberer = nn.CharRNN("abcd.?", hidden_size=32, cell="RNN", embedding_size=8).to(nn.device())
    asked = np.array([rememberer.encode(c + "." * k + "?" + c) for c in "abcd"])
    questions = asked[rng.integers(0, 4, 400)]
    adam = nn.Adam(rememberer.parameters(), lr=0.005)
    _ = nn.fit(rememberer, nn.CrossEntropyLoss(), adam, questions[:, :-1], questions[:, 1:], epochs=40, batch_size=40)
    right = int((nn.predict(rememberer, asked[:, :-1])[:, :, -1].argmax(axis=1) == asked[:, -1]).sum())
    print(f"{k:2} dots: all four letters remembered: {right == 4}")

# %% [markdown]
r"""
Nothing forbids it from keeping a letter for twenty steps; the single unit with $w = 1$ kept its pulse. But the gradient
that would teach it to has to come back twenty steps, and you saw what becomes of it. Lesson 19 builds a cell, the LSTM,
whose memory has a path of its own.

## Recall (2 min)
"""

# %%
quiz("18.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A recurrent network reads an input and its own last state, with the same weights in every step.
- A language model predicts the next character; to speak, it draws one and reads it.
- BPTT is backpropagation through the unrolled network; gradients of shared weights are sums over time.
- Gradients vanish or explode like powers; clipping tames the second, truncation cuts both off.
- A forecast has to be compared with the naive one; precision does not grow with every step.

### New terms

- **recurrent network**: a network that also reads its own state from one step ago.
- **hidden state**: the numbers that a recurrent network hands on from step to step.
- **language model**: gives the probability of the next character or word from everything before it.
- **backpropagation through time**: backpropagation through the unrolled network; BPTT.
- **spectral radius**: the largest absolute value of a matrix's eigenvalues.
- **vanishing**: of a gradient, shrinking towards zero on its way back.
- **exploding**: of a gradient, growing without bound on its way back.
- **clipping**: shortening a gradient that is longer than a limit, keeping its direction.
- **truncated BPTT**: BPTT that stops after a fixed number of steps back; the state is carried on.
- **naive forecast**: the last value as the forecast of the next.

### Sources

- Elman (1990), "Finding structure in time": the network of this lesson.
- Werbos (1990), "Backpropagation through time: what it does and how to do it".
- Bengio, Simard, Frasconi (1994), "Learning long-term dependencies with gradient descent is difficult".
- Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks", section 2, algorithm 1.
- Williams, Peng (1990), "An efficient gradient-based algorithm for on-line training of recurrent network trajectories".
- Sutskever, Martens, Hinton (2011), "Generating text with recurrent neural networks".
- Hyndman, Athanasopoulos (2021), "Forecasting: principles and practice", section 5.2: the naive forecast.
"""
