"""A loss over a plane through the space of weights, as a map with contour lines and as a surface in 3-D."""

import numpy as np
from matplotlib import colormaps
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from nnlearn.arguments import describe, integer
from nnlearn.plots.arrays import array
from nnlearn.plots.style import INK, PAPER, SMALL, TEXT, VALUES

CASING = withStroke(
    linewidth=4, foreground=PAPER
)  # a white seam: what lies on a map stays visible on its dark and light parts


def contours(ax, axes, losses, path=(), *, log=False, levels=10, cmap=VALUES, numbers=True):
    """Draw a loss as a topographic map: coloured by height, contour lines with values, the path of a training run.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    axes : pair of arrays of shape (columns,) and (rows,)
        Where the losses were measured, increasing: `axes` of what `nn.landscape` returns.
    losses : array of shape (rows, columns)
        losses[j, i] belongs to axes[0][i] and axes[1][j]. An infinite one stays white.
    path : array of shape (n, 2), optional
        Coordinates of a training run, in order: arrows say which way it went. What lies outside the map is not drawn.
    log : bool, default False
        Space the contour lines evenly in the logarithm of the loss, so that the floor of a valley shows its shape; all
        losses must be positive.
    levels : int, default 10
        About how many contour lines.
    cmap : str, default VALUES
        `VALUES`, dark is low; or `RELIEF`, from low in cream to high in brown.
    numbers : bool, default True
        Write its value on every second line.

    Returns
    -------
    matplotlib.axes.Axes
        With its limits set to the map.

    Raises
    ------
    TypeError, ValueError
        If a shape does not fit, an axis does not increase, there is a NaN, or `log` meets a loss that is not positive.

    References
    ----------
    Li, Xu, Taylor, Studer, Goldstein (2018), "Visualizing the loss landscape of neural nets", sections 5 and 7.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> x, y = np.linspace(-2, 2, 41), np.linspace(-1, 1, 21)
    >>> ax = contours(ax, (x, y), x**2 + 4 * y[:, None] ** 2, path=[[-1.5, 0.8], [-0.5, 0.2], [0, 0]])
    >>> [text.get_text().strip() for text in ax.texts if text.get_weight() == "bold"]
    ['start', 'end']
    """
    x, y, heights = terrain("contours", axes, losses, log)
    edges = steps(heights, log, integer("contours", "levels", levels, low=2))
    ax.contourf(x, y, heights, levels=edges, cmap=cmap, norm="log" if log else "linear", extend="both", alpha=0.85)
    lines = ax.contour(x, y, heights, levels=edges, colors=INK, linewidths=0.7, alpha=0.7)
    if numbers:
        for text in ax.clabel(lines, lines.levels[::2], fontsize=SMALL, colors=INK, fmt="%.3g"):
            text.set(alpha=1, path_effects=[CASING])
    ax.set(xlim=x[[0, -1]], ylim=y[[0, -1]])
    if len(path):
        trail(ax, array("contours", "path", path, "n", 2))
    return ax


def surface(ax, axes, losses, path=(), *, log=False, cmap=VALUES):
    """Draw a loss as a surface in 3-D, with the path of a training run lying on it.

    Parameters
    ----------
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
        From `figure(projection="3d")`.
    axes, losses, path : arrays
        As in `contours`. The path is lifted to the height of the surface below it.
    log : bool, default False
        Draw heights as logarithms; all losses must be positive.
    cmap : str, default VALUES
        As in `contours`.

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D

    Raises
    ------
    TypeError, ValueError
        If `ax` has no third dimension; as in `contours`.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(projection="3d")
    >>> x = np.linspace(-1, 1, 21)
    >>> ax = surface(ax, (x, x), x**2 + x[:, None] ** 2, path=[[-0.8, 0.8], [0, 0]])
    >>> ax.lines[0].get_data_3d()[2].round(2)
    array([1.28, 0.  ])
    """
    if not hasattr(ax, "plot_surface"):
        raise TypeError(f'surface expected axes in 3-D, got {describe(ax)}: fig, ax = figure(projection="3d")')
    x, y, heights = terrain("surface", axes, losses, log)
    z = (np.log10(heights) if log else heights).filled(np.nan)
    low, high = np.nanmin(z), np.nanmax(z)
    shade = colormaps[cmap]((z - low) / max(high - low, 1e-12))
    ax.computed_zorder = False  # the path on top of the surface, not hidden by the half of it that is nearer to the eye
    style = {"rstride": 1, "cstride": 1, "edgecolor": INK, "linewidth": 0.15, "shade": False}
    ax.plot_surface(*np.meshgrid(x, y), z, facecolors=shade, **style)
    if len(path):
        path = array("surface", "path", path, "n", 2)
        trail(ax, np.column_stack([path, below(x, y, z, path)]))
    ax.zaxis.set_major_locator(MaxNLocator(4, integer=log and high - low > 2))
    if log:
        ax.zaxis.set_major_formatter(lambda power, _: f"{short(10**power):g}")
    return ax


def terrain(who, axes, losses, log):
    """Return both axes and the heights over them, infinite ones masked, or raise."""
    if len(axes) != 2:
        raise ValueError(f"{who} expected axes to be a pair, got {len(axes)}: a loss along a line is a curve()")
    x, y = (array(who, f"axes[{k}]", axis, "columns" if k == 0 else "rows") for k, axis in enumerate(axes))
    for k, axis in enumerate((x, y)):
        if len(axis) < 2 or (np.diff(axis) <= 0).any():
            raise ValueError(f"{who} expected axes[{k}] to increase, got {describe(axis)} that does not")
    losses = np.asarray(losses, float)
    infinite = losses == np.inf
    if infinite.all():
        raise ValueError(f"{who} expected losses that are finite somewhere, got {describe(losses)} of infinities")
    losses = array(who, "losses", np.where(infinite, losses[~infinite].max(), losses), len(y), len(x))
    if log and losses.min() <= 0:
        raise ValueError(f"{who} expected positive losses on a logarithmic scale, got {losses.min():.3g}: log=False")
    return x, y, np.ma.masked_array(losses, infinite)


def steps(heights, log, count):
    """Return the heights at which contour lines are drawn.

    Examples
    --------
    >>> steps(np.array([0.01, 100]), True, 5).round(3).tolist()
    [0.01, 0.1, 1.0, 10.0, 100.0]
    >>> steps(np.array([0.0, 8.0]), False, 5).tolist()
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    low, high = heights.min(), heights.max()
    if not log:
        return MaxNLocator(count).tick_values(low, high)
    exact = np.geomspace(low, max(high, 1.01 * low), count)
    rounded = np.unique([short(height) for height in exact])
    return rounded if len(rounded) == count else exact


def short(value):
    """Return a number rounded to two digits.

    Examples
    --------
    >>> short(13.7), short(0.0316)
    (14.0, 0.032)
    """
    return float(f"{value:.2g}")


def below(x, y, z, path):
    """Return the height of the surface at each point of a path, linear between its points; NaN outside.

    Examples
    --------
    >>> square = np.array([0.0, 1.0])
    >>> below(square, square, np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([[0.5, 0.5], [0, 1], [2, 0]]))
    array([1.5, 2. , nan])
    """
    i, j = (np.clip(np.searchsorted(axis, at) - 1, 0, len(axis) - 2) for axis, at in zip((x, y), path.T, strict=True))
    u, v = (path[:, 0] - x[i]) / (x[i + 1] - x[i]), (path[:, 1] - y[j]) / (y[j + 1] - y[j])
    height = (1 - v) * ((1 - u) * z[j, i] + u * z[j, i + 1]) + v * ((1 - u) * z[j + 1, i] + u * z[j + 1, i + 1])
    return np.where((u >= 0) & (u <= 1) & (v >= 0) & (v <= 1), height, np.nan)


def trail(ax, path):
    """Draw a path in 2-D or 3-D: an open circle at its start, a star at its end, and on a plane arrows between them."""
    seam = {"path_effects": [CASING], "color": INK, "clip_on": True}
    ax.plot(*path.T, linewidth=1.6, marker="o", markersize=2.5 if len(path) < 30 else 0, zorder=5, **seam)
    for point, name, mark in (
        (path[0], "start", {"marker": "o", "ms": 8}),
        (path[-1], "end", {"marker": "*", "ms": 15}),
    ):
        if np.isfinite(point).all():
            face, edge = (PAPER, INK) if name == "start" else (INK, PAPER)
            ax.plot(*point[:, None], mfc=face, mec=edge, mew=1.4, zorder=7, **mark)
            side = "right" if point[0] > np.mean(ax.get_xlim()) else "left"  # towards the middle, where there is room
            ax.text(*point, f"   {name}   ", size=TEXT, weight="bold", ha=side, va="center", zorder=8, **seam)
    for foot, head in waypoints(path) if path.shape[1] == 2 else ():
        arrow = {"arrowstyle": "-|>,head_width=0.45,head_length=0.9", "color": INK, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", head, foot, arrowprops=arrow, zorder=6)


def waypoints(path, count=3):
    """Return (foot, head) of short arrows on a path, evenly along its length.

    Examples
    --------
    >>> [head.round(6).tolist() for foot, head in waypoints(np.array([[0.0, 0.0], [4.0, 0.0]]))]
    [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]
    """
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    if lengths[-1] == 0:
        return []
    ends = lengths[-1] * np.arange(1, count + 1) / (count + 1)
    feet, heads = (
        np.column_stack([np.interp(at, lengths, axis) for axis in path.T]) for at in (ends - 1e-3 * lengths[-1], ends)
    )
    return list(zip(feet, heads, strict=True))
