# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- jump to any amount of noise in one line, and derive why many small steps are one jump;
- write the training loss and both samplers, DDPM and DDIM, and measure what comes out;
- say when a diffusion model copies its training set, and prove it.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import predicted, quiz
from nnlearn.diffusion import cosine_schedule, reverse_process
from nnlearn.explorers import DiffusionExplorer
from nnlearn.lessons import diffusion as lesson
from nnlearn.lessons.diffusion import mean, recorded, spread
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

You want handwritten digits that nobody has written, of a class you name. Spoil digits with noise, a little or a lot.
Train a network to say what noise was added; its loss is the mean squared error. Then give it nothing but noise, and
take away, step by step, what it calls noise. Programs that paint a picture from a sentence work like this (Rombach and
others 2022).
"""

# %%
quiz("27.predict")

# %% [markdown]
r"""
## Explore (6 min)

First in the plane, where the best possible guess can be computed. **Next stop** leads you through; at four stops:

1. Stop 1: the data dissolve. At which step is nothing left?
2. Stop 4: points are sent back. When does a point choose its mode?
3. Stop 6: ten steps without fresh noise. Which bars change?
4. Stop 7: no loss is lower than this one's. Look where its points land.
"""

# %%
DiffusionExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Forwards, noise turns eight clouds into one hill, and nothing is learned. On the way back the arrows point uphill: at
first to the middle, later to one of eight hills, and a point that is at one of them seldom leaves it. Whether fresh
noise helps depends on whose arrows you follow. And the memory's arrows lead to the very points it was given.

## In one jump (6 min)

In the **forward process** each step keeps a share $k_t$ of x and adds noise, fresh from N(0, 1), so that a variance of
1 stays 1:

$$x_t = k_t\, x_{t-1} + \sqrt{1 - k_t^2}\; \text{fresh}$$

Two steps, $k_1$ and $k_2$, leave $k_2 k_1 x$, and independent noises add their variances:

$$k_2^2 (1 - k_1^2) + (1 - k_2^2) = 1 - (k_2 k_1)^2$$

which is one step with the share $k_2 k_1$. So, by induction, with $a_t$ the product of all shares up to t, there is a
jump from the data to any step:

$$x_t = a_t\, x + s_t\, \varepsilon, \qquad a_t^2 + s_t^2 = 1, \qquad \varepsilon \text{ from } N(0, 1)$$

The **noise schedule** says how $a_t$ falls from 1 to almost 0, here in T = 100 steps: $a_t^2 = f(t)/f(0)$ with $f(t) =
\cos^2\!\big(\tfrac{\pi}{2}\, \tfrac{t/T + 0.008}{1.008}\big)$ (Nichol and Dhariwal 2021; the last step is
clipped, or a would be 0). Small steps against the jump, 10,000 draws that start at 1:
"""

# %%
a, s = schedule = cosine_schedule(100)  # (101,) each, from step 0, the data
rng, draws = np.random.default_rng(0), np.ones(10_000)
for t in range(1, 101):
    share = a[t] / a[t - 1]
    added = 1 - share**2  # variance
    draws = share * draws + np.sqrt(added) * rng.standard_normal(10_000)
    if t in (10, 40, 70, 95):
        print(f"step {t:3}: mean {draws.mean():.2f}, a {a[t]:.2f};", end=" ")
        print(f"deviation {draws.std():.2f}, s {s[t]:.2f}")

# %% [markdown]
r"""
(In papers $a_t^2$ is $\bar\alpha_t$, $s_t^2$ is $1 - \bar\alpha_t$, and $1 - k_t^2$ is $\beta_t$.)

**Your turn.** [Exercise 27.1: Any noise in one
jump](../exercises/27_diffusion_exercises.ipynb#27.1-Any-noise-in-one-jump).

## One loss (6 min)

Draw a step t and noise ε, for each example its own. The network sees $x_t$ and t and returns a guess $\hat\varepsilon$.
The **denoising loss** is plain regression:

$$L = \operatorname{mean} \big( \hat\varepsilon(x_t, t) - \varepsilon \big)^2$$

Ho and others (2020) derive it from a bound on log p, a sum of such losses with a weight for each step. They leave the
weights out, for better samples; so L is no longer that bound. The network here has 12 inputs, the point and sines and
cosines of t; `spoiled` draws steps and noise for each batch:
"""

# %% tags=["nbval-ignore-output"]
x = lesson.points("eight Gaussians", 2000, seed=0)  # (2000, 2)
nn.manual_seed(0)
net = nn.MLP([12, 64, 64, 64, 2], activation=nn.GELU).to(nn.device())
adam, loss = nn.Adam(net.parameters(), lr=0.004), nn.MSELoss()
falling = nn.CosineAnnealingLR(adam, 4000)
noisy = {"transform": lesson.spoiled, "callbacks": [lambda run: falling.step()]}
history = nn.fit(net, loss, adam, x, x, epochs=500, batch_size=250, **noisy)
learned = lesson.guess_of(net, nn)  # (x, t) -> guess of the noise
first, last = (np.mean(part) for part in (history.loss[:8], history.loss[-400:]))
print(f"loss {first:.1f} at first, {last:.2f} at the end")

# %% [markdown]
r"""
The loss stops far above 0, and should. Least squares finds a mean ([lesson 22](22_autoencoders.ipynb)): the best guess
is $\mathrm{E}[\varepsilon \mid x_t]$, and many pairs of point and noise lead to the same $x_t$.

**Your turn.** [Exercise 27.2: Guess what was
added](../exercises/27_diffusion_exercises.ipynb#27.2-Guess-what-was-added).

## Uphill (6 min)

What does such a guess know? Let $p_t$ be the density of $x_t$. Since $x_t$, given x, is a bell of height c around $a_t
x$ with variance $s_t^2$,

$$p_t(x_t) = \operatorname{E}_x \Big[ c\, \exp \frac{-|x_t - a_t x|^2}{2 s_t^2} \Big], \qquad
\nabla p_t(x_t) = \operatorname{E}_x \Big[ \frac{a_t x - x_t}{s_t^2}\; c\, \exp(\dots) \Big]$$

Divide the second by the first: the weights $c \exp(\dots)/p_t$ are, by Bayes, the probabilities of x given $x_t$; and
$a_t x - x_t = -s_t \varepsilon$. So

$$\nabla \log p_t(x_t) = -\frac{\operatorname{E}[\varepsilon \mid x_t]}{s_t}$$

This slope of log density is the **score function**: who guesses the noise knows the way uphill (Vincent 2011). For
eight Gaussians with centres $m_k$ it can be written down, as $p_t$ is a mixture, too, with centres $a_t m_k$ and
variance $v = 0.05^2 a_t^2 + s_t^2$:

$$\operatorname{E}[\varepsilon \mid x_t] = \frac{s_t}{v} \Big( x_t - a_t \sum_k p(k \mid x_t)\, m_k \Big), \qquad
p(k \mid x_t) = \operatorname{softmax}_k \frac{-|x_t - a_t m_k|^2}{2 v}$$
"""

# %% tags=["nbval-ignore-output", "hide-input"]
grid = np.stack(np.meshgrid(*[np.linspace(-1.4, 1.4, 13)] * 2), axis=-1).reshape(-1, 2)
fig, axes = figure(columns=3, height=2.9)
for ax, t in zip(axes, (80, 26, 8), strict=True):
    for guess, colour, width in ((lesson.exact, "0.6", 0.012), (learned, "C0", 0.005)):
        arrow = -guess(grid, t)
        ax.quiver(*grid.T, *arrow.T, color=colour, width=width, angles="xy")
    ax.set_title(f"step {t}", fontsize=9)
    ax.set(xticks=[], yticks=[], aspect="equal")
show(
    fig,
    alt="three fields of arrows: at step 80 all to the middle, at step 26 to a ring, "
    "at step 8 to eight places",
    caption="Guessed noise, reversed: exact (wide, grey) and learned (blue).",
)

# %% [markdown]
r"""
With much noise all arrows point to the mean, with little to the nearest cloud. The loss of five networks and of the
exact guess, on points not seen, and the mean square by which the two guesses are *apart*:
"""

# %%
print("step  noise s   learned     exact   apart")
for t in (1, 3, 11, 26, 51, 76):
    rows = recorded("noise", step=t)
    print(f"{t:4} {s[t]:8.2f}", end=" ")
    print(*[f"{mean(rows, name):9.4f}" for name in ("learned", "exact", "apart")])

# %% [markdown]
r"""
Most of the loss is nobody's fault. The network's own, the last column, is largest where the noise is as wide as a
cloud.

## Backwards (6 min)

Step t − 1 has less noise. In the **reverse process** you guess the data,

$$\hat x = \frac{x_t - s_t\, \hat\varepsilon}{a_t}$$

and bring this guess to the noise of the next step. With the same noise, that is **DDIM** (Song and others 2021):
$x_{t-1} = a_{t-1} \hat x + s_{t-1} \hat\varepsilon$. Or replace some of it by fresh noise, so that the variance is
right for any size τ up to $s_{t-1}$:

$$x_{t-1} = a_{t-1}\, \hat x + \sqrt{s_{t-1}^2 - \tau^2}\; \hat\varepsilon + \tau\, \text{fresh}$$

**DDPM** (Ho and others 2020, one of their two choices) takes the τ that undoes a forward step. If x and $x_t$ are
known, what was $x_{t-1}$? Multiply the probabilities of both steps, bells in $x_{t-1}$:

$$\exp\Big(-\frac{(x_t - k\, x_{t-1})^2}{2 (1 - k^2)}\Big)
\exp\Big(-\frac{(x_{t-1} - a_{t-1} x)^2}{2 s_{t-1}^2}\Big), \qquad k = a_t/a_{t-1}$$

Collect $x_{t-1}^2$: the product is a bell with

$$\frac{1}{\tau^2} = \frac{k^2}{1 - k^2} + \frac{1}{s_{t-1}^2}
= \frac{k^2 s_{t-1}^2 + 1 - k^2}{(1 - k^2)\, s_{t-1}^2}
= \frac{s_t^2}{(1 - k^2)\, s_{t-1}^2}$$

since $k^2 s_{t-1}^2 = k^2 - a_t^2$. Its middle is the step above without *fresh*, for the true x and ε.

**Your turn.** [Exercise 27.3: One step
back](../exercises/27_diffusion_exercises.ipynb#27.3-One-step-back).

`walked` takes these steps from noise to 2,000 points; η is the share of τ that is used:
"""

# %% tags=["nbval-ignore-output"]
held = lesson.points("eight Gaussians", 2000, seed=900)
for name, eta in (("DDPM", 1), ("DDIM", 0)):
    found = lesson.measures(lesson.walked(learned, 2000, seed=0, eta=eta), held)
    print(f"{name}: {found['on a mode']:.0%} on a mode,", end=" ")
    print(
        f"{found['captured']} of 8 captured, nearest-neighbour test {found['1-NN']:.2f}"
    )

# %% [markdown]
r"""
## How many steps? (3 min)

Five networks (the explorer has others), 2,000 points each. First the nearest-neighbour test (mean of both sides, .5 is
perfect), then how far the shares of the eight modes are from equal (total variation):
"""

# %%
for name in ("1-NN", "off"):
    print(f"{name:4} steps     exact DDPM     exact DDIM   learned DDPM   learned DDIM")
    for steps in (5, 10, 20, 100):
        print(f"{steps:10}", end="")
        for arrows in ("exact", "learned"):
            for sampler in ("DDPM", "DDIM"):
                kind = {"arrows": arrows, "sampler": sampler, "steps": steps}
                print(f"  {spread(recorded('apart', **kind), name, 3)}", end="")
        print()
for kind in ("fresh data", "GAN", "copies"):
    rows = recorded("apart", kind=kind)
    print(f"{kind:12} 1-NN {spread(rows, '1-NN', 3)}, off {spread(rows, 'off', 3)}")

# %% [markdown]
r"""
With exact arrows DDIM is the better one: its 20 steps are nearly enough, its hundred close to fresh data. With learned
arrows DDPM is, from ten steps on. Without fresh noise the shares get out of balance, the more so the fewer the steps: a
point that a mistake has led astray stays there, and fresh noise lets it choose again. With photographs, though, Song
and others found DDIM the better one in few steps.

In the last line training points, blurred by 0.03, pass for fresh data: the plane is too easy a contest.

## The perfect loss copies (6 min)

Nobody tells you the data's density; you have K examples. If exactly these are the data, each as probable as the next,
the clouds have no width, $v = s_t^2$, and

$$\operatorname{E}[\varepsilon \mid x_t] = \frac{1}{s_t} \Big( x_t - a_t \sum_k
\operatorname{softmax}_k\Big(\frac{-|x_t - a_t x_k|^2}{2 s_t^2}\Big)\, x_k \Big)$$

No network has a lower training loss. Spell the square out: without $|x_t|^2$, which all share, the scores are $x_t
\cdot a_t x_k / s_t^2$ and a number for each example. That is attention with the query $x_t$, keys $a_t x_k / s_t^2$ and
values $x_k$ ([lesson 21](21_attention.ipynb)): the softmax memory of [lesson 22](22_autoencoders.ipynb), now as a
generator.

**Your turn.** [Exercise 27.4: The perfect
guess](../exercises/27_diffusion_exercises.ipynb#27.4-The-perfect-guess).

Let it learn 899 digits by heart; 898 are held out. Beside it stands a network with 103,000 weights, trained on the same
899 (4,000 steps, a falling rate, averaged weights). All guesses $\hat x$ are cut to −1 to 1, the range of the pixels. A
*copy* is at least 20 times nearer to a training digit than unseen digits usually are:
"""

# %% tags=["nbval-ignore-output"]
digits, classes, unseen, unseen_classes = lesson.halves()  # (899, 64) from -1 to 1
network = lesson.shelved(nn)
guesses = {"memory": lesson.memory(digits), "network": network.noise}
usual = np.median(lesson.distances(unseen, digits))
for name, guess in guesses.items():
    pictures = lesson.made(guess, count=300)  # (300, 64)
    copies = lesson.distances(pictures, digits) < usual / 20
    print(f"{name:8} copies {copies.sum()} of 300; loss seen/unseen", end="")
    for t in (3, 11, 26, 51):
        both = [lesson.losses(guess, part, t, rounds=1) for part in (digits, unseen)]
        print(f", step {t}: {both[0]:.2f}/{both[1]:.2f}", end="")
    print()
predicted("27.predict")

# %% [markdown]
r"""
Every picture of the memory is a training digit, and on unseen digits its loss is absurd where there is little noise: to
guess 0 costs 1. The network is far from perfect on training digits, and not much worse on others. That it does not fit
them is what lets it make new ones.

## Digits on request (6 min)

To ask for a class, train with it: a learned vector for the label is added where the network is told the time. 15 % of
the labels are left out, so that one network makes both guesses, $\hat\varepsilon_y$ for a class and $\hat\varepsilon$
for none. By Bayes $\log p(x \mid y) = \log p(x) + \log p(y \mid x)$ and a constant, so

$$\hat\varepsilon_y - \hat\varepsilon \approx -s_t\, \nabla \log p(y \mid x_t), \qquad
\hat\varepsilon_w = \hat\varepsilon + w\, (\hat\varepsilon_y - \hat\varepsilon)$$

follows, at each step, $\log p + w \log p(y \mid x_t)$. With w = 1 that is the class; a larger w exaggerates what tells
it from the others. This is **classifier-free guidance** (Ho and Salimans 2022, whose w is ours less 1).
"""

# %% tags=["nbval-ignore-output", "hide-input"]
rng, labels = np.random.default_rng(3), lesson.asked(10)
z = rng.standard_normal((10, 64))
settings = {"labels": labels, "clip": 1, "rng": rng}
way = reverse_process(network.noise, z, schedule, **settings)
states = [(z, guess) for t, z, guess in way if t in range(0, 91, 10)]
rows = [np.stack([pair[k][3] for pair in states]) for k in (0, 1)]
rows += [
    lesson.made(network.noise, lesson.asked(10), seed, count=10, guidance=w)
    for w in (1, 4)
    for seed in (1, 2)
]
fig, ax = figure(height=3.6)
images(ax, np.concatenate(rows).reshape(-1, 8, 8), columns=10, limits=(-1, 1))
show(
    fig,
    alt="six rows of ten pictures: a 3 that comes out of noise, the guesses on its "
    "way, and four rows of the digits 0 to 9",
    caption="The way of a 3; the guess of x at each step; 0 to 9, twice with w = 1, "
    "twice with w = 4.",
)

# %% [markdown]
r"""
The first guess is wild (its mistakes are divided by a small $a_t$), then a blur, what threes share; then it decides.
The judge of lesson 22 on five networks (898 made digits against those held out), the memory, and a rival, three
Gaussians fitted to the pixels of each class:
"""

# %%
columns = ("frechet", "made alone", "precision", "recall", "nearer", "as asked")
print(" " * 20, *[f"{name:>10}" for name in columns])
rivals = {f"diffusion, w = {w:.0f}": {"guidance": w} for w in (1.0, 2.0, 4.0)}
rivals |= {"3 Gaussians a class": {}, "memory": {}, "real digits": {}}
for name, how in rivals.items():
    rows = recorded("judged", kind=name.split(",")[0], **how)
    told = [column for column in columns if column in rows[0]]
    print(f"{name:20}", *[f"{mean(rows, column):10.2f}" for column in told])
for name, how in (("diffusion", {"guidance": 1.0}), ("3 Gaussians a class", {})):
    spent = np.median([row["seconds"] for row in recorded("judged", kind=name, **how)])
    print(f"{name}: learned in {spent:.1f} seconds of one core")

# %% [markdown]
r"""
(*Made alone* is the nearest-neighbour test; *nearer*, the share nearer to a training digit than to one held out; *as
asked*, what a reader says. The real digits are 449 against 449; fewer have a larger Fréchet distance.) Guidance buys
obedience and precision with variety: recall falls. By Fréchet distance the memory is the best generator, and makes
nothing but copies. At 8 × 8 pixels three Gaussians a class are about as good, though they stay nearer to their
examples; diffusion is known for large pictures, not shown here.

**Your turn.** [Exercise 27.5: Write the other
half](../exercises/27_diffusion_exercises.ipynb#27.5-Write-the-other-half).

## On a GPU (2 min)

A picture takes 100 calls of the network. A GPU makes many pictures at once, but the calls wait for each other:
"""

# %% tags=["machine"]
import time

import nnlearn.torch as other

z = np.random.default_rng(0).standard_normal((1000, 64))
for name, side in (("NumPy", nn), ("PyTorch", other)):
    model = lesson.shelved(side)
    for count in (10, 1000):
        began = time.perf_counter()
        for t in range(20, 0, -1):
            answer = model.noise(z[:count], t)
        spent = 1000 * (time.perf_counter() - began) / 20
        print(f"{name:8} {count:4} pictures: {spent:5.1f} ms a call")
difference = abs(answer - network.noise(z, 1)).max() / abs(answer).max()
print(f"PyTorch ran on {other.device()}; largest relative difference {difference:.0e}")

# %% [markdown]
r"""
## Where it breaks (4 min)

If the lack of perfection is what makes it invent, a network that has few digits to learn should copy. Give it 20, 100,
300 or all 899 and 1,000 steps of training, in five splits; then the first three 4,000 steps, as above:
"""

# %%
print("steps  digits  loss seen  loss unseen   nearer to seen        copies")
kinds = [("few", 1000, count) for count in (20, 100, 300, 899)]
kinds += [("longer", 4000, count) for count in (20, 100, 300)]
for training, steps, count in kinds:
    rows = recorded(training, count=count)
    print(f"{steps:5} {count:7}", end="")
    for part, width in (("seen", 11), ("unseen", 13)):
        value = np.mean([row[part]["all"] for row in rows])
        print(f"{value:{width}.2f}", end="")
    print(f"  {spread(rows, 'nearer'):>14}  {spread(rows, 'copies'):>13}")

# %% [markdown]
r"""
The fewer the digits and the longer the training, the lower the loss on them, the higher the loss on others, and the
closer the pictures to what was seen. With 20 digits and 4,000 steps most are copies. This overfitting ([lesson
14](14_generalization.ipynb)) is called **memorisation** in a generator. So report a copy test with every generator.

**Your turn.** The open one: [Exercise 27.6: Clouds of your
own](../exercises/27_diffusion_exercises.ipynb#27.6-Clouds-of-your-own).

## Part V in one table (2 min)

All generators of this part, with the settings of their lessons (the GAN trained twice as long), on the same 899 digits
and before the same judge; what they make is cut to black and white. Seconds of one core, for training and for 898
pictures (the Gaussians are fitted while making); five seeds:
"""

# %%
columns = ("made alone", "precision", "recall", "nearer", "training", "making")
print(" " * 20, *[f"{name:>10}" for name in columns], "  as asked")
for kind in dict.fromkeys(row["kind"] for row in recorded("everyone")):
    rows = recorded("everyone", kind=kind)
    known = [f"{mean(rows, name):.2f}" if name in rows[0] else "" for name in columns]
    obeys = f"{mean(rows, 'as asked'):10.2f}" if "as asked" in rows[0] else ""
    print(f"{kind:20}", *[f"{value:>10}" for value in known], obeys)

# %% [markdown]
r"""
Three of them were told the classes, and theirs are the hardest to tell from real digits. Of these, the DBN and
diffusion are about as good; diffusion obeys better and stays farther from its examples. Three Gaussians a class keep up
with everybody. The GAN, with these settings, is the easiest to tell.

A likelihood? The VAE gives a bound, the Boltzmann machines an estimate, the GAN nothing, and diffusion's loss is not
its bound.

## Recall (2 min)
"""

# %%
quiz("27.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Many small noises are one: $x_t = a_t x + s_t \varepsilon$.
- A network that guesses ε by least squares learns a mean, and with it the slope of $\log p_t$.
- A step back guesses the data and brings the guess to less noise, with fresh noise (DDPM) or without (DDIM).
- Fresh noise can repair the mistakes of a learned guess; an exact guess does not need it.
- The lowest training loss is that of a softmax memory, which copies. A network invents because it is not perfect: test
  it.

### New terms

- **forward process**: adding noise to data step by step.
- **noise schedule**: how much signal and noise there is at each step.
- **denoising loss**: the mean squared error of the guessed noise.
- **score function**: the slope of the log density.
- **reverse process**: from noise back to data, step by step, by guesses of the data.
- **DDIM**: the reverse process without fresh noise.
- **DDPM**: the reverse process with as much fresh noise as undoes a forward step.
- **memorisation**: making again what was in the training set.
- **classifier-free guidance**: exaggerating the difference between the guesses with and without a class.

### Sources

- Sohl-Dickstein and others (2015), ["Deep unsupervised learning using nonequilibrium
  thermodynamics"](https://arxiv.org/abs/1503.03585): the idea.
- Vincent (2011), ["A connection between score matching and denoising
  autoencoders"](https://doi.org/10.1162/NECO_a_00142).
- Ho, Jain, Abbeel (2020), ["Denoising diffusion probabilistic models"](https://arxiv.org/abs/2006.11239).
- Song, Meng, Ermon (2021), ["Denoising diffusion implicit models"](https://arxiv.org/abs/2010.02502).
- Nichol, Dhariwal (2021), ["Improved denoising diffusion probabilistic models"](https://arxiv.org/abs/2102.09672).
- Rombach and others (2022), ["High-resolution image synthesis with latent diffusion
  models"](https://arxiv.org/abs/2112.10752).
- Ho, Salimans (2022), ["Classifier-free diffusion guidance"](https://arxiv.org/abs/2207.12598).
- Kamb, Ganguli (2024), ["An analytic theory of creativity in convolutional diffusion
  models"](https://arxiv.org/abs/2412.20292): how networks depart from the memory.
"""
