"""Numbers as text, written the same way in every picture."""


def fixed(value, digits=2):
    """Return a number with a real minus sign, and zero without one.

    Examples
    --------
    >>> fixed(-1.234), fixed(-0.001), fixed(2, digits=1)
    ('−1.23', '0.00', '2.0')
    """
    return f"{value:z.{digits}f}".replace("-", "−")
