# %% [markdown]
r"""
<!-- header -->

Five exercises. None of them copies a formula of the lesson: each asks you to derive one, or to choose. Replace the
dots, run the cell, and read what `check` says. Stuck? `hint("05.1")` gives three hints, one after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn.checks import again, check, hint
from nnlearn.gradcheck import numerical_gradient

# %% [markdown]
r"""
## 05.1 A parabola and two lines

Write `huber(p, y, delta)` for N predictions and N targets, both of shape (N,), and a number delta above 0. The loss of
one point depends on its error e = p − y. As long as $|e| \le \delta$ it is $e^2/2$. Beyond that it is a straight line
on each side, and where the parts meet, neither the loss nor its slope may jump. Return two things: the mean loss, one
number, and its gradient with respect to the predictions, shape (N,).
"""


# %%
def huber(p, y, delta):
    """Return the mean of Huber's loss and its gradient dL/dp."""
    # SOLUTION huber


check("05.1", huber)

# %% tags=["exercise"]
# hint("05.1")

# %% [markdown] tags=["solution"]
r"""
The parabola ends with slope δ, so the line has slope δ; it must cost δ²/2 at e = δ, which leaves δ(|e| − δ/2). The
gradient says it in fewer words: the error, cut off at ±δ.
"""

# %% [markdown]
r"""
## 05.2 Yes counts more than no

Few patients are ill, and a missed one is worse than a false alarm. So the loss of an example with target 1 counts
`weight` times as much: $\ell = -\text{weight} \cdot y \log p - (1 - y) \log (1 - p)$ with $p = \sigma(z)$.

Write `weighted_bce(z, y, weight)` for N logits z and N targets y of 0 and 1, both of shape (N,). Return the mean over
the N examples and its gradient with respect to the *logits*. It must hold for logits of 1000 and −1000 as well.
"""


# %%
def weighted_bce(z, y, weight):
    """Return the mean weighted binary cross-entropy and its gradient dL/dz."""
    # SOLUTION weighted_bce


check("05.2", weighted_bce)

# %% tags=["exercise"]
# hint("05.2")

# %% [markdown] tags=["solution"]
r"""
Both logarithms are rewritten as log(1 + exp(...)) before anything is computed, so nothing can overflow. A weight
multiplies a loss and therefore its slope: weight · (p − 1) for a yes, p for a no.
"""

# %% [markdown]
r"""
## 05.3 Never quite sure

With label smoothing no target is quite sure. Each one-hot target gives up a share of its 1, and *every* one of the K
classes, the right one included, gets an equal part of it. Call these targets q. The loss of an example is
$-\sum_k q_k \log p_k$ with $p = \operatorname{softmax}(z)$.

Write `smoothed_cross_entropy(z, labels, share)` for logits z of shape (N, K), N labels, whole numbers from 0 to K − 1,
and the share, a number from 0 to 1. Return the mean loss of the N rows and its gradient, shape (N, K). Logits may be
large again.
"""


# %%
def smoothed_cross_entropy(z, labels, share):
    """Return the mean cross-entropy with smoothed labels and its gradient dL/dz."""
    # SOLUTION smoothed_cross_entropy


check("05.3", smoothed_cross_entropy)

# %% tags=["exercise"]
# hint("05.3")

# %% [markdown] tags=["solution"]
r"""
The derivation of the lesson used only that the targets of a row add up to 1, and smoothed ones still do: the gradient
is prediction minus target again, p − q. It is 0 at p = q, so no logit is driven to infinity.
"""

# %% [markdown]
r"""
Three gradients are done. Compare them with central differences: in each pair of lines the numbers should agree.
"""

# %%
rng = np.random.default_rng(0)
z, labels = rng.normal(size=(3, 4)), np.array([2, 0, 3])
cases = [
    (huber, rng.normal(size=4), (np.zeros(4), 0.5)),
    (weighted_bce, rng.normal(size=4), (np.array([1.0, 0, 1, 0]), 3.0)),
    (smoothed_cross_entropy, z, (labels, 0.2)),
]


def loss_alone(values):
    return function(values, *others)[0]


for function, place, others in cases:
    answer = function(place, *others)
    if answer is None:
        print(f"{function.__name__}: not written yet")
        continue
    measured = numerical_gradient(loss_alone, place.copy())
    print(f"{function.__name__}:\n  yours    {answer[1].ravel()[:4].round(4)}")
    print(f"  measured {measured.ravel()[:4].round(4)}")

# %% [markdown]
r"""
## 05.4 A loss for counts

How many people call a help desk in the next hour? Counts are not Gaussian: they are whole, never negative, and large
ones scatter more. A usual belief is the Poisson distribution, which gives the count y the probability

$$P(y) = \frac{p^y \exp(-p)}{y!}$$

where p > 0 is the mean count. To keep p positive, the network gives its logarithm: $p = \exp z$. Derive the negative
log-likelihood of one count as a function of z, and leave out the term that does not depend on z. Then write it as the
library writes its losses: `forward(z, y)` takes two arrays of shape (N, 1), keeps what is needed and returns the mean
loss; `backward()` returns the gradient dL/dz, shape (N, 1).
"""


# %%
class PoissonLoss:
    """The negative log-likelihood of counts y, for a network that gives z = log p."""

    def forward(self, z, y):
        """Return the mean loss."""
        # SOLUTION poisson_forward

    def backward(self):
        """Return the gradient dL/dz."""
        # SOLUTION poisson_backward


check("05.4", PoissonLoss)

# %% [markdown]
r"""
A loss is there to train with. Here it trains a neuron on 300 generated hours, in which the mean count is
exp(0.5 + 0.8 x).
"""

# %%
x = rng.normal(size=(300, 1))
calls = rng.poisson(np.exp(0.5 + 0.8 * x)).astype(float)
nn.manual_seed(0)
model, loss = nn.Linear(1, 1).double(), PoissonLoss()
optimizer = nn.SGD(model.parameters(), lr=0.1)
for _ in range(500):
    optimizer.zero_grad()
    if loss.forward(model(x), calls) is None:
        print("not written yet")
        break
    model.backward(loss.backward())
    optimizer.step()
else:
    print(f"found: bias {model.bias.data[0]:.1f}, weight {model.weight.data[0, 0]:.1f}")

# %% tags=["exercise"]
# hint("05.4")

# %% [markdown] tags=["solution"]
r"""
−log P = p − y log p + log y!, and log p is z: the loss is exp z − y z, its slope exp z − y. Prediction minus target
for the third time; it is so for every distribution of the exponential family, given its natural parameter.
"""

# %% [markdown]
r"""
## 05.5 A sensor that lies

An open one. A thermometer in a greenhouse follows the weather outside; the true line is known here, because the
readings are generated. After a power cut the sensor (a DS18B20) answers 85 °C until it has measured again, and cold
hours bring power cuts: 40 of 200 readings are 85, all in the colder half.

Choose a loss of one reading by its slope. Write `slope(e)`: for the errors e = p − y of all readings, in degrees, shape
(200,), it returns dℓ/dp of each, which depends on nothing but these errors. The check starts with a line at 0 °C and
moves it 1,000 times against the mean gradient. The learning rate is 0.5 / m, where m is the largest |slope(e)| /
max(|e|, 1) of all readings at that moment, so multiplying your slope by a thousand changes nothing. It does so with
five sets of 200 readings, one for each of five days, and measures how far the line is from the true one, on average
over the readings. Squared errors, `2 * e`, end up 15 degrees off; absolute errors, `np.sign(e)`, 0.55 on the worst day.
The target: at most 0.3 on each.
"""


# %%
def slope(e):
    """Return the slope of each reading's loss."""
    # BEGIN SOLUTION
    scale = 3 * np.median(abs(e))  # large at the start, small once the line fits
    return 2 * e / (1 + (e / scale) ** 4)
    # END SOLUTION


check("05.5", slope)

# %% tags=["exercise"]
# hint("05.5")

# %% [markdown] tags=["solution"]
r"""
A constant slope is not enough, because all the false readings pull the same way. It has to vanish for large errors; but
what is large? With the arctan error's unit of 1 degree no reading pulls at the start, and the line never arrives. Here
the unit is three times the median error: more than 60 at first, 3 in the end.
"""
