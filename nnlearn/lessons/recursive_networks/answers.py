"""The right answers to the exercises of lesson 20; `inputs.py` has what they are tried on."""

import numpy as np

import nnlearn.numpy as nn

# 20.1 with T = 1 and F = -1, l + r is 2, 0 or -2: the bias puts the border between two of them

GATES = {"and": (3.0, 3.0, -3.0), "or": (3.0, 3.0, 3.0)}

# 20.2 v = tanh(A l + B r + b), with the matrices of the node's operator; a leaf is its row of the table


def forward(tree, leaf, A, B, b):
    """Return the vector of a tree's root."""
    if not isinstance(tree, tuple):
        return leaf[tree]
    operator, *children = tree
    vectors = [forward(child, leaf, A, B, b) for child in children]
    total = A[operator] @ vectors[0] + b[operator]
    if len(vectors) == 2:
        total = total + B[operator] @ vectors[1]
    return np.tanh(total)


# 20.3 parents before children: g = g_v (1 - v^2), and then g_l = A^T g, g_r = B^T g


def backward(nodes, v, A, B, g_root):
    """Return the gradients of A, B, b and of the table of the leaves."""
    g_A, g_B = np.zeros_like(A), np.zeros_like(B)
    g_b, g_leaf = np.zeros(A.shape[:2]), np.zeros((2, v.shape[1]))
    g_v = np.zeros_like(v)
    g_v[-1] = g_root
    for i in reversed(range(len(nodes))):
        kind, left, right, height = nodes[i]
        if height == 0:
            g_leaf[kind] += g_v[i]
            continue
        g = g_v[i] * (1 - v[i] ** 2)
        g_A[kind] += np.outer(g, v[left])
        g_b[kind] += g
        g_v[left] = A[kind].T @ g
        if right >= 0:
            g_B[kind] += np.outer(g, v[right])
            g_v[right] = B[kind].T @ g
    return g_A, g_B, g_b, g_leaf


# 20.4 what has one height and one operator is one matrix product, over all trees


def roots(kind, left, right, height, root, leaf, A, B, b):
    """Return the vectors of the roots of many trees."""
    v = np.zeros((len(kind) + 1, leaf.shape[1]))  # the last row: no child, all zeros
    leaves = np.flatnonzero(height == 0)
    v[leaves] = leaf[kind[leaves]]
    for level in range(1, height.max() + 1):
        for k in range(len(A)):
            rows = np.flatnonzero((height == level) & (kind == k))
            total = v[left[rows]] @ A[k].T + v[right[rows]] @ B[k].T + b[k]
            v[rows] = np.tanh(total)
    return v[root]


# 20.5 the eye looks up pictures by their numbers; what comes back from the tree goes down into its layers


def prepare(self, pictures, size):
    """Keep the pictures, and make the layers."""
    self.pictures = pictures
    first, second = nn.Linear(64, 32), nn.Linear(32, size)
    self.layers = nn.Sequential(first, nn.Tanh(), second, nn.Tanh())


def look(self, k):
    """Return the vectors (n, size) of the pictures with the numbers k (n,)."""
    return self.layers(self.pictures[k])


def learn(self, g):
    """Hand dL/d(vectors), (n, size), down to the layers."""
    return self.layers.backward(g)


class Eye(nn.Module):
    """A small network that makes a vector of each picture, by its number."""

    __init__, forward, backward = prepare, look, learn
