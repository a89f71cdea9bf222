"""With matplotlib's `text.usetex` on, pictures look as they do without it: no program `latex` is looked for."""

import matplotlib
import numpy as np
import pytest
from matplotlib.texmanager import TexManager

from nnlearn import explorers, plots

WORDS = ("50 %", "_x_ and #1", "$w_1$", r"$\alpha$ costs 5 \$", " ", "−2.0", r"$\mathdefault{-0.5}$")


@pytest.fixture
def usetex(monkeypatch):
    def latex(*_, **__):
        raise AssertionError("the program latex was asked for")

    for name in ("make_dvi", "get_text_width_height_descent", "get_grey", "get_rgba"):
        monkeypatch.setattr(TexManager, name, latex)
    monkeypatch.setitem(matplotlib.rcParams, "text.usetex", True)


def pixels(words, usetex):
    """Return the dark pixels of a text, cut out."""
    fig, ax = plots.figure(width=2, height=1)
    ax.set_axis_off()
    ax.text(0.1, 0.4, words, usetex=usetex)
    fig.canvas.draw()
    ink = 255 - np.asarray(fig.canvas.buffer_rgba())[..., 0].astype(int)
    rows, columns = np.nonzero(ink)
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] if len(rows) else ink


@pytest.mark.parametrize("words", WORDS)
def test_a_text_looks_the_same(usetex, words):
    plain = "−0.5" if "mathdefault" in words else words
    found, expected = pixels(words, True), pixels(plain, False)
    np.testing.assert_array_equal(found, expected)
    assert expected.any() == bool(words.strip())


def test_pictures_and_explorers_are_drawn(usetex):
    fig, axes = plots.figure(columns=2)
    plots.curve(axes[0], {"50 % of _x_": [3.0, 2.0, 1.0]}, ylabel="a_b")
    plots.matrix(axes[1], [[1.0, -2.5]], rows=["100 %"])
    assert plots.show(fig, alt="two pictures", caption="Both.").png[:4] == b"\x89PNG"
    explorer = explorers.PerceptronExplorer()
    assert explorer.picture.pixels().std() > 1
    explorer.close()


def test_the_canvas_follows_the_size_of_its_figure():
    fig, _ = plots.figure(width=2, height=1)
    first = fig.canvas.get_renderer()
    assert fig.canvas.get_renderer() is first
    fig.dpi *= 2
    assert fig.canvas.get_renderer().width == 2 * first.width
