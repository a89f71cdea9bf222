"""The tree explorer's state: a sentence, how far it is merged, and which network reads it at which moment."""

from dataclasses import dataclass, replace

from nnlearn import trees
from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.explorers.recorded import END
from nnlearn.lessons.recursive_networks import forest
from nnlearn.lessons.recursive_networks.forest import MOST_OPERATORS, MOST_WORDS, OPERATORS
from nnlearn.lessons.recursive_networks.replays import EACH, TOLD

FIRST = trees.parse("not (T and F) or F")
WORDS, MERGED = forest.taken(FIRST)
NOTHING = -1


@dataclass(frozen=True)
class State:
    """Settings of the tree explorer."""

    position: int = slide(END, 0, 1, 1, "moment")
    size: int = pick(2, [("1", 1), ("2", 2), ("16", 16)], "numbers per node")
    told: str = pick(TOLD[0], TOLD, "told in training")
    pictures: bool = switch(False, "pictures as leaves")
    words: tuple = WORDS
    merged: tuple = MERGED
    selected: int = 0  # place of a word
    flipped: int = NOTHING  # the leaf that was flipped last
    push: tuple = ()  # of the selected node, in the coordinates of the plane


def odd():
    """Return whether each stored picture counts as true.

    Examples
    --------
    >>> [odd()[k] for k in (0, 7)]
    [False, True]
    """
    return [k // EACH % 2 == 1 for k in range(10 * EACH)]


def leaves_of(state):
    """Return the name of the leaves, as the record has it."""
    return "pictures" if state.pictures else "T and F"


def flip(leaf):
    """Return the other leaf: T for F, F for T, or a picture of the next digit.

    Examples
    --------
    >>> flip("T"), flip(38)
    ('F', 2)
    """
    return {"F": "T", "T": "F"}[leaf] if isinstance(leaf, str) else (leaf + EACH) % (10 * EACH)


def as_leaf(leaf, pictured, place):
    """Return a leaf as a picture or as a letter, with the same truth.

    Examples
    --------
    >>> as_leaf("T", True, 0), as_leaf(28, False, 3), as_leaf(5, True, 1)
    (28, 'T', 5)
    """
    if leaf in OPERATORS or isinstance(leaf, str) != pictured:
        return leaf
    digits = {"T": (7, 3, 1, 9, 5), "F": (4, 0, 6, 2, 8)}
    return EACH * digits[leaf][place % 5] + place % EACH if pictured else "FT"[odd()[leaf]]


def settled(state, **changes):
    """Return the state after changes: other words or merges end a push and what was flipped; leaves keep their truth.

    Examples
    --------
    >>> state = settled(State(), pictures=True)
    >>> state.words, settled(state, pictures=False).words == State().words
    (('not', 13, 'and', 11, 'or', 17), True)
    >>> settled(State(push=(1.0, 0.0)), selected=2).push
    ()
    """
    new = replace(state, **changes)
    new = replace(new, words=tuple(as_leaf(word, new.pictures, k) for k, word in enumerate(new.words)))
    if (new.merged, len(new.words)) != (state.merged, len(state.words)):
        new = replace(new, flipped=changes.get("flipped", NOTHING), push=changes.get("push", ()))
    elif new.selected != state.selected or new.size != state.size:
        new = replace(new, push=changes.get("push", ()))
    if new.push:
        new = replace(new, flipped=NOTHING)
    return replace(new, selected=min(max(new.selected, 0), len(new.words) - 1))


def fits(words):
    """Return whether the picture has room for so many words.

    Examples
    --------
    >>> fits(("T",) * 14), fits(("not",) * 9 + ("T",))
    (True, False)
    """
    return len(words) <= MOST_WORDS and sum(word in OPERATORS for word in words) <= MOST_OPERATORS


def flip_back(leaf):
    """Return the leaf of which `flip` made this one.

    Examples
    --------
    >>> flip_back("T"), flip_back(flip(38))
    ('F', 38)
    """
    return flip(leaf) if isinstance(leaf, str) else (leaf - EACH) % (10 * EACH)
