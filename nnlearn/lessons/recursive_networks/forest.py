"""Words that are merged into trees, one operator after another: the order of merging makes the tree.

A forest is two tuples. `words` are the leaves and operators of a sentence, without brackets: "T", "F", the number of a
picture, "not", "and", "or". `merged` are the places of the operators that have taken their neighbours, the first first.
"""

from typing import NamedTuple

from nnlearn import trees

OPERATORS = ("not", "and", "or")
MOST_WORDS, MOST_OPERATORS = 14, 8  # what the picture has room for


class Part(NamedTuple):
    """A leaf, or an operator that has merged.

    Parameters
    ----------
    place : int
        Of its word.
    first, last : int
        Places of the first word that belongs to it, and of the last.
    left, right : int
        Places of the children, -1 where there is none.
    height : int
        0 for a leaf.
    tree : str, int or tuple
    """

    place: int
    first: int
    last: int
    left: int
    right: int
    height: int
    tree: object


def grown(words, merged):
    """Return all parts of a forest, by place, children before parents; an operator that has not merged is none.

    Examples
    --------
    >>> grown(("not", "T", "or", "F"), (0, 2))[2].tree
    ('or', ('not', 'T'), 'F')
    >>> grown(("not", "T", "or", "F"), (2, 0))[0].tree
    ('not', ('or', 'T', 'F'))
    """
    parts = {k: Part(k, k, k, -1, -1, 0, word) for k, word in enumerate(words) if word not in OPERATORS}
    tops = dict(parts)  # by each place that they cover
    for place in merged:
        left, right = tops.get(place - 1) if words[place] != "not" else None, tops[place + 1]
        below = [part for part in (left, right) if part]
        part = Part(
            place, below[0].first if left else place, right.last, left.place if left else right.place,
            right.place if left else -1, 1 + max(one.height for one in below),
            (words[place], *(one.tree for one in below)),
        )  # fmt: skip
        parts[place] = part
        tops.update(dict.fromkeys(range(part.first, part.last + 1), part))
    return parts


def tops(words, merged):
    """Return the places of what has no parent, in the order of the sentence; operators that have not merged included.

    Examples
    --------
    >>> tops(("not", "T", "or", "F"), (0,))
    [0, 2, 3]
    """
    parts, place, found = grown(words, merged), 0, []
    covering = {k: part for part in parts.values() for k in range(part.first, part.last + 1)}  # the last is the highest
    while place < len(words):
        part = covering.get(place)
        found.append(part.place if part else place)
        place = part.last + 1 if part else place + 1
    return found


def whole(words, merged):
    """Return the tree if everything is one, else None.

    Examples
    --------
    >>> whole(("not", "T"), ()), whole(("not", "T"), (0,))
    (None, ('not', 'T'))
    """
    found = tops(words, merged)
    return grown(words, merged)[found[0]].tree if len(found) == 1 else None


def mergeable(words, merged, place):
    """Return whether an operator has not merged and its neighbours are ready.

    Examples
    --------
    >>> [mergeable(("not", "not", "T"), (), place) for place in range(3)]
    [False, True, False]
    """
    if words[place] not in OPERATORS or place in merged:
        return False
    covered = {k for part in grown(words, merged).values() for k in range(part.first, part.last + 1)}
    return place + 1 in covered and (words[place] == "not" or place - 1 in covered)


def taken(tree):
    """Return the words of a tree, and the merges that make it.

    Examples
    --------
    >>> taken(("not", ("or", "T", "F")))
    (('not', 'T', 'or', 'F'), (2, 0))
    """
    words: list = []
    merged: list = []

    def walk(part):
        if not isinstance(part, tuple):
            words.append(part)
            return
        if len(part) == 3:
            walk(part[1])
        place = len(words)
        words.append(part[0])
        walk(part[-1])
        merged.append(place)

    walk(tree)
    return tuple(words), tuple(merged)


def merged_whole(words, merged):
    """Return the merges that finish a forest: not before and before or, from the left, as if nobody had seen brackets.

    Examples
    --------
    >>> merged_whole(("not", "T", "or", "F"), ())
    (0, 2)
    """
    for operator in OPERATORS:
        order = range(len(words) - 1, -1, -1) if operator == "not" else range(len(words))
        for place in order:
            if words[place] == operator and mergeable(words, merged, place):
                merged = (*merged, place)
    return merged if len(tops(words, merged)) == 1 else _any_order(words, merged)


def _any_order(words, merged):
    """Merge what can be, until everything is one: a "not" may have to wait for what stands to its right."""
    while len(tops(words, merged)) > 1:
        merged = (*merged, next(place for place in range(len(words)) if mergeable(words, merged, place)))
    return merged


def apart(words, merged, place):
    """Return the merges without that of an operator and those that came to contain it.

    Examples
    --------
    >>> apart(("not", "T", "or", "F"), (0, 2), 0)
    ()
    >>> apart(("not", "T", "or", "F"), (0, 2), 2)
    (0,)
    """
    parts = grown(words, merged)
    own = parts[place]
    return tuple(k for k in merged if not (parts[k].first <= own.first and parts[k].last >= own.last))


def negated(words, merged, place):
    """Return words and merges with a "not" around a part, or without the one that is there.

    Examples
    --------
    >>> negated(("T", "or", "F"), (1,), 2)
    (('T', 'or', 'not', 'F'), (2, 1))
    >>> negated(("T", "or", "not", "F"), (2, 1), 3)
    (('T', 'or', 'F'), (1,))
    """
    parts = grown(words, merged)
    own = parts[place]
    above = next((part for part in parts.values() if part.right == -1 and part.left == place), None)
    if above or words[place] == "not":
        gone = above.place if above else place
        return (*words[:gone], *words[gone + 1 :]), tuple(k - (k > gone) for k in merged if k != gone)
    first = own.first
    moved = [k + (k >= first) for k in merged]
    at = 1 + merged.index(place) if place in merged else 0
    return (*words[:first], "not", *words[first:]), (*moved[:at], first, *moved[at:])


def spoken(words, merged):
    """Return the sentence as it is merged so far, brackets round each part that is neither a leaf nor the whole.

    Examples
    --------
    >>> spoken(("not", "T", "or", "F"), (2,)), spoken(("not", "T", "or", "F"), (2, 0))
    ('not (T or F)', 'not (T or F)')
    """
    parts, found = grown(words, merged), tops(words, merged)
    said = []
    for place in found:
        text = " ".join(trees.tokens(parts[place].tree)) if place in parts else words[place]
        said.append(f"({text})" if len(found) > 1 and place in merged else text)
    return " ".join(said).replace("( ", "(").replace(" )", ")")
