"""Find the modules that would give answers away: what the exercises import, and what nothing else of a lesson needs.

Answers, named mistakes, quizzes, hints and what measures an open exercise are found by the imports, so that a new file
of a lesson is encoded without being listed anywhere. What a lesson's text or its explorer uses stays readable.
"""

import ast
import functools
import re

LESSONS = "nnlearn/lessons"
ALWAYS = re.compile(r"(answers|exercises|mistakes|quizzes)(_\w+)?\.py$")  # though a script imports some of them, too


@functools.cache
def answers(root):
    """Return the names of these files, such as "nnlearn/lessons/perceptron/answers.py"."""
    modules = {path.relative_to(root).as_posix(): path for path in (root / LESSONS).glob("*/*.py")}
    needs = {name: imports(path.read_text(encoding="utf-8")) & modules.keys() for name, path in modules.items()}
    asked = reached({name for name in modules if name.endswith("/exercises.py")}, needs)
    shown = reached(modules.keys() - asked, needs)  # an __init__ names what the text uses
    return {name for name in asked if name not in shown or ALWAYS.search(name)}


def imports(source):
    """Return which files of lessons a module imports, or names in a table of names that are imported when used."""
    dotted = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            dotted |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            dotted |= {one.name for one in node.names}
        elif isinstance(node, ast.Constant) and str(node.value).startswith("nnlearn.lessons."):
            dotted.add(node.value)
    return {f"{name.replace('.', '/')}.py" for name in dotted}


def reached(starts, needs):
    """Return everything that the starts import, and what that imports."""
    found, todo = set(), list(starts)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += needs[name]
    return found
