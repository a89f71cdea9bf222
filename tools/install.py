"""Make .venv and install the course into it: what `make lab` and `make test` run first.

    python3 tools/install.py lab|test [arguments for pip]

It runs before anything is installed, with the standard library alone, and without syntax newer than Python 3.6, because
an old Python must get as far as the sentence that says it is too old. A stamp in .venv says what was installed. If that
is right, this takes milliseconds; if not (an interrupted run, a new lock, a moved folder), pip completes it. Whatever
fails, a .venv that works is left as it was.
"""

import hashlib
import json
import os
import re
import subprocess
import sys

import environment
import pytorch_build
from environment import FULL_DISK, PYTHON, ROOT, VENV, stop

LOG = os.path.join(VENV, "install.log")
TORCH = os.path.join(VENV, "torch.constraint")
PROJECT = {"lab": ".", "test": ".[test]"}

NO_NETWORK = (
    "pip could not reach its packages: connect this machine to the network (with a proxy, set HTTPS_PROXY) and run "
    "make again; it continues where it stopped"
)
UNTRUSTED = (
    "pip does not trust the server's certificate: set PIP_CERT to your network's certificate file and run make again"
)
READ_ONLY = "pip may not write here: copy the course to a folder of your own and run make there"
MISSING = (
    "offline/ does not hold all that is needed here (pip's last lines name what is missing): on a machine with a "
    "network, make offline brings what make lab needs, and make offline OFFLINE_ARGS=--test what make test needs"
)
UNKNOWN = "pip could not install the course; its last lines above say why, .venv/install.log holds all of them"
CURES = {  # what pip's log holds: what happened and what to do
    r"No space left on device|Disk quota exceeded": FULL_DISK,
    r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError": UNTRUSTED,
    r"NewConnectionError|Failed to establish a new connection|ProxyError|Connect(ion|Read)?Timeout": NO_NETWORK,
    r"name resolution|Network is unreachable|Connection (refused|reset|aborted)|from versions: none": NO_NETWORK,
    r"Permission denied|Read-only file system": READ_ONLY,
}
NOT_HERE = r"ResolutionImpossible|No matching distribution|from versions:"


def key():
    """Return a fingerprint of what is installed: the packages asked for, the folder, the Python under .venv."""
    import tomllib  # in every Python that gets this far

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)
    with open(os.path.join(ROOT, "requirements.lock"), encoding="utf-8") as file:
        lock = [line for line in (line.split("#")[0].strip() for line in file) if line]
    decides = [ROOT, os.path.realpath(PYTHON), project["build-system"], project["project"], lock]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def stamp(goal):
    return os.path.join(VENV, f"nnlearn-{goal}.stamp")


def is_done(goal):
    if pytorch_build.is_another():
        return False
    for enough in {goal, "test"}:  # what the tests need includes all that the lab needs
        if os.path.exists(stamp(enough)) and os.path.exists(PYTHON):
            with open(stamp(enough)) as file:
                if file.read() == key():
                    return True
    return False


def install(goal, constraint, pip_args):
    """Let pip install with its progress on the screen; return what went wrong as a sentence, or ""."""
    if os.path.exists(LOG):
        os.remove(LOG)  # pip appends, and an old failure must not explain a new one
    with open(TORCH, "w") as file:
        file.write(constraint + "\n")
    told = ["-c", "requirements.lock", "-c", TORCH, "-e", PROJECT[goal], *pip_args]
    if subprocess.call([PYTHON, "-m", "pip", "install", "--log", LOG, *told], cwd=ROOT) == 0:
        return ""
    said = ""
    if os.path.exists(LOG):
        with open(LOG, errors="replace") as file:
            said = file.read()
    if os.environ.get("PIP_NO_INDEX") and re.search(NOT_HERE, said):
        return MISSING
    return next((sentence for pattern, sentence in CURES.items() if re.search(pattern, said)), UNKNOWN)


def main(goal, *pip_args):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a folder's name need not fit the terminal's encoding
    environment.check_python()
    environment.check_folder()
    environment.put_back()  # an earlier run was cut off
    if is_done(goal):
        return
    if os.path.isdir(pytorch_build.OFFLINE):  # in the environment, so that pip's own builds see it as well
        offline = [pytorch_build.OFFLINE, os.environ.get("PIP_FIND_LINKS", "")]
        os.environ["PIP_FIND_LINKS"] = " ".join(offline).strip()
    try:
        old = environment.works()
        was_whole = old and any(os.path.exists(stamp(each)) for each in PROJECT)
        if not old:
            environment.make_venv()
        environment.separate()
        build, constraint = pytorch_build.choose(pip_args)
        pytorch_build.check_disk(build)
        failure = install(goal, constraint, pip_args)
        if failure is UNKNOWN and old:  # a power cut in the middle of pip leaves packages that pip itself cannot read
            failure = environment.afresh(lambda: install(goal, constraint, pip_args))
        failure = failure.format(room=pytorch_build.ROOM[build])
        if failure and goal == "lab" and was_whole and environment.opens():
            print(f"nnlearn: {failure}. What was installed before still works and is opened as it is.", flush=True)
        elif failure:
            stop(failure)
        else:
            with open(stamp(goal), "w") as file:
                file.write(key())
    except KeyboardInterrupt:
        stop(f"stopped; make {goal} continues from here")


if __name__ == "__main__":
    main(*sys.argv[1:])
