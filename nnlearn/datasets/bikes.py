"""Bicycles hired in Washington, hour by hour, for two years."""

import io

import numpy as np

from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "90f01ad434a7985e299ba8bace4e9cdfa714aa431d1135634b0277b2deeb4c46"
FEATURES = "day", "hour", "weekday", "working_day", "recorded"
SATURDAY = 5  # the 1st of January 2011; Monday is 0

CARD = """Bicycles hired each hour in Washington, D. C., from 1 January 2011 to the end of 2012, in order, without gaps.
{missing} of the {n:,} hours have no row in the source, two thirds of these between midnight and six; their count is 0
here, and "recorded" is 0. Hire grew by two thirds from the first year to the second, so that no part of the series is
like any other. Source: H. Fanaee-T and J. Gama (2013), UCI 275, from the logs of Capital Bikeshare; the weather in the
source is left out. Licence: CC BY 4.0, see bikes_LICENSE.txt next to it. Shapes: x ({n}, 5) float32: day 0 to 730, hour
0 to 23, weekday 0 (Monday) to 6, working day (neither weekend nor holiday) 0 or 1, recorded 0 or 1; y ({n}, 1) float32,
bicycles. Good for: forecasts a day ahead, where the same hour of last week is hard to beat, and where a shuffled split
deceives."""


def bikes():
    """Return the bicycles hired each hour in Washington in 2011 and 2012, which ship with the course.

    Returns
    -------
    Dataset
        x (17544, 5) float32: day, hour, weekday, working_day, recorded; y (17544, 1) float32, bicycles hired that hour.

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Fanaee-T and Gama (2014), "Event labeling combining ensemble detectors and background knowledge", Progress in
    Artificial Intelligence 2.

    Examples
    --------
    >>> hire = bikes()
    >>> hire
    Dataset(bikes: x float32 (17544, 5), y float32 (17544, 1), regression)
    >>> hire.y[:5, 0], int((hire.x[:, 4] == 0).sum())
    (array([16., 40., 32., 13.,  1.], dtype=float32), 165)
    """
    with np.load(io.BytesIO(read("bikes.npz", SHA256)), allow_pickle=False) as arrays:
        count, working = arrays["count"], np.unpackbits(arrays["working"])
    hours = np.arange(len(count))
    day = hours // 24
    recorded = count >= 0
    x = np.stack([day, hours % 24, (day + SATURDAY) % 7, working[day], recorded], axis=1).astype(np.float32)
    y = np.where(recorded, count, 0).astype(np.float32)[:, None]
    return Dataset("bikes", x, y, FEATURES, (), paragraph(CARD.format(n=len(y), missing=int((~recorded).sum()))))
