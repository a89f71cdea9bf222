"""The reliability diagram: how often what was called 70 % likely did happen."""

import numpy as np
from matplotlib.ticker import MultipleLocator

from nnlearn.plots.arrays import array
from nnlearn.plots.rates import diagonal, named, rates
from nnlearn.plots.style import INK, LINES, MARKERS, PAPER, SMALL, colour

LEAST, MOST = 16.0, 260.0  # area of the marks, in square points, for no cases and for all of them


def reliability(ax, curves):
    """Draw a reliability diagram: the frequency of what was predicted, against the probability that was given for it.

    On the diagonal, probabilities are what they say. Below it a model is too sure, above it too modest. The area of a
    mark grows with the number of cases that it stands for.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curves : (frequency, mean, count), or dict of str to such triples
        Vectors of equal length, the means rising: what `nnlearn.metrics.calibration_curve` returns. A dict's keys are
        the names in the legend.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If there is no curve, its vectors differ in length, hold NaN or do not lie in [0, 1], the means fall somewhere,
        or a count is negative or all are 0.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(width=4, height=3.6)
    >>> ax = reliability(ax, ([0.0, 0.4], [0.2, 0.8], [5, 15]))
    >>> ax.get_xlabel(), ax.get_ylabel(), len(ax.collections[0].get_offsets())
    ('probability given', 'how often it was so', 2)
    """
    found = {}
    for name, values in named("reliability", curves).items():
        frequency, mean = rates("reliability", name, values, ("frequency", "mean"))
        count = array("reliability", "count", values[2] if len(values) > 2 else (), len(frequency))
        if count.min() < 0 or count.max() == 0:
            raise ValueError(f"reliability expected counts of at least 0, and one above 0, got {count.tolist()}")
        if (np.diff(mean) < 0).any():
            raise ValueError(f"reliability expected means that rise, got {mean.tolist()}: (frequency, mean, count)")
        found[name] = frequency, mean, count / count.sum()
    diagonal(ax, "as it says", 0.13)
    for index, (name, (frequency, mean, share)) in enumerate(found.items()):
        tint = colour(index)
        ax.plot(mean, frequency, color=tint, linestyle=LINES[index % len(LINES)], linewidth=1.4)
        ax.scatter(
            mean,
            frequency,
            s=LEAST + (MOST - LEAST) * share,
            c=tint,
            marker=MARKERS[index % len(MARKERS)],
            edgecolors=PAPER,
            linewidths=0.8,
            zorder=3,
        )
        ax.plot([], [], color=tint, marker=MARKERS[index % len(MARKERS)], markersize=6, label=name)
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    ax.set(xlabel="probability given", ylabel="how often it was so")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MultipleLocator(0.25))
    if None not in found:
        ax.legend(fontsize=SMALL, frameon=False, labelcolor=INK, loc="lower left", bbox_to_anchor=(-0.02, 1.0))
    return ax
