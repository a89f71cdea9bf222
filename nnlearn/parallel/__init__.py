"""Several processes that work together: started once, given jobs, and gone when the `with` block ends.

Each has a rank, one thread and, during a job, `torch.distributed` with gloo. A script that `torchrun` would start runs
in them, too. PyTorch is loaded in these processes, not here.
"""

from nnlearn.parallel.scripts import Ran, run_script
from nnlearn.parallel.workers import Workers

__all__ = ["Ran", "Workers", "run_script"]
