"""What lesson 31 says in words: several processes train what one trains, mistakes do not, the record bears it out."""

import jupyterlab_driver as lab
import numpy as np
import pytest
import torch
from torch.utils.data import DistributedSampler

from nnlearn.lessons import scaling_out as lesson
from nnlearn.lessons.scaling_out import record, recorded, rounding
from nnlearn.lessons.scaling_out.plans import steps_to_goal
from nnlearn.parallel import Workers

X, Y = lesson.digits()


@pytest.fixture(scope="module")
def pair():
    with Workers(2, timeout=lab.patience(60)) as workers:
        yield workers


@pytest.fixture(scope="module")
def one():
    return lesson.alone(X, Y)


# Several processes.


@pytest.mark.parametrize("how", ["by hand", "DDP", "uneven, weighted"])
def test_two_processes_train_what_one_trains(pair, one, how):
    for found, loss in pair.run(lesson.train, how, X, Y):
        assert lesson.distance(found, one) < 1e-14
        assert 0.27 < loss < 0.28


@pytest.mark.parametrize(
    ("how", "low", "high"),
    [("summed", 0.3, 0.5), ("same shard", 0.1, 0.2), ("uneven, plain mean", 0.1, 0.3), ("other starts", 0.6, 1.2)],
)
def test_a_mistake_leaves_a_falling_loss_and_other_weights(pair, one, how, low, high):
    found = pair.run(lesson.train, how, X, Y)
    assert low < max(lesson.distance(weights, one) for weights, _ in found) < high
    assert all(loss < 0.4 for _, loss in found)
    if how == "summed":
        assert found[0][1] < 0.25  # it looks better than right


def test_batch_normalisation_sees_a_shard(pair):
    found = pair.run(lesson.train, "norm", X, Y)[0][0]
    assert 0.05 < lesson.distance(found, lesson.alone(X, Y, norm=True)) < 0.12


def test_the_ring_sends_less_than_two_vectors_and_all_hold_the_same_bits():
    with Workers(3, timeout=lab.patience(60)) as workers:
        for sent, first, other in workers.run(lesson.ring, 30_000):
            assert sent == 2 * 2 * 10_000
            assert first == 0
            assert 0 <= other < 5e-6


def test_the_sampler_repeats_examples_and_its_order():
    assert lesson.padded(1797, 4)[:2] == (1800, 0)
    assert lesson.padded(1797, 4)[2] > 400
    assert len(DistributedSampler(range(1797), 4, 0)) == 450


# What it buys.


def test_a_small_network_is_slower_on_many_workers_and_the_square_root_finds_the_best_number():
    for numbers, work in ((5_000, 1e-3), (62_000, 8e-3)):
        assert abs(lesson.fewest_seconds(200, work, numbers) - np.sqrt(work / 2 / 50e-6)) < 1
        assert lesson.seconds(64, work, numbers) > 0.8 * work
    assert lesson.seconds(16, 1e-3, 5_000) > 1e-3
    assert 1 / lesson.seconds(1000, 1.0, 0, serial=0.05, latency=0) == pytest.approx(19.6, abs=0.05)


def best(batch):
    """Return the best rate for a batch size and its steps."""
    found = {}
    for rate in record.RATES:
        steps = [row["steps"] for row in recorded("batches", batch=batch, rate=rate)]
        found[rate] = np.mean([np.inf if one is None else one for one in steps])
    rate = min(found, key=found.get)
    return rate, found[rate]


def test_a_larger_batch_needs_fewer_steps_at_first_and_saves_nothing_in_the_end():
    steps = {batch: best(batch)[1] for batch in record.BATCHES}
    assert steps[16] < steps[4] / 3
    assert max(batch * steps[batch] for batch in (4, 8, 16)) < 1.3 * min(batch * steps[batch] for batch in (4, 8, 16))
    assert steps[64] - steps[512] < 0.1 * steps[64]
    assert [best(batch)[0] for batch in (4, 8, 16, 32, 64, 512)] == [0.3, 0.5, 0.7, 1, 1, 1]


# Fewer bits.


def test_adam_hides_what_sgd_shows():
    found = {}
    for name in ("SGD", "Adam"):
        whole = lesson.accumulated(name, divided=None, steps=20)
        found[name] = [lesson.distance(lesson.accumulated(name, divided=way, steps=20), whole) for way in (True, False)]
    assert max(found["SGD"][0], found["Adam"][0]) < 1e-14
    assert found["SGD"][1] > 100 * found["Adam"][1]


def test_slopes_underflow_in_float16_and_a_scale_saves_most():
    shares = {k: np.mean([row[k] for row in recorded("slopes", epoch=60)]) for k in ("float16", "scaled", "bfloat16")}
    assert shares["float16"] > 4 * shares["scaled"]
    assert shares["bfloat16"] == 0
    assert max(row["float16"] for row in recorded("slopes", epoch=0)) < 0.001


def mean(part, **where):
    return np.mean([row[part] for row in recorded("floats", **where)])


def test_small_steps_get_lost_without_master_weights():
    for kind, master in record.KINDS:
        assert abs(mean("loss", rate=0.1, kind=kind, master=master) - mean("loss", rate=0.1, kind="float32")) < 0.03
    assert (
        mean("accuracy", rate=0.01, kind="bfloat16", master=False) < mean("accuracy", rate=0.01, kind="float32") - 0.1
    )
    assert (
        abs(mean("accuracy", rate=0.01, kind="bfloat16", master=True) - mean("accuracy", rate=0.01, kind="float32"))
        < 0.02
    )
    assert torch.tensor(1 + 1 / 512).bfloat16() == 1


# The record.


def test_the_record_holds_every_seed_of_every_training():
    for batch in record.BATCHES:
        for rate in record.RATES:
            assert [row["seed"] for row in recorded("batches", batch=batch, rate=rate)] == list(record.SEEDS)
    for rate in (0.1, 0.01):
        for kind, master in record.KINDS:
            rows = recorded("floats", rate=rate, kind=kind, master=master)
            assert [row["seed"] for row in rows] == list(record.SEEDS)
    assert len(recorded("slopes")) == 4 * len(record.SEEDS)


def test_the_script_makes_rows_of_the_record():
    row = recorded("batches", batch=128, rate=1.0, seed=0)[0]
    assert abs(steps_to_goal(128, 1.0, 0) - row["steps"]) <= 3
    row = recorded("floats", rate=0.01, kind="bfloat16", master=False, seed=0)[0]
    loss, accuracy = rounding.learned("bfloat16", master=False, rate=0.01, seed=0)
    assert loss == pytest.approx(row["loss"], abs=0.05)
    assert accuracy == pytest.approx(row["accuracy"], abs=0.05)
    epoch, *shares = next(rounding.lost(0, 0, (0,)))
    assert (epoch, shares) == (0, [0, 0, 0])
