"""The wheel carries the course and nothing of the workshop, an sdist makes the same one, and nnlearn works from it."""

import email
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from nnlearn.originals import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
COURSE = {name for name in TRACKED if name.startswith(FOLDERS) and name.endswith(".ipynb")}
BUILD = "import sys; from setuptools import build_meta; print(getattr(build_meta, 'build_' + sys.argv[1])(sys.argv[2]))"


def build(kind, source, target):
    """Build in a folder without an environment of its own; return the path of the result."""
    done = subprocess.run([sys.executable, "-c", BUILD, kind, target], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build an sdist from the files that git tracks, and from it a wheel; return both."""
    clone, out = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("dist")
    for name in filter(None, TRACKED):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    sdist = build("sdist", clone, out)
    with tarfile.open(sdist) as packed:
        packed.extractall(out, filter="data")
    source = out / sdist.name.removesuffix(".tar.gz")
    return sdist, build("wheel", source, out)


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Unpack the wheel, as pip would; return the folder."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(built[1]) as packed:
        packed.extractall(folder)
    return folder


def test_the_wheel_holds_the_package_and_the_course_and_nothing_else(built):
    with zipfile.ZipFile(built[1]) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    package = {name for name in TRACKED if name.startswith("nnlearn/")}
    assert "nnlearn/py.typed" in names
    assert names == package | {f"nnlearn/course/{name}" for name in {*COURSE, "requirements.lock"}}


def test_the_sdist_holds_what_the_wheel_is_built_from_and_no_tests_or_tools(built):
    with tarfile.open(built[0]) as packed:
        names = {one.name.partition("/")[2] for one in packed if one.isfile()}
    assert names >= COURSE | {"setup.py", "pyproject.toml", "README.md", "LICENSE", "requirements.lock"}
    assert {name.split("/")[0] for name in names if "/" in name} == {"nnlearn", "nnlearn.egg-info", *FOLDERS}


def test_an_editable_installation_gets_no_second_course():
    program = "import setup, setuptools; b = setup.WithCourse(setuptools.Distribution()); b.build_lib = 'lib'\n"
    program += "b.editable_mode = True; print(len(b.pairs())); b.editable_mode = False; print(len(b.pairs()))"
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.split() == ["0", str(len(COURSE) + 1)]


def test_the_page_on_pypi_has_no_link_that_leads_nowhere(built):
    with zipfile.ZipFile(built[1]) as packed:
        (name,) = [name for name in packed.namelist() if name.endswith("/METADATA")]
        told = email.message_from_bytes(packed.read(name))
    text = told.get_payload()
    assert "01 A neuron" in text
    assert "](notebooks/" not in text
    program = "import setup; print(setup.described('[a](b.md) [c](https://d)', {'Repository': 'https://e'}))"
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out == "[a](https://e/blob/main/b.md) [c](https://d)\n"


def test_what_a_browser_does_not_have_is_not_asked_for_there():
    needed = [Requirement(line) for line in PROJECT["dependencies"]]
    there = {one.name for one in needed if not one.marker or one.marker.evaluate({"sys_platform": "emscripten"})}
    assert {"numpy", "ipywidgets", "anywidget", "safetensors"} <= there
    assert not there & {"torch", "psutil", "jupyterlab", "jupyter-server", "nbconvert", "ipykernel"}
    assert all(one.marker is None or one.marker.evaluate({"sys_platform": "linux"}) for one in needed)


PROGRAM = """
import json
from nnlearn import originals, syllabus
from nnlearn.app import lab, learner_copy
from nnlearn.doctor import folders, install_command, locked_versions
said = str(learner_copy.refresh())
print(json.dumps([said, str(syllabus.ROOT), len(syllabus.existing()), lab.options()[0], lab.homes()["IPYTHONDIR"],
                  [one.found for one in folders()][:2], install_command(), len(locked_versions())]))
"""


def python(installed, program, folder):
    env = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_a_wheel_the_copy_is_made_where_nnlearn_is_called(installed, tmp_path):
    copy = tmp_path / "nnlearn-course"
    said, root, lessons, served, settings, places, cure, locked = json.loads(python(installed, PROGRAM, tmp_path))
    assert said == f"new in nnlearn-course/: {len(COURSE)} files"
    assert (Path(root), lessons) == (installed / "nnlearn" / "course", 33)
    assert served == f"--ServerApp.root_dir={copy}"
    assert Path(settings) == copy / ".jupyter" / "ipython"
    assert places == [f"{copy}: can be written", f"{copy / '.jupyter'}: can be written"]
    assert cure.endswith(f"-c {installed}/nnlearn/course/requirements.lock nnlearn")
    assert locked > 50
    assert {path.relative_to(copy).as_posix() for path in copy.rglob("*.ipynb")} == COURSE
    for folder in (copy, copy / "notebooks"):  # called in the copy, it is this one
        said, *_, served, _, _, _, _ = json.loads(python(installed, PROGRAM, folder))
        assert (said, served) == ("", f"--ServerApp.root_dir={copy}")


def test_from_a_wheel_the_command_finds_the_copy_and_a_clean_lesson(installed, tmp_path):
    python(installed, "from nnlearn.app.learner_copy import refresh; refresh()", tmp_path)
    mine = tmp_path / "nnlearn-course" / "exercises" / "02_perceptron_exercises.ipynb"
    mine.write_text("mine")
    program = "from nnlearn.app.cli import main; main(['fresh', '02']); main(['release', '03'])\n"
    program += "from nnlearn.checks.progress_file import course_folder; print(course_folder())"
    said = python(installed, program, tmp_path)
    assert "exercises/02_perceptron_exercises.ipynb is a clean copy now; your version is exercises/02_" in said
    assert said.splitlines()[-1] == str(tmp_path / "nnlearn-course")
    assert (tmp_path / "dist" / "nnlearn-solutions-03.zip").is_file()


def workflow(name):
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))["jobs"]


def test_every_python_that_the_project_names_is_tried_on_three_systems():
    matrix = workflow("ci.yml")["elsewhere"]["strategy"]["matrix"]
    named = [line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert matrix["python"] == named
    assert [system.split("-")[0] for system in matrix["system"]] == ["ubuntu", "windows", "macos"]


def test_what_is_published_was_built_and_tried_and_no_password_is_stored():
    jobs = workflow("release.yml")
    assert (jobs["try"]["needs"], jobs["publish"]["needs"]) == ("build", "try")
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "secrets" not in text
    assert all((ROOT / name).is_file() for name in re.findall(r"tools/\w+\.py", text))
