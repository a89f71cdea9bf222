# %% [markdown]
r"""
<!-- header -->

Six exercises: k-means, whose labels to buy, pseudo-labels, labels that spread, a fair comparison, and an open one with
fifty labels. Replace the dots, run the cell, and read what `check` says. Stuck? `hint("23.1")` gives three hints, one
after the other.
"""

# %%
import numpy as np

from nnlearn.checks import again, check, hint

# %% [markdown]
r"""
## 23.1 Two half-steps

Write `half_steps(x, centres)` for examples x (n, d) and centres (k, d). First half: assign each example to the centre
whose squared distance from it is smallest, to the first of them where two are equal. Second half: move each centre to
the mean of its examples; a centre without any stays where it is. Return the assignment (n,), which holds numbers of
centres, and the new centres (k, d).
"""


# %%
def half_steps(x, centres):
    """Return the assignment of each example, and the centres after it."""
    # SOLUTION half_steps


check("23.1", half_steps)

# %% [markdown]
r"""
Call it until nothing changes, and you have k-means. Six points and two poor centres:
"""

# %%
points = np.array([[0.0, 0], [1, 0], [0, 1], [7, 7], [8, 7], [7, 9]])
centres = np.array([[0.0, 0], [1, 0]])
for _ in range(4):
    found = half_steps(points, centres)
    if found is None:
        print("not written yet")
        break
    square = ((points - centres[found[0]]) ** 2).sum()
    print(f"sum of squares {square:6.2f}, assignment {found[0].tolist()}")
    centres = found[1]

# %% tags=["exercise"]
# hint("23.1")

# %% [markdown] tags=["solution"]
r"""
Each half-step makes the sum of squares as small as it can with the other half held fixed, so the sum never rises. A
centre that nobody is assigned to has no mean; if it stays, it may get examples later.
"""

# %% [markdown]
r"""
## 23.2 Whose label to buy

Write `representatives(x, centres)` for examples x (n, d) and centres (k, d), with k at most n. The centres choose, one
after the other: centre 0 takes the example nearest to it, each later centre the nearest one that is not taken. Return
the indices of the chosen examples, an array of k whole numbers in the order of the centres. Of two examples equally
near the one with the smaller index is taken.
"""


# %%
def representatives(x, centres):
    """Return the index of an example for each centre, none of them twice."""
    # SOLUTION representatives


check("23.2", representatives)

# %% tags=["exercise"]
# hint("23.2")

# %% [markdown] tags=["solution"]
r"""
Nobody can say which digit the mean of several shows; the nearest real one stands for it. Without the rule that
nobody is chosen twice, some of the budget would be lost.
"""

# %% [markdown]
r"""
## 23.3 One round of pseudo-labels

A model has given unlabelled examples the scores (n, classes). Write `pseudo_round(scores, threshold)`. Softmax turns
each row into probabilities; the largest of them says how sure the model is. Keep the examples where it is at least the
threshold. Return two arrays: the indices of the kept examples, in rising order, and the label that the model gives each
of them, its most probable class. Scores may be as large as 1,000.
"""


# %%
def pseudo_round(scores, threshold):
    """Return the indices of the examples that are kept, and their pseudo-labels."""
    # SOLUTION pseudo_round


check("23.3", pseudo_round)

# %% tags=["exercise"]
# hint("23.3")

# %% [markdown] tags=["solution"]
r"""
The labels are the model's own, so nothing new is known: what the round can add is the position of the examples, and
what it can repeat is a mistake.
"""

# %% [markdown]
r"""
## 23.4 Let labels spread

Write `spread(x, labels, k, alpha, rounds)`. x is (n, d); `labels` (n,) holds a class 0, 1, 2, ... or -1 where it is not
known. Two examples are neighbours if either is among the k nearest of the other; no example is its own neighbour. Let Y
(n, classes) have a 1 for each known label and zeros elsewhere, with as many classes as the largest label demands.
Begin with F = Y. In each round, for all examples at once,

$$F_i \leftarrow \alpha \cdot (\text{mean of } F_j \text{ over the neighbours } j \text{ of } i) + (1 - \alpha)\, Y_i$$

Return F after the last round, as it is. Equal distances occur only between equal examples; take the smaller index
first.
"""


# %%
def spread(x, labels, k, alpha, rounds):
    """Return how much of each class has reached each example."""
    # SOLUTION spread


check("23.4", spread)

# %% tags=["exercise"]
# hint("23.4")

# %% [markdown] tags=["solution"]
r"""
Joined in both directions, every example can be reached from those that it listens to. Each round a label goes one edge
further, weaker by alpha; what does not fade away is which class arrives most.
"""

# %% [markdown]
r"""
## 23.5 Is it better?

Two methods were tried on the same draws of labels: a (n,) holds the accuracies of the old one, b (n,) those of the new
one, a pair for each of n draws, two or more. Write `paired(a, b)`, which returns the mean gain of b over a, the
standard error of this mean (the standard deviation of the gains, with n - 1, over the root of n), and in how many
draws b is better. A draw in which both are equal does not count as better.
"""


# %%
def paired(a, b):
    """Return the gain of b over a, its error, and in how many draws b is better."""
    # SOLUTION paired


check("23.5", paired)

# %% [markdown]
r"""
Eight draws of ten labels, which a lucky draw makes easy for both methods:
"""

# %%
old = np.array([0.52, 0.61, 0.70, 0.58, 0.66, 0.75, 0.63, 0.69])
new = np.array([0.55, 0.65, 0.72, 0.62, 0.68, 0.80, 0.64, 0.73])
found = paired(old, new)
if found is None:
    print("not written yet")
else:
    print(f"gain {found[0]:.3f} +- {found[1]:.3f}, better in {found[2]} of 8 draws")
    apart = np.sqrt((old.var(ddof=1) + new.var(ddof=1)) / 8)
    print(f"as if the draws had nothing in common: +- {apart:.3f}")

# %% tags=["exercise"]
# hint("23.5")

# %% [markdown] tags=["solution"]
r"""
Easy draws are easy for both methods. The difference takes that out, so that a gain of three points shows clearly though
the scores spread by seven.
"""

# %% [markdown]
r"""
## 23.6 Fifty labels

An open one. Write `learn(x, buy, rng)`. x are 1,348 digits (1348, 64), pixels from 0 to 1, without labels.
`buy(indices)` returns the labels of the digits that you name; fifty different ones are paid for. `rng` is a NumPy
generator, if you need one. Return a function `predict(x_new)` that gives a digit from 0 to 9 for each row of x_new (449
held-out digits, which nobody sees before).

The check does this for the five splits 0 to 4. The target: 0.95 right on average. Use anything of the lesson:
`kmeans(x, k, seed=rng)`, whose result has `centres` and `assignment`, `label_spreading(x, labels)` and
`neighbour_votes(x_new, x, shares)` are imported.
"""

# %%
from nnlearn.cluster import kmeans, label_spreading, neighbour_votes


# %% tags=["nbval-ignore-output"]
def learn(x, buy, rng):
    """Return a function that reads digits, from fifty labels."""
    # BEGIN SOLUTION
    centres = kmeans(x, 50, seed=rng).centres
    bought = representatives(x, centres)
    labels = np.full(len(x), -1)
    labels[bought] = buy(bought)
    shares = label_spreading(x, labels)

    def predict(x_new):
        return neighbour_votes(x_new, x, shares).argmax(axis=1)

    return predict
    # END SOLUTION


check("23.6", learn)

# %% tags=["exercise"]
# hint("23.6")

# %% [markdown] tags=["solution"]
r"""
The centres say which digits have many like them, and the graph carries their labels to the others. Nothing here is a
neural network: with so few labels, where the digits lie is most of what there is to know.
"""
