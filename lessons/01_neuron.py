# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- say what an artificial neuron computes, and do it by hand;
- move its threshold with the bias, and say what its weights stand for;
- name what it has in common with a living cell, and where the likeness ends.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn.checks import quiz
from nnlearn.explorers import NeuronExplorer
from nnlearn.lessons.neuron import drive
from nnlearn.plots import curve, figure, show, sketch
from nnlearn.zoo import ARCHITECTURES

# %% [markdown]
r"""
## Predict (2 min)

Your brain holds some 86 billion nerve cells. Begin with one. Answer before you go on: a guess that turns out wrong is
one you remember, and the answer comes with what you will see.
"""

# %%
quiz("01.predict")

# %% [markdown]
r"""
## Explore (6 min)

At the top you see the voltage across the membrane of a cell while a steady current flows into it. When it reaches the
threshold the cell fires a **spike**. Below, each dot is a whole second: how many spikes the cell fires at this current.
The three lines are artificial neurons that try to follow the dots.

Three things to try, and what to look for:

1. Raise the **current** from 1 to 4 nA. Do the spikes grow, or does something else change?
2. Move the **bias** and watch the dotted line $-b/w$. What does it do to all three curves?
3. Turn up the **noise**. What becomes of the sharp corner at 1.5 nA?
"""

# %%
NeuronExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

A spike is all or nothing: it never grows. What grows with the current is their number. Below 1.5 nA the cell is silent,
since as much charge leaks out as flows in; above that, the stronger the current, the more often it fires. This curve,
from silence through a bend upwards, is what an artificial neuron keeps of all that, and nothing else. Noise rounds the
corner, because now and then it lifts the voltage over the threshold.

## A cell that leaks and fires (6 min)

A **neuron**, a nerve cell, gathers currents from thousands of others through contacts called **synapses**. The simplest
model that fires is the *leaky integrate-and-fire* cell. Its membrane keeps a voltage $V$ that leaks back to rest, $-65$
mV, and is pushed up by the current $I$ through a resistance $R$:

$$\tau\, \frac{dV}{dt} = -(V - V_{\text{rest}}) + R\, I$$

When $V$ reaches $-50$ mV the cell fires, and $V$ falls back. With a steady current $V$ would settle where the right
side is zero, at $V_{\text{rest}} + R I$. So it fires only if that lies above the threshold.
"""

# %%
for current in (1.0, 1.4, 1.6, 2.0, 4.0):
    voltage, spikes = drive(np.full(10_000, current))  # one second in steps of 0.1 ms
    print(f"{current} nA would settle at {-65 + 10 * current:.0f} mV; {int(spikes.sum())} spikes in a second")

# %% [markdown]
r"""
## The artificial neuron (8 min)

Strip the cell of its time. Its inputs are numbers $x_1, x_2, \ldots$, rates or anything else. Each has a **weight**,
the strength of its synapse: positive if it excites, negative if it inhibits. The weighted inputs are added up, together
with one more number, the **bias** $b$. The **activation function** $f$ turns the sum into what is sent on:

$$y = f\Big(\sum_i x_i w_i + b\Big) = f(x \cdot w + b)$$

The sum $x \cdot w$ is a **dot product**. "*A dot product is elementwise multiplication*", you may read; that is only
half of it. The products are added, and one number comes out.

**Your turn.** One line:
[Exercise 01.1: the weighted sum](../exercises/01_neuron_exercises.ipynb#01.1-The-weighted-sum).
"""

# %%
x, w, b = np.array([2.0, 1.0, 3.0]), np.array([0.5, -2.0, 1.0]), -1.5  # three inputs; the second one inhibits
print("products", x * w, " their sum", (x * w).sum(), " with the bias", (x * w).sum() + b)
z = (x * w).sum() + b
for name, output in (("step", float(z >= 0)), ("ReLU", max(z, 0.0)), ("sigmoid", 1 / (1 + np.exp(-z)))):
    print(f"{name} sends on {output:.3g}")

# %% [markdown]
r"""
Three activation functions, three answers: the step says yes or no, ReLU passes what is positive, the sigmoid squeezes
everything between 0 and 1. Lesson 03 is about them.

### The bias is a threshold

A neuron with a step fires where $x \cdot w + b \ge 0$, that is, where $x \cdot w \ge -b$. So $-b$ is the **threshold**
that the weighted inputs have to reach. Raise the bias and the threshold falls: the whole curve moves to the left.
"""

# %%
z = np.linspace(-6, 6, 241)
moved = {f"b = {bias:g}": 1 / (1 + np.exp(-(z + bias))) for bias in (-3, 0, 3)}
fig, ax = figure(height=2.4)
curve(ax, moved, x=z, xlabel="weighted inputs x.w", ylabel="output")
middles = ", ".join(f"{name} at {z[np.argmin(abs(values - 0.5))]:g}" for name, values in moved.items())
show(
    fig,
    alt=f"three sigmoids of equal shape, side by side; they pass one half where the threshold is: {middles}",
    caption=f"One neuron, three biases. The output passes one half at the threshold: {middles}.",
)

# %% [markdown]
r"""
Weights make the curve steeper or flatter, the bias moves it. Learning is nothing but changing these numbers.

**Your turn.** [Exercise 01.2: a neuron with a threshold](../exercises/01_neuron_exercises.ipynb#01.2-A-neuron-with-a-threshold)
and [Exercise 01.3: count the spikes](../exercises/01_neuron_exercises.ipynb#01.3-Count-the-spikes).

## Where the likeness ends (6 min)

| | a living neuron | an artificial one |
|---|---|---|
| signal | spikes in time, and chemistry in between: analogue | one number, a symbol without time |
| its parts | grow, die, change all day: plastic | weights, fixed once training is over: static |
| adding up | along a branching tree, each place by its own rules | one sum |
| learning | local, and still a riddle | a gradient, from the outside |

Two popular sentences deserve a test. First: "*neurons work only with values in [0, 1]*". The cell above sends
more than a hundred spikes a second, and an artificial neuron takes whatever number you give it.
"""

# %%
unit = nn.Sequential(nn.Linear(2, 1), nn.ReLU()).to(nn.device())
unit.load_state_dict({"0.weight": nn.tensor([[0.5, 0.25]]), "0.bias": nn.tensor([1.0])})
for inputs in ([0.5, 0.5], [-3.0, 40.0], [1e6, -1e6]):
    print("inputs", inputs, "output", nn.predict(unit, np.array([inputs], dtype="float32"))[0, 0].item())

# %% [markdown]
r"""
Second: "*the brain is a logic machine, because neurons are binary*". A spike is binary, but look at what the number of
spikes tells. Drive the cell with many currents and count how many different answers it can give.
"""

# %%
currents = np.linspace(0, 4, 81)
counts = drive(np.tile(currents, (10_000, 1)))[1].sum(axis=0)  # (81,) spikes in one second
print(f"81 currents, {len(set(counts.tolist()))} different answers in a second")
steady = np.full(10_000, 1.45)  # too weak to fire
pulses = np.where(np.arange(10_000) % 500 < 250, 2.9, 0.0)  # the same mean, in pulses
for name, current in (("steady", steady), ("in pulses", pulses)):
    print(f"{name}: mean current {current.mean():.2f} nA, {int(drive(current)[1].sum())} spikes")

# %% [markdown]
r"""
Many answers, not two. And the *timing* counts: the same mean current, delivered in pulses, makes the cell fire. An
artificial neuron sees only the sum. It is a caricature, drawn with one bold line. But then, planes do not flap their
wings either.

## From one to many (5 min)

Neurons side by side, with the same inputs, form a **layer**; layers in a row form a network. Those between the input
and the output are **hidden layers**. A network with more than one of them is called **deep**, and that is all the word
says.

What is a network, seen from outside? A function. A straight line $y = wx + c$ has two numbers to learn; a network
$y = f_N(x)$ has more, and bends. Let both learn a curve. `nn.fit` is a black box for now; lessons 06 to 09 open it.
"""

# %%
x = np.linspace(-1, 1, 60, dtype="float32")[:, None]  # (60, 1)
y = np.sin(3 * x) + 0.3 * x  # (60, 1) the curve to be learned
slope, shift = np.polyfit(x[:, 0], y[:, 0], 1)
nn.manual_seed(0)
network = nn.Sequential(nn.Linear(1, 10), nn.Tanh(), nn.Linear(10, 10), nn.Tanh(), nn.Linear(10, 1)).to(nn.device())
optimizer = nn.Adam(network.parameters(), lr=0.02)
_ = nn.fit(network, nn.MSELoss(), optimizer, x, y, epochs=300, batch_size=60)
bent = nn.predict(network, x)[:, 0]
missed = {"line": abs(slope * x[:, 0] + shift - y[:, 0]).max(), "network": abs(bent - y[:, 0]).max()}
hidden = sum(isinstance(layer, nn.Linear) for layer in network) - 1  # the last one is the output layer
print("numbers to learn: line 2, network", sum(v.size for v in map(nn.to_numpy, network.parameters())))
print("hidden layers:", hidden, " deep:", hidden > 1)
print("the line misses by more than 0.3:", bool(missed["line"] > 0.3))
print("the network misses by less than 0.1:", bool(missed["network"] < 0.1))

# %% tags=["hide-input"]
fig, ax = figure(height=2.4)
curve(ax, {"curve": y[:, 0], "line": slope * x[:, 0] + shift, "network": bent}, x=x[:, 0], xlabel="x", ylabel="y")
close = "lies on it" if missed["network"] < 0.1 else "comes close to it"
show(
    fig,
    alt=f"a curve like a wave, the best straight line through it, and a network with two hidden layers that {close}",
    caption=f"A line has two numbers and cannot follow. The network, with two hidden layers of ten neurons, {close}.",
)

# %% [markdown]
r"""
## The zoo (4 min)

All networks of this course are made of such neurons; they differ in who is connected to whom. This is the map.
"""

# %% tags=["hide-input"]
fig, axes = figure(width=6.4, height=4.8, columns=5, rows=3)
for ax, one in zip(axes.ravel(), ARCHITECTURES, strict=True):
    sketch(ax, one.nodes, one.links, bows=one.arcs, title=f"{one.lesson}\n{one.name}")
show(
    fig,
    alt="fifteen small drawings of networks, with the number of the lesson that builds each: "
    + ", ".join(f"{one.lesson} {one.name}" for one in ARCHITECTURES),
    caption="Circles are inputs, squares hidden neurons, triangles outputs, diamonds recurrent neurons, "
    "pentagons neurons connected both ways, crosses noise. The number is the lesson.",
)

# %% [markdown]
r"""
<!-- zoo -->

Parts I and II of the course, lessons 01 to 11, are about the first two of these, and about learning itself. The others
follow, each with the one idea that it adds.

## On a GPU (2 min)

Every lesson has this section. The library exists twice, under the same names: in NumPy, to be read, and on PyTorch,
which computes on a GPU if there is one. You change one line, `import nnlearn.torch as nn`.
"""

# %%
import nnlearn.torch as other

ours = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid()).to(nn.device())
theirs = other.Sequential(other.Linear(3, 1), other.Sigmoid()).to(other.device())
theirs.load_state_dict({name: other.tensor(nn.to_numpy(value)) for name, value in ours.state_dict().items()})
points = np.random.default_rng(0).normal(size=(1000, 3)).astype("float32")
difference = abs(nn.predict(ours, points) - other.predict(theirs, points)).max()
print("one neuron, 1,000 inputs; largest difference below 1e-6:", bool(difference < 1e-6))

# %% tags=["machine"]
import time

for name, side, unit in (("NumPy", nn, ours), ("PyTorch", other, theirs)):
    side.predict(unit, points)
    start = time.perf_counter()
    side.predict(unit, points)
    print(f"{name:8} {1e6 * (time.perf_counter() - start):.0f} us for 1,000 inputs")
print("PyTorch ran on", other.device())

# %% [markdown]
r"""
For a single neuron there is nothing to gain. It will pay off when there are many.

## Where it breaks (2 min)

What can one neuron with one input not do? Its sum rises or falls with the input, all the way, and the activation
functions above never fall where the sum rises. So the output goes one way only, up or down. Ask for "yes, but only in
the middle".
"""

# %%
wanted = (abs(x) < 0.4).astype("float32")  # (60, 1) 1 in the middle, 0 on both sides
for name, layers in (("one neuron", [nn.Linear(1, 1)]), ("three", [nn.Linear(1, 2), nn.Tanh(), nn.Linear(2, 1)])):
    nn.manual_seed(1)
    model = nn.Sequential(*layers).to(nn.device())
    optimizer = nn.Adam(model.parameters(), lr=0.1)
    _ = nn.fit(model, nn.BCEWithLogitsLoss(), optimizer, x, wanted, epochs=400, batch_size=60)
    right = ((nn.predict(model, x) >= 0) == (wanted > 0.5)).mean()
    print(f"{name}: more than 95 % of the points right: {bool(right > 0.95)}")

# %% [markdown]
r"""
One neuron fails; two that feed a third succeed. But who finds the weights? Here the black box did. In 1958 Rosenblatt
described a neuron with a step that finds its own, and that is [lesson 02](02_perceptron.ipynb).

**Your turn.** The open one:
[Exercise 01.4: one neuron for a cell](../exercises/01_neuron_exercises.ipynb#01.4-One-neuron-for-a-cell).

## Recall (1 min)
"""

# %%
quiz("01.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A living cell adds up currents, leaks, and fires more often the more flows in; each spike is all or nothing.
- An artificial neuron computes $f(x \cdot w + b)$: weights are synapses, the bias is a threshold with its sign flipped.
- It has no time, no spikes and no life of its own: a caricature of a rate curve.
- Layers of neurons make a network, which is a function that can bend; deep means more than one hidden layer.
- Networks differ in who is connected to whom.

### New terms

- **neuron**: a nerve cell; in this course mostly its artificial likeness.
- **synapse**: the contact through which one nerve cell acts on another.
- **spike**: the all-or-nothing pulse of a nerve cell.
- **weight**: the number an input is multiplied by; it is learned.
- **bias**: the number added to the weighted sum; it moves the threshold and is learned.
- **threshold**: what the weighted inputs have to reach; the negative of the bias.
- **dot product**: the sum of the elementwise products of two vectors.
- **activation function**: the function applied to a neuron's weighted sum.
- **layer**: neurons side by side that take the same inputs.
- **hidden layer**: a layer between input and output.
- **deep**: with more than one hidden layer.

### Sources

- McCulloch, Pitts (1943), "A logical calculus of the ideas immanent in nervous activity": the first artificial neuron.
- Dayan, Abbott (2001), "Theoretical Neuroscience", sections 1.1 and 5.4: spikes, and the integrate-and-fire cell.
- Rosenblatt (1958), "The perceptron": a neuron that finds its weights.
- Azevedo and others (2009), "Equal numbers of neuronal and nonneuronal cells make the human brain an isometrically
  scaled-up primate brain": 86 billion.
- Goodfellow, Bengio, Courville (2016), "Deep Learning", section 1.2.1: how far the likeness goes.
"""
