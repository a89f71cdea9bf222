"""Our layers give the outputs that ONNX demands of any backend, but for cases refused for a reason given here."""

import re
from typing import NamedTuple
from unittest import mock

import pytest
from onnx_cases import OPERATORS, cases, compare

import nnlearn.numpy as nn


class Refusal(NamedTuple):
    """Which cases are refused, by their names, what the error says, and why."""

    names: str
    says: str
    why: str


REFUSALS = [
    Refusal("(averagepool|maxpool|convtranspose)_[13]d", "kernel_size|dilations", "images have two axes"),
    Refusal("(autopad|2d(_precomputed)?)_same", "auto_pad", 'PyTorch has padding="same" for Conv2d of stride 1 alone'),
    Refusal("(average|max)pool_2d_pads", "at most half the kernel", "PyTorch's pools pad by half a kernel at most"),
    Refusal("averagepool_2d_dilations", "dilations", "PyTorch's AvgPool2d has no dilation"),
    Refusal("convtranspose_(output|kernel)_shape", "(output|kernel)_shape", "PyTorch has output_padding instead"),
    Refusal("training_dropout(_default)?(_mask)?$", "not random", "other random numbers"),
    Refusal("gemm_(alpha|beta|all)", "alpha|beta", "Linear has no factors"),
    Refusal("gemm_default_matrix_bias", "one bias", "Linear has one bias for every row"),
    Refusal("gru_(with|seq|reverse|bi)", "reset gate", "PyTorch's reset gate multiplies W h, ONNX's default h"),
    Refusal("identity_(sequence|opt)", "x to be an (nd)?array", "a list of arrays"),
    Refusal("lstm_with_peepholes", "positional arguments", "PyTorch's LSTM has no peepholes"),
    Refusal("(lstm|rnn)_reverse", "forward", "PyTorch has both directions or one"),
    Refusal("maxpool_2d_uint8", "array of floats", "pixels of whole numbers"),
    Refusal("maxpool_with_argmax_2d_precomputed_strides", "storage_order", "images stored by column"),
    Refusal("resize_.*(linear|cubic|crop)", "floor|mode|argument", "Upsample repeats pixels"),
    Refusal("resize_.*(sizes_nearest|downsample_scales_nearest)", "floor|axes", "PyTorch takes pixel floor(i / scale)"),
    Refusal("resize_.*scales_nearest_axes", "axes", "axes in another order"),
]  # fmt: skip


def refusals(name):
    return [refusal for refusal in REFUSALS if re.search(refusal.names, name)]


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_case_agrees_or_is_refused_for_a_reason_of_the_list(operator):
    """A case that is not in the list must agree, and one that is must be refused: so the list stays true."""
    names = [name for name, (kind, *_) in cases().items() if kind == operator]
    assert names, "ONNX has no case of this operator any more"
    for name in names:
        if not (reasons := refusals(name)):
            compare(name)
            continue
        assert len(reasons) == 1, f"{name} is listed {len(reasons)} times"
        with pytest.raises((TypeError, ValueError), match=reasons[0].says):
            compare(name)


def test_most_of_the_cases_agree():
    agree = [name for name in cases() if not refusals(name)]
    assert len(cases()) >= 240
    assert len(agree) >= 155, f"{len(agree)} of {len(cases())}"


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.names)
def test_a_reason_applies_to_a_case(refusal):
    assert any(re.search(refusal.names, name) for name in cases()), "no case is refused for this reason any more"


def test_a_wrong_number_is_found():
    right = nn.Linear.forward
    wrong = mock.patch.object(nn.Linear, "forward", lambda self, x: right(self, x) * 1.01)
    with wrong, pytest.raises(AssertionError, match="test_gemm_default_vector_bias: output 0"):
        compare("test_gemm_default_vector_bias")
