"""The house: pyproject.toml is the one truth; the lock, environment.yml, Makefile and documents agree with it."""

import os
import platform
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import environment
import lock
import pytest
import run_tests
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import nnlearn
from nnlearn.app import cli

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NEEDED = [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])]
LOCKED = lock.read((ROOT / "requirements.lock").read_text())
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z-]+):  ## ", MAKEFILE, re.MULTILINE)
COMMITTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")


def test_every_line_of_the_lock_is_a_name_and_a_plain_version():
    lines = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9]+(\.[0-9]+)*(\.post[0-9]+)?", line) for line in lines)
    assert not [line for line in lines if line.startswith(("nvidia", "triton", "cuda"))]
    assert len(LOCKED) == len(lines)


@pytest.mark.parametrize("requirement", NEEDED, ids=lambda requirement: requirement.name)
def test_the_lock_satisfies_every_floor_of_the_project(requirement):
    assert re.fullmatch(r">=[\d.]+", str(requirement.specifier)), "the doctor reads floors of the form name>=1.2"
    assert requirement.specifier.contains(LOCKED[requirement.name])


def test_the_lock_is_what_is_installed_and_tested_here():
    text = (ROOT / "requirements.lock").read_text()
    assert lock.text(text) == text, "run make test, which installs the lock, or make lock, which writes it"


def test_the_lock_pins_the_pytorch_that_was_decided_and_the_packages_of_other_systems():
    assert LOCKED["torch"] == "2.13.0"
    assert {"appnope", "colorama", "pywinpty"} <= set(LOCKED)


def test_a_lock_forgets_what_nobody_needs_and_leaves_cuda_to_pytorch(monkeypatch):
    head, *lines = lock.text("# head\nleftover==1.0\npywinpty==2.0\n").splitlines()
    assert head == "# head"
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names)
    assert {"anyio", "pywinpty"} <= {*names}
    assert "leftover" not in names
    assert "leftover" not in lock.text("leftover==1.0\n")
    monkeypatch.setattr(lock, "needed", lambda: {"nvidia-cublas", "numpy"})
    monkeypatch.setattr(lock.metadata, "version", lambda name: "2.1+cu130")
    assert lock.text("# head") == "# head\nnumpy==2.1\n"


@pytest.mark.parametrize(
    ("name", "floor"), [("jupyterlab", "4.6.2"), ("jupyter-server", "2.20"), ("nbconvert", "7.17.1")]
)
def test_floors_for_safety(name, floor):
    (requirement,) = [requirement for requirement in NEEDED if requirement.name == name]
    assert Version(str(requirement.specifier).removeprefix(">=")) >= Version(floor)


def test_conda_s_environment_is_python_pip_and_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    python, pip, by_pip = environment["dependencies"]
    assert python == f"python{PROJECT['requires-python']}"
    assert pip == "pip"
    assert by_pip == {"pip": ["-c requirements.lock", "-e ."]}


def test_the_pythons_are_the_same_everywhere():
    (oldest, first), (newest, last) = environment.OLDEST, environment.NEWEST
    assert oldest == newest == 3
    assert PROJECT["requires-python"] == f">=3.{first},<3.{last + 1}"
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if " Python :: 3." in line]
    assert named == [f"3.{minor}" for minor in range(first, last + 1)]
    for name in ("README.md", "Makefile", "tools/environment.py"):
        assert f"Python 3.{first} to 3.{last}" in (ROOT / name).read_text(), name
    workflow = (ROOT / ".github/workflows/ci.yml").read_text()
    assert f'python-version: "3.{first}"' in workflow  # the oldest, by which the lock is written


def test_one_version():
    assert PROJECT["version"] == nnlearn.__version__
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == nnlearn.__version__
    assert f"\n## {nnlearn.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_make_alone_lists_every_target():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == TARGETS
    assert set(TARGETS) == set(re.search(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE).group(1).split())
    assert {"lab", "test", "test-all", "build", "doctor", "test-portable"} <= set(TARGETS)


def test_what_the_makefile_calls_is_there():
    assert all((ROOT / name).is_file() for name in re.findall(r"tools/\w+\.py", MAKEFILE))


def test_ci_runs_make_test_with_debian_s_chromium():
    script = (ROOT / ".ci/run").read_text()
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "export CI=true" in script
    assert "install --yes --no-install-recommends chromium" in script
    assert script.rstrip().endswith('make test "$@"')
    assert "playwright" not in script


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_the_commands_that_documents_name_are_there(name):
    if not (ROOT / name).exists():
        pytest.fail(f"{name} is missing")
    text = (ROOT / name).read_text()
    assert set(re.findall(r"\bmake ([a-z-]+)(?=[`\s]*(?:$|[`\n]|[A-Z_]+=))", text, re.MULTILINE)) <= set(TARGETS)
    commands = set(cli.parser()._subparsers._group_actions[0].choices)
    assert set(re.findall(r"`nnlearn ([a-z]+)", text)) <= commands
    for path in re.findall(r"`((?:nnlearn|tests|tools|lessons|benchmarks)/[\w/.]+\.\w+)`", text):
        assert "NN" in path or "_name" in path or (ROOT / path).exists(), f"{name} names {path}"


def test_the_readme_s_example_runs():
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    for side in ("numpy", "torch"):
        names: dict = {}
        exec(example.replace("nnlearn.numpy", f"nnlearn.{side}"), names)
        assert (names["nn"].predict(names["model"], names["data"].x).argmax(axis=1) == names["data"].y).mean() > 0.8


def test_no_committed_text_names_a_machine_or_a_registry():
    allowed = r"(?!x\b|y\b|jovyan\b)"  # examples in tests, and the user of Jupyter's images
    machine = rf"/(?:home|root|Users)/{allowed}\w|site-packages/|/tmp/ipykernel"
    registry = r"files\.pythonhosted|download\.pytorch|pypi\.org/simple|conda\.anaconda\.org"
    pattern = re.compile(f"{machine}|{registry}")
    for name in filter(None, COMMITTED):
        path = ROOT / name
        if path.suffix in {".png", ".gz", ".npz"} or name == "tests/test_house.py" or not path.is_file():
            continue
        found = pattern.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert not found, f"{name}: {found and found.group()}"


@pytest.mark.parametrize(
    ("status", "said", "expected"),
    [
        (0, "....\n97 passed, 2 skipped, 1 warning in 4.21s\n", (97, 0, 2)),
        (1, "===== 3 failed, 97 passed in 4.21s (0:00:04) =====\n", (97, 3, 0)),
        (1, "1 passed, 2 errors in 0.1s\n", (1, 2, 0)),
        (1, "5 passed in 1s\n1 failed, 2 passed in 2.5s\n", (7, 1, 0)),
        (5, "no tests ran in 0.01s\n", (0, 1, 0)),
        (3, "5 passed in 1.0s\nINTERNALERROR\n", (5, 1, 0)),
        (0, "Success: no issues found in 9 source files\n", (1, 0, 0)),
        (1, "Found 2 errors.\n", (0, 1, 0)),
    ],
)
def test_the_summary_counts(status, said, expected):
    assert tuple(run_tests.count(status, said).values()) == expected


def test_all_parts_run_also_after_one_failed(capsys):
    parts = {
        "bad": (["-c", "raise SystemExit(2)"], {}),
        "good": (["-c", "import os; print(os.environ['SAID'])"], {"SAID": "x"}),
    }
    assert run_tests.main(parts) == 1
    out = capsys.readouterr().out
    assert "\nx\n" in out
    assert out.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"
    assert run_tests.main({"good": parts["good"]}) == 0


FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))


def parts_of(file):
    """Return the parts of `make test` that run a test file."""
    places = {file, *(parent.as_posix() for parent in Path(file).parents)}
    return [part for part, paths in run_tests.TESTS.items() if places & set(paths)]


@pytest.mark.parametrize("file", FILES)
def test_a_test_file_belongs_to_exactly_one_part(file):
    assert len(parts_of(file)) == 1, "tools/run_tests.py lists the folders of each part"


def test_a_file_in_no_part_and_one_in_two_are_found(monkeypatch):
    assert parts_of("tests/elsewhere/test_x.py") == []
    monkeypatch.setitem(run_tests.TESTS, "lint", ["tests/library"])
    assert parts_of("tests/library/test_conv.py") == ["library", "lint"]


def test_make_test_runs_everything():
    commands = [" ".join(command) for command, _ in run_tests.EVERYTHING.values()]
    for words in ("ruff check", "ruff format --check", "mypy", "--doctest-modules nnlearn", "nbval_runs"):
        assert sum(words in command for command in commands) == 1
    for paths in run_tests.TESTS.values():
        assert sum(command.endswith(" ".join(paths)) and "not whole" in command for command in commands) == 1


def test_one_part_is_what_it_is_in_all():
    assert run_tests.chosen([]) == run_tests.EVERYTHING
    joined = {}
    for part in run_tests.PARTS:
        joined |= run_tests.chosen([part])
    assert joined == run_tests.EVERYTHING
    with pytest.raises(SystemExit, match=r"no part lesson; the parts are lint, library, explorers, lessons, app, "):
        run_tests.chosen(["lesson"])


def test_make_test_all_runs_more_than_make_test(monkeypatch):
    monkeypatch.setattr(run_tests, "portable", lambda: {"Haswell: library": None})
    rows = run_tests.chosen(["all"])
    assert rows.keys() == run_tests.EVERYTHING.keys() | {"whole", "Haswell: library"}
    assert " ".join(rows["whole"][0]).endswith(" ".join(["-m", "whole", *run_tests.SLOWEST, "tests"]))


WHOLE = """
import pytest

def test_some():
    pass

@pytest.mark.whole({small!r})
def test_every_one():
    pass
"""


@pytest.mark.parametrize(("small", "status"), [("test_some", 0), ("test_none", 4), ("test_every_one", 4)])
def test_what_is_whole_names_its_proof_in_small(small, status, tmp_path):
    (tmp_path / "test_x.py").write_text(WHOLE.format(small=small))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--confcutdir=/", "-p", "conftest"]
    command += ["-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, tmp_path]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert ran.returncode == status, ran.stdout + ran.stderr
    if status:
        assert "test_every_one is marked whole: name the test of this file that proves it in small" in ran.stderr


def test_portable_runs_all_that_a_processor_could_change(monkeypatch, capsys):
    monkeypatch.setattr(run_tests.processors, "computes", lambda name: name != "SkylakeX")
    parts = run_tests.portable()
    assert "SkylakeX" in capsys.readouterr().out
    assert not any(name.startswith("SkylakeX") for name in parts)
    for part in {*run_tests.EVERYTHING} - {*run_tests.PARTS["lint"], "browser"}:
        command, extra = parts[f"Haswell: {part}"]
        assert command == run_tests.EVERYTHING[part][0]
        assert "X86_V4" in extra["NPY_DISABLE_CPU_FEATURES"]
    assert {"notebooks on two threads", "Haswell: notebooks on two threads"} <= {*parts}


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="the older processors are x86 ones")
def test_a_process_computes_as_the_processor_it_was_told():
    what = "import numpy as np; print(np.show_config('dicts')['SIMD Extensions'].get('found', []))"
    ran = subprocess.run(
        [sys.executable, "-c", what],
        env={**os.environ, **run_tests.processors.variables("Nehalem")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"  # nothing beyond the baseline
