"""What lesson 33 says in words: what ships comes from the scripts, and bears the text out."""

import copy

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn import attacks, metrics, report
from nnlearn.lessons import capstone as lesson
from nnlearn.lessons.capstone import mirrored, project, train
from nnlearn.report.measured import verdict

LEARN, CHOOSE, TEST = project.parts()
FIVE = [lesson.trained(seed) for seed in range(5)]
RIGHT, RIVAL = lesson.right(), lesson.rival()


def heard(net, x):
    return nn.predict(net, x).argmax(axis=1)


def scores(x):
    return np.mean([heard(net, x) == TEST.y for net in FIVE], axis=0)


# The parts, and what ships.


def test_no_speaker_is_in_two_parts_and_each_says_each_digit_25_times():
    speakers = [set(part.speaker.tolist()) for part in (LEARN, CHOOSE, TEST)]
    assert [len(one) for one in speakers] == [3, 1, 2]
    assert len(set.union(*speakers)) == 6
    for part in (LEARN, CHOOSE, TEST):
        counts = np.bincount(part.speaker * 10 + part.y)
        assert set(counts[counts > 0].tolist()) == {25}


def test_the_last_two_of_the_alphabet_are_sealed():
    assert list(project.SPEAKERS) == sorted(project.SPEAKERS)
    assert {project.SPEAKERS[k] for k in TEST.speaker} == set(project.SPEAKERS[-2:])


def test_the_first_try_of_each_rival_is_as_recorded():
    tries = lesson.tries()
    rival = project.support_vectors(*LEARN[:2], **tries[0]["setting"]).predict(project.flat(CHOOSE.x))
    assert train.share(rival, CHOOSE) == pytest.approx(tries[0]["value"], abs=0.005)
    net = project.network(*LEARN[:2], 0, **tries[8]["setting"])
    assert train.share(heard(net, CHOOSE.x), CHOOSE) == pytest.approx(tries[8]["value"], abs=0.1)  # of 250; chaotic


def test_the_networks_that_ship_score_as_recorded():
    row = lesson.pairs()[0]
    assert [train.share(heard(net, TEST.x), TEST) for net in FIVE] == pytest.approx(row["networks"], abs=0.003)
    both, setting = project.together(LEARN, CHOOSE), train.chosen(row["tries"], "support vectors")
    said = project.support_vectors(both.x, both.y, **setting).predict(project.flat(TEST.x))
    assert train.share(said, TEST) == pytest.approx(row["support vectors"], abs=0.003)


def test_each_rival_gets_as_many_tries_and_each_try_has_weights_of_its_own():
    for row in lesson.pairs():
        for what in ("support vectors", "network"):
            mine = [one for one in row["tries"] if one["what"] == what]
            assert [one["setting"] for one in mine] == project.SETTINGS[what]
            assert len({one["weights"] for one in mine}) == 8
        assert row["choose"] not in row["test"]


def test_the_script_saves_what_the_lesson_loads(tmp_path):
    train.save(FIVE[:1], tmp_path / "one.npz")
    assert (tmp_path / "one.npz").stat().st_size < 40_000
    with np.load(tmp_path / "one.npz") as file:
        found = {name: file[name] for name in file.files}
    assert report.state_hash({name[2:]: value for name, value in found.items()}) == report.state_hash(FIVE[0])


# The layer.


def test_the_soft_maximum_lies_between_mean_and_maximum():
    x = np.random.default_rng(0).normal(size=(50, 4)) * 3
    y = lesson.SoftMaximum()(x)
    assert (x.mean(axis=-1) < y).all()
    assert (y < x.max(axis=-1)).all()
    assert lesson.SoftMaximum()(np.array([[1000.0, 0.0]]))[0] == pytest.approx(1000 - np.log(2))


def test_a_wrong_slope_of_it_is_found():
    class Wrong(lesson.SoftMaximum):
        def backward(self, grad):
            return super().backward(grad) * 1.001

    x = np.random.default_rng(0).normal(size=(5, 3, 4))
    model = nn.Sequential(lesson.SoftMaximum())
    assert report.own_layers.own_layer(lesson.SoftMaximum(), x, model)["error"] < 1e-6
    assert not report.own_layers.own_layer(Wrong(), x, model)["right"]


def test_both_sides_have_the_same_start_the_same_layer_and_the_same_scores():
    x = np.random.default_rng(0).normal(size=(5, 3, 4))
    there = mirrored.SoftMaximum()(nnlearn.torch.tensor(x))
    np.testing.assert_allclose(nnlearn.torch.to_numpy(there), lesson.SoftMaximum()(x), rtol=1e-5)
    starts = [lesson.untrained(3, side) for side in (nn, nnlearn.torch)]
    assert report.state_hash(starts[0]) == report.state_hash(starts[1])
    found = report.own_layers.parity(lesson.trained(0), lesson.trained(0, nnlearn.torch), CHOOSE.x)
    assert found["double"] < 1e-13
    assert found["single"] < 1e-5


def test_a_seed_gives_the_same_bits_on_one_machine():
    few = slice(0, 750, 10)
    made = [project.network(LEARN.x[few], LEARN.y[few], seed, changed=True, epochs=1) for seed in (0, 0, 1)]
    hashes = [report.state_hash(net) for net in made]
    assert hashes[0] == hashes[1] != hashes[2]


# What choosing costs.


def test_choosing_costs_what_the_formula_says():
    rng, q = np.random.default_rng(0), RIGHT.mean(axis=1)
    true, c = q.std(ddof=1), rng.normal(size=(20_000, 20)).max(axis=1).mean()
    assert c == pytest.approx(1.87, abs=0.02)
    for n in (100, 300, 1000):
        sets = [rng.choice(10_000, n, replace=False) for _ in range(200)]
        s = np.mean([RIGHT[:, few].mean(axis=1).std(ddof=1) for few in sets])
        told, fresh = (part.mean() for part in lesson.replay(20, n))
        assert told - fresh == pytest.approx(c * (s * s - true * true) / s, abs=0.006)
        assert fresh > q.mean() + 0.01  # a part of the gain is real


def test_of_five_points_two_are_luck():
    told, fresh = (part.mean() for part in lesson.replay(20, 300))
    assert told - RIGHT.mean() == pytest.approx(0.05, abs=0.005)
    assert told - fresh == pytest.approx(0.02, abs=0.005)
    told, fresh = (part.mean() for part in lesson.replay(1, 300))
    assert told == pytest.approx(fresh, abs=0.002)


def test_the_variances_of_starts_and_examples_add_up():
    rng, q = np.random.default_rng(0), RIGHT.mean(axis=1)
    seen = [RIGHT[rng.integers(60), rng.choice(10_000, 300)].mean() for _ in range(6000)]
    assert np.std(seen) == pytest.approx(np.hypot(q.std(), np.sqrt((q * (1 - q) / 300).mean())), rel=0.04)


@pytest.mark.parametrize("other", [RIGHT[1], RIVAL], ids=["another start", "support vectors"])
def test_pairing_saves_a_quarter_or_more_and_mcnemars_counts_agree_with_drawing(other):
    rng = np.random.default_rng(1)
    few = rng.choice(10_000, 300, replace=False)
    a, b = RIGHT[0, few].astype(float), other[few].astype(float)
    difference = (a > b).mean() - (a < b).mean()
    paired = 1.96 * np.sqrt(((a != b).mean() - difference**2) / 300)
    assert paired == pytest.approx(1.96 * (a - b).std() / np.sqrt(300))
    assert paired < 0.77 * 1.96 * np.sqrt((a.var() + b.var()) / 300)
    found = metrics.paired_bootstrap(a, b, rng=rng)
    assert found.difference == pytest.approx(difference)
    assert (found.high - found.low) / 2 == pytest.approx(paired, abs=0.006)


# The answer, and what it is worth.


def test_the_network_is_ahead_where_it_was_chosen_and_behind_where_it_was_not():
    tries = lesson.tries()
    best = {what: max(t["value"] for t in tries if t["what"] == what) for what in project.SETTINGS}
    assert best["network"] - best["support vectors"] == pytest.approx(0.09, abs=0.005)
    row = lesson.pairs()[0]
    assert np.mean(row["networks"]) - row["support vectors"] == pytest.approx(-0.07, abs=0.005)
    assert max(row["networks"]) > row["support vectors"] - 0.01
    assert max(row["networks"]) - min(row["networks"]) > 0.15


def test_for_other_pairs_the_answer_is_yes():
    for row in lesson.pairs()[1:]:
        assert np.mean(row["networks"]) > row["support vectors"] + 0.03


def test_small_chosen_changes_make_it_deaf_and_tossed_ones_do_not():
    net, x, y = FIVE[0], TEST.x[::2], TEST.y[::2]
    tossed = attacks.tossed(x, 0.05, rng=np.random.default_rng(0))
    for loss in (lesson.cross_entropy, lesson.margin):
        assert (heard(net, attacks.fgsm(loss(net, nn), x, y, 0.05)) == y).mean() < 0.25
    assert (heard(net, tossed) == y).mean() > 0.65


def test_against_everything_the_voice_is_confirmed_and_against_a_control_refuted():
    mean = project.together(LEARN, CHOOSE).x.mean(axis=0)
    found = []
    for band in range(0, 16, 2):
        changed = copy.deepcopy(TEST.x)
        changed[:, :, band : band + 2] = mean[:, band : band + 2]
        found.append(scores(changed))
    assert verdict(scores(TEST.x), found[0], 0.05)[0] == "confirmed"
    assert verdict(np.mean(found[1:], axis=0), found[0], 0.05)[0] == "refuted"
    assert sum(one.mean() < found[0].mean() for one in found[1:]) >= 4  # most cost more


def test_the_finished_example_lacks_the_clean_run_alone():
    counted = report.rubric(lesson.EXAMPLE)
    assert [item.name for item in counted.missing] == ["clean run"]
