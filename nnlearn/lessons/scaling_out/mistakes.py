"""Mistakes that people really make in 31.1 and 31.3: the wrong answers that `check` names."""

import numpy as np

# 31.1


def weighing(weight):
    """Return an answer that adds the gradients with other weights: `weight(sizes, r)` is that of worker r."""

    def answer(gradients, sizes):
        return [
            sum(weight(sizes, r) * g for r, g in enumerate(parts) if sizes[r]) for parts in zip(*gradients, strict=True)
        ]

    return answer


def counting_idle(gradients, sizes):
    """The share of a worker without examples is 0, but 0 times NaN is NaN."""
    return [
        sum(n / sum(sizes) * g for g, n in zip(parts, sizes, strict=True)) for parts in zip(*gradients, strict=True)
    ]


def over_the_parameters(gradients, sizes):
    """The sum runs over the parameters of each worker, in place of the workers."""
    return [sum(n / sum(sizes) * g for g in one) for one, n in zip(gradients, sizes, strict=True)]


def first_parameter(gradients, sizes):
    return weighing(lambda sizes, r: sizes[r] / sum(sizes))(gradients, sizes)[:1]


def joined(gradients, sizes):
    """All parameters come back as one vector."""
    found = weighing(lambda sizes, r: sizes[r] / sum(sizes))(gradients, sizes)
    return np.concatenate([np.ravel(one) for one in found])


def one_for_each_worker(gradients, sizes):
    """Each worker's gradients are weighed, and not added up."""
    return [[n / sum(sizes) * g for g in one] for one, n in zip(gradients, sizes, strict=True)]


def first_of_each_worker(gradients, sizes):
    """The list has the first parameter of each worker."""
    return [n / sum(sizes) * one[0] for one, n in zip(gradients, sizes, strict=True) if n]


plain_mean = weighing(lambda sizes, r: 1 / len(sizes))
MEANS = (
    weighing(lambda sizes, r: 1 / np.count_nonzero(sizes)),
    weighing(lambda sizes, r: sizes[r] / sum(sizes) / len(sizes)),
)
added = weighing(lambda sizes, r: 1)
ADDED = (weighing(lambda sizes, r: 1 / sum(sizes)),)
not_divided = weighing(lambda sizes, r: sizes[r])
NOT_DIVIDED = (
    weighing(lambda sizes, r: sizes[r] / len(sizes)),
    weighing(lambda sizes, r: sizes[r] / max(sizes)),
    weighing(lambda sizes, r: sizes[r] / sizes[0]),
)
upside_down = weighing(lambda sizes, r: 1 / sizes[r])
UPSIDE_DOWN = (
    weighing(lambda sizes, r: sum(sizes) / sizes[r]),
    weighing(lambda sizes, r: (1 / sizes[r]) / sum(1 / n for n in sizes if n)),
)
OTHER_FORMS = (first_parameter, one_for_each_worker, first_of_each_worker)
one_worker = weighing(lambda sizes, r: float(r == 0))
ONE_WORKER = (
    weighing(lambda sizes, r: float(r == len(sizes) - 1)),
    weighing(lambda sizes, r: float(sizes[r] == max(sizes))),
)

# 31.3


def sending(first=0, second=1, takes=1, *, turns=(-1, -1), reads=0, hops=None, adds=True, replaces=True, passes=True):
    """Return an answer with other pieces on the ring.

    In the first phase worker r sends piece r + `first` - hop, in the second r + `second` - hop; what it receives goes
    to the piece before the one it sends, less `takes` - 1. With other `turns` the pieces go on by them in each round
    of the two phases, and worker r takes what worker r + `reads` was sent.
    """

    def answer(vectors, ring):
        w = len(vectors)
        pieces = [np.array_split(vector.astype(float), w) for vector in vectors]
        for phase, start in enumerate((first, second)[: 2 if passes else 1]):
            for hop in range(w - 1 if hops is None else max(hops(w, phase), 0)):
                for r in range(w):
                    ring.send(r, pieces[r][(r + start + turns[phase] * hop) % w])
                for r in range(w):
                    k, got = (r + start - takes + turns[phase] * hop) % w, ring.receive((r + reads) % w)
                    if got.shape != pieces[r][k].shape:
                        raise ValueError(f"operands could not be broadcast: {got.shape} and {pieces[r][k].shape}")
                    summed = pieces[r][k] + got
                    pieces[r][k] = (summed if adds else got) if phase == 0 else (got if replaces else summed)
        return [np.concatenate(row) for row in pieces]

    return answer


def whole_vectors(vectors, ring):
    """Whole vectors go round, and each worker adds what comes."""
    w, totals, under_way = len(vectors), [v.astype(float) for v in vectors], list(vectors)
    for _ in range(w - 1):
        for r in range(w):
            ring.send(r, under_way[r])
        under_way = [ring.receive(r) for r in range(w)]
        totals = [total + got for total, got in zip(totals, under_way, strict=True)]
    return totals


def one_sum_round(vectors, ring):
    """A running sum goes from worker to worker, and then the whole sum does."""
    w = len(vectors)
    total = vectors[0].astype(float)
    for r in range(w - 1):
        ring.send(r, total)
        total = ring.receive(r + 1) + vectors[r + 1]
    for r in range(w - 1):
        ring.send((w - 1 + r) % w, total)
        total = ring.receive(r)
    return [total.copy() for _ in range(w)]


def sums_go_round(vectors, ring):
    """Each worker sends on the sum that it has, so that numbers come back and are added again."""
    w, totals = len(vectors), [v.astype(float) for v in vectors]
    for _ in range(w - 1):
        for r in range(w):
            ring.send(r, totals[r])
        totals = [totals[r] + ring.receive(r) for r in range(w)]
    return totals


def nothing_sent(vectors, ring):
    return [sum(vectors) for _ in vectors]


def remainder_dropped(vectors, ring):
    w, n = len(vectors), len(vectors[0]) // len(vectors)
    return sending()([vector[: w * n] for vector in vectors], ring)


WHOLE = (one_sum_round, sums_go_round)
never_passed_on = sending(passes=False)
adds_twice = sending(replaces=False)
overwrites = sending(adds=False)
one_hop_more = sending(hops=lambda w, phase: w)
OTHER_HOPS = (
    sending(hops=lambda w, phase: w - phase),
    sending(hops=lambda w, phase: w - 1 + phase),
    sending(hops=lambda w, phase: w - 2),
    sending(hops=lambda w, phase: w - 2 + phase),
    sending(hops=lambda w, phase: w - 1 - phase),
)
unfinished_passed_on = sending(second=0)
one_piece_late = sending(second=2)
OTHER_PIECES = (
    sending(second=-1),
    sending(takes=2),
    sending(takes=0),
    sending(takes=-1),
    sending(turns=(0, 0)),
    sending(turns=(-1, 0)),
    sending(turns=(1, 1)),
    sending(turns=(1, 1), takes=-1),
    sending(turns=(1, 1), second=-1, takes=-1),
    sending(reads=1),
    sending(reads=-1),
)
