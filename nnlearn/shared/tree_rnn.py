"""The checks of a recursive network, for both sides."""

from nnlearn import arguments


def check_sizes(operators, size, hidden):
    """Return the three sizes, or raise unless they are whole numbers >= 1 (or None for hidden)."""
    return (
        arguments.integer("TreeRNN", "operators", operators, low=1),
        arguments.integer("TreeRNN", "size", size, low=1),
        None if hidden is None else arguments.integer("TreeRNN", "hidden", hidden, low=1),
    )


def check_leaves(leaves, module):
    """Return the number of leaves, or the Module that makes their vectors; raise if it is neither."""
    if isinstance(leaves, module):
        return leaves
    try:
        return arguments.integer("TreeRNN", "leaves", leaves, low=1)
    except TypeError:
        raise TypeError(
            f"TreeRNN expected leaves to be a whole number, or a Module that makes a vector of each leaf's number, got "
            f"{arguments.describe(leaves)}"
        ) from None


def check_kinds(batch, operators, leaves):
    """Raise unless all operators and leaves of a batch are known; leaves is None where a Module reads their numbers."""
    for name, known, kinds in (
        ("operators", operators, batch.kind[batch.height > 0]),
        ("leaves", leaves, batch.kind[batch.height == 0]),
    ):
        if known is not None and kinds.size and kinds.max() >= known:
            raise ValueError(f"TreeRNN expected x with {name} in 0..{known - 1}, got {kinds.max()}")


def check_vectors(vectors, count, size, kind):
    """Raise unless the leaves' Module gave a vector of `size` floats for each leaf."""
    if not isinstance(vectors, kind) or tuple(vectors.shape) != (count, size):
        raise ValueError(
            f"TreeRNN expected leaves to return an array of shape ({count}, {size}), a vector for each of {count} "
            f"numbers, got {arguments.describe(vectors)}: end with {size} features"
        )
