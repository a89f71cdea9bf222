"""What lesson 27 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn.lessons.diffusion import digits, plane, record, recorded, rivals, shelf, spread
from nnlearn.lessons.diffusion.records import mean

SEEDS = list(record.SEEDS)


def of(name, part, **where):
    return np.array([row[name] for row in recorded(part, **where)])


# The record.


def test_the_record_holds_five_seeds_of_everything():
    for arrows in ("learned", "exact"):
        for sampler in record.ETAS:
            for steps in record.STEPS:
                rows = recorded("apart", arrows=arrows, sampler=sampler, steps=steps)
                assert [row["seed"] for row in rows] == SEEDS
    for kind in ("fresh data", "GAN", "copies", "processor seconds"):
        assert [row["seed"] for row in recorded("apart", kind=kind)] == SEEDS
    for step in record.MOMENTS:
        assert [row["seed"] for row in recorded("noise", step=step)] == SEEDS
    for count in record.COUNTS:
        assert [row["seed"] for row in recorded("few", count=count)] == SEEDS
    for count in record.COUNTS[:3]:
        assert [row["seed"] for row in recorded("longer", count=count)] == SEEDS
    for strength in record.STRENGTHS:
        assert [row["seed"] for row in recorded("judged", kind="diffusion", guidance=strength)] == SEEDS
    for kind in ("memory", "3 Gaussians a class", "real digits"):
        assert [row["seed"] for row in recorded("judged", kind=kind)] == SEEDS
    for kind in [*record.KINDS, "real digits"]:
        assert [row["seed"] for row in recorded("everyone", kind=kind)] == SEEDS


def test_the_script_makes_rows_of_the_record():
    held = plane.points("eight Gaussians", record.MADE, 901)
    for sampler, eta in record.ETAS.items():
        made = plane.walked(plane.exact, record.MADE, 1, steps=10, eta=eta)
        row = recorded("apart", arrows="exact", sampler=sampler, steps=10, seed=1)[0]
        for name, value in plane.measures(made, held).items():
            assert value == pytest.approx(row[name], abs=0.01)
    made = digits.made(digits.memory(digits.halves()[0]), seed=1)
    row = recorded("judged", kind="memory", seed=1)[0]
    for name, value in digits.judged(made).items():
        assert value == pytest.approx(row[name], rel=0.1, abs=0.03)


def test_spread_says_mean_and_deviation():
    assert spread([{"a": 1.0}, {"a": 3.0}], "a") == "2.00 ± 1.41"


# The plane.


def test_a_short_training_already_leads_towards_the_modes():
    guess = plane.network(plane.points("eight Gaussians", 2000, 0), epochs=150)
    found = plane.measures(plane.walked(guess, 500, 0, steps=50), plane.points("eight Gaussians", 500, 900))
    assert found["on a mode"] > 0.25, "36 % of a ring, 4 % of noise in a square"
    assert found["1-NN"] < 0.85


def test_the_rate_of_the_training_falls_to_0(monkeypatch):
    rates, step = [], nn.Adam.step
    monkeypatch.setattr(nn.Adam, "step", lambda adam: (rates.append(adam.param_groups[0]["lr"]), step(adam))[1])
    plane.network(plane.points("moons", 500, 0), epochs=20)
    assert len(rates) == 40
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < 0.01 * rates[0]
    rates.clear()
    digits.network(*digits.halves()[:2], steps=30, hidden=8)
    assert len(rates) == 30
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < 0.01 * rates[0]


def test_most_of_the_loss_is_nobodys_fault():
    for step in (3, 11, 26, 51, 76):
        learned, exact, apart = (mean(recorded("noise", step=step), name) for name in ("learned", "exact", "apart"))
        assert exact < learned < 1.08 * exact
        assert apart == pytest.approx(learned - exact, abs=0.002)
    own = [mean(recorded("noise", step=step), "apart") for step in (3, 11, 26, 51, 76)]
    assert own == sorted(own, reverse=True), "largest where there is little noise"


def test_with_exact_arrows_twenty_steps_are_nearly_enough_and_ddim_is_the_better_one():
    ddpm, ddim = (of("1-NN", "apart", arrows="exact", sampler=name, steps=20) for name in record.ETAS)
    assert (ddim < ddpm).all()
    assert ddim.mean() < 0.54
    for name in record.ETAS:
        best = of("1-NN", "apart", arrows="exact", sampler=name, steps=100)
        assert best.mean() < of("1-NN", "apart", kind="fresh data").mean() + 0.03
    for steps in (10, 20, 100):
        for name in record.ETAS:
            assert of("off", "apart", arrows="exact", sampler=name, steps=steps).mean() < 0.03


def test_with_learned_arrows_fresh_noise_keeps_the_balance_the_more_so_the_fewer_the_steps():
    gaps = []
    for steps in record.STEPS:
        ddpm, ddim = (of("off", "apart", arrows="learned", sampler=name, steps=steps) for name in record.ETAS)
        gaps.append((ddim - ddpm).mean())
        assert (ddim > ddpm).mean() >= 0.8
    assert gaps == sorted(gaps, reverse=True)
    for steps in (10, 20, 100):
        ddpm, ddim = (of("1-NN", "apart", arrows="learned", sampler=name, steps=steps) for name in record.ETAS)
        assert (ddpm < ddim).all()


def test_blurred_training_points_beat_everybody_in_the_plane():
    copies = of("1-NN", "apart", kind="copies").mean()
    for row in (recorded("apart", arrows="learned", sampler=name, steps=100) for name in record.ETAS):
        assert copies < mean(row, "1-NN")
    assert copies < of("1-NN", "apart", kind="GAN").mean() - 0.2


# Digits.


def test_the_perfect_loss_copies():
    x, _, held, _ = digits.halves()
    memory = digits.memory(x)
    made, usual = digits.made(memory, count=50), np.median(digits.distances(held, x))
    assert (digits.distances(made, x) < usual / 20).all()
    assert digits.losses(memory, x, 3, rounds=1) < 1e-3
    assert digits.losses(memory, held, 3, rounds=1) > 10
    assert of("copies", "judged", kind="memory").min() == 1
    assert of("nearer", "judged", kind="memory").min() > 0.99


def test_the_memory_is_attention():
    """The query is x_t, the keys are a x_k / s^2 (with -a^2 |x_k|^2 / 2 s^2 as a bias), the values are x_k."""
    x, rng = digits.halves()[0][:40].astype(float), np.random.default_rng(0)
    a, s = digits.SCHEDULE.a[30], digits.SCHEDULE.s[30]
    noised = a * x[:5] + s * rng.standard_normal((5, 64))
    keys, ones = np.hstack([a * x / s**2, -(a**2) * (x**2).sum(axis=1)[:, None] / (2 * s**2)]), np.ones((5, 1))
    mixed = nn.scaled_dot_product_attention(np.hstack([noised, ones]), keys, x, scale=1.0)
    np.testing.assert_allclose(digits.memory(x)(noised, 30), (noised - a * mixed) / s, atol=1e-8)


def test_the_network_on_the_shelf_copies_nothing_and_is_the_same_on_both_sides():
    x, _, held, _ = digits.halves()
    network = shelf.shelved()
    made = digits.made(network.noise, digits.asked(60), count=60)
    assert (digits.distances(made, x) > np.median(digits.distances(held, x)) / 20).all()
    for t in (3, 26):
        seen, unseen = (digits.losses(network.noise, part, t, rounds=1) for part in (x, held))
        assert 0.05 < seen < unseen < 1
    z, labels = np.random.default_rng(0).standard_normal((20, 64)), digits.asked(20)
    np.testing.assert_allclose(
        shelf.shelved(nnlearn.torch).noise(z, 40, labels), network.noise(z, 40, labels), atol=1e-4
    )
    assert round(sum(p.data.size for p in network.parameters()), -3) == 103_000


def test_the_memory_has_the_best_frechet_distance():
    kinds = {kind: mean(recorded("judged", kind=kind), "frechet") for kind in ("memory", "3 Gaussians a class")}
    kinds |= {w: mean(recorded("judged", kind="diffusion", guidance=w), "frechet") for w in record.STRENGTHS}
    assert min(kinds, key=kinds.get) == "memory"


def test_guidance_buys_obedience_with_variety():
    rows = {w: recorded("judged", kind="diffusion", guidance=w) for w in (1.0, 2.0, 4.0)}
    recall = [mean(part, "recall") for part in rows.values()]
    assert recall == sorted(recall, reverse=True)
    assert recall[-1] < 0.5 * recall[0]
    assert mean(rows[2.0], "as asked") > mean(rows[1.0], "as asked")
    assert min(mean(rows[2.0], "precision"), mean(rows[4.0], "precision")) > mean(rows[1.0], "precision")


def test_three_gaussians_a_class_are_about_as_good_and_stay_nearer_to_their_digits():
    ours, theirs = recorded("judged", kind="diffusion", guidance=1.0), recorded("judged", kind="3 Gaussians a class")
    for name in ("made alone", "real alone", "precision", "recall", "as asked"):
        assert mean(ours, name) == pytest.approx(mean(theirs, name), abs=0.07)
    assert mean(ours, "frechet") == pytest.approx(mean(theirs, "frechet"), rel=0.1)
    assert mean(ours, "nearer") < mean(theirs, "nearer") - 0.1
    assert mean(ours, "seconds") > 10 * mean(theirs, "seconds")


def test_part_v_in_one_table():
    def value(kind, name):
        return mean(recorded("everyone", kind=kind), name)

    ours = "diffusion (27)"
    told = set(rivals.ASKED)
    assert max(value(kind, "made alone") for kind in told) < min(
        value(kind, "made alone") for kind in record.KINDS if kind not in told
    ), "to be told the class helps"
    for name in ("made alone", "precision", "recall"):
        assert value(ours, name) == pytest.approx(value("DBN (25)", name), abs=0.03)
    assert value(ours, "nearer") < min(value(kind, "nearer") for kind in told - {ours})
    assert value("3 Gaussians a class", "recall") > value(ours, "recall")
    assert min(record.KINDS, key=lambda kind: value(kind, "precision")) == "GAN (26)"
    assert max(record.KINDS, key=lambda kind: value(kind, "made alone")) == "GAN (26)"


def test_few_digits_are_copied_more():
    parts = [recorded("few", count=count) for count in record.COUNTS]
    nearer = [mean(part, "nearer") for part in parts]
    assert nearer == sorted(nearer, reverse=True)
    seen, unseen = ([np.mean([row[name]["all"] for row in part]) for part in parts] for name in ("seen", "unseen"))
    assert seen == sorted(seen)
    assert unseen == sorted(unseen, reverse=True)
    assert all(s < u for s, u in zip(seen, unseen, strict=True))


def test_a_longer_training_copies_more():
    for count in record.COUNTS[:3]:
        short, long = (recorded(part, count=count) for part in ("few", "longer"))
        assert mean(long, "nearer") >= mean(short, "nearer")
        for name, more in (("seen", False), ("unseen", True)):
            first, last = (np.mean([row[name]["all"] for row in part]) for part in (short, long))
            assert (last > first) == more, (count, name)
    assert min(of("copies", "longer", count=20)) > 0.5, "most of it is copies"
    assert max(of("copies", "few", count=20)) < 0.1


def test_judges_find_controls_out():
    x, y, held, held_y = digits.halves()
    copies = digits.judged(x[:300], y[:300])
    assert (copies["nearer"], copies["copies"]) == (1, 1)
    noise = digits.judged(np.random.default_rng(0).uniform(-1, 1, (300, 64)))
    assert noise["precision"] == 0
    assert noise["made alone"] > 0.95
    fresh = digits.judged(held[:449], held_y[:449], held=held[449:])
    assert fresh["as asked"] > 0.9
    assert 0.4 < fresh["nearer"] < 0.6
