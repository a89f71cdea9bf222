"""The ROC curve: the share of positives that is found against the share of negatives that raises a false alarm."""

from matplotlib.ticker import MultipleLocator

from nnlearn.plots.rates import diagonal, named, rates
from nnlearn.plots.style import INK, LINES, SMALL, colour

AWAY = 7  # points between a mark and its name


def roc(ax, curves, *, marks=None):
    """Draw one or several ROC curves, and above them the diagonal of scores that know nothing.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curves : (false_positive_rate, true_positive_rate, ...), or dict of str to such tuples
        Vectors of equal length that rise from 0 to 1: what `nnlearn.metrics.roc_curve` returns, whose thresholds are
        not needed here. A dict's keys are the curves' names in the legend.
    marks : dict of str to (float, float), optional
        Points (false positive rate, true positive rate) to mark, such as that of one threshold, and their names.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If there is no curve, its two vectors differ in length, fall somewhere or do not lie in [0, 1], or hold NaN; if
        a mark lies outside.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(width=4, height=3.6)
    >>> ax = roc(ax, ([0.0, 0.0, 0.5, 1.0], [0.0, 0.5, 1.0, 1.0]), marks={"t = 0.9": (0.0, 0.5)})
    >>> len(ax.lines), ax.get_xlabel(), ax.get_ylabel()
    (3, 'false positive rate (1 − specificity)', 'true positive rate (recall)')
    """
    found = {
        name: rates("roc", name, values, ("false_positive_rate", "true_positive_rate"), rising=True)
        for name, values in named("roc", curves).items()
    }
    diagonal(ax, "guessing", 0.6)
    for index, (name, (x, y)) in enumerate(found.items()):
        style = {"color": colour(index), "linestyle": LINES[index % len(LINES)], "linewidth": 1.8}
        ax.plot(x, y, label=name, **style)
    for name, point in (marks or {}).items():
        x, y = rates("roc", None, ([point[0]], [point[1]]), ("x of " + name, "y of " + name))
        ax.plot(x, y, marker="o", markersize=7, color=INK, markerfacecolor="none", markeredgewidth=1.6, linestyle="")
        right = x[0] < 0.6
        ax.annotate(
            name,
            (x[0], y[0]),
            (AWAY if right else -AWAY, -AWAY / 2),
            textcoords="offset points",
            size=SMALL,
            color=INK,
            ha="left" if right else "right",
            va="top",
        )
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    ax.set(xlabel="false positive rate (1 − specificity)", ylabel="true positive rate (recall)")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MultipleLocator(0.25))
    if None not in found:
        ax.legend(fontsize=SMALL, frameon=False, labelcolor=INK, loc="lower right")
    return ax
