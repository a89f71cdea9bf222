"""Mistakes that people really make in 23.1 and 23.2: the wrong answers that `check` names."""

import numpy as np

# 23.1


def squares(x, centres):
    return ((x[:, None] - centres) ** 2).sum(axis=2)


def moved(x, centres, assignment, middle=lambda members: members.mean(axis=0)):
    """Return the centres after an assignment; one without examples stays."""
    found = centres.astype(float)
    for j in range(len(centres)):
        if (assignment == j).any():
            found[j] = middle(x[assignment == j])
    return found


def assigned_by(assign):
    """Return an answer that assigns by `assign(x, centres)`."""

    def answer(x, centres):
        assignment = assign(x, centres)
        return assignment, moved(x, centres, assignment)

    return answer


def with_middle(middle):
    """Return an answer that moves each centre to `middle` of its examples."""

    def answer(x, centres):
        assignment = squares(x, centres).argmin(axis=1)
        return assignment, moved(x, centres, assignment, middle)

    return answer


farthest = assigned_by(lambda x, m: squares(x, m).argmax(axis=1))
largest_product = assigned_by(lambda x, m: (x @ m.T).argmax(axis=1))
OTHER_DISTANCES = (
    assigned_by(lambda x, m: np.abs(x[:, None] - m).sum(axis=2).argmin(axis=1)),
    assigned_by(lambda x, m: np.abs(x[:, None] - m).max(axis=2).argmin(axis=1)),
    assigned_by(lambda x, m: (x[:, None] - m).sum(axis=2).argmin(axis=1)),
    assigned_by(lambda x, m: np.abs((x[:, None] - m).sum(axis=2)).argmin(axis=1)),
    assigned_by(lambda x, m: ((x[:, None] - m)[:, :, 0] ** 2).argmin(axis=1)),
)
one_number = with_middle(np.mean)
ONE_NUMBER = (with_middle(lambda members: members.mean(axis=1, keepdims=True).mean(axis=0)), with_middle(np.median))
median = with_middle(lambda members: np.median(members, axis=0))
MIDDLES = (with_middle(lambda members: members[squares(members, members.mean(axis=0)[None]).argmin()]),)
total = with_middle(lambda members: members.sum(axis=0))


def divided_by_all(x, centres):
    assignment = squares(x, centres).argmin(axis=1)
    return assignment, moved(x, centres, assignment, lambda members: members.sum(axis=0) / len(x))


def divided_by_centres(x, centres):
    assignment = squares(x, centres).argmin(axis=1)
    return assignment, moved(x, centres, assignment, lambda members: members.sum(axis=0) / len(centres))


def empty_is_nan(x, centres):
    assignment = squares(x, centres).argmin(axis=1)
    with np.errstate(all="ignore"):
        member = (assignment[:, None] == np.arange(len(centres))).astype(float)
        return assignment, member.T @ x / member.sum(axis=0)[:, None]


def assigned_again(x, centres):
    found = moved(x, centres, squares(x, centres).argmin(axis=1))
    return squares(x, found).argmin(axis=1), found


def moved_twice(x, centres):
    assignment, found = assigned_again(x, centres)
    return assignment, moved(x, found, assignment)


def moved_on_the_way(x, centres):
    """Each example moves its centre at once, to the mean of the examples so far."""
    found, count, assignment = centres.astype(float), np.zeros(len(centres)), np.zeros(len(x), int)
    for n, example in enumerate(x):
        j = squares(example[None], found)[0].argmin()
        assignment[n] = j
        count[j] += 1
        found[j] += (example - found[j]) / count[j]
    return assignment, found


def old_centre_counted(x, centres):
    """The centre is taken for one more example of its cluster."""
    assignment = squares(x, centres).argmin(axis=1)
    found = centres.astype(float)
    for j in range(len(centres)):
        found[j] = (x[assignment == j].sum(axis=0) + centres[j]) / ((assignment == j).sum() + 1)
    return assignment, found


def sum_added(x, centres):
    assignment, found = squares(x, centres).argmin(axis=1), centres.astype(float)
    np.add.at(found, assignment, x)
    return assignment, found


def until_it_stays(x, centres):
    found = centres.astype(float)
    while True:
        assignment = squares(x, found).argmin(axis=1)
        before, found = found, moved(x, found, assignment)
        if np.allclose(found, before):
            return assignment, found


# 23.2


def chosen_by(score, free=True):
    """Return an answer that gives each centre the example with the smallest score, once or more than once."""

    def answer(x, centres):
        chosen: list[int] = []
        scores = score(x, centres)
        for j in range(len(centres)):
            left = np.setdiff1d(np.arange(len(x)), chosen if free else [])
            chosen.append(int(left[scores[left, j].argmin()]))
        return np.array(chosen)

    return answer


twice = chosen_by(squares, free=False)


def doubles_left_out(x, centres):
    return np.unique(twice(x, centres))


def doubles_skipped(x, centres):
    return np.array(list(dict.fromkeys(twice(x, centres).tolist())))


def second_unseen(x, centres):
    """The second nearest is taken without a look at who has it."""
    chosen: list[int] = []
    for order in squares(x, centres).argsort(axis=0, kind="stable").T:
        chosen.append(int(order[1] if order[0] in chosen else order[0]))
    return np.array(chosen)


def taken_at_0(x, centres):
    """A taken example is put at the distance 0, where it is nearest to every later centre."""
    distance, chosen = squares(x, centres), []
    for j in range(len(centres)):
        chosen.append(int(distance[:, j].argmin()))
        distance[chosen[-1]] = 0
    return np.array(chosen)


def in_order(x, centres):
    return np.sort(once(x, centres))


once = chosen_by(squares)


def centre_of_each(x, centres):
    return squares(x, centres).argmin(axis=1)


def the_examples(x, centres):
    return x[once(x, centres)]


def the_examples_twice(x, centres):
    return x[twice(x, centres)]


def within_the_cluster(x, centres):
    """Return numbers that count the members of a cluster only."""
    distance = squares(x, centres)
    own = distance.argmin(axis=1)
    return np.array([distance[own == j, j].argmin() if (own == j).any() else 0 for j in range(len(centres))])


def without_the_taken(x, centres):
    """Return numbers in a list from which the taken examples have been removed."""
    left, chosen = x.copy(), []
    for centre in centres:
        chosen.append(int(squares(left, centre[None])[:, 0].argmin()))
        left = np.delete(left, chosen[-1], axis=0)
    return np.array(chosen)


def members_only(x, centres):
    """Only an example whose nearest centre this is may stand for it."""
    distance = squares(x, centres)
    own = distance.argmin(axis=1)
    distance = np.where(own[:, None] == np.arange(len(centres)), distance, np.inf)
    return distance.argmin(axis=0)


def last_centre_first(x, centres):
    return once(x, centres[::-1])[::-1].copy()


def nearest_pair_first(x, centres):
    """The nearest pair of all centres and examples is joined first."""
    distance, chosen = squares(x, centres), np.zeros(len(centres), int)
    for _ in centres:
        n, j = np.unravel_index(distance.argmin(), distance.shape)
        chosen[j] = n
        distance[n], distance[:, j] = np.inf, np.inf
    return chosen


FAR = (chosen_by(lambda x, m: -squares(x, m)), chosen_by(lambda x, m: -squares(x, m), free=False))
PRODUCTS = tuple(chosen_by(lambda x, m: -(x @ m.T), free) for free in (True, False))
DISTANCES = tuple(
    chosen_by(score, free)
    for free in (True, False)
    for score in (
        lambda x, m: np.abs(x[:, None] - m).sum(axis=2),
        lambda x, m: np.abs(x[:, None] - m).max(axis=2),
        lambda x, m: (x[:, None] - m).sum(axis=2),
        lambda x, m: np.abs((x[:, None] - m).sum(axis=2)),
    )
)
