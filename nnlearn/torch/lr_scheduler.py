"""PyTorch's own learning-rate schedules."""

from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR, StepLR

__all__ = ["CosineAnnealingLR", "ExponentialLR", "LinearLR", "SequentialLR", "StepLR"]
