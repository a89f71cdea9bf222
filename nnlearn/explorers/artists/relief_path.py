"""A path on a surface in 3-D, as it is seen from one side."""

import numpy as np

FINE = 0.03  # it is drawn in pieces no longer than this share of the ground


class Grounded:
    """A path of places on a relief: where its pieces are seen, and which of them a hill hides.

    Between two places it runs straight on the plane and with the surface in height.

    Parameters
    ----------
    relief : Relief
    places : array of shape (n, 2)
        Finite.

    Attributes
    ----------
    points : ndarray of shape (m, 2)
        Where it is seen, in the axes; NaN outside of the surface.
    hidden : ndarray of shape (m,)
    stands : ndarray of shape (n,)
        The number of the point at each place.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> from nnlearn.explorers.artists.relief import Relief
    >>> relief = Relief(Picture(200, 200).axes("relief", 0, 0, 200, 200), "viridis")
    >>> along = np.linspace(-1, 1, 21)
    >>> relief.put((along, along), np.zeros((21, 21)))
    >>> path = Grounded(relief, [[-0.5, 0.0], [0.5, 0.0], [2.0, 0.0]])
    >>> len(path.points) == len(path.hidden) > 3, bool(path.hidden.any())
    (True, False)
    """

    def __init__(self, relief, places):
        places = np.asarray(places, float).reshape(-1, 2)
        ends = np.array([[relief.x[0], relief.y[0]], [relief.x[-1], relief.y[-1]]])
        lengths = np.linalg.norm(np.diff(places, axis=0) / (ends[1] - ends[0]), axis=1)
        counts = np.clip(np.ceil(np.nan_to_num(lengths, nan=0, posinf=0) / FINE), 1, 16).astype(int)
        steps, self.stands = np.arange(len(places)), np.concatenate([[0], np.cumsum(counts)])
        self.at = np.interp(np.arange(self.stands[-1] + 1), self.stands, steps)  # of each point, in steps
        fine = np.column_stack([np.interp(self.at, steps, axis) for axis in places.T])
        self.points, self.hidden = relief.project(fine), relief.hidden(fine)

    def until(self, step, last):
        """Return the points (n, 2) of the path up to a step, and which are hidden (n,).

        Parameters
        ----------
        step : float
            A whole number of steps, or some of the next one as well.
        last : pair of floats
            Where the place after so many steps is seen.
        """
        passed = np.searchsorted(self.at, step, side="right")
        points = np.concatenate([self.points[:passed], [last]])
        return points, self.hidden[np.minimum(np.arange(passed + 1), len(self.hidden) - 1)]
