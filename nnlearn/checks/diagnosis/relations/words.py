"""How a sentence about a result begins."""


def up(what):
    """Return a sentence's beginning with a capital letter; a name in backticks stays as it is.

    Examples
    --------
    >>> up("the result"), up("`w`")
    ('The result', '`w`')
    """
    return what[:1].upper() + what[1:]
