"""The rubric: a point for what was done, none for what is said; and folders of every kind without an error."""

import json
import shutil
from functools import partial

import pytest
from capstone_parts import Renamed, Wrong, capstone, lost, write_notebook

import nnlearn.numpy as nn
from nnlearn import metrics, report
from nnlearn.report import measured, points
from nnlearn.report.handed import FILES

NAMES = [item.name for item in report.rubric("/").items]
MEASURED = {
    *("five tries", "baseline tuned as long", "silly baseline", "own layer", "both sides", "five starts", "interval"),
    *("paired difference", "worst group", "attack", "control of the attack", "strangers"),
    *("map against random weights", "counterfactual", "hypothesis"),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return capstone(tmp_path_factory.mktemp("done"))


def few_draws(monkeypatch, draws):
    """Draw less often, which costs half of the time of these tests."""
    monkeypatch.setattr(points, "DRAWS", draws)
    monkeypatch.setattr(measured, "paired_bootstrap", partial(metrics.paired_bootstrap, draws=draws))


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    few_draws(monkeypatch, 200)


@pytest.fixture
def folder(done, tmp_path):
    return shutil.copytree(done, tmp_path / "mine")


def test_a_capstone_that_was_done_has_all_points_but_the_run(done):
    found = report.rubric(done)
    assert (found.points, found.of, lost(found)) == (19, 20, set()), str(found)
    assert f"`nnlearn report {done.name}`" in found.missing[0].says
    assert str(found).startswith("19 of 20 points\n  [x] question\n")


CHANGED = {
    "four tries": ({"tries": 4}, {"five tries"}),
    "an untuned baseline": ({"baseline_tries": 1}, {"baseline tuned as long"}),
    "a baseline that answers like the silly one": ({"baseline_learned": False}, {"baseline tuned as long"}),
    "more tries for the model": ({"tries": 6}, {"baseline tuned as long"}),
    "a try after looking": ({"late": 1, "baseline_tries": 6}, {"nothing chosen after looking"}),
    "one start": ({"seeds": [0]}, {"five starts"}),
    "other weights": ({"seeds": range(1, 6)}, {"own layer", "both sides", "map against random weights", "five starts"}),
    "a library's layer": ({"layer": nn.ReLU, "mirror": nn}, {"own layer", "both sides"}),
    "a library's layer renamed": ({"layer": Renamed, "mirror": nn}, {"own layer", "both sides"}),
    "a wrong gradient": ({"layer": Wrong}, {"own layer"}),
    "one side twice": ({"mirror": nn}, {"both sides"}),
    "no attack": ({"eps": 0.0}, {"attack", "control of the attack"}),
    "a weaker control": ({"control": 0.1}, {"control of the attack"}),
    "three strangers": ({"strangers": 3}, {"strangers"}),
    "one group": ({"groups": 1}, {"worst group"}),
    "a hypothesis left open": ({"least": 0.33}, {"hypothesis"}),
    "a narrow interval": ({"interval": 0.2}, {"interval", "paired difference"}),
    "the best in place of the mean": ({"best": 0.02}, {"interval", "paired difference"}),
    "claims for other weights": ({"stale": True}, {"card"}),
    "a result that was typed": ({"text": "It hears 84 % of them."}, {"card"}),
}


@pytest.mark.parametrize("name", CHANGED)
def test_each_thing_left_out_costs_its_point_and_says_so(name, tmp_path):
    changes, wanted = CHANGED[name]
    found = report.rubric(capstone(tmp_path, **changes))
    assert lost(found) == wanted, str(found)
    for item in found.missing:
        assert len(item.says.partition(": ")[2]) > 20, item  # what is missing, and how to get it
        assert "\n" not in item.says
        assert "damaged" not in item.says


def test_a_stub_that_says_everything_gets_nothing(tmp_path):
    words = "question sealed five tries baseline own layer gradcheck parity 5 starts interval control audit card equal"
    (tmp_path / "question.md").write_text("# Question\n\nIs it better?\n")
    (tmp_path / "ledger.csv").write_text("kind,what,settings,seed,value,failed,weights,time\n")
    (tmp_path / "card.md").write_text(
        f"# Card\n\n{words}\n\n| accuracy | 0.9 (0.8 to 1) | cell 1 | abc | made for these weights |"
    )
    (tmp_path / "test.sealed").write_bytes(b"sealed")
    (tmp_path / "weights.safetensors").write_bytes(b"weights")
    (tmp_path / "evidence.json").write_text(json.dumps({"nnlearn evidence": 1, "measure": "accuracy", "entries": []}))
    write_notebook(tmp_path, words, printed=f"20 of 20 points\n{words}")
    found = report.rubric(tmp_path)
    assert found.points == 0, str(found)


def test_evidence_without_numbers_behind_it_gets_nothing(folder):
    kinds = ["own layer", "parity", "slices", "attack", "strangers", "attribution", "counterfactual", "hypothesis"]
    entries = [{"kind": kind, "what": "done"} for kind in ["final", *kinds]]
    said = {"nnlearn evidence": 1, "measure": "accuracy", "entries": entries}
    (folder / "evidence.json").write_text(json.dumps(said))
    write_notebook(folder)
    assert lost(report.rubric(folder)) == MEASURED


def test_better_answers_written_into_the_evidence_contradict_the_card(folder):
    said = json.loads((folder / "evidence.json").read_text())
    y = report.open_seal(folder / "test.sealed", report.Ledger(folder / "ledger.csv"), "a forger looks")["y"]
    for entry in said["entries"]:
        if entry["kind"] == "final" and entry["role"] == "model":
            entry.update(said=y.tolist(), score=1.0)
    (folder / "evidence.json").write_text(json.dumps(said))
    assert lost(report.rubric(folder)) == MEASURED  # the executed report shows another fingerprint
    write_notebook(folder)
    assert lost(report.rubric(folder)) == {"interval", "paired difference", "worst group"}


def test_what_was_changed_by_hand_does_not_count(folder):
    (folder / "question.md").write_text((folder / "question.md").read_text() + "more\n")
    card = folder / "card.md"
    card.write_text(card.read_text().replace("Words.", "Words, and more.", 1))
    assert lost(report.rubric(folder)) == {"question", "card", "interval", "paired difference", "worst group"}


def test_the_report_may_run_again(folder):
    ledger = report.Ledger(folder / "ledger.csv")
    for one in ledger.tries():
        ledger.add(one.what, value=one.value, settings=one.settings, seed=one.seed, weights=one.weights or None)
    report.open_seal(folder / "test.sealed", ledger, "the report is run again")
    assert lost(report.rubric(folder)) == set()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"[1]", b"[" * 100_000, None])
def test_damaged_files_cost_points_and_raise_nothing(folder, name, content):
    (folder / name).unlink()
    if content is None:
        (folder / name).mkdir()
    else:
        (folder / name).write_bytes(content)
    found = report.rubric(folder, rerun=report.Rerun(folder, ""))
    assert [item.name for item in found.items] == NAMES
    assert report.rubric(folder).points < 19
    assert all("\n" not in item.says for item in found.items)


@pytest.mark.parametrize("value", [None, "x", [], {}, 1e400, -1, [[1]], True])
def test_values_of_another_kind_in_the_evidence_raise_nothing(folder, value, monkeypatch):
    few_draws(monkeypatch, 5)
    content = (folder / "evidence.json").read_text()
    names = {name for entry in json.loads(content)["entries"] for name in entry} - {"kind"}
    for name in sorted(names):
        said = json.loads(content)
        for entry in said["entries"]:
            entry.update({name: value} if name in entry else {})
        (folder / "evidence.json").write_text(json.dumps(said))
        assert report.rubric(folder, rerun=report.Rerun(folder, "")).of == 20


def test_a_clean_run_is_compared_with_what_was_handed_over(done, folder):
    whole = report.rubric(done, rerun=report.Rerun(folder, ""))
    assert whole.points == 20
    assert whole.items[-1].says == "the weights are the same to the last bit"
    failed = report.rubric(done, rerun=report.Rerun(folder, "cell 3 failed (NameError: x)"))
    assert failed.points == 19
    assert "cell 3 failed (NameError: x)" in failed.items[-1].says
    said = json.loads((folder / "evidence.json").read_text())
    said["entries"][0]["score"] += 0.2
    (folder / "evidence.json").write_text(json.dumps(said))
    assert "a seed is missing" in report.rubric(done, rerun=report.Rerun(folder, "")).items[-1].says
    (folder / "evidence.json").unlink()
    found = report.rubric(done, rerun=report.Rerun(folder, ""))
    assert lost(found) == MEASURED
    assert "makes no evidence" in found.items[-1].says


def test_other_arguments_are_refused(tmp_path):
    with pytest.raises(TypeError, match="rubric expected folder to be the name of a folder, got 3"):
        report.rubric(3)
    with pytest.raises(FileNotFoundError, match="nnlearn report none --start"):
        report.rubric(tmp_path / "none")
