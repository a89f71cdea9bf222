"""The tree explorer's view: the vectors of a sentence's tree, and the plane in which they lie."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn import trees
from nnlearn.lessons.recursive_networks import forest
from nnlearn.lessons.recursive_networks.forest import OPERATORS
from nnlearn.lessons.recursive_networks.replays import MOMENTS, Heaps, Weights, count_weights, heaps_of, weights_of
from nnlearn.lessons.recursive_networks.rivals import bag, pairs
from nnlearn.lessons.recursive_networks.state import NOTHING, State, flip_back, leaves_of, odd


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    at : int
        Place of the moment.
    net : Weights
    parts : dict of int to forest.Part
    before, vectors : dict of int to ndarray of shape (size,)
        Of each part, without and with what was flipped or pushed.
    heaps : Heaps
    axes : ndarray of shape (2, size)
        The directions of the plane.
    """

    state: State
    at: int
    net: Weights
    parts: dict
    before: dict
    vectors: dict
    heaps: Heaps
    axes: np.ndarray

    @property
    def step(self):
        """Number of the step."""
        return MOMENTS[self.at]

    @property
    def leaves(self):
        """Which leaves it has."""
        return leaves_of(self.state)

    @cached_property
    def chances(self):
        """Probability of true at each part, as the head says."""
        return {place: chance(self.net, v) for place, v in self.vectors.items()}

    @cached_property
    def truth(self):
        """What is true of each part."""
        return {place: trees.value(part.tree, odd()) for place, part in self.parts.items()}

    @cached_property
    def root(self):
        """Place of the root, if everything is one tree, else None."""
        found = forest.tops(self.state.words, self.state.merged)
        return found[0] if len(found) == 1 else None

    @cached_property
    def above(self):
        """Places of the operators above the leaf that was flipped, or above the node that is pushed, from below."""
        start = self.state.selected if self.state.push else self.state.flipped
        if start not in self.parts:
            return []
        own = self.parts[start]
        return [k for k in self.state.merged if k != start and self.parts[k].first <= own.first
                and self.parts[k].last >= own.last]  # fmt: skip

    @cached_property
    def left(self):
        """How far each of `above` has moved, in distances of the heaps."""
        return [float(np.linalg.norm(self.vectors[k] - self.before[k])) / self.heaps.gap for k in self.above]

    @cached_property
    def pushed(self):
        """Length of the push, in distances of the heaps."""
        return float(np.hypot(*self.state.push)) / self.heaps.gap if self.state.push else 0.0

    def place_of(self, place, v):
        """Return where a part with a vector is drawn in the plane: with one number, its height goes up."""
        if self.state.size == 1:
            return float(v[0]), float(self.parts[place].height)
        x, y = self.axes @ v
        return float(x), float(y)

    @cached_property
    def spots(self):
        """Where the inner nodes of the 40 trees are drawn in the plane, as an array of shape (nodes, 2)."""
        if self.state.size == 1:
            return np.column_stack([self.heaps.vectors[:, 0], self.heaps.height])
        return self.heaps.vectors @ self.axes.T

    @cached_property
    def bag(self):
        """Probability of true of the model that counts tokens: the brackets are as many, whatever the order."""
        merged = forest.merged_whole(self.state.words, self.state.merged)
        return None if self.state.pictures else counted("bag", forest.whole(self.state.words, merged))

    @cached_property
    def pairs(self):
        """The same of the model that counts neighbours, which needs to know where the brackets stand."""
        found = forest.whole(self.state.words, self.state.merged)
        return None if self.state.pictures or found is None else counted("pairs", found)


def chance(net, v):
    """Return the probability of true at a vector."""
    scores = net.W @ v + net.c
    return float(0.5 + 0.5 * np.tanh((scores[1] - scores[0]) / 2))


def counted(kind, tree):
    """Return the probability of true of a model that counts.

    Examples
    --------
    >>> same = counted("bag", ("or", ("not", "T"), "T")), counted("bag", ("not", ("or", "T", "T")))
    >>> same[0] == same[1]
    True
    """
    counts = (bag if kind == "bag" else pairs)([tree])[0]
    return float(0.5 + 0.5 * np.tanh(np.append(counts, 1) @ count_weights(kind) / 2))


def vectors_along(net, words, parts, place=NOTHING, push=0.0):
    """Return the vector of each part, with a push added at one.

    Examples
    --------
    >>> words, merged = forest.taken(("not", "T"))
    >>> net = weights_of(2, "the root", "T and F", 500)
    >>> sorted(vectors_along(net, words, forest.grown(words, merged)))
    [0, 1]
    """
    v: dict = {}
    for k, part in parts.items():
        if part.height == 0:
            v[k] = net.leaf[["F", "T"].index(words[k]) if isinstance(words[k], str) else words[k]]
        else:
            number = OPERATORS.index(words[k])
            right = net.B[number] @ v[part.right] if part.right >= 0 else 0.0
            v[k] = np.tanh(net.A[number] @ v[part.left] + right + net.b[number])
        if k == place:
            v[k] = v[k] + push
    return v


@lru_cache(maxsize=16)
def plane_of(size, told, leaves):
    """Return two directions: from heap to heap as they are after training, and the widest at a right angle to it.

    Examples
    --------
    >>> (plane_of(16, "the root", "T and F") @ plane_of(16, "the root", "T and F").T).round(6).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    >>> plane_of(2, "the root", "T and F").tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    if size <= 2:
        return np.eye(2, size)
    heaps = heaps_of(size, told, leaves, MOMENTS[-1])
    first = (heaps.centres[1] - heaps.centres[0]) / heaps.gap
    rest = heaps.vectors - heaps.vectors.mean(axis=0)
    rest = rest - np.outer(rest @ first, first)
    second = np.linalg.svd(rest, full_matrices=False)[2][0]
    second = second - (second @ first) * first
    return np.array([first, second / np.linalg.norm(second) * np.sign(second[np.abs(second).argmax()])])


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State())
    >>> view.root, view.truth[view.root], round(view.chances[view.root], 1)
    (4, True, 1.0)
    """
    at, leaves = min(state.position, len(MOMENTS) - 1), leaves_of(state)
    key = (state.size, state.told, leaves, MOMENTS[at])
    net, parts, axes = weights_of(*key), forest.grown(state.words, state.merged), plane_of(*key[:3])
    before, push = state.words, 0.0
    if state.flipped != NOTHING:
        before = tuple(flip_back(word) if k == state.flipped else word for k, word in enumerate(state.words))
    if state.push:
        push = np.array(state.push) @ axes
    return View(
        state, at, net, parts, vectors_along(net, before, parts),
        vectors_along(net, state.words, parts, state.selected, push), heaps_of(*key), axes,
    )  # fmt: skip
