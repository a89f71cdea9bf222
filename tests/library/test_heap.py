"""Memory that arrays free stays with the process, so that the next array needs no new pages."""

import platform
import subprocess
import sys

import pytest

SCRIPT = """
import resource
import numpy as np
{first}
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(50):
        [np.ones(2**19, np.float32) for _ in range(4)]  # 4 arrays of 512 pages
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(faults())
"""


def faults(first=""):
    run = [sys.executable, "-c", SCRIPT.format(first=first)]
    return int(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc asks the system for every larger array")
def test_temporary_arrays_get_their_pages_once():
    pages = 50 * 4 * 512
    assert faults() > pages / 2, "the system keeps freed memory by itself: heap.py has nothing to do any more"
    assert faults("import nnlearn.numpy") < pages / 20
