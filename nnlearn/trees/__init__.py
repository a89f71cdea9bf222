"""Expression trees as nested tuples, and the arrays in which a recursive network reads them.

A leaf is "F", "T", or a whole number, such as that of a picture; an inner node is ("not", child) or ("and", left,
right). `parse` reads them, `tokens` and `value` say what they are, `encode` makes arrays of many, `flat` puts the nodes
of many into one list.
"""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.trees.arrays": ["Flat", "check_form", "encode", "flat", "steps", "truths"],
        "nnlearn.trees.expressions": ["OPERATORS", "depth", "nodes", "tokens", "value"],
        "nnlearn.trees.reader": ["parse"],
    },
)
