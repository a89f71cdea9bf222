"""PyTorch's own functions for initial weights that are chosen as a whole."""

from torch.nn.init import eye_, ones_, orthogonal_, zeros_

__all__ = ["eye_", "ones_", "orthogonal_", "zeros_"]
