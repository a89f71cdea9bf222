"""PyTorch's own Module, and its no_grad, which runs forward without recording."""

from torch import no_grad
from torch.nn import Module

__all__ = ["Module", "no_grad"]
