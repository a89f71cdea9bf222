"""What an earlier exercise has caused is said as that; an answer that is the published solution is worth a look."""

import csv
import json
from pathlib import Path

import pytest
from grading_parts import IMPORT, write

from nnlearn.app import cli
from nnlearn.grading.copied import copied, definitions, solutions
from nnlearn.grading.results import result_of

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "tests/lessons/wrong_answers"
LEARN = (
    "def learn(weight, bias, x, y, lr):\n    error = predict(weight, bias, x[None])[0] - y\n"
    "    return weight - lr * error * x, bias - lr * error\ncheck('02.2', learn)"
)
NO_BIAS = "def predict(weight, bias, x):\n    return (x @ weight >= 0).astype(int)\ncheck('02.1', predict)"
POCKET = """
def pocket(x: np.ndarray, y, epochs):  # mine
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, int((predict(weight, bias, x) != y).sum())
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):

            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = int((predict(weight, bias, x) != y).sum())
            if wrong < best[2]: best = weight, bias, wrong
    return best
"""


def test_what_an_earlier_exercise_caused_is_said_in_table_and_page(tmp_path):
    write(tmp_path / "class/ada/02_perceptron.ipynb", IMPORT, NO_BIAS, LEARN)
    assert cli.main(["check", str(tmp_path / "class"), "--out", str(tmp_path), "--jobs", "1"]) == 1
    with (tmp_path / "class.csv").open(newline="", encoding="utf-8-sig") as file:
        found = {row["exercise"]: row for row in csv.DictReader(file)}
    assert (found["02.1"]["caused by"], found["02.1"]["mistake"]) == ("", "the bias makes no difference")
    assert (found["02.2"]["status"], found["02.2"]["caused by"], found["02.2"]["mistake"]) == ("not yet", "02.1", "")
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "02.1: 1 not yet; 02.2: 1 caused by an earlier one" in page
    assert 'alt="02.1 the bias makes no difference: 1"' in page  # one mistake, not two
    assert 'aria-label="not yet: caused by 02.1"' in page
    assert "ada: 1 not yet, 1 caused by an earlier one" in page


@pytest.mark.parametrize("cause", ["99.1", 7, ["02.1"], "<script>"])
def test_an_invented_cause_is_refused(cause):
    said = {"id": "02.2", "status": "not yet", "passed": False, "mistake": None}
    assert result_of(said | {"caused_by": "02.1"})["caused_by"] == "02.1"
    with pytest.raises(ValueError, match="no check sends"):
        result_of(said | {"caused_by": cause})


def test_a_solution_handed_in_is_worth_a_look(tmp_path):
    own = "def pocket(x, y, epochs):\n    return None\ncheck('02.4', pocket)"
    assert copied(
        write(tmp_path / "copy.ipynb", "%matplotlib inline\nx = 1", POCKET, "check('02.4', pocket)"), "02"
    ) == ["02.4 is the published solution, statement by statement"]
    assert copied(write(tmp_path / "own.ipynb", POCKET, own), "02") == []  # the last definition counts
    assert copied(write(tmp_path / "renamed.ipynb", POCKET.replace("wrong", "misses")), "02") == []
    assert copied(write(tmp_path / "broken.ipynb", "def (", "(" * 10_000, "\0", POCKET), "02") != []
    assert copied(write(tmp_path / "short.ipynb", LEARN), "02") == []  # what anybody may write
    assert copied(tmp_path / "copy.ipynb", "02", root=tmp_path) == []  # no solutions to compare with
    assert copied(tmp_path / "copy.ipynb", "") == []


def test_two_short_solutions_are_worth_a_look_and_one_is_not(tmp_path):
    sources = {}
    for cell in json.loads((ROOT / "solutions/05_loss_functions_solutions.ipynb").read_text())["cells"]:
        sources |= {id: "".join(cell["source"]) for id in solutions("05") if f'check("{id}"' in "".join(cell["source"])}
    sizes = {id: sum(count for _, count in parts.values()) for id, parts in solutions("05").items()}
    first, second = [id for id in sources if 4 <= sizes[id] < 8][:2]
    assert copied(write(tmp_path / "one.ipynb", sources[first]), "05") == []
    assert copied(write(tmp_path / "two.ipynb", sources[first], sources[second]), "05") == [
        f"{first} and {second} are the published solution, statement by statement"
    ]


def test_honest_blind_answers_have_no_sign():
    """A right answer that was written without sight of the solution is a sign neither alone nor with another."""
    known = {number: solutions(number) for number in {id[:2] for id, _ in blind()}}
    same = []
    for id, code in blind():
        own, parts = definitions(code), known[id[:2]].get(id, {})
        if parts and all(own.get(name, ("",))[0] == text for name, (text, _) in parts.items()):
            same.append((id, sum(count for _, count in parts.values())))
    assert same == [("25.2", 6)]  # of 685: shorter than SURE, and alone in its lesson


def blind():
    return [
        (one["id"], one["code"])
        for name in ("seen", "unseen")
        for one in json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
        if one["right"]
    ]
