"""Run the lines that "As code" shows: then what is on the screen was computed by the very text that the reader sees.

This is the one place of the package that runs text. The text is ours, written in a lesson's module; nothing that a
reader typed, or that came in a link or a file, may ever be handed to it.
"""


def run_listing(lines, *names, **given):
    """Run lines of Python and return what they define.

    Parameters
    ----------
    lines : str
        A listing of a lesson.
    *names : str
        What to return, at least one.
    **given
        What the lines may use, by name.

    Returns
    -------
    object or tuple
        The value of the name, or of each if there are several.

    Raises
    ------
    TypeError
        If the listing is not text.
    NameError
        If it does not define one of the names.

    Examples
    --------
    >>> import math
    >>> run_listing("radius = 2\\narea = math.pi * radius**2", "radius", math=math)
    2
    >>> x, y = run_listing("x = 3\\ny = x + step", "x", "y", step=1)
    >>> x, y
    (3, 4)
    """
    defined = dict(given)
    exec(_text("run_listing", lines), defined)
    if missing := [name for name in names if name not in defined]:
        own = ", ".join(name for name in defined if name not in given and name != "__builtins__") or "nothing"
        raise NameError(f"run_listing expected a listing that defines {', '.join(missing)}, got one that defines {own}")
    found = tuple(defined[name] for name in names)
    return found[0] if len(found) == 1 else found


def evaluate(expression, **given):
    """Return the value of an expression, a function if it is a `lambda`.

    Parameters
    ----------
    expression : str
        From a listing of a lesson.
    **given
        What it may use, by name.

    Returns
    -------
    object

    Raises
    ------
    TypeError
        If the expression is not text.

    Examples
    --------
    >>> double = evaluate("lambda x: factor * x", factor=2)
    >>> double(21)
    42
    """
    return eval(_text("evaluate", expression), given)


def _text(caller, text):
    """Return the text, or raise."""
    if not isinstance(text, str):
        raise TypeError(f"{caller} expected lines of Python as text, got {type(text).__name__}")
    return text
