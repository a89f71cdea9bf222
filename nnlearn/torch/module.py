"""PyTorch's own Module."""

from torch.nn import Module

__all__ = ["Module"]
