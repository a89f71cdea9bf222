"""The command `nnlearn`: what each subcommand calls, one sentence for each mistake, and the exit status."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import nnlearn
from nnlearn.app import cli, lab

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "command", [[sys.executable, "-m", "nnlearn"], [str(Path(sys.executable).with_name("nnlearn"))]]
)
def test_both_ways_to_call_it(command):
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    for name in (
        "lab",
        "doctor",
        "check",
        "report",
        "export",
        "progress",
        "merge",
        "fresh",
        "release",
        "room",
        "collect",
    ):
        assert f"    {name} " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "the following arguments are required: command"),
        (["walk"], "invalid choice: 'walk'"),
        (["doctor", "--deep"], "unrecognized arguments: --deep"),
        (["fresh"], "the following arguments are required: lesson"),
    ],
)
def test_what_it_does_not_understand_ends_with_2(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", ["fresh", "check"])
def test_a_lesson_that_does_not_exist_is_one_sentence(command, capsys):
    assert cli.main([command, "99"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith(f"nnlearn {command}: ")
    assert "'99'" in err
    assert err.count("\n") == 1
    assert out == ""


def test_doctor_s_status_says_whether_there_are_faults(monkeypatch):
    for faults, status in ((0, 0), (1, 1), (7, 1)):
        monkeypatch.setattr("nnlearn.doctor.report", lambda findings, faults=faults: faults)
        assert cli.main(["doctor"]) == status


def test_check_s_status_says_whether_all_passed(monkeypatch):
    for passed in (True, False):
        monkeypatch.setattr("nnlearn.grading.notebook.check_notebook", lambda *arguments, passed=passed: passed)
        assert cli.main(["check", "02"]) == int(not passed)


def test_progress_shows_the_table(capsys):
    assert cli.main(["progress"]) == 0
    assert "Progress" in capsys.readouterr().out


def test_lab_hands_every_further_option_on(monkeypatch):
    got = []
    monkeypatch.setattr("nnlearn.app.lab.lab", lambda extra: got.append(extra) or 0)
    assert cli.main(["lab", "--no-browser", "--port", "9000"]) == 0
    assert got == [["--no-browser", "--port", "9000"]]


def test_a_full_disk_while_copying_is_one_sentence(monkeypatch, capsys):
    def full():
        raise OSError("the disk is full: free some and run it again")

    monkeypatch.setattr(lab, "homes", dict)  # or this process would keep Jupyter's folders
    monkeypatch.setattr("nnlearn.app.learner_copy.refresh", full)
    assert cli.main(["lab"]) == 1
    assert capsys.readouterr().err == "nnlearn lab: the disk is full: free some and run it again\n"


def test_lab_without_jupyterlab_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setattr(lab, "homes", dict)
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert cli.main(["lab"]) == 1
    err = capsys.readouterr().err
    assert "-m pip install -c" in err
    assert err.count("\n") == 1


def test_root_is_told_so_and_others_get_no_such_option(monkeypatch, tmp_path):
    monkeypatch.setattr(lab.os, "geteuid", lambda: 0, raising=False)
    assert "--allow-root" in lab.options(tmp_path)
    monkeypatch.setattr(lab.os, "geteuid", lambda: 1000, raising=False)
    assert "--allow-root" not in lab.options(tmp_path)


def test_without_a_start_page_lab_opens_all_the_same(tmp_path):
    assert "--LabApp.default_url=/lab" in lab.options(tmp_path)
    (tmp_path / "course/notebooks").mkdir(parents=True)
    (tmp_path / "course/notebooks/00_start.ipynb").write_text("{}")
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start.ipynb" in lab.options(tmp_path)


def test_the_learner_s_options_come_last_and_so_win(tmp_path):
    assert lab.options(tmp_path, extra=["--ip=0.0.0.0"])[-1] == "--ip=0.0.0.0"


def test_what_lab_opens_again_is_the_course_s_matter(tmp_path):
    for option in lab.SAVED_PICTURES:
        assert option in lab.options(tmp_path)
        module, _, name = option.partition("=")[2].rpartition(".")
        assert isinstance(getattr(importlib.import_module(module), name), type)


def test_kernels_get_one_thread_unless_somebody_has_asked_for_more(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    lab.few_threads()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("1", "3")


def test_jupyterlab_is_settled_once(tmp_path):
    lab.settle(tmp_path)
    written = {path.stem: path for path in tmp_path.rglob("*.jupyterlab-settings")}
    assert json.loads(written["notification"].read_text()) == {"fetchNews": "false", "checkForUpdates": False}
    assert json.loads(written["tracker"].read_text()) == {"scrollPastEnd": False}
    written["tracker"].write_text("changed by the learner")
    written["notification"].unlink()
    lab.settle(tmp_path)
    assert written["tracker"].read_text() == "changed by the learner"
    assert written["notification"].exists()


def test_everything_jupyter_writes_is_inside_the_folder(tmp_path):
    assert all(Path(place).is_relative_to(tmp_path) for place in lab.homes(tmp_path).values())
    assert {"JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"} <= set(lab.homes())


def test_a_kernel_of_somebody_else_stays_out_of_the_course(tmp_path, monkeypatch):
    """Clusters set JUPYTER_PATH, and a kernel named python3 there would start every notebook without nnlearn."""
    foreign = tmp_path / "kernels/python3"
    foreign.mkdir(parents=True)
    (foreign / "kernel.json").write_text(json.dumps({"argv": ["/usr/bin/python3"], "display_name": "Python (system)"}))
    program = (
        "from nnlearn.app import lab; lab.leave_homes()\n"
        "from jupyter_client.kernelspec import KernelSpecManager as K\n"
        "print(K().get_kernel_spec('python3').display_name)"
    )
    environment = os.environ | {"JUPYTER_PATH": str(tmp_path), "JUPYTER_CONFIG_PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "Python 3 (ipykernel)\n"


def test_the_version(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"nnlearn {nnlearn.__version__}\n"


@pytest.mark.parametrize("name", ["nope.ipynb", "a_class_that_is_not_there"])
def test_what_is_not_there_is_said_in_one_sentence(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", name]) == 1
    said = capsys.readouterr()
    assert said.err == (
        f"nnlearn check: check expected a lesson's number, a notebook or a folder, got {name}, which is not there\n"
    )
    assert not said.out


def test_a_name_that_the_encoding_lacks_does_not_end_a_report():
    program = (
        "from nnlearn import doctor; doctor.examine = lambda: [doctor.Finding('Python', 'in kurs \u03b2')]\n"
        "from nnlearn.app import cli; raise SystemExit(cli.main(['doctor']))"
    )
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}  # Windows, where the output goes into a file
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert r"in kurs \u03b2" in done.stdout


def test_a_package_that_cannot_be_imported_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(cli, "run", lambda *arguments: (_ for _ in ()).throw(ImportError("numpy is too old")))
    assert cli.main(["progress"]) == 1
    assert capsys.readouterr().err == "nnlearn progress: numpy is too old; nnlearn doctor says what is wrong\n"


def test_progress_as_a_table_to_hand_in(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "progress.json"))
    (tmp_path / "progress.json").write_text('{"02.1": {"hints": 1, "passed": true, "tries": 3}}')
    assert cli.main(["progress", "--csv", str(tmp_path / "mine.csv")]) == 0
    lines = (tmp_path / "mine.csv").read_text().splitlines()
    assert lines[0] == "id,title,passed,tries,hints,date,answer"
    assert next(line for line in lines if line.startswith("02.1,")).endswith(",yes,3,1,,")
    assert next(line for line in lines if line.startswith("02.2,")).endswith(",no,0,0,,")
    assert "nothing was sent anywhere" in capsys.readouterr().out
    assert cli.main(["progress", "--csv", str(tmp_path / "none" / "mine.csv")]) == 1
