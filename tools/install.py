"""Make .venv and install the course into it: what `make lab` and `make test` run first.

    python3 tools/install.py lab|test [arguments for pip]

It runs before anything is installed, with the standard library alone, and without syntax newer than Python 3.6, because
an old Python must get as far as the sentence that says it is too old. A stamp in .venv says what was installed. If that
is right, this takes milliseconds; if not (an interrupted run, a new lock, a moved folder), pip completes it.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOG = os.path.join(VENV, "install.log")
OFFLINE = os.path.join(ROOT, "offline")  # what make offline brought
PROJECT = {"lab": ".", "test": ".[test]"}
OLDEST, NEWEST = (3, 11), (3, 14)  # as pyproject.toml says
ROOM = {"CPU": 4, "CUDA": 12}  # gigabytes of disk, with room for what pip downloads and unpacks

CPU_BUILD = (
    "the CPU build needs a third of that and runs every lesson: pytorch.org, 'Start locally', shows pip's option for "
    'Linux, Pip, CPU; stop here and run make lab PIP_ARGS="<that option>"'
)
NO_NETWORK = (
    "pip could not reach its packages: connect this machine to the network (with a proxy, set HTTPS_PROXY) and run "
    "make again; it continues where it stopped"
)
FULL_DISK = "the disk is full: free about {room} GB and run make again; it continues where it stopped"
UNTRUSTED = (
    "pip does not trust the server's certificate: set PIP_CERT to your network's certificate file and run make again"
)
READ_ONLY = "pip may not write here: copy the course to a folder of your own and run make there"
UNKNOWN = "pip could not install the course; its last lines above say why, .venv/install.log holds all of them"
CURES = {  # what pip's log holds: what happened and what to do
    r"No space left on device|Disk quota exceeded": FULL_DISK,
    r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError": UNTRUSTED,
    r"NewConnectionError|Failed to establish a new connection|ProxyError|Connect(ion|Read)?Timeout": NO_NETWORK,
    r"name resolution|Network is unreachable|Connection (refused|reset|aborted)|from versions: none": NO_NETWORK,
    r"Permission denied|Read-only file system": READ_ONLY,
}


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


def key():
    """Return a fingerprint of what is installed: the two files that decide, the folder, the Python under .venv."""
    digest = hashlib.sha256(f"{ROOT} {os.path.realpath(PYTHON)}".encode())
    for name in ("pyproject.toml", "requirements.lock"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def stamp(goal):
    return os.path.join(VENV, f"nnlearn-{goal}.stamp")


def is_done(goal):
    for enough in {goal, "test"}:  # what the tests need includes all that the lab needs
        if os.path.exists(stamp(enough)) and os.path.exists(PYTHON):
            with open(stamp(enough)) as file:
                if file.read() == key():
                    return True
    return False


def works():
    """Return whether .venv holds a Python of the right version that can start pip."""
    try:
        question = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
        return subprocess.call([PYTHON, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


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
    except (OSError, subprocess.CalledProcessError) as error:
        if shutil.disk_usage(ROOT).free < 10**8:
            stop(FULL_DISK.format(room=ROOM["CPU"]))
        stop(f"could not make {VENV} ({error}): copy the course to a folder of your own and run make there")


def torch_build(pip_args):
    """Return which build of PyTorch pip would choose with its settings here: "CPU" or (on Linux) "CUDA"."""
    if not sys.platform.startswith("linux"):
        return "CPU"
    if os.environ.get("PIP_NO_INDEX"):
        brought = os.listdir(OFFLINE) if os.path.isdir(OFFLINE) else []
        return "CPU" if any(name.startswith("torch-") and "+cpu" in name for name in brought) else "CUDA"
    with open(os.path.join(ROOT, "requirements.lock")) as file:
        pinned = re.search(r"^torch==(\S+)", file.read(), re.MULTILINE).group(1)
    question = [PYTHON, "-m", "pip", "index", "versions", "torch", *pip_args]
    answer = subprocess.run(question, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
    return "CPU" if f"{pinned}+cpu" in answer.stdout else "CUDA"


def check_disk(build):
    """Print before the download what it takes, and stop if it cannot fit."""
    room, free = ROOM[build], shutil.disk_usage(ROOT).free / 1e9
    if build == "CUDA":
        print(f"nnlearn: on Linux PyTorch comes with CUDA: several GB of download, up to {room} GB of disk.")
        print(f"nnlearn: without an NVIDIA GPU {CPU_BUILD}.")
    elif sys.platform.startswith("linux"):
        print("nnlearn: pip takes PyTorch's CPU build here; the one with CUDA needs several GB of download and disk.")
    print(f"nnlearn: the disk has {free:.1f} GB free.", flush=True)
    if free < room:
        stop(f"that is too little, {room} GB are needed: free some and run make again")


def install(goal, pip_args):
    """Let pip install with its progress on the screen; return what went wrong as a sentence, or ""."""
    if os.path.exists(LOG):
        os.remove(LOG)  # pip appends, and an old failure must not explain a new one
    command = [PYTHON, "-m", "pip", "install", "--log", LOG, "-c", "requirements.lock", "-e", PROJECT[goal], *pip_args]
    if subprocess.call(command, cwd=ROOT) == 0:
        return ""
    said = ""
    if os.path.exists(LOG):
        with open(LOG, errors="replace") as file:
            said = file.read()
    return next((sentence for pattern, sentence in CURES.items() if re.search(pattern, said)), UNKNOWN)


def main(goal, *pip_args):
    check_python()
    if is_done(goal):
        return
    if os.path.isdir(OFFLINE):  # in the environment, so that pip's own builds see it as well
        os.environ["PIP_FIND_LINKS"] = " ".join([OFFLINE, os.environ.get("PIP_FIND_LINKS", "")]).strip()
    try:
        old = works()
        if not old:
            make_venv()
        build = torch_build(pip_args)
        check_disk(build)
        failure = install(goal, pip_args)
        if failure is UNKNOWN and old:  # a power cut in the middle of pip leaves packages that pip itself cannot read
            make_venv()
            failure = install(goal, pip_args)
        if failure:
            stop(failure.format(room=ROOM[build]))
        with open(stamp(goal), "w") as file:
            file.write(key())
    except KeyboardInterrupt:
        stop(f"stopped; make {goal} continues from here")


if __name__ == "__main__":
    main(*sys.argv[1:])
