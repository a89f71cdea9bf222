"""Write nnlearn/datasets/code_signs.npz: the statements of Python's standard library, reduced to twelve signs.

Run by hand, once: the file is frozen, because the lessons print what networks learn from it. It was written with Python
3.11; another version has other modules and needs the new hash in nnlearn/datasets/code_signs.py. Names, numbers, texts
and comments are gone, so that no source text is in the file.
"""

import hashlib
import io
import os
import sys
import tokenize
from pathlib import Path

import numpy as np

from nnlearn.datasets.code_signs import OPENING, SIGNS
from nnlearn.files import write_atomically

TARGET = Path(__file__).resolve().parents[1] / "nnlearn" / "datasets" / "code_signs.npz"
LONGEST, UNSEEN = 60, 5  # signs in a statement at most; each fifth module, by the alphabet, is kept unseen
KINDS = {tokenize.NAME: 0, tokenize.NUMBER: 1, tokenize.STRING: 2, tokenize.OP: 3, tokenize.NEWLINE: 5}


def signs(source):
    """Return the codes of a module's tokens, one list for each statement."""
    statements, statement = [], []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.OP and token.string in SIGNS:
            statement.append(SIGNS.index(token.string))
        elif token.type in KINDS:
            statement.append(KINDS[token.type])
        if token.type == tokenize.NEWLINE:
            statements.append(statement)
            statement = []
    return statements


def main():
    """Read the modules at the top of the library, and write those statements that hold a bracket."""
    parts = {"train": [], "test": []}
    for number, path in enumerate(sorted(Path(os.__file__).parent.glob("*.py"))):
        for statement in signs(path.read_text(encoding="utf-8")):
            if len(statement) <= LONGEST and any(code in OPENING for code in statement):
                parts["train" if number % UNSEEN else "test"].append(statement)
    file, arrays = io.BytesIO(), {}
    for part, statements in parts.items():
        arrays[part] = np.concatenate(statements).astype(np.uint8)
        print(part, len(statements), "statements,", len(arrays[part]), "signs")
    np.savez_compressed(file, **arrays)
    write_atomically(TARGET, file.getvalue())
    print(len(file.getvalue()), hashlib.sha256(file.getvalue()).hexdigest(), sys.version.split()[0])


if __name__ == "__main__":
    main()
