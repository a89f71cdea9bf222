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
from nnlearn.numpy.lstm import lstm_cell
from nnlearn.numpy.rnn import rnn_cell

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
def test_arrays_are_used_again_and_none_that_a_caller_holds(kind, layers):
    layer, used = getattr(nn, kind)(3, 4, num_layers=layers), []
    x, grad = X.astype(np.float32), np.ones((5, 2, 4), np.float32)
    for _ in range(3):
        found = through(layer, x, start(kind, layers), grad, start(kind, layers))
        held = {name: values for name, values in found.items() if "_l" not in name}
        before = {name: values.copy() for name, values in held.items()}
        through(layer, -2 * x, None, grad, None)
        for name, values in held.items():
            np.testing.assert_array_equal(values, before[name], err_msg=name)
        used.append({name: array.ctypes.data for name, (_, array) in layer.scratch.free.items()})
    assert used[0] == used[1] == used[2]
    assert len(used[0]) == layers + 2


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
    for name, value in (("bidirectional", True), ("proj_size", 2), ("device", "cpu")):
        with pytest.raises(TypeError, match=name):
            getattr(nn, kind)(3, 4, **{name: value})
    for name in ("lengths", "mask"):
        with pytest.raises(TypeError, match=name):
            layer(X, **{name: np.array([5, 2])})
    with pytest.raises(TypeError, match="packed sequences, lengths and masks are not available"):
        layer(torch.nn.utils.rnn.pack_padded_sequence(torch.ones(5, 2, 3), torch.tensor([5, 2])))
    with pytest.raises(ValueError, match=r"shape \(time, batch, 3\), got \(5, 3\): one sequence is x\[:, None\]"):
        layer(X[:, 0])
    with pytest.raises(ValueError, match=r"\(batch, time, 3\), got \(5, 3\): one sequence is x\[None\]"):
        getattr(nn, kind)(3, 4, batch_first=True)(X[:, 0])


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
