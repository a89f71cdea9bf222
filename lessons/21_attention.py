# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write attention with masks and its gradient, and check it;
- find a model that sees the future, with one test;
- train a translator and a tiny GPT, and say what their coloured maps do and do not prove.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import AttentionExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import attention as lesson
from nnlearn.lessons.attention import recorded, score_of
from nnlearn.plots import figure, show

# %% [markdown]
r"""
## Predict (2 min)

People write "thu 5 mar 1998" or "the 5th of march 1998"; a table wants 1998-03-05. One sequence is turned into another:
*sequence to sequence*, as [lesson 18](18_recurrent_networks.ipynb) called it. (A few regular expressions do it without
a mistake; we take dates because every answer can be checked.)

One GRU ([lesson 19](19_lstm.ipynb)), the **encoder**, reads the text into 64 numbers. A second, the **decoder**, starts
from them and writes the date. All that is read must pass through these numbers: the **bottleneck**. An answer counts
only as an **exact match**, right to the last digit, on days that no training text named.
"""

# %%
quiz("21.predict")

# %% [markdown]
r"""
## Explore (8 min)

Give the decoder one more thing, a look at everything that the encoder has read. Below you see where it looks, and you
can type a text of your own. **Next stop** leads you through the tour. At four of its stops:

1. Stop 2: the rows of the day. Which letters do they look at?
2. Stop 4: the scores are divided by 4. What becomes of the answer?
3. Stop 5: hide the brightest letter, then a pale one.
4. Stop 7: a wonderful loss. What is wrong?

Then choose the names of colours, type a name, and go through the layers and heads.
"""

# %%
AttentionExplorer()

# %% [markdown]
r"""
## What you saw (4 min)

Each row of the map is the decoder at one step, and its weights say where it looks. Hide the brightest letter, and often the digit
changes; hide another, and it hardly ever does. Here is a shorter training, live:
"""

# %% tags=["nbval-ignore-output"]
translator = lesson.translator(nn, seed=1)  # 400 steps with 64 dates each
print(f"{lesson.exact_match(translator, lesson.unseen()):.0%} of 400 unseen days")
texts = ["thu 5 mar 1998", "the 5th of march 1998", "yesterday"]  # yours to change
print(lesson.translate(translator, datasets.dates(1), texts))

# %%
predicted("21.predict")

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
match = {
    a: np.mean([r["match"] for r in recorded("dates", attention=a, steps=n)], 0)
    for a, n in ((True, 400), (False, 2400))
}
steps = {True: np.arange(1, 5) * 100, False: np.arange(1, 7) * 400}
for a, name in ((True, "with attention"), (False, "bottleneck")):
    ax.plot(steps[a], match[a], "o-" if a else "s--", label=name)
ax.set(xlabel="steps", ylabel="exact match", ylim=(-0.03, 1.03))
ax.legend()
show(
    fig,
    alt=f"share of unseen dates right: with attention {match[True][-1]:.2f} after 400 "
    f"steps, the bottleneck {match[False][-1]:.2f} after 2,400",
    caption="Means of five starts each.",
)

# %% [markdown]
r"""
The bottleneck learns, too, but far later: attention spares the network the squeezing. And "yesterday"? It becomes a
date, like any text: the network cannot decline.

## Look up, softly (8 min)

A dictionary returns the value of the one key that is equal. Attention asks softly. There is a **query** q, for each place a
**key** k and a **value** v, all vectors. How well does each key fit? The dot product q · k is the *score* s.
Softmax turns the scores into **attention weights** a, which sum to 1, and the answer is the mean of the values with
these weights. By hand, "large and fast":
"""

# %%
size = {"mouse": 7.0, "cat": 25.0, "horse": 160.0}  # in cm
print("cat:", size["cat"])
q = np.array([2.0, 2.0])  # large, fast
keys = np.array([[-1.0, 0.5], [0.0, 0.6], [1.0, 0.9]])  # mouse, cat, horse
scores = keys @ q
shares = np.exp(scores) / np.exp(scores).sum()
print("scores ", scores)
print("weights", shares.round(3))
print(f"answer  {shares @ list(size.values()):.1f}")

# %% [markdown]
r"""
A small change of q changes the weights a little, and so the answer: there is a slope everywhere, and the network can
learn what to ask and what to be found by. For T queries and S keys at once, with rows for places,

$$s = \frac{q\,k^\top}{\sqrt d} \qquad a_{ts} = \frac{\exp s_{ts}}{\sum_j \exp s_{tj}} \qquad y = a\,v$$

with q (T, d), k (S, d), v (S, e), s and a (T, S), y (T, e). This is **scaled dot-product attention**. Where a query
may not look, a **mask** says so: the score becomes $-\infty$ *before* the softmax, and the weight exactly 0.

**Your turn.** [Exercise 21.1: Look up, softly](../exercises/21_attention_exercises.ipynb#21.1-Look-up,-softly).

In the translator q comes from the decoder, k and v are the encoder's states: **cross-attention**. In
**self-attention** all three come from one sequence, by three matrices: three views of the same thing.

## Why divide? (5 min)

Let the entries of q and k be independent, with mean 0 and variance 1. Then $q_i k_i$ has mean 0 and variance 1, and the
sum of d of them variance d: scores spread by $\sqrt d$. Here, 16 keys; "slope at s" is the usual size of dL/ds for a
gradient dL/dy of size 1:
"""

# %%
print("  d  divided  spread  largest weight  one weight > .99  slope at s")
for d in (4, 64, 256):
    for divided in (False, True):
        m = lesson.spread_of(d, divided)
        print(f"{d:3}  {'yes' if divided else 'no':7} {m['spread']:7.1f}", end="")
        print(f"{m['largest']:16.2f} {m['one key']:17.2f} {m['slope']:11.2f}")

# %% [markdown]
r"""
Without the divisor a wide head often looks at one place from the start, and less of the gradient arrives. So the divisor is
the root of the width that is summed over, the *head's*.

## Backwards (7 min)

From $g = \partial L/\partial y$ (T, e), line by line; $g_a$ is $\partial L/\partial a$, and so on. $y = a v$ is a
product of matrices, so

$$g_v = a^\top g \qquad\qquad g_a = g\,v^\top$$

Softmax of one row, from [lesson 03](03_activation_functions.ipynb): $\partial a_i/\partial s_j = a_i([i=j] - a_j)$.
Summed over the paths,

$$(g_s)_j = a_j \Big((g_a)_j - \sum_i a_i\, (g_a)_i\Big)$$

A step of descent raises a score if its value lowers the loss more than the mean now looked up, and lowers it if
less. Where $a_j = 0$, as at
every masked place, the slope is exactly 0. The last product gives q and k theirs.

**Your turn.** [Exercise 21.2: The way back](../exercises/21_attention_exercises.ipynb#21.2-The-way-back).

Solved it? Then you have the lines below; each is checked against central differences.
"""

# %%
rng = np.random.default_rng(0)
q, k, v, g = (rng.normal(size=shape) for shape in ((3, 4), (5, 4), (5, 2), (3, 2)))


def look(q, k):
    a = np.exp(q @ k.T / 2)  # sqrt(d) is 2
    return a / a.sum(axis=1, keepdims=True)


a = look(q, k)  # (3, 5)
g_a = g @ v.T
g_s = a * (g_a - (a * g_a).sum(axis=1, keepdims=True)) / 2
derived = {"v": (a.T @ g, v), "q": (g_s @ k, q), "k": (g_s.T @ q, k)}
for name, (gradient, x) in derived.items():
    measured = numerical_gradient(lambda _: (g * (look(q, k) @ v)).sum(), x)
    error = np.max(relative_error(gradient, measured))
    print(f"g_{name} {gradient.shape}: relative error below {max(1e-6, error):g}")

# %% [markdown]
r"""
## Masks (8 min)

Blanks that fill up a text must not be looked at: a **padding mask**. Nor must the future. A language model predicts
at each place what comes next; in training the true text is there, shifted by one place, and all places learn at once
(teacher forcing, as in [lesson 18](18_recurrent_networks.ipynb)). Place t may look at 0 to t and no further,
which is the **causal mask**. If it can look further, it copies the answer: a **leak**.

The test takes one line of thought: change a letter, and nothing before it may move.

**Your turn.** [Exercise 21.4: Find the leak](../exercises/21_attention_exercises.ipynb#21.4-Find-the-leak).

Three tiny GPTs (we build one below) have learned names of colours: one is right, one has no mask, and one multiplies
the weights by the mask *after* the softmax. Five splits, loss in **nats a letter** (the mean of -log p) on unseen
names; the last column is how far scores move when a later letter changes:
"""

# %%
print("                    as trained   letter by letter   change of the past")
for kind in ("right", "no mask", "mask after softmax"):
    rows = recorded("colours", kind=kind)
    trained, alone = (score_of(rows, name) for name in ("as trained", "alone"))
    leaks = np.mean([row["leak"] for row in rows])
    print(f"{kind:19} {trained}  {alone:>17} {leaks:20.1f}")

# %% [markdown]
r"""
Without the mask the loss is almost 0, and the model useless. The third adds no value of the future to anything. But
the sum below the fraction has seen all scores, and training finds out how to send the answer through it. Asked letter
by letter, as when it writes, it fails. So be wary of a loss that is too good, and test the wiring. Real models have
leaked: in one [GPT-2](https://github.com/karpathy/minGPT/issues/75) the mask was a score of -10,000, and training
found scores below that.

## Order (4 min)

Attention is a mean over places, and a mean does not know their order. Shuffle the rows of x with a matrix P: the
scores become $P s P^\top$, the weights too, and the output is $P y$. It is **equivariant**, as a convolution is to
shifts ([lesson 15](15_convolution.ipynb)). Does a transformer need to be told where things stand, then?
"""

# %%
x = np.arange(8)[None]
shuffled = rng.permutation(8)
for settings in ({"is_causal": False}, {"is_causal": True}):
    nn.manual_seed(0)
    model = nn.GPT(8, 8, d_model=16, positions=False, **settings).to(nn.device())
    with nn.no_grad():
        one, two = (nn.to_numpy(model(nn.tensor(z))) for z in (x, x[:, shuffled]))
    print(settings, f"difference {np.abs(one[:, :, shuffled] - two).max():.2f}")

# %% [markdown]
r"""
Without a mask, yes; add to each place a vector of its own, a **position embedding**. With the causal mask the first
place sees one letter, the second two, and order comes in that way. Texts that repeat a random piece show it; counted
are the letters that can be known, five starts of 1,000 steps:
"""

# %%
for kind in ("one layer", "two layers", "no positions", "GRU"):
    rows = recorded("repeated", kind=kind)
    size = rows[0]["weights"]
    print(f"{kind:13} {size:6,} weights: {score_of(rows, 'accuracy')} right")

# %% [markdown]
r"""
"No positions" is two layers without them. One layer can hardly copy: to continue, a place must find the letter that
*followed* its own the last time, and each layer looks once.

## Heads and the block (8 min)

One look gives one mean. So the D numbers of each place are cut into H blocks of d = D/H, the **heads**; each looks in
its own way, and the results are joined. More heads are not more weights: D stays.

**Your turn.** [Exercise 21.3: Split and join](../exercises/21_attention_exercises.ipynb#21.3-Split-and-join).

The **transformer block** adds two things to x one after the other, as [lesson 17](17_residual_networks.ipynb) does:
what the heads found, and a **feed-forward part**, two dense layers with 4 D units between, at each place alone. Each
reads a normalised x: **pre-norm**. Only attention carries numbers from place to place.
"""

# %%
D = 48
attention = nn.MultiheadAttention(D, num_heads=4, batch_first=True)
block = nn.TransformerEncoderLayer(D, 4, 4 * D, batch_first=True, norm_first=True)
gpt = nn.GPT(vocab_size=30, context_length=28, d_model=D, nhead=4, num_layers=2)
for name, part in (("attention", attention), ("block", block), ("GPT", gpt)):
    print(f"{name:10} {sum(p.numel() for p in part.parameters()):7,} weights")
print(f"4 D D + 4 D = {4 * D * D + 4 * D:,}")

# %% [markdown]
r"""
Type a text: here is where each of the eight heads of a trained one looks.
"""

# %% tags=["try"]
text = "dark moss green"  # yours to change
fig, alt = lesson.head_maps(nn, text)
show(
    fig,
    alt=alt,
    caption="Row: the letter that looks. Column: the one looked at; the dot begins.",
)

# %% [markdown]
r"""
Above the diagonal all is 0: the mask. No two heads look alike, and few do anything that has a name.

## A tiny GPT (8 min)

Embeddings, blocks, a dense layer to the scores of the next *token* (here a letter): a **decoder-only model**, or
**GPT**. It writes by drawing a letter, adding it to the text and reading again. Now live, 828 names of colours from a
survey of xkcd:
"""

# %% tags=["nbval-ignore-output"]
_, (x, y) = lesson.name_split(0)  # 90 names that are held out
writer = lesson.name_writer(nn, seed=0)  # 600 steps
print(f"{lesson.nats(nn, writer, x, y):.2f} nats a letter")
names = lesson.written(writer, 300)  # temperature 0.8
known = datasets.colour_names().names
new = [name for name in dict.fromkeys(names) if name not in known]
print("; ".join(new[:12]))
rows = recorded("colours", kind="right")
print("five splits: table of pairs", score_of(rows, "pairs"), end="")
print(", GPT", score_of(rows, "as trained"), "nats a letter")
print(f"written names that stand in the list already: {score_of(rows, 'old')}")

# %% [markdown]
r"""
It beats the table, which knows one letter of the past, by far. But more than half of what it writes stands in the list
already: ask any model that invents how much it copies.

**Your turn.** [Exercise 21.5: Build a GPT](../exercises/21_attention_exercises.ipynb#21.5-Build-a-GPT).

Now Python's documentation, the text of lesson 19, with the same windows and the same unseen tenth. A GPT of 90,701
weights reads for 50 seconds on one processor in NumPy. A GRU of about as many weights gets the same time, and below are
the RNN and the GRU that read it in lesson 19, smaller and with four epochs.
"""

# %% tags=["nbval-ignore-output"]
print("perplexity, five starts      weights")
for kind in ("GPT", "GRU", "RNN, lesson 18", "GRU, lesson 19"):
    rows = recorded("docs", kind=kind) + recorded("earlier", kind=kind)
    print(f"{kind:15} {score_of(rows, 'perplexity')} {rows[0]['weights']:9,}")
ends = [
    [row["perplexity"][-1] for row in recorded("docs", kind=kind)]
    for kind in ("GPT", "GRU")
]
less = np.subtract(*ends)
print(f"GPT - GRU: {less.mean():.2f} on average; below 0 in {(less < 0).sum()} of 5")
docs, rng = datasets.python_docs(), np.random.default_rng(0)
reader = lesson.stored(nn, "documentation")  # now it writes, live
codes = reader.generate(docs.encode("The ")[None], 160, temperature=0.6, generator=rng)
print("\n" + docs.decode(codes[0]))

# %% [markdown]
r"""
The GPT's perplexity is two below those of lesson 19, mainly because it is larger and reads longer: the GRU
of its size is level with it, on this text and one processor. The advantage of transformers is that all places are
computed at once, on machines that can.
"""

# %% [markdown]
r"""
## Is attention an explanation? (5 min)

A bright letter seems to say why. Test it on five translators and 300 unseen texts, by **ablation**: take away and see
what changes.
"""

# %%
rows = recorded("dates", attention=True)
print("brightest place in the right part of the text")
for name in ("year", "month", "day"):
    print(f"  {name:18} {score_of(rows, name)}")
print("share of digits that change")
for name in ("brightest hidden", "another hidden", "uniform"):
    print(f"  {name:18} {score_of(rows, name, 3)}")
print(f"brightest is what matters most in the text: {score_of(rows, 'most important')}")
other = [row for row in recorded("dates") if "other" in row]
print("two starts:", end=" ")
told = ("same digits", "same place", "difference")
print("; ".join(f"{name} {score_of(other, name)}" for name in told))

# %% [markdown]
r"""
So the map is not decoration: hide the brightest place, and half of the digits change; hide another, and hardly any
does. ("Uniform" makes all weights equal; "difference" is the share of the weight that lies elsewhere.) But replace
letters of the text, which is **attribution** to the input, and in a third of the cases another letter matters more,
often its neighbour: a state of the encoder has read what came before. And of two networks that answer alike, the
brightest place differs for one digit in four. The map says where *this* network read. It does not say why.

## On a GPU (2 min)

One trap waits there. In PyTorch True means "may look" in one function, and "may not" in the other:
"""

# %%
import nnlearn.torch as torch_side

z = np.random.default_rng(1).normal(size=(1, 6, 8)).astype("float32")
future = np.triu(np.ones((6, 6), bool), 1)
nn.manual_seed(0)
layer = nn.MultiheadAttention(8, 2, batch_first=True).to(nn.device())
state = {name: nn.to_numpy(value) for name, value in layer.state_dict().items()}
other = torch_side.MultiheadAttention(8, 2, batch_first=True).to(torch_side.device())
other.load_state_dict({name: torch_side.tensor(value) for name, value in state.items()})
found = []
for side, part in ((nn, layer), (torch_side, other)):
    x = side.tensor(z)
    y = part(x, x, x, attn_mask=side.tensor(future) > 0)[0]  # True: may NOT look
    look = side.scaled_dot_product_attention  # True: may look
    found += [side.to_numpy(y), side.to_numpy(look(x, x, x, side.tensor(~future) > 0))]
print(f"difference: {abs(found[0] - found[2]).max():.5f}", end=", ")
print(f"{abs(found[1] - found[3]).max():.5f}")

# %% [markdown]
r"""
## Where it breaks (3 min)

Every place looks at every other: the products of attention grow as $T^2 d$, those of the dense layers as $T d^2$. So
for long texts the looks take over:
"""

# %%
d = 64
for T in (16, 64, 256, 1024):
    looks, dense = 2 * T * T * d, 12 * T * d * d  # q k^T, a v; a block has 12 d d
    print(f"T = {T:4}: {looks / 1e6:6.1f} and {dense / 1e6:5.1f} million products")

# %% [markdown]
r"""
With 12 d² weights in a block the two are equal at T = 6 d. Twice the text is four times the looks, and four
times the memory for a.

The other limit: a translator knows the eight forms that it has seen.

**Your turn.** The open one: [Exercise 21.6: Dates that it has never
seen](../exercises/21_attention_exercises.ipynb#21.6-Dates-that-it-has-never-seen).

## Recall (2 min)
"""

# %%
quiz("21.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Attention is a mean of values, weighted by softmax of q · k / sqrt(d): a soft look-up with a slope.
- Its gradient: $g_s = a (g_a - \sum a\, g_a)$. A masked place has weight 0 and slope 0.
- Masks stand before the softmax. Change a letter: nothing before it may move.
- A block looks at other places, then computes at each alone. More heads are more ways to look, with no more weights.
- The map says where a network read, not why. A GRU of equal size and time did as well here.

### New terms

- **encoder**: the part of a model that reads.
- **decoder**: the part of a model that writes.
- **bottleneck**: a few numbers through which everything must pass.
- **exact match**: the share of answers that are right to the last character.
- **query**: the vector of what a place asks for.
- **key**: the vector by which a place is found.
- **value**: the vector that is looked up.
- **attention weight**: the share of a value in what a query gets; softmax of the scores.
- **scaled dot-product attention**: the mean of values with these weights.
- **cross-attention**: queries of one sequence, keys and values of another.
- **self-attention**: queries, keys and values of one sequence.
- **padding mask**: which places are blanks and must not be looked at.
- **causal mask**: which places come later and must not be looked at.
- **leak**: a way by which the answer reaches the input.
- **nats a letter**: the mean loss -log p of a letter; exp of it is the perplexity.
- **equivariant**: shuffled first or afterwards, the result is the same.
- **position embedding**: a vector for each place, added to what stands there.
- **head**: one of several looks at once, in its own part of the numbers.
- **transformer block**: attention, then a feed-forward part, each added to x.
- **feed-forward part**: the dense layers of a block, at each place alone.
- **pre-norm**: normalising what a part reads, not the sum.
- **GPT**: a decoder-only model: blocks with a causal mask that predict the next token.
- **ablation**: taking a part away to see what it was needed for.
- **attribution**: saying which part of the input an answer depends on.

### Sources

- Bahdanau, Cho, Bengio (2015), ["Neural machine translation by jointly learning to align and
  translate"](https://arxiv.org/abs/1409.0473): attention for translation.
- Vaswani et al. (2017), ["Attention is all you need"](https://arxiv.org/abs/1706.03762): the transformer.
- Xiong et al. (2020), ["On layer normalization in the transformer architecture"](https://arxiv.org/abs/2002.04745):
  pre-norm.
- Haviv et al. (2022), ["Transformer language models without positional encodings still learn positional
  information"](https://doi.org/10.18653/v1/2022.findings-emnlp.99): order through the mask.
- Jain, Wallace (2019), ["Attention is not explanation"](https://arxiv.org/abs/1902.10186), and Wiegreffe, Pinter
  (2019), ["Attention is not not explanation"](https://arxiv.org/abs/1908.04626).
- Munroe (2010), ["Color survey results"](https://blog.xkcd.com/2010/05/03/color-survey-results/): the names.
- Carroll (2022), [minGPT, issue 75](https://github.com/karpathy/minGPT/issues/75): a GPT-2 whose mask leaked.
"""
