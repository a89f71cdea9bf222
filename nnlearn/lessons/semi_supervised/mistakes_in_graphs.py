"""Mistakes that people really make in 23.4 and 23.5: the wrong answers that `check` names."""

import numpy as np

# 23.4


def graph(x, k, itself=False, symmetric=True):
    """Return who is joined to whom, (n, n)."""
    square = ((x[:, None] - x) ** 2).sum(axis=2)
    np.fill_diagonal(square, -1.0 if itself else np.inf)
    nearest = square.argsort(axis=1, kind="stable")[:, :k]
    joined = np.zeros(square.shape, bool)
    joined[np.arange(len(x))[:, None], nearest] = True
    return joined | joined.T if symmetric else joined


def shares_of(joined):
    return joined / joined.sum(axis=1, keepdims=True)


def known_of(labels):
    return (labels[:, None] == np.arange(labels.max() + 1)).astype(float)


def repeated(mean, known, alpha, rounds, start=None):
    shares = known if start is None else start
    for _ in range(rounds):
        shares = alpha * mean @ shares + (1 - alpha) * known
    return shares


def with_graph(join, weigh=shares_of):
    """Return an answer with another graph, or other weights on it."""
    return lambda x, labels, k, alpha, rounds: repeated(weigh(join(x, k)), known_of(labels), alpha, rounds)


def joined_to_itself(x, k):
    return graph(x, k) | np.eye(len(x), dtype=bool)


itself_is_one_of_k = with_graph(lambda x, k: graph(x, k, itself=True))
ITSELF = (
    with_graph(joined_to_itself),
    with_graph(lambda x, k: graph(x, k, itself=True, symmetric=False)),
    with_graph(lambda x, k: graph(x, k, symmetric=False) | np.eye(len(x), dtype=bool)),
    with_graph(
        lambda x, k: graph(x, k, itself=True) & ~np.eye(len(x), dtype=bool),
        lambda w: w / np.maximum(w.sum(1, keepdims=True), 1),
    ),
)
one_way = with_graph(lambda x, k: graph(x, k, symmetric=False))
ONE_WAY = (
    with_graph(lambda x, k: graph(x, k, symmetric=False).T, lambda w: w / np.maximum(w.sum(1, keepdims=True), 1)),
    with_graph(
        lambda x, k: graph(x, k, symmetric=False) & graph(x, k, symmetric=False).T,
        lambda w: w / np.maximum(w.sum(1, keepdims=True), 1),
    ),
    with_graph(lambda x, k: graph(x, k, symmetric=False) + 1.0 * graph(x, k, symmetric=False).T),
)
not_divided = with_graph(graph, lambda joined: joined.astype(float))
DIVIDED_OTHERWISE = (
    with_graph(graph, lambda joined: joined / joined.sum(axis=0)),
    with_graph(graph, lambda joined: joined / np.sqrt(np.outer(joined.sum(axis=0), joined.sum(axis=0)))),
    lambda x, labels, k, alpha, rounds: repeated(graph(x, k) / k, known_of(labels), alpha, rounds),
    lambda x, labels, k, alpha, rounds: repeated(graph(x, k) / len(x), known_of(labels), alpha, rounds),
)


def last_class_for_unknown(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), np.eye(labels.max() + 1)[labels], alpha, rounds)


def first_class_for_unknown(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), np.eye(labels.max() + 1)[np.maximum(labels, 0)], alpha, rounds)


def alphas_exchanged(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), known_of(labels), 1 - alpha, rounds)


def only_neighbours(x, labels, k, alpha, rounds):
    known, shares = known_of(labels), known_of(labels)
    for _ in range(rounds):
        shares = alpha * shares_of(graph(x, k)) @ shares + known
    return shares


def old_shares(x, labels, k, alpha, rounds):
    shares = known_of(labels)
    for _ in range(rounds):
        shares = alpha * shares_of(graph(x, k)) @ shares + (1 - alpha) * shares
    return shares


def labels_put_back(x, labels, k, alpha, rounds):
    known, mean = known_of(labels), shares_of(graph(x, k))
    shares = known
    for _ in range(rounds):
        shares = alpha * mean @ shares + (1 - alpha) * known
        shares[labels >= 0] = known[labels >= 0]
    return shares


def labels_stay(x, labels, k, alpha, rounds):
    known, mean = known_of(labels), shares_of(graph(x, k))
    shares = known
    for _ in range(rounds):
        shares = np.where(labels[:, None] >= 0, known, mean @ shares)
    return shares


def from_nothing(x, labels, k, alpha, rounds):
    known = known_of(labels)
    return repeated(shares_of(graph(x, k)), known, alpha, rounds, np.zeros(known.shape))


def one_round_less(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), known_of(labels), alpha, max(rounds - 1, 0))


def one_round_more(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), known_of(labels), alpha, rounds + 1)


def in_place(x, labels, k, alpha, rounds):
    """Each example already hears what its neighbours have become in the same round."""
    known, mean = known_of(labels), shares_of(graph(x, k))
    shares = known.copy()
    for _ in range(rounds):
        for n in range(len(x)):
            shares[n] = alpha * mean[n] @ shares + (1 - alpha) * known[n]
    return shares


def as_labels(x, labels, k, alpha, rounds):
    return repeated(shares_of(graph(x, k)), known_of(labels), alpha, rounds).argmax(axis=1)


def as_shares(x, labels, k, alpha, rounds):
    found = repeated(shares_of(graph(x, k)), known_of(labels), alpha, rounds)
    return found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)


# 23.5


def summary(gain=None, error=None, better=None):
    """Return an answer with some of its three parts made otherwise; `error` may be several."""

    def answer(a, b):
        one = b - a
        return (
            gain(a, b) if gain else one.mean(),
            error(a, b) if error else one.std(ddof=1) / np.sqrt(len(one)),
            better(a, b) if better else int((one > 0).sum()),
        )

    return answer


def a_minus_b(a, b):
    return (a - b).mean(), (a - b).std(ddof=1) / np.sqrt(len(a)), int((a > b).sum())


A_MINUS_B = (summary(gain=lambda a, b: (a - b).mean()), summary(better=lambda a, b: int((a > b).sum())))
divided_by_n = summary(error=lambda a, b: (b - a).std() / np.sqrt(len(a)))
DIVIDED_BY_N = (summary(error=lambda a, b: (b - a).std()), summary(error=lambda a, b: (b - a).std() / len(a)))
spread_of_one = summary(error=lambda a, b: (b - a).std(ddof=1))
SPREAD_OF_ONE = (
    summary(error=lambda a, b: (b - a).std(ddof=1) / len(a)),
    summary(error=lambda a, b: (b - a).var(ddof=1) / np.sqrt(len(a))),
    summary(error=lambda a, b: (b - a).var(ddof=1) / len(a)),
    summary(error=lambda a, b: (b - a).var(ddof=1)),
    summary(error=lambda a, b: (b - a).std(ddof=1) / np.sqrt(len(a) - 1)),
    summary(error=lambda a, b: 1.96 * (b - a).std(ddof=1) / np.sqrt(len(a))),
)


def apart(ddof):
    return lambda a, b: np.sqrt((a.var(ddof=ddof) + b.var(ddof=ddof)) / len(a))


not_paired = summary(error=apart(1))
NOT_PAIRED = (
    summary(error=apart(0)),
    summary(error=lambda a, b: (a.std(ddof=1) + b.std(ddof=1)) / np.sqrt(len(a))),
    summary(error=lambda a, b: b.std(ddof=1) / np.sqrt(len(a))),
    summary(error=lambda a, b: abs(b.std(ddof=1) - a.std(ddof=1)) / np.sqrt(len(a))),
    summary(error=lambda a, b: b.std(ddof=1)),
    summary(error=lambda a, b: b.std() / np.sqrt(len(a))),
)
share = summary(better=lambda a, b: (b > a).mean())
ties_counted = summary(better=lambda a, b: int((b >= a).sum()))
TIES = (summary(better=lambda a, b: (b > a).sum() + 0.5 * (b == a).sum()),)


def on_sorted(a, b):
    a, b = np.sort(a), np.sort(b)
    return (b - a).mean(), (b - a).std(ddof=1) / np.sqrt(len(a)), int((b > a).sum())


relative = summary(gain=lambda a, b: ((b - a) / a).mean())
RELATIVE = (
    summary(gain=lambda a, b: b.mean() / a.mean() - 1),
    summary(gain=lambda a, b: 100 * (b - a).mean()),
    lambda a, b: (((b - a) / a).mean(), ((b - a) / a).std(ddof=1) / np.sqrt(len(a)), int((b > a).sum())),
)
median_gain = summary(gain=lambda a, b: np.median(b - a))
only_gains = summary(gain=lambda a, b: (b - a)[b > a].mean() if (b > a).any() else np.nan)
size_of_gain = summary(gain=lambda a, b: np.abs(b - a).mean())
