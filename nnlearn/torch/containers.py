"""PyTorch's own Sequential."""

from torch.nn import Sequential

__all__ = ["Sequential"]
