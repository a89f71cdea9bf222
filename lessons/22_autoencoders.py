# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- prove that the best linear autoencoder spans the plane of the principal axes, whatever its columns;
- build a denoiser and an alarm, and measure each against simple rivals that have been tuned;
- derive the loss of a variational autoencoder term by term, and judge what it invents.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import CodeExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons import autoencoders as lesson
from nnlearn.lessons.autoencoders import digits, recorded, spoil, table
from nnlearn.metrics import mse
from nnlearn.plots import figure, images, show

# %% [markdown]
r"""
## Predict (2 min)

A scanner delivers digits with specks and holes. There are pictures, and no labels. A network can learn from these
alone: it returns each one after squeezing it through a few numbers. Take two numbers for the 64 pixels. How much of the
variance around the mean picture survives?
"""

# %%
quiz("22.predict")

# %% [markdown]
r"""
## Explore (6 min)

On the left a digit goes in. An *autoencoder* squeezes it into two numbers, its *code*: in the middle each dot is the
code of a digit. Colours and markers show classes that no network has seen. On the right is what comes back from the
cross. Drag it. **Next stop** leads you through six stops. At three of them:

1. Stop 3: where it is dark, nothing that comes back is close to a digit. Drag the cross through it.
2. Stop 4: the *variational* autoencoder. Press **Gaussian code** a few times, here and in the plain one. Which makes
   more digits?
3. Stop 6: a ghost (half one digit, half another) is fed back into the network that made it. Would you have raised the
   alarm?
"""

# %%
CodeExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

What comes back near a dot is what the digits around it have in common; between the clouds it is a ghost of both sides.
PCA, the best that a flat plane can do, blurs more. And a small error is not proof of a digit: the network rebuilds its
own ghosts, too. On 449 digits that were never seen (mean of five starts):
"""

# %% tags=["nbval-ignore-output"]
data = digits()  # x (1078, 64) to learn from, x_aside (270, 64), x_test (449, 64)
variance = mse(np.tile(data.x.mean(axis=0), (449, 1)), data.x_test)
for name in ("PCA, 2 numbers", "autoencoder, 2 numbers"):
    left = np.mean([row["test"] for row in recorded("bottleneck", name=name)])
    print(f"{name:23} {1 - left / variance:.0%} of the variance survives")
predicted("22.predict")

# %% [markdown]
r"""
## Through a bottleneck (4 min)

An **autoencoder** is an encoder, which turns a picture x into a code z of k numbers, and a decoder, which turns z into
a picture again. Its target is its own input, so the **reconstruction error** of one picture is

$$\ell = \tfrac{1}{64}\, |p - x|^2, \qquad p = \mathrm{decode}(z), \quad z = \mathrm{encode}(x)$$

**Your turn.** [Exercise 22.1: Through the
bottleneck](../exercises/22_autoencoders_exercises.ipynb#22.1-Through-the-bottleneck).

Here is one with 8 numbers. The code itself has no activation, so it can be any number.
"""


# %% tags=["nbval-ignore-output"]
def coder(k):
    nn.manual_seed(0)
    down = nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, k)
    up = nn.Linear(k, 128), nn.ReLU(), nn.Linear(128, 64)
    return nn.Sequential(*down, *up).to(nn.device())


net = coder(8)
adam = nn.AdamW(net.parameters(), lr=0.003)
_ = nn.fit(net, nn.MSELoss(), adam, data.x, data.x, epochs=60, batch_size=64)
codes = nn.predict(net[:3], data.x_test)  # (449, 8)
print(f"error {mse(nn.predict(net, data.x_test), data.x_test):.3f},", end=" ")
print(f"variance {variance:.3f} per pixel; code of a digit: {codes[0].round(1)}")

# %% [markdown]
r"""
## Straight first (8 min)

Leave out the activations: $z = W x$ and $p = D z$, for pictures with their mean taken off. Which plane (of k
dimensions) is best? Any plane has a basis at right angles and of length 1; let it be the columns $d_j$ of D. By
Pythagoras, since $x - D D^T x$ is at a right angle to the plane,

$$|x - D z|^2 = |x - D D^T x|^2 + |D D^T x - D z|^2 = |x|^2 - |D^T x|^2 + |D^T x - z|^2$$

So the best code is $z = D^T x$, and what counts is $|D^T x|^2$. Its mean over the pictures is $\sum_j d_j^T C d_j$,
where C is the mean of $x x^T$, their covariance matrix. Let $v_i$ be the unit eigenvectors of C and $\lambda_i$ the
eigenvalues. Then

$$\sum_j d_j^T C\, d_j = \sum_i \lambda_i c_i, \qquad c_i = \sum_j (d_j \cdot v_i)^2 \le 1, \qquad \sum_i c_i = k$$

($c_i$ is the squared length of the shadow of $v_i$ on the plane), which is largest if $c_i = 1$ for the k largest
eigenvalues: the plane of their eigenvectors, the **principal axes**. Squeezing data into it is **principal component
analysis**, PCA. But $D A$ and $A^{-1} W$ make the same pictures for every invertible matrix A. So "*a linear
autoencoder computes PCA*" can be true of the plane only. Test it, with all pictures in every step and a rate that falls
to 0 (five starts in the table).
"""

# %% tags=["nbval-ignore-output"]
x = data.x - data.x.mean(axis=0, dtype=float)  # (1078, 64)
nn.manual_seed(0)
W, D = nn.Linear(64, 2, bias=False), nn.Linear(2, 64, bias=False)
straight = nn.Sequential(W, D).double()
adam = nn.Adam(straight.parameters(), lr=0.01)
falling = nn.CosineAnnealingLR(adam, 2000)
all_at_once = {"epochs": 2000, "batch_size": len(x)}
slower = {"callbacks": [lambda run: falling.step()]}
_ = nn.fit(straight, nn.MSELoss(), adam, x, x, **all_at_once, **slower)
best = lesson.principal_axes(x, 2)
least = mse(x @ best.axes.T @ best.axes, x)
print(f"PCA {least:.6f}, linear {mse(nn.predict(straight, x), x):.6f}")
columns = {"excess": "excess", "angle": "angle", "cosine": "best_cosine"}
rows = recorded("linear")
print(table(rows, "name", columns, digits=(7, 3, 2)))

# %% [markdown]
r"""
(*Excess* is the error above PCA's, as a share of it; *angle*, in degrees, is the largest between the two planes;
*cosine* compares a column of D with the nearest axis.)

The plane is PCA's: with all pictures in every step the error agrees to more than six digits, and even small batches
come within a millionth. The columns of D are not the axes, for which the cosine would be 1.

**Your turn.** [Exercise 22.2: The main axes](../exercises/22_autoencoders_exercises.ipynb#22.2-The-main-axes).

## Bend it (3 min)

Width, activation and learning rate were chosen by 270 digits put aside. The last column asks what the code is worth to
somebody who has labels: the share of test digits whose label the five nearest codes tell.
"""

# %%
columns = {"training": "training", "test": "test", "read by 5 nearest": "read"}
print(table(recorded("bottleneck"), "name", columns, digits=(4, 4, 3)))

# %% [markdown]
r"""
The bent one wins in every start. With eight numbers it halves PCA's error; with two its code tells 83 % of the labels,
PCA's 63 %. It also shows a gap between training and test that PCA hardly has.

## Clean (7 min)

A **denoising autoencoder** gets a spoiled picture $\tilde x$, and its target stays the clean x. What is the best
answer? For each $\tilde x$ the mean of $|f - x|^2$ is least if f is the mean of all x that it may have been,
$f(\tilde x) = \mathrm{E}[x \mid \tilde x]$. Suppose the only clean pictures are the $x_i$ you have stored, each as
probable as the next, and the noise is normal with variance v. Then, by Bayes,

$$p(x_i \mid \tilde x) = \frac{p(\tilde x \mid x_i)}{\sum_j p(\tilde x \mid x_j)}
= \operatorname{softmax}_i\!\Big(\!-\frac{|\tilde x - x_i|^2}{2 v}\Big), \qquad
f(\tilde x) = \sum_i p(x_i \mid \tilde x)\, x_i$$

which is attention ([lesson 21](21_attention.ipynb)), with a distance in the score: the spoiled picture is the query,
the stored digits are keys and values. This *softmax memory* needs no training. `fit` spoils every batch afresh:
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
cleaner = nn.MLP([64, 256, 64]).to(nn.device())
adam = nn.AdamW(cleaner.parameters(), lr=0.003)
afresh = {"transform": lambda x, y, rng: (spoil(x, "hole", rng), y)}
long = {"epochs": 40, "batch_size": 64}
_ = nn.fit(cleaner, nn.MSELoss(), adam, data.x, data.x, **long, **afresh)
spoiled = spoil(data.x_test, "hole", np.random.default_rng(1))  # (449, 64)
print(f"hole: error {mse(spoiled, data.x_test):.4f} before,", end=" ")
print(f"{mse(nn.predict(cleaner, spoiled), data.x_test):.4f} after\n")
print(lesson.restored())

# %% tags=["nbval-ignore-output", "hide-input"]
memory = lesson.softmax_memory(data.x, 0.16)
rows = [data.x_test, spoiled, nn.predict(cleaner, spoiled), memory(spoiled)]
fig, ax = figure(height=2.6)
shown = np.concatenate([each[:12] for each in rows]).reshape(-1, 8, 8)
images(ax, shown, columns=12, limits=(0, 1))
show(
    fig,
    alt="four rows of twelve digits: clean, with a grey square of 4 x 4 pixels, "
    "restored by the denoising autoencoder, restored by the softmax memory",
    caption="Clean, with a hole, restored by the autoencoder, by the softmax memory.",
)

# %% [markdown]
r"""
(Five draws of the noise, five starts. Every rival's setting was chosen by the digits aside, and so was the denoiser in
the table, the largest of five: two layers of 512, 300 epochs, against our 256 and 40.)

With little noise and with holes the denoiser wins in every draw. With much noise a third of a million weights are level
with a memory that was never trained. And networks that saw only clean digits clean less well than PCA, bottleneck or
not: practice does it.

**Your turn.** [Exercise 22.3: Clean what was
spoiled](../exercises/22_autoencoders_exercises.ipynb#22.3-Clean-what-was-spoiled).

## Raise the alarm (5 min)

An **anomaly** is an example that does not belong. "What the network cannot rebuild is strange": train on ordinary
examples alone and let the reconstruction error raise the alarm. The AUC of [lesson 12](12_evaluation.ipynb) says how
often a strange one has the higher score; .5 is guessing. Two tasks: tumours (learn benign ones, find the malignant),
and digits (learn nine kinds, find the tenth; the mean over all ten). Nothing is tuned, as there are no strange examples
to tune by; but PCA and the autoencoder get some help on tumours: the best of 2, 5 and 10 numbers is shown.
*Mahalanobis* divides the distance to the mean by the spread in each direction; an *isolation forest* counts random cuts
until an example stands alone. In the second table alarms that know all digits judge pictures that are none.
"""

# %%
print(lesson.alarm_table())
odd = ("noise", "inverted", "rows shuffled", "blank page")
print("\n" + table(recorded("pages"), "name", {name: name for name in odd}))

# %% [markdown]
r"""
The autoencoder is not a bad alarm, and in neither task the best: on tumours the plain distance to the mean beats it, on
digits the distance to the five nearest. And look at the last column: in some starts many digits are rebuilt worse than
a *blank page*. A small error means easy to rebuild, not seen before (Bouman and Heskes 2025).

**Your turn.** [Exercise 22.4: Raise the alarm](../exercises/22_autoencoders_exercises.ipynb#22.4-Raise-the-alarm).

## Can it invent? (2 min)

A **generative model** makes new examples. A decoder makes a picture of any code; so draw codes from N(0, 1), the normal
distribution of mean 0 and variance 1, and look. Pixels are black or white from here on.
"""

# %% tags=["nbval-ignore-output"]
ink = digits(binary=True)
net = coder(8)  # its output: the scores of ink
adam, loss = nn.AdamW(net.parameters(), lr=0.003), nn.BCEWithLogitsLoss()
_ = nn.fit(net, loss, adam, ink.x, ink.x, epochs=60, batch_size=64)
codes, rng = nn.predict(net[:3], ink.x), np.random.default_rng(0)  # (1078, 8)
print("standard deviations of the codes", codes.std(axis=0).round(1))
normal = rng.standard_normal((12, 8))
fitted = rng.multivariate_normal(codes.mean(axis=0), np.cov(codes.T), 12)
rows = [nn.predict(net[3:], z.astype("f4")) > 0 for z in (normal, fitted)]

# %% tags=["nbval-ignore-output", "hide-input"]
fig, ax = figure(height=1.5)
images(ax, np.concatenate(rows).reshape(-1, 8, 8), columns=12, limits=(0, 1))
show(
    fig,
    alt="two rows of twelve black and white pictures: shapeless strokes, and shapes of "
    "which many are digits",
    caption="Codes from N(0, 1); codes from a Gaussian fitted to the codes.",
)

# %% [markdown]
r"""
The codes are not where we drew. So fit a distribution to them (second row), or train so that they fill one you know.

## A variational autoencoder (10 min)

The second way starts from the picture's probability. A code is drawn from the **prior** $p(z) = N(0, 1)$, in each of
its k numbers; the decoder turns it into a score a for each pixel, and $p(x \mid z)$ multiplies the pixels'
probabilities $\sigma(a)$ or $1 - \sigma(a)$. We want $p(x) = \int p(x \mid z)\, p(z)\, dz$ to be large, and nearly
every z contributes next to nothing. Let an encoder guess where to look: $q(z \mid x) = N(m, \exp s)$, with a mean m and
a log-variance s for each number. By Jensen, since the logarithm of a mean is at least the mean of the logarithms,

$$\log p(x) = \log \mathrm{E}_q \frac{p(x \mid z)\, p(z)}{q(z \mid x)}
\ge \mathrm{E}_q \log p(x \mid z) - \underbrace{\mathrm{E}_q \log \frac{q(z \mid x)}{p(z)}}_{\mathrm{KL}(q\,\|\,p)}$$

This is the **evidence lower bound** (ELBO). The first term is a reconstruction; with its sign turned it is the
cross-entropy of [lesson 05](05_loss_functions.ipynb), summed over the pixels. The second, the **KL divergence**
(Kullback-Leibler, also of lesson 05), is the price of saying where the code is. Since
$p(x \mid z)\, p(z) = p(x)\, p(z \mid x)$, the bound misses $\log p(x)$ by $\mathrm{KL}(q \,\|\, p(z \mid x))$, how far
q is from the **posterior**, the codes that may really have made x. For normal distributions

$$\mathrm{KL} = \mathrm{E}_q\Big[\frac{z^2}{2} - \frac{(z - m)^2}{2 \exp s} - \frac{s}{2}\Big]
= \frac{m^2 + \exp(s) - 1 - s}{2}, \qquad
\frac{\partial}{\partial m} = m, \quad \frac{\partial}{\partial s} = \frac{\exp(s) - 1}{2}$$

since $\mathrm{E}\,z^2 = m^2 + \exp s$ and $\mathrm{E}\,(z - m)^2 = \exp s$. One obstacle is left: a draw has no slope.
So draw outside, $\varepsilon$ from N(0, 1), and compute $z = m + \exp(s/2)\, \varepsilon$: **reparametrisation**. With
g for dL/dz,

$$\frac{\partial L}{\partial m} = g, \qquad \frac{\partial L}{\partial s} = g\, \tfrac12\, \varepsilon\, \exp(s/2)$$
"""

# %% tags=["nbval-ignore-output"]
m, s, eps = np.random.default_rng(0).normal(size=(3, 5))


def bent(z):  # stands for any decoder and loss
    return np.sin(z).sum()


def whole(both):
    mean, log_variance = both
    z = mean + np.exp(log_variance / 2) * eps
    kl = nn.kl_normal(*(nn.tensor(each, dtype="float64") for each in both))
    return bent(z) + nn.to_numpy(kl).sum()


g = np.cos(m + np.exp(s / 2) * eps)
by_hand = np.stack([g + m, g * eps * np.exp(s / 2) / 2 + (np.exp(s) - 1) / 2])
by_steps = numerical_gradient(whole, np.stack([m, s]))
print(f"largest relative error {relative_error(by_hand, by_steps).max():.0e}")

# %% [markdown]
r"""
**Your turn.** [Exercise 22.5: The loss of a
VAE](../exercises/22_autoencoders_exercises.ipynb#22.5-The-loss-of-a-VAE).

`nn.VAE` and `nn.VAELoss` hold all of this. Train one:
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
vae = nn.VAE(64, 8, hidden=(128,)).to(nn.device())
adam = nn.AdamW(vae.parameters(), lr=0.003)
_ = nn.fit(vae, nn.VAELoss(), adam, ink.x, ink.x, epochs=60, batch_size=64)
reconstruction, kl = vae.terms(ink.x_test)  # (449,) and (449, 8)
rebuilt, price = reconstruction.mean(), kl.sum(axis=1).mean()
print(f"reconstruction {rebuilt:.1f} + KL {price:.1f} = {rebuilt + price:.1f} nats")
print("KL of each number of the code", kl.mean(axis=0).round(1))
for draws in (1, 10, 100, 500):
    log_p = vae.log_likelihood(ink.x_test, draws, np.random.default_rng(1))
    print(f"{draws:4} draws: log p at least {log_p.mean():.1f}")

# %% [markdown]
r"""
The last lines use **importance weighting**: $\log$ of the mean of $p(x \mid z)\, p(z) / q(z \mid x)$ over several draws
from q. One draw estimates the ELBO, as the sum above does; with more it rises towards $\log p(x)$.

## Measure, do not look (5 min)

First the likelihood of the 449 held-out digits, in nats a picture: for a VAE with 500 draws, for three rivals exact:
independent pixels; a *chain* of logistic regressions, each pixel from those before it; a *mixture* of 120 templates of
ink probabilities. Settings were chosen by the digits aside; then all 1,348 others were learned.
"""

# %%
columns = {"ELBO": "bound", "log p": "log p", "in use": "in use"}
print(table(recorded("likelihood"), "name", columns, digits=(2, 2, 1)))

# %% [markdown]
r"""
*In use* counts the numbers of the code with a KL above 0.1: of sixteen about twelve, and they gain less than 0.1 nats
over eight. With eight the VAE beats all three rivals, with two only the independent pixels.

Now the pictures themselves, 270 of each kind; first *controls*, known to be good or bad. *Fréchet* compares mean and
covariance of a classifier's features, 0 if they agree. The **nearest-neighbour test** asks how often a made picture's
nearest other is made, and a real one's is real: .5 and .5 if nobody can tell. *Precision* is not that of lesson 12, but
the share of the made that lie among the real, *recall* the reverse. *Copied* is the share nearer to a training digit
than to a new one, *sure* the share of which the classifier is sure.
"""

# %%
for control in (True, False):
    print(lesson.verdicts(control) + "\n")

# %% tags=["nbval-ignore-output", "hide-input"]
z = rng.standard_normal((12, 8))
p = 1 / (1 + np.exp(-vae.decode(z.astype("f4")).astype(float)))  # (12, 64)
fig, ax = figure(height=2.0)
rows = np.concatenate([p, rng.random(p.shape) < p, p > 0.5]).reshape(-1, 8, 8)
images(ax, rows, columns=12, limits=(0, 1))
show(
    fig,
    alt="three rows of twelve pictures of the same codes: soft grey digits, grainy "
    "black and white ones, and clean black and white ones",
    caption="Codes from N(0, 1): probabilities p, pixels drawn from them, p > 1/2.",
)

# %% [markdown]
r"""
Read the controls first: each bad one fools something. Copies pass all but *copied*. Spoiled copies have nearly perfect
recall, and so has noise; neighbours and precision see the spots. The mean of each digit has perfect precision, and the
classifier is surest of it; it is sure of two in five pictures of noise, too. So never one number alone.

"*You cannot sample from an autoencoder*" is true of codes from N(0, 1). With a mixture of Gaussians fitted, the
autoencoder is level with the VAE in Fréchet distance, with more precision and less recall. What is called blurry is p,
a mean; the VAE's draws are grainy, which costs precision, and cutting at 1/2 costs recall.

## On a GPU (1 min)

There PyTorch's autograd computes those slopes for you, if it can see them. Draw directly, and there is no error, only a
slope of 0:
"""

# %%
from nnlearn.torch import device

# %%
where = {"device": device()}  # a GPU, if there is one
import torch

for name in ("drawn inside", "drawn outside"):
    mean = torch.zeros(3, requires_grad=True, **where)
    log_variance = torch.zeros(3, **where)
    torch.manual_seed(0)
    deviation = (log_variance / 2).exp()
    z = torch.normal(mean, deviation)
    if name == "drawn outside":
        z = mean + deviation * torch.randn(3, **where)
    (z.sum() * 2).backward()
    print(f"{name}: dL/dm = {mean.grad.tolist()}")

# %% [markdown]
r"""
## Where it breaks (2 min)

Let the KL count β times.
"""

# %%
columns = {"reconstruction": "reconstruction", "KL": "kl", "in use": "in use"}
print(table(recorded("strength"), "beta", columns, digits=(1, 1, 1)))

# %% [markdown]
r"""
The more the KL counts, the fewer numbers carry anything: those switched off repeat the prior whatever the picture,
which is **posterior collapse**.

**Your turn.** The open one: [Exercise 22.6: Sixteen numbers a
digit](../exercises/22_autoencoders_exercises.ipynb#22.6-Sixteen-numbers-a-digit).

[Lesson 23](23_semi_supervised.ipynb) gives the encoder of a denoiser a few labels.

## Recall (2 min)
"""

# %%
quiz("22.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An autoencoder learns from pictures alone: its target is its input, and a narrow middle keeps it from copying.
- The best linear one spans the plane of the principal axes, and does not find the axes; a bent one does better.
- A denoiser has to see noise. At much noise a softmax memory of the training digits is as good.
- A small error means easy to rebuild. As an alarm it is beaten by simpler distances.
- A VAE maximises a bound on log p: reconstruction minus the price of the code. Judge samples by several measures,
  tried on controls.

### New terms

- **autoencoder**: encoder and decoder, trained to return their input.
- **latent code**: the numbers in the middle of an autoencoder.
- **reconstruction error**: the mean squared difference between output and input.
- **principal axes**: the directions of the largest variance, eigenvectors of the covariance matrix.
- **principal component analysis**: squeezing data into the plane of the first principal axes.
- **denoising autoencoder**: a network with spoiled inputs and clean targets.
- **anomaly**: an example that does not belong to what was learned.
- **generative model**: a model that makes new examples.
- **prior**: the distribution of the code before a picture is seen.
- **posterior**: the distribution of the code once a picture has been seen.
- **KL divergence**: the mean of log q/p under q; 0 for equal distributions.
- **evidence lower bound**: reconstruction minus KL, a lower bound on log p(x).
- **variational autoencoder**: its encoder gives a distribution of codes; it is trained on that bound.
- **reparametrisation**: making a draw from its parameters and outside noise, so that it has a slope.
- **importance weighting**: averaging p/q over draws from q.
- **nearest-neighbour test**: how often the nearest other picture is of the same kind (made or real).
- **posterior collapse**: the code, or a part of it, ignores the picture.

### Sources

- Baldi, Hornik (1989), ["Neural networks and principal component
  analysis"](https://doi.org/10.1016/0893-6080(89)90014-2): the linear one, and no local minima.
- Hinton, Salakhutdinov (2006), ["Reducing the dimensionality of data with neural
  networks"](https://doi.org/10.1126/science.1127647).
- Vincent and others (2010), ["Stacked denoising autoencoders"](https://jmlr.org/papers/v11/vincent10a.html), Journal of
  Machine Learning Research 11.
- Kingma, Welling (2014), ["Auto-encoding variational Bayes"](https://arxiv.org/abs/1312.6114), appendix B for the KL.
- Burda, Grosse, Salakhutdinov (2016), ["Importance weighted autoencoders"](https://arxiv.org/abs/1509.00519).
- Ghosh and others (2020), ["From variational to deterministic autoencoders"](https://arxiv.org/abs/1903.12436): a
  density fitted to the codes afterwards.
- Kynkäänniemi and others (2019), ["Improved precision and recall metric for assessing generative
  models"](https://arxiv.org/abs/1904.06991).
- Lopez-Paz, Oquab (2017), ["Revisiting classifier two-sample tests"](https://arxiv.org/abs/1610.06545).
- Bouman, Heskes (2025), ["Autoencoders for anomaly detection are unreliable"](https://arxiv.org/abs/2501.13864).
"""
