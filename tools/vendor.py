"""Bring a JavaScript package from npm into a folder, so that what is built works without a network."""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REVEAL = ("reveal.js", "5.2.1", ("dist/", "plugin/notes/", "LICENSE"))
AXE = ("axe-core", "4.10.3", ("axe.min.js", "LICENSE"))  # for the tests
MATHJAX = ("mathjax", "3.2.2", ("es5/tex-svg.js", "LICENSE"))  # SVG: one file, no separate fonts


def bring(package, target):
    """Unpack the wanted files of a package below `target`; do nothing if they are there.

    Parameters
    ----------
    package : (name, version, wanted)
        `wanted`: what the paths in the package begin with.
    target : Path
        Afterwards it is there whole, or not at all.

    Raises
    ------
    OSError
        If there is no npm, or it cannot bring the package.
    """
    name, version, wanted = package
    stamp = target / f".{version}"
    if stamp.exists():
        return
    if shutil.which("npm") is None:
        raise OSError(f"npm, which brings {name}, is not installed: install node and npm, then run it again")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", folder]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise OSError(f"npm could not bring {name} {version}: {done.stderr.strip()[-300:] or 'no package'}")
        half = Path(folder) / "half"
        with tarfile.open(packed) as tar:
            members = [m for m in tar.getmembers() if m.name.removeprefix("package/").startswith(wanted)]
            tar.extractall(half, members=members, filter="data")
        (half / "package" / stamp.name).touch()
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(half / "package", target)
