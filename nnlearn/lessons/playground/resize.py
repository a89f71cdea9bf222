"""Layers and units more or fewer: what the buttons at the network and their keys do."""

from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS

NEW_UNITS = 4  # in a layer that is added


def with_layers(layers, by):
    """Return the units of the hidden layers with one layer more at the end, or without the last one.

    Examples
    --------
    >>> with_layers((4, 2), 1), with_layers((4,), -1), with_layers((), -1)
    ((4, 2, 2), (), ())
    """
    if by < 0:
        return layers[:-1]
    return (*layers, layers[-1] if layers else NEW_UNITS) if len(layers) < MAX_LAYERS else layers


def with_units(layers, layer, by):
    """Return the units of the hidden layers with one more or one less in one of them; there are 1 to 8.

    Examples
    --------
    >>> with_units((4, 2), 1, 1), with_units((4, 1), 1, -1), with_units((8,), 0, 1)
    ((4, 3), (4, 1), (8,))
    """
    units = min(max(layers[layer] + by, 1), MAX_UNITS)
    return (*layers[:layer], units, *layers[layer + 1 :])
