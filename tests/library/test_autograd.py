"""The scalar tape: PyTorch's derivatives on random expressions, and the diamond that a wrong order gets wrong."""

import math
import random

import numpy as np
import pytest
import torch

from nnlearn import autograd
from nnlearn.autograd import Value, graph

UNARY = ("neg", "tanh", "relu", "exp", "log")
BINARY = ("+", "-", "*", "/", "**")


def unary(name, x):
    """Apply an operation to a Value or a tensor, kept inside its domain."""
    if name == "neg":
        return -x
    if name == "exp":
        return (x.tanh()).exp()
    if name == "log":
        return (x * x + 0.5).log()
    return getattr(x, name)()


def binary(name, x, y):
    if name == "+":
        return x + y
    if name == "-":
        return x - y
    if name == "*":
        return x * y
    if name == "/":
        return x / (y * y + 1)
    return (x * x + 0.1) ** y.tanh()


def expression(leaves, seed, length=25):
    """Build a random expression in which old results are used again and again."""
    choose, made = random.Random(seed), list(leaves)
    for _ in range(length):
        kind = choose.random()
        x, y = choose.choice(made[-6:]), choose.choice(made)
        if kind < 0.4:
            made.append(unary(choose.choice(UNARY), x))
        elif kind < 0.8:
            made.append(binary(choose.choice(BINARY), x, y).tanh())
        else:
            number = choose.choice((2, 3.0, -1.5))
            made.append(choose.choice((x + number, number - x, number * x)))
            made.append(number / (made[-1] * made[-1] + 1) + (made[-1] ** 2 + 1) ** -0.5 + 2 ** made[-1].tanh())
    return sum(made, start=made[0])


@pytest.mark.parametrize("seed", range(60))
def test_random_expressions_have_pytorchs_derivatives(seed):
    numbers = np.random.default_rng(seed).normal(size=3).tolist()
    ours = [Value(x) for x in numbers]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in numbers]
    y, t = expression(ours, seed), expression(theirs, seed)
    y.backward()
    t.backward()
    assert y.data == pytest.approx(t.item(), rel=1e-12)
    for a, b in zip(ours, theirs, strict=True):
        assert a.grad == pytest.approx(b.grad.item(), rel=1e-10, abs=1e-12)


EDGES = [
    (lambda x: x.relu(), 0.0),
    (lambda x: x.relu(), -0.0),
    (lambda x: x**0, 0.0),
    (lambda x: x**1, 0.0),
    (lambda x: x**2, -3.0),
    (lambda x: x**-2, -3.0),
    (lambda x: x.exp(), 1e4),
    (lambda x: x.exp(), -1e4),
    (lambda x: x.tanh(), 1e300),
    (lambda x: x * x, 1e200),
    (lambda x: x**2, 1e200),
    (lambda x: 1 / x, 1e-320),
    (lambda x: x.log(), 1e-320),
    (lambda x: 2**x, 1e4),
]


@pytest.mark.parametrize("i", range(len(EDGES)))
def test_ends_and_corners_are_pytorchs(i):
    function, at = EDGES[i]
    ours, theirs = Value(at), torch.tensor(at, dtype=torch.float64, requires_grad=True)
    y, t = function(ours), function(theirs)
    y.backward()
    t.backward()
    assert (y.data, ours.grad) == pytest.approx((t.item(), theirs.grad.item()), rel=1e-12)


def test_a_second_backward_adds():
    """Gradients add up as in PyTorch, inside the graph too: what the first call left does not flow again."""
    ours, theirs = Value(0.5), torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    mid, mid_t = ours * ours, theirs * theirs
    mid_t.retain_grad()
    y, t = mid * mid + ours, mid_t * mid_t + theirs
    for times in (1, 2, 3):
        y.backward()
        t.backward(retain_graph=True)
        assert ours.grad == pytest.approx(theirs.grad.item())
        assert mid.grad == pytest.approx(mid_t.grad.item())
        assert y.grad == times


def diamond():
    a = Value(1.0, "a")
    b = a + a
    c = b + b
    return a, b, c


def test_the_diamond_needs_topological_order():
    a, _, c = diamond()
    c.backward()
    assert a.grad == 4
    a, b, c = diamond()
    c.backward(order="depth-first")
    assert (b.grad, a.grad) == (2, 2)  # b passed on only its first half
    x = Value(3.0)
    (x.tanh() * 2).backward(order="depth-first")  # where no paths meet, any order will do
    assert x.grad == pytest.approx(2 * (1 - math.tanh(3) ** 2))


def test_a_graph_is_data_to_draw():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    c = a * b
    d = (c + a).tanh()
    d.backward()
    found = graph(d)
    assert [node.operation or node.name for node in found.nodes] == ["a", "b", "*", "+", "tanh"]
    assert [node.level for node in found.nodes] == [0, 0, 1, 2, 3]
    assert [node.grad for node in found.nodes] == [a.grad, b.grad, c.grad, d.inputs[0].grad, 1.0]
    slope = 1 - math.tanh(8) ** 2
    assert found.edges == ((4, 3, slope), (3, 2, 1.0), (3, 0, 1.0), (2, 0, 3.0), (2, 1, 2.0))
    assert [(i, j) for i, j, _ in graph(diamond()[2]).edges] == [(2, 1), (2, 1), (1, 0), (1, 0)]
    assert [(i, j) for i, j, _ in graph(diamond()[2], order="depth-first").edges] == [(2, 1), (1, 0), (1, 0), (2, 1)]


def test_an_input_is_before_what_is_made_of_it_and_each_edge_flows_once():
    for seed in range(20):
        found = graph(expression([Value(0.3), Value(-0.7)], seed))
        assert all(i > j for i, j, _ in found.edges)
        gone = set()
        for i, j, _ in found.edges:  # a node passes on after all that flows into it
            assert j not in gone
            gone.add(i)
        assert sorted(found.edges) == sorted(
            graph(expression([Value(0.3), Value(-0.7)], seed), order="depth-first").edges
        )


def test_long_chains_need_no_recursion():
    x = Value(1.0)
    y = x
    for _ in range(5000):
        y = y + x
    for order in ("topological", "depth-first"):
        x.grad = 0.0
        y.backward(order=order)
        assert x.grad == 5001
    assert graph(y).nodes[-1].level == 5000


def test_numpy_numbers_may_stand_on_either_side():
    x = Value(2.0)
    for y in (np.float64(3) * x, x * np.float64(3), np.float32(3) * x, np.int64(3) * x):
        assert isinstance(y, Value)
        assert y.data == 6


@pytest.mark.parametrize(
    "call",
    [
        lambda: Value("text"),
        lambda: Value(None),
        lambda: Value(float("nan")),
        lambda: Value(True),
        lambda: Value([1.0]),
        lambda: Value(1.0, name=3),
        lambda: Value(1.0) + "text",
        lambda: Value(1.0) * None,
        lambda: [1.0] - Value(1.0),
        lambda: np.ones(2) * Value(1.0),
        lambda: Value(1.0) / 0,
        lambda: 1 / Value(0.0),
        lambda: Value(0.0) ** -1,
        lambda: Value(-2.0) ** 0.5,
        lambda: Value(-2.0) ** Value(2.0),
        lambda: Value(1.0) ** "text",
        lambda: Value(0.0).log(),
        lambda: Value(-1.0).log(),
        lambda: Value(1.0).backward(order="breadth"),
        lambda: graph(1.0),
        lambda: graph(Value(1.0), order=None),
    ],
)
def test_what_is_wrong_is_refused(call):
    with pytest.raises((ValueError, TypeError), match=r"expected .* got"):
        call()


def test_it_learns():
    """A neuron of four Values learns by gradient descent, as in the lesson."""
    w = [Value(0.1), Value(-0.2), Value(0.0)]
    points = [((0, 0), -1), ((0, 1), -1), ((1, 0), -1), ((1, 1), 1)]
    for _ in range(200):
        loss = sum((((w[0] * x + w[1] * y + w[2]).tanh() - t) ** 2 for (x, y), t in points), start=Value(0.0))
        for p in w:
            p.grad = 0.0
        loss.backward()
        for p in w:
            p.data -= 0.1 * p.grad
    assert loss.data < 0.1


def test_names():
    assert set(autograd.__all__) == {"Graph", "Node", "Value", "graph"}
