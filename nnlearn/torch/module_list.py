"""PyTorch's own lists of layers and of parameters."""

from torch.nn import ModuleList, ParameterList

__all__ = ["ModuleList", "ParameterList"]
