"""RNN, LSTM and GRU: the textbook's single step, and what they promise about states, gradients and use."""

import copy

import numpy as np
import pytest
import torch
from rows.recurrent import last_step, parts, through, whole

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn.gradcheck import gradcheck
from nnlearn.numpy.gru import gru_cell
from nnlearn.numpy.internals import sequences
from nnlearn.numpy.lstm import lstm_cell
from nnlearn.numpy.rnn import rnn_cell

SIDES = {"numpy": nn, "torch": nnlearn.torch}
KINDS = ("RNN", "LSTM", "GRU")
CELLS = {"RNN": lambda *args: (rnn_cell(*args),), "LSTM": lstm_cell, "GRU": lambda *args: (gru_cell(*args),)}
generator = np.random.default_rng(0)
X = generator.normal(size=(5, 2, 3))  # 5 steps of 2 sequences


def start(kind, layers=1, size=4, batch=2):
    return list(np.random.default_rng(1).normal(size=(2 if kind == "LSTM" else 1, layers, batch, size)))


@pytest.fixture(autouse=True)
def seed():
    nn.manual_seed(0)
    torch.manual_seed(0)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_is_its_textbook_cell_step_after_step(kind, bias):
    layer = getattr(nn, kind)(3, 4, num_layers=2, bias=bias).double()
    states = start(kind, layers=2)
    output, end = layer(X, whole(states))
    expected = X
    for k in range(2):
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        weights = [getattr(layer, f"{name}_l{k}").data if bias or "weight" in name else 0 for name in names]
        state, steps = tuple(each[k] for each in states), []
        for x in expected:
            state = CELLS[kind](x, *state, *weights)
            steps.append(state[0])
        expected = np.stack(steps)
        for mine, theirs in zip(parts(end), state, strict=True):
            np.testing.assert_allclose(mine[k], theirs, rtol=1e-12)
    np.testing.assert_allclose(output, expected, rtol=1e-12)


def test_a_relu_layer_is_its_textbook_cell():
    layer, h = nn.RNN(3, 4, nonlinearity="relu").double(), np.zeros((2, 4))
    for x, y in zip(X, layer(X)[0], strict=True):
        h = rnn_cell(x, h, *(p.data for p in layer.parameters()), "relu")
        np.testing.assert_allclose(y, h, rtol=1e-12)


@pytest.mark.parametrize("setting", [{}, {"num_layers": 1, "bias": False}], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_gradients_are_central_differences(kind, setting):
    model = last_step(nn, kind, **setting).double()
    assert gradcheck(model, nn.CrossEntropyLoss(), X, np.arange(5) % 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_gradient_into_the_start_is_central_differences(kind):
    layer, states = getattr(nn, kind)(3, 4).double(), start(kind)
    output, end = layer(X, whole(states))
    grads = [np.random.default_rng(2).normal(size=each.shape) for each in (output, *parts(end))]
    _, found = layer.backward(grads[0], whole(grads[1:]))

    def loss():
        with nn.no_grad():
            output, end = layer(X, whole(states))
        return sum((grad * each).sum() for grad, each in zip(grads, (output, *parts(end)), strict=True))

    for values, grad in zip(states, parts(found), strict=True):
        for i in np.ndindex(values.shape):
            centre, losses = values[i], []
            for step in (1e-5, -1e-5):
                values[i] = centre + step
                losses.append(loss())
            values[i] = centre
            assert abs((losses[0] - losses[1]) / 2e-5 - grad[i]) < 1e-8


@pytest.mark.parametrize("kind", KINDS)
def test_float32_is_near_float64(kind):
    layer = getattr(nn, kind)(3, 16, num_layers=2)
    x = np.random.default_rng(3).normal(size=(50, 4, 3)).astype(np.float32)
    grad = np.ones((50, 4, 16), np.float32)
    single = through(layer, x, None, grad, None)
    double = through(copy.deepcopy(layer).double(), x.astype(float), None, grad.astype(float), None)
    for name, values in single.items():
        assert values.dtype == np.float32, name
        scale = np.abs(double[name]).max()
        np.testing.assert_allclose(values, double[name], rtol=0, atol=2e-5 * scale, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_output_and_the_last_state_are_one_thing(kind):
    """A gradient of output[-1] and one of the state give the same result; the state's needs no array of zeros."""
    layer = getattr(nn, kind)(3, 4).double()
    grad = generator.normal(size=(2, 4))
    output, end = layer(X)
    np.testing.assert_array_equal(output[-1], parts(end)[0][0])
    everywhere = np.zeros_like(output)
    everywhere[-1] = grad
    by_output = through(layer, X, None, everywhere, None)
    by_state = through(layer, X, None, None, [grad[None]] if kind != "LSTM" else [grad[None], None])
    for name, values in by_output.items():
        np.testing.assert_allclose(by_state[name], values, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sequence_in_two_halves_is_the_whole(kind):
    layer = getattr(nn, kind)(3, 4, num_layers=2).double()
    output, end = layer(X)
    first, state = layer(X[:3])
    second, last = layer(X[3:], state)
    np.testing.assert_allclose(np.concatenate([first, second]), output, rtol=1e-12)
    for mine, theirs in zip(parts(last), parts(end), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_caller_holds_stays_as_it_is_and_may_be_changed(kind, layers):
    layer = getattr(nn, kind)(3, 4, num_layers=layers, bidirectional=True)
    x, start_state, grad = X.astype(np.float32), start(kind, 2 * layers), np.ones((5, 2, 8), np.float32)
    expected = through(layer, x, start_state, grad, start(kind, 2 * layers))
    held = {name: values for name, values in expected.items() if "_l" not in name}
    before = {name: values.copy() for name, values in expected.items()}
    through(layer, -2 * x, None, grad, None)
    for name, values in held.items():
        np.testing.assert_array_equal(values, before[name], err_msg=name)
    layer.zero_grad()
    output, end = layer(x, whole(start_state))
    for values in (output, *parts(end), x, *start_state):
        values += 1
    grad_x, grad_start = layer.backward(grad, whole(start(kind, 2 * layers)))
    np.testing.assert_array_equal(grad_x, before["input gradient"])
    np.testing.assert_array_equal(parts(grad_start)[0], before["state gradient h"])
    for name, p in layer.named_parameters():
        np.testing.assert_array_equal(p.grad, before[name], err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_other_passes_between_forward_and_backward_change_no_gradient(kind):
    layer = getattr(nn, kind)(3, 4, num_layers=2)
    x, grad = X.astype(np.float32), np.ones((5, 2, 4), np.float32)
    expected = through(layer, x, None, grad, None)
    expected = {name: values.copy() for name, values in expected.items()}
    layer.zero_grad()
    layer(x)
    with nn.no_grad():
        layer(-x)
    layer.eval()
    layer(3 * x)
    layer.backward(grad)
    layer.train().zero_grad()
    grad_x, _ = layer.backward(grad)
    np.testing.assert_array_equal(grad_x, expected["input gradient"])
    for name, p in layer.named_parameters():
        np.testing.assert_array_equal(p.grad, expected[name])


@pytest.mark.parametrize("kind", KINDS)
def test_backward_goes_with_one_forward(kind):
    layer = getattr(nn, kind)(3, 4)
    for call in (layer.backward, layer.accumulate):
        with pytest.raises(ValueError, match=rf"{kind}\(3, 4\).backward has no forward pass to go back through"):
            call(np.ones((5, 2, 4)))
    output, _ = layer(X)
    with pytest.raises(TypeError, match="expected grad_output or grad_state, got None for both"):
        layer.backward(None)
    layer.backward(output)
    with pytest.raises(ValueError, match="has no forward pass"):
        layer.backward(output)
    with pytest.raises(ValueError, match="has no forward pass"):
        layer.backward(None, whole([np.ones((1, 2, 4))] * len(start(kind))))


@pytest.mark.parametrize("kind", KINDS)
def test_accumulate_is_backward_for_the_parameters(kind):
    layer = getattr(nn, kind)(3, 4, num_layers=2).double()
    expected = through(layer, X, None, np.ones((5, 2, 4)), None)
    expected = {name: expected[name].copy() for name, _ in layer.named_parameters()}
    layer.zero_grad()
    layer(X)
    assert layer.accumulate(np.ones((5, 2, 4))) is None
    for name, p in layer.named_parameters():
        np.testing.assert_array_equal(p.grad, expected[name])


@pytest.mark.parametrize("kind", KINDS)
def test_dropout_acts_between_layers_while_training(kind):
    layer = getattr(nn, kind)(3, 50, num_layers=2, dropout=0.4).double()
    plain = getattr(nn, kind)(3, 50, num_layers=2).double()
    plain.load_state_dict(layer.state_dict())
    one = getattr(nn, kind)(3, 50).double()
    one.load_state_dict({name: p.data for name, p in layer.named_parameters() if name.endswith("_l0")})
    x = np.random.default_rng(4).normal(size=(20, 8, 3))
    assert (layer.eval()(x)[0] == plain(x)[0]).all()
    layer.train()
    nn.manual_seed(5)
    output, end = layer(x)
    assert not np.allclose(output, plain(x)[0])
    np.testing.assert_array_equal(parts(end)[0][0], one(x)[0][-1])  # the state of layer 0 has no zeros in it

    def loss(values):  # the same seed draws the same mask again
        nn.manual_seed(5)
        return layer(values)[0].sum()

    loss(x)
    grad_x, _ = layer.backward(np.ones_like(output))
    for i in ((0, 0, 0), (19, 7, 2), (10, 3, 1)):
        up, down = x.copy(), x.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        assert abs((loss(up) - loss(down)) / 2e-5 - grad_x[i]) < 1e-6
    dropped = getattr(nn, kind)(3, 50, num_layers=2, dropout=1.0)
    grad = dropped.backward(np.ones_like(dropped(x.astype(np.float32))[0]))[0]
    assert not grad.any(), "nothing gets through when all is left out"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_offered_is_refused_by_name(kind):
    layer = getattr(nn, kind)(3, 4)
    for name, value in (("device", "cpu"), *([] if kind == "LSTM" else [("proj_size", 2)])):
        with pytest.raises(TypeError, match=name):
            getattr(nn, kind)(3, 4, **{name: value})
    for name in ("lengths", "mask"):
        with pytest.raises(TypeError, match=name):
            layer(X, **{name: np.array([5, 2])})
    with pytest.raises(TypeError, match=r"got a list: for unequal lengths, nn\.pad_sequence and"):
        layer([X[:, 0], X[:3, 1]])
    with pytest.raises(TypeError, match="got a PackedSequence"):
        layer(torch.nn.utils.rnn.pack_padded_sequence(torch.ones(5, 2, 3), torch.tensor([5, 2])))
    with pytest.raises(ValueError, match=r"shape \(time, batch, 3\) or \(time, 3\), got \(5, 2, 4\)"):
        layer(np.ones((5, 2, 4)))
    with pytest.raises(ValueError, match=r"\(batch, time, 3\) .* got \(5, 4\): batch_first is True"):
        getattr(nn, kind)(3, 4, batch_first=True)(np.ones((5, 4)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_for_as_many_sequences_as_x_has_steps_names_batch_first(kind):
    for batch_first, other in ((False, True), (True, False)):
        layer = getattr(nn, kind)(3, 4, batch_first=batch_first)
        wrong = whole(start(kind, batch=2 if batch_first else 5))
        with pytest.raises(ValueError, match=rf"of shape \(5, 2, 3\) is . steps of .; with batch_first={other}, the"):
            layer(X, wrong)
        with pytest.raises(ValueError, match=r"expected state .* got float64 array of shape \(1, 3, 4\)$"):
            layer(X, whole(start(kind, batch=3)))


class Output(nn.LSTM):
    """It returns the output alone, as a layer of a Sequential must."""

    def forward(self, x):
        return super().forward(x)[0]


class TorchOutput(torch.nn.LSTM):
    """The same on the other side."""

    def forward(self, x):
        return super().forward(x)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_after_a_recurrent_one_in_a_sequential_says_what_to_do(kind):
    x, y = X.astype(np.float32), np.ones((5, 2, 1), np.float32)
    advice = r"returns \(output, state\).* in a Module of your own, pass on the output alone"
    for side in (nn, nnlearn.torch):
        for last in (side.Linear(4, 1), side.Flatten(), side.ReLU(), side.GRU(4, 1), side.LayerNorm(4)):
            model = side.Sequential(getattr(side, kind)(3, 4), last)
            with pytest.raises(TypeError, match=f"expected .* got .*{advice}"):
                side.predict(model, x)
            with pytest.raises(TypeError, match=f"expected .* got .*{advice}"):
                side.backprop(model, side.MSELoss(), x, y)
            if side is nn:
                with pytest.raises(TypeError, match=advice):
                    model(x)
    assert nn.predict(nn.Sequential(Output(3, 4), nn.Linear(4, 1)), x).shape == (5, 2, 1)
    model = nnlearn.torch.Sequential(TorchOutput(3, 4), torch.nn.Dropout(0.5), torch.nn.Linear(3, 1))
    with pytest.raises(RuntimeError, match="shapes"):  # another fault of a model keeps its own error
        nnlearn.torch.predict(model, x)


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_direction_is_a_layer_that_reads_from_the_end(kind):
    both, states = getattr(nn, kind)(3, 4, bidirectional=True).double(), start(kind, 2)
    output, end = both(X, whole(states))
    for i, suffix in enumerate(("", "_reverse")):
        one = getattr(nn, kind)(3, 4).double()
        one.load_state_dict({name: getattr(both, name + suffix).data for name, _ in one.named_parameters()})
        found, last = one(X[::-1] if i else X, whole([each[i : i + 1] for each in states]))
        np.testing.assert_allclose(output[..., 4 * i : 4 * i + 4], found[::-1] if i else found, rtol=1e-12)
        for mine, theirs in zip(parts(end), parts(last), strict=True):
            np.testing.assert_allclose(mine[i], theirs[0], rtol=1e-12)


@pytest.mark.parametrize("setting", [{}, {"num_layers": 2, "bidirectional": True, "batch_first": True}], ids=str)
@pytest.mark.parametrize("side", [nn, nnlearn.torch], ids=["numpy", "torch"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_padded_batch_with_lengths_is_each_sequence_alone(kind, side, setting):
    """Outputs, last states and gradients; what stands in the padding does not matter, not even NaN."""
    layer, lengths = getattr(side, kind)(3, 4, **setting).double(), (2, 6, 1, 6, 3)
    width, layers = 4 * (1 + layer.bidirectional), layer.num_layers * (1 + layer.bidirectional)
    shape = (5, 6) if layer.batch_first else (6, 5)
    x, grad = generator.normal(size=(*shape, 3)), generator.normal(size=(*shape, width))
    states, ends = (list(generator.normal(size=(len(start(kind)), layers, 5, 4))) for _ in range(2))
    for i, length in enumerate(lengths):
        np.moveaxis(x, 0 if layer.batch_first else 1, 0)[i, length:] = np.nan
    found = {name: to_numpy(values) for name, values in through(layer, x, states, grad, ends, lengths=lengths).items()}
    sums = {name: 0 for name in found if "_l" in name}
    for i, length in enumerate(lengths):
        cut = (slice(i, i + 1), slice(length)) if layer.batch_first else (slice(length), slice(i, i + 1))
        each = lambda values: [part[:, i : i + 1] for part in values]  # noqa: B023, E731
        alone = through(layer, x[cut], each(states), grad[cut], each(ends))
        for name, values in alone.items():
            if name in sums:
                sums[name] = sums[name] + to_numpy(values)
            else:
                place = (slice(None), slice(i, i + 1)) if "state" in name else cut
                np.testing.assert_allclose(found[name][place], to_numpy(values), rtol=1e-10, atol=1e-13, err_msg=name)
    for name, total in sums.items():
        np.testing.assert_allclose(found[name], total, rtol=1e-10, atol=1e-13, err_msg=name)


def to_numpy(values):
    return values.detach().numpy().copy() if isinstance(values, torch.Tensor) else values.copy()


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_batch_is_computed_in_pieces(kind, monkeypatch):
    layer = getattr(nn, kind)(3, 4, num_layers=2, bidirectional=True).double()
    x, grad, states = generator.normal(size=(23, 2, 3)), generator.normal(size=(23, 2, 8)), start(kind, 4)
    expected = {name: values.copy() for name, values in through(layer, x, states, grad, states).items()}
    monkeypatch.setattr(sequences, "PIECE", 5 * layer.blocks * 4 * 2)  # five steps
    spans = sequences.SequenceLayout(x, False, layer.blocks * 4).spans
    assert [last - first for first, last, _ in spans] == [5, 5, 5, 5, 3]
    for name, values in through(layer, x, states, grad, states).items():
        np.testing.assert_allclose(values, expected[name], rtol=1e-12, atol=1e-14, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_an_infinite_input_is_what_it_is_in_pytorch(kind):
    ours, theirs = getattr(nn, kind)(3, 4), getattr(torch.nn, kind)(3, 4)
    ours.load_state_dict({name: values.numpy() for name, values in theirs.state_dict().items()})
    x = X.astype(np.float32)
    x[2, 0, 1] = np.inf
    np.testing.assert_allclose(ours(x)[0], theirs(torch.tensor(x))[0].detach(), rtol=1e-4, atol=1e-6)


def test_a_model_may_learn_from_sequences_of_unequal_length():
    """The class is whether a sequence begins with a positive number; zeros fill the batch, and tell the lengths."""

    class Classifier(nn.Module):
        def __init__(self):
            self.recurrent = nn.GRU(1, 8, batch_first=True)
            self.head = nn.Linear(8, 2)

        def forward(self, x):
            self.steps, lengths = x.shape[1], (x[..., 0] != 0).sum(axis=1)
            packed = nn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            _, state = self.recurrent(packed)
            return self.head(state[0])

        def backward(self, grad):
            grad_x, _ = self.recurrent.backward(None, self.head.backward(grad)[None])
            return nn.pad_packed_sequence(grad_x, batch_first=True, total_length=self.steps)[0]

    rng = np.random.default_rng(0)
    rows = [rng.normal(size=(n, 1)).astype(np.float32) for n in rng.integers(1, 9, 200)]
    x, y = nn.pad_sequence(rows, batch_first=True), np.array([int(row[0, 0] > 0) for row in rows])
    model = Classifier()
    assert gradcheck(model.double(), nn.CrossEntropyLoss(), x[:6].astype(float), y[:6])
    optimizer = nn.Adam(model.float().parameters(), lr=0.03)
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=15, batch_size=20)
    assert (nn.predict(model, x).argmax(axis=1) == y).mean() > 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_weights_go_to_pytorch_and_back(kind, tmp_path):
    ours, theirs = getattr(nn, kind)(3, 4, num_layers=2), getattr(nnlearn.torch, kind)(3, 4, num_layers=2)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    nn.save(ours, tmp_path / "recurrent.safetensors")
    theirs.load_state_dict(nnlearn.torch.load(tmp_path / "recurrent.safetensors"))
    x = X.astype(np.float32)
    np.testing.assert_allclose(ours(x)[0], theirs(torch.tensor(x))[0].detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_initial_weights_are_uniform_in_pytorchs_bounds(kind):
    layer = getattr(nn, kind)(30, 100, num_layers=2)
    for name, p in layer.named_parameters():
        assert p.data.dtype == np.float32
        assert p.data.flags.c_contiguous
        largest = np.abs(p.data).max()
        assert 0.09 < largest <= 0.1, f"{name}: {largest}"


@pytest.mark.parametrize("side", [nn, nnlearn.torch], ids=["numpy", "torch"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_learns_to_remember(kind, side):
    """The class is the sign of the first number of a sequence; the rest is noise."""
    side.manual_seed(1)
    rng = np.random.default_rng(6)
    x = rng.normal(size=(256, 3, 3)).astype(np.float32)
    y = (x[:, 0, 0] > 0).astype(int)
    model = last_step(side, kind, num_layers=1)
    optimizer = side.Adam(model.parameters(), lr=0.02)
    side.fit(model, side.CrossEntropyLoss(), optimizer, x, y, epochs=30, batch_size=32)
    assert (side.predict(model, x).argmax(axis=1) == y).mean() > 0.9


@pytest.mark.parametrize("side", [nn, nnlearn.torch], ids=["numpy", "torch"])
def test_a_broken_training_names_the_recurrent_layer(side):
    model = last_step(side, "RNN", num_layers=1, nonlinearity="relu")
    weights = {name: np.full(p.shape, 1e30, np.float32) for name, p in model.named_parameters()}
    model.load_state_dict({name: side.tensor(values) for name, values in weights.items()})
    x, y = np.ones((4, 6, 3), np.float32), np.arange(4) % 2
    with pytest.raises(
        ValueError, match=r"layer recurrent \(RNN\) is the first that gives inf|prediction to be finite"
    ):
        side.fit(model, side.CrossEntropyLoss(), side.SGD(model.parameters(), lr=0.1), x, y, epochs=1, batch_size=4)


@pytest.mark.parametrize("side", [nn, nnlearn.torch], ids=["numpy", "torch"])
def test_a_broken_training_on_packed_sequences_names_the_recurrent_layer(side):
    class Packed(side.Module):
        def __init__(self):
            super().__init__()
            self.recurrent, self.head = side.RNN(3, 4, nonlinearity="relu"), side.Linear(4, 2)

        def forward(self, x):
            packed = side.pack_padded_sequence(x, [6, 6, 4, 2], batch_first=True)
            return self.head(self.recurrent(packed)[1][0])

    model = Packed()
    model.load_state_dict(
        {name: side.tensor(np.full(p.shape, 1e30, np.float32)) for name, p in model.named_parameters()}
    )
    optimizer, x = side.SGD(model.parameters(), lr=0.1), np.ones((4, 6, 3), np.float32)
    with pytest.raises(ValueError, match=r"layer recurrent \(RNN\) is the first that gives inf"):
        side.fit(model, side.CrossEntropyLoss(), optimizer, x, np.arange(4) % 2, epochs=1, batch_size=4)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_of_any_size_warn_of_nothing(kind):
    largest = np.finfo(np.float32).max
    for factor in (1e-30, 1e-3, 1e4, 1e30, 0.1 * largest):
        layer = getattr(nn, kind)(3, 4)
        for p in layer.parameters():
            p.data = np.abs(p.data)
        output, _ = layer(np.full((5, 2, 3), factor, np.float32))
        grad_x, _ = layer.backward(np.ones_like(output))
        assert np.isfinite(output).all()
        assert np.isfinite(grad_x).all()
        assert output.dtype == grad_x.dtype == np.float32


@pytest.mark.parametrize("kind", KINDS)
def test_nan_in_is_nan_out(kind):
    x = X.copy()
    x[2, 1, 0] = np.nan
    output, _ = getattr(nn, kind)(3, 4)(x)
    assert np.isnan(output[2:, 1]).all(), "every later step of that sequence"
    assert np.isfinite(output[:2]).all()
    assert np.isfinite(output[:, 0]).all()


def test_a_copy_has_its_own_weights_and_passes():
    layer = nn.LSTM(3, 4)
    output, _ = layer(X)
    other = copy.deepcopy(layer)
    other.weight_hh_l0.data = 0 * other.weight_hh_l0.data
    layer.backward(output)
    assert layer.weight_hh_l0.data.any()


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_goes_back_once_for_each_call_of_its_sequence(kind):
    cell, x, grad = getattr(nn, f"{kind}Cell")(3, 4), X[0].astype(np.float32), np.ones((X.shape[1], 4), np.float32)
    grad = whole([grad] * (2 if kind == "LSTM" else 1))
    with pytest.raises(ValueError, match="no forward pass"):
        cell.backward(grad)
    for _ in range(2):  # the second sequence begins without a state: the first is forgotten
        state = None
        for _ in range(3):
            state = cell(x, state)
    with nn.no_grad():
        cell(x, state)
    cell.eval()
    cell(x)  # measured in between
    cell.train()
    for _ in range(3):
        cell.backward(grad)
    with pytest.raises(ValueError, match="no forward pass"):
        cell.backward(grad)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
@pytest.mark.parametrize("side", SIDES)
def test_gates_of_a_stack_or_of_packed_sequences_are_refused(kind, side):
    side = SIDES[side]
    x = side.tensor(np.ones((5, 2, 3)))
    for setting in ({"num_layers": 2}, {"bidirectional": True}):
        with pytest.raises(ValueError, match=r"gates expected one layer that reads forward, got num_layers"):
            getattr(side, kind)(3, 4, **setting).gates(x)
    packed = side.pack_padded_sequence(x, [5, 3])
    with pytest.raises(TypeError, match=r"gates expected sequences of equal length, got .*PackedSequence.*pad_packed"):
        getattr(side, kind)(3, 4).gates(packed)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_looking_at_the_gates_disturbs_no_backward(kind):
    layer = getattr(nn, kind)(3, 4)
    x = X.astype(np.float32)
    output, _ = layer(x)
    expected, _ = layer.backward(output)
    layer(x)
    seen = layer.gates(x[:2])
    np.testing.assert_array_equal(layer.backward(output)[0], expected)
    np.testing.assert_array_equal(seen["h"], output[:2])
