# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write four losses with their gradients, and prove each gradient;
- say what one outlier does under each of them, and why;
- choose a loss by what you believe about the noise, not by habit.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import LossExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.plots import curve, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 04](04_forward_propagation.ipynb) ended with networks that all answer and cannot say how wrong they are. From
now on one number says so, and each example pulls at the answer to make that number smaller. How hard?
"""

# %%
quiz("05.predict")

# %% [markdown]
r"""
## Explore (7 min)

Each point is a patient: to the right is the body mass index, upwards how far a disease progressed within a year. Four
lines are fitted, one for each loss. One target is wrong, because somebody typed 550 for 55; it is ringed. Sticks show
how hard each point pulls at the line of the chosen loss: the wider the stick, the harder the pull.

Three things to try, and what to look for:

1. Drag the ringed point down to the others and up again. Which lines follow it, and which stay?
2. Choose **arctan** and pull a point away slowly. Where does its stick become thin?
3. Choose **binary cross-entropy**. Drag a point with the label 1 far to the left. Does the pull grow without limit?
"""

# %%
LossExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Under MSE the ringed point makes up half of the whole loss, and the line leans towards it. MAE moves less, arctan hardly
at all. The two panels on the right say why: a loss does not bend a line, its *slope* does. The slope of the square
grows with the error, that of the absolute error stays the same, and that of the arctan error falls back to nothing, so
the point costs a little and no longer pulls. Cross-entropy looks at labels, and no label pulls harder than 1.

## One number for all errors (8 min)

Take the patients, and one of their ten measurements. The **target** $t$ says how far the disease had got, the
prediction $p$ lies on a line, and the **error** $e = p - t$, often written $\delta$, says how far off the line is, and
to which side.
"""

# %%
diabetes = datasets.diabetes()
bmi = (diabetes.x[:, 2] - diabetes.x[:, 2].mean()) / diabetes.x[:, 2].std()  # (442,)
t = (diabetes.y[:, 0] - diabetes.y[:, 0].mean()) / diabetes.y[:, 0].std()  # (442,)
p = 0.5 * bmi  # (442,) a line that somebody guessed
error = p - t  # (442,)
print("first five errors", error[:5].round(2), " mean of all 442", abs(error.mean()).round(2))

# %% [markdown]
r"""
The mean of the errors is useless: too high here and too low there cancel. A **loss** turns each error into a number
that is never negative, and takes the mean. The oldest choice is the square: the **mean squared error**, MSE, also
called the L2 loss.

$$L = \frac{1}{N} \sum_i e_i^2$$

How does it change when one prediction does? Only one term contains $p_i$, so

$$\frac{\partial L}{\partial p_i} = \frac{2 e_i}{N}$$

All these slopes together, in the shape of the predictions, are the **gradient** of the loss. Check it:
`numerical_gradient` takes the central difference of [lesson 03](03_activation_functions.ipynb) for each prediction.
"""

# %%
loss = (error**2).mean()
gradient = 2 * error / len(error)  # (442,)
measured = numerical_gradient(lambda values: ((values - t) ** 2).mean(), p.astype(float))
print(f"MSE {loss:.3f}; gradient agrees with central differences:", relative_error(gradient, measured).max() < 1e-6)

# %% [markdown]
r"""
**Your turn.** [Exercise 05.1: the squared error](../exercises/05_loss_functions_exercises.ipynb#05.1-The-squared-error).

Squares have a price, as you saw. Spoil one target in 442 and look at the slope of the best line.
"""

# %%
spoiled = t.copy()
spoiled[np.argmin(bmi)] += 50.0  # one typing error
for name, targets in (("clean", t), ("one typing error", spoiled)):
    slope, bias = np.polyfit(bmi, targets, 1)
    share = ((slope * bmi + bias - targets) ** 2).max() / ((slope * bmi + bias - targets) ** 2).sum()
    print(f"{name}: slope {slope:.2f}; the worst of 442 points has {share:.0%} of the loss")

# %% [markdown]
r"""
## The absolute error (6 min)

Do not square, and large errors lose their weight. The **mean absolute error**, MAE or L1 loss, is

$$L = \frac{1}{N} \sum_i |e_i| \qquad \frac{\partial L}{\partial p_i} = \frac{\operatorname{sign}(e_i)}{N}$$

Each point pulls with the same force, wherever it is. If the prediction is one number for all, the pulls are in balance
where as many points lie above as below: at the median. Squared pulls are in balance at the mean.
"""

# %%
numbers = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
guesses = np.linspace(0, 100, 100_001)[:, None]  # try every guess
for name, losses in (("MSE", (guesses - numbers) ** 2), ("MAE", abs(guesses - numbers))):
    print(f"{name} is smallest at {guesses[losses.mean(axis=1).argmin(), 0]:.2f}")
print("mean", numbers.mean(), " median", np.median(numbers))

# %% [markdown]
r"""
At $e = 0$ the absolute value has a kink and no derivative. "*A loss must be differentiable everywhere*" is a common
belief, and it is false. Almost no error is exactly zero, and where one is, any number from −1 to 1 will do; NumPy's
`sign` says 0. Follow the pull with small steps and see whether the kink does any harm.
"""

# %%
guess = 0.0
for _ in range(3000):
    pulls = np.sign(guess - numbers) / len(numbers)  # (5,)
    guess -= 0.01 * pulls.sum()
print(f"after 3000 steps of 0.01 along the pull: within 0.05 of the median: {abs(guess - 3) < 0.05}")

# %% [markdown]
r"""
It arrives, and then trembles around the kink by no more than one step.

## Yes or no (9 min)

Now the target is a label, 0 or 1, and the network's output a **logit** $z$, any number. The sigmoid of
[lesson 04](04_forward_propagation.ipynb) makes it a probability $p = \sigma(z)$ of a 1. How bad is it to have said $p$?
If the answer is 1, you gave it the probability $p$; if it is 0, you gave it $1 - p$. **Cross-entropy** is the negative
logarithm of the probability that you gave to what happened:

$$\ell = -t \log p - (1 - t) \log (1 - p)$$

Being sure and right costs nothing. Being sure and wrong costs without limit. Substitute $p = \sigma(z)$ and simplify:

$$\ell = \log(1 + e^{z}) - t z \qquad \frac{\partial \ell}{\partial z} = \sigma(z) - t = p - t$$

The slope of the sigmoid has cancelled, and what remains is the plainest gradient there is: answer minus target. A
network takes this short form. The long one breaks: at $z = 40$ the probability rounds to 1, and the logarithm of
$1 - p$ is $-\infty$.
"""

# %%
z, label = np.array([-3.0, -0.5, 0.5, 4.0]), np.array([1.0, 0.0, 1.0, 0.0])  # (4,) and (4,)
p = 1 / (1 + np.exp(-z))  # (4,)
book = -label * np.log(p) - (1 - label) * np.log(1 - p)  # (4,)
short = np.logaddexp(0, z) - label * z  # (4,) log(1 + e^z) - t z
measured = numerical_gradient(lambda values: (np.logaddexp(0, values) - label * values).sum(), z)
print("losses", short.round(2), "both forms agree:", np.allclose(book, short))
print("p - t ", (p - label).round(2), "agrees with differences:", relative_error(p - label, measured).max() < 1e-6)
with np.errstate(divide="ignore"):
    sure = 1 / (1 + np.exp(-40.0))
    print("wrong with z = 40: from the probability", -np.log(1 - sure), " from the logit", np.logaddexp(0, 40.0))

# %% [markdown]
r"""
**Your turn.** [Exercise 05.2: yes or no](../exercises/05_loss_functions_exercises.ipynb#05.2-Yes-or-no).

Why not the squared error of the probability? "*The sigmoid tames outliers*", you may read, since it squeezes every
number into (0, 1). That is the trouble: it tames them by going flat. Compare the pull on a logit that is badly wrong.
"""

# %%
z = np.array([-2.0, -5.0, -10.0, -20.0])  # (4,) logits; the right answer is 1
p = 1 / (1 + np.exp(-z))  # (4,)
for name, pulls in (("cross-entropy", p - 1), ("squared error of the sigmoid", 2 * (p - 1) * p * (1 - p))):
    print(f"{name}: " + ", ".join(f"{pull:.1g} at {v:.0f}" for pull, v in zip(pulls, z, strict=True)))

# %% [markdown]
r"""
With the squared error the worst answers are hardly pulled: a network that is wrong and sure would stay so. With
cross-entropy they are pulled hardest.

## One of several (7 min)

With $k$ classes there are $k$ scores for each example. Softmax, from
[lesson 03](03_activation_functions.ipynb), turns a row of scores into probabilities, and cross-entropy again takes the
negative logarithm of the one that the right class got:

$$\ell = -\log \frac{e^{z_c}}{\sum_j e^{z_j}} = \log \sum_j e^{z_j} - z_c \qquad
\frac{\partial \ell}{\partial z} = \operatorname{softmax}(z) - y$$

Here $c$ is the right class, and $y$ its **one-hot** vector, 1 at $c$ and 0 elsewhere. Answer minus target, once more.
The library's loss takes scores and labels, and computes the softmax itself.
"""

# %%
scores, labels = np.array([[2.0, 1.0, -1.0], [0.0, 0.0, 0.0]]), np.array([0, 2])  # (2, 3) and (2,)
share = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)  # (2, 3)
onehot = np.eye(3)[labels]  # (2, 3)
rows = -np.log(share[[0, 1], labels])  # (2,)
library = nn.CrossEntropyLoss()(nn.tensor(scores), nn.tensor(labels)).item()
print(f"the rows cost {rows.round(3)}, their mean {rows.mean():.4f}, library {library:.4f}")
print("gradient\n", ((share - onehot) / 2).round(3))

# %% [markdown]
r"""
Each row of the gradient adds up to zero: pushing all scores of an example by the same amount changes nothing. The
second row, which knows nothing, costs $\log 3 = 1.099$. A network with $k$ classes that has not learned yet should cost
about $\log k$; that is a good first test.

**Your turn.** [Exercise 05.3: one of several](../exercises/05_loss_functions_exercises.ipynb#05.3-One-of-several).

## Where losses come from (5 min)

Say how you believe the targets come about, and ask how probable the data are under a model: its **likelihood**. The
best model makes its negative logarithm smallest. That is a sum over the examples, since probabilities of independent
examples multiply.

| you believe that a target is | negative log-likelihood of one example | loss |
|---|---|---|
| the prediction plus Gaussian noise | $e^2 / 2\sigma^2$ + constant | MSE |
| the prediction plus noise with heavier tails (Laplace) | $\lvert e \rvert / b$ + constant | MAE |
| a coin that shows 1 with probability $p$ | $-t \log p - (1-t)\log(1-p)$ | binary cross-entropy |
| a die with $k$ sides | $-\log p_c$ | cross-entropy |

So a loss is a belief about noise. Squared errors believe that an error of five standard deviations practically never
happens. Let both noises speak.
"""

# %%
rng = np.random.default_rng(0)
for name, noise in (("Gaussian", rng.normal(size=(500, 101))), ("Laplace", rng.laplace(size=(500, 101)))):
    mean, median = noise.mean(axis=1).std(), np.median(noise, axis=1).std()
    print(f"{name} noise: the {'mean' if mean < median else 'median'} of 101 numbers comes closer to the truth")

# %% [markdown]
r"""
## The arctan error (6 min)

One more loss, for targets that may be plain wrong:

$$\ell = \arctan(e^2) \qquad \frac{\partial \ell}{\partial p} = \frac{2e}{1 + e^4}$$

For small errors it is the square, because $\arctan u \approx u$. For large ones it levels off at $\pi/2$, and its slope
vanishes like $2/e^3$: it is *bounded*. It gives up on an **outlier**, a point far from where the others say it should
be. You may meet the claim that this error "*is almost always larger*" than the others. Count, and look at the left
panel.
"""

# %%
e = rng.normal(scale=3, size=100_000)
for name, than in (("the square", e**2), ("the absolute value", abs(e))):
    print(f"arctan(e^2) is larger than {name} for {(np.arctan(e**2) > than).mean():.0%} of the errors")
e = np.linspace(-4, 4, 401)
fig, (left, right) = figure(columns=2)
losses = {"squared": e**2, "absolute": abs(e), "arctan": np.arctan(e**2)}
curve(left, losses, x=e, xlabel="error e", ylabel="loss")
left.set(ylim=(0, 5))
pulls = {"squared": 2 * e, "absolute": np.sign(e), "arctan": 2 * e / (1 + e**4)}
curve(right, pulls, x=e, xlabel="error e", ylabel="pull")
right.set(ylim=(-4, 4))
peak = e[pulls["arctan"].argmax()]
show(
    fig,
    alt=f"three losses and their slopes against the error: the square's slope grows, the absolute error's is constant, "
    f"the arctan error's is largest at {peak:.2f} and falls back to zero",
    caption=f"Left the losses, right their slopes. An error of {peak:.2f} pulls hardest under arctan; further away the "
    "pull dies.",
)

# %% [markdown]
r"""
It is never larger: $\arctan u < u$ for every $u > 0$, and it stays below $|e|$ as well. Nor would it matter. You can
multiply any loss by a thousand; what counts is where it slopes, and how steeply compared with elsewhere.

A bounded loss has its price: valleys. The square is **convex**, a bowl: one lowest place, and downhill leads to it from
everywhere. The arctan error is not. Give it two groups of numbers and one guess for all.
"""

# %% tags=["hide-input"]
groups = np.concatenate([rng.normal(0, 0.5, 60), rng.normal(8, 0.5, 40)])
guesses = np.linspace(-4, 12, 801)
shapes = {
    "squared / 20": ((guesses[:, None] - groups) ** 2).mean(axis=1) / 20,
    "arctan": np.arctan((guesses[:, None] - groups) ** 2).mean(axis=1),
}
fig, ax = figure(height=2.6)
curve(ax, shapes, x=guesses, xlabel="one guess for 100 numbers, 60 around 0 and 40 around 8", ylabel="loss")
valleys = {name: int((np.diff(np.sign(np.diff(values))) > 0).sum()) for name, values in shapes.items()}
show(
    fig,
    alt=f"loss against the guess: the squared error has {valleys['squared / 20']} valley, at the mean between the "
    f"groups, the arctan error {valleys['arctan']}, one at each group",
    caption=f"The square has {valleys['squared / 20']} valley, where no number lies. The arctan error has "
    f"{valleys['arctan']}: a start on the right falls into the shallower one.",
)

# %% [markdown]
r"""
**Your turn.** [Exercise 05.4: the arctan error](../exercises/05_loss_functions_exercises.ipynb#05.4-The-arctan-error), and then
the open one: [Exercise 05.5: a pull that holds](../exercises/05_loss_functions_exercises.ipynb#05.5-A-pull-that-holds).

## On a GPU (3 min)

Every loss has the same name on both sides. What differs is where the gradient comes from: in NumPy each loss has a
`backward` with the formula you derived; PyTorch derives it from the forward line.
"""

# %%
import nnlearn.torch as other

p, target = rng.normal(size=(1000, 1)), rng.normal(size=(1000, 1))
yes = (target > 0).astype(float)
for name, goal in (("MSELoss", target), ("L1Loss", target), ("ArctanLoss", target), ("BCEWithLogitsLoss", yes)):
    mine = getattr(nn, name)()(nn.tensor(p), nn.tensor(goal)).item()
    theirs = getattr(other, name)()(other.tensor(p), other.tensor(goal)).item()
    print(f"{name}: relative difference below 1e-6: {abs(mine - theirs) / abs(theirs) < 1e-6}")

# %% tags=["machine"]
import time

many, goals = rng.normal(size=(1_000_000, 1)), rng.normal(size=(1_000_000, 1))
for name, side in (("NumPy", nn), ("PyTorch", other)):
    a, b, loss = side.tensor(many), side.tensor(goals), side.ArctanLoss()
    loss(a, b).item()
    start = time.perf_counter()
    loss(a, b).item()
    print(f"{name:8} {1000 * (time.perf_counter() - start):.1f} ms for a million errors")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
A loss is cheap compared with the network in front of it. On a GPU, asking for its number with `item()` means waiting
until everything before it is done.

## Where it breaks (3 min)

"*Train until the error is zero*" is advice you will meet. Two patients with the same measurements and different targets
make it impossible: no function gives two answers to one input. And where it is possible, it is not a success. Connect
about thirty patients with a curve that passes through every one, and ask it about the others.
"""

# %%
order = np.argsort(bmi, kind="stable")
unique = np.unique(bmi[order], return_index=True)[1]
known = order[unique][:: len(unique) // 30]  # about thirty patients, all different
joined = np.interp(bmi, bmi[known], t[known])  # through every known point
line = np.polyval(np.polyfit(bmi[known], t[known], 1), bmi)
rest = np.setdiff1d(np.arange(len(t)), known)
for name, values in (("line", line), ("through every point", joined)):
    seen, unseen = (((values - t)[part] ** 2).mean() for part in (known, rest))
    print(f"{name}: MSE on the {len(known)} known patients {abs(seen):.2f}, on the other {len(rest)} {unseen:.2f}")

# %% [markdown]
r"""
Zero on what it knows, and worse than the line on what it does not. Lesson 07 comes back to this. First another
question: you know which number should become small, and which way it slopes. How do you get down?
[Lesson 06](06_gradient_descent.ipynb) takes the first step.

## Recall (1 min)
"""

# %%
quiz("05.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A loss turns all errors into one number; its gradient says how hard each example pulls.
- Squares pull in proportion to the error and serve the mean; absolute errors pull equally and serve the median.
- Cross-entropy from logits has the gradient answer minus target, for two classes and for many.
- The arctan error is bounded: it gives up on outliers, and pays with more than one valley.
- A loss is a belief about noise; zero is not the goal.

### New terms

- **error**: prediction minus target, also written as delta.
- **loss**: one number, never negative, for how wrong the predictions are; the mean over the examples.
- **mean squared error**: the mean of the squared errors; MSE, L2 loss.
- **mean absolute error**: the mean of the absolute errors; MAE, L1 loss.
- **gradient**: the derivatives of one number with respect to many others, in the shape of those others.
- **logit**: a score before it becomes a probability.
- **cross-entropy**: the negative logarithm of the probability that was given to what happened.
- **one-hot**: a vector with 1 at the place of the class and 0 elsewhere.
- **likelihood**: how probable the data are under a model.
- **arctan error**: the arctangent of the squared error; bounded, so that it gives up on outliers.
- **outlier**: a point far from where the others say it should be.
- **convex**: bowl-shaped; every way downhill leads to the one lowest place.

### Sources

- Legendre (1805), "Nouvelles méthodes pour la détermination des orbites des comètes": least squares.
- Bishop (2006), "Pattern Recognition and Machine Learning", sections 1.2.5, 4.3.2 and 4.3.4: losses as likelihoods.
- Huber (1964), "Robust estimation of a location parameter": bounded pulls.
- Efron, Hastie, Johnstone, Tibshirani (2004), "Least angle regression": the diabetes data.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.2.2.2: why not squared errors of a sigmoid.
"""
