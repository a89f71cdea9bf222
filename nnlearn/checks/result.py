"""What `check` and an answered `quiz` return: true or false, with the box that was shown."""

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
        What is shown.
    mistake : str, optional
        Name of the wrong answer that was recognised.
    value : float, optional
        What an open exercise measured.
    counts : bool
        True for a prediction, which is good whatever was chosen.
    shown_in : int, optional
        The notebook cell in which the box has been shown, so that a result on a cell's last line is not shown twice.
    """

    id: str
    box: Box
    mistake: str | None = None
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
        """Show the box and return the result that knows it has been shown."""
        self.box.show()
        return replace(self, shown_in=cell_count())

    def __bool__(self):
        return self.passed

    def __repr__(self):
        return f"<{self.id}: {self.status or 'unknown'}>"

    def _ipython_display_(self):
        if self.shown_in is None or self.shown_in != cell_count():
            self.box.show()
