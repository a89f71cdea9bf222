"""The stop button during `fit`: history and weights are kept; a second press and a limit of time end it all."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import jupyterlab_driver as lab
import pytest
from training_parts import Rates, X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.callbacks import EarlyStopping
from nnlearn.checks.exercise import Exercise
from nnlearn.checks.judge import judge
from nnlearn.checks.limits import TimeUp, time_limit
from nnlearn.shared import stop_button as module

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows sends no SIGINT to itself")


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    """Forget the presses of the test before, and see that the handler is Python's own again afterwards."""
    monkeypatch.setattr(module.StopButton, "latest", -1e9)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins by ignoring it
    yield
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def press():
    signal.raise_signal(signal.SIGINT)


def equal(nn, one, other):
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return all((nn.to_numpy(mine) == nn.to_numpy(theirs)).all() for mine, theirs in pairs)


SCRIPT = """
import json, signal
import numpy as np
import nnlearn.{side} as nn
from nnlearn.shared import stop_button

stop_button.TWICE = 60  # a slow machine
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins by ignoring it

def ready(run):
    if run.step == 20:
        print("ready", flush=True)

nn.manual_seed(0)
x = np.random.default_rng(0).normal(size=(64, 8)).astype(np.float32)
model = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.Tanh(), nn.Linear(16, 1))
optimizer = nn.Adam(model.parameters())
history = nn.fit(model, nn.MSELoss(), optimizer, x, x[:, :1], epochs=10**9, batch_size=8,
                 validation=(x, x[:, :1]), metrics=[lambda output, y: output.mean()], callbacks=[ready])
again = nn.fit(model, nn.MSELoss(), optimizer, x, x[:, :1], epochs=1, batch_size=8)
print(json.dumps([history.interrupted, len(history.steps), len(history.loss), len(history.validation),
      len(history.metrics["<lambda>"]), again.interrupted, len(again.steps), bool(np.isfinite(history.steps).all()),
      signal.getsignal(signal.SIGINT) is signal.default_int_handler]), flush=True)
nn.fit(model, nn.MSELoss(), optimizer, x, x[:, :1], epochs=10**9, batch_size=8)
print("went on", flush=True)
"""


@pytest.mark.parametrize("side", ["numpy", "torch"])
def test_a_real_interrupt_gives_history_and_weights_back(side):
    """It comes in the middle of arithmetic; twice in a row it ends the program, though the first fit is over."""
    code = [sys.executable, "-c", SCRIPT.format(side=side)]
    quiet = {**os.environ, "TQDM_DISABLE": "1"}
    run = subprocess.Popen(code, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=quiet)
    watch = threading.Timer(lab.patience(60), run.kill)  # so that a button without effect fails and does not hang
    watch.start()
    try:
        assert run.stdout.readline() == "ready\n"
        run.send_signal(signal.SIGINT)
        said, result = run.stdout.readline(), json.loads(run.stdout.readline())
        run.send_signal(signal.SIGINT)
        out, error = run.communicate(timeout=lab.patience(30))
    finally:
        watch.cancel()
        run.kill()
    assert said.startswith("fit was stopped by you after step ")
    interrupted, steps, epochs, validation, metrics, *after = result
    assert interrupted
    assert after == [False, 8, True, True]
    assert epochs == validation == metrics == steps // 8
    assert "went on" not in out
    assert error.strip().endswith("KeyboardInterrupt")


def test_the_step_is_finished_and_everybody_sees_it(nn, capsys):
    seen, closed = [], []

    class Last:
        def __call__(self, run):
            seen.append(run.step)

        def close(self):
            closed.append(True)

    nn.manual_seed(1)
    model = nn.Linear(2, 1)
    history = train(nn, model, callbacks=[lambda run: press() if run.step == 5 else None, Last()])
    assert history.interrupted
    assert seen == [1, 2, 3, 4, 5]
    assert closed == [True]
    assert (len(history.steps), len(history.loss)) == (5, 1)
    assert repr(history).startswith("History of 1 epoch, 5 steps, interrupted: loss ")
    assert capsys.readouterr().out.startswith("fit was stopped by you after step 5 (epoch 2 of 3) and returns the ")

    nn.manual_seed(1)
    twin = nn.Linear(2, 1)
    ended = train(nn, twin, callbacks=[lambda run: run.step == 5])
    assert (ended.steps, ended.loss, ended.interrupted) == (history.steps, history.loss, False)
    assert equal(nn, model, twin)


def test_inside_the_optimizer_the_step_ends_first(nn):
    """A half-written step: the weights of one layer new, those of the next old, or Adam's moments without the step."""

    class Pressed(nn.SGD):
        presses = ()

        def step(self):
            first, *self.presses = self.presses
            for _ in range(first):
                press()
            super().step()

    def prepared(*presses):
        module.StopButton.latest = -1e9
        nn.manual_seed(1)
        model = nn.Linear(2, 1)
        optimizer = Pressed(model.parameters(), lr=0.1)
        optimizer.presses = presses
        return model, optimizer

    kept, optimizer = prepared(0, 0, 1)
    history = train(nn, kept, optimizer=optimizer)
    assert len(history.steps) == 3
    assert len(history.loss) == 1, "the epoch that ends with this step is measured"
    model, optimizer = prepared(0, 0, 2)
    with pytest.raises(KeyboardInterrupt):
        train(nn, model, optimizer=optimizer)
    assert equal(nn, model, kept), "the third step is whole"


def test_two_presses_end_a_cell_of_many_trainings(nn):
    """Otherwise each press would only lead to the next training of a loop."""
    done = []

    def cell():
        for _ in range(100):
            done.append(train(nn, epochs=2, callbacks=[lambda run: press() if run.step == 2 else None]))

    with pytest.raises(KeyboardInterrupt):
        cell()
    assert [history.interrupted for history in done] == [True]
    now = time.monotonic()
    module.StopButton.latest = now - module.TWICE - 1
    assert train(nn, callbacks=[lambda run: press() if run.step == 1 else None]).interrupted, "long afterwards"


def test_a_press_that_is_not_obeyed_is_followed_by_one_that_is(nn):
    """A callback that never ends, or a step of minutes: the second press raises where it is."""

    def hangs(run):
        press()
        module.StopButton.latest -= 60  # the second one comes a minute later
        press()

    with pytest.raises(KeyboardInterrupt):
        train(nn, callbacks=[hangs])


def test_the_best_weights_come_back(nn):
    model = nn.Linear(2, 1)
    stop = EarlyStopping(patience=50)

    def interrupt(run):
        if run.step == 20:
            press()

    rates = Rates(0.1, 0.1, 0.1, -0.3, -0.3, -0.3, -0.3)
    history = train(nn, model, epochs=50, validation=(X, Y), callbacks=[rates, interrupt, stop])
    assert history.interrupted
    loss = nn.MSELoss()(nn.tensor(nn.predict(model, X)), nn.tensor(Y)).item()
    assert loss == pytest.approx(min(history.validation), rel=1e-5) != history.validation[-1]


def test_a_training_within_a_training_stops_with_it(nn):
    inner = []

    def train_another(run):
        inner.append(train(nn, callbacks=[lambda run: press() if run.step == 1 else None]))

    outer = train(nn, callbacks=[train_another])
    assert [len(history.steps) for history in (outer, *inner)] == [1, 1]
    assert outer.interrupted


def test_a_handler_of_ones_own_and_other_threads_are_left_alone(nn):
    seen = []
    before = signal.signal(signal.SIGINT, lambda *_: seen.append(True))
    try:
        history = train(nn, callbacks=[lambda run: press() if run.step == 1 else None])
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [True]
    assert not history.interrupted
    assert len(history.steps) == 9
    found = []
    thread = threading.Thread(target=lambda: found.append(train(nn)))
    thread.start()
    thread.join()
    assert len(found[0].steps) == 9


def test_an_interrupt_that_is_raised_is_not_swallowed(nn):
    def raises(run):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(nn, callbacks=[raises])


def test_a_limit_of_time_ends_a_training(nn):
    closed = []

    class Callback:
        def __call__(self, run):
            pass

        def close(self):
            closed.append(True)

    with pytest.raises(TimeUp), time_limit(0.5):
        train(nn, epochs=10**9, callbacks=[Callback()])
    assert closed == [True]


def forever(nn):
    return train(nn, epochs=10**9, callbacks=[lambda run: press() if run.step == 9 else None])


def test_a_check_is_ended_by_its_limit_and_by_the_button(nn):
    """An answer that trains must not be judged half-trained because `fit` took the interrupt for its own."""
    endless = Exercise(
        id="90.1", title="x", hints=("a", "b", "c"), target="0", seconds=0.5,
        measure=lambda answer: (answer(), True, "trained"),
    )  # fmt: skip
    result = judge(endless, lambda: train(nn, epochs=10**9))
    assert "Stopped after 0.5 seconds" in result.message
    with pytest.raises(KeyboardInterrupt):
        judge(endless, lambda: forever(nn))
