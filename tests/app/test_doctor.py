"""The doctor on faulty machines: each fault is named, with the command that fixes it; the rest is still reported."""

import itertools
import os
import subprocess
import sys
import types
import venv
from importlib import metadata
from pathlib import Path

import pytest

from nnlearn import doctor

ROOT = Path(__file__).resolve().parents[2]


def faults(findings):
    return {finding.what: finding for finding in findings if finding.cure}


def test_all_but_the_device_takes_less_than_a_second_and_imports_nothing_heavy():
    program = (
        "import sys, time; start = time.process_time()\n"
        "from nnlearn.doctor import interpreter, packages, threads, folders\n"
        "found = [*interpreter(), *packages(), *threads(), *folders()]\n"
        "took = time.process_time() - start\n"
        "heavy = {'numpy', 'torch', 'matplotlib', 'sklearn', 'IPython', 'jupyterlab'} & set(sys.modules)\n"
        "print(len(found), sorted(heavy), took < 1)"
    )
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.split(maxsplit=1)[1] == "[] True\n"
    assert int(out.split()[0]) > 15


def test_every_package_of_the_project_is_named_with_its_floor_and_the_tested_version():
    said = {finding.what: finding.found for finding in doctor.packages()}
    needed = [line for line in metadata.requires("nnlearn") if "extra ==" not in line]
    assert not [name for name in said if ";" in name]
    assert len(said) == len(needed)
    assert f"{metadata.version('torch')} (needs 2.6, tested with 2.13.0)" == said["torch"]
    assert all("tested with" in line for line in said.values())


def test_wrong_kernel(tmp_path):
    """Another real Python, in which nothing is installed, gets all faults in one report and no traceback."""
    venv.create(tmp_path / "other", with_pip=False, symlinks=True)
    python = tmp_path / "other/bin/python"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([python, "-m", "nnlearn", "doctor"], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == ""
    assert f"FAULT Python            {sys.version.split()[0]}, {python}: not the course's own" in done.stdout
    assert f"{python} -m pip install -c {ROOT / 'requirements.lock'} -e {ROOT}" in done.stdout
    assert "FAULT Device            not found: ModuleNotFoundError: No module named 'torch'" in done.stdout
    lines = done.stdout.splitlines()
    cures = [after.strip().startswith("fix it") for line, after in itertools.pairwise(lines) if line[:5] == "FAULT"]
    assert all(cures)
    assert len(cures) >= 3


def test_a_python_elsewhere_is_right_where_the_course_has_no_venv(tmp_path):
    assert not faults(doctor.interpreter(tmp_path))  # conda, or pip in the learner's own environment
    (tmp_path / ".venv").mkdir()
    assert "make lab" in faults(doctor.interpreter(tmp_path))["Python"].cure


def test_missing_package_and_one_below_its_floor(monkeypatch):
    lines = ["numpy>=99.1", "nowhere-to-be-found>=1.0", "safetensors>=0.4.5", 'pytest>=99; extra == "test"']
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: lines)
    found = faults(doctor.packages())
    assert set(found) == {"numpy", "nowhere-to-be-found"}
    assert "is too old: needs 99.1" in found["numpy"].found
    assert found["nowhere-to-be-found"].found == "missing: needs 1.0"
    assert {finding.cure for finding in found.values()} == {doctor.install_command()}


def test_an_old_package_from_pythonpath_is_told_from_an_old_one_of_the_environment(tmp_path, monkeypatch):
    (tmp_path / "numpy-1.21.0.dist-info").mkdir()
    (tmp_path / "numpy-1.21.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 1.21.0\n")
    program = "from nnlearn import doctor; doctor.report(f for f in doctor.packages() if f.what == 'numpy')"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True).stdout
    assert f"numpy             1.21.0, from PYTHONPATH ({tmp_path}), is too old: needs 2.0" in said
    assert "fix it with       unset PYTHONPATH, and start again" in said


def test_what_this_system_does_not_have_is_not_missing(monkeypatch):
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: ['nowhere>=1.0; sys_platform != "emscripten"'])
    assert [(one.what, one.found) for one in doctor.packages()] == [("nowhere", "missing: needs 1.0")]
    monkeypatch.setattr(doctor.sys, "platform", "emscripten")
    assert list(doctor.packages()) == []


def test_an_environment_without_pip_is_told_the_command_of_uv(monkeypatch):
    monkeypatch.setattr(doctor, "of_a_wheel", lambda root: True)
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert doctor.install_command().startswith(f"uv pip install --python {doctor.quoted(sys.executable)} -c ")


def test_nnlearn_itself_not_installed(monkeypatch):
    def gone(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "requires", gone)
    (finding,) = doctor.packages()
    assert (finding.what, finding.found) == ("nnlearn", "not installed in this Python")


@pytest.mark.parametrize(("value", "ill"), [("1", False), ("4096", True), ("many", True), ("0", True)])
def test_threads(monkeypatch, value, ill):
    for name in doctor.THREADS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", value)
    (finding,) = doctor.threads()
    assert bool(finding.cure) == ill
    assert f"OMP_NUM_THREADS={value}" in finding.found


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")  # where not even root can create one
    assert isinstance(doctor.can_write(tmp_path / "file" / "course"), OSError)
    assert doctor.can_write(tmp_path / "deep" / "course") is None
    assert not (tmp_path / "deep").exists(), "looking must not make folders"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder in which nobody can make a file")
def test_read_only_folder_is_a_fault_with_its_cure():
    found = faults(doctor.folders(Path("/proc")))
    assert {"Your copy", "Settings"} <= set(found)
    assert found["Your copy"].found.startswith("/proc/course: cannot be written (")
    assert found["Your copy"].cure == "cp -r /proc ~/nnlearn && cd ~/nnlearn && make lab"


def test_full_disk(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: types.SimpleNamespace(free=1e8))
    assert "pip cache purge" in faults(doctor.folders())["Disk"].cure


def test_no_gpu_is_no_fault_unless_a_driver_is_there(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    (finding,) = doctor.device(probe="print('cpu')")
    assert (finding.found, finding.cure) == ("cpu (no GPU; every lesson runs without)", "")
    monkeypatch.setattr(doctor.shutil, "which", lambda name: "/usr/bin/nvidia-smi")
    (finding,) = doctor.device(probe="print('cpu')")
    assert "PyTorch is built without CUDA" in finding.found
    assert "--force-reinstall" in finding.cure


def test_a_gpu_is_named():
    (finding,) = doctor.device(probe="print('cuda NVIDIA H200')")
    assert (finding.found, finding.cure) == ("cuda NVIDIA H200", "")


def test_the_real_probe_names_the_gpu_that_pytorch_sees(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text(
        "class cuda:\n    is_available = lambda: True\n    get_device_name = lambda: 'Tesla T4'\n"
        "class ones:\n    def __init__(self, n, device): assert device == 'cuda'\n"
        "    sum = lambda self: self\n    item = lambda self: 2.0\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    *_, finding = doctor.device()
    assert (finding.found, finding.cure) == ("cuda Tesla T4", "")


@pytest.mark.parametrize("driver", [None, "/usr/bin/nvidia-smi"])
def test_a_probe_that_hangs_is_left_behind_and_is_a_fault_only_where_there_is_a_driver(monkeypatch, driver):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: driver)
    *_, finding = doctor.device(seconds=0.5, probe="import time; time.sleep(9999)")
    assert finding.found.startswith("not known: PyTorch did not answer within 0.5 s")
    assert ("nvidia-smi" in finding.cure) == bool(driver)
    assert bool(finding.cure) == bool(driver)


def test_a_first_start_of_pytorch_is_waited_for_and_said(monkeypatch):
    monkeypatch.setattr(doctor, "PATIENCE", 0.1)
    waiting, finding = doctor.device(probe="import time; time.sleep(1); print('cpu')")
    assert (waiting.cure, finding.cure) == ("", "")
    assert waiting.found == "PyTorch starts for the first time, which may take 60 s: please wait"
    assert finding.found == "cpu (no GPU; every lesson runs without)"


def test_a_probe_that_cannot_even_be_killed_is_waited_for_a_second_longer(monkeypatch):
    calls = []

    class Hung:
        def __init__(self, command, **streams):
            self.kill = lambda: calls.append("kill")

        def communicate(self, timeout):
            calls.append(timeout)
            raise subprocess.TimeoutExpired("probe", timeout)

    monkeypatch.setattr(doctor.subprocess, "Popen", Hung)
    *_, finding = doctor.device(seconds=12)
    assert finding.found.startswith("not known: PyTorch did not answer within 12 s")
    assert calls == [10, 2, "kill", 1]


@pytest.mark.parametrize(
    ("probe", "reason"), [("raise OSError('libcudart.so')", "OSError: libcudart.so"), ("exit(3)", "status 3")]
)
def test_a_probe_that_fails_is_a_fault(probe, reason):
    (finding,) = doctor.device(probe=probe)
    assert finding.found.startswith("not found: ")
    assert reason in finding.found
    assert finding.cure


def test_the_device_comes_last_and_the_report_counts(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "device", lambda: iter([doctor.Finding("Device", "not found", "repair")]))
    count = doctor.report(doctor.examine())
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:-1] == ["FAULT Device            not found", "      fix it with       repair"]
    assert lines[-1] == ("1 fault found" if count == 1 else f"{count} faults found")


def test_the_real_probe_finds_a_device():
    *_, finding = doctor.device(seconds=60)
    assert finding.found.split()[0].rstrip(",") in {"cuda", "mps", "cpu"}


def test_in_short_it_says_one_line_unless_something_is_wrong(monkeypatch, capsys):
    well = [doctor.Finding("Python", "3.11.7, /bin/python"), doctor.Finding("Device", "cpu (no GPU)")]
    monkeypatch.setattr(doctor, "examine", lambda: iter(well))
    doctor.doctor(short=True)
    assert capsys.readouterr().out == "Nothing is wrong here: Python 3.11.7; device cpu (no GPU).\n"
    monkeypatch.setattr(doctor, "examine", lambda: iter([*well, doctor.Finding("torch", "missing", "pip install it")]))
    doctor.doctor(short=True)
    assert "fix it with       pip install it\n1 fault found\n" in capsys.readouterr().out
