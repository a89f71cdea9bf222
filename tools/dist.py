"""Build the wheel and the sdist of nnlearn, with the course in them: `make dist` writes both into dist/.

python tools/dist.py    # the same; what it builds with is installed into build/dist-env, which needs the network once

The wheel is built from the sdist, so what is left in build/ by other builds does not get in.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
TOOLS = ("build==1.6.1", "twine==7.0.0")


def environment():
    """Return the Python of an environment with build and twine, made if there is none."""
    folder = ROOT / "build" / "dist-env"
    python, stamp = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python", folder / "tools"
    if not stamp.exists() or stamp.read_text() != " ".join(TOOLS):
        venv.create(folder, with_pip=True, clear=True, symlinks=sys.platform != "win32")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *TOOLS], check=True)
        stamp.write_text(" ".join(TOOLS))
    return python


def main():
    new = ROOT / "build" / "dist"
    try:
        python = environment()
        shutil.rmtree(new, ignore_errors=True)
        subprocess.run([python, "-m", "build", "--outdir", new, ROOT], check=True, stdout=subprocess.DEVNULL)
        made = sorted(new.iterdir())
        subprocess.run([python, "-m", "twine", "check", "--strict", *made], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"nnlearn: no wheel ({error}); what is in dist/ is left as it was", file=sys.stderr)
        return 1
    DIST.mkdir(exist_ok=True)
    for path in [*DIST.glob("nnlearn-*.whl"), *DIST.glob("nnlearn-*.tar.gz")]:
        path.unlink()
    for path in made:
        path.replace(DIST / path.name)
        print(f"nnlearn: dist/{path.name}, {(DIST / path.name).stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
