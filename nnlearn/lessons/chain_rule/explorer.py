"""The chain-rule explorer: numbers flow forward through a graph, derivatives flow back, and a nudge tests them."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.controls import pick, row, slide, switch
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.chain_rule import words
from nnlearn.lessons.chain_rule.examples import ALONE, FIRST, FORMULAS, GIVEN, NUMBERS, boxes, inputs
from nnlearn.lessons.chain_rule.picture import GraphPicture
from nnlearn.lessons.chain_rule.tour import TOUR
from nnlearn.lessons.chain_rule.trace import view_of
from nnlearn.plots.style import GREEN, INK, SMALL, TEXT, VERMILION

LOW, HIGH, STEP = -3.0, 3.0, 0.1  # of the numbers
PIXELS = 6  # of dragging for one step


@dataclass(frozen=True)
class State:
    """Settings of the chain-rule explorer."""

    formula: str = pick(FIRST, FORMULAS, "formula")
    a: float = slide(NUMBERS[FIRST][0], LOW, HIGH, STEP, "w")
    b: float = slide(NUMBERS[FIRST][1], LOW, HIGH, STEP, "b")
    h: float = slide(0.01, 0.01, 1.0, 0.01, "nudge h")
    ordered: bool = switch(True, "each box waits for all arrivals")
    position: int = slide(END, 0, 1, 1, "step")
    x: float = GIVEN[0]
    y: float = GIVEN[1]
    nudged: int = 0  # which of the inputs is nudged, and moved by the keys


class ChainRuleExplorer(Recorded):
    """Step a formula forward, its derivatives back edge by edge, then nudge an input and see it arrive.

    Each box is a number: the operation that made it, its value and, in orange, what has arrived so far of the
    derivative of the result with respect to it. On the way back every edge multiplies the derivative of the box on its
    right by its own slope and adds the product to the box on its left. At the end one input grows by h, and each box
    says in green how far it moves. Without the tick, a box passes its derivative on at once, even if more is still to
    arrive.

    Drag an input box to change its number. The slider, the buttons or the left and right arrow keys move through the
    steps.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = ChainRuleExplorer(formula="two paths: a b + a", a=2.0, b=3.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    two paths: a b + a = 8; step 9 of 9. Derivatives of the result: a 4, b 2. ... the result moves by 0.04
    >>> explorer.close()
    """

    State = State
    size = (640, 484)
    cursors = {"inputs": "grab"}
    jump_label = "pass"
    placed_elsewhere = ("position", "h")
    speeds = (("slow", 1.0), ("normal", 2.0), ("fast", 8.0))
    keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "n", "p")
    help = "Drag an input box, or choose one with n or p and press up or down. Left and right arrow keys: step."
    suggestion = "choose the diamond, remove the tick and step through it: what does the nudge say of the derivative?"
    tour = TOUR

    def __init__(self, **start):
        first, second = NUMBERS.get(start.get("formula", FIRST), ALONE)
        super().__init__(**{"a": first, "b": second, **start})

    def setup(self):
        self.held = None  # of the box that is dragged: field, number and place at the beginning

    def next_state(self, state, **changes):
        """Begin another formula with numbers that suit it."""
        if changes.get("formula", state.formula) != state.formula:
            first, second = NUMBERS.get(changes["formula"], ALONE)
            changes = {"a": first, "b": second, "x": GIVEN[0], "y": GIVEN[1], "nudged": 0, **changes}
        return replace(state, **changes)

    def extras(self):
        """Return buttons and slider of the run, with a button for the nudge, and then the size of the nudge."""
        self.nudge_button = self.action_button("Nudge w", "hand-o-right", self.nudge)
        self.nudge_button.tooltip = "Let the chosen input grow by h, and see it arrive"
        buttons, slider = super().extras()
        buttons.children = (*buttons.children, self.nudge_button)
        return [buttons, slider, row([self.panel.placed("h")])]

    def nudge(self):
        """Play the nudge: from the end of the way back to the end of the run."""
        self.go(self.view.operations + self.view.edges)
        self.play()

    def after_draw(self, view):
        """Name sliders and the button by the boxes that they set."""
        super().after_draw(view)
        names = boxes(view.state.formula)
        self.controls["a"].description, self.controls["b"].description = names[0], names[-1]
        self.controls["b"].layout.display = "" if len(names) == 2 else "none"
        self.nudge_button.description = f"Nudge {view.drawing.nodes[view.nudged].name}"

    def build(self, picture):
        axes = picture.axes("inputs", 6, 54, 90, 352), picture.axes("graph", 6, 54, 628, 352)
        self.graph = GraphPicture(picture, axes[1], axes[0])
        self.title, self.line = picture.words(8, 8, TEXT, "bold"), picture.words(8, 29, TEXT)
        places, looks = ((8, 414), (312, 414), (8, 434)), (INK, VERMILION, GREEN)
        self.legend = [
            Labels(picture.page, SMALL, across=0, up=0, place=place, colour=colour)
            for place, colour in zip(places, looks, strict=True)
        ]
        picture.moving(*self.legend)
        self.verdict = picture.words(8, 458, TEXT)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        nodes, edges = view.drawing.nodes, view.drawing.edges
        bright = {k for k in (view.node, view.moved) if k >= 0}
        flow, done = set(), view.edge + 1 if view.moved < 0 else len(edges)
        if view.edge >= 0:
            bright, flow = set(edges[view.edge][:2]), {view.edge}
        elif view.moved >= 0:
            flow = {k for k, (node, source, _) in enumerate(edges) if node == view.moved and view.moves.get(source)}
        given = inputs(view.state.formula)
        self.graph.draw(
            nodes,
            edges,
            ({k: nodes[k].data for k in view.known}, view.flows, view.moves),
            slopes=set(range(done)),
            bright=bright,
            flow=flow,
            colour=GREEN if view.moved >= 0 else VERMILION,
            draggable={k for k, node in enumerate(nodes) if not node.operation and node.name in given},
            chosen=view.nudged,
        )
        self.title.say(words.title(view))
        self.line.say(words.sentence(view))
        self.verdict.say(words.verdict(view))
        for label, text in zip(self.legend, words.legend(view), strict=True):
            label.say(text)

    def length(self, view):
        return words.steps(view)

    def jump_positions(self, view):
        return [view.operations, view.operations + view.edges]

    # Text and code.

    def describe(self, view):
        said = f"{words.title(view)}. {words.named(view, view.flows)} {words.sentence(view)}. {words.verdict(view)}"
        return said.strip()

    def code(self, view):
        state = view.state
        order = "" if state.ordered else 'order="depth-first"'
        lines = FORMULAS[state.formula]
        numbers = {name: getattr(state, name) for name in ("a", "b", "x", "y")}
        field = inputs(state.formula)[view.drawing.nodes[view.nudged].name]
        moved = {**numbers, field: round(numbers[field] + state.h, 9)}
        return "\n".join(
            [
                "from nnlearn.autograd import Value, graph",
                "",
                lines.format(**numbers),
                f"result.backward({order})",
                "nodes, before = graph(result).nodes, result.data",
                "for node in nodes:",
                "    print(node.name or node.operation, node.data, node.grad)",
                "",
                lines.format(**moved),
                "print(result.data - before)",
            ]
        )

    def numbers(self, view):
        return {
            "[node.grad for node in nodes]": view.found,
            "before": view.drawing.nodes[-1].data,
            "result.data - before": view.all_moves[-1],
        }

    # Pointer and keys.

    def move(self, field, value):
        """Set the number of an input, to the nearest step of its range."""
        self.set(**{field: round(float(np.clip(STEP * round(value / STEP), LOW, HIGH)), 9)})

    def on_pointer(self, event):
        if event["type"] == "down":
            kind, k = self.graph.under((event["x"], event["y"]))
            name, fields = self.view.drawing.nodes[k].name, inputs(self.state.formula)
            self.held = None
            if kind == "box" and name in fields and not self.view.drawing.nodes[k].operation:
                self.held = fields[name], getattr(self.state, fields[name]), event["x"], event["y"]
                self.set(nudged=list(fields).index(name))
        elif event["type"] == "move" and self.held:
            field, value, x, y = self.held
            self.move(field, value + STEP * (event["x"] - x + y - event["y"]) / PIXELS)
        elif event["type"] == "up":
            self.held = None

    def on_hover(self, event):
        kind, k = self.graph.under((event["x"], event["y"]))
        return "" if kind is None else words.box(self.view, k) if kind == "box" else words.edge(self.view, k)

    def on_key(self, key):
        fields = list(inputs(self.state.formula).values())
        if key in ("ArrowLeft", "ArrowRight"):
            self.go(self.at + (1 if key == "ArrowRight" else -1))
        elif key in "np":
            self.set(nudged=(self.state.nudged + (1 if key == "n" else -1)) % len(fields))
        else:
            field = fields[self.state.nudged % len(fields)]
            self.move(field, getattr(self.state, field) + (STEP if key == "ArrowUp" else -STEP))
