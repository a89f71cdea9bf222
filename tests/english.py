"""Words and phrases of translated English, and what a native writes instead.

`python tests/english.py FILES` lists them line by line; tests/test_english.py holds every text of the course to the list.
"""

import re
import sys
from pathlib import Path

# pattern: what to write instead. A pattern looks at one line, so it needs no more than a few words.
PHRASES = {
    r"(?<!left )(?<!idea )(?<!lies )\bbehind\b(?! (every|each|the idea|bars))": "after, past, beyond, under",
    r"\banew\b": "again, from scratch",
    r"\bwhoever\b": "name the reader, the caller, the author",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bforetell\w*|\bforetold\b": "predict",
    r"\bdear(er|est)?\b": "expensive",
    r"(?<!here )\b(is|are|was) no (?!longer|more|less|better|worse|different|one\b|use\b|need\b|point in|accident)\w+": "is not a ...",
    r"\bso many\b(?! (\w+ )?(\w+s|people)\b)": "name the number",
    r"\bshall\b": "should, will, must",
    r"\bat the (least|most)\b": "at least, at most",
    r"\bbeside each other\b": "side by side",
    r"\blook(s|ed|ing)? (whether|if)\b": "check whether",
    r"\blook on\b": "watch",
    r"\bto be seen\b": "visible, shown",
    r"\bhears? itself\b": "recurrent",
    r"\bderivative by\b": "derivative with respect to",
    r"\b(hold|holds|held) (it|them|this|that) to\b": "check against",
    r"\bgoes? on\b(?! to)(?! (the|and))": "continues",
    r"\bno business of\b": "does not concern",
    r"\bcome(s)? near\b": "approach",
    r"\bone's own\b": "your own",
    r"\bas far as (there (are|is)|it (is|was)|they)\b": "if present, up to the end",
    r"\bnumbers? a (layer|row|step|unit|second)\b": "per",
}
PATTERNS = {re.compile(pattern, re.IGNORECASE): instead for pattern, instead in PHRASES.items()}


def found(line):
    """Return (what was found, what to write instead) for each phrase in a line."""
    return [(match[0], instead) for pattern, instead in PATTERNS.items() for match in pattern.finditer(line)]


def main(paths):
    """Print each hit, and return how many there are."""
    count = 0
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            for phrase, instead in found(line):
                print(f"{path}:{number}: {phrase!r}: {instead}\n    {line.strip()}")
                count += 1
    return count


if __name__ == "__main__":
    print(f"{main(sys.argv[1:])} found")
