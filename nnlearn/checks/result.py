"""The result of `check` and of an answered `quiz`: true or false, with the box that was shown."""

from dataclasses import dataclass, replace

from nnlearn.checks.box import Box, cell_count


@dataclass(frozen=True)
class Result:
    """The outcome of a check: true if passed.

    Parameters
    ----------
    id : str
        The exercise or quiz.
    box : Box
        The sentences to show.
    mistake : str, optional
        Name of the mistake that was recognised.
    kind : str, optional
        How the mistake was found: "named", "relation", "error", "repair", "value", "as if", "earlier", "advice"; empty
        if only the wrong number is known.
    caused_by : str
        The earlier exercise, "02.1", whose wrong answer this one uses; "" if there is none.
    again : tuple, optional
        The arguments of the call that is shown.
    value : float, optional
        The measured value of an open exercise.
    counts : bool
        True for a prediction, which passes whatever was chosen.
    shown_in : int, optional
        The number of the cell that has shown the box, so that a result on a cell's last line is not shown twice.
    """

    id: str
    box: Box
    mistake: str | None = None
    kind: str = ""
    caused_by: str = ""
    again: tuple | None = None
    value: float | None = None
    counts: bool = False
    shown_in: int | None = None

    @property
    def status(self):
        return self.box.status

    @property
    def passed(self):
        return self.counts or self.status == "passed"

    @property
    def message(self):
        return self.box.text

    def show(self):
        """Show the box, and return the result with the cell in which it was shown."""
        self.box.show()
        return replace(self, shown_in=cell_count())

    def __bool__(self):
        return self.passed

    def __repr__(self):
        return f"<{self.id}: {self.status or 'unknown'}>"

    def _ipython_display_(self):
        if self.shown_in is None or self.shown_in != cell_count():
            self.box.show()
