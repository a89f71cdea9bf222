"""Fill offline/ with every package that `make lab` needs, so that a room without a network can install.

make offline                                      # once, where there is a network: for machines like this one
make offline OFFLINE_FOR="linux windows macos"    # for the laptops of a room
make offline OFFLINE_PYTHON="3.12 3.13" ...       # and for these Pythons, otherwise for this one's version
make offline OFFLINE_ARGS=--test                  # also what `make test` needs
PIP_NO_INDEX=1 make lab                           # anywhere: the folder carries all of it
"""

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path

from wheels import SYSTEMS, bring

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "offline"  # install.py looks into it


def packages(root=ROOT, test=False):
    """Return what pip has to bring: what builds the project, its dependencies and, if asked for, those of its tests."""
    with (root / "pyproject.toml").open("rb") as file:
        told = tomllib.load(file)
    project = told["project"]
    tests = project["optional-dependencies"]["test"] if test else []
    return [*told["build-system"]["requires"], *project["dependencies"], *tests]


def for_this_machine(wanted, folder, pip_args, root=ROOT):
    """Let pip choose and bring the packages for the system and the Python that are running; return its exit status."""
    command = [sys.executable, "-m", "pip", "download", "--dest", str(folder), "-c", "requirements.lock"]
    return subprocess.call([*command, "--prefer-binary", *wanted, *pip_args], cwd=root)


def arguments_of(given=None):
    """Return the arguments, and those that go to pip."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for", dest="systems", default="", help="names of systems: " + " ".join(SYSTEMS))
    parser.add_argument("--python", default="", help="versions of Python, such as 3.12 3.13")
    parser.add_argument("--test", action="store_true", help="also what make test needs")
    told, pip_args = parser.parse_known_args(given)
    for system in told.systems.split():
        if system not in SYSTEMS:
            parser.error(f"OFFLINE_FOR expected some of {' '.join(SYSTEMS)}, got {system}")
    return told, pip_args


def main(given=None, root=ROOT):
    told, pip_args = arguments_of(given)
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    wanted = packages(root, told.test)
    pythons = told.python.split() or [f"{sys.version_info[0]}.{sys.version_info[1]}"]
    if told.systems or told.python:
        systems = told.systems.split() or ["linux" if sys.platform.startswith("linux") else "macos"]
        status = max(bring(wanted, folder, system, python, pip_args, root) for system in systems for python in pythons)
        kind = f"a machine with {' or '.join(systems)} and Python {' or '.join(pythons)}"
    else:
        status = for_this_machine(wanted, folder, pip_args, root)
        kind = "a machine with the same system and Python"
    if status:
        print("nnlearn: pip could not bring everything; run make offline again, what is there stays", file=sys.stderr)
        return status
    files = [path for path in folder.iterdir() if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"nnlearn: {len(files)} packages, {size:.0f} MB, are in {FOLDER}/. Copy it into the folder of the course on")
    print(f"nnlearn: {kind}; there PIP_NO_INDEX=1 make lab needs no network (Windows: see README).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
