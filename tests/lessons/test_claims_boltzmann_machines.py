"""What lesson 24 says in words: the record is whole, comes from the script, and bears the text out."""

from itertools import pairwise

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import boltzmann, datasets
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons.boltzmann_machines import digits, learning, memory, record, recorded, rivals, spins, spread
from nnlearn.metrics import total_variation

SEEDS = list(record.SEEDS)
COUPLED = 0.4 * (1 - np.eye(6))  # two valleys: all on, all off


@pytest.fixture(scope="module")
def small():
    """Return weights and biases of six cells, as in the text."""
    rng = np.random.default_rng(0)
    weight = rng.normal(size=(6, 6))
    return (weight + weight.T) / 2 * (1 - np.eye(6)), rng.normal(0, 0.3, 6)


# The record.


def test_the_record_holds_five_seeds_of_every_training():
    for name, _, _, rates in record.LEARNERS:
        for rate in rates:
            rows = recorded("bars", kind=name, rate=rate)
            assert [row["seed"] for row in rows] == SEEDS
            assert {len(row["log p"]) for row in rows} == {record.STEPS // record.EVERY + 1}
    for step in record.MOMENTS:
        assert [row["seed"] for row in recorded("moments", step=step)] == SEEDS
    for kind in ("RBM", "mixture"):
        assert [row["seed"] for row in recorded("densities", kind=kind)] == SEEDS
    for kind in ("RBM", "logistic", "neighbours", "means"):
        assert [row["seed"] for row in recorded("lower", kind=kind)] == SEEDS


@pytest.mark.parametrize(("kind", "rate"), [("exact", 0.2), ("CD-1", 0.05), ("PCD, falling", 0.2)])
def test_the_script_makes_a_row_of_the_record(kind, rate):
    _, how, settings, _ = next(row for row in record.LEARNERS if row[0] == kind)
    row = recorded("bars", kind=kind, rate=rate, seed=1)[0]
    rbm, found = learning.machine(1), []
    for step in learning.steps(rbm, how, rate, record.STEPS, seed=1, **settings):
        if step % record.EVERY == 0:
            found.append(boltzmann.log_p(rbm, learning.pictures()).mean())
        if step == 2 * record.EVERY:
            break
    np.testing.assert_allclose(found, row["log p"][:3], atol=0.02)


def test_the_script_makes_a_moment_of_the_record():
    rbm, row = learning.machine(0), recorded("moments", step=500, seed=0)[0]
    assert list(learning.steps(rbm, "exact", 0.2, 500))[-1] == 500
    assert boltzmann.log_p(rbm, learning.pictures()).mean() == pytest.approx(row["log p"], abs=0.01)
    for k, found in learning.compare(rbm, (1, 5)).items():
        assert found["cosine"] == pytest.approx(row[str(k)]["cosine"], abs=0.01)
        assert found["wrong"] == pytest.approx(row[str(k)]["wrong"], abs=0.02)


def test_spread_says_a_deviation_where_there_is_one():
    assert spread([1.0, 2.0, 3.0]) == "2.00 ± 1.00"
    assert spread([3.14159], 3) == "3.142"


# Hopfield.


def share(count):
    return np.mean([memory.strangers(count, seed=seed)["recalled"] for seed in range(10)])


def test_fourteen_strangers_come_back_in_most_cases_and_thirty_hardly_ever():
    assert share(5) == 1
    assert 0.8 < share(14) < 0.95
    assert 0.3 < share(20) < 0.6
    assert share(30) < 0.1


def test_the_bell_curve_predicts_the_crosstalk():
    for count in (14, 20, 30):
        found = np.mean([memory.strangers(count, seed=seed)["wrong"] for seed in range(40)])
        assert found == pytest.approx(memory.crosstalk(count), rel=0.25)


def test_a_flip_changes_the_energy_by_twice_the_product_of_cell_and_field(small):
    weight, bias = small
    s = spins.states(6)
    field = s @ weight + bias
    for i in range(6):
        flipped = s.copy()
        flipped[:, i] *= -1
        change = spins.energies(weight, bias, flipped) - spins.energies(weight, bias, s)
        np.testing.assert_allclose(change, 2 * s[:, i] * field[:, i], atol=1e-12)


def test_the_energy_never_rises_cell_by_cell_and_all_at_once_some_flicker():
    rng = np.random.default_rng(0)
    stored = nn.Hopfield(rng.choice([-1.0, 1.0], (8, 100)), rule="hebb")
    starts = rng.choice([-1.0, 1.0], (200, 100))
    assert memory.rises(stored, starts[:50], 500, rng) == 0
    assert 0 < memory.flickers(stored, starts) < 30
    found = memory.ends(stored, starts, rng)
    assert sum(found.values()) == 200
    assert min(found["stored"], found["negative"], found["other"]) > 20


def test_a_rise_would_be_counted():
    stored = nn.Hopfield(np.ones((1, 4)))
    stored.weight = -stored.weight  # the cells still follow the field, but the energy is another one's
    other = nn.Hopfield(np.ones((1, 4)))
    stored.energy = other.energy
    assert memory.rises(stored, np.ones((1, 4)), 1, np.random.default_rng(0)) == 1


def test_three_digits_are_too_many_for_hebb_and_not_for_the_two_cures():
    def rate(rule, count, kind="means"):
        sets = [memory.figures(kind, count, np.random.default_rng(seed)) for seed in range(10)]
        return np.mean([memory.share_recalled(x, rule, seed=seed) for seed, x in enumerate(sets)])

    assert rate("hebb", 3) < 0.4
    assert rate("hebb", 5) == 0
    assert rate("pseudo-inverse", 10) > 0.85
    assert rate("softmax", 10) > 0.95
    overlap = [memory.alike(memory.figures("means", 5, np.random.default_rng(seed))) for seed in range(10)]
    assert 0.4 < np.mean(overlap) < 0.65, "strangers have 0 ± 0.1"


def test_the_softmax_memory_is_attention():
    x = np.where(datasets.digits().x[:50] > 6, 1.0, -1.0)
    cue = memory.spoiled(x, 6, np.random.default_rng(0))
    step = nn.Hopfield(x, rule="softmax", beta=0.5)(cue)
    np.testing.assert_allclose(nn.scaled_dot_product_attention(cue, x, x, scale=0.5), step, atol=1e-5)


# Heat.


def test_gibbs_leaves_the_boltzmann_distribution_as_it_is(small):
    for temperature in (0.3, 1.0, 3.0):
        p = spins.boltzmann(spins.energies(*small, spins.states(6)), temperature)
        matrix = spins.sweep_matrix(*small, temperature)
        np.testing.assert_allclose(p @ matrix, p, atol=1e-12)
        np.testing.assert_allclose(matrix.sum(axis=1), 1)


def test_walkers_follow_the_sweep_matrix_and_clamped_cells_stay(small):
    rng = np.random.default_rng(0)
    seen = spins.walk(*small, 1.0, 3, 40_000, rng, start=np.full(40_000, 5))
    exact = np.linalg.matrix_power(spins.sweep_matrix(*small, 1.0), 3)[5]
    assert total_variation(np.bincount(seen[3], minlength=64) / 40_000, exact) < 0.02
    seen = spins.walk(*small, 1.0, 50, 20, rng, clamped=(0, 4))
    kept = spins.states(6)[seen][:, :, [0, 4]]
    assert (kept == kept[0]).all()


def gaps(small, temperature, sweeps):
    p = spins.boltzmann(spins.energies(*small, spins.states(6)), temperature)
    rng = np.random.default_rng(1)
    seen = spins.walk(*small, temperature, sweeps, 100, rng)[1:]
    walkers = [total_variation(q, p) for q in spins.shares(seen, 6)]
    return np.array(walkers), np.array([total_variation(q / sweeps, p) for q in rng.multinomial(sweeps, p, 100)])


def test_warm_walkers_are_as_good_as_perfect_draws_and_cold_ones_are_not(small):
    walkers, perfect = gaps(small, 1.0, 2000)
    assert walkers.mean() < 1.6 * perfect.mean()
    walkers, perfect = gaps(small, 0.3, 2000)
    assert walkers.mean() > 5 * perfect.mean()


def test_the_way_to_the_other_valley_grows_steeply_in_the_cold():
    times = [spins.crossing(COUPLED, np.zeros(6), temperature, 0, 63) for temperature in (1.5, 1.0, 0.7, 0.5)]
    assert all(late > 4 * early for early, late in pairwise(times))
    seen = spins.walk(COUPLED, np.zeros(6), 1.5, 400, 2000, np.random.default_rng(0), start=np.zeros(2000, int))
    first = (seen == 63).argmax(axis=0)
    assert first[first > 0].mean() == pytest.approx(times[0], rel=0.1)


# Learning.


def test_wake_minus_sleep_is_the_gradient(small):
    weight, bias = small
    s = spins.states(6)
    data = s[[3, 5, 9, 60]]

    def likelihood(w):
        energy = spins.energies(w, bias, s)
        return -spins.energies(w, bias, data).mean() - np.log(np.exp(-energy).sum())

    p = spins.boltzmann(spins.energies(weight, bias, s))
    found = (data.T @ data / 4 - (s.T * p) @ s) / 2
    assert relative_error(found, numerical_gradient(likelihood, weight.copy())).max() < 1e-6


def cosines(step, k):
    return np.array([row[str(k)]["cosine"] for row in recorded("moments", step=step)])


def test_cd_begins_as_the_exact_gradient_and_parts_from_it():
    assert cosines(0, 1).min() > 0.99
    for k in record.KS:
        means = [cosines(step, k).mean() for step in record.MOMENTS[:3]]
        assert means == sorted(means, reverse=True)
    for step in (500, 2000):
        means = [cosines(step, k).mean() for k in record.KS]
        assert means == sorted(means), "more sweeps, closer to exact"
    wrong = [np.mean([row["1"]["wrong"] for row in recorded("moments", step=step)]) for step in (2000, 6000)]
    assert min(wrong) > 0.3
    assert np.mean([row["1"]["wrong"] for row in recorded("moments", step=6000)]) > 1 / 3


def test_the_better_the_model_the_slower_it_mixes():
    rows = [recorded("moments", step=step) for step in record.MOMENTS]
    values = [np.mean([row["eigenvalue"] for row in part]) for part in rows]
    fits = [np.mean([row["log p"] for row in part]) for part in rows]
    assert values == sorted(values)
    assert fits == sorted(fits)
    assert values[0] < 0.05
    assert values[-1] > 0.998


def test_the_likelihood_falls_while_the_reconstruction_error_falls_too():
    for row in recorded("bars", kind="CD-1", rate=0.2):
        top = int(np.argmax(row["log p"]))
        assert 0 < top < 25, "before the middle"
        assert row["log p"][-1] < row["log p"][top] - 0.5
        assert row["error"][-1] < row["error"][top]


def ends_of(kind, rate):
    return np.array([row["log p"][-1] for row in recorded("bars", kind=kind, rate=rate)])


def test_the_fall_is_a_matter_of_rate_and_sleep():
    bests = {
        (kind, rate): np.array([max(row["log p"]) for row in recorded("bars", kind=kind, rate=rate)])
        for kind, _, _, rates in record.LEARNERS
        for rate in rates
    }
    fall = bests["CD-1", 0.05] - ends_of("CD-1", 0.05)
    assert fall.mean() < 0.2, "stays near its best"
    assert bests["CD-1", 0.05].mean() < bests["PCD", 0.05].mean() - 1, "which is poor"
    ends = {name: ends_of(*name).mean() for name in bests}
    assert min(ends, key=ends.get) == ("PCD", 0.2)
    assert 0 < ends["exact", 0.2] - ends["PCD, falling", 0.2] < 0.4
    assert max(ends, key=ends.get) == ("exact", 0.2)
    assert max(best.max() for best in bests.values()) < learning.BEST, "nothing can beat -log 28"
    spent = {
        kind: np.mean([row["seconds"] for row in recorded("bars", kind=kind, rate=0.2)])
        for kind in ("CD-1", "PCD, falling")
    }
    assert spent["PCD, falling"] < 1.5 * spent["CD-1"], "at the price of CD-1"


# Digits.


def test_annealed_importance_sampling_finds_log_z_where_it_is_known():
    x, _ = digits.binary()
    rbm = digits.train(x, 14, 5, 0.05)
    found = boltzmann.ais(rbm, base=digits.log_odds(x), temperatures=500)
    assert found.log_z == pytest.approx(boltzmann.log_z(rbm), abs=0.2)
    exact = boltzmann.log_p(rbm, x).mean()
    assert digits.estimated(rbm, x, x, 500) == pytest.approx(exact, abs=0.2)
    assert digits.estimated(rbm, x, x, 500, backward=True) == pytest.approx(exact, abs=0.3)


def test_the_machine_has_the_best_likelihood_and_neighbours_the_best_lower_half():
    values = {
        kind: [row["held out"] for row in recorded("densities", kind=kind)]
        for kind in ("RBM", "mixture", "chain", "independent")
    }
    assert min(values["RBM"]) > max(values["mixture"]) + 0.5
    assert max(values["chain"] + values["independent"]) < min(values["mixture"])
    assert len({str(row["setting"]) for row in recorded("densities", kind="RBM")}) == 1
    for row in recorded("densities", kind="RBM"):
        assert row["from the other side"] == pytest.approx(row["held out"], abs=0.04)
    for seed in SEEDS:
        nats = {row["kind"]: row["nats"] for row in recorded("lower", seed=seed)}
        assert min(nats, key=nats.get) == "neighbours"


def test_settings_are_chosen_by_the_mean_of_two_seeds():
    assert record.best((1, 2, 3), lambda setting, seed: [5, 6, 0][setting - 1] - 4 * seed * (setting == 1)) == 2


def test_completion_keeps_the_upper_half_and_scores_count_the_lower_one():
    x, held = digits.binary()
    rbm = digits.train(x[:200], 8, 3, 0.05)
    other = held[:5].copy()
    other[:, 32:] = 1 - other[:, 32:]
    np.testing.assert_array_equal(digits.completed(rbm, other, 20), digits.completed(rbm, held[:5], 20))
    held_cells, gibbs = [], rbm.gibbs
    rbm.gibbs = lambda v, k, *, clamped, rng: held_cells.append(clamped) or gibbs(v, k, clamped=clamped, rng=rng)
    digits.completed(rbm, held[:5], 4)
    assert {tuple(np.flatnonzero(cells)) for cells in held_cells} == {tuple(range(32))}
    right = digits.scores(held[:, 32:].astype(float), held)
    assert right["right"] == 1
    assert right["nats"] == pytest.approx(-np.log(0.99))
    assert digits.scores(np.full((5, 32), 0.5), held[:5])["nats"] == pytest.approx(np.log(2))


def test_a_chain_and_a_mixture_are_distributions():
    x = (np.random.default_rng(0).random((200, 3)) < 0.4).astype("f4")
    every = boltzmann.states(3).astype("f4")
    for log_p in (
        lambda v: rivals.chain(x, v, 0.3),
        lambda v: rivals.mixture(x, v, 3),
        lambda v: rivals.independent(x, v),
    ):
        assert sum(np.exp(log_p(one[None])) for one in every) == pytest.approx(1)
