"""The places of a graph's nodes: in columns, in an order in which few edges cross."""

import itertools

import numpy as np


def arrange(levels, edges, sweeps=24):
    """Return the place (x, y) of every node, and the way of every edge past the nodes between its ends.

    Nodes stand in the column of their level. An edge over several columns takes a free slot in each of them. The order
    in the columns is that of the mean place of each one's neighbours, taken from the left and from the right in turn,
    and the best order found is kept.

    Parameters
    ----------
    levels : sequence of int
        Column of each node, from 0.
    edges : sequence of (int, int)
        (node, input), the input in a column further left.
    sweeps : int, default 24
        How often the order is improved.

    Returns
    -------
    places : ndarray of shape (nodes, 2)
        x counts columns; y counts slots, downwards, centred on 0.
    ways : list of ndarray of shape (2 or more, 2)
        From the input to the node.

    References
    ----------
    Sugiyama, Tagawa, Toda (1981), "Methods for visual understanding of hierarchical system structures".

    Examples
    --------
    >>> places, ways = arrange([0, 0, 1], [(2, 0), (2, 1)])
    >>> places.tolist()
    [[0.0, -0.5], [0.0, 0.5], [1.0, 0.0]]
    """
    level, chains = list(levels), []
    for node, source in edges:  # a long edge is a chain of short ones over slots of its own
        between = range(levels[source] + 1, levels[node])
        chains.append([source, *range(len(level), len(level) + len(between)), node])
        level += between
    short = [pair for chain in chains for pair in itertools.pairwise(chain)]
    columns = [[k for k in range(len(level)) if level[k] == column] for column in range(max(level) + 1)]
    best, fewest = columns, crossings(columns, short, level)
    for sweep in range(sweeps):
        columns = improve(columns, short, forward=sweep % 2 == 0)
        count = crossings(columns, short, level)
        if count < fewest:
            best, fewest = columns, count
    places = np.zeros((len(level), 2))
    for x, column in enumerate(best):
        for slot, node in enumerate(column):
            places[node] = x, slot - (len(column) - 1) / 2
    return places[: len(levels)], [places[chain] for chain in chains]


def improve(columns, short, forward):
    """Return the columns, each in the order of the mean place of its nodes' neighbours in the column before."""
    columns = [list(column) for column in columns]
    neighbours: dict = {}
    for left, right in short:
        node, other = (right, left) if forward else (left, right)
        neighbours.setdefault(node, []).append(other)
    order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
    for x in order:
        before = columns[x - 1 if forward else x + 1]
        place = {node: slot - (len(before) - 1) / 2 for slot, node in enumerate(before)}
        own = {node: slot - (len(columns[x]) - 1) / 2 for slot, node in enumerate(columns[x])}
        near = {node: [place[other] for other in neighbours.get(node, ())] or [own[node]] for node in columns[x]}
        columns[x].sort(key=lambda node, near=near: float(np.mean(near[node])))
    return columns


def crossings(columns, short, level):
    """Return how many pairs of edges cross.

    Examples
    --------
    >>> crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)], [0, 0, 1, 1])
    1
    """
    place = {node: slot for column in columns for slot, node in enumerate(column)}
    return sum(
        level[a] == level[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in itertools.combinations(short, 2)
    )
