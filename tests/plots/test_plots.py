"""Pictures: right arrays give right marks, wrong ones a sentence, and stored outputs are complete."""

import base64
import io
import subprocess
import sys

import jupyterlab_driver as lab
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from nnlearn import plots
from nnlearn.plots.network import shown_units


@pytest.fixture
def ax():
    return plots.figure()[1]


def drawn(fig):
    """Draw the figure without a warning and return it as an array."""
    fig.canvas.draw()
    return np.asarray(fig.canvas.buffer_rgba()).copy()


def test_nothing_imports_pyplot():
    code = "import sys, nnlearn.plots; assert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=lab.patience(60))


def test_show_gives_picture_alt_and_caption(monkeypatch):
    import IPython.display

    outputs = []
    monkeypatch.setattr(
        IPython.display, "display", lambda data, metadata=None, raw=False: outputs.append((data, metadata))
    )
    fig, ax = plots.figure(width=3, height=2)
    plots.curve(ax, [3, 2, 1])
    shown = plots.show(fig, alt="it  falls\n", caption="The curve\n falls.")
    shown._ipython_display_()
    (picture, metadata), (words, _) = outputs
    assert repr(shown) == picture["text/plain"] == metadata["image/png"]["alt"] == "it falls"
    assert words == {"text/markdown": "The curve falls.", "text/plain": "The curve falls."}
    assert (metadata["image/png"]["width"], metadata["image/png"]["height"]) == (300, 200)
    assert Image.open(io.BytesIO(picture["image/png"])).size == (600, 400)


def test_jupyterlab_gets_a_picture_that_keeps_its_words(monkeypatch):
    import IPython.display

    outputs = []
    monkeypatch.setenv("NNLEARN_PICTURES", "html")
    monkeypatch.setattr(IPython.display, "display", lambda data, metadata=None, raw=False: outputs.append(data))
    shown = plots.show(plots.figure(width=3, height=2)[0], alt='a "b" < c', caption="Nothing.")
    shown._ipython_display_()
    picture, words = outputs
    data = base64.b64encode(shown.png).decode()
    assert picture == {
        "text/html": f'<img alt="a &quot;b&quot; &lt; c" width="300" src="data:image/png;base64,{data}">',
        "text/plain": 'a "b" < c',
    }
    assert words["text/markdown"] == "Nothing."


@pytest.mark.parametrize("wrong", [{"alt": ""}, {"alt": None}, {"caption": " "}, {"caption": 3}])
def test_show_wants_words(wrong):
    with pytest.raises(ValueError, match=f"show expected {next(iter(wrong))}"):
        plots.show(plots.figure()[0], **{"alt": "a line", "caption": "A line.", **wrong})


def test_show_wants_a_figure():
    with pytest.raises(TypeError, match="got None"):
        plots.show(None, alt="a", caption="b")


def test_text_is_at_least_ten_pixels():
    fig, (left, right) = plots.figure(columns=2)
    plots.scatter(left, [[0, 0], [1, 1]], [0, 1], classes=["a", "b"], features=["x1", "x2"])
    plots.line(left, [1, 1], -1)
    plots.network(right, [2, 9, 1], values=[np.ones(2), np.ones(9), np.ones(1)])
    fig.canvas.draw()
    sizes = [t.get_size() * 100 / 72 for t in fig.findobj(Text) if t.get_text()]
    assert len(sizes) > 10
    assert min(sizes) >= 10


def test_every_class_has_its_own_colour_and_marker():
    assert len(set(plots.COLOURS)) == len(set(plots.MARKERS)) == 7


def test_scatter_puts_each_point_where_it_is(ax):
    x, y = np.array([[0, 1], [2, 3], [4, 5.0]]), np.array([0, 2, 0])
    plots.scatter(ax, x, y)
    first, second = ax.collections
    np.testing.assert_array_equal(first.get_offsets(), x[[0, 2]])
    np.testing.assert_array_equal(second.get_offsets(), x[[1]])


def score(x):
    return x[:, 0] - 0.25


def boundary(ax):
    """Return the points of the decision boundary drawn."""
    return np.concatenate([p for c in ax.collections for path in c.get_paths() for p in [path.vertices]])


@pytest.mark.parametrize(
    ("predict", "level", "close"),
    [
        (score, 0, 1e-6),
        (lambda x: score(x)[:, None], 0, 1e-6),
        (lambda x: 1 / (1 + np.exp(-score(x))), 0.5, 1e-3),
        (lambda x: np.stack([-score(x), score(x)], axis=1), 0, 1e-6),
        (lambda x: (score(x) >= 0).astype(int), 0, 0.02),
    ],
    ids=["scores", "column", "probabilities", "one score a class", "labels"],
)
def test_decision_finds_the_boundary(ax, predict, level, close):
    plots.decision(ax, predict, extent=(0, 1, 0, 1), level=level)
    np.testing.assert_allclose(boundary(ax)[:, 0], 0.25, atol=close)


def test_decision_shows_class_one_in_its_colour():
    _, ax = plots.figure()
    plots.decision(ax, score, extent=(0, 1, 0, 1))
    image = ax.images[0]
    left, right = image.cmap(image.norm(image.get_array()[50, [0, -1]]))[:, :3]
    assert left[2] > left[0]  # blue is class 0
    assert right[0] > right[2]  # vermilion is class 1


def test_decision_of_one_class_everywhere_draws_no_boundary(ax):
    plots.decision(ax, lambda x: np.zeros(len(x), int), extent=(0, 1, 0, 1))
    plots.decision(ax, lambda x: np.zeros((len(x), 1)), extent=(0, 1, 0, 1))
    assert not ax.collections
    drawn(ax.figure)


@pytest.mark.parametrize("wrong", [np.zeros(3), np.full(10000, np.nan), np.zeros((10000, 2, 2))])
def test_decision_refuses_what_is_no_score(ax, wrong):
    with pytest.raises(ValueError, match="decision expected predict to give 10000"):
        plots.decision(ax, lambda x: wrong, extent=(0, 1, 0, 1))


@pytest.mark.parametrize("seed", range(20))
def test_segment_lies_on_the_line_and_in_the_rectangle(seed):
    rng = np.random.default_rng(seed)
    w, b = rng.normal(size=2), rng.normal() * 0.3
    ends = plots.segment(w, b, (-1, 2, -1, 1))
    corners = np.array([[x, y] for x in (-1, 2) for y in (-1, 1)]) @ w + b
    assert (ends is not None) == (corners.min() < 0 < corners.max())
    if ends is not None:
        np.testing.assert_allclose(ends @ w + b, 0, atol=1e-9)
        assert (ends >= [-1 - 1e-6, -1 - 1e-6]).all()
        assert (ends <= [2 + 1e-6, 1 + 1e-6]).all()
        on_edge = np.isclose(ends, [[-1, -1]]) | np.isclose(ends, [[2, 1]])
        assert on_edge.any(axis=1).all()


def test_line_of_zero_weights_is_not_drawn(ax):
    plots.line(ax, [0, 0], [0])
    assert not ax.lines


def test_the_arrow_stands_on_the_line_at_a_right_angle(ax):
    ax.set(xlim=(0, 2), ylim=(0, 2), aspect="equal")
    plots.line(ax, np.array([[3.0, 4.0]]), np.array([-7.0]))
    head = ax.texts[0].xy
    foot = np.mean(ax.lines[0].get_xydata(), axis=0)
    np.testing.assert_allclose((head - foot) / np.hypot(*(head - foot)), [0.6, 0.8], atol=1e-9)


def test_network_draws_strong_weights_wide_and_by_sign(ax):
    plots.network(ax, [2, 1], weights=[[[2.0, -1.0]]])
    (edges,) = ax.collections
    weak, strong = edges.get_linewidths()
    assert weak < strong
    red, _, blue, _ = np.array(edges.get_colors())[1]
    assert red > blue  # the strong one is positive
    np.testing.assert_array_equal(edges.get_segments()[1][0], [0, 0.75])  # and comes from the first input, on top


def test_network_of_large_layers_shows_the_ends(ax):
    plots.network(ax, [100, 3], weights=[np.ones((3, 100))], most=6)
    assert len(ax.collections[0].get_segments()) == 18
    assert "100" in ax.texts[1].get_text()
    assert shown_units(100, 6) == [0, 1, 2, 97, 98, 99]


def test_network_maps_stand_with_their_first_row_below(ax):
    image = np.array([[-1.0, -1.0], [1.0, 1.0]])
    plots.network(ax, [1, 1], heatmaps=[[image], [image]])
    assert ax.images[0].origin == "lower"
    drawn(ax.figure)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"sizes": [3]}, "at least two layers"),
        ({"sizes": [2, 0]}, "sizes at least 1|sizes"),
        ({"sizes": [2, 3], "weights": [np.ones((2, 3))]}, r"weights\[0\] of shape \(3, 2\)"),
        ({"sizes": [2, 3], "weights": []}, "1 weights, got 0"),
        ({"sizes": [2, 3], "values": [[1, 2], [1, 2]]}, r"values\[1\]"),
        ({"sizes": [2, 3], "labels": ["x"]}, "2 labels"),
    ],
)
def test_network_says_what_does_not_fit(ax, arguments, says):
    with pytest.raises(ValueError, match=says):
        plots.network(ax, **arguments)


def test_curve_counts_epochs_from_one(ax):
    plots.curve(ax, {"training": [3, 2, 1], "validation": [3, 3, 3]}, ylabel="loss")
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), [[1, 3], [2, 2], [3, 1]])
    assert len({(curve.get_color(), curve.get_linestyle()) for curve in ax.lines}) == 2


@pytest.mark.parametrize(
    ("series", "settings", "says"),
    [
        ([], {}, "one row"),
        ({}, {}, "empty dict"),
        ([[1]], {}, "one row"),
        ([0, 1], {"log": True}, "positive"),
        ([1], {"x": [1, 2]}, "x of shape"),
    ],
)
def test_curve_says_what_it_cannot_draw(ax, series, settings, says):
    with pytest.raises(ValueError, match=says):
        plots.curve(ax, series, **settings)


def test_matrix_writes_each_number_into_its_cell(ax):
    plots.matrix(ax, [[1, 2, 3], [4, 5, 6]], title="W")
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    assert cells[(2, 0)] == "3.00"
    assert cells[(0, 1)] == "4.00"


@pytest.mark.parametrize("wrong", [[], [1.0, 2.0], [[1, 2, 3]], [[np.nan, 0]], [["a", "b"]], None])
def test_points_of_another_shape_are_refused(ax, wrong):
    with pytest.raises(ValueError, match=r"x (of shape \(n, 2\)|to be finite)"):
        plots.scatter(ax, wrong)


def test_labels_must_be_whole_numbers(ax):
    with pytest.raises(ValueError, match="labels of type int"):
        plots.scatter(ax, [[0, 0]], [0.5])
