"""PyTorch's own LSTM."""

from torch.nn import LSTM

__all__ = ["LSTM"]
