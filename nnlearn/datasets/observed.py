"""A series that was observed: the number of spots on the sun, year by year."""

import numpy as np

from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "f67889b1d9002cd5227f0e0ef54e35b419cdd85a31279adef6f73fb41e5c0a9b"

CARD = """Yearly mean sunspot numbers from 1700 to 2008, on the scale in use until 2015. Source: National Geophysical
Data Center, from observations collected since R. Wolf (1850s). Licence: public domain. Shapes: x ({n}, 1) float32,
the year, y ({n}, 1) float32, 0 to 190.2. Good for: forecasting what really happened: a cycle of about 11 years that
never repeats."""


def sunspot_numbers():
    """Return the yearly sunspot numbers from 1700 to 2008, which ship with the course.

    Returns
    -------
    Dataset
        x (309, 1) float32, the year; y (309, 1) float32, the year's mean sunspot number. `windows(y, length)` cuts it
        up.

    Raises
    ------
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Yule (1927), "On a method of investigating periodicities in disturbed series, with special reference to Wolfer's
    sunspot numbers", Philosophical Transactions of the Royal Society A 226: the first forecast of this series by what
    is now called autoregression.

    Examples
    --------
    >>> spots = sunspot_numbers()
    >>> spots.y.shape, int(spots.x[spots.y.argmax(), 0]), round(float(spots.y.max()), 1)
    ((309, 1), 1957, 190.2)
    """
    rows = [line.split(",") for line in read("sunspots.csv", SHA256).decode("ascii").split()[1:]]
    years, numbers = np.array(rows, dtype=np.float32).T[:, :, None]
    return Dataset("sunspot_numbers", years.copy(), numbers.copy(), ("year",), (), paragraph(CARD.format(n=len(years))))
