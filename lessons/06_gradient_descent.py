# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write gradient descent, and say from the curvature which learning rates fly off;
- recognise valleys, saddles and plateaus by how a walk behaves in them;
- draw the loss landscape of a real network, and say what such a picture can and cannot show.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import quiz
from nnlearn.explorers import DescentExplorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.plots import RELIEF, contours, curve, figure, show, surface

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 05](05_loss_functions.ipynb) gave you one number that should become small, and the direction in which it grows.
So go the other way.
"""

# %%
quiz("06.predict")

# %% [markdown]
r"""
## Explore (8 min)

The map shows the loss of a network with two weights, light where it is low and dark red where it is high, as on a
hiker's map. A ball walks on it: each step goes against the slope, and the steeper the slope, the longer the step. The
gauge on the right multiplies the learning rate by the largest curvature under the ball.

Three things to try, and what to look for:

1. Click on the map to drop the ball elsewhere. Does it always come to the same place?
2. Choose **long valley** and raise the learning rate slowly. What does the path do before it flies off? Where is the
   marker on the gauge then?
3. Choose **saddle** and drop the ball on the line $b = 0$ (a click next to the line counts as on it), then a little
   above it. Where does it stop, and is that a minimum?
"""

# %%
DescentExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

The ball ends in one of two valleys, and the start decides which. (They are mirror images: flip the sign of both
weights, and the network computes the same.) With a small rate it glides; with a larger one it jumps from side to side
across the narrow direction, and as soon as rate times curvature passes 2 each jump is larger than the last. On a saddle
the slope is zero in the middle, so a ball that comes in exactly along the ridge stays there; a ball a hair to the side
rolls off, slowly at first. All of this is one formula.

## One step (8 min)

Take the patients of lesson 05 and the simplest of models: one weight, $p = w x$. The loss is a function of $w$ alone.
At any $w$ its derivative, the slope, says how fast the loss grows when $w$ does. **Gradient descent** takes a step
against it, and $\eta$, the learning rate, says how large:

$$w \leftarrow w - \eta\, \frac{dL}{dw} \qquad L = \frac{1}{N} \sum_i (w x_i - t_i)^2 \qquad
\frac{dL}{dw} = \frac{2}{N} \sum_i (w x_i - t_i)\, x_i$$
"""

# %%
patients = datasets.diabetes()
t = (patients.y[:, 0] - patients.y.mean()) / patients.y.std()  # (442,)
bmi = patients.x[:, 2].astype(float)  # body mass index
x = (bmi - bmi.mean()) / bmi.std()  # (442,)


def loss(w):
    return ((w * x - t) ** 2).mean()


def slope(w):
    return 2 * ((w * x - t) * x).mean()


w, eta = -1.0, 0.1
print(f"loss {loss(w):.3f}, slope {slope(w):.2f}; one step later w = {w - eta * slope(w):.3f}")
print(f"loss {loss(w - eta * slope(w)):.3f}")
measured = numerical_gradient(lambda v: loss(v[0]), np.array([w]))
print("slope agrees with central differences:", relative_error(np.array([slope(w)]), measured).max() < 1e-8)

# %% [markdown]
r"""
With many weights nothing changes but the number of slopes. All derivatives together are the gradient $\nabla L$, and
the step is $\theta \leftarrow \theta - \eta \nabla L$, where $\theta$ stands for all weights. The gradient points to
where the loss grows fastest; against the gradient the loss falls fastest, for a very small step.

**Your turn.** [Exercise 06.1: walk downhill](../exercises/06_gradient_descent_exercises.ipynb#06.1-Walk-downhill).

## The edge (10 min)

How large may a step be? Near the bottom every smooth valley is a parabola, $L = \frac{c}{2} (w - w^*)^2$. Its second
derivative $c$ is the **curvature**, its slope is $c\,(w - w^*)$, and one step does this to the distance from the
bottom:

$$w' - w^* = (1 - \eta c)\,(w - w^*)$$

Every step multiplies the distance by the same factor, so three things can happen:

- $\eta c < 1$: the factor is between 0 and 1, and the walk glides in from one side;
- $1 < \eta c < 2$: it is negative, and the walk jumps from side to side, closer each time;
- $\eta c > 2$: it is below −1, and each jump is larger than the last. The walk **diverges**.

The largest rate that does not is $2/c$, whatever the start. In our example $c = \frac{2}{N}\sum x_i^2$, which is 2,
because $x$ has standard deviation 1.
"""

# %%
c, bottom = 2 * (x**2).mean(), (x * t).mean() / (x**2).mean()
walks = {}
for eta in (0.1, 0.5, 0.8, 1.02):
    path = nn.gradient_descent(loss, [-1.0], lr=eta, steps=15, gradient=lambda w: np.array([slope(w[0])]))
    walks[f"rate {eta}"] = path[:, 0]
print(f"curvature {c:.2f}, edge {2 / c:.2f}, bottom at w = {bottom:.3f}")

# %%
fig, ax = figure(height=2.8)
curve(ax, walks, x=range(16), xlabel="step", ylabel="w")
ax.set(xlim=(-0.5, 19), xticks=range(0, 16, 5))  # room for the names on the right
ends = ", ".join(f"{abs(walk[-1] - bottom):.2f} at {name}" for name, walk in walks.items())
show(
    fig,
    alt=f"the weight against steps for four learning rates; distance from the bottom after 15 steps: {ends}",
    caption=f"Distance from the bottom after 15 steps: {ends}. It began at {abs(-1 - bottom):.2f}. Half of the edge "
    "arrives in one step; close to the edge the walk zigzags home, beyond it, off and away.",
)

# %% [markdown]
r"""
**Your turn.** With several weights there is a curvature for each direction, and the largest decides:
[Exercise 06.2: find the edge](../exercises/06_gradient_descent_exercises.ipynb#06.2-Find-the-edge).

## Valleys (9 min)

The trouble with the edge is that all directions share one rate. Take two columns, body mass index and blood pressure,
and leave the second in units ten times as large. The loss of the two weights is a long **valley**: steep across,
nearly flat along.
"""

# %%
pressure = (patients.x[:, 3] - patients.x[:, 3].mean()) / patients.x[:, 3].std()  # (442,)
for name, wide in (("both standardised", 1.0), ("one ten times as wide", 10.0)):
    X = np.stack([x, wide * pressure], axis=1)  # (442, 2)
    curvatures = np.linalg.eigvalsh(2 * X.T @ X / len(X))
    best = ((X @ np.linalg.lstsq(X, t, rcond=None)[0] - t) ** 2).mean()
    steps = nn.gradient_descent(
        lambda v, X=X: ((X @ nn.to_numpy(v) - t) ** 2).mean(), [0.0, 0.0], lr=1 / curvatures[-1], steps=500,
        gradient=lambda v, X=X: 2 * X.T @ (X @ nn.to_numpy(v) - t) / len(X),
    )  # fmt: skip
    above = ((steps @ X.T - t) ** 2).mean(axis=1) - best  # (501,)
    needed = int((above > 1e-3).sum())
    print(f"{name}: curvatures {curvatures[0]:.2g} and {curvatures[1]:.3g}, {needed} steps to within 0.001 of the best")

# %% [markdown]
r"""
The rate has to be small enough for the steep direction, and then it is far too small for the flat one. How many steps
you need grows with the ratio of the two curvatures. Two cures: even out the data, as in
[Exercise 06.5](../exercises/06_gradient_descent_exercises.ipynb#06.5-A-hundred-steps), or take smarter steps, as in lesson 07.

## Saddles and plateaus (7 min)

Where the slope is zero, a walk ends. Is that a minimum? Take a network with one hidden unit and no biases, $p = v
\tanh(w x)$, and stand at $w = v = 0$. Both slopes are zero there: if $v$ is 0, moving $w$ changes nothing, and the
other way round. Yet along $w = v$ the loss falls, along $w = -v$ it rises. This is a **saddle point**.
"""


# %%
def net_loss(theta):
    return ((theta[1] * np.tanh(theta[0] * x) - t) ** 2).mean()


def net_slope(theta):
    h = np.tanh(theta[0] * x)
    e = theta[1] * h - t
    return np.array([2 * (e * theta[1] * (1 - h**2) * x).mean(), 2 * (e * h).mean()])


place = np.array([0.7, -0.4])
measured = numerical_gradient(net_loss, place)
print("slopes agree with central differences:", relative_error(net_slope(place), measured).max() < 1e-6)
a = 0.3
print(f"at the saddle {net_loss((0, 0)):.3f}; one way {net_loss((a, a)):.3f}, the other way {net_loss((a, -a)):.3f}")


# %%
def steps_off(nudge):
    theta, count = np.array([nudge, -nudge / 2]), 0
    while net_loss(theta) > 0.9 and count < 5000:
        theta, count = theta - 0.1 * net_slope(theta), count + 1
    return f"gone after {count} steps" if count < 5000 else "still there after 5000 steps"


for nudge in (1e-1, 1e-4, 1e-7, 0.0):
    print(f"started {nudge:g} from the saddle: {steps_off(nudge)}")

# %% [markdown]
r"""
Each factor of a thousand closer costs about as many steps again, and exactly on it the walk never leaves. In a large
network nearly all places with zero slope are saddles: for a minimum every direction has to bend up, and there are
thousands (Dauphin and others 2014). Noise in the steps, lesson 07, is a help here.

Flat places without any bottom exist as well. If a sigmoid is saturated, its slope is nearly zero, and a walk that
starts on such a **plateau** hardly moves at all.
"""

# %%
for start in (0.0, -4.0, -12.0):
    z = start  # one logit, its probability should become 1; squared error of the sigmoid
    for _ in range(1000):
        p = 1 / (1 + np.exp(-z))
        z -= 0.5 * 2 * (p - 1) * p * (1 - p)
    print(f"start {start:5.0f}: after 1000 steps p = {1 / (1 + np.exp(-z)):.2g}")

# %% [markdown]
r"""
## Nothing is promised (6 min)

Gradient descent finds *a* place from which it sees no way down. Whether that is the lowest one depends on the start.
Drop a hundred balls on the map **four hollows** of the explorer and count where they end.
"""

# %%
from nnlearn.lessons.gradient_descent import functions

height, downhill = functions("four hollows")
rng = np.random.default_rng(0)
balls = rng.uniform(-4, 4, size=(100, 2))
for _ in range(3000):
    balls = balls - 0.01 * downhill(*balls.T)
ends = height(*balls.T)
low = (ends < ends.min() + 0.01).mean()
print(f"losses at the end from {ends.min():.3f} to {ends.max():.3f}; {low:.0%} of the balls came to the lowest")

# %% [markdown]
r"""
Must the loss fall after every epoch? In [lesson 02](02_perceptron.ipynb) the mistakes per epoch rose as well as fell.
Try it on a network that reads digits. `nn.fit` takes the gradient from `nn.backprop`, a black box
that lesson 09 opens. It gets all 500 images for each step, so one step is one epoch.
"""

# %%
digits = datasets.digits()
images, labels = digits.x[:500] / 16, digits.y[:500]  # (500, 64) in [0, 1]


def weights(model):
    return nn.to_numpy(nn.parameters_to_vector(model.parameters())).copy()


def train(lr):
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)).to(nn.device())
    path, optimizer = [weights(model)], nn.SGD(model.parameters(), lr=lr)
    keep = [lambda run: path.append(weights(run.model))]  # called after each step
    done = nn.fit(model, nn.CrossEntropyLoss(), optimizer, images, labels, epochs=200, batch_size=500, callbacks=keep)
    return model, np.array(done.steps), path[::10]


model, calm, path = train(0.5)
wild, lost = train(2.0)[1], train(3.0)[1]
print("rate 0.5: the loss fell in every epoch:", (np.diff(calm) < 0).all())
print("rate 2:   it rose in more than ten epochs:", (np.diff(wild) > 0).sum() > 10)
print("          and ended lower than the other:", wild[-1] < calm[-1])
print("rate 3:   it ended higher than it began:", lost[-1] > lost[0])

# %% tags=["hide-input"]
fig, ax = figure(height=2.8)
curve(ax, {"rate 0.5": calm, "rate 2": wild}, xlabel="epoch", ylabel="loss")
ax.set(yscale="log")
show(
    fig,
    alt="loss against epochs: at rate 0.5 it falls smoothly, at rate 2 it leaps above its start, falls in jumps, "
    "and ends below",
    caption="At four times the rate the loss first leaps above its start, and in the end it is the lower one.",
)

# %% [markdown]
r"""
A rise does not prove a mistake. Nor does it prove health: at rate 3 the network did not find its way back. Networks
trained with a fixed rate are even drawn to the edge and live there, their loss going up and down while it falls in the
long run (Cohen and others 2021).

## The landscape of a real network (13 min)

The calm network has thousands of weights, and nobody sees in thousands of dimensions. But you can cut. Choose a
direction $d$ in the space of weights and look at the loss along it, $L(\theta + a\, d)$: a slice. Two directions give a
map.

A random direction needs one thought. In a layer with small weights a step of 1 is a catastrophe, in one with large
weights a trifle. So each unit's part of the direction is scaled to the length of that unit's own weights: **filter
normalisation** (Li and others 2018). Then pictures of different networks can be compared.

**Your turn.** [Exercise 06.3: filters of equal
length](../exercises/06_gradient_descent_exercises.ipynb#06.3-Filters-of-equal-length) and [Exercise 06.4: slice a
landscape](../exercises/06_gradient_descent_exercises.ipynb#06.4-Slice-a-landscape).

`nn.landscape` does both for a whole plane: 41 times 41 networks, all of them run at once as one stack of products.
"""

# %%
flat = nn.landscape(model, nn.CrossEntropyLoss(), images, labels, seed=1)
middle, rim = flat.losses[20, 20], flat.losses.max()
lower = (flat.losses < middle).sum()
words = f"{middle:.2g} in the middle, up to {rim:.2g} at the rim; {lower} of the {flat.losses.size} places lie lower"

# %%
fig, (left, right) = figure(columns=2, height=3.4, projection=(None, "3d"))
contours(left, flat.axes, flat.losses, log=True, cmap=RELIEF)
surface(right, flat.axes, flat.losses, log=True, cmap=RELIEF)
left.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="first direction", ylabel="second direction")
show(
    fig,
    alt=f"map and relief of the loss around the trained network in two random directions, a bowl: {words}",
    caption=f"In two random directions: {words} than where the training ended.",
)

# %% [markdown]
r"""
A bowl, with no trace of how the training came here. Two random directions among thousands are nearly at right angles to
any path. To see the path, lay the plane through it, in the two directions in which it moves most (its principal
components).
"""

# %%
moved = path[-1] - path[0]
cosines = flat.directions @ moved / np.linalg.norm(flat.directions, axis=1) / np.linalg.norm(moved)
print("cosines between the path and the random directions below 0.05:", abs(cosines).max() < 0.05)
plane = nn.landscape(model, nn.CrossEntropyLoss(), images, labels, path=path)

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2, height=3.4, projection=(None, "3d"))
contours(left, plane.axes, plane.losses, plane.path, log=True, cmap=RELIEF)
surface(right, plane.axes, plane.losses, plane.path, log=True, cmap=RELIEF)
left.set(xlabel="first component", ylabel="second component")
right.view_init(elev=35, azim=-130)
kept = np.array(path) - np.array(path).mean(axis=0)
seen = (np.linalg.svd(kept, compute_uv=False) ** 2)[:2].sum() / (kept**2).sum()
words = f"from {calm[0]:.2g} at the start to {middle:.2g} at the end, and the lowest place of the map has "
words += f"{plane.losses.min():.2g}"
show(
    fig,
    alt=f"map and relief of the loss in the plane of the training path, a slope on which the path bends: {words}",
    caption=f"The same network in the plane of its path, which holds {seen:.1%} of the movement: {words}.",
)

# %% [markdown]
r"""
The first picture said that everything goes up from here, the second shows a way further down. Both are true, and both
say little: two directions of thousands are drawn. And no ball rolls here: the walk has no momentum, and it does not see
the map, only the slope under its feet.

## On a GPU (3 min)

`nn.gradient_descent` exists on both sides. The PyTorch one needs no slope: it derives it from the function, by
autograd.
"""

# %%
import nnlearn.torch as other


def bowl(theta):
    return ((theta - 1) ** 2).sum() + (theta[0] * theta[1]) ** 2


ours = nn.gradient_descent(bowl, [3.0, -2.0], lr=0.02, steps=50)
theirs = other.gradient_descent(bowl, [3.0, -2.0], lr=0.02, steps=50)
print("largest relative difference of the walks below 1e-6:", bool(abs(ours - theirs).max() < 1e-6 * abs(theirs).max()))
again = other.Sequential(other.Linear(64, 32), other.Tanh(), other.Linear(32, 10)).to(other.device())
again.load_state_dict({name: other.tensor(nn.to_numpy(value)) for name, value in model.state_dict().items()})
far = other.landscape(again, other.CrossEntropyLoss(), images, labels, seed=1)
print("of the landscapes below 1e-4:", bool(abs(far.losses - flat.losses).max() < 1e-4 * flat.losses.max()))

# %% tags=["machine"]
import time

for name, side, net in (("NumPy", nn, model), ("PyTorch", other, again)):
    start = time.perf_counter()
    side.landscape(net, side.CrossEntropyLoss(), images, labels, seed=1)
    print(f"{name:8} {time.perf_counter() - start:.2f} s for {41 * 41} networks on 500 images")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
All networks of a landscape are independent of each other: work that many cores can do side by side.

## Where it breaks (3 min)

Every step so far looked at *all* the data. That is the exact slope, and it has a price: a hundred steps on a million
examples are a hundred million forward and backward passes. Would fewer examples give nearly the same slope? Ask some of
the patients.
"""

# %%
for count in (442, 100, 20, 5):
    samples = [rng.choice(442, count, replace=False) for _ in range(1000)]
    slopes = [2 * ((-1 * x[rows] - t[rows]) * x[rows]).mean() for rows in samples]
    print(f"{count:3} patients: slope {np.mean(slopes):.1f} on average, give or take {np.std(slopes):.1f}")

# %% [markdown]
r"""
Steps on small samples are right on average and wrong in detail. The work shrinks faster than the accuracy, and noise
can carry a walk off a saddle. [Lesson 07](07_optimizers.ipynb) does the counting.

**Your turn.** The open one:
[Exercise 06.5: a hundred steps](../exercises/06_gradient_descent_exercises.ipynb#06.5-A-hundred-steps).

## Recall (2 min)
"""

# %%
quiz("06.recall")

# %% [markdown]
r"""
## Summary (2 min)

- Gradient descent steps against the slope; the learning rate says how far.
- In a bowl, a rate above 2 divided by the largest curvature flies off; below that, even a zigzag comes home.
- In a long valley the steep direction fixes the rate and the flat one the number of steps.
- A place with little slope may be a minimum, a saddle or a plateau, and which minimum you reach depends on the start.
- A landscape is a slice: true where it is drawn, silent about all other directions.

### New terms

- **gradient descent**: step against the gradient, again and again.
- **curvature**: the second derivative; how fast the slope itself changes.
- **diverge**: to move farther away with every step.
- **valley**: a low region, steep across and nearly flat along.
- **saddle point**: a place with zero slope that bends up one way and down another.
- **plateau**: a region that is nearly flat without being low.
- **loss landscape**: the loss as a function of the weights, drawn over a line or a plane.
- **filter normalisation**: scaling each unit's part of a direction to the length of the unit's weights.

### Sources

- Cauchy (1847), "Méthode générale pour la résolution des systèmes d'équations simultanées": gradient descent.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", sections 4.3 and 8.2: curvature, saddles, plateaus.
- Dauphin and others (2014), "Identifying and attacking the saddle point problem in high-dimensional non-convex
  optimization".
- Li, Xu, Taylor, Studer, Goldstein (2018), "Visualizing the loss landscape of neural nets": filter normalisation.
- Cohen and others (2021), "Gradient descent on neural networks typically occurs at the edge of stability".
"""
