"""What else could stand in the place of one expression: another operator, name, number, axis, function or sign."""

import ast
import copy

from nnlearn.checks.diagnosis.changes.mutated_operations import operation
from nnlearn.checks.diagnosis.changes.operators import ELEMENTWISE, LARGER, OPPOSITE, REDUCE, RELATED, SIGNS, TIE
from nnlearn.checks.diagnosis.changes.words import about, text


def alternatives(node, parent, field, names):
    """Yield (new node, what to look at, the same without the code, core) for one node of a function.

    Parameters
    ----------
    node, parent : ast.AST
    field : str
        Of the parent, which holds the node.
    names : (list of str, list of str, dict)
        The arguments of the function, all names it gives values to, and the arguments each of those is made of.
    """
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _comparison(node)
    elif isinstance(node, ast.BinOp):
        yield from operation(node, names)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values), f"`and` or `or` in `{text(node)}`", "`and` and `or` were exchanged", True
        for value in node.values:
            yield value, f"the condition `{text(node)}`", "one condition of two were left out", True
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield node.operand, f"the sign in `{text(node)}`", "a sign were flipped", True
    elif isinstance(node, ast.Constant):
        yield from _number(node, parent)
        yield from _length(node, parent, names[0])
        number = node.value
        if isinstance(parent, ast.Compare) and isinstance(number, int | float) and number > 0 and number is not True:
            yield ast.UnaryOp(ast.USub(), node), f"the sign of {number}", "the sign of a number were flipped", False
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield (node.value, f"`{text(node)}`: must it be transposed?", f"{about(node, names)} were not transposed", True)
    elif isinstance(node, ast.Attribute):
        for name in RELATED.get(node.attr, ()):
            if isinstance(parent, ast.Call) and field == "func":
                new = ast.Attribute(node.value, name, ast.Load())
                yield new, f"the function `{node.attr}`", f"the {node.attr} were another function", True
    elif isinstance(node, ast.Call):
        yield from _call(node, names[0])
    elif isinstance(node, ast.IfExp):
        yield (
            ast.IfExp(node.test, node.orelse, node.body),
            f"the condition `{text(node.test)}`",
            "a condition were reversed",
            True,
        )
    elif isinstance(node, ast.Slice):
        yield from _slice(node)
    elif isinstance(node, ast.Tuple):
        yield from _order(node)
    elif isinstance(node, ast.AugAssign):
        opposite = OPPOSITE.get(type(node.op))
        if opposite:
            yield (
                ast.AugAssign(node.target, opposite(), node.value),
                f"the sign of `{SIGNS[type(node.op)]}=`",
                "a sum were a difference",
                True,
            )
        yield (
            ast.Assign([as_target(node.target)], node.value, lineno=node.lineno),
            f"`{SIGNS.get(type(node.op), '')}=`: add up or replace?",
            "the last one replaced the sum",
            True,
        )
    elif (
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name | ast.Subscript)
    ):
        yield (
            ast.AugAssign(node.targets[0], ast.Add(), node.value),
            f"`{text(node.targets[0])} =`: add up or replace?",
            "something were added up",
            False,
        )
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _name(node, parent, field, names)
    if isinstance(node, ast.expr) and _can_be_negative(node, parent, field):
        yield (
            ast.UnaryOp(ast.USub(), node),
            f"the sign of `{text(node)}`",
            f"the sign of {about(node, names)} were flipped",
            False,
        )


def as_target(node):
    node = copy.copy(node)
    node.ctx = ast.Store()
    return node


def _comparison(node):
    for new in LARGER.get(type(node.ops[0]), ()):
        tie = TIE.get(type(node.ops[0])) is new
        look = f"the comparison `{text(node)}`" + (": what if the two are equal?" if tie else "")
        as_if = "equal counted on the other side of a comparison" if tie else "a comparison were the other way round"
        yield ast.Compare(node.left, [new()], node.comparators), look, as_if, True


def _number(node, parent):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"`{value}`", f"{value} were {not value}", True
    elif isinstance(value, int) and abs(value) < 1000:
        axis = isinstance(parent, ast.keyword) and parent.arg == "axis"
        look = f"the axis, {value}" if axis else f"the number {value}"
        for new in {0: (1, -1), 1: (0, 2)}.get(value, (value - 1, value + 1)):
            likely = new >= 0 or axis or isinstance(parent, ast.Subscript | ast.Tuple)  # -1 as a start is odd
            yield ast.Constant(new), look, "the axis were another" if axis else "a number were another one", likely
    elif isinstance(value, float) and value != 0:
        for factor in (2, 0.5):
            yield ast.Constant(factor * value), f"the number {value:g}", "a number were another one", value > 1e-4


def _length(node, parent, arguments):
    """A number that is the length of an argument, for the inputs in mind."""
    axis = isinstance(parent, ast.keyword) and parent.arg in ("axis", "ndmin", "ddof")
    if isinstance(node.value, bool) or not isinstance(node.value, int) or node.value < 2 or axis:
        return
    for name in arguments[:4]:
        length = ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], [])
        yield length, f"the number {node.value}: does it hold for every input?", "a length were a number", False


def _call(node, arguments):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if len(node.args) == 1 and not node.keywords and name in ELEMENTWISE:
        yield (
            node.args[0],
            f"`{name}`: does it belong there?",
            f"`{name}` were left out",
            name not in ("int", "float", "round"),
        )
    elif len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name) and name in arguments:
        yield node.args[0], f"`{name}`: does it belong there?", f"`{name}` were left out", True
    elif not node.args and not node.keywords and name == "copy":
        yield node.func.value, f"`{text(node)}`", "something were not copied", False
    if len(node.args) == 2 and name in ("maximum", "minimum", "max", "min"):
        for kept in node.args:
            yield kept, f"`{name}`: does it belong there?", f"`{name}` were left out", False
    if name in REDUCE:
        place = next((i for i, one in enumerate(node.keywords) if one.arg == "axis"), None)
        others = [one for one in node.keywords if one.arg != "axis"]
        if place is None:
            for axis in (0, 1, -1):
                new = ast.Call(node.func, node.args, [*others, ast.keyword("axis", ast.Constant(axis))])
                yield new, f"`{name}`: along which axis?", f"the {name} ran along one axis", False
        else:
            yield (
                ast.Call(node.func, node.args, others),
                f"`{name}`: along which axis?",
                f"the {name} ran over everything",
                True,
            )
    for i, one in enumerate(node.keywords):
        if one.arg == "keepdims":
            yield (
                ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1 :]]),
                "`keepdims`",
                "keepdims were missing",
                True,
            )
    if name == "range":
        yield from _range(node)


def _range(node):
    one, look, as_if = ast.Constant(1), f"where `{text(node)}` begins and ends", "a loop had one turn more or less"
    first, last = (ast.Constant(0), node.args[0]) if len(node.args) == 1 else node.args[:2]
    if len(node.args) <= 2:
        for begin, end in (
            (ast.BinOp(first, ast.Add(), one), last),
            (first, ast.BinOp(last, ast.Sub(), one)),
            (first, ast.BinOp(last, ast.Add(), one)),
            (ast.BinOp(first, ast.Add(), one), ast.BinOp(last, ast.Add(), one)),
        ):
            yield ast.Call(node.func, [begin, end], []), look, as_if, False
        turned = ast.Call(ast.Name("reversed", ast.Load()), [node], [])
        yield turned, f"the direction of `{text(node)}`", "a loop ran the other way", False


def _slice(node):
    for side in ("lower", "upper", "step"):
        if getattr(node, side) is not None:
            new = copy.copy(node)
            setattr(new, side, None)
            yield new, f"the slice `{text(node)}`", "a slice were longer", True
    for lower, upper in ((ast.Constant(1), None), (None, ast.Constant(-1))):
        if node.lower is None and node.upper is None and node.step is None:
            new = ast.Slice(lower, upper, None)
            yield new, f"the slice `{text(node)}`", "a slice were shorter", False


def _order(node):
    for i in range(len(node.elts)):
        for k in range(i):
            new = list(node.elts)
            new[i], new[k] = new[k], new[i]
            look = f"the order of `{text(node.elts[k])}` and `{text(node.elts[i])}`"
            yield ast.Tuple(new, node.ctx), look, "two things were exchanged", isinstance(node.ctx, ast.Load)


def _name(node, parent, field, names):
    arguments, all_ = names[:2]
    if node.id not in all_ or field == "func" or (isinstance(parent, ast.Attribute) and parent.attr == "shape"):
        return
    for other in all_:
        if other != node.id:
            core = node.id in arguments and other in arguments
            yield (
                ast.Name(other, ast.Load()),
                f"`{node.id}` in `{text(parent)}`: is it the right name?",
                f"something else stood in place of {about(node, names)}",
                core,
            )


def _can_be_negative(node, parent, field):
    inside = (isinstance(parent, ast.Call) and field == "args") or (
        isinstance(parent, ast.AugAssign) and field == "value"
    )
    return inside and isinstance(node, ast.Name | ast.BinOp | ast.Call | ast.Subscript)
