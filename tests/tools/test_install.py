"""tools/install.py on machines that lack something: each fault is one sentence with its fix; nothing is done twice."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import jupyterlab_driver as lab
import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "README.md",
    "LICENSE",
    "tools/install.py",
    "nnlearn/__init__.py",
)
FREE = types.SimpleNamespace(free=100e9)


@pytest.fixture
def clone(tmp_path):
    """Make a folder with the files of a fresh clone that an installation reads."""
    for name in NEEDED:
        (tmp_path / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "clone" / name)
    return tmp_path / "clone"


def make_lab(clone, before="", **environment):
    """Run `make lab` there with a python3 that first executes `before`; return its exit status and all it printed."""
    python = clone.parent / "python3"
    script = f"import sys, runpy\n{before}\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{script}" "$@"\n')
    python.chmod(0o755)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))
    } | environment
    environment["PATH"] = f"{clone.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["make", "lab"], cwd=clone, env=environment, capture_output=True, text=True, timeout=lab.patience(120)
    )
    return done.returncode, done.stdout + done.stderr


def sentences(said):
    return [line for line in said.splitlines() if line.startswith("nnlearn: ")]


@pytest.mark.parametrize(("version", "word"), [("3.9.2", "old"), ("3.15.0", "new")])
def test_an_old_python_is_told_which_one_is_needed(clone, version, word):
    """So is one that is too new, for which packages may not exist."""
    status, said = make_lab(clone, f"sys.version_info = (*map(int, '{version}'.split('.')), 'final', 0)")
    assert status != 0
    assert len(sentences(said)) == 1
    assert "Python 3.11 to 3.14 is needed" in said
    assert f"is {version}, which is too {word}" in said
    assert "make lab PYTHON=python3.12" in said
    assert "Traceback" not in said
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_from_the_oldest_to_the_newest_python_all_are_taken(installer, monkeypatch, version):
    monkeypatch.setattr(installer.sys, "version_info", version)
    installer.check_python()


def test_an_old_python_can_read_the_installer():
    ast.parse((ROOT / "tools/install.py").read_text(), feature_version=(3, 7))  # the oldest grammar that ast knows


def test_without_any_python_make_says_so(clone):
    done = subprocess.run(["make", "lab", "PYTHON="], cwd=clone, capture_output=True, text=True)
    assert done.returncode != 0
    assert "Python 3.11 to 3.14 is needed and none was found: install it" in done.stderr


def test_without_the_venv_module_the_package_is_named(clone):
    status, said = make_lab(clone, "sys.modules['ensurepip'] = None")
    assert status != 0
    assert len(sentences(said)) == 1
    assert "comes without the venv module: install it (Debian, Ubuntu: sudo apt install python3-venv)" in said
    assert "Traceback" not in said


def test_without_network_a_half_made_venv_is_made_whole_and_pip_s_failure_is_one_sentence(clone):
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to("/nowhere/python3")  # what an interrupted run, or a removed Python, leaves
    closed = "http://127.0.0.1:9"
    nothing = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", "HTTPS_PROXY": closed, "https_proxy": closed}
    status, said = make_lab(
        clone, "import shutil, types; shutil.disk_usage = lambda p: types.SimpleNamespace(free=1e12)", **nothing
    )
    assert status != 0
    assert "nnlearn: making .venv again, it is incomplete" in said
    assert sentences(said)[-1].startswith("nnlearn: pip could not reach its packages: connect this machine")
    assert "Traceback" not in said
    assert subprocess.call([clone / ".venv/bin/python", "-c", "import pip"]) == 0
    assert not list((clone / ".venv").glob("*.stamp"))


@pytest.fixture
def installer(clone, monkeypatch):
    """Load the installer as a module, in a clone whose .venv has a pip that only records what it is asked."""
    spec = importlib.util.spec_from_file_location("install", clone / "tools/install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda folder: FREE)
    monkeypatch.setattr(module.sys, "platform", "linux")
    fake_pip(clone)
    return module


def fake_pip(clone, builds="2.13.0", log="", status=0):
    """Make a .venv/bin/python that knows `builds` of PyTorch; its pip install writes `log` and exits with `status`."""
    python = clone / ".venv/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(
        f'#!/bin/sh\necho "$@" >> "{clone}/asked"\ncase "$*" in\n'
        f'*index*) echo "torch (9.9)\nAvailable versions: {builds}";;\n'
        f'*install*) echo "{log}" > "{clone}/.venv/install.log"; exit {status};;\nesac\n'
    )
    python.chmod(0o755)


def installs(clone):
    return [line for line in (clone / "asked").read_text().splitlines() if " install " in line]


def test_pip_is_asked_for_the_locked_course_and_is_asked_once(installer, clone):
    installer.main("lab", "--quiet")
    assert [line.split(" -c ")[-1] for line in installs(clone)] == ["requirements.lock -e . --quiet"]
    installer.main("lab")
    assert len(installs(clone)) == 1
    installer.main("test")
    assert installs(clone)[1].endswith("-e .[test]")
    (clone / ".venv/nnlearn-lab.stamp").unlink()
    installer.main("lab")
    assert len(installs(clone)) == 2, "the test environment holds all that the lab needs"


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_new_lock_or_project_is_installed(installer, clone, name):
    installer.main("lab")
    with (clone / name).open("a") as file:
        file.write("\n")
    installer.main("lab")
    assert len(installs(clone)) == 2


def test_a_moved_folder_is_installed_again(installer, clone, monkeypatch):
    installer.main("lab")
    monkeypatch.setattr(installer, "ROOT", str(shutil.copytree(clone, clone.parent / "moved")))
    assert not installer.is_done("lab")


def test_a_system_with_a_new_python_is_installed_again(installer, clone):
    python = clone / ".venv/bin/python"
    python.rename(clone / "python3.12")
    python.symlink_to(clone / "python3.12")
    installer.main("lab")
    assert installer.is_done("lab")
    (clone / "python3.12").rename(clone / "python3.13")
    python.unlink()
    python.symlink_to(clone / "python3.13")
    assert not installer.is_done("lab")


def test_an_interrupted_pip_leaves_no_stamp(installer, clone, monkeypatch):
    monkeypatch.setattr(installer, "install", lambda *arguments: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(SystemExit, match="make lab continues from here"):
        installer.main("lab")
    assert not installer.is_done("lab")


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full: free about 12 GB"),
        ("NewConnectionError: Temporary failure in name resolution", "pip could not reach its packages"),
        (
            "SSLError(SSLCertVerificationError(1, CERTIFICATE_VERIFY_FAILED",
            "pip does not trust the server's certificate: set PIP_CERT",
        ),
        ("OSError: [Errno 13] Permission denied", "pip may not write here: copy the course"),
    ],
)
def test_each_failure_of_pip_is_one_sentence_with_its_cure(installer, clone, log, sentence):
    fake_pip(clone, log=log, status=1)
    with pytest.raises(SystemExit) as stopped:
        installer.main("lab")
    assert str(stopped.value).startswith(f"nnlearn: {sentence}")
    assert not installer.is_done("lab")


def test_a_venv_that_pip_itself_cannot_read_is_made_again_once(installer, clone, monkeypatch, capsys):
    made = []
    monkeypatch.setattr(installer, "make_venv", lambda: made.append("again"))
    fake_pip(clone, log="TypeError: expected string, got None", status=1)
    with pytest.raises(SystemExit, match="pip could not install the course; its last lines above say why"):
        installer.main("lab")
    assert made == ["again"]
    assert len(installs(clone)) == 2
    monkeypatch.setattr(installer, "make_venv", lambda: fake_pip(clone))
    installer.main("lab")
    assert installer.is_done("lab")


def test_linux_is_told_about_cuda_and_the_way_around_it(installer, clone, capsys):
    installer.main("lab")
    said = capsys.readouterr().out
    assert "PyTorch comes with CUDA: several GB of download" in said
    assert 'make lab PIP_ARGS="<that option>"' in said
    assert "100.0 GB free" in said


def test_a_pip_that_is_set_to_the_cpu_build_is_recognised(installer, clone, capsys):
    fake_pip(clone, builds="2.14.0, 2.13.0+cpu, 2.13.0")
    installer.main("lab")
    assert "pip takes PyTorch's CPU build here" in capsys.readouterr().out


@pytest.mark.parametrize(("builds", "room"), [("2.13.0", 12), ("2.13.0+cpu", 4)])
def test_too_little_disk_is_seen_before_the_download(installer, clone, monkeypatch, builds, room):
    fake_pip(clone, builds=builds)
    monkeypatch.setattr(installer.shutil, "disk_usage", lambda folder: types.SimpleNamespace(free=3e9))
    with pytest.raises(SystemExit, match=f"too little, {room} GB are needed: free some"):
        installer.main("lab")
    assert not installs(clone)


def test_a_folder_that_cannot_be_written_is_one_sentence(installer, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(installer, "VENV", str(tmp_path / "file/.venv"))  # not even root can make a folder under a file
    with pytest.raises(SystemExit, match=r"could not make .*copy the course to a folder of your own"):
        installer.make_venv()
