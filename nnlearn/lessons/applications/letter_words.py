"""What the letter explorer says in words."""

from nnlearn.plots.numbers import fixed

GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip


def name(letter):
    """Return what a letter of those held out is called.

    Examples
    --------
    >>> name(0), name(24)
    ('alpha', 'Sanskrit 1')
    """
    return GREEK[letter] if letter < len(GREEK) else f"Sanskrit {letter - len(GREEK) + 1}"


def nearest(view, distances):
    """Return the name of the nearest example, and whether it is right where that is known."""
    best = int(distances.argmin())
    verdict = "" if view.right is None else ", right" if best == view.right else ", wrong"
    return name(view.first + best) + verdict


def title(view):
    """Return which example is nearest, each way."""
    if not view.shown.any():
        return "The sheet is empty: draw a letter on it."
    return f"Nearest by pixels: {nearest(view, view.pixels)}. By the network: {nearest(view, view.network)}."


def drawing(view):
    """Return what is on the sheet, and how far it is moved."""
    state = view.state
    if state.own:
        what = "your drawing" if state.sheet else "an empty sheet"
    else:
        what = f"{name(view.first + view.right)}, drawn by person {state.person}"
    return what, move(state)


def move(state):
    """Return how far the drawing is moved."""
    sides = [(state.right, "right", "left"), (state.down, "down", "up")]
    said = [f"{abs(steps)} {there if steps > 0 else back}" for steps, there, back in sides if steps]
    return "moved " + " and ".join(said) if said else ""


def itself(view):
    """Return how far the move took the drawing from itself."""
    pixels, network = view.itself
    if not (view.state.right or view.state.down):
        return "It has not been moved."
    return f"The move took it {fixed(pixels)} away by pixels, {fixed(network)} by the network."


def row(view, k):
    """Return the distances of a row under the pointer: an example, or the drawing before the move."""
    if k == len(view.pixels):
        pixels, network = view.itself
        return f"how far the move took the drawing\nby pixels {fixed(pixels)}, by the network {fixed(network)}"
    said = [f"{name(view.first + k)}, drawn by person 1; click to see it drawn by others"]
    said += [f"by pixels {fixed(view.pixels[k])}, by the network {fixed(view.network[k])}"]
    if view.state.right or view.state.down:
        said += [f"before the move {fixed(view.before[0][k])} and {fixed(view.before[1][k])}"]
    return "\n".join(said)


def describe(view):
    """Return the alt text."""
    each = "; ".join(
        f"{name(view.first + k)} {fixed(pixels)} and {fixed(network)}"
        for k, (pixels, network) in enumerate(zip(view.pixels, view.network, strict=True))
    )
    what = ", ".join(part for part in drawing(view) if part)
    return f"On the sheet: {what}. {title(view)} Distances by pixels and by the network: {each}. {itself(view)}"
