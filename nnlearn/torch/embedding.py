"""PyTorch's own table of vectors."""

from torch.nn import Embedding

__all__ = ["Embedding"]
