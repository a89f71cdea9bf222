"""PyTorch's own Dropout."""

from torch.nn import Dropout

__all__ = ["Dropout"]
