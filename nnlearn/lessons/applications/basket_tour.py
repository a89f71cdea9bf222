"""The tour of the basket explorer: a barbecue, a party, pasta or salad, anything, rare things, a test basket."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.applications.basket_lists import FIRST
from nnlearn.lessons.applications.basket_words import listed, percent
from nnlearn.lessons.applications.records import recorded

BASE = {"number": 0, "power": 0.5, "third": "embedding", "at": "milk"}
COUNTED = {
    "popular": "popularity",
    "cosine": "the cosine",
    "network": "the network",
    "best possible": "the best possible",
}


def _firsts(view, way, count=3):
    return listed(view.names[code] for code in view.lists[way][:count])


def _barbecue(view):
    return (
        f"Popularity names {_firsts(view, 'popular')} to everybody: in {percent(view.chances['popular'])} of such "
        f"baskets, its first {FIRST} hold what was taken out. The cosine has seen what goes with charcoal: "
        f"{percent(view.chances['cosine'])}. Nobody can do better than {percent(view.chances['best'])}."
    )


def _chances(view):
    return (percent(view.chances[way]) for way in ("cosine", "learned", "best"))


def _party(view):
    sausages, (cosine, learned, best) = view.names.index("sausages"), _chances(view)
    return (
        f"Beer is for a barbecue or a party, wine for pasta or a party: only a party explains both. The cosine adds up "
        f"what goes with each, and has sausages at rank {view.rank('cosine', sausages)}: {cosine}. The embedding adds "
        f"logarithms of chances, so that they are multiplied: {learned}, of {best} at best."
    )


def _salad(view):
    milk, (cosine, learned, best) = view.names.index("milk"), _chances(view)
    return (
        f"Pasta, or a salad? Milk and bread go with either, and the cosine has milk at rank "
        f"{view.rank('cosine', milk)}: {cosine}. The network with a hidden layer begins with "
        f"{_firsts(view, 'learned')}: {learned}, of {best} at best."
    )


def _anything(view):
    low, high = (edge(view.chances.values()) for edge in (min, max))
    return (
        f"Milk and bread are in any basket, so they say nothing about the rest. All lists come to {percent(low)} to "
        f"{percent(high)}: where nothing can be known, no model helps."
    )


def _rare(view):
    return (
        f"Divided by the whole popularity, the cosine favours what is rare: {_firsts(view, 'cosine')}. Its first "
        f"{FIRST} hold the thing in {percent(view.chances['cosine'])}, since milk and bread belong in every list."
    )


def _test(view):
    hits = ", ".join(
        f"{name} {percent(recorded('baskets', split=0, rival=rival)[0]['among five'], 1)}"
        for rival, name in COUNTED.items()
    )
    return (
        f"The test: {view.names[view.hidden]} was taken out. It is at rank {view.rank('popular')} by popularity, "
        f"{view.rank('cosine')} by the cosine, {view.rank('learned')} by the network. Over 1,200 such baskets, the "
        f"first {FIRST} hold it: {hits}."
    )


TOUR = (
    Stop({**BASE, "held": ("charcoal", "sausages")}, _barbecue, "What changes if you take the charcoal out?"),
    Stop({**BASE, "held": ("beer", "wine")}, _party, "Put in crisps: do they agree now?"),
    Stop({**BASE, "held": ("tomatoes", "olive oil"), "third": "network"}, _salad, "Which third thing would settle it?"),
    Stop({**BASE, "held": ("milk", "bread")}, _anything, "Which single thing says most?"),
    Stop({**BASE, "held": ("charcoal", "sausages"), "power": 1.0}, _rare, "Which power is best here?"),
    Stop({**BASE, "number": 65, "third": "network"}, _test, "Try some more: press n."),
)
