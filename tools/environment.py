"""The folder .venv: make it, keep the one that works until another does, let pip install there and nowhere else.

Like install.py it runs before anything is installed, and an old Python must be able to read it.
"""

import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
ASIDE = VENV + "-aside"  # the old one, while another is made in its place
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST, NEWEST = (3, 11), (3, 14)  # as pyproject.toml says
ELSEWHERE = "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONPATH", "PYTHONHOME"
FULL_DISK = "the disk is full: free about {room} GB and run make again; it continues where it stopped"


def stop(sentence):
    """End with one sentence: what happened and what to do."""
    sys.exit(f"nnlearn: {sentence}")


def check_python():
    """Stop if this Python is too old, or so new that packages may not exist for it yet."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        version = ".".join(map(str, sys.version_info[:3]))
        old = sys.version_info[:2] < OLDEST
        stop(
            f"Python 3.11 to 3.14 is needed and {sys.executable} is {version}, which is too {'old' if old else 'new'}: "
            "install one of these and name it, for instance make lab PYTHON=python3.12"
        )


def check_folder():
    """Stop where Python makes no environment."""
    if os.pathsep in ROOT:
        stop(
            f"Python makes no environment in {ROOT}, because the path holds the sign {os.pathsep}: rename the folder "
            "and run make again"
        )


def works():
    """Return whether .venv holds a Python of the right version that can start pip."""
    try:
        question = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
        return subprocess.call([PYTHON, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def opens():
    """Return whether the course that was installed in .venv earlier can still be started."""
    return subprocess.call([PYTHON, "-c", "import nnlearn, jupyterlab"], stderr=subprocess.DEVNULL) == 0


def make_venv():
    try:
        import ensurepip  # noqa: F401 - the part of venv that Debian packages separately
        import venv
    except ImportError:
        stop(
            f"{sys.executable} comes without the venv module: install it (Debian, Ubuntu: sudo apt install "
            "python3-venv) and run make again"
        )
    incomplete = os.path.exists(VENV)
    print("nnlearn: making .venv again, it is incomplete" if incomplete else "nnlearn: making .venv", flush=True)
    try:
        venv.create(VENV, with_pip=True, clear=incomplete, symlinks=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        if shutil.disk_usage(ROOT).free < 10**8:
            stop(FULL_DISK.format(room=4))
        stop(f"could not make {VENV} ({error}): copy the course to a folder of your own and run make there")


def put_back():
    """Bring back the .venv that was set aside, if there is one: the new one did not become whole."""
    if os.path.isdir(ASIDE):
        shutil.rmtree(VENV, ignore_errors=True)
        os.rename(ASIDE, VENV)


def afresh(install):
    """Make a new .venv and `install` into it; unless that succeeds, the old one comes back. Return what went wrong."""
    os.rename(VENV, ASIDE)
    try:
        make_venv()
        failure = install()
        if not failure:
            shutil.rmtree(ASIDE)
    finally:
        put_back()
    return failure


def separate():
    """Let pip install into .venv alone, whatever this machine's settings say; stop at one that cannot be overruled."""
    os.environ["PIP_USER"] = "0"
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    question = [PYTHON, "-m", "pip", "config", "list"]
    told = subprocess.run(question, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True).stdout
    setting = re.search(r"^([\w-]+\.(?:target|prefix|root))=", told, re.MULTILINE)
    if setting:
        stop(
            f"pip's configuration on this machine sends packages elsewhere ({setting.group(1)}), and the course lives "
            f"in .venv: take that out with python3 -m pip config unset {setting.group(1)}, and run make again"
        )
