"""Fill offline/ with every package that `make lab` needs, so that a room without a network can install.

    make offline                       # once, where there is a network
    PIP_NO_INDEX=1 make lab            # anywhere: the folder carries all of it

The packages are those of requirements.lock for this system and this Python; other systems need a folder of their own.
"""

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "offline"  # install.py looks into it


def packages(root=ROOT):
    """Return what pip has to bring: the project's dependencies, and what builds the project itself."""
    with (root / "pyproject.toml").open("rb") as file:
        told = tomllib.load(file)
    return [*told["build-system"]["requires"], *told["project"]["dependencies"]]


def main(arguments=None, root=ROOT):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    _, pip_args = parser.parse_known_args(arguments)
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--dest",
        str(folder),
        "-c",
        "requirements.lock",
        "--prefer-binary",
    ]
    status = subprocess.call([*command, *packages(root), *pip_args], cwd=root)
    if status:
        print("nnlearn: pip could not bring everything; run make offline again, what is there stays", file=sys.stderr)
        return status
    files = [path for path in folder.iterdir() if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"nnlearn: {len(files)} packages, {size:.0f} MB, are in {FOLDER}/. Copy it into the folder of the course on a"
    )
    print("nnlearn: machine with the same system and Python; there PIP_NO_INDEX=1 make lab needs no network.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
