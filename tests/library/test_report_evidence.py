"""The evidence: what its measurements return, what they refuse, and that no file of somebody else is touched."""

import numpy as np
import pytest
from capstone_parts import Own, Wrong, network

import nnlearn.numpy as nn
from nnlearn import report
from nnlearn.report.own_layers import is_own

X, Y = np.random.default_rng(0).normal(size=(30, 4)), np.arange(30) % 3


@pytest.fixture
def evidence(tmp_path):
    return report.Evidence(tmp_path / "evidence.json")


def test_scores_are_those_of_the_measure(tmp_path):
    evidence = report.Evidence(tmp_path / "e.json", measure="absolute error")
    assert evidence.final("silly", "zero", np.zeros(4), np.array([1.0, -1, 3, -3])) == -2
    group, count, score, low, high = evidence.slices(np.array([0, 0, 1, 1]))[0]
    assert (group, count, score) == ("1", 2, -3)
    assert low <= -3 <= high


def test_slices_are_of_the_mean_over_starts_worst_first(evidence):
    net = network(0)
    for seed, right in ((0, Y), (1, np.where(np.arange(30) < 20, Y, 9))):
        evidence.final("model", "net", right, Y, seed=seed, weights=net)
    evidence.final("silly", "nine", np.full(30, 9), Y)
    rows = evidence.slices(np.repeat(["a", "b", "c"], 10))
    assert [row[0] for row in rows] == ["c", "a", "b"]
    assert [row[2] for row in rows] == [0.5, 1, 1]


def test_an_attack_and_its_control_are_read_and_their_sizes_measured(evidence, tmp_path):
    predict = lambda x: (x[:, 0] > 0).astype(int)  # noqa: E731
    y = predict(X)
    found = evidence.attack("flip", predict, X, y, X * [-1, 1, 1, 1], X + 0.25)
    assert found[:2] == (1, 0)
    assert found[2] < 1
    entry = report.evidence.read(tmp_path / "evidence.json")["entries"][0]
    assert entry["control size"] == pytest.approx(0.25)
    assert entry["changed size"] == pytest.approx(2 * abs(X[:, 0]).max())
    assert entry["changed share"] == 0.25
    assert entry["control share"] == 1


def test_a_layer_with_the_name_of_another_is_not_in_the_model(evidence, tmp_path):
    named = type("ReLU", (Own,), {})
    evidence.own_layer(named(), X, nn.Sequential(nn.Linear(4, 3), nn.ReLU()))
    entry = report.evidence.read(tmp_path / "evidence.json")["entries"][0]
    assert entry["own"]
    assert not entry["in_model"]


def test_gradients_and_sides(evidence):
    model = network(0)
    assert evidence.own_layer(Own(), X, model) < 1e-6
    assert evidence.own_layer(Wrong(), X, model) > 0.1
    assert evidence.parity(model, model, X) == (0, 0)
    assert is_own(Own)
    assert not is_own(nn.ReLU)


def test_a_hypothesis_can_be_confirmed_refuted_and_open(evidence):
    right = np.ones(200)
    half = np.arange(200) % 2
    assert evidence.hypothesis("half", right, half, 0.3) == "confirmed"
    assert evidence.hypothesis("none", right, right, 0.3) == "refuted"
    assert evidence.hypothesis("half, about", right, half, 0.51) == "open"


def test_maps_are_compared_by_rank(evidence):
    model, other = network(0), network(1)
    assert evidence.attribution("input", lambda net, x: x, model, other, X) == pytest.approx(1)
    assert evidence.attribution("nothing", lambda net, x: 0 * x, model, other, X) is None


def test_the_same_measurement_again_replaces_the_first(evidence, tmp_path):
    for said in (Y, Y + 1):
        evidence.final("silly", "one", said, Y)
    entries = report.evidence.read(tmp_path / "evidence.json")["entries"]
    assert [entry["score"] for entry in entries] == [0]


def test_an_earlier_run_is_replaced_and_nothing_else(tmp_path):
    path = tmp_path / "evidence.json"
    report.Evidence(path).final("silly", "first", Y, Y)
    before = path.read_bytes()
    again = report.Evidence(path)
    assert path.read_bytes() == before  # until something is measured
    again.final("silly", "two", Y, Y)
    assert b"two" in path.read_bytes()
    assert b"first" not in path.read_bytes()
    path.write_text('{"my": "data"}')
    with pytest.raises(FileExistsError, match=r"got evidence\.json, which says something else: nothing is overwritten"):
        report.Evidence(path)
    with pytest.raises(FileExistsError):
        again.final("silly", "three", Y, Y)
    assert path.read_text() == '{"my": "data"}'


def test_it_shows_the_fingerprint_of_its_file(evidence, tmp_path):
    evidence.final("silly", "one", Y, Y)
    digest = report.evidence.fingerprint((tmp_path / "evidence.json").read_bytes())
    assert repr(evidence) == f"Evidence('evidence.json'): final\nfingerprint {digest}"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda e: e.final("boss", "a", Y, Y), "role"),
        (lambda e: e.final("silly", "", Y, Y), "name to say something"),
        (lambda e: e.final("silly", "a", np.ones((30, 3)), Y), r"argmax\(axis=1\) are the labels"),
        (lambda e: e.final("model", "a", Y, Y), "seed and weights of the model, got none: seed=0, weights=model"),
        (lambda e: e.final("silly", "a", Y.tolist(), Y), "said"),
        (lambda e: e.slices(Y), r"call final\(\.\.\.\) first"),
        (lambda e: e.attack("a", None, X, Y, X, X), "predict to be a function of x, got None"),
        (lambda e: e.attack("a", len, X, Y, X[1:], X), "changed of the shape of x"),
        (lambda e: e.attack("a", lambda x: x, X, Y, X, X), "said and y of one shape"),
        (lambda e: e.strangers("a", lambda x: x, X, X), r"one number per example, shape \(30,\), got \(30, 4\)"),
        (lambda e: e.attribution("a", lambda n, x: x, nn.Linear(4, 3), nn.Linear(4, 2), X), "the same network"),
        (lambda e: e.attribution("a", lambda n, x: x[0], nn.Linear(4, 3), nn.Linear(4, 3), X), "a map for each of 30"),
        (lambda e: e.hypothesis("a", Y, Y, 0), "least > 0"),
        (lambda e: e.hypothesis("a", Y, Y[1:], 0.1), "same examples"),
        (lambda e: e.own_layer(len, X, nn.Linear(4, 3)), "layer to be a Module of yours"),
        (lambda e: e.attack("a", lambda x: Y, X, Y, X + 1, X + 1), "control to be another change of equal size"),
        (lambda e: e.strangers("a", lambda x: x[:, 0], X, X.copy()), "strange to be inputs of another kind"),
        (lambda e: e.own_layer(nn.Flatten(), X, nn.Linear(4, 3)), "Flatten to change something"),
        (lambda e: e.parity(nn.Linear(4, 3), len, X), "other to be a model of one side"),
        (lambda e: e.parity(nn.Linear(4, 3), nn.Linear(4, 2), X), "scores of one shape"),
        (lambda e: report.Evidence(3), "path to be a file name"),
        (lambda e: report.Evidence(e.path, measure="f1"), "measure"),
    ],
)
def test_refusals_name_what_was_expected(evidence, call, says, tmp_path):
    with pytest.raises((TypeError, ValueError), match=says):
        call(evidence)
    assert not (tmp_path / "evidence.json").exists()
