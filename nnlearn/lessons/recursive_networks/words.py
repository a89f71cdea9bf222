"""What the tree explorer says: its lines, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.recursive_networks import forest
from nnlearn.lessons.recursive_networks.forest import OPERATORS
from nnlearn.lessons.recursive_networks.replays import EACH, TOLD
from nnlearn.plots.numbers import fixed


def title(view):
    """Return the setting in one line."""
    state = view.state
    numbers = "1 number" if state.size == 1 else f"{state.size} numbers"
    return f"{numbers} per node, {'only the root' if state.told == TOLD[0] else state.told} told: {when(view)}"


def when(view):
    """Return the moment.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> when(view_of(State(position=0))), when(view_of(State(position=1))), when(view_of(State()))
    ('before training', 'after 1 step', 'after 500 steps')
    """
    return f"after {view.step} step{'' if view.step == 1 else 's'}" if view.step else "before training"


def name(word):
    """Return a word as it is read: of a picture, its digit.

    Examples
    --------
    >>> name("T"), name("not"), name(31)
    ('T', 'not', 'a 7')
    """
    return word if isinstance(word, str) else f"a {word // EACH}"


def sentence(view):
    """Return the sentence with the brackets of what has merged; pictures are their digits."""
    words = tuple(word if isinstance(word, str) else word // EACH for word in view.state.words)
    return forest.spoken(words, view.state.merged)


def verdict(chance, truth):
    """Return what a probability of true says, and whether that is right.

    Examples
    --------
    >>> verdict(0.9, True), verdict(0.1, True)
    ('true (90 %), right', 'false (90 %), wrong')
    """
    return f"{says(chance)}, {'right' if (chance > 0.5) == truth else 'wrong'}"


def says(chance):
    """Return what a probability of true says, and how sure it is: nothing that was learned is quite sure.

    Examples
    --------
    >>> says(0.42), says(0.0004)
    ('false (58 %)', 'false (over 99 %)')
    """
    sure = max(chance, 1 - chance)
    return f"{'true' if chance > 0.5 else 'false'} ({'over 99' if sure > 0.99 else fixed(100 * sure, 0)} %)"


def answer(view):
    """Return what the root says."""
    if view.root is None:
        return "Not one tree yet: click an operator, and it takes its neighbours."
    return f"The root says {verdict(view.chances[view.root], view.truth[view.root])}."


def rivals(view):
    """Return what the two models say that count."""
    if view.state.pictures:
        named = "No picture was ever named" if view.state.told == TOLD[0] else "Training named every picture, too"
        return f"Odd counts as true. {named}; models that count cannot read them."
    if view.pairs is None:
        return f"A bag of tokens says {says(view.bag)}, for any order of merging."
    truth = view.truth[view.root]
    return f"Bag of tokens: {verdict(view.bag, truth)}. Pairs: {verdict(view.pairs, truth)}."


def numbers(v):
    """Return the numbers of a vector, if they are few.

    Examples
    --------
    >>> numbers(np.array([-0.98, 0.5])), numbers(np.zeros(16))
    ('−0.98, 0.50', '16 numbers')
    """
    return ", ".join(fixed(x) for x in v) if len(v) < 3 else f"{len(v)} numbers"


def about(view):
    """Return a few short lines on the word that is selected, and on what was flipped or pushed."""
    place, state = view.state.selected, view.state
    word = name(state.words[place])
    if place not in view.parts:
        return f"selected: {word}\nnot merged, so no vector"
    v = view.vectors[place]
    lines = [f"selected: {word}", f"vector: {numbers(v)}", f"{verdict(view.chances[place], view.truth[place])}"]
    return "\n".join([*lines, *moved(view)])


def moved(view):
    """Return how far what is above has moved, as lines."""
    if view.state.push:
        first = f"pushed by {fixed(view.pushed)} of the gap"
    elif view.state.flipped in view.parts:
        first = f"{name(view.state.words[view.state.flipped])} is new; moved above:"
    else:
        return []
    if not view.above:
        return [first.removesuffix(" moved above:").removesuffix(";"), "nothing is above it"]
    steps = [fixed(each) for each in view.left]
    shown = steps if len(steps) <= 4 else [*steps[:3], "…", steps[-1]]
    lead = "left above: " if view.state.push else ""
    return [first, lead + "  ".join(shown)]


def describe(view):
    """Return the alt text."""
    state, place = view.state, view.state.selected
    inner = len(view.heaps.truth)
    right = (np.array([chance > 0.5 for chance in _says(view)]) == view.heaps.truth).mean()
    own = f"{name(state.words[place])}: " + " ".join(about(view).split("\n")[1:])
    return (
        f"{title(view)}. The sentence {sentence(view)}. {answer(view)} {rivals(view)} Of {inner} inner "
        f"nodes of 40 other trees it reads {fixed(100 * right, 0)} % right; the centres of true and false "
        f"are {fixed(view.heaps.gap)} apart. Selected {own}."
    )


def _says(view):
    scores = view.heaps.vectors @ view.net.W.T + view.net.c
    return 0.5 + 0.5 * np.tanh((scores[:, 1] - scores[:, 0]) / 2)


# Under the pointer.


def part(view, place):
    """Return what is known of a word in the tree."""
    state = view.state
    word = name(state.words[place])
    if place not in view.parts:
        ready = forest.mergeable(state.words, state.merged, place)
        return (
            f"{word}, not merged\n{'click: it takes its neighbours' if ready else 'its neighbours have to merge first'}"
        )
    read, vector = verdict(view.chances[place], view.truth[place]), numbers(view.vectors[place])
    if state.words[place] in OPERATORS:
        hint = "click: take it apart" if place == state.selected else "click: select it"
        return f"{word}, {view.parts[place].height} above the leaves\nvector: {vector}\n{read}\n{hint}"
    hint = "click: flip it" if isinstance(state.words[place], str) else "click: take the next digit"
    return f"{word}, a leaf\nvector: {vector}\n{read}\n{hint}"


def spot(view, x, y, nearest=None, own=None):
    """Return what is known of a place in the plane: a part of the tree, a node of another tree, or nothing."""
    if own is not None:
        return f"{name(view.state.words[own])} in the tree: {numbers(view.vectors[own])}\ndrag it, and follow the push"
    if nearest is not None:
        truth, height = view.heaps.truth[nearest], view.heaps.height[nearest]
        return f"a node of another tree\n{'true' if truth else 'false'}, {height} above the leaves"
    return f"no node near\n{fixed(x)}, {fixed(y)}" if view.state.size > 1 else f"no node near {fixed(x)}"
