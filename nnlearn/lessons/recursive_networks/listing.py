"""The lines that give what the tree explorer shows."""

import numpy as np

from nnlearn.lessons.recursive_networks import words
from nnlearn.lessons.recursive_networks.forest import OPERATORS

KINDS = {"F": 0, "T": 1}


def lines_of(view):
    """Return the lines that compute the vectors of a view, and what the head says of each.

    Examples
    --------
    >>> from nnlearn.lessons.recursive_networks.view import State, view_of
    >>> print(lines_of(view_of(State(words=("not", "T"), merged=(0,)))))
    import numpy as np
    from nnlearn.lessons.recursive_networks.replays import weights_of
    <BLANKLINE>
    leaf, A, B, b, W, c = weights_of(2, 'the root', 'T and F', 500)
    v = np.zeros((3, 2))  # a row for each word of: not T; the last is the child that is not there
    for place, kind in {1: 1}.items():  # the leaves
        v[place] = leaf[kind]
    for place, k, left, right in [(0, 0, 1, -1)]:  # k: not, and, or
        v[place] = np.tanh(A[k] @ v[left] + B[k] @ v[right] + b[k])
    scores = v @ W.T + c
    p = 1 / (1 + np.exp(scores[:, 0] - scores[:, 1]))  # of true
    print(v[0], p.round(3))
    """
    state, parts = view.state, view.parts
    leaves = {k: KINDS.get(word, word) for k, word in enumerate(state.words) if word not in OPERATORS}
    inner = [(k, OPERATORS.index(state.words[k]), parts[k].left, parts[k].right) for k in state.merged]
    key = (state.size, state.told, view.leaves, view.step)
    rows = f"a row for each word of: {words.sentence(view)}; the last is the child that is not there"
    return "\n".join(
        [
            "import numpy as np",
            "from nnlearn.lessons.recursive_networks.replays import weights_of",
            "",
            f"leaf, A, B, b, W, c = weights_of{key}",
            f"v = np.zeros(({len(state.words) + 1}, {state.size}))  # {rows}",
            f"for place, kind in {leaves}.items():  # the leaves",
            f"    v[place] = leaf[kind]{_pushed(view, leaves)}",
            f"for place, k, left, right in {inner}:  # k: not, and, or",
            f"    v[place] = np.tanh(A[k] @ v[left] + B[k] @ v[right] + b[k]){_pushed(view, state.merged)}",
            "scores = v @ W.T + c",
            "p = 1 / (1 + np.exp(scores[:, 0] - scores[:, 1]))  # of true",
            f"print(v[{state.selected}], p.round(3))",
        ]
    )


def _pushed(view, places):
    """Return what is added at the part that is pushed, if it is one of these."""
    state = view.state
    if not state.push or state.selected not in places:
        return ""
    push = np.round(np.array(state.push) @ view.axes, 6).tolist()
    return f" + (place == {state.selected}) * np.array({push})"
