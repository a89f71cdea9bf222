"""A training script on several processes, as `torchrun` starts it, and the weights that each rank ends with."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nnlearn.arguments import flag
from nnlearn.parallel.workers import Workers, by_rank, said

KEPT: dict[int, Workers] = {}


@dataclass(frozen=True)
class Ran:
    """What came of a script on one rank.

    Parameters
    ----------
    rank : int
    weights : dict of str to ndarray, or None
        The state_dict of the script's variable `model`, without the prefix "module." that DDP adds; None after an
        error.
    error : str
        What went wrong, with the line; "" if nothing did.
    printed : str

    Examples
    --------
    >>> Ran(0, {"weight": np.ones((1, 2))}, "", "loss 0.5").weights["weight"].shape
    (1, 2)
    """

    rank: int
    weights: dict[str, np.ndarray] | None
    error: str
    printed: str


def run_script(script, count=2, *, timeout=60, keep=False):
    """Run a training script on several processes, with the environment that `torchrun --nproc-per-node` sets.

    The script calls `torch.distributed.init_process_group("gloo")` itself and leaves its network in the variable
    `model`. What fails in it is returned, not raised: an error, a rank that dies, and one that does not finish.

    Parameters
    ----------
    script : str or path
        The path of the script, or its text, which has more than one line.
    count : int, 1..64
        How many processes.
    timeout : float, > 0
        Seconds that the script may take once PyTorch is loaded.
    keep : bool
        Whether the processes are kept for the next script, which then starts at once. They end with the kernel.

    Returns
    -------
    list of Ran
        One for each rank, in order.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.
    FileNotFoundError
        If there is no such script.
    ModuleNotFoundError, RuntimeError
        If PyTorch is not installed; if no process can be started here.

    Examples
    --------
    >>> found = run_script('''
    ... import torch
    ... torch.distributed.init_process_group("gloo")
    ... torch.manual_seed(0)
    ... model = torch.nn.Linear(2, 1)
    ... ''')
    >>> [ran.weights["weight"].shape for ran in found]
    [(1, 2), (1, 2)]
    """
    text, name = source(script)
    workers = KEPT.pop(count, None) if flag("run_script", "keep", keep) else None
    workers = workers or Workers(count, timeout=timeout)
    workers.timeout = timeout
    try:
        found = sorted(workers._do({"function": None, "arguments": None, "script": (text, name)}), key=by_rank)
    except (TimeoutError, RuntimeError) as error:
        return [Ran(rank, None, str(error), "") for rank in range(count)]
    finally:
        if keep:
            KEPT[count] = workers
        else:
            workers.close()
    return [
        Ran(each[0], each[2] if each[1] == "done" else None, "" if each[1] == "done" else said(each), each[-1])
        for each in found
    ]


def source(script):
    """Return the text of a script and its name."""
    if isinstance(script, str) and "\n" in script:
        return script, "<script>"
    if not isinstance(script, str | Path):
        raise TypeError(f"run_script expected a path or the text of a script, got {type(script).__name__}")
    return Path(script).read_text(encoding="utf-8"), str(script)
