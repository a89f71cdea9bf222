"""Automatic differentiation of single numbers: each remembers its inputs, and the chain rule runs back through them."""

import itertools
from dataclasses import dataclass

import numpy as np

from nnlearn import arguments

__all__ = ["Graph", "Node", "Value", "graph"]

_ages = itertools.count()


class Value:
    """A number that remembers what it was computed from, so that the derivative of a result can flow back to it.

    Parameters
    ----------
    data : float
        The number; it must be finite.
    name : str
        Its name in a drawing.

    Attributes
    ----------
    data, grad : float
        The number, and d(result)/d(this number) once the result's `backward` has run; 0 until then.
    operation : str
        The operation that computed it: "+", "*", "exp", ...; "" for a number that was given.
    inputs, slopes : tuple
        The values it was computed from, and its derivative with respect to each of them.

    Raises
    ------
    TypeError, ValueError
        If `data` is not a finite number, an operand is not a number, or an operation is not defined there: the
        logarithm of a number <= 0, division by 0, a fractional power of a number < 0.

    Notes
    -----
    Gradient: in reverse mode, one product per edge of the graph, however many inputs there are.

    References
    ----------
    Linnainmaa (1976), "Taylor expansion of the accumulated rounding error". Griewank, Walther (2008), "Evaluating
    derivatives", chapter 3.

    Examples
    --------
    >>> a, b = Value(2.0), Value(3.0)
    >>> c = a * b + a
    >>> c.backward()
    >>> c, a.grad, b.grad
    (Value(8.0), 4.0, 2.0)
    """

    __array_ufunc__ = None  # refuse a NumPy array on the left, instead of filling it with Values

    def __init__(self, data, name=""):
        self.data, self.grad, self.name = arguments.number("Value", "data", data), 0.0, name
        if not isinstance(name, str):
            raise TypeError(f"Value expected name to be a string, got {arguments.describe(name)}")
        self.operation, self.inputs, self.slopes, self.age = "", (), (), next(_ages)

    def __add__(self, other):
        other = value(other)
        return computed("+", self.data + other.data, (self, 1.0), (other, 1.0))  # d(a + b)/da = 1, d/db = 1

    def __sub__(self, other):
        other = value(other)
        return computed("-", self.data - other.data, (self, 1.0), (other, -1.0))  # d(a - b)/da = 1, d/db = -1

    def __mul__(self, other):
        other = value(other)
        return computed("*", self.data * other.data, (self, other.data), (other, self.data))  # d(a b)/da = b, d/db = a

    def __truediv__(self, other):
        other = value(other)
        if other.data == 0:
            raise ValueError(f"Value / expected a divisor other than 0, got {self.data} / {other.data}")
        y = divide(self.data, other.data)
        return computed("/", y, (self, divide(1, other.data)), (other, -divide(y, other.data)))  # 1/b and -a/b^2

    def __pow__(self, other):
        a, n = self.data, value(other).data
        if (a == 0 and n < 0) or (a < 0 and (n % 1 or isinstance(other, Value))):
            raise ValueError(f"Value ** expected a base {'>=' if n > 0 else '>'} 0 for the exponent {n}, got {a}")
        y, base = power(a, n), (self, n * power(a, n - 1) if n else 0.0)  # d(a^n)/da = n a^(n-1)
        if not isinstance(other, Value):
            return computed(f"**{other}", y, base)
        return computed("**", y, base, (other, y * float(np.log(a)) if a else 0.0))  # d(a^n)/dn = a^n ln a

    def __neg__(self):
        return computed("-", -self.data, (self, -1.0))  # d(-a)/da = -1

    def __radd__(self, other):
        return value(other) + self

    def __rsub__(self, other):
        return value(other) - self

    def __rmul__(self, other):
        return value(other) * self

    def __rtruediv__(self, other):
        return value(other) / self

    def __rpow__(self, other):
        return value(other) ** self

    def exp(self):
        """Return e^a."""
        with np.errstate(over="ignore"):
            y = float(np.exp(self.data))
        return computed("exp", y, (self, y))  # d(e^a)/da = e^a

    def log(self):
        """Return the natural logarithm of a > 0."""
        if self.data <= 0:
            raise ValueError(f"Value.log expected a number > 0, got {self.data}")
        return computed("log", float(np.log(self.data)), (self, divide(1, self.data)))  # d(ln a)/da = 1/a

    def tanh(self):
        """Return tanh a."""
        y = float(np.tanh(self.data))
        return computed("tanh", y, (self, 1 - y * y))  # d(tanh a)/da = 1 - tanh^2 a

    def relu(self):
        """Return max(a, 0)."""
        return computed("relu", max(self.data, 0.0), (self, float(self.data > 0)))  # d(max(a, 0))/da = [a > 0]

    def backward(self, *, order="topological"):
        """Add d(self)/d(node) to the `grad` of every node that self was computed from, and 1 to its own.

        A second call adds the same again: set `grad = 0` in between. PyTorch refuses a second pass through one graph,
        and adds up the passes of two.

        Parameters
        ----------
        order : {"topological", "depth-first"}
            "topological": a node passes its derivative on once all contributions have arrived. "depth-first": as soon
            as the first has arrived, which is wrong wherever two paths meet; it is here to show how it fails.

        Raises
        ------
        ValueError
            If the order is not one of these.
        """
        flow = {self: 1.0}  # d(self)/d(node), collected for this call only
        for node, operand, slope in edges(self, order):
            flow[operand] = flow.get(operand, 0.0) + slope * flow[node]  # the chain rule, summed over paths
        for node, derivative in flow.items():
            node.grad += derivative

    def __repr__(self):
        return f"Value({self.data}{f', {self.name!r}' * bool(self.name)})"


def value(x):
    """Return x as a Value: a plain number is a constant of the graph."""
    return x if isinstance(x, Value) else Value(x)


def computed(operation, data, *inputs):
    """Return the Value that an operation computed, given its inputs as (value, derivative with respect to it)."""
    result = Value(0.0)
    result.data, result.operation = data, operation
    result.inputs, result.slopes = zip(*inputs, strict=True)
    return result


@np.errstate(all="ignore")
def divide(a, b):  # overflow gives infinity, as in PyTorch
    return float(np.divide(a, b))


@np.errstate(all="ignore")
def power(a, n):
    return float(np.power(a, n))


def topological(result):
    """Return all nodes that the result was computed from, itself last: age is a valid order, since inputs are older."""
    found, stack = {result}, [result]
    while stack:
        new = set(stack.pop().inputs) - found
        found |= new
        stack += new
    return sorted(found, key=lambda node: node.age)


def edges(result, order="topological"):
    """Yield (node, input, slope) for each edge of the graph, in the order in which `backward` multiplies them."""
    if arguments.choice("backward", "order", order, ("topological", "depth-first")) == "topological":
        for node in reversed(topological(result)):
            yield from edges_of(node)
        return
    seen, stack = {result}, edges_of(result)[::-1]
    while stack:
        edge = stack.pop()
        yield edge
        if edge[1] not in seen:  # its derivative is passed on at once, though more may arrive: the mistake
            seen.add(edge[1])
            stack += edges_of(edge[1])[::-1]


def edges_of(node):
    """Return the edges from a node to what it was computed from."""
    return [(node, *edge) for edge in zip(node.inputs, node.slopes, strict=True)]


@dataclass(frozen=True)
class Node:
    """A value, as a drawing needs it.

    Attributes
    ----------
    name, operation : str
        As in `Value`.
    data, grad : float
        Its number and derivative.
    level : int
        0 for a number that was given, otherwise one more than the highest level of its inputs: its column in a drawing.

    Examples
    --------
    >>> graph(Value(2.0, "a") * 3).nodes[0]
    Node(name='a', operation='', data=2.0, grad=0.0, level=0)
    """

    name: str
    operation: str
    data: float
    grad: float
    level: int


@dataclass(frozen=True)
class Graph:
    """A computation as data: the result of `graph`.

    Attributes
    ----------
    nodes : tuple of Node
        In the order of the forward pass, the result last.
    edges : tuple of (int, int, float)
        (node, input, d node / d input), with nodes given by index, in the order of the backward pass. A value that is
        used twice has two edges.

    Examples
    --------
    >>> a = Value(2.0, "a")
    >>> graph(a * a).edges
    ((1, 0, 2.0), (1, 0, 2.0))
    """

    nodes: tuple
    edges: tuple


def graph(result, *, order="topological"):
    """Return the computation of a value as data that can be drawn.

    Parameters
    ----------
    result : Value
    order : {"topological", "depth-first"}
        The order of the edges: that of `Value.backward`.

    Returns
    -------
    Graph

    Raises
    ------
    TypeError, ValueError
        If `result` is not a Value, or the order is not one of these.

    Examples
    --------
    >>> a = Value(1.0, "a")
    >>> b = a + a
    >>> c = b + b
    >>> c.backward()
    >>> [(node.operation or node.name, node.grad) for node in graph(c).nodes]
    [('a', 4.0), ('+', 2.0), ('+', 1.0)]
    """
    if not isinstance(result, Value):
        raise TypeError(f"graph expected result to be a Value, got {arguments.describe(result)}")
    values = topological(result)
    index = {node: i for i, node in enumerate(values)}
    level: dict = {}
    for node in values:
        level[node] = 1 + max((level[operand] for operand in node.inputs), default=-1)
    nodes = tuple(Node(v.name, v.operation, v.data, v.grad, level[v]) for v in values)
    return Graph(nodes, tuple((index[node], index[operand], slope) for node, operand, slope in edges(result, order)))
