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
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import DescentExplorer
from nnlearn.gradcheck import numerical_gradient
from nnlearn.plots import RELIEF, contours, curve, figure, show, surface

# %% [markdown]
r"""
## Predict (2 min)

In 1847 Cauchy, who wanted to compute the orbits of heavenly bodies, proposed solving systems of equations by walking
downhill. The networks that translate texts and recognise faces today are trained by his rule, refined.

[Lesson 05](05_loss_functions.ipynb) gave you a number that should become small, and the direction in which it grows. So
go the other way.
"""

# %%
quiz("06.predict")

# %% [markdown]
r"""
## Explore (7 min)

The model on the left and the map beside it show the same thing: the loss of a network with two weights, cream where it
is low and brown where it is high. A ball rolls on it: each step goes against the slope, and the steeper the slope, the
longer the step. The gauge below multiplies the learning rate by the largest **curvature** under the ball, λ_max: how
fast the slope itself changes, in the direction where it changes fastest.

Drag the model to turn it; click on it, or on the map, to drop the ball elsewhere. **Next stop** leads you through seven
stops. Three of them, and what to look for:

1. Stop 3: the ball starts elsewhere. Does it always come to the same place? Drop it in a few more.
2. Stop 4 shows the **long valley**. Raise the learning rate slowly: what does the path do before it flies off? Where is
   the marker on the gauge then? Stop 5 is beyond.
3. Stop 6 is a **saddle**, with the ball dropped exactly on its ridge, the line $b = 0$; at stop 7 it starts a little
   to one side of it. Where does it stop, and is that a minimum?
"""

# %%
DescentExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

The ball comes down into one of two valleys, and the start decides which. (They are the same valley turned by half a
turn: flip the sign of both weights, and the network computes the same.) On the floor it creeps, often for longer than
the 200 steps shown. With a larger rate it jumps from side to side, and once rate times curvature stays above 2, each
jump is larger than the last. In the middle of a saddle the slope is zero, so a ball that comes in exactly along the
ridge stays there; a hair to the side, it rolls off. All of this is one formula.

## One step (10 min)

Take the patients of lesson 05 and the simplest of models: one weight, $p = w x$. The loss is a function of $w$ alone.
**Gradient descent** takes a step against its slope, and the learning rate $\eta$ says how large. With the error
$e_n = w x_n - y_n$:

$$w \leftarrow w - \eta\, \frac{dL}{dw} \qquad L = \frac{1}{N} \sum_n e_n^2 \qquad
\frac{dL}{dw} = \frac{2}{N} \sum_n e_n x_n$$
"""

# %%
patients = datasets.diabetes()
y = (patients.y[:, 0] - patients.y.mean()) / patients.y.std()  # (442,)
bmi = patients.x[:, 2].astype(float)  # body mass index
x = (bmi - bmi.mean()) / bmi.std()  # (442,)


def loss(w):
    return ((w * x - y) ** 2).mean()


def slope(w):
    return 2 * ((w * x - y) * x).mean()


w, eta = -1.0, 0.1
measured = (loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5
print(f"slope: by the formula {slope(w):.4f}, measured {measured:.4f}")
for _ in range(3):
    print(f"w = {w:6.3f}, loss {loss(w):.3f}")
    w = w - eta * slope(w)

# %% [markdown]
r"""
With many weights, let w stand for all of them in one row, and g for the gradient: the slope along each weight. The rule
stays the same, $w \leftarrow w - \eta\, g$. Why is there no better direction? A short step Δ changes the loss by the
sum of slope times change over all weights, as long as the slopes hardly change on the way:

$$L(w + \Delta) \approx L(w) + g \cdot \Delta = L(w) + |g|\,|\Delta| \cos\theta$$

Here θ is the angle between step and gradient. Of all steps of one length, that along the gradient (cos θ = 1) raises
the loss most, and that against it (cos θ = −1) lowers it most. A step at a right angle follows the contour line.
"""

# %%
pressure = (patients.x[:, 3] - patients.x[:, 3].mean()) / patients.x[:, 3].std()
X = np.stack([x, pressure], axis=1)  # (442, 2): body mass index and blood pressure


def loss_of(X, w):
    return ((X @ w - y) ** 2).mean()


def gradient_of(X, w):
    return 2 * X.T @ (X @ w - y) / len(X)


w, length = np.array([-1.0, 0.0]), 0.001
g = gradient_of(X, w)
print(f"|g| = {np.linalg.norm(g):.2f}; the loss changes by")
for degrees in (0, 45, 90, 135, 180):
    turn = np.radians(degrees) + np.arctan2(g[1], g[0])
    step = length * np.array([np.cos(turn), np.sin(turn)])
    change = (loss_of(X, w + step) - loss_of(X, w)) / length
    print(f"{change:5.2f} per unit of length at {degrees:3} degrees to the gradient")

# %% [markdown]
r"""
When do you stop? After a fixed number of steps, or when the gradient is shorter than some small number. Neither proves
that you are in a minimum.

**Your turn.** [Exercise 06.1: walk downhill](../exercises/06_gradient_descent_exercises.ipynb#06.1-Walk-downhill).

## The edge (11 min)

How large may a step be? Near the bottom $w^*$ a smooth valley with a curvature above 0 is nearly a parabola,
$L \approx \frac{\lambda}{2} (w - w^*)^2$ plus a constant; take it as exact. Its second derivative $\lambda$ is the
curvature, its slope is $\lambda\,(w - w^*)$. So one step does this to the distance from the bottom:

$$w' - w^* = w - \eta\lambda\,(w - w^*) - w^* = (1 - \eta\lambda)\,(w - w^*)$$

Every step multiplies the distance by the same factor. Five cases:

| | factor | the walk |
|---|---|---|
| $\eta\lambda < 1$ | between 0 and 1 | glides in from one side |
| $\eta\lambda = 1$ | 0 | arrives in one step |
| $1 < \eta\lambda < 2$ | between −1 and 0 | jumps from side to side, closer each time |
| $\eta\lambda = 2$ | −1 | jumps to and fro forever, neither nearer nor farther |
| $\eta\lambda > 2$ | below −1 | each jump is larger than the last: it **diverges** |

In our example the slope is $\frac{2}{N}\sum (w x_n - y_n)\, x_n$, and its derivative is
$\lambda = \frac{2}{N}\sum x_n^2$, which is 2, because x has mean 0 and standard deviation 1. So the edge is at
$\eta = 2/\lambda = 1$.
"""

# %%
bottom = (x * y).mean() / (x**2).mean()
curvature = 2 * (x**2).mean()
print(f"curvature {curvature:.2f}, bottom at w = {bottom:.3f}")
print("rate   rate x curvature   distance from the bottom after 0, 1, 2, 15 steps")
for eta in (0.1, 0.5, 0.8, 1.0, 1.02):
    w, distances = -1.0, []
    for _ in range(16):
        distances.append(abs(w - bottom))
        w = w - eta * slope(w)
    shown = [f"{distances[k]:6.2f}" for k in (0, 1, 2, 15)]
    print(f"{eta:4}   {eta * curvature:16.2f}  ", *shown)

# %% tags=["hide-input"]
fig, axes = figure(columns=4, height=2.3)
line = np.linspace(-2.4, 3.6, 200)
for ax, eta in zip(axes, (0.1, 0.5, 0.8, 1.02), strict=True):
    walk = [-1.0]
    for _ in range(8):
        walk.append(walk[-1] - eta * slope(walk[-1]))
    ax.plot(line, [loss(w) for w in line], color="0.6", lw=1.2)
    ax.plot(walk, [loss(w) for w in walk], marker="o", ms=4, lw=1.0)
    ax.plot(walk[:1], [loss(walk[0])], marker="s", ms=7, mfc="white", mec="black")
    ax.set(xlim=(-2.4, 3.6), ylim=(0, 9), xlabel="w", xticks=(-2, 0, 2))
    ax.set_title(f"ηλ = {eta * curvature:.2f}", size=9)
axes[0].set_ylabel("loss")
for ax in axes[1:]:
    ax.set_yticklabels([])
show(
    fig,
    alt="the same parabola four times, each with a walk of eight steps from w = -1: "
    "creeping "
    "down one side; at the bottom after one step; from side to side and down; from "
    "side to "
    "side and up",
    caption="At the start (square) the slope is always the same; the rate decides "
    "where the "
    "step lands: short of the bottom, on it, beyond it but lower, or higher.",
)

# %% [markdown]
r"""
Near the edge the walk zigzags home; beyond it, it climbs the walls.

### Several weights

Each pair of weights has a second derivative. Together they form a matrix, the **Hessian** $H$: $H_{ij}$ is the
derivative of $\partial L/\partial w_i$ with respect to $w_j$, so column $j$ says how the gradient changes when weight
$j$ moves. For a linear model, $p_n = \sum_j x_{nj} w_j$:

$$\frac{\partial L}{\partial w_i} = \frac{2}{N}\sum_n e_n x_{ni} \qquad \frac{\partial e_n}{\partial w_j} = x_{nj}
\qquad H_{ij} = \frac{2}{N}\sum_n x_{ni}\, x_{nj} \qquad H = \frac{2}{N} X^T X$$

The targets have dropped out: they move the bowl and leave its shape alone.

Such a symmetric matrix has directions, at right angles to each other, that it only stretches: $H r = \lambda r$. Each
such r is an **eigenvector**, and its λ an **eigenvalue**: the curvature of the loss along r. In a bowl
$g = H\,(w - w^*)$, so along each eigenvector a step multiplies the distance by $1 - \eta\lambda$, exactly as above. All
directions share one η, and so the largest eigenvalue decides: the walk diverges if $\eta > 2/\lambda_{\max}$.

**Your turn.** [Exercise 06.2: find the edge](../exercises/06_gradient_descent_exercises.ipynb#06.2-Find-the-edge).
"""

# %%
predicted("06.predict")

# %% [markdown]
r"""
## Valleys (8 min)

One rate for all directions is the trouble. Take body mass index and blood pressure again, and write the pressure in
smaller and smaller units, so that its numbers become 3, 10, 30 times as large. The bowl turns into a long **valley**:
steep across, nearly flat along.
"""

# %%
print("spread   smallest and largest curvature   ratio   steps to within 0.001")
for spread in (1, 3, 10, 30):
    X = np.stack([x, spread * pressure], axis=1)  # (442, 2)
    curvatures = np.linalg.eigvalsh(2 * X.T @ X / 442)
    lowest = loss_of(X, np.linalg.lstsq(X, y, rcond=None)[0])
    w, steps = np.zeros(2), 0
    while loss_of(X, w) > lowest + 0.001:
        w, steps = w - gradient_of(X, w) / curvatures[1], steps + 1  # half of the edge
    ratio = curvatures[1] / curvatures[0]
    two = f"{curvatures[0]:16.1f} {curvatures[1]:13,.0f}"
    print(f"{spread:6}   {two}   {ratio:5,.0f}   {steps:21,}")

# %% [markdown]
r"""
The rate $\eta = 1/\lambda_{\max}$ suits the steep direction. In the flat one each step leaves
$1 - \lambda_{\min}/\lambda_{\max}$ of the distance, so the steps needed grow with the ratio of the curvatures, the
**condition number**. Two cures: even out the data, as in [Exercise
06.5](../exercises/06_gradient_descent_exercises.ipynb#06.5-A-hundred-steps), or take smarter steps, as in lesson 07.

## Saddles and plateaus (7 min)

A walk ends where the slope is zero. Is that a minimum? Take a network with one hidden unit and no biases,
$p = w_2 \tanh(w_1 x)$, and stand at $w_1 = w_2 = 0$. Both slopes are zero there: if one weight is 0, moving the other
changes nothing. Yet along $w_1 = w_2$ the loss falls, and along $w_1 = -w_2$ it rises. This is a **saddle point**: its
Hessian has eigenvalues of both signs.
"""


# %%
def net_loss(w):
    return ((w[1] * np.tanh(w[0] * x) - y) ** 2).mean()


def net_gradient(w):
    h = np.tanh(w[0] * x)
    e = w[1] * h - y
    return np.array([2 * (e * w[1] * (1 - h**2) * x).mean(), 2 * (e * h).mean()])


w = np.array([0.7, -0.4])
print("gradient by the formula", net_gradient(w).round(4), end=", ")
print("measured", numerical_gradient(net_loss, w).round(4))
print(f"loss at the saddle {net_loss((0, 0)):.2f}, ", end="")
print(f"one way {net_loss((0.3, 0.3)):.2f}, the other way {net_loss((0.3, -0.3)):.2f}")
for distance in (1e-1, 1e-4, 1e-7, 0.0):
    w, steps = np.array([distance, -distance / 2]), 0
    while net_loss(w) > 0.9 and steps < 5000:
        w, steps = w - 0.1 * net_gradient(w), steps + 1
    lost = net_loss(w)
    print(f"started at w1 = {distance:g}: loss {lost:.2f} after {steps} steps")

# %% [markdown]
r"""
Each factor of a thousand costs 62 more steps. Why 62? Near 0, $p \approx w_2 w_1 x$, so the Hessian there has zeros on
its diagonal and $-\frac{2}{N}\sum x_n y_n = -1.17$ beside it; along $w_1 = w_2$ that is the curvature λ. So the factor
$1 - \eta\lambda$ is 1.117, and $1.117^{62} \approx 1000$.

In a large network most places with zero slope should be saddles, since in a minimum every one of thousands of
directions bends up (Dauphin and others 2014).

There are also flat places without a bottom. Where a sigmoid is saturated, a walk hardly moves: a **plateau**. Here the
probability of one logit z should become 1, under the squared error:
"""

# %%
for begin in (0.0, -4.0, -12.0):
    z = begin
    for _ in range(1000):
        p = 1 / (1 + np.exp(-z))
        z = z - 0.5 * 2 * (p - 1) * p * (1 - p)
    print(f"start {begin:5.0f}: after 1000 steps p = {1 / (1 + np.exp(-z)):.2g}")

# %% [markdown]
r"""
## Nothing is promised (5 min)

Gradient descent finds *a* place from which it sees no way down. Whether that is the lowest one depends on the start.
Drop a hundred balls on the explorer's **four hollows**. Then give a real network five random starts: 64 pixels, 16 tanh
units and 10 outputs, to read a hundred digits. Its gradient comes from *backpropagation*, a black box until [lesson 09](09_backpropagation.ipynb).
"""

# %%
from nnlearn.lessons.gradient_descent import functions, loss_and_gradient, start, watch

height, downhill = functions("four hollows")
balls = np.random.default_rng(0).uniform(-4, 4, size=(100, 2))
for _ in range(3000):
    balls = balls - 0.01 * downhill(*balls.T)
ends = height(*balls.T)
lowest = np.mean(ends < ends.min() + 0.01)
print(f"hollows: {ends.min():.2f} to {ends.max():.2f}; {lowest:.0%} came to the lowest")

for seed in range(5):
    w = start(seed)  # (1210,)
    first, g = loss_and_gradient(w, "cross-entropy")
    for _ in range(500):
        w = w - 0.5 * g
        last, g = loss_and_gradient(w, "cross-entropy")
    print(f"digits, start {seed}: loss from {first:.1f} to {last:.4f}")

# %% [markdown]
r"""
On the hollows the start decides everything. For the network it hardly matters: it is *overparameterised*, with 1210
weights for a hundred pictures, and all five starts found a place with nearly no loss.

## The edge of stability (7 min)

Must the loss fall at every step? In a bowl, below the edge, it does. But a network is not a bowl: its curvature changes
as it learns. Train the same network with the squared error at three rates, and, for comparison, once with
cross-entropy; follow λ_max. (`watch` finds it by the power method: multiply a direction by H again and again, and the
part along the steepest eigenvector grows fastest.)
"""

# %% tags=["nbval-ignore-output"]
runs = {}
print("five starts                 edge   λ_max at the start, the end   steps uphill")
squares, crosses = "squared error", "cross-entropy"
for kind, eta in ((squares, 0.2), (squares, 0.8), (squares, 1.3), (crosses, 0.8)):
    found = [watch(eta, seed, kind) for seed in range(5)]  # 1200 steps each
    losses = np.array([one[0] for one in found])  # (5, 1200)
    curvatures = np.array([one[1] for one in found])  # (5, 30): every 40 steps
    late = curvatures[:, -8:].mean(axis=1)
    uphill = (np.diff(losses) > 0).sum(axis=1).mean()
    first = f"{curvatures[:, 0].mean():8.1f}"
    last = f"{late.mean():8.2f} ({late.min():.2f} to {late.max():.2f})"
    print(f"{kind}, rate {eta}    {2 / eta:4.1f}   {first} {last}   {uphill:9.0f}")
    runs[f"{kind}, {eta}"] = found[0]

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2, height=3.2)
lambdas = {name: run[1] for name, run in runs.items()}
curve(left, lambdas, x=range(0, 1200, 40), xlabel="step", ylabel="largest curvature")
losses = {name: run[0] for name, run in runs.items()}
curve(right, losses, x=range(1200), xlabel="step", ylabel="loss")
left.set(ylim=(0, 4.4))
right.set(yscale="log")
for eta in (0.8, 1.3):
    left.axhline(2 / eta, color="black", lw=0.8, ls=":")
    left.text(1190, 2 / eta + 0.04, f"2 / {eta}", ha="right", va="bottom", size=9)
show(
    fig,
    alt="left: the largest curvature against steps. With the squared error it creeps "
    "up to about 3 at rate 0.2, overshoots 2 / 0.8 at rate 0.8 and settles there, and "
    "settles at 2 / 1.3 at rate 1.3; with cross-entropy it falls towards 0. Right: "
    "the losses, smooth at rate 0.2 and with cross-entropy, jagged at the other two",
    caption="The first start, squared error. At rates 0.8 and 1.3 the curvature "
    "settles at the dotted edge 2/η (at 0.8 only after it has overshot), and the loss "
    "swings "
    "while it falls. At 0.2 the edge, 10, lies off the chart. With cross-entropy the "
    "curvature falls to nearly 0.",
)

# %% [markdown]
r"""
The walk comes to the place where its own rate is just at the edge, from below or from above, and lives there, at the
**edge of stability**. A bowl would throw it out; here each larger swing leads to flatter ground, and the walk calms
down (Damian and others 2023). So a loss that rises now and then does not prove a mistake. Mind the conditions of Cohen
and others (2021): all examples in every step, a fixed rate, enough steps. At rate 0.2 the edge, 10, is far away; with
cross-entropy the curvature falls once the network is sure. And not every edge is survived:
"""

# %%
for eta in (1.3, 13):
    w = start(0)
    for _ in range(20):
        w = w - eta * loss_and_gradient(w)[1]
    before, after = loss_and_gradient(start(0))[0], loss_and_gradient(w)[0]
    print(f"squared error, rate {eta:4}: loss {before:.2f}, after 20 steps {after:.1g}")

# %% [markdown]
r"""
## The landscape of a real network (9 min)

Nobody sees in 1210 dimensions, but you can cut. Choose a direction r in the space of weights and look at the loss along
it, $L(w + a\, r)$ for numbers a: a slice of the **loss landscape**. Two directions give a map.

In a layer with small weights a step of 1 is a catastrophe, in one with large weights a trifle. So each unit's part of a
random direction is scaled to the length of that unit's own weights: **filter normalisation** (Li and others 2018). Then
pictures of different networks can be compared.

**Your turn.** [Exercise 06.3: filters of equal
length](../exercises/06_gradient_descent_exercises.ipynb#06.3-Filters-of-equal-length) and [Exercise 06.4: slice a
landscape](../exercises/06_gradient_descent_exercises.ipynb#06.4-Slice-a-landscape).

`nn.landscape` scales and slices, for a plane of 41 × 41 networks. The second map below lies in the plane in which the
training moved most (the two directions at right angles along which its points spread most, its *principal
components*).
"""

# %%
from nnlearn.lessons.gradient_descent import data

w, path = start(0), [start(0)]
for _ in range(200):
    w = w - 0.5 * loss_and_gradient(w, "cross-entropy")[1]
    path.append(w)
model = nn.Sequential(nn.Linear(64, 16), nn.Tanh(), nn.Linear(16, 10)).double()
model = model.to(nn.device())
nn.vector_to_parameters(nn.tensor(w, dtype="float64"), model.parameters())
images, labels = data()[0], data()[1].argmax(axis=1)  # (100, 64), (100,)
flat = nn.landscape(model, nn.CrossEntropyLoss(), images, labels, seed=1)
plane = nn.landscape(model, nn.CrossEntropyLoss(), images, labels, path=path[::10])
end = flat.losses[20, 20]  # the middle of the first map
print(f"loss at the end of the training {end:.3f}")
for name, found in (("two random directions", flat), ("the plane of the path", plane)):
    lower = np.mean(found.losses < end)
    lowest = found.losses.min()
    print(f"{name}: {lower:.0%} of the map lies lower, the lowest at {lowest:.3f}")

# %% tags=["hide-input"]
fig, (left, right) = figure(columns=2, height=3.2)
contours(left, flat.axes, flat.losses, log=True, cmap=RELIEF)
contours(right, plane.axes, plane.losses, plane.path, log=True, cmap=RELIEF)
low = min(flat.losses.min(), plane.losses.min())
high = max(flat.losses.max(), plane.losses.max())
for ax, found in ((left, flat), (right, plane)):
    shades = ax.collections[0]
    shades.set_clim(low, high)
    ax.set_facecolor(shades.to_rgba(found.losses.min()))
left.set(xticks=(-1, 0, 1), xlabel="random direction 1")
left.set(yticks=(-1, 0, 1), ylabel="random direction 2")
right.set(xlabel="first component", ylabel="second component")
show(
    fig,
    alt="two maps of the loss around one trained network: a round bowl in two random "
    "directions, and a slope on which the path bends and which keeps falling past its "
    "end in the plane of the path",
    caption="The same network twice, the same colours for the same loss. In two random "
    "directions nearly everything lies higher than the end of the training; in the "
    "plane "
    "of its path the slope leads on down.",
)

# %% [markdown]
r"""
The first map shows no trace of how the training came here: random directions are nearly at right angles to its path.
The second shows that the loss keeps falling past the end of the path.
"""

# %% tags=["hide-input"]
fig, ax = figure(width=4.6, height=3.4, projection="3d")
surface(ax, plane.axes, plane.losses, plane.path, log=True, cmap=RELIEF)
ax.set(xlabel="first component", ylabel="second component", zlabel="loss")
ax.view_init(elev=35, azim=-130)
show(
    fig,
    alt="relief of the loss in the plane of the training path: the path runs down a "
    "slope and stops on it",
    caption="The right map as a relief. The training ended on the slope: more steps "
    "would have gone on down.",
)

# %% [markdown]
r"""
Both maps are true, and both say little: two directions of 1210 are drawn. Does the second at least show nearly all of
the walk? Compare it with walks at random.
"""


# %%
def share_of_two(path):
    moved = np.array(path) - np.mean(path, axis=0)
    spread = np.linalg.svd(moved, compute_uv=False) ** 2
    return spread[:2].sum() / spread.sum()


print(f"training: {share_of_two(path[::10]):.1%} of the movement in two directions")
for seed in range(5):
    strides = np.random.default_rng(seed).normal(size=(21, 1210))
    print(f"walk at random, {seed}: {share_of_two(np.cumsum(strides, axis=0)):.0%}")

# %% [markdown]
r"""
Three quarters of a walk that goes nowhere in particular lies in a plane as well (Antognini and Sohl-Dickstein 2018):
most of the impressive figure comes from the method.

## Where it breaks (3 min)

Every step in this lesson looked at *all* the data, and that has a price: a hundred steps on a million examples are a
hundred million forward and backward passes. Would fewer examples give nearly the same slope? Ask some of the patients.
"""

# %%
rng = np.random.default_rng(0)
for count in (442, 100, 20, 5):
    samples = [rng.choice(442, count, replace=False) for _ in range(1000)]
    slopes = [2 * ((-1 * x[rows] - y[rows]) * x[rows]).mean() for rows in samples]
    mean, spread = np.mean(slopes), np.std(slopes)
    print(f"{count:3} patients: slope {mean:.1f} on average, give or take {spread:.1f}")

# %% [markdown]
r"""
Steps on small samples are right on average and wrong in detail. The work shrinks faster than the accuracy, and noise
can carry a walk off a saddle: [lesson 07](07_optimizers.ipynb).

**Your turn.** The open one: [Exercise 06.5: a hundred
steps](../exercises/06_gradient_descent_exercises.ipynb#06.5-A-hundred-steps).

## Recall (2 min)
"""

# %%
quiz("06.recall")

# %% [markdown]
r"""
## Summary (2 min)

- Gradient descent steps against the gradient: of all short steps, the one that lowers the loss most.
- In a bowl, a walk with a rate above 2 divided by the largest curvature flies off; below that, even a zigzag comes
  home.
- In a long valley the steep direction fixes the rate and the flat one the number of steps.
- A place with little slope may be a minimum, a saddle or a plateau; which minimum you reach depends on the start.
- A landscape is a slice: true where it is drawn, silent about all other directions.

### New terms

- **gradient descent**: step against the gradient, again and again.
- **curvature**: the second derivative; how fast the slope itself changes.
- **diverge**: to move farther away with every step.
- **Hessian**: the matrix of second derivatives.
- **eigenvalue**: the factor by which a matrix stretches a direction that it does not turn (an eigenvector).
- **condition number**: the largest curvature divided by the smallest.
- **valley**: a low region, steep across and nearly flat along.
- **saddle point**: a place with zero slope that bends up one way and down another.
- **plateau**: a region that is nearly flat without being low.
- **edge of stability**: where the largest curvature stays near 2 divided by the learning rate.
- **loss landscape**: the loss as a function of the weights, drawn over a line or a plane.
- **filter normalisation**: scaling each unit's part of a direction to the length of its weights.

### Sources

- Cauchy (1847), "Méthode générale pour la résolution des systèmes d'équations simultanées". His reasons: Lemaréchal
  (2012), "Cauchy and the gradient method", Documenta Mathematica, extra volume ISMP.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), sections 4.3 and 8.2.
- Dauphin and others (2014), ["Identifying and attacking the saddle point
  problem"](https://arxiv.org/abs/1406.2572).
- Li and others (2018), ["Visualizing the loss landscape of neural nets"](https://arxiv.org/abs/1712.09913).
- Antognini, Sohl-Dickstein (2018), ["PCA of high dimensional random walks"](https://arxiv.org/abs/1806.08805).
- Cohen and others (2021), ["Gradient descent on neural networks typically occurs at the edge of
  stability"](https://arxiv.org/abs/2103.00065).
- Damian, Nichani, Lee (2023), ["Self-stabilization"](https://arxiv.org/abs/2209.15594).
"""
