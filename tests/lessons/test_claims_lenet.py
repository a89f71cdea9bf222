"""What lesson 16 says in words about its comparisons: the record is whole, comes from the script, and bears it out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.lenet import answers_of, few_parameters, held_out, mnist_record, recorded, train, trained
from nnlearn.lessons.lenet.sharing import placed, twins
from nnlearn.metrics import confusion_matrix

SEEDS = list(train.SEEDS)
RUNS = [(name, task) for name, tasks in train.NETWORKS.items() for task in tasks]


def ends(name, task="as they are"):
    """Return the share of unseen digits that each of the five runs reads."""
    return np.array([run["right"][-1] for run in recorded(name, task)])


# The record.


@pytest.mark.parametrize(("name", "task"), RUNS)
def test_the_record_holds_five_seeds_with_the_batch_and_rate_that_were_chosen(name, task):
    runs = recorded(name, task)
    assert [run["seed"] for run in runs] == SEEDS
    for run in runs:
        assert (run["batch"], run["rate"]) == train.chosen(mnist_record()["choose"], name, task)
        assert len(run["right"]) == train.EPOCHS
        if task != "permuted":
            assert len(run["wrong"]) == round(1000 * (1 - run["right"][-1]))
            assert run["moved right"][0] == run["right"][-1]


@pytest.mark.parametrize("name", ["1998", "today", "dense"])
def test_every_network_was_tuned_on_the_same_grid(name):
    tasks = {row["task"] for row in mnist_record()["choose"] if row["network"] == name}
    assert tasks == set(train.NETWORKS[name]) - {"moved"}
    for task in tasks:
        rows = [row for row in mnist_record()["choose"] if (row["network"], row["task"]) == (name, task)]
        assert {(row["batch"], row["rate"]) for row in rows} == {(b, r) for b in train.BATCHES for r in train.RATES}


@pytest.mark.parametrize(("name", "task"), RUNS)
def test_the_script_makes_the_first_epoch_of_the_record(name, task):
    run = recorded(name, task)[1]
    seen, unseen = train.digits("train"), train.digits("test")
    _, right = train.train(name, task, run["batch"], run["rate"], 1, seen, unseen, epochs=1)
    assert right[0] == pytest.approx(run["right"][0], abs=0.02)


@pytest.mark.parametrize("form", ["1998", "today"])
def test_the_shipped_weights_are_the_first_run_on_moved_digits(form):
    images, labels = held_out()
    guesses = nn.predict(trained(form), images).argmax(axis=1)
    run = recorded(form, "moved")[0]
    assert (guesses == labels).mean() == pytest.approx(run["right"][-1], abs=0.003)  # they are stored in float16
    assert (guesses != answers_of(run)).sum() <= 3


# Train it whole.


def test_lenet_of_today_reads_more_than_97_of_100_in_every_run():
    assert ends("today", "moved").min() >= 0.97
    assert ends("today").mean() >= 0.97


def test_the_dense_network_has_as_many_parameters_and_reads_fewer_in_every_run():
    sizes = [sum(p.numel() for p in train.network(name).parameters()) for name in ("dense", "today")]
    assert sizes[1] - 1000 < sizes[0] <= sizes[1]
    for task in ("as they are", "moved"):
        assert ends("dense", task).max() < min(ends("today", task).min(), ends("1998", task).min())


def test_moved_digits_help_all_three_on_average():
    for name in ("1998", "today", "dense"):
        assert ends(name, "moved").mean() > ends(name).mean()


# What it gets wrong.


def test_the_counts_in_the_text_are_those_of_the_record():
    labels = held_out()[1]
    guesses = np.array([answers_of(run) for run in recorded("today", "moved")])
    counts = sum(confusion_matrix(row, labels, classes=10) for row in guesses)
    assert counts[9, 4] == 8 == 2 * counts[4, 9]
    assert (counts[8, 9], counts[9, 8]) == (8, 1)
    missed = (guesses != labels).sum(axis=0)
    mean = (missed / 5).mean()
    assert (missed >= 4).sum() >= 5
    assert 1000 * 5 * mean**4 < 0.01  # expected, if the five networks erred independently


# Permuted pixels.


def test_permuted_pixels_cost_lenet_its_advantage_and_dense_layers_nothing():
    assert ends("today").mean() - ends("today", "permuted").mean() > 0.05
    assert ends("today", "permuted").max() < ends("dense", "permuted").min()
    assert abs(ends("dense").mean() - ends("dense", "permuted").mean()) < 0.01
    more = [
        [run["right"] for run in mnist_record()["more"] if run["task"] == task] for task in ("as they are", "permuted")
    ]
    assert [len(shares) for shares in more] == [10, 10]
    assert abs(np.mean(more[0]) - np.mean(more[1])) < 0.002


# Weight sharing off.


def test_both_kinds_of_weights_begin_as_one_function_and_windows_stay_windows():
    shared, own, mask = twins(nn, 3)
    page = placed(train.digits("test")[0][:20] * 255, np.random.default_rng(0))
    np.testing.assert_allclose(nn.predict(shared, page), nn.predict(own, page), atol=1e-5)
    assert mask.sum(axis=1).max() == 9

    def cut(run):
        own[1].weight.data *= mask

    nn.fit(own, nn.CrossEntropyLoss(), nn.Adam(own.parameters(), lr=0.01), page, np.arange(20) % 10,
           epochs=1, batch_size=10, callbacks=[cut])  # fmt: skip
    assert (own[1].weight.data[mask == 0] == 0).all()
    first = own[1].weight.data[:400][mask[:400].sum(axis=1) == 9].reshape(324, 400)
    assert len({row[row != 0].tobytes() for row in first}) > 100  # no longer shared


def test_the_record_of_sharing_comes_from_the_script():
    rows = mnist_record()["sharing"]
    assert len(rows) == 20
    (row,) = [r for r in rows if (r["where"], r["weights"], r["seed"]) == ("scattered", "shared", 0)]
    x, y = train.digits("train")
    seen = (x[: train.SHARE_DIGITS], y[: train.SHARE_DIGITS])
    _, new = train.share("shared", "scattered", row["rate"], 0, seen, train.digits("test"))
    assert new == pytest.approx(row["unseen"], abs=0.03)


def share_read(where, weights, part="unseen"):
    return np.array(
        [row[part] for row in mnist_record()["sharing"] if (row["where"], row["weights"]) == (where, weights)]
    )


def test_sharing_pays_where_digits_are_scattered_and_hardly_where_all_are_in_the_middle():
    middle = share_read("in the middle", "shared").mean() - share_read("in the middle", "own").mean()
    scattered = share_read("scattered", "shared").mean() - share_read("scattered", "own").mean()
    assert 0 < middle < 0.02
    assert scattered > 0.05
    assert share_read("scattered", "shared").min() > share_read("scattered", "own").max()
    assert min(share_read("scattered", kind, "seen").mean() for kind in ("shared", "own")) > 0.98


# Where it breaks.


def test_moves_cost_lenet_less_and_moved_digits_help_beyond_their_pixel():
    def means(name, task):
        return np.mean([run["moved right"] for run in recorded(name, task)], axis=0)

    for task in ("as they are", "moved"):
        assert (np.diff(means("today", task)) < 0).all()
        assert (means("today", task)[1:] - means("dense", task)[1:] > 0.03).all()
    for name in ("today", "dense"):
        assert (means(name, "moved")[2:] - means(name, "as they are")[2:] > 0.04).all()


# The exercises.


def test_the_target_of_the_open_exercise_leaves_a_margin_over_five_seeds():
    assert ends("small", "moved").min() >= few_parameters.MIN_ACCURACY + 0.01
    assert sum(p.numel() for p in train.network("small").parameters()) <= few_parameters.MAX_PARAMETERS
