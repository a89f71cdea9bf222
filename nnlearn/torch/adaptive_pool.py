"""PyTorch's own pooling to a size that is given."""

from torch.nn import AdaptiveAvgPool2d

__all__ = ["AdaptiveAvgPool2d"]
