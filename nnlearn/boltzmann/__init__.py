"""What can be known exactly of a restricted Boltzmann machine, by sums over all states, and estimated beyond.

Each function takes an `RBM` of either side, or its parameters (W, b, c) as arrays of shape (visible, hidden),
(visible,) and (hidden,), and computes in float64.
"""

from nnlearn.boltzmann.annealing import AIS, ais
from nnlearn.boltzmann.deep import deep_bound, deep_log_p
from nnlearn.boltzmann.divergence import expected_cd, sweep_matrix
from nnlearn.boltzmann.exact import gradient, log_p, log_z, moments
from nnlearn.boltzmann.machine import Moments, states

__all__ = [
    "AIS",
    "Moments",
    "ais",
    "deep_bound",
    "deep_log_p",
    "expected_cd",
    "gradient",
    "log_p",
    "log_z",
    "moments",
    "states",
    "sweep_matrix",
]
