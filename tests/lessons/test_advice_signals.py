"""Exercises 13.3 and 13.6: what is told about features, and about a reader that learned from 400 signals."""

import linecache

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.ml_versus_dl import answers, signals


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")


def told(id, answer):
    result = judge(registry.find("exercises", id), answer)
    assert result.status == "not yet"
    return result.message


def neighbour(prepare, x, y):
    """Return a reader: the label of the nearest of the prepared signals."""
    known = prepare(x)

    def read(new):
        found = prepare(new)
        return y[((found[:, None] - known) ** 2).sum(axis=2).argmin(axis=1)]

    return read


def centre(nn, x, y):
    """Return a reader: the digit whose mean features are nearest."""
    known = np.stack([answers.features(x)[y == digit].mean(axis=0) for digit in range(10)])
    return lambda new: ((answers.features(new)[:, None] - known) ** 2).sum(axis=2).argmin(axis=1)


def written(code):
    """Return `learn` of a cell whose text can be looked at."""
    name = f"<learn {hash(code)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"np": np, "datasets": datasets, "known": datasets.mnist1d(), "__name__": "__main__"}
    exec(compile(code, name, "exec"), names)
    return names["learn"]


def test_the_measured_share_and_the_measured_move_are_told():
    assert "logistic regression on 400 signals reads 4" in told("13.3", lambda x: np.sort(x, axis=1))
    assert "if the signals roll by 20 places, the features change by 1" in told("13.3", lambda x: x)
    moved = told("13.3", lambda x: np.concatenate([answers.features(x), x[:, :3]], axis=1))
    assert "the features move a little" in moved
    assert "Measured: if the signals roll by" in moved


def test_what_is_wrong_first_is_told_alone():
    alone = told("13.3", lambda x: x - x.mean(axis=0))
    assert "depend on the other signals" in alone
    assert "Measured" not in alone


FORMS = (
    (lambda x: print(x.shape), "is there a `return`?"),
    (lambda x: np.fft.rfft(x, axis=1), "complex numbers"),
    (lambda x: [np.sort(x, axis=1), x], "np.concatenate"),
    (lambda x: np.sort(x, axis=1).T, "one row of features for each signal, shape (400, k), got shape (40, 400)"),
    (lambda x: x.mean(axis=1), "got shape (400,)"),
    (lambda x: np.full((len(x), 2), np.nan), "not a number"),
    (lambda x: np.full((len(x), 2), "high"), "array of numbers"),
)


@pytest.mark.parametrize(("features", "words"), FORMS, ids=[words for _, words in FORMS])
def test_features_of_a_wrong_form_are_refused_with_what_to_do(features, words):
    assert words in told("13.3", features)


def test_features_that_pass_in_float32_and_in_other_units():
    for change in (lambda f: f.astype(np.float32), lambda f: 1e6 * f, lambda f: 1e-6 * f + 3):
        assert judge(registry.find("exercises", "13.3"), lambda x, change=change: change(answers.features(x)))


def test_a_constant_feature_does_not_hide_one_that_moves():
    assert signals.differs(np.zeros((5, 2)), np.zeros((5, 2))) == 0
    assert signals.differs(np.array([[0.0, 1], [0, 2]]), np.array([[0.0, 2], [0, 1]])) == pytest.approx(1.0)


READERS = (
    (lambda nn, x, y: neighbour(lambda s: s, x, y), "Rolled by 10 places, 77% of the unseen"),
    (lambda nn, x, y: neighbour(answers.features, x, y), "Where a stroke stands does not matter to it: good"),
    (lambda nn, x, y: lambda new: np.full(len(new), 3), "It reads every signal as 3"),
    (lambda nn, x, y: neighbour(lambda s: s, x, y[::-1]), "near guessing"),
    (centre, "does not even know these"),
    (lambda nn, x, y: print(x.shape), "got None"),
    (lambda nn, x, y: nn.Linear(40, 10), "got a network"),
    (lambda nn, x, y: len(x), "expected learn to return a function that reads signals, got"),
    (lambda nn, x, y: lambda new: np.zeros((len(new), 10)), "gave scores, shape (1000, 10)"),
    (lambda nn, x, y: lambda new: np.zeros(10), "gave shape (10,)"),
    (lambda nn, x, y: lambda new: np.full(len(new), "7"), "labels from 0 to 9"),
    (lambda nn, x: len(x), "called with three arguments"),
)


@pytest.mark.parametrize(("learn", "words"), READERS, ids=[words for _, words in READERS])
def test_what_keeps_a_reader_back_is_told(learn, words):
    assert words.lower() in told("13.6", learn).lower()


OTHER_LABELS = (
    """def learn(nn, x, y):
    data = datasets.mnist1d()
    return lambda new: (new[:, None] == data.x[None, 4000:]).all(axis=2).argmax(axis=1)
""",
    """def learn(nn, x, y):
    more = known.x
    return lambda new: more.shape[0] + new[:, 0]
""",
)


@pytest.mark.parametrize("code", OTHER_LABELS, ids=["mnist1d", "known"])
def test_labels_that_were_not_paid_for_are_seen(code):
    assert "holds more labelled signals than the 400" in told("13.6", written(code))


def test_a_reader_that_looks_at_the_other_signals_is_told():
    x, y = signals.mnist1d()
    right = {one.tobytes(): label for one, label in zip(x, y, strict=True)}

    def learn(nn, x, y):
        def read(new):
            labels = np.array([right.get(one.tobytes(), 0) for one in new])
            return labels if len(new) > 1 else labels + 1

        return read

    assert "Asked about one signal at a time" in told("13.6", learn)
