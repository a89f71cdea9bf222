"""A convolution and its twin without shared weights: the same windows, but weights of its own for every place."""

import numpy as np

PAGE, MAPS, KERNEL = 20, 8, 3  # digits of half the size, 14 x 14, on a page that is large enough to move on


def unshared(nn, conv, side):
    """Return a dense layer that begins as the same function as a convolution, and the mask of the weights it may use.

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    conv : nn.Conv2d
        With one input map, and padding so that its maps are as large as the image.
    side : int
        Height and width of the images.

    Returns
    -------
    dense : nn.Linear
        From side² pixels to maps · side² units. Row i of its weights holds the kernel, in the window of unit i.
    mask : array of shape (maps * side**2, side**2), float32
        1 where a pixel is in the unit's window, 0 elsewhere.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> conv = nn.Conv2d(1, 2, 3, padding=1)
    >>> dense, mask = unshared(nn, conv, 4)
    >>> mask.shape, int(mask.sum())
    ((32, 16), 200)
    >>> image = np.random.default_rng(0).random((1, 1, 4, 4), dtype=np.float32)
    >>> bool(np.allclose(nn.predict(conv, image).ravel(), nn.predict(dense, image.reshape(1, 16)).ravel(), atol=1e-6))
    True
    """
    pixels = np.eye(side**2, dtype=np.float32).reshape(-1, 1, side, side)  # one bright pixel in each image
    bias = nn.to_numpy(conv.bias)
    weight = (nn.predict(conv, pixels) - bias[:, None, None]).reshape(side**2, -1).T
    rows, columns = np.divmod(np.arange(side**2), side)
    reach = conv_side(conv) // 2
    near = (abs(rows[:, None] - rows) <= reach) & (abs(columns[:, None] - columns) <= reach)
    mask = np.tile(near, (len(bias), 1)).astype(np.float32)
    dense = nn.Linear(*weight.T.shape)
    dense.load_state_dict({"weight": nn.tensor(weight * mask), "bias": nn.tensor(np.repeat(bias, side**2))})
    return dense, mask


def conv_side(conv):
    """Return the side of a convolution's kernels."""
    return tuple(conv.weight.shape)[-1]


def twins(nn, seed=0, side=PAGE):
    """Return two networks that begin as the same function, one with shared weights and one without, and the mask.

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    seed : int
        Of the first weights.
    side : int
        Height and width of the images, an even number.

    Returns
    -------
    shared, own : nn.Sequential
        Convolution, ReLU, pooling and a dense layer to ten scores; `own[1]` is the layer without shared weights.
    mask : array
        What `own[1].weight` has to be multiplied by after each step.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> shared, own, mask = twins(nn)
    >>> shared[0].weight.numel(), int(mask.sum())
    (72, 26912)
    """
    nn.manual_seed(seed)
    conv, last = nn.Conv2d(1, MAPS, KERNEL, padding=KERNEL // 2), nn.Linear(MAPS * (side // 2) ** 2, 10)
    dense, mask = unshared(nn, conv, side)
    also_last = nn.Linear(MAPS * (side // 2) ** 2, 10)
    also_last.load_state_dict(last.state_dict())
    shared = nn.Sequential(conv, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), last)
    spread = nn.Unflatten(1, (MAPS, side, side))
    own = nn.Sequential(nn.Flatten(), dense, spread, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), also_last)
    return shared, own, mask


def placed(images, rng=None, side=PAGE):
    """Return digits (n, 1, side, side) of half the size, 0 to 1: in the middle, or scattered over the page.

    Parameters
    ----------
    images : array of shape (n, 1, 28, 28)
        0 to 255.
    rng : numpy.random.Generator, optional
        Draws a place for each digit; without it all are in the middle.
    side : int
        Of the page, at least 14.

    Examples
    --------
    >>> placed(np.full((2, 1, 28, 28), 255.0))[1, 0].sum()
    np.float32(196.0)
    """
    n = len(images)
    half = images.reshape(n, 1, 14, 2, 14, 2).mean(axis=(3, 5)) / 255
    free = side - 14
    corners = np.full((n, 2), free // 2) if rng is None else rng.integers(0, free + 1, size=(n, 2))
    page = np.zeros((n, 1, side, side), np.float32)
    for k, (top, left) in enumerate(corners):
        page[k, :, top : top + 14, left : left + 14] = half[k]
    return page
