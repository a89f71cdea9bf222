"""The checks of attention, for both sides."""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe, dtype_kind


def check_attention(caller, query, key, value, attn_mask, is_causal, kind=np.ndarray):
    """Raise unless queries, keys and values fit each other, and the mask them."""
    for name, x in (("query", query), ("key", key), ("value", value)):
        arguments.check_floats(caller, name, x, kind)
        if len(x.shape) < 2 or 0 in x.shape:
            raise ValueError(f"{caller} expected {name} of shape (..., places, width), got {describe(x)}")
        if x.dtype != query.dtype:
            raise TypeError(f"{caller} expected {name} of query's dtype {query.dtype}, got {describe(x)}")
    (*n, t, d), (*m, s, e), (*o, u, _) = query.shape, key.shape, value.shape
    if d != e:
        raise ValueError(f"{caller} expected key of query's width {d}, got {e}: a score is their product")
    if s != u:
        raise ValueError(f"{caller} expected value with one row for each of the {s} keys, got {u}")
    try:
        batch = np.broadcast_shapes(tuple(n), tuple(m), tuple(o))
    except ValueError:
        shapes = ", ".join(str(tuple(x.shape)) for x in (query, key, value))
        raise ValueError(f"{caller} expected query, key and value of equal first axes, got {shapes}") from None
    if arguments.flag(caller, "is_causal", is_causal) and attn_mask is not None:
        raise ValueError(f"{caller} expected is_causal or attn_mask, got both: put the two into one mask")
    if attn_mask is not None:
        check_mask(caller, "attn_mask", attn_mask, (*batch, t, s), kind)


def check_mask(caller, name, mask, shape, kind=np.ndarray):
    """Raise unless a mask holds booleans, or floats to be added, and can be spread over `shape`."""
    check_mask_kind(caller, name, mask, kind)
    try:
        fits = np.broadcast_shapes(tuple(mask.shape), tuple(shape)) == tuple(shape)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{caller} expected {name} of shape {tuple(shape)}, got {tuple(mask.shape)}")


def check_mask_kind(caller, name, mask, kind=np.ndarray):
    """Raise unless a mask is an array of booleans or floats."""
    arguments.check_kind(caller, name, mask, kind)
    if dtype_kind(mask) not in "bf":
        raise TypeError(f"{caller} expected {name} to hold booleans, or floats to add, got {describe(mask)}")


def check_heads(layer, **sizes):
    """Return the number of features and of heads, or raise unless the second divides the first."""
    caller, (width, heads) = type(layer).__name__, sizes
    d, h = (arguments.integer(caller, name, size, low=1) for name, size in sizes.items())
    if d % h:
        raise ValueError(f"{caller} expected {width} to be a multiple of {heads}={h}, got {d}")
    return d, h


def flags(layer, **given):
    """Return arguments that are True or False, or raise."""
    return [arguments.flag(type(layer).__name__, name, value) for name, value in given.items()]


def check_lookup(layer, inputs, masks, is_causal):
    """Raise unless query, key, value and the masks have the shapes that `MultiheadAttention` takes."""
    caller = f"MultiheadAttention({layer.embed_dim}, {layer.num_heads})"
    for name, x in zip(("query", "key", "value"), inputs, strict=True):
        arguments.check_floats(caller, name, x)
        if x.ndim not in (2, 3) or x.shape[-1] != layer.embed_dim or 0 in x.shape:
            form = "(N, places, {0})" if layer.batch_first else "(places, N, {0})"
            expected = f"{form} or (places, {{0}})".format(layer.embed_dim)
            raise ValueError(f"{caller} expected {name} of shape {expected}, got {x.shape}")
        if x.dtype != inputs[0].dtype or x.ndim != inputs[0].ndim:
            raise ValueError(f"{caller} expected {name} of query's dtype and axes, got {describe(x)}")
    first = 0 if layer.batch_first else 1  # the axis of the batch
    n = 1 if inputs[0].ndim == 2 else inputs[0].shape[first]
    t, s, u = (x.shape[-2] if layer.batch_first or x.ndim == 2 else x.shape[0] for x in inputs)
    if inputs[0].ndim == 3:
        for name, x in zip(("key", "value"), inputs[1:], strict=True):
            if x.shape[first] != n:
                raise ValueError(f"{caller} expected {name} of {n} sequences, as query, got {x.shape[first]}")
    if s != u:
        raise ValueError(f"{caller} expected value with one row for each of the {s} keys, got {u}")
    padding, mask = masks
    if arguments.flag(caller, "is_causal", is_causal) and mask is None:
        raise ValueError(f"{caller} expected attn_mask where is_causal says that it is causal, got None")
    if padding is not None:
        exact_mask(caller, "key_padding_mask", padding, [(n, s)] if inputs[0].ndim == 3 else [(s,)])
    if mask is not None:
        exact_mask(caller, "attn_mask", mask, [(t, s), (n * layer.num_heads, t, s)])


def exact_mask(caller, name, mask, shapes):
    """Raise unless a mask holds booleans or floats and has one of the shapes."""
    check_mask_kind(caller, name, mask)
    if tuple(mask.shape) not in shapes:
        raise ValueError(f"{caller} expected {name} of shape {' or '.join(map(str, shapes))}, got {mask.shape}")
