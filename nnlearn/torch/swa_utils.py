"""PyTorch's own averages of a network's weights."""

from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

__all__ = ["AveragedModel", "get_ema_multi_avg_fn"]
