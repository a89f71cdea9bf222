"""PyTorch's own recurrent cells: one step of a recurrent layer."""

from torch.nn import GRUCell, LSTMCell, RNNCell

__all__ = ["GRUCell", "LSTMCell", "RNNCell"]
