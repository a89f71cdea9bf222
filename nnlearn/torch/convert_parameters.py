"""PyTorch's own ways from all weights of a model to one vector, and back."""

from torch.nn.utils import parameters_to_vector, vector_to_parameters

__all__ = ["parameters_to_vector", "vector_to_parameters"]
