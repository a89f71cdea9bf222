# %% [markdown]
r"""
<!-- header -->

Five exercises, some 60 lines in all, that end in one machine: it differentiates any formula whose operations it knows.
Replace the dots, run the cell, and read what `check` says. Stuck? `hint("08.1")` gives three hints, one after the
other.
"""

# %%
import math

import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 08.1 Over all paths

Write `over_paths(paths)`. Each path from a number to the result is a list of slopes, one for each step. Return the
derivative of the result with respect to that number. If the number is the result itself, its path has no steps; if it
leads nowhere, there is no path.
"""


# %%
def over_paths(paths):
    """Return the derivative, from the slopes along all paths."""
    # SOLUTION over_paths


check("08.1", over_paths)

# %% tags=["exercise"]
# hint("08.1")

# %% [markdown] tags=["solution"]
r"""
Along a path slopes multiply, across paths they add. A graph of a hundred nodes can have more paths than atoms, which is
why nobody lists them; the rest of these exercises gets the same sum node by node.
"""

# %% [markdown]
r"""
## 08.2 Slopes of four operations

Write `local(operation, a, b)` for the operations "+", "-", "*" and "/". Return three numbers: the value, its slope with
respect to a, and its slope with respect to b.
"""


# %%
def local(operation, a, b):
    """Return the value of an operation and its slopes with respect to both operands."""
    # SOLUTION local


check("08.2", local)

# %% tags=["exercise"]
# hint("08.2")

# %% [markdown] tags=["solution"]
r"""
Each operation needs to know nothing but itself. That is the whole secret: if you can differentiate the parts, you can,
by the chain rule, differentiate everything made of them.
"""

# %% [markdown]
r"""
## 08.3 In order

Write `topological(inputs, result)`. `inputs` says for each node, by name, which nodes it was made of: `{"a": [], "b":
["a", "a"]}`. Return a list of all nodes that the result needs, itself last, each once, and none before any of its
inputs.
"""


# %%
def topological(inputs, result):
    """Return the nodes in an order in which each comes after its inputs."""
    # SOLUTION topological


check("08.3", topological)

# %% tags=["exercise"]
# hint("08.3")

# %% [markdown] tags=["solution"]
r"""
A node is written down after its inputs have been, and the set keeps it from coming up twice. Read from the end, the
list says in which order derivatives may be passed on.
"""

# %% [markdown]
r"""
## 08.4 Back through the graph

Write `backward(inputs, slopes)`. Nodes are numbered, in topological order; `inputs[k]` lists the nodes that node k was
made of, `slopes[k]` its slopes with respect to them. Return a list: the derivative of the last node with respect to
each node.
"""


# %%
def backward(inputs, slopes):
    """Return the derivative of the last node with respect to every node."""
    # SOLUTION backward


check("08.4", backward)

# %% tags=["exercise"]
# hint("08.4")

# %% [markdown] tags=["solution"]
r"""
One product for each edge, and all derivatives at once, however many numbers there were at the start. `+=` is the sum
over paths.
"""

# %% [markdown]
r"""
## 08.5 An engine of your own

An open one. Write a class `Value`, a number that remembers: `data`, `grad` (0 at first), and whatever you need. It
understands `+` and `*` with another Value, `.tanh()`, and `.backward()`, which adds 1 to its own `grad`, and the
derivative of itself to the `grad` of everything it was made of. A second `backward()` adds the same again, no more:
for `a * a` at 3 that is 6, then 12, and for `a * a * a` it is 27, then 54. The check tries a few small formulas, then
builds a 2-4-1 network of your values, compares its 17 gradients with central differences, and trains it on XOR for 300
steps.
"""


# %%
class Value:
    """A number that remembers what it was made of."""

    # BEGIN SOLUTION: def __init__(self, data): ...  # and the other methods
    def __init__(self, data, inputs=(), slopes=()):
        self.data, self.grad, self.inputs, self.slopes = data, 0.0, inputs, slopes

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, (self,), (1 - y * y,))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for operand in node.inputs:
                    visit(operand)
                order.append(node)

        visit(self)
        arrived = {node: 0.0 for node in order}  # in this pass alone
        arrived[self] = 1.0
        for node in reversed(order):
            for operand, slope in zip(node.inputs, node.slopes, strict=True):
                arrived[operand] += slope * arrived[node]
            node.grad += arrived[node]

    # END SOLUTION


check("08.5", Value)

# %% tags=["exercise"]
# hint("08.5")

# %% [markdown] tags=["solution"]
r"""
Some thirty lines, and it trains a network; PyTorch follows the same rule, with arrays in place of numbers. Why the
dict? `grad` may hold the sum of earlier passes. If `backward` passed that on, the values in between would send their
old gradients along again, and `a * a * a` at 3 would give 27, then 99.
"""
