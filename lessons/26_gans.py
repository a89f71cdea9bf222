# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say what generator and discriminator each minimise, and what the best discriminator computes;
- choose between the minimax, the non-saturating and the Wasserstein loss, and say what the choice changes;
- recognise mode collapse, provoke it, cure it, and measure it where no loss shows it.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import GanExplorer
from nnlearn.lessons.gans import covered, points
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, images, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

Two networks play against each other, and one of them ends up making things that look like the data.
"""

# %%
quiz("26.predict")

# %% [markdown]
r"""
## Explore (10 min)

The vermilion squares are the data. The blue dots are made by one network out of noise; the small picture shows that
noise with a grid in it, and the large one what the network makes of the grid. The other network judges every place:
vermilion where it takes points for real, blue where it takes them for made. Each arrow shows where a made point is
pulled.

Three things to try, and what to look for:

1. Press **Half** about ten times. Who changes the colours, who moves the dots, and along what?
2. Press **Play** and wait until all eight modes are covered. What do the two losses do meanwhile?
3. Rewind, swap the two learning rates, and play again. Where does the grid go?

Then draw a shape of your own.
"""

# %%
GanExplorer(position=200)

# %% [markdown]
r"""
## What you saw (2 min)

The first half-step changes the colours alone: the discriminator learns. The second moves the dots along the arrows,
towards where the discriminator is fooled most. The generator never looks at the data; it only follows the arrows, and
bends its grid until most of it lies on the clouds. Meanwhile the losses do not fall to zero: they settle, and stay.

With the rates swapped the grid crumples. All dots run to one place, the discriminator turns blue there, and they run to
the next, round and round.
"""

# %% [markdown]
r"""
## The two players (8 min)

A **generator** G turns noise z into points G(z). A **discriminator** D gives each point a score; the sigmoid of the
score is the probability p that the point is real. Together they are a **generative adversarial network**, GAN for short
(Goodfellow and others 2014).

To the discriminator it is a classification like any other: real points have the label 1, generated ones the label 0,
and the loss is the cross-entropy of [lesson 05](05_loss_functions.ipynb). With scores s of real and t of generated
points,

$$L_D = -\operatorname{mean} \log p(s) - \operatorname{mean} \log (1 - p(t))$$
"""

# %%
cloud = points("eight Gaussians")
nn.manual_seed(0)
G = nn.PointGenerator(2, 2, [32, 32]).to(nn.device())  # noise (n, 2) -> points (n, 2)
D = nn.PointDiscriminator(2, [32, 32]).to(nn.device())  # points (n, 2) -> scores (n, 1)
noise = np.random.default_rng(1).standard_normal((500, 2)).astype("f4")
made, real = nn.predict(G, noise), cloud.x[:500]
both = np.concatenate([real, made])  # (1000, 2)
labels = np.repeat([1, 0], 500)[:, None].astype("f4")  # (1000, 1)
adam = nn.Adam(D.parameters(), lr=0.01)
history = nn.fit(D, nn.BCEWithLogitsLoss(), adam, both, labels, epochs=10, batch_size=50)
right = (nn.predict(D, both) > 0) == (labels == 1)
print("told apart, more than 95 in 100:", bool(right.mean() > 0.95))

# %% [markdown]
r"""
Against a generator that has learned nothing, ten passes are enough.

**Your turn.** Write this loss with its slopes:
[Exercise 26.1: the discriminator's loss](../exercises/26_gans.ipynb#26.1-The-discriminator's-loss).

## The best discriminator (9 min)

How good can it get? At a place x the data have the density $p_r(x)$ and the generated points $p_g(x)$. Of the points
found there, the share $p_r/(p_r + p_g)$ is real, and a classifier can do no better than to say so:

$$p^*(x) = \frac{p_r(x)}{p_r(x) + p_g(x)}$$

Test it on a line, where both densities are known: the data a bell at 1, the generated points a wider one at −0.5.
"""

# %%
rng = np.random.default_rng(0)
bells = {"real": (1.0, 0.5), "generated": (-0.5, 1.0)}  # middle and standard deviation
line = np.concatenate([rng.normal(*bells[name], size=(4000, 1)) for name in bells]).astype("f4")
labels = np.repeat([1, 0], 4000)[:, None].astype("f4")
judge = nn.PointDiscriminator(1, [32, 32]).to(nn.device())
adam = nn.Adam(judge.parameters(), lr=0.003)
_ = nn.fit(judge, nn.BCEWithLogitsLoss(), adam, line, labels, epochs=8, batch_size=100)
places = np.linspace(-2.5, 2.5, 51)
learned = 1 / (1 + np.exp(-nn.predict(judge, places[:, None].astype("f4"))[:, 0]))
density = {name: np.exp(-((places - m) ** 2) / (2 * s**2)) / s for name, (m, s) in bells.items()}
best = density["real"] / (density["real"] + density["generated"])
print("on average less than 0.05 from the formula:", bool(abs(learned - best).mean() < 0.05))

# %%
fig, ax = figure(height=2.2)
curve(ax, {"learned": learned, "formula": best}, x=places, xlabel="x", ylabel="probability of real")
show(
    fig,
    alt="two curves over x that nearly coincide: the learned probability of being real, and the ratio of the densities",
    caption="What a discriminator learns is a ratio of densities; nobody told it either of them.",
)

# %% [markdown]
r"""
If the generator matches the data exactly, the ratio is 1/2 everywhere. The discriminator can only guess, and its loss
is $-\log \frac12 - \log \frac12 = 2 \log 2 \approx 1.39$. That answers the question at the beginning. Take data for
both sides and see.
"""

# %%
same = np.concatenate([datasets.gaussians(1000, seed=seed).x for seed in (1, 2)])
fresh = np.concatenate([datasets.gaussians(1000, seed=seed).x for seed in (3, 4)])
labels = np.repeat([1, 0], 1000)[:, None].astype("f4")
judge = nn.PointDiscriminator(2, [32, 32]).to(nn.device())
adam = nn.Adam(judge.parameters(), lr=0.003)
_ = nn.fit(judge, nn.BCEWithLogitsLoss(), adam, same, labels, epochs=5, batch_size=100)
right = ((nn.predict(judge, fresh) > 0) == (labels == 1)).mean()
print("right about fresh points between 45 and 55 times in 100:", bool(0.45 < right < 0.55))
print(f"2 log 2 = {2 * np.log(2):.3f}")

# %% [markdown]
r"""
So "*the lower its losses, the better a GAN*" is false. A discriminator's loss near zero means that everything is found
out; against a perfect generator it is 1.39, the loss of a judge who can only guess.

## Two losses for the generator (10 min)

The generator wins what the discriminator loses. Only the second term of $L_D$ has to do with it, so in the **minimax**
game it minimises

$$L_G = \operatorname{mean} \log(1 - p(t)) \qquad \frac{\partial L_G}{\partial t} = -p(t)$$

At the beginning every point is found out, p is near 0, and so is this slope: the generator is told least when it has
most to learn. The **non-saturating** loss wants the same, higher scores, with a different slope:

$$L_G = -\operatorname{mean} \log p(t) \qquad \frac{\partial L_G}{\partial t} = -(1 - p(t))$$
"""

# %%
t = np.array([-8.0, -4.0, 0.0, 4.0])  # scores of generated points
p = 1 / (1 + np.exp(-t))
up, down = (1 / (1 + np.exp(-(t + h))) for h in (1e-5, -1e-5))  # p a little above and below, for central differences
for name, slope, high, low in (
    ("minimax", -p, np.log(1 - up), np.log(1 - down)),
    ("non-saturating", -(1 - p), -np.log(up), -np.log(down)),
):
    error = abs((high - low) / 2e-5 - slope).max() / abs(slope).max()
    print(f"{name:14} slopes {slope.round(3)}, against central differences below 1e-6: {error < 1e-6}")

# %% [markdown]
r"""
**Your turn.** [Exercise 26.2: two losses for the
generator](../exercises/26_gans.ipynb#26.2-Two-losses-for-the-generator).

`nn.gan_step` plays one step: the discriminator's turn, then the generator's, each with its own loss, backward pass and
optimizer. Give a discriminator 200 turns alone, then the generator one turn, and look at the gradient that reaches it.
"""


# %%
def start(seed, rate_G=0.002, rate_D=0.006, optimizer=nn.Adam, **settings):
    nn.manual_seed(seed)
    G = nn.PointGenerator(2, 2, [32, 32]).to(nn.device())
    D = nn.PointDiscriminator(2, [32, 32]).to(nn.device())
    return G, D, optimizer(G.parameters(), lr=rate_G, **settings), optimizer(D.parameters(), lr=rate_D, **settings)


def play(game, steps, turns=("discriminator", "generator"), **rules):
    rng, losses = np.random.default_rng(0), []
    for who in tuple(turns) * steps:
        batch = cloud.x[rng.integers(len(cloud.x), size=64)]
        losses.append(nn.gan_step(*game, batch, turns=who, rng=rng, **rules))
    return losses


# %%
lengths = {"minimax": [], "non-saturating": []}
for seed in range(3):
    for loss in lengths:
        game = start(seed)
        _ = play(game, 200, turns=["discriminator"])
        _ = play(game, 1, turns=["generator"], loss=loss)
        lengths[loss].append(np.sqrt(sum((nn.to_numpy(p.grad) ** 2).sum() for p in game[0].parameters())))
ratio = np.divide(lengths["non-saturating"], lengths["minimax"])
print("three starts; the non-saturating gradient is longer by more than 10 in each:", bool((ratio > 10).all()))

# %% [markdown]
r"""
Popular accounts conclude that with minimax nothing can be learned. Test that too. From such a start, how far do 10
turns of the generator alone carry its points: with plain gradient descent, and with Adam, which divides a gradient by
its own usual size?
"""

# %%
for name, optimizer, rate in (("SGD", nn.SGD, 0.003), ("Adam", nn.Adam, 0.002)):
    way = {"minimax": [], "non-saturating": []}
    for seed in range(3):
        for loss in way:
            game = start(seed)
            _ = play(game, 200, turns=["discriminator"])
            before, moved = nn.predict(game[0], noise), optimizer(game[0].parameters(), lr=rate)
            _ = play((game[0], game[1], moved, game[3]), 10, turns=["generator"], loss=loss)
            way[loss].append(np.linalg.norm(nn.predict(game[0], noise) - before, axis=1).mean())
    ratio = np.divide(way["non-saturating"], way["minimax"])
    print(f"{name}: with the non-saturating loss they go more than 3 times as far: {np.median(ratio) > 3}")

# %% [markdown]
r"""
With gradient descent the minimax generator trails badly. With Adam it does not: the flat loss is real, but the
optimizer decides how much it hurts. The non-saturating loss needs no such help.

**Your turn.** The loop itself, from the losses that you have written:
[Exercise 26.3: one step of the game](../exercises/26_gans.ipynb#26.3-One-step-of-the-game).

## A distance that reaches farther (8 min)

With its best discriminator the minimax game measures how far apart two distributions are, by the Jensen-Shannon
divergence (Goodfellow and others 2014, theorem 1). That is $\log 2$ for *any* two that do not overlap, near or far. The
**Wasserstein distance** says how far the points have to be carried: on a line, sort both and compare.
"""

# %%
bins = np.linspace(-1, 6, 141)
here = rng.normal(0, 0.1, size=5000)
for distance in (0.0, 1.0, 2.0, 4.0):
    there = rng.normal(distance, 0.1, size=5000)
    a, b = (np.histogram(v, bins)[0] / 5000 + 1e-12 for v in (here, there))
    divergence = (a * np.log(2 * a / (a + b)) + b * np.log(2 * b / (a + b))).sum() / 2
    carried = abs(np.sort(here) - np.sort(there)).mean()
    print(f"moved by {distance:.0f}: divergence {divergence:.2f}, Wasserstein distance {carried:.2f}")

# %% [markdown]
r"""
The first is flat from 1 on and pulls nothing closer. The second shrinks with every step in the right direction.

It can be learned: it is the largest difference mean f(real) − mean f(generated) over all functions f whose slope is
nowhere above 1. So let the discriminator become a **critic**, whose scores are not probabilities, and keep its slope
bounded by clipping its weights to a small range after each of its turns (Arjovsky and others 2017):

$$L_D = \operatorname{mean} t - \operatorname{mean} s \qquad L_G = -\operatorname{mean} t$$

Its slope does not fade when it is sure. Train both kinds of judges longer and longer against a generator that stands
still.
"""

# %%
found = {"minimax": [], "wasserstein": []}
for loss in found:
    for turns in (100, 1000):
        game = start(0, optimizer=nn.RMSprop)
        _ = play(game, turns, turns=["discriminator"], loss=loss, clip=0.1)
        _ = play(game, 1, turns=["generator"], loss=loss, clip=0.1)
        found[loss].append(np.sqrt(sum((nn.to_numpy(p.grad) ** 2).sum() for p in game[0].parameters())))
for loss, (early, late) in found.items():
    print(f"{loss}: after 1000 turns less than a tenth of the gradient after 100: {late < early / 10}")

# %% [markdown]
r"""
The longer a discriminator learns, the less it tells a minimax generator; a critic keeps pulling. So a critic may take
several turns for each of the generator's, and it should: its scores mean a distance only if it is near its best.

## Digits (9 min)

The same game, with images: the generator draws small maps and enlarges them twice with convolutions; the discriminator
has two convolutions with stride 2. The data are the digits, from −1 (black) to 1 (white). A classifier, trained
separately, says which digit a drawing would be.
"""

# %%
digits = datasets.digits(images=True)
pictures = (digits.x.reshape(-1, 1, 8, 8) / 8 - 1).astype("f4")  # (1797, 1, 8, 8)
nn.manual_seed(0)
reader = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)).to(nn.device())
adam = nn.Adam(reader.parameters(), lr=0.003)
_ = nn.fit(reader, nn.CrossEntropyLoss(), adam, pictures, digits.y, epochs=8, batch_size=64)
print("the classifier reads more than 95 in 100:", accuracy(nn.predict(reader, pictures), digits.y) > 0.95)

# %% tags=["nbval-ignore-output"]
G, D = nn.ImageGenerator(16, width=16).to(nn.device()), nn.ImageDiscriminator(width=16).to(nn.device())
game = G, D, nn.Adam(G.parameters(), 0.001, (0.5, 0.9)), nn.Adam(D.parameters(), 0.002, (0.5, 0.9))
seeds, album = np.random.default_rng(1).standard_normal((500, 16)).astype("f4"), []
for step in range(601):
    if step in (0, 50, 150, 300, 600):
        album.append(nn.predict(G, seeds))  # (500, 1, 8, 8)
        read = np.bincount(nn.predict(reader, album[-1]).argmax(axis=1), minlength=10)
        print(f"step {step}: drawings read as 0 to 9: {read}")
    _ = nn.gan_step(*game, pictures[rng.integers(len(pictures), size=64)], rng=rng)

# %% tags=["nbval-ignore-output", "hide-input"]
fig, ax = figure(height=3.0)
rows = np.concatenate([each[:14] for each in album] + [pictures[:14]])
images(ax, rows, columns=14, limits=(-1, 1))
show(
    fig,
    alt="six rows of fourteen small images: from grey noise over strokes to shapes like digits; the last row is real",
    caption="From the top: after 0, 50, 150, 300 and 600 steps, each column from the same noise. The last row is real.",
)

# %% [markdown]
r"""
Grey noise, then one blot for all, then shapes that grow apart. After 600 steps some are digits, and some only look like
handwriting.

Does it copy its examples, as is often said? Measure how far each drawing is from the nearest example, and each example
from the nearest other one.
"""


# %%
def nearest(a, b):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.sqrt(np.maximum(np.sort(squares, axis=1), 0))


flat = pictures.reshape(-1, 64).astype(float)
drawn = nearest(album[-1].reshape(-1, 64).astype(float), flat)[:, 0]
among = nearest(flat[:500], flat)[:, 1]  # 0 is the example itself
print("drawings are farther from examples than examples from each other:", bool(np.median(drawn) > np.median(among)))

# %% [markdown]
r"""
Copies would lie at distance 0. The typical drawing lies farther from its nearest example than an example from its
neighbour. The generator has never seen an example, only the discriminator's slopes.

## On a GPU (3 min)

The same game on the other side, from the same weights and the same noise.
"""

# %%
import nnlearn.torch as other

curves = {}
for side in (nn, other):
    players = side.PointGenerator(2, 2, [16]).double(), side.PointDiscriminator(2, [16]).double()
    for player in players:
        weights = [np.random.default_rng(7).normal(0, 0.4, size=tuple(p.shape)) for p in player.parameters()]
        names = [name for name, _ in player.named_parameters()]
        player.load_state_dict({k: side.tensor(w, dtype="float64") for k, w in zip(names, weights, strict=True)})
    moves = [side.Adam(player.parameters(), lr=0.01) for player in players]
    draws = np.random.default_rng(3)
    steps = [side.gan_step(*players, *moves, cloud.x[:64].astype(float), rng=draws) for _ in range(50)]
    curves[side] = np.array(steps)
difference = (abs(curves[nn] - curves[other]) / abs(curves[nn])).max()
print("50 steps on both sides, largest relative difference of the losses below 1e-6:", bool(difference < 1e-6))

# %% tags=["machine"]
import time

for name, side in (("NumPy", nn), ("PyTorch", other)):
    G, D = side.ImageGenerator(16, width=16).to(side.device()), side.ImageDiscriminator(width=16).to(side.device())
    moves = [side.Adam(player.parameters(), lr=0.001) for player in (G, D)]
    began = time.perf_counter()
    for _ in range(20):
        _ = side.gan_step(G, D, *moves, pictures[:64])
    print(f"{name:8} {(time.perf_counter() - began) / 20 * 1000:.0f} ms a step with digits")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
With autograd the discriminator's turn needs one more word, `D(G(z).detach())`, so that its loss does not flow on into
the generator. The backward pass written out just stops there.

## Where it breaks (9 min)

Swap the two learning rates, as you did in the explorer. The generator now reaches every place where the discriminator
is wrong, with all its points at once, before the discriminator has closed it. This is **mode collapse**: whatever the
noise, the points are nearly the same. Three starts each, 500 steps, one turn per step.
"""

# %% tags=["nbval-ignore-output"]
calm, ends = {"betas": (0.5, 0.9)}, {}
for name, rates in (("balanced", (0.002, 0.006)), ("hasty generator", (0.006, 0.002))):
    for seed in range(3):
        game = start(seed, *rates, **calm)
        losses = play(game, 500)[-200:]  # the discriminator's and the generator's in turn
        made, judged, drawn = nn.predict(game[0], noise), losses[::2], losses[1::2]
        ends[name, seed] = made, np.mean([a for a, _ in judged]), np.mean([b for _, b in drawn])
        modes = covered(made, cloud.modes)
        print(f"{name}, start {seed}: {modes} of 8; losses {ends[name, seed][1]:.2f} and {ends[name, seed][2]:.2f}")

# %%
modes = {key: covered(made, cloud.modes) for key, (made, _, _) in ends.items()}
balanced = [modes["balanced", seed] for seed in range(3)]
hasty = [modes["hasty generator", seed] for seed in range(3)]
print("balanced: at least 6 modes in every start:", min(balanced) >= 6)
print("hasty: at most 4 modes in every start:", max(hasty) <= 4)
drawn = {name: np.mean([ends[name, seed][2] for seed in range(3)]) for name in ("balanced", "hasty generator")}
print("the hasty generator's loss is higher by 0.5:", drawn["hasty generator"] - drawn["balanced"] > 0.5)
near = [abs(judged - 2 * np.log(2)) < 0.2 for _, judged, _ in ends.values()]
print("the discriminator's loss is within 0.2 of 2 log 2 in all six games:", all(near))

# %% tags=["nbval-ignore-output", "hide-input"]
fig, axes = figure(columns=2, height=2.9)
for ax, name in zip(axes, ("balanced", "hasty generator"), strict=True):
    both = np.concatenate([ends[name, 0][0], cloud.x[:200]])
    scatter(ax, both, np.repeat([0, 1], [500, 200]), classes=["generated", "real"], size=12, legend=name == "balanced")
    ax.set(xlim=(-1.9, 1.9), ylim=(-1.9, 1.9))
    ax.set_title(f"{name}: {modes[name, 0]} of 8", fontsize=9)
show(
    fig,
    alt=f"generated points: one covers {modes['balanced', 0]} of 8 clouds, the other {modes['hasty generator', 0]}",
    caption="The same networks, the same loss, the same data; only the two learning rates are swapped.",
)

# %% [markdown]
r"""
No loss shows it. The generator's loss asks of each point whether it looks real, never whether another one is already
there. And the discriminator's loss is near 1.39 in both games: it can only guess, here because the points are good,
there because they are gone again before it has learned where they are. So variety must be measured: count the modes
that are reached.

**Your turn.** [Exercise 26.4: mode coverage](../exercises/26_gans.ipynb#26.4-Mode-coverage).

Two cures. The first you have seen: a discriminator that keeps up, through its rate or through more turns. The second
leaves the hasty generator as it is and changes the game: a critic with five turns.
"""

# %%
cured = []
for seed in range(2):
    game = start(seed, 0.006, 0.002, optimizer=nn.RMSprop)
    _ = play(game, 400, turns=["discriminator"] * 5 + ["generator"], loss="wasserstein", clip=0.1)
    cured.append(covered(nn.predict(game[0], noise), cloud.modes))
print("a critic with five turns covers more modes than the hasty game did:", min(cured) > max(hasty[:2]))

# %% [markdown]
r"""
**Your turn.** The open one: [Exercise 26.5: cover all eight](../exercises/26_gans.ipynb#26.5-Cover-all-eight).

Is there a way to make points out of noise without an opponent? Lesson 27, diffusion, takes it.

## Recall (3 min)
"""

# %%
quiz("26.recall")

# %% [markdown]
r"""
## Summary (2 min)

- A generator makes points out of noise; a discriminator tells them from the data; each learns from the other.
- The best discriminator knows the ratio of the densities; against a perfect generator its loss is 2 log 2.
- Minimax is flat where a point is found out, the non-saturating loss is not; a critic's slope never fades.
- A generator that learns faster than its judge collapses; no loss shows it, counting modes does.
- Balance the rates and turns, or change the distance; and look at the samples.

### New terms

- **generator**: a network that turns noise into points or images.
- **discriminator**: a network that gives the probability that something is real and not generated.
- **generative adversarial network**: generator and discriminator, trained against each other.
- **minimax**: a game in which one player minimises what the other maximises.
- **non-saturating loss**: -log p for the generator, with a slope where points are found out.
- **critic**: a discriminator whose score is not a probability and whose slope is bounded.
- **Wasserstein distance**: how far the points of one distribution must be carried, on average, to become the other.
- **mode collapse**: a generator that makes only some of the kinds of things in the data.

### Sources

- Goodfellow and others (2014), "Generative adversarial nets", algorithm 1, proposition 1, theorem 1; section 3 on the
  flat loss.
- Radford, Metz, Chintala (2016), "Unsupervised representation learning with deep convolutional generative adversarial
  networks".
- Arjovsky, Chintala, Bottou (2017), "Wasserstein generative adversarial networks", algorithm 1.
- Metz, Poole, Pfau, Sohl-Dickstein (2017), "Unrolled generative adversarial networks": eight Gaussians.
- Kahng and others (2019), "GAN Lab: understanding complex deep generative models using interactive visual
  experimentation": the picture that this explorer follows.
"""
