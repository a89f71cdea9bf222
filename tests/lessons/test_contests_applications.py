"""The contests of lesson 32 are fair, the record comes from the script, and the models are alike on both sides."""

import numpy as np
import pytest

from nnlearn.lessons.applications import (
    baskets,
    bikes,
    contest,
    feelings,
    letters,
    loans,
    meet,
    molecules,
    pairs,
    recommenders,
    recorded,
    speech,
)
from nnlearn.lessons.applications.records import CONTESTS

LABS = {"loans": loans, "bikes": bikes, "letters": letters, "speech": speech, "feelings": feelings,
        "baskets": baskets, "molecules": molecules}  # fmt: skip


# The record.


@pytest.mark.parametrize("letter", CONTESTS)
def test_every_rival_met_the_test_of_every_split_and_tried_all_its_settings(letter):
    one = CONTESTS[letter]
    lab = LABS[one.lab]
    named = {*one.silly, *one.strong, *one.network}
    assert named <= set(lab.SETTINGS)
    for split in one.splits:
        rows = recorded(one.lab, split=split)
        assert {row["rival"] for row in rows} == set(lab.SETTINGS)
        for row in rows:
            settings = lab.SETTINGS[row["rival"]]
            assert row.get("setting", {}) in settings
            first = next(each for each in rows if each["rival"] == row["rival"])
            tried = first.get("tried", [])
            assert len(tried) == (len(settings) if len(settings) > 1 else 0)
            if tried:  # the setting is the one that was best on the validation data
                assert tried[settings.index(row["setting"])] == lab.CHOICE[0](tried)


@pytest.mark.parametrize("name", LABS)
def test_no_example_of_a_test_was_learned_from_or_chosen_by(name):
    lab = LABS[name]
    parts = {"speech": [(None,), (3,)], "feelings": [(0,), ("imdb",)], "molecules": [("random", 0), ("scaffold", 1)],
             "bikes": [("time",), ("shuffled",)]}  # fmt: skip
    for arguments in parts.get(name, [(0,), (3,)]):
        split = lab.split(*arguments)
        assert len(np.intersect1d(split.final, split.test)) == 0
        assert len(np.intersect1d(split.train, split.validation)) == 0
        assert len(np.intersect1d(split.validation, split.test)) == 0
        assert set(split.train) | set(split.validation) <= set(split.final)


def test_the_hard_splits_keep_apart_what_belongs_together():
    molecule, by_ring, at_random = molecules.data(), molecules.split("scaffold", 0), molecules.split("random", 0)
    assert not set(molecule.scaffold[by_ring.final]) & set(molecule.scaffold[by_ring.test])
    assert not set(molecule.substance[at_random.final]) & set(molecule.substance[at_random.test])
    assert bikes.split().final.max() < bikes.split().test.min()
    alphabet, letter = letters.data()[2], letters.split(1)
    assert not set(alphabet[letter.train]) & set(alphabet[letter.validation])
    assert sorted(name for pair in letters.HELD_OUT for name in pair) == sorted(set(alphabet))


def test_the_script_makes_rows_of_the_record():
    for name, rival, where, measure in (
        ("loans", "network", 3, "cost"),
        ("loans", "logistic", 3, "cost"),
        ("bikes", "network", "time", "error"),
        ("baskets", "embedding", 2, "among five"),
        ("feelings", "naive Bayes", 1, "right"),
    ):
        row, lab = recorded(name, rival=rival, split=where)[0], LABS[name]
        split = lab.split(where)
        said = lab.predicted(rival, row["setting"], split.final, split.test, row["seed"])
        assert lab.measures(said, split.test)[measure] == pytest.approx(row[measure], rel=0.05, abs=0.01)


def test_a_contest_chooses_by_validation_data_alone():
    class Lab:
        SETTINGS = {"a": [{"say": 0}, {"say": 1}, {"say": 2}]}
        RANDOM = ()
        CHOICE = min, "off"

        @staticmethod
        def predicted(rival, setting, learn, ask, seed):
            return np.full(len(ask), setting["say"])

        @staticmethod
        def measures(said, ask):
            return {"off": float(np.abs(said - ask).mean())}

    split = contest.parted(np.array([2]), np.array([1]), np.array([0]))  # 0 would be right in the test
    (row,) = contest.contest(Lab, split)
    assert (row["setting"], row["tried"], row["off"]) == ({"say": 1}, [1.0, 0.0, 1.0], 1.0)


def test_a_meeting_tunes_and_says_what_was_chosen():
    said = meet(loans, loans.split(0), "refuse all", "logistic", show=["cost", "auc"]).splitlines()
    assert said[0].split() == ["refuse", "all", "cost", "0.70", "auc", "0.50"]
    row = recorded("loans", split=0, rival="logistic")[0]
    assert f"C {row['setting']['C']} (best of 6)" in said[1]
    assert f"cost {row['cost']:.2f}" in said[1]


# Both sides.


def shop(nn):
    return recommenders.recommender(nn, nn.Sequential(nn.EmbeddingBag(55, 8, padding_idx=0), nn.Linear(8, 54)), 54)


def drawings(nn):
    return pairs.twins(pairs.embedder(nn), 10, nn)


@pytest.mark.parametrize("make", [shop, drawings])
def test_the_models_of_this_lesson_are_alike_on_both_sides(make):
    import nnlearn.numpy as nn

    nt = pytest.importorskip("nnlearn.torch")
    if make is shop:
        x, y = recommenders.hide(recommenders.codes(baskets.data(0)[0].x[:6], 20), None, np.random.default_rng(0))
    else:
        x, y = np.random.default_rng(0).random((6, 2, 1, 16, 16), np.float32), np.arange(6)
    ours, theirs = make(nn), make(nt)
    theirs.load_state_dict({name: nt.tensor(nn.to_numpy(value)) for name, value in ours.state_dict().items()})
    losses = [side.backprop(model, side.CrossEntropyLoss(), x, y) for side, model in ((nn, ours), (nt, theirs))]
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    for one, other in zip(ours.net.parameters(), theirs.net.parameters(), strict=True):
        np.testing.assert_allclose(one.grad, nt.to_numpy(other.grad), rtol=1e-3, atol=1e-5)


def test_training_runs_on_pytorch_too():
    nt = pytest.importorskip("nnlearn.torch")
    known = baskets.data(0)[0].x[:64]
    assert recommenders.network(known, epochs=1, nn=nt)(known[:5]).shape == (5, 54)
    nt.manual_seed(0)
    x = np.random.default_rng(0).random((60, 1, 16, 16), np.float32)
    assert len(pairs.trained_by_pairs(pairs.embedder(nt), x, np.arange(60) // 2, steps=2, nn=nt)) == 2
    assert feelings.network([["good"], ["bad"]], np.array([1, 0]), gru=True, epochs=1, nn=nt)([["good"]]).shape == (1,)
