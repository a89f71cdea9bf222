"""The names of a relief's sides, where they face the reader."""


def side_names(relief, names, place, aside, below):
    """Return each name with an arrow along its side, and where it stands, for `Labels`.

    Parameters
    ----------
    relief : nnlearn.explorers.artists.relief.Relief
    names : pair of str
        Of its two axes.
    place : (left, top, width, height)
        Of its axes, in pixels of the page.
    aside, below : int
        How many pixels away from the middle of the side, to the outside and down.

    Returns
    -------
    list of (str, (float, float))

    Examples
    --------
    >>> import numpy as np
    >>> from nnlearn.explorers.artists.relief import Relief
    >>> from nnlearn.explorers.picture import Picture
    >>> relief = Relief(Picture(300, 200).axes("model", 0, 0, 300, 200), "viridis")
    >>> along, losses = np.linspace(-1, 1, 5), np.eye(5)
    >>> relief.put((along, along), losses, losses)
    >>> relief.look(30, 30)
    >>> [text.strip("←→ ") for text, _ in side_names(relief, ("a", "b"), (0, 0, 300, 200), 16, 14)]
    ['a', 'b']
    """
    left, top, width, height = place
    (x0, x1), (y0, y1) = relief.ax.get_xlim(), relief.ax.get_ylim()
    found = []
    for axis, name in enumerate(names):
        spots = relief.side(axis)
        x, y = spots.mean(axis=0)
        text = f"{name} →" if spots[1, 0] >= spots[0, 0] else f"← {name}"
        across, down = left + width * (x - x0) / (x1 - x0), top + height * (y1 - y) / (y1 - y0)
        found.append((text, (across + (aside if x > 0 else -aside), down + below)))
    return found
