"""The batches of an epoch: `drop_last`, and a last batch of one in a model with batch normalisation."""

import numpy as np
import pytest
from training_parts import X, Y, train

import nnlearn.numpy
import nnlearn.torch

X21, Y21 = X[:21], Y[:21]


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def watched(nn, *layers):
    """Return a model that keeps the number of examples in each training batch."""

    class Model(nn.Sequential):
        def forward(self, x):
            if self.training:
                seen.append(len(x))
            return super().forward(x)

    seen = []
    return Model(*layers), seen


def normalised(nn):
    return watched(nn, nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 1))


def test_a_smaller_last_batch_is_left_out_if_asked(nn):
    model, seen = watched(nn, nn.Linear(2, 1))
    runs = []
    history = train(nn, model, epochs=2, drop_last=True, callbacks=[lambda run: runs.append((run.step, run.epoch,
                    run.end_of_epoch, run.steps_per_epoch))])  # fmt: skip
    assert seen == [10, 10, 10, 10]
    assert runs == [(1, 1, False, 2), (2, 1, True, 2), (3, 2, False, 2), (4, 2, True, 2)]
    assert history.loss == pytest.approx([np.mean(history.steps[:2]), np.mean(history.steps[2:])])
    whole, seen = watched(nn, nn.Linear(2, 1))
    train(nn, whole, epochs=1, batch_size=5, drop_last=True)
    assert seen == [5] * 5, "nothing is missing where all batches are whole"


def test_the_examples_left_out_are_others_in_each_epoch(nn):
    class Watched(nn.Linear):
        def forward(self, x):
            seen.append(nn.to_numpy(x))
            return super().forward(x)

    seen = []
    train(nn, Watched(2, 1), epochs=2, drop_last=True)
    first, second = ({tuple(row) for batch in part for row in batch.tolist()} for part in (seen[:2], seen[2:]))
    assert len(first) == len(second) == 20
    assert first != second


@pytest.mark.parametrize(("more", "says"), [
    ({"batch_size": 26}, "at least one whole batch with drop_last=True, got 25 examples and batch_size 26"),
    ({"drop_last": 1}, "expected drop_last to be True or False, got 1"),
    ({"drop_last": None}, "expected drop_last to be True or False, got None"),
])  # fmt: skip
def test_no_whole_batch_and_no_flag_are_refused(nn, more, says):
    with pytest.raises((TypeError, ValueError), match=says):
        train(nn, **{"drop_last": True, **more})


@pytest.mark.parametrize(("batch_size", "sizes"), [(10, [10, 11]), (20, [21]), (4, [4, 4, 4, 4, 5]), (8, [8, 8, 5])])
def test_a_last_batch_of_one_joins_the_one_before(nn, batch_size, sizes, capsys):
    """Reported: ValueError at the third step of the first epoch, and `model.eval()` as advice."""
    model, seen = normalised(nn)
    counts = []
    history = train(nn, model, X21, Y21, epochs=2, batch_size=batch_size,
                    callbacks=[lambda run: counts.append(run.steps_per_epoch)])  # fmt: skip
    assert seen == sizes * 2
    assert set(counts) == {len(sizes)}
    assert history.loss[0] == pytest.approx(np.average(history.steps[: len(sizes)], weights=sizes))
    said = capsys.readouterr().out
    assert said.count("fit joins the last example of each epoch to the batch before it: BatchNorm1d(4) takes") == (
        sizes[-1] != 5 or batch_size == 4
    )
    before = dict(model.named_buffers())["1.num_batches_tracked"]
    assert int(before) == len(seen), "looking how many values reach it moves no running mean"


def test_no_two_examples_for_a_batch_normalisation_are_told_before_the_first_step(nn):
    for more, says in [
        ({"batch_size": 1}, r"two or more examples in a batch, got batch_size 1: BatchNorm1d\(4\) takes"),
        ({"x": X[:1], "y": Y[:1]}, r"two or more examples in a batch, got one example: BatchNorm1d\(4\) takes"),
        ({"batch_size": 1, "drop_last": True}, r"two or more examples in a batch, got batch_size 1"),
    ]:
        model, seen = normalised(nn)
        with pytest.raises(ValueError, match=says):
            train(nn, model, **more)
        assert seen == []
    model, seen = normalised(nn)
    train(nn, model, X21, Y21, epochs=1, drop_last=True)
    assert seen == [10, 10]


def test_only_a_single_value_per_feature_is_too_few(nn, capsys):
    """A pixel is a value, other normalisations look at one example, and without any layer of them nothing is joined."""
    image, sequence = np.tile(X[:5, :1, None, None], (1, 1, 4, 4)), np.tile(X[:5, :1, None], (1, 1, 6))
    image = image + np.random.default_rng(0).normal(size=image.shape).astype(np.float32)
    pooled = [nn.Conv2d(1, 2, 3), nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(2, 1)]
    for x, layers, sizes in [
        (image, [nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 1)], [2, 2, 1]),
        (image, pooled, [2, 3]),
        (sequence, [nn.BatchNorm1d(1), nn.Flatten(), nn.Linear(6, 1)], [2, 2, 1]),
        (X[:5], [nn.Linear(2, 4), nn.LayerNorm(4), nn.Linear(4, 1)], [2, 2, 1]),
        (X[:5], [nn.Linear(2, 1)], [2, 2, 1]),
    ]:
        model, seen = watched(nn, *layers)
        train(nn, model, x, Y[:5], epochs=1, batch_size=2)
        assert seen == sizes
    assert capsys.readouterr().out.count("fit joins") == 1


def test_without_running_averages_it_is_the_same(nn):
    model, seen = watched(nn, nn.Linear(2, 4), nn.BatchNorm1d(4, track_running_stats=False), nn.Linear(4, 1))
    train(nn, model, X21, Y21, epochs=1)
    assert seen == [10, 11]
