"""PyTorch's own pooling to a given output size."""

from torch.nn import AdaptiveAvgPool2d

__all__ = ["AdaptiveAvgPool2d"]
