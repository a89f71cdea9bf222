"""Write nnlearn/datasets/conditions.txt: the shapes of the conditions in Python's standard library.

Run by hand, once: the file is frozen, because lessons print what networks do with it. It was written with Python
3.11.7; another version has other conditions and needs the new hash in nnlearn/datasets/conditions.py. Only the shape is
kept, how many times each occurs: no name, and no line of the library.
"""

import ast
import hashlib
import os
import sys
from collections import Counter
from pathlib import Path

from nnlearn.files import write_atomically
from nnlearn.trees import tokens

DATASETS = Path(__file__).resolve().parents[1] / "nnlearn" / "datasets"
LEFT_OUT = ("site-packages", "test", "tests", "idlelib")
ASKED = (ast.If, ast.While, ast.IfExp, ast.Assert)


def shape(node):
    """Return the tree of not, and, or of a condition; a leaf, 0, is whatever else is asked."""
    if isinstance(node, ast.BoolOp):
        tree, *others = (shape(value) for value in node.values)
        for other in others:  # Python's `a and b and c` is one node: ours leans to the left
            tree = ("and" if isinstance(node.op, ast.And) else "or", tree, other)
        return tree
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ("not", shape(node.operand))
    return 0


def shapes(library):
    """Yield the shape of each condition of if, while, assert that has an operator."""
    for place, _, names in sorted(os.walk(library)):
        if any(part in Path(place).relative_to(library).parts for part in LEFT_OUT):
            continue
        for name in sorted(names):
            if name.endswith(".py"):
                try:
                    module = ast.parse((Path(place) / name).read_text(encoding="utf8"))
                except (SyntaxError, UnicodeDecodeError):
                    continue
                found = (shape(node.test) for node in ast.walk(module) if isinstance(node, ASKED))
                yield from (tree for tree in found if tree != 0)


def main():
    """Write the file, most frequent shape first, and print its SHA-256."""
    counts = Counter(" ".join(tokens(tree)) for tree in shapes(os.path.dirname(os.__file__)))
    lines = [f"{count} {words}\n" for words, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    text = f"# Shapes of conditions in the standard library of Python {sys.version.split()[0]}: how many, tokens\n"
    content = (text + "".join(lines)).encode()
    write_atomically(DATASETS / "conditions.txt", content)
    print(sum(counts.values()), "conditions,", len(counts), "shapes, SHA-256", hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
