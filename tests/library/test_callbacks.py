"""Callbacks during training: their order, early stopping, checkpoints, the progress bar."""

import contextlib
import types

import numpy as np
import pytest
from training_parts import Rates, X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.shared.callbacks import Checkpoint, EarlyStopping, ProgressBar
from nnlearn.shared.fit import History, Run


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


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


@pytest.mark.parametrize("last", [30, 6, 5])
def test_early_stopping_gives_the_best_weights_back(nn, last):
    """The best weights come back whether early stopping, the last epoch or another callback ends the training."""
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


@pytest.mark.parametrize(
    ("watch", "mode", "values", "best_epoch"),
    [
        ("score", "max", [1, 3, 3, 2, 3, 9], 2),  # a tie is not a new best: it stops after epoch 5
        ("score", "min", [3, 1, 1, 2, 1, 0], 2),
        ("score", "max", [float("nan"), -2, -3, -4, -5, 9], 2),
        ("score", "min", [float("nan")] * 6, 0),
    ],
)
def test_early_stopping_watches_any_number(nn, watch, mode, values, best_epoch):
    told, kept = iter(values), []

    def score(output, y):
        return next(told) if started else 0

    def keep(run):
        started.append(True)
        if run.end_of_epoch:
            kept.append({name: nn.to_numpy(p).copy() for name, p in run.model.named_parameters()})

    model, started = nn.Linear(2, 1), []
    stop = EarlyStopping(3, watch=watch, mode=mode)
    history = train(nn, model, epochs=6, validation=(X, Y), metrics=[score], callbacks=[keep, stop])
    last = best_epoch + 3
    assert len(history.loss) == last
    assert stop.best_epoch == best_epoch
    if best_epoch:
        assert stop.best == values[best_epoch - 1]
    for name, p in model.named_parameters():
        assert (nn.to_numpy(p) == kept[(best_epoch or last) - 1][name]).all()


def test_early_stopping_on_the_training_loss_needs_no_validation_data(nn):
    stop = EarlyStopping(2, watch="loss")
    history = train(nn, epochs=9, callbacks=[stop, Rates(0.1, 0.1, 0.1, -0.3, -0.3, -0.3)])
    assert (stop.best_epoch, stop.best) == (int(np.argmin(history.loss)) + 1, min(history.loss))
    assert len(history.loss) == stop.best_epoch + 2
    first = stop.best
    again = train(nn, epochs=2, lr=0.0, callbacks=[stop])
    assert stop.best == min(again.loss) > first, "the first run is forgotten"


def test_early_stopping_says_what_it_cannot_watch(nn):
    by_score = EarlyStopping(watch="score", mode="max")
    with pytest.raises(ValueError, match=r"watch to be .* a metric of fit, got 'score': nn.fit\(..., metrics=\[score"):
        train(nn, validation=(X, Y), callbacks=[by_score])

    def score(output, y):
        return 0

    with pytest.raises(ValueError, match="EarlyStopping expected validation data, got none"):
        train(nn, metrics=[score], callbacks=[by_score])


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
        ("watch", lambda: EarlyStopping(watch=np.mean)),
        ("mode", lambda: EarlyStopping(watch="accuracy")),
        ("mode", lambda: EarlyStopping(mode="higher")),
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


@pytest.mark.parametrize(("told", "off"), [("1", True), ("0", False), ("", False)])
def test_the_bar_is_off_where_the_environment_says_so(monkeypatch, told, off):
    """tqdm's bar for notebooks ignores TQDM_DISABLE; on a slow machine it would end up in a stored output."""
    asked = []
    monkeypatch.setenv("TQDM_DISABLE", told)
    monkeypatch.setattr("tqdm.auto.tqdm", lambda **settings: asked.append(settings) or types.SimpleNamespace())
    bar = ProgressBar(delay=1)
    with contextlib.suppress(AttributeError):
        bar(types.SimpleNamespace(epochs=1, steps_per_epoch=2, end_of_epoch=False))
    assert asked[0]["disable"] is off
