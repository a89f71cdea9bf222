"""Zip the course for learners, without the solutions: `make handout` writes dist/nnlearn-handout.zip.

In goes what a learner needs to install the course and to work in it: the package, the lessons, the exercises, and the
files that `make lab` reads. What the exercises alone need is encoded (`handout_answers.py`, `nnlearn/encoded.py`), so
that nobody meets an answer by accident. It is made from a git clone or from an archive that somebody downloaded.
"""

import fnmatch
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from handout_answers import answers

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from nnlearn.encoded import encode  # noqa: E402

FOLDER = "nnlearn-course"  # what it unpacks to
FOLDERS = ("nnlearn", "notebooks", "exercises")
FILES = (
    *("CITATION.cff", "LICENSE", "NOTATION.md", "environment.yml", "pyproject.toml", "requirements.lock", "setup.py"),
    *("tools/environment.py", "tools/install.py", "tools/pytorch_build.py"),
)
FIRST_PAGE = "tools/handout_first_page.md"
TARGETS = ("help", "lab", "doctor", "clean")  # of the Makefile
SECTIONS = ("The first five minutes", "The lessons", "Without make", "When something goes wrong")  # of the README
OTHER_TARGETS = """
.DEFAULT:
	@echo "make: there is no '$@' in this handout, which is the course for learners; make alone lists what there is" >&2
	@exit 2
"""


def files(root=ROOT):
    """Return the names of the files that go in as they are or encoded, in order."""
    names = tracked(root)
    if "pyproject.toml" not in names:  # no git, no clone, or an archive that was unpacked inside another one
        names = found(root)
    wanted = [name for name in names if name in FILES or name.startswith(tuple(f"{folder}/" for folder in FOLDERS))]
    return [name for name in sorted(wanted) if (root / name).is_file()]


def tracked(root):
    """Return the names of the files that git tracks; [] if it cannot say."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return []
    return [name for name in listed.stdout.split("\0") if name]


def found(root):
    """Return the names of the files that are there, without those that git would ignore."""
    ignored = root / ".gitignore"
    lines = ignored.read_text(encoding="utf-8").split("\n") if ignored.is_file() else []
    patterns = [".*", "__pycache__", *(line.strip().strip("/") for line in lines if line.strip())]
    paths = [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    names = [path.relative_to(root).as_posix() for path in paths]
    return [*FILES, *(name for name in names if not ignores(patterns, name))]


def ignores(patterns, name):
    return any(fnmatch.fnmatch(part, pattern) for part in name.split("/") for pattern in patterns)


def makefile(text):
    """Return the Makefile with the learners' targets alone, and a sentence for the others."""
    head, *rules = re.split(r"\n\n(?=[a-z-]+:)", text.rstrip("\n"))
    head = re.sub(r"(?m)^\.PHONY:.*$", f".PHONY: {' '.join(TARGETS)}", head)
    return "\n\n".join([head, *(rule for rule in rules if rule.split(":")[0] in TARGETS)]) + "\n" + OTHER_TARGETS


def readme(text, first):
    """Return the learners' README: its own first page, then the sections of the course's that are for them."""
    sections = {part.split("\n", 1)[0]: f"## {part.strip()}\n" for part in text.split("\n## ")[1:]}
    return "\n".join([first, *(sections[heading] for heading in SECTIONS)])


def write(target, root=ROOT):
    """Write the zip under a temporary name, then rename it; return how many files it holds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}")
    names, hidden = files(root), answers(root)
    made = {
        "Makefile": makefile((root / "Makefile").read_text(encoding="utf-8")),
        "README.md": readme(*((root / name).read_text(encoding="utf-8") for name in ("README.md", FIRST_PAGE))),
    }
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            data = (root / name).read_bytes()
            add(packed, root / name, name, encode(data, name) if name in hidden else data)
        for name, text in made.items():
            add(packed, root / name, name, text.encode())
        packed.writestr(f"{FOLDER}/handout_files.txt", "\n".join([*names, ""]))  # nnlearn/app/left_over.py reads it
    half.replace(target)
    return len(names) + len(made)


def add(packed, path, name, data):
    """Put data into the zip under a name, with the date of a file."""
    entry = zipfile.ZipInfo.from_file(path, f"{FOLDER}/{name}", strict_timestamps=False)
    packed.writestr(entry, data, zipfile.ZIP_DEFLATED)


def main():
    target = ROOT / "dist" / "nnlearn-handout.zip"
    try:
        count = write(target)
    except OSError as error:
        print(f"nnlearn: no handout ({error})", file=sys.stderr)
        return 1
    size = target.stat().st_size / 1e6
    print(f"nnlearn: {target.relative_to(ROOT)} holds {count} files, {size:.1f} MB, no solutions.")
    print("nnlearn: learners unpack it and run make lab there; nnlearn release 02 makes the file with a solution.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
