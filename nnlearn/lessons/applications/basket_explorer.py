"""The basket explorer: fill a basket, and compare four lists of what else belongs in it."""

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.applications import basket_words as words
from nnlearn.lessons.applications.basket_lists import FIRST
from nnlearn.lessons.applications.basket_picture import HEIGHT, WIDTH, Scene, entry_at, neighbour, thing_at
from nnlearn.lessons.applications.basket_state import State, toggled, view_of
from nnlearn.lessons.applications.basket_tour import TOUR
from nnlearn.lessons.applications.baskets import HELD_OUT

LINES = """\
from nnlearn.lessons.applications.basket_lists import among_first, ranked, scores, shop

store = shop()[0]  # 6,000 baskets, and the tastes that they were drawn from
held = store.codes({names})
found = scores(held, {third!r}, power={power})
for way, score in found.items():
    print(way, [store.things[code] for code in ranked(score)[:{first}]])
first = {{way: ranked(score)[:{first}] for way, score in found.items()}}"""
CHANCES = """
chances = [among_first(found, way) for way in found]
print(chances)"""


class BasketExplorer(Explorer):
    """Fill a basket, and compare what four lists say belongs in it, too.

    On top are the 54 things of a shop, ordered by the occasion for which they are bought most. Below are four ranked
    lists. Popularity is the same for everybody. The cosine adds up how often a thing was in one basket with each thing
    of yours, divided by how popular both are. The third is a network: the mean of the embeddings of your things, or
    their sum and a hidden layer, then a score for each thing. The last cannot be beaten: the baskets are generated, so
    the chance of each thing is known. In green is what its first five hold.

    The percentage above a list is the chance that a thing taken out of such a basket is among its first five. In a
    test basket, one thing was taken out: it has a frame, and its rank is written below.

    Click a thing to put it into the basket or to take it out, or use the keys.

    Parameters
    ----------
    **start
        Where the settings start: number (of a test basket, from 1; 0 for one of yours), power, third ("embedding",
        "network"), held (names of things), at (the thing that the keys are at). See `Explorer`.

    Examples
    --------
    >>> explorer = BasketExplorer(held=("beer", "wine"))
    >>> print(explorer)  # doctest: +ELLIPSIS
    Your basket holds 2 things. ... best possible (first 5: 51 %): crisps 14 %, lemonade 12 %, milk 10 %, ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    tour = TOUR
    keys = (*ARROWS, " ", "n", "c")
    help = "Click a thing or an entry of a list. Keys: arrows: go to a thing; Space: in or out; n: next test; c: clear."
    cursors = {"shelf": "pointer", "lists": "pointer"}
    suggestion = "put nappies into the basket, and see which lists are led astray."

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.scene.draw(view)

    def describe(self, view):
        return words.alt(view)

    def code(self, view):
        names = ", ".join(f'"{view.names[code]}"' for code in view.held)
        lines = LINES.format(names=names, third=view.state.third, power=view.state.power, first=FIRST)
        return lines + CHANCES * bool(view.chances)

    def numbers(self, view):
        found = {f"first[{way!r}]": codes[:FIRST] for way, codes in view.lists.items()}
        return found | ({"chances": list(view.chances.values())} if view.chances else {})

    # Pointer and keys.

    def under(self, event):
        """Return (way or "", code) of what is under the pointer, or None."""
        if event["axes"] == "shelf":
            code = thing_at(event["x"], event["y"])
            return None if code is None else ("", code)
        return entry_at(self.view, event["x"], event["y"])

    def on_pointer(self, event):
        found = self.under(event) if event["type"] == "down" else None
        if found is not None:
            self.set(**toggled(self.state, self.view.names[found[1]]))

    def on_hover(self, event):
        found = self.under(event)
        if found is None:
            return ""
        way, code = found
        return words.entry(self.view, way, code) if way else words.thing(self.view, code)

    def on_key(self, key):
        state = self.state
        if key in ARROWS:
            self.set(at=neighbour(state.at, *ARROWS[key]))
        elif key == " ":
            self.set(**toggled(state, state.at))
        elif key == "n":
            self.set(number=state.number % HELD_OUT + 1)
        else:
            self.set(held=(), number=0)
