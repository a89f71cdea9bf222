"""Write nnlearn/datasets/python_docs.txt and its licence: an excerpt of the documentation that ships with Python.

Run by hand, once every few years: the file is frozen, because lessons print what networks learn from it. It was written
with Python 3.11; another version has a different text and needs the new hash in nnlearn/datasets/text.py.
"""

import hashlib
import pydoc_data.topics
import re
import sys
from pathlib import Path

DATASETS = Path(__file__).resolve().parents[1] / "nnlearn" / "datasets"
TOPICS = """objects naming execmodel numbers integers truth identifiers strings lists dict assignment attribute-access
subscriptions comparisons if for while try with function class import raise return yield lambda context-managers
customization sequence-types typesmapping typesmethods exceptions numeric-types"""
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "°": "*", "ß": "ss"})

NOTICE = """python_docs.txt is an excerpt of the Python {version} documentation (the language reference and the library
reference, as the module pydoc_data.topics carries them). Copyright (c) 2001-2023 Python Software Foundation; All
Rights Reserved. Summary of the changes: a choice of topics, one after the other; typographic quotes, dashes and other
characters outside ASCII were replaced by plain ones. The licence of the text follows; code examples in it are also
under the Zero-Clause BSD licence below.

"""


def excerpt():
    return "\n\n".join(pydoc_data.topics.topics[name].strip() for name in TOPICS.split()).translate(PLAIN) + "\n"


def licence(text):
    """Return the sections of Python's LICENSE.txt that hold for its documentation."""
    psf = re.search(r"^PYTHON SOFTWARE FOUNDATION LICENSE.*?(?=^BEOPEN)", text, re.MULTILINE | re.DOTALL)
    bsd = re.search(r"^ZERO-CLAUSE BSD.*", text, re.MULTILINE | re.DOTALL)
    version = ".".join(map(str, sys.version_info[:2]))
    return NOTICE.format(version=version) + "\n".join(part.group().rstrip() + "\n" for part in (psf, bsd))


if __name__ == "__main__":
    (given,) = sys.argv[1:]  # the LICENSE.txt of this Python
    text = excerpt()
    text.encode("ascii")
    (DATASETS / "python_docs.txt").write_text(text, newline="\n")
    (DATASETS / "python_docs_LICENSE.txt").write_text(licence(Path(given).read_text()), newline="\n")
    print(
        len(text), "characters,", len(set(text)), "different ones, SHA-256", hashlib.sha256(text.encode()).hexdigest()
    )
