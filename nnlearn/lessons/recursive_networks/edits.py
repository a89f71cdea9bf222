"""What a reader does with the tree explorer, as changes of its state: type, click, negate, push."""

import numpy as np

from nnlearn import trees
from nnlearn.lessons.recursive_networks import forest
from nnlearn.lessons.recursive_networks.forest import MOST_OPERATORS, MOST_WORDS, OPERATORS
from nnlearn.lessons.recursive_networks.replays import EACH
from nnlearn.lessons.recursive_networks.state import NOTHING, as_leaf, fits, flip

FARTHEST = 0.95  # of the plane: what is pushed stays inside
STILL = {"flipped": NOTHING, "push": ()}


def read(text):
    """Return the changes that show a sentence that was typed; its digits become pictures.

    Raises
    ------
    ValueError
        If it is not a sentence, or has no room.

    Examples
    --------
    >>> read("not (T or F)")["words"], read("7 and F")["words"]
    (('not', 'T', 'or', 'F'), (28, 'and', 26))
    """
    words, merged = forest.taken(trees.parse(text))
    if not fits(words) or any(not isinstance(word, str) and word > 9 for word in words) or "xor" in words:
        raise ValueError(
            f"Up to {MOST_WORDS} words fit here, with up to {MOST_OPERATORS} operators: not, and, or; and digits from "
            "0 to 9. Brackets are not counted."
        )
    pictures = any(not isinstance(word, str) for word in words)
    leaves = (as_leaf(w, pictures, k) if isinstance(w, str) else EACH * w for k, w in enumerate(words))
    return {"words": tuple(leaves), "merged": merged, "pictures": pictures, "selected": merged[-1] if merged else 0,
            **STILL}  # fmt: skip


def clicked(state, place):
    """Return the changes after a click: a leaf is flipped; an operator merges, or is selected, or is taken apart.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.state import State
    >>> clicked(State(words=("not", "T"), merged=()), 0)
    {'merged': (0,), 'selected': 0}
    """
    words, merged = state.words, state.merged
    if words[place] not in OPERATORS:
        flipped = tuple(flip(word) if k == place else word for k, word in enumerate(words))
        return {"words": flipped, "selected": place, "flipped": place, "push": ()}
    if forest.mergeable(words, merged, place):
        return {"merged": (*merged, place), "selected": place}
    if place in merged and place == state.selected:
        return {"merged": forest.apart(words, merged, place)}
    return {"selected": place}


def negated(state):
    """Return the changes that put a not in front of the selected part, or remove it; none where there is no room.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.state import State
    >>> found = negated(State(words=("T", "or", "F"), merged=(1,), selected=2))
    >>> found["words"], found["merged"], found["selected"]
    (('T', 'or', 'not', 'F'), (2, 1), 3)
    """
    old, place = state.words, state.selected
    if place not in forest.grown(old, state.merged):
        return {}
    words, merged = forest.negated(old, state.merged, place)
    if not fits(words):
        return {}
    if old[place] != "not":
        place += 1 if len(words) > len(old) else -1
    return {"words": words, "merged": merged, "selected": place, **STILL}


def pushed(view, push, limit):
    """Return the changes that push the selected part by a vector in the plane, within its limits.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> pushed(view_of(State()), (0.0, 0.25), 1.3), pushed(view_of(State()), (0.0, 0.0), 1.3)
    ({'push': (0.0, 0.25)}, {'push': ()})
    """
    start, most = np.array(view.axes @ view.before[view.state.selected]), FARTHEST * limit
    inside = np.clip(start + push, np.minimum(-most, start), np.maximum(most, start)) - start
    if view.state.size == 1:
        inside[1] = 0.0
    found = tuple(round(float(x), 6) for x in inside)
    return {"push": found if max(map(abs, found)) > 1e-3 else ()}


def across(view):
    """Return the way in the plane from the selected part's heap to the other.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> across(view_of(State())).round(1).tolist()
    [-1.8, 1.8]
    """
    way = view.axes @ (view.heaps.centres[1] - view.heaps.centres[0])
    return -way if view.truth[view.state.selected] else way
