# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- read a formula as a graph, and find a derivative as a sum over paths;
- send derivatives backward through any graph, and say in which order and why they add up;
- say why reverse mode gives a million derivatives for the price of a few.
"""

# %%
import math
import time

import numpy as np

# %%
from nnlearn.autograd import Value, graph
from nnlearn.checks import quiz
from nnlearn.explorers import ChainRuleExplorer
from nnlearn.gradcheck import numerical_gradient
from nnlearn.plots import computation_graph, figure, show

# %% [markdown]
r"""
## Predict (2 min)

[Lesson 07](07_optimizers.ipynb) ended with a warning: everything rests on the gradient, and so far a black box has
supplied it. This lesson lifts the lid, for single numbers.
"""

# %%
quiz("08.predict")

# %% [markdown]
r"""
## Explore (9 min)

Each box is a number. The first steps go forward: one operation after another gets its value. Then the way back begins
with a 1 at the result, and each step walks one edge: the derivative on its right, times the slope of the edge, is added
to the box on its left. What has arrived so far is in vermilion.

Three things to try, and what to look for:

1. Press **Rewind** and then **Step**, until the end. How often is each edge walked? Which box receives twice?
2. Choose **the diamond** and untick the box. Step slowly: which box passes its derivative on too early? What does the
   last line say?
3. Go back to the loss of one neuron and move the numbers. When does the derivative with respect to $w$ become nearly 0?
"""

# %%
ChainRuleExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Forward, a box needs only its inputs. Backward, it needs only what has arrived from its right and its own slopes: no box
knows the formula as a whole. Where a number is used twice, two derivatives arrive, and they add up. In the diamond the
timing matters: a box that passes its derivative on after the first arrival sends only a part, and what comes later is
lost. And hardly anything gets back through a flat tanh, whatever happens further on.

## A product along a path (8 min)

How does $y = f(g(x))$ change when $x$ does? Move $x$ by a little $h$. The inner function moves by $g'(x)\,h$, and the
outer one by $f'$ times that. Slopes along a path multiply; this is the **chain rule**:

$$\frac{dy}{dx} = f'(g(x))\; g'(x)$$
"""

# %%
x, h = 0.7, 1e-6
inner, outer = math.sin(x), math.exp(math.sin(x))  # y = e^(sin x)
slope = outer * math.cos(x)  # d e^u / du = e^u, d sin x / dx = cos x
measured = (math.exp(math.sin(x + h)) - math.exp(math.sin(x - h))) / (2 * h)
print(f"by the chain rule {slope:.6f}, by a central difference {measured:.6f}")

# %% [markdown]
r"""
Three functions make three factors, a hundred make a hundred. A product of a hundred numbers below 1 is nearly nothing,
one of numbers above 1 is huge: slopes through many layers vanish or explode.

## Sums over paths (8 min)

A number may reach the result by several paths. Then each path brings its own change, and the changes add up. A formula
drawn with a box for each number and an arrow for each use is a **computation graph**; the derivative is the sum over
all paths of the product of the slopes along each.

**Your turn.** [Exercise 08.1: over all paths](../exercises/08_chain_rule.ipynb#08.1-Over-all-paths).

Now $y = a b + a$ at $a = 2$, $b = 3$. From $a$ two paths lead to $y$: through the product, with slopes $b$ and 1, and
directly, with slope 1.
"""

# %%
a, b = Value(2.0, "a"), Value(3.0, "b")
y = a * b + a
y.backward()
drawing = graph(y)
fig, ax = figure(height=2.2)
computation_graph(ax, drawing.nodes, drawing.edges, slopes=True)
show(
    fig,
    alt=f"computation graph of a b + a: boxes a and b, their product, and the sum {y.data:g}; gradients a {a.grad:g}, "
    f"b {b.grad:g}",
    caption=f"Two paths from a: $3 \\cdot 1 + 1 = {a.grad:g}$. One from b: $2 \\cdot 1 = {b.grad:g}$. Each edge "
    "shows its slope.",
)

# %% [markdown]
r"""
`Value` is the course's own: a number that remembers what it was made of, in a file of plain Python that you can read,
`nnlearn/autograd.py`. By the end of the exercises you will have written your own.

**Your turn.** [Exercise 08.2: slopes of four
operations](../exercises/08_chain_rule.ipynb#08.2-Slopes-of-four-operations).

## Backward, in order (10 min)

Listing paths is hopeless: put one diamond after another, and every stage doubles their number.
"""

# %%
for n in (2, 10, 50):
    a = Value(1.0, "a")
    result = a
    for _ in range(n):
        result = result + result  # every stage doubles the number of paths
    result.backward()
    print(f"{n} stages: {n + 1} boxes, {2 * n} edges, {a.grad:.3g} paths")  # all slopes are 1

# %% [markdown]
r"""
The way out is to collect before passing on. **Reverse mode** begins at the result, whose derivative with respect to
itself is 1, and goes from box to box: multiply what has arrived by the slope of each edge, and add the product to the
box at its other end. Every edge is walked once, whatever the number of paths. One condition: a box may pass its
derivative on only when *everything* has arrived. An order in which each box comes after its inputs is called
**topological**; walked from its end, it meets the condition.

Here is the diamond, in that order and in the order a careless program would take.
"""

# %%
for order in ("topological", "depth-first"):
    a = Value(1.0, "a")
    b = a + a
    c = b + b
    c.backward(order=order)
    print(f"{order}: derivative with respect to c {c.grad:g}, to b {b.grad:g}, to a {a.grad:g}")

# %% [markdown]
r"""
c moves four times as fast as a, so 4 is right, and so was answer c at the beginning. In the other order b passed on its
first 1 before the second had arrived.

**Your turn.** [Exercise 08.3: in order](../exercises/08_chain_rule.ipynb#08.3-In-order) and
[Exercise 08.4: back through the graph](../exercises/08_chain_rule.ipynb#08.4-Back-through-the-graph).

### Twice

Call `backward` a second time and look at the gradient.
"""

# %%
a = Value(3.0, "a")
y = a * a
y.backward()
print("once", a.grad, end="; ")
y.backward()
print("twice", a.grad, end="; ")
a.grad = 0.0
y.backward()
print("set to zero in between", a.grad)

# %% [markdown]
r"""
`backward` **accumulates**: it adds to what is there. PyTorch does the same, on purpose: two losses may send gradients
into the same weights. But it means that every training step has to begin by setting the gradients to zero; the loop of
lesson 07 did, with `optimizer.zero_grad()`.

## A neuron and its loss (9 min)

Now something with a purpose: one neuron, $p = \tanh(w x + b)$, and its squared error. Compare the two derivatives with
central differences, then take steps.
"""

# %%
inputs, targets = [-1.0, 0.5, 2.0, 3.0], [-0.8, 0.5, 0.9, 0.6]


def loss_at(w, b):
    total = Value(0.0)
    for x, t in zip(inputs, targets, strict=True):
        error = (w * x + b).tanh() - t
        total = total + error * error
    return total / len(inputs)


w, b = Value(0.2, "w"), Value(-0.3, "b")
loss_at(w, b).backward()
measured = numerical_gradient(lambda v: loss_at(Value(v[0]), Value(v[1])).data, np.array([0.2, -0.3]))
agree = np.allclose([w.grad, b.grad], measured, rtol=1e-6)
print(f"dL/dw {w.grad:.4f}, dL/db {b.grad:.4f}; central differences agree: {agree}")

# %%
for step in range(201):
    w.grad = b.grad = 0.0
    loss = loss_at(w, b)
    loss.backward()
    if step % 50 == 0:
        print(f"step {step:3}: loss {loss.data:.3g}")
    w.data, b.data = w.data - 0.3 * w.grad, b.data - 0.3 * b.grad

# %% [markdown]
r"""
It learns, and nobody derived anything by hand: the machine knows only sums, products and tanh.

**Your turn.** The open one, the summit of this lesson:
[Exercise 08.5: an engine of your own](../exercises/08_chain_rule.ipynb#08.5-An-engine-of-your-own).

## What it costs (10 min)

There are three ways to a gradient of $n$ weights. Central differences compute the formula twice for each weight.
**Forward mode** walks the edges from left to right and carries along, with every number, its derivative with respect to
*one* weight; it has to run once for each weight. Reverse mode runs backward once and has all of them. Count the edges
that each walks for $(w_1 x_1 + \ldots + w_n x_n)^2$.
"""


# %%
def forward_mode(drawing, source):
    carried = [0.0] * len(drawing.nodes)
    carried[source] = 1.0  # the derivative of the weight with respect to itself
    for node, operand, slope in reversed(drawing.edges):
        carried[node] += slope * carried[operand]
    return carried[-1]


def squared_sum(n):
    rng = np.random.default_rng(0)
    weights, total = [Value(w, f"w{k}") for k, w in enumerate(rng.normal(size=n))], Value(0.0)
    for w, x in zip(weights, rng.normal(size=n), strict=True):
        total = total + w * x
    return total * total


for n in (10, 100, 300):
    result = squared_sum(n)
    result.backward()
    drawing = graph(result)
    sources = [k for k, node in enumerate(drawing.nodes) if node.name]
    same = np.allclose([forward_mode(drawing, k) for k in sources], [drawing.nodes[k].grad for k in sources])
    edges = len(drawing.edges)
    print(f"{n:3} weights: reverse {edges:5,} edges, forward {n * edges:7,}, differences {2 * n * edges:7,}")
    print("    forward and reverse mode agree:", same)

# %% tags=["machine"]
start = time.perf_counter()
result.backward()
reverse = time.perf_counter() - start
start = time.perf_counter()
for k in sources:
    forward_mode(drawing, k)
print(f"300 weights: reverse mode {1e3 * reverse:.1f} ms, forward mode {1e3 * (time.perf_counter() - start):.0f} ms")

# %% [markdown]
r"""
Reverse mode costs about as much as the formula itself, whatever the number of weights (Baur, Strassen 1983: at most a
small constant times as much). A network has millions of weights and one loss: the case it was made for. With one input
and a million outputs forward mode would win. And the price of reverse mode is memory: the graph, with every number of
the forward pass, is kept until the backward pass has used it.

## On a GPU (4 min)

Single numbers have no NumPy side and no GPU side; PyTorch keeps the same kind of graph for whole arrays. Three lines of
it, next to ours:
"""

# %%
import nnlearn.torch as other

mine = Value(0.5)
(mine.tanh() * mine + mine.exp()).backward()
theirs = other.tensor([0.5], dtype="float64").requires_grad_()
result = theirs.tanh() * theirs + theirs.exp()
result.sum().backward()
print("the same derivative:", abs(mine.grad - theirs.grad.item()) < 1e-12)
print("PyTorch remembers what made a tensor:", type(result.grad_fn).__name__.startswith("Add"))

# %% [markdown]
r"""
`grad_fn` is the box, its `next_functions` are the edges, `backward()` walks them in topological order and accumulates
into `grad`. You know how it works inside.

## Where it breaks (10 min)

Derivatives are exact here, and still two things can go wrong. First, a formula with no slope gives nothing to follow.
"""

# %%
w = Value(-2.0, "w")
(w * 1.0).relu().backward()
print("slope through a ReLU that is off:", w.grad)
deep = Value(0.5, "x")
result = deep
for _ in range(40):
    result = result.tanh()
result.backward()
print(f"forty tanh in a row leave {deep.grad:.2g} of the slope")

# %% [markdown]
r"""
Second, a derivative is true for the numbers at hand and says nothing about what is not in the graph. Take a number out,
with `float`, and the path ends there without a word.
"""

# %%
w = Value(2.0, "w")
y = w * w + 3 * Value(w.data) * w  # the second w is a copy: a plain number, no path
y.backward()
print(f"with the path cut: {w.grad:g}; d(w^2 + 3 w^2)/dw = 8w = {8 * w.data:g}")

# %% [markdown]
r"""
Sometimes that is wanted; PyTorch calls it `detach`.

And it is slow: a Python object for each number. A layer of 32 units on 64 inputs and 500 examples has 32 · 64 · 500
products, about a million. The same rule holds for whole matrices, with three products in place of a million; that is
lesson 09, backpropagation.

## Recall (2 min)
"""

# %%
quiz("08.recall")

# %% [markdown]
r"""
## Summary (1 min)

- Slopes multiply along a path and add up across paths.
- Reverse mode walks every edge once, from the result back, and has all derivatives.
- A box passes its derivative on only when everything has arrived: topological order, from its end.
- `backward` accumulates; set gradients to zero before each step.
- One result and many weights: reverse mode. The price is memory, not time.

### New terms

- **chain rule**: the derivative of a function of a function is the product of their derivatives.
- **computation graph**: a formula drawn with a box for each number and an arrow for each use of it.
- **reverse mode**: derivatives of one result with respect to everything, from the result backward.
- **forward mode**: derivatives of everything with respect to one input, carried along from the input.
- **topological**: said of an order in which each node comes after its inputs.
- **accumulate**: to add new gradients to those already there.

### Sources

- Linnainmaa (1976), "Taylor expansion of the accumulated rounding error": reverse mode.
- Baur, Strassen (1983), "The complexity of partial derivatives".
- Griewank, Walther (2008), "Evaluating derivatives", chapters 3 and 4.
- Baydin, Pearlmutter, Radul, Siskind (2018), "Automatic differentiation in machine learning: a survey".
"""
