"""What the basket explorer says in words, made from its view."""

from textwrap import wrap

from nnlearn.lessons.applications.basket_lists import FIRST, WAYS
from nnlearn.lessons.applications.basket_state import MOST
from nnlearn.plots.numbers import fixed

HEADS = {"popular": "popularity", "cosine": "cosine", "best": "best possible"}
WIDE = 44  # characters of a line under the pointer
NEEDS = {"cosine": "put in a thing", "learned": "put in a thing", "best": "put in two things"}


def head(view, way):
    """Return the name of a list."""
    return HEADS.get(way, view.state.third)


def percent(share, digits=0):
    """Return a share as text.

    Examples
    --------
    >>> percent(0.183), percent(0.0123, 1)
    ('18 %', '1.2 %')
    """
    return f"{fixed(100 * share, digits)} %"


def listed(names):
    """Return names as in a sentence.

    Examples
    --------
    >>> listed(["beer", "wine", "milk"]), listed([])
    ('beer, wine and milk', 'nothing')
    """
    names = list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "nothing"


def title(view):
    """Return what is in the basket."""
    count = len(view.held)
    if view.state.number:
        return f"Test basket {view.state.number}: {view.names[view.hidden]} was taken out. {count} things are left."
    full = ": it is full" if count >= MOST else ""
    return f"Your basket holds {count} thing{'' if count == 1 else 's'}{full}. What else belongs in it?"


def chance(view, way):
    """Return how good a list is for this basket."""
    if way not in view.lists:
        return NEEDS[way]
    return f"first {FIRST}: {percent(view.chances[way])}" if way in view.chances else ""


def rank(view, way):
    """Return where a list has the hidden thing."""
    return f"{view.names[view.hidden]}: rank {view.rank(way)}" if view.hidden >= 0 else ""


def amount(view, way, code):
    """Return the number that a thing has in a list."""
    score = view.scores[way][code]
    return fixed(score, 2 if score < 9.995 else 1) if way == "cosine" else percent(score)


def legend(view):
    """Return what the colours are, and what the percentage is."""
    if "best" not in view.lists:
        return "how good a list is, is known for two things or more"
    return f"green: the best possible {FIRST}; in %: how often the thing taken out is among the first {FIRST}"


def alt(view):
    """Return all that the picture shows, as sentences."""
    parts = [title(view), f"In it: {listed(view.names[code] for code in view.held)}."]
    for way in WAYS:
        if way in view.lists:
            firsts = ", ".join(f"{view.names[code]} {amount(view, way, code)}" for code in view.lists[way][:FIRST])
            known = f" ({chance(view, way)})" * (way in view.chances)
            hidden = f"; {rank(view, way)}" * (view.hidden >= 0)
            parts.append(f"{head(view, way)}{known}: {firsts}{hidden}.")
        else:
            parts.append(f"{head(view, way)}: {NEEDS[way]}.")
    if "cosine" in view.lists:
        parts.append(f"The cosine divides by popularity to the power {fixed(view.state.power)}.")
    parts.append(f"The keys are at {view.state.at}.")
    return " ".join(parts)


# What lies under the pointer.


def thing(view, code):
    """Return what is known of a thing on the shelf."""
    if code in view.held:
        return f"{view.names[code]}: in the basket\nclick to take it out"
    best = f"the best possible list: {place(view, 'best', code)}\n" if "best" in view.lists else ""
    full = "the basket is full" if len(view.held) >= MOST else "click to put it in"
    return f"{view.names[code]}: in {percent(view.scores['popular'][code], 1)} of all baskets\n{best}{full}"


def place(view, way, code):
    """Return rank and number of a thing in a list."""
    return f"rank {view.rank(way, code)}, {amount(view, way, code)}"


def entry(view, way, code):
    """Return where a list has a thing, and where the others have it."""
    others = ", ".join(f"{head(view, one)} {view.rank(one, code)}" for one in view.lists if one != way)
    lines = [f"{view.names[code]}: {place(view, way, code)}", *wrap(f"elsewhere: {others}" * bool(others), WIDE)]
    return "\n".join([*lines, "the basket is full" if len(view.held) >= MOST else "click to put it in"])
