"""Which build of PyTorch is installed, the one for CPUs or the one with CUDA: one setting, PYTORCH_BUILD=cpu or cuda.

On Linux pip takes the build with CUDA, several gigabytes, unless its index has the one for CPUs too. Without the
setting a machine with an NVIDIA GPU gets CUDA, and any other gets the small one where the index has it.
"""

import glob
import os
import re
import shutil
import subprocess
import sys

from environment import PYTHON, ROOT, VENV, stop

OFFLINE = os.path.join(ROOT, "offline")  # what make offline brought
ROOM = {"cpu": 4, "cuda": 12}  # gigabytes of disk, with room for what pip downloads and unpacks
CPU_BUILD = (
    "the CPU build needs a third of that and runs every lesson: pytorch.org, 'Start locally', shows pip's option for "
    'Linux, Pip, CPU; stop here and run make lab PIP_ARGS="<that option>"'
)


def asked():
    """Return the setting: "cpu", "cuda", or "" if nothing was asked for."""
    setting = os.environ.get("PYTORCH_BUILD", "").lower()
    if setting not in ("", "cpu", "cuda"):
        stop(f"PYTORCH_BUILD expected cpu or cuda, got {setting}: run make lab PYTORCH_BUILD=cpu, or without it")
    return setting


def has_gpu():
    """Return whether there is an NVIDIA GPU: its driver's file, or its tool."""
    return os.path.exists("/dev/nvidia0") or shutil.which("nvidia-smi") is not None


def is_another():
    """Return whether a build is asked for that is not the one installed; only Linux has two of them on one index."""
    found = glob.glob(os.path.join(VENV, "lib", "python*", "site-packages", "torch-*.dist-info"))
    builds = {"cpu" if "+cpu" in name else "cuda" for name in found}
    return sys.platform.startswith("linux") and bool(asked()) and builds != {asked()}


def pinned():
    with open(os.path.join(ROOT, "requirements.lock"), encoding="utf-8") as file:
        return re.search(r"^torch==(\S+)", file.read(), re.MULTILINE).group(1)


def available(version, pip_args):
    """Return which builds of this version pip finds with its settings here, as a set."""
    if os.environ.get("PIP_NO_INDEX"):
        names = os.listdir(OFFLINE) if os.path.isdir(OFFLINE) else []
        found = [name.split("-")[1] for name in names if name.startswith("torch-")]
    else:
        question = [PYTHON, "-m", "pip", "index", "versions", "torch", *pip_args]
        answer = subprocess.run(question, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
        found = re.findall(r"[^\s,]+", answer.stdout)
    builds = {
        "cuda": {one for one in found if one == version},
        "cpu": {one for one in found if one == version + "+cpu"},
    }
    return {name for name, versions in builds.items() if versions}


def choose(pip_args):
    """Return (build, line): the build for this machine, and pip's constraint for it ("" where there is no choice)."""
    wanted = asked()
    if not sys.platform.startswith("linux"):
        return "cpu", ""  # PyPI has one build for each; lessons say how a GPU of Windows is used
    version = pinned()
    there = available(version, pip_args)
    if wanted and there and wanted not in there:
        stop(
            f"PYTORCH_BUILD={wanted} was asked for, and pip finds only the other build here: give pip the option for "
            "it that pytorch.org shows under 'Start locally', as make lab PIP_ARGS=\"<that option>\""
        )
    build = wanted or ("cuda" if has_gpu() else "cpu")
    if build not in there:
        return ("cpu" if there == {"cpu"} else "cuda"), ""
    return build, f"torch=={version}+cpu" if build == "cpu" else f"torch==={version}"


def check_disk(build):
    """Print before the download what it takes, and stop if it cannot fit."""
    room, free = ROOM[build], shutil.disk_usage(ROOT).free / 1e9
    if build == "cuda":
        print(f"nnlearn: on Linux PyTorch comes with CUDA: several GB of download, up to {room} GB of disk.")
        if not has_gpu():
            print(f"nnlearn: without an NVIDIA GPU {CPU_BUILD}.")
    elif sys.platform.startswith("linux"):
        print("nnlearn: this machine gets PyTorch's CPU build (PYTORCH_BUILD=cuda: the one with CUDA, several GB).")
    print(f"nnlearn: the disk has {free:.1f} GB free.", flush=True)
    if free < room:
        stop(f"that is too little, {room} GB are needed: free some and run make again")
