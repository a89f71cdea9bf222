"""PyTorch's own LSTM, which also shows its gates."""

import torch

from nnlearn.torch.recurrent import sums_over_time

__all__ = ["LSTM"]


class LSTM(torch.nn.LSTM):
    """PyTorch's own LSTM; `gates` returns what its gates did, which PyTorch computes but does not hand out.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> lstm = nn.LSTM(3, 4)
    >>> output, (h, c) = lstm(torch.ones(7, 2, 3))
    >>> seen = lstm.gates(torch.ones(7, 2, 3))
    >>> list(seen), bool((seen["h"] == output).all())
    (['i', 'f', 'g', 'o', 'c', 'h'], True)
    """

    def gates(self, x, state=None):
        """Return {"i", "f", "g", "o", "c", "h"} at each step: tensors in the form of the output, without gradients.

        Parameters
        ----------
        x : float tensor of shape (T, N, F), (N, T, F) if `batch_first`, or (T, F) for a single sequence
        state : pair of float tensors (h, c), or None

        Returns
        -------
        dict of float tensors (T, N, H), (N, T, H) or (T, H)

        Raises
        ------
        TypeError, ValueError
            If the layer is stacked or bidirectional, or x is packed.
        """
        h, into, from_h, outside = sums_over_time(self, x, state, None if state is None else state[0])
        i, f, g, o = (into + from_h).chunk(4, dim=-1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = torch.zeros_like(i[0]) if state is None else state[1].reshape(i[0].shape)
        cells = []
        for kept, write in zip(f, i * g, strict=True):
            c = kept * c + write  # c' = f c + i g
            cells.append(c)
        found = {"i": i, "f": f, "g": g, "o": o, "c": torch.stack(cells), "h": h}
        return {name: outside(values) for name, values in found.items()}
