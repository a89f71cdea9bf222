"""The digits of lesson 25: grey ones for the duel, black and white ones for the dreams."""

from nnlearn.lessons.autoencoders import parts as lesson_22
from nnlearn.lessons.semi_supervised import data as lesson_23


def grey():
    """Return 1,348 pictures to learn from and 449 held out, pixels from 0 to 1: the split of lesson 23.

    Examples
    --------
    >>> x, y, x_test, y_test = grey()
    >>> x.shape, x_test.shape
    ((1348, 64), (449, 64))
    """
    return lesson_23.digits()


def binary():
    """Return black and white digits, 1,078 to learn from, 270 aside and 449 held out: the parts of lesson 22.

    Examples
    --------
    >>> data = binary()
    >>> data.x.shape, data.x_aside.shape, data.x_test.shape
    ((1078, 64), (270, 64), (449, 64))
    """
    return lesson_22.digits(binary=True)
