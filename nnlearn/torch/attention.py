"""PyTorch's own attention with several heads."""

from torch.nn import MultiheadAttention

__all__ = ["MultiheadAttention"]
