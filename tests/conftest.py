"""Let tests import the tools that build and run the notebooks, and compute with one thread."""

import os
import sys
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # small products are up to five times slower on two threads of a busy machine

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools"))  # behind all else: nothing there hides a package

import pytest  # noqa: E402

import nnlearn.numpy  # noqa: E402  # after the number of threads is set
import nnlearn.torch  # noqa: E402


@pytest.fixture(autouse=True)
def seeded():
    """Start every test from the same seed on both sides, so that no test passes or fails by luck."""
    nnlearn.numpy.manual_seed(0)
    nnlearn.torch.manual_seed(0)
