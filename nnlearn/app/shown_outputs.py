"""Outputs of a notebook as JupyterLab should show them: pictures with their words, and no widget without its kernel.

A saved output may hold both the number of a widget, which lives in the kernel's memory, and a picture. JupyterLab uses
the number, and once the kernel has ended it finds nothing: "Error displaying widget: model not found". So the number
is left out if no kernel can know it, and a line below says what wakes the picture; the output's metadata names it, so
that the pictures the course comes with have that line, too. And JupyterLab shows a plain picture without its alt text,
but an image in HTML with it.
"""

from html import escape

from nnlearn.image_html import image_html

WIDGET = "application/vnd.jupyter.widget-view+json"
WAKES = "nnlearn-wakes"  # in an output's metadata: what running its cell lets the reader do
BAND = "nnlearn-band"  # marks the line below a still
QUIET = "margin: 0 0 8px; padding: 2px 8px; font-size: 13px; border-left: 4px solid #E69F00"


def shown(output, lives):
    """Return what JupyterLab is sent in place of an output.

    Parameters
    ----------
    output : dict
        As in a notebook; changed in place.
    lives : bool
        Whether a kernel may know its widget.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> data = {"image/png": "...", "text/plain": "a line", WIDGET: {"model_id": "7"}}
    >>> picture, band = shown({"output_type": "display_data", "data": data, "metadata": {WAKES: "move it"}}, False)
    >>> picture["data"]["text/html"], band["data"]["text/plain"]
    ('<img alt="a line" src="data:image/png;base64,...">', 'Run this cell (Shift+Enter) to move it.')
    """
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if metadata.get(BAND):
        return []  # one that was saved is made again
    if lives and WIDGET in data:
        return [output]
    if len(data) > 1 + ("text/plain" in data):  # something can take the widget's place
        data.pop(WIDGET, None)
    if "image/png" in data:
        size = {name: value for name, value in metadata.pop("image/png", {}).items() if name in ("width", "height")}
        png = "".join("".join(data.pop("image/png")).split())  # a file holds it in one string or several, with newlines
        data["text/html"] = image_html(png, "".join(data.get("text/plain", "")), **size)
    wakes = metadata.get(WAKES)
    if not wakes or WIDGET in data:
        return [output]
    words = f"Run this cell (Shift+Enter) to {escape(wakes)}."
    band = {"text/plain": words, "text/html": f'<p style="{QUIET}">{words}</p>'}
    return [output, {"output_type": "display_data", "data": band, "metadata": {BAND: True}}]
