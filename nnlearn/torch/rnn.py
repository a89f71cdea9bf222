"""PyTorch's own RNN."""

from torch.nn import RNN

__all__ = ["RNN"]
