"""`torchrun`, called from a notebook: its own processes and its own port."""

import subprocess
import sys
import tempfile
from pathlib import Path

from nnlearn.parallel.process import environment

__all__ = ["torchrun"]


def torchrun(script, count=2, *, timeout=120):
    """Run a script as `torchrun --standalone --nproc-per-node COUNT script.py` does, and return what it prints.

    Parameters
    ----------
    script : str
        The text of the script.
    count : int
    timeout : float
        Seconds.

    Returns
    -------
    str

    Raises
    ------
    RuntimeError
        If the script fails on a rank: its last lines.
    TimeoutError
        If it does not finish.

    Examples
    --------
    >>> torchrun("import os; print(os.environ['WORLD_SIZE'])", 1)
    '1\\n'
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.py"
        path.write_text(script, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "torch.distributed.run",
            "--standalone",
            f"--nproc-per-node={count}",
            str(path),
        ]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environment())
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"torchrun expected the script to end within {timeout:g} seconds") from None
    if ran.returncode:
        raise RuntimeError(f"torchrun: the script failed:\n{ran.stderr[-2000:]}")
    return ran.stdout
