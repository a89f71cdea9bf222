"""Older processors, emulated by environment variables: what a learner's machine may compute differently.

Products (OpenBLAS), sorting and elementary functions (NumPy) and PyTorch each have their own code for a processor, so
that last digits, and the order of equal numbers, differ. Each can be told to use the code for an older processor.
"""

import os
import platform
import subprocess
import sys

# OpenBLAS's name of the processor: (what NumPy must not use, the most that PyTorch may use)
OLDER = {
    "SkylakeX": ("AVX512_ICL AVX512_SPR", "avx512"),
    "Haswell": ("X86_V4 AVX512_ICL AVX512_SPR", "avx2"),
    "Nehalem": ("X86_V3 X86_V4 AVX512_ICL AVX512_SPR", "default"),
}


def variables(name):
    """Return the environment in which this machine computes like the processor `name`."""
    numpy, torch = OLDER[name]
    return {"OPENBLAS_CORETYPE": name, "NPY_DISABLE_CPU_FEATURES": numpy, "ATEN_CPU_CAPABILITY": torch}


def computes(name):
    """Return whether this processor has the instructions of `name`: without them Python dies."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    product = "import numpy as np; a = np.ones((64, 64), np.float32); a @ a"
    environment = {**os.environ, **variables(name)}
    return subprocess.run([sys.executable, "-c", product], env=environment, capture_output=True).returncode == 0
