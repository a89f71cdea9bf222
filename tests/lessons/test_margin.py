"""The margin and the bound that follows from it equal what trying everything finds."""

import itertools

import numpy as np
import pytest

from nnlearn.lessons.perceptron.convergence import _affine, margin, mistake_bound, nearest


def smallest(points):
    """Return the distance of the hull from the origin by trying all corners, edges, triangles and tetrahedra."""
    found = [np.inf]
    for size in range(1, min(4, len(points)) + 1):
        for chosen in itertools.combinations(points, size):
            share = _affine(np.array(chosen))
            if (share >= -1e-9).all() and abs(share.sum() - 1) < 1e-6:
                found.append(np.linalg.norm(share @ np.array(chosen)))
    return min(found)


@pytest.mark.parametrize("seed", range(40))
def test_margin_is_what_trying_everything_finds(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rng.integers(4, 10), 2)) + 3 * rng.normal(size=2)
    y = (x @ rng.normal(size=2) + rng.normal() > 0).astype(int) if seed % 2 else rng.integers(0, 2, len(x))
    lifted = (2 * y - 1)[:, None] * np.column_stack([x, np.ones(len(x))])
    np.testing.assert_allclose(margin(x, y), smallest(lifted), atol=1e-7)


def test_nearest_in_a_large_and_degenerate_set():
    rng = np.random.default_rng(0)
    points = np.repeat(rng.normal((5, 0, 0), size=(300, 3)), 3, axis=0)
    near = nearest(points)
    assert (points @ near >= near @ near - 1e-9).all()  # no point lies below the plane through it: it is optimal


@pytest.mark.parametrize(("gate", "separable"), [("and", True), ("or", True), ("xor", False)])
def test_only_xor_of_the_gates_has_no_bound(gate, separable):
    from nnlearn.datasets import gates

    data = gates(gate)
    assert (mistake_bound(data.x, data.y) is not None) == separable
