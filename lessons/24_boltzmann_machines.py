# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- recall a digit from half of it, and say when recall fails;
- draw samples from a Boltzmann distribution, and measure how far they are from exact;
- train a restricted Boltzmann machine by contrastive divergence, and measure how far that is from the true gradient.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import boltzmann, datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import EnergyExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import boltzmann_machines as lesson
from nnlearn.lessons.boltzmann_machines import recorded, spread
from nnlearn.metrics import total_variation
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

The lower half of a digit is torn off. What stood there? Two kinds of network fill in what is missing. The first is the
**Hopfield network** (Hopfield 1982): cells that are on, +1, or off, −1, and a weight between every two. One has stored
14 random pictures of 100 cells. It is shown one of them with 10 cells turned over.
"""

# %%
quiz("24.predict")

# %% [markdown]
r"""
## Explore (8 min)

Cells pull at each other, and each state of all of them has an **energy**: the lower, the better it suits them. **Next
stop** leads you through the tour. At four of its stops:

1. Stop 3: the dots climb to the columns. Why does the number not reach 0?
2. Stop 4: it is cold, and the walker is calm. Is it right?
3. Stop 6: two digits are stored, then five. Whose picture comes back?
4. Stop 7: the machine learns by a shortcut. How far from the truth?
"""

# %%
EnergyExplorer()

# %% [markdown]
r"""
## What you saw (3 min)

Warm, a walker is in each state as often as its column is high; cold, it stays in one valley, and nothing about it tells
you so. Without heat the energy only falls, and the network comes to rest; recall works where the valleys are the stored
pictures. Here is the memory of 100 cells, in 40 draws. (The last two columns belong to *Strangers only*.) The *overlap*
of two pictures is the mean of the products of their cells, 1 if they are equal; *recalled* is the share that comes back
with an overlap of 0.95 or more.
"""

# %%
print("pictures      recalled  wrong at once  expected")
for N in (5, 10, 14, 20, 30):
    found = [lesson.strangers(N, seed=seed) for seed in range(40)]
    share, wrong = ([one[name] for one in found] for name in ("recalled", "wrong"))
    print(f"{N:8}   {spread(share)} {np.mean(wrong):14.4f}", end="")
    print(f" {lesson.crosstalk(N):9.4f}")
predicted("24.predict")

# %% [markdown]
r"""
## Energy (8 min)

With weights $W_{ij} = W_{ji}$, zeros on the diagonal, and biases b,

$$E(s) = -\tfrac12 \sum_{ij} W_{ij} s_i s_j - \sum_i b_i s_i$$

Collect what contains cell i: $-s_i f_i$, with the *field* $f_i = \sum_j W_{ij} s_j + b_i$. (The ½ goes: $W_{ij}$ and
$W_{ji}$ both count.) Turning the cell over changes its sign, so

$$\Delta E = 2\, s_i f_i$$

Set one cell after another to the sign of its field (to +1 if that is 0), and the energy never rises. There are finitely
many states, so it comes to rest, in an **attractor**.

**Your turn.** [Exercise 24.1: Settle](../exercises/24_boltzmann_machines_exercises.ipynb#24.1-Settle).

To make the pictures attractors, **Hebb's rule** strengthens the weight between cells that agree: for N pictures $x_n$
of d cells, $W_{ij} = \frac1d \sum_n x_{ni} x_{nj}$ where $i \ne j$. Here are 8 pictures and 200 random starts:
"""

# %%
rng = np.random.default_rng(0)
memory = nn.Hopfield(rng.choice([-1.0, 1.0], (8, 100)), rule="hebb")
starts = rng.choice([-1.0, 1.0], (200, 100))
print("rises in 100,000 updates:", lesson.rises(memory, starts, 500, rng))
print("all cells at once, still changing:", lesson.flickers(memory, starts), "of 200")
print("where they settle:", lesson.ends(memory, starts, rng))

# %% [markdown]
r"""
All cells at once is another rule, under which some starts flicker between two states for ever. And cell by cell most
end in a **spurious state**, which nobody has stored: a negative (without biases $E(-s) = E(s)$) or another one.

## Strangers only (6 min)

Put in a stored picture $x_m$. Its own term gives cell i the field $x_{mi}$ (almost: the diagonal is missing), the
others add *crosstalk*:

$$f_i \approx x_{mi} + \frac1d \sum_{n \ne m} x_{ni} \sum_{j \ne i} x_{nj} x_{mj}$$

For random pictures the crosstalk is a sum of (N − 1)(d − 1) random signs, divided by d: its variance is about
(N − 1)/d. A cell turns wrong if the crosstalk times $x_{mi}$ is below −1: a tail of the bell curve, *expected* in the table
above; *wrong at once* is what one step does to the stored pictures themselves. In a large memory, beyond about 0.138 d
pictures, errors bring more errors, and recall breaks down (Amit and others 1985).

So far the pictures were strangers. Now store digits: the means of N of the ten classes, as cells that are on where
there is ink. Six of 64 cells are turned over; the share that comes back exactly, by three rules, in ten draws:
"""

# %%
print("classes  overlap   hebb  pseudo-inverse  softmax")
for N in (2, 3, 5, 10):
    draws = [lesson.figures("means", N, np.random.default_rng(s)) for s in range(10)]
    print(f"{N:7} {np.mean([lesson.alike(x) for x in draws]):8.2f}", end="")
    for rule, width in (("hebb", 7), ("pseudo-inverse", 16), ("softmax", 9)):
        back = [lesson.share_recalled(x, rule, seed=s) for s, x in enumerate(draws)]
        print(f"{np.mean(back):{width}.2f}", end="")
    print()

# %% [markdown]
r"""
By Hebb's rule, 64 cells seldom hold even three digits. Crosstalk of pictures that overlap is not noise: it pushes every
cell towards what all digits have in common. So 0.138 d is the capacity for *strangers*.

Two cures: the *pseudo-inverse* chooses W so that $Wx_n = x_n$ for every picture (Personnaz and others 1985). The
*softmax memory* of [lesson 22](22_autoencoders.ipynb) has no W: it takes the mean of the pictures with the weights
$a = \mathrm{softmax}(\beta\, x_n \cdot s)$ (above, β = 0.5; equally long $x_n$ make its distances dot products). With
the state as query q and the pictures as keys k and values v, it is the attention of [lesson 21](21_attention.ipynb),
$\mathrm{softmax}(\beta\, q k^\top)\, v$, with β in place of $1/\sqrt d$ (Ramsauer and others 2021). So let attention
remember all 1,797 digits:
"""

# %%
x = np.where(datasets.digits().x > 6, 1.0, -1.0)  # (1797, 64)
torn = np.where(np.arange(64) < 32, x, 0.0)  # the upper half alone
pictures, look = nn.tensor(x), nn.scaled_dot_product_attention
for beta in (0.25, 0.5, 1.0, 2.0):
    print(f"beta {beta:4}: back exactly", end="")
    for name, cue in (("6 wrong", lesson.spoiled(x, 6, rng)), ("torn", torn)):
        y = nn.to_numpy(look(nn.tensor(cue), pictures, pictures, scale=beta))
        right = (np.sign(y) == x).all(axis=1)
        print(f" {right.mean():.2f} ({name})", end="")
    print()

# %% [markdown]
r"""
Nothing is free: this memory keeps every picture, and for large β it is a search for the nearest one, which need not be
the right one.

## Heat (6 min)

Now let chance in. At temperature T, take states with the **Boltzmann distribution**

$$P(s) = \frac{1}{Z} \exp(-E(s)/T) \qquad Z = \sum_s \exp(-E(s)/T)$$

It is a softmax over all states, with the temperature of [lesson 03](03_activation_functions.ipynb); its divisor Z is
the **partition function**. To draw from it, take one cell at a time. Given all others, two states remain, whose
energies differ by $2 f_i$, so

$$P(s_i = +1 \mid \text{rest}) = \frac{1}{1 + \exp(-2 f_i/T)} = \sigma(2 f_i/T)$$

Drawing one cell after another like this is **Gibbs sampling**, all cells once a **sweep**. If a state already has the
probabilities P, then the rest has P(rest), the new cell P(cell | rest), and the product is P again: a walker that has
reached P stays there; and as every draw can go either way, each gets there in the end. As T goes to 0, it is Hopfield's
rule. Cells that are held, or **clamped**, make the others fill in what goes with them.
"""

# %%
rng = np.random.default_rng(0)
W = rng.normal(size=(6, 6))
W = (W + W.T) / 2 * (1 - np.eye(6))  # symmetric, zeros on the diagonal
b = rng.normal(0, 0.3, 6)
E = lesson.energies(W, b, lesson.states(6))  # of all 64 states
for T in (0.3, 1.0, 3.0):
    p = np.sort(lesson.boltzmann(E, T), kind="stable")[::-1]
    most = np.searchsorted(p.cumsum(), 0.9) + 1
    print(f"T = {T}: likeliest state {p[0]:.2f}; 90 % on {most} of 64 states")

# %% [markdown]
r"""
## How long is long enough? (6 min)

How far is a walker's share of time in each state from P? The **total variation**, half the sum of the absolute
differences, says how much of it is in the wrong place. For perfect draws it is not 0 either, so put them beside it.
There are 200 walkers, each judged alone:
"""

# %%
print("         sweeps      walkers        perfect draws")
for T in (0.3, 1.0):
    p, draw = lesson.boltzmann(E, T), np.random.default_rng(1)
    seen = lesson.walk(W, b, T, 10_000, 200, draw)[1:]
    for n in (100, 1000, 10_000):
        gap = [total_variation(q, p) for q in lesson.shares(seen[:n], 6)]
        best = [total_variation(q / n, p) for q in draw.multinomial(n, p, 200)]
        print(f"T = {T} {n:8} {spread(gap, 3):>15} {spread(best, 3):>17}")
valleys = 0.4 * (1 - np.eye(6))  # all on, or all off
for T in (1.5, 1.0, 0.7, 0.5):
    mean = lesson.crossing(valleys, np.zeros(6), T, start=0, goal=63)
    print(f"two valleys, T = {T}: {mean:8,.0f} sweeps from one to the other")

# %% [markdown]
r"""
At T = 1 a walker is soon almost as good as perfect draws. At 0.3 about a third spend most of their first 100 sweeps in
a wrong valley, calm, with averages that do not move. **Mixing**, the forgetting of where a walker started, slows down
steeply in the cold: the last lines show it for six cells with all weights 0.4 (exact means). So "*the averages have
settled, so it has converged*" is false, and a single walker cannot tell you.

## Wake and sleep (5 min)

A network like this with learned weights is a *Boltzmann machine*. To learn them, make the data likely (T = 1; $W_{ij}$
and $W_{ji}$ are one weight).

$$\log P(s) = -E(s) - \log Z \qquad \frac{\partial(-E)}{\partial W_{ij}} = s_i s_j$$

$$\frac{\partial \log Z}{\partial W_{ij}} = \frac1Z \sum_s \exp(-E(s))\, s_i s_j
= \langle s_i s_j \rangle_\text{model}$$

$$\frac{\partial\, \text{mean} \log P}{\partial W_{ij}}
= \langle s_i s_j \rangle_\text{data} - \langle s_i s_j \rangle_\text{model}$$

Each weight needs only its own two cells. *Awake*, strengthen it where they agree in the data; *asleep*, weaken it
where they agree in the machine's dreams (Ackley and others 1985).
"""

# %% tags=["nbval-ignore-output"]
s = lesson.states(6)
data = s[[3, 5, 9, 60]]  # any four states


def likelihood(W):
    E = lesson.energies(W, b, s)
    return -lesson.energies(W, b, data).mean() - np.log(np.exp(-E).sum())


p = lesson.boltzmann(E)
gradient = (data.T @ data / 4 - (s.T * p) @ s) / 2  # W_ij and W_ji share it
worst = relative_error(gradient, numerical_gradient(likelihood, W)).max()
print(f"largest relative error {worst:.0e}")

# %% [markdown]
r"""
## Restricted (7 min)

Some cells show the data, the **visible** ones, v; the others, h, are there to explain it. In a **restricted Boltzmann
machine** (RBM; Smolensky 1986) only cells of *different* kinds are joined. From here on a cell is 0 or 1, and W has
the shape (visible, hidden), the transpose of `nn.Linear`'s:

$$E(v, h) = -v W h - b \cdot v - c \cdot h
\qquad P(h_j = 1 \mid v) = \sigma\big(c_j + \textstyle\sum_i v_i W_{ij}\big)$$

(Without the 2, since a flip changes a cell by 1.) Hidden cells do not talk to each other, so a whole layer is drawn
at once, and the sum over all h is a product:

$$\sum_h \exp(-E) = \exp(b \cdot v) \prod_j \big(1 + \exp(c_j + (vW)_j)\big) = \exp(-F(v))$$

F is the **free energy**: $P(v) = \exp(-F(v))/Z$, and only Z is hard.

**Your turn.** [Exercise 24.2: One sweep](../exercises/24_boltzmann_machines_exercises.ipynb#24.2-One-sweep),
[Exercise 24.3: Count all states](../exercises/24_boltzmann_machines_exercises.ipynb#24.3-Count-all-states).

*Bars and stripes* is a small world: 28 pictures of 4 × 4 cells, with whole rows, or whole columns, on (some, not all).
Nothing can beat a mean log P of −log 28. An RBM with 8 hidden cells, before training, counted over all visible states
and over all hidden ones:
"""

# %%
v = datasets.bars(size=4).x.reshape(28, 16)
nn.manual_seed(0)
rbm = nn.RBM(16, 8, std=0.1)
F = rbm.free_energy(boltzmann.states(16))  # (65536,)
print(f"log Z over the visible states {np.log(np.exp(-F).sum()):.2f}")
print(f"over the hidden states {boltzmann.log_z(rbm):.2f}")
print(
    f"mean log P {boltzmann.log_p(rbm, v).mean():.2f}, best possible {-np.log(28):.2f}"
)

# %% [markdown]
r"""
## The shortcut and the truth (7 min)

The gradient is $\langle v_i h_j \rangle_\text{data} - \langle v_i h_j \rangle_\text{model}$. To dream properly, every
step must wait until the walkers have forgotten their start. **Contrastive divergence**, CD-k (Hinton 2002), does not
wait: it starts the chain *at the data* and takes its state after k sweeps, often one. That is not the gradient of any
function (Sutskever and Tieleman 2010). How far is it off? Here the *expected* CD-k update, without any noise, can be
computed. Five machines learn by the exact gradient; on the way, compare:
"""

# %%
print("cosine with the exact gradient (and share of wrong signs)")
print("steps  log P        k = 1          k = 5         k = 25        k = 100")
for step in (0, 500, 2000, 6000):
    rows = recorded("moments", step=step)
    print(f"{step:5} {np.mean([row['log p'] for row in rows]):6.2f}", end="")
    for k in ("1", "5", "25", "100"):
        cosine, wrong = ([row[k][name] for row in rows] for name in ("cosine", "wrong"))
        print(f"  {spread(cosine)} ({np.mean(wrong):.2f})", end="")
    print()

# %% [markdown]
r"""
At first CD-1 is as good as exact: with small weights chains mix in one sweep. Later, more than a third of its
components have the wrong *sign*. No averaging helps, since there is no noise in this table; so "*CD-1 follows the
gradient, only noisier*" is false. More sweeps help, until the machine mixes too slowly for those too.

**Your turn.** [Exercise 24.4: Wake minus
sleep](../exercises/24_boltzmann_machines_exercises.ipynb#24.4-Wake-minus-sleep), [Exercise 24.5: CD without
noise](../exercises/24_boltzmann_machines_exercises.ipynb#24.5-CD-without-noise).

## What to watch (6 min)

The usual thing to watch is a *reconstruction error*: send the data up and down once, and take the cross-entropy with
what comes back. In five trainings with CD-1:
"""

# %% tags=["hide-input"]
fig, axes = figure(columns=2, height=2.4)
rows, exact = (recorded("bars", kind=kind, rate=0.2) for kind in ("CD-1", "exact"))
at = np.arange(len(rows[0]["error"])) * rows[0]["every"]
names = {"error": "reconstruction error (nats)", "log p": "exact mean log P (nats)"}
for ax, (name, label) in zip(axes, names.items(), strict=True):
    for row in rows:
        ax.plot(at, row[name], color="0.6", linewidth=0.8)
    mean = np.mean([row[name] for row in rows], axis=0)
    ax.plot(at, mean, color="C0", linewidth=2, label="CD-1")
    ax.set(xlabel="steps", ylabel=label)
axes[0].set_yscale("log")
best = np.mean([row["log p"] for row in exact], axis=0)
axes[1].plot(at, best, color="C1", linestyle="--", label="exact gradient")
axes[1].legend(loc="lower right")
top = at[mean.argmax()]
show(
    fig,
    alt=f"left, the error falls all the way; right, log P rises up to step {top} and "
    f"falls to {mean[-1]:.1f}, with the exact gradient it rises to {best[-1]:.1f}",
    caption="Left the error falls and falls; right the model gets worse (each start "
    "grey).",
)

# %% [markdown]
r"""
A picture comes back best when the walker cannot leave it, and this error cannot see what the machine believes
elsewhere. So watch the likelihood.

**Persistent chains** (PCD; Tieleman 2008) are never set back to the data: each step takes the walkers where the last
one left them. All take 10,000 steps, CD and PCD with 112 walkers; a *falling* rate goes down to a hundredth:
"""

# %%
print("                 rate    best log P     at the end    seconds each")
for kind in ("exact", "CD-1", "CD-5", "PCD", "CD-1, falling", "PCD, falling"):
    for rate in (0.2, 0.05):
        rows = recorded("bars", kind=kind, rate=rate)
        if rows:
            best = [max(row["log p"]) for row in rows]
            end = [row["log p"][-1] for row in rows]
            spent = np.mean([row["seconds"] for row in rows])
            print(f"{kind:15} {rate:5} {spread(best):>14}", end="")
            print(f" {spread(end):>14} {spent:8.1f}")

# %% [markdown]
r"""
The fall is a matter of rate *and* sleep. At 0.05 CD-1 stays near its best, which is poor: its bias. PCD at 0.2 falls
deepest of all: its walkers cannot keep up with the weights. With a falling rate it ends about a third of a nat below
the exact gradient at 0.2, at the price of CD-1.

**Your turn.** The open one: [Exercise 24.6: Dream in
bars](../exercises/24_boltzmann_machines_exercises.ipynb#24.6-Dream-in-bars).

## Digits (5 min)

With 64 visible and 64 hidden cells nobody can sum over all states. **Annealed importance sampling** (AIS; Neal 2001,
for RBMs Salakhutdinov and Murray 2008) estimates Z. Begin with a machine without weights, whose $Z_0$ is a product.
Turn the weights on in many small steps t, with a sweep at each; each walker multiplies ratios on its way:

$$\frac{Z}{Z_0} \approx \text{mean over the walkers of } \prod_t \frac{\exp(-F_{t+1}(v_t))}{\exp(-F_t(v_t))}$$

On average this is right for any number of steps, but its logarithm only if the products are not too unlike. Check it
where log Z is known (trained by PCD with a falling rate):
"""

# %% tags=["nbval-ignore-output"]
digits, held = lesson.binary()
for hidden in (14, 64):
    rbm = lesson.train(digits, hidden, 30, 0.05, side=nn)
    found = boltzmann.ais(rbm, base=lesson.log_odds(digits))
    exact = f", exact {boltzmann.log_z(rbm):.2f}" if hidden == 14 else ""
    fit = boltzmann.log_p(rbm, held, log_z=found.log_z).mean()
    print(f"{hidden} hidden: log Z by AIS {found.log_z:.2f}{exact}; held out {fit:.1f}")

# %% tags=["nbval-ignore-output", "hide-input"]
some, upper = held[:10], np.arange(64) < 32
filled = [np.full((10, 32), 0.5), lesson.completed(rbm, some)]
filled += [lesson.neighbours(digits, some, 15), some[:, 32:]]
rows = np.concatenate([np.hstack([some[:, :32], low]) for low in filled])
fig, ax = figure(height=2.8)
images(ax, rows.reshape(-1, 8, 8), columns=10, limits=(0, 1))
show(
    fig,
    alt="ten digits in four rows: the upper half alone, filled in by the machine, by "
    "neighbours, and whole",
    caption="The upper half; what the 64 hidden cells expect; the mean of 15 nearest "
    "neighbours; the digit.",
)

# %% [markdown]
r"""
Now the rivals, each with settings chosen on a validation part. First log P of held-out digits (five starts each, if
chance plays a part): a mixture of templates, a chain in which logistic regression predicts each pixel from those before
it, and pixels by themselves. Then the lower half, torn off (*right*: the share of pixels guessed right; *nats*: the
mean of −log P per pixel; five splits):
"""

# %%
for kind in ("RBM", "mixture", "chain", "independent"):
    values = [row["held out"] for row in recorded("densities", kind=kind)]
    print(f"log P, {kind:11} {spread(values)}")
rows = recorded("densities", kind="RBM")
apart = max(abs(row["held out"] - row["from the other side"]) for row in rows)
print("chosen for the RBM: hidden cells, epochs, rate", rows[0]["setting"])
print(f"AIS from the other side: at most {apart:.2f} apart")
for kind in ("RBM", "logistic", "neighbours", "means"):
    right, nats = (
        [r[n] for r in recorded("lower", kind=kind)] for n in ("right", "nats")
    )
    print(f"lower half, {kind:10} {spread(right, 3)} right, {spread(nats, 3)} nats")

# %% [markdown]
r"""
By its likelihood the RBM, larger now and trained for longer, is the best of these; AIS from the other side, with
walkers that turn the weights off, agrees. At the lower half it is not: the nearest neighbours, untrained, give better
probabilities. (On the same pictures [lesson 22](22_autoencoders.ipynb) got −17.3 from its best VAE.)

## Where it breaks (3 min)

What makes sleep so hard? A sweep multiplies the probabilities of all states by a matrix. Its largest eigenvalue is 1: P
stays. The second largest is the share that it leaves of the slowest memory (five machines: mean, then range):
"""

# %%
for step in (0, 500, 2000, 6000):
    values = np.array([row["eigenvalue"] for row in recorded("moments", step=step)])
    half = np.log(2) / -np.log(values)
    print(f"step {step:4}: {values.mean():.4f}; half is forgotten", end=" ")
    print(f"in {half.min():.1f} to {half.max():.1f} sweeps")

# %% [markdown]
r"""
The better the model, the worse its sampler: a machine that believes in 28 pictures has 28 valleys. [Lesson
25](25_deep_belief_networks.ipynb) puts one such machine on top of another; [lesson 26](26_gans.ipynb) does without the
walker.

## Recall (2 min)
"""

# %%
quiz("24.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A cell that follows its field never raises the energy; stored pictures are valleys, if they are few and unlike.
- A softmax memory is attention: it recalls digits, and has to keep them all.
- Gibbs sampling draws from exp(−E/T)/Z; how far it has come is measured against exact, not by calm.
- Likelihood's gradient is wake minus sleep. CD-k starts its sleep at the data, and in a trained machine points
  elsewhere.
- Watch the likelihood, exact or by AIS: it may fall while the reconstruction error looks better and better.

### New terms

- **Hopfield network**: cells joined by symmetric weights that settle in stored pictures.
- **energy**: the number of a state that settling lowers.
- **attractor**: a state in which settling comes to rest.
- **Hebb's rule**: a weight is the sum of its two cells' products over the stored pictures, divided by d.
- **spurious state**: an attractor that nobody has stored.
- **Boltzmann distribution**: states with probability exp(-E/T)/Z.
- **partition function**: Z, the sum of exp(-E/T) over all states.
- **Gibbs sampling**: drawing one cell, or layer, after the other, given the rest.
- **sweep**: every cell drawn once.
- **clamped**: held at its value while the others are drawn.
- **total variation**: half the sum of the absolute differences of two distributions.
- **mixing**: how fast a walker forgets where it started.
- **restricted Boltzmann machine**: visible and hidden cells, joined only between the two kinds; RBM.
- **free energy**: F(v), with P(v) = exp(-F(v))/Z, the hidden cells summed out.
- **contrastive divergence**: sleep that starts at the data and takes k sweeps; CD-k.
- **persistent chains**: sleep whose walkers are kept from step to step; PCD.
- **annealed importance sampling**: an estimate of Z from walkers, for which the weights are turned on in small steps;
  AIS.

### Sources

- Hopfield (1982), ["Neural networks and physical systems with emergent collective computational
  abilities"](https://doi.org/10.1073/pnas.79.8.2554).
- Amit, Gutfreund, Sompolinsky (1985), "Storing infinite numbers of patterns in a spin-glass model of neural
  networks".
- Personnaz, Guyon, Dreyfus (1985), "Information storage and retrieval in spin-glass like neural networks".
- Ramsauer and others (2021), ["Hopfield networks is all you need"](https://arxiv.org/abs/2008.02217).
- Ackley, Hinton, Sejnowski (1985), "A learning algorithm for Boltzmann machines".
- Smolensky (1986), "Information processing in dynamical systems: foundations of harmony theory".
- Hinton (2002), "Training products of experts by minimizing contrastive divergence".
- Tieleman (2008), "Training restricted Boltzmann machines using approximations to the likelihood gradient".
- Sutskever, Tieleman (2010), "On the convergence properties of contrastive divergence".
- Fischer, Igel (2010), "Empirical analysis of the divergence of Gibbs sampling based learning algorithms for
  restricted Boltzmann machines": the likelihood that falls.
- Neal (2001), ["Annealed importance sampling"](https://arxiv.org/abs/physics/9803008).
- Salakhutdinov, Murray (2008), ["On the quantitative analysis of deep belief
  networks"](https://homepages.inf.ed.ac.uk/imurray2/pub/08dbn_ais/): AIS for RBMs.
- MacKay (2003), *Information Theory, Inference, and Learning Algorithms*, chapters 42 and 43.
"""
