# %% [markdown]
r"""
<!-- header -->

Afterwards you can

- write a network whose wiring is the tree of an expression, and train it through that tree;
- say why it is right at depths that it has never seen, and when it is not;
- teach a network to tell odd digits from even ones without telling it what any picture shows.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets, trees
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import TreeExplorer
from nnlearn.gradcheck import gradcheck
from nnlearn.lessons import recursive_networks as lesson
from nnlearn.lessons.recursive_networks import recorded, table, vectors_of
from nnlearn.metrics import accuracy
from nnlearn.plots import figure, scatter, show, tree

# %% [markdown]
r"""
## Predict (2 min)

Will this branch run? `if (not done or late) and not (empty and closed):` The standard library of Python has 5,199
conditions with a `not`, `and` or `or` in them. Once you know whether `done` and the others are true, a program of three
lines answers them. Here a network learns to, from examples; at the end it will do what no such program can, because its
leaves will be pictures.
"""

# %%
quiz("20.predict")

# %% [markdown]
r"""
## Explore (7 min)

An **expression tree** says what belongs together: *leaves* at the bottom (T or F), an *inner node* for each operator, the
*root* at the top. Its *depth* is the largest number of operators on a path from the root to a leaf. **Next stop** leads you
through the tour. At three of its stops:

1. Stop 3: the same words, merged in another order. What does the root say now?
2. Stop 5: training, from step 0 on. Nobody says which inner nodes are true. Where do the nodes go?
3. Stop 6: push a node off its heap. What arrives at the root?
"""

# %%
TreeExplorer()

# %% [markdown]
r"""
## What you saw (2 min)

Merging two neighbours makes a node with numbers of its own, of the same kind as theirs, so that it can be merged again.
What the root says depends on the order of merging, not only on the words. In training the nodes of all trees
separate into two heaps, true and false, though only roots were labelled.

## What the order is worth (5 min)

A **token** is a word of the expression as the network gets it; here there are seven: F, T, not, and, or, and the two
brackets. A **bag of tokens** counts them and forgets their order.
"""

# %%
first, second = trees.parse("(not T) or T"), trees.parse("not (T or T)")
counts = lesson.bag([first, second])  # (2, 7)
for expression, row in zip((first, second), counts, strict=True):
    words = " ".join(trees.tokens(expression))
    print(f"{words:16} {trees.value(expression)!s:6}", end="")
    print(dict(zip(lesson.TOKENS, row.tolist(), strict=True)))

# %%
predicted("20.predict")

# %% [markdown]
r"""
One row of counts, two answers: whatever a model makes of the counts, it is wrong about one of the two. How much does that
cost? We train on 3,200 random expressions of depth 1 to 4, and test on 500 others of each depth. *Pairs*
also counts which token stands next to which; *boosted* is the boosting of [lesson 13](13_ml_versus_dl.ipynb).
"""

# %%
counted = [row for row in recorded("counts") if row["rival"] != "tree without brackets"]
print("right, by depth; mean and standard deviation over five sets to learn from")
print(table(counted, ["rival"], ["d1", "d2", "d3", "d4", "d6"]))

# %% [markdown]
r"""
About half of the answers are true, so 0.5 is guessing. The boosted model knows depth 1 by heart. At depth 4 counting is
right about two of three expressions, linear or boosted, and deeper down it loses more.

## One layer per operator (11 min)

Let every node have a vector $v$ of a few numbers. A leaf's comes from a table, as a letter's did in [lesson
18](18_recurrent_networks.ipynb). A node with the operator *and* computes its vector from those of its children, $l$ and
$r$, with a dense layer that belongs to *and*:

$$v = \tanh(A_{and}\, l + B_{and}\, r + b_{and}) \qquad A, B: (size, size) \quad b, v, l, r: (size,)$$

The same $A_{and}, B_{and}, b_{and}$ serve at every *and*, since an operator may stand anywhere and means the same
everywhere. The result has the shape of each input, so it can be an input again. That is all: a **recursive network** runs
one layer again and again, along a tree. At the root a dense layer gives the scores of false and true.

With a single number at each node, T = 1 and F = -1, the layer of *and* is three numbers: a perceptron of [lesson
02](02_perceptron.ipynb), with tanh in place of the step.

**Your turn.** [Exercise 20.1: six numbers](../exercises/20_recursive_networks_exercises.ipynb#20.1-Six-numbers) and
[Exercise 20.2: up the tree](../exercises/20_recursive_networks_exercises.ipynb#20.2-Up-the-tree).

A *recurrent* network is a special case. Let the tree lean to one side, so each right child is a leaf $x_t$:

$$h_t = \tanh(A\, h_{t-1} + B\, x_t + b) \qquad \text{the recurrent network of lesson 18: } h_t = \tanh(W_h h_{t-1} + W_x x_t + b)$$

Right at depth 1 is not enough. Here are two choices for *and*; both have the right sign for T and T. Nest them:
"""

# %%
for weight, bias in ((1.0, -1.0), (3.0, -3.0)):
    v, values = 1.0, []
    for _ in range(4):
        v = np.tanh(weight * v + weight * v + bias)  # (...) and (...), both alike
        values.append(f"{v:5.2f}")
    print(f"weights {weight:.0f}, bias {bias:.0f}; depth 1 to 4: {', '.join(values)}")

# %% [markdown]
r"""
The weak one loses some of its "true" at each level, and at the third it has become false. The strong one brings every
value back to nearly 1.

In arrays, the nodes of a tree stand in **post-order**: children before their parent, the root last. `trees.encode` gives a
row for each node: kind (of the leaf or of the operator), left child, right child, height.
"""

# %%
expression = trees.parse("(T or F) and not F")
x = trees.encode([expression])  # (1 tree, 6 nodes, 4)
print("     kind left right height")
for part, row in zip(trees.nodes(expression), x[0], strict=True):
    print(f"{part[0] if isinstance(part, tuple) else part:4}", *(f"{k:5}" for k in row))
for rows, operator in trees.steps(trees.flat(x)):
    print(f"computed together: rows {rows.tolist()}, operator {operator}")

# %% [markdown]
r"""
All nodes of one height and one operator, in all the trees of a batch, are computed together: one matrix product for $A$
and one for $B$.

**Your turn.** [Exercise 20.4: level by level](../exercises/20_recursive_networks_exercises.ipynb#20.4-Level-by-level),
now or after 20.3.

## Down the tree (8 min)

Backward is **backpropagation through structure**: the chain rule, in the order of [lesson 08](08_chain_rule.ipynb), every
node before its inputs. Let $g_v$ be the gradient that arrives at a node. What is the slope of tanh there? What reaches each
child? And where do gradients add up? Not at the nodes: each has a single parent, unlike the diamond of lesson 08.

**Your turn.** [Exercise 20.3: down again](../exercises/20_recursive_networks_exercises.ipynb#20.3-Down-again).

Solved it? Then you have found

$$g = g_v \odot (1 - v^2) \qquad g_l = A^\top g \qquad g_r = B^\top g$$

$$g_A = \sum_{\text{its nodes}} g\, l^\top \qquad g_B = \sum_{\text{its nodes}} g\, r^\top \qquad g_b = \sum_{\text{its nodes}} g$$

The sums run over all nodes with that operator; those of lesson 18 ran over time. Checked on five trees:
"""

# %%
nn.manual_seed(0)
small = nn.Sequential(nn.TreeRNN(3, 2, 2), nn.Linear(2, 2)).double()
small = small.to(nn.device())
few = datasets.expressions(5, 3)
print(gradcheck(small, nn.CrossEntropyLoss(), nn.tensor(few.x), nn.tensor(few.y)))

# %% [markdown]
r"""
(*Not* has one child, so its $B$ meets only zeros and gets no gradient: 4 of the 12 entries.)

## Train it (6 min)

Each node has two numbers. The network is told whether the root is true and nothing else; training on labels for the whole
alone is called **weak supervision**.
"""

# %% tags=["nbval-ignore-output"]
data = datasets.expressions()  # 3,200 of depth 1 to 4
nn.manual_seed(0)
model = nn.Sequential(nn.TreeRNN(3, 2, 2), nn.Linear(2, 2)).to(nn.device())
print("weights:", sum(parameter.numel() for parameter in model.parameters()))
adam = nn.Adam(model.parameters(), lr=0.01)
_ = nn.fit(model, nn.CrossEntropyLoss(), adam, data.x, data.y, epochs=10, batch_size=64)
unseen = {f"depth {k}": datasets.expressions(500, k, seed=100) for k in (1, 4, 10)}
unseen["conditions, depth 1 to 5"] = datasets.conditions((1, 5))
unseen["conditions, depth 6 to 14"] = datasets.conditions((6, 14), draws=50)
for name, some in unseen.items():
    right = accuracy(nn.predict(model, some.x), some.y)
    print(f"{name:25}: {right:.3f} right of {len(some.y)}; true {some.y.mean():.2f}")

# %% [markdown]
r"""
No training example was deeper than 4. The conditions are Python's, with random leaves.

How few numbers are enough? One works by hand, as 20.1 shows for *and* and *or*. Does Adam find such weights?
Ten starts each:
"""

# %%
print("size  weights  right at depth 4 (worst)  depth 10 (worst)  all right at 4")
for size in (1, 2, 4, 16):
    rows = recorded("sizes", size=size)
    four, ten = (np.array([row[name] for row in rows]) for name in ("d4", "d10"))
    weights = 2 * size + 6 * size**2 + 3 * size + 2 * size + 2
    print(f"{size:4} {weights:8} {four.mean():13.3f} ({four.min():.2f})", end="")
    print(f"{ten.mean():17.3f} ({ten.min():.2f}) {(four == 1).sum():10} of {len(rows)}")
every = [row["d10"] for row in recorded("told")]
print(f"told every node, size 2: depth 10 {np.mean(every):.3f} ({min(every):.2f})")

# %% [markdown]
r"""
With two numbers or more, every start is perfect at depth 4, and more than two gain nothing. With one, nine starts of ten
are perfect, and one is stuck at 0.70. Good weights exist; that does not mean they are found. Labelling every node gains
almost nothing.

## Look inside (4 min)

Nobody told the model about inner nodes. Ask its last layer all the same.
"""

# %% tags=["nbval-ignore-output"]
six = datasets.expressions(300, 6, seed=101)
vectors, said = vectors_of(nn, model, six.x)  # all nodes of all trees
height = trees.flat(six.x).height
inner, leaf = (height > 0) & (height < 6), height == 0  # the roots have height 6
truth = trees.truths(six.trees)[six.x[:, :, 3] >= 0]
print(f"inner nodes, right: {(said == truth)[inner].mean():.3f} of {inner.sum()}")
print(f"leaves, right:      {(said == truth)[leaf].mean():.3f}")
distance = lesson.apart(vectors[inner], truth[inner])
print(f"the two heaps are {distance:.0f} of their spreads apart")

# %% tags=["hide-input", "nbval-ignore-output"]
fig, ax = figure(height=2.8)
scatter(ax, vectors[inner], truth[inner], classes=("false", "true"))
ax.set(xlabel="first number", ylabel="second number", xlim=(-1.15, 1.15))
ax.set_ylim(-1.15, 1.15)
show(
    fig,
    alt="the two numbers of all inner nodes of 300 trees of depth 6: two small heaps "
    "in opposite places, one of all true nodes, one of all false ones",
    caption=f"{inner.sum():,} inner nodes of 300 trees, two heaps.",
)

# %% [markdown]
r"""
A node's vector is all that its parent sees of what lies below, and all that matters of it is whether it is true. So two
heaps are enough. (A leaf's vector only has to suit $A$ and $B$: some starts read leaves wrong.)

Why do errors not add up with depth? Move a left child by a small $\delta$. Its parent moves by about $(1 - v^2) \odot A\,
\delta$, and on a heap $v$ is near 1 or -1, where the slope is near 0: tanh brings the value back, like the strong *and*
above. Here inner nodes are pushed towards the other heap:
"""

# %%
print("push and what is left, in distances of the heaps; starts perfect at depth 4")
print("size  push     1 operator up  2 up   3 up   (1 up, one in 20 keeps more)")
for size in (1, 2, 16):
    rows = [row for row in recorded("sizes", size=size) if row["d4"] == 1]
    for push in (0.2, 0.4):
        one, two, three = np.mean([row[f"push {push}"] for row in rows], axis=0)
        worst = np.mean([row[f"push {push}, 95 %"][0] for row in rows])
        print(f"{size:4}  {push} {one:16.3f} {two:7.3f} {three:6.3f} {worst:12.2f}")

# %% [markdown]
r"""
After two operators a push of 0.2 has shrunk to about 0.05 or less, on average: that is why depth 10 works. A push of 0.4
comes close to the middle, where tanh is steep: one in twenty loses nothing at first. With sixteen numbers pushes fade more
slowly.

## Pictures at the leaves (4 min)

So far a program would have done as well. Now each leaf is a picture of a digit, and an odd digit counts as true. Nobody
says which are odd, or that this matters: the only label says if the whole is true.
"""

# %% tags=["hide-input"]
pictures, shown = lesson.digits()
found, _, true = lesson.picture_expressions(40, 2, seed=3)
fig, axes = figure(columns=2, height=2.2)
for ax, k in zip(axes, (0, 4), strict=True):
    tree(ax, found[k], pictures=pictures.reshape(-1, 8, 8))
    ax.set_title("true" if true[k] else "false", size=10)
show(
    fig,
    alt="two trees of operators with small pictures of digits as leaves; above one "
    "stands true or false, and nothing else is told",
    caption="Two examples of the training set: pictures, and one word for the whole.",
)

# %% [markdown]
r"""
A small network, the *eye*, makes the vector of each picture; the tree hands it down one gradient per leaf.

**Your turn.** [Exercise 20.5: pictures at the
leaves](../exercises/20_recursive_networks_exercises.ipynb#20.5-Pictures-at-the-leaves): build it.

These are the shares right on unseen pictures, over five starts. *Leaves* is how well the best single number of the eye
tells odd from even, which it was never told; *size* is the length of the vectors.
"""

# %%
odd = [row for row in recorded("eyes", rule="odd") if row["most"] == 3]
print(table(odd, ["size"], ["d1", "d3", "d5", "d8", "leaves"]))
told = [row["leaves"] for row in recorded("eyes", rule="told every picture")]
print(f"the same eye, told of every picture whether it is odd: {np.mean(told):.3f}")

# %% [markdown]
r"""
No picture had a label of its own, yet the eye does nearly as well as one that was given all of them. Deeper expressions are
hardly worse: many errors at leaves do not matter, since *or* with a true side is true.

## Is it the tree? (4 min)

Three tests: the same network (size 16) on trees that were read without the brackets; networks of lessons 18 and 19
that read the tokens from left to right, brackets included; and size 2 again, trained on shallower trees.
"""

# %%
rivals = recorded("counts", rival="tree without brackets") + recorded("readers")
rivals += [row | {"rival": "LSTM, longer"} for row in recorded("longer", rate=0.01)]
columns = ["training", "d1", "d2", "d4", "d6", "d8"]
print(table(rivals, ["rival"], columns))
print("\ndeepest tree in training, size 2")
print(table(recorded("nesting"), ["most"], ["d1", "d2", "d4", "d10"]))

# %% [markdown]
r"""
Without the brackets the same network is hardly better than counting from depth 4 on: what helped was not just any tree, but
the right one. The LSTM and the GRU learn the training data nearly as well as the tree does, but lose their way in deeper
nesting, which they have to track in their state. (*Longer*: three times as many epochs, at the best of three rates.) The
contest is not even, though. The tree was *given*, by an exact **parser**, the program that makes it; the others had to find
it in the brackets. On ordinary text, trees that ignore the grammar often did as well (Shi and others, 2018).

And nesting that is never seen is not learned: trained on depth 1 alone, a network gets depth 1 right and, in most starts,
not even depth 2. It had no reason to give the result of an *and* a form that an *and* can read. Trained to depth 3, it is
right at depth 10.

## Where it breaks (4 min)

Add *xor*, true if exactly one side is. In the second table the leaves are the numbers 0 to 4, the operators are +, - and *,
and the answer is taken modulo 5.
"""

# %%
print("with xor; size, units of a hidden layer in each operator")
print(table(recorded("xor"), ["size", "hidden"], ["d1", "d2", "d4", "d8"]))

# %%
print("modulo 5, trained to depth 3, size 16; what is told, hidden units")
columns = ["d1", "d2", "d3", "d4", "d6", "apart 1", "apart 4"]
print(table(recorded("modulo"), ["told", "hidden"], columns))
_, x, y = lesson.calculations(2000, 4)
print(f"always saying 0: {(lesson.at_roots(x, y) == 0).mean():.2f}")

# %% [markdown]
r"""
One number and one layer cannot do *xor*, as in [lesson 02](02_perceptron.ipynb). A hidden layer in each operator makes it
possible, though not in every start, and so do more numbers.

Modulo 5 there are five heaps to keep apart. Told the root alone, the network learns depth 1 and soon does no better than
always saying 0. Told every node, and with a hidden layer, it is good to depth 3, where its training ended, and then
loses more at each depth: the heaps run into each other (*apart*: in units of their spread, 1 and 4 operators up). That
is not the last word, as you can show below.

And every tree above needs a parser. Where there is no exact one, as for a photograph or a conversation, attention (lesson
21) lets the network choose what to join.

**Your turn.** The open one: [Exercise 20.6: modulo
five](../exercises/20_recursive_networks_exercises.ipynb#20.6-Modulo-five).

## Recall (2 min)
"""

# %%
quiz("20.recall")

# %% [markdown]
r"""
## Summary (1 min)

- A recursive network computes a node from its children, with one layer for each operator, along a given tree.
- Going backward, each operator's gradients are sums over its nodes.
- With labels at the roots alone, inner nodes settle into two heaps, true and false, and tanh pulls vectors back onto them.
- So depth 10 works after depth 4, and labels for whole expressions are enough to tell odd digits from even.
- It fails where a layer cannot compute its operator, where heaps run together, and without the right tree.

### New terms

- **expression tree**: an expression as leaves, inner nodes for operators, and a root.
- **token**: a word or sign of a text, as a network reads it.
- **bag of tokens**: how often each token occurs, without their order.
- **recursive network**: computes each node of a tree from its children, with shared weights.
- **post-order**: an order of nodes in which children come before their parent.
- **backpropagation through structure**: backpropagation down a tree; gradients of shared weights are sums over nodes.
- **weak supervision**: labels for the whole alone, though the parts have to be learned as well.
- **parser**: a program that makes the tree of a text.

### Sources

- Goller, Küchler (1996), ["Learning task-dependent distributed representations by backpropagation through
  structure"](https://doi.org/10.1109/ICNN.1996.548916).
- Pollack (1990), "Recursive distributed representations", Artificial Intelligence 46: trees in vectors of one size.
- Socher and others (2013), ["Recursive deep models for semantic compositionality over a sentiment
  treebank"](https://aclanthology.org/D13-1170/): reviews of films.
- Bowman, Manning, Potts (2015), ["Tree-structured composition in neural networks without tree-structured
  architectures"](https://ceur-ws.org/Vol-1583/): an LSTM learns to use brackets, and falls short of the tree.
- Shi, Zhou, Chen, Li (2018), ["On tree-based neural sentence modeling"](https://arxiv.org/abs/1808.09644): trees without
  syntax did as well.
- Manhaeve and others (2018), ["DeepProbLog"](https://arxiv.org/abs/1805.10872): digits read from sums of pictures.
"""
