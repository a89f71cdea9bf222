"""Pictures of the course: arrays in, Axes out. Nothing here knows a model, and nothing uses `matplotlib.pyplot`."""

from nnlearn.plots.curve import curve
from nnlearn.plots.figure import Shown, figure, png, show
from nnlearn.plots.landscape import contours, surface
from nnlearn.plots.line import line, segment
from nnlearn.plots.matrix import matrix
from nnlearn.plots.network import network, positions
from nnlearn.plots.plane import around, decision, grid, scatter
from nnlearn.plots.style import COLOURS, DIVERGING, LINES, MARKERS, RELIEF, VALUES, clean, colour, marker

__all__ = [
    "COLOURS",
    "DIVERGING",
    "LINES",
    "MARKERS",
    "RELIEF",
    "VALUES",
    "Shown",
    "around",
    "clean",
    "colour",
    "contours",
    "curve",
    "decision",
    "figure",
    "grid",
    "line",
    "marker",
    "matrix",
    "network",
    "png",
    "positions",
    "scatter",
    "segment",
    "show",
    "surface",
]
