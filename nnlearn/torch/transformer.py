"""PyTorch's own layers of transformers."""

from torch.nn import TransformerDecoderLayer, TransformerEncoderLayer

__all__ = ["TransformerDecoderLayer", "TransformerEncoderLayer"]
