"""Numbers over the plane as an image, with edges as sharp as the screen."""

import numpy as np
from matplotlib import colormaps
from PIL import Image

from nnlearn.lessons.playground import layout
from nnlearn.plots.style import DIVERGING, INK, RELIEF

SHADES = np.linspace(0, 1, 513)  # an odd number: zero has its own
TABLE = DIVERGING(SHADES, bytes=True)
PALE = (255 - (255 - TABLE.astype(float)) * 0.75).astype(np.uint8)  # lets points stand out
HEAT = colormaps[RELIEF](SHADES, bytes=True)
DECADES = 3  # of losses have colours of their own


def image(values, limit, pixels, discrete=False):
    """Return values (cells, cells) as an image of pixels x pixels, RGBA: orange above 0, blue below.

    Parameters
    ----------
    values : ndarray
        At the points of `plots.plane.grid`: the outer ones lie on the edges of the image.
    limit : float
        The size that gets the full colour.
    pixels : int
    discrete : bool, default False
        Only the sign counts, and the border is as sharp as the pixels are small.

    Examples
    --------
    >>> shown = image(np.array([[-1.0, 1.0], [-1.0, 1.0]]), 1.0, 4, discrete=True)
    >>> (shown[0, 1] == shown[0, 0]).all(), (shown[0, 1] == shown[0, 2]).all()
    (np.True_, np.False_)
    """
    large = enlarged(values / limit, pixels)
    return shaded(np.sign(large) if discrete else large, PALE)


def shaded(values, table):
    """Return values from -1 to 1 as colours of a table."""
    half = len(table) // 2
    places = np.clip(values * np.float32(half) + np.float32(half + 0.5), 0, 2 * half).astype(np.intp)
    pixels = np.ascontiguousarray(table).view(np.uint32)[:, 0]  # one number a pixel: a quarter of the copying
    return pixels.take(places).view(np.uint8).reshape(*values.shape, 4)


def enlarged(values, pixels):
    """Return values between those of a grid (bilinear), pixels x pixels, float32."""
    n = len(values)
    grid = Image.fromarray(np.ascontiguousarray(values, np.float32))
    box = (0.5, 0.5, n - 0.5, n - 0.5)  # Pillow counts from the edges of cells, a grid from their middle
    return np.asarray(grid.resize((pixels, pixels), Image.Resampling.BILINEAR, box))


def heat(levels, pixels):
    """Return what `log_losses` gives as an image, light where the loss is low."""
    return shaded(2 * enlarged(levels, pixels) - 1, HEAT)


def log_losses(losses):
    """Return losses on a logarithmic scale from 0, the lowest, to 1; and the losses at both ends."""
    values = np.log10(np.maximum(np.nan_to_num(losses, nan=1e9, posinf=1e9), 1e-6))
    low, high = values.min(), min(values.max(), values.min() + DECADES)
    return np.clip((values - low) / max(high - low, 1e-9), 0, 1), 10**low, 10**high


def strip(table, height=20):
    """Return the image of a colour bar with its border."""
    bar = np.repeat(table[np.linspace(0, len(table) - 1, 2 * layout.BAR_WIDTH).astype(int)][None], height, axis=0)
    bar[[0, -1]] = bar[:, [0, -1]] = [int(INK[k : k + 2], 16) for k in (1, 3, 5)] + [255]
    return bar
