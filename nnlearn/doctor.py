"""Report what this installation consists of, what is wrong with it, and the command that fixes it.

Everything except the device is read from files in well under a second, without heavy imports. Finding the device needs
PyTorch, which takes seconds, at the first start on a busy machine a minute, or, with a broken driver, forever; so a
second process does it, last, within a minute.
"""

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from nnlearn.originals import ROOT, copy_of, of_a_wheel, settings_of

PROBE = """
import torch
device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
torch.ones(2, device=device).sum().item()
print(device, torch.cuda.get_device_name() if device == "cuda" else "")
"""
DEVICE_SECONDS = 60
PATIENCE = 10  # seconds until the report says what it waits for
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was examined, what was found, and the fix if that is a fault."""

    what: str
    found: str
    cure: str = ""


def quoted(path):
    """Return a path for a command line, in quotes if it contains spaces."""
    return f'"{path}"' if " " in str(path) else str(path)


def install_command(root=ROOT):
    """Return the command that installs everything correctly in the Python that is running."""
    what = "nnlearn" if of_a_wheel(root) else f"-e {quoted(root)}"  # of an installed nnlearn pip brings what it lacks
    return f"{pip_install(root)} {what}"


def pip_install(root=ROOT):
    """Return the command that installs in the Python that is running, as far as the names of packages."""
    python, lock = quoted(sys.executable), quoted(Path(root) / "requirements.lock")
    by_uv = of_a_wheel(root) and find_spec("pip") is None
    pip = f"uv pip install --python {python}" if by_uv else f"{python} -m pip install"
    return f"{pip} -c {lock}"


def interpreter(root=ROOT):
    """Report which Python is running; it should be the course's .venv if there is one."""
    found = f"{platform.python_version()}, {sys.executable}"
    if (root / ".venv").exists() and Path(sys.prefix).resolve() != (root / ".venv").resolve():
        cure = f"cd {quoted(root)} && make lab (in another editor: choose {root / '.venv'} as the kernel)"
        yield Finding("Python", f"{found}: not the course's own, which is in {root / '.venv'}", cure)
    else:
        yield Finding("Python", found)
    yield Finding("Kernel", "this Python, in Jupyter" if "ipykernel" in sys.modules else "none, this is a terminal")


def release(version):
    """Return the numbers of a version as a tuple, for comparisons.

    Examples
    --------
    >>> release("2.13.0+cpu") >= release("2.6"), release("3.0rc1")
    (True, (3, 0))
    """
    return tuple(int(number) for number in re.findall(r"\d+", re.split(r"[^\d.]", version)[0]))


def locked_versions(root=ROOT):
    """Return {package: version} from the lock; empty if there is no lock."""
    lock = root / "requirements.lock"
    lines = lock.read_text().splitlines() if lock.exists() else []
    return {name: version for name, _, version in (line.partition("==") for line in lines if not line.startswith("#"))}


def from_pythonpath(name):
    """Return where a package comes from if PYTHONPATH brings it in front of the environment's own, otherwise ""."""
    entries = [Path(entry).resolve() for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    home = Path(str(metadata.distribution(name).locate_file(""))).resolve()
    return f", from PYTHONPATH ({home})," if home in entries else ""


def packages(root=ROOT):
    """Compare the installed versions with those nnlearn requires and those it is tested with."""
    try:
        needed = metadata.requires("nnlearn") or []
    except metadata.PackageNotFoundError:
        yield Finding("nnlearn", "not installed in this Python", install_command())
        return
    tested = locked_versions(root)
    for line in needed:
        line, _, marker = line.partition(";")
        if "extra ==" in marker or ("emscripten" in marker and sys.platform == "emscripten"):
            continue
        name, _, floor = line.strip().partition(">=")  # the only form in pyproject.toml; a test checks that
        about = f"needs {floor}, tested with {tested[name]}" if name in tested else f"needs {floor}"
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Finding(name, f"missing: {about}", install_command())
            continue
        if release(version) < release(floor):
            foreign = from_pythonpath(name)
            cure = "unset PYTHONPATH, and start again" if foreign else install_command()
            yield Finding(name, f"{version}{foreign} is too old: {about}", cure)
        else:
            yield Finding(name, f"{version} ({about})")


def threads():
    """Compare the requested threads with the processors: too many take up to three times as long."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = {name: os.environ[name] for name in THREADS if name in os.environ}
    wrong = [name for name, value in asked.items() if not value.isdigit() or not 0 < int(value) <= processors]
    found = f"{processors} processors; " + (", ".join(f"{k}={v}" for k, v in asked.items()) or "as many threads")
    if "torch" in sys.modules:
        found += f"; PyTorch uses {sys.modules['torch'].get_num_threads()}"
    yield Finding("Threads", found, f"unset {' '.join(wrong)}, and start again" if wrong else "")


def can_write(folder):
    """Return None if a file can be created in `folder`, or in its first existing parent; otherwise the error."""
    folder = Path(folder)
    while not folder.is_dir() and not folder.is_file() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"nnlearn")
    except OSError as error:
        return error
    return None


def folders(root=ROOT):
    """Try to write where the course writes, and report the free space."""
    elsewhere = (
        "cd ~ && nnlearn lab" if of_a_wheel(root) else f"cp -r {quoted(root)} ~/nnlearn && cd ~/nnlearn && make lab"
    )
    for what, folder in (("Your copy", copy_of(root)), ("Settings", settings_of(root))):
        error = can_write(folder)
        cure = elsewhere if error else ""
        yield Finding(
            what, f"{folder}: " + (f"cannot be written ({error.strerror})" if error else "can be written"), cure
        )
    free = shutil.disk_usage(Path.cwd() if of_a_wheel(root) else root).free / 1e9
    full = "python -m pip cache purge (and delete what you do not need)" if free < 0.5 else ""
    yield Finding("Disk", f"{free:.1f} GB free", full)


def device(seconds=DEVICE_SECONDS, probe=PROBE):
    """Ask a second process which device `nn.device()` will choose; wait `seconds` at most."""
    command, pipe = [sys.executable, "-c", probe], subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)
    except OSError:  # Python in a browser
        yield Finding("Device", "not asked for: no second process can be started here; the NumPy half needs none", "")
        return
    try:
        try:
            answer, complaint = process.communicate(timeout=min(PATIENCE, seconds))
        except subprocess.TimeoutExpired:
            yield Finding("Device", f"PyTorch starts for the first time, which may take {seconds} s: please wait")
            answer, complaint = process.communicate(timeout=max(0, seconds - PATIENCE))
    except subprocess.TimeoutExpired:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):  # a process that hangs in a driver cannot even be killed
            process.communicate(timeout=1)
        driver = shutil.which("nvidia-smi")
        found = f"not known: PyTorch did not answer within {seconds} s" + ("" if driver else "; this machine is busy")
        cure = "nvidia-smi (if that hangs, too, restart the machine; if not, try again)" if driver else ""
        yield Finding("Device", found, cure)
        return
    name, _, model = answer.strip().partition(" ")
    if process.returncode:
        reason = (complaint.strip().splitlines() or [f"exit status {process.returncode}"])[-1]
        yield Finding("Device", f"not found: {reason}", f"{pip_install()} --force-reinstall torch")
    elif name == "cpu" and shutil.which("nvidia-smi"):
        cure = f"{pip_install()} --force-reinstall torch (on Windows: the command that pytorch.org shows)"
        yield Finding(
            "Device", "cpu, although nvidia-smi is here: PyTorch is built without CUDA, or the driver is old", cure
        )
    else:
        yield Finding(
            "Device", f"{name} {model}".strip() if name != "cpu" else "cpu (no GPU; every lesson runs without)"
        )


def examine(root=ROOT):
    """Yield all findings, the quick ones first, the device last."""
    for findings in (interpreter(root), packages(root), threads(), folders(root), device()):
        yield from findings


def report(findings):
    """Print findings as they come; return how many are faults."""
    faults = 0
    for finding in findings:
        print(f"{'FAULT' if finding.cure else 'ok':<6}{finding.what:<18}{finding.found}", flush=True)
        if finding.cure:
            faults += 1
            print(f"      fix it with       {finding.cure}", flush=True)
    print(f"{faults} fault{'s' * (faults != 1)} found" if faults else "Nothing is wrong here.", flush=True)
    return faults


def in_short(findings):
    """Return one line for an installation in which nothing is wrong."""
    found = {finding.what: finding.found for finding in findings}
    parts = [f"{name} {found[name].split()[0].rstrip(',')}" for name in ("Python", "numpy", "torch") if name in found]
    return f"Nothing is wrong here: {', '.join(parts)}; device {found['Device']}."


def doctor(short=False):
    """Print what this installation consists of, and for each fault the command that fixes it.

    Parameters
    ----------
    short : bool, default False
        True prints one line where nothing is wrong.

    Examples
    --------
    >>> doctor()  # doctest: +SKIP
    ok    Python            3.11.7, .../.venv/bin/python
    ok    numpy             2.4.6 (needs 2.0, tested with 2.4.6)
    FAULT torch             missing: needs 2.6, tested with 2.13.0
          fix it with       .../.venv/bin/python -m pip install -c .../requirements.lock -e .../nnlearn
    """
    findings = list(examine()) if short else examine()
    if short and not any(finding.cure for finding in findings):
        print(in_short(findings))
    else:
        report(findings)
