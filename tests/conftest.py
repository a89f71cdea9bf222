"""Let tests import the tools that build and run the notebooks, and compute with one thread."""

import gc
import os
import shutil
import sys
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # small products are up to five times slower on two threads of a busy machine

ROOT = Path(__file__).resolve().parents[1]
for folder in ("tools", "tests", "tests/lessons", "tests/browser", "tests/explorers", "tests/library"):
    sys.path.append(str(ROOT / folder))  # at the end, so that nothing there hides a package

import jupyterlab_driver as lab  # noqa: E402
import pytest  # noqa: E402

import nnlearn.numpy  # noqa: E402  # after the number of threads is set
import nnlearn.torch  # noqa: E402


@pytest.fixture(autouse=True)
def seeded():
    """Start every test from the same seed on both sides, so that no test passes or fails by luck."""
    nnlearn.numpy.manual_seed(0)
    nnlearn.torch.manual_seed(0)


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """Give a copy of the committed notebooks: Lab saves what it runs."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def opened(course):
    """Give a function that opens a notebook; one server and one browser for all tests."""
    lacks = lab.missing()
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    with lab.server(course) as (address, token), lab.chromium() as context:
        yield lambda path: lab.Notebook(context, address, token, path)


def pytest_collection_finish():
    """Let no collection of garbage look again through what the imports made."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """Refuse a test marked whole that does not name its proof in small: another test of its file."""
    small = {(item.path, item.originalname) for item in items if not item.get_closest_marker("whole")}
    for item in items:
        for mark in item.iter_markers("whole"):
            if (item.path, *mark.args) not in small:
                sentence = "is marked whole: name the test of this file that proves it in small"
                raise pytest.UsageError(f"{item.name} {sentence}")
