"""What else could stand in the place of an operation: another sign, another side, other brackets, one side alone."""

import ast
import copy

from nnlearn.checks.diagnosis.changes.operators import OPERATORS, SIGNS
from nnlearn.checks.diagnosis.changes.words import about, text


def operation(node, names):
    for new in OPERATORS.get(type(node.op), ()):
        look, as_if = (
            f"the `{SIGNS[type(node.op)]}` in `{text(node)}`",
            f"a `{SIGNS[type(node.op)]}` were another operation",
        )
        yield ast.BinOp(node.left, new(), node.right), look, as_if, new is not ast.MatMult
    kind = "term" if isinstance(node.op, ast.Add | ast.Sub) else "factor"
    for kept, dropped in ((node.left, node.right), (node.right, node.left)):
        what = about(dropped, names)
        yield kept, f"`{text(dropped)}`: does it belong there?", f"a {kind}, {what}, were left out", True
    if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield (
            ast.BinOp(node.right, node.op, node.left),
            f"the two sides of `{text(node)}`",
            "two sides were exchanged",
            True,
        )
    yield from _brackets(node)
    if isinstance(node.op, ast.MatMult):
        plain = [one.value if _is_turned(one) else one for one in (node.left, node.right)]
        if _is_turned(node.left) or _is_turned(node.right):
            new = ast.BinOp(plain[0], ast.Mult(), plain[1])
            yield new, f"the product `{text(node)}`: is `*` meant, number by number?", "a `@` were a `*`", False
        for left, right in ((True, False), (False, True), (True, True)):
            new = ast.BinOp(_turned(node.left, left), node.op, _turned(node.right, right))
            yield (
                new,
                f"the product `{text(node)}`: what must be transposed?",
                "a product had something transposed",
                False,
            )
    yield from _brackets(node)
    if isinstance(node.op, ast.Mult | ast.Div):
        for side in ("left", "right"):
            if isinstance(getattr(node, side), ast.Name):
                new = copy.copy(node)
                setattr(new, side, ast.BinOp(getattr(node, side), ast.Pow(), ast.Constant(2)))
                yield (
                    new,
                    f"`{text(getattr(node, side))}` in `{text(node)}`: is it squared?",
                    f"{about(getattr(node, side), names)} were squared",
                    False,
                )


def _brackets(node):
    """Set the brackets otherwise: (a / b) + c as a / (b + c), and back, unless that is the same."""
    look, as_if = f"the brackets in `{text(node)}`: what comes first?", "brackets were set otherwise"
    one, other = node.left, node.right
    if isinstance(node.op, ast.Add | ast.Sub) and isinstance(getattr(one, "op", None), ast.Add | ast.Sub):
        last = one.right  # of a + b * c + d, the end: b * (c + d)
        if isinstance(last, ast.BinOp) and isinstance(last.op, ast.Mult | ast.Div):
            inside = ast.BinOp(last.left, last.op, ast.BinOp(last.right, node.op, other))
            yield ast.BinOp(one.left, one.op, inside), look, as_if, False
    for inner in (one, other):
        same = isinstance(node.op, ast.Add | ast.Mult) and type(getattr(inner, "op", None)) is type(node.op)
        if not isinstance(inner, ast.BinOp) or same:
            continue
        if inner is one:
            yield ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, other)), look, as_if, False
        else:
            yield ast.BinOp(ast.BinOp(one, node.op, inner.left), inner.op, inner.right), look, as_if, False


def _is_turned(node):
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _turned(node, turn):
    return ast.Attribute(node, "T", ast.Load()) if turn else node
