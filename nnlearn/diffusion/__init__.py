"""Diffusion models: noise is added step by step, and a network that guesses it is run backwards to make new data.

All that is not the network itself: the forward process, the batches of the training, the way back, and the exact guess
where there is one. Everything takes and returns NumPy arrays, and a guess may come from anywhere: from the method
`noise` of a `DiffusionMLP` of either side, from `best_guess`, or from a function of your own.
"""

from nnlearn.diffusion.exact import best_guess
from nnlearn.diffusion.reverse import reverse_process, sample
from nnlearn.diffusion.schedule import Schedule, add_noise, cosine_schedule
from nnlearn.diffusion.training import NoisePrediction

__all__ = ["NoisePrediction", "Schedule", "add_noise", "best_guess", "cosine_schedule", "reverse_process", "sample"]
