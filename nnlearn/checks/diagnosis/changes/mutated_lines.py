"""What else a block of lines could be: without one of them, in another order, with one moved out of or into a loop."""

import ast

from nnlearn.checks.diagnosis.changes.words import text


def alternatives(block):
    """Change a list of statements in place; yield (line, what to look at, the same without the code, core) for each.

    Who calls restores the list before asking for the next.
    """
    kept = list(block)
    for i, one in enumerate(kept):
        if _can_go(one) and len(kept) > 1:
            block[:] = [*kept[:i], *kept[i + 1 :]]
            yield one.lineno, f"`{first(one)}`: does it belong there?", "a line were left out", True
        if isinstance(one, ast.If):
            yield from _condition(block, kept, i)
        if isinstance(one, ast.For | ast.While):
            yield from _loop(block, kept, i)
        if i and not isinstance(one, ast.Return) and not isinstance(kept[i - 1], ast.FunctionDef):
            block[:] = [*kept[: i - 1], one, kept[i - 1], *kept[i + 1 :]]
            yield (
                one.lineno,
                f"the order of `{first(kept[i - 1])}` and `{first(one)}`",
                "two lines were exchanged",
                False,
            )


def first(node):
    """Return the first line of a statement's code."""
    return text(node).split("\n")[0]


def _can_go(node):
    return not isinstance(node, ast.Return | ast.FunctionDef | ast.Import | ast.ImportFrom | ast.For | ast.While)


def _condition(block, kept, i):
    one = kept[i]
    block[:] = [*kept[:i], *one.body, *kept[i + 1 :]]
    yield one.lineno, f"the condition `{text(one.test)}`", "a condition were not asked", True
    if i + 1 < len(kept) and not one.orelse:
        after = kept[i + 1]
        block[:] = [*kept[:i], ast.If(one.test, [*one.body, after], []), *kept[i + 2 :]]
        look = f"`{first(after)}`: under the `if` or after it?"
        yield after.lineno, look, "a line after a condition stood under it", False
    if len(one.body) > 1:
        last = one.body[-1]
        block[:] = [*kept[:i], ast.If(one.test, one.body[:-1], one.orelse), last, *kept[i + 1 :]]
        look = f"`{first(last)}`: under the `if` or after it?"
        yield last.lineno, look, "a line under a condition stood after it", False
    if one.orelse:
        block[:] = [*kept[:i], ast.If(one.test, one.orelse, one.body), *kept[i + 1 :]]
        yield one.lineno, f"the condition `{text(one.test)}`", "a condition were reversed", True


def _loop(block, kept, i):
    """Move the first line of a loop before it, its last line after it, and the lines around it into it."""
    yield from _first_line(block, kept, i)
    loop = kept[i]
    inner, last = loop.body, loop.body[-1]
    if len(inner) > 1:
        del inner[-1]
        block[:] = [*kept[: i + 1], last, *kept[i + 1 :]]
        yield last.lineno, f"`{first(last)}`: inside the loop or after it?", "a line of a loop stood after it", False
        inner.append(last)
    if i + 1 < len(kept):
        after = kept[i + 1]
        inner.append(after)
        block[:] = [*kept[: i + 1], *kept[i + 2 :]]
        yield (
            after.lineno,
            f"`{first(after)}`: inside the loop or after it?",
            "a line after a loop stood in it",
            not isinstance(after, ast.Return),
        )
        inner.pop()


def _first_line(block, kept, i):
    inner = kept[i].body
    if len(inner) > 1:
        one = inner.pop(0)
        block[:] = [*kept[:i], one, *kept[i:]]
        yield one.lineno, f"`{first(one)}`: inside the loop or before it?", "a line of a loop stood before it", False
        inner.insert(0, one)
    if i and isinstance(kept[i - 1], ast.Assign | ast.AugAssign):
        one = kept[i - 1]
        inner.insert(0, one)
        block[:] = [*kept[: i - 1], *kept[i:]]
        yield one.lineno, f"`{first(one)}`: before the loop or inside it?", "a line before a loop stood in it", False
        inner.pop(0)
