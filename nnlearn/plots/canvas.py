"""The canvas of every picture: matplotlib's own, except that LaTeX never sets its text.

With `text.usetex` on, matplotlib hands every label to the program `latex`: a picture then fails where there is none,
and a "%" or "_" in a label is an error. The texts of the course are plain, so its canvas draws them itself. A figure
that is saved as PDF or SVG still follows the setting.
"""

import re

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.cbook import is_math_text

from nnlearn.plots.numbers import real_minus


class Renderer(RendererAgg):
    """A renderer that draws the texts meant for LaTeX as matplotlib draws all others, formulas between $ included."""

    def draw_tex(self, gc, x, y, s, prop, angle, *, mtext=None):
        words, formula = drawn(s)
        self.draw_text(gc, x, y, words, prop, angle, ismath=formula, mtext=mtext)

    def get_text_width_height_descent(self, s, prop, ismath):
        if ismath == "TeX":
            s, ismath = drawn(s)
        return super().get_text_width_height_descent(s, prop, ismath)


class Canvas(FigureCanvasAgg):
    """A canvas whose renderer is `Renderer`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> type(Canvas(Figure()).get_renderer()).__name__
    'Renderer'
    """

    _made_for = None

    def get_renderer(self):
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if size != self._made_for:
            self.renderer, self._made_for = Renderer(*size), size
        return self.renderer


def drawn(s):
    r"""Return a text meant for LaTeX as it is drawn without LaTeX, and whether it holds a formula.

    Examples
    --------
    >>> drawn(r"5 \$"), drawn("\\ "), drawn(r"$w_1$"), drawn(r"$\mathdefault{-0.5}$")  # as an axis writes its numbers
    (('5 $', False), (' ', False), ('$w_1$', True), ('−0.5', False))
    """
    if number := re.fullmatch(r"\$\\mathdefault\{([^{}$]*)\}\$", s):
        return real_minus(number[1]), False
    if is_math_text(s):
        return s, True
    return " " if s == "\\ " else s.replace(r"\$", "$"), False
