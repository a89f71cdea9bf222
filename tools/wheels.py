"""Bring the wheels of another system: pip downloads for it, but asks this machine's system what each package needs.

So each wheel's own list of needs is read here, for the system that is asked for, until nothing is missing.
"""

import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

# system: (what its Python calls itself, pip's names for its wheels, newest first)
SYSTEMS = {
    "linux": (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_24_x86_64", "manylinux2014_x86_64"),
    ),
    "windows": (
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        ("win_amd64",),
    ),
    "macos": (
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
        ("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64", "macosx_10_9_universal2"),
    ),
}


def environment(system, python):
    """Return what a requirement's marker may ask about, on a system with a version of Python."""
    told, _ = SYSTEMS[system]
    cpython = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    return {**told, **cpython, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}


def needs(wheel):
    """Return (name, lines): what a wheel is called and what it requires, as it says itself."""
    with zipfile.ZipFile(wheel) as file:
        name = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        told = message_from_bytes(file.read(name))
    return canonicalize_name(told["Name"]), told.get_all("Requires-Dist") or []


def applies(requirement, extras, on):
    """Return whether a requirement holds there, for somebody who asked for these extras."""
    return requirement.marker is None or any(
        requirement.marker.evaluate({**on, "extra": extra}) for extra in extras or {""}
    )


def download(lines, folder, system, python, pip_args, root):
    """Let pip bring these packages without what they need; return its exit status."""
    _, tags = SYSTEMS[system]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    command += ["-c", "requirements.lock", "--python-version", python, "--implementation", "cp"]
    command += [option for tag in tags for option in ("--platform", tag)]
    return subprocess.call([*command, *lines, *pip_args], cwd=root)


def fitting(folder, names, system, python):
    """Return the wheels of these packages that a system with this Python could install."""
    _, tags = SYSTEMS[system]
    interpreters = {"py3", f"cp{python.replace('.', '')}"}
    own = tags[0].split("_")[0]  # manylinux, win or macosx
    found = []
    for path in sorted(Path(folder).glob("*.whl")):
        name, _, _, kinds = parse_wheel_filename(path.name)
        fits = [
            (kind.interpreter in interpreters or kind.abi == "abi3")
            and (kind.platform == "any" or kind.platform.startswith(own))
            for kind in kinds
        ]
        if name in names and any(fits):
            found.append(path)
    return found


def bring(wanted, folder, system, python, pip_args=(), root="."):
    """Bring `wanted` and all they need, for a system and a Python, into a folder; return pip's exit status."""
    on = environment(system, python)
    open_ones = [Requirement(line) for line in wanted]
    asked: dict[str, set[str]] = {}  # package: the extras that somebody asked for
    while open_ones:
        new = {}
        for one in open_ones:
            name = canonicalize_name(one.name)
            if name not in asked or not one.extras <= asked[name]:
                asked[name] = asked.get(name, set()) | one.extras
                new[name] = one
        lines = sorted(f"{name}{one.specifier}" for name, one in new.items())
        if lines and (status := download(lines, folder, system, python, pip_args, root)):
            return status
        open_ones = []
        for wheel in fitting(folder, new, system, python):
            name, told = needs(wheel)
            open_ones += [one for one in map(Requirement, told) if applies(one, asked[name] | {""}, on)]
    print(f"nnlearn: {len(asked)} packages for {system} with Python {python}", flush=True)
    return 0
