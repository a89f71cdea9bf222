"""PyTorch's own transposed convolution."""

from torch.nn import ConvTranspose2d

__all__ = ["ConvTranspose2d"]
