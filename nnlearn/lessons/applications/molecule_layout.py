"""A molecule drawn in the plane: every pair of atoms has a distance that it should have, and springs do the rest."""

import numpy as np

STARTS, STEPS = 16, 150
CLOSE, CROWDED, CROSSED = 0.75, 40.0, 30.0  # what atoms on top of each other cost, and bonds that cross
RINGS = 8  # the largest ring drawn as a polygon
STIFF = 30.0  # springs between bonded atoms, and within a ring, against those of the others
ZIGZAG = {1: 1.0, 2: 3**0.5, 3: 2.55}  # distances along a chain with angles of 120 degrees; then 0.87 a bond


def placed(molecule):
    """Return a place in the plane for every atom, about one unit of length a bond.

    Rings are to be regular polygons, chains zigzags, and atoms that are far apart along the bonds far apart in the
    plane. A sum of squared errors, weighed less the farther apart two atoms are, is made small from sixteen starts;
    the best, without atoms on top of each other, is kept, and turned so that it is wider than high.

    Parameters
    ----------
    molecule : Molecule

    Returns
    -------
    ndarray of shape (atoms, 2), float64
        Centred; the same whenever it is called.

    References
    ----------
    Gansner, Koren and North (2004), "Graph drawing by stress majorization".

    Examples
    --------
    >>> from nnlearn.chemistry import parse
    >>> benzene = placed(parse("c1ccccc1"))
    >>> np.hypot(*benzene.T).round(2)
    array([1., 1., 1., 1., 1., 1.])
    """
    n = len(molecule.atoms)
    if n == 1:
        return np.zeros((1, 2))
    ideal, stiff = springs(molecule)
    soft = 1 / np.maximum(ideal, 1.0) ** 2  # first the whole, then the bonds and rings
    np.fill_diagonal(soft, 0)
    ends = np.array([bond[:2] for bond in molecule.bonds], int).reshape(-1, 2)
    rng = np.random.default_rng(0)
    best, least = np.zeros((n, 2)), np.inf
    for start in range(STARTS):
        x = scaled(ideal) + rng.normal(size=(n, 2)) * start / 4
        for weight in (soft, stiff):
            x = relaxed(x, ideal, weight)
        apart = distances(x)
        near = np.maximum(CLOSE - apart, 0)[~np.eye(n, dtype=bool)].sum()
        cost = (stiff * (apart - ideal) ** 2).sum() + CROWDED * near + CROSSED * crossings(x, ends)
        if cost < least - 1e-9:
            best, least = x, cost
    best = best - best.mean(axis=0)
    return best @ np.linalg.svd(best, full_matrices=False)[2].T


def relaxed(x, ideal, weight):
    """Return places after some steps of the springs; each step makes the weighed squared errors smaller."""
    spread = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    for _ in range(STEPS):
        pull = weight * ideal / np.maximum(distances(x), 1e-9)
        x = spread @ (pull.sum(axis=1)[:, None] * x - pull @ x)
    return x


def distances(x):
    """Return the distances (n, n) of n places."""
    return np.hypot(*(x[:, None] - x).transpose(2, 0, 1))


def crossings(x, ends):
    """Return how many pairs of bonds cross.

    Examples
    --------
    >>> square = np.array([[0, 0], [1, 1], [0, 1], [1, 0]])
    >>> crossings(square, np.array([[0, 1], [2, 3]])), crossings(square, np.array([[0, 2], [1, 3]]))
    (1, 0)
    """
    first, second = x[ends[:, 0]], x[ends[:, 1]]

    def side(a, b, c):
        u, v = b - a, c - a
        return np.sign(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0])

    apart = [side(first[:, None], second[:, None], end) for end in (first, second)]
    across = (apart[0] * apart[1] < 0) & (apart[0] * apart[1] < 0).T
    joined = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int((across & ~joined).sum()) // 2


def scaled(ideal):
    """Return the first start: the plane in which the squared distances fit best."""
    n = len(ideal)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centre @ ideal**2 @ centre / 2)
    return vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-3))


def springs(molecule):
    """Return the distance that every pair of atoms should have, and how much it counts.

    Examples
    --------
    >>> from nnlearn.chemistry import parse
    >>> springs(parse("CCC"))[0].round(2).tolist()
    [[0.0, 1.0, 1.73], [1.0, 0.0, 1.0], [1.73, 1.0, 0.0]]
    """
    n = len(molecule.atoms)
    near = [[j for j, _ in found] for found in molecule.neighbours()]
    bonds = np.array([steps_from(i, near) for i in range(n)])
    bonds[bonds > n] = bonds[bonds <= n].max() + 2  # another molecule: beside it
    ideal = 0.87 * bonds
    for count, length in ZIGZAG.items():
        ideal[bonds == count] = length
    weight = 1 / np.maximum(bonds, 1.0) ** 3
    weight[bonds == 1] = STIFF
    weight[bonds == 2] = STIFF / 6
    for ring in rings(molecule, near):
        for a, i in enumerate(ring):
            for b, j in enumerate(ring):
                if i != j:
                    ideal[i, j] = np.sin(np.pi * abs(a - b) / len(ring)) / np.sin(np.pi / len(ring))
                    weight[i, j] = STIFF
    np.fill_diagonal(weight, 0)
    return ideal, weight


def steps_from(i, near, closed=()):
    """Return the number of bonds from one atom to each, 10,000 where there is no way; not along the bond `closed`."""
    steps = [10_000] * len(near)
    steps[i], waiting = 0, [i]
    for j in waiting:
        for k in near[j]:
            if steps[k] == 10_000 and {j, k} != set(closed):
                steps[k] = steps[j] + 1
                waiting.append(k)
    return steps


def rings(molecule, near):
    """Return the smallest ring through each bond of a ring, in order around it, each ring once.

    Examples
    --------
    >>> from nnlearn.chemistry import parse
    >>> toluene = parse("Cc1ccccc1")
    >>> rings(toluene, [[j for j, _ in found] for found in toluene.neighbours()])
    [[1, 2, 3, 4, 5, 6]]
    """
    found: dict = {}
    for first, second, _, in_ring in molecule.bonds:
        if in_ring:
            steps = steps_from(second, near, (first, second))
            ring = [first]
            while ring[-1] != second:
                ring.append(
                    min((k for k in near[ring[-1]] if {ring[-1], k} != {first, second}), key=lambda k: steps[k])
                )
            if len(ring) <= RINGS:
                found.setdefault(frozenset(ring), ring)
    return [around(ring) for ring in found.values()]


def around(ring):
    """Return a ring from its smallest atom, to the smaller of that one's two neighbours."""
    at = ring.index(min(ring))
    ring = ring[at:] + ring[:at]
    return ring if ring[1] < ring[-1] else ring[:1] + ring[:0:-1]
