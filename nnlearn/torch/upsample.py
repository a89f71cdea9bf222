"""PyTorch's own Upsample."""

from torch.nn import Upsample

__all__ = ["Upsample"]
