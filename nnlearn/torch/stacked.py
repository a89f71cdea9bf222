"""Run many networks of one shape at once: `torch.func` makes the stacked products that the NumPy side writes out."""

import torch
from torch.func import functional_call, vmap


def stackable(model):
    """Return whether `vmap` can run the model: PyTorch's fused recurrent layers are not functions of their weights."""
    return not any(isinstance(layer, torch.nn.RNNBase) for layer in model.modules())


def run(model, thetas, x):
    """Return the predictions (networks, batch, ...) of networks that differ only in their weights.

    Parameters
    ----------
    model : Module
        In evaluation mode.
    thetas : Tensor of shape (networks, P)
        All weights of each network, in the order of `parameters()`.
    x : Tensor of shape (batch, ...)
    """
    named = dict(model.named_parameters())
    parts = thetas.split([p.numel() for p in named.values()], dim=1)
    weights = {name: part.reshape(-1, *p.shape) for (name, p), part in zip(named.items(), parts, strict=True)}
    return vmap(lambda own: functional_call(model, own, (x,)))(weights)


def largest_output(model, x):
    """Return the bytes per network of the largest output of a layer."""
    sizes = []
    hooks = [
        layer.register_forward_hook(lambda _, inputs, output: sizes.append(output.numel() * output.element_size()))
        for layer in model.modules()
        if not list(layer.children())
    ]
    try:
        model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return max(sizes)
