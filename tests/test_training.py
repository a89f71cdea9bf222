"""`fit` on both sides: batches, history, callbacks, and where it stops when the numbers break."""

import functools
import re

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.callbacks import Checkpoint, EarlyStopping, ProgressBar
from nnlearn.diverged import TrainingStopped
from nnlearn.metrics import accuracy
from nnlearn.training import History, Run

X = np.random.default_rng(0).normal(size=(25, 2)).astype(np.float32)
Y = X[:, :1] - 2 * X[:, 1:]


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def train(nn, model=None, x=X, y=Y, lr=0.1, criterion=None, optimizer=None, epochs=3, batch_size=10, **more):
    model = model or nn.Linear(2, 1)
    optimizer = optimizer or nn.SGD(model.parameters(), lr=lr)
    criterion = criterion or nn.MSELoss()
    return nn.fit(model, criterion, optimizer, x, y, epochs=epochs, batch_size=batch_size, **more)


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
    """Else a batch of 5 and one of 10 could not be compared, nor training with validation."""
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
    assert measured == [7, 7, 7]
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


def test_callbacks_are_all_called_after_each_step_in_order(nn):
    order = []

    def first(run):
        order.append("first")
        return run.step == 2

    def second(run):
        order.append("second")

    class Last:
        def __call__(self, run):
            order.append("last")

        def close(self):
            order.append("closed")

    history = train(nn, callbacks=[first, second, Last()])
    assert order == ["first", "second", "last"] * 2 + ["closed"]
    assert len(history.steps) == 2
    assert history.loss == []


def test_a_run_shows_everything(nn):
    def look(run):
        assert isinstance(run, Run)
        assert isinstance(run.history, History)
        assert (run.epochs, run.steps_per_epoch) == (3, 3)
        assert run.model is model
        assert run.optimizer is optimizer
        assert (run.validation is None) == (run.step < 3)
        if run.end_of_epoch:
            assert run.validation == run.history.validation[-1]
            assert len(run.history.loss) == run.epoch

    model = nn.Linear(2, 1)
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    train(nn, model, optimizer=optimizer, validation=(X, Y), callbacks=[look])


class Rates:
    """Set the learning rate of each epoch, so that the third goes astray."""

    def __init__(self, *rates):
        self.rates = rates

    def __call__(self, run):
        if run.end_of_epoch and run.epoch < len(self.rates):
            run.optimizer.param_groups[0]["lr"] = self.rates[run.epoch]


@pytest.mark.parametrize("last", [30, 6, 5])
def test_early_stopping_gives_the_best_weights_back(nn, last):
    """Whether it stops the training itself, the epochs end, or another callback stops it."""
    model, best = nn.Linear(2, 1), {}

    def watch(run):
        if run.end_of_epoch and run.validation == min(run.history.validation):
            best.update({name: nn.to_numpy(p) for name, p in run.model.named_parameters()}, epoch=run.epoch)
        return run.end_of_epoch and last == 5 and run.epoch == 5

    stop = EarlyStopping(patience=3)
    rates = Rates(0.1, 0.1, 0.1, -0.3, -0.3, -0.3, -0.3)  # uphill from epoch 4 on
    history = train(nn, model, epochs=min(last, 30), validation=(X, Y), callbacks=[watch, rates, stop])
    assert len(history.loss) == {30: 6, 6: 6, 5: 5}[last]
    assert (stop.best_epoch, stop.best) == (best["epoch"], min(history.validation))
    assert best["epoch"] == 3
    for name, p in model.named_parameters():
        assert (nn.to_numpy(p) == best[name]).all()
    left = train(
        nn, epochs=8, validation=(X, Y), callbacks=[EarlyStopping(patience=3, restore=False), Rates(0.1, -0.1)]
    )
    assert len(left.loss) == 4


def test_early_stopping_used_twice_starts_anew(nn):
    stop = EarlyStopping(patience=2)
    train(nn, epochs=5, validation=(X, Y), callbacks=[stop])
    best = stop.best
    worse = train(nn, epochs=5, lr=0.0, validation=(X, Y), callbacks=[stop])
    assert len(worse.loss) == 3
    assert stop.best == worse.validation[0] > best


def test_early_stopping_needs_validation_data(nn):
    with pytest.raises(ValueError, match="EarlyStopping expected validation data, got none"):
        train(nn, callbacks=[EarlyStopping()])


def test_checkpoints_load(nn, tmp_path):
    path, model = tmp_path / "best.safetensors", nn.Linear(2, 1)
    kept = []

    def watch(run):
        if run.end_of_epoch:
            kept.append({name: nn.to_numpy(values) for name, values in nn.load(path).items()})

    rates = Rates(0.1, 0.1, -0.5, -0.5)
    train(nn, model, epochs=4, validation=(X, Y), callbacks=[Checkpoint(path), watch, rates])
    assert [kept[i]["weight"].tolist() == kept[1]["weight"].tolist() for i in range(4)] == [False, True, True, True]
    model.load_state_dict(nn.load(path))
    every = Checkpoint(tmp_path / "last.safetensors", best=False)
    train(nn, model, epochs=3, callbacks=[every, Rates(0.1, -0.5)])
    assert (nn.to_numpy(nn.load(every.path)["weight"]) == nn.to_numpy(model.weight)).all()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["best.safetensors", "last.safetensors"]


@pytest.mark.parametrize(
    ("argument", "make"),
    [
        ("path", lambda: Checkpoint("weights.npz")),
        ("path", lambda: Checkpoint(None)),
        ("best", lambda: Checkpoint("a.safetensors", best="yes")),
        ("patience", lambda: EarlyStopping(0)),
        ("patience", lambda: EarlyStopping("3")),
        ("restore", lambda: EarlyStopping(restore=None)),
        ("delay", lambda: ProgressBar(-1)),
        ("delay", lambda: ProgressBar(float("nan"))),
    ],
)
def test_callbacks_refuse_what_is_wrong(argument, make):
    with pytest.raises((ValueError, TypeError), match=f"expected {argument} .*got"):
        make()


def test_the_progress_bar_counts_steps_and_shows_losses(nn, capsys):
    train(nn, validation=(X, Y), callbacks=[ProgressBar()])
    shown = capsys.readouterr().err
    assert "epoch 3 of 3" in shown
    assert "9/9" in shown
    assert "validation=" in shown
    train(nn)
    assert capsys.readouterr().err == "", "a short training shows none by itself"


def stopped(nn, *args, **settings):
    with pytest.raises(TrainingStopped) as caught:
        train(nn, *args, **settings)
    return str(caught.value), caught.value.history


def network(nn):
    nn.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))


def test_too_large_a_rate_is_named(nn):
    message, history = stopped(nn, network(nn), lr=50.0, epochs=50)
    steps = len(history.steps)
    assert steps > 1
    assert f"fit stopped at step {steps + 1} (epoch {steps // 3 + 1}): " in message
    assert re.search(r"; (layer \d \(Linear|the gradient of \d\.(weight|bias)) ?", message)
    assert "They grew: the learning rate 50 is probably too large, try 5." in message
    assert np.isfinite(history.steps).all()
    assert len(history.loss) == steps // 3


def test_unscaled_inputs_are_named(nn):
    message, history = stopped(nn, network(nn), x=X * 1e30)
    assert "step 1 (epoch 1)" in message
    assert "It is the first step." in message
    assert "standardise" in message
    assert history.steps == []


def test_a_logarithm_of_ones_own_is_named(nn):
    class Log(nn.Module):
        def forward(self, x):
            zero = x * 0
            if isinstance(x, torch.Tensor):
                return torch.log(zero)
            with np.errstate(divide="ignore"):
                return self.keep(np.log(zero), x)

        def backward(self, grad):
            return self.kept(grad)

    message, _ = stopped(nn, nn.Sequential(nn.Linear(2, 3), nn.Tanh(), Log(), nn.Linear(3, 1)))
    assert "layer 2 (Log) is the first that gives -inf" in message
    assert "a loss that takes logits instead of a logarithm of your own" in message


def test_a_gradient_that_breaks_is_named_although_the_loss_is_fine(nn):
    class Root(nn.Module):
        def forward(self, x):  # sqrt(0): the value is 0, the slope infinite
            return torch.sqrt(0 * x) if isinstance(x, torch.Tensor) else self.keep(0 * x, None)

        def backward(self, grad):
            self.kept(grad)
            return np.full_like(grad, np.inf)

    message, _ = stopped(nn, nn.Sequential(nn.Linear(2, 1), Root()))
    assert "a gradient is not finite; the gradient of 0.bias is the first that is not finite" in message


def test_weights_thrown_off_by_the_last_step_are_found_by_validation(nn):
    message, history = stopped(
        nn, nn.Linear(2, 1), lr=1e38, epochs=1, batch_size=25, validation=(X, Y), x=X * 9, y=Y * 9
    )
    assert "fit stopped at step 1" in message
    assert len(history.steps) == 1


def test_the_model_gets_its_best_weights_back_when_training_breaks(nn):
    model = nn.Linear(2, 1)
    stopped(nn, model, epochs=30, validation=(X, Y), callbacks=[EarlyStopping(30), Rates(0.1, 0.1, 1e20, 1e20)])
    assert np.isfinite(nn.predict(model, X)).all()


def test_a_hook_left_by_the_search_is_taken_away(nn):
    model = network(nn)
    stopped(nn, model, x=X * 1e30)
    assert not any(part._hooks if nn is nnlearn.numpy else part._forward_hooks for part in model.modules())
