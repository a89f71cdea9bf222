"""PyTorch's own GRU, which also shows its gates."""

import torch

from nnlearn.torch.recurrent import sums_over_time

__all__ = ["GRU"]


class GRU(torch.nn.GRU):
    """PyTorch's own GRU; `gates` returns what its gates did, which PyTorch computes but does not hand out.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> gru = nn.GRU(3, 4)
    >>> output, state = gru(torch.ones(7, 2, 3))
    >>> seen = gru.gates(torch.ones(7, 2, 3))
    >>> list(seen), bool((seen["h"] == output).all())
    (['r', 'z', 'n', 'h'], True)
    """

    def gates(self, x, state=None):
        """Return {"r", "z", "n", "h"} at each step: tensors in the form of the output, without gradients.

        Parameters
        ----------
        x : float tensor of shape (T, N, F), (N, T, F) if `batch_first`, or (T, F) for a single sequence
        state : float tensor or None

        Returns
        -------
        dict of float tensors (T, N, H), (N, T, H) or (T, H)

        Raises
        ------
        TypeError, ValueError
            If the layer is stacked or bidirectional, or x is packed.
        """
        h, into, from_h, outside = sums_over_time(self, x, state, state)
        (r, z, n), (h_r, h_z, h_n) = into.chunk(3, dim=-1), from_h.chunk(3, dim=-1)
        r, z = torch.sigmoid(r + h_r), torch.sigmoid(z + h_z)
        found = {"r": r, "z": z, "n": torch.tanh(n + r * h_n), "h": h}
        return {name: outside(values) for name, values in found.items()}
