"""PyTorch's own optimizers with a step size of its own for every parameter."""

from torch.optim import Adagrad, Adam, AdamW, RMSprop

__all__ = ["Adagrad", "Adam", "AdamW", "RMSprop"]
