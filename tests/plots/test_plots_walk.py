"""Every plot function: it draws what it is given, legibly on 640 pixels, and refuses what it cannot draw.

A public function of nnlearn.plots that takes an Axes fails if it has no row in DRAWN.
"""

import inspect

import numpy as np
import pytest
from matplotlib.text import Text

from nnlearn import plots
from nnlearn.autograd import Value, graph

RNG = np.random.default_rng(0)
Z = np.linspace(-4, 4, 81)
HILL = np.arange(6.0).reshape(2, 3)  # losses[i, j] at (axes[0][j], axes[1][i])
NAN = np.full((2, 3, 3), np.nan)


def tape():
    a, b = Value(2.0, "a"), Value(-3.0, "b")
    c = a * b + a
    c.backward()
    return graph(c)


# name: (arguments after the axes, arguments that it refuses, what the error names)
DRAWN = {
    "activation": ((Z, np.tanh(Z), 1 - np.tanh(Z) ** 2), ((Z[::-1], Z, Z), "z to increase")),
    "computation_graph": ((tape().nodes, tape().edges), ((tape().nodes, [(0, 1, 1.0)]), "edges")),
    "confusion": (([[8, 2], [1, 9]],), (([[8, -2], [1, 9]],), "at least 0")),
    "contours": ((([0, 1, 2], [0, 1]), HILL), ((([0, 1], [0, 1]), HILL), "expected")),
    "curve": (([3, 2, 1],), (([[np.nan]],), "expected")),
    "decision": ((lambda x: x[:, 0], (0, 1, 0, 1)), ((lambda x: x[:5, 0], (0, 1, 0, 1)), "decision expected")),
    "feature_maps": ((RNG.normal(size=(6, 8, 8)),), ((RNG.normal(size=(1, 6, 8, 8)),), r"maps\[0\]")),
    "histograms": (([RNG.normal(size=(9, 4)), RNG.normal(size=(9, 4))],), (([],), "at least one layer")),
    "images": ((RNG.random((12, 8, 8)),), ((RNG.random((8, 8)),), "a batch of one")),
    "kernels": ((RNG.normal(size=(4, 3, 3)),), ((NAN,), "finite")),
    "line": (([1, 1], -1), (([1], 0), "expected")),
    "matrix": (([[1.0, -2.0]],), (([1.0],), "values")),
    "network": (([2, 3, 1],), (([],), "expected")),
    "reliability": ((([0.0, 0.4], [0.2, 0.8], [5, 15]),), ((([0.4], [0.2], [-1]),), "counts of at least 0")),
    "roc": ((([0, 0.5, 1], [0, 1, 1]),), ((([0, 0.5, 0.2], [0, 1, 1]),), "to rise")),
    "scatter": (([[0, 0], [1, 1]], [0, 1]), (([[0, 0]], [0, 1]), "expected")),
    "sketch": (([("i", 0, 0), ("o", 1, 0)], [(0, 1)]), (([("?", 0, 0)], []), "kinds")),
    "strips": ((RNG.normal(size=(4, 20)),), ((NAN,), "expected")),
    "surface": ((([0, 1, 2], [0, 1]), HILL), ((([0, 1], [0, 1]), HILL), "expected")),
    "tree": ((("or", ("not", "T"), "F"),), ((("and", "F", 1.5),), "a leaf of tree")),
}
NO_DRAWING = {"clean"}  # takes an Axes and draws nothing
DRAWING = [
    name
    for name in plots.__all__
    if inspect.isfunction(getattr(plots, name))
    and next(iter(inspect.signature(getattr(plots, name)).parameters)) in ("ax", "axes")
]


def test_every_plot_has_a_row():
    assert sorted(DRAWING) == sorted({*DRAWN, *NO_DRAWING})


def draw(name, **size):
    fig, ax = plots.figure(projection="3d" if name == "surface" else None, **size)
    getattr(plots, name)(ax, *DRAWN[name][0])
    fig.canvas.draw()
    return fig, ax


@pytest.mark.parametrize("name", DRAWN)
def test_it_draws_something(name):
    fig, _ = draw(name)
    empty = plots.figure(projection="3d" if name == "surface" else None)[0]
    empty.canvas.draw()
    found, nothing = (np.asarray(one.canvas.buffer_rgba()).astype(int) for one in (fig, empty))
    assert np.abs(found - nothing).max(axis=2).astype(bool).mean() > 0.005


@pytest.mark.parametrize("name", DRAWN)
def test_text_is_legible_and_whole_on_640_pixels(name):
    fig, _ = draw(name, width=6.4)
    renderer, (width, height) = fig.canvas.get_renderer(), fig.bbox.size
    for text in fig.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text.axes is not None and name != "surface":
            assert text.get_size() * 100 / 72 >= 10, text.get_text()
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1, text.get_text()
            assert box.x1 <= width + 1, text.get_text()
            assert box.y0 >= -1, text.get_text()
            assert box.y1 <= height + 1, text.get_text()


@pytest.mark.parametrize("name", DRAWN)
def test_what_it_cannot_draw_is_refused(name):
    wrong, sentence = DRAWN[name][1]
    _, ax = plots.figure(projection="3d" if name == "surface" else None)
    with pytest.raises((ValueError, TypeError), match=sentence):
        getattr(plots, name)(ax, *wrong)


def test_two_uses_of_one_number_are_two_arrows():
    a = Value(1.0, "a")
    twice = a + a
    drawing = graph(twice)
    _, ax = plots.figure(height=2)
    plots.computation_graph(ax, drawing.nodes, drawing.edges)
    arrows = [patch for patch in ax.patches if type(patch).__name__ == "FancyArrowPatch"]
    assert len(arrows) == len(drawing.edges) == 2
    ends = [tuple(arrow.get_path().vertices[0]) for arrow in arrows]
    assert ends[0] != ends[1]


def test_a_graph_is_drawn_as_far_as_it_has_come():
    drawing = tape()
    _, ax = plots.figure()
    plots.computation_graph(ax, drawing.nodes, drawing.edges, values={0, 1}, gradients=False)
    words = [text.get_text() for text in ax.texts]
    assert {"2", "−3"} <= set(words)
    assert "−6" not in words
    assert not any("grad" in word for word in words)


def test_confusion_frames_the_commonest_mistake():
    _, ax = plots.figure()
    plots.confusion(ax, [[5, 5, 0], [1, 9, 0], [0, 0, 10]], marked=1)
    (frame,) = ax.patches
    assert (round(frame.get_x() + 0.47), round(frame.get_y() + 0.47)) == (1, 0)


def test_negative_cells_have_a_sign_in_grey_print():
    """Blue and vermilion of equal strength are nearly the same grey."""
    values = np.array([[1.0, -1.0, 0.02, -0.02]])
    _, ax = plots.figure(height=1)
    plots.strips(ax, values)
    marks = [tuple(map(float, point)) for line in ax.lines if line.get_marker() == "_" for point in line.get_xydata()]
    assert marks == [(1.0, 0.0)]


def test_dead_units_are_counted():
    values = np.maximum(RNG.normal(size=(50, 6)), 0)
    values[:, :2] = 0
    _, ax = plots.figure()
    plots.histograms(ax, {"hidden": values})
    assert "2 dead" in [text.get_text() for text in ax.texts]


def test_saturated_parts_are_shaded_where_the_slope_is_nearly_zero():
    _, ax = plots.figure()
    plots.activation(ax, Z, np.maximum(Z, 0), (Z > 0).astype(float), name="ReLU")
    (shade,) = ax.collections
    x = np.concatenate([path.vertices[:, 0] for path in shade.get_paths()])
    assert x.max() <= 0 + 1e-9
    assert x.min() == -4


def test_pictures_keep_their_shape_and_mark_what_was_read_wrongly():
    _, ax = plots.figure()
    plots.images(ax, np.ones((3, 4, 8)), titles="abc", right=[True, False, True], limits=(0, 1))
    left, right, bottom, top = ax.images[0].get_extent()
    assert (right - left) / (bottom - top) == pytest.approx(2)
    assert [text.get_text() for text in ax.texts] == ["a", "✗ b", "c"]


def test_colours_are_refused_outside_0_to_1():
    with pytest.raises(ValueError, match="/ 255"):
        plots.images(plots.figure()[1], np.full((1, 3, 4, 4), 255.0))
