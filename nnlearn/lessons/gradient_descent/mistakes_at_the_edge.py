"""Mistakes that people really make in 06.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.gradient_descent.answers import edge, hessian


def half_the_edge(gradient, w):
    return edge(gradient, w) / 2


def twice_the_edge(gradient, w):
    return 2 * edge(gradient, w)


def curvature_returned(gradient, w):
    return 2 / edge(gradient, w)


def smallest_curvature(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w)).min()


def smallest_in_size(gradient, w):
    return 2 / np.abs(np.linalg.eigvalsh(hessian(gradient, w))).min()


def middle_curvature(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w))[1]


def matrix_returned(gradient, w):
    return hessian(gradient, w)


def curvatures_returned(gradient, w):
    return np.linalg.eigvalsh(hessian(gradient, w))


def all_curvatures(gradient, w):
    return 2 / np.linalg.eigvalsh(hessian(gradient, w))


def smallest_of_the_edges(gradient, w):
    return (2 / np.linalg.eigvalsh(hessian(gradient, w))).min()


def largest_of_the_edges(gradient, w):
    return (2 / np.linalg.eigvalsh(hessian(gradient, w))).max()


OTHER_EIGENVALUES = (
    smallest_in_size,
    middle_curvature,
    all_curvatures,
    smallest_of_the_edges,
    largest_of_the_edges,
    lambda gradient, w: 2 / np.linalg.eigvals(hessian(gradient, w))[0].real,  # taken for sorted
    lambda gradient, w: 2 / np.linalg.eigvals(hessian(gradient, w))[-1].real,
)


def largest_in_size(gradient, w):
    return 2 / np.abs(np.linalg.eigvalsh(hessian(gradient, w))).max()


def largest_in_size_with_its_sign(gradient, w):
    """What a power iteration ends at: a negative rate, where the loss bends down more than up."""
    found = np.linalg.eigvalsh(hessian(gradient, w))
    return 2 / found[np.abs(found).argmax()]


def power_iteration(start, rounds, measure):
    """Return an answer that multiplies a vector by the Hessian a few times."""

    def unfinished(gradient, w):
        h, v = hessian(gradient, w), start(len(w))
        for _ in range(rounds):
            v = h @ v
            v = v / np.linalg.norm(v)
        return 2 / measure(h, v)

    return unfinished


POWER_ITERATIONS = tuple(
    power_iteration(start, rounds, measure)
    for start in (np.ones, lambda d: np.eye(d)[0], lambda d: np.random.default_rng(0).normal(size=d))
    for rounds in (1, 2, 3, 5, 10, 20, 30, 50, 100, 200)
    for measure in (lambda h, v: v @ h @ v, lambda h, v: np.linalg.norm(h @ v))
)


def diagonal_only(gradient, w):
    return 2 / np.diag(hessian(gradient, w)).max()


def from_the_matrix(measure):
    """Return an answer that takes some other number of the Hessian for its largest eigenvalue."""
    return lambda gradient, w: 2 / measure(hessian(gradient, w))


NOT_AN_EIGENVALUE = tuple(
    map(
        from_the_matrix,
        (
            np.max,
            lambda h: np.abs(h).max(),
            lambda h: np.abs(np.diag(h)).max(),
            np.trace,
            np.linalg.norm,
            np.sum,
            np.mean,
            lambda h: np.trace(h) / len(h),
            np.linalg.det,
            lambda h: np.abs(h).sum(axis=1).max(),
            lambda h: np.linalg.norm(h, axis=0).max(),
            lambda h: h[0, 0],
            lambda h: h[-1, -1],
            lambda h: h[:, -1].max(),
            lambda h: len(h) - 1,  # argmax: the place of the largest eigenvalue
        ),
    )
)


def together(measure):
    """Return an answer that moves all weights at once: it sees the sums of the rows of the Hessian.

    They are measured as learners do, since an eigenvalue that should be 0 is made of their rounding.
    """
    return lambda gradient, w: 2 / measure((gradient(w + 1e-5) - gradient(w - 1e-5)) / (2 * 1e-5))


WEIGHTS_TOGETHER = tuple(
    map(
        together,
        (
            np.max,
            np.linalg.norm,
            lambda sums: np.abs(sums).max(),
            lambda sums: np.linalg.eigvals(np.tile(sums[:, None], len(sums))).real.max(),
            lambda sums: np.linalg.eigvalsh(np.tile(sums[:, None], len(sums))).max(),  # it reads the lower half
            lambda sums: np.linalg.eigvalsh(np.tile(sums, (len(sums), 1))).max(),
        ),
    )
)


def gradient_at_unit_vectors(gradient, w):
    return 2 / np.linalg.eigvalsh(np.stack([gradient(one) for one in np.eye(len(w))], axis=1)).max()


def one_weight_alone(gradient, w):
    """An error: gradient gets a number."""
    return gradient(w[0] + 1e-5)


NOT_NEAR_W = gradient_at_unit_vectors, one_weight_alone


def eigvals_of_sums(h):
    return np.linalg.eigvals(np.cumsum(h, axis=1)).real.max()


MOVES_ADD_UP = tuple(
    map(
        from_the_matrix,
        (
            eigvals_of_sums,
            lambda h: np.linalg.eigvalsh(np.cumsum(h, axis=1)).max(),
            lambda h: np.linalg.eigvalsh(np.cumsum(h, axis=0)).max(),
            lambda h: np.linalg.eigvalsh(np.cumsum(h, axis=1) + np.cumsum(h, axis=1).T).max() / 2,
        ),
    )
)


def hessian_of_zeros(gradient, w):
    """With up = w and down = w both are one array: the two gradients are equal."""
    return np.inf


def times(factor):
    """Return an answer whose curvatures are too small by a factor."""
    return lambda gradient, w: edge(gradient, w) * factor


# the change of the gradient divided by 2 alone, by nothing, by 2 and then times eps, by eps twice
POWERS_OF_EPS = tuple(
    times(factor)
    for eps in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
    for factor in (1 / eps, 1 / eps / 2, 1 / eps**2, 1 / eps**2 / 2, eps, 2 * eps, eps / 2)
)
