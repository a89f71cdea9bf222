"""PyTorch's own normalisation."""

from torch.nn import BatchNorm1d, BatchNorm2d, LayerNorm

__all__ = ["BatchNorm1d", "BatchNorm2d", "LayerNorm"]
