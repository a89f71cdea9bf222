"""Write requirements.lock from what is installed here: `make lock`, after an upgrade that passed the tests.

The lock holds nnlearn, its test extra and all that they need. A package for another system (pywinpty on Windows) cannot
be looked up here and keeps its line. PyTorch pins the CUDA packages that it needs itself: they are left to it.
"""

import contextlib
import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
CUDA = ("nvidia-", "cuda-", "triton")


def canonical(name):
    return re.sub("[-_.]+", "-", name).lower()


def read(text):
    """Return {canonical name: version} of a lock's text."""
    lines = (line.partition("==") for line in text.splitlines() if line and not line.startswith("#"))
    return {canonical(name): version for name, _, version in lines}


def needed():
    """Return the canonical names of all packages that nnlearn[test] needs, directly or not, on any system."""
    found, waiting = set(), [("nnlearn", frozenset({"test"}))]
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in found:
            continue
        found.add((name, extras))
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # for another system, or for an older Python
            continue
        for requirement in map(Requirement, lines):
            asked = set(re.findall(r'extra == "([^"]+)"', str(requirement.marker)))
            if not asked or asked & extras:
                waiting.append((canonical(requirement.name), frozenset(requirement.extras)))
    return {name for name, _ in found} - {"nnlearn"}


def text(old):
    """Return the lock's new text: the old head, then one line for each package that is installed or was locked."""
    versions, names = read(old), needed()
    versions = {name: version for name, version in versions.items() if name in names}
    for name in names:
        if not name.startswith(CUDA):
            with contextlib.suppress(metadata.PackageNotFoundError):
                versions[name] = Version(metadata.version(name)).public
    head = [line for line in old.splitlines() if line.startswith("#")]
    return "\n".join([*head, *(f"{name}=={versions[name]}" for name in sorted(versions))]) + "\n"


if __name__ == "__main__":
    LOCK.write_text(text(LOCK.read_text()))
