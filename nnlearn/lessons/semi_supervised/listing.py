"""The lines that give what the label explorer shows."""

from nnlearn.lessons.semi_supervised.self_training import NEAREST
from nnlearn.lessons.semi_supervised.state import MINE

HEAD = """\
import numpy as np
from nnlearn.lessons.semi_supervised.data import digits
{more}
x, y, x_test, y_test = digits()  # 1,348 digits whose labels cost, 449 for the score
"""

ROUNDS = """
rows, labels = np.array(bought), y[bought]
for _ in range({rounds} + 1):
    p, p_test = {call}
    sure = p.max(axis=1) >= {threshold:g}  # labels of the learner, bought ones excepted
    sure[bought] = False
    learned = rows
    rows, labels = np.append(bought, np.flatnonzero(sure)), np.append(y[bought], p[sure].argmax(axis=1))
rows, accuracy = learned, (p_test.argmax(axis=1) == y_test).mean()  # rows that it has learned from
print(len(rows), accuracy)"""


def lines(view):
    """Return the code for a view."""
    state = view.state
    if not view.bought:
        return HEAD.format(more="") + 'print(len(x), "digits, and no label")'
    learner = "nearest" if state.learner == NEAREST else "learn"
    more = [f"from nnlearn.lessons.semi_supervised.self_training import {learner}"]
    if state.way != MINE:
        more.insert(0, "from nnlearn.lessons.semi_supervised.purchases import bought_by")
    which = list(view.bought) if state.way == MINE else f"list(bought_by({state.way!r}, {state.budget}, {state.draw}))"
    call = "nearest(rows, labels)" if state.learner == NEAREST else 'learn("softmax", rows, labels, len(bought))'
    head = HEAD.format(more="\n".join(more))
    return f"{head}bought = {which}" + ROUNDS.format(rounds=view.at, call=call, threshold=state.threshold)
