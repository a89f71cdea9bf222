"""tools/install.py on machines that lack something: each fault is one sentence with its fix; nothing is done twice."""

import ast
import importlib
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
    "tools/environment.py",
    "tools/pytorch_build.py",
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
    run = "sys.argv = sys.argv[1:]; sys.path[0] = 'tools'; runpy.run_path(sys.argv[0], run_name='__main__')"
    script = f"import sys, runpy\n{before}\n{run}"
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
    installer.environment.check_python()


@pytest.mark.parametrize("name", ["install", "environment", "pytorch_build"])
def test_an_old_python_can_read_the_installer(name):
    ast.parse((ROOT / f"tools/{name}.py").read_text(), feature_version=(3, 7))  # the oldest grammar that ast knows


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
    names = "install", "environment", "pytorch_build"
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(clone / "tools")
    module = importlib.import_module("install")
    monkeypatch.setattr(module.pytorch_build.shutil, "disk_usage", lambda folder: FREE)
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.pytorch_build, "has_gpu", lambda: False)
    fake_pip(clone)
    yield module
    for name in names:
        sys.modules.pop(name, None)


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
    assert [line.split(" -c ")[1:] for line in installs(clone)] == [
        ["requirements.lock", f"{clone}/.venv/torch.constraint -e . --quiet"]
    ]
    installer.main("lab")
    assert len(installs(clone)) == 1
    installer.main("test")
    assert installs(clone)[1].endswith("-e .[test]")
    (clone / ".venv/nnlearn-lab.stamp").unlink()
    installer.main("lab")
    assert len(installs(clone)) == 2, "the test environment holds all that the lab needs"


@pytest.mark.parametrize(
    ("name", "old", "new", "times"),
    [
        ("requirements.lock", "torch==2.13.0", "torch==2.13.1", 2),
        ("pyproject.toml", "numpy>=2.0", "numpy>=2.1", 2),
        ("requirements.lock", "torch==", "# a remark\ntorch==", 1),  # says nothing else than before
        ("pyproject.toml", "[project]\n", "[project]  # a remark\n", 1),
    ],
)
def test_a_new_lock_or_project_is_installed_and_a_remark_in_it_is_not(installer, clone, name, old, new, times):
    installer.main("lab")
    before = (clone / name).read_text()
    assert old in before
    (clone / name).write_text(before.replace(old, new))
    installer.main("lab")
    assert len(installs(clone)) == times


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


OFFLINE = "ERROR: Could not find a version that satisfies the requirement nbval (from versions: none)"
FAILURES = {
    "no network": ("NewConnectionError: Network is unreachable", {}, "connect this machine to the network"),
    "a conflict offline": ("ERROR: ResolutionImpossible: for help", {"PIP_NO_INDEX": "1"}, "make offline brings"),
    "a package missing offline": (OFFLINE, {"PIP_NO_INDEX": "1"}, "offline/ does not hold all"),
    "anything else": ("TypeError: expected string, got None", {}, "pip could not install the course"),
}


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("goal", ["lab", "test"])
@pytest.mark.parametrize("failure", FAILURES)
def test_whatever_fails_a_venv_that_works_is_left_as_it_was(installer, clone, monkeypatch, capsys, failure, goal):
    """`make lab` opens it as it is, `make test` stops."""
    log, settings, sentence = FAILURES[failure]
    installer.main("lab")
    (clone / ".venv/bin/jupyter").write_text("what was installed")
    lock = clone / "requirements.lock"
    lock.write_text(lock.read_text().replace("torch==2.13.0", "torch==2.13.1"))
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    fake_pip(clone, log=log, status=1)
    monkeypatch.setattr(installer.environment, "make_venv", lambda: fake_pip(clone, log=log, status=1))
    before = everything(clone / ".venv")
    said = ""
    try:
        installer.main(goal)
    except SystemExit as stopped:
        said = str(stopped)
    assert sentence in said + capsys.readouterr().out
    assert bool(said) == (goal == "test")
    after = everything(clone / ".venv")
    made = {Path("install.log"), Path("torch.constraint")}
    assert {name: after[name] for name in before if name not in made} == {
        name: before[name] for name in before if name not in made
    }
    assert not (clone / ".venv-aside").exists()
    assert not installer.is_done(goal)


def test_a_venv_that_pip_itself_cannot_read_is_made_again_once(installer, clone, monkeypatch):
    made = []
    monkeypatch.setattr(installer.environment, "make_venv", lambda: (made.append("again"), fake_pip(clone)))
    (clone / ".venv/broken").write_text("half a package")
    fake_pip(clone, log="TypeError: expected string, got None", status=1)
    installer.main("lab")
    assert made == ["again"]
    assert installer.is_done("lab")
    assert not (clone / ".venv/broken").exists()
    assert not (clone / ".venv-aside").exists()


def test_a_run_that_was_cut_off_while_the_old_venv_was_aside_brings_it_back(installer, clone):
    installer.main("lab")
    (clone / ".venv").rename(clone / ".venv-aside")
    (clone / ".venv").mkdir()
    installer.main("lab")
    assert installer.is_done("lab")
    assert len(installs(clone)) == 1


def test_pip_installs_into_the_venv_whatever_the_machine_is_set_to(installer, clone, monkeypatch):
    for name in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME"):
        monkeypatch.setenv(name, "1")
    installer.environment.separate()
    assert os.environ["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME"} & set(os.environ)


def test_a_target_in_pip_s_configuration_is_named_with_the_command_that_takes_it_out(installer, clone):
    python = clone / ".venv/bin/python"
    python.write_text(python.read_text().replace("*index*)", "*config*) echo \"global.target='/opt/x'\";;\n*index*)"))
    with pytest.raises(SystemExit, match=r"python3 -m pip config unset global\.target, and run make again"):
        installer.main("lab")
    assert not installs(clone)


def test_a_colon_in_the_path_is_one_sentence(clone):
    other = clone.parent / "NN: course"
    shutil.copytree(clone, other)
    status, said = make_lab(other)
    assert status != 0
    assert [line.split(": ", 1)[1][:28] for line in sentences(said)] == ["Python makes no environment "]
    assert "rename the folder and run make again" in said
    assert "Traceback" not in said


def test_a_name_that_the_terminal_cannot_show_does_not_end_the_installation(clone):
    other = clone.parent / "kurs β"
    shutil.copytree(clone, other)
    program = (
        f"import sys; sys.path.insert(0, {str(other / 'tools')!r}); import install, environment as e;"
        "e.works = lambda: True; e.separate = lambda: None; install.stamp = lambda goal: '/nowhere'\n"
        "print(end=''); e.check_folder = lambda: print(e.ROOT); e.check_python = lambda: None\n"
        "install.is_done = lambda goal: True; install.main('lab')"
    )
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stdout.strip().endswith(r"kurs \u03b2")
    assert not done.stderr


def test_linux_is_told_about_cuda_and_the_way_around_it(installer, clone, capsys):
    installer.main("lab")
    said = capsys.readouterr().out
    assert "PyTorch comes with CUDA: several GB of download" in said
    assert 'make lab PIP_ARGS="<that option>"' in said
    assert "100.0 GB free" in said


BOTH = "2.14.0, 2.13.0+cpu, 2.13.0"


@pytest.mark.parametrize(
    ("setting", "gpu", "builds", "constraint"),
    [
        ("", False, BOTH, "torch==2.13.0+cpu"),
        ("", True, BOTH, "torch===2.13.0"),
        ("cpu", True, BOTH, "torch==2.13.0+cpu"),
        ("cuda", False, BOTH, "torch===2.13.0"),
        ("", False, "2.14.0, 2.13.0", ""),  # pip has no choice
        ("", True, "2.13.0+cpu", ""),
    ],
)
def test_which_pytorch_a_machine_gets_is_one_setting(installer, clone, monkeypatch, setting, gpu, builds, constraint):
    fake_pip(clone, builds=builds)
    monkeypatch.setenv("PYTORCH_BUILD", setting)
    monkeypatch.setattr(installer.pytorch_build, "has_gpu", lambda: gpu)
    installer.main("lab")
    assert (clone / ".venv/torch.constraint").read_text().strip() == constraint


def test_a_build_that_pip_cannot_find_is_said_before_the_download(installer, clone, monkeypatch):
    monkeypatch.setenv("PYTORCH_BUILD", "cpu")
    with pytest.raises(SystemExit, match="PYTORCH_BUILD=cpu was asked for, and pip finds only the other build here"):
        installer.main("lab")
    assert not installs(clone)
    monkeypatch.setenv("PYTORCH_BUILD", "tpu")
    with pytest.raises(SystemExit, match="PYTORCH_BUILD expected cpu or cuda, got tpu"):
        installer.main("lab")


def test_another_build_is_installed_when_it_is_asked_for(installer, clone, monkeypatch):
    fake_pip(clone, builds=BOTH)
    packages = clone / ".venv/lib/python3.11/site-packages"
    (packages / "torch-2.13.0+cpu.dist-info").mkdir(parents=True)
    installer.main("lab")
    monkeypatch.setenv("PYTORCH_BUILD", "cpu")
    installer.main("lab")
    assert len(installs(clone)) == 1
    monkeypatch.setenv("PYTORCH_BUILD", "cuda")
    installer.main("lab")
    assert len(installs(clone)) == 2


def test_a_machine_without_a_gpu_is_told_which_build_it_gets(installer, clone, capsys):
    fake_pip(clone, builds=BOTH)
    installer.main("lab")
    assert "this machine gets PyTorch's CPU build (PYTORCH_BUILD=cuda: the one with CUDA" in capsys.readouterr().out


@pytest.mark.parametrize(("builds", "room"), [("2.13.0", 12), ("2.13.0+cpu", 4)])
def test_too_little_disk_is_seen_before_the_download(installer, clone, monkeypatch, builds, room):
    fake_pip(clone, builds=builds)
    monkeypatch.setattr(installer.pytorch_build.shutil, "disk_usage", lambda folder: types.SimpleNamespace(free=3e9))
    with pytest.raises(SystemExit, match=f"too little, {room} GB are needed: free some"):
        installer.main("lab")
    assert not installs(clone)


def test_a_folder_that_cannot_be_written_is_one_sentence(installer, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(installer.environment, "VENV", str(tmp_path / "file/.venv"))  # not even root can make it
    with pytest.raises(SystemExit, match=r"could not make .*copy the course to a folder of your own"):
        installer.environment.make_venv()
