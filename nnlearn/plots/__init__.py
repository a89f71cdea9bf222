"""Pictures of the course: arrays in, Axes out. Nothing here knows a model, and nothing uses `matplotlib.pyplot`."""

from nnlearn.plots.activation import activation
from nnlearn.plots.confusion import confusion
from nnlearn.plots.curve import curve
from nnlearn.plots.figure import Shown, figure, png, show
from nnlearn.plots.graph import computation_graph
from nnlearn.plots.histograms import histograms
from nnlearn.plots.images import images
from nnlearn.plots.kernels import feature_maps, kernels
from nnlearn.plots.landscape import contours, surface
from nnlearn.plots.line import line, segment
from nnlearn.plots.matrix import matrix
from nnlearn.plots.network import network, positions
from nnlearn.plots.plane import around, decision, grid, scatter
from nnlearn.plots.reliability import reliability
from nnlearn.plots.roc import roc
from nnlearn.plots.sketch import sketch
from nnlearn.plots.strips import strips
from nnlearn.plots.style import COLOURS, DIVERGING, LINES, MARKERS, RELIEF, VALUES, clean, colour, marker
from nnlearn.plots.tree import tree, tree_places

__all__ = [
    "COLOURS",
    "DIVERGING",
    "LINES",
    "MARKERS",
    "RELIEF",
    "VALUES",
    "Shown",
    "activation",
    "around",
    "clean",
    "colour",
    "computation_graph",
    "confusion",
    "contours",
    "curve",
    "decision",
    "feature_maps",
    "figure",
    "grid",
    "histograms",
    "images",
    "kernels",
    "line",
    "marker",
    "matrix",
    "network",
    "png",
    "positions",
    "reliability",
    "roc",
    "scatter",
    "segment",
    "show",
    "sketch",
    "strips",
    "surface",
    "tree",
    "tree_places",
]
