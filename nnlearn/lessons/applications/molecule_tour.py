"""The tour of the molecule explorer."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.applications import molecule_words as words
from nnlearn.lessons.applications.molecule_records import records, twins
from nnlearn.plots.numbers import fixed


def _atom(view):
    return (
        f"This is paracetamol, and the ring marks the oxygen of its OH. Alone, a circle of radius 0, it is "
        f"{words.atom(view, view.state.atom)}: {words.many(len(view.sharing), 'molecule')} of 1,128 set its bit, "
        f"{view.bit}. So the bit tells little."
    )


def _grow(view):
    return (
        f"With radius 2 the circle holds all that is two bonds away, and sets bit {view.bit}. Of the "
        f"{words.many(len(view.sharing), 'molecule')} that set it, the blue points, {view.having} have this circle."
    )


def _collide(view):
    return (
        f"Glucose sets bit {view.bit}, too, with a circle that looks quite different: in all, "
        f"{words.many(view.others + 1, 'kind')} of circles fall on this bit, and a model that gets bits cannot tell "
        "them apart."
    )


def _bits(view):
    measured = records().measured[twins(view.state.molecule)]
    return (
        f"Octadecanol, a chain of 18 carbons, has the same bits as {len(measured) - 1} shorter alcohols, since a bit "
        f"does not count. So the network on bits cannot tell them apart: it says {fixed(view.predicted)}, and "
        f"{fixed(view.measured)} was measured; of all of them, {fixed(measured.min())} to {fixed(measured.max())}."
    )


def _counts(view):
    return (
        f"With counts and circles it says {fixed(view.predicted)}. Over all molecules its error is "
        f"{fixed(view.error)}; with bits alone it is {fixed(view.error_of(BITS))}."
    )


BOTH, BITS = "network on counts and circles", "network on bits"
TOUR = (
    Stop({"molecule": 915, "atom": 8, "radius": 0, "model": BOTH}, _atom, "How many share it with its neighbours?"),
    Stop({"molecule": 915, "atom": 8, "radius": 2, "model": BOTH}, _grow, "Where do they lie on the map?"),
    Stop(
        {"molecule": 341, "atom": 3, "radius": 1, "model": BOTH}, _collide, "Which molecule comes next if you press n?"
    ),
    Stop({"molecule": 788, "atom": 8, "radius": 2, "model": BITS}, _bits, "What would you count?"),
    Stop({"molecule": 788, "atom": 8, "radius": 2, "model": BOTH}, _counts, "And the forest?"),
)
