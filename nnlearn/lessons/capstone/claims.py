"""The ten lines of the card: what each says, how it stands, and which one lies in a planted card."""

from functools import lru_cache
from typing import NamedTuple

from nnlearn.lessons.capstone.measures import Measures, Z
from nnlearn.lessons.capstone.starts import EXPLAINED, LEAKED, LEARN, SIZE
from nnlearn.lessons.capstone.state import CELLS, CLAIMS, HONEST, SHOWN, WEIGHED
from nnlearn.plots.numbers import fixed

COMPUTED, OLD, TYPED, ELSEWHERE, LIES = "computed", "old weights", "by hand", "not in the cell", "ask here"
BEST = 20  # starts, of which card B reports the best
BY_HAND = {
    "question": "The question was clear from the start",
    "data": "Plenty of data, and a fair split",
    "ledger": "A few starts were tried",
    "accuracy": "The accuracy is about one half",
    "spread": "The start hardly matters",
    "rival": "The rival was tuned as well",
    "difference": "Clearly better than the rival",
    "worst digit": "Works equally well for all digits",
    "attack": "Robust",
    "map": "The map shows what it looks at",
}
PLANTED = {"A": "data", "B": "accuracy", "C": "rival", "D": "attack", "E": "map", "F": "spread"}


class Line(NamedTuple):
    """A line of the card.

    Parameters
    ----------
    claim : str
    text : str
    standing : str
        One of the five words above.
    cell : int
        Its place in `CELLS`, 0 for none.
    """

    claim: str
    text: str
    standing: str
    cell: int


@lru_cache(maxsize=64)
def measures(test_size, seeds, later, card):
    """Return the numbers that a card was made from."""
    return Measures(test_size, seeds, later, leaked=card == "A", linear=card == "C")


def numbers(state, later=None):
    """Return the `Measures` of a state, of the weights of today or, with later=False, of those before."""
    later = state.retrained if later is None else later
    return measures(state.test_size, state.seeds, later, state.card)


def standing(state, claim):
    """Return how a line stands.

    Examples
    --------
    >>> from nnlearn.lessons.capstone.state import State, next_state
    >>> state = next_state(State(), retrained=True)
    >>> [standing(state, claim) for claim in ("data", "accuracy", "attack")]
    ['computed', 'old weights', 'by hand']
    """
    number = CLAIMS.index(claim)
    cell = state.cells[number]
    if not cell:
        return TYPED
    if cell != SHOWN[number]:
        return ELSEWHERE
    if state.reveal and PLANTED.get(state.card) == claim:
        return LIES
    old = state.retrained and claim in WEIGHED and not state.done >> number & 1
    return OLD if old else COMPUTED


def lines(state):
    """Return the ten lines of the card, a list of `Line`."""
    found = []
    for number, claim in enumerate(CLAIMS):
        how = standing(state, claim)
        if how in (TYPED, ELSEWHERE):
            text = BY_HAND[claim]
        else:
            fresh = state.retrained and state.done >> number & 1
            text = said(claim, state, numbers(state, later=bool(fresh)))
        found.append(Line(claim, text, how, state.cells[number]))
    return found


def starts(count):
    """Return a number of starts in words.

    Examples
    --------
    >>> starts(1), starts(5)
    ('1 start', '5 starts')
    """
    return f"{count} start{'s' * (count != 1)}"


def said(claim, state, one):
    """Return what a line says once it is computed.

    Parameters
    ----------
    claim : str
    state : State
    one : Measures

    Returns
    -------
    str
    """
    n, card = f"{state.test_size:,}", state.card
    if claim == "question":
        return "Question written down before the first try"
    if claim == "data":
        return f"{LEARN + LEAKED * (card == 'A'):,} examples to learn from, {n} to test"
    if claim == "ledger":
        return f"Ledger: {starts(state.tries)}, the best with {fixed(one.best(state.tries), 3)}"
    if claim == "accuracy":
        if card in ("B", "F"):
            value = one.best(BEST) if card == "B" else float(one.accuracies[0])
            return f"Accuracy: {fixed(value, 3)} ± {fixed(Z * (value * (1 - value) / state.test_size) ** 0.5, 3)}"
        return f"Accuracy, mean of {starts(len(one.ok))}: {fixed(one.accuracy, 3)} ± {fixed(one.half, 3)}"
    if claim == "spread":
        if card == "F":
            return "Trained twice from one seed: ± 0.000"
        return f"Spread over {starts(len(one.ok))}: " + (
            "not known" if len(one.ok) < 2 else f"± {fixed(one.spread, 3)}"
        )
    if claim == "rival":
        return f"Rival, support vectors{', tuned' * (card != 'C')}: {fixed(one.rival, 3)}"
    if claim == "difference":
        half = one.paired_half if state.paired else one.apart_half
        return f"Minus the rival: {fixed(one.difference, 3)} ± {fixed(half, 3)}{', paired' * state.paired}"
    if claim == "worst digit":
        digit, share, count = one.worst
        return f"Worst digit: {digit}, right in {fixed(share)} of {count}"
    if claim == "attack":
        chosen = one.attacked[2 if card == "D" else 1]
        return f"Changed by {SIZE:g}: chosen {fixed(chosen, 3)}, tossed {fixed(one.attacked[0], 3)}"
    if card == "E":
        return "Map by slope × input: clear in every example"
    return f"Map, against one without training: r = {fixed(one.same[0])}"


def revealed(state):
    """Return what the planted line leaves out, in one sentence; "" unless it is asked for.

    Examples
    --------
    >>> from nnlearn.lessons.capstone.state import State, next_state
    >>> revealed(next_state(State(), card="F", reveal=True))
    'One seed twice is one start. Five starts spread by ± 0.021.'
    """
    if not state.reveal:
        return ""
    honest = measures(state.test_size, EXPLAINED, state.retrained, HONEST)
    if state.card == HONEST:
        return "Nothing is planted in this card."
    return {
        "A": f"The {state.test_size:,} test examples were learned, too. Without them: {fixed(honest.accuracy, 3)}.",
        "B": f"It is the best of {BEST} starts on this test set. Five starts: {fixed(honest.accuracy, 3)} on average.",
        "C": f"The rival had one try, a linear kernel. The best of 20 tries reads {fixed(honest.rival, 3)}.",
        "D": f"Scores × 1,000: where it is right, the slope is flat. By the margin: {fixed(honest.attacked[1], 3)}.",
        "E": f"A network that learned nothing has nearly the same map: r = {fixed(honest.same[1])}.",
        "F": f"One seed twice is one start. Five starts spread by ± {fixed(honest.spread, 3)}.",
    }[state.card]


def cell_name(number):
    """Return a cell in words.

    Examples
    --------
    >>> cell_name(5), cell_name(0)
    ('cell 14 (test)', 'no cell')
    """
    if not number:
        return "no cell"
    index, _, what = CELLS[number].partition(" ")
    return f"cell {index} ({what})"
