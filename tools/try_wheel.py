"""Try a wheel where there is no clone: install it into a new environment, make the copy, run a lesson from it.

python tools/try_wheel.py dist/nnlearn-0.1.0-py3-none-any.whl [arguments for pip]

It needs the network or, in pip's arguments, a folder of packages, and the standard library alone.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LESSON = "nnlearn-course/notebooks/02_perceptron.ipynb"


def main(wheel, *pip_args):
    wheel = Path(wheel).resolve()
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        programs = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        work = folder / "work"
        work.mkdir()

        def run(program, *arguments):
            print("nnlearn:", program, *arguments, flush=True)
            subprocess.run([programs / program, *arguments], cwd=work, env=environment, check=True)

        try:
            run("python", "-m", "pip", "install", "--quiet", wheel, *pip_args)
            run("nnlearn", "lab", "--version")  # makes the copy, and stops before a server starts
            run("nnlearn", "doctor")
            run("nnlearn", "fresh", "02")
            run("nnlearn", "progress")
            run("jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir=..", LESSON)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"nnlearn: {wheel.name} does not work: {error}", file=sys.stderr)
            return 1
    print(f"nnlearn: {wheel.name} works.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else __doc__)
