"""What trained vectors look like: two heaps, how far apart, and what becomes of a push on the way up."""

import numpy as np

from nnlearn import trees


def vectors_of(nn, model, x):
    """Return the vector of every node of every tree, and what the head says of it.

    Parameters
    ----------
    nn : nnlearn.numpy or nnlearn.torch
    model : Sequential of a TreeRNN and a Linear
    x : ndarray of shape (n, nodes, 4)

    Returns
    -------
    vectors : ndarray of shape (all nodes, size)
        In the order of `trees.flat`.
    said : ndarray of shape (all nodes,), int64
        The class with the highest score.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Sequential(nn.TreeRNN(3, 2, 2), nn.Linear(2, 2))
    >>> [found.shape for found in vectors_of(nn, model, trees.encode(["T", ("not", "F")]))]
    [(3, 2), (3,)]
    """
    tree, head = model[0], model[1]
    asked, tree.every_node = tree.every_node, True
    try:
        vectors = nn.predict(tree, x)[x[:, :, 3] >= 0]
    finally:
        tree.every_node = asked
    return vectors, nn.predict(head, vectors).argmax(axis=1)


def apart(vectors, truth):
    """Return the mean distance of two heaps' centres, in units of their spread.

    Parameters
    ----------
    vectors : ndarray of shape (n, size)
    truth : ndarray of shape (n,)
        Which heap: whole numbers, at least two different ones.

    Returns
    -------
    float
        Spread is the root of the mean square distance from a heap's own centre, over all heaps.

    Examples
    --------
    >>> apart(np.array([[0.0], [2.0], [10.0], [12.0]]), np.array([0, 0, 1, 1]))
    10.0
    """
    heaps = [vectors[truth == k] for k in np.unique(truth)]
    centres = np.array([heap.mean(axis=0) for heap in heaps])
    distances = np.linalg.norm(centres[:, None] - centres, axis=2)[np.triu_indices(len(heaps), 1)]
    return float(distances.mean() / np.sqrt(np.mean([heap.var(axis=0).sum() for heap in heaps])))


def push(tree, vectors, x, truth, share, most=3, count=300, seed=0):
    """Push inner nodes towards the other heap, and return what is left of it one, two, three operators further up.

    Parameters
    ----------
    tree : dict of str to ndarray
        A, B and b of the operators, as weight_left, weight_right and bias.
    vectors : ndarray of shape (all nodes, size)
        As `vectors_of` returns them.
    x : ndarray of shape (n, nodes, 4)
    truth : ndarray of shape (all nodes,)
    share : float
        How far, in distances of the heaps' centres.
    most : int
        How many operators to follow it.
    count : int
        Nodes to push, drawn from those that are neither leaf nor root.
    seed : int

    Returns
    -------
    list of ndarray
        For each step up, what is left at each node that has one, in distances of the heaps' centres.
    """
    batch = trees.flat(x)
    inner = np.flatnonzero(batch.height > 0)
    parent = np.full(len(batch.kind), -1)
    for child in (batch.left, batch.right):
        parent[child[inner][child[inner] >= 0]] = inner[child[inner] >= 0]
    centres = np.array([vectors[inner][truth[inner] == k].mean(axis=0) for k in (0, 1)])
    gap = np.linalg.norm(centres[1] - centres[0])
    padded = np.concatenate([vectors, np.zeros_like(vectors[:1])])
    found: list = [[] for _ in range(most)]
    chosen = np.random.default_rng(seed).choice(inner[parent[inner] >= 0], count)
    for node in chosen:
        at, v = node, vectors[node] + share * (centres[1 - truth[node]] - centres[truth[node]])
        for step in range(most):
            above = parent[at]
            if above < 0:
                break
            k, (left, right) = batch.kind[above], (batch.left[above], batch.right[above])
            both = [v if child == at else padded[child] for child in (left, right)]
            at, v = (
                above,
                np.tanh(tree["weight_left"][k] @ both[0] + tree["weight_right"][k] @ both[1] + tree["bias"][k]),
            )
            found[step].append(np.linalg.norm(v - vectors[at]) / gap)
    return [np.array(left) for left in found]
