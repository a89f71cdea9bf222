"""PyTorch's own table of vectors and mean over a bag of numbers."""

from torch.nn import EmbeddingBag

__all__ = ["EmbeddingBag"]
