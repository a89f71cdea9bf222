"""Numbers as text, written alike in every picture: a real minus sign, no minus zero, and powers of ten as in 3e−5."""

import re


def fixed(value, digits=2):
    """Return a number with a fixed number of decimals.

    Parameters
    ----------
    value : float
    digits : int, default 2
        Decimals, >= 0.

    Returns
    -------
    str

    Examples
    --------
    >>> fixed(-1.234), fixed(-0.001), fixed(2, 1)
    ('−1.23', '0.00', '2.0')
    """
    return _typeset(f"{value:z.{digits}f}")


def significant(value, digits=3):
    """Return a number with at most this many significant digits, without zeros at the end.

    Parameters
    ----------
    value : float
    digits : int, default 3
        Significant digits, >= 1. Numbers below 0.0001, or with more digits than that, get a power of ten.

    Returns
    -------
    str

    Examples
    --------
    >>> significant(2 / 3), significant(-2.0), significant(-0.0), significant(1234.5), significant(2e-16, 1)
    ('0.667', '−2', '0', '1.23e3', '2e−16')
    """
    return _typeset(f"{value:z.{digits}g}")


def short(value):
    """Return a size in at most six characters besides its sign: two significant digits, or one and a power of ten.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> short(1.0), short(0.034), short(123.0), short(0.00021), short(1234.0), short(0.0)
    ('1', '0.034', '123', '2e−4', '1e3', '0')
    """
    size = abs(value)
    form = "z.0f" if 99.5 <= size < 999.5 else "z.2g" if 0.001 <= size < 99.5 or size == 0 else "z.0e"
    return _typeset(format(value, form))


def _typeset(text):
    """Return what Python formatted, with a real minus sign, and 1e-05 as 1e−5."""
    return real_minus(re.sub(r"e\+?(-?)0*", r"e\1", text))


def real_minus(text):
    """Return a number in digits with a minus sign in place of a hyphen.

    Examples
    --------
    >>> real_minus("-0.5")
    '−0.5'
    """
    return text.replace("-", "−")
