"""Other processors than this one, as environment variables: what a learner's machine may compute differently.

Products (OpenBLAS), sorting and elementary functions (NumPy) and PyTorch each have code of their own for a processor,
so that last digits, and the order of equal numbers, differ. Each of them can be told to take an older processor's code.
"""

import os
import platform
import subprocess
import sys

# OpenBLAS's name of the processor: (what NumPy is told to leave alone, the most that PyTorch is allowed)
OLDER = {
    "SkylakeX": ("AVX512_ICL AVX512_SPR", "avx512"),
    "Haswell": ("X86_V4 AVX512_ICL AVX512_SPR", "avx2"),
    "Nehalem": ("X86_V3 X86_V4 AVX512_ICL AVX512_SPR", "default"),
}


def variables(name):
    """The environment in which this machine computes as the processor `name`."""
    numpy, torch = OLDER[name]
    return {"OPENBLAS_CORETYPE": name, "NPY_DISABLE_CPU_FEATURES": numpy, "ATEN_CPU_CAPABILITY": torch}


def computes(name):
    """Tell whether this processor knows the instructions of `name`: Python dies where an x86 does not."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    product = "import numpy as np; a = np.ones((64, 64), np.float32); a @ a"
    environment = {**os.environ, **variables(name)}
    return subprocess.run([sys.executable, "-c", product], env=environment, capture_output=True).returncode == 0
