"""PyTorch's own convolution."""

from torch.nn import Conv2d

__all__ = ["Conv2d"]
