"""Exercise 08.5: what each of the usual faults in a class Value is told."""

import linecache
import math

import pytest

from nnlearn.checks import registry
from nnlearn.checks.judge import judge

RIGHT = """class Value:
    def __init__(self, data, inputs=(), slopes=()):
        self.data, self.grad, self.inputs, self.slopes = data, 0.0, inputs, slopes

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, (self,), (1 - y * y,))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for operand in node.inputs:
                    visit(operand)
                order.append(node)

        visit(self)
        arrived = {node: 0.0 for node in order}
        arrived[self] = 1.0
        for node in reversed(order):
            for operand, slope in zip(node.inputs, node.slopes):
                arrived[operand] += slope * arrived[node]
            node.grad += arrived[node]
"""
VISIT = """                for operand in node.inputs:
                    visit(operand)
                order.append(node)
"""
TURNED = """                order.append(node)
                for operand in node.inputs:
                    visit(operand)
"""
FAULTS = (  # ((what stands there, what is written instead), ...), words of the message
    ((("def __mul__", "def _mul_"),), "no method `__mul__`, which `a * b` calls"),
    ((("def __init__", "def _init_"),), "the class has no `__init__`"),
    ((("inputs=(), slopes=()", "inputs, slopes"),), "give inputs and slopes a default"),
    ((("def tanh(self)", "def tanh()"),), "`tanh` needs `self`"),
    ((("data, 0.0, inputs", "data, None, inputs"),), "must be 0, found None"),
    ((("return Value(y, (self,), (1 - y * y,))", "return y"),), "gives a float. It must give a new Value"),
    ((("return Value(self.data + ", "Value(self.data + "),), "`a + b` gives None"),
    ((("Value(self.data + other.data", "Value(self.data * other.data"),), "It must be 8"),
    ((("(self,), (1 - y * y,)", "(self), (1 - y * y)"),), "(self,) with a comma is a tuple"),
    ((("math.tanh(self.data)", "math.tanh(self)"),), "that of a Value is in `data`"),
    ((("    def tanh", "    def __eq__(self, other):\n        return 1\n\n    def tanh"),), "leave `__eq__` out"),
    ((("(self, other), (1.0, 1.0)", "(self, other), (self.data, other.data)"),), "the values of a and b"),
    ((("(other.data, self.data)", "(self.data, other.data)"),), "The two are swapped"),
    ((("(self, other), (other.data, self.data)", "(), ()"),), "Nothing arrives"),
    ((("(1 - y * y,)", "(1 - y,)"),), "The square is missing"),
    ((("(1 - y * y,)", "(y * (1 - y),)"),), "the slope of the sigmoid"),
    ((("        arrived[self] = 1.0\n", ""),), "every grad is still 0"),
    ((("reversed(order)", "order"),), "Only the result gets a gradient"),
    ((("            node.grad +=", "            if node is not self:\n                node.grad +="),), "must be 1"),
    ((("+= slope * arrived[node]", "+= slope"),), "In `+` the slope is passed on alone"),
    ((("arrived[operand] += ", "arrived[operand] = "),), "must be added, not put in the place"),
    ((("                seen.add(node)\n", ""),), "counted more than once"),
    ((("zip(node.inputs, node.slopes)", "dict(zip(node.inputs, node.slopes)).items()"),), "keeps it only once"),
    (((VISIT, TURNED), ("reversed(order)", "order")), "is each value after its inputs"),
    ((("node.grad += arrived[node]", "node.grad = arrived[node]"),), "backward must add to what is in grad"),
    ((("node.grad += arrived[node]", "node.grad += arrived[node]\n            node.data += 1"),), "changes"),
    (
        (
            ("arrived[operand] += slope * arrived[node]", "operand.grad += slope * node.grad"),
            ("        arrived[self] = 1.0\n", "        self.grad = 1.0\n"),
            ("            node.grad += arrived[node]\n", ""),
        ),
        "Values in between, or the result, still hold",
    ),
    (
        (
            ("            node.grad += arrived[node]\n", "            node.grad += arrived[node]\n"),
            ("        arrived[self] = 1.0\n", "        arrived[self] = 1.0\n        self.grad = 0.0\n"),
        ),
        "the grad of the result is 1, then 1",
    ),
)


def written(code):
    name = f"<value {hash(code)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"math": math, "__name__": "__main__"}
    exec(compile(code, name, "exec"), names)
    return names["Value"]


@pytest.mark.parametrize(("changes", "words"), FAULTS)
def test_a_fault_is_told(changes, words):
    code = RIGHT
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    result = judge(registry.find("exercises", "08.5"), written(code))
    assert result.status == "not yet"
    assert words.lower() in result.message.lower()


def test_the_right_class_passes_and_an_object_of_it_is_told():
    exercise = registry.find("exercises", "08.5")
    assert judge(exercise, written(RIGHT))
    assert "without brackets" in judge(exercise, written(RIGHT)(1.0)).message
