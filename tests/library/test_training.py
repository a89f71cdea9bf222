"""`fit` on both sides: batches, history, validation, metrics, and data in any memory order."""

import functools

import numpy as np
import pytest
from training_parts import X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.metrics import accuracy


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def test_history_grows_by_batches_and_epochs(nn):
    seen = []
    history = train(nn, callbacks=[lambda run: seen.append((run.step, run.epoch, run.end_of_epoch, run.loss))])
    assert [step[:3] for step in seen] == [(i, (i + 2) // 3, i % 3 == 0) for i in range(1, 10)]
    assert [step[3] for step in seen] == history.steps
    for epoch in range(3):  # batches of 10, 10 and 5 examples
        batch = history.steps[3 * epoch : 3 * epoch + 3]
        assert history.loss[epoch] == pytest.approx(np.average(batch, weights=[10, 10, 5]))
    assert history.validation == []
    assert repr(history) == f"History of 3 epochs, 9 steps: loss {history.loss[-1]:.3g}"
    assert history.loss[-1] < history.loss[0]
    whole = train(nn, batch_size=5)  # no smaller batch at the end
    assert (len(whole.loss), len(whole.steps)) == (3, 15)


def test_every_example_is_seen_once_an_epoch(nn):
    class Watched(nn.Linear):
        def forward(self, x):
            seen.append(nn.to_numpy(x))
            return super().forward(x)

    seen = []
    train(nn, Watched(2, 1), epochs=2)
    assert [len(x) for x in seen] == [10, 10, 5, 10, 10, 5]
    for epoch in (seen[:3], seen[3:]):
        rows = np.concatenate(epoch)
        assert sorted(rows.tolist()) == sorted(X.tolist())
        assert rows.tolist() != X.tolist()
    assert seen[0].tolist() != seen[3].tolist()


def test_a_sum_over_the_batch_is_told_as_a_mean_over_examples(nn):
    """Otherwise a batch of 5 and one of 10 could not be compared, nor training and validation."""
    criterion = nn.MSELoss(reduction="sum")
    history = train(nn, criterion=criterion, lr=0.0, validation=(X, Y))
    model_loss = history.validation[0]
    assert history.loss[0] == pytest.approx(sum(history.steps[:3]) / 25, rel=1e-5)
    assert history.loss[0] == pytest.approx(model_loss, rel=1e-5)


def test_validation_and_metrics_are_measured_after_each_epoch(nn):
    labels = (X[:, 0] > 0).astype(np.int64)
    model = nn.Sequential(nn.Linear(2, 4), nn.Dropout(0.9), nn.Linear(4, 2))
    measured = []

    def share_of_ones(output, y):
        assert isinstance(output, np.ndarray)
        measured.append(len(y))
        return output.argmax(axis=1).mean()

    validation = (X[:7], labels[:7])
    history = train(
        nn, model, y=labels, criterion=nn.CrossEntropyLoss(), validation=validation, metrics=[accuracy, share_of_ones]
    )
    assert measured == [7, 7, 7, 7], "tried once before the first step"
    assert list(history.metrics) == ["accuracy", "share_of_ones"]
    assert [len(values) for values in (history.validation, *history.metrics.values())] == [3, 3, 3]
    assert history.metrics["accuracy"][-1] == accuracy(nn.predict(model, X[:7]), labels[:7]), "measured without dropout"
    assert "validation loss" in repr(history)
    assert model.training


def test_metrics_without_validation_look_at_the_training_data(nn):
    target = (X[:, :1] > 0).astype(np.float32)
    metric = functools.partial(accuracy, threshold=0)
    history = train(nn, y=target, criterion=nn.BCEWithLogitsLoss(), metrics=[metric])
    assert len(history.metrics["accuracy"]) == 3
    assert history.validation == []


def test_data_of_any_layout_is_taken(nn):
    model = nn.Linear(2, 1)
    frozen = X.astype(np.float64)
    frozen.flags.writeable = False
    for x in (X[::-1], X[:, ::-1], np.asfortranarray(X), frozen, X.astype(">f4"), (X * 10).astype(np.int16)):
        train(nn, model, x=x, lr=1e-4)
        assert nn.predict(model, x).dtype == np.float32
    labels = np.array([0, 1, 1], np.uint8)
    for y in (labels, labels.astype(np.int16), labels[::-1]):
        probabilities = nn.Linear(2, 2)
        loss = nn.backprop(probabilities, nn.CrossEntropyLoss(), X[:3], y)
        assert loss == pytest.approx(nn.backprop(probabilities, nn.CrossEntropyLoss(), X[:3], y.astype(np.int64)))
