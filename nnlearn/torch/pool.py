"""PyTorch's own pooling."""

from torch.nn import AvgPool2d, MaxPool2d

__all__ = ["AvgPool2d", "MaxPool2d"]
