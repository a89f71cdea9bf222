"""Write a solution into a cell, or cut it out: an exercise's text becomes the learner's file and the solved one.

A solution in lessons/NN_name_exercises.py is one line, the name of a function or class in the lesson's answers.py:

    def guess(weight, bias, x):
        \"\"\"Return the label 0 or 1 of each of the n points.\"\"\"
        # SOLUTION guess

The build puts the body of `nnlearn.lessons.perceptron.answers.guess` there, with its comments but without its docstring
and imports: what `check` compares with and what learners read are the same lines. A solution that is not a reference
(the answer to an open exercise, a value) is written in the text itself, from `# BEGIN SOLUTION` to `# END SOLUTION`.

The learner's file has one line in place of the solution, `...  # your code here`; `# SOLUTION guess: a = ...` and
`# BEGIN SOLUTION: a = ...` put `a = ...` there instead.
"""

import ast
import re
import textwrap

STUB = "...  # your code here"
NAMED = re.compile(r"^(?P<indent> *)# SOLUTION (?P<name>\w+)(?P<stub>: .+)?$", re.MULTILINE)
BEGIN = re.compile(r"^(?P<indent>\s*)# BEGIN SOLUTION(?:: (?P<stub>.+))?$")
END = re.compile(r"^\s*# END SOLUTION$")


def body(module, name):
    """Return the lines of a function or class below its signature, docstring and imports, not indented.

    Parameters
    ----------
    module : str
        The text of an answers.py.
    name : str

    Raises
    ------
    ValueError
        If the module does not define the name, or if nothing but its docstring follows the signature.
    """
    found = [node for node in ast.parse(module).body if getattr(node, "name", None) == name]
    if not found:
        raise ValueError(f"# SOLUTION {name}: answers.py defines no {name}")
    node, lines = found[-1], module.splitlines()
    first = node.lineno - 1
    while not lines[first].endswith(":"):  # a signature may take several lines
        first += 1
    first += 1
    statements = node.body
    if ast.get_docstring(node) is not None:
        first, statements = statements[0].end_lineno, statements[1:]
    while statements and isinstance(statements[0], ast.Import | ast.ImportFrom):
        first, statements = statements[0].end_lineno, statements[1:]
    if not statements:
        raise ValueError(f"# SOLUTION {name}: answers.{name} is empty")
    return textwrap.dedent("\n".join(lines[first : node.end_lineno])).strip("\n")


def fill(source, module):
    """Replace each `# SOLUTION name` in a cell by that solution between the markers `cut` looks for."""

    def block(match):
        begin = f"# BEGIN SOLUTION{match['stub'] or ''}"
        return textwrap.indent(f"{begin}\n{body(module, match['name'])}\n# END SOLUTION", match["indent"])

    return NAMED.sub(block, source)


def cut(source, solved):
    """Return a code cell with its solution (markers removed), or with the stub in its place."""
    lines, inside = [], False
    for line in source.splitlines():
        if begin := BEGIN.match(line):
            if inside:
                raise ValueError("# BEGIN SOLUTION inside a solution: the # END SOLUTION before it is missing")
            inside = True
            if not solved:
                lines.append(begin["indent"] + (begin["stub"] or STUB))
        elif END.match(line):
            if not inside:
                raise ValueError("# END SOLUTION without # BEGIN SOLUTION")
            inside = False
        elif solved or not inside:
            lines.append(line)
    if inside:
        raise ValueError("# BEGIN SOLUTION without # END SOLUTION")
    return "\n".join(lines)
