"""PyTorch's own no_grad, which runs forward without recording."""

from torch import no_grad

__all__ = ["no_grad"]
