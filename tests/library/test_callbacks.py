"""Callbacks during training: their order, early stopping, checkpoints, the progress bar."""

import contextlib
import types

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
