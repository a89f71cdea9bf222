"""The tour of the tree explorer: words, two ways to merge them, a flip, heaps, a push, and pictures nobody named."""

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.recursive_networks.heaps import apart
from nnlearn.lessons.recursive_networks.replays import MOMENTS, heaps_of
from nnlearn.lessons.recursive_networks.state import leaves_of, odd
from nnlearn.lessons.recursive_networks.view import chance
from nnlearn.lessons.recursive_networks.words import name, numbers, says
from nnlearn.plots.numbers import fixed


def _said(view, place):
    return "true" if view.chances[place] > 0.5 else "false"


def _words(view):
    return f"Four words, no tree yet. A bag of tokens says {says(view.bag)}, and would for any order of merging."


def _merged(view):
    v = numbers(view.vectors[0])
    return f"Merge what belongs together: the not has taken its T. The new node has two numbers, like a leaf: {v}."


def _other(view):
    return (
        f"The same words, the or merged first: another tree, and another answer, {_said(view, view.root)}. The bag "
        f"says {'true' if view.bag > 0.5 else 'false'}, as before."
    )


def _flip(view):
    steps = ", ".join(fixed(each) for each in view.left)
    return (
        f"The {name(view.state.words[view.state.flipped])} was flipped. Follow the thick line: the nodes above it move "
        f"by {steps} of the distance of the heaps. It ends at the or, which is true anyway."
    )


def _heaps(view):
    state = view.state
    kind = (state.size, state.told, leaves_of(state))
    begin, end = (heaps_of(*kind, step) for step in (MOMENTS[0], MOMENTS[-1]))
    first, last = (fixed(apart(heaps.vectors, heaps.truth), 1) for heaps in (begin, end))
    return (
        f"Before training, true and false nodes lie mixed: the centres are {first} of their spreads apart. At step "
        f"{MOMENTS[-1]} they are {last} apart, and only roots are told."
    )


def _push(view):
    steps = ", ".join(fixed(each) for each in view.left)
    return (
        f"This node was pushed off its heap, {fixed(view.pushed)} of the way to the other. Of the distance of the "
        f"heaps, {steps} is left one, two and three operators up: at each, tanh pulls the vector back."
    )


def _pictures(view):
    word = next(word for word in view.state.words if not isinstance(word, str))
    right = sum((chance(view.net, v) > 0.5) == truth for v, truth in zip(view.net.leaf, odd(), strict=True))
    return (
        f"Pictures at the leaves; odd counts as true. Nobody told the network that {name(word)} is odd, only what was "
        f"true of whole sentences. Of 40 pictures that it has never seen it reads {right} right."
    )


PLAIN = {"position": END, "size": 2, "told": "the root", "pictures": False, "flipped": -1, "push": ()}
FOUR = {**PLAIN, "words": ("not", "T", "or", "T"), "selected": 0}
LONG = {**PLAIN, "words": ("T", "and", "F", "or", "T", "and", "T"), "merged": (1, 5, 3), "selected": 2}
DEEP = {**PLAIN, "words": ("T", "and", "F", "or", "F", "or", "F", "and", "T"), "merged": (1, 3, 5, 7), "selected": 1}
SEEN = {**PLAIN, "words": (28, "and", "not", 16, "or", 9), "merged": (2, 1, 4), "selected": 0, "pictures": True}
TOUR = (
    Stop({**FOUR, "merged": ()}, _words, "Click an operator."),
    Stop({**FOUR, "merged": (0,)}, _merged, "Merge the or, too."),
    Stop({**FOUR, "merged": (2, 0)}, _other, "What do the pairs say?"),
    Stop({**LONG, "flipped": 2}, _flip, "Which flip reaches the root?"),
    Stop({**LONG, "position": 0}, _heaps, "Press Play: where do they go?"),
    Stop({**DEEP, "push": (0.36, -0.36)}, _push, "Drag it farther: when does the root change its mind?"),
    Stop(SEEN, _pictures, "Click a leaf for another picture."),
)
