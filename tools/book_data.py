"""Data for a script of ours, in the page itself: at file:// a script can fetch nothing."""

import json


def data(value):
    r"""Return a value as an element that is not shown; nothing in it ends the element.

    Examples
    --------
    >>> data("</script>")
    '<script type="application/json">"<\\/script>"</script>'
    """
    told = json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/json">{told}</script>'
