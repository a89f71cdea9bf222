"""A picture as HTML that contains its data: it keeps its words wherever HTML is shown."""

from html import escape


def image_html(png, alt, **size):
    """Return an `<img>` with its words.

    Parameters
    ----------
    png : str
        The picture in base64.
    alt : str
        Any text.
    **size : int
        `width` and `height` in pixels of the page, where they are known.

    Returns
    -------
    str

    Examples
    --------
    >>> image_html("iVBO", 'a "line"', width=640)
    '<img alt="a &quot;line&quot;" width="640" src="data:image/png;base64,iVBO">'
    """
    edges = "".join(f' {name}="{int(value)}"' for name, value in size.items())
    return f'<img alt="{escape(alt, quote=True)}"{edges} src="data:image/png;base64,{png}">'
