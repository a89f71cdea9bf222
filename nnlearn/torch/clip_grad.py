"""PyTorch's own bound on the length of the gradient."""

from torch.nn.utils import clip_grad_norm_

__all__ = ["clip_grad_norm_"]
