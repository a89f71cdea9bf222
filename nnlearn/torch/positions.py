"""Where a vector stands in its sequence: the NumPy side's lines, without `backward`."""

import torch

from nnlearn.arguments import integer
from nnlearn.shared.positions import check_sequence, waves


class PositionalEncoding(torch.nn.Module):
    """Add waves of many lengths to a sequence: y_t = x_t + p_t. See `nnlearn.numpy.PositionalEncoding`.

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    max_len : int
        Largest number of places, >= 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x is not a float tensor (..., T, D) with T <= max_len.

    Examples
    --------
    >>> PositionalEncoding(2)(torch.zeros(2, 2))
    tensor([[0.0000, 1.0000],
            [0.8415, 0.5403]])
    """

    pe: torch.Tensor

    def __init__(self, d_model, max_len=5000):
        super().__init__()
        self.d_model = integer("PositionalEncoding", "d_model", d_model, low=1)
        self.max_len = integer("PositionalEncoding", "max_len", max_len, low=1)
        self.register_buffer("pe", torch.from_numpy(waves(self.max_len, self.d_model)), persistent=False)

    def forward(self, x):
        check_sequence(self, x, torch.Tensor)
        return x + self.pe[: x.shape[-2]].to(x.dtype)  # y_t = x_t + p_t

    def extra_repr(self):
        return f"{self.d_model}, {self.max_len}"


class LearnedPositionalEncoding(torch.nn.Module):
    """Add a learned vector for each place to a sequence: y_t = x_t + W_t.

    See `nnlearn.numpy.LearnedPositionalEncoding`.

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    max_len : int
        Largest number of places, >= 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x is not a float tensor (..., T, D) with T <= max_len.

    Examples
    --------
    >>> LearnedPositionalEncoding(2, max_len=5)(torch.zeros(3, 2)).shape
    torch.Size([3, 2])
    """

    def __init__(self, d_model, max_len=5000):
        super().__init__()
        self.d_model = integer("LearnedPositionalEncoding", "d_model", d_model, low=1)
        self.max_len = integer("LearnedPositionalEncoding", "max_len", max_len, low=1)
        self.weight = torch.nn.Parameter(0.02 * torch.randn(self.max_len, self.d_model))

    def forward(self, x):
        check_sequence(self, x, torch.Tensor)
        return x + self.weight[: x.shape[-2]]  # y_t = x_t + W_t

    def extra_repr(self):
        return f"{self.d_model}, {self.max_len}"
