"""Clusters against labels that the clustering did not see."""

import numpy as np

from nnlearn.arguments import labels


def purity(clusters, target):
    """Return the share of the examples that have the most frequent label of their cluster.

    `purity = 1/n sum_j max_k (number of examples of class k in cluster j)`

    It never falls when a cluster is divided, and is 1 if each example is a cluster. So compare it only between
    clusterings of the same number of clusters.

    Parameters
    ----------
    clusters : ndarray of shape (n,), whole numbers, 0 or more
        The cluster of each example.
    target : ndarray of shape (n,), whole numbers, 0 or more
        Its label.

    Returns
    -------
    float
        Above 0, at most 1.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of whole numbers.
    ValueError
        If they are empty, of another shape, of different lengths, or a number is negative.

    References
    ----------
    Manning, Raghavan, Schütze (2008), *Introduction to Information Retrieval*, section 16.3.

    Examples
    --------
    >>> purity(np.array([0, 0, 0, 1, 1]), np.array([7, 7, 3, 3, 3]))
    0.8
    """
    labels("purity", "clusters", clusters)
    labels("purity", "target", target)
    if len(clusters) != len(target):
        raise ValueError(f"purity expected target of shape {clusters.shape}, one label each, got {target.shape}")
    _, cluster = np.unique(clusters, return_inverse=True)
    kinds, kind = np.unique(target, return_inverse=True)
    counts = np.zeros((cluster.max() + 1, len(kinds)), np.int64)
    np.add.at(counts, (cluster, kind), 1)
    return float(counts.max(axis=1).sum() / len(target))
