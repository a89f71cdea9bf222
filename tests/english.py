"""Words and phrases of translated English, and what a native writes instead.

`python tests/english.py FILES` lists them line by line; tests/test_english.py checks every text of the course.
"""

import re
import sys
from pathlib import Path

NOT_A = r"(?!longer|more|less|better|worse|different|one\b|use\b|need\b|point in|accident)"
# pattern: (what to write instead, a line that has it). A pattern sees one line, so it has no more than a few words.
PHRASES = {
    r"(?<!left )(?<!idea )(?<!lies )\bbehind\b(?! (every|each|the idea|bars))": (
        "after, past, beyond, under", "the step behind the last",
    ),
    r"\banew\b": ("again, from scratch", "it begins anew"),
    r"\bwhoever\b": ("name the reader, the caller, the author", "whoever calls it"),
    r"\bmend(s|ed|ing)?\b": ("fix", "a command that mends it"),
    r"\bforetell\w*|\bforetold\b": ("predict", "it foretells the next character"),
    r"\bdear(er|est)?\b": ("expensive", "which layers become dear?"),
    rf"(?<!here )\b(is|are|was) no {NOT_A}\w+": ("is not a ...", "if lr is no number"),
    r"\bso many\b(?! (\w+ )?(\w+s|people)\b)": ("name the number", "as far as the run has so many"),
    r"\bshall\b": ("should, will, must", "the model that it shall train"),
    r"\bat the (least|most)\b": ("at least, at most", "ten steps at the most"),
    r"\bbeside each other\b": ("side by side", "two pictures beside each other"),
    r"\blook(s|ed|ing)? (whether|if)\b": ("check whether", "it looks whether both belong together"),
    r"\blook on\b": ("watch", "what may look on"),
    r"\bto be seen\b": ("visible, shown", "with every step to be seen"),
    r"\bhears? itself\b": ("recurrent", "a hidden unit that hears itself"),
    r"\bderivative by\b": ("derivative with respect to", "the derivative by each weight"),
    r"\b(hold|holds|held) (it|them|this|that) to\b": ("check against", "the tests hold it to the table"),
    r"\bgoes? on\b(?! to)(?! (the|and))": ("continues", "the run goes on after a pause"),
    r"\bno business of\b": ("does not concern", "the batch, no business of a layer"),
    r"\bcome(s)? near\b": ("approach", "when the reader comes near"),
    r"\bone's own\b": ("your own", "a copy of one's own"),
    r"\bas far as (there (are|is)|it (is|was)|they)\b": ("if present, up to the end", "as far as there are parts"),
    r"\bnumbers? a (layer|row|step|unit|second)\b": ("per", "one number a row"),
}  # fmt: skip
PATTERNS = {re.compile(pattern, re.IGNORECASE): instead for pattern, (instead, _) in PHRASES.items()}


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
