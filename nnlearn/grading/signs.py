"""What in a notebook's text is worth a second look: it reaches for the answers, or for the judge."""

import json
import re

MAX_BYTES = 100_000_000
# what is found: why somebody should look
SIGNS = {
    r"\.reference\b|nnlearn\.lessons\.\w+\.(answers|mistakes|inputs|exercises)\b": "it names the answers of the checks",
    r"nnlearn\.checks\.(?!check\b)\w+|from nnlearn\.checks import [^\n]*\b(registry|api|judge|trial)\b": (
        "it reaches into the checks"
    ),
    r"\bsolutions/": "it names the folder of the solutions",
    r"nnlearn\.grading|\blisteners\b": "it names what runs it",
    r"\bos\.(dup2?|fork|kill|setsid)\b|/proc/|\bctypes\b": "it reaches into the process that runs it",
}


def code_of(path):
    """Return the texts of a notebook's code cells, or [] if it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:  # a pipe would wait for ever
            return []
        cells = json.loads(path.read_text(encoding="utf-8", errors="replace"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def signs(path):
    """Return a sentence for each sign in a notebook's text.

    It is a hint for somebody who looks, not a proof: an honest notebook may have one, and a sly one none.
    """
    text = "\n".join(code_of(path))
    return [sentence for pattern, sentence in SIGNS.items() if re.search(pattern, text)]


def answers(path):
    """Return {"02.1": text of the last cell that checks it}: what was handed in."""
    return {id: source for source in code_of(path) for id in check_in(source)}


def check_in(source):
    """Return the exercises that a cell checks: ["02.1"].

    Examples
    --------
    >>> check_in('check("02.1", predict)')
    ['02.1']
    """
    return re.findall(r"\bcheck\(\s*[\"'](\d\d\.\d+)[\"']", source)
