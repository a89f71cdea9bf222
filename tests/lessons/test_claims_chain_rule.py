"""What lesson 08 claims: two passes add up, the check of the engine names mistakes, forward and reverse mode agree."""

import numpy as np
import pytest

from nnlearn import autograd
from nnlearn.checks.api import check
from nnlearn.lessons.chain_rule import engine, passes
from nnlearn.lessons.chain_rule import mistakes_backward as mistakes


@pytest.mark.parametrize(
    ("Wrong", "words"),
    [
        (mistakes.Leftovers, "a * a at a = 3: 6, then 18 instead of 12"),
        (mistakes.LeftoversBetween, "a * a * a at a = 3: 27, then 72 instead of 54"),
        (mistakes.Forgets, "a * a at a = 3: 6, then 6.\nbackward must add"),
        (mistakes.Marked, "a * a at a = 3: 6, then 6.\nThe second pass adds nothing"),
        (mistakes.Replaces, "What arrives later must be added"),
        (mistakes.AtOnce, "is each value after its inputs"),
        (mistakes.SwappedProduct, "a * b at a = 3, b = 5: expected gradients 5, 3, found 3, 5"),
        (mistakes.SlopeOfInput, "1 - y * y"),
    ],
)
def test_the_check_of_the_engine_names_the_mistake(Wrong, words):
    value, passed, sentence, advice = engine.measure_value(Wrong)
    assert not passed
    assert words in f"{sentence}\n{advice}"
    assert value is None


def test_the_course_has_an_engine_that_passes():
    assert engine.fault(autograd.Value) == ""
    for formula, first in ((lambda a, square: square, 6), (lambda a, square: square * a, 27)):
        once, again = passes.twice(autograd.Value, formula)
        assert (once[0], again[0]) == (first, 2 * first)


def test_an_order_that_empties_what_it_is_given_does_not_pass(capsys):
    def emptied(inputs, result):
        order = [node for operand in inputs.pop(result, []) for node in emptied(inputs, operand)] + [result]
        return [node for k, node in enumerate(order) if node not in order[:k]]

    assert not check("08.3", emptied)


def test_pytorch_walks_a_graph_back_once_and_adds_up_two_graphs():
    torch = pytest.importorskip("torch")
    a = torch.tensor(3.0, requires_grad=True)
    for gradient in (6, 12):
        y = a * a
        y.backward()
        assert a.grad.item() == gradient
    with pytest.raises(RuntimeError):
        y.backward()


@pytest.mark.parametrize(("start", "left"), [(0.5, 0.046), (5.0, 1.1e-6)])
def test_forty_tanh_in_a_row(start, left):
    x = result = autograd.Value(start)
    for _ in range(40):
        result = result.tanh()
    result.backward()
    assert x.grad == pytest.approx(left, rel=0.05)


@pytest.mark.parametrize(("order", "slopes"), [("topological", (32, 16)), ("depth-first", (8, 16))])
def test_the_diamond(order, slopes):
    a = autograd.Value(1.0)
    b = a + a
    (b**2 + b**3).backward(order=order)
    assert (a.grad, b.grad) == slopes


def test_no_neuron_fits_the_four_points_better_than_the_lesson_trains_it_and_no_rising_curve_better_than_0_011():
    x, y = np.array([-1.0, 0.5, 2.0, 3.0]), np.array([-0.8, 0.5, 0.9, 0.6])
    w, b = np.meshgrid(np.linspace(-8, 8, 801), np.linspace(-20, 20, 1001))
    loss = np.mean([(np.tanh(w * a + b) - c) ** 2 for a, c in zip(x, y, strict=True)], axis=0)
    assert 0.0400 < loss.min() < 0.0415
    best_rising = np.array([-0.8, 0.5, 0.75, 0.75])  # the two that fall share their mean
    assert round(float(((best_rising - y) ** 2).mean()), 3) == 0.011


def test_the_first_of_forty_tanh_leaves_two_in_ten_thousand():
    assert 1 - np.tanh(5.0) ** 2 == pytest.approx(2e-4, rel=0.1)


def test_one_plain_reuse_fails_without_order_too_and_a_bare_diamond_does_not():
    a = autograd.Value(1.0)
    b = a + a
    (b + b).backward(order="depth-first")
    assert a.grad == 2  # 4 is right
    a = autograd.Value(2.0)
    (a**2 + a**3).backward(order="depth-first")
    assert a.grad == 16


def test_pytorch_walks_a_graph_twice_if_nothing_that_it_needs_was_freed():
    torch = pytest.importorskip("torch")
    a = torch.tensor(3.0, requires_grad=True)
    y = a + a
    y.backward()
    y.backward()
    assert a.grad.item() == 4
