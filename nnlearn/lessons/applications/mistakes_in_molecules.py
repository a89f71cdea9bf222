"""Mistakes that people really make in 32.5: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.applications.numbering import number


def neighbours(atoms, bonds):
    near: list[list[tuple]] = [[] for _ in atoms]
    for i, j, order in bonds:
        near[i].append((order, j))
        near[j].append((order, i))
    return near


def one_way(atoms, bonds):
    near: list[list[tuple]] = [[] for _ in atoms]
    for i, j, order in bonds:
        near[i].append((order, j))
    return near


def set_bits(found, bits):
    vector = np.zeros(bits)
    vector[np.array(found, np.int64) % bits] = 1
    return vector


def counted(found, bits):
    return np.bincount(np.array(found, np.int64) % bits, minlength=bits).astype(float)


def first(atom, around):
    return number(atom, len(around))


def second(own, pairs):
    return number(own, sorted(pairs))


def joined(rounds):
    return [one for row in rounds for one in row]


def drawn(near=neighbours, start=first, further=second, keep=joined, end=set_bits):
    """Return an answer with some of its steps made otherwise; `keep` chooses among the rounds of numbers."""

    def answer(atoms, bonds, radius, bits):
        around = near(atoms, bonds)
        rounds = [[start(atom, one) for atom, one in zip(atoms, around, strict=True)]]
        for _ in range(radius):
            last = rounds[-1]
            rounds.append(
                [further(own, [(order, last[j]) for order, j in one]) for own, one in zip(last, around, strict=True)]
            )
        return end(keep(rounds), bits)

    return answer


no_atoms = drawn(keep=lambda rounds: joined(rounds[1:]) or joined(rounds))
RADII = (
    drawn(keep=lambda rounds: rounds[-1]),
    drawn(keep=lambda rounds: joined(rounds[:-1]) or joined(rounds)),
    drawn(keep=lambda rounds: rounds[0]),
    drawn(keep=lambda rounds: joined(rounds[1:])),
    drawn(keep=lambda rounds: joined(rounds[:-1])),
)


def unsorted(own, pairs):
    return number(own, pairs)


not_sorted = drawn(further=unsorted)
SORTED = (
    drawn(further=lambda own, pairs: number(own, sorted(pairs, reverse=True))),
    drawn(further=lambda own, pairs: number(own, sorted(pairs, key=lambda pair: pair[1]))),
    drawn(further=lambda own, pairs: number(own, sorted(pairs, key=lambda pair: pair[0]))),
    drawn(further=lambda own, pairs: number(sorted([own, *(one for pair in pairs for one in pair)]))),
    drawn(further=lambda own, pairs: number(own, sorted((other, order) for order, other in pairs))),
    drawn(further=lambda own, pairs: number(own, sorted(o for o, _ in pairs), sorted(other for _, other in pairs))),
    drawn(further=lambda own, pairs: number(own, _sorted_apart(pairs))),
    drawn(near=lambda atoms, bonds: [sorted(one) for one in neighbours(atoms, bonds)], further=unsorted),
    drawn(near=lambda atoms, bonds: _by_place(neighbours(atoms, bonds)), further=unsorted),
)


def _sorted_apart(pairs):
    return list(zip(sorted(order for order, _ in pairs), sorted(other for _, other in pairs), strict=True))


def _by_place(near):
    return [sorted(one, key=lambda pair: pair[1]) for one in near]


no_orders = drawn(further=lambda own, pairs: number(own, sorted(other for _, other in pairs)))
ORDERS = (
    drawn(further=lambda own, pairs: number(own, sorted(order for order, _ in pairs))),
    drawn(further=lambda own, pairs: number(own, sorted((1, other) for _, other in pairs))),
    drawn(further=lambda own, pairs: number(own, [other for _, other in pairs])),
    drawn(further=lambda own, pairs: number(own, sorted(set(pairs)))),
    drawn(further=lambda own, pairs: number(own, sorted({other for _, other in pairs}))),
)

counts = drawn(end=counted)
COUNTS = (
    drawn(end=lambda found, bits: counted(sorted(set(found)), bits)),
    drawn(end=lambda found, bits: counted(found, bits) % 2),
)


def in_place(atoms, bonds, radius, bits):
    """An atom that comes later sees the new numbers of those before it."""
    near = neighbours(atoms, bonds)
    numbers = [first(atom, one) for atom, one in zip(atoms, near, strict=True)]
    found = list(numbers)
    for _ in range(radius):
        for i, one in enumerate(near):
            numbers[i] = second(numbers[i], [(order, numbers[j]) for order, j in one])
        found += numbers
    return set_bits(found, bits)


def first_numbers_again(atoms, bonds, radius, bits):
    """Every round looks at the numbers of radius 0."""
    near = neighbours(atoms, bonds)
    start = [first(atom, one) for atom, one in zip(atoms, near, strict=True)]
    found, numbers = list(start), start
    for _ in range(radius):
        numbers = [second(own, [(order, start[j]) for order, j in one]) for own, one in zip(numbers, near, strict=True)]
        found += numbers
    return set_bits(found, bits)


def places(atoms, bonds, radius, bits):
    """The places of the neighbours are hashed, not their numbers."""
    near = neighbours(atoms, bonds)
    numbers = [first(atom, one) for atom, one in zip(atoms, near, strict=True)]
    found = list(numbers)
    for _ in range(radius):
        numbers = [second(own, one) for own, one in zip(numbers, near, strict=True)]
        found += numbers
    return set_bits(found, bits)


OTHER_NUMBERS = (
    first_numbers_again,
    places,
    lambda atoms, bonds, radius, bits: _both_from_the_start(atoms, bonds, radius, bits),
    lambda atoms, bonds, radius, bits: _symbols(atoms, bonds, radius, bits),
    lambda atoms, bonds, radius, bits: _folded(atoms, bonds, radius, bits),
)


def _symbols(atoms, bonds, radius, bits):
    """The symbols of the neighbours are hashed, not their numbers."""
    near = neighbours(atoms, bonds)
    numbers = [first(atom, one) for atom, one in zip(atoms, near, strict=True)]
    found = list(numbers)
    for _ in range(radius):
        numbers = [second(own, [(o, atoms[j]) for o, j in one]) for own, one in zip(numbers, near, strict=True)]
        found += numbers
    return set_bits(found, bits)


def _folded(atoms, bonds, radius, bits):
    """What a round hands on is the bit of a number, not the number."""
    return drawn(
        start=lambda atom, around: first(atom, around) % bits, further=lambda own, pairs: second(own, pairs) % bits
    )(atoms, bonds, radius, bits)


def _both_from_the_start(atoms, bonds, radius, bits):
    near = neighbours(atoms, bonds)
    start = [first(atom, one) for atom, one in zip(atoms, near, strict=True)]
    found = list(start)
    for _ in range(radius):
        found += [second(own, [(o, start[j]) for o, j in one]) for own, one in zip(start, near, strict=True)]
    return set_bits(found, bits)


itself_forgotten = drawn(further=lambda own, pairs: number(sorted(pairs)))
ITSELF = (
    drawn(further=lambda own, pairs: number(*sorted(pairs))),
    drawn(further=lambda own, pairs: number(sorted(other for _, other in pairs))),
)

by_symbol = drawn(start=lambda atom, around: number(atom))
SYMBOLS = (
    drawn(start=lambda atom, around: number(len(around))),
    drawn(start=lambda atom, around: number(atom, sum(order for order, _ in around))),
    drawn(start=lambda atom, around: number(len(around), atom)),
    drawn(start=lambda atom, around: number(atom + str(len(around)))),
    drawn(start=lambda atom, around: number(atom, len(around), sorted(order for order, _ in around))),
    drawn(start=lambda atom, around: hash((atom, len(around)))),
    drawn(
        start=lambda atom, around: hash((atom, len(around))),
        further=lambda own, pairs: hash((own, tuple(sorted(pairs)))),
    ),
)

single_direction = drawn(near=one_way)
DIRECTIONS = (
    drawn(near=lambda atoms, bonds: one_way(atoms, [(j, i, order) for i, j, order in bonds])),
    lambda atoms, bonds, radius, bits: drawn(
        near=lambda atoms, bonds: [[(order, j) for i, j, order in bonds if i == k] for k in range(len(atoms))]
    )(atoms, bonds, radius, bits),
)
