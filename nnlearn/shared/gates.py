"""Which recurrent layers can show their gates: one layer that reads forward."""

from nnlearn.arguments import describe, name_of


def check_alone(layer, x):
    """Raise unless a recurrent layer is a single one, in one direction, and its input is not packed.

    Raises
    ------
    TypeError, ValueError
        If the input is packed; if the layer is stacked or bidirectional.
    """
    if layer.num_layers > 1 or layer.bidirectional:
        raise ValueError(
            f"{name_of(layer)}.gates expected one layer that reads forward, got num_layers {layer.num_layers} and "
            f"bidirectional {layer.bidirectional}: make a layer of each, and give it the output of the one below"
        )
    if isinstance(x, tuple):
        raise TypeError(
            f"{name_of(layer)}.gates expected sequences of equal length, got {describe(x)}: pad_packed_sequence"
        )
