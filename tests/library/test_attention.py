"""Attention: exact zeros under a mask, gradients as measured, no look into the future, and writing on."""

import numpy as np
import pytest
import torch
from rows.attention import FUTURE, LATE

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck, numerical_gradient, relative_error
from nnlearn.numpy.attention_functional import attention_backward, attention_weights, causal

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
RNG = np.random.default_rng(0)
Q, K, V = (RNG.normal(size=(2, n, 3)) for n in (4, 5, 5))
MASKS = {
    "none": None,
    "causal": causal(4, 5),
    "padding": np.array([True, False, True, True, False]),
    "floats": RNG.normal(size=(4, 5)),
    "one row nowhere": np.arange(4)[:, None] != np.full(5, 2),
}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


@pytest.mark.parametrize("mask", MASKS)
def test_the_gradient_of_the_function_is_as_measured(mask):
    mask, upstream = MASKS[mask], RNG.normal(size=(2, 4, 3))
    loss = lambda q, k, v: float((attention_weights(q, k, mask, 0.6) @ v * upstream).sum())  # noqa: E731
    a = attention_weights(Q, K, mask, 0.6)
    found = attention_backward(upstream, a, Q, K, V, 0.6)
    for i, x in enumerate((Q, K, V)):
        given = [Q, K, V]

        def moved(x, i=i, given=given):
            return loss(*given[:i], x, *given[i + 1 :])

        expected = numerical_gradient(moved, x.copy())
        assert relative_error(found[i], expected).max() < 1e-4
        np.testing.assert_allclose(found[i], expected, atol=1e-9)


@pytest.mark.parametrize("mask", ["causal", "padding", "one row nowhere"])
def test_a_masked_place_has_weight_and_slope_exactly_zero(mask):
    seen = np.broadcast_to(MASKS[mask], (4, 5))
    a = attention_weights(Q, K, MASKS[mask], 1.0)
    assert (a[:, ~seen] == 0).all()
    np.testing.assert_allclose(a.sum(axis=-1), np.broadcast_to(seen.any(axis=1), (2, 4)))
    dq, dk, dv = attention_backward(np.ones((2, 4, 3)), a, Q, K, V, 1.0)
    unseen = ~seen.any(axis=0)
    assert (dk[:, unseen] == 0).all()
    assert (dv[:, unseen] == 0).all()
    assert (dq[:, ~seen.any(axis=1)] == 0).all()


def test_whatever_stands_at_a_masked_place_the_output_is_the_same_to_the_last_bit(nn):
    tensor = lambda x: nn.tensor(x, dtype="float64")  # noqa: E731
    k, v = K.copy(), V.copy()
    before = nn.scaled_dot_product_attention(tensor(Q), tensor(k), tensor(v), nn_mask(nn))
    k[:, [1, 4]], v[:, [1, 4]] = 1e6, -1e6
    after = nn.scaled_dot_product_attention(tensor(Q), tensor(k), tensor(v), nn_mask(nn))
    assert (before == after).all()


def nn_mask(nn):
    mask = np.array(MASKS["padding"])
    return torch.tensor(mask) if nn is nnlearn.torch else mask


def test_a_row_that_may_look_nowhere_is_zero_and_the_bias_alone_in_a_layer():
    layer = nnlearn.numpy.MultiheadAttention(6, 2, batch_first=True)
    layer.out_proj.bias.data = np.arange(6)
    x, nowhere = RNG.normal(size=(2, 3, 6)).astype(np.float32), np.ones((3, 3), bool)
    y, weights = layer(x, x, x, attn_mask=nowhere)
    assert (y == np.arange(6)).all()
    assert not weights.any()
    assert not np.any(layer.backward(np.ones_like(y)))


def flat(make, *inputs, **options):
    """Return a model that takes one array, splits it into the inputs of a layer, and returns the first output."""

    class Flat(nnlearn.numpy.Module):
        def __init__(self):
            self.layer = make

        def forward(self, x):
            sizes = np.cumsum([each[0].size for each in inputs])[:-1]
            parts = np.split(x, sizes, axis=1)
            parts = [part.reshape(len(x), *each.shape[1:]) for part, each in zip(parts, inputs, strict=True)]
            output = self.layer(*parts, **options)
            y = output[0] if isinstance(output, tuple) else output
            return self.keep(y.reshape(len(x), -1), y.shape)

        def backward(self, grad):
            grads = self.layer.backward(grad.reshape(self.kept(grad)))
            grads = grads if isinstance(grads, tuple) else (grads,)
            return np.concatenate([each.reshape(len(each), -1) for each in grads], axis=1)

    return Flat().double()


def lookups():
    nn = nnlearn.numpy
    x, memory = np.zeros((3, 5, 4)), np.zeros((3, 2, 4))
    for masks in ({}, {"attn_mask": FUTURE}, {"key_padding_mask": LATE}, {"attn_mask": RNG.normal(size=(6, 5, 5))}):
        yield nn.MultiheadAttention(4, 2, batch_first=True), (x, x, x), masks
    for first in (False, True):
        settings = {"batch_first": True, "norm_first": first, "activation": "gelu"}
        yield nn.TransformerEncoderLayer(4, 2, 3, 0.0, **settings), (x,), {"src_mask": FUTURE}
        yield nn.TransformerDecoderLayer(4, 2, 3, 0.0, **settings), (x, memory), {"tgt_mask": FUTURE}
    yield nn.LearnedPositionalEncoding(4, 6), (x,), {}


@pytest.mark.parametrize(
    ("layer", "inputs", "options"), [pytest.param(*row, id=str(i)) for i, row in enumerate(lookups())]
)
def test_the_gradients_of_layers_are_as_measured(layer, inputs, options):
    layer = flat(layer, *inputs, **options)
    rng = np.random.default_rng(3)
    for p in layer.parameters():
        p.data = rng.normal(size=p.shape)
    x = rng.normal(size=(3, sum(each[0].size for each in inputs)))
    result = gradcheck(layer, nnlearn.numpy.MSELoss(), x, rng.normal(size=layer(x).shape), tolerance=1e-5)
    assert result, result


MODELS = {
    "GPT": lambda nn: nn.GPT(5, 4, 4, 2, 1),
    "no positions": lambda nn: nn.GPT(5, 4, 4, 2, 1, positions=False),
    "Seq2Seq": lambda nn: nn.Seq2Seq(5, 2, 4, 3, padding_idx=0),
    "bottleneck": lambda nn: nn.Seq2Seq(5, 2, 4, 3, attention=False),
}


@pytest.mark.parametrize("model", MODELS)
def test_the_gradients_of_models_are_as_measured(nn, model):
    nn.manual_seed(0)
    model = MODELS[model](nn).double()
    x = np.array([[1, 2, 3, 4], [0, 4, 4, 1]])
    y = x if isinstance(model, nn.GPT) else x[:, 2:]
    result = gradcheck(model, nn.CrossEntropyLoss(), x, y, tolerance=1e-4)
    assert result, result


def changes(nn, model, place):
    """Return by how much each output moves if the code at one place changes."""
    x = np.array([[1, 2, 3, 0, 1, 2]])
    other = x.copy()
    other[0, place] = 4
    with nn.no_grad():
        before, after = (nn.to_numpy(model.eval()(nn.tensor(each, dtype="int64"))) for each in (x, other))
    return np.abs(after - before).max(axis=(0, 1))


def test_a_gpt_does_not_see_the_future_unless_it_may(nn):
    nn.manual_seed(0)
    model = nn.GPT(5, 6, 8, 2, 2).double()
    moved = changes(nn, model, 3)
    assert (moved[:3] == 0).all()
    assert (moved[3:] > 0).all()
    model.is_causal = False
    assert (changes(nn, model, 3) > 0).all()
    weights = nn.to_numpy(model.attention_weights(nn.tensor([[1, 2, 3]], dtype="int64"))[0])
    assert (weights > 0).all()


def test_without_positions_and_mask_the_order_does_not_matter(nn):
    nn.manual_seed(0)
    model, x = nn.GPT(5, 6, 8, 2, 2, positions=False, is_causal=False).double(), np.array([[1, 2, 3, 0, 1, 4]])
    order = np.random.default_rng(1).permutation(6)
    with nn.no_grad():
        y, shuffled = (nn.to_numpy(model(nn.tensor(each, dtype="int64"))) for each in (x, x[:, order]))
    np.testing.assert_allclose(shuffled, y[:, :, order], atol=1e-14)


def test_dropout_leaves_weights_out_in_training_only():
    layer = nnlearn.numpy.MultiheadAttention(4, 2, dropout=0.5, batch_first=True)
    x = RNG.normal(size=(8, 20, 4)).astype(np.float32)
    nnlearn.numpy.manual_seed(0)
    _, weights = layer(x, x, x, average_attn_weights=False)
    assert abs((weights == 0).mean() - 0.5) < 0.03
    _, whole = layer.eval()(x, x, x, average_attn_weights=False)
    np.testing.assert_allclose(weights[weights > 0], 2 * whole[weights > 0], rtol=1e-6)


def test_the_gradient_goes_back_through_the_dropout_that_there_was():
    layer = nnlearn.numpy.MultiheadAttention(2, 1, dropout=0.5, batch_first=True).double()
    x, upstream = RNG.normal(size=(1, 3, 2)), RNG.normal(size=(1, 3, 2))

    def loss(x):
        nnlearn.numpy.manual_seed(4)
        return float((layer(x, x, x)[0] * upstream).sum())

    expected = numerical_gradient(loss, x.copy())
    loss(x)
    np.testing.assert_allclose(sum(layer.backward(upstream)), expected, atol=1e-8)


def test_writing_on_is_the_same_on_both_sides_and_for_equal_seeds():
    written = []
    for side in SIDES.values():
        model = side.GPT(5, 4, 4, 2, 1)
        model.load_state_dict({k: side.tensor(v) for k, v in START.items()})
        side.manual_seed(3)
        written.append(model.generate(np.array([[1, 2], [3, 3]]), 9))
    assert (written[0] == written[1]).all()
    assert written[0].shape == (2, 11)
    assert (written[0][:, :2] == [[1, 2], [3, 3]]).all()


START = nnlearn.numpy.GPT(5, 4, 4, 2, 1).state_dict()


@pytest.mark.parametrize("option", ["x", "attnmask", "query"])
def test_a_module_takes_options_by_name_and_inputs_by_place(option):
    layer, x = nnlearn.numpy.MultiheadAttention(4, 2), np.ones((5, 3, 4), np.float32)
    with pytest.raises(TypeError, match=rf"unexpected keyword argument '{option}': expected key_padding_mask or "):
        layer(x, x, x, **{option: None})
    with pytest.raises(TypeError, match=r"Linear\(4, 4\) got an unexpected keyword argument 'x': expected none"):
        nnlearn.numpy.Linear(4, 4)(x=x)
    with pytest.raises(TypeError, match="unexpected keyword argument 'state'"):
        nnlearn.numpy.GRU(4, 2)(x, state=None)


def test_a_layer_of_ones_own_takes_its_options_by_name():
    class Scaled(nnlearn.numpy.Module):
        def forward(self, x, factor=2.0):
            return x * factor

    assert Scaled()(np.ones(1), factor=3.0) == 3
    assert Scaled()(np.ones(1)) == 2
