"""PyTorch's own layers that change the shape, or nothing at all."""

from torch.nn import Flatten, Identity, Unflatten

__all__ = ["Flatten", "Identity", "Unflatten"]
