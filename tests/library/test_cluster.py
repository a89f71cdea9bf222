"""k-means, label spreading and purity: equal to scikit-learn on equal inputs and starts, and they refuse the rest."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics.cluster import contingency_matrix
from sklearn.neighbors import KNeighborsClassifier
from sklearn.semi_supervised import LabelSpreading

from nnlearn import datasets
from nnlearn.cluster import kmeans, label_spreading, neighbour_votes
from nnlearn.metrics import purity

DIGITS = datasets.digits()
X, Y = DIGITS.x[:600] / 16, DIGITS.y[:600]


def cloud(n=60, d=3, seed=0):
    return np.random.default_rng(seed).normal(size=(n, d))


# ---- k-means ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 3, 10, 50])
@pytest.mark.parametrize("x", [cloud(), X], ids=["cloud", "digits"])
def test_kmeans_is_scikit_learns_from_the_same_start(x, k):
    start = x[np.random.default_rng(k).choice(len(x), k, replace=False)]
    ours = kmeans(x, k, start=start)
    theirs = KMeans(k, init=start.astype(float), n_init=1, max_iter=300, tol=0).fit(x.astype(float))
    np.testing.assert_array_equal(ours.assignment, theirs.labels_)
    np.testing.assert_allclose(ours.centres, theirs.cluster_centers_, atol=1e-12)
    assert ours.sums[-1] == pytest.approx(theirs.inertia_)


@pytest.mark.parametrize("start", ["random", "k-means++"])
@pytest.mark.parametrize("seed", range(5))
def test_no_half_step_raises_the_sum_and_the_end_is_a_fixed_point(start, seed):
    found = kmeans(X, 12, start=start, seed=seed)
    assert (np.diff(found.sums) <= 1e-9).all()
    assert found.sums[0] > found.sums[1]
    again = kmeans(X, 12, start=found.centres)
    np.testing.assert_array_equal(again.assignment, found.assignment)
    np.testing.assert_allclose(again.centres, found.centres, atol=1e-12)
    for j in range(12):
        np.testing.assert_allclose(found.centres[j], X[found.assignment == j].mean(axis=0), atol=1e-6)


def test_one_round_is_two_half_steps():
    x = np.array([[0.0], [1.0], [5.0], [7.0]])
    first = kmeans(x, 2, start=np.array([[0.0], [1.0]]), rounds=1)
    np.testing.assert_allclose(first.sums, [52, 56 / 3])
    np.testing.assert_allclose(first.centres, [[0], [13 / 3]])
    np.testing.assert_array_equal(first.assignment, [0, 1, 1, 1])


def test_seeds_and_starts():
    one, same, other = (kmeans(X, 10, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one.centres, same.centres)
    assert (one.assignment != other.assignment).any()
    rng = np.random.default_rng(0)
    assert (kmeans(X, 10, seed=rng).assignment != kmeans(X, 10, seed=rng).assignment).any()
    sums = {start: np.mean([kmeans(X, 50, start=start, seed=s).sums[0] for s in range(5)]) for start in
            ("random", "k-means++")}  # fmt: skip
    assert sums["k-means++"] < sums["random"]


def test_kmeans_plus_plus_prefers_what_is_far():
    x = np.concatenate([np.zeros((98, 1)), [[100.0]], [[-100.0]]])
    for seed in range(20):
        assert set(kmeans(x, 3, seed=seed).centres.ravel()) == {0, 100, -100}


def test_kmeans_plus_plus_draws_in_proportion_to_the_square_of_the_distance():
    x = np.concatenate([np.zeros((98, 1)), [[1.0]], [[3.0]]])
    first = np.array([kmeans(x, 2, seed=seed, rounds=1).sums[0] for seed in range(400)])  # 1 if 3 is drawn, 4 if 1 is
    assert (first == 1).sum() / np.isin(first, (1, 4)).sum() == pytest.approx(0.9, abs=0.05)


def test_random_starts_are_different_examples_and_a_cluster_may_have_one():
    x = np.arange(6.0)[:, None]
    for seed in range(5):
        assert kmeans(x, 6, start="random", seed=seed).sums[0] == 0
    np.testing.assert_array_equal(kmeans(np.array([[0.0], [1.0], [9.0]]), 2, start=np.array([[0.0], [7.0]])).centres,
                                  [[0.5], [9]])  # fmt: skip


def test_an_empty_cluster_keeps_its_centre_and_equal_examples_are_no_trouble():
    found = kmeans(np.array([[0.0], [1.0]]), 2, start=np.array([[0.5], [9.0]]))
    np.testing.assert_array_equal(found.centres, [[0.5], [9]])
    same = kmeans(np.ones((4, 2)), 3)
    assert same.sums[-1] == 0
    np.testing.assert_array_equal(same.centres, np.ones((3, 2)))


def test_units_and_dtypes_do_not_matter():
    x = cloud()
    plain = kmeans(x, 4)
    for scale in (1e-150, 1e150):
        np.testing.assert_array_equal(kmeans(x * scale, 4, start=x[:4] * scale).assignment,
                                      kmeans(x, 4, start=x[:4]).assignment)  # fmt: skip
    assert plain.centres.dtype == plain.sums.dtype == np.float64
    assert plain.assignment.dtype == np.int64
    assert kmeans(x.astype(np.float32), 4).centres.dtype == np.float64
    assert kmeans((x * 100).astype(np.int64), 4).assignment.shape == (60,)


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("x to be .* got a list", {"x": [[1.0]]}),
        (r"x of shape \(n, d\), got \(3,\)", {"x": np.ones(3)}),
        ("x with at least one element", {"x": np.ones((0, 3))}),
        ("x to be finite, got nan", {"x": np.full((3, 2), np.nan)}),
        (r"k in 1\.\.60, got 61", {"k": 61}),
        (r"k in 1\.\.60, got 0", {"k": 0}),
        ("k to be a whole number, got 2.0", {"k": 2.0}),
        (
            "start to be 'k-means\\+\\+' or 'random' or an array of shape \\(4, 3\\), got the string 'first'",
            {"start": "first"},
        ),
        ("start to be .* got None", {"start": None}),
        ("start to be .* got a list", {"start": [[1.0]]}),
        ("start with k = 4 centres, got 5", {"start": np.ones((5, 3))}),
        (r"start of shape \(n, 3\), got \(4, 2\)", {"start": np.ones((4, 2))}),
        ("rounds at least 1, got 0", {"rounds": 0}),
        ("seed at least 0, got -1", {"seed": -1}),
        ("seed to be a whole number, got the string 'x'", {"seed": "x"}),
    ],
)
def test_what_kmeans_refuses(message, change):
    with pytest.raises((TypeError, ValueError), match=f"^kmeans expected {message}"):
        kmeans(**{"x": cloud(), "k": 4, **change})


# ---- label spreading ----------------------------------------------------------------------------------------------


def graph(x, k):
    """Return the matrix of neighbours, written out: 1 where either is among the k nearest of the other."""
    distance = ((x[:, None] - x[None]) ** 2).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    near = distance.argsort(axis=1, kind="stable")[:, :k]
    W = np.zeros((len(x), len(x)))
    W[np.arange(len(x))[:, None], near] = 1
    return np.maximum(W, W.T)


def some(y, n, seed=0):
    labels = np.full(len(y), -1)
    drawn = datasets.draw_labels(y, n, balanced=True, seed=seed)
    labels[drawn] = y[drawn]
    return labels


@pytest.mark.parametrize("alpha", [0.0, 0.2, 0.9])
@pytest.mark.parametrize("k", [1, 4, 59])
def test_the_rounds_end_at_the_closed_form(k, alpha):
    x, labels = cloud(), some(np.arange(60) % 3, 6)
    S = graph(x, k)
    S /= S.sum(axis=1, keepdims=True)
    expected = (1 - alpha) * np.linalg.solve(np.eye(60) - alpha * S, np.eye(3)[labels] * (labels >= 0)[:, None])
    total = expected.sum(axis=1, keepdims=True)
    found = label_spreading(x, labels, neighbours=k, alpha=alpha, rounds=10_000, tolerance=1e-14)
    np.testing.assert_allclose(found, expected / np.where(total > 1e-12, total, 1), atol=1e-9)


class Means(LabelSpreading):
    """scikit-learn's rounds on a matrix that takes the mean of the neighbours."""

    def _build_graph(self):
        W = graph(self.X_, 7)
        return W / W.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("n", [10, 50])
def test_digits_get_scikit_learns_labels(n):
    x, y = X[:300].astype(float), Y[:300]
    labels = some(y, n)
    theirs = Means(kernel="knn", alpha=0.8, max_iter=1000, tol=1e-9).fit(x, labels)
    ours = label_spreading(x, labels, alpha=0.8, tolerance=1e-12)
    np.testing.assert_allclose(ours, theirs.label_distributions_, atol=1e-6)


@pytest.mark.parametrize("alpha", [0.2, 0.99])
def test_on_a_ring_where_all_have_two_neighbours_it_is_scikit_learns(alpha):
    angle = 2 * np.pi * np.arange(30) / 30
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    labels = np.full(30, -1)
    labels[[0, 4, 11]] = 0, 1, 2
    theirs = LabelSpreading(kernel=lambda a, b: graph(a, 2), alpha=alpha, max_iter=20_000, tol=1e-12).fit(x, labels)
    found = label_spreading(x, labels, neighbours=2, alpha=alpha, rounds=20_000, tolerance=0)
    np.testing.assert_allclose(found, theirs.label_distributions_, atol=1e-6)


def test_on_digits_it_reads_as_much_as_scikit_learns_own_graph():
    found = []
    for seed in range(5):
        labels = some(Y, 50, seed)
        theirs = LabelSpreading(kernel="knn", n_neighbors=7, alpha=0.2).fit(X, labels).transduction_
        found.append([(label_spreading(X, labels).argmax(axis=1) == Y).mean(), (theirs == Y).mean()])
    ours, theirs = np.mean(found, axis=0)
    assert ours == pytest.approx(theirs, abs=0.02)


def test_two_rounds_by_hand_on_five_points():
    x, labels = np.arange(5.0)[:, None] ** 1.1, np.array([0, -1, -1, -1, 1])
    one = label_spreading(x, labels, neighbours=2, alpha=0.5, rounds=0)
    np.testing.assert_array_equal(one, [[1, 0], [0, 0], [0, 0], [0, 0], [0, 1]])
    W = graph(x, 2)
    F = np.eye(2)[labels] * (labels >= 0)[:, None]
    known = F
    for _ in range(2):
        F = 0.5 * W @ F / W.sum(axis=1, keepdims=True) + 0.5 * known
    np.testing.assert_allclose(label_spreading(x, labels, neighbours=2, alpha=0.5, rounds=2),
                               F / F.sum(axis=1, keepdims=True))  # fmt: skip


def test_a_group_that_no_label_reaches_keeps_zeros_and_a_label_can_be_overruled():
    x = np.array([[0.0], [1.0], [2.0], [50.0], [51.0], [52.0]])
    shares = label_spreading(x, np.array([-1, 1, -1, -1, -1, -1]), neighbours=1, alpha=0.5)
    np.testing.assert_array_equal(shares, [[0, 1]] * 3 + [[0, 0]] * 3)
    crowd = np.concatenate([cloud(9, 2), np.zeros((1, 2))])
    labels = np.array([0] * 9 + [1])
    assert label_spreading(crowd, labels, neighbours=9, alpha=0.9)[-1].argmax() == 0


def test_a_label_reaches_the_far_end_of_a_long_chain():
    x = np.arange(40.0)[:, None] ** 1.01
    labels = np.full(40, -1)
    labels[0] = 1
    assert (label_spreading(x, labels, neighbours=2, alpha=0.01).argmax(axis=1) == 1).all()


def test_units_do_not_matter_to_the_graph():
    x, labels = cloud(), some(np.arange(60) % 3, 6)
    plain = label_spreading(x, labels)
    for scale, shift in ((1e150, 0), (1e-150, 0), (1.0, 1e5)):
        np.testing.assert_allclose(label_spreading(x * scale + shift, labels), plain, atol=1e-6)
    assert label_spreading(x.astype(np.float32), labels).dtype == np.float64


@pytest.mark.parametrize("k", [1, 5, 40])
def test_neighbour_votes_are_the_nearest_neighbour_rule(k):
    x, y, points = cloud(40), np.arange(40) % 3, cloud(700, seed=1)
    rule = KNeighborsClassifier(k).fit(x, y)
    found = neighbour_votes(points, x, np.eye(3)[y], neighbours=k)
    np.testing.assert_allclose(found, rule.predict_proba(points))
    np.testing.assert_allclose(neighbour_votes(points, x, 5.0 * np.eye(3)[y], neighbours=k), found)


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("x to be", {"x": None}),
        (r"x of shape \(n, d\), got \(3,\)", {"x": np.ones(3)}),
        ("labels to hold whole numbers", {"labels": np.zeros(60)}),
        ("labels to be", {"labels": [0] * 60}),
        (r"labels of shape \(60,\), one for each example, got \(59,\)", {"labels": np.zeros(59, int)}),
        (r"labels of 0 or more, and -1 where none is known, got -1\.\.-1", {"labels": np.full(60, -1)}),
        (r"labels of 0 or more, and -1 where none is known, got -2\.\.0", {"labels": np.array([-2] + [0] * 59)}),
        (r"neighbours in 1\.\.59, got 60", {"neighbours": 60}),
        (r"neighbours in 1\.\.59, got 0", {"neighbours": 0}),
        ("alpha >= 0 and < 1, got 1", {"alpha": 1}),
        ("alpha >= 0 and < 1, got -0.1", {"alpha": -0.1}),
        ("rounds at least 0, got -1", {"rounds": -1}),
        ("tolerance >= 0, got -1", {"tolerance": -1}),
    ],
)
def test_what_label_spreading_refuses(message, change):
    with pytest.raises((TypeError, ValueError), match=f"^label_spreading expected {message}"):
        label_spreading(**{"x": cloud(), "labels": some(np.arange(60) % 3, 6), **change})


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("points to be", {"points": [[1.0] * 3]}),
        (r"points of shape \(n, 3\), got \(5, 2\)", {"points": np.ones((5, 2))}),
        ("x to be finite", {"x": np.full((60, 3), np.inf)}),
        (r"shares of shape \(60, classes\)", {"shares": np.ones(60)}),
        (r"shares of shape \(60, classes\)", {"shares": np.ones((59, 2))}),
        (r"shares of shape \(60, classes\) and 0 or more.*-1", {"shares": -np.ones((60, 2))}),
        ("shares to be finite", {"shares": np.full((60, 2), np.nan)}),
        (r"neighbours in 1\.\.60, got 61", {"neighbours": 61}),
    ],
)
def test_what_neighbour_votes_refuse(message, change):
    good = {"points": cloud(5), "x": cloud(), "shares": np.ones((60, 2))}
    with pytest.raises((TypeError, ValueError), match=f"^neighbour_votes expected {message}"):
        neighbour_votes(**{**good, **change})


# ---- purity -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 2, 7, 40])
def test_purity_is_the_share_of_the_most_frequent_label(k):
    rng = np.random.default_rng(k)
    clusters, target = rng.integers(0, k, 200) * 3, rng.integers(0, 5, 200) * 1000
    assert purity(clusters, target) == pytest.approx(contingency_matrix(target, clusters).max(axis=0).sum() / 200)
    assert purity(target, target) == 1
    assert purity(np.arange(200), target) == 1
    assert purity(np.zeros(200, int), target) == pytest.approx(np.unique(target, return_counts=True)[1].max() / 200)
    finer = clusters * 2 + rng.integers(0, 2, 200)
    assert purity(finer, target) >= purity(clusters, target)


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("clusters to be", {"clusters": [0, 1]}),
        ("clusters to hold whole numbers", {"clusters": np.ones(4)}),
        ("clusters to hold labels >= 0, got -1", {"clusters": np.array([-1, 0, 0, 0])}),
        (r"clusters of shape \(n,\)", {"clusters": np.ones((4, 1), int)}),
        (r"target of shape \(4,\), one label each, got \(3,\)", {"target": np.ones(3, int)}),
        ("target to hold labels >= 0, got -1", {"target": np.array([-1, 0, 0, 0])}),
        ("target with at least one", {"target": np.ones(0, int)}),
    ],
)
def test_what_purity_refuses(message, change):
    with pytest.raises((TypeError, ValueError), match=f"^purity expected {message}"):
        purity(**{"clusters": np.ones(4, int), "target": np.ones(4, int), **change})
