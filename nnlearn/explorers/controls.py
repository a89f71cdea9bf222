"""Fields of an explorer's state that carry their own control: the values allowed, the label, the unit."""

import dataclasses

import ipywidgets as widgets
import traitlets

ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowDown": (0, -1), "ArrowUp": (0, 1)}  # right and up


def slide(default, low, high, step, label, unit="", buttons=""):
    """Declare a number with a slider.

    Parameters
    ----------
    default, low, high, step : int or float
        The start, the range, and the step between positions; whole numbers give a slider of whole numbers.
    label : str
        Its name, as in the lesson.
    unit : str, default ""
        Written after the name.
    buttons : {"", "step", "any"}, default ""
        Buttons beside it: "step" for one step down and up, where the number is small; "any" for a third that goes
        anywhere, where there are hundreds of values.

    Returns
    -------
    dataclasses.Field

    Examples
    --------
    >>> @dataclasses.dataclass(frozen=True)
    ... class State:
    ...     rate: float = slide(1.0, 0.1, 2.0, 0.1, "learning rate")
    >>> State().rate
    1.0
    """
    settings = {"min": low, "max": high, "step": step}
    whole = all(isinstance(value, int) for value in (default, low, high, step))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    return _field(default, kind, f"{label} ({unit})" if unit else label, settings, buttons)


def slide_over(default, values, label, unit=""):
    """Declare a number out of a few, with a slider that shows the number itself: powers of two, for example.

    Parameters
    ----------
    default : int or float
        One of the values.
    values : iterable of int or float
        In ascending order.
    label : str
        Its name, as in the lesson.
    unit : str, default ""
        Written after the number.

    Returns
    -------
    dataclasses.Field

    Examples
    --------
    >>> field = slide_over(64, [1, 64, 4096], "batch", "rows")
    >>> field.default, field.metadata["settings"]["options"][2]
    (64, ('4,096 rows', 4096))
    """
    options = [(f"{value:,} {unit}".strip(), value) for value in values]
    return _field(default, widgets.SelectionSlider, label, {"options": options})


def pick(default, options, label):
    """Declare a choice from a list, with a dropdown.

    Parameters
    ----------
    default : object
        The option that it starts with.
    options : iterable of str, or of pairs (str, object)
        The text shown, or the text and the value it stands for.
    label : str
        Its name, as in the lesson.

    Returns
    -------
    dataclasses.Field

    Examples
    --------
    >>> pick("tanh", ["tanh", "ReLU"], "activation").default
    'tanh'
    """
    return _field(default, widgets.Dropdown, label, {"options": list(options)})


def switch(default, label):
    """Declare a yes or no, with a box to tick.

    Parameters
    ----------
    default : bool
        Where it starts.
    label : str
        Its name, as in the lesson.

    Returns
    -------
    dataclasses.Field

    Examples
    --------
    >>> switch(False, "pocket algorithm").metadata["label"]
    'pocket algorithm'
    """
    return _field(default, widgets.Checkbox, label, {"indent": False})


def write(default, label, hint):
    """Declare a text that the reader types, with a field of one line; it is read after every letter.

    Parameters
    ----------
    default : str
        Where it starts.
    label : str
        Its name, which screen readers say too.
    hint : str
        What may be typed, shown in the empty field and beside the pointer.

    Returns
    -------
    dataclasses.Field

    Examples
    --------
    >>> field = write("5 march 1998", "date", "a date, in English")
    >>> field.default, field.metadata["control"].__name__
    ('5 march 1998', 'Text')
    """
    settings = {"placeholder": hint, "tooltip": hint, "layout": {"width": "340px", "max_width": "100%"}}
    return _field(default, widgets.Text, label, settings)


def _field(default, kind, label, settings, buttons=""):
    metadata = {"control": kind, "label": label, "settings": settings, "buttons": buttons}
    return dataclasses.field(default=default, metadata=metadata)


def declared(state):
    """Return the fields of a state that carry a control, by name.

    Examples
    --------
    >>> @dataclasses.dataclass
    ... class State:
    ...     width: int = slide(3, 1, 8, 1, "width", "units")
    ...     position: int = 0
    >>> [field.metadata["label"] for field in declared(State()).values()]
    ['width (units)']
    """
    return {field.name: field for field in dataclasses.fields(state) if "control" in field.metadata}


def started(state_type, start, caller):
    """Return a state with some fields set, or list the fields that there are.

    Parameters
    ----------
    state_type : type
        A dataclass.
    start : dict
    caller : str
        Named in the error.

    Raises
    ------
    TypeError
        If the state has no such field.

    Examples
    --------
    >>> @dataclasses.dataclass
    ... class State:
    ...     width: int = slide(3, 1, 8, 1, "width", "units")
    >>> started(State, {"height": 9}, "Picture")
    Traceback (most recent call last):
    TypeError: Picture has no setting height: there are width
    """
    unknown = set(start) - {field.name for field in dataclasses.fields(state_type)}
    if unknown:
        known = ", ".join(declared(state_type))
        raise TypeError(f"{caller} has no setting {', '.join(sorted(unknown))}: there are {known}")
    return state_type(**start)


def control(field, value):
    """Make the widget of one declared field.

    Examples
    --------
    >>> @dataclasses.dataclass
    ... class State:
    ...     width: int = slide(3, 1, 8, 1, "width", "units")
    >>> widget = control(declared(State())["width"], 5)
    >>> widget.value, widget.min, widget.max, widget.description
    (5, 1, 8, 'width (units)')
    """
    made = field.metadata["control"](
        value=value,
        description=field.metadata["label"],
        style={"description_width": "initial"},
        **field.metadata["settings"],
    )
    if isinstance(made, widgets.FloatSlider):
        made.readout_format = ".2f"
    return made


def checked_control(field, value, caller, nearest=False):
    """Make the widget of one declared field, or list the values it takes.

    Parameters
    ----------
    field : dataclasses.Field
    value : object
        Where it starts.
    caller : str
        Named in the error.
    nearest : bool, default False
        Whether a slider may start at the position nearest to the value.

    Raises
    ------
    ValueError
        If the control does not allow the value.

    Examples
    --------
    >>> @dataclasses.dataclass
    ... class State:
    ...     width: int = slide(3, 1, 8, 1, "width", "units")
    >>> checked_control(declared(State())["width"], 9, "Picture")
    Traceback (most recent call last):
    ValueError: Picture cannot start with width=9: it takes {'min': 1, 'max': 8}
    """
    try:
        made = control(field, value)
    except traitlets.TraitError:
        made = None
    if made is None or (made.value != value and not nearest):
        allowed = {k: v for k, v in field.metadata["settings"].items() if k in ("min", "max", "options")}
        raise ValueError(f"{caller} cannot start with {field.name}={value!r}: it takes {allowed}")
    return made


def row(children):
    """Return widgets side by side; those that do not fit continue on the next line.

    Examples
    --------
    >>> len(row([widgets.Button(), widgets.Button()]).children)
    2
    """
    box = widgets.Box(list(children))
    box.add_class("nnlearn-row")
    return box


def inside(widget):
    """Yield a widget, after all widgets inside it.

    Examples
    --------
    >>> [type(widget).__name__ for widget in inside(widgets.VBox([widgets.Button()]))]
    ['Button', 'VBox']
    """
    for child in getattr(widget, "children", ()):
        yield from inside(child)
    yield widget
