# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write one step of an LSTM and its way back, and one step of a GRU, and say what each gate does;
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

The network of [lesson 18](18_recurrent_networks.ipynb) could not carry a letter over twenty dots. The **LSTM**, long
short-term memory, of 1997 was made for carrying; Google's translator of 2016 was built from it. At the end of this
lesson such networks proofread code: in a statement that they have never seen, one bracket is wrong. Which?

First a small task: one of four symbols, twenty steps of noise, then the question which symbol it was.
"""

# %%
quiz("19.predict")

# %% [markdown]
r"""
## Explore (8 min)

One cell of such a network is drawn as a tank with three valves; beside it is the gradient on its way back.
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
the tank within a few steps, and the gradient vanishes nearly as fast. With f close to 1 both last. But a tank that keeps
everything also keeps the noise, unless the second valve closes.

## Add, do not rewrite (12 min)

In lesson 18 the state is made again at every step, through $W_h$ and tanh. [Lesson 17](17_residual_networks.ipynb)
had a better idea for depth: add to what is there. A **cell state** $c$ does so in time. Two numbers
between 0 and 1 decide: $f$, how much of the old stays, and $i$, how much of a new value $g$, the **candidate**, is
written. First by hand: one pulse is written, then nothing.
"""

# %%
for f in (0.5, 0.9, 0.95, 1.0):
    c = 1.0  # the pulse
    for _ in range(20):
        c = f * c  # nothing is added
    print(f"f = {f:4}: after 20 steps {c:.2g} of it is left")

# %% [markdown]
r"""
At 0.95 it keeps 95 % each time. Yet $f$ is called the **forget gate**, after what it does at 0. $i$ is the
**input gate**; a third, the **output gate** $o$, decides how much of $\tanh c$ the rest of the network gets to see, as
the hidden state $h$.

The network sets them itself: from what is read and the hidden states of the step before it computes three gates and a
candidate for each cell, as lesson 18 computed $h$. So $W_x$, $W_h$ and $b$ have four blocks of rows, in PyTorch's order
i, f, g, o. Gates go through the sigmoid; the candidate through tanh, so that it can also take away.

**Your turn.** [Exercise 19.1: One step](../exercises/19_lstm_exercises.ipynb#19.1-One-step).

Solved it? Then you have, with $\odot$ for element by element, and $a_i, a_f, a_g, a_o$ for the four blocks of the sums
$X_t W_x^\top + H_{t-1} W_h^\top + b$,

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
    print(f"{name}: mean {values.mean():.1f}, {between:.0%} between 0.1 and 0.9")
for layer in (nn.RNN(9, 32), lstm):
    weights = sum(p.numel() for p in layer.parameters())
    print(f"{type(layer).__name__}: {weights:,} weights")

# %% [markdown]
r"""
All begin half open; training has to move them.

## On the way back (9 min)

Let $d_t$ be the gradient of the loss at $h_t$, and $e_t$ that at $c_t$, with everything that comes later. $c_t$ has
two ways to the loss: through its own $h_t = o \odot \tanh c_t$, and through the next cell state,
$c_{t+1} = f_{t+1} \odot c_t + \dots$ So two gradients add up:

$$e_t = \underbrace{d_t \odot o_t \odot (1 - \tanh^2 c_t)}_{\text{through } h_t} +
\underbrace{e_{t+1} \odot f_{t+1}}_{\text{along } c}$$

In lesson 18 each step back met $W_h$ and a slope of tanh. Along $c$ there is neither: $k$ steps back the gradient has
been multiplied by $k$ forget gates and by nothing else.

**Your turn.** From $d$ and $e$ to the four blocks and their weights:
[Exercise 19.2: One step back](../exercises/19_lstm_exercises.ipynb#19.2-One-step-back).

Solved it? Each of the four gets the gradient of the product it stands in, times its partner there, times its own slope:

$$g_{a_i} = e\,g\; i(1-i) \quad\; g_{a_f} = e\,c_{t-1}\, f(1-f) \quad\; g_{a_g} = e\,i\,(1-g^2) \quad\;
g_{a_o} = d\,\tanh c_t\; o(1-o)$$

As in lesson 18 the gradients of the weights are sums over time, and $g_a W_h$ goes on to $d_{t-1}$. The library does the
same; here it is checked against central differences.
"""

# %%
nn.manual_seed(0)
tiny = lesson.reader(nn, nn.LSTM(3, 4, batch_first=True), 2)
tiny = tiny.double().to(nn.device())
rng = np.random.default_rng(0)
read = nn.tensor(rng.normal(size=(5, 6, 3)), dtype="float64")
wanted = nn.tensor(rng.normal(size=(5, 2)), dtype="float64")
print(gradcheck(tiny, nn.MSELoss(), read, wanted))

# %% [markdown]
r"""
## So how long? (8 min)

At the start $f$ is about $\sigma(b)$, with its bias $b$. After $k$ steps $\sigma(b)^k$ is left of the cell state, and
of the gradient along it. That is one half when

$$\sigma(b)^k = \tfrac12 \quad\Longleftrightarrow\quad k = \frac{\ln 2}{-\ln \sigma(b)},$$

the **half-life**. PyTorch draws all biases around 0; another **forget bias** ("f 1" is one of 1) starts elsewhere. Beside
the half-life the table has what arrives in new layers of 32 units: the gradient 20 and 40 steps back, as a share of that
at the last of 61 steps (geometric mean of ten layers).
"""

# %%
print("start          half-life   20 steps back   40 steps back")
for start, b in (("RNN", None), ("LSTM", 0), ("LSTM, f 1", 1), ("LSTM, f 3", 3)):
    half = "        -" if b is None else f"{np.log(2) / np.log1p(np.exp(-b)):9.1f}"
    back = gradient_back(start, 60)
    print(f"{start:12} {half} {back[20]:15.2g} {back[40]:15.2g}")

# %% [markdown]
r"""
As PyTorch makes it, an LSTM loses the gradient nearly as fast as the plain network: "*LSTMs cure vanishing gradients*"
is true of open gates. In 1997 there was no forget gate, so $f = 1$; Gers and others added it in 2000. A bias of 1, as
recommended in 2015, is a small step in the right direction. (The gradient mostly reaches farther than the formula,
since paths through $h$ are added.)

A trap: in PyTorch a gate has two biases, which are summed. Set both to 1 and you have 2.

**Your turn.** Which bias for which distance? [Exercise 19.3: A bias for a distance](../exercises/19_lstm_exercises.ipynb#19.3-A-bias-for-a-distance).

## One symbol, much noise (7 min)

Does it matter? A hundred batches of 64 sequences, with the biases as made and with a forget bias of 3:
"""

# %% tags=["nbval-ignore-output"]
task = datasets.recall_task(6400, distance=20)
unseen = datasets.recall_task(1000, distance=20, seed=1)
for bias in (None, 3):
    nn.manual_seed(0)
    layer = nn.LSTM(9, 32, batch_first=True)
    if bias is not None:
        lesson.set_gate(layer, "f", bias)
    model = lesson.reader(nn, layer, 4).to(nn.device())
    adam = nn.Adam(model.parameters(), lr=0.003)
    criterion, settings = nn.CrossEntropyLoss(), {"epochs": 1, "batch_size": 64}
    _ = nn.fit(model, criterion, adam, task.x, task.y, **settings)
    right = accuracy(nn.predict(model, unseen.x), unseen.y)
    print(f"forget bias {bias or 'as made'}: {right:.2f} right")

# %% [markdown]
r"""
One start proves little, so `nnlearn/lessons/lstm/record.py` has trained each from five: fresh sequences, 32 units,
Adam, gradients clipped to length 1, the better of two rates (0.003 and 0.01). The table says how many of five solved it,
with 99 % of 1,000 unseen sequences right within 500 steps, and in parentheses after how many (the median).
"""

# %%
starts = ["RNN", "LSTM", "LSTM, f 1", "LSTM, f 3", "RNN, orthogonal"]
print(solved_table("recall", starts, [10, 20, 40]))

# %%
predicted("19.predict")

# %% [markdown]
r"""
As made, the LSTM bridges 20 steps from none of five starts; the plain network does from four. (In lesson 18 it saw the
same four lines of dots again and again, here 64 new sequences in each step.) But look at the last line: a plain network
bridges even 40 steps if its $W_h$ starts as an orthogonal matrix, which neither stretches nor shrinks a vector. Here the
*start* decides, not the name of the cell.

## Keep, and do not write (8 min)

At T = 80 we take a forget bias of 5, a half-life of about a hundred steps, and train for 300 steps at both rates. In
every second line the input gate has a bias, too: -5. The last two lines say what new cells hold after eighty steps of
noise.
"""

# %%
starts = ["LSTM, f 5", "LSTM, f 5, i -5"]
for rate in (0.003, 0.01):
    print(f"rate {rate}:\n" + solved_table("recall", starts, [80], rate=rate))
long = datasets.recall_task(256, distance=80).x
for start in starts:
    level = [lesson.cells_after(start, long, seed) for seed in range(5)]  # 5 (256, 32)
    slope = (1 - np.tanh(level) ** 2).mean()
    print(f"{start:16} mean |c| {np.abs(level).mean():.2f}, slope of tanh {slope:.2f}")

# %% [markdown]
r"""
What is kept includes what noise has written. If each of T steps adds $i\,g$, and $g$ has the mean $m$, then $T\,i\,m$
comes together: at T = 80 and $i = \frac12$ forty times $m$. The cell drifts to where tanh is flat, and little gradient
comes through; the small rate mostly finds its way, the larger one seldom. With the input gate shut next to nothing is
written at first, and both rates work. Tallec and Ollivier derived such a start, $b_i = -b_f$, in 2018: the **chrono
start** (they draw $b_f$ at random, for a range of distances). Training need not end with a gate that shuts on noise: the
network at stop 5 of the tour writes its symbol again and again.

Keep much, write little: one gate could do both, with $i = 1 - f$. That is the idea of the **GRU**, the gated recurrent
unit, of 2014. Its **update gate** $z$ mixes the old state with a candidate $n$,
$h_t = (1 - z) \odot n + z \odot h_{t-1}$, and a **reset gate** $r$ says how much of the old state the candidate sees.
In PyTorch $z = 1$ keeps; some papers have it the other way round.

**Your turn.** [Exercise 19.4: One step of a GRU](../exercises/19_lstm_exercises.ipynb#19.4-One-step-of-a-GRU).

A mean of numbers between -1 and 1 lies between -1 and 1: a GRU has no cell that could drift away.
"""

# %%
starts = ["GRU", "GRU, z 3", "LSTM, f 5, i -5", "RNN, orthogonal"]
print(solved_table("recall", starts, [20, 40, 80]))

# %% [markdown]
r"""
A new GRU stands half open, too; one bias takes it from 20 steps to 80. The plain network with its orthogonal start
keeps up.

## Where gates are needed (3 min)

Is a good start enough? A task after Hochreiter and Schmidhuber (1997): forty numbers between 0 and 1, two of them
marked, and the sum of these two is wanted. Noise now looks like what is to be kept, but for the mark. Solved is a mean
squared error below 0.01 within 800 steps (naming the mean gives 0.167), at the better of the rates 0.005 and 0.01.
"""

# %%
starts = ["RNN", "RNN, orthogonal", "LSTM, f 1", "GRU, z 3"]
print(solved_table("adding", starts, [40]))
for start in starts:
    print(f"{start:16} error {score_of(best('adding', start=start), 'score')}")

# %% [markdown]
r"""
The plain network finds the mean and no more, from either start. A start is the same for all inputs. A gate looks at the
input and decides.

## A cell that counts (4 min)

A network of 8 units reads n times a, then n times b, and says at each letter whether the word must end here; it has
learned this for n up to 20. In each of five networks, take the cell or unit whose correlation r with the count is
largest, and see how far it moves at each a and at each b:
"""

# %%
for start in ("LSTM, f 1", "GRU", "RNN"):
    rows = lesson.recorded("counter", start=start)
    r = [abs(row["r"]) for row in rows]
    moves = ", ".join(f"{row['a']:+.2f} {row['b']:+.2f}" for row in rows)
    print(f"{start:10}|r| {min(r):.3f} to {max(r):.3f}; per a and per b: {moves}")
    print(f"{'':10}right up to n =", ", ".join(str(row["up to"]) for row in rows))

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
rows = {s: lesson.recorded("counter", start=s)[0] for s in ("LSTM, f 1", "GRU")}
lines = {f"{s[:4].strip(',')}": np.array(r["values"]) for s, r in rows.items()}
curve(ax, lines, x=np.arange(1, 41), xlabel="letters read: 20 a, then 20 b")
ax.set_ylabel("what the unit holds")
ax.axvline(20, color="#8A8A8A", linewidth=0.8)
show(
    fig,
    alt="a cell of the LSTM moves in equal steps away from zero for 20 letters and "
    "back; the unit of the GRU moves within -1 and 1 along a curve",
    caption="The best counter of the first network of each kind.",
)

# %% [markdown]
r"""
Nobody told it to, yet one cell of each LSTM counts, in equal steps there and back. The other two stay between -1 and 1
and cannot go on in equal steps; a GRU gets by with a curve. Weiss, Goldberg and Yahav showed in 2018 why, of these
three, only the LSTM can count.

## Real code (5 min)

Back to the brackets: 29,418 statements of Python's standard library to learn from, reduced to twelve signs (n is a name,
t a text, + an operator). In 210 unseen ones of three or more closing brackets, one of these was replaced. Three of them:
"""

# %%
wrong = lesson.damaged()  # 210 statements
for k in (0, 2, 5):
    print(lesson.drawn(wrong.statements[k]))
closing = np.array([np.isin(s, (7, 9, 11)).sum() for s in wrong.statements])
print(f"closing brackets in each: {closing.mean():.1f}", end="; ")
print(f"guessing finds {(1 / closing).mean():.2f}")
half, most = np.quantile(wrong.distance, [0.5, 0.9])
print(f"signs since its opening bracket: median {half:.0f}; 9 of 10 within {most:.0f}")

# %% [markdown]
r"""
The model learns to predict the next sign, as a language model does. Then it reads a damaged statement and names the
closing bracket that it expected least. Five starts each, about 6,000 weights, 1,500 batches of 48 statements:
"""

# %%
print("            rate    found           perplexity of a sign")
for start in ("RNN", "LSTM, f 1", "GRU"):
    for rate in (0.003, 0.01):
        rows = lesson.recorded("finder", start=start, rate=rate)
        found = score_of(rows, "found")
        print(f"{start:11} {rate:5}   {found}   {score_of(rows, 'perplexity', 2)}")

# %% [markdown]
r"""
Nine of ten, and the plain network finds as many as the others: real statements seldom ask for more than a few steps. And
text? Here is the perplexity on the last tenth of Python's documentation, after four epochs, with 22,000 weights and the
better of both rates. The rivals are tables of which character followed the last few.
"""

# %%
for start in ("RNN", "LSTM, f 1", "GRU"):
    print(f"{start:11} {score_of(best('docs', start=start), 'perplexity', 2)}")
for row in lesson.recorded("tables")[1:]:
    print(f"table of {row['characters']} characters: {row['perplexity']:.2f}")

# %% [markdown]
r"""
In four epochs none of the three reaches a table of three characters.

**Your turn.** Build the finder: [Exercise 19.5: Find the wrong bracket](../exercises/19_lstm_exercises.ipynb#19.5-Find-the-wrong-bracket).

## Where it breaks (4 min)

Generated brackets of two kinds, nested up to six deep, with letters between: how often is the kind of a closing one
right, by the distance to its opening one? About 5,000 weights, 500 steps, five starts.
"""

# %%
spans = ["1-2", "3-5", "6-10", "11-20", "21-60"]
print("distance    " + "".join(f"{span:>8}" for span in spans))
for start in ("RNN", "LSTM, f 1", "GRU"):
    rows = best("brackets", start=start)
    shares = [np.mean([row[span] for row in rows]) for span in spans]
    print(f"{start:12}" + "".join(f"{share:8.2f}" for share in shares))

# %% [markdown]
r"""
Here the gates pay. But beyond twenty steps they, too, miss more than one in ten; and no counter above, trained up to 20,
gets far past 30. Besides, each step waits for the one before, on a GPU as well. [Lesson 21](21_attention.ipynb) looks at
all steps at once.

**Your turn.** The open one: [Exercise 19.6: The longest memory](../exercises/19_lstm_exercises.ipynb#19.6-The-longest-memory).

## Recall (2 min)
"""

# %%
quiz("19.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An LSTM adds to its cell state instead of rewriting it: $c_t = f \odot c_{t-1} + i \odot g$. $f = 1$ keeps.
- Along $c$ the gradient meets forget gates only, so their bias sets the half-life, $\ln 2 / -\ln \sigma(b)$.
- As PyTorch makes it, an LSTM forgets within a few steps. Choose its biases for the distance.
- A GRU keeps and writes with one gate, stays between -1 and 1, and does not count.
- Gates pay where the input decides what to keep. Count the steps before you promise memory.

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
  input and output gate, an adding task.
- Gers, Schmidhuber, Cummins (2000), ["Learning to forget: continual prediction with
  LSTM"](https://doi.org/10.1162/089976600300015015): the forget gate.
- Gers, Schmidhuber (2001), ["LSTM recurrent networks learn simple context-free and context-sensitive
  languages"](https://doi.org/10.1109/72.963769): the words of a and b.
- Cho et al. (2014), ["Learning phrase representations using RNN encoder-decoder for statistical machine
  translation"](https://arxiv.org/abs/1406.1078): the GRU.
- Jozefowicz, Zaremba, Sutskever (2015), ["An empirical exploration of recurrent network
  architectures"](https://proceedings.mlr.press/v37/jozefowicz15.html): a forget bias of 1.
- Olah (2015), ["Understanding LSTM networks"](https://colah.github.io/posts/2015-08-Understanding-LSTMs/): the drawing
  that most people know.
- Tallec, Ollivier (2018), ["Can recurrent neural networks warp time?"](https://arxiv.org/abs/1804.11188): the chrono
  start.
- Weiss, Goldberg, Yahav (2018), ["On the practical computational power of finite precision RNNs for language
  recognition"](https://doi.org/10.18653/v1/P18-2117): who can count.
- Wu et al. (2016), ["Google's neural machine translation system: bridging the gap between human and machine
  translation"](https://arxiv.org/abs/1609.08144): a translator of LSTMs.
- PyTorch, [issue 750](https://github.com/pytorch/pytorch/issues/750): why a gate has two biases.
"""
