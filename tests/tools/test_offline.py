"""make offline for other systems: each gets what its own packages ask for, from a local index of small wheels."""

import subprocess
import sys
import zipfile
from pathlib import Path

import offline
import pytest
import wheels

ROOT = Path(__file__).resolve().parents[2]
NEEDS = {
    "course": ["terminal; sys_platform == 'win32'", "shell; os_name == 'posix'", "kernel[fast]>=2"],
    "terminal": ["colour>=1; platform_system == 'Windows'"],
    "shell": ["old; python_version < '3.12'", "course"],  # a circle
    "kernel": ["speed; extra == 'fast'", "paper; extra == 'docs'"],
    **dict.fromkeys(("colour", "old", "speed", "paper"), ()),
}
EVERYWHERE = {"course", "kernel", "speed"}


def make_wheel(folder, name, version, tag="py3-none-any", needs=()):
    path = folder / f"{name}-{version}-{tag}.whl"
    lines = [f"Requires-Dist: {need}" for need in needs]
    told = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, "", ""])
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}-{version}.dist-info/METADATA", told)
        file.writestr(f"{name}-{version}.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        file.writestr(f"{name}-{version}.dist-info/RECORD", "")


@pytest.fixture
def index(tmp_path, monkeypatch):
    """Make an index of small wheels; there are two versions of the kernel, one without its need."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name, needs in NEEDS.items():
        make_wheel(folder, name, "2.0", needs=needs)
    make_wheel(folder, "kernel", "1.0")
    for tag in ("cp312-cp312-win_amd64", "cp312-cp312-manylinux_2_28_x86_64", "cp312-cp312-macosx_11_0_arm64"):
        make_wheel(folder, "numbers", "1.0", tag, ["shell; sys_platform == 'darwin'"])
    (tmp_path / "requirements.lock").write_text("course==2.0\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    return ["--no-index", "--find-links", str(folder), "--quiet", "--disable-pip-version-check"]


@pytest.mark.parametrize(
    ("system", "python", "names"),
    [
        ("windows", "3.12", {*EVERYWHERE, "terminal", "colour"}),
        ("linux", "3.12", {*EVERYWHERE, "shell"}),
        ("linux", "3.11", {*EVERYWHERE, "shell", "old"}),
        ("macos", "3.13", {*EVERYWHERE, "shell"}),
    ],
)
def test_each_system_gets_what_its_packages_ask_for_there(index, tmp_path, system, python, names):
    folder = tmp_path / "offline"
    folder.mkdir()
    assert wheels.bring(["course"], folder, system, python, index, tmp_path) == 0
    assert {path.name.split("-")[0] for path in folder.iterdir()} == names
    assert "kernel-2.0-py3-none-any.whl" in {path.name for path in folder.iterdir()}


def test_wheels_of_one_system_say_nothing_of_another(index, tmp_path):
    """All lie in one folder: what macOS's wheel asks for is not brought for Windows."""
    folder = tmp_path / "offline"
    folder.mkdir()
    for system in ("macos", "windows", "linux"):
        assert wheels.bring(["numbers"], folder, system, "3.12", index, tmp_path) == 0
    brought = sorted(path.name for path in folder.iterdir() if path.name.startswith("numbers"))
    assert [name.split("-")[-1].split("_")[0] for name in brought] == ["macosx", "manylinux", "win"]
    for path in folder.iterdir():
        path.unlink()
    assert wheels.bring(["numbers"], folder, "windows", "3.12", index, tmp_path) == 0
    assert [path.name for path in folder.iterdir()] == ["numbers-1.0-cp312-cp312-win_amd64.whl"]


def test_what_cannot_be_had_is_pips_failure_and_what_is_there_stays(index, tmp_path, capsys):
    folder = tmp_path / "offline"
    folder.mkdir()
    assert wheels.bring(["course", "nowhere"], folder, "linux", "3.12", index, tmp_path) != 0


def test_a_system_that_is_not_known_is_named_with_those_that_are():
    command = [sys.executable, ROOT / "tools/offline.py", "--for=linux beos"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "OFFLINE_FOR expected some of linux windows macos, got beos" in done.stderr


def test_the_tests_own_packages_are_brought_when_asked_for():
    lab, test = set(offline.packages()), set(offline.packages(test=True))
    assert lab < test
    assert any(line.startswith("nbval") for line in test - lab)
