"""PyTorch's own adaptive optimizers."""

from torch.optim import Adagrad, Adam, AdamW, RMSprop

__all__ = ["Adagrad", "Adam", "AdamW", "RMSprop"]
