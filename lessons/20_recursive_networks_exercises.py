# %% [markdown]
r"""
<!-- header -->

Six exercises: gates by hand, the way up a tree and down again, many trees at once, a network that learns to read, and
an open one. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("20.1")` gives three hints, one
after the other.
"""

# %%
import numpy as np

import nnlearn.numpy as nn
from nnlearn.checks import check, hint
from nnlearn.lessons import recursive_networks as lesson

# %% [markdown]
r"""
## 20.1 Six numbers

Let every node have one number: 1 is true, -1 is false, and in between the sign counts. A leaf T has 1, a leaf F has -1.
An inner node has v = tanh(a l + b r + c), where l and r are the numbers of its children. Choose a, b, c for `and`, and
others for `or`, so that in all 81,610 trees of these two operators up to depth 3 every root has the right sign.
"""

# %%
# BEGIN SOLUTION: gates = ...  # {"and": (a, b, c), "or": (a, b, c)}
gates = {"and": (3, 3, -3), "or": (3, 3, 3)}
# END SOLUTION

check("20.1", gates)

# %% tags=["exercise"]
# hint("20.1")

# %% [markdown] tags=["solution"]
r"""
The sum l + r is 2, 0 or -2, and a bias of the size of one weight puts the border in the middle between two of these.
Large weights push every result to nearly 1 or -1, so that the next gate reads what it was made for; with weights of 1 a
true of 0.76 becomes 0.48, and then -0.04.
"""

# %% [markdown]
r"""
## 20.2 Up the tree

Now each node has a vector of `size` numbers. A tree is a leaf, such as `"T"`, or a tuple: `("not", child)` or
`("and", left, right)`. Write `forward(tree, leaf, A, B, b)`, which returns the vector (size,) of the root. Four dicts
hold the parameters: `leaf["T"]` is the vector (size,) of the leaf T; `A["and"]` and `B["and"]`, both (size, size), and
`b["and"]`, (size,), belong to the operator `and`. An inner node is tanh(A l + B r + b), and tanh(A l + b) where there
is one child alone. Operators may have other names, and a leaf may be a number: `leaf[3]` is its vector then.
"""


# %%
def forward(tree, leaf, A, B, b):
    """Return the vector of a tree's root."""
    # SOLUTION forward


check("20.2", forward)

# %% tags=["exercise"]
# hint("20.2")

# %% [markdown] tags=["solution"]
r"""
The function calls itself as often as the tree has nodes, and its calls have the shape of the tree. No parameter knows
how deep it is used: that is why a deeper tree needs no others.
"""

# %% [markdown]
r"""
## 20.3 Down again

One tree, as `trees.encode` writes it: `nodes` (n, 4) has a row for each node, (kind, left, right, height), children
before their parent, the root last. The kind of a leaf is 0 for F and 1 for T, that of an inner node is the number of
its operator; -1 stands for a child that is not there. `v` (n, size) holds the vectors that the way up has found, `A` and
`B` (operators, size, size) the matrices, and `g_root` (size,) is dL/dv of the root. Write
`backward(nodes, v, A, B, g_root)`. It returns four arrays: the gradients of A, of B, of the biases b
(operators, size), and of the table of the leaves (2, size).
"""


# %%
def backward(nodes, v, A, B, g_root):
    """Return the gradients of A, B, b and of the table of the leaves."""
    # SOLUTION backward


check("20.3", backward)

# %% tags=["exercise"]
# hint("20.3")

# %% [markdown] tags=["solution"]
r"""
A node has one parent, so its gradient is complete as soon as the parent has sent it, and a plain `=` is enough there.
The parameters are used in many places: only they need `+=`.
"""

# %% [markdown]
r"""
## 20.4 Level by level

A loop over nodes is slow. Here are the nodes of many trees in one list, as `trees.flat` gives them: `kind`, `left`,
`right` and `height`, each (nodes,), where `left` and `right` are rows of this list; `root` (trees,) says in which row
each tree has its root. `leaf` is the table (leaves, size) of the leaves' vectors, `A`, `B` (operators, size, size) and
`b` (operators, size) belong to the operators. Write `roots(kind, left, right, height, root, leaf, A, B, b)`, which
returns the vectors (trees, size) of the roots. Compute all nodes of one height and one operator together. A child that
is not there counts as a vector of zeros.
"""


# %%
def roots(kind, left, right, height, root, leaf, A, B, b):
    """Return the vectors of the roots of many trees."""
    # SOLUTION roots


check("20.4", roots)

# %% tags=["exercise"]
# hint("20.4")

# %% [markdown] tags=["solution"]
r"""
The number of products is that of heights times that of operators, however many trees there are. `v` has one row more
than there are nodes: the last stays zero, and the index -1 of a missing child finds it.
"""

# %% [markdown]
r"""
## 20.5 Pictures at the leaves

Write the eye. It gets `pictures` (n, 64), in [0, 1], and the `size` of the vectors; its layers are a dense layer of 32
units, tanh, a dense layer of `size` units, tanh. `forward(k)` gets numbers of pictures, (leaves,), and returns their
vectors, (leaves, size). `backward(g)` gets dL/d(vectors), and what it returns does not matter: there is nothing below
the pictures. `nn.TreeRNN(3, size, eye)` then calls the eye where it would look into its table.
"""


# %%
class Eye(nn.Module):
    """A small network that makes a vector of each picture, by its number."""

    def __init__(self, pictures, size):
        """Keep the pictures, and make the layers."""
        # SOLUTION prepare

    def forward(self, k):
        """Return the vectors (leaves, size) of the pictures with the numbers k."""
        # SOLUTION look

    def backward(self, g):
        """Hand dL/d(vectors), (leaves, size), down to the layers."""
        # SOLUTION learn


check("20.5", Eye)

# %% [markdown]
r"""
The next cell trains your eye and the tree above it on 3,200 formulas of depth 1 to 3, told their truth alone. Both
shares should be at least 88 %: of formulas of unseen pictures, and of these pictures themselves, odd or even, by the
best single number of your eye.
"""

# %% tags=["nbval-ignore-output"]
nn.manual_seed(0)
pictures, digits = lesson.digits()
eye = Eye(pictures, 4)
if not list(eye.parameters()):
    print("not written yet")
else:
    model = nn.Sequential(nn.TreeRNN(3, 4, eye), nn.Linear(4, 2))
    found, x, y = lesson.picture_expressions(3200, (1, 3))
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.005)
    nn.fit(model, loss, adam, x, y, epochs=10, batch_size=64)
    found, x, y = lesson.picture_expressions(500, 3, unseen=True, seed=1)
    right = (nn.predict(model, x).argmax(axis=1) == y).mean()
    print(f"{right:.1%} of {len(y)} formulas of depth 3, of unseen pictures")
    vectors = eye(np.arange(1348, 1797))
    odd = lesson.parity_of_leaves(vectors, digits[1348:] % 2 == 1)
    print(f"{odd:.1%} of 449 unseen pictures: odd or even, which nobody told")

# %% tags=["exercise"]
# hint("20.5")

# %% [markdown] tags=["solution"]
r"""
To the tree an eye is a table that computes its rows. All leaves of a batch come as one array, so that one call in each
direction does for all of them, and the same weights learn from every leaf. A wrong way back is hard to notice: with
`return g` alone the loss still falls, and over five starts about 80 % of the formulas are right. The matrices and the
last layer learn, and the eye stays as it was drawn.
"""

# %% [markdown]
r"""
## 20.6 Modulo five

An open one. The lesson's network for sums, differences and products modulo 5 reads about two thirds of the trees of depth
6. Get at least 85 % of them right, on average over two starts, after training on trees of depth 1 to 3 alone.

Write `train(nn, x, y, seed)`, which makes a network, trains it and returns it; `seed` is 0 and 1. x (3200, nodes, 4)
holds trees with the operators +, -, * and the leaves 0 to 4, y (3200, nodes) the value of every node, -100 beyond the
root, which `nn.CrossEntropyLoss` leaves out. The network gives the scores of the five values, of the root, (N, 5), or
of every node, (N, 5, nodes), as the loss takes them: `lesson.ClassesSecond()` turns (N, nodes, 5) round. Networks may
see the trees for 30 epochs, all tries of one training together. Report what you tried, and how deep it still reads.
"""


# %% tags=["nbval-ignore-output"]
def train(nn, x, y, seed):
    """Return a network that has learned sums modulo 5 from trees of depth 1 to 3."""
    # BEGIN SOLUTION
    nn.manual_seed(seed)
    tree = nn.TreeRNN(3, 16, 5, hidden=32, every_node=True)
    model = nn.Sequential(tree, nn.Linear(16, 5), lesson.ClassesSecond())
    loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.01)
    nn.fit(model, loss, adam, x, y, epochs=20, batch_size=64)
    return model
    # END SOLUTION


check("20.6", train)

# %% tags=["exercise"]
# hint("20.6")

# %% [markdown] tags=["solution"]
r"""
Every node is told, and 32 hidden units for each operator in place of 16: over five starts about 97 % are right at depth
6 (the worst 94 %), and 91 % at depth 8. A tree of depth 6 has about 18 operators here: if each goes wrong in one of 100
places, one tree of six has an error in it. So what looks perfect at depth 3 still has to get better. It is still
training, not arithmetic: at some depth the heaps run into each other.
"""
