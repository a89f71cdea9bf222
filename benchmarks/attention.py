"""The attention of `make bench`: self-attention forward and back, without a loss or a step, ours and PyTorch's."""

from dataclasses import dataclass

import numpy as np
import torch

import nnlearn.numpy


@dataclass(frozen=True)
class Attention:
    """One pass of `MultiheadAttention` under a causal mask, to all gradients; returns a number of that of x.

    Parameters
    ----------
    places, features, heads, batch : int
    bar : float
        Highest ratio of our time to PyTorch's that is good enough.
    """

    places: int = 64
    features: int = 64
    heads: int = 4
    batch: int = 16
    bar: float = 1.5

    @property
    def name(self):
        return f"attention, {self.places} places of {self.features}, {self.heads} heads, batch {self.batch}"

    def steps(self, device="cpu"):
        """Return {who: step}, PyTorch last; on a GPU ours is PyTorch's there, against PyTorch on the CPU."""
        rng = np.random.default_rng(0)
        x, grad = rng.normal(size=(2, self.batch, self.places, self.features)).astype(np.float32)
        future = np.triu(np.ones((self.places, self.places), bool), 1)
        twin = torch.nn.MultiheadAttention(self.features, self.heads, batch_first=True)
        theirs = self.pytorch(twin, x, grad, future, "cpu")
        if device != "cpu":
            other = torch.nn.MultiheadAttention(self.features, self.heads, batch_first=True).to(device)
            other.load_state_dict(twin.state_dict())
            return {"ours": self.pytorch(other, x, grad, future, device), "PyTorch": theirs}
        layer = nnlearn.numpy.MultiheadAttention(self.features, self.heads, batch_first=True)
        layer.load_state_dict({name: p.detach().numpy() for name, p in twin.state_dict().items()})

        def ours():
            layer.zero_grad()
            layer(x, x, x, need_weights=False, attn_mask=future)
            query, key, value = layer.backward(grad)
            return float((query + key + value)[0, 0, 0])

        return {"ours": ours, "PyTorch": theirs}

    def pytorch(self, layer, x, grad, future, device):
        x = torch.from_numpy(x).to(device).requires_grad_()
        grad, future = (torch.from_numpy(each).to(device) for each in (grad, future))

        def step():
            layer.zero_grad()
            x.grad = None
            y, _ = layer(x, x, x, need_weights=False, attn_mask=future)
            y.backward(grad)
            return x.grad[0, 0, 0].item()

        return step


ATTENTION = (Attention(),)
