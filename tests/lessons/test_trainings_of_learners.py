"""Exercises 09.3 and 09.5: what is told by watching how an answer measures and how it trains."""

import linecache

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.backpropagation.answers import check_gradient
from nnlearn.lessons.backpropagation.measuring import how_it_measures

TRAIN = """def gradients(x, labels, W1, b1, W2, b2):
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    g = (p / p.sum(axis=1, keepdims=True) - np.eye(len(b2))[labels]) / len(x)
    back = (g @ W2) * (1 - h**2)
    return back.T @ x, back.sum(axis=0), g.T @ h, g.sum(axis=0)


def train(x, labels):
    rng = np.random.default_rng(0)
    W1, b1 = rng.normal(size=(64, 64)) / 8, np.zeros(64)
    W2, b2 = rng.normal(size=(10, 64)) / 8, np.zeros(10)
    for epoch in range(4):
        order = rng.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            found = gradients(x[rows], labels[rows], W1, b1, W2, b2)
            for p, g in zip((W1, b1, W2, b2), found):
                p -= 0.2 * g
    return lambda x: (np.tanh(x @ W1.T + b1) @ W2.T + b2).argmax(axis=1)
"""
FAULTS = (  # what stands there, what is written instead, words of the message
    ("range(4)", "range(1)", "Each digit is seen once"),
    ("p -= 0.2 * g", "p += 0.2 * g", "uphill"),
    ("p -= 0.2 * g", "p -= 20 * g", "in the last batches it lies between"),
    ("p -= 0.2 * g", "p -= 0.001 * g", "The learning rate is 0.001"),
    ("p -= 0.2 * g", "p = p - 0.2 * g", "The weights never change"),
    ("p -= 0.2 * g", "p[:] = 0.2 * g", "replaced by the step"),
    ("zip((W1, b1, W2, b2), found)", "zip((W2, b2), found[2:])", "W1 and b1 never change"),
    ("labels[rows]", "labels[start : start + 32]", "do not belong together"),
    ("rng.normal(size", "0 * rng.normal(size", "start with the same weights"),
    ("64)) / 8", "64)) * 5", "Start with smaller weights"),
    ("range(0, len(x), 32)", "range(0, 320, 32)", "of the 1348 digits are ever trained on"),
    ("in range(4):\n", "in range(4):\n        x = x / 4\n", "The inputs in training reach only to"),
    (".argmax(axis=1)", ".argmin(axis=1)", "but predict reads only"),
    (".argmax(axis=1)", "", "Which place has the largest?"),
    (".argmax(axis=1)", ".argmax(axis=0)", "axis 1"),
    (".argmax(axis=1)", ".max(axis=1)", "and not its place?"),
    (".argmax(axis=1)", ".argmax(axis=1)[:5]", "expected 449 labels"),
    ("return lambda x: ", "return ", "not what it gives"),
    ("return lambda x: (", "return None, (", "Return one function, predict(x)"),
    ("return lambda x: ", "", "train returns None"),
    ("(10, 64)", "(9, 64)", "a row for each of 10 digits"),
    ("    rng =", "    import sklearn\n    rng =", "train uses sklearn"),
)


def written(code):
    name = f"<train {hash(code)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"np": np, "__name__": "__main__"}
    exec(compile(code, name, "exec"), names)
    return names["train"]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS)
def test_what_is_missing_in_a_training_is_told(old, new, words):
    assert old in TRAIN
    train = written(TRAIN.replace(old, new))
    own = train.__globals__["gradients"]
    result = judge(registry.find("exercises", "09.5"), train)
    assert result.status == "not yet"
    assert words in result.message
    assert train.__globals__["gradients"] is own


def test_how_an_answer_moves_x_is_told():
    def moved(change):
        def answer(function, x, gradient):
            for place in np.ndindex(*x.shape):
                up, down = x.copy(), x.copy()
                change(up, place, 1e-5)
                change(down, place, -1e-5)
                function(up)
                function(down)

        return answer

    def one(v, place, step):
        v[place] += step

    def row(v, place, step):
        v[place[0]] += step

    def far(v, place, step):
        v[place] += 100 * step

    def nothing(v, place, step):
        pass

    assert how_it_measures(check_gradient) == ""
    assert how_it_measures(moved(one)) == ""
    assert "moves 3 numbers of x at once" in how_it_measures(moved(row))
    assert "by 0.001; the step of the task is 1e-05" in how_it_measures(moved(far))
    assert "gets x unmoved" in how_it_measures(moved(nothing))
    assert "of shape (6,)" in how_it_measures(lambda function, x, gradient: function(x.ravel()))
    assert "never calls" in how_it_measures(lambda function, x, gradient: (0.0, 0))
