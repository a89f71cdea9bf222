"""An activation function, its slope, and where it saturates."""

import numpy as np

from nnlearn.arguments import number
from nnlearn.plots.arrays import array
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, TEXT, VERMILION


def activation(axes, z, values, slopes, *, name="f", flat=0.05, legend=True):
    """Draw a function and its derivative, and shade where the derivative is nearly zero: nothing is learned there.

    Parameters
    ----------
    axes : matplotlib.axes.Axes, or pair of them
        Both curves in one, or the function in the first and the derivative in the second.
    z : array of shape (n,)
        Increasing.
    values, slopes : array of shape (n,)
        f(z) and f'(z).
    name : str, default "f"
        Name of the function, for the title.
    flat : float in [0, 1), default 0.05
        Shade where |f'(z)| is at most this fraction of its largest value.
    legend : bool, default True
        Say which line is which.

    Returns
    -------
    matplotlib.axes.Axes, or the pair of them

    Raises
    ------
    TypeError, ValueError
        If an array has the wrong shape or holds NaN or infinity, z does not increase, or `flat` is out of range.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> z = np.linspace(-5, 5, 201)
    >>> ax = activation(ax, z, np.tanh(z), 1 - np.tanh(z) ** 2, name="tanh")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['f(z)', 'slope f′(z)', 'saturated']
    """
    z = array("activation", "z", z, "n")
    values, slopes = (
        array("activation", called, curve, len(z)) for called, curve in (("values", values), ("slopes", slopes))
    )
    if (np.diff(z) <= 0).any():
        raise ValueError("activation expected z to increase, got one that does not: sort it")
    flat = number("activation", "flat", flat, low=0, high=1, open_high=True)
    saturated = np.abs(slopes) <= flat * np.abs(slopes).max()
    first, second = axes if np.ndim(axes) else (axes, axes)
    first.plot(z, values, color=BLUE, linewidth=2, label="f(z)", zorder=3)
    second.plot(z, slopes, "--", color=VERMILION, linewidth=2, label="slope f′(z)", zorder=3)
    for ax in dict.fromkeys((first, second)):
        ax.axhline(0, color=FAINT, linewidth=0.6)
        across = ax.get_xaxis_transform()
        shade = {"color": FAINT, "alpha": 0.3, "linewidth": 0, "zorder": 0, "transform": across}
        ax.fill_between(z, 0, 1, where=saturated, label="saturated" if saturated.any() else None, **shade)
        ax.set_title(name, size=TEXT, color=INK)
        ax.set(xlabel="z", xlim=z[[0, -1]])
        if legend:
            ax.legend(fontsize=SMALL, frameon=False, labelcolor=INK)
    return axes
