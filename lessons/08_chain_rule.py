# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- read a formula as a graph, and find a derivative as a sum over paths;
- send derivatives backward through any graph, and say in which order and why they add up;
- say why reverse mode gives a million derivatives for the price of a few evaluations of the formula.
"""

# %%
import math
import time

import numpy as np

# %%
from nnlearn.autograd import Value, graph
from nnlearn.checks import predicted, quiz
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
to the box on its left. What has arrived so far is in orange. At the end one input grows a little, and the nudge goes
forward: green is how far each box moves. Drag an input box to change its number.

**Next stop** leads you through seven stops. Three of them, and what to look for:

1. Stop 3: two paths. Press **Rewind** and then **Step**, until the end. How often is each edge walked? Which box
   receives twice, and what does the nudge say of their sum?
2. Stop 5: the loss of one neuron. Drag its boxes. When does the derivative with respect to $w$ become nearly 0?
3. Stop 7: the diamond, without the tick at **each box waits for all arrivals**. Step slowly: which box passes its
   derivative on too early? What does the last line say?
"""

# %%
ChainRuleExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Forward, a box needs only its inputs. Backward, it needs only what has arrived from its right and its own slopes: no box
knows the formula as a whole. Each edge is walked once. Where a number is used twice, two derivatives arrive, and they
add up; the nudge moves the result by that sum times its own size, as long as it is small. Any factor near 0 brings the
derivative with respect to $w$ near 0: the input, the error, or the slope of a flat tanh, through which hardly anything
gets back, however large the derivative that arrives there. And in the diamond the timing matters: a box that passes its
derivative on at once, after the first arrival, sends only a part, and what comes later is lost.

## A product along a path (8 min)

How does $y = f(g(x))$ change when $x$ does? Move $x$ by a little $\delta$. The inner function moves by about
$g'(x)\,\delta$, and the outer one by about $f'$ times that. Slopes along a path multiply; this is the **chain
rule**:

$$\frac{dy}{dx} = f'(g(x))\; g'(x)$$
"""

# %%
x, eps = 0.7, 1e-6
outer = math.exp(math.sin(x))  # y = exp(sin x); the derivative of exp is exp
slope = outer * math.cos(x)  # the derivative of sin is cos
measured = (math.exp(math.sin(x + eps)) - math.exp(math.sin(x - eps))) / (2 * eps)
print(f"by the chain rule {slope:.6f}, by a central difference {measured:.6f}")

# %% [markdown]
r"""
Three functions make three factors, a hundred make a hundred. What does a product of a hundred equal numbers come to?
"""

# %%
for factor in (0.5, 0.99, 1.01, 1.5):
    print(f"{factor} to the power of 100 is {factor**100:.2g}")

# %% [markdown]
r"""
A product of a hundred numbers of size clearly below 1 is nearly nothing, and one of numbers of size clearly above 1 is
huge. Through many layers slopes vanish or explode unless their size stays close to 1; lesson 10 sees to that.

## Sums over paths (8 min)

A number may reach the result by several paths. Then each path brings its own change, and the changes add up. A formula
drawn with a box for each number and an arrow for each use is a **computation graph**; the derivative is the sum over
all paths of the product of the slopes along each.

**Your turn.** [Exercise 08.1: over all paths](../exercises/08_chain_rule_exercises.ipynb#08.1-Over-all-paths).

Take $y = a b + a$ at $a = 2$, $b = 3$. From $a$ two paths lead to $y$: through the product, with slopes $b$ and 1, and
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
    alt=f"computation graph of a b + a: boxes a and b, their product, and the sum "
    f"{y.data:g}; gradients a {a.grad:g}, "
    f"b {b.grad:g}",
    caption=f"Two paths from a: $3 \\cdot 1 + 1 = {a.grad:g}$. One from b: $2 \\cdot 1 "
    f"= {b.grad:g}$. Each edge "
    "shows its slope.",
)

# %% [markdown]
r"""
`Value` is the course's own: a number that remembers what it was made of, in a file of plain Python that you can read,
`nnlearn/autograd.py`. Its design, `data`, `grad` and `backward`, is that of Andrej Karpathy's micrograd; the way from
paths to *reverse mode*, here and in the next section, follows Christopher Olah. By the end of the exercises you will
have written, in some 60 lines, an engine for any formula built from operations it knows.

**Your turn.** [Exercise 08.2: slopes of four
operations](../exercises/08_chain_rule_exercises.ipynb#08.2-Slopes-of-four-operations).

## Backward, in order (10 min)

Listing all paths soon becomes hopeless: add a number to itself again and again, and each stage doubles the count of
paths.
"""

# %%
for n in (2, 10, 50):
    a = Value(1.0, "a")
    result = a
    for _ in range(n):
        result = result + result  # every stage doubles the count of paths
    result.backward()
    print(
        f"{n} stages: {n + 1} boxes, {2 * n} edges, {a.grad:.3g} paths"
    )  # all slopes are 1

# %% [markdown]
r"""
The way out is to collect before passing on. **Reverse mode** begins at the result, whose derivative with respect to
itself is 1, and goes from box to box: multiply what has arrived by the slope of each edge, and add the product to the
box at its other end. Every edge is walked once, whatever the number of paths. One condition: a box may pass its
derivative on only when *everything* has arrived. An order in which each box comes after its inputs is called
**topological**; walked from its end, it meets the condition.

A graph that shows it well is a **diamond** with something in front: from $b$ one edge leads to $c$ and one to $d$, and
both lead to $y = c + d$. Take $b = a + a$, $c = b^2$, $d = b^3$ at $a = 1$, so $b = 2$. The slopes are $2b = 4$ from
$b$ to $c$, $3b^2 = 12$ from $b$ to $d$, and 1 on each of the two edges from $a$ to $b$, together 2. Walk the edges in
topological order, and as a careless program would, which passes a derivative on at once. (The library calls this
"depth-first", after the way it runs down the first path before it turns to the second.)
"""

# %%
for order in ("topological", "depth-first"):  # collected first, or passed on at once
    a = Value(1.0, "a")
    b = a + a
    y = b**2 + b**3
    y.backward(order=order)
    print(f"{order:11}: dy/db = {b.grad:g}, dy/da = {a.grad:g}")

# %% [markdown]
r"""
At $b$, $4 + 12 = 16$ arrives both times, but 32 is right for $a$: at once, $b$ passes on the 4, which makes 8, and the
12 that arrives later stays where it is. The question at the beginning was a diamond pressed flat: $c = b + b$ uses $b$
twice, and $b = a + a$ uses $a$ twice. So $c$ moves $2 \cdot 2 = 4$ times as fast as $a$: answer c.

**Your turn.** [Exercise 08.3: in order](../exercises/08_chain_rule_exercises.ipynb#08.3-In-order) and
[Exercise 08.4: back through the graph](../exercises/08_chain_rule_exercises.ipynb#08.4-Back-through-the-graph).

### Twice

What happens when two backward passes meet in the same number?
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
`backward` **accumulates**: it adds to what is there. So does PyTorch's, on purpose: two losses, each with its own
graph, may send gradients into the same weights. But it means that every training step has to begin by setting the
gradients to zero; the loop of lesson 07 did, with `optimizer.zero_grad()`. In one point PyTorch is stricter: it frees a
graph as it walks it back, to save memory, and a second `backward` through the *same* graph is an error there as soon as
it needs a number that was freed. You will see both below.
"""

# %%
predicted("08.predict")

# %% [markdown]
r"""
## A neuron and its loss (9 min)

Now something with a purpose: one neuron, $p = \tanh(w x + b)$, and its squared error. Compare the two derivatives with
central differences, then take steps.
"""

# %%
inputs, targets = [-1.0, 0.5, 2.0, 3.0], [-0.8, 0.5, 0.9, 0.6]


def loss_at(w, b):
    total = Value(0.0)
    for x, y in zip(inputs, targets, strict=True):
        error = (w * x + b).tanh() - y
        total = total + error * error
    return total / len(inputs)


w, b = Value(0.2, "w"), Value(-0.3, "b")
loss_at(w, b).backward()
measured = numerical_gradient(
    lambda v: loss_at(Value(v[0]), Value(v[1])).data, np.array([0.2, -0.3])
)
print(f"dL/dw: backward {w.grad:.4f}, central difference {measured[0]:.4f}")
print(f"dL/db: backward {b.grad:.4f}, central difference {measured[1]:.4f}")

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
It learns, and nobody derived the gradient of this loss by hand: the machine knows only the slopes of single operations,
here sum, difference, product, quotient and tanh. The rest is out of reach for one neuron: the targets rise to 0.9
and then fall to 0.6, and a curve that only rises cannot do better than 0.011 here. With only two numbers to bend it,
0.041 is the best.

**Your turn.** The open one, the summit of this lesson:
[Exercise 08.5: an engine of your own](../exercises/08_chain_rule_exercises.ipynb#08.5-An-engine-of-your-own).

## What it costs (10 min)

Compare three ways to a gradient of $n$ weights. Central differences compute the formula twice for each weight.
**Forward mode** walks the edges from left to right and carries along, with every number, its derivative with respect to
*one* weight; it has to run once for each weight. Reverse mode runs backward once, after one forward pass of the same
length, and has all of them. Count the edges that each walks for $(w_1 x_1 + \ldots + w_n x_n)^2$, and compare the
derivative with respect to $w_1$.
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
    weights = [Value(w, f"w{k}") for k, w in enumerate(rng.normal(size=n))]
    total = Value(0.0)
    for w, x in zip(weights, rng.normal(size=n), strict=True):
        total = total + w * x
    return total * total


for n in (10, 100, 300):
    result = squared_sum(n)
    result.backward()
    drawing = graph(result)
    sources = [k for k, node in enumerate(drawing.nodes) if node.name]
    first, edges = sources[0], len(drawing.edges)
    print(
        f"{n:3} weights: reverse {edges:5,} edges, forward {n * edges:7,}, differences "
        f"{2 * n * edges:7,}"
    )
    print(
        f"    first weight: reverse {drawing.nodes[first].grad:.4f}, forward "
        f"{forward_mode(drawing, first):.4f}"
    )

# %% tags=["machine"]
start = time.perf_counter()
result.backward()
reverse = time.perf_counter() - start
start = time.perf_counter()
for k in sources:
    forward_mode(drawing, k)
print(
    f"300 weights: reverse mode {1e3 * reverse:.1f} ms, forward mode "
    f"{1e3 * (time.perf_counter() - start):.0f} ms"
)

# %% [markdown]
r"""
Reverse mode costs a few times as much as the formula itself, whatever the number of weights (Baur, Strassen 1983). A
network has millions of weights and one loss: the case it was made for. With one input and a million outputs forward
mode would win. And the price of reverse mode is memory: the graph, with every number of the forward pass, is kept until
the backward pass has used it.

## On a GPU (4 min)

Single numbers gain nothing from a GPU. But PyTorch keeps the same kind of graph for whole arrays, on any device. A few
lines of it, next to ours, and then the two ways of calling `backward` twice:
"""

# %%
import nnlearn.torch as other

mine = Value(0.5)
(mine.tanh() * mine + mine.exp()).backward()
theirs = other.tensor([0.5], dtype="float64").requires_grad_()
result = theirs.tanh() * theirs + theirs.exp()
result.sum().backward()
print(
    f"ours {mine.grad:.6f}, PyTorch's {theirs.grad.item():.6f}; made by "
    f"{type(result.grad_fn).__name__}"
)
a = other.tensor([3.0], dtype="float64").requires_grad_()
for _ in range(2):
    y = (a * a).sum()  # a new graph each time
    y.backward()
    print("gradient", a.grad.item(), end="; ")
try:
    y.backward()  # the graph that was walked back just now
except RuntimeError:
    print("a second time through the same graph: RuntimeError")

# %% [markdown]
r"""
`grad_fn` is the box, its `next_functions` are the edges. `backward()` lets a box pass its derivative on only when
everything has arrived, and accumulates into `grad`: 6 and then 12, from two graphs. `retain_graph=True` would keep a
graph for a second walk.

## Where it breaks (10 min)

Derivatives are exact here, up to rounding, and still two things can go wrong. First, where a formula is flat, or
nearly flat, there is no slope, or hardly any, to follow.
"""

# %%
w = Value(-2.0, "w")
(w * 1.0).relu().backward()
print("slope through a ReLU that is off:", w.grad)
for start in (0.5, 5.0):
    deep = Value(start, "x")
    result = deep
    for _ in range(40):
        result = result.tanh()
    result.backward()
    print(f"forty tanh in a row, beginning at {start:g}: the slope is {deep.grad:.2g}")

# %% [markdown]
r"""
From 0.5, where a single tanh has a slope of 0.79, forty of them leave 5 percent. At 5 the first tanh is saturated,
almost flat: it leaves 2 in 10,000, and the other 39 bring that down to a millionth. A step along this slope moves
hardly anything.

Second, a derivative is true for the numbers at hand and says nothing about what is not in the graph. Take a plain
number out, as `w.data` does, and the path ends there without a warning.
"""

# %%
w = Value(2.0, "w")
y = w * w + 3 * Value(w.data) * w  # the third w is a copy: a plain number, no path
y.backward()
print(f"with the path cut: {w.grad:g}; d(w^2 + 3 w^2)/dw = 8w = {8 * w.data:g}")

# %% [markdown]
r"""
Sometimes that is wanted; PyTorch calls it `detach`.

And our engine is slow: it makes a Python object for each number. A layer of 32 units on 64 inputs and 500 examples has
32 · 64 · 500 products, about a million. The same rule holds for whole matrices: one matrix product forward and two
backward do the work of a million boxes. That is [lesson 09](09_backpropagation.ipynb), backpropagation.

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
- One result and many weights: reverse mode. The price is mainly memory.

### New terms

- **chain rule**: the derivative of a function of a function is the product of their derivatives, each taken where the
  function is evaluated.
- **computation graph**: a formula drawn with a box for each number and an arrow for each use of it.
- **reverse mode**: derivatives of one result with respect to everything, from the result backward.
- **forward mode**: derivatives of everything with respect to one input, carried along from the input.
- **topological**: said of an order in which each node comes after its inputs.
- **accumulate**: to add new gradients to those already there.
- **diamond**: a part of a graph where two paths leave a box and meet again.

### Sources

- Linnainmaa (1970), master's thesis, University of Helsinki: reverse mode, there for rounding errors. In English:
  Linnainmaa (1976), [Taylor expansion of the accumulated rounding error](https://doi.org/10.1007/BF01931367).
- Werbos (1974), "Beyond regression", thesis, Harvard University: reverse mode for fitting models. Werbos (1982),
  "Applications of advances in nonlinear sensitivity analysis": reverse mode for networks.
- Baur, Strassen (1983), [The complexity of partial derivatives](https://doi.org/10.1016/0304-3975%2883%2990110-X).
- Karpathy (2020), [micrograd](https://github.com/karpathy/micrograd): the design of `Value`.
- Olah (2015), [Calculus on computational graphs](https://colah.github.io/posts/2015-08-Backprop/): sums over paths.
- Griewank, Walther (2008), "Evaluating derivatives", chapters 3 and 4.
- Baydin, Pearlmutter, Radul, Siskind (2018), "Automatic differentiation in machine learning: a survey".
"""
