"""The checks of a residual block, for both sides."""

from nnlearn import arguments


def check_shortcut(shortcut, module):
    """Return the shortcut, or raise a TypeError unless it is a Module of this side or None."""
    if shortcut is not None and not isinstance(shortcut, module):
        raise TypeError(f"Residual expected shortcut to be a Module or None, got {arguments.describe(shortcut)}")
    return shortcut


def check_layers(layers, module):
    """Return the layers, or raise a TypeError unless all are Modules of this side."""
    for layer in layers:
        if not isinstance(layer, module):
            raise TypeError(f"Residual expected its layers to be Modules, got {arguments.describe(layer)}")
    return layers


def check_shapes(straight, bent, shortcut):
    """Raise a ValueError unless both summands of a block have one shape."""
    if straight.shape != bent.shape:
        cure = (
            "let the shortcut and the layers end with as many features"
            if shortcut
            else "end with as many features as come in, or give a shortcut such as nn.Linear"
        )
        raise ValueError(
            f"Residual expected its layers to return the shape {tuple(straight.shape)} of what they are added to, got "
            f"{tuple(bent.shape)}: {cure}"
        )
