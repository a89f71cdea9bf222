"""The JupyterHub with a system user for each learner: what one of them can read of the others, the hub and the course.

It adds two users to this system and takes them away again, so it runs only where it may: as root, on Linux.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
from pathlib import Path

import psutil
import pytest
from hub_driver import ROOT, Visitor, need_hub, running

PASSWORD = "only for this test"
EXERCISES = "nnlearn/exercises/02_perceptron_exercises.ipynb"


def as_user(name, *command, **environment):
    """Run a command in a learner's home with the learner's rights, as in a terminal of their server."""
    import pwd

    user = pwd.getpwnam(name)
    around = {"HOME": user.pw_dir, "PATH": os.environ["PATH"], "NNLEARN_COURSE": f"{user.pw_dir}/nnlearn"}
    around |= {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), **environment}
    return subprocess.run(
        command, cwd=user.pw_dir, env=around, capture_output=True, text=True,
        user=user.pw_uid, group=user.pw_gid, extra_groups=[],
    )  # fmt: skip


def may_run(name):
    """Return whether a user may run this Python with the course; root's own cannot even be started."""
    try:
        return not as_user(name, sys.executable, "-c", "import nnlearn").returncode
    except PermissionError:
        return False


def end_processes(name):
    """End what still runs as one of the users made here."""
    for process in psutil.process_iter(["username"]):
        if process.info["username"] == name:
            process.kill()


@pytest.fixture(scope="module")
def learners():
    """Add two system users, give their names, and take them away again with all that is theirs."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("system users are tested on Linux as root, who may add them")
    if not all(map(shutil.which, ("useradd", "userdel", "chpasswd"))):
        pytest.skip("system users are tested where useradd, userdel and chpasswd are")
    need_hub()  # before anybody is added
    homes = Path(tempfile.mkdtemp(prefix="nnlearn-homes-"))
    homes.chmod(0o755)
    names = [f"nnl{os.getpid()}{end}" for end in "ab"]
    try:
        for name in names:
            made = subprocess.run(
                ["useradd", "--create-home", "--base-dir", str(homes), "--shell", "/bin/bash", name],
                capture_output=True, text=True,
            )  # fmt: skip
            if made.returncode:
                pytest.skip(f"useradd cannot add users here: {made.stderr.strip()}")
            subprocess.run(["chpasswd"], input=f"{name}:{PASSWORD}", text=True, check=True)
            (homes / name).chmod(0o755)  # as some systems make homes
        if not may_run(names[0]):
            pytest.skip(f"system users are tested where each may run {sys.executable} and read {ROOT}")
        yield names
    finally:
        for name in names:
            end_processes(name)
            subprocess.run(["userdel", "--remove", "--force", name], capture_output=True)
        shutil.rmtree(homes, ignore_errors=True)


@pytest.fixture(scope="module")
def hub(learners, tmp_path_factory):
    """Give (folder of the hub's secrets, visitors whose servers run)."""
    folder = tmp_path_factory.mktemp("hub")
    own = Path(tempfile.mkdtemp(prefix="nnlearn-hub-"))  # everybody may enter /tmp, not pytest's folder
    try:
        with running(folder, NNLEARN_HUB="users", NNLEARN_HUB_STATE=str(own)) as address:
            visitors = [Visitor(address, name, PASSWORD) for name in learners]
            for visitor in visitors:
                visitor.log_in()
            yield own, visitors
    finally:
        shutil.rmtree(own)


def test_each_server_runs_as_its_learner_with_the_whole_course(hub):
    for visitor in hub[1]:
        commands = [p.cmdline() for p in psutil.process_iter() if p.username() == visitor.name]
        assert any("jupyterhub.singleuser" in command for command in commands)
        assert visitor.contents("nnlearn")["content"]


def test_nobody_reads_anothers_work_or_the_secrets_of_the_hub(hub, learners):
    ada, ben = learners
    own, _ = hub
    work = Path(f"~{ben}").expanduser() / EXERCISES
    assert work.is_file()
    assert as_user(ben, "head", "-c", "9", str(work)).returncode == 0
    secret = own / "jupyterhub_cookie_secret"
    assert secret.is_file()
    for file in (work, work.parent, secret, own / "jupyterhub.sqlite"):
        refused = as_user(ada, "ls" if file.is_dir() else "cat", str(file))
        assert (refused.returncode > 0, refused.stdout) == (True, "")
        assert "Permission denied" in refused.stderr


def test_the_course_can_be_read_and_not_written(hub, learners):
    file = ROOT / "exercises/02_perceptron_exercises.ipynb"
    assert as_user(learners[0], "head", "-c", "9", str(file)).returncode == 0
    for command in (
        ["touch", str(file)],
        ["touch", str(ROOT / "exercises/new")],
        ["touch", str(ROOT / "nnlearn/new.py")],
    ):
        assert "Permission denied" in as_user(learners[0], *command).stderr


def test_the_commands_act_on_the_learners_own_copy(hub, learners):
    before = {path: path.stat().st_mtime_ns for path in ROOT.glob("*s/*.ipynb")}
    home = Path(f"~{learners[0]}").expanduser()
    (home / EXERCISES).write_text((home / EXERCISES).read_text().replace("# your code here", "# mine"))
    own = {"NNLEARN_PROGRESS": str(home / "nnlearn/.nnlearn-progress.json")}
    for command in (["check", "02"], ["progress"], ["fresh", "02"]):
        done = as_user(learners[0], sys.executable, "-m", "nnlearn", *command, **own)
        assert "Traceback" not in done.stderr
        told = done.stdout + done.stderr
        assert {"check": "0 of 5", "progress": "02", "fresh": "is a clean copy now"}[command[0]] in told, told
    assert "# mine" not in (home / EXERCISES).read_text()
    assert len(list((home / EXERCISES).parent.glob("02_perceptron_exercises_20*.ipynb"))) == 1
    assert {path: path.stat().st_mtime_ns for path in ROOT.glob("*s/*.ipynb")} == before
    assert (
        not (ROOT / "course").exists() or not (ROOT / "course" / "exercises/02_perceptron_exercises_new.ipynb").exists()
    )


def test_the_instructor_collects_everybodys_exercises(hub, learners, tmp_path):
    home = Path(f"~{learners[1]}").expanduser()
    (home / EXERCISES).write_text((home / EXERCISES).read_text().replace("# your code here", "# ben's"))
    command = [sys.executable, "-m", "nnlearn", "collect", str(home.parent), str(tmp_path / "class")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    found = sorted(path.relative_to(tmp_path / "class").as_posix() for path in (tmp_path / "class").rglob("*.ipynb"))
    assert found == [f"{learners[1]}/exercises/02_perceptron_exercises.ipynb"]


def test_root_does_not_get_in(hub):
    with pytest.raises(urllib.error.HTTPError) as refused:
        Visitor(hub[1][0].address, "root", PASSWORD).log_in()
    with refused.value as answer:
        assert answer.code == 403
