"""What `fit` tells before the first step and what it only notes: metrics, validation data, callbacks, frozen parts."""

import re

import numpy as np
import pytest
import torch
from training_parts import X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.callbacks import Checkpoint, EarlyStopping, ProgressBar
from nnlearn.metrics import accuracy, confusion_matrix, f1, mse, precision, r2, recall
from nnlearn.numpy.random import generator
from nnlearn.shared.seeds import shared_rng

LABELS = (X[:, 0] > 0).astype(np.int64)
NAN = float("nan")


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def classify(nn, model=None, **more):
    return train(nn, model or nn.Linear(2, 3), criterion=nn.CrossEntropyLoss(), **{"y": LABELS, **more})


def refused(nn, run, **more):
    """Return what is said, having seen that no step was taken."""
    model = nn.Linear(2, more.pop("outputs", 3))
    before = [nn.to_numpy(p).copy() for p in model.parameters()]
    with pytest.raises((TypeError, ValueError, OSError)) as caught:
        run(nn, model, **more)
    for p, old in zip(model.parameters(), before, strict=True):
        assert (nn.to_numpy(p) == old).all()
    return str(caught.value)


def same(values, expected):
    np.testing.assert_array_equal(values, expected)  # NaN equals NaN
    return True


def test_a_metric_that_is_undefined_is_nan_and_training_goes_on(nn, capsys):
    """Reported: precision of a class that was never predicted ended the training after its first epoch."""

    def share(output, y):
        return 0 / int((output > 1e9).sum())

    def share_of_arrays(output, y):
        return np.float64(0) / (output > 1e9).sum()

    def from_epoch_2(output, y):
        calls.append(1)
        return NAN if len(calls) == 2 else 1  # the trial is the first call

    calls, model = [], nn.Linear(2, 3)
    state = model.state_dict()
    state["bias"][0] += 9  # class 0 is predicted, and class 2 has no examples either
    model.load_state_dict(state)
    metrics = [precision, recall, f1, share, share_of_arrays, from_epoch_2, accuracy]
    history = classify(nn, model, lr=1e-3, metrics=metrics)
    for name in ("precision", "recall", "f1", "share", "share_of_arrays"):
        assert same(history.metrics[name], [NAN] * 3)
    assert same(history.metrics["from_epoch_2"], [NAN, 1, 1])
    assert same(history.metrics["accuracy"], [np.mean(LABELS == 0)] * 3)
    assert len(history.steps) == 9
    assert capsys.readouterr().out.splitlines() == [
        "fit noted nan for precision after 3 of 3 epochs: precision of class 1 is 0/0, it was never predicted: "
        "zero_division=0 counts it as 0",
        "fit noted nan for recall after 3 of 3 epochs: recall of class 2 is 0/0, it has no sample: "
        "zero_division=0 counts it as 0",
        "fit noted nan for f1 after 3 of 3 epochs: f1 of class 2 is 0/0, it has no sample and was never predicted: "
        "zero_division=0 counts it as 0",
        "fit noted nan for share after 3 of 3 epochs: division by zero",
        "fit noted nan for share_of_arrays after 3 of 3 epochs: share_of_arrays returned nan",
        "fit noted nan for from_epoch_2 after 1 of 3 epochs: from_epoch_2 returned nan",
    ]
    assert "recall nan" in repr(history)


def test_r2_of_targets_without_variance_is_nan(nn, capsys):
    history = train(nn, validation=(X, np.ones_like(Y)), metrics=[r2, mse])
    assert same(history.metrics["r2"], [NAN] * 3)
    assert np.isfinite(history.metrics["mse"]).all()
    assert capsys.readouterr().out.startswith("fit noted nan for r2 after 3 of 3 epochs: r2 is undefined")


@pytest.mark.parametrize("tensors", [False, True])
def test_a_metric_may_return_any_single_number(nn, tensors):
    kinds = [1, 2.5, True, np.float32(3), np.int64(4), np.array(5.0), np.bool_(False)]
    kinds += [nnlearn.torch.tensor([6.0])[0]] if tensors else []

    def one(value):
        def metric(output, y):
            return value

        metric.__name__ = f"m{value}"
        return metric

    history = train(nn, epochs=1, metrics=[one(kind) for kind in kinds])
    assert [values for values in history.metrics.values()] == [[float(kind)] for kind in kinds]


def no_number(output, y):
    return None


def of_one_argument(output):
    return 1.0


def broken(output, y):
    return output.no_such_thing


@pytest.mark.parametrize(("metric", "says"), [
    (confusion_matrix, r"int64 array of shape \(3, 3\) from confusion_matrix"),
    (mse, "TypeError from mse: mse expected target .*got int64 array"),
    (no_number, "None from no_number"),
    (of_one_argument, r"TypeError from of_one_argument: of_one_argument\(\) takes 1 positional argument but 2 were"),
    (broken, "AttributeError from broken: 'numpy.ndarray' object has no attribute 'no_such_thing'"),
    (lambda output, y: output.mean(axis=0), r"float32 array of shape \(3,\) from <lambda>"),
    (lambda output, y: "good", "the string 'good' from <lambda>"),
])  # fmt: skip
def test_a_metric_that_can_never_work_is_refused_before_the_first_step(nn, metric, says):
    said = refused(nn, classify, metrics=[accuracy, metric])
    assert re.search(r"fit expected metrics to return one number for \(output, y\), got " + says, said), said


def test_a_metric_that_needs_all_rows_is_not_refused(nn):
    """It is tried on a few rows, and one with a weight for each of them cannot take these alone."""

    def weighted(output, y):
        sizes.append(len(y))
        return np.average(output.argmax(axis=1) == y, weights=np.ones(25))

    sizes = []
    history = classify(nn, metrics=[weighted], epochs=2)
    assert len(history.metrics["weighted"]) == 2
    assert sizes[0] < 25
    assert sizes[1:] == [25, 25, 25]


def test_a_loss_that_cannot_take_the_first_rows_alone_is_not_refused(nn):
    """Their targets count for nothing, and the mean of nothing is an error."""
    y = LABELS.copy()
    y[:10] = -100
    weight = nn.tensor([1.0, 1.0, 0.0])
    y[10] = 2
    history = train(nn, nn.Linear(2, 3), y=LABELS, criterion=nn.CrossEntropyLoss(weight), validation=(X[:12], y[:12]))
    assert np.isfinite(history.validation).all()
    said = refused(nn, classify, validation=(X[:10], y[:10]))
    assert "got an error: CrossEntropyLoss expected a mean over at least one target" in said


def writes_into_y(output, y):
    y[:] = 0
    return 1.0


def sorts_the_output(output, y):
    output.sort(axis=0)
    return 1.0


@pytest.mark.parametrize("metric", [writes_into_y, sorts_the_output])
def test_a_metric_that_changes_the_data_is_refused(nn, metric):
    y = LABELS.copy()
    said = refused(nn, classify, y=y, validation=(X, y), metrics=[metric])
    assert f"to leave output and y as they are, got {metric.__name__}, which writes into one of them" in said
    assert (y == LABELS).all()


def test_the_trial_changes_nothing(nn):
    """The same training with and without validation data and metrics, which alone are tried before it."""

    class Noise(nn.Module):  # even in evaluation mode, from both streams of random numbers
        def forward(self, x):
            if self.training:
                seen.append(nn.to_numpy(x))
            y = x + nn.tensor(shared_rng().normal(size=tuple(x.shape)), dtype="float32")
            if nn is nnlearn.torch:
                return y + torch.randn(y.shape)
            return self.keep(y + generator().normal(size=y.shape).astype(y.dtype))

        def backward(self, grad):
            self.kept(grad)
            return grad

    def trained(**more):
        nn.manual_seed(5)
        parts = [Noise(), nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 1)]
        model = nn.Sequential(*parts)
        # a last batch of one, so that the norm is looked at too
        history = train(nn, model, epochs=1, batch_size=6, **more)
        return history.steps, {name: nn.to_numpy(values).tolist() for name, values in model.named_buffers()}, model

    seen = []
    steps, buffers, _ = trained()
    first = np.random.default_rng(5).permutation(25)[:6]
    assert seen[0].tolist() == X[first].tolist(), "the first number that is drawn is the order of the batches"
    tried_steps, tried_buffers, model = trained(validation=(X, Y), metrics=[mse])
    assert len(steps) == 4
    assert tried_steps == steps
    assert tried_buffers == buffers
    assert all(part.training for part in model.modules())


def test_validation_data_that_does_not_fit_is_told_before_the_first_step(nn):
    told = "fit expected validation data that the model and the loss take, got an error: "
    for validation, says in [
        ((X[:, :1], LABELS), told + r"Linear\(2, 3\) expected x of shape"),
        ((X, np.append(LABELS[:-1], 3)), told + ".*3"),
        ((X, np.append(LABELS[:-1], -1)), told + ".*-1"),
        ((X, Y), told),
        ((X, LABELS[:3]), "as many validation targets as inputs, got 25 and 3"),
    ]:
        said = refused(nn, classify, validation=validation)
        assert re.search(says, said), said


def takes_nothing():
    pass


class TakesTwo:
    def __call__(self, run, more):
        pass


@pytest.mark.parametrize(("callback", "says"), [
    (takes_nothing, r"functions of one argument, a run, got takes_nothing\(\) "),
    (TakesTwo(), r"functions of one argument, a run, got TakesTwo\(run, more\) "),
    (EarlyStopping, r"to hold functions, got the class EarlyStopping: EarlyStopping\(\) makes one"),
    (ProgressBar, r"to hold functions, got the class ProgressBar: ProgressBar\(\) makes one"),
    (EarlyStopping(), "EarlyStopping expected validation data, got none"),
])  # fmt: skip
def test_a_callback_that_cannot_work_is_told_before_the_first_step(nn, callback, says):
    said = refused(nn, classify, callbacks=[callback])
    assert re.search(says, said), said


def test_callbacks_of_every_form_are_taken(nn):
    class Counts:
        seen = 0

        def __call__(self, run, by=1):
            self.seen += by

        def method(self, run):
            self.seen += 1

    counts = Counts()
    train(nn, callbacks=[counts, counts.method, lambda *runs: None, lambda run, **more: False])
    assert counts.seen == 18


def test_what_a_callback_returns_stops_only_if_it_is_true(nn):
    """A list or a number happens to be true, and would end the training without a word."""
    for answer in (1, [1], "x", np.ones(2), 0.0):
        with pytest.raises(TypeError, match=r"fit expected callbacks to return True \(to stop\), False or None, got "):
            train(nn, callbacks=[lambda run, answer=answer: answer])
    for answer, steps in ((True, 1), (np.bool_(True), 1), (False, 9), (np.bool_(False), 9), (None, 9)):
        assert len(train(nn, callbacks=[lambda run, answer=answer: answer]).steps) == steps


def test_a_checkpoint_that_cannot_be_written_is_told_before_the_first_step(nn, tmp_path, monkeypatch):
    (tmp_path / "folder.safetensors").mkdir()
    for path in (tmp_path / "none" / "a.safetensors", tmp_path / "folder.safetensors"):
        said = refused(nn, train, outputs=1, callbacks=[Checkpoint(path)])
        assert said.startswith(f"Checkpoint expected path of a file that can be written, got {path} (")
    monkeypatch.chdir(tmp_path)
    here = Checkpoint("a.safetensors")
    monkeypatch.chdir("/")
    train(nn, epochs=1, callbacks=[here])
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.safetensors"]


def test_every_callback_is_opened_before_and_closed_after(nn):
    order = []

    class Callback:
        def __init__(self, name, breaks=False):
            self.name, self.breaks = name, breaks

        def open(self, run):
            assert (run.step, run.steps_per_epoch, run.validates) == (0, 3, False)
            order.append(f"open {self.name}")

        def __call__(self, run):
            return True

        def close(self):
            order.append(f"close {self.name}")
            if self.breaks:
                raise RuntimeError("a callback that breaks while it closes")

    with pytest.raises(RuntimeError, match="while it closes"):
        train(nn, callbacks=[Callback("a", breaks=True), Callback("b")])
    assert order == ["open a", "open b", "close a", "close b"]


def test_an_optimizer_over_a_part_trains_that_part(nn):
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    before = {name: nn.to_numpy(p).copy() for name, p in model.named_parameters()}
    history = train(nn, model, optimizer=nn.SGD(model[2].parameters(), lr=0.1))
    moved = {name: bool((nn.to_numpy(p) != before[name]).any()) for name, p in model.named_parameters()}
    assert moved == {"0.weight": False, "0.bias": False, "2.weight": True, "2.bias": True}
    assert history.loss[-1] < history.loss[0]


def test_frozen_parts_stay_and_a_model_that_is_frozen_altogether_is_told(nn):
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    model[0].requires_grad_(False)
    before = {name: nn.to_numpy(p).copy() for name, p in model.named_parameters()}
    history = train(nn, model, optimizer=optimizer)
    moved = {name: bool((nn.to_numpy(p) != before[name]).any()) for name, p in model.named_parameters()}
    assert moved == {"0.weight": False, "0.bias": False, "2.weight": True, "2.bias": True}
    assert history.loss[-1] < history.loss[0]
    for part, says in ((model[0], "got frozen ones alone"), (model, "got frozen ones alone")):
        model[2].requires_grad_(part is model[0])
        with pytest.raises(ValueError, match=f"optimizer to hold a parameter that is trained, {says}"):
            train(nn, model, optimizer=nn.SGD(part.parameters(), lr=0.1))


def test_groups_train_at_rates_of_their_own(nn):
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    groups = [{"params": model[0].parameters(), "lr": 0.0}, {"params": model[2].parameters()}]
    before = nn.to_numpy(model[0].weight).copy(), nn.to_numpy(model[2].weight).copy()
    train(nn, model, optimizer=nn.SGD(groups, lr=0.1))
    assert (nn.to_numpy(model[0].weight) == before[0]).all()
    assert (nn.to_numpy(model[2].weight) != before[1]).any()


def test_training_in_two_calls_is_training_in_one(nn):
    """Weights, the optimizer's state, a schedule and the order of batches all go on where the first call ended."""

    def trained(*calls):
        nn.manual_seed(4)
        model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Dropout(0.2), nn.Linear(4, 1))
        optimizer = nn.Adam(model.parameters(), lr=0.1)
        schedule = nn.StepLR(optimizer, step_size=2, gamma=0.5)

        def advance(run):
            if run.end_of_epoch:
                schedule.step()

        histories = [train(nn, model, optimizer=optimizer, epochs=n, callbacks=[advance]) for n in calls]
        return [loss for history in histories for loss in history.steps], optimizer.param_groups[0]["lr"]

    assert trained(3, 2) == trained(5)
