"""What lesson 22 says in words: the record is whole, comes from the scripts, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders import (
    alarms,
    densities,
    digits,
    principal,
    record,
    record_models,
    recorded,
    restoration,
    restored,
    samples,
    table,
    verdicts,
)
from nnlearn.lessons.autoencoders.networks import linear_autoencoder, train

PARTS = record.PARTS | record_models.PARTS
ONCE = {"PCA, 2 numbers", "PCA, 8 numbers", "independent pixels", "logistic chain"}  # nothing in them is drawn


def column(part, key, **where):
    """Return a number of every start."""
    return np.array([row[key] for row in recorded(part, **where)])


# The record.


@pytest.mark.parametrize("part", PARTS)
def test_the_record_holds_five_seeds_of_everything(part):
    rows = recorded(part)
    settings = {tuple((key, row[key]) for key in ("name", "kind", "beta") if key in row) for row in rows}
    for setting in settings:
        seeds = [row["seed"] for row in recorded(part, **dict(setting))]
        once = part in ("bottleneck", "likelihood") and dict(setting)["name"] in ONCE
        assert seeds == ([0] if once else list(record.SEEDS)), setting


def test_the_script_makes_rows_of_the_record():
    found = {row["name"]: row for row in record.tumours(1)}
    for name in ("5 nearest", "distance to the mean", "PCA, 5 numbers"):
        assert found[name]["tumours"] == pytest.approx(column("tumours", "tumours", name=name, seed=1)[0], abs=2e-3)
    name = "autoencoder, 5 numbers"
    assert found[name]["tumours"] == pytest.approx(column("tumours", "tumours", name=name, seed=1)[0], abs=0.02)
    row = recorded("bottleneck", name="autoencoder, 8 numbers", seed=2)[0]
    assert record.bent(2, 8, *row["setting"])[1]["test"] == pytest.approx(row["test"], rel=0.05)
    nn.manual_seed(0)
    net = train(nn.MLP([64, 256, 64]), digits().x, 40)
    for kind in ("noise 0.2", "hole"):
        spoiled = restoration.spoil(digits().x_test, kind, np.random.default_rng(200))
        row = recorded("restore", kind=kind, name="trained clean, 256 wide", seed=0)[0]
        assert record.squared(nn.predict(net, spoiled), digits().x_test) == pytest.approx(row["test"], rel=0.03)
        memory = restoration.softmax_memory(
            digits().x, recorded("restore", kind=kind, name="softmax memory")[0]["setting"]
        )
        row = recorded("restore", kind=kind, name="softmax memory", seed=0)[0]
        assert record.squared(memory(spoiled), digits().x_test) == pytest.approx(row["test"], rel=1e-3)


def test_a_row_of_the_models_comes_from_the_script():
    (row,) = recorded("strength", beta=8, seed=0)
    data = digits(binary=True)
    model = record_models.vae(data.x, 8, record_models.SETTINGS[0], 0, 8)
    assert model.terms(data.x_test)[0].mean() == pytest.approx(row["reconstruction"], rel=0.05)


# Straight and bent.


def test_a_linear_autoencoder_reaches_pca_and_its_plane_and_not_its_axes():
    for code in (2, 8):
        whole = {"code": code, "batches": "all"}
        assert (column("linear", "excess", **whole) < 1e-6).all()
        assert (column("linear", "angle", **whole) < 1e-3).all()
        assert column("linear", "best_cosine", **whole).mean() < 0.93
        few = column("linear", "excess", code=code, batches="64"), column("linear", "angle", code=code, batches="64")
        assert (few[0] < 1e-5).all()
        assert (few[1] > 0.01).all()
    x = digits().x - digits().x.mean(axis=0, dtype=float)
    axes = principal.principal_axes(x, 2).axes
    net = train(linear_autoencoder(64, 2, seed=9), x, 1000, lr=0.01, batch=len(x))
    found = principal.likeness(net[1].weight.data, float(((nn.predict(net, x) - x) ** 2).mean()), x, axes)
    assert abs(found.excess) < 1e-5


def test_the_best_plane_is_that_of_the_largest_eigenvalues():
    x = digits().x - digits().x.mean(axis=0, dtype=float)
    found = principal.principal_axes(x, 8)
    values = np.linalg.svd(x, compute_uv=False) ** 2
    assert found.shares == pytest.approx(values[:8] / values.sum())
    basis = np.linalg.qr(np.random.default_rng(0).normal(size=(64, 8)))[0]
    c = ((basis.T @ found.axes.T) ** 2).sum(axis=0)
    assert (c <= 1).all()
    mixed = np.random.default_rng(1).normal(size=(8, 8))
    both = found.axes.T @ mixed @ np.linalg.inv(mixed) @ found.axes
    assert both == pytest.approx(found.axes.T @ found.axes, abs=1e-9)


def test_the_bent_one_wins_on_all_starts():
    for code in (2, 8):
        bent, flat = (recorded("bottleneck", name=f"{name}, {code} numbers") for name in ("autoencoder", "PCA"))
        assert all(row["test"] < flat[0]["test"] - 0.008 for row in bent)
        assert all(row["read"] > flat[0]["read"] for row in bent)


# Clean.


def test_the_denoiser_wins_but_at_much_noise():
    def test_of(kind, name):
        return column("restore", "test", kind=kind, name=name)

    others = [row["name"] for row in recorded("restore", kind="hole", seed=0) if row["name"] != "denoising autoencoder"]
    for kind in ("noise 0.2", "hole"):
        for name in others:
            assert (test_of(kind, "denoising autoencoder") < test_of(kind, name)).all(), name
    level = test_of("noise 0.4", "softmax memory") - test_of("noise 0.4", "denoising autoencoder")
    assert abs(level.mean()) < 0.001, "the two are level"
    for kind in restoration.KINDS:
        for name in ("trained clean, code 8", "trained clean, 256 wide"):
            assert test_of(kind, name).mean() > 2 * test_of(kind, "denoising autoencoder").mean()
    assert {str(row["setting"]) for row in recorded("restore", name="denoising autoencoder")} == {
        "[[512, 512], 0.1, 300]"
    }
    count = sum(parameter.numel() for parameter in nn.MLP([64, 512, 512, 64]).parameters())
    assert count == pytest.approx(1e6 / 3, rel=0.02)


def test_no_rival_was_held_back_by_the_end_of_its_grid():
    grids = restoration.GRIDS
    for name in ("softmax memory", "nearest digits"):  # the penalty of the linear one hardly matters
        for row in recorded("restore", name=name):
            assert row["setting"] not in (grids[name][0], grids[name][-1]), row


def test_the_softmax_memory_is_the_mean_given_what_is_seen():
    rng = np.random.default_rng(0)
    x, seen = rng.normal(size=(5, 3)), rng.normal(size=(1, 3))
    p = np.exp(-((seen - x) ** 2).sum(axis=1) / (2 * 0.7))
    assert restoration.softmax_memory(x, 0.7)(seen) == pytest.approx((p / p.sum() @ x)[None])
    draws = x[rng.integers(5, size=400_000)]
    noisy = draws[:, :1] + np.sqrt(0.7) * rng.standard_normal((len(draws), 1))
    near = draws[abs(noisy[:, 0] - 0.5) < 0.02, :1].mean()
    assert restoration.softmax_memory(x[:, :1], 0.7)(np.array([[0.5]]))[0, 0] == pytest.approx(near, abs=0.05)


# Alarms.


def test_simple_distances_are_the_better_alarms():
    tumours, strangers = (
        {row["name"]: column(part, key, name=row["name"]) for row in recorded(part)}
        for part, key in (("tumours", "tumours"), ("strangers", "digits"))
    )
    for name in (f"autoencoder, {code} numbers" for code in (2, 5, 10)):
        assert tumours["distance to the mean"].mean() > tumours[name].mean() + 0.02
    assert (strangers["5 nearest"] > strangers["autoencoder, 8 numbers"] + 0.02).all()
    assert (strangers["autoencoder, 8 numbers"] > strangers["PCA, 8 numbers"]).all()


def test_a_blank_page_is_rebuilt_better_than_many_digits():
    blank = column("pages", "blank page", name="autoencoder, 8 numbers")
    assert blank.mean() < 0.92
    for name in ("noise", "inverted"):
        assert (column("pages", name, name="autoencoder, 8 numbers") > 0.99).all()
    assert (column("pages", "blank page", name="5 nearest") > 0.99).all()


def test_scores_are_higher_for_what_is_far():
    x, others, malignant = alarms.tumours(0)
    assert len(x) + len(others) == 569
    assert malignant.sum() == 212
    for score in (alarms.from_the_mean, alarms.nearest, alarms.mahalanobis, alarms.forest):
        ordinary, strange = score(x, np.stack([x.mean(axis=0), x.mean(axis=0) + 10]))
        assert ordinary < strange, score.__name__


# Models that invent.


def test_rivals_are_probabilities_of_pictures():
    pictures = ((np.arange(8)[:, None] >> np.arange(3)) & 1).astype(float)
    x = pictures[np.random.default_rng(0).choice(8, 200, p=[0.3, 0, 0.1, 0.1, 0, 0.2, 0, 0.3])]
    for log_p in (densities.independent_pixels(x), densities.mixture(x, 3), densities.chain(x, 1.0)):
        assert np.exp(log_p(pictures)).sum() == pytest.approx(1, abs=0.01)
    mixtures = [densities.mixture(x, 3, seed)(x).mean() for seed in range(5)]
    assert max(mixtures) > densities.independent_pixels(x)(x).mean() + 0.05


def test_likelihoods_in_the_order_of_the_text():
    def log_p(name):
        return column("likelihood", "log p", name=name)

    names = {row["name"].split(" of ")[0]: row["name"] for row in recorded("likelihood")}
    assert log_p("VAE, 8 numbers").mean() > log_p(names["mixture"]).mean() > log_p("logistic chain")[0]
    assert log_p("logistic chain")[0] > log_p("VAE, 2 numbers").mean() > log_p("independent pixels")[0]
    for row in recorded("likelihood"):
        assert row.get("bound", -99) < row["log p"]
    assert column("likelihood", "in use", name="VAE, 16 numbers").mean() < 16
    for row in recorded("draws"):
        values = [row[count] for count in ("1", "10", "100", "500", "2000")]
        assert values == sorted(values)


def test_every_measure_is_fooled_by_something():
    def mean(name, key):
        return column("invented", key, name=name).mean()

    assert mean("copies of training digits", "copied") > 0.95 > 0.6 > mean("other real digits", "copied")
    assert abs(mean("copies of training digits", "made alone") - 0.5) < 0.1
    assert mean("the mean of each digit", "precision") > 0.9 > 0.1 > mean("the mean of each digit", "recall")
    assert mean("the mean of each digit", "sure") > mean("other real digits", "sure")
    assert mean("one digit only", "precision") > 0.8
    assert mean("independent pixels", "recall") > 0.4 > mean("independent pixels", "precision")


def test_a_fitted_distribution_makes_an_autoencoder_a_model_that_invents():
    def mean(name, key):
        return column("invented", key, name=name).mean()

    normal, one, mixed = (f"autoencoder, codes from {name}" for name in ("N(0, 1)", "one Gaussian", "mixture of 20"))
    assert mean(normal, "frechet") > 3 * mean(one, "frechet")
    assert mean(mixed, "precision") > mean(one, "precision") > mean(normal, "precision")
    assert mean("VAE, pixels drawn", "recall") > mean("VAE, p > 1/2", "recall")
    assert mean("VAE, pixels drawn", "precision") < mean("VAE, p > 1/2", "precision")


def test_codes_collapse_under_a_strong_pull():
    used = [column("strength", "in use", beta=beta).mean() for beta in (0.1, 1, 2, 4, 8)]
    assert used == sorted(used, reverse=True)
    assert used[0] == 8 > used[-1]


def test_controls_are_what_they_are_called():
    data = digits(binary=True)
    found = samples.controls(0, count=50)
    assert all(len(made) == 50 for made in found.values())
    copies = principal.squared_distances(found["copies of training digits"], data.x[:449]).min(axis=1)
    assert (copies < 1e-9).all()
    assert len(np.unique(found["the mean of each digit"], axis=0)) == 10


def test_tables_have_a_line_for_each_setting():
    assert len(restored().splitlines()) == 1 + 9
    assert [len(verdicts(control).splitlines()) for control in (True, False)] == [8, 6]
    assert table([{"n": 1, "a": 0.5}], "n", {"x": "a", "y": "b"}).splitlines()[1] == "1  0.500"
