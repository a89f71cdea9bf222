"""What was changed during a run, as a text in a link: `20:lr:0.3;50:weight:0:1:-1:2.5;90:point:300:1.0:2.0:1.0`."""

NUMBERS = {"lr": float, "l1": float, "l2": float, "batch": int}  # the rates


def written(events):
    """Return events as text.

    Examples
    --------
    >>> written(((20, "lr", 0.3), (50, "weight", 0, 1, -1, 2.5), (60, "point", 7, None)))
    '20:lr:0.3;50:weight:0:1:-1:2.5;60:point:7:-'
    """
    return ";".join(":".join("-" if part is None else str(part) for part in event) for event in events)


def read(text):
    """Return the events of a text.

    Examples
    --------
    >>> read("20:lr:0.3;60:point:7:-")
    ((20, 'lr', 0.3), (60, 'point', 7, None))
    """
    return tuple(_event(*one.split(":")) for one in text.split(";") if one)


def _event(step, what, *rest):
    if what in NUMBERS and len(rest) == 1:
        return int(step), what, NUMBERS[what](rest[0])
    if what == "weight" and len(rest) == 4:
        return int(step), what, *map(int, rest[:3]), float(rest[3])
    if what == "point" and rest[1:] == ("-",):
        return int(step), what, int(rest[0]), None
    if what == "point" and len(rest) == 4:
        return int(step), what, int(rest[0]), *map(float, rest[1:])
    raise ValueError(f"{what} is not something that can be changed during training")
