"""Every layer and loss passes PyTorch's own module cases, but for those that it refuses for a reason given here."""

from collections.abc import Callable
from typing import NamedTuple
from unittest import mock

import pytest
import torch
from conformance import Case, cases, compare

import nnlearn.numpy as nn

NAMES = [
    name
    for name in nn.__all__
    if isinstance(own := getattr(torch.nn, name, None), type) and issubclass(own, torch.nn.Module)
]
WITHOUT = {
    "Dropout",
    "Identity",
    "Module",
    "ModuleList",
    "MultiheadAttention",
    "ParameterList",
    "Residual",
    "Sequential",
    "Upsample",
}  # PyTorch has no such case for them, or `conformance.ATTENTION` says where they are


class Refusal(NamedTuple):
    """Why cases are refused, which ones, what the error says, and a case that we take instead, if there is one."""

    why: str
    applies: Callable
    says: str
    instead: Callable | None = None


def has(name, argument):
    """Return a function that says whether a case is of this layer with this argument set."""
    return lambda case: name in case.name and argument in case.settings


def weights_below_zero(case):
    return "weight" in case.settings and case.settings["weight"].min() < 0


def positive_weights(case):
    return case._replace(settings={**case.settings, "weight": case.settings["weight"].abs()})


def no_log_probabilities(case):
    return case.name == "KLDivLoss" and not (case.inputs[0] <= 0).all()


def log_probabilities(case):
    log_p, log_t = (-each.nan_to_num().abs() for each in case.inputs)
    return case._replace(inputs=(log_p, log_t if "log_target" in case.settings else log_t.exp()))


def no_probabilities(case):
    return case.name == "BCEWithLogitsLoss" and not ((case.inputs[1] >= 0) & (case.inputs[1] <= 1)).all()


def probabilities(case):
    return case._replace(inputs=(case.inputs[0], case.inputs[1].sigmoid()))


def functions(case):
    return [each for each in (*case.given, *case.settings.values()) if callable(each)]


def names_of_functions(case):
    given = tuple(each.__name__ if callable(each) else each for each in case.given)
    return case._replace(
        given=given, settings={key: v.__name__ if callable(v) else v for key, v in case.settings.items()}
    )


def mode_by_name(case):
    return case._replace(given=case.given[:2], settings={**case.settings, "mode": case.given[5]})


REFUSALS = [
    Refusal(
        "an activation as a function, which has no backward; its name, or a layer, has one",
        functions,
        "expected activation to be one of 'relu', 'gelu', got",
        names_of_functions,
    ),
    Refusal(
        "a loss with weights below 0 has no minimum; PyTorch's cases draw them from -9 to 9",
        weights_below_zero,
        "expected weight of numbers >= 0",
        positive_weights,
    ),
    Refusal(
        "no log-probabilities: PyTorch's cases take the logarithm of numbers from -9 to 9, which is nan or above 0",
        no_log_probabilities,
        "expected prediction (to be finite|in .-inf, 0.)",
        log_probabilities,
    ),
    Refusal("no probabilities: targets beyond [0, 1]", no_probabilities, r"expected target in \[0, 1\]", probabilities),
    Refusal(
        "one example without a batch: x[None] makes one of it",
        lambda case: case.name in ("Linear", "CrossEntropyLoss") and case.inputs[0].ndim == 1,
        "expected (x|prediction) of shape",
    ),
    Refusal(
        "a number has no axis",
        lambda case: "Softmax" in case.name and case.inputs[0].ndim == 0,
        "expected x with entries along axis",
    ),
    Refusal(
        "an empty batch has neither mean nor variance",
        lambda case: "BatchNorm" in case.name and 0 in case.inputs[0].shape,
        "expected more than one value per feature",
    ),
    Refusal("an argument that PyTorch 2.6 does not have", has("BatchNorm", "bias"), "argument 'bias'"),
    Refusal(
        "np.pad does it",
        lambda case: any(mode in case.given for mode in ("reflect", "circular", "replicate")),
        "np.pad can pad x",
    ),
    Refusal("a sum in place of a mean", has("AvgPool2d", "divisor_override"), "argument 'divisor_override'"),
    Refusal("for MaxUnpool2d, which is not here", has("MaxPool2d", "return_indices"), "argument 'return_indices'"),
    Refusal("gradients of another kind", has("Embedding", "sparse"), "argument '(dtype|sparse)'"),
    Refusal(
        "the largest of a bag, in place of its mean or sum",
        lambda case: case.name == "EmbeddingBag" and "max" in (*case.given, *case.settings.values()),
        "takes 3 positional",
    ),
    Refusal(
        "mode by its place, after settings that are not here: it goes by name",
        lambda case: case.name == "EmbeddingBag" and len(case.given) > 2,
        "takes 3 positional",
        mode_by_name,
    ),
]


def refusals(case):
    return [refusal for refusal in REFUSALS if refusal.applies(case)]


def legal(case):
    """Return what stands in for a case that is refused, or None."""
    for refusal in refusals(case):
        if not refusal.instead:
            return None
        case = refusal.instead(case)
    return case


def named(name):
    return {label: case for label, case in cases().items() if case.name == name}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_agrees_or_is_refused_for_a_reason_of_the_list(name):
    """A case that is not in the list must agree, and one that is must be refused: so the list stays true."""
    assert bool(named(name)) == (name not in WITHOUT), f"{name}: {len(named(name))} cases"
    for label, case in named(name).items():
        if not (reasons := refusals(case)):
            compare(case, label)
            continue
        with pytest.raises((TypeError, ValueError), match="|".join(refusal.says for refusal in reasons)):
            compare(case, label)
        if stand_in := legal(case):
            compare(stand_in, f"{label}, made legal")


def test_most_of_pytorchs_cases_agree():
    agree = [label for label, case in cases().items() if not refusals(case)]
    assert len(cases()) > 371
    assert len(agree) >= 316, f"{len(agree)} of {len(cases())}"


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.why)
def test_a_reason_applies_to_a_case(refusal):
    assert any(map(refusal.applies, cases().values())), "no case is refused for this reason any more"


def test_a_wrong_number_and_a_wrong_gradient_are_found():
    case = Case("Linear", (3, 2), {}, (torch.randn(5, 3, dtype=torch.float64),))
    compare(case, "Linear")
    for method, wrong in (("forward", lambda y: y + 1e-6), ("backward", lambda x_grad: x_grad * 1.001)):
        right = getattr(nn.Linear, method)
        spoilt = mock.patch.object(nn.Linear, method, lambda self, x, right=right, wrong=wrong: wrong(right(self, x)))
        with spoilt, pytest.raises(AssertionError, match=r"output 0|gradient of input 0"):
            compare(case, "Linear")
