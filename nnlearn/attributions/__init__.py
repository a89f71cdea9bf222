"""Shares of the input in a score: which pixels speak for an answer, and how strongly.

Both take functions, of a network from either side or of anything else: `integrated_gradients` one that gives slopes,
`occlusion` one that gives scores. Arrays in, arrays out, one example a row.
"""

from nnlearn.attributions.occluded import occlusion
from nnlearn.attributions.paths import integrated_gradients

__all__ = ["integrated_gradients", "occlusion"]
