"""Zip the course for learners, without the solutions: `make handout` writes dist/nnlearn-handout.zip.

Everything git tracks goes in, except the folders of `LEFT_OUT`. The answers that the checks compare with are part of
the library and stay: a learner who goes looking for an answer finds one.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "nnlearn-course"  # what it unpacks to
LEFT_OUT = ("solutions", "lessons", "tests", "benchmarks", ".ci", ".github")  # lessons/ holds the solutions' source


def files(root=ROOT):
    """Return the names of the files that go in, in order."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True)
    names = sorted(name for name in listed.stdout.split("\0") if name)
    return [name for name in names if name.split("/")[0] not in LEFT_OUT and (root / name).is_file()]


def write(target, root=ROOT):
    """Write the zip under a temporary name, then rename it; return how many files it holds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}")
    names = files(root)
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.write(root / name, f"{FOLDER}/{name}")
    half.replace(target)
    return len(names)


def main():
    target = ROOT / "dist" / "nnlearn-handout.zip"
    try:
        count = write(target)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"nnlearn: no handout ({error}): it is made from a git clone of the course", file=sys.stderr)
        return 1
    size = target.stat().st_size / 1e6
    print(f"nnlearn: {target.relative_to(ROOT)} holds {count} files, {size:.1f} MB, no solutions.")
    print("nnlearn: learners unpack it and run make lab there.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
