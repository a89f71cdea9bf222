"""PyTorch's own gradient descent."""

from torch.optim import SGD

__all__ = ["SGD"]
