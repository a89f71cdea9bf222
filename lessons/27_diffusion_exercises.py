# %% [markdown]
r"""
<!-- header -->

Six exercises: the way into the noise, the loss, one step of the way back, the guess that no network can beat, the half
of a digit that you do not have, and an open one: a whole diffusion model of your own. Replace the dots, run the cell,
and read what `check` says. Stuck? `hint("27.1")` gives three hints, one after the other.

Throughout, x holds N examples of d numbers, one in each row, and eps is noise from the standard normal distribution.
Where `a` and `s` are given as arrays (T + 1,), `a[t]` and `s[t]` are the shares of signal and noise at step t, from
step 0, the data, to step T.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, diffusion
from nnlearn.checks import check, hint

# %% [markdown]
r"""
## 27.1 Any noise in one jump

Write `noised(x, t, eps, T)`. Here each row has its own step: t (N,) holds whole numbers from 1 to T − 1. Return
$x_t = a_t x + s_t \varepsilon$, shape (N, d). The shares are those of the cosine schedule of T steps,
$a_t^2 = f(t)/f(0)$ with $f(t) = \cos^2\!\left(\frac{\pi}{2} \cdot \frac{t/T + c}{1 + c}\right)$ and c = 0.008, and
$a_t^2 + s_t^2 = 1$.
"""


# %%
def noised(x, t, eps, T):
    """Return each row of x at its own step t of the cosine schedule."""
    # SOLUTION noised


check("27.1", noised)

# %% tags=["exercise"]
# hint("27.1")

# %% [markdown] tags=["solution"]
r"""
No loop over the steps is needed: the noises of many small steps add up to one, and only its size depends on t. So a
batch can hold rows of any steps.
"""

# %% [markdown]
r"""
## 27.2 Guess what was added

Write `loss_and_slope(guess, x, a, s, rng)`, the heart of the training. Draw a step for each row with one call of
`rng.integers`, evenly from 1 to T, then all the noise with one call of `rng.standard_normal`. `guess(x_t, t)` is the
network: it takes the noised rows (N, d) and their steps (N,) and returns the guessed noise (N, d). Return the loss, the
mean of the N d squared errors, and its derivative with respect to the guess, (N, d).
"""


# %%
def loss_and_slope(guess, x, a, s, rng):
    """Return the denoising loss of a batch, and its slope at the guess."""
    # SOLUTION loss_and_slope


check("27.2", loss_and_slope)

# %% tags=["exercise"]
# hint("27.2")

# %% [markdown] tags=["solution"]
r"""
It is the regression of lesson 05 with targets that are drawn on the spot. The network never sees eps itself, only what
it did to x.
"""

# %% [markdown]
r"""
## 27.3 One step back

Write `backward_step(x, eps, t, fresh, a, s, kind)`. x (N, d) is at step t, a whole number from 1 to T; eps (N, d) is
the guessed noise in it, and `fresh` (N, d) noise that has just been drawn. `kind` is "DDPM" or "DDIM". Return two
arrays (N, d): the guess of the data, $\hat x$ (nothing is cut off), and x at step t − 1,

$$x_{t-1} = a_{t-1} \hat x + \sqrt{s_{t-1}^2 - \tau^2}\,\hat\varepsilon + \tau \cdot \text{fresh}.$$

For DDPM $\tau = \frac{s_{t-1}}{s_t} \sqrt{1 - a_t^2 / a_{t-1}^2}$, for DDIM it is 0.
"""


# %%
def backward_step(x, eps, t, fresh, a, s, kind):
    """Return the guess of the data, and x at step t - 1."""
    # SOLUTION backward_step


check("27.3", backward_step)

# %% tags=["exercise"]
# hint("27.3")

# %% [markdown] tags=["solution"]
r"""
Both kinds end with noise of the right size for step t − 1; they differ in how much of it is new. At t = 1 there is no
room for any, and $\hat x$ is the result.
"""

# %% [markdown]
r"""
## 27.4 The perfect guess

Write `best_guess(x, examples, a, s)` for data that are known: each is one of the K `examples` (K, d), all equally
probable. x (N, d) is at a step with the shares a and s, two numbers. Return the mean of the noise in each row, given
the row, $E[\varepsilon \mid x_t]$, shape (N, d). The noise may be small: s as low as 0.0001.
"""


# %%
def best_guess(x, examples, a, s):
    """Return the mean of the noise in each row of x, given all examples."""
    # SOLUTION best_guess


check("27.4", best_guess)

# %% tags=["exercise"]
# hint("27.4")

# %% [markdown] tags=["solution"]
r"""
The weights are those of attention: x asks, the examples answer. No network has a lower loss on these examples, and run
backwards it can make nothing else.
"""

# %% [markdown]
r"""
## 27.5 Write the other half

Write `inpaint(guess, picture, known, noise, a, s)`. Where `known` (N, d) is True, the pixels of `picture` (N, d) are
given; the others are to be made. `noise` (T + 1, N, d) holds all the noise: start with x = `noise[T]`, and go from
t = T down to 1. At each step first put the known pixels into x, as they are at step t with the noise `noise[t]`, then
ask `guess(x, t)` for the noise in x, and take one step of DDIM to t − 1. Return the result (N, d), in which the known
pixels are exactly those of `picture`.
"""


# %%
def inpaint(guess, picture, known, noise, a, s):
    """Return pictures whose known pixels are given and whose others are made."""
    # SOLUTION inpaint


check("27.5", inpaint)

# %% [markdown]
r"""
The upper half of one digit, a 4, ten times completed by the perfect guess for the other digits, with ten draws of
noise. Which digits are they?
"""

# %%
digits, rng = datasets.digits(), np.random.default_rng(0)
picture = digits.x[4:5] / 8 - 1
others, labels = digits.x[100:] / 8 - 1, digits.y[100:]
schedule = diffusion.cosine_schedule(100)


def memory(x, t):
    return diffusion.best_guess(x, t, schedule, others)


found = inpaint(
    memory,
    np.repeat(picture, 10, axis=0),
    np.tile(np.arange(64) < 32, (10, 1)),
    rng.standard_normal((101, 10, 64)),
    *schedule,
)
if found is None:
    print("not written yet")
else:
    distances = ((found[:, None, 32:] - others[:, 32:]) ** 2).sum(axis=2)
    print("lower halves of the digits", labels[distances.argmin(axis=1)].tolist())

# %% tags=["exercise"]
# hint("27.5")

# %% [markdown] tags=["solution"]
r"""
The known pixels have to carry the noise of the step, since the guess has only ever seen pictures that are noisy all
over. Nothing was trained for this task: the same guess fills any hole.
"""

# %% [markdown]
r"""
## 27.6 Clouds of your own

An open one. Write `make_cloud(x, n, seed)`: learn from the points x (500, 2), float32, half of them on a ring of radius
1 and half in a cloud in its middle, and return n new points (n, 2). `nn.DiffusionMLP` is a network that is told the
step, a `diffusion.NoisePrediction` makes its batches as the `transform` of `nn.fit`, and `diffusion.sample` runs its
method `noise` backwards; `help` shows how. The check does this for three sets and judges each by 500 held-out points.
In the nearest-neighbour test both shares should lie from 0.40 to 0.60, on average over the sets, and at most 0.60 of
your points may be nearer to a training point than to a held-out one, so a memory does not pass. Three seconds for each
set are enough.
"""


# %% tags=["nbval-ignore-output"]
def make_cloud(x, n, seed):
    """Return n new points like those of x."""
    # BEGIN SOLUTION
    nn.manual_seed(seed)
    schedule, rng = diffusion.cosine_schedule(100), np.random.default_rng(seed)
    model = nn.DiffusionMLP(2, 64, blocks=1)
    adam = nn.Adam(model.parameters(), lr=0.005)
    falling = nn.CosineAnnealingLR(adam, 800)

    def fall(run):
        if run.end_of_epoch:
            falling.step()

    batches = diffusion.NoisePrediction(schedule)
    settings = {"epochs": 800, "batch_size": 200, "callbacks": [fall]}
    nn.fit(model, nn.MSELoss(), adam, x, x, transform=batches, **settings)
    start = rng.standard_normal((n, 2))
    return diffusion.sample(model.noise, start, schedule, rng=rng)
    # END SOLUTION


check("27.6", make_cloud)

# %% tags=["exercise"]
# hint("27.6")

# %% [markdown] tags=["solution"]
r"""
The rate that falls lets the last batches settle, and fresh noise on the way back repairs some of what is left of the
network's mistakes. In 2,400 batches, each with noise of its own, it does not get to know 500 points by heart.
"""
