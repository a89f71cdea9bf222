# %% [markdown]
r"""
<!-- header -->

Six exercises: attention, its way back, its heads, a test that finds leaks, a GPT that you build and train, and an open
one with dates of your own. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("21.1")` gives
three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 21.1 Look up, softly

There are T queries q (T, d), S keys k (S, d), and a value for each key, v (S, e). In `mask` (T, S), True says that
this query may look at this key; each query may look at at least one place. Write `attention(q, k, v, mask)`, which
returns two arrays: what each query gets, y (T, e), and the weights a (T, S). A place that a query may not see has the
weight 0, exactly, and changes nothing in its row, however large its score is.
"""


# %%
def attention(q, k, v, mask):
    """Return what each query gets, and the weights of the keys."""
    # SOLUTION attention


check("21.1", attention)

# %% tags=["exercise"]
# hint("21.1")

# %% [markdown] tags=["solution"]
r"""
Of a score of -inf the softmax makes exactly 0, and the other weights of the row sum to 1. The largest score of the row
is subtracted after the mask: before it, a hidden giant would push all the others down to e to the power of -1,000.
"""

# %% [markdown]
r"""
## 21.2 The way back

`a` (T, S) are the weights that your attention returned for q (T, d), k (S, d) and v (S, e), and `g` (T, e) is dL/dy.
Write `attention_backward(g, a, q, k, v)`, which returns dL/dq, dL/dk and dL/dv. It needs no mask: where a weight is 0,
so is the slope.
"""


# %%
def attention_backward(g, a, q, k, v):
    """Return dL/dq, dL/dk and dL/dv."""
    # SOLUTION attention_backward


check("21.2", attention_backward)

# %% tags=["exercise"]
# hint("21.2")

# %% [markdown] tags=["solution"]
r"""
Pushing one score up takes from all other weights of its row; that is what the subtracted sum says. Each of the three
products has the only order in which its shapes fit when T, S, d and e are four different numbers.
"""

# %% [markdown]
r"""
## 21.3 Split and join

x (N, T, D) has D numbers for each of T places, and H divides D. With d = D/H, head 0 gets the first d numbers of each
place, head 1 the next d, and so on. Write both directions: `split(x)` returns (N, H, T, d), so that attention runs in
all heads at once; `join(y)` takes such an array and lays the heads of each place side by side, (N, T, D).
"""


# %%
class Heads:
    """Cuts the D numbers of each place into H heads of d, and joins them."""

    def __init__(self, H):
        self.H = H

    def split(self, x):
        """Cut (N, T, D) into heads: (N, H, T, d)."""
        # SOLUTION split

    def join(self, y):
        """Lay the heads (N, H, T, d) side by side again: (N, T, D)."""
        # SOLUTION join


check("21.3", Heads)

# %% tags=["exercise"]
# hint("21.3")

# %% [markdown] tags=["solution"]
r"""
`reshape` never moves a number, it only cuts the same row in other places, so it may cut D into H times d and nothing
else. Moving an axis past another is what `swapaxes` is for; joining undoes both, in the opposite order.
"""

# %% [markdown]
r"""
## 21.4 Find the leak

`model(codes)` takes codes (N, T), whole numbers in 0 to K - 1, and returns scores (N, K, T): at each place, for what
comes next. Write `leaks(model, codes)`, which returns the first place (the smallest t) whose scores depend on a code
that stands after it, at t + 1 or later, or None if there is no such place. Changes of 1e-6 or less are rounding.
"""


# %%
def leaks(model, codes):
    """Return the first place whose scores depend on later codes, or None."""
    # SOLUTION leaks


check("21.4", leaks)

# %% [markdown]
r"""
The next cell asks two GPTs, which differ in their mask.
"""

# %%
for is_causal in (True, False):
    nn.manual_seed(0)
    model = nn.GPT(30, 28, d_model=48, is_causal=is_causal)
    place = leaks(model, datasets.colour_names().x[:8])
    print(f"is_causal={is_causal}: {place}")

# %% tags=["exercise"]
# hint("21.4")

# %% [markdown] tags=["solution"]
r"""
The future is changed as a whole, so a place that skips its neighbour and looks three ahead is found, too. One
untrained network is enough: a leak is in the wiring, and no loss says where.
"""

# %% [markdown]
r"""
## 21.5 Build a GPT

Write two parts of it.

`pairs(rows)`: a row of `rows` (n, T) has the codes of a name, then the end sign 0, then 0s to the end; no code of a
letter is 0, and every name leaves room for its end sign. Return x and y, both (n, T): place t reads in x the code
before the one it is to predict, and the first place reads 0; y has what is to be predicted, the end sign included, and
-100 at all places after it, which the loss leaves out.

`block(nn, look, D)`: return a list of two `nn.Residual`. The first normalises (`nn.LayerNorm`), then looks: `look` is
a layer, self-attention with a causal mask. The second normalises, then computes at each place by itself: dense to
4 D numbers, `nn.GELU()`, dense to D.
"""


# %%
class TinyGPT:
    """What a GPT is made of, and what it learns from."""

    def pairs(self, rows):
        """Return what is read at each place, and what is to be predicted there."""
        # SOLUTION pairs

    def block(self, nn, look, D):
        """Return the layers of one pre-norm block, a list of two residuals."""
        # SOLUTION block


check("21.5", TinyGPT)

# %% [markdown]
r"""
The next two cells put your block between an embedding and a dense layer, look for a leak, and train on the names of
colours, 90 of which they hold out. A table of pairs of letters has 2.15 nats a letter on these 90. Below 1.5 is good.
"""


# %%
class Look(nn.Module):
    """Causal self-attention, as a layer that takes x alone."""

    def __init__(self, D, heads):
        self.attention = nn.MultiheadAttention(D, heads, batch_first=True)

    def forward(self, x):
        T = x.shape[1]
        future = np.triu(np.ones((T, T), bool), 1)
        return self.attention(x, x, x, attn_mask=future)[0]

    def backward(self, g):
        return sum(self.attention.backward(g))  # x is query, key and value


class Turn(nn.Module):
    """(N, T, K) -> (N, K, T), as the loss takes scores."""

    def forward(self, x):
        return np.moveaxis(x, 1, 2)

    def backward(self, g):
        return np.moveaxis(g, 1, 2)


def train(parts, steps=300, D=48):
    """Return a GPT with two of your blocks, and its loss on names held out."""
    names = datasets.colour_names()
    rows = np.array([[*row[1:], 0] for row in names.x])
    x, y = parts.pairs(rows)
    nn.manual_seed(0)
    blocks = [one for _ in range(2) for one in parts.block(nn, Look(D, 4), D)]
    start = nn.Embedding(30, D), nn.LearnedPositionalEncoding(D, 28)
    model = nn.Sequential(*start, *blocks, nn.LayerNorm(D), nn.Linear(D, 30), Turn())
    place = leaks(model, x[:8])
    print("first place that sees the future:", place)
    rng = np.random.default_rng(0)
    order = rng.permutation(len(x))
    held, known = order[:90], order[90:]
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters())
    for step in range(steps):
        rate = 3e-3 * min(1, (step + 1) / 50) * (1 - step / steps)
        adam.param_groups[0]["lr"] = rate
        rows = rng.choice(known, 32)
        adam.zero_grad()
        nn.backprop(model, loss, x[rows], y[rows])
        adam.step()
    with nn.no_grad():
        return model, float(loss(model(x[held]), y[held]))


# %% tags=["nbval-ignore-output"]
if TinyGPT().pairs(np.zeros((1, 28), int)) is None:
    print("not written yet")
else:
    gpt, nats = train(TinyGPT())
    print(f"{nats:.2f} nats a letter on held-out names")
    x, rng = np.zeros((8, 1), int), np.random.default_rng(1)
    while x.shape[1] < 28:
        with nn.no_grad():
            chances = nn.functional.softmax(gpt(x)[:, :, -1] / 0.8, 1)
        drawn = (chances.cumsum(1) > rng.random((8, 1))).argmax(1)
        x = np.concatenate([x, drawn[:, None]], axis=1)
    print(", ".join(datasets.colour_names().decode(row) for row in x))

# %% tags=["exercise"]
# hint("21.5")

# %% [markdown] tags=["solution"]
r"""
Shifted by one, every place of a name is an example of its own, and all of them train at once; writing still goes letter
by letter. Five starts gave 1.34 to 1.40 nats; with other names held out it is 1.30 to 1.58, so compare models on the same
names. Let `future` be all False, and the loss falls far below that of any honest model.
"""

# %% [markdown]
r"""
## 21.6 Dates that it has never seen

An open one. The lesson's model reads dates in eight ways; a friend reads many more. Write `ways(day)`, which takes a
`datetime.date` and returns a list of five texts or more, each another way to write that day. The model knows small
letters (not k, q, x and z), digits, a blank and the marks `,` `.` `-`, and reads up to 30 characters. It should fail on at
least three of your ways: there it reads fewer than half of 200 unseen days.

Put first a way that it fails on. The check lets it practise this one (150 batches, half of each in the eight old ways)
and asks about all ways again. At least 90 % of the days in the first way should then be right. Report what the practice
repaired, what it did not, and what became worse.
"""

# %%
MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
MONTHS += ["august", "september", "october", "november", "december"]


# %% tags=["nbval-ignore-output"]
def ways(day):
    """Return at least five ways to write a day, the first one to be practised."""
    # BEGIN SOLUTION
    d, m, y = day.day, day.month, day.year
    month = MONTHS[m - 1]
    return [
        day.isoformat(),
        f"{y}.{m}.{d}",
        f"{day:%d.%m.%Y}",
        f"{d}-{m}-{y}",
        f"{y} {month} {d}",
        f"{d} {month} {y % 100:02}",
        f"{month} {d} in {y}",
    ]
    # END SOLUTION


check("21.6", ways)

# %% tags=["exercise"]
# hint("21.6")

# %% [markdown] tags=["solution"]
r"""
The model reads its way of writing 5 March without a mistake and 1998-03-05, the very text that it writes itself, hardly
ever. Practice repairs the way that was practised. Of the others some improve and some get worse. It learned eight ways, not
what a date is.
"""
