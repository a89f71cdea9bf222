"""What can be clicked in a notebook: the form of a quiz, and the button for hints under a box.

Each is a widget with text and HTML beside it, for whatever cannot show widgets; plain Python never imports this far.
There is one for each exercise and quiz: the earlier one becomes still HTML when the next is shown.
"""

_shown: dict = {}  # the widget of each exercise or quiz


def show(id, widget, bundle, wakes=""):
    """Show a widget in place of a MIME bundle of text and HTML, and retire the earlier widget of the same id.

    `wakes` says what running the cell lets the reader do: for the line below the text when it stands without a kernel.
    """
    from IPython.display import display

    retire(id)
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    data = {**bundle, "application/vnd.jupyter.widget-view+json": view}
    handle = display(data, metadata={"nnlearn-wakes": wakes} if wakes else None, raw=True, display_id=True)
    _shown[id] = widget, handle, bundle


def retire(id):
    """Close the widget of an exercise or quiz, if there is one; its text and HTML stay where it was."""
    if id in _shown:
        widget, handle, bundle = _shown.pop(id)
        handle.update(bundle, raw=True)
        widget.close()
