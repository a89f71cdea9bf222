"""A run over a map: its places are computed row by row, as the window slides over the picture."""

from nnlearn.explorers.recorded import Recorded

HASTE = 1.7  # a large map fills in six seconds, not in the ten that a run may take
NEAR = 40  # places drawn in advance on either side: all of a map would be thousands of pictures


class Sweep(Recorded):
    """A `Recorded` run whose step is one place of a map; its views have `done` and `grid` (rows, columns).

    Once all places are done the window stands where the reader has put it.

    Examples
    --------
    >>> from nnlearn.explorers import ConvolutionExplorer
    >>> explorer = ConvolutionExplorer(stride=4)
    >>> explorer.go(20)
    >>> explorer.view.grid, explorer.view.place
    ((13, 18), (1, 1))
    >>> explorer.close()
    """

    speeds = (("slow", 3.0), ("normal", 20.0), ("fast", 60.0))

    def length(self, view):
        rows, columns = view.grid
        return rows * columns

    def beat(self):
        pause, steps = super().beat()
        return pause, max(int(HASTE * steps), 1)

    def drawable(self, view):
        at, last = min(view.done, self.length(view)), self.length(view)
        return range(max(at - NEAR, 0), min(at + NEAR, last) + 1)


def swept(position, grid, place):
    """Return the number of places that are done, and the place (row, column) at which the window is.

    Parameters
    ----------
    position : int
        Of the run.
    grid : pair of int
        Rows and columns of the map.
    place : pair of int
        Where the reader has put the window.

    Examples
    --------
    >>> swept(5, (3, 4), (2, 2)), swept(0, (3, 4), (2, 2)), swept(99, (3, 4), (2, 2))
    ((5, (1, 0)), (0, (0, 0)), (12, (2, 2)))
    """
    rows, columns = grid
    done = min(position, rows * columns)
    return done, divmod(max(done - 1, 0), columns) if done < rows * columns else place
