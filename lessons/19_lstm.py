# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write an LSTM and a GRU with their gradients, and say what each gate does;
- compute how many steps a cell remembers at the start of training, and set its biases for a distance;
- say where gates win, over how many steps, and where a plain network does as well.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import GateExplorer
from nnlearn.gradcheck import gradcheck
from nnlearn.lessons import lstm as lesson
from nnlearn.lessons.lstm import best, gradient_back, score_of, solved_table
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

The network of [lesson 18](18_recurrent_networks.ipynb) could not carry a letter over twenty dots. A network made for
carrying is the **LSTM**, long short-term memory, of 1997. For years it was the way to read speech and handwriting, and
the Google Translate of 2016 was built of it. At the end of this lesson one proofreads code: in a statement that it has
never seen, one bracket is wrong. Which?

Before that, a small task. One of four symbols, then twenty steps of noise, then the question: which symbol was it?
"""

# %%
quiz("19.predict")

# %% [markdown]
r"""
## Explore (8 min)

The explorer shows one cell of such a network as a tank with three valves, and below it the gradient on its way back.
**Next stop** leads you through the tour. At three of its stops:

1. Stop 2: PyTorch's own start. How much of the tank is left after two steps?
2. Stop 3: pull the bias of the valve that keeps. What becomes of the gradient?
3. Stop 4: eighty steps. It keeps now, so what is wrong with it?
"""

# %%
GateExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

The level in the tank is multiplied by what the valve f lets stay, and what i lets in is added. A half-open f empties
the tank within a few steps, and the gradient shrinks by the same factors. With f nearly 1 both last. But a tank that
keeps everything also keeps the noise, until the second valve closes.

## Add, do not rewrite (12 min)

In lesson 18 the state is made again at every step, through $W_h$ and tanh. [Lesson 17](17_residual_networks.ipynb)
had a better idea for depth: add to what is there. Let a **cell state** $c$ do so in time. Since what is only added to
fills up with noise, two numbers between 0 and 1 decide: $f$, how much of the old stays, and $i$, how much of the new
value $g$, the **candidate**, is written.

First with both set by hand: one pulse is written, then nothing.
"""

# %%
for f in (0.5, 0.9, 0.95, 1.0):
    c = 1.0  # the pulse
    for _ in range(20):
        c = f * c  # nothing is added
    print(f"f = {f:4}: after 20 steps {c:.2g} of it is left")

# %% [markdown]
r"""
At $f = 1$ the cell keeps all, at 0.95 it keeps 95 % of what it has, at each step. Yet $f$ is called the **forget gate**,
after what it does at 0. With $i$, the **input gate**, it decides what the cell holds; a third one, the **output gate**
$o$, decides how much of $\tanh c$ is shown to the rest of the network, as the hidden state $h$.

Nobody sets them by hand. At every step each cell computes its own three gates and its candidate from what it reads and
from all hidden states of the step before, as lesson 18 computed $h$. So $W_x$, $W_h$ and $b$ have four blocks
of rows, in PyTorch's order i, f, g, o. Gates go through the sigmoid, which stays between 0 and 1; the candidate through
tanh, which can also take away.

**Your turn.** [Exercise 19.1](../exercises/19_lstm_exercises.ipynb).

Solved it? Then you have, with $\odot$ for element by element, and $a_i, a_f, a_g, a_o$ for the four blocks of the sums
$X_t W_x^\top + H_{t-1} W_h^\top + b$ (the letter $z$ will be the name of a gate),

$$i, f, o = \sigma(a_i), \sigma(a_f), \sigma(a_o) \qquad g = \tanh(a_g)$$
$$c_t = f \odot c_{t-1} + i \odot g \qquad\qquad h_t = o \odot \tanh c_t$$

Is a gate a switch? Here are those of a new LSTM while it reads the task of the beginning:
"""

# %%
task = datasets.recall_task(64, distance=20)  # x (64, 22, 9)
nn.manual_seed(0)
lstm = nn.LSTM(9, 32, batch_first=True)
gates = lstm.gates(nn.tensor(task.x))  # each (64, 22, 32)
for name in "ifo":
    values = nn.to_numpy(gates[name])
    between = ((values > 0.1) & (values < 0.9)).mean()
    print(f"{name}: mean {values.mean():.2f}, {between:.0%} between 0.1 and 0.9")
for layer in (nn.RNN(9, 32), lstm):
    weights = sum(p.numel() for p in layer.parameters())
    print(f"{type(layer).__name__}: {weights:,} weights")

# %% [markdown]
r"""
They begin half open, all of them; training has to move them. And there are four times the weights, which is no reason
to remember longer: they say *when* to keep, not how long.

## On the way back (9 min)

Backward, let $d_t$ be the gradient of the loss at $h_t$, and $e_t$ that at $c_t$, with everything that comes
later. $c_t$ has two ways to the loss: through its own $h_t = o \odot \tanh c_t$, and through the next cell state,
$c_{t+1} = f_{t+1} \odot c_t + \dots$ So two gradients add up:

$$e_t = \underbrace{d_t \odot o_t \odot (1 - \tanh^2 c_t)}_{\text{through } h_t} +
\underbrace{e_{t+1} \odot f_{t+1}}_{\text{along } c}$$

Look at the second part. In lesson 18 each step back met $W_h$ and a slope of tanh. Along $c$ there is neither: $k$ steps
back the gradient has been multiplied by $k$ forget gates and by nothing else.

**Your turn.** From $d$ and $e$ to the four blocks and their weights:
[Exercise 19.2](../exercises/19_lstm_exercises.ipynb).

Solved it? Each gate's error is that of the product it stands in, times its own slope:

$$g_{a_i} = e\,g\; i(1-i) \quad\; g_{a_f} = e\,c_{t-1}\, f(1-f) \quad\; g_{a_g} = e\,i\,(1-g^2) \quad\;
g_{a_o} = d\,\tanh c_t\; o(1-o)$$

The weights act at every step, so their gradients are sums over time as before, and $d_{t-1} = g_{a} W_h$ (plus what the
loss sees of $h_{t-1}$ itself). The library does the same; here is each of its parameters against central differences.
"""

# %%
nn.manual_seed(0)
tiny = lesson.reader(nn, nn.LSTM(3, 4, batch_first=True), 2)
tiny = tiny.double().to(nn.device())
rng = np.random.default_rng(0)
read, wanted = nn.tensor(rng.normal(size=(5, 6, 3))), nn.tensor(rng.normal(size=(5, 2)))
print(gradcheck(tiny, nn.MSELoss(), read, wanted))

# %% [markdown]
r"""
## So how long? (9 min)

At the start $f$ is about $\sigma(b)$, where $b$ is its bias. After $k$ steps $\sigma(b)^k$ is left, along $c$ and of
the gradient. Half of it is left when

$$\sigma(b)^k = \tfrac12 \quad\Longleftrightarrow\quad k = \frac{\ln 2}{-\ln \sigma(b)},$$

the **half-life**. PyTorch draws all biases around 0; the **forget bias** is where we can start elsewhere. Beside the
half-life stands what a new layer of 32 units does: the gradient that arrives 20 and 40 steps back, as a share of that
at the last step (mean of ten layers).
"""

# %%
print("start          half-life   20 steps back   40 steps back")
for start, b in (("RNN", None), ("LSTM", 0), ("LSTM, f 1", 1), ("LSTM, f 3", 3)):
    half = "        -" if b is None else f"{np.log(2) / np.log1p(np.exp(-b)):9.1f}"
    back = gradient_back(start, 40)
    print(f"{start:12} {half} {back[20]:15.1g} {back[40]:15.1g}")

# %% [markdown]
r"""
("f 1" is a forget bias of 1.) An LSTM as PyTorch makes it loses the gradient nearly as fast as the plain network. "*The
LSTM cures vanishing gradients*" is true only of one whose gates stand open. In 1997 there was no forget gate, so that
$f = 1$; Gers and others added it in 2000, and with it the question of its bias. A bias of 1 was recommended in 2015: the
right direction, for two or three steps. The measured gradient reaches farther than the formula, since paths through $h$
are added.

One trap. A gate has two biases in PyTorch, which are summed; set both to 1 and you have 2.

**Your turn.** Which bias for which distance? [Exercise 19.3](../exercises/19_lstm_exercises.ipynb).

## One symbol, much noise (7 min)

Does it matter? Here the forget bias is 3, and training sees fifty batches of 64 sequences.
"""

# %% tags=["nbval-ignore-output"]
x, y = (task := datasets.recall_task(3200, distance=20)).x, task.y
unseen = datasets.recall_task(1000, distance=20, seed=1)
for bias in (None, 3):
    nn.manual_seed(0)
    layer = nn.LSTM(9, 32, batch_first=True)
    if bias is not None:
        lesson.set_gate(layer, "f", bias)
    model = lesson.reader(nn, layer, 4).to(nn.device())
    adam = nn.Adam(model.parameters(), lr=0.01)
    _ = nn.fit(model, nn.CrossEntropyLoss(), adam, x, y, epochs=1, batch_size=64)
    right = accuracy(nn.predict(model, unseen.x), unseen.y)
    print(f"forget bias {bias or 'as made'}: {right:.2f} right")

# %% [markdown]
r"""
One start proves little, so `nnlearn/lessons/lstm/record.py` has trained every cell from five, with fresh sequences, 32
units, Adam, gradients clipped to length 1, and the better of two rates (0.003 and 0.01). A task counts as solved with
99 % of 1,000 unseen sequences right, within 500 steps (300 at T = 80). The table gives how many of five solved it, and
after how many steps (the median).
"""

# %%
starts = ["RNN", "LSTM", "LSTM, f 1", "LSTM, f 3", "GRU"]
print(solved_table("recall", starts, [10, 20, 40]))

# %%
predicted("19.predict")

# %% [markdown]
r"""
PLACEHOLDER interpretation

## Keep, and do not write (8 min)

At T = 80 a forget bias of 5 has a half-life of about a hundred steps. And yet:
"""

# %%
print(solved_table("recall", ["LSTM, f 3", "LSTM, f 5"], [80]))
long = datasets.recall_task(256, distance=80).x
for start in ("LSTM, f 5", "LSTM, f 5, i -5"):
    level = [lesson.cells_after(start, long, seed) for seed in range(5)]  # (256, 32) each
    slope = 1 - np.tanh(level) ** 2
    print(f"{start:16} mean |c| {np.abs(level).mean():.2f}, slope of tanh {slope.mean():.2f}")

# %% [markdown]
r"""
What is kept includes what noise has written. If each of T steps adds $i\,g$, where $g$ has mean $m$ and variance $v$
and the steps are independent, then

$$\text{mean of the sum} = T\,i\,m \qquad\qquad \text{variance of the sum} = T\,i^2\,v .$$

At T = 80 and $i = \frac12$ that is forty times $m$: the cell drifts to where tanh is flat, and no gradient comes through.
So close the other valve as well. With a bias of -5 for $i$ (above, "f 5, i -5") next to nothing is written at first, and
training opens it for what matters. Tallec and Ollivier derived such a start, $b_i = -b_f$, in 2018: the **chrono start**
(they draw $b_f$ at random, for a range of distances).

If writing is to be closed when keeping is open, one gate could do both: $i = 1 - f$. That is the idea of the **GRU**, the
gated recurrent unit, of 2014. It has no $c$ besides $h$: its **update gate** $z$ mixes the old state with a candidate $n$,
$h_t = (1 - z) \odot n + z \odot h_{t-1}$, and a **reset gate** $r$ says how much of the old state the candidate sees.
In PyTorch $z = 1$ keeps; some papers have it the other way round.

**Your turn.** [Exercise 19.4](../exercises/19_lstm_exercises.ipynb).

A mean of numbers between -1 and 1 stays between -1 and 1: a GRU cannot drift away.
"""

# %%
starts = ["RNN, orthogonal", "LSTM, f 5", "LSTM, f 5, i -5", "GRU", "GRU, z 3"]
print(solved_table("recall", starts, [40, 80]))

# %% [markdown]
r"""
PLACEHOLDER

## Where gates are needed (3 min)

So could a good start alone do it? Hochreiter and Schmidhuber's task of 1997 says no: forty numbers, two of them
marked, and the sum of these two is wanted. Noise now has the form of what is to be kept; only the mark tells them apart.
Solved is a mean squared error below 0.01 within 800 steps (naming the mean gives 0.167).
"""

# %%
starts = ["RNN", "RNN, orthogonal", "LSTM", "LSTM, f 1", "LSTM, f 3", "GRU", "GRU, z 3"]
print(solved_table("adding", starts, [40]))
for start in ("RNN", "RNN, orthogonal"):
    rows = best("adding", start=start)
    print(f"{start}: error {score_of(rows, 'score')}")

# %% [markdown]
r"""
PLACEHOLDER A gate can look at the input and decide; a start cannot.

## A cell that counts (4 min)

Now look inside. A network of 8 units reads n times a, then n times b, and says at each letter whether the word must end
here; it has learned this for n up to 20. For each of five networks, take the cell that follows the count best:
"""

# %%
for start in ("LSTM, f 1", "GRU"):
    print(f"{start}: |r| of the best unit, its step at an a and at a b, right up to n =")
    for row in lesson.recorded("counter", start=start):
        print(f"   {abs(row['r']):.3f}   {row['a']:+.2f} {row['b']:+.2f}   {row['up to']}")

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
rows = {s: lesson.recorded("counter", start=s)[0] for s in ("LSTM, f 1", "GRU")}
lines = {f"{s[:4].strip(',')}": np.array(r["values"]) for s, r in rows.items()}
curve(ax, lines, x=np.arange(1, 41), xlabel="letters read: 20 a, then 20 b")
ax.set_ylabel("what the unit holds")
ax.axvline(20, color="#8A8A8A", linewidth=0.8)
show(
    fig,
    alt="a cell of the LSTM moves in equal steps away from zero for 20 letters and back; "
    "the unit of the GRU moves within -1 and 1 along a curve",
    caption="The best counter of the first network of each kind.",
)

# %% [markdown]
r"""
Nobody told it, and one cell of the LSTM counts, in equal steps. The GRU cannot: between -1 and 1 there is
no room for equal steps up to any number. It gets by with a curve. Weiss, Goldberg and Yahav proved this difference in
2018. So the two are not the same machine.

## Real code (6 min)

Back to the brackets. 29,418 statements from Python's standard library to learn from, each token reduced to one of twelve
signs: no names, only the order of kinds. Below are three unseen ones in which one closing bracket was replaced (n is a
name, t a text, + an operator).
"""

# %%
wrong = lesson.damaged()  # 210 statements
for k in (0, 2, 5):
    print(lesson.drawn(wrong.statements[k]))
closing = [np.isin(s, (7, 9, 11)).sum() for s in wrong.statements]
print(f"closing brackets in each: {np.mean(closing):.1f}", end="; ")
print(f"guessing finds {np.mean(1 / np.array(closing)):.2f}")

# %% [markdown]
r"""
The model learns to predict the next sign, as a language model does. Then it reads a damaged statement and names the
closing bracket that it expected least. Five starts each, about 6,000 weights, the rate chosen by perplexity:
"""

# %%
print("                found         opened > 15 signs before   perplexity of a sign")
for start in ("RNN", "LSTM, f 1", "GRU"):
    rows = best("finder", start=start)
    columns = (score_of(rows, name) for name in ("found", "far", "perplexity"))
    print(f"{start:12}" + "".join(f"{column:>18}" for column in columns))
print("characters of Python's documentation, perplexity after four epochs:")
for start in ("RNN", "LSTM, f 1", "GRU"):
    print(f"   {start:12} {score_of(best('docs', start=start), 'perplexity', 2)}")
for row in lesson.recorded("tables")[1:]:
    print(f"   a table of {row['characters']} characters {row['perplexity']:.2f}")

# %% [markdown]
r"""
PLACEHOLDER

**Your turn.** Build the finder: [Exercise 19.5](../exercises/19_lstm_exercises.ipynb).

## Where it breaks (4 min)

Generated brackets of two kinds, nested up to six deep, with letters between: is the kind of a closing bracket right, by
the distance to its opening one? About 5,000 weights, 500 steps, five starts.
"""

# %%
spans = ["1-2", "3-5", "6-10", "11-20", "21-60"]
print("distance    " + "".join(f"{span:>8}" for span in spans))
for start in ("RNN", "LSTM, f 1", "LSTM, f 3", "GRU"):
    rows = best("brackets", start=start)
    shares = [np.mean([row[span] for row in rows]) for span in spans]
    print(f"{start:12}" + "".join(f"{share:8.2f}" for share in shares))

# %% [markdown]
r"""
PLACEHOLDER

**Your turn.** The open one: [Exercise 19.6](../exercises/19_lstm_exercises.ipynb).

## Recall (2 min)
"""

# %%
quiz("19.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An LSTM adds to its cell state instead of rewriting it: $c_t = f \odot c_{t-1} + i \odot g$. $f = 1$ keeps.
- Along $c$ the gradient meets forget gates only, so their bias sets the half-life, $\ln 2 / -\ln \sigma(b)$.
- As PyTorch makes it, an LSTM forgets within a few steps. Choose the biases for the distance, and let it write little.
- A GRU keeps and writes with one gate, stays between -1 and 1, and does not count.
- Gates pay where the input decides what to keep, and over long distances. Count the steps before you promise memory.

### New terms

- **LSTM**: long short-term memory; a recurrent layer with a cell state and three gates.
- **cell state**: the numbers c of an LSTM, added to and scaled from step to step.
- **candidate**: the new value that an LSTM or a GRU could write, between -1 and 1.
- **forget gate**: the share f of its cell state that an LSTM keeps: 1 keeps all.
- **input gate**: the share i of its candidate that an LSTM writes.
- **output gate**: the share o of tanh c that an LSTM shows as its hidden state.
- **half-life**: the number of steps after which half of a memory is left.
- **forget bias**: the bias of the forget gate, and with it the half-life at the start.
- **chrono start**: biases b of the forget gate and -b of the input gate, chosen by a distance in time.
- **GRU**: gated recurrent unit; one gate both keeps and writes, and there is no cell state.
- **update gate**: the share z of its old state that a GRU keeps (in PyTorch).
- **reset gate**: how much of the old state the candidate of a GRU sees.

### Sources

- Hochreiter, Schmidhuber (1997), ["Long short-term memory"](https://doi.org/10.1162/neco.1997.9.8.1735): cell state,
  input and output gate, the adding task.
- Gers, Schmidhuber, Cummins (2000), ["Learning to forget: continual prediction with
  LSTM"](https://doi.org/10.1162/089976600300015015): the forget gate.
- Gers, Schmidhuber (2001), ["LSTM recurrent networks learn simple context-free and context-sensitive
  languages"](https://doi.org/10.1109/72.963769): the words of a and b.
- Cho et al. (2014), ["Learning phrase representations using RNN encoder-decoder for statistical machine
  translation"](https://arxiv.org/abs/1406.1078): the GRU.
- Jozefowicz, Zaremba, Sutskever (2015), ["An empirical exploration of recurrent network
  architectures"](https://proceedings.mlr.press/v37/jozefowicz15.html): a forget bias of 1.
- Le, Jaitly, Hinton (2015), ["A simple way to initialize recurrent networks of rectified linear
  units"](https://arxiv.org/abs/1504.00941): what a start can do for a plain network.
- Olah (2015), ["Understanding LSTM networks"](https://colah.github.io/posts/2015-08-Understanding-LSTMs/): the drawing
  that most people know.
- Tallec, Ollivier (2018), ["Can recurrent neural networks warp time?"](https://arxiv.org/abs/1804.11188): the chrono
  start.
- Weiss, Goldberg, Yahav (2018), ["On the practical computational power of finite precision RNNs for language
  recognition"](https://doi.org/10.18653/v1/P18-2117): who can count.
- PyTorch, [issue 750](https://github.com/pytorch/pytorch/issues/750): why a gate has two biases.
"""
