"""What the card explorer says: its title, what stands at its pictures, what lies under the pointer."""

from nnlearn.lessons.capstone.claims import COMPUTED, ELSEWHERE, LIES, OLD, TYPED, cell_name, revealed, starts
from nnlearn.lessons.capstone.starts import STARTS
from nnlearn.lessons.capstone.state import CLAIMS, HONEST, SHOWN, SIZES
from nnlearn.plots.numbers import fixed

STANDINGS = {
    COMPUTED: "computed for the weights of today",
    OLD: "computed for the weights before training again",
    TYPED: "typed by hand, no cell shows it",
    ELSEWHERE: "typed by hand, its cell shows something else",
    LIES: "this is the line to ask about",
}


def three(value):
    """Return a share with three decimals.

    Examples
    --------
    >>> three(0.48761)
    '0.488'
    """
    return fixed(float(value), 3)


def points(value):
    """Return a difference of shares in percentage points.

    Examples
    --------
    >>> points(0.0221), points(-0.00001), points(0.0101)
    ('2.2 points', '0.0 points', '1.0 points')
    """
    return f"{fixed(100 * float(value), 1)} points"


def title(view):
    """Return what is shown, in one line."""
    state = view.state
    what = "One try" if state.tries == 1 else f"The best of {state.tries} tries"
    return f"{what} on {state.test_size:,} test examples: the report is too high by {points(view.gap)}"


def line(view):
    """Return how the card stands, in one line."""
    parts = [f"{view.count(COMPUTED)} of {len(CLAIMS)} lines computed"]
    old, lies, typed = view.count(OLD), view.count(LIES), view.count(TYPED) + view.count(ELSEWHERE)
    parts += [f"{old} for older weights"] * bool(old)
    parts += [f"{typed} typed by hand"] * bool(typed)
    parts += ["1 to ask about"] * bool(lies)
    card = "The honest card" if view.state.card == HONEST else f"Card {view.state.card}"
    return f"{card}: {', '.join(parts)}."


def second(view):
    """Return what the planted line leaves out, or what can be done with the line that is chosen."""
    state = view.state
    if state.reveal:
        return revealed(state)
    if state.card != HONEST:
        return "One line of this card lies. Which one would you ask about?"
    chosen = view.lines[CLAIMS.index(state.claim)]
    where = f" in {cell_name(chosen.cell)}" if chosen.standing in (COMPUTED, OLD) else ""
    return f"Chosen line: {state.claim}, {STANDINGS[chosen.standing]}{where}."


def difference(view):
    """Return the difference of both models with its interval, in one line."""
    one = view.measures
    half = one.paired_half if view.state.paired else one.apart_half
    return f"difference, {'paired' if view.state.paired else 'apart'}: {three(one.difference)} ± {three(half)}"


def describe(view):
    """Return the alt text."""
    state, one = view.state, view.measures
    reported, fresh = (three(part.mean()) for part in view.replays)
    card = ". ".join(f"{line.text} ({line.standing}, {cell_name(line.cell)})" for line in view.lines)
    spread = f" Its {starts(len(one.ok))} spread by ± {three(one.spread)}." if len(one.ok) > 1 else ""
    pull = " A line is being dragged." if state.pulled else ""
    return (
        f"{title(view)}. In 2,000 replays the best scores {reported} on the test set that chose it, {fresh} on fresh "
        f"examples. {line(view)} {second(view)} {card}. Network: {three(one.accuracy)} ± {three(one.half)}.{spread} "
        f"Rival: {three(one.rival)} ± {three(one.rival_half)}. The {difference(view)}. "
        f"The line that is chosen: {state.claim}.{pull}"
    )


# What lies under the pointer.


def claim_told(view, number):
    """Return what a line of the card says of itself."""
    found = view.lines[number]
    name = CLAIMS[number]
    does = "drag it onto the cell that shows it" if found.standing != COMPUTED else "click: choose it"
    return f"{name}: {found.text}\n{STANDINGS[found.standing]}\n{cell_name(found.cell)}\n{does}"


def cell_told(view, number):
    """Return what a cell of the report shows."""
    shown = CLAIMS[SHOWN.index(number)]
    users = [CLAIMS[k] for k, cell in enumerate(view.state.cells) if cell == number]
    used = f"the card refers to it for: {', '.join(users)}" if users else "no line of the card refers to it"
    does = f"click: it shows the line {view.state.claim}"
    return f"{cell_name(number)} computes: {shown}\n{used}\n{does}"


def histogram_told(view, accuracy):
    """Return how many replays one bar of both histograms holds."""
    low, width = float(view.bins[0]), float(view.bins[1] - view.bins[0])
    bar = min(max(int((accuracy - low) / width + 1e-9), 0), len(view.bins) - 2)
    ends = f"{fixed(low + width * bar)} to {fixed(low + width * (bar + 1))}"
    return f"accuracy {ends}, of 2,000 replays:\nreported {view.counts[0][bar]}\nfresh {view.counts[1][bar]}"


def gap_told(view, tries, row):
    """Return the gap at a place of the map."""
    tries, row = place(tries, row)
    what = "one try" if tries == 1 else f"best of {tries} tries"
    return f"{what} on {SIZES[row]:,}:\ntoo high by {points(view.gaps[row, tries - 1])}\nclick or drag: go there"


def place(tries, row):
    """Return the number of tries and the number of the size at a place of the map.

    Examples
    --------
    >>> place(20.4, 3.6), place(-3, 40)
    ((20, 4), (1, 10))
    """
    return min(max(round(tries), 1), STARTS), min(max(round(row), 0), len(SIZES) - 1)


def interval_told(view, row):
    """Return the interval of the model whose row it is."""
    one, n = view.measures, f"{view.state.test_size:,}"
    if row < 0.5:
        return f"rival: {three(one.rival)} ± {three(one.rival_half)}\n95 % interval over {n} examples"
    spread = f"strokes: each start, ± {three(one.spread)}" if len(one.ok) > 1 else "one start: the spread is not known"
    return (
        f"network: {three(one.accuracy)} ± {three(one.half)}\n95 % interval over {n} examples,\n"
        f"mean of {starts(len(one.ok))}\n{spread}"
    )


def difference_told(view):
    """Return both intervals of the difference."""
    one = view.measures
    return (
        f"network minus rival: {three(one.difference)}\nboth apart ± {three(one.apart_half)}\n"
        f"example by example ± {three(one.paired_half)}\nclick: {'apart' if view.state.paired else 'paired'}"
    )
