"""Mistakes that people really make in 29.4 and 29.5: the wrong answers that `check` names."""

import numpy as np

# 29.4


def exact(cost=None, bias=True, right=None, choose=None, end=None):
    """Return an answer with some of its parts made otherwise.

    `cost(W, y)` (N, classes) divides the leads, `right(s, y)` says which class is kept, `choose(lead, cost, rows, y)`
    makes one number of each row, where those of the right class are infinite, and `end` the result of it.
    """

    def answer(W, b, x, y):
        s, rows = x @ W.T + (b if bias else 0), np.arange(len(x))
        y = right(s, y) if right else y
        lead = s[rows, y][:, None] - s
        weights = cost(W, y).astype(float) if cost else abs(W[y][:, None] - W).sum(axis=2).astype(float)
        weights[rows, y] = 1
        lead = np.where(np.eye(len(W))[y] > 0, np.inf, lead)
        found = choose(lead, weights, rows, y) if choose else (lead / weights).min(axis=1)
        return end(found) if end else np.maximum(found, 0)

    return answer


def differences(W, y):
    return W[y][:, None] - W


def rival(lead, cost, rows, y):
    j = lead.argmin(axis=1)
    return lead[rows, j] / cost[rows, j]


def largest(lead, cost, rows, y):
    found = lead / cost
    found[rows, y] = -np.inf
    return found.max(axis=1)


def mean(lead, cost, rows, y):
    found = lead / cost
    found[rows, y] = 0.0
    return found.sum(axis=1) / max(found.shape[1] - 1, 1)


euclidean = exact(lambda W, y: np.sqrt((differences(W, y) ** 2).sum(axis=2)))
NORMS = (
    exact(lambda W, y: abs(differences(W, y)).max(axis=2)),
    exact(lambda W, y: (differences(W, y) ** 2).sum(axis=2)),
    exact(lambda W, y: abs(differences(W, y).sum(axis=2))),
    exact(lambda W, y: differences(W, y).sum(axis=2)),
    exact(lambda W, y: abs(differences(W, y)).mean(axis=2)),
)


def of_one_score(W, b, x, y):
    """The right score over its own weights, as in the formula for two classes."""
    s = x @ W.T + b
    return np.maximum(s[np.arange(len(x)), y] / abs(W[y]).sum(axis=1), 0)


def least_size(lead, cost, rows, y):
    """The budget of the rival that is nearest, ahead or not."""
    return (abs(lead) / cost).min(axis=1)


def least_of_those_not_ahead(lead, cost, rows, y):
    """Rivals that are ahead already are left out."""
    return np.where(lead > 0, lead / cost, np.inf).min(axis=1)


def mixed(lead, cost, rows, y):
    """The smallest lead over the largest cost."""
    return lead.min(axis=1) / cost.max(axis=1)


def all_costs(lead, cost, rows, y):
    """The smallest lead over the costs of all rivals together; the right class's is 1 there."""
    return lead.min(axis=1) / np.maximum(cost.sum(axis=1) - 1, 1e-12)


def against_the_mean(W, b, x, y):
    """The rivals taken together: the mean of their weights."""
    others = max(len(W) - 1, 1)
    w = W[y] - (W.sum(axis=0) - W[y]) / others
    lead = (w * x).sum(axis=1) + b[y] - (b.sum() - b[y]) / others
    return np.maximum(lead / abs(w).sum(axis=1), 0)


runner_up = exact(choose=rival)
one_norm = exact(lambda W, y: np.repeat(abs(W[y]).sum(axis=1)[:, None], len(W), axis=1))
ONE_NORM = (
    of_one_score,
    exact(lambda W, y: abs(W[y]).sum(axis=1)[:, None] + abs(W).sum(axis=1)),
    exact(lambda W, y: np.repeat(abs(W).sum(axis=1)[None], len(y), axis=0)),
    exact(lambda W, y: abs(abs(W[y]).sum(axis=1)[:, None] - abs(W).sum(axis=1))),
    exact(lambda W, y: abs(abs(W[y])[:, None] - abs(W)).sum(axis=2)),
)
no_bias = exact(bias=False)
negative = exact(end=lambda found: found)
NEGATIVE = (
    exact(end=abs),
    exact(end=lambda found: np.where(found > 0, found, np.inf)),
    exact(choose=least_size, end=lambda found: found),
    exact(choose=least_of_those_not_ahead, end=lambda found: found),
    exact(choose=least_of_those_not_ahead, end=lambda found: np.where(found < np.inf, found, 0)),
)
last_rival = exact(choose=largest)
LAST_RIVALS = (exact(choose=mean), exact(choose=mixed), exact(choose=all_costs), against_the_mean)
of_the_answer = exact(right=lambda s, y: s.argmax(axis=1))
leads_alone = exact(lambda W, y: np.ones((len(y), len(W))))

# 29.5


def guarding(distance=None, near=None, place=None, source=None, let_in=None):
    """Return an answer with some of its parts made otherwise.

    `distance(x, seen)` (N, n), `near(distances)` (N,), `place(m, misses)` in the sorted distances, `source(known,
    strangers, seen)` whose limit is taken, and `let_in(distances of strangers, limit)` the second result.
    """

    def answer(seen, known, strangers, misses):
        def far(x):
            between = distance(x, seen) if distance else euclid(x, seen)
            return near(between) if near else between.min(axis=1)

        ordered = np.sort(far(source(known, strangers) if source else known))
        limit = ordered[place(len(ordered), misses) if place else len(ordered) - 1 - misses]
        return limit, let_in(far(strangers), limit) if let_in else (far(strangers) <= limit).mean()

    return answer


def euclid(x, seen):
    return np.sqrt(((x[:, None] - seen) ** 2).sum(axis=2))


def quantile(seen, known, strangers, misses):
    limit = np.quantile(euclid(known, seen).min(axis=1), 1 - misses / len(known))
    return limit, (euclid(strangers, seen).min(axis=1) <= limit).mean()


def halfway(seen, known, strangers, misses):
    far = np.sort(euclid(known, seen).min(axis=1))
    limit = (far[-1 - misses] + far[min(len(far) - misses, len(far) - 1)]) / 2
    return limit, (euclid(strangers, seen).min(axis=1) <= limit).mean()


def unsorted(seen, known, strangers, misses):
    limit = euclid(known, seen).min(axis=1)[len(known) - 1 - misses]
    return limit, (euclid(strangers, seen).min(axis=1) <= limit).mean()


squared = guarding(lambda x, seen: euclid(x, seen) ** 2)
DISTANCES = (
    guarding(lambda x, seen: abs(x[:, None] - seen).sum(axis=2)),
    guarding(lambda x, seen: abs(x[:, None] - seen).max(axis=2)),
    guarding(lambda x, seen: np.sqrt(((x[:, None] - seen) ** 2).mean(axis=2))),
    guarding(lambda x, seen: ((x[:, None] - seen) ** 2).mean(axis=2)),
    guarding(lambda x, seen: abs((x[:, None] - seen).sum(axis=2))),
    guarding(lambda x, seen: np.sqrt(abs((x[:, None] - seen).sum(axis=2)))),
)
mean_distance = guarding(near=lambda between: between.mean(axis=1))
NOT_NEAREST = (
    guarding(near=lambda between: between.max(axis=1)),
    guarding(near=lambda between: between[:, 0]),
    guarding(lambda x, seen: euclid(x, seen.mean(axis=0)[None])),
)
turned_away = guarding(let_in=lambda far, limit: (far > limit).mean())
COUNTS = (
    guarding(let_in=lambda far, limit: (far <= limit).sum()),
    guarding(let_in=lambda far, limit: (far > limit).sum()),
)
one_too_few = guarding(place=lambda m, misses: min(m - misses, m - 1))
ONE_OFF = (
    quantile,
    halfway,
    guarding(place=lambda m, misses: -misses),
    guarding(place=lambda m, misses: max(m - 2 - misses, 0)),
)
no_misses = guarding(place=lambda m, misses: m - 1)
other_end = guarding(place=lambda m, misses: misses)
OTHER_END = (guarding(place=lambda m, misses: max(misses - 1, 0)), unsorted)
of_strangers = guarding(source=lambda known, strangers: strangers)
below_alone = guarding(let_in=lambda far, limit: (far < limit).mean())
