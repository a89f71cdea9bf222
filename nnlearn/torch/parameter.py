"""PyTorch's own Parameter."""

from torch.nn import Parameter

__all__ = ["Parameter"]
