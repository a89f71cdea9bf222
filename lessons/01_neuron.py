# %% [markdown]
r"""
<!-- header -->

In 1998 a neural network was reading several million bank cheques a day (LeCun and others). Networks made of the same
parts now recognise speech, find things in photographs and help in the search for drugs (LeCun, Bengio, Hinton 2015). A
small one learns to read handwriting here, before your eyes. Then comes a single neuron of the same kind, beside a model
of a living cell: you see what it computes, and how little of the cell it keeps.

Afterwards you can

- say what an artificial neuron computes, and do it by hand;
- move its threshold with its weight and its bias, and fit a line to data;
- name what it has in common with a living cell, and where the likeness ends.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import NeuronExplorer
from nnlearn.lessons.neuron import drive
from nnlearn.metrics import accuracy
from nnlearn.plots import curve, figure, images, show, sketch
from nnlearn.zoo import ARCHITECTURES

# %% [markdown]
r"""
## Predict (2 min)

Answer before you go on. A guess that turns out wrong is one you remember.
"""

# %%
quiz("01.predict")

# %% [markdown]
r"""
## A network that reads (7 min)

Here are twenty of 6,000 digits from MNIST, written by employees of the US Census Bureau and by high-school students.
Each has 28 × 28 = 784 pixels, numbers from 0 (paper) to 255 (ink). The right answer stands above each.
"""

# %%
digits, unseen = datasets.mnist_sample("train"), datasets.mnist_sample("test")
print("to learn from:", digits.x.shape, " for the test:", unseen.x.shape)
fig, ax = figure(height=1.7)
images(ax, digits.x[:20], titles=digits.y[:20].astype(str), columns=10, cmap="gray_r")
show(
    fig,
    alt="twenty handwritten digits, each with its name",
    caption="No two people write a digit alike, and some write it so that you have to "
    "look twice.",
)

# %% [markdown]
r"""
What makes a 4 a 4? You read it without effort, and still cannot write down the rule. So the network gets no rule, but
5,000 digits with their right answers. It is tested on 1,000 others. The next cell, name by name:

- `nn.Linear(784, 32)`: 32 artificial *neurons*, each looking at all 784 pixels.
- `nn.ReLU()`: makes their negative results 0.
- `nn.Linear(32, 10)`: ten more that look at those 32, one for each digit. The largest result is the answer.
- `nn.Sequential(...)`: puts these parts in a row.
- `nn.manual_seed(0)`: the numbers in the neurons start at random, the same each time.
- `nn.CrossEntropyLoss()`: says in one number how wrong the answers are.
- `nn.SGD(...)`: changes the numbers in the neurons, `reader.parameters()`, a little, so that the answers get better;
  `lr` says how much.
- `nn.fit(...)`: shows it all the digits ten times (`epochs`), fifty at a time (`batch_size`).
- `nn.predict(...)`: asks it. `argmax` is the place of the largest result, `accuracy` the share of right answers.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
reader = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
optimizer = nn.SGD(reader.parameters(), lr=0.3)
pixels = digits.x.reshape(-1, 784) / 255  # (5000, 784), from 0 to 1
loss = nn.CrossEntropyLoss()
nn.fit(reader, loss, optimizer, pixels, digits.y, epochs=10, batch_size=50)
outputs = nn.predict(reader, unseen.x.reshape(-1, 784) / 255)  # (1000, 10)
print(f"share of unseen digits read: {accuracy(outputs, unseen.y):.2f}")

# %% tags=["hide-input", "nbval-ignore-output"]
read = outputs.argmax(axis=1)
right = read == unseen.y
chosen = np.concatenate([np.flatnonzero(right)[:8], np.flatnonzero(~right)[:16]])
titles = [f"{read[k]}" if right[k] else f"{read[k]}, not {unseen.y[k]}" for k in chosen]
fig, ax = figure(height=2.9)
images(
    ax, unseen.x[chosen], titles=titles, right=right[chosen], columns=8, cmap="gray_r"
)
show(
    fig,
    alt="eight unseen digits that the network read, then sixteen that it misread, with "
    "what it took them for",
    caption="Top: the first eight that it read. Below: the first sixteen that it got "
    "wrong. Some are badly written, "
    "but others are plain to any reader.",
)

# %% [markdown]
r"""
It reads about 93 of 100 digits that it has never seen, after a second of learning; nine other starts give 92 or 93.
Some of its mistakes could be yours, others no person would make. It knows pixels, and nothing of pens and strokes.

Today `nn.fit` is a **black box**, used without looking inside. [Lesson 09](09_backpropagation.ipynb) opens it, and
there you write such a reader yourself. This lesson opens the smallest part, one of the 42 neurons.
"""

# %%
predicted("01.predict")

# %% [markdown]
r"""
## One neuron (7 min)

A **neuron**, a nerve cell, gathers currents from thousands of others through contacts called **synapses**. An
artificial neuron gathers numbers $x_1, x_2, \ldots$ instead. Each has a **weight**, the strength of its synapse:
positive if it excites, negative if it inhibits. The weighted inputs are added up, together with one more number, the
**bias** $b$. The **activation function** $f$ turns the sum $z$ into the output $p$:

$$z = w_1 x_1 + w_2 x_2 + \ldots + b = w \cdot x + b \qquad\qquad p = f(z)$$

$w \cdot x$ is the **dot product** of two vectors: multiply element by element, then add up. One number comes out.

McCulloch and Pitts drew the first artificial neurons in 1943. Theirs had no weights: every exciting synapse counted the
same, and a single inhibiting one kept the neuron silent. Rosenblatt's of 1958 had them, and is
[lesson 02](02_perceptron.ipynb).

**Your turn.** One line:
[Exercise 01.1: the weighted sum](../exercises/01_neuron_exercises.ipynb#01.1-The-weighted-sum).
"""


# %%
def step(z):
    return 1.0 * (z >= 0)


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


x, w, b = np.array([2.0, 1.0, 3.0]), np.array([0.5, -2.0, 1.0]), -1.5
print(f"products {w * x}, their sum {(w * x).sum()}, with the bias {(w * x).sum() + b}")
for f in (step, relu, sigmoid):
    print(f"{f.__name__:8} sends on {f((w * x).sum() + b):.2f}")

# %% [markdown]
r"""
The **step** says 1 or 0. **ReLU** passes what is positive and turns the rest into 0. The **sigmoid** squeezes
everything between 0 and 1. Lesson 03 is about them.

## Explore (7 min)

Now a model of a living cell, simulated here, and an artificial neuron get the same input, a current $I$. At the top you
see the voltage across the membrane of the cell. When it reaches a *threshold*, the cell fires a **spike**. In the middle
is the neuron: the **weight** and the **bias** on their wires, the sum $z = wI + b$, the bend of its activation function,
and its output. At the bottom are both, at every current: each dot is one second, in which the spikes of the cell were
counted; the lines are neurons with the same sum and three functions $f$: step, ReLU and sigmoid.

- The dotted line at $-b/w$ is where the sum $wI + b$ is 0: the neuron's *threshold*.
- A step or a sigmoid never exceeds 1, and the cell fires up to 147 times. So each $f(z)$ is multiplied by one number,
  its *height*: the one that brings its line closest to the dots. For ReLU this hides how steep the weight has made it.
- *Off by*: the distance of a line from the 41 dots, as the root of the mean of the squared distances.

Drag whatever you like: the current, a wire, the ring, the dotted line. **Next stop** leads you through six stops. Three
things to try on the way, and what to look for:

1. Stop 1: press **Raise the current** and watch it go to 4 nA (billionths of an ampere). Do the spikes grow, or does
   something else change? Stop 2 shows the end.
2. Stop 4: move the **bias**, then, at stop 5, the **weight**, and watch the dotted line and the shape of the three
   lines. What does each of the two change?
3. Stop 6: there is **noise** in the cell now. What became of the sharp corner at 1.5 nA?
"""

# %%
NeuronExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

A spike is all or nothing: it never grows. What grows with the current is their number. Adrian and Zotterman saw the
same in 1926: the more they stretched a frog's muscle, the more spikes its nerve sent. Below 1.5 nA the cell is silent,
since as much charge leaks out as flows in. Besides adding up its weighted inputs, an artificial neuron keeps only this
curve: silence, and then a rise. Noise rounds the corner, because now and then it lifts the voltage over the threshold.

## The threshold moves (6 min)

And what moved the lines? Begin with a step. The neuron fires where $w \cdot x + b \ge 0$, that is, where
$w \cdot x \ge -b$. So $-b$ is the **threshold** of the sum of the weighted inputs. With one input and a positive
weight you can divide by $w$: it fires where $x \ge -b/w$, the threshold of the input. Both numbers are in it, so both move it. Here is
the sigmoid:
"""

# %% tags=["hide-input"]
x = np.linspace(0, 4, 201)
panels = (
    ("weight, with b = -3", {f"w = {w:g}": (w, -3.0) for w in (1, 2, 4)}),
    ("bias, with w = 2", {f"b = {b:g}": (2.0, b) for b in (-6, -3, -1)}),
)
fig, axes = figure(height=2.8, columns=2)
middles = []
for ax, (what, neurons) in zip(axes, panels, strict=True):
    ylabel = "output, sigmoid(wx + b)" if ax is axes[0] else ""
    curve(
        ax,
        {name: sigmoid(w * x + b) for name, (w, b) in neurons.items()},
        x=x,
        xlabel="input x",
        ylabel=ylabel,
    )
    ax.set(ylim=(-0.02, 1.02))
    ax.set_title(f"Another {what}", size=10)
    middles.append(", ".join(f"{-b / w:g}" for w, b in neurons.values()))
    for w, b in neurons.values():
        ax.plot(-b / w, 0.5, "o", color="black", markersize=4, zorder=3)
show(
    fig,
    alt="sigmoids over the input, with a dot where each passes one half. Left, three "
    "weights: the larger the weight, "
    f"the steeper the curve and the further to the left, at {middles[0]}. Right, three "
    f"biases: equal curves side by "
    f"side, at {middles[1]}",
    caption=f"A larger weight makes the curve steeper and moves its threshold (dots at "
    f"{middles[0]}). "
    f"A larger bias only moves it (dots at {middles[1]}).",
)

# %% [markdown]
r"""
The bias moves the curve and leaves its shape. The weight does both: a larger one makes the sigmoid steeper and moves
the threshold towards 0. (A step moves too, but stays a step.) Learning is nothing but changing these numbers.

**Your turn.**
[Exercise 01.2: a neuron with a threshold](../exercises/01_neuron_exercises.ipynb#01.2-A-neuron-with-a-threshold).

## A cell that leaks and fires (6 min)

The dots come from the simplest model of a cell that fires, the **leaky integrate-and-fire** cell. The voltage $V$ of
its membrane leaks back to rest, $V_{\text{rest}} = -65$ mV, and the current pushes it up through the resistance
$R = 10$ MΩ: 10 mV for each nA. The time constant $\tau = 10$ ms says how fast ($R$, $V$, $I$ and $\tau$ are letters of
the cell alone):

$$\tau\, \frac{dV}{dt} = -(V - V_{\text{rest}}) + R\, I$$

At $-50$ mV, 15 mV above rest, the cell fires. Then $V$ is set back to rest and stays there for 2 ms, whatever flows in:
the **dead time** or *refractory period*.

How often does it fire at a steady current? $V$ tends to $V_{\text{rest}} + RI$, where the right side is 0, and the
distance that is left shrinks exponentially. After $t$ milliseconds $V$ has risen by $RI\,(1 - \exp(-t/\tau))$. Set this
equal to 15 mV, solve for $t$ (log is the natural logarithm, here and throughout), and add the dead time:

$$\text{time from spike to spike} = 2\ \text{ms} + \tau \log \frac{RI}{RI - 15\ \text{mV}}$$

This needs $RI > 15$ mV, a current above 1.5 nA. Otherwise $V$ settles below the threshold and the cell never fires.
"""

# %%
for current in (1.0, 1.4, 1.6, 2.0, 4.0):
    counted = drive(np.full(10_000, current))[1].sum()  # one second in steps of 0.1 ms
    push = 10 * current  # R I in mV
    rise = 10 * np.log(push / (push - 15)) if push > 15 else np.inf  # in ms
    print(
        f"{current} nA: V tends to {-65 + push:.0f} mV; {counted:3} spikes counted,",
        end=" ",
    )
    print(
        f"{1000 / (2 + rise):5.1f} by the formula, {1000 / rise:5.1f} without a dead "
        f"time"
    )

# %% [markdown]
r"""
The explorer counts in steps of 0.1 ms, and each spike waits for the end of its step; so it finds a little less than the
formula. The dead time matters more: without it the cell would fire 213 times at 4 nA instead of 149.

**Your turn.** Build such a cell:
[Exercise 01.3: count the spikes](../exercises/01_neuron_exercises.ipynb#01.3-Count-the-spikes).

## A line that learns (9 min)

The network at the beginning learned from examples that came with the right answer. This is **supervised learning**, and
it has four parts. Here they are with the simplest learner of all.

- *Data*: examples, each with an input $x$ and a *target* $y$, the right answer. Take the 41 dots of the explorer: $x$
  is the current, $y$ the number of spikes in a second.
- *Model*: what computes a *prediction* $p$ from $x$, with numbers that can be changed. Take a line, $p = wx + b$: a
  neuron without an activation function.
- *Loss*: one number that says how wrong the model is. The *error* of an example is $e = p - y$, prediction minus
  target. Take the mean of the squared errors, $L = \frac{1}{N} \sum_n e_n^2$; with squares, errors of opposite signs
  cannot cancel.
- *Fit*: find the numbers that make the loss small.

Fitting a line to numbers in this way is **linear regression**. Do the fitting yourself: change `w` and `b`, run the
cell, and continue until the loss is below 200.
"""

# %% tags=["try"]
x = np.linspace(0, 4, 41)  # nA
y = drive(np.tile(x, (10_000, 1)))[1].sum(axis=0)  # (41,) spikes in one second

w, b = 40.0, -20.0  # your guess
p = w * x + b
e = p - y
print(f"at 2 nA: target {y[20]}, prediction {p[20]:.0f}, error {e[20]:.0f}")
print(f"loss {(e**2).mean():.0f}")

# %% [markdown]
r"""
You changed a number a little and kept the change if the loss fell. A program can do that too, and it is a learner.

**Your turn.** [Exercise 01.4: learn by trying](../exercises/01_neuron_exercises.ipynb#01.4-Learn-by-trying).

For a line there is also a formula for the lowest loss, the method of **least squares** (Legendre 1805). `np.polyfit`
uses it.
"""

# %%
best_w, best_b = np.polyfit(x, y, 1)
print(f"least squares: w = {best_w:.1f}, b = {best_b:.1f}")
best = best_w * x + best_b
lines = {
    "a guess": 30 * x,
    "least squares": best,
    "least squares, then ReLU": relu(best),
}
for name, p in lines.items():
    print(f"{name:24} loss {((p - y) ** 2).mean():.0f}")
fig, ax = figure(height=2.8)
curve(ax, lines, x=x, xlabel="current (nA)", ylabel="spikes a second")
ax.vlines(x, best, y, color="gray", linewidth=0.8)  # the errors of least squares
ax.plot(x, y, "o", color="black", markersize=3.5, zorder=3)
show(
    fig,
    alt="the 41 rates of the cell, a guessed line, and the line of least squares with "
    "its errors as sticks; it lies "
    "above the silent cell from 0.7 to 1.5 nA, and below 0 on the left, where ReLU "
    "makes it 0",
    caption="Sticks are the errors of the best line. It has to cut the corner, and on "
    "the left it predicts fewer "
    "spikes than none. ReLU repairs that side.",
)

# %% [markdown]
r"""
No line has a smaller loss than 188; its root, 13.7 spikes, is what the explorer calls *off by*. Still, at 0 nA this one
predicts −29 spikes. Send it through ReLU and negative predictions become 0, as in the cell: the loss falls to 130, with
no number changed. That is what an activation function is for: it bends the line.

Trying works for two numbers. The reader of digits has 25,450, so each step would take 50,900 tries, one up and one down
for each. It made 1,000 steps. Lesson 06 finds the way down without trying, from the slope of the loss.

## Where the likeness ends (4 min)

| | a living neuron | an artificial one |
|---|---|---|
| signal | spikes in time, and chemistry in between: analogue | one number, with no time in it |
| its parts | grow, die, change all day: plastic | weights, fixed after training: static |
| adding up | along a branching tree, by local rules | one sum |
| learning | from what arrives at the cell, not yet fully understood | from outside, by a rule (lessons 06 to 09) |

McCulloch and Pitts began the abstract of their paper with a famous sentence: "*Because of the 'all-or-none' character of nervous
activity, neural events and the relations among them can be treated by means of propositional logic*", that is, as true
or false. A single spike is all or none. Is a cell's message? Count how many different answers it can give in a second,
and send it one mean current in two ways.
"""

# %%
currents = np.linspace(0, 4, 81)
counts = drive(np.tile(currents, (10_000, 1)))[1].sum(
    axis=0
)  # (81,) spikes in a second
print(f"81 currents, {len(np.unique(counts))} different answers in a second")
steady = np.full(10_000, 1.45)  # too weak to fire
pulses = np.where(np.arange(10_000) % 500 < 250, 2.9, 0.0)  # 25 ms on, 25 ms off
for name, current in (("steady", steady), ("in pulses", pulses)):
    print(f"{name:9} mean {current.mean():.2f} nA, {drive(current)[1].sum()} spikes")

# %% [markdown]
r"""
Even this simple model gives many answers, not two. And *timing* counts: the same mean current, sent in pulses, makes
the cell fire. An artificial neuron is a caricature, drawn with one bold line. But then, planes do not flap their wings
either.

## From one to many (3 min)

Neurons side by side, with the same inputs, form a **layer**; layers in a row form a network. Those before the
last, the *output layer*, are **hidden layers**: no target says what they should put out. A network with more than one of them is called
**deep** in this course; others draw the line elsewhere. The reader of digits has one.
"""

# %%
total = 0
for name, layer in (("hidden", reader[0]), ("output", reader[2])):
    weight, bias = nn.to_numpy(layer.weight), nn.to_numpy(layer.bias)
    print(f"{name} layer: weights {weight.shape}, biases {bias.shape}")
    total += weight.size + bias.size
print(f"numbers to learn: the line 2, the reader {total:,}")

# %% [markdown]
r"""
Seen from outside, this network is a function from 784 numbers to ten. The line $p = wx + b$ is one too. The network has
more numbers to learn, and it can bend.

## Where it breaks (3 min)

The sum of a neuron with one input rises or falls with it, all the way, and none of our activation functions falls where
the sum rises. So the output goes one way only. Ask for "yes, but only in the middle": $y = 1$ where $|x| < 0.4$. A
neuron with a step has one threshold and a direction; try them all.
"""

# %%
x = np.linspace(-1, 1, 60)
y = step(0.4 - abs(x))  # (60,) 1 in the middle, 0 on both sides
tried = [step(sign * (x - threshold)) for sign in (1, -1) for threshold in x]
shares = [(p == y).mean() for p in tried]
print(f"the best of {len(tried)} single neurons: {max(shares):.2f} of the points right")
h1, h2 = step(x + 0.4), step(0.4 - x)  # right of -0.4; left of 0.4
p = step(h1 + h2 - 1.5)  # needs both
print(f"two neurons and a third that reads them: {(p == y).mean():.2f}")

# %% [markdown]
r"""
One neuron fails, whatever its numbers. Two hidden neurons that feed a third succeed. But here we chose the weights by
hand. How a neuron finds its own is [lesson 02](02_perceptron.ipynb).

**Your turn.** The open one:
[Exercise 01.5: one neuron for a cell](../exercises/01_neuron_exercises.ipynb#01.5-One-neuron-for-a-cell).

## The zoo (2 min)

All networks of this course are built mainly from such neurons, and differ above all in what is connected to what. Here
is the map for later.
"""

# %% tags=["hide-input"]
import textwrap

fig, axes = figure(width=6.4, height=5.0, columns=5, rows=3)
for ax, one in zip(axes.ravel(), ARCHITECTURES, strict=True):
    name = textwrap.fill(one.name, 16)
    sketch(ax, one.nodes, one.links, bows=one.arcs, title=f"{one.lesson}\n{name}")
show(
    fig,
    alt="fifteen small drawings of networks, with the number of the lesson that builds "
    "each: " + ", ".join(f"{one.lesson} {one.name}" for one in ARCHITECTURES),
    caption="Circles are inputs, squares hidden neurons, triangles outputs, diamonds "
    "recurrent neurons, pentagons neurons connected both ways, crosses noise. Orange "
    "arcs skip over parts, loops lead back into the same neuron. The number is the "
    "lesson.",
)

# %% [markdown]
r"""
Lessons 01 to 14 are mainly about the first two of these, and about learning itself. Each of the other networks adds
one idea.

## Recall (1 min)
"""

# %%
quiz("01.recall")

# %% [markdown]
r"""
## Summary (1 min)

- An artificial neuron computes $f(w \cdot x + b)$. Weights are synapses; the bias is a threshold with its sign flipped.
- The bias moves its curve. The weight moves its threshold, too, $-b/w$, and makes a sigmoid steeper.
- Data, model, loss, fit: linear regression finds the line with the smallest mean of squared errors.
- A living cell adds up currents, leaks, and fires more often the more flows in. Besides adding up, an artificial neuron
  keeps that curve, no more.
- Layers of neurons make a network, a function that can bend. A small one reads 93 of 100 digits after a second.

### New terms

- **neuron**: a nerve cell; here mostly its artificial likeness.
- **synapse**: the contact through which one nerve cell acts on another.
- **spike**: the all-or-nothing pulse of a nerve cell.
- **leaky integrate-and-fire**: a cell model whose voltage rises with the current, leaks, and is reset after a spike.
- **dead time**: the time after a spike in which a cell cannot fire; refractory period.
- **weight**: the number an input is multiplied by; it is learned.
- **bias**: the number added to the weighted sum; it is learned, too.
- **threshold**: what the sum of the weighted inputs has to reach, -b; a single input with a positive weight has to reach x = -b/w.
- **dot product**: the sum of the elementwise products of two vectors.
- **activation function**: the function applied to a neuron's weighted sum.
- **supervised learning**: learning from examples that come with the right answer.
- **linear regression**: fitting a line, p = wx + b, to numbers.
- **least squares**: choosing what makes the sum of the squared errors smallest.
- **layer**: neurons side by side that take the same inputs.
- **hidden layer**: a layer before the output layer.
- **deep**: with more than one hidden layer.

### Sources

- LeCun, Bottou, Bengio, Haffner (1998), ["Gradient-based learning applied to document
  recognition"](https://doi.org/10.1109/5.726791): MNIST, and the cheques (abstract).
- LeCun, Bengio, Hinton (2015), ["Deep learning"](https://doi.org/10.1038/nature14539): what came of it.
- McCulloch, Pitts (1943), ["A logical calculus of the ideas immanent in nervous
  activity"](https://doi.org/10.1007/BF02478259): the first artificial neuron; the quotation is the first sentence of its abstract.
- Rosenblatt (1958), ["The perceptron"](https://doi.org/10.1037/h0042519): a neuron that finds its weights.
- Adrian, Zotterman (1926), "The impulses produced by sensory nerve-endings. Part 2: The response of a single
  end-organ", Journal of Physiology 61: stronger means more often.
- Dayan, Abbott (2001), "Theoretical Neuroscience", sections 1.1 and 5.4: spikes, and the integrate-and-fire cell.
- Goodfellow, Bengio, Courville (2016), ["Deep Learning"](https://www.deeplearningbook.org), sections 1.2.1 (how far the
  likeness goes) and 5.1.4 (linear regression).
"""
