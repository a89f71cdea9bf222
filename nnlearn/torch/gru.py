"""PyTorch's own GRU."""

from torch.nn import GRU

__all__ = ["GRU"]
