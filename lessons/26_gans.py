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
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import GanExplorer
from nnlearn.lessons.gans import points
from nnlearn.metrics import accuracy, data_copying, mode_coverage
from nnlearn.plots import curve, figure, images, scatter, show

# %% [markdown]
r"""
## Predict (2 min)

Two networks play against each other, and one of them ends up making things that look like the data. Played with
photographs, this game produced convincing faces of people who do not exist (Karras and others 2019).
"""

# %%
quiz("26.predict")

# %% [markdown]
r"""
## Explore (10 min)

The diagram on top is the game. A network G turns noise u into points: the small picture shows the noise with a grid in
it, the large one what G makes of noise and grid, in blue. The orange squares are the data, eight clouds. Each cloud is
a **mode**, a region where the data are dense, with fewer around it. A second network D gives every place a probability
that a point there is real: orange where it is high, blue where it is low. Each arrow shows in which direction it rises
fastest from a generated point.

The title counts. A point lies *on* a mode if it is within three standard deviations of its centre, as 99 % of the data
are. A mode is *captured* if at least a sixteenth of all points lies on it, half of its fair share.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 2 and stop 3: one training step, half by half (**Slow step** shows all six parts of it). Who changes the
   colours, who moves the dots, and along what?
2. Stop 5: all eight modes are captured. Press **Rewind** and **Play** to see how; what do the two losses do meanwhile?
3. Stop 6: the two learning rates are swapped, with another seed. Press **Rewind** and **Play**: where does the grid go?

Then draw a shape of your own in the plane.
"""

# %%
GanExplorer(position=200)

# %% [markdown]
r"""
## What you saw (2 min)

The first half of a step changes only the colours: D, the *discriminator*, learns. The second moves the dots roughly
along the arrows, not exactly, since the same weights move all of them. G, the *generator*, never looks at the
data; it only follows the arrows. First it makes a ring through all the clouds, then the ring breaks up, until most points lie on a
mode. Meanwhile the losses do not fall to zero: they settle and stay.

With the rates swapped the grid crumples. All dots run to one place, the discriminator turns blue there, and they run
on to the next, round and round.

## The two players (8 min)

A **generator** G turns noise u into points G(u). A **discriminator** D gives each point a score z, and p = σ(z) is the
probability that the point is real. Together they are a **generative adversarial network**, GAN for short (Goodfellow
and others 2014).

To the discriminator it is a classification like any other: real points have the target 1, generated ones the target 0,
and the loss is the cross-entropy of [lesson 05](05_loss_functions.ipynb). With scores $z_r$ of real and $z_g$ of
generated points,

$$L_D = -\operatorname{mean} \log \sigma(z_r) - \operatorname{mean} \log (1 - \sigma(z_g))$$
"""

# %% tags=["nbval-ignore-output"]
cloud = points("eight Gaussians")
nn.manual_seed(0)
G = nn.PointGenerator(2, 2, [32, 32]).to(nn.device())  # noise (n, 2) -> points (n, 2)
D = nn.PointDiscriminator(2, [32, 32]).to(nn.device())  # points (n, 2) -> scores (n, 1)
noise = np.random.default_rng(1).standard_normal((500, 2)).astype("f4")
made, real = nn.predict(G, noise), cloud.x[:500]
both = np.concatenate([real, made])  # (1000, 2)
labels = np.repeat([1, 0], 500)[:, None].astype("f4")  # (1000, 1)
adam, loss = nn.Adam(D.parameters(), lr=0.01), nn.BCEWithLogitsLoss()
history = nn.fit(D, loss, adam, both, labels, epochs=10, batch_size=50)
right = (nn.predict(D, both) > 0) == (labels == 1)
print(f"told apart: {right.mean():.1%} of 1000 points")

# %% [markdown]
r"""
Against a generator that has learned nothing, ten passes are enough.

**Your turn.** Write this loss with its slopes:
[Exercise 26.1: the discriminator's loss](../exercises/26_gans_exercises.ipynb#26.1-The-discriminator's-loss).

## The best discriminator (9 min)

How good can it get? A **density** says how many points lie around a place x, per unit of length or area: $q_r(x)$ for
the data, $q_g(x)$ for the generated points. If the answer at x is p, the place contributes $-q_r \log p - q_g
\log(1 - p)$ to the loss. This is least where its derivative with respect to p is zero:

$$-\frac{q_r}{p} + \frac{q_g}{1 - p} = 0 \quad\Longrightarrow\quad p^*(x) = \frac{q_r(x)}{q_r(x) + q_g(x)}$$

Of the points at x, this share is real, and the best classifier says so. Test it on a line, where both densities are
known: the data form a bell at 1, the generated points a wider one at −0.5.
"""

# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(0)
bells = {"real": (1.0, 0.5), "generated": (-0.5, 1.0)}  # middle and standard deviation
line = np.concatenate([rng.normal(*bells[name], size=(4000, 1)) for name in bells])
line = line.astype("f4")  # (8000, 1)
labels = np.repeat([1, 0], 4000)[:, None].astype("f4")
judge = nn.PointDiscriminator(1, [32, 32]).to(nn.device())
adam = nn.Adam(judge.parameters(), lr=0.003)
_ = nn.fit(judge, nn.BCEWithLogitsLoss(), adam, line, labels, epochs=8, batch_size=100)
places = np.linspace(-2.5, 2.5, 51)
learned = 1 / (1 + np.exp(-nn.predict(judge, places[:, None].astype("f4"))[:, 0]))
q_r, q_g = (np.exp(-((places - m) ** 2) / (2 * s**2)) / s for m, s in bells.values())
best = q_r / (q_r + q_g)
gap = abs(learned - best)
print(f"off by {gap.mean():.2f} on average, by {gap.max():.2f} at most")

# %% tags=["nbval-ignore-output"]
fig, ax = figure(height=2.2)
both = {"learned": learned, "formula": best}
curve(ax, both, x=places, xlabel="x", ylabel="probability of real")
show(
    fig,
    alt="two curves over x, learned and computed, close together except at the right "
    "edge",
    caption=f"The discriminator learns the formula, least exactly at x = "
    f"{places[gap.argmax()]:.1f}.",
)

# %% [markdown]
r"""
What a discriminator learns is a ratio of densities, though nobody told it either of them. At the right edge there are
hardly any points to learn from, and there it is least exact.

If the generator matches the data exactly, the share $p^*$ is 1/2 everywhere. The discriminator can only guess, and its
loss is $-\log \frac12 - \log \frac12 = 2 \log 2 \approx 1.39$. That answers the question at the beginning. Take data
for both sides and see.
"""

# %% tags=["nbval-ignore-output"]
same = np.concatenate([datasets.gaussians(1000, seed=seed).x for seed in (1, 2)])
fresh = np.concatenate([datasets.gaussians(1000, seed=seed).x for seed in (3, 4)])
labels = np.repeat([1, 0], 1000)[:, None].astype("f4")
judge = nn.PointDiscriminator(2, [32, 32]).to(nn.device())
adam = nn.Adam(judge.parameters(), lr=0.003)
_ = nn.fit(judge, nn.BCEWithLogitsLoss(), adam, same, labels, epochs=5, batch_size=100)
right = ((nn.predict(judge, fresh) > 0) == (labels == 1)).mean()
print(f"right about {right:.0%} of 2000 fresh points")

# %% [markdown]
r"""
So low losses are not the goal. A discriminator's loss near zero means that every forgery is detected; against a perfect
generator it is 1.39, the loss of a judge who can only guess. The converse does not hold: a loss of 1.39 may also mean
that this discriminator has not learned enough. You will see such a game below.
"""

# %%
predicted("26.predict")

# %% [markdown]
r"""
## Two losses for the generator (10 min)

Write the discriminator's goal as something to maximise, the **value function** $V(D, G) = -L_D$. What the discriminator
wins, the generator loses, so the whole game is (Goodfellow and others 2014, equation 1)

$$\min_G \max_D V(D, G), \qquad
V(D, G) = \operatorname{mean} \log \sigma(z_r) + \operatorname{mean} \log (1 - \sigma(z_g))$$

Only the second term depends on the generator, so in this **minimax** game it minimises

$$L_G = \operatorname{mean} \log(1 - \sigma(z_g)), \qquad
\text{for each point: } \frac{\partial}{\partial z} \log(1 - \sigma(z)) = -\sigma(z) = -p$$

At the beginning every point is found out, p is near 0, and so is this slope: the generator is told least when it has
most to learn. The **non-saturating** loss wants the same, higher scores, with a different slope:

$$L_G = -\operatorname{mean} \log \sigma(z_g), \qquad
\text{for each point: } \frac{\partial}{\partial z} (-\log \sigma(z)) = -(1 - p)$$
"""

# %% tags=["nbval-ignore-output"]
z = np.array([-8.0, -4.0, 0.0, 4.0])  # scores of generated points
p = 1 / (1 + np.exp(-z))
up, down = (1 / (1 + np.exp(-(z + h))) for h in (1e-5, -1e-5))  # p on either side
for name, slope, high, low in (
    ("minimax", -p, np.log(1 - up), np.log(1 - down)),
    ("non-saturating", -(1 - p), -np.log(up), -np.log(down)),
):
    error = abs((high - low) / 2e-5 - slope).max() / abs(slope).max()
    print(f"{name:14} slopes {slope.round(3)}, relative error {error:.0e}")

# %% [markdown]
r"""
**Your turn.** [Exercise 26.2: two losses for the
generator](../exercises/26_gans_exercises.ipynb#26.2-Two-losses-for-the-generator).

`nn.gan_step` plays one step: the discriminator's turn, then the generator's, each with its own loss, backward pass and
optimizer. Give a discriminator 200 turns alone, then the generator one turn, and look at the gradient that reaches it.
"""


# %%
def start(seed, rate_G=0.002, rate_D=0.006, optimizer=nn.Adam, **settings):
    nn.manual_seed(seed)
    G = nn.PointGenerator(2, 2, [32, 32]).to(nn.device())
    D = nn.PointDiscriminator(2, [32, 32]).to(nn.device())
    move_G = optimizer(G.parameters(), lr=rate_G, **settings)
    return G, D, move_G, optimizer(D.parameters(), lr=rate_D, **settings)


def play(game, steps, turns=("discriminator", "generator"), rng=None, **rules):
    rng, losses = rng or np.random.default_rng(0), []
    for who in tuple(turns) * steps:
        batch = cloud.x[rng.integers(len(cloud.x), size=64)]
        losses.append(nn.gan_step(*game, batch, turns=who, rng=rng, **rules))
    return losses


def length(generator):
    """Return the length of the gradient that has reached a generator."""
    grads = [nn.to_numpy(p.grad) for p in generator.parameters()]
    return np.sqrt(sum((grad**2).sum() for grad in grads))


# %% tags=["nbval-ignore-output"]
lengths = {"minimax": [], "non-saturating": []}
for seed in range(5):
    for loss in lengths:
        game = start(seed)
        _ = play(game, 200, turns=["discriminator"])
        _ = play(game, 1, turns=["generator"], loss=loss)
        lengths[loss].append(length(game[0]))
ratio = np.divide(lengths["non-saturating"], lengths["minimax"])
print(f"non-saturating / minimax, five starts: {ratio.round(-1)} times as long")

# %% [markdown]
r"""
So can nothing be learned with minimax? Test that too. From such a start, how far do 10 turns of the generator alone
carry its points: with plain gradient descent, and with Adam, which divides a gradient by its own usual size?
"""

# %% tags=["nbval-ignore-output"]
for name, optimizer, rate in (("SGD", nn.SGD, 0.003), ("Adam", nn.Adam, 0.002)):
    way = {"minimax": [], "non-saturating": []}
    for seed in range(5):
        for loss in way:
            game = start(seed)
            _ = play(game, 200, turns=["discriminator"])
            G, D, _, move_D = game
            before, move_G = nn.predict(G, noise), optimizer(G.parameters(), lr=rate)
            _ = play((G, D, move_G, move_D), 10, turns=["generator"], loss=loss)
            moved = nn.predict(G, noise) - before
            way[loss].append(np.linalg.norm(moved, axis=1).mean())
    ratio = np.divide(way["non-saturating"], way["minimax"])
    print(f"{name}: non-saturating / minimax: {ratio.round(1)} times as far")

# %% [markdown]
r"""
With gradient descent the minimax generator falls far short. With Adam it does not: the flat loss is real, but the
optimizer decides how much it hurts. The non-saturating loss needs no such help.

**Your turn.** The loop itself, from the losses that you have written:
[Exercise 26.3: one step of the game](../exercises/26_gans_exercises.ipynb#26.3-One-step-of-the-game).

## A distance that reaches farther (8 min)

Put the best discriminator $p^*$ into V: the result is $2\,JS - 2 \log 2$ (Goodfellow and others 2014, theorem 1). Here
JS is the **Jensen-Shannon divergence**, which compares both densities with their average $q = (q_r + q_g)/2$ by the KL
divergence of [lesson 22](22_autoencoders.ipynb):

$$JS = \tfrac12 \operatorname{mean}_r \log \frac{q_r}{q} + \tfrac12 \operatorname{mean}_g \log \frac{q_g}{q}$$

It is 0 for equal densities and $\log 2$ for *any* two that do not overlap, near or far. The **Wasserstein distance**
says how far the points have to be carried, on average, if they are paired in the cheapest way. On a line: sort both
and compare.
"""

# %%
bins = np.linspace(-1, 6, 141)
here = rng.normal(0, 0.1, size=5000)
for distance in (0.0, 1.0, 2.0, 4.0):
    there = rng.normal(distance, 0.1, size=5000)
    a, b = (np.histogram(v, bins)[0] / 5000 + 1e-12 for v in (here, there))
    divergence = (a * np.log(2 * a / (a + b)) + b * np.log(2 * b / (a + b))).sum() / 2
    carried = abs(np.sort(here) - np.sort(there)).mean()
    print(f"moved by {distance:.0f}: JS {divergence:.2f}, Wasserstein {carried:.2f}")

# %% [markdown]
r"""
The first is flat from 1 on and pulls nothing closer. The second shrinks with every step in the right direction.

It can be learned: it is the largest difference mean D(real) − mean D(generated) over all functions D that change by at
most 1 per unit of distance. If they could be steeper, the difference could be as large as you like. So replace the
discriminator by a **critic**, whose scores z are not probabilities, and keep it from becoming steep by clipping its
weights to a small range after each of its turns (Arjovsky and others 2017):

$$L_D = \operatorname{mean} z_g - \operatorname{mean} z_r \qquad L_G = -\operatorname{mean} z_g$$

Its slope does not fade when it is sure. Train a discriminator and a critic for longer and longer against a generator
that stands still.
"""

# %% tags=["nbval-ignore-output"]
for loss in ("minimax", "wasserstein"):
    for turns in (100, 1000):
        found = []
        for seed in range(3):
            game = start(seed, optimizer=nn.RMSprop)
            _ = play(game, turns, turns=["discriminator"], loss=loss, clip=0.1)
            _ = play(game, 1, turns=["generator"], loss=loss, clip=0.1)
            found.append(f"{length(game[0]):.0e}")
        print(f"{loss:12} three starts, after {turns:4} turns: {', '.join(found)}")

# %% [markdown]
r"""
The longer a discriminator learns, the less it tells a minimax generator; a critic keeps pulling. So a critic may take
several turns for each of the generator's, and it should: its scores mean a distance only if it is near its best, and
with clipped weights only up to a constant factor.

## Digits (9 min)

The same game, with images. The generator turns 16 numbers of noise into small maps, enlarges them twice (each value is
repeated in a 2 × 2 block), and lets a convolution redraw them each time; the discriminator has two convolutions with
stride 2. Adam gets shorter memories than usual (0.5 and 0.9), so that it forgets an opponent who has moved on. The data
are 1,000 digits, from −1 (black) to 1 (white); the other 797 are held out. A classifier, trained separately, says which
digit a drawing would be.
"""

# %% tags=["nbval-ignore-output"]
digits = datasets.digits(images=True)
order = np.random.default_rng(0).permutation(1797)
pictures = (digits.x[order] / 8 - 1).reshape(-1, 1, 8, 8).astype("f4")
train, names = pictures[:1000], digits.y[order]
nn.manual_seed(0)
reader = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
reader = reader.to(nn.device())
adam, loss = nn.Adam(reader.parameters(), lr=0.003), nn.CrossEntropyLoss()
_ = nn.fit(reader, loss, adam, train, names[:1000], epochs=12, batch_size=64)
read = accuracy(nn.predict(reader, pictures[1000:]), names[1000:])
print(f"the classifier reads {read:.0%} of the held-out digits")

# %% tags=["nbval-ignore-output"]
G = nn.ImageGenerator(16, width=16).to(nn.device())
D = nn.ImageDiscriminator(width=16).to(nn.device())
move_G = nn.Adam(G.parameters(), 0.001, (0.5, 0.9))
game = G, D, move_G, nn.Adam(D.parameters(), 0.002, (0.5, 0.9))
seeds, album = np.random.default_rng(1).standard_normal((500, 16)).astype("f4"), []
for step in range(601):
    if step in (0, 50, 150, 300, 600):
        album.append(nn.predict(G, seeds))  # (500, 1, 8, 8)
        read = np.bincount(nn.predict(reader, album[-1]).argmax(axis=1), minlength=10)
        print(f"step {step}: drawings read as 0 to 9: {read}")
    _ = nn.gan_step(*game, train[rng.integers(len(train), size=64)], rng=rng)

# %% tags=["nbval-ignore-output", "hide-input"]
fig, ax = figure(height=3.0)
rows = np.concatenate([each[:14] for each in album] + [train[:14]])
images(ax, rows, columns=14, limits=(-1, 1))
show(
    fig,
    alt="six rows of fourteen small images: grey noise, strokes, digit shapes, real "
    "digits",
    caption="After 0, 50, 150, 300 and 600 steps, same noise per column; bottom row: "
    "real digits.",
)

# %% [markdown]
r"""
Grey noise, then one blot for all, then shapes that grow apart. After 600 steps some are digits, and some only look like
handwriting.

Does it copy its examples? It could: the generator never sees them, but the discriminator does, and its slopes can lead
the generator to any of them. Distance alone proves nothing, since noise is far from every example too. The yardstick is
held-out digits: measure how far each of them is from its nearest training digit, and call a drawing *too close* if it
is nearer than 95 % of them are, and *too far* if it is farther than 95 % of them are.
"""

# %% tags=["nbval-ignore-output"]
flat = pictures.reshape(-1, 64)
for name, samples in (
    ("new real digits", flat[1400:]),
    ("training digits", flat[:400]),
    ("noise", rng.uniform(-1, 1, (400, 64))),
    ("drawings", album[-1].reshape(-1, 64)),
):
    found = data_copying(samples, flat[:1000], flat[1000:1400])
    print(f"{name:15} too close {found.too_close:4.0%}, too far {found.too_far:4.0%}")

# %% [markdown]
r"""
The first three lines test the test. New real digits score about 5 % and 5 %, as they should; copies are all too close,
and noise is all too far. Hardly any drawing is too close, so there is no sign of copying. But most are too far: farther
from every example than 19 of 20 new digits are. So they are not copies, and most are not yet good digits either.

## On a GPU (3 min)

The same game on the other side, from the same weights and the same noise.
"""

# %% tags=["nbval-ignore-output"]
import nnlearn.torch as other

curves = {}
for side in (nn, other):
    players = side.PointGenerator(2, 2, [16]), side.PointDiscriminator(2, [16])
    for player in players:
        player.double()
        weights = {}
        for name, p in player.named_parameters():
            values = np.random.default_rng(7).normal(0, 0.4, size=tuple(p.shape))
            weights[name] = side.tensor(values, dtype="float64")
        player.load_state_dict(weights)
    moves = [side.Adam(player.parameters(), lr=0.01) for player in players]
    draws = np.random.default_rng(3)
    batch = cloud.x[:64].astype(float)
    steps = [side.gan_step(*players, *moves, batch, rng=draws) for _ in range(50)]
    curves[side] = np.array(steps)
difference = (abs(curves[nn] - curves[other]) / abs(curves[nn])).max()
print(f"50 steps on both sides: largest relative difference {difference:.0e}")

# %% tags=["machine"]
import time

for name, side in (("NumPy", nn), ("PyTorch", other)):
    G = side.ImageGenerator(16, width=16).to(side.device())
    D = side.ImageDiscriminator(width=16).to(side.device())
    moves = [side.Adam(player.parameters(), lr=0.001) for player in (G, D)]
    began = time.perf_counter()
    for _ in range(20):
        _ = side.gan_step(G, D, *moves, train[:64])
    spent = (time.perf_counter() - began) / 20
    print(f"{name:8} {1000 * spent:.0f} ms per step with digits")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
With autograd the discriminator's turn needs one more word, `D(G(u).detach())`, so that its gradient does not flow on
into the generator. Our hand-written backward pass simply stops there.

## Where it breaks (9 min)

Swap the two learning rates, as you did in the explorer. The generator now reaches every place where the discriminator
is wrong, with all its points at once, before the discriminator has closed it. This is **mode collapse**: the generator
makes only one or a few of the modes, whatever the noise.

To measure it, first try the measure on what must fail. The library's `mode_coverage` counts as the explorer does. Count
a second time with eight standard deviations in place of three, and call a mode that passes this count *reached*. Give
it real points, one cloud, a ring that runs through all eight clouds, a filled disc, and noise.
"""

# %%
rng = np.random.default_rng(0)
angle, blur = rng.uniform(0, 2 * np.pi, 2000), rng.normal(0, 0.05, (2000, 2))
circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
for name, samples in (
    ("real points", cloud.x),
    ("one cloud", cloud.modes[0] + blur),
    ("a ring", circle + blur),
    ("a disc", 1.3 * circle * np.sqrt(rng.uniform(size=(2000, 1)))),
    ("noise", rng.uniform(-1.8, 1.8, (2000, 2))),
):
    found = mode_coverage(samples, cloud.modes, std=0.05)
    wide = mode_coverage(samples, cloud.modes, std=0.05, radius=8)
    print(f"{name:12} captured {found.captured}, reached {wide.captured}", end="; ")
    print(f"{found.high_quality:.0%} on a mode")

# %% [markdown]
r"""
It takes all three: one cloud has perfect points and no variety; ring and disc go everywhere and gather nowhere. What is
reached shows variety, and says nothing of sharpness. Now the games, from five starts each, with one turn per step.
"""

# %% tags=["nbval-ignore-output"]
many = np.random.default_rng(2).standard_normal((2000, 2)).astype("f4")
rates, ends = {"balanced": (0.002, 0.006), "hasty": (0.006, 0.002)}, {}
for name in rates:
    games = [start(seed, *rates[name], betas=(0.5, 0.9)) for seed in range(5)]
    draws = [np.random.default_rng(seed) for seed in range(5)]
    for step, more in ((500, 500), (1000, 500), (2000, 1000)):
        losses = [play(games[k], more, rng=draws[k])[-400:] for k in range(5)]
        judged, drawn = np.nanmean(np.array(losses, float), axis=(0, 1))
        ends[name, step] = [nn.predict(game[0], many) for game in games]
        found, wide = (
            [
                mode_coverage(made, cloud.modes, 0.05, radius=r)
                for made in ends[name, step]
            ]
            for r in (3, 8)
        )
        share = 100 * np.array([one.high_quality for one in found])
        modes, reached = ([one.captured for one in some] for some in (found, wide))
        print(f"{name:8} step {step:4}: captured {modes}, reached {reached}")
        print(f"    on a mode {share.mean():2.0f} ± {share.std():2.0f} %; ", end="")
        print(f"losses {judged:.2f} and {drawn:.2f}")

# %% tags=["nbval-ignore-output", "hide-input"]
fig, axes = figure(columns=3, height=2.7)
panels, captured = (("balanced", 500), ("balanced", 2000), ("hasty", 2000)), []
for ax, (name, step) in zip(axes, panels, strict=True):
    made = ends[name, step][0]
    both = np.concatenate([made[:500], cloud.x[:200]])
    labels = np.repeat([0, 1], [500, 200])
    kinds, first = ["generated", "real"], ax is axes[0]
    scatter(ax, both, labels, classes=kinds, size=8, legend=first)
    ax.set(xlim=(-1.9, 1.9), ylim=(-1.9, 1.9))
    captured.append(mode_coverage(made, cloud.modes, std=0.05).captured)
    ax.set_title(f"{name}, step {step}: {captured[-1]} of 8", fontsize=9)
ring, balanced, hasty = captured
show(
    fig,
    alt=f"points of the balanced game at step 500, in a ring, and at step 2000, "
    f"{balanced} of 8 modes captured; of the hasty game at step 2000, {hasty} of 8",
    caption="Modes captured from one start. Only the learning rates are swapped: "
    f"{balanced} modes against {hasty}.",
)

# %% [markdown]
r"""
The balanced game passes through a ring: at step 500 all modes are reached but only about half of the points lie on one;
later most do. The hasty game captures few modes or none, and early on it reaches only some: it has collapsed. By step
2,000 a start here and there reaches all eight, blurred, so a collapse need not last.

The losses do not tell these games apart. The generator's loss asks of each point whether it looks real, never whether
another one is already there. And the discriminator's loss is near 1.39 everywhere, which only says that this
discriminator cannot tell. In the hasty game the points are probably gone again before it has learned where they are. So
variety must be measured.

**Your turn.** [Exercise 26.4: mode coverage](../exercises/26_gans_exercises.ipynb#26.4-Mode-coverage).

One cure you have seen: a rate at which the discriminator keeps up. Now leave the hasty rates as they are and change the
game: another opponent, a critic with its clipped weights and RMSprop, or five turns for one, or both (three starts).
"""

# %% tags=["nbval-ignore-output"]
plain, judge = {"betas": (0.5, 0.9)}, {"optimizer": nn.RMSprop}
clipped, cures = {"loss": "wasserstein", "clip": 0.1}, {}
for name, settings, rules in (("discriminator", plain, {}), ("critic", judge, clipped)):
    for more in (1, 5):
        counts = {3: [], 8: []}
        for seed in range(3):
            game = start(seed, 0.006, 0.002, **settings)
            _ = play(game, 400, ["discriminator"] * more + ["generator"], **rules)
            for radius in counts:
                made = nn.predict(game[0], many)
                found = mode_coverage(made, cloud.modes, 0.05, radius=radius)
                counts[radius].append(found.captured)
        cures[name, more] = counts
        print(
            f"{name + ',':14} turns {more}: captured {counts[3]}, reached {counts[8]}"
        )

# %% [markdown]
r"""
After 400 steps it is the turns that have cured the collapse, with either loss: all or nearly all modes are reached. The
critic with one turn does so in one start of three only. With five turns the discriminator also captures several modes,
the critic almost none: its points go all the way round, but do not gather at the clouds.

**Your turn.** The open one: [Exercise 26.5: capture all
eight](../exercises/26_gans_exercises.ipynb#26.5-Capture-all-eight).

Can points be made out of noise without an opponent? The VAE of [lesson 22](22_autoencoders.ipynb) makes them in one
step; diffusion, in [lesson 27](27_diffusion.ipynb), takes a hundred small ones.

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
- A generator can collapse if it learns faster than its discriminator; more turns for the discriminator cure it. No loss
  shows it: count modes, and points on them.
- A measure is worth what it rejects: try it on a ring, on noise, and on copies before you trust it.

### New terms

- **generator**: a network that turns noise into points or images.
- **discriminator**: a network that gives the probability that something is real and not generated.
- **generative adversarial network**: generator and discriminator, trained against each other.
- **mode**: a region where the data are dense, with fewer around it, such as one of several clouds.
- **density**: how many points lie around a place, per unit of length or area, as a share of all.
- **value function**: what one player of a game maximises and the other minimises.
- **minimax**: a game in which one player minimises what the other maximises.
- **non-saturating loss**: -log p for the generator, with a slope where points are found out.
- **Jensen-Shannon divergence**: how far two densities are from their average: 0 if equal, log 2 if they do not overlap.
- **critic**: a network in the discriminator's place whose score is not a probability and whose slope is bounded.
- **Wasserstein distance**: how far the points of one distribution must at least be carried, on average, to become
  the other.
- **mode collapse**: a failure in which a generator makes only one or a few of the modes of the data.

### Sources

- Goodfellow and others (2014), "Generative adversarial nets", equation 1, algorithm 1, proposition 1, theorem 1;
  section 3 on the flat loss.
- Radford, Metz, Chintala (2016), "Unsupervised representation learning with deep convolutional generative adversarial
  networks": the pair that ours shrinks.
- Arjovsky, Chintala, Bottou (2017), "Wasserstein generative adversarial networks", algorithm 1.
- Metz, Poole, Pfau, Sohl-Dickstein (2017), "Unrolled generative adversarial networks": eight Gaussians.
- Srivastava and others (2017), "VEEGAN: reducing mode collapse in GANs using implicit variational learning": modes
  captured, and samples within three standard deviations. One good sample captures a mode there; the sixteenth is ours.
- Meehan, Chaudhuri, Dasgupta (2020), "A non-parametric test to detect data-copying in generative models": held-out
  examples as the yardstick.
- Karras, Laine, Aila (2019), "A style-based generator architecture for generative adversarial networks": the faces.
- Kahng and others (2019), "GAN Lab: understanding complex deep generative models using interactive visual
  experimentation": the picture that this explorer follows.
"""
