"""Tell Pyodide of the packages beside it, so that a cell's `import nnlearn` loads all it needs: a part of lite.py.

Run by the Python of build/lite-env, in which Pyodide's own tools are: lite_packages.py FOLDER [--packages WHERE].
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_VERSION
from packaging.utils import canonicalize_name
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

NOT_IN_A_BROWSER = {"torch", "psutil", "jupyterlab", "jupyter-server", "nbconvert"}  # the page itself is JupyterLab


def with_wheels(path, wheels):
    """Return a lock file's packages and those of the wheels beside it."""
    told = json.loads(path.read_text(encoding="utf-8"))
    told["info"].setdefault("version", PYODIDE_VERSION)  # pyodide-lock 0.1.2 asks for it
    spec = add_wheels_to_spec(PyodideLockSpec(**told), wheels, path.parent, ignore_missing_dependencies=True)
    for package in spec.packages.values():
        package.depends = [name for name in map(canonicalize_name, package.depends) if name not in NOT_IN_A_BROWSER]
    return spec


def needed(packages, name):
    """Return the names of a package and of all that it needs."""
    found, ahead = set(), [name]
    while ahead:
        name = ahead.pop()
        if name not in packages:
            raise ValueError(f"the course needs {name}, which Pyodide has not: name it in tools/lite_wheels.lock")
        if name not in found:
            found.add(name)
            ahead += packages[name].depends
    return found


def settle(folder, where):
    """Write the lock file: wheels in `folder` by their names, all others by the address they come from."""
    path = folder / "pyodide-lock.json"
    spec = with_wheels(path, sorted(folder.glob("*.whl")))
    ours = needed(spec.packages, "nnlearn")
    far = []
    for name, package in spec.packages.items():
        if (folder / package.file_name).exists():
            continue
        if "://" not in where and name in ours:
            if not (Path(where) / package.file_name).is_file():
                raise OSError(f"{where} has no {package.file_name}: unpack all of this Pyodide there")
            shutil.copy(Path(where) / package.file_name, folder)
            continue
        package.file_name = f"{where if '://' in where else PYODIDE_CDN_URL}/{package.file_name}"
        far += [name] if name in ours else []
    spec.to_json(path)
    return far


def main(given=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="Pyodide and the wheels beside it")
    parser.add_argument("--packages", default=PYODIDE_CDN_URL, help="an address or a folder with Pyodide's packages")
    asked = parser.parse_args(given)
    if not (asked.folder / f".{PYODIDE_VERSION}").exists():
        return f"nnlearn: tools/lite.lock brings a kernel for Pyodide {PYODIDE_VERSION}: change PYODIDE in lite.py"
    try:
        far = settle(asked.folder, asked.packages.rstrip("/"))
    except (OSError, ValueError) as error:
        return f"nnlearn: {error}"
    if far:
        print(f"nnlearn: {', '.join(sorted(far))} come from {asked.packages} when a notebook imports them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
